"""The lists of a .doc: their levels and numbers ([MS-DOC] 2.9.131 LSTF, 2.9.150 LVLF, 2.9.134 LFO)."""

from __future__ import annotations

from toolkit.tables.word.numbering import Counters, Level
from toolkit.tables.word.olddoc.container import LISTS, OVERRIDES, Document

_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle", 19: "decimalFullWidth",
    22: "decimal", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 33: "taiwaneseCounting",
    35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


class Lists:
    """The automatic numbers of a document, counted in reading order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[tuple[str, int], Level] = {}
        self._names: list[str] = []
        self._restarts: dict[tuple[int, int], int] = {}
        self._learn_lists(document)
        self._learn_overrides(document.part(OVERRIDES))
        self._counters = Counters(self._levels)

    def printed(self, listed: int, level: int) -> str:
        """The number before the next paragraph of list ``listed`` (from 1); '' where none is printed."""
        if not 0 < listed <= len(self._names) or not 0 <= level < 9:
            return ""
        start = self._restarts.get((listed, level))
        restart = (str(listed), start) if start is not None else None
        return self._counters.printed(self._names[listed - 1], level, restart=restart)

    def _learn_lists(self, document: Document) -> None:
        start, size = document.where(LISTS)
        table = document.tables
        heads = table[start + 2:start + size]
        place = start + size
        for index in range(min(int.from_bytes(table[start:start + 2], "little"), len(heads) // 28) if size else 0):
            head = heads[28 * index:28 * index + 28]
            name = str(int.from_bytes(head[:4], "little"))
            for depth in range(1 if head[26] & 1 else 9):
                level, place = _level(table, place)
                self._levels[name, depth] = level

    def _learn_overrides(self, part: bytes) -> None:
        count = min(int.from_bytes(part[:4], "little"), len(part) // 16)
        place = 4 + 16 * count
        for index in range(count):
            head = part[4 + 16 * index:20 + 16 * index]
            self._names.append(str(int.from_bytes(head[:4], "little")))
            place += 4
            for _ in range(head[12]):
                depth, start, own, place = _override(part, place)
                if start is not None:
                    self._restarts[index + 1, depth] = start
                if own is not None:
                    self._own_level(index, depth, own)

    def _own_level(self, index: int, depth: int, level: Level) -> None:
        """An override with a format of its own makes the list one of its own."""
        name, own = self._names[index], f"own {index}"
        if name != own:
            self._names[index] = own
            self._levels |= {(own, d): known for (n, d), known in self._levels.items() if n == name}
        self._levels[own, depth] = level


def _override(part: bytes, place: int) -> tuple[int, int | None, Level | None, int]:
    """The level an override is for, its first number, its own format, and where the next thing stands."""
    start = int.from_bytes(part[place:place + 4], "little", signed=True)
    flags = int.from_bytes(part[place + 4:place + 8], "little")
    place += 8
    own: Level | None = None
    if flags & 0x20:
        own, place = _level(part, place)
        start = own.start
    return flags & 0xF, start if flags & 0x10 else None, own, place


def _level(table: bytes, place: int) -> tuple[Level, int]:
    """A level, and where the next thing stands."""
    head = table[place:place + 28]
    start = int.from_bytes(head[:4], "little", signed=True)
    place += 28 + head[24] + head[25]
    count = int.from_bytes(table[place:place + 2], "little")
    raw = table[place + 2:place + 2 + 2 * count].decode("utf-16-le", "replace")
    # A character below 9 stands for the number of that level.
    pattern = "".join(f"%{ord(char) + 1}" if ord(char) < 9 else char for char in raw)
    return Level(_FORMS.get(head[4], "decimal"), pattern, start), place + 2 + 2 * count
