"""What a page adds to its text: page numbers, running heads and feet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.official.sources.pdf.glyphs import Row, median, text_of
from toolkit.official.sources.pdf.wording import begins_visibly
from toolkit.regex import regex

_PAGE_NUMBER = regex(
    r"(?:[—–―\-－_·.•]{1,3}\s*\d{1,4}\s*[—–―\-－_·.•]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/（(]?\s*共\s*\d{1,4}\s*页[)）]?)?|"
    r"\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?)"
)
_BARE = regex(r"\d{1,4}|[ivxIVX]{1,6}")
_EDGE = 4


def without_furniture(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> list[list[Row]]:
    """The rows of each page without what repeats in its head or foot and without its page number."""
    repeated = _repeated(pages, heights)
    return [
        [row for row in rows if id(row) not in repeated and not _is_page_number(row, rows, height)]
        for rows, height in zip(pages, heights, strict=True)
    ]


def _edges(rows: Sequence[Row]) -> list[Row]:
    ordered = sorted(rows, key=lambda row: -row.base)
    return list({id(row): row for row in (*ordered[:_EDGE], *ordered[-_EDGE:])}.values())


def _repeated(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> set[int]:
    """Small rows that stand on the same place with the same words on many pages; labels are never such."""
    counts: Counter[tuple[str, int, int]] = Counter()
    keyed: dict[int, tuple[str, int, int]] = {}
    for rows, height in zip(pages, heights, strict=True):
        usual = median([row.size for row in rows])
        for row in _edges(rows):
            text = text_of(row)
            if 0.12 * height < row.base < 0.88 * height or row.size > 1.15 * usual or begins_visibly(text):
                continue
            keyed[id(row)] = (text, round(row.left / 4), round(row.base / 4))
        counts.update({key for row in rows if (key := keyed.get(id(row)))})
    often = max(3, len(pages) * 0.3) if len(pages) > 2 else 2
    return {row for row, key in keyed.items() if counts[key] >= often}


def _beside(row: Row, rows: Sequence[Row]) -> Row:
    """Everything that stands on a row's baseline: — 3 — may be three rows."""
    level = [other for other in rows if abs(other.base - row.base) < 1]
    return Row([glyph for other in sorted(level, key=lambda other: other.left) for glyph in other.glyphs])


def _is_page_number(row: Row, rows: Sequence[Row], height: float) -> bool:
    if 0.15 * height < row.base < 0.88 * height:
        return False
    text = text_of(_beside(row, rows))
    if _PAGE_NUMBER.fullmatch(text):
        return True
    # A bare number is one where it stands well below or above everything else.
    others = [other.base for other in rows if abs(other.base - row.base) >= 1]
    alone = not others or row.base < min(others) - 1.8 * row.size or row.base > max(others) + 1.8 * row.size
    return bool(_BARE.fullmatch(text)) and alone
