"""How wide a table's columns and how tall its rows stand, so that every text shows whole.

Texts too long for the tallest row Excel draws get wider columns first, then smaller letters. A column's
texts are measured once each: units, words and dates come again and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.model import CellValue
from toolkit.sheetbook.measure import TALLEST_ROW, height_of_lines, line_count, lines_height

_USUAL = 11.0
_SMALLER = (9.0, 8.0, 7.0, 6.0)
_WIDEST = 100.0
_STEP = 1.25


@dataclass(frozen=True, slots=True)
class Fitting:
    """Widths of a table's columns, heights of its rows, and the font sizes of the cells (from 0) that need
    another.
    """

    widths: tuple[float, ...] = ()
    sizes: Mapping[tuple[int, int], float] = field(default_factory=dict)
    heights: tuple[float, ...] = ()


def fitted(
    widths: Sequence[float], rows: Sequence[Sequence[CellValue]], *, least: float = 0.0,
) -> Fitting:
    """Widths at least as given, heights of at least ``least``, and sizes, so that every text shows whole
    as far as a row can.
    """
    found = list(widths)
    sizes: dict[tuple[int, int], float] = {}
    lines: list[list[int]] = [[1] * len(rows)]
    for at, column in enumerate(zip(*rows, strict=True)):
        texts = [text for text in set(column) if text and isinstance(text, str)]
        tall = [text for text in texts if _may_be_tall(text, found[at]) and not _shows(text, found[at], _USUAL)]
        found[at] = _widened(found[at], tall)
        smaller = _smaller(found[at], tall)
        sizes |= {(row, at): smaller[text] for row, text in enumerate(column if smaller else ())
                  if text in smaller}
        counts = {text: count for text in texts if len(text) * 2 > found[at] or "\n" in text
                  if (count := line_count(text, found[at])) > 1}
        if counts:
            lines.append([counts.get(value, 1) for value in column])
    heights = {count: height_of_lines(count, least=least) for count in set().union(*lines)}
    tallest = lines[0] if len(lines) == 1 else map(max, *lines)
    return Fitting(tuple(found), dict(sorted(sizes.items())), tuple(map(heights.__getitem__, tallest)))


def _widened(width: float, tall: Iterable[str]) -> float:
    for text in tall:
        while width < _WIDEST and not _shows(text, width, _USUAL):
            width = min(_WIDEST, width * _STEP)
    return width


def _smaller(width: float, tall: Iterable[str]) -> Mapping[CellValue, float]:
    """The sizes of the texts that a row cannot show in letters of the usual one."""
    return {text: next((size for size in _SMALLER if _shows(text, width, size)), _SMALLER[-1])
            for text in tall if not _shows(text, width, _USUAL)}


def _may_be_tall(text: str, width: float) -> bool:
    """A cheap look that lets by far most texts pass."""
    return len(text) * 2 > width * 12 or (len(text) > 24 and text.count("\n") > 12)


def _shows(text: str, width: float, size: float) -> bool:
    return lines_height(line_count(text, width * _USUAL / size), size) <= TALLEST_ROW
