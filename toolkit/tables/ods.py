"""ods: one pass over ``content.xml`` (OpenDocument 1.3 part 3, 9.1).

Read by ourselves and not by calamine, which drops error values, merges and hidden rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree.ElementTree import Element

from toolkit.tables import formats
from toolkit.tables.addresses import LAST_COLUMN, LAST_ROW
from toolkit.tables.gate import RESAVE, Package, refuse
from toolkit.tables.grid import Cell, CellKind, Note, Sheet, SheetState, Tables
from toolkit.tables.sheetxml import MOST_CELLS, Merge
from toolkit.tables.xmlparts import attribute, local, parsed

_ROW_GROUPS = frozenset({"table-row-group", "table-header-rows", "table-rows"})
_CLOCK = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2}(?:[.,]\d+)?)S")
_CELLS = frozenset({"table-cell", "covered-table-cell"})


def read_ods(content: bytes) -> Tables:
    """Read an OpenDocument spreadsheet; raises ``Refused``."""
    package = Package(content)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.part("META-INF/manifest.xml"):
        refuse("encrypted", "文件加密，无法读取。请去掉密码后重新报送。")
    root = parsed(package.xml("content.xml"), "content.xml")
    hidden = _hidden_styles(root)
    tables = root.iterfind("{*}body/{*}spreadsheet/{*}table")
    return Tables("ods", tuple(_sheet(table, hidden) for table in tables))


def _hidden_styles(root: Element) -> frozenset[str]:
    """The styles whose tables are not shown (16.2 style:style, table:display)."""
    return frozenset(
        attribute(style, "name")
        for style in root.iterfind("{*}automatic-styles/{*}style")
        for properties in style.iterfind("{*}table-properties")
        if attribute(properties, "display") == "false"
    )


@dataclass(slots=True)
class _Found:
    cells: list[Cell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)


def _sheet(table: Element, hidden: frozenset[str]) -> Sheet:
    name = attribute(table, "name")
    found, row = _Found(), 1
    for line in _rows(table):
        times = _count(line, "number-rows-repeated")
        filled = _row(line, row, found)
        if attribute(line, "visibility") in ("collapse", "filter"):
            found.hidden_rows.update(range(row, min(row + times, LAST_ROW + 1)))
        for again in range(1, times if filled else 1):
            found.cells.extend(cell._replace(row=row + again) for cell in filled)
            _bound(found, name)
        row += times
        _bound(found, name)
    state: SheetState = "hidden" if attribute(table, "style-name") in hidden else "visible"
    return Sheet(
        name, state, tuple(found.cells), tuple(found.merges), frozenset(found.hidden_rows),
        tuple(found.notes),
    )


def _bound(found: _Found, name: str) -> None:
    far = found.cells and (found.cells[-1].row > LAST_ROW or found.cells[-1].column > LAST_COLUMN)
    if far or len(found.cells) > MOST_CELLS:
        refuse("hostile", f"工作表“{name}”的内容超出正常范围，未读取。{RESAVE}，并删去多余的内容。")


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        name = local(child.tag)
        if name == "table-row":
            yield child
        elif name in _ROW_GROUPS:
            yield from _rows(child)


def _row(line: Element, row: int, found: _Found) -> list[Cell]:
    """Take the cells of a row; returns them, for the rows that repeat it."""
    filled, column = list[Cell](), 1
    for element in line:
        if local(element.tag) not in _CELLS:
            continue
        times = _count(element, "number-columns-repeated")
        cell = _cell(element, row, column)
        if cell is not None:
            filled.extend(cell._replace(column=column + n) for n in range(min(times, LAST_COLUMN + 1)))
        for comment in element.iterfind("{*}annotation"):
            said = "\n".join(_text(child) for child in comment if local(child.tag) == "p")
            found.notes.append(Note(row, column, "comment", said))
        down, right = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
        if down * right > 1:
            found.merges.append((row, column, row + down - 1, column + right - 1))
        column += times
    found.cells.extend(filled)
    return filled


def _cell(element: Element, row: int, column: int) -> Cell | None:
    formula = attribute(element, "formula").partition("=")[2] or None
    text = "\n".join(_text(child) for child in element if local(child.tag) == "p")
    kind, shown, day = _value(element, text)
    if not shown and not formula:
        return None
    return Cell(row, column, kind, shown, day, formula)


def _value(element: Element, text: str) -> tuple[CellKind, str, date | None]:
    types = {v for k, v in element.attrib.items() if local(k) == "value-type"}
    try:
        if types & {"float", "currency", "percentage"}:
            shape = formats.percent if "percentage" in types else formats.written_number
            return "number", shape(attribute(element, "value")), None
        if "date" in types:
            when = datetime.fromisoformat(attribute(element, "date-value"))
            return "date", formats.moment_text(when), when.date()
        if "time" in types and (clock := _CLOCK.fullmatch(attribute(element, "time-value"))):
            hours, minutes, seconds = (float(part.replace(",", ".")) for part in clock.groups())
            return "text", formats.clock((hours * 3600 + minutes * 60 + seconds) / 86_400), None
    except (ValueError, ArithmeticError):
        return "text", text, None
    if "boolean" in types:
        return "bool", attribute(element, "boolean-value").upper(), None
    return ("error" if "error" in types else "text"), text, None


def _text(element: Element) -> str:
    """A paragraph as it is seen: runs of blanks and breaks are elements of their own (6.1.2)."""
    pieces = [element.text or ""]
    for child in element:
        name = local(child.tag)
        if name == "s":
            pieces.append(" " * min(_count(child, "c"), 32_767))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name not in ("annotation", "ruby-text"):
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _count(element: Element, name: str) -> int:
    text = attribute(element, name)
    return int(text) if text.isdecimal() and len(text) < 8 and int(text) else 1
