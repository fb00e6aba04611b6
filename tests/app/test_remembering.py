"""What is remembered of a period: a unit's faults, mended or not; nothing the office took back."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "reports"))

from ledgers import DUE, RIVER_BEND, WATER, sample_ledger

from toolkit.app.remembering import as_note, recorded, with_look
from toolkit.model import Arrival, FaultRecord, Ledger, Remark
from toolkit.store import Workspace

AFTER = DUE + timedelta(days=2)
F301 = Remark("F301", "blocks", "没有填。", WATER, 1)
F302 = Remark("F302", "advises", "空话。", WATER, 2)


def ledger(*remarks: Remark, files: tuple[str, ...] = ("a",)) -> Ledger:
    arrivals = tuple(Arrival(f"{f}.xlsx", f * 64, unit=WATER) for f in files)
    return replace(sample_ledger(), remarks=remarks, arrivals=arrivals)


def looked(*ledgers: Ledger) -> FaultRecord:
    record = FaultRecord("2031-03")
    for one in ledgers:
        record = with_look(record, one, AFTER)
    return record


def told(record: FaultRecord) -> list[tuple[str, str, int, tuple[int, ...]]]:
    return [(f.unit, f.code, f.count, f.problems) for f in record.faults()]


def test_the_same_look_twice_changes_nothing() -> None:
    once = looked(ledger(F301, F302))
    assert with_look(once, ledger(F301, F302), AFTER) == once
    assert told(once) == [(WATER, "F301", 1, (1,)), (WATER, "F302", 1, (2,))]


def test_a_fault_mended_by_another_file_is_remembered_however_often_one_looks() -> None:
    record = looked(ledger(F301), ledger(files=("a", "b")), ledger(files=("a", "b")))
    assert told(record) == [(WATER, "F301", 1, (1,))]


def test_a_fault_gone_without_a_new_file_was_taken_back() -> None:
    assert told(looked(ledger(F301), ledger())) == []
    assert told(looked(ledger(F301), ledger(replace(F301, waived="主任同意")))) == []
    assert told(looked(ledger(F301), ledger(replace(F301, trial=True)))) == []


def test_the_worst_look_counts_and_all_its_problems() -> None:
    many = tuple(replace(F301, problem=number) for number in (1, 2, 6))
    record = looked(ledger(*many), ledger(replace(F301, problem=7), files=("b",)))
    assert told(record) == [(WATER, "F301", 3, (1, 2, 6, 7))]


def test_silence_before_the_due_time_is_no_fault() -> None:
    silent = ledger(Remark("R101", "blocks", "未报送。", RIVER_BEND))
    assert told(with_look(FaultRecord("2031-03"), silent, DUE)) == []
    assert told(with_look(FaultRecord("2031-03"), silent, AFTER)) == [(RIVER_BEND, "R101", 1, ())]


def test_the_note_gives_the_record_back_and_a_torn_one_gives_nothing(tmp_path: Path) -> None:
    record = looked(ledger(F301), ledger(F302, files=("b",)))
    note = tmp_path / ".zhenggai" / "faults" / "2031-03.json"
    note.parent.mkdir(parents=True)
    note.write_bytes(as_note(record))
    assert recorded(Workspace(tmp_path), "2031-03") == record
    note.write_text('{"units": {"市水务局": {"files": 3}}}', encoding="utf-8")
    assert recorded(Workspace(tmp_path), "2031-03").faults() == ()
    assert recorded(Workspace(tmp_path), "没有这一期").faults() == ()
