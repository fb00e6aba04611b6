"""What the annex prints of one problem: its heading, units and deadline, status and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.dates import chinese_day
from toolkit.model import Block, Heading, Ledger, LedgerRow, Para, Printed, Problem, Profile
from toolkit.reports.annex.settings import in_digits
from toolkit.reports.wording import campaign_title
from toolkit.text import chinese_numeral, read_numeral

INTERNAL = "内部"
PROGRESS = "整改进展情况"
AS_OF = "截至日期"
OFFICIAL = {
    "lead_units": "牵头单位", "responsible_units": "责任单位", "acceptance_units": "验收单位",
    "deadline": "整改时限", "goal": "整改目标",
}
"""The labels a published plan has, by field of ``Problem``, in its order."""
_DETAILS = ("lead_units", "responsible_units", "deadline")


def head(ledger: Ledger) -> tuple[Block, ...]:
    """附件, title, 截至 line."""
    return (
        Para("附件", "附件标记"),
        Heading(annex_title(ledger.profile), 0),
        Para(as_of_line(chinese_day(ledger.period.as_of)), AS_OF),
    )


def as_of_line(day: str) -> str:
    return f"（截至{day}）"


def annex_title(profile: Profile) -> str:
    """The title the office chose, or the list's with 整改进展情况 in the place of 整改方案."""
    if profile.annex_title:
        return profile.annex_title
    return f"{campaign_title(profile)}{PROGRESS}"


def published_rows(ledger: Ledger) -> tuple[LedgerRow, ...]:
    """The problems this annex may show, in the list's order."""
    inside = ledger.profile.audience == INTERNAL
    return tuple(row for row in ledger.rows if inside or row.problem.public)


# ── one problem ──────────────────────────────────────────────────────────────────────────────────
def entry(row: LedgerRow, profile: Profile) -> Iterator[Para]:
    """A problem in the default layout: its text, what the office wants beside it, its progress."""
    yield heading(row.problem, profile)
    if profile.annex_details:
        yield from details(row.problem)
    yield from progress(row, profile)


def heading(problem: Problem, profile: Profile) -> Para:
    text = f"{numbered(problem, problem.number, profile)}{problem_text(problem)}"
    return Para(text, "问题", official_key(problem, "问题"))


def problem_text(problem: Problem) -> str:
    """The official wording, or the one the office gave for the public."""
    return problem.public_text or problem.text


def numbered(problem: Problem, number: int, profile: Profile) -> str:
    """``十二、``, or ``12.（自治区第5项）`` with the numbers the problem has elsewhere."""
    if not in_digits(profile):
        return problem_ordinal(number)
    elsewhere = "、".join(problem.other_numbers)
    return f"{number}.（{elsewhere}）" if elsewhere else f"{number}."


def problem_ordinal(number: int) -> str:
    """``十二、``; digits where Chinese counting ends."""
    return f"{chinese_numeral(number)}、" if 1 <= number <= 9999 else f"{number}、"


def details(problem: Problem) -> Iterator[Para]:
    """Who answers for a problem and by when; nothing where the list does not say."""
    for name in _DETAILS:
        if text := problem.shown(name):
            yield labelled(problem, OFFICIAL[name], text)


def labelled(problem: Problem, label: str, text: str) -> Para:
    return Para(f"{label}：{text}", "单位时限", official_key(problem, label))


def official_key(problem: Problem, label: str) -> str:
    """The key of what the list says: ``3:整改时限``."""
    return f"{problem.number}:{label}"


def progress(row: LedgerRow, profile: Profile) -> Iterator[Para]:
    """The status line and the paragraphs below it."""
    number = row.problem.number
    yield Para(status_line(row.printed_status), "整改状态", str(number))
    for at, paragraph in enumerate(row.paragraphs, 1):
        text = f"{ordinal(paragraph.ordinal, profile)}{paragraph.text}"
        yield Para(text, _style(paragraph, row), f"{number}#{at}")


def status_line(status: str) -> str:
    return f"{PROGRESS}：{status}"


def ordinal(printed: str | None, profile: Profile) -> str:
    """``（二）``; below a problem numbered ``1.`` it is ``（2）``, the level beneath (GB/T 9704, 7.3.3)."""
    number = read_numeral(printed.strip("（）")) if printed and in_digits(profile) else None
    return f"（{number}）" if number is not None else printed or ""


def _style(paragraph: Printed, row: LedgerRow) -> str:
    """Marked sentences and, where a unit is awaited, what stands in for its answer are tinted."""
    if paragraph.marked:
        return "待报送"
    return "沿用上期" if paragraph.carried_from and row.awaited else "进展段落"
