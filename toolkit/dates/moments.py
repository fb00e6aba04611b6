"""Dates and moments a person types, and the periods named after them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from toolkit.dates.wording import month_end, plain_date, readings_in
from toolkit.regex import regex
from toolkit.text import read_numeral

_MIDNIGHT = regex(r"T?0{1,2}:00(?::00(?:\.0+)?)?$")
_WEEKDAY = regex(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?$")
_TIME_OF_DAY = regex(
    r"(?:(?<=[\d日号])\s*(?:上午|下午|中午|早上|晚上)\s*(?:\d{1,2}\s*[:：时点][\d:：分秒半\s]*)?"
    r"|(?:(?<=[日号])\s*|(?<=\d)[\sT]+)\d{1,2}\s*[:：时点][\d:：分秒半\s]*)$")
"""An hour after a day; after a bare number only where a blank parts the two."""
_CELL_TAIL = regex(r"(?:之|以)?前?(?:完成)?(?:整改)?[。.]?")


def read_day(text: str, year: int | None = None) -> date | None:
    """A date as a clerk writes it in a cell; None where the day is not certain.

    Month, quarter and year ends count only where the end is written (2024年12月底, not 2024年12月).
    """
    plain = _WEEKDAY.sub("", plain_date(_TIME_OF_DAY.sub("", _MIDNIGHT.sub("", text.strip()))))
    readings = readings_in(plain, year)
    if len(readings) != 1 or readings[0].start or not _CELL_TAIL.fullmatch(plain[readings[0].stop :]):
        return None
    found = readings[0]
    return found.day if found.precision == "day" or found.ended else None


_CLOCK = regex(r"T?(?P<hour>\d{1,2})(?:[:时点](?P<minute>\d{1,2})?(?:[:分](?P<second>\d{1,2})?秒?)?|$)")
_HALF_PAST = regex(r"(?<=[时点])半$")
_ZONE = regex(r"(?:Z|[+-]\d{2}:?\d{2})$")


def read_moment(text: str, now: datetime) -> datetime | None:
    """A moment as a person types it, in the zone of ``now`` and its year where none is written.

    A date alone means its last second; 24时 means the same. None where it cannot be read.
    """
    written = text.strip()
    exact = _exact_moment(written, now)
    if exact is not None:
        return exact
    plain = plain_date(re.sub(r"(?<=\d)[ \tT]+(?=\d)", "T", written))
    readings = [r for r in readings_in(plain, now.year) if r.precision == "day"]
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


_PERIOD = regex(
    r"(?P<year>(?:19|20)\d\d)(?:年|[-_./]?(?:"
    r"(?P<month>0?[1-9]|1[0-2])月?(?:份|底)?|(?:年?第?)?(?P<quarter>[1-4一二三四])季度|Q(?P<q>[1-4])|"
    r"(?:年?)(?P<half>[上下])半年|H(?P<h>[12]))?)",
    re.IGNORECASE,
)


def period_end(name: str) -> date | None:
    """The last day of the month, quarter, half-year or year a period is named after; else None."""
    plain = re.sub(r"(?<=\d)年(?=.)", "", plain_date(name))
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


