"""Two wordings as one, character by character: ``2025年{6→12}月底前``."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

_LONGEST = 3000
"""Characters between the common beginning and end above which the middle is one change."""
_AROUND = 14
"""Characters kept on each side of a change where a long text is shortened."""

Piece = tuple[str, str]
"""What stood there before and after; equal where nothing changed."""


def marked(before: str, after: str, *, short: bool = False) -> str:
    """``after`` with every change as ``{before→after}``; ``short`` leaves out long unchanged stretches."""
    pieces = list(_readable(_pieces(before, after)))
    shown = [
        (_shortened(old, first=not at, last=at == len(pieces) - 1) if short else old)
        if old == new else f"{{{old}→{new}}}"
        for at, (old, new) in enumerate(pieces)]
    return "".join(shown)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if start:
        yield before[:start], before[:start]
    if max(len(old), len(new)) > _LONGEST:
        yield old, new
    elif old or new:
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        yield from ((old[a:b], new[c:d]) for _, a, b, c, d in matcher.get_opcodes())
    if end:
        yield before[-end:], before[-end:]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _readable(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A stretch that happens to be alike between two longer changes joins them to one."""
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        while len(held) >= 3 and _chance(*held[-3:]):
            olds, news = zip(*held[-3:], strict=True)
            held[-3:] = [("".join(olds), "".join(news))]
    yield from held


def _chance(left: Piece, alike: Piece, right: Piece) -> bool:
    if alike[0] != alike[1] or left[0] == left[1] or right[0] == right[1]:
        return False
    return len(alike[0]) < min(max(map(len, left)), max(map(len, right)))


def _shortened(text: str, *, first: bool, last: bool) -> str:
    head, tail = "" if first else text[:_AROUND], "" if last else text[-_AROUND:]
    return text if len(text) <= len(head) + len(tail) + 2 or len(text) <= _AROUND else f"{head}…{tail}"
