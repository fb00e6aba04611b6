"""Rows meeting their problems, unit by unit, newest workbook first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.duties import Duties
from toolkit.model import (
    Arrival,
    Baseline,
    Case,
    Diagnostic,
    Entry,
    Issued,
    Period,
    Place,
    Problem,
    Profile,
    Return,
    Role,
    UnitReturn,
)
from toolkit.reconcile.leftovers import Leftovers
from toolkit.reconcile.order import age, apart, notes_of, ranked, said
from toolkit.reconcile.replaced import Replaced, Versions
from toolkit.text import matching_key

_PERSON = frozenset({"filler", "phone"})


@dataclass(slots=True)
class Meeting:
    """What has met so far; filled unit by unit."""

    profile: Profile
    period: Period
    problems: tuple[Problem, ...]
    duties: Duties
    baseline: Baseline | None
    leftovers: Leftovers
    by_file: Mapping[str, Arrival]
    issued: Issued
    entries: dict[tuple[int, str], list[Entry]] = field(default_factory=dict)
    passed: dict[tuple[int, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    measures: dict[tuple[int, int, str], Entry] = field(default_factory=dict)
    unanswered: dict[tuple[int, str], Entry] = field(default_factory=dict)
    refused: list[Entry] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    silenced: set[Place] = field(default_factory=set)
    handed: dict[str, str] = field(default_factory=dict)
    _versions: Versions = field(init=False)
    _expected: frozenset[str] = field(init=False)
    _answering: Mapping[str, frozenset[str]] = field(init=False)
    _parts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _returns: dict[str | None, Return] = field(default_factory=dict)
    _moved: dict[tuple[str, int], str] = field(default_factory=dict)
    _former: Duties = field(init=False)
    _withdrawn: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._versions = Versions(self.by_file)
        self._expected = frozenset(self.period.expected)
        self._answering = {sheet: frozenset(
            column.field for column in self.profile.on(sheet)
            if column.filled_by == "unit" and column.field not in _PERSON)
            for sheet in ("problems", "measures")}
        was = [replace(p, number=number) for number, p in self.issued.beside.items()]
        self._former = Duties(was, self.duties.directory)
        self._withdrawn = frozenset(matching_key(p.text) for p in self.issued.withdrawn)

    # ── one unit ─────────────────────────────────────────────────────────────────────────────
    def unit(self, unit: str, returns: list[Return]) -> None:
        """Enter one unit's workbooks, newest first, so that older ones fill what is left."""
        newest_first = sorted(returns, key=lambda r: age(r, self.by_file[r.file]), reverse=True)
        self._returns = {r.file: r for r in newest_first}
        entering = [Replaced(r, outdated_by=self._outdated_by(r, newest_first[0])) for r in newest_first]
        for older in entering:
            self._parts[older.returned.file] += 1
            self._rows(older.returned, unit, older)
            older.kept += bool(older.returned.nothing_new and older is entering[0])
        for older in entering:
            returned = older.returned
            for entry in returned.measure_entries:
                self._measure(
                    entry.sent_by(unit, entry.role, returned.sha256, returned.via), older)
            self.leftovers.notes(returned, unit)
            self._head(returned, newest_first[0], unit)
        self._versions.note(unit, entering)
        if unit not in self._expected:
            self.diagnostics += [Diagnostic("unexpected_unit", Place(r.file), unit=unit)
                                 for r in returns if not r.via]

    def _outdated_by(self, returned: Return, latest: Return) -> str:
        """The workbook of this period beside one of another; last period's answers fill no gap in it."""
        former, present = (self.by_file[r.file].other_period for r in (returned, latest))
        return latest.file if former and not present else ""

    def _rows(self, returned: Return, unit: str, older: Replaced) -> None:
        seen: dict[int, Entry] = {}
        for row in returned.entries:
            entry = self._own(row, unit, returned)
            if not self.answers(entry, "problems"):
                self._blank(entry, unit)
            elif entry.problem is None or entry.role == "none":
                older.kept += 1
                self._misplaced(entry, unit)
            elif entry.problem in seen:
                self._again(entry, unit, seen[entry.problem])
            else:
                seen[entry.problem] = entry
                self._answered(entry, unit, older)

    def _head(self, returned: Return, latest: Return, unit: str) -> None:
        """What stands above a table is shown of an expected unit's latest workbook only."""
        if unit not in self._expected:
            self.leftovers.head(returned, unit, "经牵头单位转报" if returned.via else "不是应报单位")
        elif returned is not latest:
            self.leftovers.head(returned, unit, "表头以最新的一份为准", latest)
        for seen in returned.tables[1:]:
            self.leftovers.head(replace(returned, head=seen.head, nothing_new=None, reason=None), unit,
                                "表头以第一张表为准", returned)

    def _own(self, entry: Entry, unit: str, returned: Return) -> Entry:
        """The entry with its sender; a blank 填报人 or 联系电话 takes the head's."""
        heads = {
            name: head for name in _PERSON
            if (head := returned.head.get(name)) and head.text and not entry.text(name)}
        cells = {**entry.cells, **heads} if heads and self.answers(entry, "problems") else entry.cells
        duty: Role = "none"
        if entry.problem is not None:
            duty = self.duties.role(entry.problem, unit)
        return entry.sent_by(unit, duty, returned.sha256, returned.via, cells)

    def answers(self, entry: Entry, sheet: str) -> bool:
        """Whether a row carries an answer (a name and a telephone number alone are none)."""
        return not self._answering[sheet].isdisjoint(entry.cells)

    def tells(self, returned: Return) -> bool:
        """Whether a workbook says something: an answer, or that there is nothing to report."""
        return bool(returned.nothing_new) or any(
            self.answers(e, "problems") for e in returned.entries)

    def _blank(self, entry: Entry, unit: str) -> None:
        self._silence(entry)
        self.leftovers.row(entry, "这一行没有填写整改状态和进展")
        if entry.problem is not None:
            self.unanswered.setdefault((entry.problem, unit), entry)

    # ── one answered row ─────────────────────────────────────────────────────────────────────
    def _again(self, entry: Entry, unit: str, first: Entry) -> None:
        """A second row of one workbook for the same problem."""
        if said(entry) != said(first):
            self._refuse(entry, Diagnostic(
                "same_problem", entry.place, unit=unit, problem=entry.problem,
                given=entry.text("status"), expected=first.place.cell), "同一问题填了多行")
        elif notes_of(entry) != notes_of(first):
            self.leftovers.row(entry, "同一问题填了多行")

    def _answered(self, entry: Entry, unit: str, older: Replaced) -> None:
        """Place one answered row among the newer ones; it is replaced, or stands beside them."""
        number = entry.problem or 0
        counting = self.entries.setdefault((number, unit), [])
        newer = next((e for e in counting if not self._apart(entry, e)), None)
        if older.outdated_by:
            self._silence(entry)
            self.leftovers.row(entry, f"不是本期的表，以“{older.outdated_by}”为准")
            older.rows[older.outdated_by].add(number)
            older.changed_by.add(older.outdated_by)
            return
        if newer is not None:
            self._silence(entry)
            self.leftovers.row(entry, f"已被“{newer.place.file}”取代")
            older.rows[newer.place.file or ""].add(number)
            if self._differ(entry, newer):
                older.changed_by.add(newer.place.file or "")
            return
        older.kept += 1
        if counting and self._pass_on(entry):
            return
        counting[:] = [e for e in counting if not self._pass_on(e)] if counting else []
        self._rival(entry, counting)
        counting.append(entry)

    def _apart(self, entry: Entry, newer: Entry) -> bool:
        """Whether two rows differ and come from different hands."""
        return self._differ(entry, newer) and apart(entry, newer, self._returns, self.by_file)

    def _differ(self, entry: Entry, newer: Entry) -> bool:
        """Whether two rows answer differently, whoever filled them in."""
        return any(entry.text(name) != newer.text(name) for name in self._answering["problems"])

    def _pass_on(self, entry: Entry) -> bool:
        """Give a row to the responsible unit in whose folder it lay; False where there is none."""
        holder = self.by_file[entry.place.file or ""].hint
        number = entry.problem or 0
        if not holder or holder == entry.unit or self.duties.role(number, holder) != "responsible":
            return False
        self.passed[number, holder].append(
            replace(entry, unit=holder, role="responsible", via=entry.unit or ""))
        self._moved[entry.place.file or "", number] = holder
        return True

    def _rival(self, entry: Entry, others: Sequence[Entry]) -> None:
        """Answers of different hands on one sheet: both stay, and somebody has to say which is right."""
        for other in others:
            who = [f"填报人{e.text('filler')}" if e.text("filler") else "" for e in (entry, other)]
            at = other.place_of("status")
            self.diagnostics.append(Diagnostic(
                "same_problem", entry.place_of("status"), unit=entry.unit, problem=entry.problem,
                given=entry.text("status"),
                expected=f"“{other.place.file}”{at.sheet or ''}{at.cell or ''}"
                + (f"，{who[1]}，本表{who[0]}" if all(who) else "")))

    def _misplaced(self, entry: Entry, unit: str) -> None:
        """A row of no problem, or of another unit's; a stranger's file is told of once, as a whole."""
        off_list = entry.problem is None
        why = "清单中没有这项问题" if off_list else "不是本单位牵头或负责的问题"
        if self._revised(entry, unit):
            self.leftovers.row(entry, f"下发后清单有修订，{why}")
            return
        if unit not in self._expected and not entry.via:
            self._silence(entry)
            self.leftovers.row(entry, why)
        elif off_list:
            names = ("number", "text", *entry.cells)
            said = next((entry.cells[name] for name in names if entry.text(name)), None)
            place, given = (said.place, said.text) if said else (entry.place, "")
            self._refuse(entry, Diagnostic("off_list", place, given=given, unit=unit), why)
        else:
            self._refuse(entry, Diagnostic(
                "other_unit", entry.place, unit=unit, problem=entry.problem), why)

    def _revised(self, entry: Entry, unit: str) -> bool:
        """Whether a row was the unit's when its sheet was issued: the list has changed since, not the unit."""
        if entry.problem is None:
            return matching_key(entry.text("text")) in self._withdrawn
        return self._former.role(entry.problem, unit) != "none"

    def _silence(self, entry: Entry) -> None:
        """A row that does not count: which problem it meant is no longer asked."""
        self.silenced.add(_row(entry.place))

    def _refuse(self, entry: Entry, diagnostic: Diagnostic, why: str) -> None:
        self.diagnostics.append(diagnostic)
        self.refused.append(entry)
        self.leftovers.row(entry, why)

    # ── 措施 ─────────────────────────────────────────────────────────────────────────────────
    def _measure(self, entry: Entry, older: Replaced) -> None:
        if not self.answers(entry, "measures"):
            self.leftovers.row(entry, "这一行没有填写措施完成情况")
            return
        number = entry.problem
        if number is None or entry.measure is None:
            self.leftovers.row(entry, "清单中没有这条措施")
            self._off_list_measure(entry)
            return
        holder = self._moved.get((entry.place.file or "", number))
        if holder:
            entry = replace(entry, unit=holder, via=entry.unit or "")
        duty = self.duties.role(number, entry.unit or "")
        if duty == "none":
            self.leftovers.row(entry, "不是本单位牵头或负责的问题")
            return
        key = number, entry.measure or 0, entry.unit or ""
        entry = replace(entry, role=duty)
        if older.outdated_by:
            self.leftovers.row(entry, f"不是本期的表，以“{older.outdated_by}”为准")
            older.measures[older.outdated_by].add(number)
            return
        counts = self.measures.setdefault(key, entry)
        if counts is entry:
            older.kept += 1
        elif (said(counts), notes_of(counts)) != (said(entry), notes_of(entry)):
            self.leftovers.row(entry, f"已被“{counts.place.file}”取代")
            if counts.place.file != entry.place.file:
                older.measures[counts.place.file or ""].add(number)
                older.changed_by.add(counts.place.file or "")

    def _off_list_measure(self, entry: Entry) -> None:
        if entry.unit in self.period.expected or entry.via:
            given = next(filter(None, map(entry.text, ("text", "ordinal", "number"))), "")
            self.diagnostics.append(Diagnostic(
                "off_list_measure", entry.place, given=given, unit=entry.unit, problem=entry.problem))

    # ── the result ───────────────────────────────────────────────────────────────────────────
    def spoken(self) -> list[Diagnostic]:
        """What was met in rows that count."""
        return [d for d in (*self.diagnostics, *self._versions.diagnostics())
                if d.kind != "number_text" or _row(d.place) not in self.silenced]

    def settled_arrivals(self) -> dict[str, Arrival]:
        """The files with what became of them: replaced, counting, passed on."""
        settled = self._versions.settled(self._parts)
        for (file, _), holder in sorted(self._moved.items()):
            arrival = settled[file]
            lead = self.by_file[file].unit
            note = f"放在“{holder}”的文件夹里，与本单位另一份说法不同：作为责任单位{holder}的情况，经牵头单位{lead}转报"
            if note not in (arrival.reason or ""):
                settled[file] = replace(
                    arrival, reason="；".join(filter(None, (arrival.reason, note))))
            if not any(e.place.file == file for es in self.entries.values() for e in es):
                settled[file] = replace(settled[file], unit=holder)
                self.handed[file] = holder
        return settled

    def own(self, unit: str, returns: Sequence[Return]) -> Sequence[Return]:
        """A unit's workbooks without those that turned out to be another's, passed on."""
        return [r for r in returns if self.handed.get(r.file, unit) == unit]

    def cases(self, units: Sequence[UnitReturn]) -> tuple[Case, ...]:
        """Every problem of the list with what counts for it, in the list's order."""
        silent = {u.unit for u in units if u.nothing_new}
        by_problem: dict[int, list[Entry]] = defaultdict(list)
        for (number, _), entries in (*self.entries.items(), *self.passed.items()):
            by_problem[number] += entries
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
                issued=self.issued.beside.get(problem.number),
            )
            for problem in self.problems
        )


def _row(place: Place) -> Place:
    """The row a place stands in."""
    return place._replace(column=None)
