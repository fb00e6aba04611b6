"""What an office's sheet lacks to be printed and read: row heights of its head, one page of width."""

from __future__ import annotations

import re

from toolkit.pattern.draft import Draft, KeptCell, KeptRow
from toolkit.pattern.styles import Styles
from toolkit.pattern.widths import column_widths
from toolkit.regex import regex
from toolkit.sheetbook import row_height
from toolkit.sheetbook.paper import digits_that_fit, inner_width

_DEFAULT = regex(r'defaultRowHeight="([\d.]+)"')
_SCALE = regex(r' scale="(\d+)"')
_PLAIN_HEIGHT = 15.0
_A3 = "8"


def give_room(draft: Draft, styles: Styles) -> None:
    """Heights for rows without one whose text needs more: what opens a file need not work them out."""
    found = _DEFAULT.search(draft.frame.get("sheetFormatPr", ""))
    usual = float(found[1]) if found else _PLAIN_HEIGHT
    for number, row in draft.rows.items():
        needed = max((_needed(draft, styles, number, column) for column in row.cells), default=0.0)
        if row.height is None and needed > usual:
            row.look |= {"ht": f"{needed:g}", "customHeight": "1"}


def _needed(draft: Draft, styles: Styles, row: int, column: int) -> float:
    """Points of a cell's text in its own width or that of the cells merged with it."""
    cell = draft.cell(row, column)
    merge = next((m for m in draft.merges if m[0] == row and m[1] == column), None)
    if not cell.text or (merge and merge[2] > row):
        return 0.0
    widths = column_widths(draft.frame)
    across = range(column, (merge[3] if merge else column) + 1)
    room = sum(widths.get(c, widths[0]) for c in across) if styles.wraps(cell.style) else 1_000.0
    return row_height(((cell.text, room),), size=styles.size(cell.style))


def fit_paper(draft: Draft) -> None:
    """One page wide where the sheet is wider than its paper at the scale the office has set."""
    frame = draft.frame
    setup = frame.get("pageSetup", "<pageSetup/>")
    if 'fitToPage="1"' in frame.get("sheetPr", "") or 'fitToPage="true"' in frame.get("sheetPr", ""):
        return
    widths = column_widths(frame)
    across = sum(widths.get(c, widths[0]) + 0.7 for c in range(1, draft.last_column + 1))
    scale = int(found[1]) / 100 if (found := _SCALE.search(setup)) else 1.0
    landscape = 'orientation="landscape"' in setup
    paper = "A3" if f'paperSize="{_A3}"' in setup else "A4"
    if across <= digits_that_fit(inner_width(paper, landscape=landscape), scale):  # type: ignore[arg-type]
        return
    attributes = _SCALE.sub("", setup)
    attributes = re.sub(r' (?:fitToHeight|fitToWidth)="\d+"', "", attributes)
    if "orientation=" not in attributes or across > digits_that_fit(
            inner_width("A4", landscape=False), 1.0):
        attributes = re.sub(r' orientation="\w+"', "", attributes)
        attributes = attributes.replace("<pageSetup", '<pageSetup orientation="landscape"', 1)
    frame["pageSetup"] = attributes.replace("<pageSetup", '<pageSetup fitToHeight="0"', 1)
    said = frame.get("sheetPr", "")
    inner = re.sub(r"<pageSetUpPr[^>]*/>|</?sheetPr[^>]*>", "", said)
    opened = re.match(r"<sheetPr([^>]*?)/?>", said)
    frame["sheetPr"] = f'<sheetPr{opened[1] if opened else ""}>{inner}<pageSetUpPr fitToPage="1"/></sheetPr>'


def blank_row(model: KeptRow) -> KeptRow:
    """The row problems are put in: the look of the office's, with nothing in it."""
    return KeptRow({k: v for k, v in model.look.items() if k != "hidden"},
                   {column: KeptCell(cell.style) for column, cell in model.cells.items()})
