"""One filled-in cell: as written, as read, and what reading changed."""

from __future__ import annotations

from toolkit.dates import read_day
from toolkit.model import Place, Written
from toolkit.tables.grid import Cell

_BLANKS = " \t\r\n\u3000\xa0\u200b\ufeff"


def written(cell: Cell, file: str, sheet: str, *, as_date: bool = False) -> Written:
    """Read a cell of a returned sheet; a date column also gives its day where it is certain."""
    text = cell.text.strip(_BLANKS)
    if cell.kind == "text" and cell.formula is None and not as_date and "\r" not in text \
            and len(text) == len(cell.text):
        return Written(text, text, Place(file, sheet, cell.row, cell.column))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes = []
    if text != cell.text:
        notes.append("去掉了首尾空白")
    if cell.formula is not None:
        notes.append(f"公式 ={cell.formula} 的计算结果" if text else f"公式 ={cell.formula} 没有计算结果")
        text = text or f"={cell.formula}"
    if cell.kind == "error":
        notes.append("单元格是错误值")
    day = cell.day
    if as_date and day is None and text:
        day = read_day(text)
        if day is not None and day.isoformat() != text:
            notes.append(f"按日期读作{day.isoformat()}")
    place = Place(file, sheet, cell.row, cell.column)
    return Written(cell.text, text, place, "；".join(notes), day)
