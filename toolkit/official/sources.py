"""Bytes of a published document -> its lines and tables in reading order.

What cannot be read comes back as a ``Source`` with a ``trouble``: one Chinese sentence saying what the
file is and what to do. Nothing here knows what a problem or a label is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.tables.sniff import sniff
from toolkit.text import printable

_LIMIT = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, or a paragraph of a Word document; ``number`` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table standing among the lines; ``number`` is the line of its first row.

    A cell merged downwards repeats its text in every row (those places stand in ``repeated``), one
    merged sideways leaves blanks. ``sheet``, ``lines`` (a row number each) and ``columns`` (a column
    number each) tell the cell of a workbook; ``hidden`` are the rows its reader would not see.
    """

    number: int
    rows: tuple[tuple[str, ...], ...]
    sheet: str | None = None
    lines: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    repeated: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] = frozenset()

    def line(self, row: int) -> int:
        """The line (or row of the sheet) of a row counted from 0."""
        return self.lines[row] if row < len(self.lines) else self.number


Piece = Line | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A document in reading order, or why it cannot be read. ``paged``: lines may be wrapped print."""

    pieces: tuple[Piece, ...] = ()
    trouble: str = ""
    paged: bool = True


_SAVE_AS = "请用 Word 或 WPS 打开后另存为 .docx，或把文字复制到 .txt 文件里，再导入。"
_TROUBLES = {
    "empty": "文件是空的，没有可读的内容；请核对是不是选错了文件。",
    "pdf": f"这是 PDF 文件，暂不支持直接导入；{_SAVE_AS}",
    "doc": f"这是旧版 Word 文件（.doc），暂不支持直接导入；{_SAVE_AS}",
    "rtf": f"这是 RTF 文件，暂不支持直接导入；{_SAVE_AS}",
    "ofd": f"这是 OFD 文件，暂不支持直接导入；{_SAVE_AS}",
    "html": f"这是网页文件，暂不支持直接导入；{_SAVE_AS}",
    "encrypted": f"文件加了密码，无法读取；请去掉密码后另存，再导入。{_SAVE_AS}",
    "picture": "这是图片，读不出文字；请先识别成文字，存为 .txt 或 .docx，再导入。",
}
_TROUBLES |= dict.fromkeys(("zip", "rar", "7z", "gzip"), "这是压缩包；请先解压，再导入里面的整改方案或附件。")
_DAMAGED = f"Word 文件已损坏，打不开；{_SAVE_AS}"
_UNKNOWN = f"认不出这是什么文件，读不出文字；{_SAVE_AS}"


def read_source(name: str, content: bytes) -> Source:
    """The document in reading order; the content decides what it is, the name only tells Markdown."""
    from toolkit.official.workbook import is_workbook, read_workbook_source

    kind = sniff(content)
    if is_workbook(kind, name):
        return read_workbook_source(content)
    if len(content) > _LIMIT:
        return Source(trouble="文件超过 50 兆，不像整改方案或附件；请核对是不是选错了文件。")
    if kind == "docx" or (kind in ("zip", "unknown") and name.lower().endswith(".docx")):
        return _read_word(content)
    text = _decode(content) if kind in ("text", "unknown", "html", "xml2003") else None
    if text is None or kind in ("html", "xml2003"):
        return Source(trouble=_TROUBLES.get(kind, _UNKNOWN))
    if not text.strip():
        return Source(trouble=_TROUBLES["empty"])
    lines = [Line(number, line) for number, line in enumerate(printable(text).split("\n"), 1)]
    return Source(tuple(_without_markdown(lines) if name.lower().endswith(".md") else lines))


def _read_word(content: bytes) -> Source:
    from toolkit.official.wordfile import word_pieces

    try:
        return Source(tuple(word_pieces(content)), paged=False)
    except Exception:  # noqa: BLE001 - a damaged package raises whatever it likes; the clerk needs a sentence
        return Source(trouble=_DAMAGED)


# ── text ─────────────────────────────────────────────────────────────────────────────────────────
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_RUBBISH = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def _decode(content: bytes) -> str | None:
    """The text by its byte order mark, else as UTF-8, UTF-16 or GB18030; None where it is no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _if_text(content.decode(encoding, "replace"))
    try:
        return _if_text(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    for encoding in ("utf-8", "gb18030"):
        text = _if_text(content.decode(encoding, "replace"))
        if text is not None:
            return text
    return None


def _if_text(text: str) -> str | None:
    """A few damaged characters are let through; a file full of them is no text."""
    return None if len(_RUBBISH.findall(text)) > len(text) / 200 + 1 else text


_MARKDOWN = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_ESCAPED = re.compile(r"\\([.()\[\]#*_+\-])")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")


def _plain_line(line: Line) -> Line:
    text = _EMPHASIS.sub("", _MARKDOWN.sub("", line.text))
    return Line(line.number, _ESCAPED.sub(r"\1", text))


def _without_markdown(lines: Iterable[Line]) -> Iterator[Piece]:
    """Heading marks, bullets and emphasis dropped; pipe tables as grids."""
    rows: list[tuple[str, ...]] = []
    start = 0
    for line in lines:
        if line.text.lstrip().startswith("|"):
            start = start if rows else line.number
            rows += [] if _RULE.match(line.text) else [_cells(line)]
            continue
        if rows:
            yield Grid(start, tuple(rows))
            rows = []
        yield _plain_line(line)
    if rows:
        yield Grid(start, tuple(rows))


def _cells(line: Line) -> tuple[str, ...]:
    inner = _plain_line(line).text.strip().removeprefix("|").removesuffix("|")
    return tuple(re.sub(r"<br\s*/?>", "\n", cell).strip() for cell in inner.split("|"))
