"""Glyphs of a page and the rows of print they stand in. Coordinates are points, y upwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from toolkit.official.sources.text import is_wide
from toolkit.regex import regex


class Glyph(NamedTuple):
    """A printed character: its left and right edge, its baseline, its size (the width of a Chinese one)."""

    char: str
    left: float
    right: float
    base: float
    size: float


class Row:
    """Glyphs that stand side by side on one baseline, from left to right."""

    __slots__ = ("base", "glyphs", "left", "right", "size")

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = glyphs
        self.left, self.right = glyphs[0].left, glyphs[-1].right
        self.base = glyphs[0].base
        # The width of its Chinese characters; Latin ones tell less of it.
        wide = [glyph.size for glyph in glyphs if is_wide(glyph.char) and glyph.char not in "—…─"]
        self.size = median(wide or [glyph.size for glyph in glyphs])


# ── characters ───────────────────────────────────────────────────────────────────────────────────
# Fonts often name their glyphs by radicals (⽔ for 水); these have no compatibility mapping of their own.
_RADICALS = dict(zip(
    "⺁⺋⺌⺍⺗⺠⺢⺣⺩⺬⺮⺼⺾⻁⻄⻅⻆⻉⻋⻌⻍⻎⻓⻔⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻨⻩⻪⻬⻮⻰⻳⺟⺙⺶⺷⺸⻑⻗",
    "厂㔾小小心民水火王示竹月艹虎西见角贝车辶辶辶长门青韦页风飞食饣饣马骨鬼鱼鸟麦黄黾齐齿龙龟母攵羊羊羊長雨",
    strict=True,
))  # fmt: skip


@lru_cache(maxsize=20_000)
def plain_character(code: int) -> str:
    """The character a glyph stands for: radicals and compatibility ideographs as the plain ones."""
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    char = chr(code)
    if "⺀" <= char <= "⿕" or "\uf900" <= char <= "\ufaff" or 0x2F800 <= code <= 0x2FA1F:
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return char


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────
def rows_of(glyphs: Iterable[Glyph], *, gap: float = 0.8) -> list[Row]:
    """Glyphs as rows, from the top; a gap wider than ``gap`` characters begins another row.

    What is cut too often here is put together again where no column's gutter runs through it.
    """
    rows: list[Row] = []
    for line in _baselines(glyphs):
        line.sort(key=lambda glyph: glyph.left)
        row: list[Glyph] = []
        for glyph in line:
            if row and _doubled(row[-1], glyph):
                continue
            if row and glyph.left - row[-1].right > gap * min(glyph.size, row[-1].size):
                rows.append(Row(row))
                row = []
            row.append(glyph)
        rows.append(Row(row))
    return [trimmed for row in rows if (trimmed := _trimmed(row)) is not None]


def _baselines(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on one baseline together, from the top; raised and lowered ones with their neighbours."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if line and line[0].base - glyph.base > 0.35 * max(line[0].size, glyph.size):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _doubled(before: Glyph, glyph: Glyph) -> bool:
    """Bold print made by printing twice; —— is often one glyph that says two characters."""
    return before.char not in "—…─" and before.char == glyph.char and abs(before.left - glyph.left) < 0.2 * glyph.size


def _trimmed(row: Row) -> Row | None:
    glyphs = row.glyphs
    while glyphs and glyphs[-1].char.isspace():
        glyphs.pop()
    start = next((i for i, glyph in enumerate(glyphs) if not glyph.char.isspace()), None)
    return None if start is None else Row(glyphs[start:])


# ── text ─────────────────────────────────────────────────────────────────────────────────────────
_WORD = regex(r"[A-Za-z0-9]")


def text_of(row: Row) -> str:
    """The text of a row: blanks that justification made are none, those between words stay."""
    usual = _usual_gap(row)
    parts: list[str] = []
    before: Glyph | None = None
    blank = False
    for glyph in row.glyphs:
        if glyph.char.isspace() and glyph.char != "\u3000":
            blank = True
            continue
        far = before is not None and (blank or glyph.left - before.right > 0.15 * glyph.size)
        if before is not None and far and _is_blank(before, glyph, usual, printed=blank):
            parts.append(" ")
        parts.append(glyph.char)
        before, blank = glyph, False
    return "".join(parts).strip("\u3000 ")


def _usual_gap(row: Row) -> float:
    """The gap between most neighbours: large in letter-spaced rows, nothing in others."""
    solid = [glyph for glyph in row.glyphs if not glyph.char.isspace()]
    gaps = sorted(max(0.0, b.left - a.right) for a, b in pairwise(solid))
    return gaps[len(gaps) // 2] if len(gaps) > 1 else 0.0


def _is_blank(before: Glyph, glyph: Glyph, usual: float, *, printed: bool) -> bool:
    """Whether two characters are meant to stand apart."""
    gap = (glyph.left - before.right - usual) / max(glyph.size, 0.1)
    words = bool(_WORD.match(before.char)), bool(_WORD.match(glyph.char))
    if all(words):
        return gap > 0.15 or (printed and not (before.char.isdigit() and glyph.char.isdigit()))
    return gap > (1.0 if any(words) or not printed else 0.1)


def width_of(text: str) -> float:
    """The width of a text in characters of full width."""
    return sum(1.0 if is_wide(char) else 0.5 for char in text)


def median(values: Sequence[float], otherwise: float = 0.0) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else otherwise
