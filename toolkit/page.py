"""Blocks -> one self-contained HTML page: no script, nothing loaded, prints on A4."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from toolkit.model import Block, CellValue, Heading, Mark, Para, Table
from toolkit.text import printable

if TYPE_CHECKING:
    from lxml import etree

_SYMBOLS = {"red": "▲", "yellow": "◆", "green": "●", "blue": "◇", "grey": "○", "": ""}
"""A tint is told by a sign too, for eyes and printers without colours."""
_NO_MARK = Mark()


class Shown(NamedTuple):
    """A cell as the page shows it; unpacked by the template, which is quicker than names."""

    text: str
    style: str
    symbol: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block for the template; ``shape`` is heading, para, tiles, bars or table."""

    shape: str
    text: str = ""
    level: int = 1
    style: str = ""
    widths: tuple[str, ...] = ()
    headings: tuple[Shown, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()
    shares: tuple[int, ...] = ()
    intro: tuple[str, ...] = ()


def write_page(blocks: Sequence[Block], *, title: str) -> bytes:
    """The page as UTF-8. Characters that cannot be printed are shown as □."""
    from jinja2 import Environment

    source = resources.files("toolkit").joinpath("defaults/page.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    pieces = [_piece(block) for block in blocks]
    return printable(template.render(title=title, pieces=pieces)).encode()


def _piece(block: Block) -> Piece:
    if isinstance(block, Heading):
        return Piece("heading", block.text, level=min(block.level + 1, 6))
    if isinstance(block, Para):
        return Piece("para", block.text, style="secret" if block.style == "密级" else "")
    return _table(block)


def _table(table: Table) -> Piece:
    total = sum(column.width for column in table.columns) or 1.0
    return Piece(
        _shape(table),
        widths=tuple(f"{100 * column.width / total:.1f}%" for column in table.columns),
        headings=tuple(Shown(column.heading, column.kind) for column in table.columns),
        rows=tuple(_rows(table)),
        shares=_shares(table),
        intro=table.intro,
    )


def _shape(table: Table) -> str:
    """A row of numbers shows as tiles, names with one number each as bars, all else as a table."""
    kinds = [column.kind for column in table.columns]
    if len(table.rows) == 1 and all(kind == "number" for kind in kinds):
        return "tiles"
    return "bars" if kinds == ["text", "number"] else "table"


def _rows(table: Table) -> Iterator[tuple[Shown, ...]]:
    kinds = [column.kind for column in table.columns]
    for line, row in enumerate(table.rows):
        yield tuple(
            _shown(value, kinds[at], table.marks.get((line, at), _NO_MARK))
            for at, value in enumerate(row)
        )


def _shown(value: CellValue, kind: str, mark: Mark) -> Shown:
    text = _text(value)
    if not mark.tint:
        return Shown(text, kind, note=mark.note)
    return Shown(text, f"{kind} {mark.tint}", _SYMBOLS[mark.tint] if text else "", mark.note)


def _text(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value)


def _shares(table: Table) -> tuple[int, ...]:
    """Each row's number in percent of the greatest, where the table shows as bars."""
    if _shape(table) != "bars":
        return ()
    numbers = [float(row[1]) if isinstance(row[1], int | float) else 0.0 for row in table.rows]
    greatest = max(numbers, default=0.0) or 1.0
    return tuple(round(100 * number / greatest) for number in numbers)


def read_page(content: bytes) -> dict[str, list[tuple[str, ...]]]:
    """What a page of ours says below each of its headings, tints aside.

    Tiles and bars are rows of a name and a number, tables rows of cells, their headings first; what
    stands above the first part is found under ''.
    """
    from lxml import etree

    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    parts: dict[str, list[tuple[str, ...]]] = {}
    heading = ""
    for element in () if root is None else root.iter("h2", "li", "dt", "tr"):
        if element.tag == "h2":
            heading = _inner(element)
        else:
            parts.setdefault(heading, []).append(_READERS[str(element.tag)](element))
    return parts


def _tile(element: etree._Element) -> tuple[str, ...]:
    number, name = element
    return _inner(name), _inner(number)


def _bar(element: etree._Element) -> tuple[str, ...]:
    below = element.getnext()
    return _inner(element), _inner(below[-1]) if below is not None else ""


def _row(element: etree._Element) -> tuple[str, ...]:
    return tuple(_inner(cell) for cell in element)


def _inner(element: etree._Element) -> str:
    """An element's text; the sign of its tint, the only child it may have, left out."""
    return (element[0].tail if len(element) else element.text) or ""


_READERS: Mapping[str, Callable[[etree._Element], tuple[str, ...]]] = {"li": _tile, "dt": _bar, "tr": _row}
