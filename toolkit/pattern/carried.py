"""Pictures of a sheet (a logo above the title, one in the print header) that go along with it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.pattern.parts import RELATIONS, Parts, local_name, relations_part, xml_root
from toolkit.regex import regex

_FOLDER = "xl/office"
_TYPES: Mapping[str, str] = {
    "drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}
_PICTURES: Mapping[str, str] = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "bmp": "image/bmp", "emf": "image/x-emf", "wmf": "image/x-wmf", "svg": "image/svg+xml",
}
_ROW = regex(rb"(<(?:\w+:)?row>)(\d+)(</(?:\w+:)?row>)")
_ID = regex(r'r:id="([^"]*)"')


@dataclass(slots=True)
class Carried:
    """Parts that go along, relations of the sheet to them, and what they are by extension or part."""

    parts: dict[str, bytes] = field(default_factory=dict)
    relations: dict[str, tuple[str, str]] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, str] = field(default_factory=dict)


def carried_with(parts: Parts, sheet: str, frame: dict[str, str], name: str) -> Carried:
    """What a sheet's ``drawing`` and ``legacyDrawingHF`` lead to, under names of our own.

    ``frame`` is changed: its ids become those of the relations given back, and an element that leads
    nowhere is left out.
    """
    carried = Carried()
    targets = {r.id: r for r in parts.relations(sheet)}
    for element in ("drawing", "legacyDrawingHF"):
        found = _ID.search(frame.get(element, ""))
        relation = targets.get(found[1]) if found else None
        if relation is None or relation.type not in _TYPES or not relation.target:
            frame.pop(element, None)
            continue
        target = _carry(carried, parts, relation.target, relation.type, name)
        identity = f"office{len(carried.relations) + 1}"
        carried.relations[identity] = (f"{RELATIONS}/{relation.type}", f"../office/{target}")
        frame[element] = f'<{element} r:id="{identity}"/>'
    return carried


def _carry(carried: Carried, parts: Parts, part: str, type_: str, name: str) -> str:
    """Take a drawing along with its pictures; gives its new name."""
    extension = "vml" if type_ == "vmlDrawing" else "xml"
    new = f"{name}{len(carried.parts) + 1}.{extension}"
    relations: dict[str, tuple[str, str]] = {}
    for relation in parts.relations(part):
        kind = posixpath.splitext(relation.target)[1].lstrip(".").lower()
        if relation.type == "image" and kind in _PICTURES:
            picture = f"{name}{len(carried.parts) + 2}.{kind}"
            carried.parts[f"{_FOLDER}/{picture}"] = parts[relation.target]
            carried.extensions[kind] = _PICTURES[kind]
            relations[relation.id] = (f"{RELATIONS}/image", picture)
    carried.parts[f"{_FOLDER}/{new}"] = parts[part]
    if relations:
        carried.parts[f"{_FOLDER}/_rels/{new}.rels"] = relations_part(relations)
    if type_ == "drawing":
        carried.overrides[f"/{_FOLDER}/{new}"] = _TYPES["drawing"]
    else:
        carried.extensions["vml"] = _TYPES["vmlDrawing"]
    return new


def only_pictures(drawing: bytes, relations: frozenset[str], first: int, last: int) -> bytes | None:
    """A drawing without what is no picture of the package or stands among rows first..last.

    None where nothing is left. Shapes with text stay, charts and controls do not.
    """
    from lxml import etree

    root = xml_root(drawing)
    for anchor in list(root):
        start = anchor.find("{*}from/{*}row")
        row = int(start.text) + 1 if start is not None else 0
        ids = {value for e in anchor.iter() for key, value in e.attrib.items()
               if key.startswith(f"{{{RELATIONS}}}")}
        strange = any(local_name(e) in ("graphicFrame", "AlternateContent", "hlinkClick")
                      for e in anchor.iter() if isinstance(e.tag, str))
        if strange or first <= row <= last or not ids <= relations:
            root.remove(anchor)
    if not len(root):
        return None
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def moved_below(drawing: bytes, row: int, shift: int) -> bytes:
    """A drawing whose anchors below a row (from 1) have moved with the rows."""
    def moved(found: re.Match[bytes]) -> bytes:
        number = int(found[2])
        return found[1] + str(number + shift if number >= row else number).encode() + found[3]

    return _ROW.sub(moved, drawing) if shift else drawing
