"""A change and its two ends: 由12家增加到15家，增加3家; 由85%提高到92%，提高7个百分点; 由120台增加到150台，增长25%."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from toolkit.checks.language.wordings import pattern
from toolkit.checks.sums.found import Disagreement, slack
from toolkit.clauses import Piece
from toolkit.quantities import PERCENT, Quantity

_FROM_TO = pattern(r"(?:由|从)(?:(?:19|20)\d{2}年)?[^，,；;。\d]{0,12}$")
_AGAINST = pattern(r"^[^，,；;。]{0,8}[，,]?\s*(?:较|比)[^，,；;。]{0,14}$")
_VERB = r"(?:净增|增幅|降幅|增加|提高|提升|上升|增长|减少|下降|降低|压减|扩大)了?(?:约|达|达到|为)?$"
_BY = pattern(_VERB)
_AT_RATE = pattern(r"^[，,、（(\s]*" + _VERB)
"""A rate may be compared with something else (同比), so nothing else may stand before its verb."""
_HUNDRED = Decimal(100)


def wrong_growth(text: str, sentence: Piece, own: Sequence[Quantity]) -> Disagreement | None:
    """由12家增加到15家，增加5家; 78微克，较去年同期的85微克下降10.2%: a change is not the difference, or not that
    part of where it began. What is told of one pair of ends may be both: 减少0.25万吨，降幅8.7%.
    """
    for place, (before, after) in enumerate(itertools.pairwise(own)):
        if before.unit != after.unit or before.vague or after.vague:
            continue
        for last, by in zip(own[place + 1:place + 3], own[place + 2:place + 4], strict=False):
            wrong = None if by.vague else _wrong_change(text, sentence, (before, after), last, by)
            if wrong:
                return wrong
            if _LIMITS.search(text[last.end:by.start]):
                break
    return None


_LIMITS = pattern("[；;。]|由|从|其中")
"""Behind these another change begins."""


def _wrong_change(
    text: str, sentence: Piece, ends: tuple[Quantity, Quantity], last: Quantity, by: Quantity,
) -> Disagreement | None:
    """``by`` where it is not the change from the first of two ends to the other; ``last`` is the figure before it."""
    before, after = ends
    between, told = text[before.end:after.start], text[last.end:by.start]
    if _LIMITS.search(told):
        return None
    if _AGAINST.search(between):
        if last is not after or not _AT_RATE.search(told):
            return None
        if by.unit == PERCENT != before.unit and after.value:
            computed = _rate(after, before, by)
        else:
            computed = _amount(before, after, by) if _counts(before, by) else None
        return Disagreement(
            sentence.text.strip(), by.bare, computed,
            f"{before.bare}比{after.bare}变化{computed}，与写的“{by.bare}”不一致") if computed else None
    if not _FROM_TO.search(text[sentence.start:before.start]) or not re.search("到|至|为", between):
        return None
    if _counts(before, by) and (_BY if last is after else _AT_RATE).search(told):
        computed, how = _amount(before, after, by), "相差"
    elif by.unit == PERCENT != before.unit and before.value and _AT_RATE.search(told):
        computed, how = _rate(before, after, by), "变化"
    else:
        return None
    return Disagreement(
        sentence.text.strip(), by.bare, computed,
        f"由{before.bare}到{after.bare}{how}{computed}，与写的“{by.bare}”不一致") if computed else None


def _counts(end: Quantity, by: Quantity) -> bool:
    """Whether a change is told in the unit of its ends, that of two rates in 百分点."""
    return by.unit == end.unit != PERCENT or (end.unit, by.unit) == (PERCENT, "百分点")


def _amount(before: Quantity, after: Quantity, by: Quantity) -> str | None:
    """The difference, where it is not the one printed."""
    change = abs(after.value - before.value)
    return by.say(change) if abs(change - by.value) > slack(before) + slack(after) + slack(by) else None


def _rate(before: Quantity, after: Quantity, by: Quantity) -> str | None:
    """The change in hundredths of the first amount, where it is not the one printed, rounded or cut off."""
    rate = abs(after.value - before.value) / before.value * _HUNDRED
    rounded = (slack(before) + slack(after)) * 2 / before.value * _HUNDRED
    if abs(rate - by.value) < by.step + rounded:
        return None
    places = max(2, -int(by.step.as_tuple().exponent))
    return f"{rate:.{places}f}%"
