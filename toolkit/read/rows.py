"""Which row is which problem or measure.

A row is found by its number and by its official text. Where both speak and differ, the text wins if
it is certain (the very text of another problem, or nearly), and the difference is reported; but a row
that has a problem's 原序号 was issued before the renumbering, and is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.model import Issued, Measure, Problem
from toolkit.text import matching_key, numbers_in, read_numeral, split_ordinal

_SAME = 60.0
"""Likeness (0–100) above which a row's text is its number's text with something altered."""
_CERTAIN = 88.0
"""Likeness above which a text alone names its problem."""
_IDENTICAL = 100.0
_MARGIN = 4.0
"""How much less like the next best must be, so that a text that fits two problems names neither."""
_TELLING = 8
"""Characters a piece of an official text has at the least to stand for the whole."""
_NUMBERED = re.compile(r"(?P<number>[0-9０-９]{1,4})[\s\u3000]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Match:
    """The matched index or number (None: nothing fits) and whether number and text disagree."""

    found: int | None
    disagrees: bool = False


@dataclass
class ProblemFinder:
    """Finds official problems by number and text; built once for a list.

    ``issued`` is what the problems were when the sheets of the period went out. Rows with number and text
    of one problem need no more than ``_by_number``: the rest is worked out when a row first asks for it.
    """

    problems: Sequence[Problem]
    issued: Issued = field(default_factory=Issued)

    @cached_property
    def _by_issue(self) -> Mapping[tuple[int | None, str], int | None]:
        issue: dict[tuple[int | None, str], int | None] = {}
        states = [*self.issued.beside.items(), *((None, was) for was in self.issued.withdrawn)]
        for now, was in states:
            for said in (was.number, None):
                issue.setdefault((said, matching_key(was.text)), now)
        return issue

    @cached_property
    def _by_number(self) -> Mapping[int, Problem]:
        return {problem.number: problem for problem in self.problems}

    @cached_property
    def _texts(self) -> Mapping[int, str]:
        return {problem.number: problem.text for problem in self.problems}

    @cached_property
    def _by_key(self) -> Mapping[str, int]:
        keys: dict[str, int] = {}
        for problem in self.problems:
            keys.setdefault(matching_key(problem.text), problem.number)
        return keys

    @cached_property
    def _by_other(self) -> Mapping[str, int]:
        others: dict[str, list[int]] = {}
        for problem in self.problems:
            for name in problem.other_numbers:
                others.setdefault(matching_key(name), []).append(problem.number)
        return {key: numbers[0] for key, numbers in others.items() if len(numbers) == 1}

    @cached_property
    def _by_former(self) -> Mapping[int, Sequence[Problem]]:
        formers: dict[int, list[Problem]] = {}
        for problem in self.problems:
            for former in numbers_in(problem.former_number or ""):
                formers.setdefault(former, []).append(problem)
        return formers

    def problem(self, number: int) -> Problem:
        return self._by_number[number]

    def knows(self, number: int) -> bool:
        return number in self._by_number

    def find(self, number_text: str, text: str) -> Match:
        """The problem a row speaks of, from its 序号 cell and its 问题 cell as read.

        A number and a text in one cell (``3.青河沿线…``) are taken apart.
        """
        number = self._number(number_text) if number_text else None
        known = self._by_number.get(number) if number is not None else None
        if not text:
            if known or not number_text:
                return Match(known.number if known else None)
            own, bare = _apart(number_text)
            glued = self._by_text(own, bare)
            # A number before other words (1.以上属实) is a note's, and not a row's.
            return Match(None) if glued.disagrees and glued.found == own else glued
        if known and known.text == text:
            return Match(known.number)
        if self._by_issue and (issued_as := (number, matching_key(text))) in self._by_issue:
            return Match(self._by_issue[issued_as])
        own, bare = (None, text) if matching_key(text) in self._by_key else _apart(text)
        return self._by_text(own if number is None else number, bare, numbered=bool(number_text))

    def of_measure(self, number_text: str, text: str) -> int | None:
        """The problem a row of 措施 speaks of: by number; by 原序号 where that one has the very measure."""
        number = self._number(number_text) if number_text else None
        known = self._by_number.get(number) if number is not None else None
        former = [*self._by_former.get(number, []), *self._issued_as(number)] if number is not None else []
        key = matching_key(text)
        likely = [p for p in (known, *former) if p] if former and text else []
        for problem in likely:
            if any(matching_key(m.shown()) == key for m in problem.measures):
                return problem.number
        return known.number if known else None

    def _issued_as(self, number: int) -> list[Problem]:
        """The problem the issued sheets had under a number, as it is now; [] where that is the same."""
        return [self._by_number[now] for now, was in self.issued.beside.items()
                if was.number == number != now and now in self._by_number]

    def _number(self, text: str) -> int | None:
        number = read_numeral(text)
        return self._by_other.get(matching_key(text)) if number is None else number

    def _was(self, number: int | None, now: int) -> bool:
        """Whether a problem had this number before."""
        return number is not None and any(p.number == now for p in self._by_former.get(number, ()))

    def _by_text(self, number: int | None, text: str, *, numbered: bool = False) -> Match:
        """By the text; ``number`` is what the row says, ``numbered`` whether it says anything at all."""
        known = self._by_number.get(number) if number is not None else None
        key = matching_key(text)
        if known and matching_key(known.text) == key:
            return Match(known.number)
        exact = self._by_key.get(key)
        likely = [p for p in (known, *self._by_former.get(number or 0, ())) if p]
        found = self._alike(likely, text) if exact is None else exact
        if found is None:
            return Match(known.number, disagrees=True) if known else Match(None)
        other = found != (known.number if known else None) and not self._was(number, found)
        return Match(found, disagrees=other and (numbered or number is not None))

    def _alike(self, likely: Sequence[Problem], text: str) -> int | None:
        """The problem a text is nearly: one of the likely by less, any other only beyond doubt."""
        from rapidfuzz import fuzz

        best = max(likely, key=lambda p: fuzz.ratio(p.text, text), default=None)
        likeness = fuzz.ratio(best.text, text) if best else 0.0
        certain = self._containing(text) or self._nearest(text, likeness + _MARGIN)
        if certain is None and best and likeness >= _SAME:
            return best.number
        return certain

    def _containing(self, text: str) -> int | None:
        """The one problem whose text holds this text, or is held by it."""
        key = matching_key(text)
        if len(key) < _TELLING:
            return None
        held = {number for official, number in self._by_key.items()
                if key in official or (len(official) >= _TELLING and official in key)}
        return held.pop() if len(held) == 1 else None

    def _nearest(self, text: str, least: float) -> int | None:
        """The problem this text is nearly, if it is like no other."""
        from rapidfuzz import fuzz, process

        if least > _IDENTICAL:
            return None
        best = process.extract(text, self._texts, scorer=fuzz.ratio, limit=2,
                               score_cutoff=_CERTAIN - _MARGIN)
        if not best or best[0][1] < max(_CERTAIN, least):
            return None
        alone = len(best) == 1 or best[0][1] - best[1][1] >= _MARGIN
        return int(best[0][2]) if alone else None


def _apart(text: str) -> tuple[int | None, str]:
    """The number a text begins with, if any, and the rest."""
    ordinal = split_ordinal(text)
    if ordinal is not None and ordinal.rest:
        return ordinal.number, ordinal.rest
    found = _NUMBERED.match(text)
    return (int(found["number"]), text[found.end():]) if found else (None, text)


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
    return same[0] if same else _alike_measure(measures, text, _SAME)


def same_measure(measures: Sequence[Measure], text: str) -> int | None:
    """Index of the measure whose very text, or nearly, this is, with or without its ordinal."""
    ordinal = split_ordinal(text)
    bare = ordinal.rest if ordinal and ordinal.rest else text
    found = _alike_measure(measures, bare, _CERTAIN)
    return _alike_measure(measures, text, _CERTAIN) if found is None else found


def _alike_measure(measures: Sequence[Measure], text: str, least: float) -> int | None:
    from rapidfuzz import fuzz, process

    if not measures:
        return None
    key = matching_key(text)
    best: tuple[float, int] | None = None
    for wording in ([matching_key(m.shown()) for m in measures], [matching_key(m.text) for m in measures]):
        found = process.extractOne(key, wording, scorer=fuzz.ratio, score_cutoff=least)
        if found and (best is None or found[1] > best[0]):
            best = float(found[1]), int(found[2])
    return best[1] if best else None


def _by_ordinal(measures: Sequence[Measure], ordinal_text: str) -> int | None:
    if not ordinal_text:
        return 0 if len(measures) == 1 else None
    wanted = ordinal_number(ordinal_text)
    backwards = list(enumerate(measures))[::-1]
    printed = {ordinal_number(m.ordinal): index for index, m in backwards if m.ordinal}
    counted = {index + 1: index for index, m in backwards if not m.ordinal}
    return None if wanted is None else printed.get(wanted, counted.get(wanted))


def ordinal_number(text: str) -> int | None:
    """The number of an ordinal however it is written: 一, 一是, （一）, 1., ①; None if it is none."""
    plain = read_numeral(text)
    if plain is not None:
        return plain
    ordinal = split_ordinal(text)
    return ordinal.number if ordinal else None
