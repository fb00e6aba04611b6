"""Tables of an old Word document (.doc): the text by its pieces, rows by their end marks.

[MS-DOC]: 2.5 (Fib), 2.8.35 (PlcPcd), 2.9.38 (Clx), 2.9.181 (PapxFkp), 2.6.2 (paragraph properties),
2.9.322 (TDefTable). Automatic numbers, pictures and deletions marked by change tracking are not looked at.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.tables.gate import damaged, refuse
from toolkit.tables.grid import Tables
from toolkit.tables.word.sheets import Grid, document_tables

_FLAGS, _PAPX, _CLX, _LENGTH = 0x0A, 0x0102, 0x01A2, 0x4C
_ENCRYPTED, _FIRST_TABLE = 0x0100, 0x0200
_CELL_END = "\x07"
_IN_TABLE, _ROW_END, _TABLE_SHAPE = 0x2416, 0x2417, 0xD608
_YES = b"\x01"
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of an operand by the upper three bits of a sprm; 0: its first byte says."""
_FIELD_CODE = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))|\x15")
_SIGNS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\r": "\n",
                        **{chr(n): "" for n in (1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 31)}})
_MOST_CHARACTERS = 4_000_000


def read_doc(content: bytes) -> Tables:
    """Read an old Word document that has tables; raises ``Refused``."""
    main, table = _streams(content)
    reading = _Document(_Paragraphs.of(main, table))
    for text, end in _paragraphs(main, table):
        reading.paragraph(text, end)
    return document_tables("doc", reading.outside, reading.grids())


