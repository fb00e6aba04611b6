"""Problems + returns (+ last period) -> Book: which entries count for which problem.

For one unit a newer workbook replaces only the rows it contains; which one is newer is decided by
receipt time, then version words in the name, then the date filled in, then the name. Everything that
does not count is kept as a ``Leftover`` with its reason. The order of the inputs does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from toolkit.duties import Duties, directory_of, is_closed
from toolkit.model import (
    Arrival,
    Baseline,
    Book,
    Case,
    Diagnostic,
    Entry,
    Leftover,
    Period,
    Place,
    Problem,
    Profile,
    Return,
    Role,
    UnitReturn,
    UnitState,
)
from toolkit.reconcile.order import age, ranked, said, why_newer

_PERSON = frozenset({"filler", "phone"})


def reconcile(
    *,
    profile: Profile,
    period: Period,
    problems: Sequence[Problem],
    returns: Iterable[Return],
    arrivals: Iterable[Arrival],
    baseline: Baseline | None,
    now: datetime,
    diagnostics: Iterable[Diagnostic] = (),
) -> Book:
    """Bring the entries of all returns to their problems.

    ``arrivals`` carry each file's sender, time and verdict so far; a return whose arrival has no
    unit, or is rejected or ignored, contributes leftovers only.
    """
    duties = Duties(tuple(problems), directory_of(profile, problems))
    meeting = _Meeting(profile, period, tuple(problems), duties, baseline)
    by_file = {arrival.file: arrival for arrival in arrivals}
    usable: dict[str, list[Return]] = defaultdict(list)
    for returned in sorted(returns, key=lambda r: r.file):
        arrival = by_file[returned.file]
        meeting.diagnostics += [
            replace(d, unit=arrival.unit) for d in returned.diagnostics]
        if arrival.unit and arrival.verdict == "accepted":
            usable[arrival.unit].append(returned)
        else:
            meeting.leave_all(returned, arrival.reason or "未采用")
    for unit in sorted(usable):
        meeting.unit(unit, usable[unit], by_file)
    units = tuple(
        meeting.standing(unit, usable.get(unit, []), by_file) for unit in period.expected)
    return Book(
        profile=profile, now=now, problems=meeting.problems, period=period,
        cases=meeting.cases(units), units=units, refused=tuple(meeting.refused),
        arrivals=tuple(meeting.arrivals.get(f, a) for f, a in sorted(by_file.items())),
        returns=tuple(r for rs in usable.values() for r in rs),
        leftovers=tuple(meeting.leftovers), baseline=baseline,
        diagnostics=(*diagnostics, *meeting.diagnostics),
    )


@dataclass(slots=True)
class _Meeting:
    """What has met so far; filled unit by unit."""

    profile: Profile
    period: Period
    problems: tuple[Problem, ...]
    duties: Duties
    baseline: Baseline | None
    entries: dict[tuple[int, str], Entry] = field(default_factory=dict)
    measures: dict[tuple[int, int, str], Entry] = field(default_factory=dict)
    unanswered: dict[tuple[int, str], Entry] = field(default_factory=dict)
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    refused: list[Entry] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


    # ── one unit ─────────────────────────────────────────────────────────────────────────────
    def unit(self, unit: str, returns: list[Return], by_file: Mapping[str, Arrival]) -> None:
        """Enter one unit's workbooks, newest first, so that older ones fill what is left."""
        newest_first = sorted(returns, key=lambda r: age(r, by_file[r.file]), reverse=True)
        for position, returned in enumerate(newest_first):
            newer = newest_first[:position]
            seen: dict[int, Entry] = {}
            replaced: list[str] = []
            answered = 0
            for row in returned.entries:
                entry = self._own(row, unit, returned)
                if not self.answers(entry, "problems"):
                    self._blank(entry, unit)
                    continue
                answered += 1
                replaced += self._answered(entry, unit, seen)
            for entry in returned.measure_entries:
                self._measure(replace(entry, unit=unit, sha256=returned.sha256))
            self._notes(returned, unit)
            if replaced:
                self._superseded(
                    returned, unit, by_file, newer, replaced, wholly=len(replaced) == answered)
        if unit not in self.period.expected:
            self.diagnostics += [
                Diagnostic("unexpected_unit", Place(r.file), unit=unit) for r in returns]

    def _own(self, entry: Entry, unit: str, returned: Return) -> Entry:
        """The entry with its sender; a blank 填报人 or 联系电话 takes the head's."""
        cells = dict(entry.cells)
        for name in _PERSON:
            head = returned.head.get(name)
            if name not in cells and head and head.text and self.answers(entry, "problems"):
                cells[name] = head
        duty: Role = "none"
        if entry.problem is not None:
            duty = self.duties.role(entry.problem, unit)
        return replace(entry, unit=unit, sha256=returned.sha256, role=duty, cells=cells)

    def answers(self, entry: Entry, sheet: str) -> bool:
        """Whether a row carries an answer (a name and a telephone number alone are none)."""
        return any(
            column.filled_by == "unit" and column.field not in _PERSON
            and column.field in entry.cells for column in self.profile.on(sheet))

    def _blank(self, entry: Entry, unit: str) -> None:
        if entry.problem is not None:
            self.unanswered.setdefault((entry.problem, unit), entry)

    def _answered(
        self, entry: Entry, unit: str, seen: dict[int, Entry],
    ) -> list[str]:
        """Place one answered row; gives the newer files that replace it."""
        number = entry.problem
        if number is None:
            given = entry.text("number") or entry.text("text")
            self._refuse(entry, Diagnostic("off_list", entry.place, given=given, unit=unit),
                         "清单中没有这项问题")
            return []
        if entry.role == "none":
            self._refuse(entry, Diagnostic("other_unit", entry.place, unit=unit, problem=number),
                         "不是本单位牵头或负责的问题")
            return []
        if number in seen:
            first = seen[number]
            if said(entry) != said(first):
                self._refuse(entry, Diagnostic(
                    "same_problem", entry.place, unit=unit, problem=number,
                    given=entry.text("status"), expected=first.place.cell), "同一问题填了多行")
            return []
        seen[number] = entry
        counts = self.entries.setdefault((number, unit), entry)
        if counts is entry:
            return []
        self._leave(entry, f"已被“{counts.place.file}”取代")
        return [counts.place.file or ""]

    def _refuse(self, entry: Entry, diagnostic: Diagnostic, why: str) -> None:
        self.diagnostics.append(diagnostic)
        self.refused.append(entry)
        self._leave(entry, why)

    def _measure(self, entry: Entry) -> None:
        if not self.answers(entry, "measures"):
            return
        if entry.problem is None or entry.measure is None:
            self._leave(entry, "清单中没有这条措施")
            return
        duty = self.duties.role(entry.problem, entry.unit or "")
        if duty == "none":
            self._leave(entry, "不是本单位牵头或负责的问题")
            return
        key = (entry.problem, entry.measure, entry.unit or "")
        entry = replace(entry, role=duty)
        counts = self.measures.setdefault(key, entry)
        if counts is not entry and said(counts) != said(entry):
            self._leave(entry, f"已被“{counts.place.file}”取代")

    def _superseded(
        self, returned: Return, unit: str, by_file: Mapping[str, Arrival],
        newer: Sequence[Return], replaced: Sequence[str], *, wholly: bool,
    ) -> None:
        counts = next(r for r in newer if r.file in replaced)
        why = why_newer(returned, counts, by_file)
        self.diagnostics.append(Diagnostic(
            "superseded", Place(returned.file), unit=unit, expected=counts.file, note=why))
        if wholly:
            self.arrivals[returned.file] = replace(
                by_file[returned.file], verdict="ignored",
                reason=f"已被“{counts.file}”取代（{why}）")

    # ── what is left over ────────────────────────────────────────────────────────────────────
    def leave_all(self, returned: Return, why: str) -> None:
        """A whole workbook that does not count: every filled-in cell stays visible."""
        for entry in (*returned.entries, *returned.measure_entries):
            self._leave(entry, why)
        self._notes(returned, None)

    def _leave(self, entry: Entry, why: str) -> None:
        sheet = "measures" if "done" in entry.columns else "problems"
        for column in self.profile.on(sheet):
            if column.filled_by == "unit" and column.field in entry.cells:
                self.leftovers.append(
                    Leftover(entry.unit, column.heading, entry.cells[column.field], why))
        for heading, written in entry.extra.items():
            self.leftovers.append(Leftover(entry.unit, heading, written, why))

    def _notes(self, returned: Return, unit: str | None) -> None:
        for written in returned.extra.values():
            self.leftovers.append(Leftover(unit, "表外内容", written, "写在表格之外"))

    # ── the result ───────────────────────────────────────────────────────────────────────────
    def standing(
        self, unit: str, returns: Sequence[Return], by_file: Mapping[str, Arrival],
    ) -> UnitReturn:
        """How an expected unit stands: its time is that of its first workbook that says something."""
        due = self.period.due_for(unit)
        owed = tuple(
            p.number for p in self.duties.shares(unit, self.period.to)
            if not is_closed(p, self.baseline))
        oldest_first = sorted(returns, key=lambda r: age(r, by_file[r.file]))
        files = tuple(r.file for r in oldest_first)
        refused = tuple(
            a.file for a in by_file.values() if a.unit == unit and a.verdict == "rejected")
        if not returns:
            return UnitReturn(unit, "missing", None, None, refused, owed, (), due)
        telling = [r for r in oldest_first if r.nothing_new or any(
            self.answers(e, "problems") for e in r.entries)]
        arrival = by_file[(telling or oldest_first)[0].file]
        answered = tuple(n for n in owed if (n, unit) in self.entries)
        latest = oldest_first[-1]
        zero = next((r for r in reversed(oldest_first) if r.nothing_new), None)
        late = arrival.received_at is not None and arrival.received_at > due
        silent = zero is not None and not any(key[1] == unit for key in self.entries)
        state: UnitState = "late" if late else "nothing_to_report" if silent else "returned"
        return UnitReturn(
            unit, state, arrival.received_at, arrival.how, (*files, *sorted(refused)), owed,
            answered, due, latest.head,
            zero.nothing_new if zero else None, zero.reason if zero else None)

    def cases(self, units: Sequence[UnitReturn]) -> tuple[Case, ...]:
        """Every problem of the list with what counts for it, in the list's order."""
        silent = {u.unit for u in units if u.nothing_new}
        by_problem: dict[int, list[Entry]] = defaultdict(list)
        for (number, _), entry in self.entries.items():
            by_problem[number].append(entry)
        measures: dict[int, list[Entry]] = defaultdict(list)
        for (number, _, _), entry in self.measures.items():
            measures[number].append(entry)
        blank: dict[int, list[Entry]] = defaultdict(list)
        for key, entry in self.unanswered.items():
            if key not in self.entries:
                blank[key[0]].append(entry)
        return tuple(
            Case(
                problem=problem,
                entries=ranked(problem, by_problem[problem.number]),
                measure_entries=ranked(problem, measures[problem.number]),
                unanswered=ranked(problem, blank[problem.number]),
                awaited=tuple(
                    u for u in problem.lead_units
                    if (problem.number, u) not in self.entries and u not in silent),
                baseline=self.baseline.rows.get(problem.number) if self.baseline else None,
            )
            for problem in self.problems
        )
