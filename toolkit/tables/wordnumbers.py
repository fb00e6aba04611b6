"""The automatic numbers of a Word document: not in the text, and yet what a reader sees.

ISO/IEC 29500-1, 17.9: a paragraph names a list and a level, by itself or by its style.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from toolkit.tables.gate import Package
from toolkit.tables.xmlparts import local, parsed
from toolkit.text import chinese_numeral

_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
     "chineseLegalSimplified", "taiwaneseCounting", "taiwaneseCountingThousand"})
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_DEEPEST = 9


class _Level(NamedTuple):
    form: str
    pattern: str
    start: int


_PLAIN = _Level("decimal", "", 1)


@dataclass(slots=True)
class Numbers:
    """The lists of a document, counted on in reading order."""

    lists: Mapping[str, str]
    levels: Mapping[tuple[str, int], _Level]
    styles: Mapping[str, tuple[str, int]]
    _counted: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Numbers:
        """The lists and the styles that number; none where the document has neither part."""
        lists: dict[str, str] = {}
        levels: dict[tuple[str, int], _Level] = {}
        if "word/numbering.xml" in package:
            for child in parsed(package.xml("word/numbering.xml"), "word/numbering.xml"):
                if local(child.tag) == "num":
                    lists[_attribute(child, "numId")] = _said(child, "abstractNumId")
                elif local(child.tag) == "abstractNum":
                    levels |= _levels(child)
        return cls(lists, levels, _styles(package) if lists else {})

    def printed(self, paragraph: Element) -> str:
        """The number printed before this paragraph; '' where there is none. Counts on."""
        place = self._place(paragraph) if self.lists else None
        listed = self.lists.get(place[0]) if place else None
        if place is None or listed is None:
            return ""
        depth = place[1]
        level = self.levels.get((listed, depth), _PLAIN)
        self._counted[listed, depth] = self._counted.get((listed, depth), level.start - 1) + 1
        for deeper in range(depth + 1, _DEEPEST):
            self._counted.pop((listed, deeper), None)
        if level.form in ("bullet", "none"):
            return ""
        shown = level.pattern
        for upper in range(depth + 1):
            form = self.levels.get((listed, upper), _PLAIN)
            shown = shown.replace(f"%{upper + 1}", _shown(self._counted.get((listed, upper), form.start), form.form))
        return shown

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        properties = _child(paragraph, "pPr")
        if properties is None:
            return None
        numbered = _child(properties, "numPr")
        if numbered is not None:
            return _said(numbered, "numId"), _depth(_said(numbered, "ilvl"))
        return self.styles.get(_said(properties, "pStyle"))


def _levels(abstract: Element) -> Mapping[tuple[str, int], _Level]:
    identity = _attribute(abstract, "abstractNumId")
    return {
        (identity, _depth(_attribute(level, "ilvl"))): _Level(
            _said(level, "numFmt"), _said(level, "lvlText"), _depth(_said(level, "start") or "1"))
        for level in abstract if local(level.tag) == "lvl"}


def _styles(package: Package) -> Mapping[str, tuple[str, int]]:
    if "word/styles.xml" not in package:
        return {}
    found: dict[str, tuple[str, int]] = {}
    for style in parsed(package.xml("word/styles.xml"), "word/styles.xml"):
        properties = _child(style, "pPr")
        numbered = _child(properties, "numPr") if properties is not None else None
        if numbered is not None:
            found[_attribute(style, "styleId")] = _said(numbered, "numId"), _depth(_said(numbered, "ilvl"))
    return found


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child.tag) == name), None)


def _said(element: Element, name: str) -> str:
    child = _child(element, name)
    return _attribute(child, "val") if child is not None else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _depth(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _shown(number: int, form: str) -> str:
    if form in _CHINESE and 1 <= number <= 9999:
        return chinese_numeral(number)
    if form in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)
