"""The pieces a document is taken apart into: labelled passages and the blocks they make up."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.official.layout import Token
from toolkit.official.vocabulary import Label


@dataclass(slots=True)
class Passage:
    """What one label says: the label and the tokens after it, up to the next label or heading."""

    label: Label
    line: int
    tokens: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A problem as found: its heading token (None where it has no number), text and passages."""

    heading: Token | None
    text: list[Token]
    above: tuple[str, ...] = ()
    passages: list[Passage] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        return self.heading.ordinal.number if self.heading and self.heading.ordinal else None
