"""Problems + returns (+ last period) -> Book: which entries count for which problem.

For one unit a newer workbook replaces only the rows it contains; which one is newer is decided by
receipt time, then version words in the name, then the date filled in, then the name. Two workbooks on
one issued sheet from different hands replace nothing of each other. Everything that does not count is
kept as a ``Leftover`` with its reason. The order of the inputs does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from toolkit.duties import Duties, directory_of
from toolkit.model import (
    Arrival,
    Baseline,
    Book,
    Diagnostic,
    Issued,
    Period,
    Problem,
    Profile,
    Return,
)
from toolkit.reconcile.days import with_days
from toolkit.reconcile.issued import issued_beside
from toolkit.reconcile.leftovers import Leftovers
from toolkit.reconcile.meeting import Meeting
from toolkit.reconcile.standing import standing

__all__ = ["issued_beside", "reconcile"]

UNREVISED = Issued()


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
    duties: Duties | None = None,
    issued: Issued = UNREVISED,
) -> Book:
    """Bring the entries of all returns to their problems.

    ``duties`` are those on the day the period was issued, where they are worked out already.
    ``arrivals`` carry each file's sender, time and verdict so far; a return without a unit (its own, else
    its arrival's), or whose arrival is rejected or ignored, contributes leftovers only. ``issued`` tells
    what the sheets said where the list was revised after they went out.
    """
    duties = duties or Duties(tuple(problems), directory_of(profile, problems, period.issued.date()))
    by_file = {arrival.file: arrival for arrival in arrivals}
    meeting = Meeting(
        profile, period, tuple(problems), duties, baseline, Leftovers(profile), by_file, issued)
    usable: dict[str, list[Return]] = defaultdict(list)
    dated = (with_days(returned, profile, period) for returned in returns)
    for returned in sorted(dated, key=lambda r: (r.file, r.unit or "")):
        returned = with_days(returned, profile, period)  # noqa: PLW2901 - the return as it is read in this period
        arrival = by_file[returned.file]
        unit = returned.unit or arrival.unit
        meeting.diagnostics += [
            replace(d, unit=unit) for d in returned.diagnostics]
        if unit and arrival.verdict == "accepted":
            usable[unit].append(returned)
        else:
            meeting.leftovers.whole(returned, arrival.reason or "未采用")
    for unit in sorted(usable):
        meeting.unit(unit, usable[unit])
    settled = meeting.settled_arrivals()
    met = _by_unit(settled.values())
    units = tuple(
        standing(unit, meeting, meeting.own(unit, usable.get(unit, [])), settled, met.get(unit, ()))
        for unit in period.expected)
    return Book(
        profile=profile, now=now, problems=meeting.problems, period=period,
        cases=meeting.cases(units), units=units, refused=tuple(meeting.refused),
        arrivals=tuple(settled[file] for file in sorted(settled)),
        returns=tuple(r for rs in usable.values() for r in rs),
        leftovers=tuple(meeting.leftovers.found), baseline=baseline,
        diagnostics=(*diagnostics, *meeting.spoken()), added=issued.added,
    )


def _by_unit(arrivals: Iterable[Arrival]) -> Mapping[str | None, Sequence[Arrival]]:
    """The files by the unit that sent them, in order of name."""
    met: dict[str | None, list[Arrival]] = defaultdict(list)
    for arrival in sorted(arrivals, key=lambda a: a.file):
        met[arrival.unit].append(arrival)
    return met
