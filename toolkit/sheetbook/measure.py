"""How wide and how tall text stands in a cell.

The unit of width is Excel's column width: one digit; a Chinese character takes two. LibreOffice and
Excel do not grow rows of a generated workbook, so heights are computed here.
"""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.text import utf16_length

LONGEST_TEXT = 32_767
"""What a cell holds, in UTF-16 units (Excel specifications and limits)."""
TALLEST_ROW = 409.0
"""The tallest row Excel draws, in points."""

_LEADING = 1.45
"""Line height over font size: the tallest of the fonts that stand in for 仿宋 and 宋体."""
_PADDING = 5.0
_MARGIN = 1.6
"""Width a line loses to the cell's edges and to punctuation that may not begin a line."""


def fits(text: str) -> bool:
    """Whether one cell can hold the text; a longer one has to be split by who knows how."""
    return len(text) <= LONGEST_TEXT // 2 or utf16_length(text) <= LONGEST_TEXT


def text_width(text: str) -> float:
    """Width of one line in digits: a character of three UTF-8 bytes is a wide one."""
    return (len(text) + len(text.encode("utf-8", "replace"))) / 2


def line_count(text: str, width: float) -> int:
    """Lines a text takes in a column of this width when wrapped; at least one."""
    room = max(width - _MARGIN, 2.0)
    if "\n" not in text:
        return max(1, -int(-text_width(text) // room))
    return sum(max(1, -int(-text_width(line) // room)) for line in text.split("\n"))


def row_height(
    cells: Iterable[tuple[str, float]], *, size: float = 11.0, least: float = 0.0,
) -> float:
    """Height in points of a row of (text, column width), within what Excel can draw."""
    lines = max((line_count(text, width) for text, width in cells if text), default=1)
    return height_of_lines(lines, size=size, least=least)


def height_of_lines(lines: int, *, size: float = 11.0, least: float = 0.0) -> float:
    """Height in points of a row of so many lines, within what Excel can draw."""
    return min(TALLEST_ROW, max(least, lines_height(lines, size)))


def lines_height(lines: int, size: float = 11.0) -> float:
    """Points that so many lines take, be it more than a row can be."""
    return round(lines * size * _LEADING + _PADDING, 2)
