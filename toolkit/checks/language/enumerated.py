"""A whole told in its parts, one of which has come to no end: 55口坑塘，42口清淤还水，13口合同未到期、存在分歧."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from toolkit.checks.language.wordings import pattern
from toolkit.clauses import Piece, sentences
from toolkit.quantities import MONEY, PERCENT, TIMES, Quantity, quantities

_COUNTED_TWICE = pattern(r"\d[^。]*\d[^。]*\d")
_SETTLED = pattern("已|均|都|全部|完毕|现|后|自行|主动|合格|达标|无需|不再|另行")
_DONE = pattern(
    "(?<!未)〈做成〉|属|为|由|予以|保留|采用|改|转|退|注销|取缔|自愿|办理|拆|迁|停|补|废弃|使用|正常|运行|销号|修缮|恢复|闭|还|"
    "复垦|复耕|复绿|入|换|建")
_TROUBLE = pattern("难|缺|未|不(?!属|在|再)|分歧|纠纷|争议|破产|诉讼|流拍|失联|经常|频繁|待|拟|正在|计划|尚|仍|阻|滞|停滞")
_ATTRIBUTE = pattern("的$")
_NO_COUNT = frozenset({MONEY, PERCENT, "百分点", *TIMES})


def part_without_end(plain: str) -> Piece | None:
    """The part of a whole of which nothing done is told while it is of the others; quotations are blanked in ``plain``."""
    if not _TROUBLE.search(plain) or not _COUNTED_TWICE.search(plain):
        return None
    for sentence in sentences(plain):
        own = [q for q in quantities(sentence.text) if q.unit and q.unit not in _NO_COUNT and not q.vague]
        for position, whole in enumerate(own):
            found = _unsettled(sentence, _parts_of(whole, own[position + 1:]))
            if found:
                return found
    return None


def _parts_of(whole: Quantity, later: Sequence[Quantity]) -> list[Quantity]:
    """The next amounts of its unit, where two or more of them make the whole."""
    parts: list[Quantity] = []
    total = Decimal(0)
    for quantity in later:
        if quantity.unit == whole.unit and total < whole.value:
            parts.append(quantity)
            total += quantity.value
    return parts if len(parts) > 1 and total == whole.value else []


def _unsettled(sentence: Piece, parts: Sequence[Quantity]) -> Piece | None:
    """The first part of which nothing is told as done, where something is of another."""
    if not parts or any(_ATTRIBUTE.search(sentence.text[:part.start]) for part in parts):
        return None
    starts = [max(sentence.text.rfind(mark, 0, part.start) for mark in "，,；;：:、。") + 1 for part in parts]
    spans = [Piece(sentence.text[start:end], sentence.start + start)
             for start, end in zip(starts, [*starts[1:], len(sentence.text)], strict=True)]
    ended = [_ended(span.text) for span in spans]
    waiting = [span for span, end in zip(spans, ended, strict=True) if not end and _TROUBLE.search(span.text)]
    return waiting[0] if any(ended) and waiting else None


def _ended(told: str) -> bool:
    return bool(_SETTLED.search(told) or (_DONE.search(told) and not _TROUBLE.search(told)))
