"""Outputs made by a second process: the same bytes, in any order asked for, and made here where that process fails."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from ledgers import sample_ledger

from toolkit.app.outputs import aside
from toolkit.app.outputs.aside import Aside
from toolkit.excel import write_tables
from toolkit.model import Para, Table, TableColumn, Unusable
from toolkit.page import write_page
from toolkit.reports.annex import annex_blocks
from toolkit.reports.board import board
from toolkit.reports.ledger.book import ledger_tables
from toolkit.word import annex_template, write_word

TABLE = (Table("表", (TableColumn("栏", 10),), (("甲",),)),)


def begun(by: Aside) -> list[Callable[[], bytes]]:
    ledger = sample_ledger()
    return [by.do(write_tables, ledger_tables(ledger), title="2025年3月整改台账", header="内部资料"),
            by.do(write_word, annex_blocks(ledger), annex_template(), title="附件", header="草稿"),
            by.do(write_page, board(ledger))]


def made(by: Aside) -> list[bytes]:
    return [output() for output in begun(by)]


def test_the_bytes_are_the_same_in_whatever_order_they_are_asked_for() -> None:
    apart, here = Aside(large=True), Aside(large=False)
    assert apart._process is not None
    assert here._process is None
    book, document, page = begun(apart)
    assert [document(), page(), book(), document()] == [made(here)[n] for n in (1, 2, 0, 1)]
    assert apart._answers == made(here)  # all of it came from there


def test_nobody_has_to_wait_for_it() -> None:
    apart = Aside(large=True)
    process, promised = apart._process, begun(apart)
    del apart, promised
    gc.collect()
    assert process is not None
    assert process.poll() is not None


@pytest.mark.parametrize("begin", [
    "raise SystemExit(1)", "import os; os._exit(3)", "import sys; sys.stdin.buffer.read(100)",
    "import sys; sys.stdin.buffer.read(8); sys.stdout.buffer.write(b'12345')",
    "from toolkit.app.outputs import aside; aside._made = lambda _: b''; aside.serve()",
])
def test_where_the_process_fails_all_is_made_here(begin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_BEGIN", begin)
    assert made(Aside(large=True)) == made(Aside(large=False))


def test_a_process_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_BEGIN", "import sys, time; sys.stdin.buffer.read(8); time.sleep(60)")
    monkeypatch.setattr(aside, "SECONDS", 0.5)
    assert Aside(large=True).do(write_tables, TABLE, title="", header="")().startswith(b"PK")


def test_large_outputs_wait_without_a_lock() -> None:
    apart = Aside(large=True)
    blocks = tuple(Para(f"第{n}段{'字' * 200}{n * n}") for n in range(3000))
    outputs = [apart.do(write_word, blocks, annex_template(), title=f"{n}", header="") for n in range(4)]
    assert len({len(output()) for output in reversed(outputs)}) <= 4
    assert outputs[0]() == write_word(blocks, annex_template(), title="0", header="")


def test_what_cannot_be_made_is_said_by_either_and_costs_no_other() -> None:
    long = (Table("表", (TableColumn("栏", 10),), (("长" * 40_000,),)),)
    apart = Aside(large=True)
    wrong, right = (apart.do(write_tables, tables, title="", header="") for tables in (long, TABLE))
    assert right() == write_tables(TABLE, title="", header="")
    for _ in range(2):
        with pytest.raises(Unusable):
            wrong()
    with pytest.raises(Unusable):
        Aside(large=False).do(write_tables, long, title="", header="")


def test_what_is_no_plain_value_is_made_here() -> None:
    apart = Aside(large=True)
    assert apart.do(lambda said: said, b"1")() == b"1"
    assert apart._asked == 0


def test_no_process_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: str) -> None:
        raise Unusable("无法启动子进程")
    monkeypatch.setattr(aside, "start_child", refused)
    assert Aside(large=True).do(write_tables, TABLE, title="", header="")().startswith(b"PK")
