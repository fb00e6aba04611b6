"""Page numbers of paper turned to its side: they stay where upright pages have them.

GB/T 9704-2012, 8: A4纸型的表格横排时，页码位置与公文其他页码保持一致，单页码表头在订口一边，双页码表头在切口一边. Bound with
the others and read upright, such a page has its number 7 mm below the type area, odd ones at the right, even
ones at the left; lying on its side that is beyond the left edge of the table, turned by a quarter.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from toolkit.word.package import Package, R, W
from toolkit.word.pages import header_kinds, line_width, put_edge, twips

if TYPE_CHECKING:
    from lxml import etree

_LINE_HIGH = 320
"""Twips of a footer's line, as 单页页码 and 双页页码 have it."""


def turn_feet(package: Package, upright: etree._Element, lying: etree._Element) -> None:
    """Give a turned section the footers of the upright one, turned with the paper.

    Where both are the same section's, the upright ones' parts are written over; else they stay.
    """
    parts = package.related("footer")
    kinds = header_kinds(package, upright)
    said = {
        reference.get(f"{W}type", "default"): list(package.xml(part))
        for reference in upright.findall(f"{W}footerReference")
        if (part := parts.get(reference.get(f"{R}id", "")))}
    for kind, content in said.items():
        if kind in kinds:
            put_edge(package, lying, "footer", kind, _turned(content, upright))


def own_feet(lying: etree._Element) -> etree._Element:
    """The turned section without the upright one's footers, so that it is given parts of its own."""
    for reference in lying.findall(f"{W}footerReference"):
        lying.remove(reference)
    return lying


def _turned(content: Sequence[etree._Element], upright: etree._Element) -> list[etree._Element]:
    """A footer in a cell of its own beyond the left edge, as high as upright lines are long."""
    from lxml import etree

    margins = upright.find(f"{W}pgMar")
    assert margins is not None
    wide = _LINE_HIGH * max(1, len(content))
    table = etree.Element(f"{W}tbl")
    properties = etree.SubElement(table, f"{W}tblPr")
    _with(properties, "tblpPr", vertAnchor="page", horzAnchor="page", tblpX=twips(margins, "footer"),
          tblpY=twips(margins, "left"))
    _with(properties, "tblW", w=wide, type="dxa")
    _with(properties, "tblLayout", type="fixed")
    padding = etree.SubElement(properties, f"{W}tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        _with(padding, side, w=0, type="dxa")
    _with(etree.SubElement(table, f"{W}tblGrid"), "gridCol", w=wide)
    row = etree.SubElement(table, f"{W}tr")
    _with(etree.SubElement(row, f"{W}trPr"), "trHeight", val=line_width(upright), hRule="exact")
    cell = etree.SubElement(row, f"{W}tc")
    shape = etree.SubElement(cell, f"{W}tcPr")
    _with(shape, "tcW", w=wide, type="dxa")
    _with(shape, "textDirection", val="tbRl")
    cell.extend(deepcopy(element) for element in content)
    below = etree.Element(f"{W}p")
    _with(etree.SubElement(below, f"{W}pPr"), "spacing", line=20, lineRule="exact")
    return [table, below]


def _with(parent: etree._Element, tag: str, **said: object) -> None:
    from lxml import etree

    etree.SubElement(parent, W + tag, {W + name: str(value) for name, value in said.items()})
