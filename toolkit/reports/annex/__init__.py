"""The annex (附件): the official problems, their status and the paragraphs that answer them.

``entries`` says what is printed of one problem, ``listed``, ``plan`` and ``wide`` lay the problems out,
``compared`` marks what has changed since the last period's annex, ``corrected`` since this one was published.
"""

from __future__ import annotations

from toolkit.model import Block, Ledger
from toolkit.reports.annex.compared import compared_blocks
from toolkit.reports.annex.corrected import corrected_blocks
from toolkit.reports.annex.entries import INTERNAL, annex_title, problem_ordinal
from toolkit.reports.annex.listed import group_names, listed_blocks
from toolkit.reports.annex.plan import plan_blocks
from toolkit.reports.annex.settings import PLAN, PLAN_AND_PROGRESS, TABLE, in_digits, lies_wide
from toolkit.reports.annex.wide import wide_blocks

__all__ = [
    "INTERNAL", "annex_blocks", "annex_title", "compared_blocks", "corrected_blocks", "group_names", "in_digits",
    "lies_wide", "problem_ordinal",
]


def annex_blocks(ledger: Ledger) -> tuple[Block, ...]:
    """附件, title, 截至 line, then every problem; for the public, every one that may be made public.

    Keys: ``"3"`` is the status line of problem 3, ``"3#2"`` its second paragraph, ``"3:整改时限"`` an
    official column of it, ``"3:整改措施#2"`` its second measure.
    """
    layout = ledger.profile.annex_layout
    if layout == TABLE:
        return wide_blocks(ledger)
    if layout in (PLAN, PLAN_AND_PROGRESS):
        return plan_blocks(ledger, with_progress=layout == PLAN_AND_PROGRESS)
    return listed_blocks(ledger)
