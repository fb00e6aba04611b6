"""Deadline wording (整改时限) -> its last calendar day; a wording that is not certain gives none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from toolkit.dates.wording import Precision, Reading, plain_date, readings_in
from toolkit.regex import regex

Trouble = Literal["", "no_year", "several", "damaged", "vague"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline wording: its last calendar day where it is certain, and how fine it is.

    ``precision`` is ``at_once`` for 立行立改, ``open`` for 长期坚持 alone, ``unclear`` for wording that
    could not be read (``day`` is None then, ``trouble`` says why and ``days`` holds the dates it names),
    ``none`` for blank. ``inferred``: the year was not written, or not in full.
    """

    text: str
    day: date | None = None
    precision: Precision = "none"
    long_term: bool = False
    inferred: bool = False
    trouble: Trouble = ""
    days: tuple[date, ...] = ()


_LONG_TERM = regex(
    r"(?:并|需|应|须|且|要)?(?:(?:长期|持续|常态化?|经常性)(?:坚持|推进|整改|保持|落实|实施|抓好|推动|巩固|改进|管控|监管|治理)|长期|常抓不懈|常态化)"
)
_AT_ONCE = regex(
    r"立行立改|立知立改|立查立改|立整立改|立改立行|即知即改|即行即改|即查即改|即督即改|边督边改|边查边改|随督随改|立即"
)
_HARMLESS = regex(
    r"逐年|每年|年度|全年|日常|工期|按期|如期|限期|长效|周期|期限|时限|序时|时序|阶段性|\d+(?:\.\d+)?%"
)
_TIMES = regex(
    r"[年月旬季节汛冬夏春秋初末]|期[前内间末]|\d{3}|\d日|\d号|\d[./-]\d|采暖|供暖|封冻|入冻|解冻|雨前|国庆|两会|前后|左右"
)
"""What else speaks of time: beside a date it makes the wording doubtful."""
_AFTER_A_YEAR = regex(
    r"(?:全年|全面|全部)?(?:$|[，,。；;、()（）·]|完成|整改|实现|达|基本|取得|长期|持续|并|需|力争|确保|争取)"
)
_CLOCK = regex(r"(?<=[日号])\d{1,2}[时点](?:整|\d{1,2}分)?|(?<=[日号])\(?(?:星期|周)[一二三四五六日天]\)?")
_SHORT_YEAR = regex(r"(?<![\d.])(?=[23]\d年(?:年?[底末内]|\d{1,2}月|[上下]半年|第?[1-4一二三四]季度))")
_JOIN = r"(?:至|到|[-—–~]+)"
_RANGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (regex(pattern), kept)
    for pattern, kept in (
        (rf"(?<!\d)20\d\d年?{_JOIN}(?=20\d\d年)", ""),
        (rf"(20\d\d年)\d{{1,2}}月?(?:份)?{_JOIN}(?=\d{{1,2}}月)", r"\1"),
        (rf"(20\d\d年)第?[1-3一二三](?:季度)?{_JOIN}(?=第?[2-4二三四]季度)", r"\1"),
        (rf"(\d{{1,2}}月)\d{{1,2}}日?{_JOIN}(?=\d{{1,2}}[日号])", r"\1"),
    )
)
_RANGE = regex(rf"(?:年|月|日|底|起|开始)?{_JOIN}")
_START = regex(r"(?:年|月|日)?(?:起|开始|以来|之?后|以后)")


@lru_cache(maxsize=4096)
def read_deadline(text: str, year: int | None = None) -> Deadline:
    """A deadline wording (整改时限) as its last calendar day; ``year`` counts where none is written."""
    written = plain_date(text)
    if not written:
        return Deadline(text)
    plain = _SHORT_YEAR.sub("20", _ends_of_ranges(_CLOCK.sub("", written)))
    shortened = bool(_SHORT_YEAR.search(written))
    long_term = bool(_LONG_TERM.search(plain))
    met = readings_in(plain, year)
    readings = _ends(plain, met)
    days = tuple(sorted({reading.day for reading in readings if reading.day}))
    if not readings:
        precision = _without_date(plain, long_term=long_term)
        trouble: Trouble = _without_reading(plain) if precision == "unclear" else ""
        return Deadline(text, None, precision, long_term, trouble=trouble)
    trouble = _trouble(plain, readings, met)
    if trouble:
        return Deadline(text, None, "unclear", long_term, trouble=trouble, days=days)
    last = readings[-1]
    inferred = shortened or (last.inferred and not last.carried)
    return Deadline(text, last.day, last.precision, long_term, inferred, days=days)


