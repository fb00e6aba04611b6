"""Number formats and serial dates: from the stored number to what a person sees.

ECMA-376 part 1, 18.8.30 (built-in formats, with the Chinese ones) and 18.17.4 (serial dates).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from toolkit.tables.grid import CellKind

Shape = Literal["plain", "date", "time", "percent"]

_BUILT_IN: dict[int, Shape] = {
    9: "percent", 10: "percent",
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58), "date"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "time"),
}
# Quoted text, escaped and padding characters, colours, conditions and locales say nothing of dates;
# [h], [mm] and [ss] count elapsed time.
_SILENT = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general', re.IGNORECASE)
_DAYS = re.compile(r"[ydeg年日]|(?<!m)m{3,}", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]", re.IGNORECASE)
_MONTH = re.compile(r"m", re.IGNORECASE)
_LAST_SERIAL = 2_958_466
_SECONDS = 86_400


@lru_cache(4096)
def shape_of(number: int, code: str | None) -> Shape:
    """What a number format makes of a number: by its code, else by its built-in number."""
    if code is None:
        return _BUILT_IN.get(number, "plain")
    shown = _SILENT.sub("", code.split(";")[0])
    if _DAYS.search(shown):
        return "date"
    if _CLOCK.search(shown):
        return "time"
    if _MONTH.search(shown):
        return "date"
    return "percent" if "%" in shown else "plain"


def plain_number(value: float) -> str:
    """The number to 15 digits, as Excel keeps them: 3 for 3.0, 0.3 for 0.1 + 0.2, no exponent."""
    text = format(value, ".15g")
    if "e" not in text:
        return "0" if text == "-0" else text
    return format(Decimal(text), "f") if 1e-12 < abs(value) < 1e21 else text.upper()


def written_number(raw: str) -> str:
    """A stored number as a person sees it; ValueError where it is none."""
    if raw.isdecimal() and raw.isascii() and len(raw) < 16:
        return raw if raw[0] != "0" else str(int(raw))
    value = float(raw)
    if value - value != 0 or "_" in raw:
        raise ValueError(raw)
    return plain_number(value)


def percent(raw: str) -> str:
    return plain_number(float(Decimal(raw) * 100)) + "%"


def clock(value: float) -> str:
    """A time of day or an elapsed time: 0.5 -> '12:00', 1.5 -> '36:00'; seconds only where any."""
    seconds = round(value * _SECONDS)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


def moment(value: float, *, from_1904: bool) -> datetime | None:
    """The moment of a serial date, to the second; None where Excel would show no such day.

    The 1900 system counts a 29 February 1900 that never was: serial 60 is no day.
    """
    whole = int(value // 1)
    if not from_1904 and whole in (0, 60):
        return None
    if value < 0 or whole >= _LAST_SERIAL - (1462 if from_1904 else 0):
        return None
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 31 if whole < 60 else 30)
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - cells have no zone
    try:
        return start + timedelta(days=whole, seconds=round((value - whole) * _SECONDS))
    except OverflowError:
        return None


def moment_text(when: datetime) -> str:
    """ISO, the time of day only where there is one: 2025-03-01, 2025-03-01 14:30."""
    if when.hour == when.minute == when.second == 0:
        return when.date().isoformat()
    return when.isoformat(" ", "seconds" if when.second else "minutes")


@lru_cache(4096)
def numbered(
    raw: str, shape: Shape, *, from_1904: bool,
) -> tuple[CellKind, str, date | None]:
    """What a stored number reads as; few numbers and days come again and again."""
    try:
        plain = written_number(raw)
    except ValueError:
        return "text", raw, None
    if shape == "plain":
        return "number", plain, None
    if shape == "percent":
        return "number", percent(raw), None
    return _numbered_day(float(raw), shape, plain, from_1904=from_1904)


def _numbered_day(
    value: float, shape: Shape, plain: str, *, from_1904: bool
) -> tuple[CellKind, str, date | None]:
    """A number in a date or time format; one that is no day stays the number it is."""
    if shape == "time" and value >= 0:
        return "text", clock(value), None
    when = moment(value, from_1904=from_1904)
    if when is None:
        return "number", plain, None
    return "date", moment_text(when), when.date()


def iso_day(value: str) -> tuple[CellKind, str, date | None]:
    """A date written as ISO 8601 (t="d"); a text that is none stays one."""
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return "text", value, None
    return "date", moment_text(when), when.date()
