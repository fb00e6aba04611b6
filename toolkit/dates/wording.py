"""One grammar of dates as print and people write them, and how the house writes them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from toolkit.regex import regex
from toolkit.text import read_numeral

Precision = Literal[
    "day", "ten_days", "month", "quarter", "half", "year", "at_once", "open", "unclear", "none"
]


# ── the calendar ─────────────────────────────────────────────────────────────────────────────────
def month_end(year: int, month: int) -> date:
    """The last day of a month; ValueError where there is no such month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def chinese_day(day: date) -> str:
    """2025年3月25日, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(moment: datetime) -> str:
    """2025年3月25日18时, with minutes where they are not zero."""
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{chinese_day(moment.date())}{moment.hour}时{minutes}"


# ── one grammar of dates ─────────────────────────────────────────────────────────────────────────
_SEPARATED = r"[./\\-]"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NO_YEAR = r"(?<![\d年])(?:(?P<relative>[今本当明次来])年度?)?"
"""Before a date without a year; 今年 and 明年 are counted from the year the caller gives."""

_WITHIN_A_YEAR: tuple[tuple[Precision, str], ...] = (
    ("day", r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"),
    ("ten_days", r"(?P<month>\d{1,2})月(?:份)?(?P<third>[上中下])旬(?P<end>末|底)?"),
    ("month", r"(?P<month>\d{1,2})月(?:份)?(?P<end>底|末)?(?!\d|初|中)"),
    ("quarter", r"[第前]?(?P<quarter>[1-4一二三四])个?季度(?P<end>底|末|内)?"),
    ("half", r"(?P<half>[上下])半年(?P<end>底|末|内)?"),
)
_WHOLE: tuple[tuple[Precision, str], ...] = (
    ("day", rf"(?<!\d){_YEAR}{_SEPARATED}(?P<month>\d{{1,2}}){_SEPARATED}(?P<day>\d{{1,2}})[日号]?(?!\d)"),
    ("day", rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)"),
    ("month", rf"(?<!\d){_YEAR}{_SEPARATED}(?P<month>\d{{1,2}})(?P<end>月底|月末|底|末)?(?!\d|{_SEPARATED})"),
    ("quarter", rf"(?<!\d){_YEAR}年?{_SEPARATED}?[Qq](?P<quarter>[1-4])(?!\d)"),
    ("year", rf"(?<!\d){_YEAR}年度?(?P<end>年?底|年?末|年?内)?(?!\d|中|初)"),
    ("year", rf"(?<!\d){_YEAR}(?P<end>年?底|年?末)"),
    ("year", r"[“\"]?十(?P<plan>[二三四五六七])五[”\"]?(?:规划)?(?:时?期间?|末期)?(?P<end>末|底|内|结束)"),
    ("year", r"[“\"]?十(?P<plan>[二三四五六七])五[”\"]?(?:规划)?(?:时期|期间)"),
)
_PATTERNS: tuple[tuple[Precision, re.Pattern[str]], ...] = tuple(
    (precision, regex(pattern))
    for precision, pattern in (
        *((precision, rf"(?<!\d){_YEAR}年(?:度)?{rest}") for precision, rest in _WITHIN_A_YEAR),
        *_WHOLE,
        *((precision, _NO_YEAR + rest) for precision, rest in _WITHIN_A_YEAR),
        ("year", r"(?P<relative>[今本当明次来])年度?(?P<end>底|末|内)"),
        ("year", r"(?<!\d)(?:(?P<relative>[今本当明次来])年度?)?(?P<end>年底|年末|年内)"),
    )
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A date in a text: where, how fine, its last day; whether the year was not written, the end was.

    ``carried``: the year stands with a date before it (2024年6月底启动，12月底完成).
    """

    start: int
    stop: int
    precision: Precision
    day: date | None
    inferred: bool
    ended: bool
    carried: bool = False


def plain_date(text: str) -> str:
    """A text as its dates are read: digits in ASCII, no white space, Chinese year and month numerals as digits."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(
        r"[〇零○OoＯ一二三四五六七八九]{4}(?=年)",
        lambda found: "".join(str("〇一二三四五六七八九".find(m) if m in "一二三四五六七八九" else 0) for m in found[0]),
        plain,
    )
    return re.sub(
        r"[一二三四五六七八九十]{1,3}(?=月|日(?!常))", lambda found: str(read_numeral(found[0])), plain
    )


def _day_of(found: re.Match[str], precision: Precision, year: int) -> date | None:
    parts = found.groupdict()
    try:
        if precision == "day":
            return date(year, int(parts["month"]), int(parts["day"]))
        if precision == "ten_days":
            month = int(parts["month"])
            return month_end(year, month) if parts["third"] == "下" else date(year, month, {"上": 10, "中": 20}[parts["third"]])
        if precision == "month":
            return month_end(year, int(parts["month"]))
    except ValueError:
        return None
    if precision == "quarter":
        return month_end(year, 3 * (read_numeral(parts["quarter"]) or 0))
    return month_end(year, 6 if precision == "half" and parts["half"] == "上" else 12)


_PLAN_ENDS = {"二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035, "七": 2040}
"""The last year of a five-year plan: 十四五 runs from 2021 to 2025."""
_NEXT_YEAR = "明次来"
_RECURRING = regex(r"[每各逐]年度?$|每$")


def readings_in(plain: str, year: int | None) -> list[Reading]:
    """Every date in the text, the longest reading of each place, in order.

    A date without a year takes that of the date before it, as long as time goes on; else ``year``.
    """
    taken: list[tuple[Precision, re.Match[str]]] = []
    for precision, pattern in _PATTERNS:
        for found in pattern.finditer(plain):
            if not any(found.start() < other.end() and other.start() < found.end() for _, other in taken):
                taken.append((precision, found))
    readings: list[Reading] = []
    for precision, found in sorted(taken, key=lambda pair: pair[1].start()):
        readings.append(_reading(plain, found, precision, year, readings))
    return readings


def _reading(
    plain: str, found: re.Match[str], precision: Precision, year: int | None, before: list[Reading]
) -> Reading:
    parts = found.groupdict()
    ended = bool(parts.get("end"))
    written = int(parts["year"]) if parts.get("year") else _PLAN_ENDS.get(parts.get("plan") or "")
    if written:
        return Reading(found.start(), found.end(), precision, _day_of(found, precision, written), False, ended)
    day, carried = None, False
    last = before[-1].day if before else None
    recurring = bool(_RECURRING.search(plain[: found.start()]))
    if last and not parts.get("relative") and not recurring:
        day = _day_of(found, precision, last.year)
        day = day if day and day >= last else None
        carried = day is not None and (before[-1].carried or not before[-1].inferred)
    elif year and not recurring:
        day = _day_of(found, precision, year + ((parts.get("relative") or "-") in _NEXT_YEAR))
    return Reading(found.start(), found.end(), precision, day, True, ended, carried)
