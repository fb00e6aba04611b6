"""Which encoding a page is in: its mark, what it decodes as, what it declares."""

from __future__ import annotations

import re

from toolkit.official.sources.text import decode
from toolkit.regex import regex

_DECLARED = regex(rb"""<(?:meta[^>]+charset\s*=\s*["']?|\?xml[^>]+encoding\s*=\s*["'])([\w-]+)""", re.IGNORECASE)
_KNOWN = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}


def decoded_page(content: bytes, charset: str | None = None) -> str | None:
    """The text of a page; ``charset`` is what its transport said. None where it is no text.

    Bytes that are sound UTF-8 are UTF-8: many pages declare what they no longer are.
    """
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(content[:4096])
    for name in (charset, found[1].decode("ascii") if found else None):
        text = _as(content, name)
        if text is not None:
            return text
    return decode(content)


def _as(content: bytes, name: str | None) -> str | None:
    if not name or name.lower() in ("utf-8", "utf8"):
        return None
    try:
        text = content.decode(_KNOWN.get(name.lower(), name), "replace")
    except LookupError:
        return None
    return text if text.count("\ufffd") <= len(text) / 500 else None
