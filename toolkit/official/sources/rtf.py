r"""A document in Rich Text Format -> paragraphs and tables (RTF Specification 1.9.1).

Automatic numbers stand in the text (``\listtext``), as the program that wrote it printed them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from toolkit.official.sources.pieces import Line, Piece, Source, Spot
from toolkit.official.sources.sided import grid_of
from toolkit.official.sources.troubles import NO_TEXT
from toolkit.regex import regex
from toolkit.tables.word.sided import Sided, side_by_side
from toolkit.tables.word.symbols import symbol
from toolkit.text import printable

_TOKEN = regex(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_SKIPPED = frozenset((
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"headerl", b"headerr", b"headerf",
    b"footer", b"footerl", b"footerr", b"footerf", b"footnote", b"fldinst", b"shp", b"shpinst", b"themedata",
    b"colorschememapping", b"datastore", b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"annotation",
    b"xmlnstbl", b"latentstyles", b"do", b"nonshppict", b"pn", b"tc", b"xe", b"bkmkstart", b"bkmkend",
))  # fmt: skip
_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949", 0: "cp1252", 204: "cp1251"}
_CHARACTERS = {b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
               b"rdblquote": "”", b"bullet": "•", b"emspace": "\u3000", b"enspace": " ", b"line": "\n"}  # fmt: skip
_MOST_DEPTH = 500


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    skipped: bool = False
    hidden: bool = False
    fonts: bool = False
    charset: str = "gb18030"
    fallback: int = 1


@dataclass(slots=True)
class _Edges:
    """The definition of a row: right sides of its cells, which go on from above, which from the left."""

    left: int = 0
    rights: list[int] = field(default_factory=list)
    down: list[bool] = field(default_factory=list)
    across: list[bool] = field(default_factory=list)
    goes_on: bool = False
    merged: bool = False


def read_rtf(content: bytes) -> Source:
    """The document, or its trouble. May raise on damage."""
    reading = _Reading()
    reading.read(content)
    if not any((isinstance(piece, Line) and piece.text.strip()) or not isinstance(piece, Line) for piece in reading.pieces):
        return Source(trouble=NO_TEXT)
    return Source(tuple(reading.pieces), paged=False, spots=reading.spots)


class _Reading:
    """One pass over the tokens."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.spots: dict[int, Spot] = {}
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._font = self._ignored = self._number = self._order = self._tables = 0
        self._raw = bytearray()
        self._text: list[str] = []
        self._cells: list[str] = []
        self._rows: list[list[Sided]] = []
        self._edges = _Edges()
        self._in_table = False
        self._words: dict[bytes, Callable[[int], None]] = {
            b"par": self._end_paragraph, b"sect": self._end_paragraph, b"page": self._end_paragraph,
            b"cell": self._end_cell, b"nestcell": self._end_cell, b"row": self._end_row, b"trowd": self._begin_row,
            b"cellx": self._side, b"intbl": self._into_table, b"pard": self._out_of_table,
            b"clvmrg": self._merge_down, b"clmrg": self._merge_across, b"trleft": self._left,
        }  # fmt: skip

    def read(self, content: bytes) -> None:
        for token in _TOKEN.finditer(content):
            word, number, code, mark, brace, text = token.groups()
            if word:
                self._word(word, int(number) if number else None)
            elif code:
                self._bytes(bytes.fromhex(code.decode()))
            elif mark:
                self._mark(mark)
            elif brace:
                self._group(opened=brace == b"{")
            elif text:
                self._bytes(text)
        self._end_paragraph(0)
        self._end_table()

    # ── groups and words ─────────────────────────────────────────────────────────────────────────
    def _group(self, *, opened: bool) -> None:
        self._flush()
        if opened and len(self._stack) < _MOST_DEPTH:
            self._stack.append(self._state)
        elif not opened and self._stack:
            self._state = self._stack.pop()

    def _mark(self, mark: bytes) -> None:
        if mark == b"*":
            self._state = replace(self._state, skipped=True)
        elif mark in b"\\{}":
            self._bytes(mark)
        elif mark in b"~_-":
            self._say({b"~": " ", b"_": "-", b"-": ""}[mark])
        elif mark in b"\r\n":
            self._end_paragraph(0)

    def _word(self, word: bytes, number: int | None) -> None:
        self._flush()
        if word == b"u" and number is not None:
            self._unicode(number)
        elif word == b"fonttbl":
            self._state = replace(self._state, skipped=True, fonts=True)
        elif self._state.fonts and word in (b"f", b"fcharset"):
            self._font = number or 0 if word == b"f" else self._font
            if word == b"fcharset":
                self._fonts[self._font] = _CHARSETS.get(number or 0, "gb18030")
        elif word in _SKIPPED or (word in (b"v", b"deleted") and number != 0):
            self._state = replace(self._state, skipped=True)
        elif word == b"listtext":
            self._state = replace(self._state, skipped=False)
        elif not self._state.skipped:
            self._say_or_do(word, number)

    def _say_or_do(self, word: bytes, number: int | None) -> None:
        if word == b"f":
            self._state = replace(self._state, charset=self._fonts.get(number or 0, "gb18030"))
        elif word == b"uc":
            self._state = replace(self._state, fallback=min(number or 0, 8))
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        elif word in self._words:
            self._words[word](number or 0)

    def _unicode(self, number: int) -> None:
        code = number % 65536
        self._say(symbol(code) if 0xF000 <= code < 0xF100 else chr(code))
        self._ignored = self._state.fallback

    # ── text ─────────────────────────────────────────────────────────────────────────────────────
    def _bytes(self, raw: bytes) -> None:
        skip = min(self._ignored, len(raw))
        self._ignored -= skip
        if not self._state.skipped:
            self._raw += raw[skip:]

    def _flush(self) -> None:
        if self._raw:
            charset = self._state.charset if any(byte > 127 for byte in self._raw) else "ascii"
            self._text.append(self._raw.decode("gb18030" if charset == "cp1252" else charset, "replace"))
            self._raw.clear()

    def _say(self, text: str) -> None:
        self._flush()
        if not self._state.skipped:
            self._text.append(text)

    def _said(self) -> str:
        self._flush()
        text = "".join(self._text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._text = []
        return printable(re.sub(r"^([^\t]{1,12})\t", r"\1", text))

    # ── paragraphs and tables ────────────────────────────────────────────────────────────────────
    def _end_paragraph(self, _: int) -> None:
        text = self._said()
        if self._in_table:
            self._text = [text, "\n"] if text else []
            return
        self._end_table()
        if text:
            self._number, self._order = self._number + 1, self._order + 1
            self.spots[self._number] = Spot(line=self._order)
            self.pieces += [Line(self._number, line) for line in text.split("\n")]

    def _end_cell(self, _: int) -> None:
        self._cells.append(self._said().strip())

    def _end_row(self, _: int) -> None:
        if self._cells:
            self._rows.append(_row(self._cells, self._edges))
        self._cells, self._text = [], []

    def _end_table(self) -> None:
        if not self._rows:
            return
        self._tables, self._order = self._tables + 1, self._order + 1
        grid = grid_of(self._rows, self._number + 1, self.spots, Spot(line=self._order, table=self._tables))
        self.pieces.append(grid)
        self._number += len(grid.rows)
        self._rows = []

    def _begin_row(self, _: int) -> None:
        self._edges = _Edges()

    def _left(self, number: int) -> None:
        self._edges.left = number

    def _side(self, number: int) -> None:
        edges = self._edges
        edges.rights.append(number)
        edges.down.append(edges.goes_on)
        edges.across.append(edges.merged)
        edges.goes_on = edges.merged = False

    def _merge_down(self, _: int) -> None:
        self._edges.goes_on = True

    def _merge_across(self, _: int) -> None:
        self._edges.merged = True

    def _into_table(self, _: int) -> None:
        self._in_table = True

    def _out_of_table(self, _: int) -> None:
        self._in_table = False


def _row(texts: list[str], edges: _Edges) -> list[Sided]:
    if len(edges.rights) < len(texts) or edges.rights != sorted(edges.rights):
        return side_by_side(texts)
    return list(_cells(texts, edges))


def _cells(texts: list[str], edges: _Edges) -> Iterator[Sided]:
    left = edges.left
    for place, text in enumerate(texts):
        if not edges.across[place]:
            yield Sided(left, edges.rights[place], text, edges.down[place])
        left = edges.rights[place]
