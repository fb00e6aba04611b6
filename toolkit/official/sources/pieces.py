"""What every reader gives: lines and tables in reading order, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, or a paragraph of a document; ``number`` counts up in reading order."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table standing among the lines; ``number`` is that of its first row, ``lines`` those of its rows.

    A cell merged downwards repeats its text in every row (those places stand in ``repeated``), one
    merged sideways leaves blanks. In a workbook ``sheet`` names the sheet, ``lines`` and ``columns``
    are its row and column numbers; ``hidden`` are the rows its reader would not see.
    """

    number: int
    rows: tuple[tuple[str, ...], ...]
    sheet: str | None = None
    lines: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    repeated: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] = frozenset()

    def line(self, row: int) -> int:
        """The number (or row of the sheet) of a row counted from 0."""
        return self.lines[row] if row < len(self.lines) else self.number


Piece = Line | Grid


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person finds a piece: a page and a line on it, a paragraph, a row of a table; all from 1.

    ``file`` where a source is put together from several.
    """

    line: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document in reading order, or why it cannot be read.

    ``paged``: lines may be wrapped print. ``spots`` tell where the pieces stand, by their numbers; a
    number without a spot is the line itself. ``gaps`` are sentences about parts that could not be read.
    """

    pieces: tuple[Piece, ...] = ()
    trouble: str = ""
    paged: bool = True
    spots: Mapping[int, Spot] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()

    def spot(self, number: int | None) -> Spot:
        """Where the piece of this number stands."""
        if number is None:
            return Spot()
        return self.spots.get(number) or Spot(line=number)
