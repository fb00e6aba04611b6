"""Writing workbooks well: widths, heights, named looks, strings only, the same bytes every time.

Rows and columns count from 1, as the address in a message does. Text goes into cells as text only,
through ``text.printable``; what Excel cannot hold is refused, never cut.
"""

from toolkit.sheetbook.area import Area
from toolkit.sheetbook.looks import Look
from toolkit.sheetbook.measure import (
    LONGEST_TEXT,
    TALLEST_ROW,
    fits,
    line_count,
    row_height,
    text_width,
)
from toolkit.sheetbook.paper import Paper
from toolkit.sheetbook.sheet import Sheet
from toolkit.sheetbook.workbook import Workbook

__all__ = [
    "LONGEST_TEXT",
    "TALLEST_ROW",
    "Area",
    "Look",
    "Paper",
    "Sheet",
    "Workbook",
    "fits",
    "line_count",
    "row_height",
    "text_width",
]
