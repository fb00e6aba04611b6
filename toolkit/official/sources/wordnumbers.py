"""The automatic numbers of a .docx (ISO/IEC 29500-1, 17.9): which list and level a paragraph counts in."""

from __future__ import annotations

from typing import Any

from toolkit.official.sources.numbering import Counters, Level

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Numbering:
    """The automatic numbers of a document, counted in reading order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], Level] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        self._styles = {
            style.get(_W + "styleId"): style for style in document.styles.element.iterchildren(_W + "style")
        }
        part = next(
            (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._learn(part.element)
        self._counters = Counters(self._levels)

    def _learn(self, root: Any) -> None:
        styled = {}
        for abstract in root.iterchildren(_W + "abstractNum"):
            name = abstract.get(_W + "abstractNumId")
            styled[_value(abstract, "styleLink")] = name
            for level in abstract.iterchildren(_W + "lvl"):
                self._learn_level(name, level)
        linked = {
            abstract.get(_W + "abstractNumId"): styled.get(_value(abstract, "numStyleLink"))
            for abstract in root.iterchildren(_W + "abstractNum")
            if _value(abstract, "numStyleLink")
        }
        for num in root.iterchildren(_W + "num"):
            abstract = _value(num, "abstractNumId") or ""
            self._learn_list(num, linked.get(abstract) or abstract)

    def _learn_level(self, name: str, level: Any) -> None:
        depth = _number(level.get(_W + "ilvl"))
        start = _number(_value(level, "start"), 1)
        self._levels[name, depth] = Level(_value(level, "numFmt") or "", _value(level, "lvlText") or "", start)
        style = _value(level, "pStyle")
        if style:
            self._by_style.setdefault((name, style), depth)

    def _learn_list(self, num: Any, abstract: str) -> None:
        """A list counts in its abstract one, unless it has levels of its own; it may begin anew."""
        name = num.get(_W + "numId")
        self._lists[name] = abstract
        for override in num.iterchildren(_W + "lvlOverride"):
            depth = _number(override.get(_W + "ilvl"))
            start = _value(override, "startOverride")
            if start is not None:
                self._restarts[name, depth] = _number(start, 1)
            own = override.find(_W + "lvl")
            if own is not None:
                self._own_levels(name, abstract)
                self._learn_level(self._lists[name], own)

    def _own_levels(self, name: str, abstract: str) -> None:
        self._lists[name] = f"num {name}"
        for depth in range(9):
            if (abstract, depth) in self._levels:
                self._levels.setdefault((f"num {name}", depth), self._levels[abstract, depth])

    def printed(self, paragraph: Any) -> str:
        """The number Word prints before this paragraph, counting on; '' where it prints none."""
        placed = self._placed(paragraph)
        if placed is None:
            return ""
        name, depth = placed
        start = self._restarts.get((name, depth))
        return self._counters.printed(
            self._lists[name], depth, restart=(name, start) if start is not None else None
        )

    def _placed(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph, by itself or by its style and what that is based on."""
        properties = paragraph.find(f"{_W}pPr")
        depth: int | None = None
        for _ in range(10):
            if properties is None:
                return None
            found = properties.find(f"{_W}numPr")
            if found is not None:
                depth = _number(_value(found, "ilvl"), -1) if depth is None else depth
                name = _value(found, "numId")
                if name is not None:
                    return self._at(name, depth, properties)
            style = self._styles.get(_value(properties, "pStyle") or _value(properties.getparent(), "basedOn"))
            properties = None if style is None else style.find(f"{_W}pPr")
        return None

    def _at(self, name: str, depth: int, properties: Any) -> tuple[str, int] | None:
        """A style that names no level counts in the level that names the style."""
        if name not in self._lists:
            return None
        style = properties.getparent().get(_W + "styleId")
        known = self._by_style.get((self._lists[name], style or ""), 0)
        return name, depth if depth >= 0 else known


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else otherwise


def _value(element: Any, tag: str) -> str | None:
    child = element.find(_W + tag)
    return None if child is None else child.get(_W + "val")
