"""How a sheet stands on paper: which size, how small, and where a wide or long one is parted.

Widths are in digits, as columns are; heights in points. All is reckoned for the widest font that may
stand in for 宋体, so that nothing is cut where the office's fonts are missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from toolkit.text import printable

Paper = Literal["A3", "A4"]
SIDE, TOP, FOOT = 0.35, 0.6, 0.75
"""Margins in inches."""
_LONG: Mapping[Paper, float] = {"A4": 841.9, "A3": 1190.6}
_SHORT = 595.3
_DIGIT = 7.0
"""Points of a digit of 11-point text in the widest stand-in; 宋体 itself takes 6."""
_PADDING = 0.72
"""What a column has beside its declared width."""
_LONGEST_HEADER = 100
"""Characters of one part of a print header; Excel takes 255 with the codes between them."""
SMALLEST = 0.68
"""11-point text is not printed smaller than this on one page: 7.5 points, 8.8 in 宋体."""
SMALLEST_CHOSEN = 0.5
"""Nor smaller than this where the columns on paper were chosen to fit one page, and long texts widen them."""
_PARTED = 0.75
"""The smallest a sheet is printed that takes several pages side by side; larger where there is room."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Paper of a table in landscape; ``breaks`` are the columns that begin a page, from 1."""

    paper: Paper
    scale: int | None = None
    breaks: tuple[int, ...] = ()


def inner_width(paper: Paper, *, landscape: bool) -> float:
    """Points between the margins."""
    return (_LONG[paper] if landscape else _SHORT) - 144 * SIDE


def digits_that_fit(points: float, scale: float) -> float:
    return points / _DIGIT / scale


def laid_out(widths: Sequence[float], repeated: int, smallest: float = SMALLEST) -> Layout:
    """The smallest paper on which a table is readable; parted where even A3 is too narrow.

    ``repeated``: columns from the left that come again on every page of a parted table; ``smallest``:
    how far A3 may be reduced before that.
    """
    padded = [width + _PADDING for width in widths]
    sizes: tuple[tuple[Paper, float], ...] = (("A4", SMALLEST), ("A3", smallest))
    for paper, least in sizes:
        if sum(padded) <= digits_that_fit(inner_width(paper, landscape=True), least):
            return Layout(paper)
    points, again = inner_width("A3", landscape=True), sum(padded[:repeated])
    breaks = _parted(padded, again, digits_that_fit(points, _PARTED))
    widest = max(
        sum(padded[first - 1 : following - 1]) + (again if first > 1 else 0)
        for first, following in pairwise((1, *breaks, len(padded) + 1)))
    return Layout("A3", min(100, int(100 * points / _DIGIT / widest)), breaks)


def _parted(widths: Sequence[float], again: float, room: float) -> tuple[int, ...]:
    """Where pages begin so that none is overfull: as few pages as can be, filled alike."""
    pages = _filled(widths, again, room)
    low, high = max(widths) + again, room
    for _ in range(20):  # the narrowest page that still does with as many pages
        middle = (low + high) / 2
        if len(_filled(widths, again, middle)) <= len(pages):
            high = middle
        else:
            low = middle
    return _filled(widths, again, max(high, min(room, low)))


def _filled(widths: Sequence[float], again: float, room: float) -> tuple[int, ...]:
    breaks, used = [], 0.0
    for column, width in enumerate(widths, 1):
        if used and used + width > room:
            breaks.append(column)
            used = again
        used += width
    return tuple(breaks)


def whole_scale(widths: Sequence[float], *, landscape: bool = False) -> int:
    """Percent at which columns fill the width of A4; never enlarged."""
    needed = sum(width + _PADDING for width in widths) * _DIGIT
    return min(100, int(100 * inner_width("A4", landscape=landscape) / needed))


def page_starts(
    heights: Mapping[int, float], sections: Sequence[int], scale: int, *, landscape: bool = False,
) -> tuple[int, ...]:
    """Rows that begin a page so that no section is torn; one longer than a page is torn by the printer."""
    room = ((_SHORT if landscape else _LONG["A4"]) - 72 * (TOP + FOOT)) / (scale / 100)
    last = max(heights, default=0) + 1
    above = dict(zip(range(1, last + 2), accumulate(
        (heights.get(row, 15.0) for row in range(1, last + 1)), initial=0.0), strict=True))
    starts, page = [], 1
    for section, following in zip(sections, [*sections[1:], last], strict=True):
        if above[following] - above[page] > room and section > page:
            starts.append(section)
            page = section
    return tuple(starts)


def placed(part: Literal["L", "R"], text: str) -> str:
    """One part of a print header or footer; '' where it says nothing."""
    return f'&{part}&"宋体"&10{_print_text(text)}' if text else ""


def _print_text(text: str) -> str:
    """Text of a print header: `&` begins a code there, and digits would join the font size."""
    return " " + printable(text)[:_LONGEST_HEADER].replace("\n", " ").replace("&", "&&")
