"""How a cell looks, as a value: the same look is the same format, named once by who uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TINTS: Mapping[str, str] = {
    "red": "#F8CBAD", "yellow": "#FFEB9C", "green": "#C6E0B4", "grey": "#E7E6E6", "blue": "#DDEBF7",
}
"""Fills behind the tint words of ``model.Mark``; all light enough for black print."""

LINE = "#A6A6A6"


@dataclass(frozen=True, slots=True)
class Look:
    """Font, fill, border and alignment of a cell, and whether it stays locked on a protected sheet."""

    font: str = "宋体"
    size: float = 11.0
    bold: bool = False
    colour: str = ""
    fill: str = ""
    border: bool = True
    wrap: bool = True
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "vcenter"] = "vcenter"
    number: str = ""
    locked: bool = True
    underline: bool = False

    def properties(self) -> dict[str, object]:
        """The same in xlsxwriter's words."""
        wanted: dict[str, object] = {
            "font_name": self.font, "font_size": self.size, "align": self.align,
            "valign": self.valign, "locked": self.locked,
        }
        optional: dict[str, object] = {
            "bold": self.bold, "font_color": self.colour, "bg_color": self.fill,
            "text_wrap": self.wrap, "num_format": self.number, "underline": int(self.underline),
        }
        wanted |= {name: value for name, value in optional.items() if value}
        if self.border:
            wanted |= {"border": 1, "border_color": LINE}
        return wanted
