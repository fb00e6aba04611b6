"""A large workbook is written by a second process while this one makes the other outputs.

The bytes are the same either way: where the second process does not answer, the workbook is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from toolkit.model import Table, Unusable
from toolkit.processes import (
    leave_interrupts_to_the_parent,
    own_streams,
    receive,
    send,
    start_child,
)

if TYPE_CHECKING:
    import subprocess

MANY = 2_000
"""Rows of the largest table from which a second process saves more time than it takes to start."""
SECONDS = 300.0
"""A process that has not answered after so long is given up."""
_BEGIN = "from toolkit.app.outputs.aside import serve; serve()"


class Writer:
    """Writes one workbook, aside where it is ``large``: the process starts at once and ends with this."""

    def __init__(self, *, large: bool) -> None:
        from weakref import finalize

        self._process: subprocess.Popen[bytes] | None = None
        if large:
            with suppress(Unusable):
                self._process = start_child(_BEGIN)
                finalize(self, _end, self._process)

    def write(self, tables: Sequence[Table], *, title: str, header: str) -> Callable[[], bytes]:
        """Begin to write; gives what waits for the bytes of the workbook, and raises what ``write_tables`` raises."""
        sent = self._process is not None and self._send(tables, title, header)

        @cache
        def written() -> bytes:
            from toolkit.excel import write_tables

            return (self._answer() if sent else None) or write_tables(tables, title=title, header=header)
        return written

    def _send(self, tables: Sequence[Table], title: str, header: str) -> bool:
        import pickle

        assert self._process is not None
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, pickle.dumps((tables, title, header), protocol=5))  # type: ignore[arg-type]
        except OSError:
            return False
        return True

    def _answer(self) -> bytes | None:
        from threading import Timer

        assert self._process is not None
        assert self._process.stdout is not None
        watch = Timer(SECONDS, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            return receive(self._process.stdout)  # type: ignore[arg-type]
        finally:
            watch.cancel()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()


# ── the second process ───────────────────────────────────────────────────────────────────────────
def serve() -> None:
    """Write the one workbook that is asked for; whatever goes wrong is left to the parent to meet."""
    import gc
    import pickle

    requests, answers = own_streams()
    leave_interrupts_to_the_parent()
    gc.disable()
    from toolkit.excel import write_tables

    request = receive(requests)
    if request is not None:
        tables, title, header = pickle.loads(request)  # noqa: S301 - from our own parent, by its own pipe
        send(answers, write_tables(tables, title=title, header=header))
