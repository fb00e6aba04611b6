"""One page of a PDF through pdfium: its glyphs, its ruled lines, whether pictures stand on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.official.sources.pdf.glyphs import Glyph, plain_character
from toolkit.official.sources.text import is_wide

_MOST_SEGMENTS = 20_000
_THIN, _STRAIGHT, _SHORTEST = 3.0, 1.0, 6.0


@dataclass(slots=True)
class Rules:
    """Ruled lines of a page: (y, left, right) and (x, bottom, top)."""

    across: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Take a stroke if it is straight and long enough to be a rule."""
        left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if top - bottom <= _STRAIGHT and right - left > _SHORTEST:
            self.across.append(((top + bottom) / 2, left, right))
        elif right - left <= _STRAIGHT and top - bottom > _SHORTEST:
            self.upright.append(((left + right) / 2, bottom, top))

    def add_box(self, left: float, bottom: float, right: float, top: float) -> None:
        """Take a filled or stroked box: a thin one is a rule, another four."""
        if top - bottom <= _THIN:
            self.add(left, (top + bottom) / 2, right, (top + bottom) / 2)
        elif right - left <= _THIN:
            self.add((left + right) / 2, bottom, (left + right) / 2, top)
        else:
            for x0, y0, x1, y1 in ((left, bottom, right, bottom), (left, top, right, top),
                                   (left, bottom, left, top), (right, bottom, right, top)):  # fmt: skip
                self.add(x0, y0, x1, y1)


@dataclass(slots=True)
class Page:
    """What is printed on a page, turned upright."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: Rules
    pictures: bool = False


class Turn:
    """Coordinates of a page as a reader turns it (/Rotate 90, 180, 270)."""

    def __init__(self, quarter: int, width: float, height: float) -> None:
        self.quarter = quarter % 4
        self._width, self._height = width, height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page stands for the reader; width and height are the unturned page's."""
        if self.quarter == 1:
            return y, self._width - x
        if self.quarter == 2:
            return self._width - x, self._height - y
        return (self._height - y, x) if self.quarter == 3 else (x, y)


def read_page(document: Any, number: int, room: int) -> Page:
    """Page ``number`` (from 1) with at most ``room`` characters. Raises ValueError where it cannot be loaded."""
    from pypdfium2 import raw

    handle = raw.FPDF_LoadPage(document, number - 1)
    if not handle:
        raise ValueError(f"page {number} does not load")
    try:
        quarter = int(raw.FPDFPage_GetRotation(handle))
        wide, high = float(raw.FPDF_GetPageWidthF(handle)), float(raw.FPDF_GetPageHeightF(handle))
        turn = Turn(quarter, *((high, wide) if quarter % 2 else (wide, high)))
        page = Page(number, wide, high, list(_glyphs(raw, handle, turn, room)), Rules())
        _look_at_objects(raw, handle, turn, page)
        return page
    finally:
        raw.FPDF_ClosePage(handle)


# ── glyphs ───────────────────────────────────────────────────────────────────────────────────────
def _glyphs(raw: Any, handle: Any, turn: Turn, room: int) -> Iterator[Glyph]:
    text = raw.FPDFText_LoadPage(handle)
    if not text:
        return
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_, x_, y_ = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    try:
        for index in range(min(raw.FPDFText_CountChars(text), room)):
            code = raw.FPDFText_GetUnicode(text, index)
            if code < 33 and (code != 32 or raw.FPDFText_IsGenerated(text, index) == 1):
                continue
            if raw.FPDFText_GetLooseCharBox(text, index, box_) and raw.FPDFText_GetCharOrigin(text, index, x_, y_):
                yield _glyph(code, box, x.value, y.value, turn)
    finally:
        raw.FPDFText_ClosePage(text)


def _glyph(code: int, box: Any, x: float, y: float, turn: Turn) -> Glyph:
    char = plain_character(code)
    left, bottom, right, top, base = box.left, box.bottom, box.right, box.top, y
    if turn.quarter:
        left, bottom = turn.point(left, bottom)
        right, top = turn.point(right, top)
        base = turn.point(x, y)[1]
    width, height = abs(right - left), abs(top - bottom)
    size = width if is_wide(char) and width > 1 and char not in "—…─" else height
    return Glyph(char, min(left, right), max(left, right), base, size)


# ── ruled lines ──────────────────────────────────────────────────────────────────────────────────
def _look_at_objects(raw: Any, handle: Any, turn: Turn, page: Page) -> None:
    left = [_MOST_SEGMENTS]
    for index in range(raw.FPDFPage_CountObjects(handle)):
        item = raw.FPDFPage_GetObject(handle, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            page.pictures = True
        elif kind == raw.FPDF_PAGEOBJ_PATH and left[0] > 0:
            _take_path(raw, item, turn, page.rules, left)


def _take_path(raw: Any, item: Any, turn: Turn, rules: Rules, left: list[int]) -> None:
    count = int(raw.FPDFPath_CountSegments(item))
    left[0] -= max(1, count)
    bounds = [ctypes.c_float() for _ in range(4)]
    if count < 2 or not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, bounds)):
        return
    x0, y0, x1, y1 = (value.value for value in bounds)
    if min(abs(x1 - x0), abs(y1 - y0)) <= _THIN:
        (a, b), (c, d) = turn.point(x0, y0), turn.point(x1, y1)
        rules.add_box(min(a, c), min(b, d), max(a, c), max(b, d))
        return
    if count <= _MOST_SEGMENTS // 10 and _is_drawn(raw, item):
        _take_strokes(raw, item, turn, rules, count)


def _is_drawn(raw: Any, item: Any) -> bool:
    """Whether a path is stroked; one box that is only filled is a background, many are rules."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value) or raw.FPDFPath_CountSegments(item) > 6


def _take_strokes(raw: Any, item: Any, turn: Turn, rules: Rules, count: int) -> None:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = turn.point(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            rules.add(*last, *point)
        if raw.FPDFPathSegment_GetClose(segment):
            rules.add(*point, *start)
        last = point
