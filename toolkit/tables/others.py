"""The other table files: xls, et and xlsb by python-calamine (in the child only), and text.

Calamine gives values without percent formats, formulas and hidden rows, and drops error values:
those are read from the file itself (see ``biff`` and ``xlsb``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from toolkit.tables import formats
from toolkit.tables.gate import RESAVE, Package, damaged, refuse
from toolkit.tables.grid import Cell, CellKind, Sheet, SheetState, Tables
from toolkit.tables.sheetxml import MOST_CELLS
from toolkit.tables.sniff import decoded

_DELIMITERS = "\t,，;|"
_KEPT_TEXT = re.compile(r'="([^"]*)"')
_VISIBLE: dict[str, SheetState] = {"Hidden": "hidden", "VeryHidden": "veryHidden"}


# ── by python-calamine ───────────────────────────────────────────────────────────────────────────
def read_with_calamine(kind: str, content: bytes) -> Tables:
    """Read an xls (et) or xlsb workbook; raises ``Refused``."""
    import python_calamine

    from toolkit.tables import biff, xlsb

    if kind == "xlsb":
        Package(content)  # the gate: what it refuses never reaches the library
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = tuple(_sheet(book, entry) for entry in book.sheets_metadata)
    except python_calamine.PasswordError:
        refuse("encrypted", "文件加密，无法读取。请去掉密码后重新报送。")
    except python_calamine.CalamineError:
        damaged("工作簿结构不完整")
    complete = biff.completed_sheets if kind == "xls" else xlsb.completed_xlsb
    return Tables(kind, complete(content, sheets))


def _sheet(book: Any, entry: Any) -> Sheet:
    state = _VISIBLE.get(str(entry.visible).rpartition(".")[2], "visible")
    if not str(entry.typ).endswith("WorkSheet"):
        return Sheet(entry.name, state)
    sheet = book.get_sheet_by_name(entry.name)
    first_row, first_column = sheet.start or (0, 0)
    rows = sheet.to_python(skip_empty_area=True)
    merges = tuple(
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Sheet(entry.name, state, tuple(_cells(rows, first_row, first_column)), merges)


def _cells(rows: Iterable[Iterable[Any]], first_row: int, first_column: int) -> Iterator[Cell]:
    for row, values in enumerate(rows, first_row + 1):
        for column, value in enumerate(values, first_column + 1):
            if value is not None and value != "":
                kind, text, day = _shown(value)
                yield Cell(row, column, kind, text, day)


def _shown(value: Any) -> tuple[CellKind, str, date | None]:
    if isinstance(value, str):
        return "text", value, None
    if isinstance(value, bool):
        return "bool", "TRUE" if value else "FALSE", None
    if isinstance(value, (int, float)):
        return "number", formats.plain_number(float(value)), None
    if isinstance(value, (date, time, timedelta)):
        return _shown_day(value)
    return "text", str(value), None


def _shown_day(value: date | time | timedelta) -> tuple[CellKind, str, date | None]:
    if isinstance(value, datetime):
        return "date", formats.moment_text(value), value.date()
    if isinstance(value, date):
        return "date", value.isoformat(), value
    if isinstance(value, time):
        return "text", value.isoformat("seconds" if value.second else "minutes"), None
    return "text", formats.clock(value.total_seconds() / 86_400), None


# ── text ─────────────────────────────────────────────────────────────────────────────────────────
def read_text(content: bytes) -> Tables:
    """Separated values in UTF-8, UTF-16 or GB 18030; one sheet without a name of its own."""
    text = decoded(content)
    if text is None:
        refuse("unknown", f"认不出文件里的文字编码。{RESAVE}。")
    if text.count("\n") > MOST_CELLS:
        refuse("hostile", f"文件超过{MOST_CELLS}行，不是正常的报送表。请删去多余内容后重新报送。")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        cells = tuple(
            Cell(row, column, "text", _unquoted(value))
            for row, values in enumerate(lines, 1)
            for column, value in enumerate(values, 1)
            if value
        )
    except csv.Error:
        damaged("文字里的分隔符或引号不成对")
    return Tables("csv", (Sheet("Sheet1", cells=cells),))


def _unquoted(value: str) -> str:
    """How programs keep a text from becoming a number: ="0013" is 0013."""
    kept = _KEPT_TEXT.fullmatch(value) if value.startswith("=") else None
    return kept[1] if kept else value


def _delimiter(text: str) -> str:
    """The separator that stands in most of the first lines, quoted text aside; a comma where none does."""
    lines = re.sub(r'"[^"]*"', "", text[:100_000]).splitlines()[:20]
    counts = {mark: sum(mark in line for line in lines) for mark in _DELIMITERS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","
