"""Blocks -> the paragraphs and tables of a Word body, each in a named style of the template."""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from toolkit.model import Heading, Para, Revision, Table
from toolkit.text import printable
from toolkit.word.letters.parts import Formatted
from toolkit.word.package import W
from toolkit.word.placing import DAY, MARK, NAME, frame, indent_right, narrow, narrowed, signed
from toolkit.word.prose import Pattern, pattern_of
from toolkit.word.revisions import mark_paragraph, marked_run
from toolkit.word.stylesheet import Styles
from toolkit.word.tables import table_elements
from toolkit.word.titles import BROKEN_BY_SENSE, break_title

if TYPE_CHECKING:
    from lxml import etree

HEADINGS = ("公文标题", "一级标题", "二级标题", "三级标题", "四级标题")
_ID, _NAME = f"{W}id", f"{W}name"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Body:
    """Writes one document's blocks; ``root`` is its part's, ``line`` the width of the type area in twips.

    A paragraph of each style is made once and copied: looking styles up and searching the tail for
    every paragraph is what makes long documents quadratic. Bookmarks are named by a running number;
    ids (of revisions too) go on from ``taken``, the highest the template has. ``revised_on`` is the
    day of every revision.
    """

    root: etree._Element
    styles: Styles
    line: int
    taken: int = 0
    revised_on: date = date(2000, 1, 1)
    bookmarks: int = 0
    _prototypes: dict[tuple[str, bool], etree._Element] = field(default_factory=dict)
    _patterns: dict[str, Pattern] = field(default_factory=dict)

    def elements(self, block: Heading | Para | Table) -> list[etree._Element]:
        if isinstance(block, Table):
            return table_elements(block, self.paragraph, self.styles, self.line)
        if isinstance(block, Heading):
            return [self.paragraph(block.text, HEADINGS[min(max(block.level, 0), 4)])]
        if block.revisions:
            return [self.revised(block)]
        if isinstance(block, Formatted) and block.element is not None:
            return [self._restyled(block.element, block.style)]
        return [self.paragraph(block.text, block.style, block.key)]

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────
    def paragraph(self, text: str, style: str, key: str | None = None) -> etree._Element:
        """A paragraph; one with a key gets a bookmark that says nothing but its running number."""
        paragraph = self._copied(style, marked=key is not None)
        run, text = paragraph[1 if key is None else 2], printable(text)
        if style == MARK and (percent := narrowed(text, self.line, self.styles.size(MARK))):
            narrow(run, percent)
        elif style in BROKEN_BY_SENSE:
            # A character less than the line holds: digits get a little air beside Chinese.
            widest = self.line / (self.styles.size(style) * 10) - 1
            text = "\n".join(break_title(text, widest))
        _fill(run, text)
        return paragraph

    def plainly(self, text: str, style: str) -> str:
        """A paragraph with a key as XML, the same that ``paragraph`` gives of a line."""
        pattern = self._patterns.get(style)
        if pattern is None:
            pattern = self._patterns[style] = self._pattern(style)
        self.bookmarks += 1
        return pattern.filled(self._identity(), bookmark_name(self.bookmarks), text)

    def _pattern(self, style: str) -> Pattern:
        paragraph = _bookmarked(self.styles.paragraph(style))
        _mark(paragraph, "ZGIDENTITY", "ZGNAME")
        paragraph[2][1].text = "ZGTEXT"
        return pattern_of(paragraph, self.root, ("ZGIDENTITY", "ZGNAME", "ZGTEXT"))

    def revised(self, block: Para) -> etree._Element:
        """A paragraph with its changes tracked; one all new or all gone is itself in or out."""
        paragraph = self.paragraph("", block.style, block.key)
        run = paragraph.find(f"{W}r")
        assert run is not None
        at = paragraph.index(run)
        paragraph[at : at + 1] = [self._stretch(run, revision) for revision in block.revisions]
        changes = {revision.change for revision in block.revisions}
        if len(changes) == 1 and (change := changes.pop()) != "same":
            mark_paragraph(paragraph, change, self._identity(), self.revised_on)
        return paragraph

    def _stretch(self, run: etree._Element, revision: Revision) -> etree._Element:
        piece = deepcopy(run)
        _fill(piece, printable(revision.text))
        if revision.change == "same":
            return piece
        return marked_run(piece, revision.change, self._identity(), self.revised_on)

    def _identity(self) -> str:
        """The next id nothing in the document has."""
        self.taken += 1
        return str(self.taken)

    def _restyled(self, element: etree._Element, style: str) -> etree._Element:
        """A paragraph formatted by hand, in the template's style of that name."""
        from lxml import etree

        paragraph = deepcopy(element)
        for old in paragraph[0].findall(f"{W}pStyle"):
            paragraph[0].remove(old)
        if identity := self.styles.paragraph(style):
            paragraph[0].insert(0, etree.Element(f"{W}pStyle", {f"{W}val": identity}))
        return paragraph

    def _copied(self, style: str, *, marked: bool) -> etree._Element:
        """A copy of the style's prototype; of the one in a bookmark where it is to be marked."""
        prototype = self._prototypes.get((style, marked))
        if prototype is None:
            styled = self.styles.paragraph(style)
            prototype = _bookmarked(styled) if marked else _prototype(styled)
            if (placed := self.styles.frame(style)) is not None:
                frame(prototype, placed)
            self._prototypes[style, marked] = prototype
        paragraph = copy(prototype)
        if marked:
            self.bookmarks += 1
            _mark(paragraph, self._identity(), bookmark_name(self.bookmarks))
        return paragraph

    def below_table(self) -> etree._Element:
        """The paragraph Word wants below a table, a point high: it never begins a page of its own."""
        from lxml import etree

        paragraph = self.paragraph("", "表格正文")
        etree.SubElement(paragraph[0], f"{W}spacing", {f"{W}line": "20", f"{W}lineRule": "exact"})
        return paragraph

    def keep_with_next(self, element: etree._Element) -> None:
        """No page break below this paragraph: a signature never stands on a page without text."""
        from lxml import etree

        element[0].insert(1 if element[0].find(f"{W}pStyle") is not None else 0, etree.Element(f"{W}keepNext"))

    def sign(self, name: Para, day: Para, elements: tuple[etree._Element, etree._Element]) -> None:
        """Place 署名 and 成文日期 as they stand under a seal."""
        for element, style, characters in zip(elements, (NAME, DAY), signed(name.text, day.text), strict=True):
            twips = round(characters * self.styles.size(style) * 10)
            if 0 <= twips < self.line / 2:
                indent_right(element, characters, twips)


