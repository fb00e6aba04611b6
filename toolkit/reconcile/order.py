"""Which of a unit's workbooks is newer, and why; whose words they are; the order rows are shown in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from toolkit.model import Arrival, Entry, Return
from toolkit.text import matching_key

WHY_NEWER = ("这一份是本期的表", "收到时间较晚", "文件名标明是较新的版本", "填报日期较晚")
UNDECIDED = "分不出先后，按文件名取后一个，请核实"
ALIKE = "两份所填相同"


def said(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What a row says, whatever its place."""
    return tuple(sorted((name, written.text) for name, written in entry.cells.items()))


def notes_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What a row says in columns of the unit's own."""
    return tuple(sorted((name, written.text) for name, written in entry.extra.items()))


def age(
    returned: Return, arrival: Arrival,
) -> tuple[bool, float, tuple[int, int], date, str, str]:
    """Sort key of a unit's workbooks, the newest last; one of another period is older than any of this."""
    moment = arrival.received_at.timestamp() if arrival.received_at else 0.0
    filled = returned.head.get("filled_on")
    day = filled.day if filled and filled.day else date.min
    return (not arrival.other_period, moment, arrival.version, day, returned.file, returned.sha256)


def why_newer(older: Return, newer: Return, by_file: Mapping[str, Arrival], *, alike: bool) -> str:
    """What makes one workbook the newer; ``alike``: what it replaces reads the same, so nobody need ask."""
    before, after = age(older, by_file[older.file]), age(newer, by_file[newer.file])
    for index, reason in enumerate(WHY_NEWER):
        if before[index] != after[index]:
            return reason
    return ALIKE if alike else UNDECIDED


def apart(
    one: Entry, other: Entry, returns: Mapping[str | None, Return], by_file: Mapping[str, Arrival],
) -> bool:
    """Whether two rows for one problem come on one issued sheet from different hands.

    The stamp says which sheet was issued, not who filled it in: where 填报人 or the unit whose folder it
    is differ, neither row replaces the other.
    """
    sheets = [returns[e.place.file].stamp for e in (one, other)]
    if not all(sheets) or len({stamp.unit for stamp in sheets if stamp}) > 1:
        return False
    people = {matching_key(e.text("filler")) for e in (one, other)} - {""}
    if len(people) > 1:
        return True
    folders = {by_file[e.place.file or ""].hint or e.unit for e in (one, other)}
    return len(folders) > 1


def ranked(lead_units: Sequence[str], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Lead units first in the list's order, then the others by name; a unit's rows by measure."""
    entries = tuple(entries)
    if len(entries) < 2:
        return entries
    leads = {unit: position for position, unit in enumerate(lead_units)}
    return tuple(sorted(entries, key=lambda e: (
        leads.get(e.unit or "", len(leads)), e.unit or "", e.measure or 0,
        e.place.file or "", e.place.row or 0)))
