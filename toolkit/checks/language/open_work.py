"""Words that say work still goes on, has not been done or is only intended."""

from __future__ import annotations

import re

from toolkit.checks.language.asserted import DONE, Said, as_written, said_of
from toolkit.model import StatusClass

_ACTION = ("推进|实施|整改|建设|施工|办理|开展|进行|编制|招标|采购|申请|协调|调试|安装|改造|修复|治理|拆除|清理|清运|"
           "清淤|组织|制定|修订|起草|报批|审批|筹备|准备|落实|完善|研究|洽谈|对接|履行|征求|开挖|铺设|制作|抓紧|加快|"
           "积极|全力|有序|稳步|逐步|封堵|封填|协商|整治|处置|搬迁|腾退|签订|追缴|收缴|核查|核实|论证|评审|设计|勘察|"
           "平整|覆土|栽植|绿化|沟通|衔接|比选|选址|测绘|检测|清查|清退|清算|筹措|争取|推动|督促|收集|回填|改建|扩建|新建|修建|搭建|硬化|移交|过户|报建|上报|"
           "种植|补植|补办|完成|消缺|收尾|攻坚|梳理|排查|谈判|送审|走流程|走程序|备料|进场|浇筑|砌筑|吊装|消除|验收|报送|审理|审核|审查|扫尾|着手|修改")
_ENDS = "完成|竣工|完工|建成|投产|投运|投用|投入使用|投入运行|通车|通水|开工|动工|启动|到位|办结|达标|销号|验收|交付|结束|整改|解决|进场|拆除|封堵|搬迁|清运|实施"


def _within(pattern: str, least: int = 0, most: int = 24) -> str:
    return rf"[^，,；;。]{{{least},{most}}}?(?:{pattern})"


_STRONG = re.compile("|".join((
    rf"(?:尚|还|仍|暂|一直|至今|目前|均|都)?(?<![从并])未(?:能|全部|全面|按期|按时|如期|完全|彻底|正式|实质性|有效|及时|同步|同期|一并|得到|根本|真正|完整)*(?:{DONE})",
    r"(?:尚|还|仍|暂)未(?!发现|出现|发生|收到|接到|产生|新增|反弹|检出|接报|造成|涉及|有|超|见|再)",
    rf"(?:还|仍|尚|至今|一直|目前|均|都)?没(?:有|能)(?:全部|按期|按时|完全|彻底|正式|得到|根本|有效|真正)*(?:{DONE})",
    rf"(?<![比较原按])预计{_within(_ENDS)}",
    rf"(?<![按原比较照])计划(?:于|在|今年|明年|下|年底|月底|尽快|分期|\d){_within(_ENDS)}",
    rf"(?:拟于|拟在|拟纳入|拟列入|拟通过|拟采取|拟分|将于|将在){_within(_ENDS)}",
    rf"(?:力争|争取){_within(_ENDS)}",
    r"(?:工程|施工|整改|整体|总体|项目|工作)?(?:进度|进展|推进)(?:较为|比较|相对|明显|严重|仍|有所|较)?(?:滞后|缓慢|迟缓|较慢|偏慢|不够快|不快|不明显|慢于)",
    r"(?:剩余|其余|余下|仍有|还有|尚有|另有)[^，,；;。]{0,20}?(?:有待|待|亟待|亟需|需(?!要?(?:长期|持续|常态|加强|坚持)))",
    rf"即将(?:{_ENDS})|(?:月|年|底|前|旬|日)(?:可|能|将)(?:全部|全面|正式)?(?:{_ENDS})",
    r"(?<![对接招等优期])待[^，,；;。]{0,14}(?:验收|审批|批复|实施|建设|开工|招标|审查|审核|拆除|安装|搬迁|拨付|签订)$",
    r"(?:工作|任务|工程|项目|推进|施工|拆除|搬迁|退出|整改)(?:进展)?受阻|难以(?:推进|实施|开展|落实)|(?:推进|推动|实施)困难",
    r"将(?:陆续|分批|分期|尽快|抓紧)(?:开展|实施|推进|完成|启动|建设|治理|拆除|搬迁|改造|整改)",
    r"(?:近期|近日|日内|年内|月内|下月)(?:将|拟|可)(?!持续|继续|加强|进一步|做好|强化|不断|定期)",
    r"停工(?:状态|至今)|(?:陷入|处于)停滞|暂缓(?:实施|推进|开展|拆除|建设)|暂停(?:施工|实施)",
    r"(?:尚|还|仍|目前|均|[\u4e00-\u9fff])?未(?:作出|获批|拨付|审结)",
    r"(?:审议通过|批准|论证通过|审查通过)后(?:即|再)?(?:印发|实施|执行|组织|施工|建设|开展)",
    r"(?<![对接招等优期])待[^，,；;。]{1,14}(?:后|即|再)[^，,；;。]{0,10}(?:实施|开工|启动|推进|完成|开展|恢复|施工|整改)",
    r"(?:尚|还)在(?:审|办|建|施|编|招|推|整|协|报|修|组|洽|谈|清|拆|改|安|调)",
    r"(?:距|离|与|较)[^，,；;。]{0,16}(?:目标|要求|标准|任务|计划)[^，,；;。]{0,12}(?:还有|仍有|尚有|还差|相差|存在)[^，,；;。]*|有(?:一定|较大|明显|不小)的?差距",
    r"(?:仍|依然|还|现象)(?:时有|偶有|屡有)(?:发生|出现)",
    r"(?:处于|进入|尚在|仍在|还在)[^，,；;。]{0,8}(?:施工|建设|招标|设计|前期|审批|编制|收尾|调试|实施|推进|整改|安装|采购|改造|治理|整治)阶段",
    rf"(?:尚|还|仍|暂|暂时)(?:无法|不能|难以|不具备|不满足)|(?:到货|到位|解冻|批复|获批|审批)后(?:即可|方可|才能|再|即)[^，,；;。]{{0,6}}(?:{DONE})",
    r"(?:完成|达到?|已)(?:总量|总工程量|工程量|任务)?的?(?:约|近)?[二两三四五六七八九]成(?:左右|以上|多|半)?$",
    r"(?:仍|还|尚)(?:需要?|须)(?:进一步|继续|加快)*(?:推进|完成|加快|实施|建设|改造|整改|解决|协调|补|治理)",
    r"(?:工程量|工作量|总量|任务量|任务|总进度|形象进度|施工进度|工程进度|整改进度|完成进度|总体进度|工期)的?"
    r"(?:约|近|为|约为|已达|达到|达|已完成|完成|已)*\d{1,2}(?:\.\d+)?[%％]",
)))
_GOING_ON = re.compile(
    rf"(?:正在?|仍在)(?:[^，,；;。的]{{0,6}}?)(?:{_ACTION})"
    r"|(?:仍|尚|还)?在建(?=$|[，,；;。）)])|(?:推进|进行|施工|整改|建设|实施|办理|编制|招标|调试|审批|协商|协调|安装|改造|整治|治理|清运|拆除)(?:之|当)?中(?=$|[，,；;。）)])")
