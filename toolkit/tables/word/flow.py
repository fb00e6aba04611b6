"""The body of a .docx as it reads: insertions count, deletions do not, automatic numbers are printed.

Elements are known by their local names, so that Strict and Transitional are one (ISO/IEC 29500-1, 17.4,
17.9, 17.13.5). Headers, footers and text boxes are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from toolkit.tables.word.lists import Numbers
from toolkit.tables.word.symbols import symbol
from toolkit.tables.xmlparts import attribute, child_of, local

_SKIPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "delText", "instrText", "txbxContent",
     "Fallback", "pict", "object"})
_AROUND_BLOCKS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml"})
_AROUND_CELLS = frozenset({"sdt", "sdtContent", "customXml"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WIDEST = 256
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class Said:
    """A text, what of it is struck through, the ids of comments and the number of pictures at it.

    ``paragraphs``: of how many paragraphs of the document it is made.
    """

    text: str = ""
    struck: str = ""
    comments: list[str] = field(default_factory=list)
    pictures: int = 0
    paragraphs: int = 0

    def take(self, element: Element, *, struck: bool = False) -> None:
        """Add what stands in a paragraph, a run or whatever stands around runs."""
        for child in element:
            name = local(child.tag)
            if name in _SKIPPED:
                continue
            if name == "t":
                self.text += child.text or ""
                self.struck += (child.text or "") if struck else ""
            elif name in _MARKS:
                self.text += _MARKS[name] if attribute(child, "type") != "page" else ""
            elif name == "sym":
                self.text += _symbol(attribute(child, "char"))
            elif name == "commentReference":
                self.comments.append(attribute(child, "id"))
            elif name == "drawing":
                self.pictures += sum(local(inner.tag) == "blip" for inner in child.iter())
            else:
                self.take(child, struck=_strikes(child) if name == "r" else struck)


def blocks_of(parent: Iterable[Element], numbers: Numbers) -> Iterator[Said | Element]:
    """Paragraphs as they read and tables as they stand, in order.

    The end of a paragraph deleted with change tracking joins it with the next one.
    """
    said: Said | None = None
    for element in _blocks(parent):
        if local(element.tag) == "tbl":
            if said:
                yield said
                said = None
            yield element
            continue
        said = said or Said()
        said.paragraphs += 1
        said.text += numbers.printed(element)
        said.take(element)
        if not _end_deleted(element):
            yield said
            said = None
    if said:
        yield said


def body_of(document: Element) -> Iterable[Element]:
    """What stands in the body."""
    body = child_of(document, "body")
    return () if body is None else body


def _blocks(parent: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables, also those within content controls and tracked insertions."""
    for child in parent:
        name = local(child.tag)
        if name in ("p", "tbl"):
            yield child
        elif name in _AROUND_BLOCKS:
            yield from _blocks(child)


def _end_deleted(paragraph: Element) -> bool:
    mark = _property(paragraph, "pPr", "rPr")
    return mark is not None and child_of(mark, "del") is not None


def _strikes(run: Element) -> bool:
    return any(
        found is not None and attribute(found, "val") not in _OFF
        for found in (_property(run, "rPr", "strike"), _property(run, "rPr", "dstrike")))


def _symbol(code: str) -> str:
    try:
        return symbol(int(code, 16))
    except ValueError:
        return "□"


# ── tables ───────────────────────────────────────────────────────────────────────────────────────
class Placed(NamedTuple):
    """A cell of a table: its first grid column (from 1), how many it spans, whether it goes on from above."""

    column: int
    span: int
    goes_on: bool
    element: Element


def rows_of(table: Element) -> Iterator[list[Placed]]:
    """The rows of a table, those deleted with change tracking left out."""
    for line in _lines(table):
        column = 1 + _number(_property(line, "trPr", "gridBefore"), 0)
        placed: list[Placed] = []
        for cell in _cells(line):
            merge = _property(cell, "tcPr", "vMerge")
            goes_on = merge is not None and (attribute(merge, "val") or "continue") == "continue"
            placed.append(Placed(column, max(1, _number(_property(cell, "tcPr", "gridSpan"), 1)), goes_on, cell))
            column += placed[-1].span
        yield placed


def _lines(table: Element) -> Iterator[Element]:
    for child in table:
        name = local(child.tag)
        if name == "tr" and _property(child, "trPr", "del") is None:
            yield child
        elif name in _AROUND_BLOCKS:
            yield from _lines(child)


def _cells(line: Element) -> Iterator[Element]:
    for child in line:
        name = local(child.tag)
        if name == "tc":
            yield child
        elif name in _AROUND_CELLS:
            yield from _cells(child)


def _property(element: Element, properties: str, name: str) -> Element | None:
    found = child_of(element, properties)
    return None if found is None else child_of(found, name)


def _number(element: Element | None, otherwise: int) -> int:
    """A number of grid columns; a table has not more of them than ``_WIDEST``."""
    text = attribute(element, "val") if element is not None else ""
    return min(int(text), _WIDEST) if text.isdecimal() and len(text) < 6 else otherwise
