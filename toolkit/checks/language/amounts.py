"""Which quantities of two texts speak of the same thing, and which of them add up over the periods."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.checks.language.wordings import pattern
from toolkit.clauses import Piece, clauses
from toolkit.quantities import PERCENT, TIMES, Quantity, quantities, words_around

_CUMULATIVE = pattern(r"累计|覆盖|已|共|总计|合计|完成|截至|目前")
_SAID_CUMULATIVE = pattern(r"累计|截至|共|总计|合计")
_TOLD_SO_FAR = pattern("累计|截至|共|总计|合计|已[^，,；;。]{0,14}[0-9]")
"""Where a sentence tells what has been done so far, and goes on telling: 已销号456个，恢复岸线73.5公里."""
_OF_A_PERIOD = pattern(
    r"本[月季周期年旬次]|此次|当[月季年]|今年|年内|新增|近[期日]|上[月季旬]|下[月季旬]|再次|又|期间|分别|日均|每|平均|单[日月]|同比|环比|"
    r"[一二三四]季度|上半年|下半年|\d{1,2}\s*月份?(?!\s*(?:底|末|\d))")
_DONE_FIRST = pattern(
    "(?:并|同时)?(?:拆除|恢复|清理|清运|清退|修复|治理|改造|建成|铺设|封堵|封填|关停|取缔|整治|腾退|追缴|收回|栽植|复垦)")
"""A clause that goes on telling what a 累计 or 共 before it began to tell."""
_BARE = pattern(r"[\u4e00-\u9fff]{2,6}$")
"""A thing alone, in a list that one verb governs: 累计建成美丽河湖31条，水美乡村68个."""
_YEAR = pattern(r"(?:19|20)\d{2}\s*年")
_FOR_A_YEAR = pattern(r"(?:19|20)\d{2}\s*年度?[^，,；;。]{0,4}(?:计划|任务|目标|应)")
"""2031年计划改造4200户，已改造620户: the year the plan is for bounds what has been done."""
_FALLING = pattern(
    r"剩余|其余|余下|还有|尚有|仍有|另有|未|待|需|降|减|缩|存量|余量|计划|任务|目标|预计|拟|应|力争|占|其中|正在|第|在[建办产途]|停[产运工]")
_FILLER = pattern(
    r"累计|已经?|共计?|总计|合计|截至|目前|其中|全部|完成|达到|约|近|了|的|共|并|均|分别|现|为|对|在|将|与|和|及|等|于|有|"
    r"新建|建设|全市|全县|全区|我[市县区]|\d+[.、]?|[（()）]|我局")


_NAMES = {"管道": "管网", "管线": "管网", "养殖户": "养殖场", "户厕": "厕所", "排口": "排污口", "机电井": "机井", "农机": "农业机械"}
_OTHER_NAMES = pattern("|".join(_NAMES))
"""Things that go by two names, in one period by the one, in the next by the other."""


def _one_name(thing: str) -> str:
    return _OTHER_NAMES.sub(lambda found: _NAMES[found[0]], thing)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of a text, the words it counts, and its clause; what was done to them, and the noun it stands behind."""

    quantity: Quantity
    thing: str
    clause: Piece
    deeds: frozenset[str] = frozenset()
    head: str = ""

    @property
    def bigrams(self) -> frozenset[str]:
        """The pairs of characters of its thing: what two amounts of one thing share."""
        thing = _one_name(self.thing)
        return frozenset(thing[i:i + 2] for i in range(len(thing) - 1)) or frozenset({thing})


def amounts(text: str) -> tuple[Amount, ...]:
    """The quantities of a text that measure a result: no times, no shares."""
    found = quantities(text)
    if not found:
        return ()
    pieces = list(clauses(text))
    return tuple(
        _amount(q, before, after, pieces) for q, (before, after) in zip(found, words_around(text, found), strict=True)
        if q.unit and q.unit not in (PERCENT, "百分点", *TIMES) and "/" not in q.unit)


def _amount(quantity: Quantity, before: str, after: str, pieces: Sequence[Piece]) -> Amount:
    position = bisect_right(pieces, quantity.start, key=lambda piece: piece.start) - 1
    clause = pieces[position] if position >= 0 and quantity.start < pieces[position].end else Piece("", quantity.start)
    words = before + after
    deeds = frozenset(kind for deed in _DEED.findall(words) for kind in _DEEDS[deed])
    behind = _FILLER.sub("", after).strip()
    noun = "" if behind else _TAIL.sub("", _FILLER.sub("", before).strip())
    return Amount(quantity, _FILLER.sub("", words), clause, deeds, _one_name(noun)[-2:])


def grows(text: str, amount: Amount) -> bool:
    """Whether an amount counts from the beginning, and so can only grow."""
    before = text[amount.clause.start:amount.quantity.start]
    after = text[amount.quantity.end:amount.clause.end]
    lead = text[max(0, amount.clause.start - 24):amount.clause.start]
    if amount.quantity.vague or _FALLING.search(before) or _OF_A_PERIOD.search(before):
        return False
    if _YEAR.search(before) and not re.search(r"以来|累计|截至", before):
        return False
    if _OF_A_PERIOD.search(lead.split("。")[-1]) and not _SAID_CUMULATIVE.search(before):
        return False
    if _FOR_A_YEAR.search(lead.split("。")[-1]) and not _SAID_CUMULATIVE.search(before):
        return False
    told = re.split(r"[。！？\n]", text[:amount.clause.start])[-1]
    if _TOLD_SO_FAR.search(told) and not _OF_A_PERIOD.search(told) and (
            _DONE_FIRST.match(before) or (_BARE.match(before) and "其中" not in told)):
        return True
    return bool(_SAID_CUMULATIVE.search(before) or _CUMULATIVE.search(before) or re.match(r"[^，,。]{0,8}已", after))


