"""The parent's side of reading foreign files: one child, reused, watched and replaced.

Some files are in the child's hands at a time: it reads the next while the caller works on the last.
A child may also be begun with files to read before anybody asks; what it said of them is kept by digest.
A watch kills a child that keeps the caller waiting too long; a child that dies is replaced and the
file it died of is tried once more, so that an innocent file never pays for another's crash.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic
from types import TracebackType
from typing import Self

from toolkit.children import receive, send, start_child
from toolkit.tables.by_kind import unreadable
from toolkit.tables.child import DIGEST, unpacked
from toolkit.tables.gate import RESAVE
from toolkit.tables.grid import Refusal, Tables
from toolkit.unusable import Unusable

SECONDS = 20.0
_START_SECONDS = 60.0
_IN_HAND, _MOST_IN_HAND, _LITTLE = 2, 16, 256 * 1024
"""Files in the child's hands at the least, and at the most while they are together so many bytes."""
_BEGIN = "from toolkit.tables.child import serve; serve()"


@dataclass(slots=True)
class _Asked:
    """A file somebody waits for, and what the child said of it, if it was read before it was asked for."""

    content: bytes
    answer: bytes | None = None


class Reader:
    """Reads foreign files in a child process. A context manager, to be entered as often as needed; not for several threads.

    ``begin``: what the first child executes instead of merely waiting for files, to read some of them at
    once (``child.serve`` with ``ahead``). Only bytes that are asked for later are ever answered from these.
    """

    def __init__(self, seconds: float = SECONDS, begin: str = "") -> None:
        self._seconds = seconds
        self._child: _Child | None = _Child(seconds, begin) if begin else None
        self._ahead = bool(begin)
        self._known: dict[bytes, bytes] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()
        self._known.clear()

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
        in_hand: deque[_Asked] = deque()
        try:
            while self._hand_over(contents, in_hand):
                yield self._answer(in_hand)
        finally:
            if in_hand:
                self._end()

    def _hand_over(self, contents: Iterator[bytes], in_hand: deque[_Asked]) -> bool:
        """Keep the child supplied; False where all is read."""
        while _takes_more(in_hand):
            content = next(contents, None)
            if content is None:
                break
            asked = _Asked(content, self._read_ahead(content))
            in_hand.append(asked)
            if asked.answer is None:
                self._running().ask(content)
        return bool(in_hand)

    def _read_ahead(self, content: bytes) -> bytes | None:
        """What the child said of these bytes before they were asked for; None where it was not given them."""
        if not self._ahead and not self._known:
            return None
        wanted = sha256(content).digest()
        while self._ahead and wanted not in self._known:
            said = self._running().answer()
            self._ahead = bool(said)
            if said:
                self._known[said[:DIGEST]] = said[DIGEST:]
            elif said is None:  # it died of one of them, which one is found when each is asked for
                self._end()
        return self._known.pop(wanted, None)

    def _answer(self, in_hand: deque[_Asked]) -> Tables | Refusal:
        answer = in_hand[0].answer
        return self._unpacked(answer, in_hand) if answer is not None else self._answer_now(in_hand)

    def _answer_now(self, in_hand: deque[_Asked]) -> Tables | Refusal:
        answer = self._running().answer()
        if answer is None and not self._running().overdue:
            self._replace(in_hand)
            answer = self._running().answer()
        if answer is not None:
            return self._unpacked(answer, in_hand)
        overdue = self._running().overdue
        in_hand.popleft()
        self._replace(in_hand)
        return _overdue(self._seconds) if overdue else unreadable("读取时中断")

    def _unpacked(self, answer: bytes, in_hand: deque[_Asked]) -> Tables | Refusal:
        in_hand.popleft()
        try:
            return unpacked(answer)
        except Exception:  # noqa: BLE001 - an answer that is none is a verdict too
            self._replace(in_hand)
            return unreadable("读取结果不完整")

    def _running(self) -> _Child:
        if self._child is None:
            self._child = _Child(self._seconds)
        return self._child

    def _replace(self, in_hand: deque[_Asked]) -> None:
        """A fresh child, given again what the last one had not answered."""
        self._end()
        for asked in in_hand:
            if asked.answer is None:
                self._running().ask(asked.content)

    def _end(self) -> None:
        self._ahead = False
        child, self._child = self._child, None
        if child is not None:
            child.end()


def _takes_more(in_hand: Collection[_Asked]) -> bool:
    return len(in_hand) < _IN_HAND or (
        len(in_hand) < _MOST_IN_HAND and sum(len(asked.content) for asked in in_hand) < _LITTLE)


def _overdue(seconds: float) -> Refusal:
    return Refusal("broken", f"文件{seconds:g}秒内没有读完，已放弃。请删去多余的内容、格式和图片，{RESAVE[1:]}。")


class _Child:
    """One running child and its watch."""

    def __init__(self, seconds: float, begin: str = "") -> None:
        from threading import Event, Thread

        self.overdue = False
        self._seconds = seconds
        self._deadline: float | None = None
        self._ready = False
        self._ended = Event()
        self._process = start_child(begin or _BEGIN)
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
        self._wait_for_greeting()
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