def _ends_of_ranges(plain: str) -> str:
    """2024—2025年 and 2025年1—6月 as what they end with."""
    for pattern, kept in _RANGES:
        plain = pattern.sub(kept, plain)
    return plain


def _ends(plain: str, readings: list[Reading]) -> list[Reading]:
    """The dates that say by when: not 2025年1月起, and of a range only its end."""
    ends = []
    for place, reading in enumerate(readings):
        following = readings[place + 1] if place + 1 < len(readings) else None
        begins = following and following.day and reading.day and reading.day < following.day
        if begins and following and _RANGE.fullmatch(plain[reading.stop : following.start]):
            continue
        ends.append(reading)
    return [r for r in ends if not _START.match(plain[r.stop :])] or [r for r in ends if r.day is None]


def _without_date(plain: str, *, long_term: bool) -> Precision:
    if _AT_ONCE.search(plain):
        return "at_once"
    begun = re.sub(r"自?(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|开始)", "", plain)
    return "open" if long_term and not _speaks_of_time(_LONG_TERM.sub("", begun)) else "unclear"


def _without_reading(plain: str) -> Trouble:
    recurring = "每" in plain
    return "damaged" if not recurring and re.search(r"\d+年.*\d|\d+[月日号]|\d{4}", plain) else "vague"


def _trouble(plain: str, readings: list[Reading], met: list[Reading]) -> Trouble:
    """Why the dates of a wording give no certain day; '' where they give one, and nothing else speaks of time."""
    if any(reading.day is None for reading in readings):
        return "no_year" if any(r.day is None and r.inferred for r in readings) else "damaged"
    if len({reading.day for reading in readings}) > 1:
        return "several"
    if any(_is_loose(plain, reading) for reading in readings):
        return "vague"
    rest = plain
    for reading in reversed(met):
        rest = rest[: reading.start] + "·" + rest[reading.stop :]
    return "vague" if _speaks_of_time(_LONG_TERM.sub("", rest)) else ""


def _is_loose(plain: str, reading: Reading) -> bool:
    """2025年入冬前 and 2025年前 say less than the whole year, 2025年12月前 less than the month."""
    after = plain[reading.stop :]
    if reading.ended or reading.precision == "day":
        return False
    if reading.precision == "year":
        return not _AFTER_A_YEAR.match(after)
    return reading.precision == "month" and bool(re.match(r"(?:之|以)?前", after))


def _speaks_of_time(rest: str) -> bool:
    return bool(_TIMES.search(_HARMLESS.sub("", rest)))


_ATTRIBUTE = regex(r"(?:之|以)?前(?:已|未|尚未|已经)?[一-鿿]{2}(?:投产|投运|投用|使用|入驻|运行)?的")


_TARGET = regex(r"[，,]?(?:全部|基本|力争|实现|完成|建成|达到|整改)")
_UNTIL = regex(r"(?<!截)[到至]$")


def measure_deadline(text: str) -> date | None:
    """The date a measure itself names (2024年12月底前…): the last one where it names several.

    Only full dates that say by when count; ``（2024—2025年）`` in a title or 2020年底前建成的 do not. A
    date without a year counts after one that has it: 2024年6月底前启动，12月底前完成.
    """
    plain = re.sub(r"《[^《》]*》", "《》", plain_date(text))
    days = [
        reading.day
        for reading in readings_in(plain, None)
        if reading.day and (reading.carried or not reading.inferred) and _says_by_when(plain, reading)
    ]
    return max(days, default=None)


def _says_by_when(plain: str, reading: Reading) -> bool:
    before, after = plain[: reading.start], plain[reading.stop :]
    if _ATTRIBUTE.match(after) or (_is_loose(plain, reading) and after.startswith(("前", "之前", "以前"))):
        return False
    told = _TARGET.match(after) or _UNTIL.search(before)
    return bool(re.match(r"(?:之|以)?前", after)) or (reading.ended and bool(told))
