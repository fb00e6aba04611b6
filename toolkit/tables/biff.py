"""What python-calamine drops: error values, hidden rows ([MS-XLS] 2.4, [MS-XLSB] 2.3).

An error cell read as blank would be a silent wrong answer, so the records are looked at once more.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from toolkit.tables.gate import RESAVE, Package, refuse
from toolkit.tables.grid import Cell, Sheet

_BOUND_SHEET, _BEGIN, _ROW, _ERROR, _FORMULA = 0x85, 0x809, 0x208, 0x205, 0x06
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}


@dataclass(slots=True)
class _Found:
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)


def with_errors_and_hidden_rows(content: bytes, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets with their error cells and hidden rows; as they were where there is no BIFF 8."""
    stream = _workbook_stream(content)
    starts = [int.from_bytes(body[:4], "little") for kind, body in _records(stream, 0)
              if kind == _BOUND_SHEET]
    if len(starts) != len(sheets):
        return sheets
    return tuple(
        _completed(sheet, _look(stream, start)) for sheet, start in zip(sheets, starts, strict=True)
    )


def _workbook_stream(content: bytes) -> bytes:
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as compound:
        for name in ("Workbook", "Book"):
            if compound.exists(name):
                return bytes(compound.openstream(name).read())
    return b""


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Records from ``start`` to the end of that substream: kind, body."""
    place = start
    while place + 4 <= len(stream):
        kind = int.from_bytes(stream[place:place + 2], "little")
        size = int.from_bytes(stream[place + 2:place + 4], "little")
        if kind == 0x0A:
            return
        yield kind, stream[place + 4:place + 4 + size]
        place += 4 + size


def _look(stream: bytes, start: int) -> _Found:
    found = _Found()
    depth = 0
    for kind, body in _records(stream, start):
        depth += kind == _BEGIN
        if depth != 1:
            break  # An embedded chart begins; the cells stand before it.
        if kind == _ROW and len(body) >= 16 and body[12] & 0x20:
            found.hidden_rows.add(int.from_bytes(body[:2], "little") + 1)
        elif (code := _error_code(kind, body)) is not None:
            place = (int.from_bytes(body[:2], "little") + 1, int.from_bytes(body[2:4], "little") + 1)
            found.errors[place] = _ERRORS.get(code, "#N/A")
    return found


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _ERROR and len(body) >= 8 and body[7] == 1:
        return body[6]
    if kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _completed(sheet: Sheet, found: _Found) -> Sheet:
    cells = [cell for cell in sheet.cells if (cell.row, cell.column) not in found.errors]
    cells += [Cell(row, column, "error", text) for (row, column), text in found.errors.items()]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(sheet, cells=tuple(cells), hidden_rows=frozenset(found.hidden_rows))


# ── xlsb ─────────────────────────────────────────────────────────────────────────────────────────
def refuse_errors_of_xlsb(package: Package) -> None:
    """Raise ``Refused`` where a sheet of an xlsb holds an error value (BrtCellError, BrtFmlaError)."""
    sheets = (n for n in package.names() if n.startswith("xl/worksheets/") and n.endswith(".bin"))
    if any(kind in (3, 11) for name in sheets for kind in _binary_records(package.part(name))):
        refuse("unsupported", f"这个 .xlsb 工作簿里有错误值（如 #REF!），不能准确读取。{RESAVE}。")


def _binary_records(part: bytes) -> Iterator[int]:
    """The kinds of the records of a binary part ([MS-XLSB] 2.1.4): kind and size in 7-bit bytes."""
    place = 0
    while place < len(part):
        kind, place = _seven_bits(part, place, 2)
        size, place = _seven_bits(part, place, 4)
        yield kind
        place += size


def _seven_bits(part: bytes, place: int, most: int) -> tuple[int, int]:
    value = 0
    for n in range(most):
        byte = part[place + n] if place + n < len(part) else 0
        value |= (byte & 0x7F) << (7 * n)
        if byte < 0x80:
            return value, place + n + 1
    return value, place + most
