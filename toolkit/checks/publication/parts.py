"""Parts listed in one text of a problem and their total in another; places named and counted.

What one sentence says of itself is held together in ``checks.sums``; here a measure (责令甲县1个、乙县17个、
丙县16个…矿山整改) is held against the problem's own words (48个矿山).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.checks.sums import Disagreement
from toolkit.checks.sums.found import NO_AMOUNT, added
from toolkit.quantities import Quantity, quantities
from toolkit.regex import regex

_SENTENCE = regex(r"[^。；;！？\n]+")
_BETWEEN = regex(r"(?:[、，,]|和|及)[^\d。；，,]{1,14}")
_PLACE_ENDS = regex(r"[区县旗市盟州镇乡道]$")
_NOUN = regex(r"[一-鿿]{2}")
_OF_WHAT = 10
"""Characters after a figure that say what it counts."""


# ── parts in one text, their total in another ────────────────────────────────────────────────────
def parts_against(texts: Sequence[str], elsewhere: Sequence[str]) -> tuple[Disagreement, ...]:
    """Lists of parts in ``texts`` whose total stands ``elsewhere``, and that do not make it.

    A total is doubted where it comes close to what the parts of the same thing sum up to, and no text
    that has it has the very sum as well.
    """
    totals = [[(q, _thing(text, q)) for q in quantities(text) if not q.vague] for text in elsewhere]
    found: list[Disagreement] = []
    for text in texts:
        for sentence in _SENTENCE.findall(text):
            for run in _runs_by_place(sentence):
                found += _against(sentence, run, totals)
    return tuple(dict.fromkeys(found))


def _runs_by_place(sentence: str) -> Iterator[list[Quantity]]:
    """Lists of three or more parts of one measure, counted by place: only such are complete as a rule."""
    left = list(quantities(sentence))
    while left:
        run = _run(sentence, left)
        left = left[len(run) :]
        by_place = all(_PLACE_ENDS.search(sentence[: part.start].rstrip()) for part in run)
        plain = len({part.unit for part in run}) == 1 and not any(part.vague for part in run)
        if len(run) > 2 and by_place and plain and run[0].unit not in NO_AMOUNT:
            yield run


def _run(sentence: str, left: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of one list: each after the one before, with a name between."""
    run = [left[0]]
    for quantity in left[1:]:
        if not _BETWEEN.fullmatch(sentence[run[-1].end : quantity.start]):
            break
        run.append(quantity)
    return run


def _against(
    sentence: str, run: Sequence[Quantity], totals: Sequence[Sequence[tuple[Quantity, str]]],
) -> Iterator[Disagreement]:
    reckoned = added(run)
    behind = sentence[run[-1].end : run[-1].end + 3 * _OF_WHAT]
    same = [[(q, thing) for q, thing in of_one if q.unit == run[0].unit] for of_one in totals]
    fitting = [of_one for of_one in same if any(q.value == reckoned for q, _ in of_one)]
    settled = {q.value for of_one in fitting for q, _ in of_one}
    terms = "＋".join(part.bare for part in run)
    for total, thing in (pair for of_one in same if of_one not in fitting for pair in of_one):
        close = abs(total.value - reckoned) * 5 <= total.value
        if close and total.value not in settled and _shares_a_noun(thing, behind):
            computed = total.say(reckoned)
            yield Disagreement(sentence.strip(), total.bare, computed,
                               f"写的是“{total.bare}”，措施里分项相加{terms}＝{computed}")


def _thing(text: str, quantity: Quantity) -> str:
    return re.split(r"[，。；、]", text[quantity.end : quantity.end + _OF_WHAT])[0]


def _shares_a_noun(one: str, other: str) -> bool:
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    return any(_NOUN.fullmatch(pair) and pair in other for pair in pairs)


# ── places, counted ──────────────────────────────────────────────────────────────────────────────
_COUNTED = regex(
    r"((?:[一-鿿]{2,11}[旗县市区盟州]、)+[一-鿿]{2,11}[旗县市区盟州])(等)?(\d{1,2})个([旗县市区盟州]{1,4})(?![一-鿿]?[级直])"
)
_NOT_PLACES = regex(r"各|全[市省区县]|有关|相关|其他")


def wrong_places(text: str) -> tuple[Disagreement, ...]:
    """甲县、乙旗、丙市4个旗县市: places named that are not as many as is said."""
    return tuple(filter(None, (_miscounted(found) for found in _COUNTED.finditer(text))))


def _miscounted(found: re.Match[str]) -> Disagreement | None:
    names = found[1].split("、")
    kinds = {name[-1] for name in names}
    if any(map(_NOT_PLACES.search, names)) or not kinds <= set(found[4]):
        return None
    counted, printed = len(names), f"{found[3]}个{found[4]}"
    if counted == int(found[3]) or (counted < int(found[3]) and found[2]):
        return None
    computed = f"{counted}个{found[4]}"
    return Disagreement(found[0], printed, computed, f"写的是“{printed}”，列出的有{counted}个（{found[1]}）")
