"""A ledger written by a second process: the same bytes, and written here where that process fails."""

from __future__ import annotations

import gc

import pytest
from ledgers import sample_ledger

from toolkit.app.outputs import aside
from toolkit.app.outputs.aside import Writer
from toolkit.model import Table, TableColumn, Unusable
from toolkit.reports.ledger.book import ledger_tables

NAMED = {"title": "2025年3月整改台账", "header": "内部资料"}


def test_the_bytes_are_the_same() -> None:
    tables = ledger_tables(sample_ledger())
    apart = Writer(large=True)
    assert apart._process is not None
    here = Writer(large=False)
    assert here._process is None
    written = apart.write(tables, **NAMED)
    assert written() == here.write(tables, **NAMED)() == written()
    assert apart._process.wait(10) == 0


def test_nobody_has_to_wait_for_it() -> None:
    writer = Writer(large=True)
    process = writer._process
    promised = writer.write(ledger_tables(sample_ledger()), **NAMED)
    del writer, promised
    gc.collect()
    assert process is not None
    assert process.poll() is not None


@pytest.mark.parametrize("begin", [
    "raise SystemExit(1)", "import os; os._exit(3)", "import sys; sys.stdin.buffer.read(100)",
    "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'12345')",
])
def test_where_the_process_fails_the_workbook_is_written_here(begin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_BEGIN", begin)
    monkeypatch.setattr(aside, "SECONDS", 2.0)
    tables = ledger_tables(sample_ledger())
    assert Writer(large=True).write(tables, **NAMED)() == Writer(large=False).write(tables, **NAMED)()


def test_a_process_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_BEGIN", "import sys, time; sys.stdin.buffer.read(8); time.sleep(60)")
    monkeypatch.setattr(aside, "SECONDS", 0.5)
    table = (Table("表", (TableColumn("栏", 10),), (("甲",),)),)
    assert Writer(large=True).write(table, **NAMED)().startswith(b"PK")


def test_what_cannot_be_written_is_said_by_either() -> None:
    table = (Table("表", (TableColumn("栏", 10),), (("长" * 40_000,),)),)
    for large in (True, False):
        with pytest.raises(Unusable):
            Writer(large=large).write(table, **NAMED)()


def test_no_process_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: str) -> None:
        raise Unusable("无法启动子进程")
    monkeypatch.setattr(aside, "start_child", refused)
    table = (Table("表", (TableColumn("栏", 10),), (("甲",),)),)
    assert Writer(large=True).write(table, **NAMED)().startswith(b"PK")