NEXT = re.compile(r"(?:下一?步|下阶段|下一阶段|接下来)")
_STILL_TO_DO = re.compile(
    r"(?:加快|尽快|抓紧|抓好|全力|力争|争取|继续|组织|督促|推动)?(?:推进|推动|完成|启动|开工|建设|施工|整改|治理|拆除|封堵|清运|"
    r"改造|安装|招标|进场|编制|腾退|搬迁|整治|实施)")
_URGENT = re.compile(
    r"(?:加快|尽快|尽早|抓紧)(?:[^，,；;。]{0,12}?)(?:推进|完成|施工|建设|整改|实施|启动|改造|拆除|封堵|治理|进度|调试|安装|投入运行|投入使用|投运|建成|搬迁|清运|拨付)"
    r"|(?:完成|推进|推动|抓好)(?:剩余|余下|其余)|(?:剩余|余下|其余)[^，,；;。]{0,16}?(?:完成|整改|施工|建设|封堵|拆除|改造|治理|安装)")
_BY_THEN = re.compile(rf"(?:月|年|季度|旬|汛期)[底末初中]?(?:之前|以前|前)(?:全部|全面|基本|力争|争取|要|须)*[^，,；;。]{{0,4}}?(?:{_ENDS}|实现)")
"""A day set for the rest of the work, where a cell speaks of what comes next."""
_UPKEEP = re.compile(
    r"巩固|长效|常态|日常|监管|监测|管护|巡查|反弹|维护|运维|养护|管理|持续|加强|强化|回头看|举一反三|健全|完善|"
    r"督导|检查|宣传|培训|跟踪|做好|运行|保持|严格|严防|防止|验收|销号|公示|归档|长期|深化|提升|坚决|紧盯")
