"""Columns that ask for two things at once: 整改状态及完成日期, 填报人/联系电话.

What such a cell says is taken apart where one half is a date or a telephone number; any other pair
stays whole, under the first of the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.dates import read_day
from toolkit.model import Column, Written
from toolkit.read.cells import noted
from toolkit.tables.levels import heading_key

_AND = re.compile(r"以及|[及和与、/／]")
_DAY = re.compile(
    r"\d{4}\s*[年./-]\s*\d{1,2}\s*(?:[月./-]\s*\d{1,2}(?:\s*日)?|月底?)|\d{1,2}\s*月\s*\d{1,2}\s*日")
_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d{9}|(?:0\d{2,3}[- ]?)?\d{7,8}")
_AROUND = " \t\n\u3000（()）,，;；、:：/"
_TOLD_APART = ("date", "phone")


def asks_two(text: str) -> bool:
    """Whether a heading may name two columns at all."""
    return bool(_AND.search(text))


def two_of(text: str, known: Mapping[str, Column]) -> tuple[Column, Column] | None:
    """The two columns of units' answers that a heading names, in its order; None where it does not."""
    for mark in _AND.finditer(text):
        one, other = known.get(heading_key(text[: mark.start()])), known.get(heading_key(text[mark.end() :]))
        if one and other and one.field != other.field and one.filled_by == other.filled_by == "unit":
            return one, other
    return None


def taken_apart(value: Written, one: Column, other: Column) -> dict[str, Written]:
    """The cell by field."""
    exact = next((column for column in (one, other) if column.kind in _TOLD_APART), None)
    rest = other if exact is one else one
    how = f"一栏填两项，分别记入“{one.heading}”“{other.heading}”"
    if exact is None:
        return {one.field: noted(value, f"一栏填两项，整格记入“{one.heading}”")}
    found = (_DAY if exact.kind == "date" else _PHONE).search(value.text)
    if found is None:
        return {rest.field: value}
    left = f"{value.text[: found.start()].strip(_AROUND)}{value.text[found.end() :].strip(_AROUND)}"
    halves = {exact.field: noted(value, how)._replace(text=found[0], day=read_day(found[0]))}
    if left:
        halves[rest.field] = noted(value, how)._replace(text=left, day=None)
    return halves
