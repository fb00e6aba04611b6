"""What a sheet's element ``cols`` says of its columns (ECMA-376 part 1, 18.3.1.13): widths, hidden ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^<>]*?)/?>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_MOST = 500
_HEAD = 65_536


def hidden_columns(part: bytes) -> frozenset[int]:
    """Numbers of the columns hidden on a sheet; ``part`` is its XML."""
    if b"hidden" not in _head(part):  # most sheets: then no column need be taken apart
        return frozenset()
    hidden = (said for said in _columns(part) if said.get(b"hidden") in (b"1", b"true"))
    return frozenset(number for said in hidden for number in _span(said))


def column_widths(part: bytes) -> Mapping[int, float]:
    """Widths in digits by column, where somebody set one; hidden columns keep none."""
    widths: dict[int, float] = {}
    for said in _columns(part):
        if b"width" in said and said.get(b"hidden") not in (b"1", b"true"):
            widths |= dict.fromkeys(_span(said), float(said[b"width"]))
    return widths


def _columns(part: bytes) -> Iterator[Mapping[bytes, bytes]]:
    for column in _COLUMN.finditer(_head(part)):
        yield dict(_ATTRIBUTE.findall(column[1]))


def _head(part: bytes) -> bytes:
    return part[:_HEAD].partition(b"sheetData")[0]


def _span(said: Mapping[bytes, bytes]) -> range:
    first, last = said.get(b"min", b""), said.get(b"max", b"")
    if not (first.isdigit() and last.isdigit()):
        return range(0)
    return range(int(first), min(int(last), int(first) + _MOST, 16_384) + 1)


def widths_of(content: bytes) -> Mapping[str, Mapping[int, float]]:
    """Column widths of a workbook of our own (xlsx), by sheet and column; {} where it cannot be read."""
    from toolkit.tables.gate import Package, Refused
    from toolkit.tables.xlsx import worksheet_parts

    try:
        package = Package(content)
        return {name: column_widths(package.part(part)) for name, part in worksheet_parts(package)}
    except Refused:
        return {}
