"""Which row is which problem or measure.

A row is found by its number and by its official text. Where both speak and differ, the text wins if
it is certain (the very text of another problem, or nearly), and the difference is reported; but a row
that has a problem's 原序号 was issued before the renumbering, and is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.model import Measure, Problem
from toolkit.text import matching_key, numbers_in, read_numeral, split_ordinal

_SAME = 60.0
"""Likeness (0–100) above which a row's text is its number's text with something altered."""
_CERTAIN = 88.0
"""Likeness above which a text alone names its problem."""


@dataclass(frozen=True, slots=True)
class Match:
    """The matched index or number (None: nothing fits) and whether number and text disagree."""

    found: int | None
    disagrees: bool = False


@dataclass(slots=True)
class ProblemFinder:
    """Finds official problems by number and text; built once for a list."""

    problems: Sequence[Problem]
    _by_number: dict[int, Problem] = field(init=False)
    _by_key: dict[str, int] = field(init=False)
    _by_former: dict[int, list[Problem]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_number = {p.number: p for p in self.problems}
        self._by_key, self._by_former = {}, {}
        for problem in self.problems:
            self._by_key.setdefault(matching_key(problem.text), problem.number)
            for former in numbers_in(problem.former_number or ""):
                self._by_former.setdefault(former, []).append(problem)

    def problem(self, number: int) -> Problem:
        return self._by_number[number]

    def find(self, number_text: str, text: str) -> Match:
        """The problem a row speaks of, from its 序号 cell and its 问题 cell as read."""
        number = read_numeral(number_text) if number_text else None
        known = self._by_number.get(number) if number is not None else None
        if not text:
            return Match(known.number if known else None)
        if known and known.text == text:
            return Match(known.number)
        key = matching_key(text)
        exact = self._by_key.get(key)
        if exact is not None:
            if known and matching_key(known.text) == key:
                return Match(known.number)
            return Match(exact, disagrees=bool(number_text) and not self._was(number, exact))
        return self._alike(known, number, text, numbered=bool(number_text))

    def of_measure(self, number_text: str, text: str) -> int | None:
        """The problem a row of 措施 speaks of: by number; by 原序号 where that one has the very measure."""
        number = read_numeral(number_text) if number_text else None
        known = self._by_number.get(number) if number is not None else None
        former = self._by_former.get(number, []) if number is not None else []
        key = matching_key(text)
        for problem in (known, *former) if former and text else ():
            if problem and any(matching_key(m.shown()) == key for m in problem.measures):
                return problem.number
        return known.number if known else None

    def _was(self, number: int | None, now: int) -> bool:
        """Whether a problem had this number before."""
        return number is not None and any(p.number == now for p in self._by_former.get(number, ()))

    def _alike(self, known: Problem | None, number: int | None, text: str, *, numbered: bool) -> Match:
        from rapidfuzz import fuzz, process

        former = self._by_former.get(number, []) if number is not None else []
        likely = [p for p in (known, *former) if p and fuzz.ratio(p.text, text) >= _SAME]
        if likely:
            return Match(max(likely, key=lambda p: fuzz.ratio(p.text, text)).number)
        best = process.extractOne(
            text, {p.number: p.text for p in self.problems}, scorer=fuzz.ratio,
            score_cutoff=_CERTAIN,
        )
        if best:
            return Match(int(best[2]), disagrees=numbered and not self._was(number, int(best[2])))
        return Match(known.number, disagrees=True) if known else Match(None)


def find_measure(measures: Sequence[Measure], ordinal_text: str, text: str) -> int | None:
    """Index of the official measure a row of 措施 speaks of; None where nothing fits.

    The text names it where only one measure has that text; then the ordinal; then a likeness.
    """
    same = [index for index, measure in enumerate(measures) if measure.shown() == text]
    if len(same) == 1:
        return same[0]
    by_ordinal = _by_ordinal(measures, ordinal_text)
    if by_ordinal is not None or not text:
        return by_ordinal
    return same[0] if same else _alike_measure(measures, text)


def _alike_measure(measures: Sequence[Measure], text: str) -> int | None:
    from rapidfuzz import fuzz, process

    keys = [matching_key(measure.shown()) for measure in measures]
    best = process.extractOne(matching_key(text), keys, scorer=fuzz.ratio, score_cutoff=_SAME)
    return int(best[2]) if best else None


def _by_ordinal(measures: Sequence[Measure], ordinal_text: str) -> int | None:
    if not ordinal_text:
        return 0 if len(measures) == 1 else None
    wanted = ordinal_number(ordinal_text)
    numbers: Mapping[int | None, int] = {
        ordinal_number(m.ordinal) if m.ordinal else index + 1: index
        for index, m in reversed(list(enumerate(measures)))
    }
    return None if wanted is None else numbers.get(wanted)


def ordinal_number(text: str) -> int | None:
    """The number of an ordinal however it is written: 一, 一是, （一）, 1., ①; None if it is none."""
    plain = read_numeral(text)
    if plain is not None:
        return plain
    ordinal = split_ordinal(text)
    return ordinal.number if ordinal else None
