"""Table rows told by the sides of their cells (Word's old formats) -> a grid on common columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.official.sources.pieces import Grid, Spot

_NEAR = 60
_TWIPS = 1000


@dataclass(slots=True)
class Cell:
    """A cell of a row: its sides in twips, its text, whether it goes on from the cell above."""

    left: int
    right: int
    text: str
    goes_on: bool = False


def side_by_side(texts: Sequence[str]) -> list[Cell]:
    """Cells of a row whose sides are not known."""
    return [Cell(_TWIPS * place, _TWIPS * (place + 1), text) for place, text in enumerate(texts)]


def grid_of(rows: Sequence[Sequence[Cell]], number: int, spots: dict[int, Spot], spot: Spot) -> Grid:
    """One text a column, repeated downwards in merged cells, blank sideways; its rows' spots are noted."""
    sides = _sides(rows)
    made: list[tuple[str, ...]] = []
    repeated: set[tuple[int, int]] = set()
    for index, cells in enumerate(rows):
        texts = [""] * max(1, len(sides) - 1)
        for cell in cells:
            column = max(0, min(bisect_right(sides, cell.left + _NEAR // 2) - 1, len(texts) - 1))
            texts[column] = made[-1][column] if cell.goes_on and made else cell.text
            repeated |= {(index, column)} if cell.goes_on and made else set()
        made.append(tuple(texts))
        spots[number + index] = Spot(line=spot.line, table=spot.table, row=index + 1)
    return Grid(number, tuple(made), lines=tuple(range(number, number + len(made))), repeated=frozenset(repeated))


def _sides(rows: Sequence[Sequence[Cell]]) -> list[int]:
    sides: list[int] = []
    for side in sorted({side for cells in rows for cell in cells for side in (cell.left, cell.right)}):
        if not sides or side - sides[-1] > _NEAR:
            sides.append(side)
    return sides
