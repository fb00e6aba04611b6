"""Columns known by what stands in them: one whose heading is blank, or says nothing the profile knows.

A column is taken for a field only where the header names no other for it and what stands in it leaves
no doubt: the official text, numbers of the list, status words, dates, telephone numbers. A column of
plain text is taken for the progress only where it is the one candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.dates import read_day
from toolkit.read.columns import Header, Headings, is_whole
from toolkit.read.rows import ProblemFinder
from toolkit.tables.grid import Cell
from toolkit.text import matching_key, read_numeral

Rows = Mapping[int, list[Cell]]
_MOST = 0.6
"""The part of a column's cells that must speak for a field."""
_PHONE = re.compile(r"1\d{10}|0\d{2,3}[-－ ]?\d{7,8}(?:[-转]\d+)?")
_PROGRESS = re.compile(r"进展|成效|落实|完成情况|整改情况|工作情况|开展情况")
_STATUS = re.compile(r"状态|进度|结论|是否|情况")
_TEXT = re.compile(r"问题|任务|事项|内容")
_PROSE = 6
"""Characters of a text that tells something, on the average of a column."""
_OFFICIAL = ("lead_units", "responsible_units", "acceptance_units", "deadline", "goal")


def completed(header: Header, body: Rows, headings: Headings, finder: ProblemFinder) -> Header | None:
    """The header with the columns its own words do not tell; None where it still lacks one it needs."""
    if header.table != "problems":
        return header if is_whole(header) else None
    guess = _Guess(header, headings, finder)
    columns = guess.candidates(body)
    if columns or not is_whole(header) or "status" not in header.columns:
        header = guess.made(columns, body)
    return header if is_whole(header) else None


@dataclass(slots=True)
class _Guess:
    """What is found out of one header's columns."""

    header: Header
    headings: Headings
    finder: ProblemFinder
    found: dict[int, str] = field(default_factory=dict)

    def candidates(self, body: Rows) -> Mapping[int, list[Cell]]:
        """The columns with something in them that the header does not name, by column number."""
        columns: dict[int, list[Cell]] = {}
        for cells in body.values():
            for cell in cells:
                if cell.column not in self.header.fields and cell.text.strip():
                    columns.setdefault(cell.column, []).append(cell)
        return columns

    def made(self, columns: Mapping[int, list[Cell]], body: Rows) -> Header:
        statuses = self.headings.status_keys
        self._look(columns, "text", lambda c: self.finder.find("", c.text).found is not None, _TEXT)
        self._look(columns, "number", self._numbers)
        self._look(columns, "status", lambda c: matching_key(c.text) in statuses, _STATUS)
        self._official(columns, body)
        self._look(columns, "done_on", lambda c: c.kind == "date" or read_day(c.text) is not None)
        self._look(columns, "phone", lambda c: bool(_PHONE.fullmatch(c.text.strip())))
        self._prose(columns)
        return self._swapped(self._with(self.found), body)

    def _has(self, name: str) -> bool:
        return name in self.header.columns or name in self.found.values()

    def _numbers(self, cell: Cell) -> bool:
        number = read_numeral(cell.text)
        return number is not None and self.finder.knows(number)

    def _look(
        self, columns: Mapping[int, list[Cell]], name: str, fits: Callable[[Cell], bool],
        hint: re.Pattern[str] | None = None,
    ) -> None:
        """Give a field no heading names to the first column whose cells fit; a heading must hint at it."""
        if self._has(name) or name not in self.headings.fields:
            return
        for column, cells in sorted(columns.items()):
            heading = self.header.unknown.get(column, "")
            if column in self.found or (heading and not (hint and hint.search(heading))):
                continue
            if sum(map(fits, cells)) >= _MOST * len(cells):
                self.found[column] = name
                return

    def _official(self, columns: Mapping[int, list[Cell]], body: Rows) -> None:
        """Columns without a heading that repeat, row by row, what the list says of the problem."""
        left = [c for c in columns if c not in self.found and c not in self.header.unknown]
        if not left:
            return
        numbers = self._matched(body)
        for name in _OFFICIAL:
            for column in left if name in self.headings.fields and not self._has(name) else ():
                cells = columns[column]
                same = sum(
                    cell.text.strip() == self.finder.problem(number).shown(name)
                    for cell in cells if (number := numbers.get(cell.row)) is not None)
                if column not in self.found and same >= _MOST * len(cells):
                    self.found[column] = name

    def _matched(self, body: Rows) -> Mapping[int, int]:
        at = {**self.header.columns, **{name: column for column, name in self.found.items()}}
        numbers: dict[int, int] = {}
        for row, cells in body.items():
            texts = {cell.column: cell.text.strip() for cell in cells}
            number = self.finder.find(texts.get(at.get("number", 0), ""), texts.get(at.get("text", 0), ""))
            if number.found is not None:
                numbers[row] = number.found
        return numbers

    def _prose(self, columns: Mapping[int, list[Cell]]) -> None:
        """The progress: the one column of sentences without a heading, or whose heading speaks of it."""
        if self._has("progress"):
            return
        free = [c for c in columns if c not in self.found]
        named = [c for c in free if _PROGRESS.search(self.header.unknown.get(c, ""))]
        bare = [c for c in free if c not in self.header.unknown and _is_prose(columns[c])]
        for candidates in (named, bare):
            if len(candidates) == 1:
                self.found[candidates[0]] = "progress"
                return

    def _with(self, found: Mapping[int, str]) -> Header:
        fields = {**self.header.fields, **{c: self.headings.fields[n] for c, n in found.items()
                                           if n in self.headings.fields}}
        unknown = {c: text for c, text in self.header.unknown.items() if c not in fields}
        return replace(self.header, fields=fields, unknown=unknown, guessed=frozenset(found))

    def _swapped(self, header: Header, body: Rows) -> Header:
        """完成情况 under which only status words stand is the status, where there is no other."""
        column = header.columns.get("progress")
        if column is None or "status" in header.columns or "status" not in self.headings.fields:
            return header
        cells = [c for row in body.values() for c in row if c.column == column and c.text.strip()]
        statuses = sum(matching_key(c.text) in self.headings.status_keys for c in cells)
        if not cells or statuses < _MOST * len(cells):
            return header
        fields = {**header.fields, column: self.headings.fields["status"]}
        other = _Guess(replace(header, fields=fields), self.headings, self.finder)
        other._prose(other.candidates(body))
        made = other._with(other.found)
        return replace(made, guessed=header.guessed | made.guessed | {column})


def _is_prose(cells: Sequence[Cell]) -> bool:
    return sum(len(cell.text) for cell in cells) >= _PROSE * len(cells)
