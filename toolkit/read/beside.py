"""What a unit wrote outside the tables: notes above and below them, sheets of its own.

Our own words (titles, hints, instructions, empty signature lines) are told from the unit's by what they
say, so that nothing a person typed is dropped and nothing of ours is kept as if it were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.model import Place, Written
from toolkit.read.cells import written
from toolkit.tables.grid import Sheet
from toolkit.text import matching_key

_LABEL_ONLY = re.compile(
    r"(?:单位|主要|分管|主管|填报|填表|审核|审批|经办|负责|制表|联系|领导|人|[()])*"
    r"(?:签字|签名|签章|盖章|公章)?[()]*:?_*|年月日|[^:]{1,12}:")
_OURS_ABOVE = re.compile(r"填报表|只填浅黄色格|带 ?\* ?的必填")
_INSTRUCTION_COLUMNS = 2
_MOST_CELLS = 300
"""Cells of a sheet of the unit's own that are kept one by one."""


def is_label(text: str) -> bool:
    """Whether a text is an empty signature line or a label with nothing behind it."""
    return all(_LABEL_ONLY.fullmatch(part) for part in re.split(r"(?<=_)(?=[^_])", matching_key(text)))


def is_ours_above(text: str) -> bool:
    """Whether a text above the table is the sheet's title, its hint, or a mere label."""
    return bool(_OURS_ABOVE.search(text)) or is_label(text)


def own_cells(file: str, sheet: Sheet, *, instructions: bool) -> Iterator[Written]:
    """What stands on a sheet without a table; of a very long one the first cells, and how many more.

    Of 填报说明 only what is beside its two columns: they are locked, and ours.
    """
    first = _INSTRUCTION_COLUMNS + 1 if instructions else 1
    cells = [c for c in sheet.cells if c.column >= first and c.text.strip()]
    yield from kept(written(c, file, sheet.name) for c in cells[:_MOST_CELLS])
    if len(cells) > _MOST_CELLS:
        more = cells[_MOST_CELLS]
        said = f"（工作表“{sheet.name}”从这一格起还有{len(cells) - _MOST_CELLS}格没有列出，见原文件）"
        yield Written(said, said, Place(file, sheet.name, more.row, more.column))


def kept(notes: Iterable[Written]) -> Iterator[Written]:
    """Notes that say something."""
    return (note for note in notes if note.raw.strip() and not is_label(note.text or note.raw))
