"""Agreement by proof: what the outputs say, read back from their bytes, held against each other."""

from toolkit.agreement.board import board_said
from toolkit.agreement.pairs import Outputs, disagreements
from toolkit.agreement.papers import annex_said, circular_said, reminders_said
from toolkit.agreement.said import (
    Difference,
    Said,
    Statements,
    problem_subject,
    statements_digest,
    unit_subject,
    unreadable,
)
from toolkit.agreement.truth import (
    PROBLEM_HEADINGS,
    UNIT_HEADINGS,
    UNIT_SHEET,
    ledger_said,
    list_said,
    remarks_said,
)

__all__ = [
    "PROBLEM_HEADINGS",
    "UNIT_HEADINGS",
    "UNIT_SHEET",
    "Difference",
    "Outputs",
    "Said",
    "Statements",
    "annex_said",
    "board_said",
    "circular_said",
    "disagreements",
    "ledger_said",
    "list_said",
    "problem_subject",
    "remarks_said",
    "reminders_said",
    "statements_digest",
    "unit_subject",
    "unreadable",
]
