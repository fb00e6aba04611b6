"""Child processes of our own interpreter: started here, spoken to in frames, and what such a child does first.

A frame is eight bytes of length, then that many bytes.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from toolkit.unusable import Unusable

if TYPE_CHECKING:
    import subprocess

MEMORY = 2 * 1024 * 1024 * 1024
_LENGTH = 8
_PATHS = ("import sys; sys.path.insert(0, sys.argv[1]); import toolkit; del sys.path[0]; "
          "sys.path += [p for p in sys.argv[1:] if p not in sys.path]; ")
"""This very toolkit and no other release that is installed too; for all the rest Python's own library goes first."""


def start_child(begin: str) -> subprocess.Popen[bytes]:
    """A child of our own interpreter that knows our modules and executes ``begin``; ``Unusable`` where none starts."""
    import subprocess
    from pathlib import Path

    package = str(Path(__file__).resolve().parent.parent)
    paths = dict.fromkeys([package, *(os.path.abspath(path) for path in sys.path if path)])  # noqa: PTH100 - no resolving of links
    try:
        # -P: a file of the inbox named like a module must never be imported.
        return subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-P", "-c", _PATHS + begin, *paths],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
    except OSError as fault:
        raise Unusable(
            f"无法启动子进程（{fault.strerror}），不能安全地读取报送文件。请检查 Python 安装是否完整，然后重试。"
        ) from fault


# ── frames, used by both ends ────────────────────────────────────────────────────────────────────
def send(stream: BinaryIO, body: bytes) -> None:
    stream.write(len(body).to_bytes(_LENGTH, "big"))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next frame; None where the other end has gone."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    return body if len(body) == size else None


# ── the child's own side ─────────────────────────────────────────────────────────────────────────
def own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Streams no library can write into: what it prints to stdout goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return requests, answers


def leave_interrupts_to_the_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def limit_memory() -> None:
    """Bound memory and forbid core dumps where the system can; Windows has no such limit."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        bound = resource.getrlimit(kind)[1]
        least = most if bound == resource.RLIM_INFINITY else min(most, bound)
        with suppress(ValueError, OSError):  # not every system can bound every kind
            resource.setrlimit(kind, (least, least))


class Requests:
    """Requests are taken while work is being done, so that the parent's writing never waits for it."""

    def __init__(self, requests: BinaryIO) -> None:
        from queue import SimpleQueue
        from threading import Thread

        self.left = False
        self._requests = requests
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self.next = self._waiting.get
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while (content := receive(self._requests)) is not None:
            self._waiting.put(content)
        self.left = True
        self._waiting.put(None)


class SentAside:
    """A way to send that never waits. A context manager; all is sent when it is left."""

    def __init__(self, answers: BinaryIO) -> None:
        from queue import SimpleQueue
        from threading import Thread

        self._given = self._sent = 0  # each is counted up by one thread alone
        self._answers = answers
        self._queue: SimpleQueue[bytes | None] = SimpleQueue()
        self._thread = Thread(target=self._forward, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._queue.put(None)
        self._thread.join()

    @property
    def held(self) -> int:
        """Bytes that wait for the parent."""
        return self._given - self._sent

    def send(self, answer: bytes) -> None:
        self._given += len(answer)
        self._queue.put(answer)

    def _forward(self) -> None:
        with suppress(OSError):  # the parent has gone
            while (answer := self._queue.get()) is not None:
                send(self._answers, answer)
                self._sent += len(answer)
