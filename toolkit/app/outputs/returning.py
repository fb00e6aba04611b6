"""退回: for each unit with something to mend, its sheet again, carrying what it wrote and every remark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.app.issuing import self_checks
from toolkit.app.judging import Judged
from toolkit.app.office_sheet import office_pattern
from toolkit.app.session import Session
from toolkit.checks import RULES
from toolkit.duties import is_closed
from toolkit.issue import file_name, standard_sheet
from toolkit.model import Book, Entry, Ledger, Place, Remark, Return, Unit, Unusable, Written

if TYPE_CHECKING:
    from toolkit.pattern import Pattern

_FAMILIES = frozenset("RCFAL")
"""Families a unit can mend in its sheet; the others speak of deadlines and acceptance."""
_NOTHING_TO_MEND = frozenset({"R101", "R102", "R103", "R104", "R109"})
"""Silence, lateness, repeats, older versions and strangers: no cell of a sheet mends them."""

_TO_UNITS = {"R102": "这一条不用在表里改。如是按时发送的，请把发送时间告诉整改办，由整改办更正；确需延期的，请事先向整改办提出。"}
"""What a unit reads where a rule's own page tells the office what to do."""
_RESTORED = "这份表里官方栏目已恢复为公布的内容，不用再改；请核对本行填报的内容是否仍然对应。认为公布内容有误的，向整改办提出。"
"""Official cells of a sheet that goes back are the list's: what was altered needs no mending there."""


def returns_to_correct(
    session: Session, judged: Judged, ledger: Ledger,
) -> Iterator[tuple[str, bytes]]:
    """(name under the period's outbox, workbook) of each unit that sent something to mend."""
    names = {code: rule.name for code, rule in RULES.items()}
    remedies = {code: _RESTORED if rule.family == "A" else _TO_UNITS.get(code, rule.remedy) for code, rule in RULES.items()}
    standing = {u.unit: u for u in ledger.units}
    session = session.of(judged.period)
    known = {u.name: u for u in session.profile.units}
    pattern = _pattern(session)
    to_mend = _to_mend(ledger)
    wrote = _by_unit(judged.book) if to_mend else {}
    for unit, remarks in sorted(to_mend.items()):
        problems = session.duties.shares(unit, judged.period.to)
        if not problems:
            continue
        state = standing.get(unit)
        yield f"退回/{file_name(unit)}.xlsx", standard_sheet(
            session.profile, judged.period, known.get(unit, Unit(unit)), problems,
            lead=frozenset(p.number for p in problems if session.duties.role(p.number, unit) == "lead"),
            closed=frozenset(p.number for p in problems if is_closed(p, ledger.baseline)),
            baseline=ledger.baseline, entries=wrote[unit].rows, measure_entries=wrote[unit].measures,
            head=state.head if state else wrote[unit].head,
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


@dataclass(slots=True)
class _Said:
    """What one unit wrote: rows of 填报表, rows of 措施, the head of its latest workbook."""

    rows: list[Entry] = field(default_factory=list)
    measures: list[Entry] = field(default_factory=list)
    head: Mapping[str, Written] = field(default_factory=dict)


def _by_unit(book: Book) -> Mapping[str, _Said]:
    """What each unit wrote, counting or refused, each row as it stood in its own sheet."""
    said: dict[str, _Said] = defaultdict(_Said)
    heads = {written.place for returned in book.returns for written in returned.head.values()}
    for case in book.cases:
        for entry in (*case.entries, *case.unanswered):
            said[entry.unit or ""].rows.append(_row_alone(entry, heads))
        for entry in case.measure_entries:
            said[entry.unit or ""].measures.append(_row_alone(entry, heads))
    for entry in book.refused:
        said[entry.unit or ""].rows.append(_row_alone(entry, heads))
    senders = {arrival.file: arrival.unit or "" for arrival in book.arrivals}
    for returned in book.returns:
        unit = said[senders.get(returned.file, "")]
        unit.head = unit.head or returned.head
        unit.measures += _unlisted(returned, unit.measures)
    return said


def _row_alone(entry: Entry, heads: frozenset[Place] | set[Place]) -> Entry:
    """A row without what it took from the head: there alone it is to be corrected."""
    cells = {name: written for name, written in entry.cells.items() if written.place not in heads}
    return entry if len(cells) == len(entry.cells) else replace(entry, cells=cells)


def _unlisted(returned: Return, known: Sequence[Entry]) -> list[Entry]:
    """Rows of 措施 that met no measure of the list but say something: a unit's words are not lost."""
    seen = {entry.place for entry in known}
    return [entry for entry in returned.measure_entries
            if (entry.problem is None or entry.measure is None) and entry.place not in seen
            and any(written.text for written in entry.cells.values())]
