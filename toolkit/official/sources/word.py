"""A Word document (.docx) -> paragraphs and tables in body order.

python-docx leaves out tracked insertions and automatic numbers; both are text to a reader. Deleted
text, headers, footers and text boxes are not read (ISO/IEC 29500-1, 17.13.5 and 17.9).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from toolkit.official.sources.pieces import Grid, Line, Piece, Source, Spot
from toolkit.official.sources.symbols import symbol
from toolkit.official.sources.troubles import DAMAGED_WORD
from toolkit.official.sources.wordnumbers import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNPACKED_LIMIT = 200 * 1024 * 1024
_SKIPPED = frozenset(
    _W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object", "delText", "instrText")
)
_MARKS = {
    _W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "softHyphen": "",
}


def read_word(content: bytes) -> Source:
    """A .docx; a damaged one comes back with its trouble."""
    try:
        body = _Body(_opened(content))
        return Source(tuple(body.pieces()), paged=False, spots=body.spots)
    except Exception:  # noqa: BLE001 - a damaged package raises whatever it likes; the clerk needs a sentence
        return Source(trouble=DAMAGED_WORD)


def _opened(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _UNPACKED_LIMIT:
            raise ValueError("the package unpacks to more than any plan needs")
    import docx

    return docx.Document(io.BytesIO(content))


class _Body:
    """One walk through the body; numbers count lines and the rows of tables, ``spots`` tell which they are."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._numbering = Numbering(document)
        self._number = self._order = self._tables = 0
        self.spots: dict[int, Spot] = {}

    def pieces(self) -> Iterator[Piece]:
        """The paragraphs (a line break inside one makes a line of its own) and tables in order."""
        pending = ""
        for element in _blocks(self._body):
            self._order += 1
            if element.tag == _W + "tbl":
                yield from self._table(element)
                continue
            text = pending + self._numbering.printed(element) + _text(element)
            # The end of a paragraph deleted with change tracking joins it with the next one.
            pending = text if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None else ""
            if not pending:
                yield from self._lines(text)
        if pending:
            yield from self._lines(pending)

    def _lines(self, text: str) -> Iterator[Line]:
        self._number += 1
        self.spots[self._number] = Spot(line=self._order)
        yield from (Line(self._number, line) for line in text.split("\n"))

    def _table(self, table: Any) -> Iterator[Piece]:
        """A table as a grid; one that only frames other text (tables in it) as what it frames."""
        cells = list(table.iterfind(f"{_W}tr/{_W}tc"))
        if len(cells) <= 2 and any(cell.find(f".//{_W}tbl") is not None for cell in cells):
            for element in (element for cell in cells for element in _blocks(cell)):
                if element.tag == _W + "tbl":
                    yield from self._table(element)
                else:
                    yield from self._lines(self._numbering.printed(element) + _text(element))
            return
        repeated: set[tuple[int, int]] = set()
        rows = tuple(_rows(table, self._numbering, repeated))
        first = self._number + 1
        self._tables += 1
        for row in range(1, len(rows) + 1):
            self._number += 1
            self.spots[self._number] = Spot(line=self._order, table=self._tables, row=row)
        yield Grid(first, rows, lines=tuple(range(first, self._number + 1)), repeated=frozenset(repeated))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those within content controls and tracked insertions."""
    for child in parent:
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml"):
            yield from _blocks(child)


def _text(element: Any) -> str:
    """The text of a paragraph as accepted: insertions kept, deletions dropped."""
    parts = []
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == _W + "t":
            parts.append(child.text or "")
        elif child.tag == _W + "sym":
            parts.append(symbol(int(child.get(_W + "char", "0"), 16)))
        elif child.tag in _MARKS:
            parts.append("" if child.get(_W + "type") == "page" else _MARKS[child.tag])
        elif child.tag.endswith("}AlternateContent"):
            continue
        else:
            parts.append(_text(child))
    return "".join(parts)


def _rows(table: Any, numbering: Numbering, repeated: set[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    """One text a grid column; a cell merged downwards repeats, one merged sideways leaves blanks."""
    above: dict[int, str] = {}
    height = -1
    for row in table.iterchildren(_W + "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        height += 1
        texts: list[str] = []
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        texts += [""] * (min(int(before.get(_W + "val", "0")), 64) if before is not None else 0)
        for cell in row.iter(_W + "tc"):
            if next(cell.iterancestors(_W + "tbl")) is not table:
                continue
            span, merged = _merging(cell)
            column = len(texts)
            own = "\n".join(_cell_lines(cell, numbering))
            if merged and column in above:
                repeated.add((height, column))
            above[column] = above.get(column, "") if merged else own.strip()
            texts += [above[column], *[""] * (span - 1)]
        yield tuple(texts)


def _cell_lines(cell: Any, numbering: Numbering) -> Iterator[str]:
    """The paragraphs of a cell; a table inside it gives a line a row."""
    for element in _blocks(cell):
        if element.tag == _W + "p":
            yield numbering.printed(element) + _text(element)
        else:
            yield from (" ".join(filter(None, row)) for row in _rows(element, numbering, set()))


def _merging(cell: Any) -> tuple[int, bool]:
    """How many grid columns a cell spans, and whether it continues the one above."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    width = int(span.get(_W + "val", "1")) if span is not None else 1
    return max(1, min(width, 64)), merge is not None and merge.get(_W + "val", "continue") == "continue"
