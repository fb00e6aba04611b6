"""What hangs at cells: comments, links, struck words, pictures and text boxes, as further writing of the unit.

Our own marks of a 退回 workbook are comments too; they are told by how they begin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.model import Place, Written
from toolkit.tables.grid import Note, Sheet

_OURS = ("【必须改】", "【请核对】")
_NAMES: Mapping[str, str] = {
    "comment": "批注", "link": "链接", "struck": "删除线", "picture": "图片", "text box": "文本框",
}


@dataclass(slots=True)
class NotesAt:
    """The notes of one sheet by row, given out once each."""

    file: str
    sheet: str
    _rows: dict[int, list[Note]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, file: str, sheet: Sheet) -> NotesAt:
        notes = cls(file, sheet.name)
        texts = {(c.row, c.column): c.text.strip() for c in sheet.cells} if sheet.notes else {}
        for note in sheet.notes:
            shown = texts.get((note.row, note.column), "")
            if note.text.strip() and not note.text.startswith(_OURS) \
                    and not (note.kind == "link" and note.text.removeprefix("mailto:") == shown):
                notes._rows[note.row].append(note)
        return notes

    def struck(self, row: int) -> Mapping[int, str]:
        """The struck words of a row by column."""
        return {n.column: n.text for n in self._rows.get(row, ()) if n.kind == "struck"}

    def taken(self, row: int, headings: Mapping[int, str]) -> Mapping[str, Written]:
        """The notes of a table's row, by the heading they stand under and what they are."""
        extra: dict[str, Written] = {}
        for note in self._rows.pop(row, ()):
            heading = headings.get(note.column, f"第{note.column}列")
            name = f"{heading}（{_NAMES[note.kind]}）"
            number = 1
            while name in extra:
                number += 1
                name = f"{heading}（{_NAMES[note.kind]}{number}）"
            extra[name] = self._written(note, note.text)
        return extra

    def left(self) -> Iterable[Written]:
        """The notes that stand in no row of a table."""
        for _, notes in sorted(self._rows.items()):
            for note in notes:
                yield self._written(note, f"{_NAMES[note.kind]}：{note.text.strip()}")

    def _written(self, note: Note, text: str) -> Written:
        return Written(note.text, text.strip(), Place(self.file, self.sheet, note.row, note.column))
