"""One filled-in cell: as written, as read, and what reading changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from toolkit.dates import read_day
from toolkit.model import Place, Written
from toolkit.tables.grid import Cell

_BLANKS = " \t\r\n\u3000\xa0\u200b\ufeff"
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Line breaks of other programs; Word's own comes along when text is pasted."""
_AT_NO_END = f"{_BLANKS}="
"""What no plain text begins with: a picture of WPS, ``=DISPIMG(``, has a reading of its own."""
_PICTURE = "=DISPIMG("
_CELL_PICTURE = re.compile(r"^=?(?:_xlfn\.)*DISPIMG\(", re.IGNORECASE)
"""How WPS writes a picture put into a cell: a function no other program knows."""
_NEW: Callable[[type[Written], tuple[object, ...]], Written] = tuple.__new__
_NEW_PLACE: Callable[[type[Place], tuple[object, ...]], Place] = tuple.__new__
"""A third of what the constructor takes."""
_TICKS = "☑☒√✓✔■"
_BOX = re.compile(f"[□☐{_TICKS}]")
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
"""Serial days of this century: what a date becomes where its cell lost the date format."""


def written(cell: Cell, file: str, sheet: str, *, as_date: bool = False) -> Written:
    """Read a cell of a returned sheet; a date column also gives its day where it is certain.

    A cell that holds no value (an error, a formula never calculated) reads as '' and keeps in ``raw``
    what the file has.
    """
    row, column, kind, text, _, formula = cell
    place = _NEW_PLACE(Place, (file, sheet, row, column, None, None))
    if kind == "text" and formula is None and not as_date and _is_plain(text):
        return _NEW(Written, (text, text, place, "", None, "", ""))
    return _written(cell, text.strip(_BLANKS), place, as_date=as_date)


def _is_plain(text: str) -> bool:
    """Whether a text reads as it stands: most do, and this is asked of every cell there is."""
    if not text:
        return True
    return text[0] not in _AT_NO_END and text[-1] not in _BLANKS and (text.isprintable() or not _BREAKS.search(text))


def _written(cell: Cell, text: str, place: Place, *, as_date: bool) -> Written:
    if cell.kind == "error" or cell.formula is not None or text.startswith(_PICTURE):
        return _computed(cell, text, place, as_date=as_date)
    text = _BREAKS.sub("\n", text)
    notes = [] if text == cell.text else [_what_changed(cell.text)]
    day = cell.day
    if as_date and day is None and text:
        day = _serial_day(cell) or read_day(text)
        if day is not None and day.isoformat() != text:
            notes.append(f"按日期读作{day.isoformat()}")
    return Written(cell.text, text, place, "；".join(notes), day)


def noted(value: Written, how: str) -> Written:
    """The cell with one more thing said of how it was read."""
    return value._replace(how=f"{value.how}；{how}" if value.how else how)


def ticked(value: Written) -> Written:
    """A choice made by ticking (☑已完成 □正在推进) as the one word ticked; as it stands where that is unclear."""
    if not _BOX.search(value.text):
        return value
    options = [option.strip() for option in re.split(f"(?={_BOX.pattern})", value.text) if option.strip()]
    chosen = [option[1:].strip() for option in options if option[0] in _TICKS]
    if chosen == [""]:  # 已完成√
        chosen = [option for option in options if not _BOX.match(option)]
    return noted(value._replace(text=chosen[0]), "按勾选的一项读取") if len(chosen) == 1 and chosen[0] else value


def _computed(cell: Cell, text: str, place: Place, *, as_date: bool) -> Written:
    formula = f"={cell.formula}" if cell.formula is not None else ""
    if _CELL_PICTURE.match(formula or text):
        return Written("（图片）", "", place, "单元格里是图片，没有可用的文字", computed="（单元格图片）")
    if cell.kind == "error":
        shown = cell.text if not formula else f"{formula}（{cell.text}）"
        return Written(shown, "", place, f"错误值 {cell.text}，没有可用的内容", computed=shown)
    if not text:
        return Written(formula, "", place, f"公式 {formula} 没有计算结果", computed=formula)
    day = cell.day or (read_day(text) if as_date else None)
    return Written(cell.text, text, place, f"公式 {formula} 的计算结果", day, formula)


def _what_changed(raw: str) -> str:
    return "统一了换行" if raw == raw.strip(_BLANKS) else "去掉了首尾空白"


def _serial_day(cell: Cell) -> date | None:
    """The day of a bare serial number; None for any other number, 20250320 too."""
    if cell.kind != "number" or not cell.text.isdecimal() or int(cell.text) not in _SERIALS:
        return None
    return _FIRST_DAY + timedelta(days=int(cell.text))
