"""What learning does to 专项配置, what it refuses, what is read of older versions, and edits by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from clerks import FOREST, PERIOD, PROGRESS, WATER, Desk, filled, saved
from office_sheets import BLUE, OFFICES, drawn
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.profile import learn_into_profile, read_profile
from toolkit.text import written_on

BUILD = {office.name: office.build for office in OFFICES}


def profile_of(desk: Desk):
    return read_profile(desk.profile.read_bytes())


def edit(path: Path, sheet: str, change: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)


def row_of(sheet: Worksheet, field: str, table: str = "填报表") -> int:
    return next(r for r in range(2, sheet.max_row + 1)
                if sheet.cell(r, 1).value == table and sheet.cell(r, 2).value == field)


def column_of(sheet: Worksheet, heading: str) -> int:
    return next(c.column for c in sheet[1] if c.value == heading)


def put(field: str, heading: str, value: object, table: str = "填报表") -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, field, table), column_of(sheet, heading)).value = value
    return change


# ── 专项配置 ─────────────────────────────────────────────────────────────────────────────────────
def test_headings_order_and_names_go_into_the_profile(desk: Desk) -> None:
    desk.learn(BUILD["two_levels"]())
    issued = profile_of(desk).issued("problems")
    assert [c.heading for c in issued] == [
        "编号", "问题内容", "牵头部门", "责任单位", "验收单位", "完成时限", "进展状态", "本月进展情况", "下一步打算",
        "资金投入（万元）", "分管领导", "是否销号"]
    by_field = {c.field: c for c in issued}
    assert "整改进展情况" in by_field["progress"].names
    assert (by_field["资金投入（万元）"].filled_by, by_field["资金投入（万元）"].kind) == ("unit", "number")
    assert by_field["status"].required
    assert not profile_of(desk).asks("done", "measures")
    assert not profile_of(desk).column("phone", "head").required


def test_status_words_are_offered_in_the_sheets_order_and_the_others_stay_known(desk: Desk) -> None:
    desk.learn(BUILD["instructed"]())
    words = profile_of(desk).statuses
    assert [w.option for w in words if w.offered] == ["已完成", "基本完成", "推进中", "未启动"]
    assert {w.option: w.status for w in words}["基本完成"] == "in_progress"
    assert "已销号" in {w.option for w in words if not w.offered}
    assert any("基本完成" in doubt and "正在推进" in doubt for doubt in desk.learned["doubts"])


def test_instructions_become_prompts(desk: Desk) -> None:
    desk.learn(BUILD["instructed"]())
    notes = {c.field: c.note for c in profile_of(desk).issued("problems")}
    assert notes["资金（万元）"] == "填写数字"
    assert notes["progress"].startswith("500字以内，如实填写。")
    assert "存在问题" not in notes["progress"]


def test_what_the_office_changed_by_hand_is_kept(desk: Desk) -> None:
    edit(desk.profile, "设置", lambda s: s.cell(2, 2, "岭南市督察整改"))
    edit(desk.profile, "栏目", put("progress", "其他叫法", "办公室自己的叫法"))
    def grown(sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].width = 33
        sheet["K1"] = "办公室的备注"
        sheet.cell(row_of(sheet, "text"), 11).value = "别忘了"
    edit(desk.profile, "栏目", grown)
    desk.learn(BUILD["plain"]())
    sheet = openpyxl.load_workbook(desk.profile)["栏目"]
    assert sheet.column_dimensions["C"].width == 33
    assert sheet.cell(row_of(sheet, "text"), 11).value == "别忘了"
    assert profile_of(desk).title == "岭南市督察整改"
    assert "办公室自己的叫法" in profile_of(desk).column("progress").names


def test_learning_twice_changes_nothing(desk: Desk) -> None:
    desk.learn(BUILD["fancy"]())
    before = desk.profile.read_bytes(), desk.sheet.read_bytes()
    desk.learn(BUILD["fancy"]())
    assert (desk.profile.read_bytes(), desk.sheet.read_bytes()) == before


def test_what_was_prepared_can_be_learned_again(desk: Desk) -> None:
    desk.learn(BUILD["without_status"]())
    first = desk.columns()
    desk.learn(desk.sheet.read_bytes(), "再学.xlsx")
    assert desk.columns() == first
    assert desk.learned["missing"][0].startswith("没有“填报单位”")


def test_a_profile_from_before_this_version_gets_the_new_column(desk: Desk) -> None:
    def older(sheet: Worksheet) -> None:
        sheet.delete_cols(column_of(sheet, "下发"))
    edit(desk.profile, "栏目", older)
    profile = read_profile(desk.profile.read_bytes())
    assert all(c.issued for c in profile.columns)
    kept = [c for c in profile.columns if c.sheet == "problems" and c.field in ("number", "text", "status", "progress")]
    after = read_profile(learn_into_profile(desk.profile.read_bytes(), kept, ()))
    assert [c.field for c in after.issued("problems")] == ["number", "text", "status", "progress"]
    assert after.issued("measures") == ()


# ── older versions ───────────────────────────────────────────────────────────────────────────────
def test_an_older_version_of_the_sheet_is_still_read(desk: Desk) -> None:
    desk.learn(BUILD["two_levels"]())
    desk.issue()
    old, learned = desk.issued(WATER), desk.learned
    answers = desk.answers()
    desk.learn(BUILD["plain"]())
    answers = {n: {**a, "status": "达到序时进度"} for n, a in answers.items()}
    desk.send(WATER, filled(old, learned, answers))
    result = desk.json("check", PERIOD)
    said = {p["number"]: p["progress"] for p in result["problems"]}
    assert said[3][0]["text"] == PROGRESS[3]
    assert [r["code"] for r in result["remarks"] if r["unit"] == WATER and r["code"][0] in "RCF"] == []
    desk.json("run", PERIOD)
    ledger = openpyxl.load_workbook(desk.root / "outbox" / PERIOD / "整改台账.xlsx")["填报内容"]
    headings = [c.value for c in ledger[1]]
    assert ledger.cell(2, headings.index("资金投入（万元）") + 1).value == "12.5"


def test_our_own_sheet_comes_back_after_the_office_has_taught_its_own(desk: Desk) -> None:
    desk.issue()
    book = openpyxl.load_workbook(io.BytesIO(desk.issued(FOREST)))
    sheet = book["填报表"]
    at = {str(c.value).rstrip("*"): c.column for c in sheet[5]}
    sheet["D2"], sheet["F2"] = "林晓", "0400-5550123"
    sheet.cell(6, at["整改状态"]).value = "正在推进"
    sheet.cell(6, at["整改进展情况"]).value = PROGRESS[2]
    sheet.cell(6, at["下一步措施"]).value = "春季补植。"
    sent = saved(book)
    desk.learn(BUILD["plain"]())
    desk.send(FOREST, sent)
    result = desk.json("run", PERIOD)
    assert result["problems"][1]["progress"][0]["text"] == PROGRESS[2]
    ledger = openpyxl.load_workbook(desk.root / "outbox" / PERIOD / "整改台账.xlsx")["填报内容"]
    assert "春季补植。" in [c.value for c in ledger[2]]


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────
def no_progress() -> bytes:
    book = openpyxl.Workbook()
    drawn(book.active, 1, ["序号", "问题", "牵头单位", "状态"])
    return saved(book)


def no_key() -> bytes:
    book = openpyxl.Workbook()
    drawn(book.active, 1, ["整改目标", "整改进展情况", "整改状态", "存在问题"])
    return saved(book)


def nothing_known() -> bytes:
    book = openpyxl.Workbook()
    drawn(book.active, 1, ["姓名", "年龄", "籍贯"])
    return saved(book)


@pytest.mark.parametrize(("content", "said"), [
    (no_progress(), "没有填写整改进展的一栏"), (no_key(), "没有“序号”或“问题”"),
    (nothing_known(), "看不出这是填报表"), (b"", "文件是空的"), (b"%PDF-1.7", "PDF"),
    (b"PK\x03\x04broken", "不能用作填报表"), (b"\xff\xd8\xff\xe0", "图片"),
])
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    desk: Desk, content: bytes, said: str,
) -> None:
    before = desk.profile.read_bytes()
    path = desk.root / "某表.xlsx"
    path.write_bytes(content)
    code, out, err = desk.say("template", "learn", path)
    assert (code, out) == (2, "")
    assert said in err
    assert not desk.sheet.exists()
    assert desk.profile.read_bytes() == before


def test_no_such_file_and_bare_calls(desk: Desk) -> None:
    assert desk.say("template", "learn", desk.root / "没有.xlsx")[0] == 2
    assert "没有找到文件" in desk.say("template", "learn", desk.root / "没有.xlsx")[2]


def test_a_sheet_that_was_only_put_there_must_be_learned_first(desk: Desk) -> None:
    desk.sheet.write_bytes(BUILD["plain"]())
    code, _, err = desk.say("issue", PERIOD, "--due", "2031-03-25", today="2031-03-01")
    assert code == 2
    assert "template learn templates/填报表.xlsx" in err
    assert not (desk.root / "inbox" / PERIOD).exists()
    desk.learned = desk.json("template", "learn", desk.sheet)
    desk.issue()
    assert desk.opened()["填报表"]["B3"].value == "反馈问题"


def test_a_sheet_spoilt_after_it_was_issued_is_said_in_every_check(desk: Desk) -> None:
    desk.learned = desk.json("template", "learn", _put(desk, BUILD["plain"]()))
    desk.issue()
    assert not [r for r in desk.json("check", PERIOD)["remarks"] if r["code"] == "O904"]
    book = openpyxl.Workbook()
    book.active["A1"] = "这里原来是填报表"
    book.save(desk.sheet)
    (said,) = [r for r in desk.json("check", PERIOD)["remarks"] if r["code"] == "O904"]
    assert said["file"] == "templates/填报表.xlsx"
    assert "退回的表这次用工具自带的样式" in said["message"]


def _put(desk: Desk, content: bytes):  # type: ignore[no-untyped-def]
    desk.sheet.write_bytes(content)
    return desk.sheet


def test_words_listed_in_a_heading_and_signatures_in_the_tables_columns(desk: Desk) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    drawn(sheet, 1, ["序号", "督察反馈\n问题", "整改进展情况", "整改状态（已完成/正在推进/未启动）", "填报人", "联系电话"])
    for row in range(2, 14):
        drawn(sheet, row, [row - 1, f"旧问题{row}", "示例", "正在推进", "韩示例", "0471-5559999"])
    sheet["A14"], sheet["C14"], sheet["E14"] = "单位负责人：李管理", "填表人：韩示例", "联系电话：0471-5559999"
    desk.learn(saved(book))
    assert [w["option"] for w in desk.learned["statuses"]] == ["已完成", "正在推进", "未启动"]
    assert {h["field"] for h in desk.learned["head"]} == {"reviewer", "filler", "phone"}
    desk.issue()
    desk.send_all()
    result = desk.json("run", PERIOD)
    assert [(r["code"], r["cell"]) for r in result["remarks"] if r["code"][0] in "RCFALO"] == []


def test_rules_for_whole_columns_cover_the_rows_and_lists_stay(desk: Desk) -> None:
    book = openpyxl.Workbook()
    drawn(book.active, 1, ["序号", "问题", "状态", "进展情况", "资金来源"])
    for row in range(2, 400):
        drawn(book.active, row, [None] * 5)
    for area, words in (("C1:C1048576", '"未启动,推进中,已完成"'), ("E1:E1048576", '"中央,省级,市级"')):
        rule = openpyxl.worksheet.datavalidation.DataValidation("list", formula1=words)
        rule.add(area)
        book.active.add_data_validation(rule)
    desk.learn(saved(book))
    desk.issue()
    sheet = desk.opened()["填报表"]
    assert {str(r.sqref) for r in sheet.data_validations.dataValidation if r.type == "list"} == {"C2:C3", "E2:E3"}
    assert sheet.max_row == 3


# ── formats without a look ───────────────────────────────────────────────────────────────────────
def test_a_sheet_in_another_format_is_learned_without_its_look(desk: Desk) -> None:
    rows = [["整改情况月报表（2024年9月）"], ["填报单位：", ""], ["序号", "反馈问题", "整改时限", "整改状态*", "整改进展情况*", "责任领导"],
            ["1", "旧问题", "2024年底", "已完成", "示例", "李管理"]]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    desk.learn(f"<html><body><table>{body}</table></body></html>".encode(), "表.xls")
    assert desk.columns() == {"序号": "number", "反馈问题": "text", "整改时限": "deadline", "整改状态": "status",
                              "整改进展情况": "progress", "责任领导": "责任领导"}
    assert any("另存为 xlsx" in doubt for doubt in desk.learned["doubts"])
    desk.issue()
    sheet = desk.opened()["填报表"]
    assert sheet["A1"].value == "整改情况月报表（2031年3月）"
    assert sheet["B4"].value.startswith("柳河沿线")
    desk.send_all()
    result = desk.json("run", PERIOD)
    assert [r["code"] for r in result["remarks"] if r["code"][0] in "RCFALO"] == []


# ── edits by hand ────────────────────────────────────────────────────────────────────────────────
def test_a_column_renamed_by_hand_is_issued_under_its_new_name_and_read(desk: Desk) -> None:
    desk.learn(BUILD["plain"]())
    edit(desk.profile, "栏目", put("progress", "栏目名称", "最新进展"))
    desk.issue()
    assert desk.opened()["填报表"]["G3"].value == "最新进展"
    desk.send_all()
    assert desk.json("run", PERIOD)["problems"][0]["progress"][1]["text"] == "管道建成2公里。"


def test_a_column_added_by_hand_stands_at_the_right_in_the_offices_look(desk: Desk) -> None:
    desk.learn(BUILD["plain"]())
    edit(desk.profile, "栏目", put("evidence", "下发", "是"))
    desk.issue()
    sheet = desk.opened()["填报表"]
    assert sheet["J3"].value == "佐证材料"
    assert sheet["J3"].font.name == sheet["I3"].font.name
    assert not sheet["J4"].protection.locked
    assert "A1:J1" in {str(r) for r in sheet.merged_cells.ranges}


def test_a_column_taken_out_of_the_sheet_by_hand_is_not_missed(desk: Desk) -> None:
    desk.learn(BUILD["plain"]())
    edit(desk.profile, "栏目", put("备注", "下发", "否"))
    code, _, err = desk.say("issue", PERIOD, "--due", "2031-03-25", today="2031-03-01")
    assert code == 2
    assert "I3" in err
    assert "备注" in err
    edit(desk.sheet, "填报表", lambda s: (s.unmerge_cells("A1:I1"), s.delete_cols(9)))
    desk.issue()
    assert [c.value for c in desk.opened()["填报表"][3] if c.value][-1] == "存在问题"


def test_the_sheets_look_may_be_changed_by_hand(desk: Desk) -> None:
    desk.learn(BUILD["plain"]())
    def change(sheet: Worksheet) -> None:
        sheet["A1"] = "岭南市整改月报（    年  月）"
        sheet["B3"].fill = BLUE
        sheet.column_dimensions["B"].width = 51
        sheet["F4"].font = openpyxl.styles.Font("隶书", 15)
    edit(desk.sheet, "填报表", change)
    desk.issue()
    sheet = desk.opened()["填报表"]
    assert sheet["A1"].value == "岭南市整改月报（2031年3月）"
    assert sheet.column_dimensions["B"].width == 51
    assert (sheet["F5"].font.name, sheet["F5"].font.sz) == ("隶书", 15)


def test_a_heading_nobody_knows_and_two_of_one_field_are_told_with_the_cell(desk: Desk) -> None:
    desk.learn(BUILD["plain"]())
    edit(desk.sheet, "填报表", lambda s: s.__setitem__("I3", "没有登记的一栏"))
    code, _, err = desk.say("issue", PERIOD, "--due", "2031-03-25", today="2031-03-01")
    assert (code, "I3" in err, "没有登记的一栏" in err) == (2, True, True)
    edit(desk.sheet, "填报表", lambda s: s.__setitem__("I3", "整改状态"))
    code, _, err = desk.say("issue", PERIOD, "--due", "2031-03-25", today="2031-03-01")
    assert code == 2
    assert "F3和I3" in err


@pytest.mark.parametrize(("field", "heading", "value", "said"), [
    ("progress", "下发", "否", "“整改进展情况”不能不发"),
    ("goal", "栏目名称", "整改时限", "这个栏目名称在第"),
    ("goal", "下发", "也许", "看不懂"),
])
def test_mistakes_in_the_sheet_of_columns_are_told_with_the_cell(
    desk: Desk, field: str, heading: str, value: str, said: str,
) -> None:
    edit(desk.profile, "栏目", put(field, heading, value))
    code, _, err = desk.say("issue", PERIOD, "--due", "2031-03-25", today="2031-03-01")
    sheet = openpyxl.load_workbook(desk.profile)["栏目"]
    assert code == 2
    assert said in err
    assert sheet.cell(row_of(sheet, field), column_of(sheet, heading)).coordinate in err


def test_without_an_own_sheet_columns_not_issued_are_left_out_of_ours(desk: Desk) -> None:
    for field in ("goal", "evidence"):
        edit(desk.profile, "栏目", put(field, "下发", "否"))
    for field in ("number", "ordinal", "text", "done", "done_on", "note"):
        edit(desk.profile, "栏目", put(field, "下发", "否", "措施"))
    desk.issue()
    book = desk.opened()
    assert book.sheetnames == ["填报表", "填报说明", "戳记"]
    headings = [c.value for c in book["填报表"][5]]
    assert "整改目标" not in headings
    assert "佐证材料" not in headings


@pytest.mark.parametrize(("line", "said"), [
    ("____", ""), ("    年  月  日", ""), ("__张三__", "张三"), (" 2031年3月18日 ", "2031年3月18日"), ("　", "")])
def test_a_line_to_write_on_is_blank(line: str, said: str) -> None:
    assert written_on(line) == said
