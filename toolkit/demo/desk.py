"""A clerk's desk: filling an issued sheet as a person does in Excel, everything else kept.

Cells are found by their headings only, as the contract names them; nothing of the toolkit that
issues or reads sheets is used, so that the demo is also a second opinion on both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from toolkit.demo.written import Answer, MeasureAnswer, UnitAnswers

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

PROBLEMS, MEASURES, INSTRUCTIONS = "填报表", "措施", "填报说明"
SAVED_AT = b"2025-02-20T09:00:00Z"
"""What every workbook says of its last change, so that the same answers give the same bytes."""

SayDate = Callable[[date], date | str]
"""How a clerk enters a date: as one, or as some text."""


def as_date(day: date) -> date | str:
    """A date entered as a date."""
    return day


def filled(issued: bytes, written: UnitAnswers) -> bytes:
    """The issued workbook with the unit's answers in it."""
    book = opened(issued)
    fill(book, written)
    return saved(book)


def opened(content: bytes) -> Workbook:
    """A workbook as Excel would open it; content is an issued or returned sheet."""
    from openpyxl import load_workbook

    return load_workbook(BytesIO(content))


def saved(book: Workbook) -> bytes:
    """The workbook's bytes, the same for the same content."""
    held = BytesIO()
    book.save(held)
    return _repacked(held.getvalue())


def fill(book: Workbook, written: UnitAnswers, say_date: SayDate = as_date) -> None:
    """Enter head, rows and measures, each at its heading. Problems the sheet lacks are an error."""
    sheet = sheet_of(book, PROBLEMS)
    fill_head(sheet, written, say_date)
    columns, rows = table_of(sheet, "整改状态")
    at = {_number(sheet.cell(row, columns["序号"]).value): row for row in rows}
    for answer in written.rows:
        _enter(sheet, at[answer.problem], columns, _problem_cells(answer, say_date))
    _fill_measures(sheet_of(book, MEASURES), written.rows, say_date)


def fill_head(sheet: Worksheet, written: UnitAnswers, say_date: SayDate = as_date) -> None:
    """Enter 填报人, 联系电话, 审核人 and 填报日期 beside their labels above the table."""
    head = written.head
    values: Mapping[str, date | str] = {
        "填报人": head.filler,
        "联系电话": head.phone,
        "审核人": head.reviewer,
        "填报日期": say_date(head.filled_on),
    }
    _, rows = table_of(sheet, "整改状态")
    for row, column, label in _labels(sheet):
        if label in values and row < rows.start - 1:
            sheet.cell(row, _right_of(sheet, row, column)).value = values[label]


def fill_nothing_new(book: Workbook, reason: str) -> None:
    """Answer 本期无进展 with 是 on 填报说明, and give the reason below it."""
    sheet = sheet_of(book, INSTRUCTIONS)
    for row, column, label in _labels(sheet):
        below = sheet.cell(row + 1, column).value
        if label == "本期无进展" and heading(below) == "理由":
            sheet.cell(row, _right_of(sheet, row, column)).value = "是"
            sheet.cell(row + 1, _right_of(sheet, row + 1, column)).value = reason
            return
    raise LookupError("填报说明 has no rows 本期无进展 and 理由")


def sheet_of(book: Workbook, name: str) -> Worksheet:
    """A worksheet by name; KeyError where there is none."""
    from openpyxl.worksheet.worksheet import Worksheet

    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def table_of(sheet: Worksheet, answer: str) -> tuple[Mapping[str, int], range]:
    """Columns by heading, and the rows of the table that has 序号 and this column to fill in."""
    for number, row in enumerate(sheet.iter_rows(), start=1):
        columns = {heading(cell.value): column for column, cell in enumerate(row, 1) if cell.value}
        if {"序号", answer} <= columns.keys():
            return columns, range(number + 1, _end(sheet, columns["序号"], number + 1))
    raise LookupError(f"{sheet.title} has no table with {answer}")


def heading(value: object) -> str:
    """A heading without the mark of a required column, blanks and line breaks."""
    return re.sub(r"[*＊\s]", "", str(value or ""))


def _end(sheet: Worksheet, column: int, first: int) -> int:
    row = first
    while _number(sheet.cell(row, column).value):
        row += 1
    return row


def _number(value: object) -> int | None:
    text = str(value).strip() if value is not None else ""
    return int(text) if text.isdecimal() else None


def _labels(sheet: Worksheet) -> Iterator[tuple[int, int, str]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for column, cell in enumerate(row, start=1):
            if isinstance(cell.value, str):
                yield number, column, heading(cell.value)


def _right_of(sheet: Worksheet, row: int, column: int) -> int:
    """The column beside a label, past the cells the label is merged with."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return int(merged.max_col) + 1
    return column + 1


def _problem_cells(answer: Answer, say_date: SayDate) -> Mapping[str, date | str]:
    return {
        "整改状态": answer.status,
        "整改进展情况": answer.progress,
        "完成日期": say_date(answer.done_on) if answer.done_on else "",
        "存在问题": answer.difficulties,
        "下一步措施": answer.next_steps,
        "佐证材料": answer.evidence,
    }


def _fill_measures(sheet: Worksheet, answers: Iterable[Answer], say_date: SayDate) -> None:
    columns, rows = table_of(sheet, "完成情况")
    waiting = {answer.problem: list(answer.measures) for answer in answers}
    for row in rows:
        number = _number(sheet.cell(row, columns["序号"]).value)
        steps = waiting.get(number) if number else None
        if steps:
            _enter(sheet, row, columns, _measure_cells(steps.pop(0), say_date))


def _measure_cells(step: MeasureAnswer, say_date: SayDate) -> Mapping[str, date | str]:
    return {
        "完成情况": step.done,
        "完成日期": say_date(step.done_on) if step.done_on else "",
        "说明": step.note,
    }


def _enter(
    sheet: Worksheet, row: int, columns: Mapping[str, int], values: Mapping[str, date | str],
) -> None:
    for name, value in values.items():
        cell: Any = sheet.cell(row, columns[name])
        if value != "" or cell.value is not None:
            cell.value = value or None


def _repacked(content: bytes) -> bytes:
    """The same package with fixed times: openpyxl writes those of the moment."""
    held = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(held, "w", ZIP_DEFLATED) as copy:
        for name in package.namelist():
            part = package.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(\w+)[^>]*>)[^<]*", rb"\g<1>" + SAVED_AT, part)
            copy.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return held.getvalue()
