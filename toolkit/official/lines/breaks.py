"""How a column of wrapped print marks its paragraphs: by indents, by blank lines, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.official.sources import Line
from toolkit.official.vocabulary import Vocabulary
from toolkit.regex import regex
from toolkit.text import split_ordinal

_INDENT = regex(r"(?:\u3000{2}| {4}|\t|\u3000 | \u3000)")
_CLOSED = regex(r"[。；！？：.!?;:”’）)〕】》…]$")
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Breaks:
    """Lines known to begin a paragraph. ``indented``: every paragraph is indented, so no other line does."""

    starts: frozenset[int] = frozenset()
    indented: bool = False


def paragraph_breaks(lines: Sequence[Line], vocabulary: Vocabulary) -> Breaks:
    """What indents and blank lines tell of a column's paragraphs."""
    indented = frozenset(line.number for line in lines if _is_indented(line))
    labels = [line.number for line in lines if vocabulary.label(line.text, wrapped=True)]
    printed = sum(1 for line in lines if line.text.strip())
    # Where every line is indented the margin is, and tells nothing.
    told = len(indented & set(labels)) >= 0.9 * len(labels) and len(indented) < 0.8 * printed
    if labels and len(indented) >= _ENOUGH and told:
        return Breaks(indented, indented=True)
    return Breaks(frozenset(_after_blanks(lines, frozenset(labels))))


def _is_indented(line: Line) -> bool:
    return bool(_INDENT.match(line.text)) and bool(line.text.strip())


def _after_blanks(lines: Sequence[Line], labels: frozenset[int]) -> Iterator[int]:
    """The lines after blank ones, if hardly a blank line of the document stands inside a sentence."""
    found: list[Line] = []
    inside = 0
    before: Line | None = None
    blank = False
    for line in lines:
        if not line.text.strip():
            blank = True
            continue
        if blank and before is not None:
            begins = line.number in labels or split_ordinal(line.text) is not None
            begins = begins or bool(_CLOSED.search(before.text.rstrip()))
            found += [line] if begins else []
            inside += not begins
        before, blank = line, False
    if len(found) >= _ENOUGH and inside * 20 <= len(found) + inside:
        yield from (line.number for line in found)
