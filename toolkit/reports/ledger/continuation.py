"""Texts longer than an Excel cell: the cell keeps the beginning, the sheet 续文 the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.model import (
    CONTINUED_HEADINGS,
    CONTINUED_MARK,
    CONTINUED_SHEET,
    LEDGER_HEADINGS,
    CellValue,
    Table,
    TableColumn,
)
from toolkit.text import utf16_length

CELL_LIMIT = 32_767
"""UTF-16 units an Excel cell holds."""
_PIECE = 15_000
"""Characters a piece holds: fits a cell even if each takes two units."""
_WIDTHS = (12.0, 7.0, 7.0, 16.0, 6.0, 100.0)


def continued(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables with every text fitting its cell, and 续文 behind them where one did not."""
    pieces: list[tuple[CellValue, ...]] = []
    fitting = tuple(_fitting(table, pieces) for table in tables)
    if not pieces:
        return fitting
    columns = tuple(
        TableColumn(heading, width, "text" if heading in ("栏目", "文字") else "centre")
        for heading, width in zip(CONTINUED_HEADINGS, _WIDTHS, strict=True)
    )
    return (*fitting, Table(CONTINUED_SHEET, columns, tuple(pieces)))


def _fitting(table: Table, pieces: list[tuple[CellValue, ...]]) -> Table:
    if not any(_longest(column) > _PIECE for column in zip(*table.rows, strict=True)):
        return table
    rows = list(table.rows)
    for line, row in enumerate(table.rows):
        if not any(isinstance(value, str) and len(value) > _PIECE for value in row):
            continue
        long = [at for at, value in enumerate(row) if _too_long(value)]
        for at in long:
            pieces.extend(_pieces(table, line, at))
        rows[line] = tuple(
            _beginning(str(value)) if at in long else value for at, value in enumerate(row)
        )
    return replace(table, rows=tuple(rows))


def _longest(column: Sequence[CellValue]) -> int:
    """Characters of the longest value of a column; most columns hold texts only."""
    try:
        return max(map(len, column), default=0)  # type: ignore[arg-type]
    except TypeError:
        return max(map(len, map(str, column)))


def _too_long(value: CellValue) -> bool:
    return isinstance(value, str) and len(value) > _PIECE and utf16_length(value) > CELL_LIMIT


def _beginning(text: str) -> str:
    return text[:_PIECE] + CONTINUED_MARK


def _pieces(table: Table, line: int, at: int) -> Iterator[tuple[CellValue, ...]]:
    headings = [column.heading for column in table.columns]
    number = table.rows[line][headings.index(LEDGER_HEADINGS["number"])] \
        if LEDGER_HEADINGS["number"] in headings else None
    text = str(table.rows[line][at])
    for piece, start in enumerate(range(0, len(text), _PIECE), 1):
        yield (table.name, line + 2, number, headings[at], piece, text[start:start + _PIECE])
