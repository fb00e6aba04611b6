"""What is told as next: steps that still finish the work, not such as only keep it up."""

from __future__ import annotations

from toolkit.checks.language.asserted import Said
from toolkit.checks.language.wordings import pattern

NEXT = pattern("(?:下一?步|下阶段|下一阶段|接下来|后续(?=将|拟|计划|工作)|随后将|之后将)")
_STILL_TO_DO = pattern(
    "(?:加快|尽快|抓紧|抓好|全力|力争|争取|继续|组织|督促|推动)?"
    "(?:推进|推动|完成|启动|开工|建设|施工|整改|治理|拆除|封堵|清运|改造|安装|招标|进场|编制|腾退|搬迁|整治|实施|恢复|修复|复绿|绿化|铺设|收尾)")
_URGENT = pattern(
    "(?:加快|尽快|尽早|抓紧)(?:…{0,12}?)"
    "(?:推进|完成|施工|建设|整改|实施|启动|改造|拆除|封堵|治理|进度|调试|安装|投入运行|投入使用|投运|建成|搬迁|清运|拨付)"
    "|(?:完成|推进|推动|抓好)(?:剩余|余下|其余)|(?:剩余|余下|其余)…{0,16}?(?:完成|整改|施工|建设|封堵|拆除|改造|治理|安装)")
_BY_THEN = pattern("(?:月|年|季度|旬|汛期)[底末初中]?(?:之前|以前|前)(?:全部|全面|基本|力争|争取|要|须)*…{0,4}?(?:〈结果〉|实现)")
"""A day set for the rest of the work, where a cell speaks of what comes next."""
_UPKEEP = pattern(
    "巩固|长效|常态|日常|监管|监测|管护|巡查|反弹|维护|运维|养护|管理|持续|加强|强化|回头看|举一反三|健全|完善|督导|检查|宣传|"
    "培训|跟踪|做好|运行|保持|严格|严防|防止|验收|销号|公示|归档|长期|深化|提升|坚决|紧盯")


_HURRIES = pattern("加快|加紧|尽快|尽早|抓紧|催促|催办|复工|后(?:马上|立即)(?:启动|开工|施工|实施)")
_OF_THE_REST = pattern("(?:剩余|余下|其余|剩下|尚未|未完成)(?!资金|风险)")
_A_DAY_AHEAD = pattern(r"(?:月[底末]?|[上中下]旬|\d日|季度|汛期?|年底?|结束|到来|期)(?:之前|以前|前)…*[\u4e00-\u9fff]{2}")
_KEPT_UP = pattern("每[年月周日季半]|每个|逐[年月季]|年度|按[月季年周]|〈此后〉|演练|调研|排查|管理|防止|防范|严防|反弹|做好|台账|机制|制度|跟踪|运行")


_RECURS = pattern("每[年月周日季半个]|逐[年月季]")
"""每年3月底前完成一次检修: what comes round is upkeep."""


def sets_to_work(clause: str) -> bool:
    """Whether a clause under 下一步措施 urges the work itself on, or sets a day for it."""
    if _URGENT.search(clause) or (_BY_THEN.search(clause) and not _RECURS.search(clause)):
        return True
    ahead = _HURRIES.search(clause) or _OF_THE_REST.search(clause) or _A_DAY_AHEAD.search(clause)
    return bool(ahead) and not _KEPT_UP.search(clause)


def has_next_steps(said: Said) -> bool:
    """Whether a clause opens a sentence of next steps that still finish the work."""
    found = NEXT.search(said.clause.text)
    if not found or found.start() > 6:
        return False
    planned = said.clause.text[found.end():] + said.tail
    return bool(_URGENT.search(planned)) or (
        bool(_STILL_TO_DO.search(planned)) and not _UPKEEP.search(planned))
