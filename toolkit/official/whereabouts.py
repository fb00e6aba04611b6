"""Where the pieces of a document stand, as a ``Place`` a person can look up."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Place
from toolkit.official.sources import Source


@dataclass(frozen=True, slots=True)
class Where:
    """A file, and where its pieces stand in it."""

    name: str
    source: Source

    def place(self, number: int | None) -> Place:
        """The place of the piece of this number: line, page and line on it, or row of 表1, 表2, …"""
        spot = self.source.spot(number)
        table = f"表{spot.table}" if spot.table else None
        return Place(spot.file or self.name, table, spot.row, line=spot.line, page=spot.page)

    def cell(self, sheet: str | None, number: int | None, column: int | None) -> Place:
        """The place of a cell of a workbook, where ``number`` is its row; of a piece where there is no sheet."""
        return Place(self.name, sheet, number, column, number) if sheet else self.place(number)
