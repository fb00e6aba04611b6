"""Pages with their tables and rows -> pieces in reading order, each with its page and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.official.sources.pdf.columns import Column, columns_of
from toolkit.official.sources.pdf.glyphs import Row, median
from toolkit.official.sources.pdf.paragraphs import Set, habit_of, joined, set_rows
from toolkit.official.sources.pdf.ruled import Table
from toolkit.official.sources.pdf.tabular import Printed, printed_table
from toolkit.official.sources.pieces import Grid, Line, Piece, Source, Spot


@dataclass(slots=True)
class Sheet:
    """A page: its width, its tables from the top, and its rows outside them."""

    number: int
    width: float
    tables: list[Table]
    rows: list[Row]


Part = Column | Table
_ENOUGH = 3
"""So many full rows tell where a column ends."""


def assembled(sheets: Sequence[Sheet]) -> Source:
    """The whole document, its spots by page and line (or row of a table)."""
    return _Assembly(sheets).source()


def _parts(sheet: Sheet) -> Iterator[Part]:
    """The columns and tables of a page in reading order."""
    rows = sheet.rows
    for table in sheet.tables:
        yield from columns_of([row for row in rows if row.base > table.top])
        yield table
        rows = [row for row in rows if row.base <= table.top]
    yield from columns_of(rows)


class _Assembly:
    """One pass over the pages; text and tables that go on over a page's end are put together."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._parts = [(sheet.number, part) for sheet in sheets for part in _parts(sheet)]
        self._columns = [part for _, part in self._parts if isinstance(part, Column)]
        self._alone = _alone(sheets, self._parts)
        self._pieces: list[Piece] = []
        self._spots: dict[int, Spot] = {}
        self._number = 0
        self._tables = 0

    def source(self) -> Source:
        runs = list(self._runs())
        habit = habit_of([row for run in runs if isinstance(run, list) for row in run])
        for run in runs:
            if isinstance(run, Printed):
                self._take_table(run)
                continue
            for first, text in joined(run, habit):
                self._number += 1
                self._spots[self._number] = Spot(line=first.line, page=first.page)
                self._pieces.append(Line(self._number, text))
        return Source(tuple(self._pieces), spots=self._spots)

    def _runs(self) -> Iterator[list[Set] | Printed]:
        """Rows that follow each other without a table between them, and tables with what continues them."""
        run: list[Set] = []
        table: Printed | None = None
        lines: dict[int, int] = {}
        for page, part in self._parts:
            if isinstance(part, Table):
                if run:
                    yield run
                    run = []
                printed = printed_table(part, page)
                if table is not None and table.goes_on_in(printed):
                    table.take(printed)
                    continue
                if table is not None:
                    yield table
                table = printed
                continue
            if table is not None:
                yield table
                table = None
            start = lines.get(page, 0)
            lines[page] = start + len(part.rows)
            left, right = self._sides(part)
            run += set_rows(part.rows, left, right, page=page, numbers=range(start + 1, lines[page] + 1))
        yield from [run] if run else [table] if table else []

    def _sides(self, column: Column) -> tuple[float, float]:
        """The sides a column is set between: its own, or those of a fuller one it stands under.

        The last column of a text may be short, or a title; its rows alone do not tell how wide it is.
        """
        size = column.rows[0].size
        best = column
        for other in self._columns:
            holds = other.left - size <= column.left and column.right <= other.right + size
            if holds and len(other.rows) > len(best.rows):
                best = other
        left, right = _left(best), _right(best)
        full = sum(row.right > right - 0.7 * row.size for row in best.rows)
        if full < _ENOUGH and self._alone.get(id(best)):
            # Too few rows to tell where full ones end: the right margin is taken to be as wide as the left.
            right = max(right, self._alone[id(best)] - left - size)
        return left, right

    def _take_table(self, printed: Printed) -> None:
        self._tables += 1
        first = self._number + 1
        for place, page in enumerate(printed.pages):
            self._number += 1
            self._spots[self._number] = Spot(line=place + 1, page=page, table=self._tables, row=place + 1)
        self._pieces.append(Grid(
            first, printed.texts(), lines=tuple(range(first, self._number + 1)), repeated=printed.repeated()))


def _alone(sheets: Sequence[Sheet], parts: Sequence[tuple[int, Part]]) -> dict[int, float]:
    """The columns that have their height of the page to themselves, with the width of the page."""
    widths = {sheet.number: sheet.width for sheet in sheets}
    columns = [(page, part) for page, part in parts if isinstance(part, Column)]
    return {
        id(column): widths[page]
        for page, column in columns
        if not any(at == page and other is not column and _beside(column, other) for at, other in columns)
    }


def _beside(column: Column, other: Column) -> bool:
    return column.rows[-1].base <= other.rows[0].base and other.rows[-1].base <= column.rows[0].base


def _body(column: Column) -> list[Row]:
    """The rows in the column's usual size: a headline may be wider than what stands under it."""
    usual = median([row.size for row in column.rows])
    return [row for row in column.rows if 0.85 * usual <= row.size <= 1.15 * usual]


def _left(column: Column) -> float:
    return min(row.left for row in _body(column))


def _right(column: Column) -> float:
    """Where full rows end; a stop hanging over the edge does not count."""
    body = _body(column)
    solid = [row.right for row in body if row.glyphs[-1].char not in "，。、；：）》”"]
    return max(solid or [row.right for row in body])
