"""A period's board on a terminal, drawn by rich; the only file that imports it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from toolkit.text import print_width

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from toolkit.model import Mark, Table

_COLOURS: Mapping[str, str] = {
    "red": "bold red", "yellow": "yellow", "green": "green", "blue": "cyan", "grey": "dim"}


def is_terminal(stream: TextIO) -> bool:
    return bool(getattr(stream, "isatty", bool)())


def show(board: Table, stream: TextIO) -> None:
    """Draw a table with lines and colours, as wide as the terminal."""
    from rich.console import Console

    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    for line in board.intro:
        console.print(line)
    console.print(_drawn(board))


def _drawn(board: Table) -> RichTable:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=box.SQUARE, header_style="bold", pad_edge=True)
    for column in board.columns:
        drawn.add_column(column.heading, justify="left" if column.kind == "text" else "right",
                         overflow="fold", no_wrap=column.kind != "text")
    for row, values in enumerate(board.rows):
        drawn.add_row(*(Text(_shown(value), style=_style(board.marks.get((row, at))))
                        for at, value in enumerate(values)))
    return drawn


def plain_lines(board: Table) -> list[str]:
    """The same without lines and colours, columns in line where a wide character counts two."""
    rows = [[column.heading for column in board.columns],
            *([_shown(value) for value in values] for values in board.rows)]
    widths = [max(_width(row[at]) for row in rows) for at in range(len(board.columns))]
    lines = ["  ".join(_padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
             for row in rows]
    return [*board.intro, *lines]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return round(2 * print_width(text))


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _style(mark: Mark | None) -> str:
    return _COLOURS.get(mark.tint, "") if mark else ""