def _streams(content: bytes) -> tuple[bytes, bytes]:
    """The stream with the text, and the one with its tables of places."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            main = bytes(compound.openstream("WordDocument").read())
            flags = _number(main, _FLAGS, 2)
            if flags & _ENCRYPTED:
                refuse("encrypted", "文件加密，无法读取。请去掉密码后重新报送。")
            name = "1Table" if flags & _FIRST_TABLE else "0Table"
            return main, bytes(compound.openstream(name).read())
    except (OSError, ValueError, IndexError):
        damaged("Word 文档的结构不完整")


def _number(stream: bytes, at: int, size: int) -> int:
    return int.from_bytes(stream[at:at + size], "little")


# ── text ─────────────────────────────────────────────────────────────────────────────────────────
def _paragraphs(main: bytes, table: bytes) -> Iterator[tuple[str, int]]:
    """Every paragraph or cell of the body with its end mark, and where that stands in the file."""
    left = min(_number(main, _LENGTH, 4), _MOST_CHARACTERS)
    said: list[str] = []
    for text, start, width in _pieces(main, table):
        for position, mark in enumerate(text[:left]):
            said.append(mark)
            if mark in ("\r", _CELL_END, "\x0c"):
                yield "".join(said), start + position * width
                said.clear()
        left -= min(left, len(text))
    if said:
        yield "".join(said), 0


def _pieces(main: bytes, table: bytes) -> Iterator[tuple[str, int, int]]:
    """The pieces of the text in order: characters, where they stand, bytes a character."""
    start, size = _number(main, _CLX, 4), _number(main, _CLX + 4, 4)
    clx = table[start:start + size]
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + _number(clx, at + 1, 2)
    if at >= len(clx) or clx[at] != 2:
        damaged("Word 文档的文字结构不完整")
    pieces = clx[at + 5:at + 5 + _number(clx, at + 1, 4)]
    count = (len(pieces) - 4) // 12
    for n in range(count):
        length = _number(pieces, 4 * n + 4, 4) - _number(pieces, 4 * n, 4)
        place = _number(pieces, 4 * (count + 1) + 8 * n + 2, 4)
        packed = bool(place & 0x4000_0000)
        place = (place & 0x3FFF_FFFF) // 2 if packed else place & 0x3FFF_FFFF
        width = 1 if packed else 2
        raw = main[place:place + max(0, length) * width]
        yield raw.decode("cp1252" if packed else "utf-16-le", "replace"), place, width


# ── paragraph properties ─────────────────────────────────────────────────────────────────────────
class _Shape(NamedTuple):
    """The cells of a row: their left edges, and which continue the cell above."""

    edges: tuple[int, ...]
    continues: tuple[bool, ...]


@dataclass(slots=True)
class _Paragraphs:
    """What is said of paragraphs, by where they end: the ends of rows and the shapes of them."""

    starts: list[int]
    said: list[bytes]

    @classmethod
    def of(cls, main: bytes, table: bytes) -> _Paragraphs:
        start, size = _number(main, _PAPX, 4), _number(main, _PAPX + 4, 4)
        plc = table[start:start + size]
        pages = (_number(plc, len(plc) - 4 * (n + 1), 4) & 0x3F_FFFF for n in reversed(range((len(plc) - 4) // 8)))
        runs = sorted(run for page in pages for run in _page(main[page * 512:page * 512 + 512]))
        return cls([first for first, _ in runs], [said for _, said in runs])

    def at(self, place: int) -> Mapping[int, bytes]:
        """The properties of the paragraph that ends here."""
        at = bisect_right(self.starts, place) - 1
        return dict(_properties(self.said[at])) if at >= 0 else {}


def _page(page: bytes) -> Iterator[tuple[int, bytes]]:
    """The runs of a page: where each begins, and its properties."""
    runs = page[-1] if len(page) == 512 else 0
    for n in range(runs):
        at = 2 * page[(runs + 1) * 4 + 13 * n] if (runs + 1) * 4 + 13 * n < 511 else 0
        if not at:
            yield _number(page, 4 * n, 4), b""
            continue
        size = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
        first = at + (1 if page[at] else 2)
        yield _number(page, 4 * n, 4), page[first + 2:first + size]


def _properties(said: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(said):
        kind = _number(said, at, 2)
        at += 2
        size = _OPERANDS[kind >> 13]
        if kind == _TABLE_SHAPE:
            size = _number(said, at, 2) + 1
        elif not size:
            size = said[at] + 1
        yield kind, said[at:at + size]
        at += size


def _shape(operand: bytes) -> _Shape:
    cells = operand[2] if len(operand) > 2 else 0
    edges = tuple(int.from_bytes(operand[3 + 2 * n:5 + 2 * n], "little", signed=True) for n in range(cells))
    first = 3 + 2 * (cells + 1)
    flags = (_number(operand, first + 20 * n, 2) for n in range(cells))
    return _Shape(edges, tuple((flag >> 5) & 3 == 1 for flag in flags))


# ── tables ───────────────────────────────────────────────────────────────────────────────────────
@dataclass(slots=True)
class _Document:
    """The body as it is met: text outside tables, rows of tables."""

    properties: _Paragraphs
    outside: list[str] = field(default_factory=list)
    tables: list[list[tuple[list[str], _Shape]]] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _between: bool = True

    def paragraph(self, text: str, end: int) -> None:
        """A paragraph outside tables, a line of a cell, the end of a cell, or the end of a row."""
        properties = self.properties.at(end)
        said = _FIELD_CODE.sub("", text).translate(_SIGNS).strip("\n")
        if text[-1:] == _CELL_END and properties.get(_ROW_END) == _YES:
            self._end_row(_shape(properties.get(_TABLE_SHAPE, b"")))
        elif text[-1:] == _CELL_END or properties.get(_IN_TABLE) == _YES:
            self._lines.append(said)
            if text[-1:] == _CELL_END:
                self._cells.append("\n".join(self._lines))
                self._lines = []
        else:
            self.outside.append(said)
            self._between = True

    def _end_row(self, shape: _Shape) -> None:
        if self._between:
            self.tables.append([])
            self._between = False
        self.tables[-1].append((self._cells, shape))
        self._cells, self._lines = [], []

    def grids(self) -> Iterator[Grid]:
        return (_grid(rows) for rows in self.tables)


def _grid(rows: Sequence[tuple[list[str], _Shape]]) -> Grid:
    columns = _columns(rows)
    grid = Grid(width=max(1, len(columns) or max(len(cells) for cells, _ in rows)))
    for texts, shape in rows:
        grid.new_row()
        for position, text in enumerate(texts):
            edge = shape.edges[position] if position < len(shape.edges) else None
            column = columns.get(edge, position + 1) if edge is not None else position + 1
            continued = position < len(shape.continues) and shape.continues[position]
            if grid.begins(column, 1, goes_on=continued):
                grid.write(column, text)
    return grid


def _columns(rows: Sequence[tuple[list[str], _Shape]]) -> Mapping[int, int]:
    """Grid columns by left edge; edges of a few twips' difference are one."""
    edges = sorted({edge for _, shape in rows for edge in shape.edges})
    columns: dict[int, int] = {}
    number, last = 0, -1 << 20
    for edge in edges:
        number += edge - last > 40
        last = edge
        columns[edge] = number
    return columns
