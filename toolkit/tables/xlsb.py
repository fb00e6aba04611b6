"""What python-calamine drops of an xlsb: error values and hidden rows ([MS-XLSB] 2.1.4, 2.4).

An error cell read as blank would be a silent wrong answer, so the records are looked at once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.tables.addresses import LAST_COLUMN, LAST_ROW
from toolkit.tables.biff import ERRORS
from toolkit.tables.gate import RESAVE, Package, damaged, refuse
from toolkit.tables.grid import Cell, Sheet
from toolkit.tables.relations import relations_of

_WORKBOOK = "xl/workbook.bin"
_ROW, _CELL_ERROR, _FORMULA_ERROR, _BUNDLED = 0, 3, 11, 156
_HIDDEN = 0x10
_LEAST = 9
"""Bytes of a cell with an error: column, style, code."""


def completed_xlsb(content: bytes, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets with their errors and hidden rows; ``Refused`` where errors cannot be told a sheet."""
    package = Package(content)
    parts = list(_sheet_parts(package))
    if len(parts) == len(sheets):
        return tuple(_completed(sheet, package.part(part) if part in package else b"")
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


def _completed(sheet: Sheet, part: bytes) -> Sheet:
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    hidden: set[int] = set()
    row = 0
    for kind, body in records(part):
        if kind == _ROW and len(body) > 11:
            row = int.from_bytes(body[:4], "little") + 1
            hidden |= {row} if body[11] & _HIDDEN else set()
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
