"""A Word 97–2003 document (.doc, .wps) -> paragraphs and tables in order, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.official.sources.pieces import Line, Piece, Source, Spot
from toolkit.official.sources.sided import grid_of
from toolkit.official.sources.troubles import DOC_LOCKED, DOC_OLD, NO_TEXT
from toolkit.tables.word.olddoc import Locked, TooOld, blocks_of, opened
from toolkit.tables.word.olddoc.container import Document
from toolkit.tables.word.sided import Sided


def read_old_word(content: bytes) -> Source:
    """The document, or its trouble; a damaged one raises whatever it likes."""
    try:
        document = opened(content)
    except Locked:
        return Source(trouble=DOC_LOCKED)
    except TooOld:
        return Source(trouble=DOC_OLD)
    spots: dict[int, Spot] = {}
    pieces = tuple(_pieces(document, spots))
    if not pieces:
        return Source(trouble=NO_TEXT)
    return Source(pieces, paged=False, spots=spots)


def _pieces(document: Document, spots: dict[int, Spot]) -> Iterator[Piece]:
    """Paragraphs and tables in order; ``spots`` tell which paragraph or row a number is."""
    number = tables = 0
    for order, block in enumerate(blocks_of(document), 1):
        if isinstance(block, str):
            number += 1
            spots[number] = Spot(line=order)
            yield from (Line(number, line) for line in block.split("\n"))
            continue
        tables += 1
        yield grid_of([[_close(cell) for cell in row] for row in block], number + 1, spots, Spot(line=order, table=tables))
        number += max(1, len(block))


def _close(cell: Sided) -> Sided:
    """A cell without the empty lines that only make room in it."""
    return replace(cell, text="\n".join(line for line in cell.text.split("\n") if line.strip()).strip())
