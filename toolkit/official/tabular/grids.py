"""Tables of published documents: a ledger (one row a problem) or a form as blocks, any other as lines."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.official.passages import Block, Doubt
from toolkit.official.sources import Line, Piece
from toolkit.official.tabular.forms import form_blocks, form_lines, form_titles
from toolkit.official.tabular.ledgers import LedgerReader
from toolkit.official.tabular.rows import Group, block_of
from toolkit.official.vocabulary import Vocabulary


class Tabled:
    """A document's tables taken apart: ``lines`` is what is left to read as running text."""

    def __init__(self, pieces: Sequence[Piece], vocabulary: Vocabulary) -> None:
        found: list[Group | Block] = []
        self.lines: list[Line] = []
        self.doubts: list[tuple[str | None, Doubt]] = []
        ledgers = LedgerReader(vocabulary)
        for piece in pieces:
            if isinstance(piece, Line):
                self.lines.append(piece)
            elif ledgers.is_ledger(piece):
                self.lines += [Line(y, part) for y, text in ledgers.titles(piece) for part in text.split("\n")]
                found += ledgers.read(piece)
                self.lines.append(Line(0, ""))
            elif blocks := form_blocks(piece, vocabulary):
                self.lines += [*form_titles(piece, vocabulary), Line(0, "")]
                found += blocks
            else:
                self.lines += form_lines(piece, vocabulary)
        self.blocks = [block_of(item, vocabulary) if isinstance(item, Group) else item for item in found]
        self._give(ledgers)
        self.doubts = ledgers.doubts

    def _give(self, ledgers: LedgerReader) -> None:
        """Rows of measures on a sheet of their own go to the problems with their numbers."""
        known: dict[int | None, Block] = {}
        for block in self.blocks:
            known.setdefault(block.number, block)
        for block in ledgers.measures_apart():
            if block.number in known:
                known[block.number].passages += block.passages
