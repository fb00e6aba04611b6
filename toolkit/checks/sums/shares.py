"""A share of two amounts: 使用量3.2万吨，回收量1.7万吨，回收率53.1%; 累计修复243处，占386处的63%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from toolkit.checks.language.wordings import pattern
from toolkit.checks.sums.found import NO_AMOUNT, Disagreement
from toolkit.clauses import Piece
from toolkit.quantities import PERCENT, Quantity, without_other_numbers

_HUNDRED = Decimal(100)

_RATE = pattern(r"(?P<name>[\u4e00-\u9fff]{0,12}?(?P<stem>[\u4e00-\u9fff]{2})率)"
                   r"(?:已|约|仅|只|就)?(?:为|达到了?|达|是|有|升至|提升至|提高到|仅为|只有|高达)?(?:了)?$")
_PART_OF = pattern(r"(?:占|占[\u4e00-\u9fff]{2,4}[数量]的?|占比|占比为|占比达|占总数的?|占总量的?|占全部的?|占任务的?|占总任务的?|占计划的?|占比约为|比例为|比例达|(?:完成|占)[^，,；;。\d]{0,8}(?:任务|计划|目标|总量|总数)量?的?)$")
_WHOLE_NAMED = pattern(r"占(?P<name>[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,2}[数量]的?$")
_OTHER_RATE = pattern(r"同比|环比|增长|上升|下降|降低|提高|提升|较|比上|增幅|降幅|改善|优良|达标天数")
_BARE_SUBJECT = pattern(r"^(?:目前|总体?|整体|全市|其|任务|问题|工程|项目|综合|平均|的|实际|总|现|已)*$")
_WHOLE_OF_SHARE = pattern(r"应|共|总|需|任务|计划|全市|全县|全区|现有|使用量|产生量|目标|排查|涉及|受理|交办")


def wrong_share(text: str, sentence: Piece, own: Sequence[Quantity]) -> Disagreement | None:
    """回收量1.49万吨、使用量2.84万吨，回收率52.6%: the share is not what the two give."""
    for share in own:
        if share.unit != PERCENT or share.vague:
            continue
        before = without_other_numbers(text[sentence.start:share.start])
        earlier = [q for q in own if q.end <= share.start]
        pairs = _pairs(earlier)
        days = [(a, b) for a in earlier for b in earlier
                if a is not b and a.unit == b.unit == "天" and 0 < a.value <= b.value]
        rate, part_of = _RATE.search(before), _PART_OF.search(before)
        named = None if rate or part_of else _named_whole(text, share, pairs + days)
        if not named and not (pairs and (rate or part_of)):
            wrong = _told_first(text, sentence, own, share, rate or part_of)
            if wrong:
                return wrong
            continue
        pairs = pairs or days
        clause = re.split(r"[，,；;：:]", before)[-1]
        if _OTHER_RATE.search(clause) or re.search("同比|环比", before):
            continue
        if any(_is_share(share, part, whole) for part, whole in pairs):
            continue
        pair = named or _meant_pair(text, sentence, share, pairs, rate)
        if pair:
            return _told(sentence, share, *pair)
    return None


_OUT_OF = pattern(r"^[^，,；;。\d]{0,14}中[，,]?(?:的|已有?|有)?[^，,；;。\d]{0,8}$|^的?[^，,；;。\d]{0,8}[，,]?[^，,；;。\d]{0,4}(?:已|实际|完成)[^，,；;。\d]{0,8}$")
"""Between a whole and its part: 282家养殖场中262家, 应签约的536户中已签约482户, 任务38.5公里，实际完成25.8公里."""


def _told_first(
    text: str, sentence: Piece, own: Sequence[Quantity], share: Quantity, name: re.Match[str] | None,
) -> Disagreement | None:
    """配套率达到96.4%，全县282家养殖场中262家完成配套: a rate told before the two amounts it is made of."""
    clause = text[sentence.start:share.start]
    if name is None or _OTHER_RATE.search(clause) or any(q.end <= share.start for q in own):
        return None
    later = [q for q in own if q.start >= share.end][:2]
    if len(later) < 2:
        return None
    whole, part = later
    if whole.unit != part.unit or whole.unit in NO_AMOUNT or whole.vague or part.vague or not 0 < part.value <= whole.value:
        return None
    lead = text[share.end:whole.start]
    if not re.match(r"[，,：:（(]", lead) or not _OUT_OF.search(text[whole.end:part.start]) or _OTHER_RATE.search(lead):
        return None
    if not _done_to_part(text, sentence, whole, part, name):
        return None
    return None if _is_share(share, part, whole) else _told(sentence, share, part, whole)


_PLACES = pattern("^(?:多|余)?个?(?:乡镇|镇|乡|街道|社区|村|行政村|自然村|县|区|旗|市|河|断面|流域|园区|城市|国家|地区|单位|部门)|河流|河道|断面|流域")
"""Where a rate is told of something within them, what is counted of them is another matter: 处理率96.4%，12个乡镇中11个…."""
_NO_PART = pattern("^[^，,；;。]{0,4}(?:涉及|为|属|是|存在|有|因|未|没|不|采用|纳入|列入|试点)")
_TASK = pattern("任务|计划|目标|总")


def _done_to_part(text: str, sentence: Piece, whole: Quantity, part: Quantity, name: re.Match[str]) -> bool:
    """Whether the part is what the rate is named after: 配套率96.4%，282家养殖场中262家完成配套."""
    after = re.match(r"[^，,；;：:。]*", text[part.end:sentence.end])
    behind, between = after[0] if after else "", text[whole.end:part.start]
    if _NO_PART.search(behind):
        return False
    stem = name.groupdict().get("stem")
    if stem is None:
        clause = re.split(r"[，,；;：:（(]", text[sentence.start:whole.start])[-1]
        return not behind and bool(_TASK.search(clause) or _TASK.search(between[:6]))
    place = _PLACES.search(between)
    if place and place[0].lstrip("多余个") not in name["name"]:
        return False
    return bool(re.search(
        rf"(?:已经?|完成|实现|全部)(?:了)?{stem}(?:的)?$", between) or re.search(
        rf"(?:^|已经?|完成|实现|全部)(?:了)?{stem}(?:$|了|到位|完成)|{stem}(?:了|到位|完成|达标)?$", behind))


Pair = tuple[Quantity, Quantity]


def _named_whole(text: str, share: Quantity, pairs: Sequence[Pair]) -> Pair | None:
    """清运10.4万立方米，占18.6万立方米的55.9%: the whole stands between 占 and 的."""
    for part, whole in reversed(pairs):
        between = text[whole.end:share.start]
        if part.end <= whole.start and between.endswith("的") and len(between) <= 8 and re.search(
                r"占[^，,；;。]{0,12}$", text[part.end:whole.start]):
            return part, whole
    return None


def _pairs(before: Sequence[Quantity]) -> list[Pair]:
    """Every part and whole of one unit that a share may compare."""
    plain = [q for q in before if q.unit not in NO_AMOUNT and not q.vague and q.value]
    return [(a, b) for a in plain for b in plain if a is not b and a.unit == b.unit and a.value <= b.value]


def _is_share(share: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether the share follows, rounded or cut off."""
    return abs(part.value / whole.value * _HUNDRED - share.value) < share.step


