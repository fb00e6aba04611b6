"""Header recognition: which row of a sheet is the header, and which column is which field.

Headings are compared by their matching key, so width of punctuation, spaces and the `*` of a required
column do not matter; what a field may be called is declared once, in the profile.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.model import Column, Profile
from toolkit.tables.grid import Cell, Sheet
from toolkit.text import matching_key

_ORNAMENT = re.compile(r"[*＊]|[（(]必填[)）]")
_SEARCH_DEPTH = 60
"""Rows below the first that are looked at for a header; a title and a head take ten."""

_NEEDED: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "problems": (frozenset({"number", "text"}), frozenset({"status", "progress"})),
    "measures": (frozenset({"ordinal", "text"}), frozenset({"done"})),
}
"""What a table must have at least: one column that says which row it is, one that answers."""


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header row: its fields by column number, and headings nobody knows (附加内容)."""

    table: str
    row: int
    fields: Mapping[int, Column]
    unknown: Mapping[int, str]

    @property
    def columns(self) -> Mapping[str, int]:
        return {column.field: number for number, column in self.fields.items()}


def heading_key(text: str) -> str:
    """Matching key of a heading without `*`, （必填） and closing colons."""
    return matching_key(_ORNAMENT.sub("", text)).strip(":")


def rows_of(sheet: Sheet) -> Mapping[int, list[Cell]]:
    """The cells of a sheet by row number, rows in order."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in sheet.cells:
        rows[cell.row].append(cell)
    return rows


def find_header(rows: Mapping[int, list[Cell]], profile: Profile) -> Header | None:
    """The best header row of a sheet for any table of the profile; None where there is none."""
    best: Header | None = None
    for table in _NEEDED:
        vocabulary = _vocabulary(profile.on(table))
        for number in list(rows)[:_SEARCH_DEPTH]:
            header = _as_header(table, number, rows[number], vocabulary)
            if header and (best is None or len(header.fields) > len(best.fields)):
                best = header
    return best


def head_fields(profile: Profile) -> Mapping[str, Column]:
    """The head's fields (填报单位 …) by matching key."""
    return _vocabulary(profile.on("head"))


def _vocabulary(columns: Iterable[Column]) -> Mapping[str, Column]:
    known: dict[str, Column] = {}
    for column in columns:
        known[heading_key(column.heading)] = column
    for column in columns:
        for name in column.names:
            known.setdefault(heading_key(name), column)
    return known


def _as_header(
    table: str, row: int, cells: Iterable[Cell], vocabulary: Mapping[str, Column],
) -> Header | None:
    fields: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    taken: set[str] = set()
    for cell in cells:
        column = vocabulary.get(heading_key(cell.text))
        if column and column.field not in taken:
            fields[cell.column] = column
            taken.add(column.field)
        elif cell.text.strip():
            unknown[cell.column] = cell.text.strip()
    key_fields, answers = _NEEDED[table]
    if not (taken & key_fields and taken & answers):
        return None
    return Header(table, row, fields, unknown)
