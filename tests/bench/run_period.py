"""How long `run` takes, as ratios against raw reading of the same files, in one run.

    python tests/bench/run_period.py [N] [--keep DIR]

Prints the whole command `run`, from its start to its end, and each of its stages as multiples of reading
all sheets of the same files with python-calamine, and the same for a merge of them with pandas and openpyxl.
"""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from generate import NOW, PERIOD, generate  # noqa: E402 - found by the line above

timings: dict[str, float] = {}
RAW = "raw python-calamine"


@contextmanager
def stage(name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    timings[name] = timings.get(name, 0.0) + time.perf_counter() - start


def raw_calamine(files: list[Path]) -> int:
    from python_calamine import CalamineWorkbook

    cells = 0
    for path in files:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for name in book.sheet_names:
            cells += sum(map(len, book.get_sheet_by_name(name).to_python()))
    return cells


def pandas_merge(files: list[Path]) -> int:
    import pandas as pd

    frames = [pd.read_excel(path, sheet_name="填报表", dtype=str,
                            keep_default_na=False, engine="openpyxl")
              for path in files]
    return len(pd.concat(frames))


def timed(module: Any, name: str, label: str) -> None:
    """Count the time of one function of the composer under a stage's name."""
    function: Callable[..., Any] = getattr(module, name)

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        with stage(label):
            return function(*args, **kwargs)

    setattr(module, name, wrapper)


def run_stages(root: Path) -> None:
    from toolkit.app import judging, period
    from toolkit.app.outputs import pieces
    from toolkit.app.session import open_session
    from toolkit.cli.running import look_for_cycles_seldom
    from toolkit.reports import annex
    from toolkit.reports.ledger import book as ledger

    look_for_cycles_seldom()
    timed(judging, "read_inbox", "read the inbox")
    timed(judging, "reconcile", "reconcile")
    timed(judging, "judge", "check")
    timed(judging, "merge", "merge")
    timed(ledger, "ledger_tables", "ledger: rows")
    timed(pieces, "begin_ledger", "ledger: begun (with rows)")
    timed(annex, "annex_blocks", "annex: blocks")
    timed(pieces, "annex", "annex: document (with blocks)")
    with stage("session"):
        session = open_session(root, NOW)
    with stage("run in this process, nothing read ahead"):
        outcome = period.run(session, PERIOD)
    assert outcome.code == 0, outcome.lines[:10]


def command(root: Path) -> None:
    """`zhenggai run` as a clerk starts it."""
    package = str(Path(__file__).resolve().parents[2])
    subprocess.run(
        [sys.executable, "-m", "toolkit", "-C", str(root), "--today", NOW.date().isoformat(), "run", PERIOD],
        check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": package})


def main() -> None:
    count = next((int(a) for a in sys.argv[1:] if a.isdigit()), 1000)
    kept = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(kept or temporary) / "workspace"
        if not root.exists():
            generate(root, count)
        files = sorted((root / "inbox" / PERIOD).glob("*.xlsx"))
        other = Path(temporary) / "another"
        shutil.copytree(root, other)
        raw_calamine(files[:20])
        with stage(RAW):
            raw_calamine(files)
        with stage("run, the whole command"):
            command(other)
        with stage(RAW):
            raw_calamine(files)
        timings[RAW] /= 2  # before and after: clocks change
        with stage("run again, the whole command"):
            command(other)
        run_stages(root)
        with stage("pandas + openpyxl merge (a tenth, scaled)"):
            pandas_merge(files[: max(1, len(files) // 10)])
        timings["pandas + openpyxl merge (a tenth, scaled)"] *= len(files) / max(1, len(files) // 10)
    floor = timings[RAW]
    print(f"{len(files)} returns; raw python-calamine {floor:.2f} s "
          f"({floor / len(files) * 1000:.2f} ms a file)")
    for name, seconds in timings.items():
        print(f"{name:45s} {seconds:8.2f} s  {seconds / floor:6.2f} x raw")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, largest child {child:.0f} MB")


if __name__ == "__main__":
    main()
