"""What the office added to the list workbook by hand: columns and sheets of its own, column widths.

An import writes the workbook anew; all this goes over into the new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from toolkit.model import CellValue, Problem
from toolkit.official.listbook.doubtsheet import DOUBTS
from toolkit.official.listbook.spots import MEASURE_HEADINGS, MEASURES, PROBLEM_HEADINGS, PROBLEMS
from toolkit.tables.columns import widths_of
from toolkit.tables.grid import Cell, Tables
from toolkit.tables.grid import Sheet as Read
from toolkit.tables.headed import header_of
from toolkit.text import matching_key, read_numeral

CHANGES = "变更记录"
_OURS = frozenset(map(matching_key, (PROBLEMS, MEASURES, CHANGES, DOUBTS)))
RowKey = tuple[int, str]
"""A problem's number and, on 措施, the measure's text."""


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column of the office's on one of our sheets; its heading may be ''."""

    heading: str
    width: float | None
    values: Mapping[RowKey, CellValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet of the office's: its values as they stood, and its widths by column."""

    name: str
    cells: Sequence[tuple[int, int, CellValue]]
    widths: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Additions:
    """What the office added; ``widths`` are those of our columns, by sheet and heading."""

    columns: Mapping[str, tuple[OwnColumn, ...]] = field(default_factory=dict)
    widths: Mapping[tuple[str, str], float] = field(default_factory=dict)
    sheets: tuple[OwnSheet, ...] = ()

    def headings(self, sheet: str) -> tuple[str, ...]:
        """The headings of the office's columns on a sheet."""
        return tuple(column.heading for column in self.columns.get(sheet, ()))

    def row(self, sheet: str, key: RowKey) -> tuple[CellValue, ...]:
        """What stands in them beside a problem or measure."""
        return tuple(column.values.get(key) for column in self.columns.get(sheet, ()))


NOTHING_ADDED = Additions()


def read_additions(content: bytes, tables: Tables, were: Mapping[int, Problem]) -> Additions:
    """What is the office's own in a list workbook; ``were``: present number -> the problem as it is there."""
    widths = widths_of(content)
    present = {problem.number: number for number, problem in were.items()}
    columns: dict[str, tuple[OwnColumn, ...]] = {}
    ours: dict[tuple[str, str], float] = {}
    for sheet in tables.sheets:
        for name, headings in ((PROBLEMS, PROBLEM_HEADINGS), (MEASURES, MEASURE_HEADINGS)):
            if matching_key(sheet.name) == matching_key(name):
                found = widths.get(sheet.name, {})
                header, places = header_of(sheet, headings)
                ours |= {(name, h): found[c] for h, c in places.items() if c in found}
                columns[name] = tuple(_own_columns(sheet, header, places, present, found))
    own = tuple(
        OwnSheet(s.name, [(c.row, c.column, _value(c)) for c in s.cells], widths.get(s.name, {}))
        for s in tables.sheets if s.state == "visible" and matching_key(s.name) not in _OURS)
    return Additions(columns, ours, own)


def with_printed(additions: Additions, problems: Sequence[Problem]) -> Additions:
    """The office's columns with what a document printed beside its problems (备注, 验收意见), where they are blank."""
    own = {column.heading: column for column in additions.columns.get(PROBLEMS, ())}
    for problem in problems:
        for heading, text in problem.beside:
            column, key = own.get(heading) or OwnColumn(heading, None), (problem.number, "")
            if column.values.get(key) in (None, ""):
                own[heading] = replace(column, values={**column.values, key: text})
    if not own:
        return additions
    return replace(additions, columns={**additions.columns, PROBLEMS: tuple(own.values())})


def _own_columns(
    sheet: Read, header: int, places: Mapping[str, int], present: Mapping[int, int],
    widths: Mapping[int, float],
) -> Iterator[OwnColumn]:
    keys = dict(_row_keys(sheet, header, places, present))
    own = sorted((c for c in sheet.cells if c.column not in places.values() and c.row >= header),
                 key=lambda cell: cell.column)
    for column, cells in groupby(own, key=lambda cell: cell.column):
        held = list(cells)
        heading = next((c.text.strip() for c in held if c.row == header), "")
        values = {keys[c.row]: _value(c) for c in held if c.row in keys}
        if heading or values:
            yield OwnColumn(heading, widths.get(column), values)


def _row_keys(
    sheet: Read, header: int, places: Mapping[str, int], present: Mapping[int, int],
) -> Iterator[tuple[int, RowKey]]:
    """Row -> the problem (by its present number) and measure it speaks of."""
    texts: dict[int, str] = {}
    if "整改措施" in places:
        texts = {c.row: matching_key(c.text) for c in sheet.cells if c.column == places["整改措施"]}
    for cell in sheet.cells:
        number = read_numeral(cell.text) if cell.row > header and cell.column == places.get("序号") else None
        if number is not None and number in present:
            yield cell.row, (present[number], texts.get(cell.row, ""))


def _value(cell: Cell) -> CellValue:
    if cell.kind == "date" and cell.day is not None and len(cell.text) <= len("2025-12-31"):
        return cell.day
    if cell.kind == "number" and cell.formula is None:
        try:
            return int(cell.text) if cell.text.lstrip("-").isdigit() else float(cell.text)
        except ValueError:  # a percentage is kept as it reads
            return cell.text
    return cell.text
