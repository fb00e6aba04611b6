"""A large workbook written by a second process is the one written here, whatever becomes of the process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from toolkit.app import alongside
from toolkit.app.alongside import workbook_alongside
from toolkit.excel import write_tables
from toolkit.model import Mark, Table, TableColumn, Unusable

Start = Callable[[str], subprocess.Popen[bytes]]
TABLES = (
    Table("问题", (TableColumn("序号", 6.0, "number"), TableColumn("进展", 30.0)),
          tuple((number, f"已清淤{number}公里。\n其余招标。") for number in range(1, 40)),
          {(0, 1): Mark("red", "核实")}),
    Table("单位", (TableColumn("单位", 20.0),), (("市水务局",), ("市住建局",))),
)
HERE = write_tables(TABLES, title="台账", header="内部资料")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes begun, on a machine that has room for a second one."""
    children: list[subprocess.Popen[bytes]] = []
    start: Start = alongside.start_child
    monkeypatch.setattr(alongside.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(alongside, "start_child", lambda begin: children.append(start(begin)) or children[-1])
    return children


def written(large: int) -> bytes:
    with workbook_alongside(TABLES, title="台账", header="内部资料", large=large) as workbook:
        return workbook()


def test_a_second_process_writes_the_same_bytes(started: list[subprocess.Popen[bytes]]) -> None:
    assert written(large=39) == HERE
    assert [child.returncode for child in started] == [0]


def test_a_small_workbook_is_written_here(started: list[subprocess.Popen[bytes]]) -> None:
    assert written(large=40) == HERE
    assert started == []


def test_a_machine_of_one_processor_does_it_alone(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alongside.os, "cpu_count", lambda: 1)
    assert written(large=1) == HERE
    assert started == []


@pytest.mark.parametrize("does", [
    "raise SystemExit(3)", "import sys; sys.stdin.buffer.read(); raise SystemExit(4)",
    "import os, sys; sys.stdout.buffer.write(b'PK half'); sys.stdout.flush(); os.abort()"])
def test_a_process_that_fails_costs_nothing_but_time(does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", does], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(alongside.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(alongside, "start_child", start)
    assert written(large=1) == HERE


def test_where_none_starts_it_is_written_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: str) -> subprocess.Popen[bytes]:
        raise Unusable("无法启动")

    monkeypatch.setattr(alongside.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(alongside, "start_child", start)
    assert written(large=1) == HERE


def test_the_process_ends_with_the_command(started: list[subprocess.Popen[bytes]]) -> None:
    """A fault among the other outputs leaves nothing running."""
    with pytest.raises(Unusable), workbook_alongside(TABLES, title="台账", header="", large=1):
        raise Unusable("函件模板有错误")
    assert all(child.poll() is not None for child in started)
    assert len(started) == 1


def test_what_no_cell_holds_is_refused_all_the_same(started: list[subprocess.Popen[bytes]]) -> None:
    tables = (Table("问题", (TableColumn("进展", 30.0),), (("长" * 33_000,),)),)
    with pytest.raises(Unusable, match="A2有33000个字"), \
            workbook_alongside(tables, title="台账", header="", large=1) as workbook:
        workbook()
    assert len(started) == 1