_KIN = tuple(map(frozenset, (
    {"户", "家"}, {"家", "个", "座", "处"}, {"眼", "口", "个"}, {"台", "套"}, {"件", "起", "宗"}, {"处", "座", "个"}, {"栋", "幢", "处"},
    {"名", "人"}, {"棵", "株"}, {"头", "只"})))
"""Units that offices use for one and the same thing, now this and now that."""
_DOINGS = pattern(
    "建成|改造|整治|治理|拆除|安装|配套|封堵|封填|关停|关闭|清理|清运|修复|新建|完善|规范|检查|排查|搬迁|清退|取缔|建设|实施|开展|覆盖|签约|办结|处置|发现")


_DEEDS = {deed: kinds.split() for kinds, deeds in (
    ("建", "建成 新建 建设 修建 铺设 敷设"), ("装", "安装 加装"), ("换", "更换"), ("改", "改造 提升"), ("治", "整治 治理 整改"),
    ("治 修 恢", "修复 恢复"), ("恢", "复绿 复垦 复耕"), ("拆", "拆除"), ("清", "清理 清运 清除"), ("清 关", "清退 腾退"),
    ("关", "关停 关闭 取缔"), ("关 拆 换", "淘汰 报废"), ("封 关", "封堵 封填 封闭"), ("填", "回填"), ("迁", "搬迁 迁移 迁建"),
    ("约", "签约 签订"), ("种", "栽植 种植"), ("补", "补植 补种"), ("查", "检查 排查 摸排 抽查 巡查 核查 复查 检测 监测 比对"),
    ("查 有", "发现"), ("设", "设置 设立 竖立 埋设"), ("办", "办结 处置 办理 销号"), ("办 立", "查处 立案"), ("移", "移送 移交"),
    ("接", "接入 联网"), ("发", "发放"), ("付", "支付 拨付"), ("争", "争取"), ("访", "回访 走访"), ("训", "培训"), ("销", "注销"),
    ("约谈", "约谈"), ("验", "验收"), ("申", "申请 申报"), ("养", "养护 管护"), ("投", "投运"), ("化", "化解"), ("征", "征收 征用"),
) for deed in deeds.split()}
"""What is done to a thing, by kinds: what was inspected is not what was remedied, what was repaired not what was built."""
_NO_DEED = "(?<=检查|排查|检测|监测|核查|抽查|处置|改造|治理|填埋)(?:设备|设施|井|站|厂|中心|系统|装置|平台|仪)"
_DEED = pattern("(?:" + "|".join(_DEEDS) + f")(?!{_NO_DEED})")
_TAIL = pattern(rf"(?:{_DOINGS.pattern}|{_DEED.pattern}|面积|数量|总数|总量|长度|工程|项目|任务|问题|工作)+$")
"""What may stand between the noun and its number: 污水管网改造12.5公里, 恢复湿地面积12公顷."""


def apart(one: Amount, other: Amount) -> bool:
    """Whether two amounts speak of different things, whatever they share: other deeds, or another noun at the number.

    排查排污口120个, 整治排污口86处; 拆除违建132处, 拆除违建大棚86处; 新建污水管网62公里, 修复污水管网48公里.
    """
    if one.deeds and other.deeds and not one.deeds & other.deeds:
        return True
    return any(ours.head and theirs.thing and ours.head not in _one_name(theirs.thing)
               for ours, theirs in ((one, other), (other, one)))


def akin(one: Amount, other: Amount) -> bool:
    """Whether two amounts of different units may count one thing: 28家养殖场, 养殖场28户."""
    units = {one.quantity.unit, other.quantity.unit}
    if len(units) < 2 or not any(units <= kin for kin in _KIN):
        return False
    ours, theirs = (_pairs_of(_DOINGS.sub(" ", _one_name(amount.thing))) for amount in (one, other))
    return bool(ours and theirs) and len(ours & theirs) >= _SHARED * min(len(ours), len(theirs))


_SHARED = 0.6


def _pairs_of(thing: str) -> frozenset[str]:
    return frozenset(word[i:i + 2] for word in thing.split() for i in range(len(word) - 1))


def same_thing(one: Amount, other: Amount) -> float:
    """From 0 to 1: how much of the shorter description the two share; 0 where the units cannot be of one thing."""
    if apart(one, other):
        return 0.0
    if one.quantity.unit != other.quantity.unit:
        return _SHARED if akin(one, other) else 0.0
    if not one.thing or not other.thing:
        return 1.0 if one.thing == other.thing else 0.0
    ours, theirs = one.bigrams, other.bigrams
    return len(ours & theirs) / min(len(ours), len(theirs))


def best_match(amount: Amount, others: Sequence[Amount], least: float = 0.6) -> list[Amount]:
    """The others that speak of the same thing as this one, as well as the best of them does."""
    scored = [(same_thing(amount, other), closeness(amount, other), other) for other in others]
    scored = [row for row in scored if row[0] >= least]
    best = max(((score, close) for score, close, _ in scored), default=None)
    return [other for score, close, other in scored if (score, close) == best]


def closeness(one: Amount, other: Amount) -> float:
    """From 0 to 1: how much of both descriptions the two share."""
    union = one.bigrams | other.bigrams
    return len(one.bigrams & other.bigrams) / len(union) if union else 0.0
