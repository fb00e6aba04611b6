"""The ledger workbook read back: through our writer, through openpyxl, and as a person leaves it."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports.ledgers import RIVER_BEND, sample_ledger

from toolkit.excel import write_tables
from toolkit.ledgerbook import (
    WrittenLedger,
    content_digest,
    edited_cells,
    read_baseline,
    read_edits,
)
from toolkit.model import (
    CellValue,
    Edit,
    Ledger,
    Paragraph,
    Place,
    Printed,
    Profile,
    StatusWord,
    Table,
    Unusable,
)
from toolkit.reports.ledger.book import ledger_tables
from toolkit.tables import Cell, Sheet, Tables, read_workbook

PROFILE = Profile(statuses=(
    StatusWord("正在推进", "正在推进实施", "in_progress"),
    StatusWord("已完成整改", "已完成整改", "completed"),
    StatusWord("达到序时进度", "达到序时进度", "on_schedule"),
    StatusWord("未达序时进度", "未达序时进度", "behind"),
))


def ledger_with(edits: dict[int, Edit]) -> Ledger:
    ledger = sample_ledger()
    rows = tuple(replace(row, edit=edits.get(row.problem.number)) for row in ledger.rows)
    return replace(ledger, rows=rows)


def with_paragraphs(*paragraphs: Printed, **fields: Any) -> Ledger:
    ledger = sample_ledger()
    rows = list(ledger.rows)
    rows[0] = replace(rows[0], paragraphs=paragraphs, **fields)
    return replace(ledger, rows=tuple(rows))


def workbook(ledger: Ledger) -> bytes:
    return write_tables(ledger_tables(ledger), title="整改台账")


def read(content: bytes) -> Tables:
    tables = read_workbook("整改台账.xlsx", content)
    assert isinstance(tables, Tables), tables
    return tables


def resaved(content: bytes, change: Callable[[Any], None] = lambda _: None) -> Tables:
    """The workbook as openpyxl saves it again, changed by a person in between."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return read(buffer.getvalue())


def plain(tables: tuple[Table, ...]) -> Tables:
    """The tables as a reader would give them, without a workbook between."""
    return Tables("xlsx", tuple(Sheet(table.name, cells=tuple(_cells(table))) for table in tables))


def _cells(table: Table) -> list[Cell]:
    rows: list[tuple[CellValue, ...]] = [tuple(c.heading for c in table.columns), *table.rows]
    return [
        Cell(line, at, _kind(value), str(value), value if isinstance(value, date) else None)
        for line, row in enumerate(rows, 1) for at, value in enumerate(row, 1)
        if value not in (None, "")
    ]


def _kind(value: CellValue) -> Any:
    return "number" if isinstance(value, int) else "date" if isinstance(value, date) else "text"


def at(book: Any, heading: str, line: int) -> Any:
    sheet = book["问题"]
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    return sheet.cell(line, column)


def said(edit: Edit) -> tuple[str, str, str, str]:
    return edit.status, edit.text, edit.editor, edit.reason


# ── the office's corrections ─────────────────────────────────────────────────────────────────────
def test_edits_come_back_with_their_cells() -> None:
    edits = read_edits(read(workbook(sample_ledger())))
    assert set(edits) == {6}
    assert said(edits[6]) == ("", "旅游设施已全部停止经营，拆除方案已经批准。", "整改办张工", "按会议要求统一表述")
    assert edits[6].place == Place("整改台账.xlsx", "问题", 7, 26)


text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=40)


@settings(max_examples=60)
@given(st.dictionaries(st.integers(1, 8), st.tuples(text, text, text, text), max_size=8))
def test_whatever_the_office_writes_is_read_back(wanted: dict[int, tuple[str, str, str, str]]) -> None:
    edits = {number: Edit(number, *texts) for number, texts in wanted.items()}
    found = read_edits(plain(ledger_tables(ledger_with(edits))))
    for number, (status, words, editor, reason) in wanted.items():
        blank = [not value.strip() for value in (status, words, editor, reason)]
        if all(blank):
            assert number not in found
            continue
        expected = (status.strip(), words if words.strip() else "", editor.strip(),
                    reason if reason.strip() else "")
        assert said(found[number]) == expected