_REST_OF_IT = re.compile("剩余|其余|余下|另有|仍有|还有|尚有|施工|建设|整改|改造|招标|调试")
"""What going on means where the problem as a whole is kept up for good."""
_ASIDE = re.compile("常态|长效|日常|管护|巡查|巩固|运维|养护|刑事|涉嫌|追责|问责")
_PART_DONE = re.compile("|".join((
    r"(?:完成|整改|整治|销号)率(?:约|近|为|已|达|到|至|提高|提升|仅|的)*\d{1,2}(?:\.\d+)?[%％]",
    rf"(?:仅|只)有?\d+(?![\d.]|个?[月天日年周季小])[^，,；;。]{{0,4}}(?:{DONE})|(?:完成|完工|安装|拆除|建成)了?(?:约|近|不足)?(?:一半|过半|大半|[一二三四五六七八九十]分之[一二三四五六七八九])",
)))
"""Of something kept up for good a part is done at any time."""
_HARDSHIP = re.compile("受阻|滞后|缓慢|迟缓|停工|停滞|困难|难以|差距|较慢|偏慢")
_OVERCOME = re.compile(
    r"(?:现|目前|最终|至此)[，,]?[^，,；;。]{0,10}?(?:已|均已|已经)?全部(?:完成|完工|竣工|建成|整改|解决|到位|拆除|投运)|(?:现|目前|最终|后)[，,]?[^，,；;。]{0,6}?已[^，,；;。]{0,12}?(?:竣工|完工|建成|投用|投运|整改到位|完成整改)")
"""Hardship a text begins with may be overcome in a later sentence."""
_REST_LEFT = re.compile(r"(?:剩余|余下|尚余|尚剩|还剩|仍剩|还余|仍余|其余)[^，,；;。\d]{0,6}\d")
_REST_SETTLED = re.compile("已|均|都|全部|完毕|不属|不在|不纳|无需|不需|不再|保留|自行|另行|合格|达标|正常|时限内|期限内|为|属|因")
"""What may follow a rest that is not left to do."""
_FORMALITY = "公示|备案|归档|存档|结算|决算|审计|移交"
_AFTER: dict[StatusClass, re.Pattern[str]] = {
    "completed": re.compile(rf"验收|核查|核验|复核|销号|{_FORMALITY}"),
    "accepted": re.compile(rf"销号|{_FORMALITY}"),
    "closed": re.compile(_FORMALITY),
}
"""What may be outstanding in each class: the steps that come after it."""

_MAY_BE_OPEN = re.compile(r"推进剩|余|快|阻|难|仅|只|半|分之|早|停|暂|后|慢|前|率|距|离|现象|不够|不明显|抓紧|正在|仍在|正|中|未|没|预计|计划|拟|将|力争|争取|下一|下步|下阶段|接下来|滞后|缓慢|剩余|其余|余下|有|在|待|需|须|可|能|处于|进入|[%％]")


def unfinished(
    text: str, status: StatusClass = "completed", *, long_term: bool = False, planned: bool = False,
) -> str | None:
    """The first clause that contradicts a problem's being done; None where none does.

    ``long_term``: done and kept up for good, where 正在 and 下一步 speak of the upkeep. ``planned``: the
    text stands under 下一步措施 as a whole.
    """
    if not _MAY_BE_OPEN.search(text):
        return None
    after = _AFTER.get(status, _AFTER["completed"])
    for said in said_of(text):
        if _asserts_open(said, after, long_term=long_term, planned=planned):
            if _HARDSHIP.search(said.clause.text) and _OVERCOME.search(text[said.sentence.end:]):
                continue
            return as_written(text, said.sentence if NEXT.search(said.clause.text) else said.clause)
    return None


def _asserts_open(said: Said, after: re.Pattern[str], *, long_term: bool, planned: bool) -> bool:
    clause = said.clause.text
    if not after.search(clause):
        if any(map(said.asserts, _STRONG.finditer(clause))):
            return True
        if not planned and (_goes_on(said, long_term=long_term) or (not long_term and _part_only(said))):
            return True
    if long_term:
        return False
    if planned:
        return bool(_URGENT.search(clause) or _BY_THEN.search(clause)) and not after.search(clause)
    return _has_next_steps(said)


def _goes_on(said: Said, *, long_term: bool) -> bool:
    clause = said.clause.text
    if long_term and not _REST_OF_IT.search(clause):
        return False
    return not _ASIDE.search(clause) and any(map(said.asserts, _GOING_ON.finditer(clause)))


def _part_only(said: Said) -> bool:
    """A part told as such, or a number of things left over that nothing in the sentence settles."""
    clause = said.clause.text
    if any(map(said.asserts, _PART_DONE.finditer(clause))):
        return True
    found = _REST_LEFT.search(clause)
    return found is not None and said.asserts(found) and not _REST_SETTLED.search(clause[found.end():] + said.tail)


def _has_next_steps(said: Said) -> bool:
    """A sentence of next steps that still finish the work, not only keep it up."""
    found = NEXT.search(said.clause.text)
    if not found or found.start() > 6:
        return False
    planned = said.clause.text[found.end():] + said.tail
    return bool(_URGENT.search(planned)) or (
        bool(_STILL_TO_DO.search(planned)) and not _UPKEEP.search(planned))
