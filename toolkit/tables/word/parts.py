"""The parts of a .docx, found by the relationships of its main part (ECMA-376 part 2, 6.5)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from xml.etree.ElementTree import Element

from toolkit.tables.gate import Package
from toolkit.tables.relations import relations_of
from toolkit.tables.xmlparts import parsed


@dataclass(frozen=True, slots=True)
class Parts:
    """A document's package, the name of its main part, and the names of the others by what they are."""

    package: Package
    main: str
    named: Mapping[str, str]

    @classmethod
    def of(cls, package: Package) -> Self:
        """Find the parts; raises ``Refused``."""
        main = next((r.target for r in relations_of(package, "") if r.type == "officeDocument"), "word/document.xml")
        return cls(package, main, {r.type: r.target for r in relations_of(package, main) if not r.outside})

    def document(self) -> Element:
        """The root of the main part; raises ``Refused``."""
        return parsed(self.package.xml(self.main), self.main)

    def root(self, kind: str) -> Element | None:
        """The root of ``numbering``, ``styles``, ``comments``; None where there is none. Raises ``Refused``."""
        name = self.named.get(kind) or posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return parsed(self.package.xml(name), name) if name in self.package else None
