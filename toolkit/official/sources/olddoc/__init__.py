"""A Word 97–2003 document (.doc, also WPS's .wps) -> paragraphs and tables in order ([MS-DOC]).

The text is in pieces; what a paragraph is (in a table, the end of a row, numbered) is told by property
lists. Headers, footnotes, text boxes and deleted or hidden text are not read.
"""

from __future__ import annotations

from toolkit.official.sources.olddoc.body import pieces_of
from toolkit.official.sources.olddoc.container import Locked, TooOld, opened
from toolkit.official.sources.pieces import Source, Spot
from toolkit.official.sources.troubles import DOC_LOCKED, DOC_OLD, NO_TEXT

__all__ = ["read_old_word"]


def read_old_word(content: bytes) -> Source:
    """The document, or its trouble; a damaged one raises whatever it likes."""
    try:
        document = opened(content)
    except Locked:
        return Source(trouble=DOC_LOCKED)
    except TooOld:
        return Source(trouble=DOC_OLD)
    spots: dict[int, Spot] = {}
    pieces = tuple(pieces_of(document, spots))
    if not pieces:
        return Source(trouble=NO_TEXT)
    return Source(pieces, paged=False, spots=spots)
