"""The child process: reads one foreign file after another and answers with plain tuples.

Whatever a file does to a reader ends here: an exception becomes a refusal, a crash or an endless
loop costs this process and not the command.
A request is a file's content; an answer is a pickle of strings, numbers, bytes and tuples, nothing
else: of a refusal its words, of tables one more such pickle for each sheet, its cells column by column.
Of files read before they were asked for, the digest of the content stands before the answer, and an empty
frame says that there are no more of them.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import repeat
from typing import Any, BinaryIO

from toolkit.children import (
    Requests,
    SentAside,
    leave_interrupts_to_the_parent,
    limit_memory,
    own_streams,
    send,
)
from toolkit.tables.grid import Cell, Note, Refusal, Sheet, Tables

DIGEST = 32
"""Bytes of the digest (sha256) before the answer of a file read ahead."""
Plain = tuple[Any, ...]
_NEW: Callable[[type[Cell], Plain], Cell] = tuple.__new__
_OFTEN = 65_536
_MOST_HELD = 64 * 1024 * 1024
"""Bytes of answers that may wait for the parent; then nothing more is read ahead."""
_DAYS = Cell._fields.index("day")


def packed(answer: Tables | Refusal) -> bytes:
    return pickle.dumps(_plain(answer), protocol=5)


def _plain(answer: Tables | Refusal) -> Plain:
    if isinstance(answer, Refusal):
        return (answer.kind, answer.reason)
    sheets = tuple(pickle.dumps(_plain_sheet(sheet), protocol=5) for sheet in answer.sheets)
    return (answer.format, sheets, tuple(answer.properties.items()))


def _plain_sheet(sheet: Sheet) -> Plain:
    columns = [*zip(*sheet.cells, strict=True)]
    if columns and any(columns[_DAYS]):
        columns[_DAYS] = tuple(day and day.toordinal() for day in columns[_DAYS])
    return (sheet.name, sheet.state, tuple(columns), sheet.merges, tuple(sorted(sheet.hidden_rows)),
            tuple(map(tuple, sheet.notes)), tuple(sorted(sheet.hidden_columns)))


class _TuplesOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name}")


def unpickled(body: bytes) -> Any:
    """Plain tuples, strings and numbers as pickled by a child; anything else raises."""
    import io

    return _TuplesOnly(io.BytesIO(body)).load()


def unpacked(body: bytes) -> Tables | Refusal:
    """An answer as values; raises whatever a wrong answer makes it raise."""
    answer = unpickled(body)
    if len(answer) == 2:
        return Refusal(*answer)
    kind, sheets, properties = answer
    return Tables(kind, tuple(map(_sheet_of, sheets)), dict(properties))


def _sheet_of(body: bytes) -> Sheet:
    return _seen_again(body) if len(body) <= _OFTEN else _sheet(body)


def _sheet(body: bytes) -> Sheet:
    name, state, plain, merges, hidden, notes, hidden_columns = unpickled(body)
    columns = list(plain)
    if columns and any(columns[_DAYS]):
        columns[_DAYS] = tuple(day and date.fromordinal(day) for day in columns[_DAYS])
    cells = map(_NEW, repeat(Cell), zip(*columns, strict=True))
    return Sheet(name, state, tuple(cells), merges, frozenset(hidden),
                 tuple(Note(*note) for note in notes), frozenset(hidden_columns))


_seen_again = lru_cache(32)(_sheet)
"""Sheets that nobody fills in (填报说明) come back the same from every unit."""


# ── the child's own side ─────────────────────────────────────────────────────────────────────────
def serve(ahead: Iterable[bytes] = ()) -> None:
    """Answer requests until the parent goes; before the first, of itself, for the contents in ``ahead``."""
    requests, answers = own_streams()
    leave_interrupts_to_the_parent()
    limit_memory()
    _prepare()
    send(answers, b"")
    waiting = Requests(requests)
    sound = not ahead or _serve_ahead(ahead, answers, waiting)
    while sound and (content := waiting.next()) is not None:
        answer, sound = _answer(content)
        send(answers, answer)


def _serve_ahead(ahead: Iterable[bytes], answers: BinaryIO, waiting: Requests) -> bool:
    """Answers held until the parent takes them, so that reading goes on; whether this child is still sound.

    What a child that is no longer sound says of a file is not sent: the file is asked for again, of a fresh one.
    """
    with SentAside(answers) as aside:
        for content in ahead:
            answer, sound = _answer(content)
            if waiting.left or not sound:
                return False
            aside.send(sha256(content).digest() + answer)
            if aside.held > _MOST_HELD:
                break
        aside.send(b"")
    return True


def _prepare() -> None:
    """Load the readers once; then let the collector of cycles rest between large files."""
    import gc

    import toolkit.tables.by_kind

    assert toolkit.tables.by_kind
    gc.freeze()
    gc.set_threshold(100_000)


def _answer(content: bytes) -> tuple[bytes, bool]:
    """The answer, and whether this process is sound enough for the next file: one that met a flood
    of memory or a panic leaves, so that an innocent file does not suffer from what it left behind.
    """
    from toolkit.tables.by_kind import read_tables, unreadable

    try:
        answer = read_tables(content)
        return packed(answer), not (isinstance(answer, Refusal) and answer.kind == "hostile")
    except BaseException as fault:  # noqa: BLE001 - a library's panic is no Exception
        return packed(unreadable(type(fault).__name__)), False


if __name__ == "__main__":
    serve()
