"""One sheet of a workbook: its cells, its shape, what may be filled in, how it prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn

from toolkit.model import CellValue, Chart, Table, Unusable, column_letters
from toolkit.sheetbook.area import Area
from toolkit.sheetbook.cells import BLANK, text_end, value_end
from toolkit.sheetbook.charts import drawn
from toolkit.sheetbook.conditions import differs
from toolkit.sheetbook.looks import Look
from toolkit.sheetbook.measure import fits, line_count
from toolkit.sheetbook.printing import PrintedSheet
from toolkit.text import printable

if TYPE_CHECKING:
    from toolkit.sheetbook.rows import RowWorksheet
    from toolkit.sheetbook.workbook import Workbook

_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_SAFE_DAY = date(1900, 3, 1).toordinal()
"""Before it Excel's calendar is off by one."""
_OFTEN = 40
"""Characters of a text that may well come again."""
_LARGEST_EXACT = 10**15
_LINKS_A_SHEET = 65_000
"""Excel repairs away links beyond 65,530 in a sheet."""


class Sheet(PrintedSheet):
    """One sheet being written."""

    def __init__(self, book: Workbook, worksheet: RowWorksheet) -> None:
        super().__init__(worksheet)
        self._book = book
        self._links = 0
        self.name: str = worksheet.get_name()
        worksheet.hide_gridlines(2)

    # ── cells ────────────────────────────────────────────────────────────────────────────────
    def write(self, row: int, column: int, value: CellValue, look: Look) -> None:
        """One cell: text as text, numbers and dates as such, None and '' as a blank in that look."""
        self.write_styled(row, column, value, self._book.style_number(look))

    def write_styled(self, row: int, column: int, value: CellValue, style: int | str) -> None:
        """One cell in a style given by its number; ``k12`` is number 12 of the office's own styles."""
        self._sheet.put(row, column, style, self._end(value) or self._too_long(row, column, value))

    def write_row(
        self, row: int, values: Sequence[CellValue], looks: Sequence[Look], height: float | None = None,
    ) -> None:
        """A row from column 1, a look for each column; the last look serves all further cells."""
        for column, value in enumerate(values, 1):
            self.write(row, column, value, looks[min(column, len(looks)) - 1])
        if height is not None:
            self.height(row, height)

    def write_rows(
        self, top: int, rows: Sequence[Sequence[CellValue]], looks: Sequence[Look], heights: Sequence[float],
    ) -> None:
        """Rows from column 1, a look for each column and a height for each row."""
        columns = [_told_apart(column) for column in zip(*rows, strict=True)]
        self._sheet.put_rows(
            top, columns, [self._book.style_number(look) for look in looks],
            [self._ends(top, at, values) for at, values in enumerate(columns, 1)])
        self._sheet.heights.update(enumerate(heights, top))

    def _ends(self, top: int, column: int, values: Sequence[CellValue]) -> Mapping[CellValue, str]:
        """The end of a cell for every value of a column, made once each."""
        ends = {}
        for value in set(values):
            end = self._end(value)
            ends[value] = end or self._too_long(top + values.index(value), column, value)
        return ends

    def keep(self, row: int, column: int, inner: str, style: str) -> None:
        """A cell of the office's own as it stands: its value as XML, '' for none."""
        self._sheet.put_inner(row, column, inner, style)

    def _end(self, value: CellValue) -> str | None:
        """How a cell with this value ends; None where it is a text no cell can hold."""
        if isinstance(value, str):
            return self._book.said.get(value) or self._text_end(value)
        if value is None:
            return BLANK
        if isinstance(value, date):
            return self._day_end(value)
        if isinstance(value, bool):
            return self._end(*_told_apart((value,)))
        return value_end(f"<v>{value!r}</v>") if abs(value) < _LARGEST_EXACT else self._end(str(value))

    def _text_end(self, text: str) -> str | None:
        shown = printable(text)
        if not shown:
            return BLANK
        if len(text) > _OFTEN:
            return text_end(shown) if fits(shown) else None
        end = self._book.said[text] = text_end(shown)
        return end

    def _day_end(self, day: date) -> str | None:
        if day.toordinal() < _FIRST_SAFE_DAY:
            return self._end(day.isoformat())
        serial: float = day.toordinal() - _EPOCH
        if isinstance(day, datetime):
            seconds = day.hour * 3600 + day.minute * 60 + day.second
            serial += seconds / 86_400
        return value_end(f"<v>{serial!r}</v>")

    def _too_long(self, row: int, column: int, value: CellValue) -> NoReturn:
        cell = f"{column_letters(column)}{row}"
        raise Unusable(f"工作表“{self.name}”的{cell}有{len(str(value))}个字，超过 Excel 一格能放的32767字，请把这段文字分成几段。")

    def link(self, row: int, column: int, value: CellValue, target: str, look: Look) -> None:
        """A cell that leads to a place of this workbook (`填报表!F7`); a location, not a formula."""
        self._links += 1
        if value not in (None, "") and self._links <= _LINKS_A_SHEET:
            self._sheet.write_url(row - 1, column - 1, f"internal:{target}", string="→")
        self.write(row, column, value, look)

    def formula(self, row: int, column: int, formula: str, value: float | str, look: Look) -> None:
        """A cell reckoned from others (`SUM(B2:B9)`), and its value now."""
        self._sheet.put_formula(row, column, formula, value, self._book.style_number(look))

    def chart(self, row: int, column: int, chart: Chart, table: Table, header_row: int) -> None:
        """A picture of this sheet's ``table`` with its upper left corner in a cell."""
        self._sheet.insert_chart(
            row - 1, column - 1, drawn(self._book.workbook, chart, table, header_row),
            {"object_position": 3, "description": chart.title})

    def note(self, row: int, column: int, text: str) -> None:
        """A note at a cell, in a box that has room for it."""
        height = min(14 + 19 * line_count(text, 36.0), 600)
        box = {"font_name": "宋体", "font_size": 10, "width": 290, "height": height}
        self._sheet.write_comment(row - 1, column - 1, printable(text), box)

    def merge(self, area: Area, text: str, look: Look) -> None:
        """One cell over an area; never inside a table."""
        self._sheet.merge_range(*area.corners, "", self._book.style(look)[0])
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                self.write(row, column, None, look)
        self.write(area.top, area.left, text, look)

    # ── shape ────────────────────────────────────────────────────────────────────────────────
    def widths(self, widths: Sequence[float]) -> None:
        """Column widths from column 1, in digits."""
        self._widths = list(widths)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def height(self, row: int, points: float) -> None:
        self._sheet.put_height(row, points)

    def cleared(self, row: int, pixels: int) -> int:
        """Leave rows for a picture that stands below ``row``; the first row after it."""
        self._sheet.heights |= dict.fromkeys(range(row, after := row + 2 - -pixels // 20), 15.0)
        return after

    def freeze(self, rows: int, columns: int = 0) -> None:
        """Keep so many rows and columns in sight."""
        self._sheet.freeze_panes(rows, columns)

    def filter(self, area: Area) -> None:
        self._sheet.autofilter(*area.corners)

    def ruled_when_filled(self, area: Area) -> None:
        """Rows that get their lines once something is typed in them: empty ones do not print."""
        first, last = column_letters(area.left), column_letters(area.right)
        self._sheet.conditional_format(*area.corners, {
            "type": "formula", "criteria": f"=COUNTA(${first}{area.top}:${last}{area.top})>0",
            "format": self._book.lines(),
        })

    def cleared_when_changed(self, row: int, column: int, value: CellValue) -> None:
        """A filled cell turns white as soon as it holds something else than ``value``."""
        cell = f"{column_letters(column)}{row}"
        self._sheet.conditional_format(row - 1, column - 1, row - 1, column - 1, {
            "type": "formula", "criteria": f"={differs(cell, value, _EPOCH)}", "format": self._book.white(),
        })

    # ── what may be filled in ────────────────────────────────────────────────────────────────
    def choices(self, area: Area, source: str, *, title: str, message: str) -> None:
        """A drop-down from a range (`=选项!$A$1:$A$8`); another wording is asked about, not refused."""
        self._validate(area, {
            "validate": "list", "source": source, "error_type": "warning",
            "error_title": "不在选项内", "error_message": "这里有下拉选项，请尽量从中选一项。要保留现在填的内容，请选“是”。",
        }, title, message)

    def dates(self, area: Area, *, title: str, message: str) -> None:
        """Dates of this century only."""
        self._validate(area, {
            "validate": "date", "criteria": "between",
            "minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31),
            "error_title": "日期无法识别", "error_message": "请填写日期，如 2025-3-20，年份在2000至2099之间。",
        }, title, message)

    def prompt(self, area: Area, *, title: str, message: str) -> None:
        """A sentence beside the cell when it is selected; anything may be typed."""
        self._validate(area, {"validate": "any"}, title, message)

    def _validate(self, area: Area, rule: dict[str, object], title: str, message: str) -> None:
        prompt = {"input_title": printable(title)[:32], "input_message": printable(message)[:250]}
        self._sheet.data_validation(*area.corners, rule | (prompt if message else {}))

    def protect(self) -> None:
        """Lock what is locked, without a password; rows and columns may be formatted and filtered."""
        self._sheet.protect("", {
            "format_cells": True, "format_columns": True, "format_rows": True,
            "autofilter": True, "objects": True,
        })


def _told_apart(values: Sequence[CellValue]) -> Sequence[CellValue]:
    """Values of which equal ones look the same: yes is no 1."""
    if bool not in set(map(type, values)):
        return values
    return [("是" if value else "否") if isinstance(value, bool) else value for value in values]
