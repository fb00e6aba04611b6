"""A PDF with a text layer -> paragraphs and tables in reading order.

Glyphs and ruled lines come from pdfium (native: only called in the child process); everything else is
geometry: tables by their lines, columns by the white between them, paragraphs by indents and short rows.
"""

from __future__ import annotations

from typing import Any

from toolkit.official.sources.pdf.flow import Sheet, assembled
from toolkit.official.sources.pdf.furniture import without_furniture
from toolkit.official.sources.pdf.glyphs import Glyph, Row, rows_of
from toolkit.official.sources.pdf.page import Page, read_page
from toolkit.official.sources.pdf.ruled import Table, tables_of
from toolkit.official.sources.pieces import Source
from toolkit.official.sources.troubles import (
    GARBLED,
    NO_TEXT,
    PDF_LOCKED,
    SCANNED,
    TOO_MANY_PAGES,
    UNREAD,
)
from toolkit.regex import regex

MOST_PAGES = 600
MOST_CHARACTERS = 1_500_000
_STRANGE = regex(r"[\ufffd\ue000-\uf8ff\x00-\x1f]")


def read_pdf(content: bytes) -> Source:
    """The document, or its trouble: locked, damaged, too many pages, scanned, without usable text."""
    import pypdfium2

    start = content.find(b"%PDF-", 0, 1024)
    try:
        document = pypdfium2.PdfDocument(content[max(0, start):])
    except pypdfium2.PdfiumError as fault:
        return Source(trouble=PDF_LOCKED if "assword" in str(fault) else UNREAD["pdf"])
    if len(document) > MOST_PAGES:
        return Source(trouble=TOO_MANY_PAGES.format(pages=len(document)))
    pages, gaps = _pages(document)
    trouble = _trouble(pages)
    if trouble:
        return Source(trouble=trouble)
    source = assembled(_sheets(pages))
    return Source(source.pieces, paged=False, spots=source.spots, gaps=(*gaps, *_pictured(pages)))


def _pages(document: Any) -> tuple[list[Page], list[str]]:
    pages: list[Page] = []
    gaps: list[str] = []
    room = MOST_CHARACTERS
    for number in range(1, len(document) + 1):
        try:
            pages.append(read_page(document, number, room))
        except ValueError:
            gaps.append(f"第{number}页已损坏，读不出来；请找完整的文件核对这一页的内容。")
            continue
        room -= len(pages[-1].glyphs)
    return pages, gaps


def _trouble(pages: list[Page]) -> str:
    printed = [glyph.char for page in pages for glyph in page.glyphs if not glyph.char.isspace()]
    if not pages:
        return UNREAD["pdf"]
    if len(printed) < 8 * len(pages) and any(page.pictures for page in pages):
        return SCANNED
    if not printed:
        return NO_TEXT
    strange = sum(1 for char in printed if _STRANGE.match(char))
    return GARBLED if strange > len(printed) / 20 + 5 else ""


def _pictured(pages: list[Page]) -> list[str]:
    """Pages of a document with text that are pictures themselves."""
    return [
        f"第{page.number}页是图片（扫描件），读不出文字；请对照原件核对这一页的内容。"
        for page in pages
        if page.pictures and not any(not glyph.char.isspace() for glyph in page.glyphs)
    ]


def _sheets(pages: list[Page]) -> list[Sheet]:
    found: list[tuple[list[Table], list[Glyph]]] = []
    for page in pages:
        before = found[-1][0][-1].xs if found and found[-1][0] else ()
        found.append(tables_of(page.rules, page.glyphs, before))
    rows: list[list[Row]] = [rows_of(rest) for _, rest in found]
    kept = without_furniture(rows, [page.height for page in pages])
    return [
        Sheet(page.number, page.width, tables, left)
        for page, (tables, _), left in zip(pages, found, kept, strict=True)
    ]
