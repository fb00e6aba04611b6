"""The numbers of a whole list: as printed, straight through where they begin again, worked out where missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Problem
from toolkit.regex import regex
from toolkit.text import read_numeral

_ITEM = regex(r"第\s*(\d{1,4}|[一二三四五六七八九十百零〇]{1,7})\s*(?:项|号)")


def numbered(problems: Sequence[Problem]) -> list[Problem]:
    """Numbers as printed; a count that begins again under each heading goes straight through."""
    printed = [problem.number for problem in problems]
    if _begins_again(printed) or _is_parted(problems):
        return [
            replace(problem, number=number, former_number=problem.former_number or _printed(problem))
            for number, problem in enumerate(problems, 1)
        ]
    found: list[Problem] = []
    for problem in problems:
        following = found[-1].number + 1 if found else 1
        found.append(problem if problem.number else replace(problem, number=following))
    return found


def _printed(problem: Problem) -> str:
    """1-2 where that is its number; else one within its heading, which no other list knew it by."""
    parted = [number for number in problem.other_numbers if _PARTS.fullmatch(number)]
    return parted[0] if parted else f"本节第{problem.number}项"


_PARTS = regex(r"\D{0,6}?\d{1,4}\s*[-—–－]\s*\d{1,3}.*")


def _is_parted(problems: Sequence[Problem]) -> bool:
    """1-1, 1-2, 2-1: every number has two parts, and the first alone would come again."""
    parted = all(any(_PARTS.fullmatch(n) for n in problem.other_numbers) for problem in problems)
    return parted and len({problem.number for problem in problems}) < len(problems)


def _begins_again(numbers: Sequence[int]) -> bool:
    """1 2 3 1 2 1 2 3: every number is 1 or follows the one before, and 1 comes more than once."""
    follows = all(
        number == 1 or number == before + 1 for before, number in zip([0, *numbers], numbers, strict=False)
    )
    return follows and numbers.count(1) > 1


def number_elsewhere(problem: Problem, title: str) -> Problem:
    """The one problem of a notice: its number stands in its text（第8项） or in the title, if only one does."""
    for text in (problem.text, title):
        found = {read_numeral(number) for number in _ITEM.findall(text)}
        if len(found) == 1:
            return replace(problem, number=found.pop() or 0)
    return problem
