"""Text of a workbook: the shared strings, rich text, and the ``_xHHHH_`` escapes.

A ``si`` or ``is`` holds either one ``t`` or runs ``r`` each with a ``t`` (ECMA-376 part 1, 18.4.8);
``rPh`` is a reading aid printed above the text and no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from toolkit.tables.xmlparts import local, parsed, plain_section

_PLAIN = re.compile(r'(?:<si><t(?: xml:space="preserve")?>[^<]*+</t></si>)*+')
_ONE = re.compile(r"<t[^>]*>([^<]*)</t>")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_strings(part: bytes) -> list[str]:
    """All strings of ``sharedStrings.xml``, by index."""
    section = plain_section(part, "sst", _PLAIN)
    if section is not None:
        texts: list[str] = _ONE.findall(section)
        return [unescaped(text) for text in texts] if "_x" in section else texts
    root = parsed(part, "sharedStrings.xml")
    return [unescaped(text_of(child)) for child in root if local(child.tag) == "si"]


def text_of(element: Element) -> str:
    """The text of an ``si`` or ``is`` element, its runs joined, still escaped."""
    if len(element) == 1 and local(element[0].tag) == "t":
        return element[0].text or ""
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        name = local(child.tag)
        if name == "t":
            yield child.text or ""
        elif name == "r":
            yield from (text.text or "" for text in child if local(text.tag) == "t")


def unescaped(text: str) -> str:
    """``_x000D_`` is how a workbook writes what XML cannot hold (22.4.2.4); halves are joined."""
    if "_x" not in text or not _ESCAPE.search(text):
        return text
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
