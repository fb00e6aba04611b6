"""What changed between two wordings, as a reader would mark it: by sentences, within them by phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from toolkit.model import Revision
from toolkit.regex import regex

Change = Literal["same", "inserted", "deleted"]
_SENTENCE = regex(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+")
# A figure and a Latin word change as wholes: 12 -> 15 is not 1{2→5}.
_TOKEN = regex(r"[0-9]+(?:[.,．，][0-9]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
_ALIKE = 0.45
"""Two sentences less alike than this (0 to 1) are one gone and another come."""
_ISLAND = 2
"""So few unchanged characters between two changes are marked with them: crumbs cannot be read."""
_MOST_TOKENS = 4000
Pairs = frozenset[str]


def revisions(before: str, after: str) -> tuple[Revision, ...]:
    """The stretches of both wordings in reading order, what is gone before what has come.

    Without the deleted ones they say ``after``, without the inserted ones ``before``.
    """
    pieces: list[Revision] = []
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Revision("".join(new[c:d])))
        else:
            pieces += _within("".join(old[a:b]), "".join(new[c:d]))
    return tuple(_joined(pieces))


def all_of(text: str, change: Literal["inserted", "deleted"]) -> tuple[Revision, ...]:
    return (Revision(text, change),)


def _within(before: str, after: str) -> Iterator[Revision]:
    """Two stretches of sentences, phrase by phrase where they are alike."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if not old or not new or len(old) + len(new) > _MOST_TOKENS or likeness(before, after) < _ALIKE:
        yield from _replaced(before, after)
        return
    for tag, a, b, c, d in _without_islands(SequenceMatcher(None, old, new, autojunk=False), old):
        if tag == "equal":
            yield Revision("".join(new[c:d]))
        else:
            yield from _replaced("".join(old[a:b]), "".join(new[c:d]))


def _without_islands(
    matcher: SequenceMatcher[str], old: Sequence[str],
) -> list[tuple[str, int, int, int, int]]:
    """The matcher's steps, a few equal characters between two changes taken for changed."""
    steps = matcher.get_opcodes()
    result: list[tuple[str, int, int, int, int]] = []
    for number, (tag, a, b, c, d) in enumerate(steps):
        island = tag == "equal" and 0 < number < len(steps) - 1 and len("".join(old[a:b])) <= _ISLAND
        kind = "replace" if island or tag != "equal" else "equal"
        if result and kind == result[-1][0] == "replace":
            _, first, _, third, _ = result.pop()
            result.append((kind, first, b, third, d))
        else:
            result.append((kind, a, b, c, d))
    return result


def _replaced(before: str, after: str) -> Iterator[Revision]:
    if before:
        yield Revision(before, "deleted")
    if after:
        yield Revision(after, "inserted")


def _joined(pieces: Sequence[Revision]) -> Iterator[Revision]:
    """Neighbours of one kind as one."""
    last: Revision | None = None
    for piece in pieces:
        if last is not None and last.change == piece.change:
            last = Revision(last.text + piece.text, piece.change)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


# ── which paragraph became which ─────────────────────────────────────────────────────────────────
def likeness(one: str, other: str) -> float:
    """The share of different pairs of neighbouring characters two texts have in common, 0 to 1."""
    return 1.0 if one == other else _shared(_pairs(one), _pairs(other))


def _pairs(text: str) -> Pairs:
    """The different pairs of neighbouring characters; a single one stands for itself."""
    return frozenset(a + b for a, b in pairwise(text)) or frozenset({text})


def _shared(one: Pairs, other: Pairs) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def partners(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Old and new paragraphs side by side in reading order, None where one has no partner.

    Partners never cross; together they are as alike as can be.
    """
    theirs, ours = [_pairs(text) for text in old], [_pairs(text) for text in new]
    weight = [[_worth(a, b) for b in ours] for a in theirs]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            together = weight[a][b] + best[a + 1][b + 1] if weight[a][b] else 0.0
            best[a][b] = max(together, best[a + 1][b], best[a][b + 1])
    found: list[tuple[int | None, int | None]] = []
    a = b = 0
    while a < len(old) or b < len(new):
        if a < len(old) and b < len(new) and weight[a][b] and \
                best[a][b] == weight[a][b] + best[a + 1][b + 1]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif b == len(new) or (a < len(old) and best[a][b] == best[a + 1][b]):
            found.append((a, None))
            a += 1
        else:
            found.append((None, b))
            b += 1
    return found


def _worth(one: Pairs, other: Pairs) -> float:
    alike = _shared(one, other)
    return alike if alike >= _ALIKE else 0.0
