"""The units' own numbering, unified: lines of cells -> the annex's paragraphs （一）（二）….

Numbered lines become （一）（二）…, an unnumbered line after a numbered one stays its continuation,
several lines without any number are numbered, a single one is not, a second unit continues the count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.text import Ordinal, chinese_numeral, split_ordinal


class Numbered(NamedTuple):
    """One printed line: its ordinal (None: a continuation), text, and the source line from 1."""

    ordinal: str | None
    text: str
    line: int


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a cell that say something, with their number from 1."""
    stripped = ((number, line.strip(" \t\u3000")) for number, line in enumerate(text.split("\n"), 1))
    return [(number, line) for number, line in stripped if line]


def unify(texts: Sequence[str]) -> list[list[Numbered]]:
    """Number the cells of one problem, one list of lines a cell (a unit), the count running on."""
    cells = [lines_of(text) for text in texts]
    alone = sum(len(cell) for cell in cells) == 1
    count = 0
    result = []
    for cell in cells:
        ordinals = [_ordinal(line) for _, line in cell]
        style = next((o.style for o in ordinals if o), None)
        numbered = []
        for (number, line), ordinal in zip(cell, ordinals, strict=True):
            heads = ordinal is not None and ordinal.style == style
            printed = None
            if heads or (style is None and not alone):
                count += 1
                printed = f"（{chinese_numeral(count)}）"
            rest = ordinal.rest if ordinal is not None and heads else line
            numbered.append(Numbered(printed, rest, number))
        result.append(numbered)
    return result


def as_written(text: str) -> list[Numbered]:
    """The office's own wording: its lines and their （一） as they stand, nothing renumbered."""
    result = []
    for number, line in lines_of(text):
        ordinal = split_ordinal(line)
        if ordinal and ordinal.style == "（一）":
            result.append(Numbered(ordinal.printed, ordinal.rest, number))
        else:
            result.append(Numbered(None, line, number))
    return result


def _ordinal(line: str) -> Ordinal | None:
    """The ordinal of a line; 一是…二是… running on in one line are its text, not its number."""
    ordinal = split_ordinal(line)
    if ordinal is None or not ordinal.rest.strip():
        return None
    if ordinal.style == "一是" and f"{chinese_numeral(ordinal.number + 1)}是" in ordinal.rest:
        return None
    return ordinal
