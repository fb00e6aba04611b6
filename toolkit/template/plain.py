"""A sheet whose look cannot be read (xls, et, ods, Strict xlsx) as an xlsx with the same words in a plain look."""

from __future__ import annotations

from toolkit.sheetbook import Area, Look, Workbook, row_height, text_width
from toolkit.tables.grid import Sheet, Tables

_TITLE = Look(font="黑体", size=16, border=False, align="center")
_TEXT = Look(border=False)
_CELL = Look(font="宋体", align="center")
_FEW = 2
"""A row with no more cells than this is title, label or note; one with more is part of a table."""
_LEAST, _MOST = 8.0, 36.0


def plain_workbook(tables: Tables) -> bytes:
    """The visible sheets, their words, merges and places."""
    book = Workbook()
    for sheet in tables.sheets:
        if sheet.state == "visible":
            _write(book, sheet)
    return book.content()


def _write(book: Workbook, sheet: Sheet) -> None:
    written = book.sheet(sheet.name)
    rows: dict[int, int] = {}
    for cell in sheet.cells:
        rows[cell.row] = rows.get(cell.row, 0) + bool(cell.text.strip())
    written.widths(_widths(sheet))
    merged = {(m[0], m[1]): m for m in sheet.merges}
    for cell in sheet.cells:
        merge = merged.get((cell.row, cell.column))
        wide = merge is not None and merge[3] - merge[1] > _FEW
        look = _CELL if rows[cell.row] > _FEW else _TITLE if wide and cell.row < 3 else _TEXT
        if merge and merge[:2] != merge[2:]:
            written.merge(Area(*merge), cell.text, look)
        else:
            written.write(cell.row, cell.column, cell.text, look)
        if look is _TITLE:
            written.height(cell.row, row_height(((cell.text, 200.0),), size=16))
    written.printed(paper="A3")


def _widths(sheet: Sheet) -> list[float]:
    """As wide as the longest word of two lines; a merged cell asks nothing of its columns."""
    wide = {(m[0], m[1]) for m in sheet.merges if m[3] > m[1]}
    last = max((cell.column for cell in sheet.cells), default=1)
    widths = [_LEAST] * last
    for cell in sheet.cells:
        if (cell.row, cell.column) not in wide:
            needed = text_width(cell.text) / 2 + 2
            widths[cell.column - 1] = min(max(widths[cell.column - 1], needed), _MOST)
    return widths