def test_what_a_person_fills_in_is_read_whatever_they_sort_filter_or_move() -> None:
    def change(book: Any) -> None:
        at(book, "公开状态", 3).value = "达到序时进度"
        at(book, "公开文字", 3).value = "（一）第一段。\n（二）第二段。"
        sheet = book["问题"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        order = [0, *random.Random(7).sample(range(1, len(rows)), len(rows) - 1)]
        columns = random.Random(8).sample(range(len(rows[0])), len(rows[0]))
        for line, origin in enumerate(order, 1):
            for column, source in enumerate(columns, 1):
                sheet.cell(line, column).value = rows[origin][source]
        sheet.row_dimensions[4].hidden = True
        sheet.insert_rows(1)
        sheet["A1"].value = "青岚市整改台账"

    edits = read_edits(resaved(workbook(sample_ledger()), change))
    assert set(edits) == {2, 6}
    assert said(edits[2]) == ("达到序时进度", "（一）第一段。\n（二）第二段。", "", "")


def test_long_wording_of_the_office_is_joined_again() -> None:
    long = "长" * 50_000
    found = read_edits(read(workbook(ledger_with({3: Edit(3, "", long)}))))
    assert found[3].text == long


def test_a_row_without_number_two_rows_that_differ_and_dead_formulas_are_refused() -> None:
    content = workbook(sample_ledger())

    def no_number(book: Any) -> None:
        at(book, "序号", 7).value = "六？"

    def twice(book: Any) -> None:
        at(book, "序号", 9).value = 6
        at(book, "公开文字", 9).value = "另一种说法。"

    def formula(book: Any) -> None:
        at(book, "公开文字", 2).value = "=B2"

    for change, words in ((no_number, "序号不是数字"), (twice, "都是第6项问题"), (formula, "公式")):
        with pytest.raises(Unusable, match=words):
            read_edits(resaved(content, change))


def test_the_same_words_twice_are_no_conflict() -> None:
    def copy(book: Any) -> None:
        for heading in ("公开文字", "修改人", "修改理由"):
            at(book, heading, 9).value = at(book, heading, 7).value
        at(book, "序号", 9).value = "第6项"

    assert set(read_edits(resaved(workbook(sample_ledger()), copy))) == {6}


def test_a_ledger_without_its_sheet_is_refused_in_chinese() -> None:
    def rename(book: Any) -> None:
        book["问题"].title = "问题（改）"

    with pytest.raises(Unusable, match="没有工作表“问题”"):
        read_edits(resaved(workbook(sample_ledger()), rename))


# ── the next period's baseline ───────────────────────────────────────────────────────────────────
def test_the_baseline_is_what_was_printed() -> None:
    baseline = read_baseline(read(workbook(sample_ledger())), "2031-03", "f" * 64, PROFILE)
    rows = baseline.rows
    assert (baseline.period, baseline.sha256, sorted(rows)) == ("2031-03", "f" * 64, list(range(1, 9)))
    assert rows[1].paragraphs == (Paragraph("（一）", "封堵排污口3个。"), Paragraph("（二）", "建立巡查制度。"))
    assert (rows[1].status_text, rows[1].status) == ("已完成整改", "completed")
    assert (rows[5].status_text, rows[5].status) == ("正在推进实施", "in_progress")
    assert rows[6].paragraphs == (Paragraph(None, "旅游设施已全部停止经营，拆除方案已经批准。"),)
    assert rows[1].place.cell == "O2"


def test_a_problem_nobody_answered_keeps_the_status_known_before_and_no_progress() -> None:
    rows = list(sample_ledger().rows)
    rows[3] = replace(rows[3], baseline=replace(rows[4].baseline, status_text="正在推进"))  # type: ignore[type-var]
    ledger = replace(sample_ledger(), rows=tuple(rows))
    found = read_baseline(plain(ledger_tables(ledger)), "p", "", PROFILE).rows[4]
    assert (found.status_text, found.status, found.paragraphs) == ("正在推进", "in_progress", ())
    before = read_baseline(plain(ledger_tables(sample_ledger())), "p", "", PROFILE).rows[4]
    assert (before.status_text, before.status, before.paragraphs) == (None, None, ())


def test_the_sentence_that_says_who_is_awaited_is_no_progress() -> None:
    awaiting = Printed(None, f"（尚待{RIVER_BEND}报送本期进展。）", marked=True)
    ledger = with_paragraphs(Printed("（一）", "已建成（含配套）。"), awaiting, awaited=(RIVER_BEND,))
    found = read_baseline(plain(ledger_tables(ledger)), "p", "", PROFILE).rows[1]
    assert found.paragraphs == (Paragraph("（一）", "已建成（含配套）。"),)


def test_long_progress_is_joined_again() -> None:
    paragraphs = tuple(Printed(f"（{n}）", "段" * 12_000) for n in ("一", "二", "三"))
    found = read_baseline(read(workbook(with_paragraphs(*paragraphs))), "p", "", PROFILE).rows[1]
    assert found.paragraphs == tuple(Paragraph(p.ordinal, p.text) for p in paragraphs)


line = text.map(str.strip).filter(lambda value: bool(value) and "\n" not in value)


@settings(max_examples=60)
@given(st.lists(line, min_size=1, max_size=5))
def test_any_paragraphs_come_back_word_for_word(lines: list[str]) -> None:
    ledger = with_paragraphs(*(Printed(None, value) for value in lines))
    found = read_baseline(plain(ledger_tables(ledger)), "p", "", PROFILE).rows[1].paragraphs
    joined = ["".join(((p.ordinal or "") + p.text).split()) for p in found]
    assert joined == ["".join(value.split()) for value in lines]


def test_office_wording_decides_the_class_last() -> None:
    rows = list(sample_ledger().rows)
    rows[0] = replace(rows[0], printed_status="自有说法")
    found = read_baseline(
        plain(ledger_tables(replace(sample_ledger(), rows=tuple(rows)))), "p", "", PROFILE).rows[1]
    assert (found.status_text, found.status) == ("自有说法", None)


# ── agreement by proof ───────────────────────────────────────────────────────────────────────────
def test_saving_again_with_another_program_changes_no_digest() -> None:
    content = workbook(sample_ledger())
    assert content_digest(resaved(content)) == content_digest(read(content))
    assert edited_cells(read(content), resaved(content)) == ()


def test_the_offices_columns_do_not_count() -> None:
    def fill(book: Any) -> None:
        for heading in ("公开状态", "公开文字", "修改人", "修改理由"):
            at(book, heading, 2).value = "填写"
            at(book, heading, 7).value = None

    content = workbook(sample_ledger())
    assert content_digest(resaved(content, fill)) == content_digest(read(content))
    assert edited_cells(read(content), resaved(content, fill)) == ()


def test_sorting_rows_and_moving_sheets_says_nothing_new() -> None:
    def sort(book: Any) -> None:
        sheet = book["问题"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
        book.move_sheet("单位", -3)

    content = workbook(sample_ledger())
    assert content_digest(resaved(content, sort)) == content_digest(read(content))


@pytest.mark.parametrize("heading", ["序号", "问题", "整改进展情况", "附件用语", "来源", "时限日期", "待报单位"])
def test_any_other_cell_changes_the_digest_and_is_named(heading: str) -> None:
    def change(book: Any) -> None:
        at(book, heading, 3).value = "改过"

    content = workbook(sample_ledger())
    before, after = read(content), resaved(content, change)
    assert content_digest(before) != content_digest(after)
    places = edited_cells(before, after)
    assert ("问题", 3) in {(place.sheet, place.row) for place in places}
    if heading != "序号":
        columns = {cell.text: cell.column for cell in after.sheets[0].cells if cell.row == 1}
        assert [(p.row, p.column) for p in places] == [(3, columns[heading])]


def test_a_changed_cell_is_named_where_it_stands_after_sorting() -> None:
    def change(book: Any) -> None:
        sheet = book["问题"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        rows[1][3] = "改过的问题"
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    content = workbook(sample_ledger())
    assert [p.cell for p in edited_cells(read(content), resaved(content, change))] == ["D8"]


def test_emptied_cells_removed_rows_new_columns_and_sheets_are_named() -> None:
    def empty(book: Any) -> None:
        at(book, "整改目标", 2).value = None

    def remove(book: Any) -> None:
        book["问题"].delete_rows(9)

    def add(book: Any) -> None:
        book["问题"].cell(1, 40).value = "备注"
        book["问题"].cell(5, 40).value = "请核"

    def more(book: Any) -> None:
        book.create_sheet("领导批示")["A1"].value = "同意"

    content = workbook(sample_ledger())
    wanted: tuple[tuple[Callable[[Any], None], set[tuple[str | None, str | None]]], ...] = (
        (empty, {("问题", "J2")}), (remove, {("问题", "A9")}),
        (add, {("问题", "AN1"), ("问题", "AN5")}), (more, {("领导批示", None)}))
    for change, expected in wanted:
        after = resaved(content, change)
        assert content_digest(after) != content_digest(read(content))
        assert {(p.sheet, p.cell) for p in edited_cells(read(content), after)} == expected


def test_two_ledgers_that_differ_have_two_digests() -> None:
    other = replace(sample_ledger(), leftovers=())
    assert content_digest(plain(ledger_tables(other))) != content_digest(plain(ledger_tables(sample_ledger())))


def test_words_cannot_wander_between_cells_unnoticed() -> None:
    def tables(first: str, second: str) -> Tables:
        cells = [Cell(1, 1, "text", "甲"), Cell(1, 2, "text", "乙")]
        cells += [Cell(2, c, "text", v) for c, v in ((1, first), (2, second)) if v]
        return Tables("xlsx", (Sheet("表", cells=tuple(cells)),))

    assert content_digest(tables("ab", "c")) != content_digest(tables("a", "bc"))
    assert content_digest(tables("ab", "")) != content_digest(tables("", "ab"))


# ── totals ───────────────────────────────────────────────────────────────────────────────────────
def test_a_row_put_in_moves_the_addresses_of_totals_and_says_nothing_of_them() -> None:
    def shift(book: Any) -> None:
        for name in ("汇总", "按单位"):
            for row in book[name].iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.value = str(cell.value).replace("$2:", "$3:").replace("问题!", "'问题'!")

    content = workbook(sample_ledger())
    assert content_digest(resaved(content, shift)) == content_digest(read(content))
    assert edited_cells(read(content), resaved(content, shift)) == ()


def test_a_total_typed_over_or_reckoned_otherwise_is_named() -> None:
    def typed(book: Any) -> None:
        book["汇总"]["B2"].value = 99

    def otherwise(book: Any) -> None:
        book["汇总"]["B3"].value = str(book["汇总"]["B3"].value).replace("尚未启动", "正在推进")

    content = workbook(sample_ledger())
    for change, cell in ((typed, "B2"), (otherwise, "B3")):
        after = resaved(content, change)
        assert content_digest(after) != content_digest(read(content))
        assert [(p.sheet, p.cell) for p in edited_cells(read(content), after)] == [("汇总", cell)]


HARD = ("像转义_x0041_和_x000D_，像标记<b>&amp;</b>", " 前后有空格\u3000", "（一）一。\n（二）二。", "=1+1", "-", "𠮷🙂", "很长。" * 12_000)


def saved_by_another(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("text", HARD)
def test_a_ledger_as_written_is_read_back_the_same_by_either_way(text: str) -> None:
    content = workbook(with_paragraphs(Printed(None, text), printed_status="<已完成>&"))
    other = WrittenLedger(saved_by_another(content))
    book = WrittenLedger(content)
    headings = ("序号", "附件用语", "整改进展情况", "来源", "时限日期", "是否逾期")
    quickly = book.columns("问题", headings[:4])
    assert {k: [v.strip() for v in said] for k, said in quickly.items()} == \
        {k: [v.strip() for v in said] for k, said in other.columns("问题", headings[:4]).items()}
    assert quickly["附件用语"][0] == "<已完成>&"
    assert len(quickly["序号"]) == len(sample_ledger().rows)
    assert book.continued() == other.continued()
    assert bool(book.continued()) == (len(text) > 32_767)
    assert book.columns("没有这个表", headings) == dict.fromkeys(headings, ())
    with pytest.raises(KeyError):
        book.columns("问题", ("没有这一栏",))
