"""Widths and heights of the tables: official text stands in full, answers have room."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.issue.form import FilledTable, Line
from toolkit.issue.looks import BODY
from toolkit.model import Column
from toolkit.sheetbook import row_height, text_width

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


def _text(line: Line, name: str) -> str:
    value = line.official.get(name) or line.filled.get(name)
    return value if isinstance(value, str) else ""


def all_widths(table: FilledTable) -> list[float]:
    return [*table.widths, *[_EXTRA_WIDTH] * len(table.extras)]


def line_height(table: FilledTable, line: Line, least: float) -> float:
    """The height of a row: its longest text, and at least the room an answer takes."""
    cells = []
    for column, width in zip(table.columns, table.widths, strict=True):
        text = _text(line, column.field)
        if text:
            cells.append((text, width))
    return row_height(cells, size=BODY, least=least)
