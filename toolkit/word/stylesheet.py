"""The styles a template has, by the names people know them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.word.package import W
from toolkit.word.styles import BUILT_IN

if TYPE_CHECKING:
    from lxml import etree

_INSTEAD: Mapping[str, str] = {"分组标题": "一级标题", "方案问题": "四级标题", "表单标题": "公文标题"}
"""What a template of before a style was ours is asked for in its place."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The template's styles: ids by name, the size of each in half-points, and the frames (框) of those in one."""

    ids: Mapping[tuple[str, str], str]
    sizes: Mapping[str, int]
    frames: Mapping[str, etree._Element] = field(default_factory=dict)

    def paragraph(self, name: str) -> str | None:
        """The id of a paragraph style; 正文's where the template lacks it, None where it has none."""
        for wanted in (name, BUILT_IN.get(name, name), _INSTEAD.get(name, name), "正文", "Normal"):
            if found := self.ids.get(("paragraph", wanted)):
                return found
        return None

    def table(self, name: str) -> str | None:
        """The id of a table style, Word's own 网格型 where the template lacks it, else None."""
        return self.ids.get(("table", name)) or self.ids.get(("table", "Table Grid"))

    def size(self, name: str) -> int:
        return self.sizes.get(self.paragraph(name) or "", 32)

    def frame(self, name: str) -> etree._Element | None:
        """What places a style's paragraphs on the page, apart from the text; None for by far most."""
        return self.frames.get(self.paragraph(name) or "")


def read_styles(root: etree._Element) -> Styles:
    """Names, ids and sizes (followed up the chain of ``basedOn``) of styles.xml."""
    ids: dict[tuple[str, str], str] = {}
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    frames: dict[str, etree._Element] = {}
    for style in root.findall(f"{W}style"):
        identity = style.get(f"{W}styleId", "")
        ids.setdefault((style.get(f"{W}type", ""), _value(style, "name")), identity)
        based[identity] = _value(style, "basedOn")
        if (size := _value(style, f"rPr/{W}sz")).isdigit():
            own[identity] = int(size)
        if (frame := style.find(f"{W}pPr/{W}framePr")) is not None:
            frames[identity] = frame
    default = _value(root, f"docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    last = int(default) if default.isdigit() else 20
    return Styles(ids, {identity: _inherited(identity, own, based, last) for identity in based}, frames)


def _value(element: etree._Element, path: str) -> str:
    found = element.find(W + path)
    return "" if found is None else found.get(f"{W}val", "")


def _inherited(identity: str, own: dict[str, int], based: dict[str, str], last: int) -> int:
    for _ in range(20):
        if identity in own:
            return own[identity]
        identity = based.get(identity, "")
    return last
