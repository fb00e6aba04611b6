"""What units were told in a period, kept for the next: ``.zhenggai/faults/<period>.json``.

A fault that is gone after a unit sent another file was the unit's, and is remembered as mended. One that
is gone while its files are the same was taken back by the office (waived, list corrected, due time put off),
and is forgotten. Where the note is lost, the sheet 校验意见 of that period's 校验报告.xlsx serves.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from toolkit.app.session import Session
from toolkit.model import (
    WEIGHT_WORDS,
    Fault,
    FaultRecord,
    Ledger,
    Remark,
    UnitFaults,
    Unusable,
    worst_of,
)
from toolkit.reports.check_report.tallies import History
from toolkit.reports.wording import MISSING, counts_as_missing
from toolkit.store import Workspace
from toolkit.store.workspace import state_path
from toolkit.tables import Tables, read_workbook
from toolkit.tables.headed import HeadedRow, headed_rows

_REPORT, _SHEET = "校验报告.xlsx", "校验意见"
_HEADINGS = ("代码", "级别", "单位", "问题")


def note_path(period: str) -> str:
    """Where a period's faults are noted, for a Commit."""
    return state_path(f"faults/{period}.json")


def with_look(record: FaultRecord, ledger: Ledger, now: datetime) -> FaultRecord:
    """The record with one more look at the period; the same look twice changes nothing.

    Who has not returned before its due time has done nothing wrong yet.
    """
    in_time = {unit.unit for unit in ledger.units if now <= unit.due}
    said = _said(r for r in ledger.remarks if r.code != MISSING or r.unit not in in_time)
    for unit in ledger.units:
        known = said.get(unit.unit, ())
        told = any(fault.code == MISSING for fault in known)
        if unit.unit not in in_time and not told and counts_as_missing(ledger, unit):
            said[unit.unit] = (*known, Fault(unit.unit, MISSING, 1, (), True))
    files: dict[str, set[str]] = defaultdict(set)
    for arrival in ledger.arrivals:
        files[arrival.unit or ""].add(arrival.sha256)
    names = {*record.units, *said, *(unit.unit for unit in ledger.units)}
    units = {
        name: _looked(record.units.get(name, UnitFaults()), tuple(sorted(files[name])), said.get(name, ()))
        for name in sorted(names)}
    return FaultRecord(record.period, units)


def _looked(known: UnitFaults, files: tuple[str, ...], said: tuple[Fault, ...]) -> UnitFaults:
    mended = known.mended
    if files != known.files:
        mended = worst_of((*mended, *known.standing))
    return UnitFaults(files, said, mended)


def _said(remarks: Iterable[Remark]) -> dict[str, tuple[Fault, ...]]:
    """The faults that count (none waived or on trial), by unit."""
    spoken: dict[tuple[str, str], list[Remark]] = defaultdict(list)
    for remark in remarks:
        if not remark.waived and not remark.trial:
            spoken[remark.unit or "", remark.code].append(remark)
    found: dict[str, list[Fault]] = defaultdict(list)
    for (unit, code), alike in sorted(spoken.items()):
        numbers = {r.problem for r in alike if r.problem is not None}
        blocks = any(r.weight == "blocks" for r in alike)
        found[unit].append(Fault(unit, code, len(alike), tuple(sorted(numbers)), blocks))
    return {unit: tuple(faults) for unit, faults in found.items()}


# ── the note ─────────────────────────────────────────────────────────────────────────────────────
def recorded(workspace: Workspace, period: str) -> FaultRecord:
    """What is known of a period's faults; empty where nothing is."""
    note = workspace.state(f"faults/{period}.json")
    if note:
        return _from_note(period, note)
    return _from_report(workspace, period)


def as_note(record: FaultRecord) -> bytes:
    """The note's bytes, the same for the same record."""
    units = {name: asdict(unit) for name, unit in sorted(record.units.items())}
    return json.dumps({"units": units}, ensure_ascii=False, indent=1).encode() + b"\n"


def _from_note(period: str, note: Mapping[str, Any]) -> FaultRecord:
    """Unreadable parts of a note count as not written: it only helps people remember."""
    try:
        units = {name: _unit(noted) for name, noted in note["units"].items()}
    except (KeyError, TypeError, AttributeError):
        units = {}
    return FaultRecord(period, units)


def _unit(noted: Mapping[str, Any]) -> UnitFaults:
    def faults(of: str) -> tuple[Fault, ...]:
        return tuple(Fault(**{**f, "problems": tuple(f["problems"])}) for f in noted[of])

    return UnitFaults(tuple(noted["files"]), faults("standing"), faults("mended"))


def _from_report(workspace: Workspace, period: str) -> FaultRecord:
    path = f"outbox/{period}/{_REPORT}"
    content = workspace.read(path)
    tables = read_workbook(path, content) if content else None
    if not isinstance(tables, Tables):
        return FaultRecord(period)
    try:
        rows = list(headed_rows(tables, path, _SHEET, _HEADINGS, _HEADINGS))
    except Unusable:  # a report of another make: nothing is remembered then
        return FaultRecord(period)
    said = _said(remark for row in rows if (remark := _remark(row)))
    return FaultRecord(period, {unit: UnitFaults((), faults) for unit, faults in said.items()})


def _remark(row: HeadedRow) -> Remark | None:
    weight = {word: weight for weight, word in WEIGHT_WORDS.items()}.get(row.text("级别"))
    code, number = row.text("代码"), row.text("问题")
    if weight is None or not code:
        return None
    return Remark(code, weight, "", row.text("单位") or None, int(number) if number.isdecimal() else None)


def faults_of(session: Session, period: str | None) -> FaultRecord | None:
    """The faults of a past period, each unit under the name it has now; None without a period."""
    if period is None:
        return None
    named: dict[str, tuple[Fault, ...]] = {}
    for fault in recorded(session.workspace, period).faults():
        name = (session.directory.resolve(fault.unit) if fault.unit else None) or fault.unit
        named[name] = worst_of((*named.get(name, ()), replace(fault, unit=name)))
    return FaultRecord(period, {name: UnitFaults((), faults) for name, faults in named.items()})


def history(session: Session, ledger: Ledger) -> History:
    """The period with this look at it, and the last one."""
    period = ledger.period
    return History(with_look(recorded(session.workspace, period.name), ledger, session.now),
                   faults_of(session, period.previous))
