"""Ledgers of invented offices: as they are printed so they are read, in every file they come in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventions import LANGAN, QINGHE, YUNCHUAN, City, plan, units
from ledgers_printed import (
    HEADINGS,
    Ledger,
    as_csv,
    as_markdown,
    as_page,
    as_word_table,
    as_workbook,
    sheet,
)

from toolkit.model import Measure, Problem
from toolkit.official.reading import read_publication
from toolkit.profile import default_profile

PROFILE = default_profile()
FIELDS = {"lead": "lead_units", "responsible": "responsible_units", "acceptance": "acceptance_units", "goal": "goal"}


def problems_of(city: City, seed: int, size: int) -> list[Problem]:
    return [replace(p, responsible_units=units(city, int(p.responsible_units[0]))[1])
            for p in plan(city, seed, size, levels=1)]  # fmt: skip


def meant(problems: Sequence[Problem], ledger: Ledger) -> list[Problem]:
    """What the ledger says of the problems: the columns it has, ordinals as it prints them."""
    told = []
    for problem in problems:
        read = replace(problem, measures=tuple(_printed(m, ledger) for m in problem.measures), category=None,
                       section=problem.section if ledger.sections != "none" else None)  # fmt: skip
        for column, name in FIELDS.items():
            if column not in ledger.columns:
                read = replace(read, **{name: () if name.endswith("units") else None})
        told.append(read)
    return told


def _printed(measure: Measure, ledger: Ledger) -> Measure:
    if measure.ordinal is None:
        return measure
    number = "一二三四五六七八九".index(measure.ordinal) + 1
    ordinal = {"一是": measure.ordinal, "1.": str(number), "1、": str(number), "（一）": f"（{measure.ordinal}）",
               "（1）": f"（{number}）", "①": "①②③④⑤"[number - 1]}[ledger.ordinal]  # fmt: skip
    return replace(measure, ordinal=ordinal)


def plain(problem: Problem) -> Problem:
    """A problem without the place it stands at."""
    return replace(problem, place=Problem(1, "").place)


def read_back(name: str, content: bytes) -> list[Problem]:
    return [plain(problem) for problem in read_publication(name, content, PROFILE).problems]


FILES = {
    "台账.xlsx": lambda page: as_workbook({"台账": page}), "台账.docx": as_word_table, "台账.csv": as_csv,
    "台账.xls": lambda page: as_page(page).encode(), "台账.md": lambda page: as_markdown(page).encode(),
}  # fmt: skip
COLUMNS = ("number", "text", "lead", "responsible", "acceptance", "deadline", "goal", "measures")
OTHER_NAMES = {
    "number": ["序号", "序 号", "问题编号", "编号"], "text": ["反馈问题", "整改任务", "问题\n内容", "存在问题", "督察反馈问题"],
    "lead": ["牵头单位", "市级牵头单位", "牵头部门", "牵头\n单位*"], "responsible": ["责任单位", "整改责任单位（主体）", "配合单位"],
    "acceptance": ["验收单位", "验收部门"], "deadline": ["整改时限", "完成时限", "计划完成时限"],
    "goal": ["整改目标", "目标要求", "工作目标"], "measures": ["整改措施", "主要整改措施", "具体措施（分条列出）"],
}  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    order = draw(st.permutations(COLUMNS[2:]))
    dropped = draw(st.sampled_from(["goal", "acceptance", "lead", ""]))
    columns = ["number", "text", *(column for column in order if column != dropped)]
    return Ledger(
        columns=tuple(columns), names={c: draw(st.sampled_from(OTHER_NAMES[c])) for c in columns},
        measures=draw(st.sampled_from(["cell", "merged", "first", "repeated"])),
        sections=draw(st.sampled_from(["rows", "none"])), ordinal=draw(st.sampled_from(["一是", "1.", "（一）", "（1）", "1、", "①"])),
        number=draw(st.sampled_from(["{}", "第{han}项", "{}.", "（{}）"])), header_again=draw(st.sampled_from([0, 0, 3])),
        counting=draw(st.booleans()), total=draw(st.booleans()), notes=draw(st.sampled_from([(), ("注：每月更新。", "填表人：赵一   审核人：钱二")])),
        first_row=draw(st.sampled_from([1, 4])), first_column=draw(st.sampled_from([1, 2])),
    )  # fmt: skip


@given(ledgers(), st.sampled_from(sorted(FILES)), st.sampled_from([YUNCHUAN, QINGHE, LANGAN]), st.integers(0, 99))
@settings(max_examples=30)
def test_a_ledger_gives_its_list_back(ledger, name, city, seed):
    if name.endswith((".md", ".csv")) and ledger.measures == "merged":
        ledger = replace(ledger, measures="first")
    problems = problems_of(city, seed, 5)
    assert read_back(name, FILES[name](sheet(problems, ledger))) == meant(problems, ledger)


@pytest.mark.parametrize("over", [
    {("lead", "responsible", "acceptance"): "责任分工"}, {("lead", "responsible"): "整改责任", ("deadline", "goal"): "整改要求"},
])
@pytest.mark.parametrize("name", ["台账.xlsx", "台账.docx", "台账.xls"])
def test_headings_on_two_levels(over, name):
    ledger = Ledger(over=over, measures="merged", header_again=2)
    problems = problems_of(YUNCHUAN, 7, 5)
    assert read_back(name, FILES[name](sheet(problems, ledger))) == meant(problems, ledger)


def test_a_table_without_numbers_counts_by_itself():
    ledger = Ledger(columns=COLUMNS[1:])
    problems = problems_of(YUNCHUAN, 8, 4)
    assert read_back("a.xlsx", FILES["台账.xlsx"](sheet(problems, ledger))) == meant(problems, ledger)


def test_a_column_of_sections():
    ledger = Ledger(columns=("section", *COLUMNS), sections="column")
    problems = problems_of(YUNCHUAN, 9, 6)
    page = sheet(problems, ledger)
    for above, row in zip(page.rows[2:], page.rows[3:], strict=False):  # written once, blank below
        row[0] = "" if row[0] and row[0] == (above[0] or row[0]) and row[0] in [r[0] for r in page.rows[2:page.rows.index(row)]] else row[0]
    assert read_back("a.xlsx", as_workbook({"台账": page})) == meant(problems, ledger)


# ── workbooks written out ────────────────────────────────────────────────────────────────────────
def workbook(sheets: dict | list, *, merges=(), hidden=(), states=None, percent=()) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets if isinstance(sheets, dict) else {"台账": sheets}).items():
        leaf = book.create_sheet(name)
        leaf.sheet_state = (states or {}).get(name, "visible")
        for row in rows:
            leaf.append([None if value == "" else value for value in row])
    first = book.worksheets[0]
    for area in merges:
        first.merge_cells(area)
    for row in hidden:
        first.row_dimensions[row].hidden = True
    for cell in percent:
        first[cell].number_format = "0%"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(sheets: dict | list, **more):
    return read_publication("台账.xlsx", workbook(sheets, **more), PROFILE)


def test_boxes_to_tick():
    boxes = "{}已验收销号\n{}已完成\n{}达到时序进度\n{}尚未启动"
    told = read([
        ["云川市督察整改台账"],
        ["序号", "整改任务", "整改时限", "整改措施", "目前进展情况及存在问题", "完成进度（□已验收销号 ☑已完成 □达到时序进度 □尚未启动）", "备注"],
        [1, "拆除违建3处", "2024年12月底", "1.摸排。\n2.拆除。", "已拆除3处。", boxes.format("□", "☑", "□", "□"), "无"],
        [2, "清理河道", "2025年6月底", "一是清淤；二是建账。", "正在清淤。", boxes.format("□", "□", "√", "□"), ""],
        [3, "治理扬尘", "长期坚持", "洒水", "（一）已洒水。\n（二）已覆盖。", boxes.format("□", "□", "□", "□"), ""],
    ], merges=["A1:G1"])  # fmt: skip
    assert told.title == "云川市督察整改台账"
    assert [(p.status_text, p.status) for p in told.problems] == [
        ("已完成", "completed"), ("达到时序进度", "on_schedule"), (None, None)]
    assert [(p.ordinal, p.text) for p in told.problems[2].progress] == [("（一）", "已洒水。"), ("（二）", "已覆盖。")]
    [doubt] = [d for d in told.diagnostics if d.kind == "doubtful"]
    assert (doubt.problem, doubt.place.sheet, doubt.place.cell) == (3, "台账", "F5")


@pytest.mark.parametrize(("values", "formatted"), [((0.8, 1, 0), True), ((80, 100, 0), False)])
def test_percentages_are_statuses(values, formatted):
    rows = [["序号", "牵头单位", "工作任务", "目前完成情况、存在问题及下一步工作措施", "完成进度(%)", "备注"]]
    rows += [[n, "市水务局", f"建成闸站{n}座", "正在建设。", value, ""] for n, value in enumerate(values, 1)]
    told = read(rows, percent=["E2", "E3", "E4"] if formatted else ())
    assert [(p.status_text, p.status) for p in told.problems] == [
        ("80%", "in_progress"), ("100%", "completed"), ("0%", "not_started")]
    assert [p.progress[0].text for p in told.problems] == ["正在建设。"] * 3


def test_roles_in_one_cell_and_roles_that_cannot_be_told_apart():
    told = read([
        ["序号", "问题", "责任分工", "整改时限", "整改措施"],
        [1, "乱排", "牵头单位：市水务局；责任单位：市生态环境局、住房和城乡建设局", "2025年6月底", "排查"],
        [2, "乱堆", "牵头单位：市城管局\n责任单位：东山县人民政府\n验收单位：市城管局", "2025年6月底", "清理"],
        [3, "乱挖", "市水务局牵头，市公安局、东山县政府配合", "2025年12月底", "查处"],
        [4, "乱倒", "市水务局东山县人民政府", "2025年12月底", "查处"],
    ])  # fmt: skip
    assert [(p.lead_units, p.responsible_units, p.acceptance_units) for p in told.problems] == [
        (("市水务局",), ("市生态环境局", "市住房和城乡建设局"), ()),
        (("市城管局",), ("东山县人民政府",), ("市城管局",)),
        (("市水务局",), ("市公安局", "东山县政府"), ()),
        ((), ("市水务局东山县人民政府",), ()),
    ]  # fmt: skip
    assert [(d.problem, d.given) for d in told.diagnostics if d.kind == "doubtful"] == [(4, "市水务局东山县人民政府")]


def test_two_numbers_for_one_problem():
    told = read([
        ["问题编号", "反馈问题", "责任单位", "完成时限", "整改措施"],
        ["市级第14项（区级第11项）", "违规建设", "市自然资源局", "2024年底", "拆除"],
        ["38-2", "尾水超标", "市水务局", "2025年底", "提标"],
        ["第四十项", "采石破坏", "市林草局", "2025年底", "复绿"],
    ])  # fmt: skip
    assert [(p.number, p.other_numbers) for p in told.problems] == [(14, ("区级第11项",)), (38, ("38-2",)), (40, ())]


def test_numbers_of_two_parts_go_straight_through():
    rows = [[number, f"问题{number}", "市水务局", "2025年底", "整治"] for number in ("1-1", "1-2", "2-1")]
    told = read([["编号", "反馈问题", "责任单位", "完成时限", "整改措施"], *rows])
    assert [(p.number, p.former_number, p.other_numbers) for p in told.problems] == [
        (1, "1-1", ("1-1",)), (2, "1-2", ("1-2",)), (3, "2-1", ("2-1",))]


def test_sections_totals_and_gaps():
    told = read([
        ["序号", "问题", "牵头单位", "整改时限", "整改措施"],
        ["一", "大气方面（2项）", "", "", ""], [1, "甲", "市水务局", "2025年底", "治"], ["", "乙", "市水务局", "2025年底", "治"],
        ["二", "水方面", "", "", ""], [6, "丁", "市水务局", "2025年底", "治"],
        ["合  计", "3项", "", "", ""], ["说明：本表由各单位填报。"],
    ])  # fmt: skip
    assert [(p.number, p.section, p.text) for p in told.problems] == [(1, "大气方面（2项）", "甲"), (2, "大气方面（2项）", "乙"), (6, "水方面", "丁")]
    assert [(d.kind, d.given, d.problem) for d in told.diagnostics] == [("gap", "3-5", None), ("missing_field", None, 2)]
    assert (told.problems[1].place.sheet, told.problems[1].place.cell, told.problems[1].place.line) == ("台账", "B4", 4)


def test_a_deadline_and_a_status_for_each_measure():
    told = read([
        ["序号", "问题", "牵头单位", "整改措施", "完成时限", "完成情况", "完成进度"],
        [1, "乱排", "市水务局", "1.排查", "2024年12月底", "已排查50处。", "已完成"],
        ["", "", "", "2.整治", "2025年6月底", "正在整治。", "推进中"],
        [2, "乱堆", "市城管局", "清理", date(2025, 12, 31), "已清理。", "已完成"],
    ], merges=["A2:A3", "B2:B3", "C2:C3"])  # fmt: skip
    one, two = told.problems
    assert [(m.ordinal, m.text, m.done_note, m.deadline) for m in one.measures] == [
        ("1", "排查", "已完成", date(2024, 12, 31)), ("2", "整治", None, date(2025, 6, 30))]
    assert (one.deadline, one.status) == (None, None)
    assert [(d.kind, d.problem) for d in told.diagnostics] == [("bad_deadline", 1)]
    assert (two.deadline, two.status, two.measures[0].done_note) == (date(2025, 12, 31), "completed", None)


def test_the_same_as_above():
    told = read([
        ["序号", "问题", "牵头单位", "整改措施", "完成时限"],
        [1, "甲", "市水务局", "排查", "２０２５年６月３０日前"], [2, "乙", "同上", "清理", "〃"],
    ])  # fmt: skip
    assert [(p.lead_units, p.deadline) for p in told.problems] == [(("市水务局",), date(2025, 6, 30))] * 2


def test_hidden_rows_are_told():
    rows = [["序号", "问题", "牵头单位", "整改措施", "完成时限"], [1, "甲", "市水务局", "治", "2025年底"],
            [2, "乙", "市水务局", "治", "2025年底"], [1, "样例", "某局", "样例", "2020年底"]]  # fmt: skip
    told = read(rows, hidden=[3, 4])
    assert [(p.number, p.text) for p in told.problems] == [(1, "甲"), (2, "乙")]
    assert [d.place.line for d in told.diagnostics if d.kind == "doubtful"] == [3, 4]


def test_several_sheets_and_hidden_drafts():
    head = ["序号", "问题", "牵头单位", "整改措施", "完成时限"]
    told = read({
        "大气": [["云川市大气问题清单"], head, [1, "扬尘", "市住建局", "洒水", "2025年底"]],
        "水": [["云川市水问题清单"], head, [2, "黑臭", "市水务局", "截污", "2025年底"]],
        "字典": [["单位"], ["市水务局"]], "旧稿": [head, [1, "旧问题", "市水务局", "旧", "2020年底"]],
    }, states={"旧稿": "hidden"})  # fmt: skip
    assert told.title == "云川市大气问题清单"
    assert [(p.number, p.text, p.place.sheet) for p in told.problems] == [(1, "扬尘", "大气"), (2, "黑臭", "水")]


def test_measures_on_a_sheet_of_their_own():
    told = read({
        "问题": [["序号", "方面", "问题", "牵头单位", "整改时限"], [1, "水", "乱排", "市水务局", "2025年底"], [2, "水", "乱挖", "市水务局", "2025年底"]],
        "措施": [["序号", "措施序号", "整改措施", "完成标注", "措施时限"], [1, "一", "排查", "已完成整改", ""],
                 [1, "二", "整治", "", date(2025, 6, 30)], [2, "", "查处", "", ""]],
    })  # fmt: skip
    assert [[(m.ordinal, m.text, m.done_note, m.deadline) for m in p.measures] for p in told.problems] == [
        [("一", "排查", "已完成整改", None), ("二", "整治", None, date(2025, 6, 30))], [(None, "查处", None, None)]]


def test_columns_to_tick_and_units_on_two_levels():
    told = read([
        ["序号", "问题", "责任单位", "", "整改措施", "完成时限", "完成进度", "", ""],
        ["", "", "市级", "县级", "", "", "已完成", "推进中", "尚未启动"],
        [1, "甲", "市水务局", "东山县人民政府", "治", "2025年底", "√", "", ""], [2, "乙", "市水务局", "", "治", "2025年底", "", "√", ""],
    ], merges=["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:I1"])  # fmt: skip
    assert [(p.responsible_units, p.status) for p in told.problems] == [
        (("市水务局", "东山县人民政府"), "completed"), (("市水务局",), "in_progress")]


def test_who_leads_and_who_helps_under_one_heading():
    told = read([
        ["序号", "审计查出问题", "整改措施", "责任单位", "", "整改期限"], ["", "", "", "牵头", "配合", ""],
        [1, "甲", "治", "市财政局", "市教育局、市水务局", "2025年底"], [2, "乙", "治", "市财政局", "", "立行立改"],
    ], merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"])  # fmt: skip
    assert [(p.lead_units, p.responsible_units) for p in told.problems] == [
        (("市财政局",), ("市教育局", "市水务局")), (("市财政局",), ())]


@pytest.mark.parametrize("heading", ["审计查出问题", "巡视反馈的问题", "检查发现问题", "警示片披露问题", "督导反馈问题"])
def test_who_found_a_problem_does_not_change_what_it_is(heading):
    told = read([["序号", heading, "整改措施", "责任单位", "完成时限"], [1, "台账缺失", "补建", "市水务局", "2025年6月底前"]])
    assert [p.text for p in told.problems] == ["台账缺失"]


@pytest.mark.parametrize(("heading", "expected"), [("存在问题", "台账缺失"), ("反馈问题", "台账缺失"), ("主要问题表述", "台账缺失")])
def test_whatever_the_problem_is_called(heading, expected):
    told = read([["序号", heading, "整改措施", "责任单位", "责任人", "完成时限"], [1, "台账缺失", "补建", "市水务局", "张三", "2025年6月底前"]])
    assert [(p.text, p.responsible_units, [m.text for m in p.measures]) for p in told.problems] == [(expected, ("市水务局",), ["补建"])]


def test_a_label_the_office_adds_is_a_row_and_no_code():
    rows = [["序号", "反馈问题", "挂帅部门", "攻坚动作", "倒排节点"], [1, "乱排", "市水务局", "排查", "2025年6月底"]]
    content = workbook(rows)
    assert read_publication("台账.xlsx", content, PROFILE).problems == ()
    more = {"lead_units": "挂帅部门", "measures": "攻坚动作", "deadline": "倒排节点"}
    columns = tuple(replace(c, names=(*c.names, more[c.field])) if c.field in more else c for c in PROFILE.columns)
    [problem] = read_publication("台账.xlsx", content, replace(PROFILE, columns=columns)).problems
    assert (problem.lead_units, [m.text for m in problem.measures], problem.deadline) == (("市水务局",), ["排查"], date(2025, 6, 30))


@pytest.mark.parametrize("field", sorted(HEADINGS))
def test_every_heading_is_in_the_profile(field):
    known = {name for column in PROFILE.columns for name in (column.heading, *column.names)}
    assert HEADINGS[field] in known or field == "remark"


def test_a_workbook_that_cannot_be_read_says_so():
    [told] = read_publication("a.xlsx", b"PK\x03\x04xl/workbook.xml" + b"x" * 50, PROFILE).diagnostics
    assert told.kind == "no_list"
    assert "打不开" in told.note or "压缩包" in told.note
