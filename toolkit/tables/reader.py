"""The parent's side of reading foreign files: one child, reused, watched and replaced.

Some files are in the child's hands at a time: it reads the next while the caller works on the last.
A watch kills a child that keeps the caller waiting too long; a child that dies is replaced and the
file it died of is tried once more, so that an innocent file never pays for another's crash.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from toolkit.tables.by_kind import unreadable
from toolkit.tables.child import receive, send, unpacked
from toolkit.tables.gate import RESAVE
from toolkit.tables.grid import Refusal, Tables
from toolkit.unusable import Unusable

if TYPE_CHECKING:
    import subprocess

SECONDS = 20.0
_START_SECONDS = 60.0
_IN_HAND, _MOST_IN_HAND, _LITTLE = 2, 16, 256 * 1024
"""Files in the child's hands at the least, and at the most while they are together so many bytes."""
_PATHS = "import sys; sys.path += [p for p in sys.argv[1:] if p not in sys.path]; "
_BEGIN = "from toolkit.tables.child import serve; serve()"


class Reader:
    """Reads foreign files in a child process. A context manager; not for several threads."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    @property
    def pid(self) -> int | None:
        """The child's process number; None before the first file."""
        return self._child.pid if self._child else None

    def start(self) -> None:
        """Let the child begin to load its readers while the caller still looks for files."""
        self._running()

    def read(self, name: str, content: bytes) -> Tables | Refusal:
        """Read one file. ``Unusable`` only where no child can be started at all."""
        return next(self.read_all([(name, content)]))

    def read_all(self, files: Iterable[tuple[str, bytes]]) -> Iterator[Tables | Refusal]:
        """Read many files; answers come in the same order, each as soon as it is there."""
        contents = (content for _, content in files)
        in_hand: deque[bytes] = deque()
        try:
            while self._hand_over(contents, in_hand):
                yield self._answer(in_hand)
        finally:
            if in_hand:
                self._end()

    def _hand_over(self, contents: Iterator[bytes], in_hand: deque[bytes]) -> bool:
        """Keep the child supplied; False where all is read."""
        while _takes_more(in_hand):
            content = next(contents, None)
            if content is None:
                break
            in_hand.append(content)
            self._running().ask(content)
        return bool(in_hand)

    def _answer(self, in_hand: deque[bytes]) -> Tables | Refusal:
        answer = self._running().answer()
        if answer is None and not self._running().overdue:
            self._replace(in_hand)
            answer = self._running().answer()
        overdue = self._running().overdue
        in_hand.popleft()
        if answer is None:
            self._replace(in_hand)
            return _overdue(self._seconds) if overdue else unreadable("读取时中断")
        try:
            return unpacked(answer)
        except Exception:  # noqa: BLE001 - an answer that is none is a verdict too
            self._replace(in_hand)
            return unreadable("读取结果不完整")

    def _running(self) -> _Child:
        if self._child is None:
            self._child = _Child(self._seconds)
        return self._child

    def _replace(self, in_hand: deque[bytes]) -> None:
        """A fresh child, given again what the last one had not answered."""
        self._end()
        for content in in_hand:
            self._running().ask(content)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


def _takes_more(in_hand: Collection[bytes]) -> bool:
    return len(in_hand) < _IN_HAND or (
        len(in_hand) < _MOST_IN_HAND and sum(map(len, in_hand)) < _LITTLE)


def _overdue(seconds: float) -> Refusal:
    return Refusal("broken", f"文件{seconds:g}秒内没有读完，已放弃。请删去多余的内容、格式和图片，{RESAVE[1:]}。")


class _Child:
    """One running child and its watch."""

    def __init__(self, seconds: float) -> None:
        from threading import Event, Thread

        self.overdue = False
        self._seconds = seconds
        self._deadline: float | None = None
        self._ready = False
        self._ended = Event()
        self._process = start_child(_BEGIN)
        Thread(target=self._watch, daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, content: bytes) -> None:
        """Give it a file; a child that has gone is noticed when it does not answer."""
        assert self._process.stdin is not None
        self._wait_for_greeting()
        with self._watched(self._seconds):
            try:
                send(self._process.stdin, content)  # type: ignore[arg-type]
            except OSError:
                self._process.kill()

    def answer(self) -> bytes | None:
        assert self._process.stdout is not None
        with self._watched(self._seconds):
            return receive(self._process.stdout)  # type: ignore[arg-type]

    def end(self) -> None:
        self._ended.set()
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                continue

    def _wait_for_greeting(self) -> None:
        """Wait until the child has loaded its readers; ``Unusable`` where it never does."""
        assert self._process.stdout is not None
        if self._ready:
            return
        self._ready = True
        with self._watched(_START_SECONDS):
            greeting = receive(self._process.stdout)  # type: ignore[arg-type]
        if greeting is None:
            self.end()
            raise Unusable(
                "无法启动读取文件的子进程，不能安全地读取报送文件。请检查 Python 安装是否完整、"
                "内存是否够用、杀毒软件是否拦截，然后重试。"
            )

    @contextmanager
    def _watched(self, seconds: float) -> Iterator[None]:
        self._deadline = monotonic() + seconds
        try:
            yield
        finally:
            self._deadline = None

    def _watch(self) -> None:
        # Looking now and then is cheaper than setting an alarm for every file.
        while not self._ended.wait(min(1.0, self._seconds / 4)):
            deadline = self._deadline
            if deadline is not None and monotonic() > deadline:
                self.overdue = True
                self._process.kill()
                return


def start_child(begin: str) -> subprocess.Popen[bytes]:
    """A child of our own interpreter that knows our modules and executes ``begin``; ``Unusable`` where none starts."""
    import subprocess
    from pathlib import Path

    package = str(Path(__file__).resolve().parent.parent.parent)
    paths = dict.fromkeys([package, *(os.path.abspath(path) for path in sys.path if path)])  # noqa: PTH100 - no resolving of links
    try:
        # -P: a file of the inbox named like a module must never be imported.
        return subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-P", "-c", _PATHS + begin, *paths],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
    except OSError as fault:
        raise Unusable(
            f"无法启动读取文件的子进程（{fault.strerror}），不能安全地读取报送文件。请检查 Python 安装是否完整，然后重试。"
        ) from fault
