"""A worksheet of xlsxwriter that takes whole rows as ready XML.

xlsxwriter builds each cell from an attribute list; over a workbook that is most of its time. Cells here
are written in one go with inline strings (ECMA-376 Part 1, 18.3.1.4 and 18.3.1.53), as streaming
writers do; everything else (validation, notes, print set-up, protection) stays xlsxwriter's. The private
names used are ``_assemble_xml_file``, ``_write_sheet_data``, ``_write_string``, ``_prepare_formula`` and the ``dim_`` bounds:
tests/test_sheetbook.py reads workbooks back and so notices if they ever move.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from toolkit.model import CellValue, column_letters

_SPECIAL = re.compile(r"[&<>]|_x[0-9A-Fa-f]{4}_")
_ESCAPED_LOOK = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EXACT = 10**15
_LETTERS = [column_letters(number) for number in range(1, 400)]


def escaped(text: str) -> str:
    """Text for an XML element of a workbook; `_x0041_` as somebody wrote it stays as written."""
    if not _SPECIAL.search(text):
        return text
    text = _ESCAPED_LOOK.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inline(text: str) -> str:
    """A text as the inline string of a cell."""
    keep = ' xml:space="preserve"' if text[0] <= " " or text[-1] <= " " else ""
    return f"<is><t{keep}>{escaped(text)}</t></is>"


class RowWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter publishes no types
    """Worksheet whose cells are put as text, number or blank, at rows and columns from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[int, dict[int, str]] = {}
        self.heights: dict[int, float] = {}
        self.rightmost = 1

    def _cells_of(self, row: int, column: int) -> dict[int, str]:
        self.rightmost = max(self.rightmost, column)
        cells = self.lines.get(row)
        if cells is None:
            cells = self.lines[row] = {}
        return cells

    def put_text(self, row: int, column: int, text: str, style: int | str) -> None:
        self.put_said(row, column, inline(text), style)

    def put_said(self, row: int, column: int, said: str, style: int | str) -> None:
        """A text cell whose inline string is ready."""
        self._cells_of(row, column)[column] = (
            f'<c r="{_LETTERS[column - 1]}{row}" s="{style}" t="inlineStr">{said}</c>'
        )

    def put_number(self, row: int, column: int, number: float, style: int | str) -> None:
        self.put_value(row, column, f"<v>{number!r}</v>", style)

    def put_inner(self, row: int, column: int, inner: str, style: int | str) -> None:
        """A cell whose value is ready as XML: an inline string, a number, or '' for none."""
        if inner.startswith("<is>"):
            self.put_said(row, column, inner, style)
        elif inner:
            self.put_value(row, column, inner, style)
        else:
            self.put_blank(row, column, style)

    def put_value(self, row: int, column: int, inner: str, style: int | str) -> None:
        """A cell that is no text, its value as XML."""
        self._cells_of(row, column)[column] = (
            f'<c r="{_LETTERS[column - 1]}{row}" s="{style}">{inner}</c>'
        )

    def put_formula(
        self, row: int, column: int, formula: str, value: float | str, style: int,
    ) -> None:
        """A formula with its result beside it: readers that do not reckon show the result."""
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = escaped(value) if isinstance(value, str) else repr(value)
        self._cells_of(row, column)[column] = (
            f'<c r="{_LETTERS[column - 1]}{row}" s="{style}"{kind}>'
            f"<f>{escaped(formula)}</f><v>{shown}</v></c>"
        )

    def put_blank(self, row: int, column: int, style: int | str) -> None:
        self._cells_of(row, column)[column] = (
            f'<c r="{_LETTERS[column - 1]}{row}" s="{style}"/>'
        )

    def put_row(
        self, row: int, values: Sequence[CellValue], styles: Sequence[int], said: Mapping[str, str],
    ) -> list[int]:
        """Cells from column 1, as far as they are plain; the columns left to the caller.

        Plain are blanks, whole numbers and texts ``said`` before: by far most cells of a ledger,
        and putting them one by one would take most of the time of writing it.
        """
        self.rightmost = max(self.rightmost, len(values))
        cells, left = self.lines.setdefault(row, {}), []
        for column, (value, letters, style) in enumerate(zip(values, _LETTERS, styles, strict=False), 1):
            if value is None or value == "":
                cells[column] = f'<c r="{letters}{row}" s="{style}"/>'
            elif value.__class__ is str and value in said:
                cells[column] = f'<c r="{letters}{row}" s="{style}" t="inlineStr">{said[value]}</c>'
            elif value.__class__ is int and -_EXACT < value < _EXACT:
                cells[column] = f'<c r="{letters}{row}" s="{style}"><v>{value}</v></c>'
            else:
                left.append(column)
        return left

    def put_height(self, row: int, points: float) -> None:
        self.heights[row] = points

    def settle_heights(self) -> None:
        """Tell xlsxwriter the heights, which it needs to place notes and for nothing else."""
        for row, points in self.heights.items():
            self.set_row(row - 1, points)

    # ── in place of xlsxwriter's own ─────────────────────────────────────────────────────────
    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        style = cell_format._get_xf_index() if cell_format else 0  # noqa: SLF001
        self.put_text(row + 1, col + 1, string, style)
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
            cells = self.lines.get(row, {})
            inner = "".join([cells[column] for column in sorted(cells)])
            height = self.heights.get(row)
            tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
            write(f'<row r="{row}"{tall}>{inner}</row>')
        write("</sheetData>")
