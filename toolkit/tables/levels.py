"""Headers of one row or several: which rows belong together, and what every column is called.

A group heading merged over several columns with their own headings below it is the usual form of a
two-level header; headings without a second level are merged downwards, or simply leave it blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.model import Column
from toolkit.tables.grid import Cell
from toolkit.text import matching_key

Merge = tuple[int, int, int, int]

_ORNAMENT = re.compile(r"[*＊]|[（(]必填[)）]")
LONGEST_HEADING = 60
_MOST_LEVELS = 4
_WHOLE = 0.8
"""A merge over this part of a table's columns is a title above it, no group heading."""
_LEAST_TITLE = 4
_SHORT = re.compile(r"[^：:_＿]{1,20}")
"""A group heading; a label with its line to write on is none."""


@lru_cache(maxsize=4096)
def _heading_key(text: str) -> str:
    return matching_key(_ORNAMENT.sub("", text)).strip(":")


def heading_key(text: str) -> str:
    """Matching key of a heading without `*`, （必填） and closing colons; '' for a longer text."""
    return _heading_key(text) if len(text) <= LONGEST_HEADING else ""


def columns_by_heading(columns: Iterable[Column]) -> dict[str, Column]:
    """Every column by the keys it is known by; its own heading goes before another's further name."""
    declared = tuple(columns)
    known = {heading_key(column.heading): column for column in declared}
    for column in declared:
        for name in column.names:
            known.setdefault(heading_key(name), column)
    return known


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The rows of a header; ``labels`` by column, from the widest group down to the column's own."""

    top: int
    bottom: int
    labels: Mapping[int, tuple[str, ...]]


def header_block(
    rows: Mapping[int, Sequence[Cell]], merges: Iterable[Merge], row: int,
) -> HeaderBlock:
    """The header that this row is part of."""
    known = tuple(merges)
    top, bottom = row, row
    while bottom - row < _MOST_LEVELS and _goes_on(rows, known, bottom):
        bottom += 1
    while bottom - top < _MOST_LEVELS and _begins_above(rows, known, top):
        top -= 1
    return HeaderBlock(top, bottom, _labels(rows, known, top, bottom))


def _columns(rows: Mapping[int, Sequence[Cell]], number: int) -> set[int]:
    return {c.column for c in rows.get(number, ()) if c.text.strip()}


def _grouped(
    rows: Mapping[int, Sequence[Cell]], merges: Sequence[Merge], row: int,
) -> list[set[int]]:
    """The columns of each group heading that ends in this row: short words over a part of the table."""
    below = _columns(rows, row + 1)
    said = {c.column: c.text.strip() for n in range(max(row - _MOST_LEVELS, 1), row + 1)
            for c in rows.get(n, ())}
    found = []
    for top, left, bottom, right in merges:
        columns = set(range(left, right + 1))
        if top <= row == bottom and right > left and len(columns) < max(_LEAST_TITLE, _WHOLE * len(below)) \
                and _SHORT.fullmatch(said.get(left, "")):
            found.append(columns)
    return found


def _reached(merges: Sequence[Merge], row: int) -> set[int]:
    """Columns whose cell of this row is merged with the one below."""
    return {c for m in merges if m[0] <= row < m[2] for c in range(m[1], m[3] + 1)}


def _goes_on(rows: Mapping[int, Sequence[Cell]], merges: Sequence[Merge], bottom: int) -> bool:
    """Whether the row below is a further level: only group headings have something under them."""
    below, own = _columns(rows, bottom + 1), _columns(rows, bottom)
    groups = _grouped(rows, merges, bottom)
    grouped = set().union(*groups)
    reached = _reached(merges, bottom)
    if reached & own and below <= grouped | reached:
        return True
    return bool(groups) and bool(below) and below <= grouped and all(g & below for g in groups)


def _begins_above(rows: Mapping[int, Sequence[Cell]], merges: Sequence[Merge], top: int) -> bool:
    """Whether the row above holds group headings of this one."""
    above, own = _columns(rows, top - 1), _columns(rows, top)
    if _reached(merges, top - 1) & above:
        return True
    groups = _grouped(rows, merges, top - 1)
    beside = own - set().union(*groups)  # headings of one level that stand in the lower row
    return bool(groups) and bool(own) and (not beside or (len(groups) > 1 and not beside & above))


def _labels(
    rows: Mapping[int, Sequence[Cell]], merges: Sequence[Merge], top: int, bottom: int,
) -> Mapping[int, tuple[str, ...]]:
    shown = {(c.row, c.column): c.text.strip()
             for number in range(top, bottom + 1) for c in rows.get(number, ()) if c.text.strip()}
    for first, left, last, right in merges:
        text = shown.get((first, left))
        if text and top <= first <= bottom:
            widest = left if last >= bottom else right  # with no level below it is one wide column
            for row in range(first, min(last, bottom) + 1):
                for column in range(left, widest + 1):
                    shown[row, column] = text
    labels: dict[int, tuple[str, ...]] = {}
    for column in sorted({column for _, column in shown}):
        said = [shown[row, column] for row in range(top, bottom + 1) if (row, column) in shown]
        labels[column] = tuple(dict.fromkeys(said))
    return labels
