"""Table rows told by the sides of their cells -> a grid that repeats what is merged."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.official.sources.pieces import Grid, Spot
from toolkit.tables.word.sided import Sided, laid_out


def grid_of(rows: Sequence[Sequence[Sided]], number: int, spots: dict[int, Spot], spot: Spot) -> Grid:
    """One text a column, repeated downwards in merged cells, blank sideways; its rows' spots are noted."""
    width, laid = laid_out(rows)
    made: list[tuple[str, ...]] = []
    repeated: set[tuple[int, int]] = set()
    for index, cells in enumerate(laid):
        texts = [""] * width
        for cell in cells:
            column = cell.column - 1
            texts[column] = made[-1][column] if cell.goes_on and made else cell.text
            repeated |= {(index, column)} if cell.goes_on and made else set()
        made.append(tuple(texts))
        spots[number + index] = Spot(line=spot.line, table=spot.table, row=index + 1)
    return Grid(number, tuple(made), lines=tuple(range(number, number + len(made))), repeated=frozenset(repeated))
