"""One sheet's XML -> its cells as stored, hidden rows and merges (ECMA-376 part 1, 18.3).

Two ways with one outcome: a short one for the plain form nearly all files have (see ``xmlparts``),
and a parser for the rest. ``tests/tables`` proves them equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError, ParserCreate

from toolkit.cellnames import column_letters
from toolkit.tables.addresses import place_of
from toolkit.tables.gate import damaged, refuse
from toolkit.tables.grid import Cell
from toolkit.tables.xmlparts import WITHOUT_REFERENCES, local, referring_text, root_of, unreferenced

_OFTEN = 65_536
MOST_CELLS = 300_000

_SAID = r'<is><t(?: xml:space="preserve")?>{}</t></is>'
_VALUE = (
    r"(?:(?:<f>[^<]*+</f>)?(?:<v>[^<]*+</v>|<v/>)?"
    rf"|{_SAID.format('[^<]*+')})"
)
_CELL = (
    r'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,6}")?(?: t="(?:s|n|b|e|str|inlineStr)")?'
    rf"(?:/>|>{_VALUE}</c>)"
)
_ROW = rf'<row r="[0-9]{{1,7}}"[^<>&]*+>(?:(?<=/>)|(?:{_CELL})*+</row>)'
_ROWS = re.compile(rf"(?:{_ROW})*+")
_FILLED = re.compile(
    r'<c r="([A-Z]+)([0-9]+)"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?>(?=<[fvi])'
    r'(?:<f>([^<]*)</f>)?(?:(?:<v>|<is><t(?: xml:space="preserve")?>)([^<]*))?'
)
_HIDDEN = re.compile(r'<row r="([0-9]+)"(?=[^<>]* hidden="(?:1|true)")')
_OPEN, _CLOSE = "<sheetData>", "</sheetData>"
Merge = tuple[int, int, int, int]

Stored = tuple[str, str, str, str, str, str]
"""A cell as stored: letters and digits of its address, style, type, formula, value; '' where the file says nothing.

