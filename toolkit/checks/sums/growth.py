"""A change and its two ends: 由12家增加到15家，增加3家; 由85%提高到92%，提高7个百分点."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.checks.sums.found import Disagreement, slack
from toolkit.clauses import Piece
from toolkit.quantities import PERCENT, Quantity

_FROM_TO = re.compile(r"(?:由|从)[^，,；;。\d]{0,12}$")
_BY = re.compile(r"(?:增加|提高|提升|上升|增长|减少|下降|降低|压减|扩大)了?(?:约)?$")


def wrong_growth(text: str, sentence: Piece, own: Sequence[Quantity]) -> Disagreement | None:
    """由12家增加到15家，增加5家: the change is not the difference."""
    for before, after, by in zip(own, own[1:], own[2:], strict=False):
        one_unit = before.unit == after.unit and (
            by.unit == before.unit != PERCENT or (before.unit, by.unit) == (PERCENT, "百分点"))
        if not one_unit or any(q.vague for q in (before, after, by)):
            continue
        between = text[before.end:after.start]
        if not _FROM_TO.search(text[sentence.start:before.start]) or not re.search("到|至|为", between):
            continue
        if not _BY.search(text[after.end:by.start]):
            continue
        change = abs(after.value - before.value)
        if abs(change - by.value) > slack(before) + slack(after) + slack(by):
            return Disagreement(
                sentence.text.strip(), by.bare, by.say(change),
                f"由{before.bare}到{after.bare}相差{by.say(change)}，与写的“{by.bare}”不一致")
    return None
