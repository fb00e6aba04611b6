"""The headings of a table: which rows they are, and which column is which field.

Headings may stand on two levels, repeat on every page, carry notes in brackets or a level's name
(市级牵头单位); the profile's names for a field are all that is known of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.official.sources import Grid
from toolkit.official.vocabulary import PLAN_FIELDS, UNIT_FIELDS, Vocabulary
from toolkit.regex import regex
from toolkit.text import matching_key

_LONGEST = 60
_SHORT = 24
_LEVELS = 3
_WANTED = PLAN_FIELDS | {"progress"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: the field it stands for and how it is printed.

    ``option``: the column is one of several to be ticked, and this is its wording.
    """

    field: str
    name: str
    option: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table by column; ``rows`` is how many rows they take."""

    columns: Mapping[int, Heading]
    rows: int

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(heading.field for heading in self.columns.values())

    def places(self, *fields: str) -> list[int]:
        """The columns of these fields, from left to right."""
        return [place for place, heading in sorted(self.columns.items()) if heading.field in fields]


def header_at(grid: Grid, row: int, vocabulary: Vocabulary) -> Header | None:
    """The header that begins in this row; None where none does."""
    if not _may_head(grid.rows[row]):
        return None
    upper = list(grid.rows[row])
    header = _header([upper], vocabulary)
    count = 1
    levels = [upper]
    while count < _LEVELS and row + count < len(grid.rows):
        lower = list(grid.rows[row + count])
        if not _is_lower_level(levels, lower, vocabulary):
            break
        levels = [*levels, lower]
        count += 1
        header = _header(levels, vocabulary) or header
    found = _with_text(header) if header else None
    return found if found and _is_enough(found.fields) else None


def _may_head(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) >= 2 and all(len(cell) <= _LONGEST for cell in filled)


def _is_enough(fields: frozenset[str]) -> bool:
    """Three fields, the problem's text and one of a list's own among them; or the measures of numbers."""
    if fields >= {"number", "measures"} and not fields & (PLAN_FIELDS - {"measures", "deadline"}) | fields & {"text"}:
        return "measure_ordinal" in fields
    return len(fields - {"other", "unknown"}) >= 3 and "text" in fields and bool(_WANTED & fields)


# ── levels ───────────────────────────────────────────────────────────────────────────────────────
def _is_lower_level(levels: Sequence[Sequence[str]], lower: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a row stands under headings: blank or the same where a problem's number and text would be."""
    upper = _names(levels)
    changed = [place for place, cell in enumerate(lower) if cell and cell != upper[place]]
    if len(changed) < 2 or any(len(lower[place]) > _SHORT for place in changed):
        return False
    own = {place for place, name in enumerate(upper) if vocabulary.heading(name) in ("number", "text")}
    if own & set(changed):
        return False
    known = [place for place in changed if _is_sub_heading(lower[place], vocabulary)]
    return bool(own) and len(known) * 2 >= len(changed) and _under_one(levels[-1], changed)


def _is_sub_heading(cell: str, vocabulary: Vocabulary) -> bool:
    key = matching_key(cell)
    return bool(vocabulary.heading(cell) or vocabulary.status(cell) or key in _ROLES or _PART.fullmatch(key))


def _under_one(upper: Sequence[str], changed: Sequence[int]) -> bool:
    """Some heading of the upper level is printed once over several columns."""
    return any(not upper[place] for place in changed)


_PART = regex(
    r"(?:单位|部门|单位名称|名称|部门名称|(?:市|县|区|旗|省|自治区|盟|州)(?:级|直|本级)?(?:单位|部门)?|属地|行业|领导|姓名|职务|"
    r"电话|联系方式|时间|日期|内容|(?:具体)?措施|情况|一级|二级|年份?|月份?|目标|合计|小计)"
)


def _names(levels: Sequence[Sequence[str]]) -> list[str]:
    """The lowest name of every column; a name printed once over several columns goes for each."""
    names = list(levels[0])
    for lower in levels[1:]:
        names = [cell or name for cell, name in zip(lower, names, strict=True)]
    return names


def _header(levels: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Header | None:
    columns: dict[int, Heading] = {}
    over = _spread(levels)
    for place, name in enumerate(_names(levels)):
        heading = _heading(name, over[place], vocabulary) if name else None
        if heading:
            columns[place] = heading
    return Header(columns, len(levels)) if columns else None


def _spread(levels: Sequence[Sequence[str]]) -> list[str]:
    """The heading over each column of the lowest level, spread over the columns it spans; '' where none."""
    if len(levels) < 2:
        return [""] * len(levels[0])
    spread, last = [], ""
    for upper, lower in zip(levels[-2], levels[-1], strict=True):
        last = upper or (last if lower else "")
        spread.append(last if lower and lower != last else "")
    return spread


def _heading(name: str, over: str, vocabulary: Vocabulary) -> Heading | None:
    field = vocabulary.heading(name)
    above = vocabulary.heading(over) if over else None
    if above == "progress" and field is None and vocabulary.status(name):
        return Heading("progress", name, option=True)
    if above in UNIT_FIELDS and (part := _ROLES.get(matching_key(name))):
        return Heading(part, f"{name}{over}")
    if above and above not in ("number", "other") and (field is None or _is_bare(name, field)):
        return Heading(above, over)
    return Heading(field or "unknown", name)


_ROLES = {
    **dict.fromkeys(("牵头", "主办", "主责", "牵头部门", "主办单位"), "lead_units"), "验收": "acceptance_units", "督导": "supervising_units",
    **dict.fromkeys(("配合", "协办", "协助", "参与", "协同"), "responsible_units"),
}
"""What 牵头 and 配合 under 责任单位 say."""


def _is_bare(name: str, field: str) -> bool:
    """单位, 时间 or 内容 under another heading say what that heading says."""
    return field == "other" and bool(re.fullmatch(r"单位|部门|单位名称|部门名称|名称|日期|时间", matching_key(name)))


# ── which heading is the problem's text ──────────────────────────────────────────────────────────
_IS_PROBLEM = regex("问题")


def _with_text(header: Header) -> Header:
    """One field for the problem's text: 存在问题 where nothing else is, 反馈问题 before 整改任务."""
    columns = dict(header.columns)
    texts = header.places("text")
    if not texts:
        first = min(header.places("measures", "progress", *UNIT_FIELDS), default=99)
        asked = [p for p in header.places("told") if p < first and _IS_PROBLEM.search(columns[p].name)]
        for place in asked[:1]:
            columns[place] = replace(columns[place], field="text")
    plain = [place for place in texts if _IS_PROBLEM.search(columns[place].name)]
    for place in texts if plain and len(texts) > len(plain) else ():
        if place not in plain:
            free = next((f for f in ("measures", "goal") if f not in {h.field for h in columns.values()}), "text")
            columns[place] = replace(columns[place], field=free)
    return Header(columns, header.rows)
