"""Printed tables -> the bytes of a workbook, each table a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from toolkit.model import CellValue, Mark, Table, TableColumn
from toolkit.sheetbook import Area, Look, Sheet, Workbook, row_height, text_width
from toolkit.sheetbook.charts import height_of
from toolkit.sheetbook.fitting import Fitting, fitted
from toolkit.sheetbook.looks import TINTS
from toolkit.sheetbook.paper import SMALLEST, SMALLEST_CHOSEN

_INTRO = Look(border=False, wrap=False, colour="#404040")
_HEADING = Look(font="黑体", fill="#D9E2F3", align="center")
_EDITABLE_HEADING = replace(_HEADING, fill="#FFE699")
_CELL = Look()
_EDITABLE_FILL = "#FFFBE6"
_LINK_COLOUR = "#0563C1"
_NUMBER_FORMATS = {"date": "yyyy-mm-dd", "share": "0.0%"}
_MOMENT = "yyyy-mm-dd hh:mm"
_CHOICE_SHEET = "选项表"
_SMALL = 9.0
"""Letters smaller than this are not reduced further to spare a page."""
_LEAST = 20.0
"""The height of a row at least, in points."""
_NOTHING = "（没有）"
"""An empty table says so: a heading alone looks like something that failed."""


def write_tables(
    tables: Sequence[Table], *, title: str, subject: str = "", header: str = "",
) -> bytes:
    """A workbook of these tables in their order; the same tables give the same bytes.

    ``title`` and the sheet's name are printed at the left above every page, ``header`` (草稿, 内部资料)
    at the right. Raises Unusable where a text is longer than a cell holds: who makes the table knows
    where to split it.
    """
    book = Workbook(title=title, subject=subject)
    lists = _Lists()
    for table in tables:
        _TableWriter(book.sheet(table.name), table, lists).write(title, header)
    lists.write(book)
    return book.content()


@dataclass(slots=True)
class _Lists:
    """The words of drop-downs, one column each of a sheet nobody sees."""

    columns: list[tuple[str, ...]] = field(default_factory=list)

    def source(self, words: tuple[str, ...]) -> str:
        if words not in self.columns:
            self.columns.append(words)
        column = self.columns.index(words) + 1
        return Area(1, column, len(words), column).reference(_CHOICE_SHEET)

    def write(self, book: Workbook) -> None:
        if not self.columns:
            return
        sheet = book.sheet(_CHOICE_SHEET, state="veryHidden")
        for column, words in enumerate(self.columns, 1):
            for row, word in enumerate(words, 1):
                sheet.write(row, column, word, _CELL)


@dataclass(slots=True)
class _TableWriter:
    """Writes one table; ``looks`` holds the looks of its columns by tint and kind of value."""

    sheet: Sheet
    table: Table
    lists: _Lists
    looks: dict[tuple[int, str, bool, bool, float], Look] = field(default_factory=dict)
    fitting: Fitting = field(default_factory=Fitting)

    @property
    def header_row(self) -> int:
        return len(self.table.intro) + 1

    def write(self, title: str, header: str) -> None:
        table, sheet = self.table, self.sheet
        self.fitting = fitted(self._widths(), table.rows, least=_LEAST)
        sheet.widths(self.fitting.widths)
        for row, line in enumerate(table.intro, 1):
            sheet.write(row, 1, line, _INTRO)
            sheet.height(row, 20)
        headings = [_EDITABLE_HEADING if c.editable else _HEADING for c in table.columns]
        said = [column.heading for column in table.columns]
        height = row_height(zip(said, self.fitting.widths, strict=True), least=30)
        sheet.write_row(self.header_row, said, headings, height)
        self._rows()
        self._marks()
        self._formulas()
        self._shape()
        title = f"{title}·{sheet.name}"
        if table.charts:
            sheet.printed_whole((1, *self._charts()), landscape=table.landscape, repeat=self.header_row,
                                title=title, header=header)
        else:
            sheet.printed(landscape=table.landscape, repeat=(self.header_row, self.header_row),
                          title=title, header=header, only=self._printed_area(),
                          smallest=self._smallest())

    def _printed_area(self) -> Area | None:
        """What is printed of a table that is wider than paper; None for the whole sheet."""
        many = self.table.printed_columns
        return Area(1, 1, self.header_row + max(1, len(self.table.rows)), many) if many else None

    def _smallest(self) -> float:
        """How far it may be reduced: chosen columns stand on one page, unless letters are small already."""
        small = min(self.fitting.sizes.values(), default=_SMALL) < _SMALL
        return SMALLEST_CHOSEN if self.table.printed_columns and not small else SMALLEST

    def _widths(self) -> list[float]:
        """The columns' widths; where paper is short of room, one with nothing in it has its heading's."""
        columns, printed = self.table.columns, self.table.printed_columns
        said = {at for row in self.table.rows for at, value in enumerate(row[:printed]) if value not in (None, "")}
        return [column.width if at >= printed or at in said
                else min(column.width, text_width(column.heading) + 2) for at, column in enumerate(columns)]

    def _rows(self) -> None:
        rows, top = self.table.rows, self.header_row + 1
        plain = [self._look(index, Mark(), moment=False) for index in range(len(self.table.columns))]
        self.sheet.write_rows(top, rows, plain, self.fitting.heights)
        for row, index in self._moments():
            self.sheet.write(top + row, index + 1, rows[row][index], self._look(index, Mark(), moment=True))
        for (row, index), size in self.fitting.sizes.items():
            self.sheet.write(top + row, index + 1, rows[row][index],
                             self._look(index, Mark(), moment=False, size=size))
        if not rows:
            self.sheet.write(top, 1, _NOTHING, _INTRO)

    def _moments(self) -> Iterator[tuple[int, int]]:
        """The cells that hold a time of day, which is shown wherever there is one."""
        for index, column in enumerate(zip(*self.table.rows, strict=True)):
            if datetime in set(map(type, column)):
                yield from ((row, index) for row, value in enumerate(column) if isinstance(value, datetime))

    def _look(self, index: int, mark: Mark, *, moment: bool, size: float = 11.0) -> Look:
        """The look of a cell: its column's, with the mark's tint and link."""
        key = (index, mark.tint, bool(mark.link), moment, size)
        look = self.looks.get(key)
        if look is None:
            made = _made(self.table.columns[index], mark, moment=moment)
            look = self.looks[key] = replace(made, size=size)
        return look

    def _marks(self) -> None:
        """Cells with something special about them are written again in that look."""
        for (row, index), mark in sorted(self.table.marks.items()):
            value: CellValue = self.table.rows[row][index]
            look = self._look(index, mark, moment=hasattr(value, "hour"),
                              size=self.fitting.sizes.get((row, index), 11.0))
            at = self.header_row + 1 + row
            if mark.link:
                self.sheet.link(at, index + 1, value, mark.link, look)
            else:
                self.sheet.write(at, index + 1, value, look)
            if mark.note:
                self.sheet.note(at, index + 1, mark.note)

    def _formulas(self) -> None:
        """Cells reckoned from others, written again as formulas with the value they have."""
        for (row, index), formula in sorted(self.table.formulas.items()):
            value = self.table.rows[row][index]
            if isinstance(value, (int, float, str)):
                look = self._look(index, self.table.marks.get((row, index), Mark()), moment=False)
                self.sheet.formula(self.header_row + 1 + row, index + 1, formula, value, look)

    def _charts(self) -> Iterator[int]:
        """Pictures below the table; the row above each, which may begin a page."""
        row = self.header_row + len(self.table.rows) + 1
        for chart in self.table.charts:
            yield row
            self.sheet.chart(row + 1, 1, chart, self.table, self.header_row)
            row = self.sheet.cleared(row, height_of(chart))

    def _shape(self) -> None:
        table, sheet, top = self.table, self.sheet, self.header_row
        last = top + len(table.rows)
        for index, column in enumerate(table.columns, 1):
            if column.choices and table.rows:
                source = self.lists.source(column.choices)
                sheet.choices(Area(top + 1, index, last, index), source, title="", message="")
        sheet.freeze(top, table.freeze_columns)
        if table.rows and table.columns and not table.formulas:
            sheet.filter(Area(top, 1, last, len(table.columns)))


def _made(column: TableColumn, mark: Mark, *, moment: bool) -> Look:
    fill = TINTS[mark.tint] if mark.tint else (_EDITABLE_FILL if column.editable else "")
    centred = column.kind != "text"
    return replace(
        _CELL, fill=fill, number=_MOMENT if moment else _NUMBER_FORMATS.get(column.kind, ""),
        align="center" if centred else "left",
        colour=_LINK_COLOUR if mark.link else "", underline=bool(mark.link),
        locked=not column.editable,
    )
