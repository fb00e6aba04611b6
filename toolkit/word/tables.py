"""A table of ours as a Word table: ruled, as wide as the type area, its header on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Protocol

from toolkit.model import CellValue, Mark, Table, TableColumn
from toolkit.word.package import W
from toolkit.word.stylesheet import Styles
from toolkit.word.titles import width

if TYPE_CHECKING:
    from lxml import etree

TINTS: Mapping[str, str] = {
    "red": "F8CBAD", "yellow": "FFF2CC", "green": "E2EFDA", "grey": "EDEDED", "blue": "DDEBF7",
}

MOST_LINES, MOST_LINES_TURNED = 12, 8
"""A row taller than a third of the page (upright, turned) may be torn: kept whole it would leave that much blank."""
_TURNED = 10_000
"""Twips: no upright A4 has a line as long."""
PADDING = 57
"""Twips between a cell's edge and its text (公文表格)."""


class Write(Protocol):
    """Makes a paragraph of a text, in a style, with a key."""

    def __call__(self, text: str, style: str, key: str | None) -> etree._Element: ...


def table_elements(
    table: Table, write: Write, styles: Styles, line: int,
) -> list[etree._Element]:
    """A caption, the lines of introduction, and the table; ``write`` makes a paragraph.

    A table whose headings are all blank is a form: it has no header row.
    """
    above = [write(table.name, "表题", None)] if table.name else []
    above += [write(text, "正文", None) for text in table.intro]
    widths = shared_widths(table.columns, line)
    grid = _frame(widths, styles)
    if any(column.heading for column in table.columns):
        header = _row([[write(column.heading, "表格表头", None)] for column in table.columns], widths, {})
        _repeat(header)
        grid.append(header)
    em = styles.size("表格正文") * 10
    most = MOST_LINES_TURNED if line > _TURNED else MOST_LINES
    for number, row in enumerate(table.rows):
        cells = [
            _paragraphs(_cell_text(value), _cell_style(column), table.keys.get((number, at), ()), write)
            for at, (value, column) in enumerate(zip(row, table.columns, strict=True))
        ]
        marks = {at: m for at in range(len(cells)) if (m := table.marks.get((number, at)))}
        tall = max(_height(_cell_text(v), wide, em) for v, wide in zip(row, widths, strict=True))
        grid.append(_row(cells, widths, marks, whole=tall <= most))
    return [*above, grid]


def _paragraphs(
    text: str, style: str, keys: Sequence[str | None], write: Write,
) -> list[etree._Element]:
    """A cell's text as one paragraph; a paragraph a line where the lines have keys."""
    if not keys:
        return [write(text, style, None)]
    return [write(line, style, key) for line, key in zip(text.split("\n"), keys, strict=True)]


def _height(text: str, wide: int, em: int) -> int:
    """About how many lines a text takes in a cell this many twips wide."""
    holds = max(1.0, (wide - 2 * PADDING) / em)
    return sum(max(1, ceil(width(line) / holds)) for line in text.split("\n"))


def _frame(widths: Sequence[int], styles: Styles) -> etree._Element:
    from lxml import etree

    table = etree.Element(f"{W}tbl")
    properties = etree.SubElement(table, f"{W}tblPr")
    if style := styles.table("公文表格"):
        etree.SubElement(properties, f"{W}tblStyle", {f"{W}val": style})
    etree.SubElement(properties, f"{W}tblW", {f"{W}w": str(sum(widths)), f"{W}type": "dxa"})
    etree.SubElement(properties, f"{W}jc", {f"{W}val": "center"})
    if not style:
        _rule(etree.SubElement(properties, f"{W}tblBorders"))
    etree.SubElement(properties, f"{W}tblLayout", {f"{W}type": "fixed"})
    grid = etree.SubElement(table, f"{W}tblGrid")
    for wide in widths:
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(wide)})
    return table


def _row(
    cells: Sequence[Sequence[etree._Element]], widths: Sequence[int], marks: Mapping[int, Mark], *,
    whole: bool = True,
) -> etree._Element:
    """A row; a ``whole`` one is never torn by the end of a page."""
    from lxml import etree

    row = etree.Element(f"{W}tr")
    properties = etree.SubElement(row, f"{W}trPr")
    if whole:
        etree.SubElement(properties, f"{W}cantSplit")
    for at, (paragraphs, wide) in enumerate(zip(cells, widths, strict=True)):
        cell = etree.SubElement(row, f"{W}tc")
        shape = etree.SubElement(cell, f"{W}tcPr")
        etree.SubElement(shape, f"{W}tcW", {f"{W}w": str(wide), f"{W}type": "dxa"})
        if fill := TINTS.get(marks[at].tint if at in marks else ""):
            shade = {f"{W}val": "clear", f"{W}color": "auto", f"{W}fill": fill}
            etree.SubElement(shape, f"{W}shd", shade)
        # Centred, the halves of a torn row would each be centred on their page.
        etree.SubElement(shape, f"{W}vAlign", {f"{W}val": "center" if whole else "top"})
        cell.extend(paragraphs)
    return row


def _repeat(header: etree._Element) -> None:
    from lxml import etree

    etree.SubElement(header[0], f"{W}tblHeader")


def _rule(borders: etree._Element) -> None:
    from lxml import etree

    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(borders, W + side, {
            f"{W}val": "single", f"{W}sz": "4", f"{W}space": "0", f"{W}color": "auto"})


def shared_widths(columns: tuple[TableColumn, ...], line: int) -> list[int]:
    """The type area shared out by the columns' widths, to the twip."""
    total = sum(column.width for column in columns) or 1.0
    sums = [sum(column.width for column in columns[:at]) for at in range(len(columns) + 1)]
    return [right - left for left, right in pairwise(round(line * s / total) for s in sums)]


def _cell_text(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _cell_style(column: TableColumn) -> str:
    return "表格正文" if column.kind == "text" else "表格居中"
