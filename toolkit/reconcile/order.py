"""Which of a unit's workbooks is newer, and why; and the order in which rows are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from toolkit.model import Arrival, Entry, Return


def said(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What a row says, whatever its place."""
    return tuple(sorted((name, written.text) for name, written in entry.cells.items()))


def notes_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What a row says in columns of the unit's own."""
    return tuple(sorted((name, written.text) for name, written in entry.extra.items()))


def age(returned: Return, arrival: Arrival) -> tuple[float, tuple[int, int], date, str, str]:
    """Sort key of a unit's workbooks, the newest last."""
    moment = arrival.received_at.timestamp() if arrival.received_at else 0.0
    filled = returned.head.get("filled_on")
    day = filled.day if filled and filled.day else date.min
    return moment, arrival.version, day, returned.file, returned.sha256


def why_newer(older: Return, newer: Return, by_file: Mapping[str, Arrival]) -> str:
    before, after = age(older, by_file[older.file]), age(newer, by_file[newer.file])
    reasons = ("收到时间较晚", "文件名标明是较新的版本", "填报日期较晚")
    for index, reason in enumerate(reasons):
        if before[index] != after[index]:
            return reason
    return "分不出先后，按文件名取后一个，请核实"


def ranked(lead_units: Sequence[str], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Lead units first in the list's order, then the others by name; a unit's rows by measure."""
    leads = {unit: position for position, unit in enumerate(lead_units)}
    return tuple(sorted(entries, key=lambda e: (
        leads.get(e.unit or "", len(leads)), e.unit or "", e.measure or 0)))

