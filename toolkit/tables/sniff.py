"""What a file is, by its content; its name is only a hint and is not asked."""

from __future__ import annotations

import re

_START = 4096
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
)
_PACKAGES: tuple[tuple[bytes, str], ...] = (
    (b"xl/workbook.bin", "xlsb"),
    (b"xl/vbaproject.bin", "xlsm"),
    (b"xl/workbook", "xlsx"),
    (b"word/document", "docx"),
    (b"ppt/presentation", "pptx"),
    (b"ofd.xml", "ofd"),
    (b"xl/worksheets/", "xlsx"),
    (b"[content_types].xml", "xlsx"),
)
"""The last two are of workbooks that lost their main part: damaged, and no archive of files."""
_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|table|meta|div|tr)(?=[\s>/])", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n[ \t\w-]*)*?MIME-Version:", re.IGNORECASE)
_SHEET_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
# White space and escape codes are all the controls that stand in text files.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(content: bytes) -> str:
    """One of: empty, xlsx, xlsm, xlsb, ods, docx, pptx, ofd, zip, xls (also et), doc, ppt,
    encrypted, ole, pdf, picture, rar, 7z, gzip, rtf, html, mhtml, xml2003, text (also csv), unknown.
    """
    start = content[:_START]
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf") and not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "empty"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(content)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(content)
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    return _picture_or_text(content, start)


def _package(content: bytes) -> str:
    # Only the directory counts: a stored workbook inside a zip has names of its own.
    end = content.rfind(b"PK\x05\x06")
    directory = content
    if 0 <= end <= len(content) - 22:
        directory = content[max(0, end - int.from_bytes(content[end + 12:end + 16], "little")):end]
    if b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in content[:200]:
        return "ods"
    lowered = directory.lower().replace(b"\\", b"/")
    for mark, kind in _PACKAGES:
        if mark in lowered:
            return kind
    return "zip"


def _compound(content: bytes) -> str:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in content:
            return kind
    return "ole"


def _picture_or_text(content: bytes, start: bytes) -> str:
    if start[:2] == b"BM" and b"\0" in start[:16]:
        return "picture"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "picture"
    if start[4:8] == b"ftyp":
        return "picture"
    text = decoded(content)
    if text is None:
        return "unknown"
    return _markup(text[:_START].lstrip().encode())


def _markup(start: bytes) -> str:
    if _WEB_ARCHIVE.match(start):
        return "mhtml"
    if _SHEET_2003 in start:
        return "xml2003"
    if not start.startswith(b"<"):
        return "text"
    if _HTML.search(start):
        return "html"
    return "unknown" if start.startswith(b"<?xml") else "text"


def decoded(content: bytes) -> str | None:
    """The text of a text file: by its mark, else UTF-8, else GB 18030; None where it is none."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _clean(content, "utf-16")
    text = _clean(content, "utf-8-sig")
    return _clean(content, "gb18030") if text is None else text


def _clean(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text
