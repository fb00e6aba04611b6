"""Sums that a Chinese text states and that its own figures do not bear out.

Three forms are told apart: a total and its parts (共48个，其中甲县1个、乙县17个…), places counted after
their names (甲县、乙旗、丙市3个旗县市) and a rate of two quantities (使用量2.84万吨，回收量1.49万吨，回收率52.6%).
What may be rounded, partial or of something else is left alone: only a figure that stands close to
what it ought to be, or is exceeded by its parts, is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Misfit:
    """A figure as printed, what the others come to, and how that was reckoned."""

    printed: str
    reckoned: str
    how: str


_NUMBER = r"\d+(?:\.\d+)?"
_MEASURES = (
    r"(?:万|亿|千|百)?(?:立方米|平方米|平方公里|平方千米|公里|千米|公顷|亩|吨|米|元|千瓦时|千瓦|户|人次|人|个|家|处|座|眼|件|项|起|条|宗|台套|台|套|"
    r"辆|口|所|份|名|村|次|块|片|只|头|艘|栋|幅|段|批|类|种)"
)
_QUANTITY = re.compile(rf"(?<![\d.第])({_NUMBER})\s*({_MEASURES})(?!以[上下内]|左右|多)")
_ABOUT = re.compile(r"(?:约|近|超|超过|逾|达到|不低于|不少于|不足|至少|大约|接近|余|将近|每|第|前|后|日均|年均|平均|人均|分别)$")
_SENTENCE = re.compile(r"[^。；;！？\n]+")


def misfits(text: str) -> tuple[Misfit, ...]:
    """What does not add up inside one text."""
    plain = re.sub(r"《[^《》]*》", "", text)
    found: list[Misfit] = []
    for sentence in _SENTENCE.findall(plain):
        found += (*_totals(sentence), *_counted_places(sentence), *_rates(sentence))
    return tuple(dict.fromkeys(found))


# ── a total and its parts ────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class _Quantity:
    start: int
    stop: int
    value: Decimal
    printed: str
    measure: str


_PARTS_FOLLOW = re.compile(r"[^，。；：:（(、]{0,14}[，,：:（(]?(其中|分别为|分别是|包括|即|（|\()[：:，,]?[^，。；、\d]{0,12}$")
_BETWEEN = re.compile(r"[^\d。；]{0,16}")
_LIST_MARK = re.compile(r"[、，,]|和|及")


def _quantities(sentence: str) -> list[_Quantity]:
    return [
        _Quantity(m.start(), m.end(), Decimal(m[1]), m[0], m[2])
        for m in _QUANTITY.finditer(sentence)
        if not _ABOUT.search(sentence[: m.start()])
    ]


def _totals(sentence: str) -> Iterator[Misfit]:
    quantities = _quantities(sentence)
    for place, total in enumerate(quantities[:-2]):
        lead = _PARTS_FOLLOW.fullmatch(sentence[total.stop : quantities[place + 1].start])
        parts = _run(sentence, quantities[place + 1 :]) if lead else []
        if lead and len(parts) >= 2 and _same_measure(total, parts):
            yield from _misfit(total, parts, whole=lead[1] not in ("其中", "包括"))


def _run(sentence: str, quantities: Sequence[_Quantity]) -> list[_Quantity]:
    """The quantities of one list: each after the one before, with a short name between."""
    run = list(quantities[:1])
    for quantity in quantities[1:]:
        between = sentence[run[-1].stop : quantity.start]
        if not _BETWEEN.fullmatch(between) or not _LIST_MARK.search(between) or "其中" in between:
            break
        run.append(quantity)
    return run


def _same_measure(total: _Quantity, parts: Sequence[_Quantity]) -> bool:
    return all(part.measure == total.measure for part in parts)


def _misfit(total: _Quantity, parts: Sequence[_Quantity], *, whole: bool) -> Iterator[Misfit]:
    """Parts that exceed their total, or fall short of it by so little that one of them must be misprinted."""
    reckoned = sum((part.value for part in parts), Decimal(0))
    short = total.value - reckoned
    close = short * 100 <= total.value * 5 and len(parts) > 2
    if short < 0 or (short > 0 and (whole or close)):
        how = "+".join(str(part.value) for part in parts)
        yield Misfit(total.printed, f"{reckoned}{total.measure}", f"{how}={reckoned}")


# ── parts in one text, their total in another ────────────────────────────────────────────────────
_NOUN = re.compile(r"[一-鿿]{2}")
_OF_WHAT = 10


def parts_against(texts: Sequence[str], elsewhere: Sequence[str]) -> tuple[Misfit, ...]:
    """Lists of parts in ``texts`` (甲县1个、乙县17个、丙县16个…矿山) whose total stands ``elsewhere`` (48个矿山).

    A total is doubted where it comes close to what the parts of the same thing sum up to, and no text
    that has it has the very sum as well.
    """
    totals = [[(q, _thing(text, q.stop)) for q in _quantities(text)] for text in elsewhere]
    found: list[Misfit] = []
    for text in texts:
        for sentence in _SENTENCE.findall(text):
            for run in _runs_by_place(sentence):
                found += _against(sentence, run, totals)
    return tuple(dict.fromkeys(found))


def _runs_by_place(sentence: str) -> Iterator[list[_Quantity]]:
    """Lists of three or more parts of one measure, counted by place: only such are complete as a rule."""
    quantities = _quantities(sentence)
    while quantities:
        run = _run(sentence, quantities)
        quantities = quantities[len(run) :]
        by_place = all(_PLACE_ENDS.search(sentence[: part.start].rstrip()) for part in run)
        if len(run) > 2 and by_place and _same_measure(run[0], run):
            yield run


def _against(
    sentence: str, run: Sequence[_Quantity], totals: Sequence[Sequence[tuple[_Quantity, str]]],
) -> Iterator[Misfit]:
    reckoned = sum((part.value for part in run), Decimal(0))
    behind = sentence[run[-1].stop : run[-1].stop + 3 * _OF_WHAT]
    same = [[(q, thing) for q, thing in of_one if q.measure == run[0].measure] for of_one in totals]
    fitting = [of_one for of_one in same if any(q.value == reckoned for q, _ in of_one)]
    settled = {q.value for of_one in fitting for q, _ in of_one}
    how = "+".join(str(part.value) for part in run)
    for total, thing in (pair for of_one in same if of_one not in fitting for pair in of_one):
        close = abs(total.value - reckoned) * 5 <= total.value
        if close and total.value not in settled and _shares_a_noun(thing, behind):
            yield Misfit(total.printed, f"{reckoned}{total.measure}", f"{how}={reckoned}")


_PLACE_ENDS = re.compile(r"[区县旗市盟州镇乡道]$")


def _thing(text: str, start: int) -> str:
    return re.split(r"[，。；、]", text[start : start + _OF_WHAT])[0]


def _shares_a_noun(one: str, other: str) -> bool:
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    return any(_NOUN.fullmatch(pair) and pair in other for pair in pairs)


# ── places, counted ──────────────────────────────────────────────────────────────────────────────
_COUNTED = re.compile(
    r"((?:[一-鿿]{2,11}[旗县市区盟州]、)+[一-鿿]{2,11}[旗县市区盟州])(等)?(\d{1,2})个([旗县市区盟州]{1,4})(?![一-鿿]?[级直])"
)
_NOT_PLACES = re.compile(r"各|全[市省区县]|有关|相关|其他")


def _counted_places(sentence: str) -> Iterator[Misfit]:
    for found in _COUNTED.finditer(sentence):
        names = found[1].split("、")
        kinds = {name[-1] for name in names}
        if any(map(_NOT_PLACES.search, names)) or not kinds <= set(found[4]):
            continue
        counted, printed = len(names), int(found[3])
        if counted > printed or (counted < printed and not found[2]):
            yield Misfit(f"{printed}个{found[4]}", f"{counted}个", f"列出的是{found[1]}")


# ── a rate of two quantities ─────────────────────────────────────────────────────────────────────
_RATE = re.compile(rf"([一-鿿]{{2}})(?:率|占比|比例)(?:仅|只有|仅有|为|是|仅为|达|达到|只)*({_NUMBER})\s*[%％]")
_NEAR = Decimal(3)


def _rates(sentence: str) -> Iterator[Misfit]:
    """回收率 of 使用量 and 回收量: the last two quantities of one measure before it."""
    for found in _RATE.finditer(sentence):
        before = _quantities(sentence[: found.start()])[-2:]
        if len(before) < 2 or before[0].measure != before[1].measure or _ABOUT.search(sentence[: found.start(2)]):
            continue
        larger, smaller = sorted((q.value for q in before), reverse=True)
        named = sentence[max(0, before[1].start - 8) : before[1].start]
        if not larger or found[1] not in named:
            continue
        printed = Decimal(found[2])
        reckoned = (smaller * 100 / larger).quantize(_step(printed), ROUND_HALF_UP)
        if Decimal(0) < abs(reckoned - printed) <= _NEAR:
            yield Misfit(f"{printed}%", f"{reckoned}%", f"{smaller}÷{larger}={reckoned}%")


def _step(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(number.as_tuple().exponent))
