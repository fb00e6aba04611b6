"""What was understood of an office's sheet."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Column, StatusWord
from toolkit.pattern.draft import Draft
from toolkit.pattern.parts import Parts, SheetEntry
from toolkit.pattern.styles import Styles
from toolkit.pattern.values import TableName


@dataclass(frozen=True, slots=True)
class LearnedColumn:
    """A column: where its heading stands, what it is; ``how`` tells what it was known by.

    ``number`` is 0 for a column the sheet does not have and that is added to it.
    """

    number: int
    cell: str
    column: Column
    how: str = ""
    sure: bool = True
    new: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LearnedHead:
    """A field above or below the table; ``label`` as printed."""

    cell: str
    label: str
    column: Column
    new: bool = False


@dataclass(frozen=True, slots=True)
class LearnedTable:
    """A table: its sheet, header rows, the rows that go, what stands below."""

    table: TableName
    sheet: SheetEntry
    draft: Draft
    header: tuple[int, int]
    body: tuple[int, int]
    model_row: int | None
    columns: tuple[LearnedColumn, ...]
    examples: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """All that was understood; ``doubts`` are for the office to look at, ``missing`` what there is no column for."""

    parts: Parts
    styles: Styles
    tables: tuple[LearnedTable, ...]
    head: tuple[LearnedHead, ...]
    statuses: tuple[StatusWord, ...]
    others: tuple[tuple[SheetEntry, Draft], ...] = ()
    doubts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def problems(self) -> LearnedTable:
        return next(table for table in self.tables if table.table == "problems")
