"""Blocks -> .docx bytes, in the styles of a template the office edits in Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from toolkit.model import Block, Para, Table
from toolkit.text import printable
from toolkit.word.body import Body, bookmark_name
from toolkit.word.letters.edges import Edge, carry_edges, fill_around, fill_edges, marked_place
from toolkit.word.package import W, open_package, pack
from toolkit.word.pages import (
    final_section,
    following,
    line_width,
    mark_headers,
    turned,
)
from toolkit.word.placing import DAY, NAME, is_closing
from toolkit.word.properties import name_document
from toolkit.word.prose import Prose, is_plain
from toolkit.word.reading import PrintedBody, printed_body, printed_text
from toolkit.word.stylesheet import read_styles
from toolkit.word.template import annex_template, notice_template
from toolkit.word.turned_feet import own_feet, turn_feet

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["PrintedBody", "annex_template", "bookmark_keys", "bookmark_name", "notice_template", "printed_body",
           "printed_text", "write_word"]


def write_word(
    blocks: Iterable[Block], template: bytes, *, header: str, title: str, wide: bool = False,
    revised_on: date | None = None, texts: Mapping[str, str] | None = None, edges: Sequence[Edge] = (),
) -> bytes:
    """A document of these blocks in the template's styles, the same bytes every time.

    The template's own body is replaced; where it has a paragraph that says 【正文】, only that one is.
    ``header`` stands at the head of every page ('' leaves the template's headers alone), ``title`` in
    the document's properties; a ``wide`` one lies on paper turned to the side; ``revised_on`` is the
    day its tracked changes bear. ``texts`` fill the placeholders of the template's own words, ``edges``
    are headers and footers that take the place of its own. A style the template lacks is printed as
    正文. Raises Unusable where the template is no .docx.
    """
    package = open_package(template)
    document = package.xml(package.main)
    body = document.find(f"{W}body")
    assert body is not None
    upright = final_section(body)
    section = turned(upright) if wide else upright
    lying = any(map(_is_wide, blocks := tuple(blocks)))
    styles = read_styles(package.xml(next(iter(package.related("styles").values()))))
    writer = Body(document, styles, line_width(section), _highest_bookmark(document))
    if revised_on:
        writer.revised_on = revised_on
    if edges:
        carry_edges(package, section, edges, styles)
    if texts:
        fill_around(body, texts)
        fill_edges(package, texts)
    if header:
        mark_headers(package, section, header, writer)
    if wide:
        turn_feet(package, upright, section)
    sections = (section, turned(section))
    if lying:
        turn_feet(package, section, own_feet(sections[1]))
    prose = Prose()
    written, last = _written(blocks, writer, sections, prose)
    _place(body, upright, written, last)
    package.put(package.main, document)
    package.parts[package.main] = prose.put_into(package.parts[package.main])
    name_document(package, printable(title))
    return pack(package.parts)


def bookmark_keys(blocks: Iterable[Block]) -> dict[str, str]:
    """Bookmark name -> ``Para.key`` in a document written of these blocks."""
    keys = [key for block in blocks for key in _keys(block) if key is not None]
    return {bookmark_name(number): key for number, key in enumerate(keys, 1)}


def _keys(block: Block) -> Sequence[str | None]:
    """The keys of a block in the order its paragraphs are written."""
    if isinstance(block, Para):
        return (block.key,)
    if isinstance(block, Table):
        return [key for _, keys in sorted(block.keys.items()) for key in keys]
    return ()


def _highest_bookmark(document: etree._Element) -> int:
    numbers = (mark.get(f"{W}id", "") for mark in document.iter(f"{W}bookmarkStart"))
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def _written(
    blocks: Sequence[Block], writer: Body, sections: tuple[etree._Element, etree._Element], prose: Prose,
) -> tuple[list[etree._Element], etree._Element]:
    """The blocks' elements, and the section the document ends with: the upright of the two, or the turned one."""
    widths = tuple(map(line_width, sections))
    elements: list[etree._Element] = []
    current = sections[0]
    for landscape, run in groupby(blocks, key=_is_wide):
        if elements:
            _end_section(elements, current, writer)
            sections = (following(sections[0]), following(sections[1]))
        current = sections[landscape]
        writer.line = widths[landscape]
        elements += _run(tuple(run), writer, prose)
    if not elements or elements[-1].tag != f"{W}p":
        # Word wants a paragraph after the last table.
        elements.append(writer.below_table())
    return elements, current


def _is_wide(block: Block) -> bool:
    return isinstance(block, Table) and block.landscape


def _run(blocks: Sequence[Block], writer: Body, prose: Prose) -> list[etree._Element]:
    """The elements of a run; of a stretch of plain paragraphs all but the last are left to ``prose``."""
    plain = list(map(is_plain, blocks))
    plainly = [one and next_one for one, next_one in pairwise((*plain, False))]
    elements: list[etree._Element] = []
    for is_prose, stretch in groupby(zip(blocks, plainly, strict=True), key=itemgetter(1)):
        stretch_of = [block for block, _ in stretch]
        if is_prose:
            elements.append(prose.hold(writer.plainly(b.text, b.style) for b in stretch_of if isinstance(b, Para)))
        else:
            elements += _formed(stretch_of, writer)
    return elements


def _formed(blocks: Sequence[Block], writer: Body) -> list[etree._Element]:
    groups = [writer.elements(block) for block in blocks]
    for (name, day), (above, below) in zip(pairwise(blocks), pairwise(groups), strict=True):
        if not (isinstance(name, Para) and isinstance(day, Para)):
            continue
        if (name.style, day.style) == (NAME, DAY):
            writer.sign(name, day, (above[0], below[0]))
        if day.style in (NAME, "附件说明") or (name.style, day.style) == (DAY, "附注") or is_closing(day.text):
            writer.keep_with_next(above[-1])
    return [element for group in groups for element in group]


def _end_section(elements: list[etree._Element], section: etree._Element, writer: Body) -> None:
    """A section ends in the properties of its last paragraph; after a table in one of its own."""
    if elements[-1].tag != f"{W}p":
        elements.append(writer.below_table())
    elements[-1][0].append(deepcopy(section))


def _place(
    body: etree._Element, section: etree._Element, written: list[etree._Element],
    last: etree._Element,
) -> None:
    """Put what was written where the template says 【正文】, or in the place of all it has."""
    here = marked_place(body)
    if here is None or here.getparent() is not body:
        for child in list(body):
            body.remove(child)
        body.extend(written)
        body.append(last)
        return
    at = body.index(here)
    body[at : at + 1] = written
    if last is not section:
        body.replace(section, last)
