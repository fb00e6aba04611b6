"""What a .docx of ours says: its header and its paragraphs, formatting aside."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from toolkit.model import Unusable
from toolkit.regex import regex
from toolkit.word.body import BOOKMARK
from toolkit.word.package import W, open_package, open_written

if TYPE_CHECKING:
    from lxml import etree

_TEXT, _BREAK, _TAB = f"{W}t", f"{W}br", f"{W}tab"


def printed_text(content: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(texts of the headers, texts of the body's paragraphs), empty ones left out.

    Two documents with the same text say the same; a document that is no .docx says nothing.
    """
    try:
        package = open_package(content)
    except Unusable:
        return (), ()
    heads = sorted({
        text for name in package.related("header").values()
        for text in _paragraphs(package.xml(name))})
    return tuple(heads), tuple(_paragraphs(package.xml(package.main)))


@dataclass(frozen=True, slots=True)
class PrintedBody:
    """What a document says, in reading order: its headers, its paragraphs, its tables as rows of texts.

    A paragraph is its text and the bookmark of ours it carries, '' where there is none; one that goes
    on a marked paragraph of the same cell bears that one's bookmark.
    """

    heads: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]


def printed_body(content: bytes) -> PrintedBody:
    """A .docx of ours read back. Raises Unusable where it cannot be."""
    package = open_written(content)
    heads = tuple(sorted({
        text for name in package.related("header").values() for text in _paragraphs(package.xml(name))}))
    written = package.written()
    if _is_plain(written):
        return PrintedBody(heads, _plain_lines(written), ())
    body = package.xml(package.main).find(f"{W}body")
    if body is None:
        return PrintedBody(heads, (), ())
    lines: list[tuple[str, str]] = []
    for paragraph in body.iter(f"{W}p"):
        cell, above = paragraph.getparent(), paragraph.getprevious()
        goes_on = cell is not None and cell.tag == f"{W}tc" and above is not None and above.tag == f"{W}p"
        lines.append((_text(paragraph), _bookmark(paragraph) or (lines[-1][1] if goes_on else "")))
    tables = tuple(
        tuple(tuple("".join(_paragraphs(cell)) for cell in row.iterchildren(f"{W}tc"))
              for row in table.iterchildren(f"{W}tr"))
        for table in body.iterchildren(f"{W}tbl"))
    return PrintedBody(heads, tuple(lines), tables)


_OURS = f'xmlns:w="{W[1:-1]}"'
_NOT_PLAIN = ("<w:tbl", "<w:txbxContent", "<mc:", "<!")
"""Tables, boxes, comments: what the way without a tree does not know, and no other meaning of ``w:``."""
_SAYS = regex(
    rf'<w:(?:(p)[ />]|t(?: [^<>]*)?>([^<]*)|(br|tab)[ />]|bookmarkStart [^<>]*w:name="({BOOKMARK}[^"]*)")')


def _is_plain(written: str) -> bool:
    return 0 < written.count('xmlns:w="') == written.count(_OURS) and not any(mark in written for mark in _NOT_PLAIN)


def _plain_lines(written: str) -> tuple[tuple[str, str], ...]:
    """The paragraphs of a body that holds nothing else, each with its bookmark: a long annex in no time."""
    lines: list[tuple[str, str]] = []
    said = name = ""
    for begins, text, other, mark in reversed(_SAYS.findall(written)):
        if text:
            said = text + said
        elif mark:
            name = mark
        elif other:
            said = ("\n" if other == "br" else "\t") + said
        elif begins:
            lines.append(((unescape(said) if "&" in said else said).strip(), name))
            said = name = ""
    return tuple(reversed(lines))


def _bookmark(paragraph: etree._Element) -> str:
    names = (mark.get(f"{W}name", "") for mark in paragraph.iterchildren(f"{W}bookmarkStart"))
    return next((name for name in names if name.startswith(BOOKMARK)), "")


def _paragraphs(root: etree._Element) -> list[str]:
    return [text for paragraph in root.iter(f"{W}p") if (text := _text(paragraph))]


def _text(paragraph: etree._Element) -> str:
    return "".join(
        (t.text or "") if t.tag == _TEXT else "\n" if t.tag == _BREAK else "\t"
        for t in paragraph.iter(_TEXT, _BREAK, _TAB)).strip()
