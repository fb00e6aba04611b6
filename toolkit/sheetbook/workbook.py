"""A workbook, over xlsxwriter: its formats, its sheets, its bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from toolkit.sheetbook.looks import LINE, Look
from toolkit.sheetbook.sheet import Sheet
from toolkit.text import printable

_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same values give the same bytes
_FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "［］：＊？／＼")


class Workbook:
    """A workbook being written; ``content()`` closes it and gives its bytes."""

    def __init__(
        self, *, title: str = "", subject: str = "", properties: Mapping[str, str] | None = None,
    ) -> None:
        import xlsxwriter

        self._buffer = io.BytesIO()
        self.workbook: Any = xlsxwriter.Workbook(self._buffer, {
            "in_memory": True,
            "default_format_properties": {"font_name": "宋体", "font_size": 11},
        })
        self.workbook.set_properties({
            "title": printable(title), "subject": printable(subject), "created": _CREATED,
        })
        for name, value in (properties or {}).items():
            self.workbook.set_custom_property(name, printable(value), "text")
        self._styles: dict[Look, tuple[Any, int]] = {}
        self._seen: dict[int, tuple[int, Look]] = {}
        self._names: set[str] = set()
        self._lines: Any = None
        self._white: Any = None
        self.said: dict[str, str] = {}
        """The ends of cells with short texts, kept: units, words and dates come again and again."""

    def style(self, look: Look) -> tuple[Any, int]:
        """The format of a look and its number in the workbook, made once."""
        known = self._styles.get(look)
        if known is None:
            made = self.workbook.add_format(look.properties())
            known = self._styles[look] = (made, made._get_xf_index())  # noqa: SLF001
        return known

    def lines(self) -> Any:
        """The format that only draws lines, for cells that get them on a condition."""
        if self._lines is None:
            self._lines = self.workbook.add_format({"border": 1, "border_color": LINE})
        return self._lines

    def white(self) -> Any:
        """The format that takes a fill away, for cells that lose it on a condition."""
        if self._white is None:
            self._white = self.workbook.add_format({"bg_color": "#FFFFFF"})
        return self._white

    def style_number(self, look: Look) -> int:
        """The number of a look's format, found by the very object first: hashing it costs more."""
        seen = self._seen.get(id(look))
        if seen is None:
            seen = self._seen[id(look)] = (self.style(look)[1], look)
        return seen[0]

    def sheet(
        self, name: str, *, state: Literal["visible", "veryHidden"] = "visible", tab: str = "",
    ) -> Sheet:
        """A new sheet; a name Excel would refuse is made one it takes."""
        from toolkit.sheetbook.rows import RowWorksheet

        worksheet = self.workbook.add_worksheet(self._free_name(name), RowWorksheet)
        if state == "veryHidden":
            worksheet.very_hidden()
        if tab:
            worksheet.set_tab_color(tab)
        return Sheet(self, worksheet)

    def _free_name(self, name: str) -> str:
        wanted = printable(name).translate(_FORBIDDEN_IN_NAMES).strip("'")[:31] or "表"
        free, count = wanted, 1
        while free.casefold() in self._names:
            count += 1
            free = f"{wanted[:27]}（{count}）"
        self._names.add(free.casefold())
        return free

    def content(self) -> bytes:
        """The finished workbook; it takes nothing more afterwards."""
        for worksheet in self.workbook.worksheets():
            if worksheet.has_comments or worksheet.charts:
                worksheet.settle_heights()
        self.workbook.close()
        return self._buffer.getvalue()
