"""Problems + returns (+ last period) -> Book: which entries count for which problem.

For one unit a newer workbook replaces only the rows it contains; which one is newer is decided by
receipt time, then version words in the name, then the date filled in, then the name. Everything that
does not count is kept as a ``Leftover`` with its reason. The order of the inputs does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from toolkit.duties import Duties, directory_of, is_closed
from toolkit.model import (
    Arrival,
    Baseline,
    Book,
    Case,
    Diagnostic,
    Entry,
    Period,
    Place,
    Problem,
    Profile,
    Return,
    Role,
    UnitReturn,
    UnitState,
)
from toolkit.reconcile.leftovers import Leftovers
from toolkit.reconcile.order import age, notes_of, ranked, said, why_newer

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
    duties = Duties(tuple(problems), directory_of(profile, problems, period.issued.date()))
    meeting = _Meeting(profile, period, tuple(problems), duties, baseline, Leftovers(profile))
    by_file = {arrival.file: arrival for arrival in arrivals}
    usable: dict[str, list[Return]] = defaultdict(list)
    for returned in sorted(returns, key=lambda r: r.file):
        arrival = by_file[returned.file]
        meeting.diagnostics += [
            replace(d, unit=arrival.unit) for d in returned.diagnostics]
        if arrival.unit and arrival.verdict == "accepted":
            usable[arrival.unit].append(returned)
        else:
            meeting.leftovers.whole(returned, arrival.reason or "未采用")
    for unit in sorted(usable):
        meeting.unit(unit, usable[unit], by_file)
    units = tuple(
        meeting.standing(unit, usable.get(unit, []), by_file) for unit in period.expected)
    return Book(
        profile=profile, now=now, problems=meeting.problems, period=period,
        cases=meeting.cases(units), units=units, refused=tuple(meeting.refused),
        arrivals=tuple(meeting.arrivals.get(f, a) for f, a in sorted(by_file.items())),
        returns=tuple(r for rs in usable.values() for r in rs),
        leftovers=tuple(meeting.leftovers.found), baseline=baseline,
        diagnostics=(*diagnostics, *meeting.spoken()),
    )


@dataclass(slots=True)
class _Meeting:
    """What has met so far; filled unit by unit."""

    profile: Profile
    period: Period
    problems: tuple[Problem, ...]
    duties: Duties
    baseline: Baseline | None
    leftovers: Leftovers
    entries: dict[tuple[int, str], Entry] = field(default_factory=dict)
    measures: dict[tuple[int, int, str], Entry] = field(default_factory=dict)
    unanswered: dict[tuple[int, str], Entry] = field(default_factory=dict)
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    refused: list[Entry] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    silenced: set[Place] = field(default_factory=set)

    # ── one unit ─────────────────────────────────────────────────────────────────────────────
    def unit(self, unit: str, returns: list[Return], by_file: Mapping[str, Arrival]) -> None:
        """Enter one unit's workbooks, newest first, so that older ones fill what is left."""
        newest_first = sorted(returns, key=lambda r: age(r, by_file[r.file]), reverse=True)
        for position, returned in enumerate(newest_first):
            newer = newest_first[:position]
            seen: dict[int, Entry] = {}
            replaced: dict[int, str] = {}
            answered = 0
            for row in returned.entries:
                entry = self._own(row, unit, returned)
                if not self.answers(entry, "problems"):
                    self._blank(entry, unit)
                    continue
                answered += 1
                self._answered(entry, unit, seen, replaced)
            for entry in returned.measure_entries:
                self._measure(replace(entry, unit=unit, sha256=returned.sha256))
            self.leftovers.notes(returned, unit)
            self._head(returned, newest_first[0], unit)
            if replaced:
                self._superseded(
                    returned, unit, by_file, newer, replaced, wholly=len(replaced) == answered)
        if unit not in self.period.expected:
            self.diagnostics += [
                Diagnostic("unexpected_unit", Place(r.file), unit=unit) for r in returns]

    def _head(self, returned: Return, latest: Return, unit: str) -> None:
        """What stands above a table is shown of an expected unit's latest workbook only."""
        if unit not in self.period.expected:
            self.leftovers.head(returned, unit, "不是应报单位")
        elif returned is not latest:
            self.leftovers.head(returned, unit, "表头以最新的一份为准", latest)

    def _own(self, entry: Entry, unit: str, returned: Return) -> Entry:
        """The entry with its sender; a blank 填报人 or 联系电话 takes the head's."""
        cells = dict(entry.cells)
        for name in _PERSON:
            head = returned.head.get(name)
            if not entry.text(name) and head and head.text and self.answers(entry, "problems"):
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
        self._silence(entry)
        self.leftovers.row(entry, "这一行没有填写整改状态和进展")
        if entry.problem is not None:
            self.unanswered.setdefault((entry.problem, unit), entry)

    def _answered(
        self, entry: Entry, unit: str, seen: dict[int, Entry], replaced: dict[int, str],
    ) -> None:
        """Place one answered row; ``replaced`` notes the newer file that replaces it."""
        number = entry.problem
        if number is None or entry.role == "none":
            self._misplaced(entry, unit)
            return
        if number in seen:
            first = seen[number]
            if said(entry) != said(first):
                self._refuse(entry, Diagnostic(
                    "same_problem", entry.place, unit=unit, problem=number,
                    given=entry.text("status"), expected=first.place.cell), "同一问题填了多行")
            elif notes_of(entry) != notes_of(first):
                self.leftovers.row(entry, "同一问题填了多行")
            return
        seen[number] = entry
        counts = self.entries.setdefault((number, unit), entry)
        if counts is not entry:
            self._silence(entry)
            self.leftovers.row(entry, f"已被“{counts.place.file}”取代")
            replaced[number] = counts.place.file or ""

    def _misplaced(self, entry: Entry, unit: str) -> None:
        """A row of no problem, or of another unit's; a stranger's file is told of once, as a whole."""
        off_list = entry.problem is None
        why = "清单中没有这项问题" if off_list else "不是本单位牵头或负责的问题"
        if unit not in self.period.expected:
            self._silence(entry)
            self.leftovers.row(entry, why)
        elif off_list:
            given = next(filter(None, (entry.text("number"), entry.text("text"),
                                       *(w.text for w in entry.cells.values()))), "")
            self._refuse(entry, Diagnostic("off_list", entry.place, given=given, unit=unit), why)
        else:
            self._refuse(entry, Diagnostic(
                "other_unit", entry.place, unit=unit, problem=entry.problem), why)

    def _silence(self, entry: Entry) -> None:
        """A row that does not count: which problem it meant is no longer asked."""
        self.silenced.add(_row(entry.place))

    def spoken(self) -> list[Diagnostic]:
        """What was met in rows that count."""
        return [d for d in self.diagnostics
                if d.kind != "number_text" or _row(d.place) not in self.silenced]

    def _refuse(self, entry: Entry, diagnostic: Diagnostic, why: str) -> None:
        self.diagnostics.append(diagnostic)
        self.refused.append(entry)
        self.leftovers.row(entry, why)

    def _measure(self, entry: Entry) -> None:
        if not self.answers(entry, "measures"):
            self.leftovers.row(entry, "这一行没有填写措施完成情况")
            return
        if entry.problem is None or entry.measure is None:
            self.leftovers.row(entry, "清单中没有这条措施")
            return
        duty = self.duties.role(entry.problem, entry.unit or "")
        if duty == "none":
            self.leftovers.row(entry, "不是本单位牵头或负责的问题")
            return
        key = (entry.problem, entry.measure, entry.unit or "")
        entry = replace(entry, role=duty)
        counts = self.measures.setdefault(key, entry)
        if counts is not entry and (said(counts), notes_of(counts)) != (said(entry), notes_of(entry)):
            self.leftovers.row(entry, f"已被“{counts.place.file}”取代")

    def _superseded(
        self, returned: Return, unit: str, by_file: Mapping[str, Arrival],
        newer: Sequence[Return], replaced: Mapping[int, str], *, wholly: bool,
    ) -> None:
        """``given`` of the diagnostic names the problems that are replaced, where not all are."""
        counts = next(r for r in newer if r.file in replaced.values())
        why = why_newer(returned, counts, by_file)
        part = "" if wholly else f"第{'、'.join(map(str, sorted(replaced)))}项"
        self.diagnostics.append(Diagnostic(
            "superseded", Place(returned.file), given=part or None, unit=unit,
            expected=counts.file, note=why))
        if wholly:
            self.arrivals[returned.file] = replace(
                by_file[returned.file], verdict="ignored",
                reason=f"已被“{counts.file}”取代（{why}）")

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
        if not returns:
            unusable = tuple(sorted(a.file for a in by_file.values() if a.unit == unit))
            return UnitReturn(unit, "missing", None, None, unusable, owed, (), due)
        refused = tuple(
            a.file for a in by_file.values() if a.unit == unit and a.verdict == "rejected")
        telling = [r for r in oldest_first if r.nothing_new or any(
            self.answers(e, "problems") for e in r.entries)]
        arrival = by_file[(telling or oldest_first)[0].file]
        answered = tuple(n for n in owed if (n, unit) in self.entries)
        latest = oldest_first[-1]
        zero = telling[-1] if telling and telling[-1].nothing_new else None
        late = arrival.received_at is not None and arrival.received_at > self._last_moment(due)
        silent = zero is not None and not any(key[1] == unit for key in self.entries)
        state: UnitState = "late" if late else "nothing_to_report" if silent else "returned"
        return UnitReturn(
            unit, state, arrival.received_at, arrival.how, (*files, *sorted(refused)), owed,
            answered, due, latest.head,
            zero.nothing_new if zero else None, zero.reason if zero else None)

    def _last_moment(self, due: datetime) -> datetime:
        """When what arrives begins to be late: the due time, or the end of its day if the office says so."""
        if "24时" in self.profile.late_from:
            return due.replace(hour=23, minute=59, second=59, microsecond=999_999)
        return due

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
                leads=(leads := self.duties.leads(problem)),
                entries=ranked(leads, by_problem[problem.number]),
                measure_entries=ranked(leads, measures[problem.number]),
                unanswered=ranked(leads, blank[problem.number]),
                awaited=tuple(
                    u for u in leads
                    if (problem.number, u) not in self.entries and u not in silent),
                baseline=self.baseline.rows.get(problem.number) if self.baseline else None,
            )
            for problem in self.problems
        )


def _row(place: Place) -> Place:
    """The row a place stands in."""
    return replace(place, column=None)
