"""The last ledger's rows under the list's present numbers: renumbered, split and merged problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from toolkit.ledgerbook.measures import STILL_OPEN, later_day
from toolkit.model import STATUS_ORDER, Baseline, BaselineRow, Problem
from toolkit.text import matching_key, numbers_in


def under_present_numbers(baseline: Baseline, problems: Sequence[Problem]) -> Baseline:
    """The baseline with the row of each problem of the list under the number it has now.

    A row belongs to the problem of its number where the words agree. Where they do not, 原序号 tells
    (several numbers: a merge, their rows together; one number on two problems: a split, the row for
    both), then the same words under another number, then the mere number, unless the row's words are
    those of another problem of the list. So a ledger made after the renumbering is read by number.
    """
    finding = _Finding(baseline.rows, problems)
    found = {problem.number: finding.row(problem) for problem in problems}
    return replace(baseline, rows={
        problem.number: _with_measures(row, problem)
        for problem in problems if (row := found[problem.number]) is not None})


def _with_measures(row: BaselineRow, problem: Problem) -> BaselineRow:
    """The row with the problem's measures it has as done; one whose words were revised is open again.

    So are measures that say the same: which of them was done cannot be told.
    """
    if not row.reported:
        return row
    keys = [matching_key(measure.text) for measure in problem.measures]
    return replace(row, done_measures={
        index: row.reported[key] for index, key in enumerate(keys)
        if row.reported.get(key, STILL_OPEN) != STILL_OPEN and keys.count(key) == 1})


@dataclass(slots=True)
class _Finding:
    rows: Mapping[int, BaselineRow]
    problems: Sequence[Problem]
    _by_words: dict[str, list[BaselineRow]] = field(init=False)
    _owners: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_words, self._owners = {}, {}
        for row in self.rows.values():
            self._by_words.setdefault(matching_key(row.text), []).append(row)
        for problem in self.problems:
            self._owners.setdefault(matching_key(problem.text), []).append(problem.number)

    def row(self, problem: Problem) -> BaselineRow | None:
        own, former = self.rows.get(problem.number), self._former(problem)
        merged = len(former) > 1
        if own is not None and self._says(own, problem):
            return _together([own, *(r for r in former if r is not own)]) if merged else own
        if own is not None and former and own not in former and not self._anothers(own, problem) \
                and self._nearest(problem, [own, *former]) is own:
            return own
        if former:
            return _together(former)
        same = self._by_words.get(matching_key(problem.text), [])
        if len(same) == 1:
            return same[0]
        return own if own is None or not self._anothers(own, problem) else None

    def _former(self, problem: Problem) -> list[BaselineRow]:
        """The rows 原序号 names; of several, those another problem has not had since the merge."""
        numbers = numbers_in(problem.former_number or "")
        rows = [self.rows[number] for number in numbers if number in self.rows]
        return rows if len(numbers) < 2 else [r for r in rows if not self._anothers(r, problem)]

    def _says(self, row: BaselineRow, problem: Problem) -> bool:
        """Whether a row is about a problem; one that does not tell its words is taken by its number."""
        return not row.text or matching_key(row.text) == matching_key(problem.text)

    def _anothers(self, row: BaselineRow, problem: Problem) -> bool:
        """Whether a row's words are those of another problem of the list."""
        owners = self._owners.get(matching_key(row.text), []) if row.text else []
        return bool(owners) and problem.number not in owners

    def _nearest(self, problem: Problem, rows: Sequence[BaselineRow]) -> BaselineRow:
        """The row whose words are most like the problem's; parts of a split count as far as they go."""
        from rapidfuzz import fuzz

        key = matching_key(problem.text)

        def likeness(row: BaselineRow) -> float:
            return max(fuzz.ratio(matching_key(row.text), key), fuzz.partial_ratio(matching_key(row.text), key) * 0.9)

        return max(rows, key=likeness)


def _together(rows: Sequence[BaselineRow]) -> BaselineRow:
    """Rows of merged problems as one: the least advanced status, every paragraph.

    A measure is done where no row has it open, on the latest day known.
    """
    if len(rows) == 1:
        return rows[0]
    standing = min(rows, key=lambda row: STATUS_ORDER.index(row.status) if row.status else -1)
    reported: dict[str, date | None] = {}
    for row in rows:
        for key, day in row.reported.items():
            reported[key] = later_day(reported.get(key), day)
    return replace(
        standing, paragraphs=tuple(p for row in rows for p in row.paragraphs), merged=tuple(rows), reported=reported)
