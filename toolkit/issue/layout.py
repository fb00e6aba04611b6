"""Where things stand on the sheet, known before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolkit.issue.form import INSTRUCTION_SHEET, PROBLEM_SHEET, Form
from toolkit.model import column_letters


class Spot(NamedTuple):
    """A cell of the sheet being written."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


ZERO_REPORT = Spot(INSTRUCTION_SHEET, 7, 2)
"""The answer cell beside 本期无进展."""
REASON = Spot(INSTRUCTION_SHEET, 8, 2)
"""The answer cell beside 理由, directly below."""

_PAIRS_A_ROW = 3
_FIRST_ROW = 2


def head_spots(form: Form) -> Mapping[str, Spot]:
    """The cell of every head value: label left of value, three pairs a row; or where the office has it."""
    office = form.office("problems")
    if office:
        rows = max(len(form.problems) + len(form.own_entries()), 1)
        below = rows - (office.body[1] - office.body[0] + 1)
        return {
            name: Spot(PROBLEM_SHEET, spot.row + (below if spot.row > office.body[1] else 0), spot.column)
            for name, spot in office.head.items()}
    return {
        column.field: Spot(PROBLEM_SHEET, _FIRST_ROW + index // _PAIRS_A_ROW,
                           2 + 2 * (index % _PAIRS_A_ROW))
        for index, column in enumerate(form.profile.issued("head"))
    }


def header_row(form: Form) -> int:
    """The row of the table's headings: below title, head and hint."""
    return _FIRST_ROW + -(-len(form.profile.issued("head")) // _PAIRS_A_ROW) + 1
