"""Foreign formats are read in a child process that may die; its answer comes back as plain tuples.

Whatever a file does to a parser (a crash, an endless loop, a flood of memory) costs the child and not
the command: the clerk gets a sentence.
"""

from __future__ import annotations

import pickle
from typing import Any

from toolkit.children import leave_interrupts_to_the_parent, limit_memory, own_streams, start_child
from toolkit.official.sources.pieces import Grid, Line, Piece, Source, Spot
from toolkit.official.sources.troubles import OVERDUE, UNREAD
from toolkit.tables.child import unpickled

SECONDS = 40.0
_BEGIN = "from toolkit.official.sources.apart import serve; serve({kind!r})"
Plain = tuple[Any, ...]


def read_apart(kind: str, content: bytes, seconds: float = SECONDS) -> Source:
    """Read one file of this kind (pdf, html, mht, doc, rtf) in a child. ``Unusable`` only where none starts."""
    from subprocess import TimeoutExpired

    child = start_child(_BEGIN.format(kind=kind))
    try:
        answer, _ = child.communicate(content, timeout=seconds)
    except TimeoutExpired:
        return Source(trouble=OVERDUE.format(seconds=seconds))
    finally:
        child.kill()
        child.wait()
    try:
        return _unpacked(answer)
    except Exception:  # noqa: BLE001 - a child that died answers nothing: that is a verdict too
        return Source(trouble=UNREAD[kind])


# ── the child's own side ─────────────────────────────────────────────────────────────────────────
def serve(kind: str) -> None:
    """Read one file from stdin and answer with it on stdout."""
    requests, answers = own_streams()
    leave_interrupts_to_the_parent()
    content = requests.read()
    limit_memory()
    answers.write(_packed(read_here(kind, content)))
    answers.close()


def read_here(kind: str, content: bytes) -> Source:
    """Read one file in this process; never raises but for what ends the process itself."""
    try:
        return _reader(kind, content)
    except Exception:  # noqa: BLE001 - a damaged file raises whatever it likes; the clerk needs a sentence
        return Source(trouble=UNREAD[kind])


def _reader(kind: str, content: bytes) -> Source:
    # One format's libraries are loaded only where its files come.
    if kind == "pdf":
        from toolkit.official.sources.pdf import read_pdf

        return read_pdf(content)
    if kind == "doc":
        from toolkit.official.sources.oldword import read_old_word

        return read_old_word(content)
    if kind == "rtf":
        from toolkit.official.sources.rtf import read_rtf

        return read_rtf(content)
    from toolkit.official.sources.web import read_page

    return read_page(content)


# ── frames ───────────────────────────────────────────────────────────────────────────────────────
def _packed(source: Source) -> bytes:
    pieces = tuple(
        (p.number, p.text) if isinstance(p, Line) else (p.number, p.rows, p.lines, tuple(sorted(p.repeated)))
        for p in source.pieces
    )
    spots = tuple((number, s.line, s.page, s.table, s.row) for number, s in source.spots.items())
    return pickle.dumps((pieces, source.trouble, source.paged, spots, source.gaps), protocol=5)


def _unpacked(body: bytes) -> Source:
    """An answer as a value; raises whatever a wrong answer makes it raise."""
    pieces, trouble, paged, spots, gaps = unpickled(body)
    return Source(
        tuple(map(_piece, pieces)), trouble, paged,
        {number: Spot(line, page, table, row) for number, line, page, table, row in spots}, gaps,
    )


def _piece(plain: Plain) -> Piece:
    if len(plain) == 2:
        return Line(*plain)
    number, rows, lines, repeated = plain
    return Grid(number, rows, lines=lines, repeated=frozenset(repeated))
