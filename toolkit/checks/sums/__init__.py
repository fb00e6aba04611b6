"""Figures inside one text that must agree: parts and their whole, shares, growth.

Only figures a sentence itself relates are compared. Rounding is allowed for; 约, 近, 余 and the like are never
held to account; where several readings are possible and one agrees, the text agrees.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from toolkit.checks.sums.found import Disagreement
from toolkit.checks.sums.growth import wrong_growth
from toolkit.checks.sums.parts import wrong_kinds, wrong_parts, wrong_total
from toolkit.checks.sums.shares import wrong_division, wrong_share
from toolkit.clauses import sentences
from toolkit.quantities import quantities
from toolkit.regex import regex

__all__ = ["Disagreement", "disagreements"]

_FIGURE = r"(?:[0-9０-９]|[二两三四五六七八九十百千](?![）)、是，。])|一(?=[十百千])|(?<=[中外另余下有])一)"
_TWO_FIGURES = regex(
    rf"{_FIGURE}[0-9０-９〇零一二两三四五六七八九十百千]*+[^。！？!?\n]"
    rf"[^。！？!?\n]*?{_FIGURE}")
"""A sentence that relates figures has two: most have none, or one behind the number of its line."""

_MOST = 40
"""A sentence of more figures is a table written out: which of them belong together is not to be told."""

_CHECKS = (wrong_growth, wrong_parts, wrong_kinds, wrong_total, wrong_share)


def disagreements(text: str) -> Iterator[Disagreement]:
    """What does not agree in a text, at most one a sentence."""
    found = quantities(text) if _TWO_FIGURES.search(text) else ()
    if not found:
        return
    for sentence in sentences(text):
        first, behind = (bisect_left(found, place, key=lambda q: q.start) for place in (sentence.start, sentence.end))
        own = found[first:behind]
        wrong = (check(text, sentence, own) for check in _CHECKS if 1 < len(own) <= _MOST)
        said = wrong_division(sentence.text) if own else None
        said = said or next(filter(None, wrong), None)
        if said:
            yield said
