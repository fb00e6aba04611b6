"""The looks of the standard sheet: what may be filled in is light yellow, what is settled is grey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from toolkit.model import Column, Weight
from toolkit.sheetbook import Look

BODY = 12.0
"""Font size of the tables, in points."""

TITLE = Look(font="黑体", size=18, border=False, align="center")
HINT = Look(size=10.5, border=False, colour="#7F6000", wrap=False)
LABEL = Look(font="黑体", fill="#D9E2F3", align="center")
LOCKED_VALUE = Look(font="仿宋", size=BODY, fill="#F2F2F2", bold=True)
VALUE = Look(font="仿宋", size=BODY, fill="#FFFBE6", locked=False, number="@")
DATE_VALUE = replace(VALUE, number="yyyy-mm-dd", align="left")
OFFICIAL_HEADING = Look(font="黑体", fill="#D9E2F3", align="center")
ANSWER_HEADING = Look(font="黑体", fill="#FFE699", align="center")
REQUIRED_HEADING = replace(ANSWER_HEADING, colour="#C00000")
SECTION = Look(font="黑体", size=12, border=False, colour="#1F4E79", wrap=False)
SENTENCE = Look(font="仿宋", size=BODY)
KEY = Look(font="黑体", size=11, fill="#F2F2F2", align="center")

MARKS: Mapping[Weight, str] = {"blocks": "#F8B4AA", "advises": "#FFD966"}
"""Fills of cells with a remark on them."""
SETTLED_FILL = "#EDEDED"

_OFFICIAL = Look(font="仿宋", size=BODY, valign="top")
_ANSWER = Look(font="仿宋", size=BODY, valign="top", fill="#FFFBE6", locked=False)
_SETTLED = Look(font="仿宋", size=BODY, valign="top", fill=SETTLED_FILL, colour="#7F7F7F")
_CENTRED = frozenset({"number", "ordinal", "date", "status", "measure_status"})
_NUMBER_FORMATS = {"date": "yyyy-mm-dd", "phone": "@"}
"""Dates as ISO; telephone numbers as text, or Excel eats the leading zero."""


def heading_look(column: Column) -> Look:
    if column.filled_by == "office":
        return OFFICIAL_HEADING
    return REQUIRED_HEADING if column.required else ANSWER_HEADING


def cell_look(column: Column, *, settled: bool, unlocked: bool = False) -> Look:
    """The look of one cell of a table; ``unlocked`` for rows that are the unit's own."""
    to_fill = column.filled_by == "unit" or unlocked
    kind = "ordinal" if column.field == "ordinal" else column.kind
    return _cell_look(kind, to_fill=to_fill, settled=settled)


@cache
def _cell_look(kind: str, *, to_fill: bool, settled: bool) -> Look:
    look = _SETTLED if settled else (_ANSWER if to_fill else _OFFICIAL)
    look = replace(look, locked=not to_fill)
    if kind in _CENTRED:
        look = replace(look, align="center", valign="vcenter")
    if to_fill and kind in _NUMBER_FORMATS:
        look = replace(look, number=_NUMBER_FORMATS[kind])
    return look


def marked(look: Look, *, blocks: bool) -> Look:
    """The same cell with a remark on it: red where it must be corrected, orange where to look again."""
    return replace(look, fill=MARKS["blocks" if blocks else "advises"])
