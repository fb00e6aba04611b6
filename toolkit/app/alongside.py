"""A large workbook is written by a second process while this one goes on with the other outputs.

The second process is given the tables and gives the workbook's bytes. Where it cannot be started, or
gives none, the workbook is written here: the same tables give the same bytes either way.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from toolkit.model import Table, Unusable
from toolkit.tables.child import leave_interrupts_to_the_parent, own_streams
from toolkit.tables.reader import start_child

if TYPE_CHECKING:
    import subprocess

_LARGE = 3_000
"""Rows of the first table from which on a process of its own is worth starting."""
_SECONDS = 300.0
_BEGIN = "from toolkit.app.alongside import serve; serve()"


@contextmanager
def workbook_alongside(
    tables: Sequence[Table], *, title: str, header: str, large: int = _LARGE,
) -> Iterator[Callable[[], bytes]]:
    """Begin a workbook (see ``write_tables``); what is given waits for it and gives its bytes."""
    child = _started() if len(tables[0].rows) >= large and (os.cpu_count() or 1) > 1 else None
    if child is None:
        yield lambda: _written(tables, title, header)
        return
    try:
        answered = _asked(child, pickle.dumps((tables, title, header), protocol=5))
        yield lambda: answered() or _written(tables, title, header)
    finally:
        child.kill()
        child.wait()


def _started() -> subprocess.Popen[bytes] | None:
    try:
        return start_child(_BEGIN)
    except Unusable:
        return None


def _asked(child: subprocess.Popen[bytes], request: bytes) -> Callable[[], bytes]:
    """Give the child its work; a thread waits for the answer, which is empty where there is none."""
    from subprocess import TimeoutExpired
    from threading import Thread

    answers: list[bytes] = []

    def exchange() -> None:
        try:
            answer, _ = child.communicate(request, timeout=_SECONDS)
        except (TimeoutExpired, OSError, ValueError):  # too long, gone, or ended by us
            return
        answers.append(answer if child.returncode == 0 else b"")

    waiting = Thread(target=exchange, daemon=True)
    waiting.start()

    def answered() -> bytes:
        waiting.join()
        return answers[0] if answers else b""

    return answered


def _written(tables: Sequence[Table], title: str, header: str) -> bytes:
    from toolkit.excel import write_tables

    return write_tables(tables, title=title, header=header)


# ── the second process's own side ────────────────────────────────────────────────────────────────
def serve() -> None:
    """Write one workbook from stdin to stdout; what goes wrong is left to the parent to meet again."""
    import gc

    requests, answers = own_streams()
    leave_interrupts_to_the_parent()
    gc.disable()
    tables, title, header = pickle.loads(requests.read())  # noqa: S301 - from our own parent
    answers.write(_written(tables, title, header))
    answers.close()
