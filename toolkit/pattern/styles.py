"""The styles of a foreign workbook (18.8): what a cell looks like, the same with one thing changed, ours added.

Indexes into ``cellXfs`` stay what they are; everything new is appended.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from toolkit.pattern.parts import MAIN, local_name, xml_root

_BARE = (f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
         '<fills count="2"><fill><patternFill patternType="none"/></fill>'
         '<fill><patternFill patternType="gray125"/></fill></fills>'
         '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
         '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
         '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
         "</styleSheet>").encode()
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
          "tableStyles", "colors")
_FIRST_OWN_FORMAT = 176
_RED = frozenset({"FF0000", "C00000", "E60012", "FF3300", "D90000"})


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different about a cell: whether it is locked, its fill, its number format."""

    locked: bool = True
    fill: str = ""
    number: str = ""
    wrap: bool = True
    grey: bool = False
    body: bool = False
    """Made from a heading's style for cells below it: neither bold nor coloured."""


@dataclass(slots=True)
class Styles:
    """The styles of one workbook."""

    root: Any
    _fills: dict[str, int] = field(default_factory=dict)

    def _list(self, name: str) -> Any:
        found = self.root.find(f"{{{MAIN}}}{name}")
        if found is None:
            found = self.root.makeelement(f"{{{MAIN}}}{name}", {})
            later = _ORDER[_ORDER.index(name) + 1:]
            follows = next((e for e in self.root if local_name(e) in later), None)
            if follows is None:
                self.root.append(found)
            else:
                follows.addprevious(found)
        return found

    def count(self, name: str = "cellXfs") -> int:
        return len(self._list(name))

    def _format(self, style: int) -> Any:
        formats = self._list("cellXfs")
        return formats[style] if style < len(formats) else formats[0]

    # ── what a cell looks like ───────────────────────────────────────────────────────────────
    def size(self, style: int) -> float:
        """Font size in points."""
        size = self._font(style).find(f"{{{MAIN}}}sz")
        return float(size.get("val", "11")) if size is not None else 11.0

    def _font(self, style: int) -> Any:
        fonts = self._list("fonts")
        number = int(self._format(style).get("fontId", "0"))
        return fonts[number] if number < len(fonts) else fonts[0]

    def wraps(self, style: int) -> bool:
        """Whether text breaks into lines at the cell's edge."""
        alignment = self._format(style).find(f"{{{MAIN}}}alignment")
        return alignment is not None and alignment.get("wrapText") in ("1", "true")

    def is_red(self, style: int) -> bool:
        """Whether the font is red."""
        colour = self._font(style).find(f"{{{MAIN}}}color")
        return colour is not None and (
            colour.get("rgb", "")[-6:].upper() in _RED or colour.get("indexed") in ("2", "10"))

    def fill(self, style: int) -> str:
        """What the fill is, to be compared only; '' for none."""
        from lxml import etree

        fills = self._list("fills")
        number = int(self._format(style).get("fillId", "0"))
        colour = fills[number].find(f".//{{{MAIN}}}fgColor") if 1 < number < len(fills) else None
        return "" if colour is None else etree.tostring(colour, encoding="unicode")

    def number_format(self, style: int) -> tuple[int, str]:
        """Number and code of the number format; code '' for a built-in one."""
        number = int(self._format(style).get("numFmtId", "0"))
        return number, self._codes().get(str(number), "")

    def _codes(self) -> dict[str, str]:
        """The number formats that are not built in, by number."""
        found = self.root.find(f"{{{MAIN}}}numFmts")
        return {} if found is None else {
            e.get("numFmtId", ""): e.get("formatCode", "") for e in found}

    # ── the same, changed ────────────────────────────────────────────────────────────────────
    def changed(self, style: int, change: Change) -> int:
        """The number of a style that differs from another one in this."""
        made = deepcopy(self._format(style))
        self._apply(made, change)
        formats = self._list("cellXfs")
        formats.append(made)
        formats.set("count", str(len(formats)))
        return len(formats) - 1

    def _apply(self, made: Any, change: Change) -> None:
        for old in made.findall(f"{{{MAIN}}}protection"):
            made.remove(old)
        made.set("applyProtection", "1")
        if change.wrap:
            self._alignment(made).set("wrapText", "1")
            made.set("applyAlignment", "1")
        protection = made.makeelement(f"{{{MAIN}}}protection", {"locked": str(int(change.locked))})
        made.append(protection)
        if change.body:
            made.set("fillId", "0")
        if change.body or change.grey:
            made.set("fontId", str(self._plain_font(int(made.get("fontId", "0")), grey=change.grey)))
            made.set("applyFont", "1")
        if change.fill:
            made.set("fillId", str(self._fill(change.fill)))
            made.set("applyFill", "1")
        if change.number:
            made.set("numFmtId", str(self._number(change.number)))
            made.set("applyNumberFormat", "1")

    def _alignment(self, made: Any) -> Any:
        found = made.find(f"{{{MAIN}}}alignment")
        if found is None:
            found = made.makeelement(f"{{{MAIN}}}alignment", {"vertical": "center"})
            made.insert(0, found)
        for name in ("shrinkToFit", "textRotation"):
            found.attrib.pop(name, None)
        return found

    def _plain_font(self, number: int, *, grey: bool) -> int:
        fonts = self._list("fonts")
        made = deepcopy(fonts[min(number, len(fonts) - 1)])
        for name in ("color", *(() if grey else ("b",))):
            for old in made.findall(f"{{{MAIN}}}{name}"):
                made.remove(old)
        if grey:
            colour = made.makeelement(f"{{{MAIN}}}color", {"rgb": "FF7F7F7F"})
            size = made.find(f"{{{MAIN}}}sz")
            made.insert(0, colour) if size is None else size.addnext(colour)
        return self._appended("fonts", made)

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fill = self.root.makeelement(f"{{{MAIN}}}fill", {})
            pattern = fill.makeelement(f"{{{MAIN}}}patternFill", {"patternType": "solid"})
            fill.append(pattern)
            for name, value in (("fgColor", {"rgb": f"FF{colour[1:]}"}), ("bgColor", {"indexed": "64"})):
                pattern.append(fill.makeelement(f"{{{MAIN}}}{name}", value))
            self._fills[colour] = self._appended("fills", fill)
        return self._fills[colour]

    def _number(self, code: str) -> int:
        if code == "@":
            return 49
        known = self._codes()
        for number, its_code in known.items():
            if its_code == code:
                return int(number)
        free = max([_FIRST_OWN_FORMAT - 1, *map(int, known)]) + 1
        formats = self._list("numFmts")
        made = formats.makeelement(f"{{{MAIN}}}numFmt", {"numFmtId": str(free), "formatCode": code})
        self._appended("numFmts", made)
        return free

    def _appended(self, name: str, element: Any) -> int:
        held = self._list(name)
        held.append(element)
        held.set("count", str(len(held)))
        return len(held) - 1

    # ── ours added ───────────────────────────────────────────────────────────────────────────
    def joined(self, variants: Iterable[tuple[int, Change]], ours: bytes) -> bytes:
        """These styles, then the variants, then those of a workbook of ours."""
        both = Styles(deepcopy(self.root))
        for style, change in variants:
            both.changed(style, change)
        other = Styles(xml_root(ours))
        numbers = {number: str(both._number(code)) for number, code in other._codes().items()}
        begins = {name: both.count(name) for name in ("fonts", "fills", "borders")}
        for name in begins:
            for element in other._list(name):
                both._appended(name, deepcopy(element))
        for element in other._list("cellXfs"):
            made = deepcopy(element)
            for name, attribute in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
                made.set(attribute, str(begins[name] + int(made.get(attribute, "0"))))
            made.set("numFmtId", numbers.get(made.get("numFmtId"), made.get("numFmtId", "0")))
            both._appended("cellXfs", made)
        return both.content()

    def content(self) -> bytes:
        from lxml import etree

        written: bytes = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return written


def read_styles(part: bytes | None) -> Styles:
    """The styles of a part; plain ones where a workbook has none."""
    root = xml_root(part or _BARE)
    for element in list(root):
        if not isinstance(element.tag, str) or local_name(element) not in _ORDER:
            root.remove(element)
    for element in root.iter():
        for name in [n for n in element.attrib if n.startswith("{")]:
            del element.attrib[name]
    styles = Styles(root)
    bare = Styles(xml_root(_BARE)) if part else styles
    for name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs"):
        if not styles.count(name):
            for element in bare._list(name):  # noqa: SLF001 - of this class
                styles._appended(name, deepcopy(element))  # noqa: SLF001 - of this class
    return styles
