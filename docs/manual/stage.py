"""The workspace that is photographed: the demo city, and one return more careless than the demo's own."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.cli import main

LAST, PUBLISHED = "2025-03", "2025-02"
UNIT = "市城市管理局"
TODAY = "2025-03-26"
SCROLLED = "整改台账（屏幕右端）.xlsx"


def said(*words: object, screen: bool = False) -> str:
    """What a command prints, into a file or on a terminal."""
    out = Screen() if screen else io.StringIO()
    with contextlib.redirect_stdout(out):
        main([str(word) for word in words])
    return out.getvalue()


class Screen(io.StringIO):
    """Takes what is printed as a terminal would: drawn and coloured."""

    def isatty(self) -> bool:
        return True


def set_up(root: Path) -> None:
    """The demo, then the return of one unit spoilt in three ways, a text put by the office, and a run."""
    said("demo", root)
    _spoil(root)
    _edit(root)
    said("run", LAST, "-C", root, "--today", TODAY)
    _scroll_right(root)


def _scroll_right(root: Path) -> None:
    """The ledger as a screen shows it at its right end: paper leaves the office's own columns out."""
    book = load_workbook(root / "outbox" / LAST / "整改台账.xlsx")
    for name in book.sheetnames[1:]:
        del book[name]
    sheet = book["问题"]
    first = next(cell.column for cell in sheet[1] if cell.value == "公开状态")
    for column in range(2, first):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}3"
    book.save(root / SCROLLED)


def _edit(root: Path) -> None:
    """The office writes in the ledger what the annex is to print of one problem, and an acceptance."""
    path = root / "outbox" / LAST / "整改台账.xlsx"
    book = load_workbook(path)
    sheet = book["问题"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, text in {
            "公开文字": "4宗采矿权中，2宗注销、1宗变更，第4宗正在公示；规划修编成果已通过专家评审。",
            "修改人": "周敏之", "修改理由": "按3月26日审签意见精简"}.items():
        sheet.cell(2, headings[heading]).value = text
    book.save(path)


def _spoil(root: Path) -> None:
    path = root / "inbox" / LAST / f"{UNIT}.xlsx"
    book = load_workbook(path)
    sheet = book["填报表"]
    first, second = (row for row in range(6, sheet.max_row + 1) if sheet.cell(row, 1).value)
    _change(sheet, first, "问题", lambda text: text.replace("18.6", "16.8"))
    _change(sheet, first, "整改状态*", lambda _: "快完成了")
    _change(sheet, second, "佐证材料", lambda _: "见附件")
    book.save(path)
    said("receive", LAST, path, "--at", "2025-03-25T16:40", "-C", root)


def _change(sheet: Worksheet, row: int, heading: str, change: Callable[[str], str]) -> None:
    column = next(cell.column for cell in sheet[5] if cell.value == heading)
    cell = sheet.cell(row, column)
    cell.value = change(str(cell.value))
