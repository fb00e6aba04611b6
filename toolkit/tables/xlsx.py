"""xlsx and xlsm: one pass over the parts that hold cells; no other part is opened.

Transitional and Strict (ISO/IEC 29500-4 and -1) are read alike, by local names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element

from toolkit.cellnames import column_letters
from toolkit.tables import formats
from toolkit.tables.addresses import COLUMNS, Place, row_number
from toolkit.tables.attached import attached_notes, struck_inline, struck_strings, struck_styles
from toolkit.tables.columns import hidden_columns
from toolkit.tables.gate import Package, damaged
from toolkit.tables.grid import Cell, CellKind, Note, Sheet, SheetState, Tables
from toolkit.tables.relations import relations_of
from toolkit.tables.sheetxml import SheetPart, read_sheet_part
from toolkit.tables.strings import shared_strings, unescaped
from toolkit.tables.xmlparts import local, parsed

_CELL = tuple.__new__
_STATES: dict[str, SheetState] = {"hidden": "hidden", "veryHidden": "veryHidden"}


def read_xlsx(content: bytes, *, kind: str = "xlsx") -> Tables:
    """Read a whole workbook; raises ``Refused``."""
    package = Package(content)
    book = _Book(package)
    return Tables(kind, tuple(book.sheets()), _properties(package))


def worksheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet of a workbook."""
    for element, target in _Book(package).worksheets():
        yield unescaped(element.get("name", "")), target


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
        starts = [r.target for r in relations_of(package, "") if r.type == "officeDocument"]
        self._part = starts[0] if starts else "xl/workbook.xml"
        self._relations = relations_of(package, self._part)
        self._root = parsed(package.xml(self._part), self._part)
        self._from_1904 = any(
            child.get("date1904") in ("1", "true")
            for child in self._root if local(child.tag) == "workbookPr"
        )

    def sheets(self) -> Iterator[Sheet]:
        """The worksheets in the order of their tabs; charts and dialogs hold no cells."""
        return (self._sheet(element, target) for element, target in self.worksheets())

    def worksheets(self) -> Iterator[tuple[Element, str]]:
        """What the workbook says of each worksheet, and its part."""
        targets = {relation.id: relation for relation in self._relations}
        for element in _children(self._root, "sheets"):
            identity = next((v for k, v in element.attrib.items() if local(k) == "id"), "")
            relation = targets.get(identity)
            if relation is None:
                damaged(f"工作表“{element.get('name', '')}”没有内容")
            if relation.type == "worksheet":
                yield element, relation.target

    def _sheet(self, element: Element, target: str) -> Sheet:
        name = unescaped(element.get("name", ""))
        part = self._package.xml(target)
        found = read_sheet_part(part, name)
        state = _STATES.get(element.get("state", ""), "visible")
        cells = self._cells(found, name)
        notes = (*attached_notes(self._package, target, part), *self._struck(found, part, target))
        return Sheet(name, state, cells, tuple(found.merges), frozenset(found.hidden_rows), notes,
                     hidden_columns(part))

    def _struck(self, found: SheetPart, part: bytes, target: str) -> Iterator[Note]:
        """The cells struck through, whole or in part; a workbook without a strike costs two looks."""
        yield from struck_inline(part, target)
        styles, strings = self._struck_styles, self._struck_strings
        for letters, digits, style, type_, _, value in found.cells if styles or strings else ():
            number = int(value) if type_ == "s" and value.isdecimal() else -1
            if value and style.isdecimal() and int(style) in styles:
                said = self._strings[number] if number >= 0 else unescaped(value)
                yield Note(row_number(digits), COLUMNS[letters], "struck", said)
            elif number in strings:
                yield Note(row_number(digits), COLUMNS[letters], "struck", strings[number])

    # ── cells ────────────────────────────────────────────────────────────────────────────────────
    def _cells(self, part: SheetPart, sheet: str) -> tuple[Cell, ...]:
        # Most cells are shared strings: the one loop of this house that is written for speed.
        if part.cells.alone is not None:
            return part.cells.alone
        strings, cells, alone, in_order = self._strings, list[Cell](), True, True
        row, before, said_row = 0, 0, ""
        for letters, digits, style, type_, formula, value in part.cells:
            column = COLUMNS[letters]
            if digits == said_row:
                in_order = in_order and column > before
            else:
                above, row, said_row = row, row_number(digits), digits
                in_order = in_order and row > above
            before = column
            if type_ == "s" and value:
                alone = False
                index = int(value) if value.isdecimal() else len(strings)
                if index >= len(strings):
                    damaged(f"工作表“{sheet}”{letters}{digits}的文字在文件里找不到")
                if (text := strings[index]) or formula:
                    said = unescaped(formula) if formula else None
                    cells.append(_CELL(Cell, (row, column, "text", text, None, said)))
            elif type_ == "inlineStr" and value and not formula:
                text = unescaped(value) if "_x" in value else value
                cells.append(_CELL(Cell, (row, column, "text", text, None, None)))
            elif value or formula:
                alone = False
                said = unescaped(formula) or None
                cells.append(self._other((row, column), style, type_, said, value))
        found = tuple(cells if in_order else _sorted(cells, sheet))
        part.cells.alone = found if alone else None
        return found

    def _other(
        self, place: Place, style: str, type_: str, formula: str | None, value: str
    ) -> Cell:
        if not value:
            return Cell(*place, "text", "", None, formula)
        kind, text, day = self._value(type_, value, style)
        return Cell(*place, kind, text, day, formula)

    @cached_property
    def _strings(self) -> list[str]:
        part = self._string_part
        return shared_strings(part) if part else []

    @cached_property
    def _string_part(self) -> bytes:
        return self._part_of("sharedStrings")

    @cached_property
    def _style_part(self) -> bytes:
        return self._part_of("styles")

    @cached_property
    def _struck_strings(self) -> Mapping[int, str]:
        return struck_strings(self._string_part)

    @cached_property
    def _struck_styles(self) -> frozenset[int]:
        styles = any(r.type == "styles" and r.target in self._package for r in self._relations)
        return struck_styles(self._style_part) if styles else frozenset()

    def _part_of(self, type_: str) -> bytes:
        """The one part of a kind; b'' where there is none."""
        target = next((r.target for r in self._relations if r.type == type_), None)
        return self._package.xml(target) if target else b""

    def _value(self, type_: str, value: str, style: str) -> tuple[CellKind, str, date | None]:
        if type_ in ("str", "inlineStr"):
            return "text", unescaped(value), None
        if type_ == "e":
            return "error", value, None
        if type_ == "b":
            return "bool", "TRUE" if value.strip() in ("1", "true") else "FALSE", None
        if type_ == "d":
            return formats.iso_day(value)
        return self._number(value.strip(), style)

    def _number(self, raw: str, style: str) -> tuple[CellKind, str, date | None]:
        return formats.numbered(raw, self._shape(style) if style else "plain", from_1904=self._from_1904)

    def _shape(self, style: str) -> formats.Shape:
        index = int(style) if style.isdecimal() else 0
        return self._shapes[index] if index < len(self._shapes) else "plain"

    @cached_property
    def _shapes(self) -> list[formats.Shape]:
        """What each cell style makes of a number (18.8.10 cellXfs, 18.8.31 numFmts)."""
        return _shapes_of(parsed(self._style_part, "styles.xml")) if self._style_part else []


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


def _children(root: Element, name: str) -> Iterator[Element]:
    for child in root:
        if local(child.tag) == name:
            yield from child


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0
