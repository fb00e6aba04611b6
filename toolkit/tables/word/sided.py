"""Table rows told by the sides of their cells (Word's old formats) -> cells on common grid columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_NEAR = 60
_TWIPS = 1000


@dataclass(slots=True)
class Sided:
    """A cell of a row: its sides in twips, its text, whether it goes on from the cell above."""

    left: int
    right: int
    text: str
    goes_on: bool = False


class Laid(NamedTuple):
    """A cell of a table: its first grid column (from 1), how many it spans, whether it goes on from above."""

    column: int
    span: int
    goes_on: bool
    text: str


def side_by_side(texts: Sequence[str]) -> list[Sided]:
    """Cells of a row whose sides are not known."""
    return [Sided(_TWIPS * place, _TWIPS * (place + 1), text) for place, text in enumerate(texts)]


def laid_out(rows: Sequence[Sequence[Sided]]) -> tuple[int, list[list[Laid]]]:
    """How many grid columns a table has, and its rows on them."""
    sides = _sides(rows)
    width = max(1, len(sides) - 1)
    return width, [[_laid(cell, sides, width) for cell in cells] for cells in rows]


def _laid(cell: Sided, sides: Sequence[int], width: int) -> Laid:
    first, after = (bisect_right(sides, side + _NEAR // 2) for side in (cell.left, cell.right))
    column = max(1, min(first, width))
    return Laid(column, max(1, min(after - first, width + 1 - column)), cell.goes_on, cell.text)


def _sides(rows: Sequence[Sequence[Sided]]) -> list[int]:
    """The sides of all cells; such as are near each other are one."""
    sides: list[int] = []
    for side in sorted({side for cells in rows for cell in cells for side in (cell.left, cell.right)}):
        if not sides or side - sides[-1] > _NEAR:
            sides.append(side)
    return sides
