"""A whole and its parts: 共12家，其中7家已完成、4家正在推进; and a total after its parts: 3家、4家，合计8家."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from toolkit.checks.language.wordings import pattern
from toolkit.checks.sums.found import NO_AMOUNT, Disagreement, added, slack
from toolkit.clauses import BLANK, Piece, blanked
from toolkit.quantities import Quantity

_NEAR = Decimal("0.2")
"""A list of parts that is off by more than a fifth was not meant to be complete."""

_NEARLY_ALL = Decimal("0.1")
"""Parts nobody announced as such must come nearer."""
_ONE_SERIES = pattern("共|总计|合计")
_SERIES = pattern(r"[^，,、；;：:。\d]{0,6}[、，,][^，,、；;：:。\d]{1,12}")

_MANY = 6
"""So many rounded parts may be off by more than one of the last digit; fewer hardly ever are."""

_OF_WHICH = pattern(r"其中|分别为|分别是|分为|分成|包括|中[，,：:]")
_DONE = pattern(r"已|完成|建成|办结|达标|合格|通过|正常|在用|使用|运行|竣工|签订|签约")
_OPEN = pattern(r"正在|未|不|尚|剩余|其余|余下|推进|整改中|在建|停用|停运|停产|废弃|待|办理|施工|还有|另有|超标|关停|逾期")
_TO_COME = pattern("计划|预计|意向|拟|力争|将再|再[建治改新完]")
"""What is only intended is no part of what there is."""
_REST = pattern(r"剩余|其余|余下|尚余|还剩")
_WHOLE_MARK = pattern(r"共|总计|合计|现有|涉及|任务|应|需|计划|全市有|全县有|全区有|发现|排查|存在|受理|交办|梳理")
_STANDING = pattern(r"建成|建有|登记|拥有|有|全[市县区旗镇]$")
"""建成25座，正常运行19座、停运6座: a whole, where the parts say no more than their state and come near it."""
_SHORT = pattern(r"[\d.]+")
_ADDED_UP = pattern(r"累计|新增|增加")


def wrong_parts(text: str, sentence: Piece, own: Sequence[Quantity]) -> Disagreement | None:
    """共12家，其中7家已完成、4家正在推进: the parts do not make the whole."""
    plain = _without_brackets(sentence.text, keep="其中")
    for opening in _OF_WHICH.finditer(plain):
        start = sentence.start + opening.end()
        following = _OF_WHICH.search(plain, opening.end())
        end = sentence.start + (following.start() if following else len(plain))
        bracket = _closing(sentence.text, opening.end())
        end = min(end, sentence.start + bracket) if bracket is not None else end
        inside = [q for q in own if start <= q.start < end and plain[q.start - sentence.start] != BLANK]
        whole = [q for q in own if q.end <= sentence.start + opening.start()]
        wrong = _unequal(text, sentence, whole, inside, said=True)
        if wrong:
            return wrong
    if _OF_WHICH.search(plain):
        return None
    outside = [q for q in own if plain[q.start - sentence.start] != BLANK]
    return _unequal(text, sentence, outside[:1], outside[1:], said=False)


def _unequal(
    text: str, sentence: Piece, wholes: Sequence[Quantity], rest: Sequence[Quantity], *, said: bool,
) -> Disagreement | None:
    if not rest or not wholes:
        return None
    unit = rest[0].unit
    wholes = [q for q in wholes if q.unit == unit and unit not in NO_AMOUNT and not q.vague]
    parts = _without_subparts(_one_a_clause(text, [q for q in rest if q.unit == unit]))
    if not wholes or len(parts) < 2 or any(q.vague for q in parts):
        return None
    if any(_agrees(whole, parts[start:]) for whole in wholes for start in range(len(parts) - 1)) or _beside(wholes, parts):
        return None
    parts = [q for q in parts if not _TO_COME.search(_clause_of(text, sentence, q))]
    if len(parts) < 2 or any(_agrees(whole, parts) for whole in wholes):
        return None
    whole = wholes[-1]
    if not _meant_whole(text, sentence, whole, parts, said=said):
        return None
    return _told(sentence, whole, parts)


def _beside(wholes: Sequence[Quantity], parts: Sequence[Quantity]) -> bool:
    """17项，已整改12项，其中制度方面5项；正在整改5项: what stands last belongs beside the whole, not under it."""
    return any(
        larger.value == whole.value + added(parts[start:])
        for larger, whole in pairwise(wholes) for start in range(1, len(parts)))


def _without_subparts(parts: list[Quantity]) -> list[Quantity]:
    """发现问题38个，已整改35个、正在整改3个: what a part is made up of counts once."""
    for position, part in enumerate(parts):
        later = parts[position + 1:]
        if len(later) > 1 and added(later) == part.value:
            return parts[:position + 1]
    return parts


def _agrees(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts from the first on, up to any of the later ones, make the whole."""
    total, room = Decimal(0), Decimal(0)
    finest = max([whole.step, *(part.step for part in parts)])
    for count, part in enumerate(parts, 1):
        total += part.value
        room += slack(part)
        if count > 1 and abs(total - whole.value) <= (min(room + slack(whole), finest) if count < _MANY else room + slack(whole)):
            return True
    return False


