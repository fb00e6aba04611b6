"""The streams of a .doc, where things stand in them (FIB), and the text by its pieces ([MS-DOC] 2.4, 2.5)."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

CHARACTERS, PARAGRAPHS, STYLES, LISTS, OVERRIDES = 12, 13, 1, 73, 74
"""Parts of the table stream, by their place in FibRgFcLcb97."""

_CONTROL, _CLX = 0x0A, 33
_MOST_CHARACTERS = 5_000_000


class Locked(Exception):
    """The document is encrypted."""


class TooOld(Exception):
    """Word 95 or before: another format under the same roof."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text: characters ``start`` to ``end``, from byte ``at``, one or two bytes each."""

    start: int
    end: int
    at: int
    width: int


class Document:
    """The main stream, the table stream, the stream of large properties, and the main text."""

    def __init__(self, main: bytes, tables: bytes, large: bytes) -> None:
        self.main, self.tables, self.large = main, tables, large
        length = int.from_bytes(main[0x4C:0x50], "little")
        if not 0 < length <= _MOST_CHARACTERS:
            raise ValueError("the text has no length a document has")
        self.stretches = list(self._stretches(length))
        self._starts = [stretch.start for stretch in self.stretches]
        self.text = "".join(map(self._read, self.stretches))

    def part(self, index: int) -> bytes:
        """Part ``index`` of the table stream (FibRgFcLcb97), b'' where there is none."""
        start, size = self.where(index)
        return self.tables[start:start + size]

    def where(self, index: int) -> tuple[int, int]:
        """Offset and size of a part in the table stream."""
        at = 0x9A + 8 * index
        return int.from_bytes(self.main[at:at + 4], "little"), int.from_bytes(self.main[at + 4:at + 8], "little")

    def offset(self, character: int) -> int:
        """The byte of the main stream at which a character of the text stands."""
        stretch = self.stretches[max(0, bisect_right(self._starts, character) - 1)]
        return stretch.at + (character - stretch.start) * stretch.width

    def _stretches(self, length: int) -> Iterator[Stretch]:
        plan = _piece_table(self.part(_CLX))
        count = (len(plan) - 4) // 12
        for index in range(count):
            start, end = (int.from_bytes(plan[4 * i:4 * i + 4], "little") for i in (index, index + 1))
            at = 4 * (count + 1) + 8 * index + 2
            place = int.from_bytes(plan[at:at + 4], "little")
            narrow = bool(place & 0x40000000)
            place &= 0x3FFFFFFF
            if start >= length or end <= start:
                break
            yield Stretch(start, min(end, length), place // 2 if narrow else place, 1 if narrow else 2)

    def _read(self, stretch: Stretch) -> str:
        count = stretch.end - stretch.start
        raw = self.main[stretch.at:stretch.at + count * stretch.width]
        # One character for each place, whatever stands there: positions must keep.
        if stretch.width == 1:
            return "".join(bytes([byte]).decode("cp1252", "replace") for byte in raw).ljust(count)
        return "".join(
            chr(int.from_bytes(raw[i:i + 2], "little")) for i in range(0, len(raw) - 1, 2)
        ).ljust(count)


def _piece_table(clx: bytes) -> bytes:
    place = 0
    while place < len(clx):
        if clx[place] == 2:
            size = int.from_bytes(clx[place + 1:place + 5], "little")
            return clx[place + 5:place + 5 + size]
        if clx[place] != 1:
            break
        place += 3 + int.from_bytes(clx[place + 1:place + 3], "little")
    raise ValueError("no piece table")


def opened(content: bytes) -> Document:
    """The document. Raises ``Locked``, ``TooOld``; on damage whatever the damage brings about."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as compound:
        main = bytes(compound.openstream("WordDocument").read())
        magic, version = (int.from_bytes(main[i:i + 2], "little") for i in (0, 2))
        if magic != 0xA5EC or version < 0xC1 - 0x10:
            raise TooOld
        flags = int.from_bytes(main[_CONTROL:_CONTROL + 2], "little")
        if flags & 0x0100:
            raise Locked
        name = "1Table" if flags & 0x0200 else "0Table"
        large = bytes(compound.openstream("Data").read()) if compound.exists("Data") else b""
        return Document(main, bytes(compound.openstream(name).read()), large)

