"""A Word document (.docx) -> paragraphs and tables in body order, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from toolkit.official.sources.pieces import Grid, Line, Piece, Source, Spot
from toolkit.official.sources.troubles import DAMAGED_WORD
from toolkit.tables.gate import MEGABYTE, Package
from toolkit.tables.word.flow import Placed, Said, blocks_of, body_of, rows_of
from toolkit.tables.word.lists import Numbers
from toolkit.tables.word.parts import Parts

_UNPACKED_LIMIT = 200 * MEGABYTE


def read_word(content: bytes) -> Source:
    """A .docx; a damaged one comes back with its trouble."""
    try:
        body = _Body(Parts.of(Package(content, _UNPACKED_LIMIT)))
        return Source(tuple(body.pieces()), paged=False, spots=body.spots)
    except Exception:  # noqa: BLE001 - a damaged package raises whatever it likes; the clerk needs a sentence
        return Source(trouble=DAMAGED_WORD)


class _Body:
    """One walk through the body; numbers count lines and the rows of tables, ``spots`` tell which they are."""

    def __init__(self, parts: Parts) -> None:
        self._body = body_of(parts.document())
        self._numbers = Numbers(parts)
        self._number = self._order = self._tables = 0
        self.spots: dict[int, Spot] = {}

    def pieces(self) -> Iterator[Piece]:
        """The paragraphs (a line break inside one makes a line of its own) and tables in order."""
        for block in blocks_of(self._body, self._numbers):
            self._order += block.paragraphs if isinstance(block, Said) else 1
            yield from self._block(block)

    def _block(self, block: Said | Element) -> Iterator[Piece]:
        if not isinstance(block, Said):
            yield from self._table(block)
            return
        self._number += 1
        self.spots[self._number] = Spot(line=self._order)
        yield from (Line(self._number, line) for line in block.text.split("\n"))

    def _table(self, table: Element) -> Iterator[Piece]:
        """A table as a grid; one that only frames other text (tables in it) as what it frames."""
        placed = list(rows_of(table))
        framed = [cell.element for row in placed for cell in row]
        if len(framed) <= 2 and any(cell.find(".//{*}tbl") is not None for cell in framed):
            for block in (block for cell in framed for block in blocks_of(cell, self._numbers)):
                yield from self._block(block)
            return
        repeated: set[tuple[int, int]] = set()
        rows = tuple(_rows(placed, self._numbers, repeated))
        first = self._number + 1
        self._tables += 1
        for row in range(1, len(rows) + 1):
            self._number += 1
            self.spots[self._number] = Spot(line=self._order, table=self._tables, row=row)
        yield Grid(first, rows, lines=tuple(range(first, self._number + 1)), repeated=frozenset(repeated))


def _rows(
    placed: Iterable[Iterable[Placed]], numbers: Numbers, repeated: set[tuple[int, int]],
) -> Iterator[tuple[str, ...]]:
    """One text a grid column; a cell merged downwards repeats, one merged sideways leaves blanks."""
    above: dict[int, str] = {}
    for height, row in enumerate(placed):
        texts: list[str] = []
        for cell in row:
            column = cell.column - 1
            texts += [""] * (column - len(texts))
            own = "\n".join(_cell_lines(cell.element, numbers))
            if cell.goes_on and column in above:
                repeated.add((height, column))
            above[column] = above.get(column, "") if cell.goes_on else own.strip()
            texts += [above[column], *[""] * (cell.span - 1)]
        yield tuple(texts)


def _cell_lines(cell: Element, numbers: Numbers) -> Iterator[str]:
    """The paragraphs of a cell; a table inside it gives a line a row."""
    for block in blocks_of(cell, numbers):
        if isinstance(block, Said):
            yield block.text
        else:
            yield from (" ".join(filter(None, row)) for row in _rows(rows_of(block), numbers, set()))
