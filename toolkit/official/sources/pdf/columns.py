"""Rows of print -> columns in reading order: a title across, then the columns from left to right.

Between columns runs a white gutter. Where some rows cross it (a title, a foot line) they are taken
off and the columns above and below are read apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.official.sources.pdf.glyphs import Row, median

_BIN = 2.0
_LEAST_ROWS, _LEAST_WIDTH = 3, 5.0
"""A column has at least so many rows, and is as wide as so many characters."""


@dataclass(slots=True)
class Column:
    """Rows under each other, from the top, and the sides between which they are set."""

    rows: list[Row]
    left: float
    right: float


def columns_of(rows: Sequence[Row]) -> list[Column]:
    """The columns of a page, or of a part of it, in reading order."""
    usual = median([row.size for row in rows], 10.0)
    return [_column(part, usual) for part in _parts(sorted(rows, key=lambda row: -row.base), usual)]


def _column(rows: list[Row], usual: float) -> Column:
    """Rows that stand on one baseline are one, read from the left."""
    lines: list[Row] = []
    for row in sorted(rows, key=lambda row: (-row.base, row.left)):
        if lines and abs(lines[-1].base - row.base) < 0.35 * usual:
            lines[-1] = Row(sorted([*lines[-1].glyphs, *row.glyphs], key=lambda glyph: glyph.left))
        else:
            lines.append(row)
    return Column(lines, min(row.left for row in rows), max(row.right for row in rows))


def _parts(rows: list[Row], usual: float) -> Iterator[list[Row]]:
    """Cut the rows at the longest gutter; what stands above and below it comes before and after."""
    if not rows:
        return
    found = _longest_gutter(rows, usual)
    if found is None:
        yield rows
        return
    start, end, place = found
    yield from _parts(rows[:start], usual)
    body = rows[start:end]
    yield from _parts([row for row in body if row.left < place], usual)
    yield from _parts([row for row in body if row.left >= place], usual)
    yield from _parts(rows[end:], usual)


def _longest_gutter(rows: Sequence[Row], usual: float) -> tuple[int, int, float] | None:
    """The longest run of rows with a gutter through all of it: first, end, the gutter's place."""
    low = min(row.left for row in rows)
    masks = [_mask(row, low) for row in rows]
    best: tuple[int, int, float] | None = None
    for start in range(len(rows)):
        if best and len(rows) - start <= best[1] - best[0]:
            break
        if _is_headline(rows, start, usual):
            continue
        found = _gutter_from(rows, masks, start, usual)
        if found and (best is None or found[0] - start > best[1] - best[0]):
            best = (start, found[0], low + found[1] * _BIN)
    return best


def _is_headline(rows: Sequence[Row], place: int, usual: float) -> bool:
    """Whether a large row has its height to itself: then it stands over all columns."""
    row = rows[place]
    return row.size > 1.35 * usual and all(
        other.size > 1.35 * usual for other in rows if abs(other.base - row.base) < usual
    )


def _mask(row: Row, low: float) -> int:
    first, last = int((row.left - low) / _BIN), int((row.right - low) / _BIN)
    return ((1 << max(1, last - first)) - 1) << first


def _gutter_from(
    rows: Sequence[Row], masks: Sequence[int], start: int, usual: float
) -> tuple[int, float] | None:
    """How far a gutter reaches from a row on, and its bin; None where there is none."""
    least = max(2, int(0.8 * usual / _BIN))
    low = min(row.left for row in rows)
    covered, widest = 0, 0.0
    gutters: list[float] = []
    best: tuple[int, float] | None = None
    for end in range(start, len(rows)):
        covered |= masks[end]
        widest = max(widest, rows[end].right - rows[end].left)
        left = _gutters(covered, least)
        if len(left) < len(gutters):
            # Fewer than before: the run so far may be the whole of what the lost one divides.
            found = _dividing(rows[start:end], gutters, low, usual)
            best = best if found is None else (end, found)
        gutters = left
        full = end > start and widest >= 0.8 * covered.bit_length() * _BIN
        if not gutters and (full or end - start >= 2 * _LEAST_ROWS):
            return best
    found = _dividing(rows[start:], gutters, low, usual)
    return best if found is None else (len(rows), found)


def _dividing(run: Sequence[Row], gutters: Sequence[float], low: float, usual: float) -> float | None:
    """The first of the gutters on both sides of which rows of a column's width stand beside each other."""
    if len(run) < 2 * _LEAST_ROWS:
        return None
    return next((place for place in gutters if _has_both(run, low + place * _BIN, usual)), None)


def _gutters(covered: int, least: int) -> list[float]:
    """The middles of the white runs of at least ``least`` bins between what is covered."""
    found: list[float] = []
    shown = f"{covered:b}"[::-1]
    place = shown.find("1")
    while place >= 0:
        white = shown.find("0", place)
        if white < 0:
            break
        place = shown.find("1", white)
        if place - white >= least:
            found.append((white + place) / 2)
    return found


def _has_both(run: Sequence[Row], at: float, usual: float) -> bool:
    left = [row for row in run if row.left < at]
    right = [row for row in run if row.left >= at]
    if any(len(side) < _LEAST_ROWS or _width(side) < _LEAST_WIDTH * usual for side in (left, right)):
        return False
    tops, feet = zip(*((side[0].base, side[-1].base) for side in (left, right)), strict=True)
    return bool(min(tops) - max(feet) >= 1.5 * usual)


def _width(rows: Sequence[Row]) -> float:
    return max(row.right for row in rows) - min(row.left for row in rows)
