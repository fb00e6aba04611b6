"""A letter's template and a period's words -> the blocks that are printed.

A paragraph whose placeholders all came out empty is left out, and with it the heading directly above;
the headings that stay are numbered on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from toolkit.model import Block, CellValue, Filling, Heading, Para, Table
from toolkit.regex import regex
from toolkit.text import chinese_numeral, printable
from toolkit.word.letters.parts import PLACEHOLDER, Formatted, Grid, Line, Part, alone, names_in
from toolkit.word.package import W

if TYPE_CHECKING:
    from lxml import etree

_LEADING = frozenset({"一级标题", "附件标记"})
_HEADINGS = {"公文标题": 0, "一级标题": 1}
_ORDINAL = regex(r"[一二三四五六七八九十]+、")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_letter(parts: Sequence[Part], filling: Filling) -> tuple[Block, ...]:
    """The letter's blocks. The template must be without mistakes."""
    filled = [_filled(part, filling) for part in parts]
    kept: list[Block] = []
    number = 0
    for at, (part, blocks) in enumerate(zip(parts, filled, strict=True)):
        leads = isinstance(part, Line) and part.style in _LEADING
        if leads and at + 1 < len(filled) and not filled[at + 1]:
            continue
        numbered = isinstance(part, Line) and part.style == "一级标题" and _ORDINAL.match(part.text) is not None
        number += numbered
        kept += [_numbered(block, number) for block in blocks] if numbered else blocks
    return tuple(kept)


def _numbered(block: Block, number: int) -> Block:
    if isinstance(block, Heading):
        return Heading(_ORDINAL.sub(f"{chinese_numeral(number)}、", block.text, count=1), block.level)
    return block


def _filled(part: Part, filling: Filling) -> tuple[Block, ...]:
    if isinstance(part, Grid):
        return _table(part, filling)
    if (name := alone(part.text)) in filling.blocks:
        return filling.blocks[name]
    names = names_in(part.text)
    if names and not any(filling.texts[name] for name in names):
        return ()
    text = _put(part.text, filling.texts)
    if part.element is not None:
        return (Formatted(text, part.style, element=_kept(part, filling.texts)),)
    if part.style in _HEADINGS:
        return (Heading(text, _HEADINGS[part.style]),)
    return (Para(text, part.style),)


def _put(text: str, values: Mapping[str, CellValue]) -> str:
    return PLACEHOLDER.sub(lambda found: str(values[found[1]]), text)


# ── paragraphs formatted by hand ─────────────────────────────────────────────────────────────────
def _kept(line: Line, texts: Mapping[str, str]) -> etree._Element:
    """The paragraph with the values in; each takes the formatting of the run its {{ stands in."""
    from lxml import etree

    assert line.element is not None
    paragraph = etree.Element(f"{W}p")
    own = line.element.find(f"{W}pPr")
    properties = deepcopy(own) if own is not None else etree.Element(f"{W}pPr")
    for unwanted in (f"{W}sectPr", f"{W}pPrChange", f"{W}rPr"):
        for child in properties.findall(unwanted):
            properties.remove(child)
    paragraph.append(properties)
    runs = [run for run in line.element.iter(f"{W}r")
            if not any(parent.tag == f"{W}del" for parent in run.iterancestors())]
    for run, text in zip(runs, spread(line.runs, texts), strict=True):
        if text:
            paragraph.append(_run(run, printable(text)))
    return paragraph


def spread(runs: Sequence[str], values: Mapping[str, CellValue]) -> tuple[str, ...]:
    """The runs' texts with placeholders replaced, though Word split them over several runs."""
    text = "".join(runs)
    out = [""] * len(runs)
    owner = [at for at, run in enumerate(runs) for _ in run]
    last = 0
    for found in PLACEHOLDER.finditer(text):
        for at in range(last, found.start()):
            out[owner[at]] += text[at]
        out[owner[found.start()]] += str(values[found[1]])
        last = found.end()
    for at in range(last, len(text)):
        out[owner[at]] += text[at]
    return tuple(out)


def _run(run: etree._Element, text: str) -> etree._Element:
    from lxml import etree

    made = etree.Element(f"{W}r")
    if (own := run.find(f"{W}rPr")) is not None:
        properties = deepcopy(own)
        for style in properties.findall(f"{W}rStyle"):
            properties.remove(style)
        made.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(made, f"{W}br")
        etree.SubElement(made, f"{W}t", {_SPACE: "preserve"}).text = line
    return made


# ── tables ───────────────────────────────────────────────────────────────────────────────────────
def _table(grid: Grid, filling: Filling) -> tuple[Block, ...]:
    rows = tuple(row for cells in grid.rows for row in _rows(cells, filling))
    return (Table("", grid.columns, rows, landscape=False),) if rows else ()


def _rows(cells: Sequence[str], filling: Filling) -> Iterator[tuple[CellValue, ...]]:
    """A row as it is, or once for every line of the list its placeholders are of."""
    lists = {name.partition(".")[0] for cell in cells for name in names_in(cell) if "." in name}
    if not lists:
        yield tuple(_value(cell, filling.texts) for cell in cells)
    for name in lists:
        for row in filling.rows[name]:
            values = {**filling.texts, **{f"{name}.{field}": value for field, value in row.items()}}
            yield tuple(_value(cell, values) for cell in cells)


def _value(cell: str, values: Mapping[str, CellValue]) -> CellValue:
    """A cell that is one placeholder keeps its value's kind: figures stay figures."""
    if name := alone(cell):
        return values[name]
    return _put(cell, values)
