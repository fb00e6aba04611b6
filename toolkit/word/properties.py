"""What a document says of itself: its title, and nothing of who made its template, or where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.word.package import PACKAGE, Package, R, W

if TYPE_CHECKING:
    from lxml import etree

_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE, _DUBLIN = f"{{{PACKAGE}/metadata/core-properties}}", "{http://purl.org/dc/elements/1.1/}"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_TELLING = ("Company", "Manager", "HyperlinkBase", "Template")
"""Extended properties that name an office, a person or a place on somebody's disk."""


def name_document(package: Package, title: str) -> None:
    """Set the title in the document's properties; who made the template stays out of what is sent."""
    from lxml import etree

    core = etree.Element(f"{_CORE}coreProperties", nsmap={"cp": _CORE[1:-1], "dc": _DUBLIN[1:-1]})
    etree.SubElement(core, f"{_DUBLIN}title").text = title
    part = next(iter(package.related("core-properties", "").values()), None)
    if part is not None:
        package.put(part, core)
    else:
        relation = f"{PACKAGE}/relationships/metadata/core-properties"
        package.add("docProps/core.xml", _CORE_TYPE, relation, core, source="")
    for extended in package.related("extended-properties", "").values():
        _without(package, extended, [f"{_EXTENDED}{name}" for name in _TELLING])
    for settings in package.related("settings").values():
        _unattached(package, settings)


def _without(package: Package, part: str, tags: list[str]) -> list[etree._Element]:
    """Take elements out of a part; what was taken."""
    root = package.xml(part)
    found = [element for tag in tags for element in root.findall(tag)]
    for element in found:
        root.remove(element)
    if found:
        package.put(part, root)
    return found


def _unattached(package: Package, settings: str) -> None:
    """Forget which template, and where on whose disk, Word made the office's template from."""
    for attached in _without(package, settings, [f"{W}attachedTemplate"]):
        package.unrelate(settings, attached.get(f"{R}id", ""))