def _meant_whole(
    text: str, sentence: Piece, whole: Quantity, parts: Sequence[Quantity], *, said: bool,
) -> bool:
    """Whether a sentence means its parts to be all there is."""
    words = [_clause_of(text, sentence, part) for part in parts]
    before = text[sentence.start:whole.start]
    # 自建成后从未运行 is open, whatever it says of having been built.
    done = [w for w in words if _DONE.search(w) and not _OPEN.search(w)]
    complementary = bool(done) and any(map(_OPEN.search, words))
    rest = any(map(_REST.search, words))
    if not said:
        marked = bool(_WHOLE_MARK.search(before[-14:]) or re.match(
            r"[^，,]{0,8}中[，,]", text[whole.end:whole.end + 12]))
        standing = bool(_STANDING.search(before[-14:])) and _close(whole, parts) and all(
            len(_SHORT.sub("", w)) <= 8 for w in words)
        return (marked or standing) and not _ADDED_UP.search(before) and bool(
            rest or (complementary and all(_DONE.search(w) or _OPEN.search(w) for w in words))
            or (_ONE_SERIES.search(before[-14:]) is not None and _is_series(text, whole, parts)))
    if complementary or rest:
        return True
    return _close(whole, parts) and whole.value >= 3


def _is_series(text: str, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """共摸排52个，需改造的19个、需淘汰的11个、符合要求的20个: three or more in one series that nearly make the whole."""
    between = [text[a.end:b.start] for a, b in pairwise(parts)]
    return len(parts) > 2 and _NEARLY_ALL * whole.value >= abs(added(parts) - whole.value) and all(
        _SERIES.fullmatch(words) for words in between)


def wrong_kinds(text: str, sentence: Piece, own: Sequence[Quantity]) -> Disagreement | None:
    """发现隐患138条，一般隐患121条，重大隐患19条: kinds of the thing itself, told at once, do not make it."""
    for position, whole in enumerate(own[:-2]):
        if own[position + 1].unit != whole.unit:
            continue
        thing = _THING.match(text[max(sentence.start, whole.start - 2):whole.start])
        parts: list[Quantity] = []
        for last, part in pairwise(own[position:]):
            if thing is None or part.unit != whole.unit or not re.fullmatch(
                    rf"[，,、：:和及]*[\u4e00-\u9fff]{{1,6}}{thing[0]}", text[last.end:part.start]):
                break
            parts.append(part)
        if len(parts) < 2 or any(q.vague for q in (whole, *parts)) or _agrees(whole, parts):
            continue
        clause = re.split("[，,；;：:、]", text[sentence.start:whole.start])[-1]
        told_on = any(q.unit == whole.unit for q in own[position + 1 + len(parts):])
        off = abs(added(parts) - whole.value)
        if _FOUND.search(clause) and off <= max(_ONE_SLIP, whole.value * _SLIP) and off <= _NEARLY_ALL * whole.value and (
                not told_on and not _MORE_KINDS.search(text[parts[-1].end:sentence.end])):
            return _told(sentence, whole, parts)
    return None


_FOUND = pattern("发现|查出|存在")
"""Of what was found its kinds are told; of what was inspected (检查企业86家，化工企业40家) whatever is worth telling."""
_SLIP = Decimal("0.02")
_ONE_SLIP = Decimal(2)
"""How far kinds nobody announced as all there are may miss: by a slip of the pen."""
_MORE_KINDS = pattern("其余|其他|其它|另|剩余|余下|还有|等")
_THING = pattern(r"[\u4e00-\u9fff]{2}$")


def _told(sentence: Piece, whole: Quantity, parts: Sequence[Quantity]) -> Disagreement:
    total = whole.say(added(parts))
    return Disagreement(sentence.text.strip(), whole.bare, total,
                        f"{'＋'.join(q.bare for q in parts)}＝{total}，与写的“{whole.bare}”不一致")


def _close(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    return abs(added(parts) - whole.value) <= _NEAR * whole.value


def _one_a_clause(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The first quantity of every clause: what follows in it describes, it does not add."""
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or re.search(r"[，,、；;：:和及与]", text[kept[-1].end:quantity.start]):
            kept.append(quantity)
    return kept


def _clause_of(text: str, sentence: Piece, quantity: Quantity) -> str:
    before = re.search(r"[^，,、；;：:（(]*$", text[sentence.start:quantity.start])
    after = re.match(r"[^，,、；;：:）)。]*", text[quantity.end:sentence.end])
    return (before[0] if before else "") + (after[0] if after else "")


# ── a total after its parts ──────────────────────────────────────────────────────────────────────
_ALTOGETHER = pattern(r"(?<!公)共(?P<verb>[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,4}$")
"""共核减815万立方米 after 农业核减620万立方米、…: a total where every part has the same verb."""
_TOTAL = pattern(r"(?:合计|总计|共计)(?:[^，,；;。\d]{0,6})$")


def wrong_total(text: str, sentence: Piece, own: Sequence[Quantity]) -> Disagreement | None:
    """新城区3家、赛罕区4家，合计8家: the total does not follow."""
    for position, whole in enumerate(own):
        before = text[sentence.start:whole.start]
        altogether = _ALTOGETHER.search(before)
        if position < 2 or whole.vague or not (altogether or _TOTAL.search(before)):
            continue
        clause = max(map(before.rfind, "，,；;：:、")) + sentence.start
        parts = _run_before([q for q in own[:position] if q.start < clause], whole.unit)
        if altogether and not all(altogether["verb"] in _clause_of(text, sentence, part) for part in parts):
            continue
        if len(parts) < 2 or any(q.vague for q in parts):
            continue
        suffixes = (parts[i:] for i in range(len(parts) - 1))
        if whole.unit in NO_AMOUNT or any(_agrees(whole, suffix) for suffix in suffixes):
            continue
        return _told(sentence, whole, parts)
    return None


def _run_before(before: Sequence[Quantity], unit: str) -> list[Quantity]:
    """The last quantities of a unit with none of another between."""
    run: list[Quantity] = []
    for quantity in reversed(before):
        if quantity.unit != unit:
            break
        run.insert(0, quantity)
    return run


# ── brackets ─────────────────────────────────────────────────────────────────────────────────────
_BRACKETED = pattern(r"[（(][^（()）]*[）)]")


def _without_brackets(text: str, keep: str) -> str:
    """The text with brackets blanked, save those that themselves name the parts of a whole."""
    return _BRACKETED.sub(lambda b: b[0] if keep in b[0][:4] else blanked(b[0]), text)


def _closing(text: str, start: int) -> int | None:
    """Where the bracket closes that ``start`` stands in; None where it stands in none."""
    depth = 0
    for position in range(start, len(text)):
        if text[position] in "（(":
            depth += 1
        elif text[position] in "）)":
            if depth == 0:
                return position
            depth -= 1
    return None
