"""The sheet 待确认 of the list workbook, and the marks at the doubtful cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.model import ListCell, Problem
from toolkit.official.listbook.doubts import MEASURE_COLUMNS, OPEN, SETTLED, Doubt
from toolkit.sheetbook import Area, Look, Sheet, Workbook, row_height
from toolkit.tables.grid import Tables
from toolkit.tables.headed import HeadedRow, headed_rows
from toolkit.text import matching_key, read_numeral

DOUBTS = "待确认"
HEADINGS = ("序号", "栏目", "第几条措施", "清单中的内容", "疑点", "原文出处", "位置", "处理")
FILL = "#FBD5B5"
"""Not the yellow of a heading that must be filled."""
_WIDTHS = (7, 11, 11, 34, 56, 26, 15, 11)
_HEADER_ROW = 3
_TITLE = Look(font="黑体", size=14, border=False, wrap=False)
_INTRO = Look(size=11, border=False, wrap=False, colour="#7F6000")
_HEADING = Look(font="黑体", fill="#D9E2F3", align="center")
_TEXT = Look(valign="top")
_CENTRED = Look(align="center", valign="top")
_LINK = Look(align="center", valign="top", colour="#0563C1", underline=True)
_OPEN = Look(font="黑体", align="center", valign="top", fill=FILL)
_SHOWN = 300
"""Characters of a text shown in the sheet; the whole stands in its own cell."""

Spots = Mapping[ListCell, tuple[str, int, int]]
"""Where the cells of the list stand: sheet, row, column."""


def note_of(doubt: Doubt) -> str:
    """The note at a doubtful cell."""
    source = f"\n原文出处：{doubt.source}" if doubt.source else ""
    return f"【{OPEN}】{doubt.says}{source}\n核对后直接改正本格；无误的，在“{DOUBTS}”表“处理”栏选“{SETTLED}”。"


def write_doubts(book: Workbook, doubts: Sequence[Doubt], spots: Spots, choices: str) -> None:
    """The sheet: one row a doubt, with a link to its cell; ``choices`` is the range of the drop-down."""
    sheet = book.sheet(DOUBTS, tab="#FFC000")
    sheet.widths(_WIDTHS)
    waiting = sum(not doubt.settled for doubt in doubts)
    sheet.write(1, 1, f"待确认的内容（{waiting}处）", _TITLE)
    sheet.write(2, 1, "点“位置”到那一格，对照原文：有误的直接改正；无误的，在“处理”栏选“已确认”。"
                      "改正过的格子底色随即消去；确认过的，下次导入时底色和批注自动去掉。", _INTRO)
    sheet.height(1, 26)
    sheet.height(2, 22)
    sheet.write_row(_HEADER_ROW, HEADINGS, (_HEADING,), 26)
    for row, doubt in enumerate(doubts, _HEADER_ROW + 1):
        _write(sheet, row, doubt, spots)
    last = _HEADER_ROW + len(doubts)
    sheet.choices(Area(_HEADER_ROW + 1, len(HEADINGS), last, len(HEADINGS)), choices, title="", message="")
    sheet.freeze(_HEADER_ROW)
    sheet.filter(Area(_HEADER_ROW, 1, last, len(HEADINGS)))
    sheet.printed(repeat=(_HEADER_ROW, _HEADER_ROW), title=f"问题清单·{DOUBTS}")


def _write(sheet: Sheet, row: int, doubt: Doubt, spots: Spots) -> None:
    cell = doubt.cell
    held = _shown(doubt.held)
    index = None if cell.measure is None else cell.measure + 1
    values = (cell.number, cell.heading or "整份文件", index, held, doubt.says, doubt.source, "",
              SETTLED if doubt.settled else OPEN)
    looks = (_CENTRED, _CENTRED, _CENTRED, _TEXT, _TEXT, _TEXT, _CENTRED, _CENTRED if doubt.settled else _OPEN)
    texts = list(zip((held, doubt.says, doubt.source), _WIDTHS[3:6], strict=True))
    sheet.write_row(row, values, looks, row_height(texts, least=26))
    spot = spots.get(cell)
    if spot:
        name, at, column = spot
        reference = Area(at, column, at, column).reference(name).lstrip("=").split(":")[0].replace("$", "")
        sheet.link(row, 7, reference.replace("!", " "), reference, _LINK)


def _shown(held: str) -> str:
    return held if len(held) <= _SHOWN else f"{held[:_SHOWN]}……"


# ── reading ──────────────────────────────────────────────────────────────────────────────────────
def read_doubts(tables: Tables, file: str, problems: Sequence[Problem]) -> tuple[Doubt, ...]:
    """The doubts still on the sheet; () where there is none. A row nobody can read is let go."""
    if not any(matching_key(sheet.name) == DOUBTS for sheet in tables.sheets):
        return ()
    numbers = {problem.number for problem in problems}
    found = (_doubt(row) for row in headed_rows(tables, file, DOUBTS, HEADINGS, ()))
    return tuple(d for d in found if d and (d.cell.number is None or d.cell.number in numbers))


def _doubt(row: HeadedRow) -> Doubt | None:
    heading, says = row.text("栏目"), row.raw("疑点")
    number, index = read_numeral(row.text("序号")), read_numeral(row.text("第几条措施"))
    if not heading or not says or (heading in MEASURE_COLUMNS and number and not index):
        return None
    measure = index - 1 if index else None
    cell = ListCell(number, "" if heading == "整份文件" else heading, measure)
    return Doubt(cell, row.raw("清单中的内容"), says, row.raw("原文出处"), row.text("处理") == SETTLED)
