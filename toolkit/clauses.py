"""Chinese text in sentences and clauses, each with its place in the text.

A sentence ends with 。！？ or a line; a clause also with ，；：. What stands in quotation marks or is the
title of a document is said by somebody else: ``unquoted`` blanks it without moving anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.regex import regex

BLANK = "\ue001"
"""Stands for a character that is not to be read; no text of ours contains it."""

_QUOTED = regex(
    r"“[^”\n]*”|‘[^’\n]*’|「[^」\n]*」|『[^』\n]*』|《[^》\n]*》|〈[^〉\n]*〉|\"[^\"\n]*\"")
_SENTENCE = regex(r"[^。！？!?\n]+[。！？!?]?")
_CLAUSE = regex(r"[^，,；;：:。！？!?\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: its characters and where they begin."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def unquoted(text: str) -> str:
    """The text with what stands in quotation marks and 《》 blanked, of the same length."""
    return _QUOTED.sub(lambda found: blanked(found[0]), text)


def blanked(text: str) -> str:
    """As many blanks as the text has characters."""
    return BLANK * len(text)


def sentences(text: str) -> Iterator[Piece]:
    """The sentences of a text, their end marks included."""
    for found in _SENTENCE.finditer(text):
        yield Piece(found[0], found.start())


def clauses(text: str, start: int = 0) -> Iterator[Piece]:
    """The clauses of a text that begins at ``start`` of a longer one."""
    for found in _CLAUSE.finditer(text):
        yield Piece(found[0], start + found.start())


def clause_around(text: str, position: int) -> Piece:
    """The clause a position stands in."""
    for piece in clauses(text):
        if piece.start <= position < piece.end:
            return piece
    return Piece("", position)
