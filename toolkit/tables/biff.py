"""What python-calamine drops: error values, hidden rows, percent, formulas ([MS-XLS] 2.4).

An error cell read as blank or 35% as 0.35 would be a silent wrong answer, so the records are looked at
once more. Formulas are not taken apart: that there is one is what counts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from toolkit.tables import formats
from toolkit.tables.grid import Cell, Sheet

_BOUND_SHEET, _BEGIN, _ROW, _ERROR, _FORMULA = 0x85, 0x809, 0x208, 0x205, 0x06
_FORMAT, _STYLE, _NUMBER, _RK, _MANY_RK = 0x41E, 0xE0, 0x203, 0x27E, 0xBD
_FORMULA_THERE = "…"
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}


@dataclass(slots=True)
class _Found:
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)


def completed_sheets(content: bytes, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets with errors, formulas, percents and hidden rows; as they were where there is no BIFF 8."""
    stream = _workbook_stream(content)
    whole = list(_records(stream, 0))
    starts = [int.from_bytes(body[:4], "little") for kind, body in whole if kind == _BOUND_SHEET]
    if len(starts) != len(sheets):
        return sheets
    percent = _percent_styles(whole)
    return tuple(
        _completed(sheet, _look(stream, start, percent))
        for sheet, start in zip(sheets, starts, strict=True)
    )


def _percent_styles(records: list[tuple[int, bytes]]) -> frozenset[int]:
    """The cell styles that show a number as a percentage (2.4.126 Format, 2.4.353 XF)."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    for kind, body in records:
        if kind == _FORMAT and len(body) > 5:
            wide = body[4] & 1
            codes[_two(body, 0)] = body[5:].decode("utf-16-le" if wide else "latin-1", "replace")
        elif kind == _STYLE:
            styles.append(_two(body, 2))
    return frozenset(n for n, code in enumerate(styles)
                     if formats.shape_of(code, codes.get(code)) == "percent")


def _two(body: bytes, at: int) -> int:
    return int.from_bytes(body[at:at + 2], "little")


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


def _look(stream: bytes, start: int, percent: frozenset[int] = frozenset()) -> _Found:
    found = _Found()
    depth = 0
    for kind, body in _records(stream, start):
        depth += kind == _BEGIN
        if depth != 1:
            break  # An embedded chart begins; the cells stand before it.
        if kind == _ROW and len(body) >= 16 and body[12] & 0x20:
            found.hidden_rows.add(int.from_bytes(body[:2], "little") + 1)
        elif (code := _error_code(kind, body)) is not None:
            found.errors[_two(body, 0) + 1, _two(body, 2) + 1] = ERRORS.get(code, "#N/A")
        if kind == _FORMULA:
            found.formulas.add((_two(body, 0) + 1, _two(body, 2) + 1))
        found.percents.update(_percents(kind, body, percent))
    return found


def _percents(kind: int, body: bytes, percent: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The places of a record whose numbers are shown as percentages."""
    row, column = _two(body, 0) + 1, _two(body, 2) + 1
    if kind in (_NUMBER, _RK, _FORMULA) and _two(body, 4) in percent:
        yield row, column
    elif kind == _MANY_RK:
        for n, at in enumerate(range(4, len(body) - 2, 6)):
            if _two(body, at) in percent:
                yield row, column + n


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _ERROR and len(body) >= 8 and body[7] == 1:
        return body[6]
    if kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _completed(sheet: Sheet, found: _Found) -> Sheet:
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    for place in found.percents & cells.keys():
        if cells[place].kind == "number":
            cells[place] = cells[place]._replace(text=formats.percent(cells[place].text))
    for place in found.formulas:
        cell = cells.get(place, Cell(*place, "text", ""))
        cells[place] = cell._replace(formula=_FORMULA_THERE)
    for place, text in found.errors.items():
        formula = _FORMULA_THERE if place in found.formulas else None
        cells[place] = Cell(*place, "error", text, None, formula)
    return replace(sheet, cells=tuple(cells[place] for place in sorted(cells)),
                   hidden_rows=frozenset(found.hidden_rows))
