"""The pieces a document is taken apart into: labelled passages and the blocks they make up."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.official.lines.layout import Token
from toolkit.official.vocabulary import Label


@dataclass(slots=True)
class Passage:
    """What one label says: the label and the tokens after it, up to the next label or heading.

    ``ordinal``, ``deadline`` and ``note`` stand beside a measure that has a row of a table to itself.
    """

    label: Label
    line: int
    tokens: list[Token] = field(default_factory=list)
    ordinal: str = ""
    deadline: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not be read for certain: its line, a sentence without a full stop, the text, the column."""

    line: int
    note: str
    given: str | None = None
    column: int | None = None
    problem: int | None = None


@dataclass(slots=True)
class Block:
    """A problem as found: its heading token (None where it has no number), text and passages.

    ``line`` is set where the heading does not tell it; ``sheet`` and ``column`` for a cell of a workbook.
    ``tabled``: a row of a table whose headings say what it is. ``printed``: its number, where that says more.
    """

    heading: Token | None
    text: list[Token]
    above: tuple[str, ...] = ()
    passages: list[Passage] = field(default_factory=list)
    line: int | None = None
    sheet: str | None = None
    column: int | None = None
    tabled: bool = False
    printed: str = ""
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        return self.heading.ordinal.number if self.heading and self.heading.ordinal else None
