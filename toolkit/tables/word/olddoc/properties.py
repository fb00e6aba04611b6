"""Property lists: which bytes of the text carry which properties ([MS-DOC] 2.6, 2.9.175, 2.9.33)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.tables.word.olddoc.container import CHARACTERS, PARAGRAPHS, STYLES, Document

_PAGE = 512
IN_TABLE, ROW_END, INNER_ROW_END, DEPTH, STYLE, LEVEL, LIST = 0x2416, 0x2417, 0x244C, 0x6649, 0x4600, 0x260A, 0x460B
DEFINE_ROW, VERTICAL_MERGE = 0xD608, 0xD62B
_DELETED, _HIDDEN, _SYMBOL = 0x0800, 0x083C, 0x6A09
_LARGE = (0x6646, 0x646B)
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}


def properties(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """The single properties of a list: code, operand."""
    place = 0
    while place + 2 <= len(grpprl):
        code = int.from_bytes(grpprl[place:place + 2], "little")
        place += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            # The table definition counts its length in two bytes, one too many; all others in one.
            head = 2 if code == DEFINE_ROW else 1
            size = int.from_bytes(grpprl[place:place + head], "little") - (head - 1)
            place += head
        yield code, grpprl[place:place + max(0, size)]
        place += max(0, size)


@dataclass(slots=True)
class Paragraph:
    """What is known of a paragraph. ``listed`` 0: in no list; ``row``: the definition a row's end carries."""

    style: int = 0
    in_table: bool = False
    row_end: bool = False
    listed: int | None = None
    level: int | None = None
    row: bytes = b""
    merges: list[bytes] = field(default_factory=list)

    def take(self, grpprl: bytes) -> None:
        for code, operand in properties(grpprl):
            number = int.from_bytes(operand, "little") if operand else 0
            if code == IN_TABLE:
                self.in_table = bool(number)
            elif code in (ROW_END, INNER_ROW_END):
                self.row_end = bool(number)
            elif code == LEVEL:
                self.level = number
            elif code == LIST:
                self.listed = number
            elif code == DEFINE_ROW:
                self.row = operand
            elif code == VERTICAL_MERGE:
                self.merges.append(operand)


class Properties:
    """The properties of a document's paragraphs and characters, by the bytes they stand at."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = sorted(self._pages(PARAGRAPHS, _papx), key=lambda run: run[0])
        self._starts = [start for start, _, _ in self._paragraphs]
        self._styles = _styles(document.part(STYLES))

    def paragraph(self, character: int) -> Paragraph:
        """The properties of the paragraph whose mark is at ``character``."""
        offset = self._document.offset(character)
        index = bisect_right(self._starts, offset) - 1
        found = Paragraph()
        if index < 0 or not self._paragraphs[index][0] <= offset < self._paragraphs[index][1]:
            return found
        body = self._paragraphs[index][2]
        found.style = int.from_bytes(body[:2], "little")
        for grpprl in self._styled(found.style):
            found.take(grpprl)
        found.take(self._whole(body[2:]))
        return found

    def _whole(self, grpprl: bytes) -> bytes:
        """A list too long for its page stands in the stream Data; only where is said here."""
        for code, operand in properties(grpprl):
            if code in _LARGE and len(operand) == 4:
                at = int.from_bytes(operand, "little")
                size = int.from_bytes(self._document.large[at:at + 2], "little")
                grpprl += self._document.large[at + 2:at + 2 + size]
        return grpprl

    def _styled(self, style: int) -> list[bytes]:
        """The property lists of a style and what it is based on, the base first."""
        lists: list[bytes] = []
        for _ in range(12):
            if style not in self._styles:
                break
            style, grpprl = self._styles[style]
            lists.append(grpprl)
        return lists[::-1]

    def unread(self) -> list[tuple[int, int]]:
        """The stretches of bytes that are deleted or hidden text."""
        return [
            (start, end)
            for start, end, grpprl in self._pages(CHARACTERS, _chpx)
            if any(code in (_DELETED, _HIDDEN) and operand[:1] == b"\1" for code, operand in properties(grpprl))
        ]

    def symbols(self) -> dict[int, int]:
        """Characters of symbol fonts, by the byte they stand at."""
        found: dict[int, int] = {}
        for start, end, grpprl in self._pages(CHARACTERS, _chpx):
            for code, operand in properties(grpprl):
                if code == _SYMBOL and end - start <= 64:
                    found |= dict.fromkeys(range(start, end), int.from_bytes(operand[2:4], "little"))
        return found

    def _pages(self, part: int, entry: object) -> Iterator[tuple[int, int, bytes]]:
        """All runs of a kind: first byte, end, property list."""
        index = self._document.part(part)
        count = (len(index) - 4) // 8
        for number in range(count):
            at = 4 * (count + 1) + 4 * number
            start = (int.from_bytes(index[at:at + 4], "little") & 0x3FFFFF) * _PAGE
            page = self._document.main[start:start + _PAGE]
            if len(page) < _PAGE or not callable(entry):
                continue
            runs = page[-1]
            for run in range(min(runs, 127)):
                first, end = (int.from_bytes(page[4 * i:4 * i + 4], "little") for i in (run, run + 1))
                yield first, end, entry(page, runs, run)


def _papx(page: bytes, runs: int, run: int) -> bytes:
    at = page[4 * (runs + 1) + 13 * run] * 2
    if not at:
        return b"\0\0"
    size = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
    at += 1 if page[at] else 2
    return page[at:at + size]


def _chpx(page: bytes, runs: int, run: int) -> bytes:
    at = page[4 * (runs + 1) + run] * 2
    return page[at + 1:at + 1 + page[at]] if at else b""


def _styles(sheet: bytes) -> dict[int, tuple[int, bytes]]:
    """Paragraph styles: the style each is based on, and its property list ([MS-DOC] 2.9.271)."""
    found: dict[int, tuple[int, bytes]] = {}
    head = int.from_bytes(sheet[:2], "little")
    count, base = (int.from_bytes(sheet[i:i + 2], "little") for i in (2, 4))
    place = 2 + head
    for number in range(min(count, 4096)):
        size = int.from_bytes(sheet[place:place + 2], "little")
        body = sheet[place + 2:place + 2 + size]
        place += 2 + size + (size & 1)
        if size <= base or int.from_bytes(body[2:4], "little") & 0xF != 1:
            continue
        name = int.from_bytes(body[base:base + 2], "little")
        at = base + 2 + 2 * name + 2
        length = int.from_bytes(body[at:at + 2], "little")
        found[number] = (int.from_bytes(body[2:4], "little") >> 4, body[at + 4:at + 2 + length])
    return found
