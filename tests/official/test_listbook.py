import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import ListChange, Measure, Place, Problem, Unusable
from toolkit.official.listbook.book import ListChangeRecord, read_list, write_list
from toolkit.profile import default_profile
from toolkit.text import printable

PROFILE = default_profile()
PROBLEM = Problem(
    3, "东郊污水处理厂溢流。", other_numbers=("省级第14项", "38-2"), former_number="5",
    section="基础设施", category="污水", lead_units=("云河市水务局",),
    responsible_units=("东河区党委、政府", "云河市住房和城乡建设局"),
    acceptance_units=("云河市生态环境局",), supervising_units=("云河市委督查室",),
    deadline_text="2025年12月底前，并长期坚持", deadline=date(2025, 12, 31), long_term=True,
    goal="消除溢流。", measures=(
        Measure("一", "编制方案。", "已完成整改"), Measure("二", "2025年6月底前改造管网。", None, date(2025, 6, 30))),
    status_text="正在推进实施", status="in_progress", public=False, public_text="某厂溢流。",
)
RECORDS = (
    ListChangeRecord(date(2025, 3, 1), "方案.txt", "ab" * 32, "整改方案",
                     (ListChange(3, "问题", "旧", "新"), ListChange(4, "整改目标", "", "有")), "首次导入"),
    ListChangeRecord(date(2025, 3, 1), "进展.txt", "cd" * 32, "进展"),
)


def unplaced(problems):
    return tuple(replace(p, place=Place(), progress=()) for p in problems)


def edited(cells, *, problems=(PROBLEM,), sheet="问题"):
    workbook = openpyxl.load_workbook(io.BytesIO(write_list(problems, RECORDS, PROFILE)))
    for cell, value in cells.items():
        workbook[sheet][cell] = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30,
).map(lambda t: "问" + printable(t) + "。")
maybe = st.none() | texts
days = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
unit_names = st.text("甲乙丙丁东河区水务局发展和改革委员会", min_size=2, max_size=9)
units = st.lists(unit_names, max_size=3, unique=True).map(tuple)
statuses = st.sampled_from([w for w in PROFILE.statuses if w.offered])
measures = st.builds(Measure, st.none() | st.sampled_from("一二三"), texts, maybe, days)


@st.composite
def problems(draw):
    status = draw(st.none() | statuses)
    deadline = draw(days)
    wording = draw(st.sampled_from([None, "2025年12月底前", "立行立改", "长期坚持"]))
    if wording == "2025年12月底前":
        deadline = date(2025, 12, 31)
    return draw(st.builds(
        Problem, number=st.just(0), text=texts, former_number=maybe, section=maybe, category=maybe,
        other_numbers=st.lists(st.text("0123-市级第项", min_size=1, max_size=6), max_size=2).map(tuple),
        lead_units=units, responsible_units=units, acceptance_units=units, supervising_units=units,
        goal=maybe, measures=st.lists(measures, max_size=3).map(tuple), public=st.booleans(),
        public_text=maybe, deadline_text=st.just(wording), deadline=st.just(deadline),
        long_term=st.just(wording == "长期坚持" or bool(status and status.long_term)),
        status_text=st.just(status.option if status else None),
        status=st.just(status.status if status else None),
    ))


class TestRoundTrip:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(problems(), max_size=4))
    def test_nothing_changes(self, drawn):
        numbered = tuple(replace(p, number=n) for n, p in enumerate(drawn, 1))
        assert unplaced(read_list(write_list(numbered, (), PROFILE), PROFILE).problems) == numbered

    def test_records_and_places(self):
        read = read_list(write_list((PROBLEM,), RECORDS, PROFILE), PROFILE)
        assert unplaced(read.problems) == (PROBLEM,)
        assert read.records == RECORDS
        assert read.problems[0].place == Place("问题清单.xlsx", "问题", 2, 6)
        assert read.diagnostics == ()

    def test_an_empty_list(self):
        read = read_list(write_list((), (), PROFILE), PROFILE)
        assert (read.problems, read.records) == ((), ())

    def test_the_same_list_gives_the_same_bytes(self):
        assert write_list((PROBLEM,), RECORDS, PROFILE) == write_list((PROBLEM,), RECORDS, PROFILE)


class TestHeadings:
    def test_the_sheets_are_those_of_the_contract(self):
        workbook = openpyxl.load_workbook(io.BytesIO(write_list((PROBLEM,), RECORDS, PROFILE)))
        assert "、".join(c.value for c in workbook["问题"][1]) == (
            "序号、其他编号、原序号、方面、类别、问题、牵头单位、责任单位、验收单位、督导单位、"
            "整改时限、时限日期、整改目标、整改状态、公开、公开表述")
        assert [c.value for c in workbook["措施"][1]] == ["序号", "措施序号", "整改措施", "完成标注", "措施时限"]
        assert [c.value for c in workbook["变更记录"][1]] == [
            "时间", "来源文件", "文件标题", "sha256", "序号", "栏目", "原内容", "新内容", "理由"]
        assert workbook["问题"]["H2"].value == "东河区党委、政府、云河市住房和城乡建设局"


