"""One grammar of dates as print and people write them, and how the house writes them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

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
_PATTERNS: tuple[tuple[Precision, re.Pattern[str]], ...] = tuple(
    (precision, re.compile(pattern))  # type: ignore[misc]
    for precision, pattern in (
        ("day", rf"{_YEAR}年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]"),
        ("day", rf"(?<!\d){_YEAR}{_SEPARATED}(?P<month>\d{{1,2}}){_SEPARATED}(?P<day>\d{{1,2}})[日号]?(?!\d)"),
        ("day", rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)"),
        ("ten_days", rf"{_YEAR}年(?P<month>\d{{1,2}})月(?:份)?(?P<third>[上中下])旬"),
        ("month", rf"{_YEAR}年(?P<month>\d{{1,2}})月(?:份)?(?P<end>底|末)?(?!\d|初|中)"),
        ("month", rf"(?<!\d){_YEAR}{_SEPARATED}(?P<month>\d{{1,2}})(?P<end>月底|月末|底|末)?(?!\d|{_SEPARATED})"),
        ("quarter", rf"{_YEAR}年第?(?P<quarter>[1-4一二三四])季度(?P<end>底|末)?"),
        ("half", rf"{_YEAR}年(?P<half>[上下])半年(?P<end>底|末)?"),
        ("year", rf"{_YEAR}年(?P<end>年?底|年?末|年?内)?(?!\d|中|初)"),
        ("day", r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"),
        ("ten_days", r"(?<![\d年])(?P<month>\d{1,2})月(?:份)?(?P<third>[上中下])旬"),
        ("month", r"(?<![\d年])(?P<month>\d{1,2})月(?:份)?(?P<end>底|末)?(?!\d|初|中)"),
        ("quarter", r"(?<![\d年])第?(?P<quarter>[1-4一二三四])季度(?P<end>底|末)?"),
        ("half", r"(?<![\d年])(?P<half>[上下])半年(?P<end>底|末)?"),
        ("year", r"(?:今年|本年|当年)?(?P<end>年底|年末|年内)"),
    )
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A date in a text: where, how fine, its last day; whether the year was not written, the end was."""

    start: int
    stop: int
    precision: Precision
    day: date | None
    inferred: bool
    ended: bool


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


def readings_in(plain: str, year: int | None) -> list[Reading]:
    """Every date in the text, the longest reading of each place, in order."""
    taken: list[Reading] = []
    for precision, pattern in _PATTERNS:
        for found in pattern.finditer(plain):
            if any(found.start() < other.stop and other.start < found.end() for other in taken):
                continue
            written = found.groupdict().get("year")
            in_year = int(written) if written else year
            day = _day_of(found, precision, in_year) if in_year else None
            ended = bool(found.groupdict().get("end"))
            taken.append(Reading(found.start(), found.end(), precision, day, written is None, ended))
    return sorted(taken, key=lambda reading: reading.start)
