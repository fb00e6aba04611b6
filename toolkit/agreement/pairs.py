"""Which documents must agree on what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from toolkit.agreement import said
from toolkit.agreement.said import Difference, Statements, differences

_LISTED = frozenset({said.PROBLEM, said.LEADS, said.DEADLINE, said.PROBLEMS})
_STANDING = frozenset({
    said.STATUS, said.SOURCE, said.OVERDUE, said.STATE, said.RETURNED, said.EXPECTED, said.STANDING_AT,
    said.OVERDUES, said.UNANSWERED, said.CARRIED, said.UNITS, said.MISSING, said.LATE})


@dataclass(frozen=True, slots=True)
class Outputs:
    """What a period's documents say, each read back by itself."""

    listed: Statements
    remarks: Statements
    ledger: Statements
    annex: Statements
    board: Statements
    circular: Statements | None
    reminders: Statements | None

    def all(self) -> tuple[Statements, ...]:
        """Every document that was read; letters that are not made, or not in our words, are None."""
        letters = (each for each in (self.circular, self.reminders) if each is not None)
        return (self.listed, self.remarks, self.ledger, self.annex, self.board, *letters)


def disagreements(
    read: Outputs, *, unpublished: Collection[str], not_urged: Collection[str], draft: bool,
    without_progress: bool = False,
) -> tuple[tuple[Difference, ...], ...]:
    """Every difference, pair by pair: list = ledger = annex = board = letters.

    ``unpublished`` are the problems the annex leaves out, ``not_urged`` the units no reminder goes to;
    only a draft has to be marked as one, because the office's own header may say what it likes.
    An annex laid out as the mere plan is ``without_progress``.
    """
    pairs: tuple[tuple[Statements, Statements | None, frozenset[str], Collection[str]], ...] = (
        (read.listed, read.ledger, _LISTED, ()),
        (read.listed, read.annex, frozenset({said.PRINTED}), unpublished),
        (read.ledger, read.annex, frozenset(() if without_progress else (said.STATUS, said.PROGRESS)),
         unpublished),
        (read.remarks, read.annex, frozenset({said.DRAFT} if draft else ()), ()),
        (read.listed, read.board, _LISTED, ()),
        (read.ledger, read.board, _STANDING, ()),
        (read.remarks, read.board, frozenset({said.BLOCKS, said.ADVISES}), ()),
        (read.ledger, read.circular,
         frozenset({said.UNITS, said.MISSING, said.RETURNED, said.EXPECTED}), ()),
        (read.ledger, read.reminders, frozenset({said.MISSING, said.ASKED, said.RETURNED}), not_urged),
    )
    return tuple(
        tuple(differences(first, second, aspects, left_out=left_out))
        for first, second, aspects, left_out in pairs if second is not None)
