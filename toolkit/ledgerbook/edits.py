"""What the office filled in: 公开状态, 公开文字, 修改人, 修改理由, and who accepted the problem and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from toolkit.ledgerbook.rows import (
    LEDGER_FILE,
    NUMBER,
    OFFICE,
    TEXT,
    Continued,
    continued_texts,
    ledger_rows,
    number_of,
    place_of,
    whole_text,
)
from toolkit.model import ACCEPTANCE_WORDS, EDIT_WORDS, LEDGER_HEADINGS, LEDGER_SHEET, Edit
from toolkit.tables.grid import Tables
from toolkit.tables.headed import HeadedRow

_PUBLIC_TEXT = LEDGER_HEADINGS["public_text"]

def read_edits(tables: Tables, *, file: str = LEDGER_FILE) -> dict[int, Edit]:
    """What the office filled in, by problem number; ``file`` goes into places and sentences.

    Raises Unusable where a filled-in row has no number, two rows of one problem say different
    things, or a cell holds a formula without a value or an error.
    """
    rows, continued = ledger_rows(tables, file), continued_texts(tables, file)
    _refuse_valueless(tables, rows)
    edits: dict[int, Edit] = {}
    for row in rows:
        edit = _edit(row, continued)
        if edit is None:
            continue
        known = edits.setdefault(edit.number, edit)
        if _said(known) != _said(edit):
            raise row.wrong(
                NUMBER, f"本行和第{known.place.row}行都是第{edit.number}项问题，但填写的"
                f"{'、'.join(OFFICE)}不一致。请只留一行再试。")
    return edits


def read_rows(
    tables: Tables, before: Mapping[int, Edit], *, file: str = LEDGER_FILE,
) -> dict[int, Edit]:
    """As ``read_edits``, and a blank Edit where what ``before`` says was cleared.

    A row or a column that is gone says nothing: there ``before`` still holds.
    """
    edits = read_edits(tables, file=file)
    rows = ledger_rows(tables, file)
    gone = [word for word, heading in zip(EDIT_WORDS, OFFICE, strict=True)
            if rows and heading not in rows[0].columns]
    for row in rows:
        number = number_of(row)
        if number is not None and number in before and number not in edits:
            edits[number] = Edit(number, place=place_of(row, _PUBLIC_TEXT), problem=row.raw(TEXT))
    return {
        number: replace(edit, **{word: getattr(before[number], word) for word in gone})
        if number in before else edit for number, edit in edits.items()}


def _edit(row: HeadedRow, continued: Continued) -> Edit | None:
    if row.blank(OFFICE):
        return None
    number = number_of(row)
    if number is None:
        raise row.wrong(
            NUMBER, f"本行填写了{'、'.join(OFFICE)}中的内容，但{NUMBER}不是数字，不知道改的是哪一项。"
            "请补上序号再试。")
    said: dict[str, Any] = {
        word: whole_text(row, heading, continued) if row.text(heading) else ""
        for word, heading in zip(EDIT_WORDS, OFFICE, strict=True)}
    first = _PUBLIC_TEXT if said["text"] else next(h for h in OFFICE if row.text(h))
    plain: dict[str, Any] = {word: text if word in ("text", "reason") else text.strip() for word, text in said.items()}
    return replace(Edit(number, place=place_of(row, first), problem=whole_text(row, TEXT, continued)), **plain)


def acceptance_of(row: HeadedRow, number: int) -> Edit | None:
    """Who accepted a problem, when and upon what; None where the row says nothing of it."""
    said: dict[str, Any] = {word: row.text(heading).strip()
            for word, heading in zip(EDIT_WORDS, OFFICE, strict=True) if word in ACCEPTANCE_WORDS}
    return replace(Edit(number), **said) if any(said.values()) else None


def _refuse_valueless(tables: Tables, rows: list[HeadedRow]) -> None:
    """A formula nobody calculated would read as nothing, and an error as a word to print."""
    columns = rows[0].columns if rows else {}
    office = {columns[heading]: heading for heading in OFFICE if heading in columns}
    numbers = {row.number: row for row in rows}
    for sheet in tables.sheets:
        for cell in sheet.cells if sheet.name == LEDGER_SHEET else ():
            wrong = cell.kind == "error" or (cell.formula is not None and not cell.text)
            if wrong and cell.column in office and cell.row in numbers:
                raise numbers[cell.row].wrong(
                    office[cell.column], "是没有结果的公式或错误值，请改成文字再试。")


def _said(edit: Edit) -> tuple[str, ...]:
    return tuple(getattr(edit, word) for word in EDIT_WORDS)
