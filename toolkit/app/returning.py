"""退回: for each unit with something to mend, its sheet again, carrying what it wrote and every remark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit.app.issuing import self_checks
from toolkit.app.judging import Judged
from toolkit.app.learning import office_pattern
from toolkit.app.session import Session
from toolkit.checks import RULES
from toolkit.duties import is_closed
from toolkit.issue import file_name, standard_sheet
from toolkit.model import Book, Entry, Ledger, Remark, Unit, Unusable
from toolkit.pattern import Pattern

_FAMILIES = frozenset("RCFAL")
"""Families a unit can mend in its sheet; the others speak of deadlines and acceptance."""
_NOTHING_TO_MEND = frozenset({"R101", "R102", "R103", "R104", "R109"})
"""Silence, lateness, repeats, older versions and strangers: no cell of a sheet mends them."""


def returns_to_correct(
    session: Session, judged: Judged, ledger: Ledger,
) -> Iterator[tuple[str, bytes]]:
    """(name under the period's outbox, workbook) of each unit that sent something to mend."""
    names = {code: rule.name for code, rule in RULES.items()}
    remedies = {code: rule.remedy for code, rule in RULES.items()}
    standing = {u.unit: u for u in ledger.units}
    session = session.of(judged.period)
    known = {u.name: u for u in session.profile.units}
    pattern = _pattern(session)
    wrote, measures = _by_unit(judged.book)
    for unit, remarks in sorted(_to_mend(ledger).items()):
        problems = session.duties.shares(unit, judged.period.to)
        if not problems:
            continue
        state = standing.get(unit)
        yield f"退回/{file_name(unit)}.xlsx", standard_sheet(
            session.profile, judged.period, known.get(unit, Unit(unit)), problems,
            lead=frozenset(p.number for p in problems if session.duties.role(p.number, unit) == "lead"),
            closed=frozenset(p.number for p in problems if is_closed(p, ledger.baseline)),
            baseline=ledger.baseline, entries=wrote[unit], measure_entries=measures[unit],
            head=state.head if state else {},
            nothing_new=state.nothing_new if state else None,
            reason=state.reason if state else None,
            remarks=remarks, rule_names=names, remedies=remedies, self_checks=self_checks(),
            pattern=pattern)


def _pattern(session: Session) -> Pattern | None:
    """The office's own look; ours where its sheet has become unusable since: checking goes on."""
    try:
        return office_pattern(session)
    except Unusable:
        return None


def _to_mend(ledger: Ledger) -> Mapping[str, list[Remark]]:
    """The remarks a unit is told, by unit; only units with at least one it can mend."""
    told: dict[str, list[Remark]] = defaultdict(list)
    mendable: set[str] = set()
    for remark in ledger.remarks:
        if not remark.unit or remark.waived or remark.trial or remark.code == "R101":
            continue
        told[remark.unit].append(remark)
        if remark.code[0] in _FAMILIES and remark.code not in _NOTHING_TO_MEND:
            mendable.add(remark.unit)
    return {unit: told[unit] for unit in mendable}


def _by_unit(book: Book) -> tuple[Mapping[str, Sequence[Entry]], Mapping[str, Sequence[Entry]]]:
    """What each unit wrote, counting or refused, and its rows of measures."""
    wrote: dict[str, list[Entry]] = defaultdict(list)
    measures: dict[str, list[Entry]] = defaultdict(list)
    for case in book.cases:
        for entry in (*case.entries, *case.unanswered):
            wrote[entry.unit or ""].append(entry)
        for entry in case.measure_entries:
            measures[entry.unit or ""].append(entry)
    for entry in book.refused:
        wrote[entry.unit or ""].append(entry)
    return wrote, measures
