"""The rows of the ledger's sheet 问题, by heading, long texts joined from 续文."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.model import (
    CONTINUED_HEADINGS,
    CONTINUED_MARK,
    CONTINUED_SHEET,
    LEDGER_HEADINGS,
    LEDGER_SHEET,
    OFFICE_FIELDS,
    Place,
    Unusable,
)
from toolkit.tables.grid import Tables
from toolkit.tables.headed import HeadedRow, headed_rows
from toolkit.text import read_numeral

LEDGER_FILE = "整改台账.xlsx"
NUMBER = LEDGER_HEADINGS["number"]
TEXT = "问题"
OFFICE = tuple(LEDGER_HEADINGS[name] for name in OFFICE_FIELDS)

Continued = Mapping[tuple[int | None, str], str]
"""Whole texts of the sheet 续文, by problem number and heading."""


def ledger_rows(tables: Tables, file: str) -> list[HeadedRow]:
    """The rows of 问题. Raises Unusable where the sheet or its column 序号 cannot be found."""
    if all(sheet.name != LEDGER_SHEET for sheet in tables.sheets):
        raise Unusable(
            f"{file}里没有工作表“{LEDGER_SHEET}”。如果改过表名，请改回“{LEDGER_SHEET}”；"
            "如果删掉了，请从备份恢复后再试。")
    headings = (*LEDGER_HEADINGS.values(), TEXT)
    return list(headed_rows(tables, file, LEDGER_SHEET, headings, (NUMBER,)))


def number_of(row: HeadedRow) -> int | None:
    """The problem a row is about; None where its 序号 says no number."""
    return read_numeral(row.text(NUMBER))


def place_of(row: HeadedRow, heading: str) -> Place:
    return Place(row.file, row.sheet, row.number, row.columns.get(heading))


def continued_texts(tables: Tables, file: str) -> Continued:
    """What 续文 holds of the sheet 问题, its pieces joined in their order."""
    if all(sheet.name != CONTINUED_SHEET for sheet in tables.sheets):
        return {}
    of_sheet, _, number, heading, piece, text = CONTINUED_HEADINGS
    rows = headed_rows(tables, file, CONTINUED_SHEET, CONTINUED_HEADINGS, CONTINUED_HEADINGS)
    ours = [row for row in rows if row.text(of_sheet) == LEDGER_SHEET]
    whole: dict[tuple[int | None, str], str] = {}
    for row in sorted(ours, key=lambda row: read_numeral(row.text(piece)) or 0):
        key = (read_numeral(row.text(number)), row.text(heading))
        whole[key] = whole.get(key, "") + row.raw(text)
    return whole


def whole_text(row: HeadedRow, heading: str, continued: Continued) -> str:
    """A cell's text; the whole of it where the cell still says that it goes on in 续文."""
    text = row.raw(heading)
    if text.endswith(CONTINUED_MARK):
        return continued.get((number_of(row), heading), text)
    return text
