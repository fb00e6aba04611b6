"""The standard sheet, opened with openpyxl and read back with our own reader."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.issue import file_name, standard_sheet
from toolkit.issue.naming import period_title
from toolkit.model import (
    Baseline,
    BaselineRow,
    Column,
    Entry,
    Measure,
    Paragraph,
    Period,
    Place,
    Problem,
    Remark,
    Unit,
    Unusable,
    Written,
)
from toolkit.profile import default_profile
from toolkit.read import read_return
from toolkit.read.columns import Headings
from toolkit.read.rows import ProblemFinder
from toolkit.tables import read_workbook
from toolkit.text import printable

ZONE = timezone(timedelta(hours=8))
PROFILE = replace(default_profile(), title="云河市督察反馈意见整改", office="云河市整改办", office_phone="0000-1")
UNIT = Unit("云河市水务局")
PERIOD = Period(
    "2025-03", datetime(2025, 3, 25, 18, tzinfo=ZONE), datetime(2025, 3, 1, tzinfo=ZONE),
    date(2025, 3, 31), None, (UNIT.name,), "d1e5")
PROBLEMS = (
    Problem(
        1, "东郊片区雨污混流，汛期溢流。", lead_units=(UNIT.name,), responsible_units=("东河区党委和政府",),
        acceptance_units=("云河市生态环境局",), deadline_text="2025年12月底前", deadline=date(2025, 12, 31),
        goal="消除溢流。", measures=(Measure("一", "编制方案。", "已完成整改"), Measure("二", "改造管网35公里。"))),
    Problem(4, "砂场占用河道。", lead_units=("云河市自然资源局",), responsible_units=(UNIT.name,)),
    Problem(7, "水源地标志缺失。", lead_units=(UNIT.name,), status="closed"),
)
BASELINE = Baseline("2025-02", "b", {1: BaselineRow(
    1, "正在推进", "in_progress", (Paragraph("（一）", "方案已印发。"), Paragraph("（二）", "进场施工。")))})
LEAD = frozenset({1, 7})
FILE = "云河市水务局.xlsx"


def issued(**named) -> bytes:
    named = {"lead": LEAD, "baseline": None} | named
    profile = named.pop("profile", PROFILE)
    return standard_sheet(profile, PERIOD, named.pop("unit", UNIT), PROBLEMS, **named)


def opened(**named):
    return openpyxl.load_workbook(io.BytesIO(issued(**named)))


def returned(content: bytes):
    tables = read_workbook(FILE, content)
    return read_return(FILE, "00", tables, Headings(PROFILE), ProblemFinder(PROBLEMS))


def headings(sheet, row=5):
    return [c.value for c in sheet[row] if c.value]


def column_of(sheet, heading, row=5):
    return next(c.column for c in sheet[row] if c.value == heading)


class TestProblemSheet:
    def test_head_then_one_row_a_problem(self):
        sheet = opened()["填报表"]
        assert headings(sheet) == [
            "序号", "问题", "牵头单位", "责任单位", "验收单位", "整改时限", "整改目标",
            "整改状态*", "整改进展情况*", "完成日期", "存在问题", "下一步措施", "佐证材料", "填报人", "联系电话"]
        assert [sheet.cell(r, 1).value for r in range(6, 10)] == [1, 4, 7, None]
        assert [sheet[c].value for c in ("A2", "B2", "C2", "E2", "A3", "C3")] == [
            "填报单位", "云河市水务局", "填报人*", "联系电话*", "审核人", "填报日期"]
        assert [c.value for c in sheet[6]][1:7] == [
            "东郊片区雨污混流，汛期溢流。", UNIT.name, "东河区党委和政府", "云河市生态环境局", "2025年12月底前", "消除溢流。"]

    def test_answers_start_empty_and_unlocked_official_cells_are_locked(self):
        sheet = opened(baseline=BASELINE)["填报表"]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for forbidden in ("formatRows", "formatColumns", "autoFilter"):
            assert not getattr(sheet.protection, forbidden)
        for column, heading in enumerate(headings(sheet), 1):
            declared = next(c for c in PROFILE.on("problems") if c.heading == heading.strip("*"))
            cell = sheet.cell(6, column)
            assert cell.protection.locked == (declared.filled_by == "office"), heading
            assert declared.filled_by == "office" or cell.value is None, heading
        assert not sheet["D2"].protection.locked
        assert sheet["B2"].protection.locked

    def test_the_last_period_stands_in_its_own_column_when_there_is_one(self):
        sheet = opened(baseline=BASELINE)["填报表"]
        column = column_of(sheet, "上期进展")
        assert sheet.cell(6, column).value == "（一）方案已印发。\n（二）进场施工。"
        assert sheet.cell(7, column).value is None

    def test_prefilled_only_where_the_office_asks_for_it(self):
        sheet = opened(baseline=BASELINE, profile=replace(PROFILE, prefill=True))["填报表"]
        assert sheet.cell(6, column_of(sheet, "整改状态*")).value == "正在推进"
        assert sheet.cell(6, column_of(sheet, "整改进展情况*")).value.startswith("（一）方案已印发。")

    def test_measures_done_before_are_prefilled_with_their_day_and_read_back_so(self):
        last = {1: replace(BASELINE.rows[1], done_measures={1: date(2025, 2, 20)})}
        blank = opened(baseline=replace(BASELINE, rows=last))["措施"]
        assert [blank.cell(row, 4).value for row in (4, 5)] == [None, None]
        named = {"baseline": replace(BASELINE, rows=last), "profile": replace(PROFILE, prefill=True)}
        entries = returned(issued(**named)).measure_entries
        assert [(e.measure, e.text("done"), e.cells["done_on"].day if "done_on" in e.cells else None) for e in entries] == [
            (0, "已完成", None), (1, "已完成", date(2025, 2, 20))]
        open_still = opened(baseline=BASELINE, profile=replace(PROFILE, prefill=True))["措施"]
        assert [open_still.cell(row, 4).value for row in (4, 5)] == ["已完成", None]

    def test_closed_problems_and_done_measures_are_grey(self):
        workbook = opened(closed={4})
        problems, measures = workbook["填报表"], workbook["措施"]
        greys = [problems.cell(r, 9).fill.fgColor.rgb for r in (6, 7, 8)]
        assert greys[0] != greys[1] == greys[2]
        assert measures["D4"].fill.fgColor.rgb != measures["D5"].fill.fgColor.rgb

    def test_no_merged_cells_in_the_tables_no_formulas_anywhere(self):
        workbook = opened(baseline=BASELINE)
        for name, header in (("填报表", 5), ("措施", 3)):
            assert all(r.max_row < header for r in workbook[name].merged_cells.ranges)
        assert all(cell.data_type != "f" for sheet in workbook for row in sheet for cell in row)

    def test_choices_dates_and_prompts(self):
        workbook = opened()
        sheet = workbook["填报表"]
        rules = {str(r.sqref): r for r in sheet.data_validations.dataValidation}
        status = rules["H6:H8"]
        assert (status.type, status.errorStyle) == ("list", "warning")
        words = workbook["戳记"]["D"]
        assert status.formula1 == "戳记!$D$1:$D$8"
        assert [c.value for c in words if c.value] == [w.option for w in PROFILE.statuses if w.offered]
        done = rules["J6:J8"]
        assert (done.type, done.formula1, done.formula2) == ("date", "36526", "73050")
        assert rules["I6:I8"].type in (None, "none")
        assert "本期无新进展" in rules["I6:I8"].prompt
        for name in ("填报表", "措施", "填报说明"):
            for rule in workbook[name].data_validations.dataValidation:
                assert len(rule.prompt or "") <= 255
                assert len(rule.promptTitle or "") <= 32
                assert len(rule.formula1 or "") <= 255

    def test_it_prints_on_a3_with_repeated_headings_and_signatures(self):
        sheet = opened()["填报表"]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.page_setup.fitToHeight in (0, "0")
        assert "审核人签字" in sheet.oddFooter.left.text
        assert "第 &P 页，共 &N 页" in sheet.oddFooter.right.text
        assert sheet.freeze_panes == "C6"
        assert sheet.auto_filter.ref == "A5:O8"
        assert sheet.row_dimensions[6].height >= 90

    def test_a_column_the_office_adds_is_issued(self):
        own = Column("money", "投入资金", "problems", "unit", note="单位万元。")
        sheet = opened(profile=replace(PROFILE, columns=(*PROFILE.columns, own)))["填报表"]
        assert headings(sheet)[-1] == "投入资金"

    def test_a_long_official_text_stands_in_full(self):
        long = replace(PROBLEMS[0], text="雨污混流。" * 160)
        content = standard_sheet(PROFILE, PERIOD, UNIT, (long,), lead=LEAD, baseline=None)
        sheet = openpyxl.load_workbook(io.BytesIO(content))["填报表"]
        characters_a_line = (sheet.column_dimensions["B"].width - 2) / 2
        assert sheet.row_dimensions[6].height >= 800 / characters_a_line * 12 * 1.3
        assert sheet.row_dimensions[6].height <= 409

    def test_a_text_no_cell_holds_is_refused(self):
        with pytest.raises(Unusable, match="32767"):
            standard_sheet(PROFILE, PERIOD, UNIT, (replace(PROBLEMS[0], goal="长" * 40_000),),
                           lead=LEAD, baseline=None)


class TestOtherSheets:
    def test_one_row_a_measure(self):
        sheet = opened()["措施"]
        assert headings(sheet, 3) == ["序号", "措施序号", "整改措施", "完成情况*", "完成日期", "说明"]
        assert [[c.value for c in row][:3] for row in sheet.iter_rows(min_row=4)] == [
            [1, "一", "编制方案。（已完成整改）"], [1, "二", "改造管网35公里。"]]

    def test_the_zero_report_box(self):
        sheet = opened()["填报说明"]
        at = next(c for c in sheet["A"] if c.value == "本期无进展")
        assert sheet.cell(at.row + 1, 1).value == "理由"
        assert "“填报表”上方带 * 的格子" in sheet.cell(at.row - 1, 1).value, "F301 asks for them"
        for row in (at.row, at.row + 1):
            assert sheet.cell(row, 2).value is None
            assert not sheet.cell(row, 2).protection.locked
        assert sheet.protection.sheet

    def test_instructions_come_from_the_profile(self):
        said = "\n".join(str(c.value) for row in opened(self_checks=[("漏报问题", "每项都要填。")])["填报说明"] for c in row)
        for column in (*PROFILE.on("problems"), *PROFILE.on("measures"), *PROFILE.on("head")):
            assert column.note in said
        for word in (w for w in PROFILE.statuses if w.offered):
            assert word.option in said
        assert "第4项本单位是责任单位" in said
        assert "每项都要填。" in said
        assert "2025年3月25日18时" in said

    def test_stamp_and_properties(self):
        workbook = opened()
        assert workbook["戳记"].sheet_state == "veryHidden"
        found = {p.name: p.value for p in workbook.custom_doc_props.props}
        assert found == {"zhenggai-period": "2025-03", "zhenggai-unit": UNIT.name,
                         "zhenggai-digest": "d1e5", "zhenggai-version": "1"}
        stamp = returned(issued()).stamp
        assert (stamp.period, stamp.unit, stamp.digest) == ("2025-03", UNIT.name, "d1e5")

    def test_the_same_values_give_the_same_bytes(self):
        assert issued(baseline=BASELINE) == issued(baseline=BASELINE)


answers = st.text(st.characters(exclude_categories=("Cs",)), max_size=60).map(printable)


class TestReadBack:
    def test_official_cells_are_the_lists(self):
        entries = returned(issued(baseline=BASELINE)).entries
        assert [e.problem for e in entries] == [1, 4, 7]
        for problem, entry in zip(PROBLEMS, entries, strict=True):
            for column in PROFILE.on("problems"):
                if column.filled_by == "office" and column.field != "last_progress":
                    assert entry.text(column.field) == problem.shown(column.field)
                elif column.filled_by == "unit":
                    assert not entry.text(column.field)

    def test_an_issued_sheet_nobody_touched_is_read_without_a_word(self):
        result = returned(issued(baseline=BASELINE))
        assert result.diagnostics == ()
        assert result.extra == {}
        assert result.nothing_new is None
        assert [(e.problem, e.measure) for e in result.measure_entries] == [(1, 0), (1, 1)]

    @settings(max_examples=30, deadline=None)
    @given(answers)
    def test_what_a_unit_writes_goes_out_again_as_written(self, text):
        place = Place(FILE, "填报表", 6, 9)
        entry = Entry(1, {"progress": Written(text, text.strip(), place)}, place._replace(column=1))
        again = returned(issued(entries=[entry])).entries[0]
        shown = again.cells.get("progress")
        assert (shown.raw if shown else "").strip() == text.strip()


def sent_back(*remarks, entries=None, **named):
    columns = {"number": 1, "text": 2, "status": 5, "progress": 6, "done_on": 8}

    def cell(row, name, text, day=None):
        return Written(text, text, Place(FILE, "Sheet1", row, columns[name]), "", day)

    written = entries or [
        Entry(1, {"number": cell(3, "number", "1"), "status": cell(3, "status", "基本完成"),
                  "done_on": cell(3, "done_on", "2025.3.1", date(2025, 3, 1))},
              Place(FILE, "Sheet1", 3, 1), {"备注": cell(3, "text", "自加的")}, columns=columns),
        Entry(None, {"number": cell(9, "number", "99"), "text": cell(9, "text", "清单外的事")},
              Place(FILE, "Sheet1", 9, 1), columns=columns),
    ]
    return opened(entries=written, remarks=remarks, **named)


F303 = Remark("F303", "blocks", "整改状态“基本完成”不在选项内", UNIT.name, 1,
              Place(FILE, "Sheet1", 3, 5), "基本完成", "已完成整改")
F301 = Remark("F301", "blocks", "没有填进展", UNIT.name, 1, Place(FILE, "Sheet1", 3, 6))
L507 = Remark("L507", "advises", "第4项与上期雷同", UNIT.name, 4)
R102 = Remark("R102", "blocks", "晚于截止时间", UNIT.name, None, Place(FILE))


class TestSentBack:
    def test_it_carries_what_the_unit_wrote(self):
        sheet = sent_back(F303)["填报表"]
        row = {h: sheet.cell(6, n).value for n, h in enumerate(headings(sheet), 1)}
        assert row["整改状态*"] == "基本完成"
        assert row["完成日期"] == datetime(2025, 3, 1)  # noqa: DTZ001 - cells hold no zone
        assert row["备注"] == "自加的"
        assert row["问题"] == PROBLEMS[0].text
        assert [c.value for c in sheet[9]][:2] == ["99", "清单外的事"]
        assert not sheet["B9"].protection.locked

    def test_every_remark_is_marked_at_its_cell_and_listed_with_a_link(self):
        workbook = sent_back(L507, R102, F301, F303, rule_names={"F303": "状态用语不在选项"},
                             remedies={"F303": "从下拉选项里选。"})
        assert workbook.sheetnames[0] == "退回意见"
        listed = workbook["退回意见"]
        assert [c.value for c in listed[4]] == [
            "序号", "规则", "问题", "位置", "意见", "填的是", "应为", "怎么改"]
        rows = [[c.value for c in row] for row in listed.iter_rows(min_row=5)]
        assert [(r[1][:4], r[3]) for r in rows] == [
            ("R102", "整份报送表"), ("F301", "填报表 I6"), ("F303", "填报表 H6"), ("L507", "填报表 H7")]
        assert listed["A1"].value == f"{UNIT.name}2025年3月填报表退回意见"
        assert listed["A2"].value.startswith("红色3条必须改，黄色1条请核对。")
        assert "云河市整改办，电话0000-1" in listed["A3"].value
        assert rows[2][5:] == ["基本完成", "已完成整改", "从下拉选项里选。"]
        assert listed["D7"].hyperlink.location == "填报表!H6"
        sheet = workbook["填报表"]
        assert "基本完成" in sheet["H6"].comment.text
        assert "已完成整改" in sheet["H6"].comment.text
        fills = {sheet[c].fill.fgColor.rgb for c in ("H6", "H7", "H8")}
        assert len(fills) == 3

    def test_trial_and_waived_remarks_are_not_told(self):
        workbook = sent_back(replace(F303, trial=True), replace(F301, waived="李四"))
        assert workbook.sheetnames[0] == "填报表"

    def test_head_and_zero_report_are_carried_and_marked(self):
        blank = Written("", "", Place(FILE, "Sheet1", 1, 4))
        yes = Written("是", "是", Place(FILE, "说明", 2, 2))
        remark = Remark("F301", "blocks", "没有填联系电话", UNIT.name, None, blank.place)
        zero = Remark("R110", "advises", "没有写理由", UNIT.name, None, yes.place)
        workbook = sent_back(remark, zero, nothing_new=yes, head={
            "filler": Written("王五", "王五", Place(FILE, "Sheet1", 1, 2)), "phone": blank})
        sheet, said = workbook["填报表"], workbook["填报说明"]
        assert sheet["D2"].value == "王五"
        assert "没有填联系电话" in sheet["F2"].comment.text
        assert [said["A7"].value, said["B7"].value] == ["本期无进展", "是"]
        assert "没有写理由" in said["B7"].comment.text

    def test_it_is_read_back_without_the_marks(self):
        place = Place(FILE, "填报表", 6, 9)
        entry = Entry(1, {"progress": Written("做了。", "做了。", place)}, place._replace(column=1))
        result = returned(issued(entries=[entry], remarks=[replace(F301, place=place)]))
        assert [e.text("progress") for e in result.entries] == ["做了。", "", ""]
        assert result.diagnostics == ()
        assert result.extra == {}


class TestNames:
    @pytest.mark.parametrize(("unit", "expected"), [
        ("云河市水务局", "云河市水务局"), ('a\\b/c:d*e?f"g<h>i|', "a＼b／c：d＊e？f＂g＜h＞i｜"),
        ("CON", "_CON"), ("con.局", "_con.局"), (" 局. ", "局"), ("", "未命名单位"), ("局\n二", "局 二"),
    ])
    def test_file_names_windows_takes(self, unit, expected):
        assert file_name(unit) == expected

    def test_a_very_long_name_is_cut_to_what_a_disk_takes(self):
        assert len(f"{file_name('长' * 300)}.xlsx".encode()) <= 255

    @pytest.mark.parametrize(("name", "title"), [
        ("2025-03", "2025年3月"), ("2025-Q1", "2025年一季度"), ("2025-H2", "2025年下半年"),
        ("2025", "2025年"), ("专项第二次", "专项第二次"),
    ])
    def test_periods_in_titles(self, name, title):
        assert period_title(name) == title


class TestManyRemarks:
    def test_forty_remarks_some_without_a_cell_some_on_one(self):
        at = Place(FILE, "Sheet1", 3, 5)
        many = [replace(F303, message=f"第{n}条", place=at) for n in range(38)]
        nowhere = Remark("R107", "blocks", "文件打不开", UNIT.name, None, Place("别的.xlsx"))
        elsewhere = Remark("C203", "blocks", "不是本单位的", UNIT.name, 66, Place(FILE, "Sheet1", 40, 2))
        workbook = sent_back(*many, nowhere, elsewhere)
        rows = [[c.value for c in row] for row in workbook["退回意见"].iter_rows(min_row=5)]
        assert [r[0] for r in rows] == list(range(1, 41))
        assert [r[3] for r in rows].count("整份报送表") == 2
        note = workbook["填报表"]["H6"].comment
        assert "另有32条" in note.text
        assert note.height <= 600 * 4 / 3 + 1

    def test_very_long_texts_are_shortened_in_the_list_and_whole_in_their_cell(self):
        place = Place(FILE, "填报表", 6, 9)
        text = "清理河道垃圾。" * 4000
        entry = Entry(1, {"progress": Written(text, text, place)}, place._replace(column=1))
        remark = Remark("F307", "advises", "太长", UNIT.name, 1, place, text, text)
        content = issued(entries=[entry], remarks=[remark])
        listed = openpyxl.load_workbook(io.BytesIO(content))["退回意见"]
        assert len(listed["F5"].value) < 300
        assert len(listed["G5"].value) < 300
        assert returned(content).entries[0].text("progress") == text

    def test_last_periods_faults_stand_before_how_to_fill_in(self):
        faults = [("漏报问题", "第5项：没有填。")]
        said = [str(c.value) for c in opened(last_faults=faults)["填报说明"]["A"] if c.value]
        assert said.index("二、上期贵单位的填报有以下问题，本期请留意") + 1 == said.index("漏报问题")
        assert said.index("漏报问题") < said.index("三、怎么填")
        assert returned(issued(last_faults=faults)).nothing_new is None
