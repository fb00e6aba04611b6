"""What python-calamine drops of an xlsb: error values, hidden rows and percent ([MS-XLSB] 2.1.4, 2.4).

An error cell read as blank or 35% as 0.35 would be a silent wrong answer, so the records are looked at once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.tables import formats
from toolkit.tables.addresses import LAST_COLUMN, LAST_ROW
from toolkit.tables.biff import ERRORS
from toolkit.tables.gate import RESAVE, Package, damaged, refuse
from toolkit.tables.grid import Cell, Sheet
from toolkit.tables.relations import relations_of

_WORKBOOK, _STYLES = "xl/workbook.bin", "xl/styles.bin"
_ROW, _CELL_ERROR, _FORMULA_ERROR, _BUNDLED = 0, 3, 11, 156
_RK, _REAL, _FORMULA_NUMBER = 2, 5, 9
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_HIDDEN = 0x10
_LEAST = 9
"""Bytes of a cell with an error: column, style, code."""


def completed_xlsb(content: bytes, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets with their errors and hidden rows; ``Refused`` where errors cannot be told a sheet."""
    package = Package(content)
    parts = list(_sheet_parts(package))
    if len(parts) == len(sheets):
        percent = _percent_styles(package.part(_STYLES)) if _STYLES in package else frozenset()
        return tuple(_completed(sheet, package.part(part) if part in package else b"", percent)
                     for sheet, part in zip(sheets, parts, strict=True))
    found = (n for n in package.names() if n.startswith("xl/worksheets/") and n.endswith(".bin"))
    if any(kind in (_CELL_ERROR, _FORMULA_ERROR) for n in found for kind, _ in records(package.part(n))):
        refuse("unsupported", f"这个 .xlsb 工作簿里有错误值（如 #REF!），不能准确读取。{RESAVE}。")
    return sheets


def _sheet_parts(package: Package) -> Iterator[str]:
    """The part of each sheet in the order of their tabs (2.4.304 BrtBundleSh)."""
    if _WORKBOOK not in package:
        return
    targets = {relation.id: relation.target for relation in relations_of(package, _WORKBOOK)}
    for kind, body in records(package.part(_WORKBOOK)):
        if kind == _BUNDLED:
            length = int.from_bytes(body[8:12], "little")
            yield targets.get(body[12 : 12 + 2 * length].decode("utf-16-le", "replace"), "")


def _percent_styles(part: bytes) -> frozenset[int]:
    """The cell styles that show a number as a percentage (2.4.697 BrtFmt, 2.4.821 BrtXF)."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    of_cells = False
    for kind, body in records(part):
        of_cells = kind == _STYLES_BEGIN or (of_cells and kind != _STYLES_END)
        if kind == _FORMAT and len(body) >= 6:
            length = int.from_bytes(body[2:6], "little")
            codes[int.from_bytes(body[:2], "little")] = body[6 : 6 + 2 * length].decode("utf-16-le", "replace")
        elif kind == _STYLE and of_cells:
            styles.append(int.from_bytes(body[2:4], "little"))
    return frozenset(n for n, code in enumerate(styles)
                     if formats.shape_of(code, codes.get(code)) == "percent")


def _in_percent(cell: Cell) -> Cell:
    return cell._replace(text=formats.percent(cell.text)) if cell.kind == "number" else cell


def _completed(sheet: Sheet, part: bytes, percent: frozenset[int] = frozenset()) -> Sheet:
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    hidden: set[int] = set()
    row = 0
    for kind, body in records(part):
        if kind == _ROW and len(body) > 11:
            row = int.from_bytes(body[:4], "little") + 1
            hidden |= {row} if body[11] & _HIDDEN else set()
        elif kind in (_RK, _REAL, _FORMULA_NUMBER) and int.from_bytes(body[4:7], "little") in percent:
            place = row, int.from_bytes(body[:4], "little") + 1
            cells |= {place: _in_percent(cells[place])} if place in cells else {}
        elif kind in (_CELL_ERROR, _FORMULA_ERROR) and len(body) >= _LEAST:
            column = int.from_bytes(body[:4], "little") + 1
            if row > LAST_ROW or column > LAST_COLUMN:
                damaged(f"有超出表格范围的单元格（第{row}行第{column}列）")
            text = ERRORS.get(body[8], "#N/A")
            formula = "…" if kind == _FORMULA_ERROR else None
            cells[row, column] = Cell(row, column, "error", text, None, formula)
    return replace(sheet, cells=tuple(cells[place] for place in sorted(cells)), hidden_rows=frozenset(hidden))


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a binary part (2.1.4): kind and body; kind and size stand in 7-bit bytes."""
    place = 0
    while place < len(part):
        kind, place = _seven_bits(part, place, 2)
        size, place = _seven_bits(part, place, 4)
        yield kind, part[place : place + size]
        place += size


def _seven_bits(part: bytes, place: int, most: int) -> tuple[int, int]:
    value = 0
    for n in range(most):
        byte = part[place + n] if place + n < len(part) else 0
        value |= (byte & 0x7F) << (7 * n)
        if byte < 0x80:
            return value, place + n + 1
    return value, place + most
