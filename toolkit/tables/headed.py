"""Rows of our own workbooks by heading: the list, the declaration, whatever the office edits by hand.

Columns may be moved, added or left out and rows left blank; what is read has a place, so that a mistake
is told with its cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from toolkit.model import Unusable, column_letters
from toolkit.tables.grid import Cell, Sheet, Tables
from toolkit.text import matching_key

_SEARCH_DEPTH = 20
"""Rows that are looked at for the headings; the office may have put a title above them."""


class HeadedRow(NamedTuple):
    """One row below the headings; ``cells`` are those with something in them.

    A heading the sheet does not have is a blank cell.
    """

    file: str
    sheet: str
    number: int
    columns: Mapping[str, int]
    cells: Mapping[str, Cell]

    def text(self, heading: str) -> str:
        """What the cell says without blanks around it; '' where it is empty."""
        cell = self.cells.get(heading)
        return cell.text.strip() if cell else ""

    def raw(self, heading: str) -> str:
        """What the cell says, as it stands."""
        cell = self.cells.get(heading)
        return cell.text if cell else ""

    def day(self, heading: str) -> date | None:
        """The date of a real date cell."""
        cell = self.cells.get(heading)
        return cell.day if cell else None

    def blank(self, headings: Sequence[str]) -> bool:
        """Whether nothing stands under any of these headings."""
        return not any(self.text(heading) for heading in headings)

    def wrong(self, heading: str, sentence: str) -> Unusable:
        """The refusal of this cell: file, sheet and address, then what is wrong and what to do."""
        column = self.columns.get(heading)
        at = f"{column_letters(column)}{self.number}" if column else f"第{self.number}行“{heading}”"
        return Unusable(f"{self.file}“{self.sheet}”{at}：{sentence}")


def headed_rows(
    tables: Tables, file: str, sheet: str, headings: Sequence[str], needed: Sequence[str],
) -> Iterator[HeadedRow]:
    """The rows of a sheet in order, but for blank ones.

    Raises Unusable in Chinese where the sheet or a needed heading is missing.
    """
    rows = _by_row(_found(tables, file, sheet))
    header, columns = _header(rows, headings)
    missing = [heading for heading in needed if heading not in columns]
    if missing:
        raise Unusable(f"{file}“{sheet}”缺少栏目“{'”“'.join(missing)}”，请在表头行补上。")
    names = {column: heading for heading, column in columns.items()}
    for number in sorted(rows):
        cells = {names[c.column]: c for c in rows[number] if c.column in names and c.text.strip()}
        if number > header and cells:
            yield HeadedRow(file, sheet, number, columns, cells)


def header_of(sheet: Sheet, headings: Sequence[str]) -> tuple[int, Mapping[str, int]]:
    """The row of the headings on a sheet (0: none), and the column of each one found."""
    return _header(_by_row(sheet), headings)


def _found(tables: Tables, file: str, sheet: str) -> Sheet:
    wanted = matching_key(sheet)
    found = next((s for s in tables.sheets if matching_key(s.name) == wanted), None)
    if found is None:
        raise Unusable(f"{file}缺少工作表“{sheet}”，请从备份恢复，或用 init 生成一份新的对照补上。")
    return found


def _by_row(sheet: Sheet) -> Mapping[int, list[Cell]]:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in sheet.cells:
        rows[cell.row].append(cell)
    return rows


def _header(
    rows: Mapping[int, list[Cell]], headings: Sequence[str],
) -> tuple[int, Mapping[str, int]]:
    """The row with the most headings, the first of equals; its columns by heading."""
    keys = {matching_key(heading): heading for heading in headings}
    best: tuple[int, Mapping[str, int]] = (0, {})
    for number in sorted(rows)[:_SEARCH_DEPTH]:
        columns: dict[str, int] = {}
        for cell in rows[number]:
            heading = keys.get(matching_key(cell.text).rstrip("*"))
            if heading:
                columns.setdefault(heading, cell.column)
        if len(columns) > len(best[1]):
            best = (number, columns)
    return best
