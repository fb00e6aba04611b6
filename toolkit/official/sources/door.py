"""Bytes of a published document -> a ``Source``; the content decides which reader reads it.

What cannot be read comes back as a ``Source`` with a ``trouble``: one Chinese sentence saying what the
file is and what to do. Nothing here knows what a problem or a label is.
"""

from __future__ import annotations

from toolkit.official.sources import text, word
from toolkit.official.sources.apart import read_apart
from toolkit.official.sources.pieces import Source
from toolkit.official.sources.troubles import TOO_LARGE, TROUBLES, UNKNOWN
from toolkit.official.sources.web.archived import is_archived_page
from toolkit.tables.sniff import sniff

_LIMIT = 50 * 1024 * 1024
_APART = frozenset(("pdf", "html", "mhtml", "doc", "rtf"))
"""Formats with large or native parsers: read in a child process that may die."""


def kind_of(name: str, content: bytes) -> str:
    """What ``sniff`` says, or ``mhtml`` for a page saved as one file; a name decides nothing but .docx and .md."""
    kind = sniff(content)
    if kind in ("text", "unknown", "html", "xml2003") and is_archived_page(content):
        return "mhtml"
    if kind in ("zip", "unknown") and name.lower().endswith(".docx"):
        return "damaged docx"
    if kind in ("text", "unknown") and b"%PDF-" in content[:1024]:
        return "pdf"
    if kind in ("text", "unknown") and name.lower().endswith((".html", ".htm")):
        return "html"
    return kind


def read_source(name: str, content: bytes) -> Source:
    """The document in reading order; the content decides what it is, the name only tells Markdown and csv."""
    from toolkit.official.tabular.workbook import is_workbook, read_workbook_source

    kind = kind_of(name, content)
    if is_workbook(kind, name):
        return read_workbook_source(content)
    if len(content) > _LIMIT:
        return Source(trouble=TOO_LARGE)
    if kind in ("docx", "damaged docx"):
        return word.read_word(content)
    if kind in _APART:
        return read_apart(kind, content)
    return _read_text(name, content) if kind in ("text", "unknown") else Source(trouble=TROUBLES.get(kind, UNKNOWN))


def _read_text(name: str, content: bytes) -> Source:
    decoded = text.decode(content)
    if decoded is None:
        return Source(trouble=UNKNOWN)
    if not decoded.strip():
        return Source(trouble=TROUBLES["empty"])
    lines = text.text_lines(decoded)
    markdown = name.lower().endswith((".md", ".markdown"))
    return Source(tuple(text.without_markdown(lines)) if markdown else tuple(lines))
