"""A worksheet of xlsxwriter that takes whole rows as ready XML.

xlsxwriter builds each cell from an attribute list; over a workbook that is most of its time. Cells here
are written in one go with inline strings (ECMA-376 Part 1, 18.3.1.4 and 18.3.1.53), as streaming
writers do; everything else (validation, notes, print set-up, protection) stays xlsxwriter's. The private
names used are ``_assemble_xml_file``, ``_write_sheet_data``, ``_write_string``, ``_prepare_formula`` and the ``dim_`` bounds:
tests/sheetbook/test_sheetbook.py reads workbooks back and so notices if they ever move.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from toolkit.model import CellValue, column_letters
from toolkit.sheetbook.cells import BLANK, escaped, text_end, value_end

_LETTERS = [column_letters(number) for number in range(1, 400)]
_STARTS = [f'<c r="{letters}' for letters in _LETTERS]


class RowWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter publishes no types
    """Worksheet whose cells are put as text, number or blank, at rows and columns from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[int, list[str]] = {}
        self.heights: dict[int, float] = {}
        self.rightmost = 1

    def put(self, row: int, column: int, style: int | str, end: str) -> None:
        """A cell in a style, with its end: what it holds."""
        cells = self.lines.get(row)
        if cells is None:
            cells = self.lines[row] = []
        if len(cells) < column:
            cells.extend([""] * (column - len(cells)))
            self.rightmost = max(self.rightmost, column)
        cells[column - 1] = f'<c r="{_LETTERS[column - 1]}{row}" s="{style}"{end}'

    def put_inner(self, row: int, column: int, inner: str, style: int | str) -> None:
        """A cell whose value is ready as XML: an inline string, a number, or '' for none."""
        kind = ' t="inlineStr"' if inner.startswith("<is>") else ""
        self.put(row, column, style, kind + value_end(inner) if inner else BLANK)

    def put_formula(
        self, row: int, column: int, formula: str, value: float | str, style: int,
    ) -> None:
        """A formula with its result beside it: readers that do not reckon show the result."""
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = escaped(value) if isinstance(value, str) else repr(value)
        self.put(row, column, style, f"{kind}><f>{escaped(formula)}</f><v>{shown}</v></c>")

    def put_rows(
        self, top: int, columns: Sequence[Iterable[CellValue]], styles: Sequence[int],
        ends: Sequence[Mapping[CellValue, str]],
    ) -> None:
        """Whole rows from column 1, given as columns; ``ends`` has the end of every value of a column.

        Cell by cell this would take most of the time of writing a ledger.
        """
        made = [
            [f'{start}{row}" s="{style}"{end[value]}' for row, value in enumerate(column, top)]
            for column, start, style, end in zip(columns, _STARTS, styles, ends, strict=False)]
        self.lines.update(enumerate(map(list, zip(*made, strict=True)), top))
        self.rightmost = max(self.rightmost, len(made))

    def put_height(self, row: int, points: float) -> None:
        self.heights[row] = points

    def settle_heights(self) -> None:
        """Tell xlsxwriter the heights, which it needs to place notes and for nothing else."""
        for row, points in self.heights.items():
            self.set_row(row - 1, points)

    # ── in place of xlsxwriter's own ─────────────────────────────────────────────────────────
    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        style = cell_format._get_xf_index() if cell_format else 0  # noqa: SLF001
        self.put(row + 1, col + 1, style, text_end(string))
        return 0

    def _prepare_formula(self, formula: str, *_: object) -> str:
        """The formulas it is asked about are the ranges of drop-downs: nothing in them to look up."""
        return formula.removeprefix("=")

    def _assemble_xml_file(self) -> None:
        rows = [*self.lines, *self.heights]
        if rows:
            self.dim_rowmin, self.dim_rowmax = min(rows) - 1, max(rows) - 1
            self.dim_colmin, self.dim_colmax = 0, self.rightmost - 1
        super()._assemble_xml_file()

    def _write_sheet_data(self) -> None:
        write = self.fh.write
        write("<sheetData>")
        for row in sorted(self.lines.keys() | self.heights.keys()):
            inner = "".join(self.lines.get(row, ()))
            height = self.heights.get(row)
            tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
            write(f'<row r="{row}"{tall}>{inner}</row>')
        write("</sheetData>")
