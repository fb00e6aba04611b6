"""A ruled table as rows of text; rows and heads that go on over a page's end are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.official.sources.pdf.glyphs import Row, rows_of
from toolkit.official.sources.pdf.paragraphs import Set, habit_of, joined, set_rows
from toolkit.official.sources.pdf.ruled import Table, same_lines

_MOST_HEAD = 3


@dataclass(slots=True, eq=False)
class Cell:
    """The rows of print in a cell; a cell merged downwards is one object in all its rows."""

    printed: list[Set] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs, each on a line."""
        return "\n".join(text for _, text in joined(self.printed, habit_of(self.printed)))


@dataclass(slots=True)
class Printed:
    """A table as rows of cells, None in a field that a merged cell covers sideways; each row's page."""

    rows: list[list[Cell | None]]
    pages: list[int]
    xs: Sequence[float]
    last_page: int

    def goes_on_in(self, other: Printed) -> bool:
        """Whether a table at the head of the next page has the same columns."""
        return same_lines(self.xs, other.xs) and other.last_page == self.last_page + 1

    def take(self, other: Printed) -> None:
        """Go on with the table of the next page: its repeated head dropped, a broken row mended."""
        head = 0
        least = min(len(self.rows), len(other.rows), _MOST_HEAD)
        while head < least and _texts(self.rows[head]) == _texts(other.rows[head]):
            head += 1
        rows, pages = other.rows[head:], other.pages[head:]
        if rows and _is_rest(_texts(self.rows[-1]), _texts(rows[0])):
            _mend(self.rows[-1], rows)
            rows, pages = rows[1:], pages[1:]
        self.rows += rows
        self.pages += pages
        self.last_page = other.last_page

    def repeated(self) -> frozenset[tuple[int, int]]:
        """The fields that repeat the cell above: it is merged down over them."""
        return frozenset(
            (row, column)
            for row in range(1, len(self.rows))
            for column, cell in enumerate(self.rows[row])
            if cell is not None and cell.printed and cell is self.rows[row - 1][column]
        )

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The whole table as text."""
        return tuple(map(_texts, self.rows))


def _texts(row: Sequence[Cell | None]) -> tuple[str, ...]:
    return tuple(cell.text if cell else "" for cell in row)


def _is_rest(last: Sequence[str], first: Sequence[str]) -> bool:
    """Whether a page's first row is the rest of the last one: nothing stands in its first cells."""
    said = [place for place, text in enumerate(first) if text]
    begun = [place for place, text in enumerate(last) if text]
    return bool(said) and bool(begun) and said[0] > begun[0]


def _mend(last: list[Cell | None], rows: list[list[Cell | None]]) -> None:
    """Put the cells of the first of ``rows`` to those above them, wherever a merged one stands."""
    for place, (above, cell) in enumerate(zip(last, rows[0], strict=True)):
        if above is None or cell is None:
            continue
        above.printed += cell.printed
        for row in rows:
            if row[place] is cell:
                row[place] = above


def printed_table(table: Table, page: int) -> Printed:
    """The cells of a table that stands on one page; rows without a word are left out."""
    rows = {root: rows_of(held, gap=99) for root, held in table.held.items()}
    rights = _rights(table, rows)
    cells = {
        root: Cell(set_rows(printed, min(row.left for row in printed), rights[root], page=page))
        for root, printed in rows.items() if printed
    }  # fmt: skip
    height, width = len(table.ys) - 1, len(table.xs) - 1
    shown = [
        [_shown(table, cells, row, column) for column in range(width)]
        for row in range(height)
        if any(table.cells[row, column] in cells for column in range(width))
    ]
    return Printed(shown, [page] * len(shown), table.xs, page)


def _shown(table: Table, cells: dict[tuple[int, int], Cell], row: int, column: int) -> Cell | None:
    root = table.cells[row, column]
    return cells.setdefault(root, Cell()) if root[1] == column else None


def _rights(table: Table, rows: dict[tuple[int, int], list[Row]]) -> dict[tuple[int, int], float]:
    """How far text reaches in cells that end at the same line: the widest row found there."""
    edges = {cell: table.right_of(cell) for cell in rows}
    reach: dict[float, float] = {}
    for cell, printed in rows.items():
        reach[edges[cell]] = max([reach.get(edges[cell], 0.0), *(row.right for row in printed)])
    found = {}
    for cell, printed in rows.items():
        edge = edges[cell]
        size = printed[0].size if printed else 10.0
        # Where no row is full the line itself, less the usual padding, is the bound.
        found[cell] = reach[edge] if edge - reach[edge] < 1.6 * size else edge - 0.6 * size
    return found
