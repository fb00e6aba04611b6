"""Which period a workbook belongs to, by its stamp, else by its title, its name and the day filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from toolkit.dates import month_end, period_end
from toolkit.model import Period, Return
from toolkit.regex import regex

_LONG_AGO = timedelta(days=60)
"""A day filled in so long before the period was issued is no slip of the pen within it."""
_WORDING = regex(
    r"(?<!\d)(?P<year>20\d\d)\s*(?:年|[-_./])\s*(?:"
    r"(?P<month>1[0-2]|0?[1-9])(?=\s*月(?:份)?(?!\s*\d|底|末|初|上|中|下|前|后|起|以来|至|[—~-]|反馈|督[察查]|巡[视察]|审计|交办|印发|通报)|\s*(?:[）)\]】_\s.]|$)(?!\d))|"
    r"第?(?P<quarter>[一二三四1-4])季度|Q(?P<q>[1-4])|(?P<half>[上下])半年)", re.IGNORECASE)
_QUARTERS = "一二三四"


def other_period(returned: Return, period: Period) -> str | None:
    """The other period a workbook surely belongs to; None where it is this one's, or nobody can tell.

    A stamp decides. Without one, title, file name and 填报日期 have to agree that it is another.
    """
    stamped = returned.stamp.period if returned.stamp else ""
    if stamped:
        return stamped if stamped != period.name else None
    ours = _span(period)
    said = list(_spans(returned))
    filled = returned.head.get("filled_on")
    day = filled.day if filled else None
    if day and day >= period.issued.date():
        return None
    if ours and said:
        others = [wording for first, last, wording in said if last < ours[0] or first > ours[1]]
        return others[0] if len(others) == len(said) else None
    if day and not said and day < period.issued.date() - _LONG_AGO:
        return f"{day.year}-{day.month:02d}"
    return None


def _span(period: Period) -> tuple[date, date] | None:
    """First and last day of a period named after a month, quarter, half-year or year."""
    last = period_end(period.name)
    if last is None:
        return None
    name = period.name.upper()
    months = 3 if "Q" in name or "季" in name else 6 if "H" in name or "半" in name else \
        12 if re.fullmatch(r"\d{4}年?", name) else 1
    return _first_of(last, months), last


def _first_of(last: date, months: int) -> date:
    return date(last.year, last.month - months + 1, 1)


def _spans(returned: Return) -> Iterator[tuple[date, date, str]]:
    """The months, quarters and half-years spoken of above the tables, in sheet names and the file name."""
    texts = [text for seen in returned.tables for text in (*seen.above, seen.place.sheet or "")]
    for text in (*texts, returned.file.rsplit("/", 1)[-1]):
        for found in _WORDING.finditer(text):
            year = int(found["year"])
            if found["month"]:
                last = month_end(year, int(found["month"]))
                yield _first_of(last, 1), last, f"{year}-{last.month:02d}"
            elif found["quarter"] or found["q"]:
                number = _quarter(found["quarter"] or found["q"])
                last = month_end(year, 3 * number)
                yield _first_of(last, 3), last, f"{year}-Q{number}"
            else:
                last = month_end(year, 6 if found["half"] == "上" else 12)
                yield _first_of(last, 6), last, f"{year}-H{1 if found['half'] == '上' else 2}"


def _quarter(text: str) -> int:
    return int(text) if text.isdecimal() else _QUARTERS.index(text) + 1
