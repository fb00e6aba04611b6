"""xlsx and xlsm: one pass over the parts that hold cells; no other part is opened.

Transitional and Strict (ISO/IEC 29500-4 and -1) are read alike, by local names.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from toolkit.model import column_letters
from toolkit.tables import formats
from toolkit.tables.gate import Package, damaged
from toolkit.tables.grid import Cell, CellKind, Sheet, SheetState, Tables
from toolkit.tables.sheetxml import PLACES, Place, SheetPart, read_sheet_part
from toolkit.tables.strings import shared_strings, unescaped
from toolkit.tables.xmlparts import local, parsed

_CELL = tuple.__new__
_STATES: dict[str, SheetState] = {"hidden": "hidden", "veryHidden": "veryHidden"}


class Relation(NamedTuple):
    """A relationship of a part: its id, the last word of its type, the part it leads to."""

    id: str
    type: str
    folder: str
    written: str

    @property
    def target(self) -> str:
        """The name of the part, worked out only for the few parts that are read."""
        return posixpath.normpath(posixpath.join("/", self.folder, self.written))[1:]


def read_xlsx(content: bytes, *, kind: str = "xlsx") -> Tables:
    """Read a whole workbook; raises ``Refused``."""
    package = Package(content)
    book = _Book(package)
    return Tables(kind, tuple(book.sheets()), _properties(package))


def _relations(package: Package, part: str) -> list[Relation]:
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return []
    return [
        Relation(
            child.get("Id", ""), child.get("Type", "").rpartition("/")[2],
            folder, child.get("Target", ""),
        )
        for child in parsed(package.xml(path), path)
        if child.get("TargetMode") != "External"
    ]


def _properties(package: Package) -> dict[str, str]:
    """Custom document properties (ECMA-376 part 1, 22.3)."""
    if "docProps/custom.xml" not in package:
        return {}
    root = parsed(package.xml("docProps/custom.xml"), "docProps/custom.xml")
    return {
        child.get("name", ""): unescaped("".join(child.itertext())) for child in root
    }


class _Book:
    """A workbook half read: its parts, and strings and styles as soon as a cell asks for them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        starts = [r.target for r in _relations(package, "") if r.type == "officeDocument"]
        self._part = starts[0] if starts else "xl/workbook.xml"
        self._relations = _relations(package, self._part)
        self._root = parsed(package.xml(self._part), self._part)
        self._from_1904 = any(
            child.get("date1904") in ("1", "true")
            for child in self._root if local(child.tag) == "workbookPr"
        )

    def sheets(self) -> Iterator[Sheet]:
        """The worksheets in the order of their tabs; charts and dialogs hold no cells."""
        targets = {relation.id: relation for relation in self._relations}
        for element in _children(self._root, "sheets"):
            identity = next((v for k, v in element.attrib.items() if local(k) == "id"), "")
            relation = targets.get(identity)
            if relation is None:
                damaged(f"工作表“{element.get('name', '')}”没有内容")
            if relation.type == "worksheet":
                yield self._sheet(element, relation.target)

    def _sheet(self, element: Element, target: str) -> Sheet:
        name = unescaped(element.get("name", ""))
        found = read_sheet_part(self._package.xml(target), name)
        state = _STATES.get(element.get("state", ""), "visible")
        cells = self._cells(found, name)
        return Sheet(name, state, cells, tuple(found.merges), frozenset(found.hidden_rows))

    # ── cells ────────────────────────────────────────────────────────────────────────────────────
    def _cells(self, part: SheetPart, sheet: str) -> tuple[Cell, ...]:
        # Most cells are shared strings: the one loop of this house that is written for speed.
        strings, cells, previous, in_order = self._strings, list[Cell](), (0, 0), True
        count = len(strings)
        for address, style, type_, formula, value in part.cells:
            place = PLACES[address]
            in_order = in_order and place > previous
            previous = place
            if type_ == "s" and value:
                index = int(value) if value.isdecimal() else count
                if index >= count:
                    damaged(f"工作表“{sheet}”{address}的文字在文件里找不到")
                if (text := strings[index]) or formula:
                    said = unescaped(formula) if formula else None
                    cells.append(_CELL(Cell, (*place, "text", text, None, said)))
            elif type_ == "inlineStr" and value and not formula:
                cells.append(_CELL(Cell, (*place, "text", unescaped(value), None, None)))
            elif value or formula:
                cells.append(self._other(place, style, type_, unescaped(formula) or None, value))
        return tuple(cells if in_order else _sorted(cells, sheet))

    def _other(
        self, place: Place, style: str, type_: str, formula: str | None, value: str
    ) -> Cell:
        if not value:
            return Cell(*place, "text", "", None, formula)
        kind, text, day = self._value(type_, value, style)
        return Cell(*place, kind, text, day, formula)

    @cached_property
    def _strings(self) -> list[str]:
        return self._shared("sharedStrings")

    def _shared(self, type_: str) -> list[str]:
        for relation in self._relations:
            if relation.type == type_:
                return shared_strings(self._package.xml(relation.target))
        return []

    def _value(self, type_: str, value: str, style: str) -> tuple[CellKind, str, date | None]:
        if type_ in ("str", "inlineStr"):
            return "text", unescaped(value), None
        if type_ == "e":
            return "error", value, None
        if type_ == "b":
            return "bool", "TRUE" if value.strip() in ("1", "true") else "FALSE", None
        if type_ == "d":
            return _iso(value)
        return self._number(value.strip(), style)

    def _number(self, raw: str, style: str) -> tuple[CellKind, str, date | None]:
        shape = self._shape(style) if style else "plain"
        try:
            plain = formats.written_number(raw)
        except ValueError:
            return "text", raw, None
        if shape == "plain":
            return "number", plain, None
        if shape == "percent":
            return "number", formats.percent(raw), None
        return numbered_day(float(raw), shape, plain, from_1904=self._from_1904)

    def _shape(self, style: str) -> formats.Shape:
        index = int(style) if style.isdecimal() else 0
        return self._shapes[index] if index < len(self._shapes) else "plain"

    @cached_property
    def _shapes(self) -> list[formats.Shape]:
        """What each cell style makes of a number (18.8.10 cellXfs, 18.8.31 numFmts)."""
        target = next((r.target for r in self._relations if r.type == "styles"), None)
        if target is None:
            return []
        return _shapes_of(parsed(self._package.xml(target), target))


