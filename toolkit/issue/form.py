"""What one standard sheet is made of, before a cell of it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from toolkit.model import (
    Baseline,
    BaselineRow,
    CellValue,
    Column,
    Entry,
    Period,
    Problem,
    Profile,
    Unit,
    Written,
)
from toolkit.sheetbook import fits
from toolkit.text import printable

if TYPE_CHECKING:
    from toolkit.pattern import Pattern, PatternTable

_CELL_HOLDS = 15_000
"""Characters that fit a cell of Excel even where each takes two of its 32,767 units."""

PROBLEM_SHEET = "填报表"
MEASURE_SHEET = "措施"
INSTRUCTION_SHEET = "填报说明"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the unit wrote, where the sheet goes back to be corrected."""

    entries: Sequence[Entry] = ()
    measure_entries: Sequence[Entry] = ()
    head: Mapping[str, Written] = field(default_factory=dict)
    nothing_new: Written | None = None
    reason: Written | None = None

    @property
    def given(self) -> bool:
        return bool(self.entries or self.measure_entries or self.head or self.nothing_new)


@dataclass(frozen=True, slots=True)
class Form:
    """One unit's sheet of a period. ``lead``: numbers the unit leads; ``closed``: shown, not required."""

    profile: Profile
    period: Period
    unit: Unit
    problems: Sequence[Problem]
    lead: frozenset[int]
    closed: frozenset[int]
    baseline: Baseline | None
    answers: Answers
    pattern: Pattern | None = None

    def office(self, table: Literal["problems", "measures"]) -> PatternTable | None:
        """The office's own table, where it has designed one."""
        return self.pattern.tables.get(table) if self.pattern else None

    @property
    def prefills(self) -> bool:
        return self.profile.prefill and not self.answers.given

    def first_entries(self) -> Mapping[int, Entry]:
        """The entry that stands on a problem's row: the first one that meets it."""
        first: dict[int, Entry] = {}
        for entry in self.answers.entries:
            if entry.problem is not None:
                first.setdefault(entry.problem, entry)
        return first

    def own_entries(self) -> list[Entry]:
        """Rows the unit sent that are nobody's row here: off the list, or a second one of a problem."""
        listed = {problem.number for problem in self.problems}
        placed = {id(entry) for number, entry in self.first_entries().items() if number in listed}
        return [entry for entry in self.answers.entries if id(entry) not in placed]

    def last(self, number: int) -> BaselineRow | None:
        return self.baseline.rows.get(number) if self.baseline else None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: official values by field, and what was filled in.

    ``problem`` is None for a row that is not of this sheet's list: the unit's own, all unlocked.
    ``settled`` rows are shown in grey and not required.
    """

    problem: int | None
    official: Mapping[str, CellValue]
    filled: Mapping[str, CellValue]
    entry: Entry | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table of the sheet: where it begins, its columns, the sender's own columns, its rows.

    ``at`` are the numbers of its columns in the sheet; the sender's own ones follow the last of them.
    """

    sheet: str
    header: int
    columns: Sequence[Column]
    widths: Sequence[float]
    extras: Sequence[str]
    lines: Sequence[Line]
    at: Sequence[int]

    def numbered(self) -> Iterator[tuple[int, Column]]:
        """The declared columns with their numbers."""
        return zip(self.at, self.columns, strict=True)

    def numbered_extras(self) -> Iterator[tuple[int, str]]:
        """The sender's own columns with theirs."""
        return enumerate(self.extras, max(self.at, default=0) + 1)

    def column_of(self, name: str) -> int | None:
        """The number of a field's column."""
        return next((n for n, c in self.numbered() if c.field == name), None)

    @property
    def first_to_fill(self) -> int:
        """The column a remark about a whole row is shown at: the first one the unit fills in."""
        return next((n for n, c in self.numbered() if c.filled_by == "unit"), 1)

    @property
    def last_row(self) -> int:
        return self.header + len(self.lines)

    @property
    def width(self) -> int:
        return max(self.at, default=0) + len(self.extras)


def last_progress(row: BaselineRow | None) -> str:
    """上期进展: last period's paragraphs, each with its ordinal, one a line."""
    if row is None:
        return ""
    return "\n".join(f"{paragraph.ordinal or ''}{paragraph.text}" for paragraph in row.paragraphs)


def as_written(entry: Entry, columns: Sequence[Column]) -> dict[str, CellValue]:
    """The cells of an entry as the unit wrote them; dates where the column is one and the day is sure."""
    kinds = {column.field: column.kind for column in columns}
    return {
        name: cell_value(written, is_date=kinds.get(name) == "date")
        for name, written in entry.cells.items()
    }


def cell_value(written: Written, *, is_date: bool = False) -> CellValue:
    """One cell as the unit wrote it; a text no cell of Excel holds (from Word, a .csv) is cut, and says so."""
    if is_date and written.day is not None:
        return written.day
    text = written.raw or written.text
    if len(text) <= _CELL_HOLDS or fits(printable(text)):
        return text
    return f"{text[:_CELL_HOLDS]}……（以下超过一格能放的字数，见原文件）"


def extra_headings(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Headings of the sender's own columns, in order of appearance."""
    return tuple(dict.fromkeys(heading for entry in entries for heading in entry.extra))
