"""The text of a .doc as paragraphs and tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.tables.word.olddoc.container import Document
from toolkit.tables.word.olddoc.lists import Lists
from toolkit.tables.word.olddoc.properties import Paragraph, Properties
from toolkit.tables.word.sided import Sided, side_by_side
from toolkit.tables.word.symbols import symbol
from toolkit.text import printable

_CELL_END = "\x07"
_MARK = re.compile(r"[\r\x07\x0c]")
_FIELD = re.compile(r"\x13[^\x13-\x15]*(?:\x14([^\x13-\x15]*))?\x15")
_OPEN_FIELD = re.compile(r"\x13[^\x14]*\x14?")
_GONE = re.compile(r"[\x00-\x08\x0e-\x1f\ufffc]")
_PLAIN = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": None, "\xa0": " ", "\x0e": "\n"})


@dataclass(slots=True)
class _Table:
    rows: list[list[Sided]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def whole(self) -> list[list[Sided]]:
        """All rows; cells no row's end came after are a row too."""
        return [*self.rows, side_by_side(self.cells)] if self.cells else self.rows


def blocks_of(document: Document) -> Iterator[str | list[list[Sided]]]:
    """Paragraphs as their text and tables as rows of cells, in order."""
    table: _Table | None = None
    for paragraph, text, end in _paragraphs(document):
        if paragraph.in_table or end == _CELL_END:
            table = table or _Table()
            _take(table, paragraph, text, end)
            continue
        if table is not None:
            yield table.whole()
            table = None
        yield text
    if table is not None:
        yield table.whole()


def _paragraphs(document: Document) -> Iterator[tuple[Paragraph, str, str]]:
    """Each paragraph's properties, its text as a reader sees it, and the mark that ends it."""
    known, lists = Properties(document), Lists(document)
    visible = _visible(document, known)
    start = 0
    for mark in _MARK.finditer(document.text):
        paragraph = known.paragraph(mark.start())
        text = visible[start:mark.start()]
        start = mark.end()
        if mark[0] == "\x0c" and not text:
            continue
        number = "" if paragraph.row_end else lists.printed(paragraph.listed or 0, paragraph.level or 0)
        yield paragraph, number + _plain(text), mark[0]
    if visible[start:].strip("\x00 "):
        yield Paragraph(), _plain(visible[start:]), "\r"


def _visible(document: Document, known: Properties) -> str:
    """The text with deleted and hidden characters blanked (NUL), symbols as what they show."""
    chars = list(document.text)
    gone = sorted(known.unread())
    starts = [start for start, _ in gone]
    symbols = known.symbols()
    if not gone and not symbols:
        return document.text
    for place, char in enumerate(chars):
        offset = document.offset(place)
        at = bisect_right(starts, offset) - 1
        if at >= 0 and offset < gone[at][1] and char not in "\r\x07\x0c":
            chars[place] = "\x00"
        elif offset in symbols:
            chars[place] = symbol(symbols[offset])
    return "".join(chars)


def _plain(text: str) -> str:
    """Without field codes and anchors; breaks and hyphens as what they are."""
    shown = text
    while _FIELD.search(shown):  # from the innermost field outwards
        shown = _FIELD.sub(r"\1", shown)
    # A field over several paragraphs (a table of contents) begins in one and ends in another.
    shown = _OPEN_FIELD.sub("", shown)
    return printable(_GONE.sub("", shown.translate(_PLAIN)).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


# ── tables ───────────────────────────────────────────────────────────────────────────────────────
def _take(table: _Table, paragraph: Paragraph, text: str, end: str) -> None:
    if paragraph.row_end:
        table.rows.append(_row(table.cells, paragraph))
        table.cells, table.lines = [], []
        return
    table.lines.append(text)
    if end == _CELL_END:
        table.cells.append("\n".join(table.lines))
        table.lines = []


def _row(texts: Sequence[str], paragraph: Paragraph) -> list[Sided]:
    """The cells of a row with their sides; without a definition they stand side by side."""
    count = paragraph.row[0] if paragraph.row else 0
    sides = [int.from_bytes(paragraph.row[1 + 2 * i:3 + 2 * i], "little", signed=True) for i in range(count + 1)]
    if count < len(texts) or sides != sorted(sides):
        return side_by_side(texts)
    flags = paragraph.row[1 + 2 * (count + 1):]
    cells: list[Sided] = []
    for index, text in enumerate(texts):
        flag = int.from_bytes(flags[20 * index:20 * index + 2], "little")
        if flag & 3 == 1 and cells:  # merged into the cell before it
            cells[-1].right = sides[index + 1]
            continue
        cells.append(Sided(sides[index], sides[index + 1], text, flag >> 5 & 3 == 1))
    for operand in paragraph.merges:
        if len(operand) >= 2 and operand[0] < len(cells):
            cells[operand[0]].goes_on = operand[1] == 1
    return cells
