"""How alike two progress texts are. Figures that differ are news: such texts are never alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from toolkit.clauses import clauses
from toolkit.quantities import quantities
from toolkit.regex import regex
from toolkit.text import matching_key, split_ordinal

ALIKE = 0.95
LEAST = 20
"""Characters below which likeness is chance: short answers are alike by nature."""

_MARKS = regex(r"[^\w\u4e00-\u9fff%]+")
_PERIOD = regex(
    r"(?:截至|截止)?(?:(?:19|20)\d{2}年?)?\d{1,2}月(?:\d{1,2}日|底|份|末|中旬|上旬|下旬)?|(?:19|20)\d{2}年(?:度|底)?|截至目前|目前|"
    r"[一二三四]季度|第[一二三四]季度|本[月季期]|上[月季期]")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text reduced to what it says (no ordinals, marks, dates) and the figures it gives."""

    key: str
    figures: tuple[tuple[Decimal, str], ...]


def fingerprint(text: str) -> Fingerprint:
    """The text as two texts are compared."""
    bare = _without_ordinals(text)
    return Fingerprint(_key(text), tuple(sorted((q.value, q.unit) for q in quantities(bare))))


@lru_cache(maxsize=20_000)
def _key(text: str) -> str:
    return _MARKS.sub("", _PERIOD.sub("", matching_key(_without_ordinals(text))))


def _without_ordinals(text: str) -> str:
    lines = ((line, split_ordinal(line)) for line in text.split("\n"))
    return "\n".join(ordinal.rest if ordinal else line for line, ordinal in lines)


def likeness(one: Fingerprint, other: Fingerprint, least: float = ALIKE) -> float:
    """From 0 to 1; 0 where it is below ``least`` or the figures differ."""
    from rapidfuzz.fuzz import ratio

    if one.figures != other.figures:
        return 0.0
    if one.key == other.key:
        return 1.0
    if min(len(one.key), len(other.key)) < LEAST:
        return 0.0
    return ratio(one.key, other.key, score_cutoff=least * 100) / 100


def repeated(text: str, before: Sequence[str]) -> str | None:
    """What a text repeats of the paragraphs before, where it says nothing else; None where it does."""
    from rapidfuzz.fuzz import ratio

    prints = [(fingerprint(paragraph), paragraph) for paragraph in before]
    matched: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        own = fingerprint(line)
        same = [p for p in prints if p[0].figures == own.figures]
        if not own.key or not same:
            return None
        best = max(same, key=lambda p: ratio(own.key, p[0].key))
        matched.append(best[1])
    now, last = fingerprint(text), fingerprint("\n".join(matched))
    return "\n".join(matched) if now.key and likeness(now, last) else None


class Likes:
    """Texts gathered into groups of alike ones; the time grows with the number of texts only."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self._exact: dict[Fingerprint, int] = {}
        self._leaders: dict[tuple[str, tuple[tuple[Decimal, str], ...]], list[tuple[Fingerprint, int]]] = {}

    def add(self, position: int, text: str) -> None:
        """Place a text, by its position; one too short to compare stands nowhere."""
        if len(text) < LEAST or len(_key(text)) < LEAST:
            return
        own = fingerprint(text)
        group = self._exact.get(own)
        if group is None:
            group = self._near(own, text)
        self.groups[group].append(position)

    def _near(self, own: Fingerprint, text: str) -> int:
        keys = [(clause, own.figures) for clause in _longest(text)]
        for key in keys:
            for leader, group in self._leaders.get(key, ())[-_MOST:]:
                if likeness(own, leader):
                    self._exact[own] = group
                    return group
        self.groups.append([])
        group = self._exact[own] = len(self.groups) - 1
        for key in keys:
            self._leaders.setdefault(key, []).append((own, group))
        return group


_MOST = 20


def _longest(text: str) -> list[str]:
    """The three longest clauses: two alike texts share one, unless every one of them was touched."""
    pieces = sorted((_PERIOD.sub("", clause.text.strip()) for clause in clauses(text)), key=len, reverse=True)
    return pieces[:3]
