"""Texts too long for the tallest row Excel draws: wider columns first, then smaller letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.model import CellValue
from toolkit.sheetbook.measure import TALLEST_ROW, line_count, lines_height

_USUAL = 11.0
_SMALLER = (9.0, 8.0, 7.0, 6.0)
_WIDEST = 100.0
_STEP = 1.25


@dataclass(frozen=True, slots=True)
class Fitting:
    """Widths of a table's columns, and the font sizes of the cells (from 0) that need another."""

    widths: tuple[float, ...] = ()
    sizes: Mapping[tuple[int, int], float] = field(default_factory=dict)


def fitted(widths: Sequence[float], rows: Sequence[Sequence[CellValue]]) -> Fitting:
    """Widths at least as given and sizes, so that every text shows whole as far as a row can."""
    found = list(widths)
    tall = [(row, at, value) for row, values in enumerate(rows) for at, value in enumerate(values)
            if isinstance(value, str) and _may_be_tall(value, found[at])]
    tall = [(row, at, text) for row, at, text in tall if not _shows(text, found[at], _USUAL)]
    for _, at, text in tall:
        while found[at] < _WIDEST and not _shows(text, found[at], _USUAL):
            found[at] = min(_WIDEST, found[at] * _STEP)
    sizes = {
        (row, at): next((size for size in _SMALLER if _shows(text, found[at], size)), _SMALLER[-1])
        for row, at, text in tall if not _shows(text, found[at], _USUAL)}
    return Fitting(tuple(found), sizes)


def _may_be_tall(text: str, width: float) -> bool:
    """A cheap look that lets by far most texts pass."""
    return len(text) * 2 > width * 12 or (len(text) > 24 and text.count("\n") > 12)


def _shows(text: str, width: float, size: float) -> bool:
    return lines_height(line_count(text, width * _USUAL / size), size) <= TALLEST_ROW