def _meant_pair(
    text: str, sentence: Piece, share: Quantity, pairs: Sequence[Pair], rate: re.Match[str] | None,
) -> Pair | None:
    """The pair a share speaks of, where there is only one it can be."""
    if rate:
        named = [pair for pair in pairs if _named_by(rate["name"], text, sentence, pair)]
        if len(named) == 1:
            return named[0]
        marked = len(pairs) == 1 and _WHOLE_OF_SHARE.search(_words(text, sentence, pairs[0][1]))
        return pairs[0] if marked and _BARE_SUBJECT.match(rate["name"][:-3]) else None
    if len(pairs) == 1:
        return pairs[0]
    named_whole = _WHOLE_NAMED.search(text[sentence.start:share.start])
    latest = max((pair[0].start for pair in pairs), default=0)
    found = [pair for pair in pairs if named_whole and pair[0].start == latest
             and named_whole["name"] in _words(text, sentence, pair[1])]
    return found[0] if len(found) == 1 else None


def _named_by(name: str, text: str, sentence: Piece, pair: Pair) -> bool:
    """Whether a rate is named after its part (回收率: 回收量) and not after its whole, and of no other thing."""
    ours = _words(text, sentence, pair[0])
    theirs = re.sub(r"应\w{2}", "", _words(text, sentence, pair[1]))
    shared = [name[i:i + 2] for i in range(len(name) - 2) if name[i:i + 2] in ours]
    rest = name[:-1]
    for pair_of_words in shared:
        rest = rest.replace(pair_of_words, "", 1)
    return bool(shared) and not any(words in theirs for words in shared) and (
        len(rest) <= 2 or bool(_BARE_SUBJECT.match(rest)))


def _words(text: str, sentence: Piece, quantity: Quantity) -> str:
    before = re.search(r"[^，,；;：:]*$", text[sentence.start:quantity.start])
    after = re.match(r"[^，,；;：:。]*", text[quantity.end:sentence.end])
    return (before[0] if before else "") + (after[0] if after else "")


def _told(sentence: Piece, share: Quantity, part: Quantity, whole: Quantity) -> Disagreement:
    places = max(2, -int(share.step.as_tuple().exponent))
    computed = f"{part.value / whole.value * _HUNDRED:.{places}f}%"
    return Disagreement(sentence.text.strip(), share.bare, computed,
                        f"按{part.bare}÷{whole.bare}计算是{computed}，与写的“{share.bare}”不一致")


# ── a share written out ──────────────────────────────────────────────────────────────────────────
_WRITTEN_OUT = pattern(
    r"(\d+(?:\.\d+)?)[\u4e00-\u9fff]{0,4}\s*[/÷]\s*(\d+(?:\.\d+)?)[\u4e00-\u9fff]{0,4}\s*(?:[×xX*]\s*100\s*[%％])?"
    r"\s*[=＝≈]\s*(\d+(?:\.(\d+))?)\s*[%％]")


def wrong_division(sentence: str) -> Disagreement | None:
    """完成率=45/50=95%: a division written out that does not come to what stands after it."""
    for found in _WRITTEN_OUT.finditer(sentence):
        part, whole, printed = (Decimal(found[group]) for group in (1, 2, 3))
        step = Decimal(1).scaleb(-len(found[4] or ""))
        if whole and abs(part / whole * _HUNDRED - printed) >= step:
            computed = f"{part / whole * _HUNDRED:.2f}%"
            return Disagreement(sentence.strip(), f"{found[3]}%", computed,
                                f"{found[1]}÷{found[2]}＝{computed}，与写的“{found[3]}%”不一致")
    return None
