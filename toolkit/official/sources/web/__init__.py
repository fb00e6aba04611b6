"""A saved web page (.html, .htm, .mht; also Word's own “save as page”) -> the lines and tables of its text.

What a site puts around a text (menus, breadcrumbs, share buttons, footers) is left out; where it is not
certain that something is such chrome it is kept: nothing of a list may be lost.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from toolkit.official.sources.pieces import Line, Piece, Source, Spot
from toolkit.official.sources.troubles import NO_PAGE_TEXT, UNREAD
from toolkit.official.sources.web.archived import is_archived_page, page_of
from toolkit.official.sources.web.chrome import (
    main_part,
    title_of,
    without_chrome,
    without_chrome_lines,
)
from toolkit.official.sources.web.encoding import decoded_page
from toolkit.official.sources.web.walk import Walk


def read_page(content: bytes) -> Source:
    """The text of a page, or its trouble. May raise on damage."""
    charset = None
    if is_archived_page(content):
        content, charset = page_of(content)
        if not content:
            return Source(trouble=UNREAD["mhtml"])
    text = decoded_page(content, charset)
    if text is None:
        return Source(trouble=UNREAD["html"])
    root = _parsed(text)
    if root is None:
        return Source(trouble=NO_PAGE_TEXT)
    title = title_of(root)
    body = next(root.iter("body"), root)
    without_chrome(body)
    # LibreOffice ends the lines of its source at blanks only.
    walk = Walk(main_part(body), spaced="LibreOffice" in text[:2000])
    pieces = without_chrome_lines(walk.pieces())
    if not any(not isinstance(piece, Line) or piece.text.strip() for piece in pieces):
        return Source(trouble=NO_PAGE_TEXT)
    return Source(tuple(_headed(pieces, title)), paged=walk.broken_by_hand, spots={0: Spot(line=1)} | walk.spots)


_SHORT_TITLE, _LONGEST_TITLE = 10, 60


def _headed(pieces: list[Piece], title: str | None) -> list[Piece]:
    """The page's own headline stands first, unless the text says much the same in its first lines."""
    if not title:
        return pieces
    lines = [(place, piece.text) for place, piece in enumerate(pieces[:8]) if isinstance(piece, Line)]
    told = [place for place, text in lines if _alike(text, title)]
    if not told:
        return [Line(0, title), *pieces]
    # A headline printed twice would be read as one title of two lines.
    return [piece for place, piece in enumerate(pieces) if place not in told[:-1]]


def _alike(text: str, title: str) -> bool:
    """Whether a line is most of a title, or a title most of a line, or short for it (整改清单)."""
    letters = iter(text)
    if len(title) <= _SHORT_TITLE and len(text) <= _LONGEST_TITLE and all(letter in letters for letter in title):
        return True
    pairs, wanted = ({"".join(pair) for pair in pairwise(words)} for words in (text, title))
    return len(pairs) > 4 and len(text) <= 2 * len(title) and len(pairs & wanted) >= 0.7 * min(len(pairs), len(wanted))


def _parsed(text: str) -> Any | None:
    """The tree of a page; None where there is none."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
