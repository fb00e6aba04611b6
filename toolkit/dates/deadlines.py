"""Deadline wording (整改时限) -> its last calendar day; a wording that is not certain gives none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toolkit.dates.wording import Precision, Reading, plain_date, readings_in


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


_LONG_TERM = re.compile(r"(?:并|需|应|须|且)?(?:长期坚持|长期推进|长期整改|持续推进|持续整改|持续坚持|长期保持|长期)")
_AT_ONCE = re.compile(r"立行立改|立知立改|即知即改|立即整改|边督边改")
_HARMLESS = re.compile(r"逐年|每年|年度|全年|日常|工期|按期|如期|限期|长效|周期|期限|时限")
_DOUBTFUL = re.compile(r"[\d年月日号期季节旬初末]")
_RANGE = re.compile(r"(?:年|月|日|底|起)?(?:至|到|—+|-+|~)")


@lru_cache(maxsize=4096)
def read_deadline(text: str, year: int | None = None) -> Deadline:
    """A deadline wording (整改时限) as its last calendar day; ``year`` counts where none is written."""
    plain = plain_date(text)
    if not plain:
        return Deadline(text)
    long_term = bool(_LONG_TERM.search(plain))
    readings = readings_in(plain, year)
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


def _is_certain(plain: str, readings: list[Reading]) -> bool:
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


def _is_range(plain: str, readings: list[Reading]) -> bool:
    first, *others = readings
    between = plain[first.stop : others[0].start] if len(others) == 1 else ""
    return bool(_RANGE.fullmatch(between)) and (first.day or date.max) < (others[0].day or date.min)


_ATTRIBUTE = re.compile(r"(?:之|以)?前(?:已|未|尚未|已经)?[一-鿿]{2}(?:投产|投运|投用|使用|入驻|运行)?的")


_TARGET = re.compile(r"[，,]?(?:全部|基本|力争|实现|完成|建成|达到|整改)")
_UNTIL = re.compile(r"(?<!截)[到至]$")


def measure_deadline(text: str) -> date | None:
    """The date a measure itself names (2024年12月底前…): the last one where it names several.

    Only full dates that say by when count; ``（2024—2025年）`` in a title or 2020年底前建成的 do not.
    """
    plain = re.sub(r"《[^《》]*》", "《》", plain_date(text))
    days = [
        reading.day
        for reading in readings_in(plain, None)
        if reading.day and not reading.inferred and _says_by_when(plain, reading)
    ]
    return max(days, default=None)


def _says_by_when(plain: str, reading: Reading) -> bool:
    before, after = plain[: reading.start], plain[reading.stop :]
    if _ATTRIBUTE.match(after):
        return False
    told = _TARGET.match(after) or _UNTIL.search(before)
    return bool(re.match(r"(?:之|以)?前", after)) or (reading.ended and bool(told))
