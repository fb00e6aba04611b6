"""A page saved as one file (.mht, .mhtml: RFC 2557): the page itself among its parts."""

from __future__ import annotations

import re

from toolkit.regex import regex

_HEAD = regex(rb"^(?:MIME-Version|Content-Type|From|Subject|Date|Snapshot-Content-Location)\s*:", re.IGNORECASE | re.MULTILINE)
_PARTS = regex(rb"^Content-Type:\s*multipart/(?:related|alternative|mixed)", re.IGNORECASE | re.MULTILINE)


def is_archived_page(content: bytes) -> bool:
    """Whether a file begins with the head of a page archived as mail."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return bool(_HEAD.match(start)) and bool(_PARTS.search(start))


def page_of(content: bytes) -> tuple[bytes, str | None]:
    """The HTML of the first page in the archive and the charset its part declares; b'' where it has none."""
    from email import message_from_bytes
    from email.policy import compat32

    message = message_from_bytes(content.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return body, part.get_content_charset()
    return b"", None
