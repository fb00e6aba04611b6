"""A change and its two ends: 由12家增加到15家，增加3家; 由85%提高到92%，提高7个百分点; 由120台增加到150台，增长25%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from toolkit.checks.sums.found import Disagreement, slack
from toolkit.clauses import Piece
from toolkit.quantities import PERCENT, Quantity

_FROM_TO = re.compile(r"(?:由|从)(?:(?:19|20)\d{2}年)?[^，,；;。\d]{0,12}$")
_AGAINST = re.compile(r"^[^，,；;。]{0,8}[，,]?\s*(?:较|比)[^，,；;。]{0,14}$")
_VERB = r"(?:净增|增加|提高|提升|上升|增长|减少|下降|降低|压减|扩大)了?(?:约)?$"
_BY = re.compile(_VERB)
_AT_RATE = re.compile(r"^[，,（(\s]*" + _VERB)
"""A rate may be compared with something else (同比), so nothing else may stand before its verb."""
_HUNDRED = Decimal(100)


def wrong_growth(text: str, sentence: Piece, own: Sequence[Quantity]) -> Disagreement | None:
    """由12家增加到15家，增加5家; 78微克，较去年同期的85微克下降10.2%: the change is not the difference, or not that
    part of where it began.
    """
    for before, after, by in zip(own, own[1:], own[2:], strict=False):
        if before.unit != after.unit or any(q.vague for q in (before, after, by)):
            continue
        between = text[before.end:after.start]
        if _AGAINST.search(between) and by.unit == PERCENT != before.unit and after.value:
            computed = _rate(after, before, by) if _AT_RATE.search(text[after.end:by.start]) else None
            if computed:
                return Disagreement(sentence.text.strip(), by.bare, computed,
                                    f"{before.bare}比{after.bare}变化{computed}，与写的“{by.bare}”不一致")
            continue
        if not _FROM_TO.search(text[sentence.start:before.start]) or not re.search("到|至|为", between):
            continue
        told = text[after.end:by.start]
        by_amount = by.unit == before.unit != PERCENT or (before.unit, by.unit) == (PERCENT, "百分点")
        if by_amount and _BY.search(told):
            computed = _amount(before, after, by)
        elif by.unit == PERCENT != before.unit and before.value and _AT_RATE.search(told):
            computed = _rate(before, after, by)
        else:
            continue
        if computed:
            how = "变化" if by.unit == PERCENT else "相差"
            return Disagreement(
                sentence.text.strip(), by.bare, computed,
                f"由{before.bare}到{after.bare}{how}{computed}，与写的“{by.bare}”不一致")
    return None


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
