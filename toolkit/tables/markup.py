"""Tables written as markup and named .xls: HTML pages, and XML spreadsheets of Excel 2003."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from toolkit.tables import formats
from toolkit.tables.addresses import LAST_COLUMN, LAST_ROW
from toolkit.tables.gate import RESAVE, damaged, refuse, refuse_doctype
from toolkit.tables.grid import Cell, CellKind, Note, Sheet, SheetState, Tables
from toolkit.tables.sniff import decoded
from toolkit.tables.xmlparts import attribute, local, parsed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Merge = tuple[int, int, int, int]
_WHITE = re.compile(r"[ \t\r\n\f]+")
_STATES: dict[str, SheetState] = {"SheetHidden": "hidden", "SheetVeryHidden": "veryHidden"}


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────
def read_html(content: bytes) -> Tables:
    """Every table of a page that is not inside another, as a sheet 表1, 表2, …"""
    from lxml import etree, html

    text = decoded(content)
    if text is None:
        refuse("unknown", f"认不出文件里的文字编码。{RESAVE}。")
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        damaged("网页格式不完整")
    tables = [table for table in page.iter("table") if next(table.iterancestors("table"), None) is None]
    sheets = tuple(_html_sheet(f"表{n}", table) for n, table in enumerate(tables, 1))
    if not sheets:
        refuse("unsupported", f"这是网页文件，里面没有表格。{RESAVE}。")
    return Tables("html", sheets)


def read_mhtml(content: bytes) -> Tables:
    """The tables of a web archive (RFC 2557), as office programs save a workbook named .xls."""
    import email
    import email.policy

    pages = [
        payload for part in email.message_from_bytes(content, policy=email.policy.compat32).walk()
        if part.get_content_type() == "text/html"
        and isinstance(payload := part.get_payload(decode=True), bytes)
        and b"<table" in payload.lower()]
    sheets = [sheet for page in pages for sheet in read_html(page).sheets]
    if not sheets:
        refuse("unsupported", f"这是网页文件，里面没有表格。{RESAVE}。")
    return Tables("html", tuple(replace(s, name=f"表{n}") for n, s in enumerate(sheets, 1)))


def _html_sheet(name: str, table: HtmlElement) -> Sheet:
    cells: list[Cell] = []
    merges: list[Merge] = []
    notes: list[Note] = []
    until: dict[int, int] = {}
    lines = (line for line in table.iter("tr") if next(line.iterancestors("table"), None) is table)
    for row, line in enumerate(lines, 1):
        column = 0
        for element in line.iterchildren("td", "th"):
            column += 1
            while until.get(column, 0) >= row:
                column += 1
            down, right = _span(element.get("rowspan")), _span(element.get("colspan"))
            if down * right > 1:
                merges.append((row, column, row + down - 1, column + right - 1))
                until.update(dict.fromkeys(range(column, column + right), row + down - 1))
            if text := _html_text(element):
                cells.append(Cell(row, column, "text", text))
            struck = "".join(_html_text(part) for part in element.iter("s", "strike", "del"))
            if struck:
                notes.append(Note(row, column, "struck", struck))
            column += right - 1
    return Sheet(name, cells=tuple(cells), merges=tuple(merges), notes=tuple(notes))


def _span(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdecimal() and int(text) else 1


def _html_text(element: HtmlElement) -> str:
    """The text of a cell as a browser shows it: lines broken at <br> and paragraphs only."""
    pieces: list[str] = []
    for part in element.iter():
        if part.tag in ("br", "p", "div", "li"):
            pieces.append("\n")
        if isinstance(part.tag, str) and part.tag not in ("script", "style"):
            pieces.append(_WHITE.sub(" ", part.text or ""))
        if part is not element:
            pieces.append(_WHITE.sub(" ", part.tail or ""))
    lines = (line.strip(" \xa0") for line in "".join(pieces).split("\n"))
    return "\n".join(lines).strip("\n")


# ── XML spreadsheet of Excel 2003 ────────────────────────────────────────────────────────────────
def read_xml_2003(content: bytes) -> Tables:
    """A workbook in the urn:schemas-microsoft-com:office:spreadsheet vocabulary."""
    refuse_doctype(content)
    root = parsed(content, "XML 工作簿")
    sheets = tuple(_xml_sheet(child) for child in root if local(child.tag) == "Worksheet")
    return Tables("xml2003", sheets)


def _xml_sheet(element: Element) -> Sheet:
    cells: list[Cell] = []
    merges: list[Merge] = []
    notes: list[Note] = []
    hidden: set[int] = set()
    row = 0
    for line in element.iterfind("{*}Table/{*}Row"):
        row = _index(line, row + 1, LAST_ROW)
        if attribute(line, "Hidden") == "1":
            hidden.add(row)
        column = 0
        for child in line.iterfind("{*}Cell"):
            column = _index(child, column + 1, LAST_COLUMN)
            cells.extend(_xml_cell(child, row, column))
            notes.extend(Note(row, column, "comment", said) for comment in child.iterfind("{*}Comment/{*}Data")
                         if (said := "".join(comment.itertext()).strip()))
            right = _count(child, "MergeAcross")
            down = _count(child, "MergeDown")
            if right or down:
                merges.append((row, column, row + down, column + right))
            column += right
        row += _count(line, "Span")
    state = _STATES.get(element.findtext("{*}WorksheetOptions/{*}Visible", ""), "visible")
    name = attribute(element, "Name")
    return Sheet(name, state, tuple(cells), tuple(merges), frozenset(hidden), tuple(notes))


def _xml_cell(element: Element, row: int, column: int) -> Iterator[Cell]:
    formula = attribute(element, "Formula").removeprefix("=") or None
    stored = element.find("{*}Data")
    text = "" if stored is None else "".join(stored.itertext())
    if text or formula:
        type_ = "String" if stored is None else attribute(stored, "Type")
        kind, shown, day = _xml_value(type_, text)
        yield Cell(row, column, kind, shown, day, formula)


def _xml_value(type_: str, text: str) -> tuple[CellKind, str, date | None]:
    try:
        if type_ == "Number":
            return "number", formats.written_number(text), None
        if type_ == "DateTime":
            when = datetime.fromisoformat(text)
            return "date", formats.moment_text(when), when.date()
    except ValueError:
        return "text", text, None
    if type_ == "Boolean":
        return "bool", "TRUE" if text == "1" else "FALSE", None
    return ("error" if type_ == "Error" else "text"), text, None


def _index(element: Element, otherwise: int, last: int) -> int:
    text = attribute(element, "Index")
    index = int(text) if text.isdecimal() else otherwise
    if not otherwise <= index <= last:
        damaged("单元格位置重叠或超出表格范围")
    return index


def _count(element: Element, name: str) -> int:
    text = attribute(element, name)
    return min(int(text), LAST_ROW) if text.isdecimal() else 0
