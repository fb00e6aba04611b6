"""Header recognition: which row of a sheet is the header, and which column is which field.

Headings are compared by their matching key, so width of punctuation, spaces and the `*` of a required
column do not matter; what a field may be called is declared once, in the profile.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from toolkit.model import Column, Profile
from toolkit.read.double import asks_two, two_of
from toolkit.tables.grid import Cell, Sheet
from toolkit.tables.levels import LONGEST_HEADING, columns_by_heading, heading_key
from toolkit.text import matching_key

_HINT = re.compile(r"\([^()]*\)")
_WHEN = re.compile(
    r"^(?:截至|截止)?(?:目前|当前|(?:\d{4}年)?(?:\d{1,2}月(?:份|底|末|\d{1,2}日)?|第?[一二三四1-4]季度)?)?"
    r"(?:本期|本月|本季度|本次|本年|本年度)?(?:的)?")
"""The time a heading may begin with: 截至3月底整改进展情况, 本月进展情况."""
LAST_TIME = re.compile(r"上期|上月|上季|上次|前期|去年")
_LAST_PROGRESS = "上期进展"
_MOST_KNOWN = 20_000
_MOST_HEADERS = 2_000
_STOPS = ("。", "；", "！", "？")
"""How sentences end and headings do not."""
_LEAST = 2
"""Fields a header has at the least: one that says which row it is, one that answers."""

_NEEDED: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "problems": (frozenset({"number", "text"}), frozenset({"status", "progress"})),
    "measures": (frozenset({"ordinal", "text"}), frozenset({"done"})),
}
"""What a table must have at least: one column that says which row it is, one that answers."""
_NOTHING: Mapping[str, Column] = {}


@dataclass(frozen=True)
class Header:
    """A recognised header row: its fields by column number, and headings nobody knows (附加内容)."""

    table: str
    row: int
    fields: Mapping[int, Column]
    unknown: Mapping[int, str]
    top: int = 0
    guessed: frozenset[int] = frozenset()
    second: Mapping[int, Column] = field(default_factory=dict)
    """``top`` is the first row of a header of several; ``guessed`` the columns known by content;
    ``second`` what a column asks for besides its field (整改状态及完成日期)."""

    @cached_property
    def columns(self) -> Mapping[str, int]:
        return {column.field: number for number, column in (*self.fields.items(), *self.second.items())}


def rows_of(sheet: Sheet) -> Mapping[int, list[Cell]]:
    """The cells of a sheet by row number, rows in order."""
    rows: dict[int, list[Cell]] = {}
    for number, cells in groupby(sheet.cells, itemgetter(0)):
        rows.setdefault(number, []).extend(cells)
    return rows


class _Meanings(dict[str, Mapping[str, Column]]):
    """What a text of a cell names, by table; worked out once for each text, as they come in file after file."""

    def __init__(self, named: Callable[[str], Mapping[str, Column]]) -> None:
        super().__init__()
        self._named = named

    def __missing__(self, text: str) -> Mapping[str, Column]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[text] = named = self._named(text)
        return named


@dataclass(slots=True)
class Headings:
    """What the columns and head fields of a profile are called, by matching key; built once.

    ``fields`` are the columns of 填报表 by field, ``status_keys`` the wordings of 整改状态.
    """

    profile: Profile
    head: Mapping[str, Column] = field(init=False)
    tables: Mapping[str, Mapping[str, Column]] = field(init=False)
    fields: Mapping[str, Column] = field(init=False)
    status_keys: frozenset[str] = field(init=False)
    _stops: tuple[str, ...] = field(init=False)
    _ascii: bool = field(init=False)
    _meanings: _Meanings = field(init=False)
    _seen: dict[tuple[Cell, ...], Header | None] = field(init=False, default_factory=dict)
    """Rows met as headers before: the sheets of one office have the same, file after file."""

    def __post_init__(self) -> None:
        self.fields = {column.field: column for column in self.profile.on("problems")}
        self.status_keys = frozenset(matching_key(word.option) for word in self.profile.statuses)
        self.head = columns_by_heading(self.profile.on("head"))
        self.tables = {table: columns_by_heading(self.profile.on(table)) for table in _NEEDED}
        words = [key for known in self.tables.values() for key in known]
        self._stops = tuple(s for s in _STOPS if not any(w.endswith(heading_key(s)) for w in words))
        self._ascii = any(word.isascii() for word in words)
        self._meanings = _Meanings(self._named)

    def row_as_header(
        self, number: int, cells: Sequence[Cell], *, in_part: bool = False,
    ) -> Header | None:
        """One row as the header of the table it names most columns of; None where it is none.

        ``in_part``: a header that lacks a column it needs is given all the same.
        """
        if len(cells) < _LEAST or not self.names_some(cells):
            return None
        if in_part:
            return self._as_header_of_any(number, cells, in_part=True)
        row = (cells[0]._replace(row=number), *cells[1:])
        if row not in self._seen:
            if len(self._seen) > _MOST_HEADERS:
                self._seen.clear()
            self._seen[row] = self._as_header_of_any(number, cells, in_part=False)
        return self._seen[row]

    def _as_header_of_any(self, number: int, cells: Sequence[Cell], *, in_part: bool) -> Header | None:
        best: Header | None = None
        for table in self.tables:
            meant = [self.meant(table, cell.text) for cell in cells]
            header = self._with_second(_as_header(table, number, cells, meant))
            if (in_part or is_whole(header)) and (
                    best is None or len(header.fields) > len(best.fields)):
                best = header
        return best

    def rows_naming_some(self, cells: Iterable[Cell]) -> frozenset[int]:
        """The rows of a sheet for which ``names_some`` holds: hardly any, and all the rows are asked."""
        meanings = self._meanings
        naming = [row for row, _, _, text, _, _ in cells if len(text) <= LONGEST_HEADING and meanings[text]]
        return frozenset(row for row, count in Counter(naming).items() if count >= _LEAST)

    def names_some(self, cells: Iterable[Cell]) -> bool:
        """Whether a row names at least two columns of any table, by a look at short texts only."""
        named, meanings = 0, self._meanings
        for _, _, _, text, _, _ in cells:
            if len(text) <= LONGEST_HEADING and meanings[text]:
                named += 1
                if named == _LEAST:
                    return True
        return False

    def meant(self, table: str, text: str) -> Column | None:
        """The column of a table a heading names; a hint in brackets and a time before it are nothing."""
        return self._meanings[text].get(table) if len(text) <= LONGEST_HEADING else None

    def _named(self, text: str) -> Mapping[str, Column]:
        """The column a text names, for each table it names one of; a sentence names none.

        A heading of two columns (整改状态及完成日期) names something, but of no table alone.
        """
        if text.endswith(self._stops) or (text.isascii() and not self._ascii):
            return _NOTHING
        key = heading_key(text)
        found = {table: known[key] for table, known in self.tables.items() if key in known}
        if len(found) < len(self.tables):
            found |= self._loosely(key, found)
        if found or not asks_two(text):
            return found or _NOTHING
        both = next(filter(None, (two_of(text, known) for known in self.tables.values())), None)
        return {"": both[0]} if both else _NOTHING

    def _with_second(self, header: Header) -> Header:
        """The header with the columns that ask for two things, where neither has one of its own."""
        fields, second, unknown = dict(header.fields), dict(header.second), dict(header.unknown)
        for number, text in header.unknown.items():
            both = two_of(text, self.tables[header.table])
            taken = {column.field for column in (*fields.values(), *second.values())}
            if both and not taken & {column.field for column in both}:
                fields[number], second[number] = both
                del unknown[number]
        return replace(header, fields=fields, second=second, unknown=unknown) if second else header

    def _loosely(self, key: str, found: Mapping[str, Column]) -> Mapping[str, Column]:
        """A heading with a hint in brackets or a time before it, for the tables that do not have it as it is.

        （盖章） makes it another thing.
        """
        hints = "".join(_HINT.findall(key)) if "(" in key else ""
        if not key or "盖章" in hints or "签" in hints:
            return _NOTHING
        bare = _HINT.sub("", key) if hints else key
        timeless = _WHEN.sub("", bare)
        if not hints and timeless in ("", key):
            return _NOTHING
        loosely: dict[str, Column] = {}
        for table, known in self.tables.items():
            column = known.get(bare) or (known.get(timeless) if timeless else None)
            if column and LAST_TIME.search(hints):
                column = self.of_last_time(table, column)
            if column and table not in found:
                loosely[table] = column
        return loosely

    def of_last_time(self, table: str, column: Column) -> Column | None:
        """What a column is under 上期: the last progress, or none of ours."""
        last = self.tables[table].get(_LAST_PROGRESS) if table == "problems" else None
        return last if column.field == "progress" else None


def _as_header(
    table: str, row: int, cells: Iterable[Cell], meant: Iterable[Column | None],
) -> Header:
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
    return Header(table, row, fields, unknown, row)


def is_whole(header: Header) -> bool:
    """Whether a header has what its table needs: a column that says which row, one that answers."""
    key_fields, answers = _NEEDED[header.table]
    named = header.columns.keys()
    return bool(named & key_fields and named & answers)
