"""The hidden sheet 表样 of ``templates/填报表.xlsx``: what was learned, so that renaming is noticed.

Rows: 表, 字段, 栏目; the words of long drop-downs stand in the columns to the right of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.pattern.draft import Draft, KeptCell

NOTE_SHEET = "表样"
_HEADINGS = ("表", "字段", "栏目")
FIRST_LIST = 5


@dataclass(frozen=True, slots=True)
class Note:
    """Headings by field for every table; words of drop-downs by column of the hidden sheet."""

    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    lists: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def of(self, table: str) -> Mapping[str, str]:
        """Field -> heading as the sheet had it when it was learned."""
        return {name: heading for (where, name), heading in self.headings.items() if where == table}


def read_note(draft: Draft) -> Note:
    """Read the hidden sheet; rows it cannot understand say nothing."""
    headings: dict[tuple[str, str], str] = {}
    lists: dict[int, list[str]] = {}
    for number, row in sorted(draft.rows.items()):
        said = [row.cells[c].text if c in row.cells else "" for c in (1, 2, 3)]
        if number > 1 and said[0] and said[1]:
            headings[said[0], said[1]] = said[2]
        for column, cell in row.cells.items():
            if column >= FIRST_LIST and cell.text:
                lists.setdefault(column, []).append(cell.text)
    return Note(headings, {column: tuple(words) for column, words in lists.items()})


def note_draft(
    headings: Sequence[tuple[str, str, str]], lists: Sequence[Sequence[str]],
) -> Draft:
    """The hidden sheet; ``lists`` go to columns ``FIRST_LIST`` and on."""
    draft = Draft()
    for number, row in enumerate([_HEADINGS, *headings], 1):
        for column, text in enumerate(row, 1):
            draft.put(number, column, KeptCell().saying(text))
    for column, words in enumerate(lists, FIRST_LIST):
        for number, word in enumerate(words, 1):
            draft.put(number, column, KeptCell().saying(word))
    return draft