A bare tuple: a file has hundreds of them, and they live for a moment only.
"""


class StoredCells(list[Stored]):
    """Cells as stored, some of them blank; those of a sheet nobody fills in are met again and again.

    ``alone``: the same as read, where no strings or styles of the workbook have a part in it.
    """

    alone: tuple[Cell, ...] | None = None


@dataclass(slots=True)
class SheetPart:
    """What one sheet part holds; its cells are not to be changed."""

    cells: StoredCells = field(default_factory=StoredCells)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)


def read_sheet_part(part: bytes, name: str) -> SheetPart:
    """Read a sheet part; ``name`` is the sheet's, for a refusal's sentence."""
    if part.count(b"<v>") > MOST_CELLS:
        _too_many(name)
    return _plain(part) or _long_way(part, name)


def _too_many(name: str) -> NoReturn:
    refuse("hostile", f"工作表“{name}”有内容的单元格超过{MOST_CELLS}个，不是正常的报送表。请删去多余内容后重新报送。")


# ── the short way ────────────────────────────────────────────────────────────────────────────────
def _plain(part: bytes) -> SheetPart | None:
    text = referring_text(part)
    start = text.find(_OPEN) if text else -1
    end = text.find(_CLOSE, start) if text else -1
    if text is None or start < 0 or end < 0:
        return None
    section = text[start + len(_OPEN) : end]
    cells = _seen_again(section) if len(section) <= _OFTEN else _cells_of(section)
    if cells is None:
        return None
    frame = text[: start + len(_OPEN)] + text[end:]
    merges = _frame_again(frame) if len(frame) <= _OFTEN else _merges_of(frame)
    if merges is None:
        return None
    hidden = _HIDDEN.findall(section) if ' hidden="' in section else ()
    return SheetPart(cells, [*merges], set(map(int, hidden)))


def _merges_of(frame: str) -> tuple[Merge, ...] | None:
    """The merges of a sheet by what stands around its rows; None where that is not one bare sheet."""
    root = root_of(frame)
    if root is None or not _one_bare_sheet(root):
        return None
    return tuple(merge for child in root if local(child.tag) == "mergeCells" for merge in _merges(child))


_frame_again = lru_cache(128)(_merges_of)
"""The sheets one office issues have the same frame, whatever unit fills them in."""


def _one_bare_sheet(frame: Element) -> bool:
    rows = [child for child in frame if local(child.tag) == "sheetData"]
    return len(rows) == 1 and not len(rows[0])


def _cells_of(section: str) -> StoredCells | None:
    """The cells of a section of rows; None where it is not of the plain form."""
    if not _ROWS.fullmatch(section):
        return None
    cells = StoredCells(_FILLED.findall(section))
    if "&" not in section:
        return cells
    try:
        return StoredCells([
            (letters, digits, style, type_, unreferenced(formula) if formula else "",
             WITHOUT_REFERENCES[value] if "&" in value else value)
            for letters, digits, style, type_, formula, value in cells])
    except ValueError:  # a reference to no character: the parser has the last word
        return None


_seen_again = lru_cache(32)(_cells_of)
"""The rows of sheets that nobody fills in (填报说明) come back the same from every unit."""


# ── the long way ─────────────────────────────────────────────────────────────────────────────────
def _long_way(part: bytes, name: str) -> SheetPart:
    walk = _Walk(name)
    try:
        walk.parser.Parse(part, True)
    except (ExpatError, ValueError, LookupError):
        damaged(f"工作表“{name}”不完整")
    return walk.found


class _Walk:
    """One pass of expat over a sheet part, without a tree: only rows, cells and merges are looked at.

    ``row`` and ``c`` may leave out ``r``; they then follow the last (18.3.1.73, 18.3.1.4). Elements
    are told by their local names.
    """

    def __init__(self, name: str) -> None:
        self.found = SheetPart()
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._name = name
        self._inside = False
        self._row, self._column = 0, 0
        self._cell: dict[str, str] | None = None
        self._says: dict[str, str] = {}
        self._formula_group: str | None = None
        self._reading_aid = False
        self._text: list[str] = []
        self._shared: dict[str, str] = {}

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if self._cell is not None:
            self._start_in_cell(tag, attributes)
        elif tag == "c" and self._inside:
            self._cell, self._says = attributes, {}
        elif tag == "row" and self._inside:
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
            if attributes.get("hidden") in ("1", "true"):
                self.found.hidden_rows.add(self._row)
        elif tag == "sheetData":
            self._inside = True
        elif tag == "mergeCell":
            corners = attributes.get("ref", "").split(":")
            self.found.merges.append((*place_of(corners[0]), *place_of(corners[-1])))

    def _start_in_cell(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("v", "f", "t"):
            self._text = []
            self.parser.CharacterDataHandler = self._text.append
            if tag == "f":
                self._formula_group = attributes.get("si")
        elif tag == "is":
            self._says["v"] = ""
        elif tag == "rPh":
            self._reading_aid = True

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if self._cell is None:
            self._inside = self._inside and tag != "sheetData"
        elif tag == "c":
            self._end_of_cell(self._cell)
        elif tag in ("v", "f", "t"):
            self.parser.CharacterDataHandler = None
            text = "".join(self._text)
            if tag == "v":
                self._says["v"] = text
            elif tag == "f":
                self._says["f"] = self._formula(text)
            elif not self._reading_aid:
                self._says["v"] = self._says.get("v", "") + text
        elif tag == "rPh":
            self._reading_aid = False

    def _end_of_cell(self, cell: dict[str, str]) -> None:
        self._cell = None
        self._row, self._column = place_of(
            cell.get("r") or f"{column_letters(self._column + 1)}{self._row}")
        if not self._says:
            return
        self.found.cells.append((
            column_letters(self._column), str(self._row), cell.get("s", ""), cell.get("t", ""),
            self._says.get("f", ""), self._says.get("v", "")))
        if len(self.found.cells) > MOST_CELLS:
            _too_many(self._name)

    def _formula(self, text: str) -> str:
        """The formula; a cell that shares one says it as the first cell of the group does."""
        if self._formula_group is None:
            return text or "…"
        if text:
            self._shared[self._formula_group] = text
        return self._shared.get(self._formula_group, "…")


def _number(text: str | None, otherwise: int) -> int:
    return otherwise if text is None else int(text)


def _merges(element: Element) -> Iterator[Merge]:
    for child in element:
        corners = child.get("ref", "").split(":")
        yield (*place_of(corners[0]), *place_of(corners[-1]))
