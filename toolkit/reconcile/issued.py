"""The list as it was issued beside the list of today: which problem was which.

A list revised after the sheets went out leaves units with the former wording; what they bring back
unaltered is no fault of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.model import Issued, Problem
from toolkit.text import matching_key, numbers_in


def issued_beside(problems: Sequence[Problem], issued: Sequence[Problem]) -> Issued:
    """Each problem of today with the one it was when issued: by text, else by number or 原序号."""
    by_text = {matching_key(p.text): p for p in issued}
    by_number = {p.number: p for p in issued}
    beside = {p.number: was for p in problems if (was := by_text.get(matching_key(p.text)))}
    taken = {was.number for was in beside.values()}
    for problem in problems:
        numbers = (*numbers_in(problem.former_number or ""), problem.number)
        free = (n for n in numbers if n in by_number and n not in taken)
        number = None if problem.number in beside else next(free, None)
        if number is not None:
            beside[problem.number] = by_number[number]
            taken.add(number)
    withdrawn = tuple(p for p in issued if p.number not in taken)
    added = frozenset(p.number for p in problems if p.number not in beside)
    return Issued(beside, withdrawn, added)
