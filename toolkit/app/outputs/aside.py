"""A large workbook is written by a second process while this one makes the other outputs.

The bytes are the same either way: where the second process does not answer, the workbook is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

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


class WriterAside:
    """One workbook, written aside where it is ``large``. A context manager; the process ends with it."""

    def __init__(self, *, large: bool) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        if large:
            with suppress(Unusable):
                self._process = start_child(_BEGIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def write(self, tables: Sequence[Table], *, title: str, header: str) -> Callable[[], bytes]:
        """Begin to write; gives what waits for the bytes of the workbook. Raises what ``write_tables`` raises."""
        from toolkit.excel import write_tables

        sent = self._process is not None and self._send(tables, title, header)
        return lambda: (self._answer() if sent else None) or write_tables(tables, title=title, header=header)

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