@lru_cache(16)
def _shapes_of(root: Element) -> list[formats.Shape]:
    codes = {
        child.get("numFmtId", ""): child.get("formatCode", "")
        for child in _children(root, "numFmts")
    }
    return [
        formats.shape_of(_whole(number), codes.get(number))
        for style in _children(root, "cellXfs")
        for number in (style.get("numFmtId", "0"),)
    ]


def _sorted(cells: list[Cell], sheet: str) -> list[Cell]:
    """Cells by row and column; a place that stands twice has no one truth, so it is refused."""
    cells.sort(key=lambda cell: cell[:2])
    for one, other in pairwise(cells):
        if one[:2] == other[:2]:
            address = f"{column_letters(one.column)}{one.row}"
            damaged(f"工作表“{sheet}”{address}在文件里出现了两次，无法断定以哪个为准")
    return cells


def numbered_day(
    value: float, shape: formats.Shape, plain: str, *, from_1904: bool
) -> tuple[CellKind, str, date | None]:
    """A number in a date or time format; one that is no day stays the number it is."""
    if shape == "time" and value >= 0:
        return "text", formats.clock(value), None
    when = formats.moment(value, from_1904=from_1904)
    if when is None:
        return "number", plain, None
    return "date", formats.moment_text(when), when.date()


def _iso(value: str) -> tuple[CellKind, str, date | None]:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return "text", value, None
    return "date", formats.moment_text(when), when.date()


def _children(root: Element, name: str) -> Iterator[Element]:
    for child in root:
        if local(child.tag) == name:
            yield from child


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0
