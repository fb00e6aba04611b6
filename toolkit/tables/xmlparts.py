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
    if b"&" in part or part.rfind(b"\r") > part.find(b"?>") + 2 or not _is_utf8(part):
        return None
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_utf8(part: bytes) -> bool:
    """Whether the declaration says so; without one XML is UTF-8, and its mark is no character."""
    return bool(_UTF8.match(part)) if part.startswith(b"<?xml") else part.startswith(b"<")


def _is_root(frame: str, element: str) -> bool:
    root = root_of(frame)
    return root is not None and local(root.tag) == element and not len(root)
