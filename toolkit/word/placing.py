"""What stands at a place of the page the standard fixes: 发文机关标志, 署名 and 成文日期 (GB/T 9704-2012)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.text import printable
from toolkit.word.package import W
from toolkit.word.titles import width

if TYPE_CHECKING:
    from lxml import etree

MARK, NAME, DAY = "发文机关标志", "落款", "日期"
"""The styles of the office's name above the red line, and of its name and the day below the text."""
_NARROWEST = 66
"""Percent: letters of a 发文机关标志 narrower than this are no longer handsome; it then takes two lines."""
_CLOSING = 8
_DAY_IN = 4.0
"""右空四字: how far in the day stands."""


def narrowed(name: str, line: int, size: int) -> int:
    """Percent of their width at which the letters of a long 发文机关标志 stay on one line of so many twips.

    ``size`` is in half-points. 0 where they fit as they are, or would be too narrow.
    """
    percent = int(100 * line / (max(1.0, width(name)) * size * 10))
    return percent if "\n" not in name and _NARROWEST <= percent < 100 else 0


def narrow(run: etree._Element, percent: int) -> None:
    """Letters of a run at this percentage of their width."""
    from lxml import etree

    etree.SubElement(run[0], f"{W}w", {f"{W}val": str(percent)})


def frame(paragraph: etree._Element, placed: etree._Element) -> None:
    """Its style's frame, written at the paragraph too: LibreOffice looks for it only there."""
    from copy import deepcopy

    properties = paragraph[0]
    properties.insert(sum(child.tag == f"{W}pStyle" for child in properties), deepcopy(placed))


def signed(name: str, day: str) -> tuple[float, float]:
    """How many characters in from the right 署名 and 成文日期 stand under a seal (7.3.5.1).

    成文日期右空四字, 署名 centred above it; one so long that it would leave the type area ends there,
    and the day is centred below it. A day still to be filled in counts with the digits it will have:
    half a character for each blank.
    """
    name, day = printable(name), printable(day)
    long, short = width(name.rstrip("　 ")), width(day) - 0.5 * day.count("　")
    from_right = _DAY_IN + (short - long) / 2
    return (from_right, _DAY_IN) if from_right >= 0 else (0.0, (long - short) / 2)


def is_closing(text: str) -> bool:
    """Whether a paragraph only ends a letter (特此函告。): it never stands alone on the page of the signature."""
    return text.startswith("特此") and len(text) <= _CLOSING


def indent_right(paragraph: etree._Element, characters: float, twips: int) -> None:
    """So far in from the right; in characters for Word, in twips for those who do not count them."""
    from lxml import etree

    etree.SubElement(paragraph[0], f"{W}ind", {
        f"{W}rightChars": str(round(characters * 100)), f"{W}right": str(twips)})
