"""Conditions under which a cell changes its look."""

from __future__ import annotations

from datetime import date

from toolkit.model import CellValue
from toolkit.text import printable, utf16_length

_COMPARED = 80
"""Characters of a text a formula compares; it takes 255."""


def differs(cell: str, value: CellValue, epoch: int) -> str:
    """A formula that says whether a cell holds something else; texts by length and beginning.

    ``epoch`` is the day dates are counted from, as an ordinal.
    """
    if isinstance(value, date):
        return f"{cell}<>{value.toordinal() - epoch}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{cell}<>{value}"
    text = printable(str(value)) if value else ""
    begun = text[:_COMPARED].split("\n")[0].replace('"', '""')
    length = utf16_length(text)
    same_beginning = f'LEFT({cell},{utf16_length(begun.replace(chr(34) * 2, chr(34)))})<>"{begun}"'
    return f"OR(LEN({cell})<>{length},{same_beginning})" if text else f"LEN({cell})>0"
