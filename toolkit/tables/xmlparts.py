"""XML parts of a package: parsed by their local names, so that Strict and Transitional are one.

Most parts written by Excel, WPS or a library have one very plain form. ``plain_section`` recognises
it: a section that matches a regular grammar from its first to its last byte, inside a part that
stays well formed without it. Such a section may be taken apart by regular expressions, five times
as fast as by a parser and with the same outcome; any other goes the long way, through the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring

from toolkit.tables.gate import damaged

_UTF8 = re.compile(rb'\s*<\?xml [^>]*encoding=["\']utf-?8["\'][^>]*\?>', re.IGNORECASE)
_SMALL = 32_768
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&#13;", "\r"),
               ("&amp;", "&"))
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_OTHER_REFERENCE = re.compile(rb"&(?!(?:lt|gt|quot|apos|amp);)")


def local(tag: str) -> str:
    """The name without its namespace: '{…}row' -> 'row'."""
    return tag.rpartition("}")[2]


def parsed(part: bytes, name: str) -> Element:
    """The root of a part, not to be changed; raises ``Refused`` where it is not well formed."""
    root = root_of(part)
    if root is None:
        damaged(f"部件 {name} 不完整")
    return root


def root_of(part: bytes | str) -> Element | None:
    """The root of an XML text; None where it is not well formed.

    The sheets one office issues come back with the same styles, relations and frames again and
    again: small parts are parsed once. The gate let no document type pass, so there is nothing
    to expand in them.
    """
    return _known(part) if len(part) <= _SMALL else _parsed(part)


def _parsed(part: bytes | str) -> Element | None:
    try:
        return fromstring(part)  # noqa: S314 - no document type passes the gate
    except (ParseError, ValueError, LookupError):
        return None


_known = lru_cache(128)(_parsed)


def plain_section(part: bytes, element: str, grammar: re.Pattern[str]) -> str | None:
    """What stands between the tags of the root ``element``, if all of it is of that grammar."""
    text = plain_text(part)
    if text is None:
        return None
    start = text.find(">", max(0, text.find(f"<{element}"))) + 1
    end = text.rfind(f"</{element}>")
    if not grammar.fullmatch(text, start, end) or not _is_root(text[:start] + text[end:], element):
        return None
    return text[start:end]


def plain_text(part: bytes) -> str | None:
    """A part as text, where no character of it stands for another: UTF-8, no entities, no CR.

    Characters XML forbids come through here as they are; that the text is unclean is for the
    checks to say, who meet the same characters written as ``_x0001_``.
    """
    # The line break after the declaration, \r\n as Excel writes it, stands for nothing.
    return None if b"&" in part else _text(part)


def _text(part: bytes) -> str | None:
    """A part of UTF-8 without CR as text; None for any other."""
    if part.rfind(b"\r") > part.find(b"?>") + 2 or not _is_utf8(part):
        return None
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        return None


def referring_text(part: bytes) -> str | None:
    """A part as text in which only the references that ``unreferenced`` knows stand for others."""
    if b"&" not in part:
        return plain_text(part)
    if _OTHER_REFERENCE.search(part):
        return canonical_text(part)
    return None if _FORBIDDEN.search(part) else _text(part)


def canonical_text(part: bytes) -> str | None:
    """A well-formed part written anew by libxml2, so that only ``&lt; &gt; &amp; &#13;`` stand for others.

    Libraries that write ASCII spell every Han character as a reference; a parser and a writer in C
    undo that far sooner than a loop over the elements. None where the part is not well formed.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return str(etree.tostring(etree.fromstring(part, parser), encoding="unicode"))
    except (etree.XMLSyntaxError, ValueError):
        return None


def unreferenced(text: str) -> str:
    """The characters that the references of ``canonical_text`` stand for."""
    if "&" not in text:
        return text
    for reference, character in _REFERENCES:
        text = text.replace(reference, character)
    return text


def _is_utf8(part: bytes) -> bool:
    """Whether the declaration says so; without one XML is UTF-8, and its mark is no character."""
    return bool(_UTF8.match(part)) if part.startswith(b"<?xml") else part.startswith(b"<")


def _is_root(frame: str, element: str) -> bool:
    root = root_of(frame)
    return root is not None and local(root.tag) == element and not len(root)
