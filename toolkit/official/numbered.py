"""The numbers of a list: as printed, or straight through where the printed count begins again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Problem


def numbered(problems: Sequence[Problem]) -> list[Problem]:
    """Numbers as printed; a count that begins again under each heading goes straight through."""
    printed = [problem.number for problem in problems]
    if _begins_again(printed):
        return [
            replace(problem, number=number, former_number=problem.former_number or _in_section(problem))
            for number, problem in enumerate(problems, 1)
        ]
    counted: list[Problem] = []
    for problem in problems:
        following = counted[-1].number + 1 if counted else 1
        counted.append(problem if problem.number else replace(problem, number=following))
    return counted


def _in_section(problem: Problem) -> str:
    """The number as printed: one within its heading, so no number another list knew it by."""
    return f"本节第{problem.number}项"


def _begins_again(numbers: Sequence[int]) -> bool:
    """1 2 3 1 2 1 2 3: every number is 1 or follows the one before, and 1 comes more than once."""
    follows = all(
        number == 1 or number == before + 1 for before, number in zip([0, *numbers], numbers, strict=False)
    )
    return follows and numbers.count(1) > 1
