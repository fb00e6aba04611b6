"""An OOXML workbook as its parts (ECMA-376 part 2): what leads to what, and the same bytes every time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.regex import regex
from toolkit.tables.gate import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: id, last word of its type, the part it leads to ('' outside)."""

    id: str
    type: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet of the workbook: its name, its state and its part."""

    name: str
    state: str
    part: str


@dataclass(slots=True)
class Parts:
    """The parts of a workbook by name, in order."""

    parts: dict[str, bytes] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def __getitem__(self, name: str) -> bytes:
        return self.parts[name]

    def relations(self, part: str) -> list[Relation]:
        """Where a part leads; '' is the package itself."""
        folder, name = posixpath.split(part)
        held = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if held is None:
            return []
        return [
            Relation(child.get("Id", ""), child.get("Type", "").rpartition("/")[2],
                     self._target(folder, child))
            for child in xml_root(held)]

    def _target(self, folder: str, relation: Any) -> str:
        if relation.get("TargetMode") == "External":
            return ""
        path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
        if path in self.parts:
            return path
        return next((name for name in self.parts if name.casefold() == path.casefold()), "")

    @property
    def workbook(self) -> str:
        """The name of the main part."""
        return next(r.target for r in self.relations("") if r.type == "officeDocument")

    def sheets(self) -> list[SheetEntry]:
        """The worksheets in the order of their tabs."""
        targets = {r.id: r for r in self.relations(self.workbook)}
        found = []
        for element in xml_root(self.parts[self.workbook]).iter(f"{{{MAIN}}}sheet"):
            relation = targets.get(element.get(f"{{{RELATIONS}}}id", ""))
            if relation and relation.type == "worksheet" and relation.target:
                found.append(SheetEntry(
                    element.get("name", ""), element.get("state", "visible"), relation.target))
        return found

    def part_of(self, type_: str) -> str:
        """The part of the workbook of this type (styles, theme, sharedStrings); '' for none."""
        return next((r.target for r in self.relations(self.workbook) if r.type == type_), "")

    def content(self) -> bytes:
        """The package as bytes: no clock in them."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                member = zipfile.ZipInfo(name, _ZIP_TIME)
                member.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(member, part, compresslevel=6)
        return held.getvalue()


def read_parts(content: bytes) -> Parts:
    """Unpack a workbook that has passed the gate; raises what ``Package`` raises where it has not."""
    package = Package(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    return Parts({name.replace("\\", "/").lstrip("/"): package.part(
        name.replace("\\", "/").lstrip("/")) for name in names})


def xml_root(part: bytes) -> Any:
    """The root of a part; nothing outside it is ever fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True,
                             remove_pis=True)
    return etree.fromstring(part, parser)


def local_name(element: Any) -> str:
    """An element's name without its namespace; that of a comment or an instruction is no name."""
    return str(element.tag).rpartition("}")[2]


def relations_part(relations: Mapping[str, tuple[str, str]]) -> bytes:
    """A relationships part: id -> (type as a full address, target)."""
    rows = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{target}"/>'
                   for i, (t, target) in relations.items())
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'.encode()


_DECLARED = regex(r' xmlns(?::\w+)?="[^"]*"')


def bare_xml(element: Any) -> str:
    """An element without namespace declarations: its root declares the main one and ``r``."""
    from lxml import etree

    etree.cleanup_namespaces(element)
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    start = text.index(">")
    return _DECLARED.sub("", text[:start]) + text[start:]
