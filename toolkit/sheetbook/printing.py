"""How a sheet prints: which paper, how small, what stands on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.sheetbook.paper import (
    FOOT,
    SIDE,
    SMALLEST,
    TOP,
    Paper,
    laid_out,
    page_starts,
    placed,
    whole_scale,
)

if TYPE_CHECKING:
    from toolkit.sheetbook.area import Area
    from toolkit.sheetbook.rows import RowWorksheet

PAGE_NUMBER = "第 &P 页，共 &N 页"
_PAPERS: Mapping[Paper, int] = {"A3": 8, "A4": 9}


class PrintedSheet:
    """The print set-up of a sheet being written; ``_widths`` are its columns' as far as they were set."""

    def __init__(self, worksheet: RowWorksheet) -> None:
        self._sheet = worksheet
        self._widths: list[float] = []

    def printed(
        self, *, paper: Paper | None = None, repeat: tuple[int, int] | None = None,
        repeat_columns: int = 1, landscape: bool = True, title: str = "", header: str = "",
        footer_left: str = "", only: Area | None = None, smallest: float = SMALLEST,
    ) -> None:
        """Print a table with these rows on every page and page numbers at the foot.

        On ``paper`` it is one page wide; without, on what it needs: a table too wide for A3 goes on
        over several pages side by side, each beginning with the first ``repeat_columns``; how far
        A3 may be reduced before that, ``smallest`` says. ``only``: the part that is printed.
        """
        sheet = self._sheet
        if landscape:
            sheet.set_landscape()
        if only:
            sheet.print_area(*only.corners)
        widths = self._widths[: only.right if only else None]
        layout = laid_out(widths, repeat_columns, smallest) if landscape and not paper else None
        sheet.set_paper(_PAPERS[paper or (layout.paper if layout else "A4")])
        if layout and layout.breaks:
            sheet.set_print_scale(layout.scale)
            sheet.set_v_pagebreaks([column - 1 for column in layout.breaks])
            sheet.repeat_columns(0, repeat_columns - 1)
            sheet.print_across()
        else:
            sheet.fit_to_pages(1, 0)
        if repeat:
            sheet.repeat_rows(repeat[0] - 1, repeat[1] - 1)
        self._edges(title, header, footer_left)

    def printed_whole(
        self, sections: Sequence[int], *, landscape: bool = False, repeat: int = 0, title: str = "", header: str = "",
    ) -> None:
        """Print on A4, one page wide, no section torn in two; ``sections``: their first rows."""
        if landscape:
            self._sheet.set_landscape()
        scale = whole_scale(self._widths, landscape=landscape)
        self._sheet.set_paper(_PAPERS["A4"])
        self._sheet.set_print_scale(scale)
        if starts := page_starts(self._sheet.heights, sections, scale, landscape=landscape):
            self._sheet.set_h_pagebreaks([row - 1 for row in starts])
        if repeat:
            self._sheet.repeat_rows(repeat - 1)
        self._edges(title, header, "")

    def _edges(self, title: str, header: str, footer_left: str) -> None:
        """Margins, and what stands above and below every page."""
        self._sheet.set_margins(left=SIDE, right=SIDE, top=TOP, bottom=FOOT)
        self._sheet.center_horizontally()
        head = placed("L", title) + placed("R", header)
        if head:
            self._sheet.set_header(head)
        self._sheet.set_footer(placed("L", footer_left) + f'&R&"宋体"&10{PAGE_NUMBER}')
