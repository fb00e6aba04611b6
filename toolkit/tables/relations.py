"""Relationships of the parts of an Office package (ECMA-376 part 2, 6.5)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

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


def relations_of(package: Package, part: str) -> Sequence[Relation]:
    """The relationships of a part in their order; none where it has no such part of its own."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return ()
    return _seen_again(parsed(package.xml(path), path), folder)


def _relations(root: Element, folder: str) -> tuple[Relation, ...]:
    return tuple(
        Relation(child.get("Id", ""), child.get("Type", "").rpartition("/")[2], folder,
                 child.get("Target", ""), child.get("TargetMode") == "External")
        for child in root)


_seen_again = lru_cache(16)(_relations)
"""Small parts are parsed once (``xmlparts``): the same root comes again with file after file."""
