"""A run cut short anywhere: outputs are all old or (after the next command) all new; inbox untouched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

import pytest
from valley import (
    ANSWERS,
    CITY,
    FARM,
    NORTH,
    PERIOD,
    TODAY,
    WATER,
    Valley,
    contents,
    copied,
    opened,
)

REPO = Path(__file__).resolve().parents[2]
STATE = [".zhenggai"]
EVERY = int(os.environ.get("ZHENGGAI_EVERY_CALL", "2"))
"""Up to which call each one is made to fail; of those after it the four faults take every second between them."""



@pytest.fixture(scope="module")
def halfway(tmp_path_factory: pytest.TempPathFactory) -> Valley:
    """Run once with two units; now all have returned, and everything will change."""
    valley = opened(tmp_path_factory.mktemp("crash") / "w")
    valley.send_all(WATER, FARM)
    valley.send(CITY, {5: {**ANSWERS[5], "整改状态": "快好了"}})
    valley.run()
    valley.send_all(NORTH)
    valley.send(CITY, name="改后.xlsx", at="2025-03-20T09:00")
    return valley


@pytest.fixture(scope="module")
def finished(halfway: Valley, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    valley = copied(halfway, tmp_path_factory.mktemp("done") / "w")
    assert valley.run().code == 0
    return contents(valley.root, skip=STATE)


class Fails:
    """Lets calls through until the k-th, which raises before or after doing its work."""

    def __init__(self, real: Callable[..., Any], at: int, fault: BaseException, *, after: bool) -> None:
        self.real, self.at, self.fault, self.after, self.calls = real, at, fault, after, 0

    def __call__(self, *words: Any, **options: Any) -> Any:
        self.calls += 1
        if self.calls != self.at:
            return self.real(*words, **options)
        if self.after:
            self.real(*words, **options)
        raise self.fault


PLACES = {"replace": (Path, "replace"), "fsync": (os, "fsync"), "unlink": (Path, "unlink"),
          "link": (os, "link"), "mkdir": (Path, "mkdir")}
FAULTS = {
    "full": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "open": lambda: PermissionError(errno.EACCES, "Permission denied"),
    "stop": KeyboardInterrupt,
}


def attempts(
    halfway: Valley, tmp_path: Path, where: str, fault: Callable[[], BaseException], *, after: bool, turn: int,
) -> Iterator[tuple[Valley, Any]]:
    """One workspace for every call that can fail, cut short there; of later calls those whose turn it is."""
    owner, name = PLACES[where]
    for at in chain(range(1, EVERY + 1), count(EVERY + 1 + 2 * turn, 8)):
        valley = copied(halfway, tmp_path / f"{at}")
        with pytest.MonkeyPatch.context() as patch:
            failing = Fails(getattr(owner, name), at, fault(), after=after)
            patch.setattr(owner, name, lambda *w, _f=failing, **o: _f(*w, **o))
            answer = valley.say("run", PERIOD)
        if failing.calls < at:
            return
        yield valley, answer


@pytest.mark.parametrize(("turn", "fault", "after"), [
    (0, "full", False), (1, "open", False), (2, "stop", False), (3, "stop", True)])
@pytest.mark.parametrize("where", sorted(PLACES))
def test_cut_short_anywhere(
    halfway: Valley, finished: dict[str, str], tmp_path: Path, where: str, turn: int, fault: str, *, after: bool,
) -> None:
    old = contents(halfway.root, skip=STATE)
    seen = 0
    for valley, answer in attempts(halfway, tmp_path, where, FAULTS[fault], after=after, turn=turn):
        now = contents(valley.root, skip=STATE)
        if answer.code == 2:
            assert now == old or (fault == "stop" and now == finished), where
            assert "Traceback" not in answer.err
            if fault == "full" and where != "link":
                assert "磁盘空间不足" in answer.err
            if fault == "open" and where in ("replace", "fsync"):
                assert "请先关闭 WPS/Excel" in answer.err
            if now == finished:
                assert "已经全部写好" in answer.err
        else:
            assert now == finished, where
        assert valley.run().code == 0
        assert contents(valley.root, skip=STATE) == finished
        assert not (valley.root / ".zhenggai" / "journal.json").exists()
        seen += 1
    assert seen or where == "mkdir"


def test_killed_in_a_process_of_its_own(
    halfway: Valley, finished: dict[str, str], tmp_path: Path,
) -> None:
    """No handler runs: the process is gone between two renames."""
    old = contents(halfway.root, skip=STATE)
    states = set()
    for at in (1, 2, 3, 6):
        valley = copied(halfway, tmp_path / f"{at}")
        killed = subprocess.run(
            [sys.executable, "-c", KILLER, str(at), "run", PERIOD, "-C", str(valley.root),
             "--today", TODAY], env={**os.environ, "PYTHONPATH": str(REPO)}, check=False,
            capture_output=True)
        assert killed.returncode == 9, killed.stderr
        now = contents(valley.root, skip=STATE)
        states.add("old" if now == old else "between")
        inbox = {n: d for n, d in now.items() if n.startswith("inbox/") and n.endswith(".xlsx")}
        assert inbox == {n: d for n, d in old.items() if n in inbox}
        assert valley.run().code == 0
        assert contents(valley.root, skip=STATE) == finished
    assert states == {"old", "between"}


KILLER = """
import os, sys
from pathlib import Path
at, real, calls = int(sys.argv[1]), Path.replace, 0
def kill(self, target):
    global calls
    calls += 1
    if calls == at:
        os._exit(9)
    return real(self, target)
Path.replace = kill
from toolkit.cli import main
main(sys.argv[2:])
"""


def test_another_command_at_work_is_a_sentence(halfway: Valley, tmp_path: Path) -> None:
    from filelock import FileLock

    valley = copied(halfway, tmp_path / "w")
    before = contents(valley.root, skip=STATE)
    with FileLock(valley.root / ".zhenggai" / "lock"):
        answer = valley.say("check", PERIOD)
    assert answer.code == 2
    assert "另一个 zhenggai" in answer.err
    assert contents(valley.root, skip=STATE) == before
