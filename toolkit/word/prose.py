"""Plain paragraphs written as text, put in where the tree of a body holds a mark with their number.

A long annex has tens of thousands of them, and a tree of each would take most of the time. The mark is a
processing instruction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.model import Block, Para
from toolkit.regex import regex
from toolkit.text import printable
from toolkit.word.titles import BROKEN_BY_SENSE

if TYPE_CHECKING:
    from lxml import etree

_TARGET = "zhenggai-prose"
_HERE = regex(rf"<\?{_TARGET} (\d+)\?>".encode())


def is_plain(block: Block) -> bool:
    """A marked paragraph of one line without anything special about it."""
    return (block.__class__ is Para and block.key is not None and not block.revisions
            and block.style not in BROKEN_BY_SENSE
            and "\n" not in block.text and "\t" not in block.text and "\r" not in block.text)


@dataclass(slots=True)
class Prose:
    """Stretches of plain paragraphs of one document, by number."""

    stretches: list[str] = field(default_factory=list)

    def hold(self, paragraphs: Iterable[str]) -> etree._ProcessingInstruction:
        """What stands in the tree for a stretch of paragraphs, each ready as XML."""
        from lxml import etree

        self.stretches.append("".join(paragraphs))
        return etree.ProcessingInstruction(_TARGET, str(len(self.stretches) - 1))

    def put_into(self, part: bytes) -> bytes:
        """The part with its paragraphs in their places."""
        return _HERE.sub(lambda found: self.stretches[int(found[1])].encode(), part) if self.stretches else part


@dataclass(frozen=True, slots=True)
class Pattern:
    """A marked paragraph of one style as the document's own part would say it, open at its id, name and text."""

    before: str
    to_name: str
    to_text: str
    to_end: str
    after: str

    def filled(self, identity: str, name: str, text: str) -> str:
        text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return (f"{self.before}{identity}{self.to_name}{name}{self.to_text}{text}"
                f"{self.to_end}{identity}{self.after}")


def pattern_of(paragraph: etree._Element, root: etree._Element, marks: tuple[str, str, str]) -> Pattern:
    """The pattern of a paragraph in whose id, name and text these ``marks`` stand."""
    from lxml import etree

    holder = etree.Element(root.tag, nsmap={prefix: uri for prefix, uri in root.nsmap.items() if prefix})
    holder.append(paragraph)
    whole = etree.tostring(holder, encoding="unicode")
    own = whole[whole.index(">") + 1 : whole.rindex("</")]
    return Pattern(*re.split("|".join(marks), own))
