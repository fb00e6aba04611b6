"""Typesetting as a newspaper page does it, so that the demo's plan arrives as real ones do.

Columns are 17 characters wide (a first line loses two to its indent), figures and Latin words do not
break, punctuation does not begin a line, and a line that came out short is filled with blanks around
its figures, or letter-spaced where it has none. Blank lines fall where they fall: inside sentences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

COLUMN = 34
"""Width of a column in half characters: 17 Chinese ones."""
INDENT = 4

_PIECE = re.compile(r"[0-9A-Za-z.%]+|.")
_NEVER_FIRST = frozenset("。，、；：）》”！？〕")
_NEVER_LAST = frozenset("（《“〔")
_LETTER_SPACED_FROM = 2


def typeset(paragraphs: Iterable[str]) -> str:
    """The paragraphs as newspaper text, ending in a line feed. The same text gives the same lines."""
    return "\n".join(_page(paragraphs)) + "\n"


def _page(paragraphs: Iterable[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        *full, last = _wrapped(paragraph)
        lines = [*(_justified(line, _room(place)) for place, line in enumerate(full)), "".join(last)]
        yield lines[0]
        if len(lines) > 1 and number % 3:
            yield ""
        yield from lines[1:]
        if number % 5 == 0:
            yield ""


def _wrapped(paragraph: str) -> list[list[str]]:
    """Lines of pieces; a figure or a word is one piece, so that it does not break."""
    lines: list[list[str]] = [[]]
    for piece in _PIECE.findall(paragraph):
        room = _room(len(lines) - 1)
        if _width(lines[-1]) + _width([piece]) > room and piece not in _NEVER_FIRST:
            lines.append(_taken_along(lines[-1]))
        lines[-1].append(piece)
    return lines


def _room(place: int) -> int:
    return COLUMN - INDENT if place == 0 else COLUMN


def _taken_along(line: list[str]) -> list[str]:
    """An opening bracket at the end of the line moves to the next one."""
    return [line.pop()] if line[-1] in _NEVER_LAST else []


def _justified(pieces: Sequence[str], room: int) -> str:
    """The line filled up: blanks beside its figures, else between all its pieces if much is missing."""
    slack = room - _width(pieces)
    if any(piece[0].isdigit() for piece in pieces):
        return _spaced(pieces, slack)
    return (" " if slack >= _LETTER_SPACED_FROM else "").join(pieces)


def _spaced(pieces: Sequence[str], slack: int) -> str:
    line = pieces[0]
    for before, piece in pairwise(pieces):
        if slack > 0 and _is_figure(before) != _is_figure(piece) and _is_han(before, piece):
            line += " "
            slack -= 1
        line += piece
    return line


def _is_figure(piece: str) -> bool:
    return piece[0].isdigit()


def _is_han(*pieces: str) -> bool:
    return any("\u4e00" <= piece <= "\u9fff" for piece in pieces)


def _width(pieces: Iterable[str]) -> int:
    return sum(1 if character.isascii() else 2 for piece in pieces for character in piece)
