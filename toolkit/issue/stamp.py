"""The hidden sheet: which sheet this is, and the words of the drop-downs. Reading never depends on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.issue.form import Form
from toolkit.sheetbook import Area, Look, Workbook

STAMP_SHEET = "戳记"
TEMPLATE_VERSION = "1"

_PLAIN = Look(border=False, wrap=False)
_FIRST_CHOICE_COLUMN = 4


class Choices:
    """Lists of words in columns of the hidden sheet, for validation by range."""

    def __init__(self, *lists: Sequence[str]) -> None:
        self.lists = lists

    def source(self, index: int) -> str:
        column = _FIRST_CHOICE_COLUMN + index
        return Area(1, column, max(1, len(self.lists[index])), column).reference(STAMP_SHEET)


def stamp(form: Form) -> Mapping[str, str]:
    """What the stamp says."""
    return {
        "period": form.period.name, "unit": form.unit.name,
        "digest": form.period.digest, "version": TEMPLATE_VERSION,
    }


def properties(form: Form) -> Mapping[str, str]:
    """The same as custom document properties, `zhenggai-period` and so on."""
    return {f"zhenggai-{key}": value for key, value in stamp(form).items()}


def write_stamp(book: Workbook, form: Form, choices: Choices) -> None:
    sheet = book.sheet(STAMP_SHEET, state="veryHidden")
    for row, (key, value) in enumerate(stamp(form).items(), 1):
        sheet.write_row(row, (key, value), (_PLAIN,))
    for column, words in enumerate(choices.lists, _FIRST_CHOICE_COLUMN):
        for row, word in enumerate(words, 1):
            sheet.write(row, column, word, _PLAIN)
