"""XML parts of a package: parsed by their local names, so that Strict and Transitional are one.

Most parts written by Excel, WPS or a library have one very plain form. ``plain_section`` recognises
it: a section that matches a regular grammar from its first to its last byte, inside a part that
stays well formed without it. Such a section may be taken apart by regular expressions, five times
as fast as by a parser and with the same outcome; any other goes the long way, through the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring

from toolkit.tables.gate import damaged

_UTF8 = re.compile(rb'\s*<\?xml [^>]*encoding=["\']utf-?8["\'][^>]*\?>', re.IGNORECASE)
_SMALL = 32_768
_FORBIDDEN = bytes(sorted({*range(32)} - {9, 10, 13}))


def local(tag: str) -> str:
    """The name without its namespace: '{…}row' -> 'row'."""
    return tag.rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of that local name."""
    return (child for child in element if local(child.tag) == name)


def child_of(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next(children(element, name), None)


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name; '' where there is none."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


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
    """A part as text in which references such as ``&lt;`` or ``&#25972;`` stand for characters.

    None for any other encoding, and for characters XML forbids beside references.
    """
    if b"&" not in part:
        return plain_text(part)
    # A search for the same bytes takes fifteen times as long.
    return _text(part) if len(part.translate(None, _FORBIDDEN)) == len(part) else None


def unreferenced(text: str) -> str:
    """The characters that the references of a text stand for; ValueError where one stands for none.

    Libraries that write ASCII spell every Han character as a reference, and the sheets of one office
    say the same things again and again: each text is worked out once.
    """
    return WITHOUT_REFERENCES[text] if "&" in text else text


class _References(dict[str, str]):
    """What stands between ``&`` and ``;`` -> its character (XML 1.0, 4.1 and 2.2)."""

    def __missing__(self, name: str) -> str:
        code = _NUMBERED.fullmatch(name)
        if not code:
            raise ValueError(name)
        character = chr(int(code[1]) if code[1] else int(code[2], 16))
        if _NO_CHARACTER.match(character):
            raise ValueError(name)
        self[name] = character
        return character


class _Without(dict[str, str]):
    """Texts with references -> without; forgotten together when they grow many."""

    def __missing__(self, text: str) -> str:
        if len(self) > _MANY:
            self.clear()
        first, *others = text.split("&")
        pieces = [first]
        for other in others:
            name, closed, rest = other.partition(";")
            if not closed:
                raise ValueError(name)
            pieces += (_CHARACTERS[name], rest)
        self[text] = found = "".join(pieces)
        return found


_MANY = 16_384
_NUMBERED = re.compile(r"#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})", re.ASCII)
_NO_CHARACTER = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHARACTERS = _References(lt="<", gt=">", quot='"', apos="'", amp="&")
WITHOUT_REFERENCES = _Without()
"""Text with references -> without; for texts that have some."""


def _is_utf8(part: bytes) -> bool:
    """Whether the declaration says so; without one XML is UTF-8, and its mark is no character."""
    return bool(_UTF8.match(part)) if part.startswith(b"<?xml") else part.startswith(b"<")


def _is_root(frame: str, element: str) -> bool:
    root = root_of(frame)
    return root is not None and local(root.tag) == element and not len(root)
