"""The automatic numbers of a .docx: not in the text, and yet what a reader sees (ISO/IEC 29500-1, 17.9).

A paragraph names a list and a level, by itself or by its style and what that is based on.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from toolkit.tables.word.numbering import Counters, Level
from toolkit.tables.word.parts import Parts
from toolkit.tables.xmlparts import attribute, child_of, children

_MOST_STYLES = 10
_LEVELS = 9


class Numbers:
    """The lists of a document, counted on in reading order."""

    def __init__(self, parts: Parts) -> None:
        """Learn lists and styles; none where the document has neither part. Raises ``Refused``."""
        self._levels: dict[tuple[str, int], Level] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        self._styles: dict[str, Element] = {}
        numbering = parts.root("numbering")
        if numbering is not None:
            self._learn(numbering)
            styles = parts.root("styles")
            self._styles = {attribute(s, "styleId"): s for s in children(styles, "style")} if styles is not None else {}
        self._counters = Counters(self._levels)

    def _learn(self, root: Element) -> None:
        styled: dict[str, str] = {}
        for abstract in children(root, "abstractNum"):
            name = attribute(abstract, "abstractNumId")
            if link := _said(abstract, "styleLink"):
                styled[link] = name
            for level in children(abstract, "lvl"):
                self._learn_level(name, level)
        linked = {
            attribute(abstract, "abstractNumId"): styled.get(_said(abstract, "numStyleLink"), "")
            for abstract in children(root, "abstractNum")
        }
        for num in children(root, "num"):
            counted = _said(num, "abstractNumId")
            self._learn_list(num, linked.get(counted) or counted)

    def _learn_level(self, name: str, level: Element) -> None:
        depth = _number(attribute(level, "ilvl"))
        self._levels[name, depth] = Level(
            _said(level, "numFmt") or "decimal", _said(level, "lvlText"), _number(_said(level, "start"), 1))
        style = _said(level, "pStyle")
        if style:
            self._by_style.setdefault((name, style), depth)

    def _learn_list(self, num: Element, abstract: str) -> None:
        """A list counts in its abstract one, unless it has levels of its own; it may begin anew."""
        name = attribute(num, "numId")
        self._lists[name] = abstract
        for override in children(num, "lvlOverride"):
            depth = _number(attribute(override, "ilvl"))
            if start := _said(override, "startOverride"):
                self._restarts[name, depth] = _number(start, 1)
            own = child_of(override, "lvl")
            if own is not None:
                self._own_levels(name, abstract)
                self._learn_level(self._lists[name], own)

    def _own_levels(self, name: str, abstract: str) -> None:
        self._lists[name] = f"num {name}"
        for depth in range(_LEVELS):
            if (abstract, depth) in self._levels:
                self._levels.setdefault((f"num {name}", depth), self._levels[abstract, depth])

    def printed(self, paragraph: Element) -> str:
        """The number Word prints before this paragraph, counting on; '' where it prints none."""
        placed = self._placed(paragraph) if self._lists else None
        if placed is None:
            return ""
        name, depth = placed
        start = self._restarts.get((name, depth))
        return self._counters.printed(
            self._lists[name], depth, restart=(name, start) if start is not None else None)

    def _placed(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and level of a paragraph."""
        holder: Element | None = paragraph
        depth: int | None = None
        for _ in range(_MOST_STYLES):
            if holder is None:
                return None
            properties = child_of(holder, "pPr")
            numbered = child_of(properties, "numPr") if properties is not None else None
            if numbered is not None:
                depth = _number(_said(numbered, "ilvl"), -1) if depth is None else depth
                if child_of(numbered, "numId") is not None:
                    return self._at(_said(numbered, "numId"), depth, attribute(holder, "styleId"))
            style = _said(properties, "pStyle") if properties is not None else ""
            holder = self._styles.get(style or _said(holder, "basedOn"))
        return None

    def _at(self, name: str, depth: int, style: str) -> tuple[str, int] | None:
        """A style that names no level counts in the level that names the style."""
        if name not in self._lists:
            return None
        return name, depth if depth >= 0 else self._by_style.get((self._lists[name], style), 0)


def _number(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else otherwise


def _said(element: Element, name: str) -> str:
    child = child_of(element, name)
    return attribute(child, "val") if child is not None else ""
