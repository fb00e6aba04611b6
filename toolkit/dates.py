"""Deadline wording and dates as people write them; a wording that is not certain gives no day."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from toolkit.text import read_numeral

Precision = Literal[
    "day", "ten_days", "month", "quarter", "half", "year", "at_once", "open", "unclear", "none"
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline wording: its last calendar day where it is certain, and how fine it is.

    ``precision`` is ``at_once`` for 立行立改, ``open`` for 长期坚持 alone, ``unclear`` for wording that
    could not be read (``day`` is None then), ``none`` for blank. ``inferred``: the year was not written.
    """

    text: str
    day: date | None = None
    precision: Precision = "none"
    long_term: bool = False
    inferred: bool = False


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
        ("year", rf"{_YEAR}年(?P<end>年?底|年末|末)?(?!\d|中|初)"),
        ("day", r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"),
        ("ten_days", r"(?<![\d年])(?P<month>\d{1,2})月(?:份)?(?P<third>[上中下])旬"),
        ("month", r"(?<![\d年])(?P<month>\d{1,2})月(?:份)?(?P<end>底|末)?(?!\d|初|中)"),
        ("quarter", r"(?<![\d年])第?(?P<quarter>[1-4一二三四])季度(?P<end>底|末)?"),
        ("half", r"(?<![\d年])(?P<half>[上下])半年(?P<end>底|末)?"),
        ("year", r"(?:今年|本年|当年)?(?P<end>年底|年末|年内)"),
    )
)


@dataclass(frozen=True, slots=True)
class _Reading:
    start: int
    stop: int
    precision: Precision
    day: date | None
    inferred: bool
    ended: bool


def _plain(text: str) -> str:
    """Digits in ASCII, no white space, Chinese year and month numerals as digits."""
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


def _readings(plain: str, year: int | None) -> list[_Reading]:
    """Every date in the text, the longest reading of each place, in order."""
    taken: list[_Reading] = []
    for precision, pattern in _PATTERNS:
        for found in pattern.finditer(plain):
            if any(found.start() < other.stop and other.start < found.end() for other in taken):
                continue
            written = found.groupdict().get("year")
            in_year = int(written) if written else year
            day = _day_of(found, precision, in_year) if in_year else None
            ended = bool(found.groupdict().get("end"))
            taken.append(_Reading(found.start(), found.end(), precision, day, written is None, ended))
    return sorted(taken, key=lambda reading: reading.start)


# ── deadlines ────────────────────────────────────────────────────────────────────────────────────
_LONG_TERM = re.compile(r"(?:并|需|应|须|且)?(?:长期坚持|长期推进|长期整改|持续推进|持续整改|持续坚持|长期保持|长期)")
_AT_ONCE = re.compile(r"立行立改|立知立改|即知即改|立即整改|边督边改")
_HARMLESS = re.compile(r"逐年|每年|年度|全年|日常|工期|按期|如期|限期|长效|周期|期限|时限")
_DOUBTFUL = re.compile(r"[\d年月日号期季节旬初末]")
_RANGE = re.compile(r"(?:年|月|日|底|起)?(?:至|到|—+|-+|~)")


@lru_cache(maxsize=4096)
def read_deadline(text: str, year: int | None = None) -> Deadline:
    """A deadline wording (整改时限) as its last calendar day; ``year`` counts where none is written."""
    plain = _plain(text)
    if not plain:
        return Deadline(text)
    long_term = bool(_LONG_TERM.search(plain))
    readings = _readings(plain, year)
    if not readings:
        return Deadline(text, None, _without_date(plain, long_term=long_term), long_term)
    last = readings[-1]
    if not _is_certain(plain, readings):
        return Deadline(text, None, "unclear", long_term)
    return Deadline(text, last.day, last.precision, long_term, last.inferred)


def _without_date(plain: str, *, long_term: bool) -> Precision:
    if _AT_ONCE.search(plain):
        return "at_once"
    return "open" if long_term and not _DOUBTFUL.search(_LONG_TERM.sub("", plain)) else "unclear"


def _is_certain(plain: str, readings: list[_Reading]) -> bool:
    """One date, or one range of dates, and nothing else that speaks of time."""
    if any(reading.day is None for reading in readings):
        return False
    days = {reading.day for reading in readings}
    if len(days) > 1 and not _is_range(plain, readings):
        return False
    rest = plain
    for reading in reversed(readings):
        rest = rest[: reading.start] + "·" + rest[reading.stop :]
    return not _DOUBTFUL.search(_HARMLESS.sub("", _LONG_TERM.sub("", rest)))


def _is_range(plain: str, readings: list[_Reading]) -> bool:
    first, *others = readings
    between = plain[first.stop : others[0].start] if len(others) == 1 else ""
    return bool(_RANGE.fullmatch(between)) and (first.day or date.max) < (others[0].day or date.min)


