"""Writing a table of the standard sheet: headings, rows, drop-downs, marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.issue.form import FilledTable, Line, cell_value
from toolkit.issue.layout import Spot
from toolkit.issue.looks import ANSWER_HEADING, cell_look, heading_look
from toolkit.issue.returned import Marks
from toolkit.issue.shape import all_widths, line_height
from toolkit.model import CellValue, Column
from toolkit.sheetbook import Area, Look, Sheet

_OWN_LOOK = cell_look(Column("", "", "problems", "unit"), settled=False)


def write_table(
    sheet: Sheet, table: FilledTable, marks: Marks, sources: Mapping[str, str], *, room: float,
) -> None:
    """Headings and rows. ``sources``: validation range by column field or kind; ``room``: least row height."""
    sheet.widths(all_widths(table))
    writer = _TableWriter(sheet, table, marks)
    writer.headings()
    for row, line in enumerate(table.lines, table.header + 1):
        writer.declared_columns(row, line)
        writer.own_columns(row, line)
        sheet.height(row, line_height(table, line, room))
    validate(sheet, table, sources)


@dataclass(slots=True)
class _TableWriter:
    """Writes rows of one table; the looks of its columns are made once."""

    sheet: Sheet
    table: FilledTable
    marks: Marks
    looks: dict[tuple[bool, bool], list[Look]] = field(init=False)

    def __post_init__(self) -> None:
        self.looks = {
            (settled, own): [cell_look(c, settled=settled, unlocked=own) for c in self.table.columns]
            for settled, own in ((False, False), (True, False), (False, True))}

    def headings(self) -> None:
        row = self.table.header
        for column, declared in self.table.numbered():
            star = "*" if declared.required else ""
            self.sheet.write(row, column, f"{declared.heading}{star}", heading_look(declared))
        for column, heading in self.table.numbered_extras():
            self.sheet.write(row, column, heading, ANSWER_HEADING)
        self.sheet.height(row, 34)

    def declared_columns(self, row: int, line: Line) -> None:
        """The declared columns of a row, to fill in or not."""
        looks = self.looks[line.settled, line.problem is None]
        for (column, declared), look in zip(self.table.numbered(), looks, strict=True):
            self._cell(row, column, value_of(line, declared), look)

    def own_columns(self, row: int, line: Line) -> None:
        """What the sender wrote in columns of its own."""
        extra = line.entry.extra if line.entry else {}
        for column, heading in self.table.numbered_extras():
            written = extra.get(heading)
            self._cell(row, column, cell_value(written) if written else "", _OWN_LOOK)

    def _cell(self, row: int, column: int, value: CellValue, look: Look) -> None:
        if self.marks:
            spot = Spot(self.table.sheet, row, column)
            look = self.marks.look(spot, look)
            self.marks.note(self.sheet, spot)
        self.sheet.write(row, column, value, look)


def value_of(line: Line, column: Column) -> CellValue:
    """What stands in a declared column of a row: the list's word, or what was filled in."""
    if line.problem is not None and column.filled_by == "office":
        return line.official.get(column.field, "")
    return line.filled.get(column.field, "")


def validate(sheet: Sheet, table: FilledTable, sources: Mapping[str, str]) -> None:
    """Drop-downs, dates and prompts of what is filled in; ``sources`` by field or by kind."""
    if not table.lines:
        return
    for column, declared in table.numbered():
        if declared.filled_by == "office":
            continue
        area = Area(table.header + 1, column, table.last_row, column)
        source = sources.get(declared.field) or sources.get(declared.kind)
        if source:
            sheet.choices(area, source, title=declared.heading, message=declared.note)
        elif declared.kind == "date":
            sheet.dates(area, title=declared.heading, message=declared.note)
        else:
            sheet.prompt(area, title=declared.heading, message=declared.note)
