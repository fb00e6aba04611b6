"""Automatic numbers: how lists count on and how their numbers are printed.

The forms are those of WordprocessingML (ISO/IEC 29500-1, 17.18.59); other formats are translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolkit.text import chinese_numeral

_CHINESE = frozenset((
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "chineseLegalSimplified",
    "taiwaneseCounting", "taiwaneseCountingThousand", "taiwaneseDigital", "japaneseDigitalTenThousand",
))  # fmt: skip
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_ENCLOSED = {"decimalEnclosedFullstop": "{}.", "decimalEnclosedParen": "({})", "ideographEnclosedCircle": "({})"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LEVELS = 9


class Level(NamedTuple):
    """A level of a list: its form, its pattern (``（%1）``: the number of level 1), its first number."""

    form: str
    pattern: str
    start: int = 1


class Counters:
    """The numbers of a document's lists, counted in reading order."""

    def __init__(self, levels: Mapping[tuple[str, int], Level]) -> None:
        self._levels = levels
        self._counts: dict[tuple[str, int], int] = {}
        self._used: set[tuple[str, int]] = set()

    def printed(self, listed: str, depth: int, *, restart: tuple[str, int] | None = None) -> str:
        """The number of the next paragraph of a list; '' where none is printed.

        ``restart`` is (name, number): where that name comes for the first time its count begins with the number.
        """
        level = self._levels.get((listed, depth))
        form, pattern, start = level or Level("", "")
        if restart and (restart[0], depth) not in self._used:
            self._used.add((restart[0], depth))
            self._counts[listed, depth] = restart[1] - 1
        self._counts[listed, depth] = self._counts.get((listed, depth), start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            self._counts.pop((listed, deeper), None)
        if form in ("", "bullet", "none"):
            return ""
        for above in range(depth + 1):
            shown, _, first = self._levels.get((listed, above), Level(form, ""))
            pattern = pattern.replace(f"%{above + 1}", shown_number(self._counts.get((listed, above), first), shown))
        return pattern


def shown_number(number: int, form: str) -> str:
    """A number as a list prints it."""
    printed = str(number)
    if form in _CHINESE and 1 <= number <= 9999:
        printed = chinese_numeral(number)
    elif form in _CIRCLED and 1 <= number <= 20:
        printed = chr(ord("①") + number - 1)
    elif form in _ENCLOSED:
        printed = _ENCLOSED[form].format(chinese_numeral(number) if form.startswith("ideo") else number)
    elif form == "decimalFullWidth":
        printed = "".join(chr(ord("０") + int(digit)) for digit in str(abs(number)))
    elif form.endswith("Roman") and 1 <= number <= 3999:
        printed = _roman(number)
    elif form.endswith("Letter") and 1 <= number <= 780:
        printed = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    return printed.upper() if form.startswith("upper") else printed


def _roman(number: int) -> str:
    printed = ""
    for value, mark in _ROMAN:
        printed += mark * (number // value)
        number %= value
    return printed