_ATTRIBUTE = re.compile(r"(?:之|以)?前(?:已|未|尚未|已经)?[一-鿿]{2}(?:投产|投运|投用|使用|入驻|运行)?的")


def measure_deadline(text: str) -> date | None:
    """The date a measure itself names (2024年12月底前…): the last one where it names several.

    Only full dates that say by when count; ``（2024—2025年）`` in a title or 2020年底前建成的 do not.
    """
    plain = re.sub(r"《[^《》]*》", "《》", _plain(text))
    days = [
        reading.day
        for reading in _readings(plain, None)
        if reading.day and not reading.inferred and _says_by_when(plain, reading)
    ]
    return max(days, default=None)


def _says_by_when(plain: str, reading: _Reading) -> bool:
    after = plain[reading.stop :]
    if _ATTRIBUTE.match(after):
        return False
    return bool(re.match(r"(?:之|以)?前", after)) or (
        reading.ended and bool(re.match(r"[，,]?(?:全部|基本|力争|实现|完成|建成|达到|整改)", after))
    )


# ── dates and moments a person types ─────────────────────────────────────────────────────────────
_MIDNIGHT = re.compile(r"T?0{1,2}:00(?::00(?:\.0+)?)?$")
_WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?$")
_CELL_TAIL = re.compile(r"(?:之|以)?前?(?:完成)?(?:整改)?[。.]?")


def read_day(text: str, year: int | None = None) -> date | None:
    """A date as a clerk writes it in a cell; None where the day is not certain.

    Month, quarter and year ends count only where the end is written (2024年12月底, not 2024年12月).
    """
    plain = _WEEKDAY.sub("", _plain(_MIDNIGHT.sub("", text.strip())))
    readings = _readings(plain, year)
    if len(readings) != 1 or readings[0].start or not _CELL_TAIL.fullmatch(plain[readings[0].stop :]):
        return None
    found = readings[0]
    return found.day if found.precision == "day" or found.ended else None


_CLOCK = re.compile(r"T?(?P<hour>\d{1,2})(?:[:时点](?P<minute>\d{1,2})?(?:[:分](?P<second>\d{1,2})?秒?)?|$)")
_HALF_PAST = re.compile(r"(?<=[时点])半$")
_ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")


def read_moment(text: str, now: datetime) -> datetime | None:
    """A moment as a person types it, in the zone of ``now`` and its year where none is written.

    A date alone means its last second; 24时 means the same. None where it cannot be read.
    """
    written = text.strip()
    exact = _exact_moment(written, now)
    if exact is not None:
        return exact
    plain = _plain(re.sub(r"(?<=\d)[ \tT]+(?=\d)", "T", written))
    readings = [r for r in _readings(plain, now.year) if r.precision == "day"]
    if len(readings) != 1 or readings[0].start or readings[0].day is None:
        return None
    clock = _clock(plain[readings[0].stop :])
    return None if clock is None else _local(readings[0].day, clock, now)


def _exact_moment(written: str, now: datetime) -> datetime | None:
    """ISO time with an offset, in the zone of ``now``."""
    if not _ZONE.search(written) or ":" not in written:
        return None
    try:
        return datetime.fromisoformat(written).astimezone(now.tzinfo)
    except ValueError:
        return None


def _clock(rest: str) -> time | None:
    plain = _HALF_PAST.sub("30", re.sub(r"(?:之|以)?前$", "", rest))
    afternoon = plain.startswith(("下午", "晚上", "晚"))
    plain = re.sub(r"^(?:上午|下午|晚上|晚|中午|早上)", "", plain)
    if not plain:
        return None if afternoon else time(23, 59, 59)
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour = int(found["hour"]) + (12 if afternoon and int(found["hour"]) < 12 else 0)
    if hour == 24 and not int(found["minute"] or 0):
        return time(23, 59, 59)
    try:
        return time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        return None


def _local(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=now.tzinfo)


_PERIOD = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:年|[-_./]?(?:"
    r"(?P<month>0?[1-9]|1[0-2])月?(?:份|底)?|(?:年?第?)?(?P<quarter>[1-4一二三四])季度|Q(?P<q>[1-4])|"
    r"(?:年?)(?P<half>[上下])半年|H(?P<h>[12]))?)",
    re.IGNORECASE,
)


def period_end(name: str) -> date | None:
    """The last day of the month, quarter, half-year or year a period is named after; else None."""
    plain = re.sub(r"(?<=\d)年(?=.)", "", _plain(name))
    found = _PERIOD.fullmatch(plain)
    if found is None:
        return None
    year, months = int(found["year"]), 12
    if found["month"]:
        months = int(found["month"])
    elif found["quarter"] or found["q"]:
        months = 3 * (read_numeral(found["quarter"] or found["q"]) or 0)
    elif found["half"] or found["h"]:
        months = 6 if (found["half"] or found["h"]) in ("上", "1") else 12
    return month_end(year, months)


