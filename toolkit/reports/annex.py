"""The annex (附件): the official problems, their status and the paragraphs that answer them."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.dates import chinese_day
from toolkit.model import Block, Heading, Ledger, LedgerRow, Para, Printed, Profile
from toolkit.reports.wording import campaign_title
from toolkit.text import chinese_numeral

INTERNAL = "内部"
_PROGRESS = "整改进展情况"


def annex_blocks(ledger: Ledger) -> tuple[Block, ...]:
    """附件, title, 截至 line, then every problem; for the public, every one that may be made public.

    Keys: ``"3"`` is the status line of problem 3, ``"3#2"`` its second paragraph.
    """
    head: tuple[Block, ...] = (
        Para("附件", "附件标记"),
        Heading(annex_title(ledger.profile), 0),
        Para(f"（截至{chinese_day(ledger.period.as_of)}）", "截至日期"),
    )
    rows = (row for row in ledger.rows if row.problem.public or ledger.profile.audience == INTERNAL)
    return (*head, *(block for row in rows for block in _problem(row)))


def annex_title(profile: Profile) -> str:
    """The title the office chose, or the list's with 整改进展情况 in the place of 整改方案."""
    if profile.annex_title:
        return profile.annex_title
    return f"{campaign_title(profile)}{_PROGRESS}"


def _problem(row: LedgerRow) -> Iterator[Block]:
    number = row.problem.number
    yield Para(f"{problem_ordinal(number)}{row.problem.public_text or row.problem.text}", "问题")
    yield Para(f"{_PROGRESS}：{row.printed_status}", "整改状态", str(number))
    for at, paragraph in enumerate(row.paragraphs, 1):
        text = f"{paragraph.ordinal or ''}{paragraph.text}"
        yield Para(text, _style(paragraph, row), f"{number}#{at}")


def problem_ordinal(number: int) -> str:
    """``十二、``; digits where Chinese counting ends."""
    return f"{chinese_numeral(number)}、" if 1 <= number <= 9999 else f"{number}、"


def _style(paragraph: Printed, row: LedgerRow) -> str:
    """Marked sentences and, where a unit is awaited, what stands in for its answer are tinted."""
    if paragraph.marked:
        return "待报送"
    return "沿用上期" if paragraph.carried_from and row.awaited else "进展段落"