class TestCorrectedByHand:
    @pytest.mark.parametrize("number", ["３", "第3项", "3", 3])
    def test_numbers_however_they_are_typed(self, number):
        assert read_list(edited({"A2": number}), PROFILE).problems[0].number == 3

    def test_dates_as_text_and_dates_left_to_the_wording(self):
        assert read_list(edited({"L2": "2024.6.30"}), PROFILE).problems[0].deadline == date(2024, 6, 30)
        assert read_list(edited({"L2": None}), PROFILE).problems[0].deadline == date(2025, 12, 31)

    def test_a_wording_nobody_can_date_is_a_diagnostic(self):
        read = read_list(edited({"K2": "汛期前", "L2": None}), PROFILE)
        [found] = read.diagnostics
        assert (found.kind, found.place.cell, found.given, found.problem) == ("bad_deadline", "K2", "汛期前", 3)

    def test_a_blank_answer_is_public(self):
        assert read_list(edited({"O2": None}), PROFILE).problems[0].public

    def test_moved_columns(self):
        workbook = openpyxl.load_workbook(io.BytesIO(write_list((PROBLEM,), (), PROFILE)))
        workbook["问题"].insert_cols(1, 2)
        workbook["问题"].insert_rows(1)
        buffer = io.BytesIO()
        workbook.save(buffer)
        assert unplaced(read_list(buffer.getvalue(), PROFILE).problems) == (PROBLEM,)

    @pytest.mark.parametrize(("sheet", "cells", "sentence"), [
        ("问题", {"A2": "三五成群"}, "“问题”A2：“三五成群”不是序号"),
        ("问题", {"A2": None}, "“问题”A2：这一行没有序号"),
        ("问题", {"A3": 3, "F3": "又一项"}, "“问题”A3：第3项在第2行已经有了"),
        ("问题", {"F2": "  "}, "“问题”F2：第3项没有写问题内容"),
        ("问题", {"L2": "明年"}, "“问题”L2：“明年”不是能认出的日期"),
        ("问题", {"O2": "看情况"}, "“问题”O2：“看情况”看不懂"),
        ("问题", {"F1": "内容"}, "“问题”缺少栏目“问题”"),
        ("措施", {"A3": 9}, "“措施”A3：工作表“问题”里没有第9项"),
        ("措施", {"C3": None}, "“措施”C3：第3项的这条措施没有内容"),
    ])
    def test_a_mistake_is_told_with_sheet_and_cell(self, sheet, cells, sentence):
        with pytest.raises(Unusable, match=sentence):
            read_list(edited(cells, sheet=sheet), PROFILE)


def test_what_a_document_prints_beside_a_problem_becomes_the_offices_column_and_yields_to_its_words():
    from toolkit.official.listbook.additions import NOTHING_ADDED, read_additions, with_printed
    from toolkit.official.reading import read_publication
    from toolkit.tables import read_workbook

    text = ("序号,反馈问题,牵头单位,整改时限,整改措施,验收意见,备注\n"
            "1,北塘堤岸坍塌2处。,云河市水务局,2031年6月底,修复堤岸。,同意销号,省级交办\n"
            "2,东坡弃渣未清。,云河市城管局,2031年6月底,清运弃渣。,,滚动推进\n")
    problems = read_publication("清单.csv", text.encode(), PROFILE).problems
    assert [dict(p.beside) for p in problems] == [{"验收意见": "同意销号", "备注": "省级交办"}, {"备注": "滚动推进"}]
    content = write_list(problems, (), PROFILE, (), with_printed(NOTHING_ADDED, problems))
    book = openpyxl.load_workbook(io.BytesIO(content))
    columns = {cell.value: cell.column for cell in book["问题"][1]}
    assert [book["问题"].cell(row, columns["备注"]).value for row in (2, 3)] == ["省级交办", "滚动推进"]
    book["问题"].cell(2, columns["备注"]).value = "已改由市级督办"
    held = io.BytesIO()
    book.save(held)
    kept = read_additions(held.getvalue(), read_workbook("问题清单.xlsx", held.getvalue()), {p.number: p for p in problems})
    again = with_printed(kept, problems)
    assert dict(zip(again.headings("问题"), again.row("问题", (1, "")), strict=True)) == {
        "验收意见": "同意销号", "备注": "已改由市级督办"}
