"""Relationships of the parts of an Office package (ECMA-376 part 2, 6.5)."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from toolkit.tables.gate import Package
from toolkit.tables.xmlparts import parsed


class Relation(NamedTuple):
    """A relationship of a part: its id, the last word of its type, where it leads, and as written."""

    id: str
    type: str
    folder: str
    written: str
    outside: bool = False

    @property
    def target(self) -> str:
        """The name of the part, worked out only for the few parts that are read."""
        return posixpath.normpath(posixpath.join("/", self.folder, self.written))[1:]


def relations_of(package: Package, part: str) -> list[Relation]:
    """The relationships of a part in their order; none where it has no such part of its own."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return []
    return [
        Relation(child.get("Id", ""), child.get("Type", "").rpartition("/")[2], folder,
                 child.get("Target", ""), child.get("TargetMode") == "External")
        for child in parsed(package.xml(path), path)
    ]
