"""Columns that know how to take their value from a row: each is declared once, in the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from toolkit.model import CellValue, Mark, Table, TableColumn

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ReportColumn(Generic[Row]):
    """One column of a report: what it is called, and how a row fills and marks its cell."""

    field: str
    heading: str
    width: float
    value: Callable[[Row], CellValue]
    kind: Literal["text", "number", "date", "centre", "share"] = "text"
    mark: Callable[[Row], Mark | None] | None = None
    editable: bool = False
    choices: tuple[str, ...] = ()

    def printed(self) -> TableColumn:
        """The column as every medium knows it."""
        return TableColumn(self.heading, self.width, self.kind, self.editable, self.choices)


def tabulate(
    name: str, columns: Iterable[ReportColumn[Row]], rows: Iterable[Row], *,
    intro: tuple[str, ...] = (), freeze_columns: int = 0, printed_columns: int = 0,
) -> Table:
    """A table of one line a row, in the order given; on paper the first ``printed_columns``, or all."""
    columns, rows = tuple(columns), tuple(rows)
    marking = [(at, column.mark) for at, column in enumerate(columns) if column.mark]
    marks = {
        (line, at): found
        for line, row in enumerate(rows)
        for at, mark in marking
        if (found := mark(row))
    }
    values = zip(*[list(map(column.value, rows)) for column in columns], strict=True)
    return Table(name, tuple(column.printed() for column in columns), tuple(values), marks, intro,
                 freeze_columns, printed_columns=printed_columns)
