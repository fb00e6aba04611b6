"""Which problem of one list is which of another: by number and words, and by words under a new number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from toolkit.model import Problem
from toolkit.text import matching_key, numbers_in

ALIKE = 60.0
"""Likeness (0–100) above which two texts of one number are one problem, something altered."""
CERTAIN = 88.0
"""Likeness above which a text alone names its problem, whatever its number."""

Test = Callable[[Problem, Problem], float]


@dataclass(slots=True)
class Meeting:
    """The pairs found: index in the one list -> index in the other."""

    pairs: dict[int, int] = field(default_factory=dict)

    def met(self, problems: Sequence[Problem], at: int) -> Problem | None:
        """The problem of the other list that the one at this index meets."""
        return problems[self.pairs[at]] if at in self.pairs else None

    def turned(self) -> Meeting:
        """The same, seen from the other list."""
        return Meeting({new: old for old, new in self.pairs.items()})


def meet(old: Sequence[Problem], new: Sequence[Problem], *, strict: bool = False) -> Meeting:
    """Pair the problems of two lists; each meets at most one.

    In turn: number and words alike; 原序号 of the new one; the very words under another number; one
    number and similar words; nearly the very words under another number; at last (not when
    ``strict``) the mere number.
    """
    meeting = _Meeting(old, new)
    meeting.by_number(_same_words, 100.0)
    meeting.by_former_number()
    meeting.by_words()
    meeting.by_number(likeness, ALIKE)
    meeting.by_likeness()
    if not strict:
        meeting.by_number(likeness, 0.0)
    return Meeting(meeting.pairs)


def likeness(one: Problem, other: Problem) -> float:
    """How alike two problems' texts are, 0 to 100."""
    return alike(one.text, other.text)


def alike(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100, layout aside."""
    from rapidfuzz import fuzz

    return fuzz.ratio(matching_key(one), matching_key(other))


def _same_words(one: Problem, other: Problem) -> float:
    return 100.0 if _key(one) == _key(other) else 0.0


def _key(problem: Problem) -> str:
    return matching_key(problem.text)


class _Meeting:
    """What has met so far."""

    def __init__(self, old: Sequence[Problem], new: Sequence[Problem]) -> None:
        self._old, self._new = old, new
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()

    def _pair(self, old: int, new: int) -> None:
        self.pairs[old] = new
        self._taken.add(new)

    def _left(self) -> tuple[list[int], list[int]]:
        """The indexes nobody has met yet."""
        return ([at for at in range(len(self._old)) if at not in self.pairs],
                [at for at in range(len(self._new)) if at not in self._taken])

    def by_number(self, test: Test, enough: float) -> None:
        """Each with the first of its number that is like enough."""
        left, coming = self._left()
        numbered: dict[int, list[int]] = {}
        for new in coming:
            numbered.setdefault(self._new[new].number, []).append(new)
        for old in left:
            for new in numbered.get(self._old[old].number, []):
                if new not in self._taken and test(self._old[old], self._new[new]) >= enough:
                    self._pair(old, new)
                    break

    def by_former_number(self) -> None:
        """原序号 of the new one names the old, and their words do not speak against it."""
        left, coming = self._left()
        for new in coming:
            named = numbers_in(self._new[new].former_number or "")
            fits = [old for old in left if self._old[old].number in named and old not in self.pairs
                    and likeness(self._old[old], self._new[new]) >= ALIKE]
            if fits:
                self._pair(max(fits, key=lambda old: likeness(self._old[old], self._new[new])), new)

    def by_words(self) -> None:
        """The very words, where they stand once in either list."""
        left, coming = self._left()
        ours = {_key(self._old[at]): at for at in left}
        theirs = {_key(self._new[at]): at for at in coming}
        times = Counter(_key(self._old[at]) for at in left), Counter(_key(self._new[at]) for at in coming)
        for key, old in ours.items():
            if times[0][key] == 1 and times[1][key] == 1:
                self._pair(old, theirs[key])

    def by_likeness(self) -> None:
        """The nearest text of those left, where it is all but the same."""
        left, coming = self._left()
        if not left or not coming:
            return
        from rapidfuzz import fuzz, process

        keys = {new: _key(self._new[new]) for new in coming}
        found = []
        for old in left:
            best = process.extractOne(
                _key(self._old[old]), keys, scorer=fuzz.ratio, score_cutoff=CERTAIN)
            if best:
                found.append((best[1], old, best[2]))
        for _, old, new in sorted(found, key=lambda one: (-one[0], one[1])):
            if new not in self._taken:
                self._pair(old, new)
