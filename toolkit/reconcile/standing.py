"""How an expected unit stands in a period: what it sent, when, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from toolkit.duties import is_closed
from toolkit.model import Arrival, Profile, Return, UnitReturn, UnitState
from toolkit.reconcile.meeting import Meeting
from toolkit.reconcile.order import age

_ATTACHED = frozenset({"scan", "evidence"})


def standing(
    unit: str, meeting: Meeting, returns: Sequence[Return], by_file: Mapping[str, Arrival],
    met: Sequence[Arrival],
) -> UnitReturn:
    """How an expected unit stands: its time is that of its first workbook that says something.

    ``met`` are the files that came from it, with what became of them.
    """
    due = meeting.period.due_for(unit)
    owed = tuple(
        p.number for p in meeting.duties.shares(unit, meeting.period.to)
        if not is_closed(p, meeting.baseline))
    attached = tuple(a.file for a in met if a.kind in _ATTACHED)
    if not returns:
        return UnitReturn(
            unit, "missing", None, None, tuple(a.file for a in met), owed, (), due, attached=attached)
    oldest_first = sorted(returns, key=lambda r: age(r, by_file[r.file]))
    files = dict.fromkeys(r.file for r in oldest_first)
    refused = (a.file for a in met if a.verdict == "rejected")
    telling = [r for r in oldest_first if meeting.tells(r)]
    arrival = by_file[(telling or oldest_first)[0].file]
    zero = telling[-1] if telling and telling[-1].nothing_new else None
    late = arrival.received_at is not None and arrival.received_at > _last_moment(due, meeting.profile)
    silent = zero is not None and not any(key[1] == unit for key in meeting.entries)
    state: UnitState = "late" if late else "nothing_to_report" if silent else "returned"
    return UnitReturn(
        unit, state, arrival.received_at, arrival.how, tuple(dict.fromkeys((*files, *refused))), owed,
        tuple(n for n in owed if (n, unit) in meeting.entries), due, oldest_first[-1].head,
        zero.nothing_new if zero else None, zero.reason if zero else None, attached)


def _last_moment(due: datetime, profile: Profile) -> datetime:
    """When what arrives begins to be late: the due time, or the end of its day if the office says so."""
    if "24时" in profile.late_from:
        return due.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return due
