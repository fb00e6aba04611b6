"""Ruled lines and glyphs -> tables: cells by the lines around them, merged where a line is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.official.sources.pdf.glyphs import Glyph, median
from toolkit.official.sources.pdf.page import Rules

_NEAR = 3.0
Stroke = tuple[float, float, float]


@dataclass(slots=True)
class Table:
    """A ruled table on one page. ``xs`` from the left and ``ys`` from the top are its lines.

    ``cells`` gives each field (row, column) the field its merged cell begins with; ``held`` the glyphs
    of each such cell.
    """

    xs: list[float]
    ys: list[float]
    cells: dict[tuple[int, int], tuple[int, int]]
    held: dict[tuple[int, int], list[Glyph]]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def right_of(self, cell: tuple[int, int]) -> float:
        """The right edge of a merged cell."""
        return self.xs[max(column for (row, column), root in self.cells.items() if root == cell) + 1]


def tables_of(
    rules: Rules, glyphs: Sequence[Glyph], before: Sequence[float] = ()
) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page from the top, and the glyphs outside them.

    A frame of one row is one only where it goes on from a table of the page before, whose upright
    lines stand at ``before``.
    """
    tables: list[Table] = []
    rest = list(glyphs)
    for across, upright in _frames(_merged(rules.across), _merged(rules.upright)):
        table = _table(across, upright)
        if table is None:
            continue
        outside = _fill(table, rest)
        if _is_table(table) or same_lines(table.xs, before):
            tables.append(table)
            rest = outside
    return sorted(tables, key=lambda table: -table.top), rest


def same_lines(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two tables have their upright lines on the same places."""
    return len(xs) == len(others) and all(abs(a - b) <= 4 for a, b in zip(xs, others, strict=True))


# ── frames ───────────────────────────────────────────────────────────────────────────────────────
def _merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes on one line that touch, as one; a double line as one."""
    merged: list[Stroke] = []
    for place, start, end in sorted(strokes):
        for index in range(len(merged) - 1, max(-1, len(merged) - 40), -1):
            at, first, last = merged[index]
            if place - at <= 2.0 and start <= last + _NEAR and end >= first - _NEAR:
                merged[index] = (at, min(first, start), max(last, end))
                break
        else:
            merged.append((place, start, end))
    return merged


def _frames(across: list[Stroke], upright: list[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Lines that cross or touch each other, together."""
    owners = list(range(len(across) + len(upright)))

    def owner(index: int) -> int:
        while owners[index] != index:
            owners[index] = owners[owners[index]]
            index = owners[index]
        return index

    for i, (y, left, right) in enumerate(across):
        for j, (x, bottom, top) in enumerate(upright, len(across)):
            if left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR:
                owners[owner(j)] = owner(i)
    for root in dict.fromkeys(map(owner, range(len(owners)))):
        members = [index for index in range(len(owners)) if owner(index) == root]
        yield (
            [across[index] for index in members if index < len(across)],
            [upright[index - len(across)] for index in members if index >= len(across)],
        )


def _table(across: list[Stroke], upright: list[Stroke]) -> Table | None:
    if len(across) < 2 or not upright:
        return None
    # A table without side lines is as wide as its lines across.
    sides = [min(left for _, left, _ in across), max(right for _, _, right in across)]
    xs = _places([x for x, _, _ in upright] + sides)
    ys = _places([y for y, _, _ in across])[::-1]
    if len(xs) < 3 or len(ys) < 2 or len(xs) > 60 or len(ys) > 400:
        return None
    return Table(xs, ys, _cells(xs, ys, across, upright), {})


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > 4.0:
            places.append(value)
    return places


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Stroke], upright: Sequence[Stroke]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Each field with the first field of its merged cell: fields without a line between them are one."""
    roots: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            centre = (xs[column] + xs[column + 1]) / 2
            field = (row, column)
            if row and not _lined(across, ys[row], centre):
                roots[field] = roots[row - 1, column]
            elif column and not _lined(upright, xs[column], middle):
                roots[field] = roots[row, column - 1]
            else:
                roots[field] = field
    return roots


def _lined(strokes: Sequence[Stroke], place: float, along: float) -> bool:
    return any(abs(at - place) <= 4.0 and start - _NEAR <= along <= end + _NEAR for at, start, end in strokes)


def _fill(table: Table, glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Put the glyphs that stand in the table into their cells; the others are given back."""
    outside: list[Glyph] = []
    falling = [-y for y in table.ys]
    for glyph in glyphs:
        column = bisect_right(table.xs, (glyph.left + glyph.right) / 2) - 1
        row = bisect_right(falling, -(glyph.base + glyph.size / 3)) - 1
        if 0 <= column < len(table.xs) - 1 and 0 <= row < len(table.ys) - 1:
            table.held.setdefault(table.cells[row, column], []).append(glyph)
        else:
            outside.append(glyph)
    return outside


def _is_table(table: Table) -> bool:
    """Whether a frame of lines is a table, and no page frame with a head above newspaper columns."""
    filled = {cell for cell, held in table.held.items() if any(not g.char.isspace() for g in held)}
    rows, columns = {row for row, _ in filled}, {column for _, column in filled}
    if len(rows) < 2 or len(columns) < 2:
        return False
    if len(table.ys) > 3:
        return True
    widths = [b - a for a, b in zip(table.xs, table.xs[1:], strict=False)]
    tall = (table.ys[-2] - table.ys[-1]) > 25 * median([g.size for held in table.held.values() for g in held], 10)
    return not (tall and max(widths) <= 1.1 * min(widths))
