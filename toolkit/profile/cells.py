"""Reading one cell of 专项配置.xlsx; what it cannot be is refused with its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from toolkit.dates import read_day
from toolkit.profile.layout import NO, YES
from toolkit.regex import regex
from toolkit.tables.headed import HeadedRow
from toolkit.text import matching_key, read_numeral

Word = TypeVar("Word")
Value = TypeVar("Value")

_LIST_MARKS = regex(r"[、，,；;\n]+")
_YES = frozenset({YES, "对", "有", "y", "yes", "true", "√", "☑", "1"})
_NO = frozenset({NO, "不", "无", "n", "no", "false", "×", "x", "0"})


def listed(text: str) -> tuple[str, ...]:
    """What stands between 、 and the like."""
    return tuple(piece.strip() for piece in _LIST_MARKS.split(text) if piece.strip())


def word(row: HeadedRow, heading: str, words: Mapping[Word, str], default: Word) -> Word:
    """The value whose Chinese word (or own name) the cell says; the default where it is empty."""
    text = row.text(heading)
    if not text:
        return default
    key = matching_key(text)
    for value, name in words.items():
        if key in (matching_key(name), matching_key(str(value))):
            return value
    raise row.wrong(heading, f"“{text}”不在选项内，请改为{'、'.join(words.values())}之一。")


def yes(row: HeadedRow, heading: str, *, default: bool) -> bool:
    """是 or 否; the default where the cell is empty."""
    key = matching_key(row.text(heading))
    if not key:
        return default
    if key not in _YES | _NO:
        raise row.wrong(heading, f"“{row.text(heading)}”看不懂，请填“是”或“否”。")
    return key in _YES


def day_of(row: HeadedRow, heading: str) -> date | None:
    """The date of a cell, as a date or as text; None where it is empty."""
    text = row.text(heading)
    if not text:
        return None
    day = row.day(heading) or read_day(text)
    if day is None:
        raise row.wrong(heading, f"“{text}”不是能认出的日期，请写成2025-3-20这样。")
    return day


def count(row: HeadedRow, heading: str, text: str) -> int:
    """A whole number."""
    number = read_numeral(text)
    if number is None:
        raise row.wrong(heading, f"“{text}”不是整数，请填阿拉伯数字。")
    return number


def unique(
    pairs: Sequence[tuple[HeadedRow, Value]], key: Callable[[tuple[HeadedRow, Value]], object],
    heading: str, what: str,
) -> list[Value]:
    """The values, each key once; refuses the second row of one key."""
    seen: dict[object, int] = {}
    for pair in pairs:
        first = seen.setdefault(key(pair), pair[0].number)
        if first != pair[0].number:
            raise pair[0].wrong(heading, f"这个{what}在第{first}行已经有了，请只留一行。")
    return [value for _, value in pairs]
