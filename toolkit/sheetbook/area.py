"""A rectangle of cells."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import column_letters


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, from 1, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """The same counted from 0, as xlsxwriter takes it."""
        return self.top - 1, self.left - 1, self.bottom - 1, self.right - 1

    def cell(self, sheet: str) -> str:
        """`=选项!$A$1`, its first cell alone."""
        return f"={sheet}!${column_letters(self.left)}${self.top}"

    def reference(self, sheet: str) -> str:
        """`=选项!$A$1:$A$8`, the plain form a validation list takes."""
        first = f"${column_letters(self.left)}${self.top}"
        return f"={sheet}!{first}:${column_letters(self.right)}${self.bottom}"
