"""Outputs of a large period are made by a second process, in the order asked for, while this one makes others.

The bytes are the same either way: what the second process does not answer is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, ParamSpec

from toolkit.children import (
    Requests,
    SentAside,
    own_streams,
    receive,
    send,
    start_child,
)
from toolkit.model import Unusable

if TYPE_CHECKING:
    import subprocess

MANY = 2_000
"""Problems from which a second process saves more time than it takes to start."""
SECONDS = 300.0
"""A process that has not answered after so long is given up."""
_BEGIN = "from toolkit.app.outputs.aside import serve; serve()"
_Given = ParamSpec("_Given")


class Aside:
    """A second process for making outputs, where a period is ``large``: it starts at once and ends with this."""

    def __init__(self, *, large: bool) -> None:
        from weakref import finalize

        self._asked = 0
        self._answers: list[bytes] = []
        self._process: subprocess.Popen[bytes] | None = None
        if large:
            with suppress(Unusable):
                self._process = start_child(_BEGIN)
                finalize(self, _end, self._process)

    def do(
        self, make: Callable[_Given, bytes], *given: _Given.args, **named: _Given.kwargs,
    ) -> Callable[[], bytes]:
        """Have a module's function make an output of plain values; gives what waits for it.

        Without a second process it is made before this returns. What ``make`` raises is raised here or there.
        """
        number = self._ask(make, given, named)
        if number is None:
            made = make(*given, **named)
            return lambda: made
        return cache(lambda: self._answer(number) or make(*given, **named))

    def _ask(self, make: Callable[..., bytes], given: tuple[Any, ...], named: dict[str, Any]) -> int | None:
        """The number of the request; None where nobody can be asked, or not this."""
        import pickle

        if self._process is None:
            return None
        assert self._process.stdin is not None
        try:
            request = pickle.dumps((make, given, named), protocol=5)
            with _given_up_late(self._process):
                send(self._process.stdin, request)  # type: ignore[arg-type]
        except (OSError, pickle.PicklingError, TypeError, AttributeError):  # it has gone; or a template's XML
            return None
        self._asked += 1
        return self._asked - 1

    def _answer(self, number: int) -> bytes:
        """The answer of that number; b'' where there is none."""
        assert self._process is not None
        assert self._process.stdout is not None
        while len(self._answers) <= number:
            with _given_up_late(self._process):
                answer = receive(self._process.stdout)  # type: ignore[arg-type]
            if answer is None:
                return b""
            self._answers.append(answer)
        return self._answers[number]


@contextmanager
def _given_up_late(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """A process that keeps its parent waiting too long is ended; writing to it or reading from it then ends too."""
    from threading import Timer

    watch = Timer(SECONDS, process.kill)
    watch.daemon = True
    watch.start()
    try:
        yield
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
    """Make what is asked for, one after the other, until the parent goes."""
    import gc

    # Ctrl-C ends it with its parent, who would wait for it otherwise: nothing hostile comes here.
    requests, answers = own_streams()
    gc.disable()
    waiting = Requests(requests)
    with SentAside(answers) as aside:
        while (request := waiting.next()) is not None:
            aside.send(_made(request))


def _made(request: bytes) -> bytes:
    """The output; b'' where making it raises anything, for the parent to meet the same."""
    import pickle

    try:
        make, given, named = pickle.loads(request)  # noqa: S301 - from our own parent, by its own pipe
        output: bytes = make(*given, **named)
    except Exception:  # noqa: BLE001 - a sentence for the clerk is made by the parent, who does it again
        return b""
    return output
