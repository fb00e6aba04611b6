"""Widths and heights of the tables: official text stands in full, answers have room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.issue.form import FilledTable, Line
from toolkit.issue.looks import BODY
from toolkit.model import Column
from toolkit.sheetbook import row_height, text_width

if TYPE_CHECKING:
    from toolkit.pattern import PatternColumn, PatternTable

_MOST_LINES = 21
"""Lines of 12 points the tallest row holds, with a little to spare."""
_WIDEST = 84.0
_EXTRA_WIDTH = 16.0


def fitted_widths(columns: Sequence[Column], lines: Sequence[Line]) -> tuple[float, ...]:
    """The declared widths; a column is made wider where a text would not fit the tallest row."""
    return tuple(_fitted(column, lines) for column in columns)


def _fitted(column: Column, lines: Sequence[Line]) -> float:
    longest = 0.0
    for line in lines:
        text = _text(line, column.field)
        if len(text) > column.width:  # shorter ones take two lines at most
            longest = max(longest, text_width(text) + text.count("\n") * column.width / 2)
    return min(max(column.width, longest / _MOST_LINES + 2), max(_WIDEST, column.width))


def office_table(
    sheet: str, office: PatternTable, lines: Sequence[Line], extras: Sequence[str],
) -> FilledTable:
    """A table in the office's columns; one is made wider only where a text would not fit at all."""
    columns = tuple(placed.column for placed in office.columns)
    widths = tuple(_office_width(placed, lines) for placed in office.columns)
    return FilledTable(sheet, office.header[1], columns, widths, extras, lines,
                       tuple(placed.number for placed in office.columns))


def _office_width(placed: PatternColumn, lines: Sequence[Line]) -> float:
    fitted = _fitted(replace(placed.column, width=placed.width), lines)
    return max(placed.width, fitted)


def _text(line: Line, name: str) -> str:
    value = line.official.get(name) or line.filled.get(name)
    return value if isinstance(value, str) else ""


def all_widths(table: FilledTable) -> list[float]:
    """Widths of the sheet's columns from the first; a column between ours is as wide as an own one."""
    placed = dict(zip(table.at, table.widths, strict=True))
    return [placed.get(number, _EXTRA_WIDTH) for number in range(1, table.width + 1)]


def line_height(
    table: FilledTable, line: Line, least: float, sizes: Sequence[float] | None = None,
) -> float:
    """The height of a row: its longest text, and at least the room an answer takes.

    ``sizes``: font sizes by column, where they are not all ours.
    """
    cells, tallest = [], least
    for at, (column, width) in enumerate(zip(table.columns, table.widths, strict=True)):
        text = _text(line, column.field)
        if text and sizes:
            tallest = max(tallest, row_height(((text, width),), size=sizes[at]))
        elif text:
            cells.append((text, width))
    return tallest if sizes else row_height(cells, size=BODY, least=least)
