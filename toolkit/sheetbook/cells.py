"""What a cell holds, as XML (ECMA-376 Part 1, 18.3.1.4): how it ends after its address and style."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[&<>]|_x[0-9A-Fa-f]{4}_")
_ESCAPED_LOOK = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """Text for an XML element of a workbook; `_x0041_` as somebody wrote it stays as written."""
    if not _SPECIAL.search(text):
        return text
    text = _ESCAPED_LOOK.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


BLANK = "/>"
"""How a cell ends that holds nothing; every other ending holds the value."""


def text_end(text: str) -> str:
    """How a cell ends that holds a text."""
    return f' t="inlineStr">{inline(text)}</c>'


def value_end(value: str) -> str:
    """How a cell ends that holds a value that is no text, given as XML."""
    return f">{value}</c>"


def inline(text: str) -> str:
    """A text as the inline string of a cell."""
    keep = ' xml:space="preserve"' if text[0] <= " " or text[-1] <= " " else ""
    return f"<is><t{keep}>{escaped(text)}</t></is>"
