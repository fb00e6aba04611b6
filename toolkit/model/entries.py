"""Cells and rows of a returned workbook, as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from toolkit.model.places import Place
from toolkit.model.words import Role


class Written(NamedTuple):
    """A cell somebody filled in: ``raw`` as the file has it, ``text`` as it was read.

    ``how`` says in Chinese what reading changed ('' where nothing); ``day`` is set where the cell
    is, or reads as, a date. ``computed`` is what a cell not typed in holds: its formula (``=A1``) or its
    error value (``#REF!``); one without a value reads as ''. ``struck`` is what of it stands struck through.
    """

    raw: str
    text: str
    place: Place
    how: str = ""
    day: date | None = None
    computed: str = ""
    struck: str = ""

    @property
    def shown(self) -> str:
        """What a person must see of it: the text as read, else the formula or error that stands there."""
        return self.text or (self.raw if self.computed else "")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the hidden sheet says of the sheet that was issued; a hint, never needed for reading."""

    period: str = ""
    unit: str = ""
    digest: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a returned sheet, as written (填报行), official and filled-in cells by field name.

    ``problem`` is the number of the official problem the row was matched with; None: off the list.
    ``columns`` says in which column each recognised field of this sheet stands, so that a blank cell
    has a place too (``cells`` holds only cells with something in them). A form that has one problem
    below labels, not in a row, says in ``at`` where each of its fields stands. ``unit``, ``sha256``
    and ``role`` are known once the sender is; ``via`` is the lead unit on whose sheet a responsible
    unit's words were passed on (经牵头单位转报), '' otherwise.
    """

    problem: int | None
    cells: Mapping[str, Written]
    place: Place
    extra: Mapping[str, Written] = field(default_factory=dict)
    measure: int | None = None
    unit: str | None = None
    role: Role = "none"
    sha256: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    at: Mapping[str, Place] = field(default_factory=dict)
    via: str = ""

    def sent_by(
        self, unit: str, role: Role, sha256: str, via: str, cells: Mapping[str, Written] | None = None,
    ) -> Entry:
        """The row with its sender, and with these cells where they are given.

        Said in full, as it is done for every row there is: ``replace`` takes twice as long.
        """
        return Entry(self.problem, self.cells if cells is None else cells, self.place, self.extra,
                     self.measure, unit, role, sha256, self.columns, self.at, via)

    def place_of(self, name: str) -> Place:
        """The cell of a field in this row, filled in or blank; the row's own place if it has none."""
        if name in self.cells:
            return self.cells[name].place
        if name in self.at:
            return self.at[name]
        column = self.columns.get(name, self.place.column)
        return Place(self.place.file, self.place.sheet, self.place.row, column)

    def owns(self, name: str) -> bool:
        """Whether a filled-in cell stands in this row itself, and not in the head or a merged one above."""
        place = self.cells[name].place
        return self.at[name] == place if name in self.at else place.row == self.place.row

    def text(self, name: str) -> str:
        """What a cell says as read; '' where the row has no such cell."""
        written = self.cells.get(name)
        return written.text if written else ""
