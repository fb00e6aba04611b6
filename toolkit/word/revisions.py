"""Tracked changes (ECMA-376 Part 1, 17.13.5): who, when, and what came in or went out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from toolkit.word.package import W

if TYPE_CHECKING:
    from lxml import etree

REVISER = "整改办"
"""In whose name changes are marked: an office, never a person."""
_TAGS = {"inserted": f"{W}ins", "deleted": f"{W}del"}
Change = Literal["inserted", "deleted"]


def marked_run(run: etree._Element, change: Change, identity: str, day: date) -> etree._Element:
    """The run as a tracked insertion or deletion; deleted text has an element of its own."""
    mark = _mark(change, identity, day)
    if change == "deleted":
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
    mark.append(run)
    return mark


def mark_paragraph(paragraph: etree._Element, change: Change, identity: str, day: date) -> None:
    """Track the paragraph's own mark, so that accepting or rejecting leaves no empty line."""
    from lxml import etree

    properties = etree.SubElement(paragraph[0], f"{W}rPr")
    properties.append(_mark(change, identity, day))


def _mark(change: Change, identity: str, day: date) -> etree._Element:
    from lxml import etree

    return etree.Element(_TAGS[change], {
        f"{W}id": identity, f"{W}author": REVISER, f"{W}date": f"{day.isoformat()}T00:00:00Z"})
