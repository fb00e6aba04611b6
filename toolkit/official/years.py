"""Deadlines without a year: the one the document leaves no doubt about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.dates import read_deadline
from toolkit.model import Problem
from toolkit.regex import regex

_YEAR = regex(r"(?<![\d—–~-])(20\d\d)年(?!\d{1,2}月)(?!至|到|[—–~-])")


def dated(problems: Sequence[Problem], title: str | None) -> list[Problem]:
    """A deadline without a year (10月底前) takes the title's, or the one year all others are written with."""
    written = [read_deadline(problem.deadline_text or "") for problem in problems]
    years = set(_YEAR.findall(title or "")) or {str(d.day.year) for d in written if d.day}
    if len(years) != 1:
        return list(problems)
    year = int(years.pop())
    return [
        replace(problem, deadline=read_deadline(problem.deadline_text or "", year).day)
        if deadline.trouble == "no_year" else problem
        for problem, deadline in zip(problems, written, strict=True)
    ]
