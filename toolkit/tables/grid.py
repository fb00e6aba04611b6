"""Plain tables with places: what every reader gives, whatever the file was.

A cell's ``text`` is what a person sees, as plainly as possible: ``3`` and never ``3.0``, ``35%``,
an ISO date. Rows and columns count from 1, as the address in a message does. Cells that only carry
formatting are not here at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

CellKind = Literal["text", "number", "date", "bool", "error"]
SheetState = Literal["visible", "hidden", "veryHidden"]
NoteKind = Literal["comment", "link", "struck", "picture", "text box"]
RefusalKind = Literal["empty", "unknown", "unsupported", "encrypted", "hostile", "broken"]


class Cell(NamedTuple):
    """One filled cell.

    ``day`` is set for a date cell (``text`` then is ISO, with the time of day where there is one).
    ``formula`` is the formula as stored, without ``=``; a formula never calculated has ``text`` ''
    and kind ``text``, so that it stays visible. ``text`` of kind ``error`` is ``#REF!`` and the like.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    day: date | None = None
    formula: str | None = None


class Note(NamedTuple):
    """What hangs at a cell beside its text: a comment, where a link leads, the words struck through,
    a picture or a text box laid over it.
    """

    row: int
    column: int
    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: cells in row order (then by column), merges as (row, column, row, column).

    ``hidden_columns`` are known of xlsx only.
    """

    name: str
    state: SheetState = "visible"
    cells: tuple[Cell, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tables:
    """A whole file: its ``format`` (xlsx, xls, csv, …), sheets in order, custom properties."""

    format: str
    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read; ``reason`` tells the clerk in Chinese what is wrong and what to do."""

    kind: RefusalKind
    reason: str
