"""Plain text and Markdown: which encoding, which lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from toolkit.official.sources.pieces import Grid, Line, Piece
from toolkit.regex import regex
from toolkit.text import printable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_RUBBISH = regex(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def decode(content: bytes) -> str | None:
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


@lru_cache(maxsize=20_000)
def is_wide(char: str) -> bool:
    """Whether a character is as wide as a Chinese one in Chinese print."""
    return unicodedata.east_asian_width(char) in "WFA"


def text_lines(text: str) -> list[Line]:
    """The lines of a text, numbered as an editor numbers them."""
    return [Line(number, line) for number, line in enumerate(printable(text).split("\n"), 1)]


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────
_MARKDOWN = regex(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)+")
_EMPHASIS = regex(r"\*\*|__|`")
_ESCAPED = regex(r"\\([.()\[\]#*_+\-])")
_RULE = regex(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")


def _plain_line(line: Line) -> Line:
    text = _EMPHASIS.sub("", _MARKDOWN.sub("", line.text))
    return Line(line.number, _ESCAPED.sub(r"\1", text))


def without_markdown(lines: Iterable[Line]) -> Iterator[Piece]:
    """Heading marks, bullets and emphasis dropped; pipe tables as grids."""
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for line in lines:
        if line.text.lstrip().startswith("|"):
            if not _RULE.match(line.text):
                rows.append(_cells(line))
                numbers.append(line.number)
            continue
        if rows:
            yield Grid(numbers[0], tuple(rows), lines=tuple(numbers))
            rows, numbers = [], []
        yield _plain_line(line)
    if rows:
        yield Grid(numbers[0], tuple(rows), lines=tuple(numbers))


def _cells(line: Line) -> tuple[str, ...]:
    inner = _plain_line(line).text.strip().removeprefix("|").removesuffix("|")
    return tuple(re.sub(r"<br\s*/?>", "\n", cell).strip() for cell in inner.split("|"))
