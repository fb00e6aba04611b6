"""The changed styles one sheet needs beside those of the office's workbook."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.pattern.styles import Change, Styles


@dataclass(slots=True)
class Variants:
    """The changed styles one sheet needs, numbered behind the office's own in the order they are asked for.

    Every sheet has its own, so that its bytes depend on nothing but itself.
    """

    styles: Styles
    made: dict[tuple[int, Change], int] = field(default_factory=dict)

    def number(self, style: int, change: Change) -> int:
        """The number of a style changed in this way."""
        return self.made.setdefault((style, change), self.styles.count() + len(self.made))

    @property
    def end(self) -> int:
        """The number of the first style behind them."""
        return self.styles.count() + len(self.made)
