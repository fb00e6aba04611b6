"""Header recognition: which row of a sheet is the header, and which column is which field.

Headings are compared by their matching key, so width of punctuation, spaces and the `*` of a required
column do not matter; what a field may be called is declared once, in the profile.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from toolkit.model import Column, Profile
from toolkit.tables.grid import Cell, Sheet
from toolkit.text import matching_key

_ORNAMENT = re.compile(r"[*＊]|[（(]必填[)）]")
_LONGEST_HEADING = 60
_LEAST = 2
"""Fields a header has at the least: one that says which row it is, one that answers."""
_PLAIN = 6
"""Fields in one row that make it the header beyond doubt; looking further would find no better."""
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


@lru_cache(maxsize=4096)
def _heading_key(text: str) -> str:
    return matching_key(_ORNAMENT.sub("", text)).strip(":")


def heading_key(text: str) -> str:
    """Matching key of a heading without `*`, （必填） and closing colons; '' for a longer text."""
    return _heading_key(text) if len(text) <= _LONGEST_HEADING else ""


def rows_of(sheet: Sheet) -> Mapping[int, list[Cell]]:
    """The cells of a sheet by row number, rows in order."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in sheet.cells:
        rows[cell.row].append(cell)
    return rows


@dataclass(slots=True)
class Headings:
    """What the columns and head fields of a profile are called, by matching key; built once."""

    profile: Profile
    head: Mapping[str, Column] = field(init=False)
    tables: Mapping[str, Mapping[str, Column]] = field(init=False)
    _words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.head = _vocabulary(self.profile.on("head"))
        self.tables = {table: _vocabulary(self.profile.on(table)) for table in _NEEDED}
        self._words = frozenset(key for known in self.tables.values() for key in known)

    def header(self, rows: Mapping[int, list[Cell]]) -> Header | None:
        """The best header row of a sheet for any table of the profile; None where there is none."""
        best: Header | None = None
        for number in list(rows)[:_SEARCH_DEPTH]:
            cells = rows[number]
            if len(cells) < _LEAST:
                continue
            keys = [heading_key(cell.text) for cell in cells]
            if sum(map(self._words.__contains__, keys)) < _LEAST:
                continue
            for table, vocabulary in self.tables.items():
                header = _as_header(table, number, cells, [vocabulary.get(key) for key in keys])
                if header and (best is None or len(header.fields) > len(best.fields)):
                    best = header
            if best and len(best.fields) >= _PLAIN:
                return best
        return best


def _vocabulary(columns: Iterable[Column]) -> Mapping[str, Column]:
    known: dict[str, Column] = {}
    for column in columns:
        known[heading_key(column.heading)] = column
    for column in columns:
        for name in column.names:
            known.setdefault(heading_key(name), column)
    return known


def _as_header(
    table: str, row: int, cells: Iterable[Cell], meant: Iterable[Column | None],
) -> Header | None:
    """The row as a header of this table; ``meant`` is the column each cell names, if any."""
    fields: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    taken: set[str] = set()
    for cell, column in zip(cells, meant, strict=True):
        if column and column.field not in taken:
            fields[cell.column] = column
            taken.add(column.field)
        elif cell.text.strip():
            unknown[cell.column] = cell.text.strip()
    key_fields, answers = _NEEDED[table]
    if not (taken & key_fields and taken & answers):
        return None
    return Header(table, row, fields, unknown)
