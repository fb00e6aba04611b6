"""The files of an inbox are read in a second process from the first moment, while this one still gets ready.

What is read so is only an answer that may come sooner: the inbox is surveyed afterwards as ever, and of the
answers only those count whose bytes are found there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from toolkit.store.workspace import Workspace, workspace_at
from toolkit.tables.reader import Reader
from toolkit.tables.sniff import sniff
from toolkit.unusable import Unusable

_BEGIN = "from toolkit.app.inbox.ahead import serve; serve({root!r}, {period!r})"
_LARGE, _MOST = 1024 * 1024, 64 * 1024 * 1024
"""Bytes of a file that is left to the survey, and of all files together that are read ahead."""


def reader_of(folder: Path, period: str) -> Reader:
    """A reader already at work on the files of a period's inbox; an idle one where there are none."""
    workspace = workspace_at(folder)
    if workspace is None or period not in workspace.periods():
        return Reader()
    with suppress(Unusable):  # said when a file has to be read, and not before
        return Reader(begin=_BEGIN.format(root=str(workspace.root), period=period))
    return Reader()


# ── the child's own side ─────────────────────────────────────────────────────────────────────────
def serve(root: str, period: str) -> None:
    """Read the files of an inbox, then whatever is asked for."""
    from toolkit.tables.child import serve as serve_tables

    serve_tables(contents(Workspace(Path(root)), period))


def contents(workspace: Workspace, period: str) -> Iterator[bytes]:
    """The bytes of the small workbooks of an inbox in order of name, till they are many."""
    room, given = _MOST, set[str]()
    for found in workspace.inbox(period):
        read = workspace.inbox_file(period, found.file) if found.size <= _LARGE else None
        if read is None or read.sha256 in given or sniff(read.content) != "xlsx":
            continue
        given.add(read.sha256)
        room -= len(read.content)
        if room < 0:
            return
        yield read.content
