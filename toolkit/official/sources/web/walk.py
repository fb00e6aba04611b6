"""The tree of a page -> lines and tables as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit.official.sources.pieces import Grid, Line, Piece, Spot
from toolkit.official.sources.text import is_wide
from toolkit.regex import regex
from toolkit.tables.word.numbering import shown_number
from toolkit.text import printable

_BLOCKS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main",
    "header", "blockquote", "pre", "center", "address", "figure", "figcaption", "fieldset", "form", "body", "hr", "tr",
    "td", "th", "tbody", "thead", "tfoot", "caption", "table", "details", "summary", "html",
))  # fmt: skip
_WHITE = regex(r"[ \t\r\n\f]+")
_FORMS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital",
    "trad-chinese-informal": "chineseCounting", "cjk-earthly-branch": "decimal",
}  # fmt: skip
_LIST_STYLE = regex(r"list-style(?:-type)?\s*:[^;]*?([\w-]*(?:alpha|roman|decimal|ideographic|informal|none))", re.IGNORECASE)
_MOST_CELLS = 200_000


class Walk:
    """One walk through the main part of a page."""

    def __init__(self, part: Any, *, spaced: bool = False) -> None:
        """``spaced``: a line's end in the source is a blank, also between Chinese characters."""
        self._part = part
        self._spaced = spaced
        self._texts: list[str] = []
        self._mark = ""
        self._breaks = self._paragraphs = 0
        self._made: list[Piece] = []
        self._number = 0
        self._tables = 0
        self.spots: dict[int, Spot] = {}

    @property
    def broken_by_hand(self) -> bool:
        """Whether most lines end at <br> or in <pre>: they may be lines of print."""
        return self._breaks > 3 * self._paragraphs

    def pieces(self) -> list[Piece]:
        self._element(self._part)
        self._end_line()
        return self._made

    # ── lines ────────────────────────────────────────────────────────────────────────────────────
    def _element(self, element: Any, *, pre: bool = False) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == "br":
            self._breaks += 1
            self._end_line()
            return
        if tag == "table" and _is_grid(element):
            self._end_line()
            self._grid(element)
            return
        block = tag in _BLOCKS
        if block:
            self._end_line()
            self._paragraphs += tag == "p"
        if tag == "li":
            self._mark = _list_number(element)
        pre = pre or tag == "pre"
        self._text(element.text, pre=pre)
        for child in element:
            self._element(child, pre=pre)
            self._text(child.tail, pre=pre)
        if block:
            self._end_line()

    def _text(self, text: str | None, *, pre: bool) -> None:
        if not text:
            return
        if not pre:
            self._texts.append(text)
            return
        first, *others = text.split("\n")
        self._texts.append(first)
        for line in others:
            self._breaks += 1
            self._end_line()
            self._texts.append(line)

    def _end_line(self) -> None:
        text = joined_text(self._texts, spaced=self._spaced)
        self._texts = []
        if not text:
            return
        self._number += 1
        self._made.append(Line(self._number, printable(self._mark + text)))
        self._mark = ""

    # ── tables ───────────────────────────────────────────────────────────────────────────────────
    def _grid(self, table: Any) -> None:
        repeated: set[tuple[int, int]] = set()
        rows = tuple(_rows(table, repeated, spaced=self._spaced))
        if not rows:
            return
        self._tables += 1
        first = self._number + 1
        for row in range(len(rows)):
            self._number += 1
            self.spots[self._number] = Spot(line=first, table=self._tables, row=row + 1)
        lines = tuple(range(first, self._number + 1))
        self._made.append(Grid(first, rows, lines=lines, repeated=frozenset(repeated)))


def joined_text(parts: list[str], *, spaced: bool) -> str:
    """White space as a browser shows it; a line's end in the source between Chinese characters is none."""
    text = "".join(parts).replace("\xa0", "\u2007")
    shown = _WHITE.sub(" " if spaced else _blank, text).replace("\u2007", " ")
    return shown.strip(" \u3000\u200b\ufeff")


def _blank(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    if "\n" in found[0] and start > 0 and end < len(text) and is_wide(text[start - 1]) and is_wide(text[end]):
        return ""
    return " "


def _list_number(item: Any) -> str:
    """The number a browser prints before an item of <ol>; '' before one of <ul>."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    style = _LIST_STYLE.search(f"{parent.get('style') or ''};{item.get('style') or ''}")
    kind = style[1].lower() if style else item.get("type") or parent.get("type") or "1"
    if kind == "none":
        return ""
    number = _integer(parent.get("start"), 1) - 1
    for other in parent.iterchildren("li"):
        number = _integer(other.get("value"), number + 1)
        if other is item:
            break
    form = _FORMS.get(kind, "decimal")
    return shown_number(number, form) + ("、" if form in ("chineseCounting", "ideographDigital") else ".")


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _own_rows(table: Any) -> Iterator[Any]:
    return (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)


def _is_grid(table: Any) -> bool:
    """Whether a table is one of words, not one that only lays out the page."""
    cells = [cell for row in _own_rows(table) for cell in row.iterchildren("td", "th")]
    lengths = [sum(len(text.strip()) for text in cell.itertext()) for cell in cells]
    filled = sorted((length for length in lengths if length), reverse=True)
    if len(filled) < 3 or any(len(cell.findall(".//p")) > 12 for cell in cells if len(filled) < 6):
        return False
    for cell in cells:
        inner = [t for t in cell.iter("table") if sum(len(x.strip()) for x in t.itertext()) > 20]
        if inner:
            return False
    return not (filled[0] > 600 and filled[0] > 0.8 * sum(filled))


def _rows(table: Any, repeated: set[tuple[int, int]], *, spaced: bool) -> Iterator[tuple[str, ...]]:
    """One text a column; merged downwards repeats (noted in ``repeated``), merged sideways leaves blanks."""
    taken: dict[tuple[int, int], str] = {}
    given = 0
    for row, line in enumerate(_own_rows(table)):
        column = 0
        above = {place for at, place in taken if at == row}
        for cell in line.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            _place(cell, row, column, taken, spaced=spaced)
        columns = [place for at, place in taken if at == row]
        texts = tuple(taken.pop((row, place), "") for place in range(max(columns, default=-1) + 1))
        if any(texts):
            repeated |= {(given, place) for place in above if texts[place]}
            given += 1
            yield texts


def _place(cell: Any, row: int, column: int, taken: dict[tuple[int, int], str], *, spaced: bool) -> None:
    text = cell_text(cell, spaced=spaced)
    down, right = (max(1, min(_integer(cell.get(name), 1), most)) for name, most in (("rowspan", 1000), ("colspan", 60)))
    if len(taken) > _MOST_CELLS:
        raise ValueError("more merged cells than any table has")
    for y in range(down):
        for x in range(right):
            taken[row + y, column + x] = "" if x else text


def cell_text(cell: Any, *, spaced: bool) -> str:
    """The lines of a cell."""
    walk = Walk(cell, spaced=spaced)
    lines: list[str] = []
    for piece in walk.pieces():
        lines += [piece.text] if isinstance(piece, Line) else [" ".join(filter(None, row)) for row in piece.rows]
    return "\n".join(lines)
