"""What people write on the outputs is kept, printed, brought back, and never overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clerk import annex_lines, columns, rows_of
from openpyxl import load_workbook
from valley import (
    ANSWERS,
    CITY,
    FARM,
    NORTH,
    PERIOD,
    WATER,
    Valley,
    contents,
    copied,
    digests,
    ledger_cell,
    office_writes,
    opened,
    setting,
    with_workbook,
)

TEXT = "（一）裸露面已覆盖近六成。\n（二）喷淋设备即将安装。"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Valley:
    """Every unit returned cleanly; the period was run."""
    valley = opened(tmp_path_factory.mktemp("edits") / "w")
    valley.send_all()
    assert valley.run().code == 0
    return valley


@pytest.fixture
def valley(whole: Valley, tmp_path: Path) -> Valley:
    return copied(whole, tmp_path / "w")


@pytest.fixture
def waiting(tmp_path: Path) -> Valley:
    """市城市管理局 and 北川县 have not returned."""
    valley = opened(tmp_path / "v")
    valley.send_all(WATER, FARM)
    assert valley.run().code == 1
    return valley


def problem(answer: Any, number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(p for p in answer.json["problems"] if p["number"] == number)
    return found


def beside(valley: Valley, pattern: str = "**/*（新*") -> list[str]:
    return sorted(p.name for p in valley.outbox().glob(pattern))


# ── the office's columns of the ledger ───────────────────────────────────────────────────────────
def test_an_edit_is_printed_and_stays(valley: Valley) -> None:
    office_writes(valley.ledger, 5, 公开状态="达到序时进度", 公开文字=TEXT, 修改人="高远", 修改理由="核对现场")
    for today in ("2025-03-21", "2025-03-24"):
        answer = valley.run(today=today)
        assert answer.code == 0
        found = problem(answer, 5)
        assert (found["source"], found["status"], found["status_text"]) == (
            "edited", "on_schedule", "达到序时进度")
        assert [p["text"] for p in found["progress"]] == ["裸露面已覆盖近六成。", "喷淋设备即将安装。"]
        assert "O901" not in answer.codes()
        lines = annex_lines(valley.annex)
        assert "（二）喷淋设备即将安装。" in lines
        assert "（二）喷淋设备已采购。" not in lines
        for heading, value in (("公开文字", TEXT), ("修改人", "高远"), ("修改理由", "核对现场")):
            assert ledger_cell(valley.ledger, 5, heading) == value
    valley.send(CITY, {5: {**ANSWERS[5], "整改进展情况": "裸露面全部覆盖。"}}, name="新表.xlsx",
                at="2025-03-20T08:00")
    answer = valley.run(today="2025-03-25")
    assert problem(answer, 5)["source"] == "edited"
    assert "（二）喷淋设备即将安装。" in annex_lines(valley.annex)
    assert not beside(valley)


def test_an_edit_of_a_problem_nobody_answered(waiting: Valley) -> None:
    office_writes(waiting.ledger, 5, 公开文字="正在调阅资料。")
    waiting.run()
    waiting.send(CITY)
    answer = waiting.run()
    assert problem(answer, 5)["source"] == "edited"
    assert problem(answer, 5)["status"] == "in_progress"
    assert "正在调阅资料。" in annex_lines(waiting.annex)


@pytest.mark.parametrize("runs_between", [0, 1])
def test_a_cleared_edit_is_gone(valley: Valley, runs_between: int) -> None:
    office_writes(valley.ledger, 5, 公开文字=TEXT)
    for _ in range(1 + runs_between):
        valley.run()
    office_writes(valley.ledger, 5, 公开文字=None)
    for _ in range(2):
        answer = valley.run()
        assert problem(answer, 5)["source"] == "returned"
        assert "（二）喷淋设备已采购。" in annex_lines(valley.annex)
        assert ledger_cell(valley.ledger, 5, "公开文字") is None


def test_half_an_edit_may_be_cleared(valley: Valley) -> None:
    office_writes(valley.ledger, 5, 公开状态="达到序时进度", 公开文字=TEXT)
    valley.run()
    office_writes(valley.ledger, 5, 公开状态=None)
    found = problem(valley.run(), 5)
    assert (found["source"], found["status"]) == ("edited", "in_progress")


def test_another_cell_changed_is_never_overwritten(valley: Valley) -> None:
    def change(book: Any) -> None:
        sheet = book["问题"]
        at = {c.value: c.column for c in sheet[1]}
        sheet.cell(2, at["存在问题"]).value = "人工补记"
        changed.append(sheet.cell(2, at["存在问题"]).coordinate)
    changed: list[str] = []
    with_workbook(valley.ledger, change)
    office_writes(valley.ledger, 5, 公开文字=TEXT)
    edited = valley.ledger.read_bytes()
    for _ in range(2):
        answer = valley.run()
        assert [(r["file"], r["sheet"], r["cell"]) for r in answer.json["remarks"] if r["code"] == "O901"] == [
            (f"outbox/{PERIOD}/整改台账.xlsx", "问题", *changed)]
        assert valley.ledger.read_bytes() == edited
        assert beside(valley) == ["整改台账（新）.xlsx"]
        assert problem(answer, 5)["source"] == "edited"
    new = valley.outbox("整改台账（新）.xlsx")
    office_writes(new, 1, 公开文字="新表里写的。")
    office_writes(new, 5, 公开文字="新表里改了第五项。")
    for _ in range(3):
        answer = valley.run()
        assert problem(answer, 1)["progress"][0]["text"] == "新表里写的。"
        assert problem(answer, 5)["progress"][0]["text"] == "新表里改了第五项。"
        assert valley.ledger.read_bytes() == edited
    office_writes(valley.ledger, 5, 公开文字="旧表里再改。")
    for _ in range(2):
        assert problem(valley.run(), 5)["progress"][0]["text"] == "旧表里再改。"
    valley.ledger.unlink()
    answer = valley.run()
    assert "O901" not in answer.codes()
    assert not beside(valley)
    assert ledger_cell(valley.ledger, 5, "公开文字") == "旧表里再改。"
    assert ledger_cell(valley.ledger, 1, "公开文字") == "新表里写的。"


def resave(path: Path) -> None:
    with_workbook(path, lambda _: None)


def sort(path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["问题"]
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value
    with_workbook(path, change)


def colour(path: Path) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    def change(book: Any) -> None:
        book["问题"]["D3"].fill = PatternFill("solid", fgColor="FFFF00")
        book["问题"]["D3"].comment = Comment("会上再议", "高远")
    with_workbook(path, change)


@pytest.mark.parametrize("touch", [resave, sort, colour])
def test_a_ledger_saved_again_makes_no_fuss(valley: Valley, touch: Callable[[Path], None]) -> None:
    touch(valley.ledger)
    saved = valley.ledger.read_bytes()
    answer = valley.run()
    assert "O901" not in answer.codes()
    assert not beside(valley)
    assert valley.ledger.read_bytes() == saved, "nothing new to say: the person's file stays"
    valley.send(CITY, {5: {**ANSWERS[5], "整改进展情况": "裸露面全部覆盖。"}}, name="再报.xlsx",
                at="2025-03-20T08:00")
    answer = valley.run()
    assert "O901" not in answer.codes()
    assert ledger_cell(valley.ledger, 5, "整改进展情况") == "裸露面全部覆盖。"


def test_a_deleted_ledger_keeps_the_edits(valley: Valley) -> None:
    office_writes(valley.ledger, 5, 公开文字=TEXT)
    valley.run()
    valley.ledger.unlink()
    assert problem(valley.run(), 5)["source"] == "edited"
    assert ledger_cell(valley.ledger, 5, "公开文字") == TEXT


def test_a_deleted_column_or_row_clears_nothing(valley: Valley) -> None:
    office_writes(valley.ledger, 5, 公开文字=TEXT, 修改人="高远")
    valley.run()

    def change(book: Any) -> None:
        sheet = book["问题"]
        at = {c.value: c.column for c in sheet[1]}
        sheet.delete_cols(at["公开文字"])
    with_workbook(valley.ledger, change)
    answer = valley.run()
    assert problem(answer, 5)["source"] == "edited"
    assert "O901" in answer.codes()


def test_a_ledger_that_cannot_be_read_is_a_sentence(valley: Valley) -> None:
    valley.ledger.write_bytes(b"PK\x03\x04 broken")
    before = contents(valley.root)
    answer = valley.say("run", PERIOD)
    assert answer.code == 2
    assert "整改台账.xlsx" in answer.err
    assert contents(valley.root) == before


# ── the annex in Word ────────────────────────────────────────────────────────────────────────────
def in_word(path: Path, change: Callable[[Any], None]) -> None:
    from docx import Document

    document = Document(str(path))
    change(document)
    document.save(str(path))


def paragraph(document: Any, words: str) -> Any:
    return next(p for p in document.paragraphs if words in p.text)


def says(before: str, after: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        found = paragraph(document, before)
        for run in found.runs[1:]:
            run.text = ""
        found.runs[0].text = after
    return change


def add(document: Any) -> None:
    found = paragraph(document, "截流管完成")
    found.insert_paragraph_before("（二）约谈施工单位1次。", style=found.style)
    says("截流管完成", "（三）截流管完成1.1公里。")(document)


def delete(document: Any) -> None:
    found = paragraph(document, "喷淋设备已采购")
    found._element.getparent().remove(found._element)


CHANGES: dict[str, tuple[Callable[[Any], None], int, Callable[[dict[str, Any]], bool]]] = {
    "change": (says("运行负荷率升至49%", "老城片区管网改造完成3.2公里。"), 2,
               lambda p: [x["text"] for x in p["progress"]] == ["老城片区管网改造完成3.2公里。"]),
    "add": (add, 1, lambda p: [x["text"] for x in p["progress"]][2] == "约谈施工单位1次。"),
    "delete": (delete, 5, lambda p: [x["text"] for x in p["progress"]] == ["覆盖裸露面1.9公顷。"]),
    "status": (lambda d: status_of(d, 2, "整改进展情况：已完成整改，长期坚持"), 2,
               lambda p: (p["status"], p["long_term"]) == ("completed", True)),
}


def status_of(document: Any, number: int, line: str) -> None:
    lines = [p for p in document.paragraphs if p.text.startswith("整改进展情况：")]
    found = lines[number - 1]
    for run in found.runs[1:]:
        run.text = ""
    found.runs[0].text = line


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_edits_in_word_are_kept_and_brought_back(valley: Valley, kind: str) -> None:
    change, number, holds = CHANGES[kind]
    in_word(valley.annex, change)
    edited = valley.annex.read_bytes()
    lines = annex_lines(valley.annex)
    for _ in range(2):
        answer = valley.run()
        assert "O901" in answer.codes()
        assert valley.annex.read_bytes() == edited
        assert beside(valley) == ["附件-整改进展情况（新）.docx"]
    refused = valley.say("publish", PERIOD, today="2025-03-26")
    assert refused.code == 1
    assert "import" in refused.out
    assert "可自行删除" not in refused.out, "these words are still to be brought back"
    assert not valley.outbox("定稿").exists()
    back = valley.say("import", "--as", "progress", "--period", PERIOD, valley.annex, "--json")
    assert back.code == 0, back.err
    assert back.json["edited"] == [number]
    answer = valley.run()
    assert "O901" not in answer.codes()
    assert problem(answer, number)["source"] == "edited"
    assert holds(problem(answer, number))
    for told in problem(answer, number)["progress"] if kind != "status" else ():
        assert told["unit"]
        assert (told["file"], told["sheet"]) == (f"outbox/{PERIOD}/整改台账.xlsx", "问题")
        assert told["text"] in load_workbook(valley.outbox("整改台账.xlsx"))["问题"][told["cell"]].value
    assert not beside(valley)
    assert valley.annex.read_bytes() == edited
    assert annex_lines(valley.annex) == lines
    assert valley.say("publish", PERIOD, today="2025-03-26").code == 0
    assert valley.outbox("定稿", valley.annex.name).read_bytes() == edited


def test_new_returns_after_the_edit_came_back(valley: Valley) -> None:
    in_word(valley.annex, CHANGES["delete"][0])
    valley.say("import", "--as", "progress", "--period", PERIOD, valley.annex)
    valley.send(WATER, {1: {**ANSWERS[1], "整改进展情况": "截流管全线贯通。"}, 4: ANSWERS[4]}, name="再报.xlsx",
                at="2025-03-20T08:00")
    edited = valley.annex.read_bytes()
    answer = valley.run()
    assert "O901" in answer.codes()
    assert valley.annex.read_bytes() == edited
    lines = annex_lines(valley.outbox("附件-整改进展情况（新）.docx"))
    assert "截流管全线贯通。" in lines
    assert "覆盖裸露面1.9公顷。" in "".join(lines)
    assert "喷淋设备已采购" not in "".join(lines)


def test_importing_an_annex_nobody_edited_changes_nothing(waiting: Valley) -> None:
    back = waiting.say("import", "--as", "progress", "--period", PERIOD, waiting.annex, "--json")
    assert back.json["edited"] == []
    before = contents(waiting.outbox())
    waiting.run()
    assert contents(waiting.outbox()) == before


def test_the_awaiting_sentence_is_no_text_of_the_office(waiting: Valley) -> None:
    in_word(waiting.annex, says("尚待", "（正在联系。）"))
    awaited = [p["number"] for p in waiting.run().json["problems"] if p["source"] == "none"]
    waiting.say("import", "--as", "progress", "--period", PERIOD, waiting.annex)
    found = problem(waiting.run(), awaited[0])
    assert [p["text"] for p in found["progress"]] == ["（正在联系。）"]


def test_formatting_of_the_annex_survives(valley: Valley) -> None:
    from docx.shared import Pt

    def bigger(document: Any) -> None:
        paragraph(document, "截流管").runs[0].font.size = Pt(20)
    in_word(valley.annex, bigger)
    edited = valley.annex.read_bytes()
    assert "O901" not in valley.run().codes()
    assert valley.say("publish", PERIOD, today="2025-03-26").code == 0
    assert valley.outbox("定稿", valley.annex.name).read_bytes() == edited
    assert valley.annex.read_bytes() == edited


# ── other outputs ────────────────────────────────────────────────────────────────────────────────
def test_an_edited_letter_is_kept_and_does_not_stop_publishing(waiting: Valley) -> None:
    letter = waiting.outbox("通知", f"催报函-{CITY}.docx")
    in_word(letter, lambda d: d.add_paragraph("请于3月27日17时前报送。"))
    edited = letter.read_bytes()
    assert "O901" in waiting.run().codes()
    assert letter.read_bytes() == edited
    waiting.send_all(CITY, NORTH)
    answer = waiting.run()
    assert answer.code == 0
    assert "O901" not in answer.codes(), "the letter is not needed any more"
    assert letter.read_bytes() == edited
    assert not waiting.outbox("通知", f"催报函-{NORTH}.docx").exists()
    circular = waiting.outbox("通知", "通报.docx")
    in_word(circular, lambda d: d.add_paragraph("特此通报。"))
    assert waiting.say("publish", PERIOD, today="2025-03-26").code == 0
    assert "特此通报。" in annex_lines(circular)


def test_an_edited_check_report_is_kept(valley: Valley) -> None:
    report = valley.outbox("校验报告.xlsx")

    def change(book: Any) -> None:
        book.worksheets[0]["A40"] = "已电话通知"
    with_workbook(report, change)
    edited = report.read_bytes()
    answer = valley.run(verb="check")
    assert "O901" in answer.codes()
    assert report.read_bytes() == edited
    assert beside(valley) == ["校验报告（新）.xlsx"]
    resave(valley.outbox("校验报告（新）.xlsx"))
    valley.run(verb="check")
    assert beside(valley) == ["校验报告（新）.xlsx"]


def test_without_the_toolkits_own_notes_nothing_edited_is_lost(valley: Valley) -> None:
    office_writes(valley.ledger, 5, 公开文字=TEXT)
    in_word(valley.annex, CHANGES["change"][0])
    edited = valley.annex.read_bytes(), valley.ledger.read_bytes()
    shutil.rmtree(valley.root / ".zhenggai")
    valley.send(WATER, {1: {**ANSWERS[1], "整改进展情况": "截流管全线贯通。"}, 4: ANSWERS[4]}, name="再报.xlsx",
                at="2025-03-20T08:00")
    answer = valley.run()
    assert problem(answer, 5)["source"] == "edited"
    assert (valley.annex.read_bytes(), valley.ledger.read_bytes()) == edited
    named = {r["file"] for r in answer.json["remarks"] if r["code"] == "O901"}
    assert {f"outbox/{PERIOD}/{p.name}" for p in (valley.annex, valley.ledger)} <= named
    assert problem(valley.run(), 5)["source"] == "edited"


def test_without_the_notes_and_without_edits_there_is_no_fuss(valley: Valley) -> None:
    before = digests(valley.outbox())
    shutil.rmtree(valley.root / ".zhenggai")
    answer = valley.run()
    assert "O901" not in answer.codes()
    assert digests(valley.outbox()) == before
    office_writes(valley.ledger, 5, 公开文字=TEXT)
    assert problem(valley.run(), 5)["source"] == "edited"
    assert not beside(valley)


# ── 退回 ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_returned_sheet_comes_back_corrected(tmp_path: Path) -> None:
    valley = opened(tmp_path / "w")
    valley.send(CITY, {5: {"整改状态": "快好了", "整改进展情况": "1.覆盖裸露面1.9公顷。\n2.喷淋设备已采购。",
                           "存在问题": "资金未到位"}})
    valley.send_all(WATER, FARM, NORTH)
    answer = valley.run(verb="check")
    assert "F303" in answer.codes()
    returned = valley.outbox("退回", f"{CITY}.xlsx")
    assert [p.name for p in valley.outbox("退回").iterdir()] == [f"{CITY}.xlsx"]
    book = load_workbook(returned)
    assert book.sheetnames[0] == "退回意见"
    sheet = book["填报表"]
    at = columns(sheet)[1]
    (row, cells), = rows_of(sheet)
    assert cells["存在问题"] == "资金未到位"
    assert cells["整改进展情况"] == "1.覆盖裸露面1.9公顷。\n2.喷淋设备已采购。"
    assert sheet.cell(row, at["整改状态"]).comment is not None
    sheet.cell(row, at["整改状态"]).value = "正在推进"
    book.save(valley.inbox("改后.xlsx"))
    answer = valley.run()
    assert answer.code == 0
    assert "F303" not in answer.codes()
    assert not returned.exists()
    found = problem(answer, 5)
    assert [p["text"] for p in found["progress"]] == ["覆盖裸露面1.9公顷。", "喷淋设备已采购。"]
    assert {p["file"] for p in found["progress"]} == {"改后.xlsx"}
    assert ledger_cell(valley.ledger, 5, "存在问题") == "资金未到位"


@pytest.mark.parametrize("choices", [
    {"附件编号": "数字（1.）", "附件印单位和时限": "是"}, {"附件分组": "按单位"}, {"附件版式": "表格"}])
def test_an_annex_in_another_form_comes_back_unchanged(
    tmp_path: Path, choices: dict[str, str],
) -> None:
    valley = opened(tmp_path / "w")
    valley.send_all()
    setting(valley.root, **choices)
    valley.run()
    back = valley.say("import", "--as", "progress", "--period", PERIOD, valley.annex, "--json")
    assert (back.code, back.json["edited"]) == (0, [])


def test_an_annex_of_another_period_is_not_laid_over_this_one(valley: Valley) -> None:
    assert valley.run().code == 0
    assert valley.say("publish", PERIOD).code == 0
    assert valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", today="2025-04-01").code == 0
    before = contents(valley.root)
    wrong = valley.say("import", "--as", "progress", "--period", "2025-04", valley.annex, "--json", today="2025-04-10")
    assert wrong.code == 2
    assert "截至2025年3月31日" in wrong.err
    assert "选错了文件" in wrong.err
    assert contents(valley.root) == before
    right = valley.say("import", "--as", "progress", "--period", PERIOD, valley.annex, "--json", today="2025-04-10")
    assert right.code == 0
    assert right.json["title"].endswith("整改进展情况"), "a title broken by sense is read whole"