BOOKMARK = "_ZG"
"""How every bookmark of ours begins."""


def bookmark_name(number: int) -> str:
    """The leading underscore keeps it out of Word's list of bookmarks; it says nothing of anyone."""
    return f"{BOOKMARK}{number}"


def _prototype(style: str | None) -> etree._Element:
    from lxml import etree

    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    if style:
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": style})
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rFonts", {f"{W}hint": "eastAsia"})
    etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
    return paragraph


def _bookmarked(style: str | None) -> etree._Element:
    from lxml import etree

    paragraph = _prototype(style)
    paragraph.insert(1, etree.Element(f"{W}bookmarkStart"))
    etree.SubElement(paragraph, f"{W}bookmarkEnd")
    return paragraph


def _mark(paragraph: etree._Element, identity: str, name: str) -> None:
    """Name the bookmark of a paragraph."""
    paragraph[1].set(_ID, identity)
    paragraph[1].set(_NAME, name)
    paragraph[3].set(_ID, identity)


def _fill(run: etree._Element, text: str) -> None:
    """The run's text; new lines and tabs become what Word has for them."""
    if "\n" not in text and "\t" not in text:
        run[1].text = text
        return
    from lxml import etree

    run.remove(run[1])
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        for tab, piece in enumerate(line.split("\t")):
            if tab:
                etree.SubElement(run, f"{W}tab")
            if piece:
                etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = piece
