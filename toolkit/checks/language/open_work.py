"""Words that say work still goes on, has not been done or is only intended."""

from __future__ import annotations

import re

from toolkit.checks.language.asserted import DONE, Said, as_written, said_of
from toolkit.clauses import BLANK
from toolkit.model import StatusClass

_ACTION = ("推进|实施|整改|建设|施工|办理|开展|进行|编制|招标|采购|申请|协调|调试|安装|改造|修复|治理|拆除|清理|清运|"
           "清淤|组织|制定|修订|起草|报批|审批|筹备|准备|落实|完善|研究|洽谈|对接|履行|征求|开挖|铺设|制作|抓紧|加快|"
           "积极|全力|有序|稳步|逐步|封堵|封填|协商|整治|处置|搬迁|腾退|签订|追缴|收缴|核查|核实|论证|评审|设计|勘察|"
           "平整|覆土|栽植|绿化|沟通|衔接|比选|选址|测绘|检测|清查|清退|清算|筹措|争取|推动|督促|收集|回填|改建|扩建|新建|修建|搭建|硬化|移交|过户|报建|上报|"
           "种植|补植|补办|完成|消缺|收尾|攻坚|梳理|排查|谈判|送审|会商|商谈|磋商|公告|挂网|评标|走流程|走程序|备料|进场|浇筑|砌筑|吊装|消除|验收|报送|审理|审核|审查|扫尾|着手|修改")
_ENDS = "完成|竣工|完工|建成|投产|投运|投用|投入使用|投入运行|通车|通水|开工|动工|启动|到位|办结|达标|销号|验收|交付|结束|整改|解决|进场|拆除|封堵|搬迁|清运|实施"


def _within(pattern: str, least: int = 0, most: int = 24) -> str:
    return rf"(?:(?!已)[^，,；;。]){{{least},{most}}}?(?:{pattern})"


COUNTED = r"\d+(?:\.\d+)?万?(?:处|家|个|户|座|台|眼|条|项|公里|平方米|亩|公顷|套|件|栋|辆|口|宗|吨|米)"
"""A number of things as a clause counts them."""
_TIME = r"\d|今年|明年|年[内底]|月底|[春夏秋冬]季|汛[前后期]|下[周月半]|近期|[一二三四]季度|入冬|解冻|开春"
_LASTING = ("定期|长期|持续|常态|巩固|管护|监管|监测|巡查|维护|运维|养护|更换|加强|强化|提升|提高|关注|验收|销号|备案|公示|审计|"
            "结算|决算|移交|复查|回头看|检查|执法|宣传|培训|评估|种植|发展|自然|支付|质保")
"""What goes on after work is done, on whatever day it is planned."""
_NOT_WORK = (r"批先|经|按规|按要求|依法|登记|取得|发现|出现|发生|收到|接到|产生|新增|反弹|检出|接报|造成|涉及|有|超|见|再|生产|营业|"
             r"复产|投诉|纳入|受|列入|构成|达到?(?:搬迁|启用)|予|来")
"""What may follow 未 that is not left to do: 未批先建 is an offence, 未发现 a finding, 未生产 a state."""
_STRONG = re.compile("|".join((
    rf"(?:尚|还|仍|暂|一直|至今|目前|均|都)?(?<![从并])未(?:能|全部|全面|按期|按时|如期|完全|彻底|正式|实质性|有效|及时|同步|同期|一并|得到|根本|真正|完整)*(?:{DONE}|通过(?!的)|实现|提交|提供|确定|明确|回填|覆绿|配套|联网|通水|通电)",
    r"(?:尚|还|仍|暂)未(?!发现|出现|发生|收到|接到|产生|新增|反弹|检出|接报|造成|涉及|有|超|见|再)",
    rf"(?:还|仍|尚|至今|一直|目前|均|都)?没(?:有|能)(?:全部|按期|按时|完全|彻底|正式|得到|根本|有效|真正)*(?:{DONE})",
    rf"(?<![比较原按])预计{_within(_ENDS)}",
    rf"(?<![按原比较照])计划(?:于|在|今年|明年|下|年底|月底|尽快|分期|\d){_within(_ENDS)}",
    rf"(?:拟于|拟在|拟纳入|拟列入|拟通过|拟采取|拟分|将于|将在){_within(_ENDS)}",
    rf"(?:力争|争取){_within(_ENDS)}",
    r"(?:工程|施工|整改|整体|总体|项目|工作)?(?:进度|进展|推进)(?:较为|比较|相对|明显|严重|仍|有所|较)?(?:滞后|缓慢|迟缓|较慢|偏慢|不够快|不快|不明显|慢于)",
    r"(?:剩余|其余|余下|仍有|还有|尚有|另有)[^，,；;。]{0,20}?(?:有待|待|亟待|亟需|需(?!要?(?:长期|持续|常态|加强|坚持)))",
    rf"即将(?:{_ENDS})|(?:月|年|底|前|旬|日)(?:可|能|将)(?:全部|全面|正式)?(?:{_ENDS})",
    r"(?<![对接招等优期])待(?:(?!已)[^，,；;。]){0,14}(?:验收|审批|批复|实施|建设|开工|招标|审查|审核|拆除|安装|搬迁|拨付|签订)$",
    r"(?:工作|任务|工程|项目|推进|施工|拆除|搬迁|退出|整改)(?:进展)?受阻|难以(?:推进|实施|开展|落实)|(?:推进|推动|实施)困难",
    r"将(?:陆续|分批|分期|尽快|抓紧|逐步|逐批)(?:开展|推开|铺开|实施|推进|完成|启动|建设|治理|拆除|搬迁|改造|整改)",
    r"(?:近期|近日|日内|年内|月内|下月)(?:将|拟|可)(?!持续|继续|加强|进一步|做好|强化|不断|定期)",
    r"停工(?:状态|至今)|(?:陷入|处于)停滞|暂缓(?:实施|推进|开展|拆除|建设)|暂停(?:施工|实施)",
    r"(?:尚|还|仍|目前|均|[\u4e00-\u9fff])?未(?:作出|获批|拨付|审结)",
    r"(?:审议通过|批准|论证通过|审查通过)后(?:即|再)?(?:印发|实施|执行|组织|施工|建设|开展)",
    r"(?<![对接招等优期])待[^，,；;。]{1,14}(?:后|即|再)[^，,；;。]{0,10}(?:实施|开工|启动|推进|完成|开展|恢复|施工|整改)",
    r"(?:尚|还|仍)在(?:审|办|建|施|编|招|推|整|协|报|修|组|洽|谈|清|拆|改|安|调|规划|进行|做|继续|落实|测试|准备|等待)",
    r"(?:距|离|与|较)[^，,；;。]{0,16}(?:目标|要求|标准|任务|计划)[^，,；;。]{0,12}(?:还有|仍有|尚有|还差|相差|存在)[^，,；;。]*|有(?:一定|较大|明显|不小)的?差距",
    r"(?:仍|依然|还|现象)(?:时有|偶有|屡有)(?:发生|出现)",
    r"(?:处于|进入|尚在|仍在|还在)[^，,；;。]{0,8}(?:施工|建设|招标|设计|前期|审批|编制|收尾|调试|实施|推进|整改|安装|采购|改造|治理|整治)阶段",
    rf"(?:尚|还|仍|暂|暂时)(?:无法|不能|难以|不具备|不满足)|(?:到货|到位|解冻|批复|获批|审批)后(?:即可|方可|才能|再|即)[^，,；;。]{{0,6}}(?:{DONE})",
    r"(?:完成|达到?|已)(?:总量|总工程量|工程量|任务)?的?(?:约|近)?[二两三四五六七八九]成(?:左右|以上|多|半)?$",
    r"(?:仍|还|尚)(?:需要?|须)(?:进一步|继续|加快)*(?:推进|完成|加快|实施|建设|改造|整改|解决|协调|补|治理)",
    r"(?:工程量|工作量|总量|任务量|任务|总进度|形象进度|施工进度|工程进度|整改进度|完成进度|总体进度|工期)的?"
    r"(?:约|近|为|约为|已达|达到|达|已完成|完成|已)*\d{1,2}(?:\.\d+)?[%％]",
    r"(?<!支付)(?<!拨付)(?<!资金)(?<!执行)进度(?:约|近|为|约为|已达|达到|达|仅为)+\d{1,2}(?:\.\d+)?[%％]",
    r"(?<!提前)(?:完成|完工|建成)了?(?:约|近|不到|不足)?(?:(?!率)[^，,；;。\d]){0,16}的?(?:约|近)?\d{1,2}(?:\.\d+)?[%％](?:左右|以上)?$",
    r"(?<!不)(?:仅|只)(?:完成|开展|进行|启动|做)了?(?!时|用)[^，,；;。]*",
    r"未(?:能|果|竟)(?!源)|没有(?:提交|报送|办理|拆|搬|通过|达到|按|接入|封|关|停止|制定|编制|建立|明确|纳入处理)",
    rf"(?:将于|拟于|(?<![按原比较照既])计划[于在]?)(?!20[12]\d年[^，,；;。]{{0,8}}(?:已|均))(?:{_TIME})(?![^，,；;。]*(?:{_LASTING}))",
    rf"(?:剩余|其余|余下|另有|另外|还有|仍有|尚有)(?:(?!纳入|列入|已|按)[^，,；;。]){{1,14}}(?:计划|拟|将)(?!$|[，,；;。])(?![^，,；;。]*(?:{_LASTING}))",
    rf"(?:还|仍|尚)(?:需要?|须|待)(?![^，,；;。]*(?:{_LASTING}))|还需时日|尚需时日|有待(?!进一步提升)",
    r"(?:处于|尚在|仍在|还在|停留在)[^，,；;。]{0,12}(?<!运行)(?<!运营)(?<!管护)(?<!养护)(?<!监测)(?<!公示)(?<!稳定)阶段",
    r"暂缓(?!期)|拒绝[^，,；;。]{0,4}(?:搬|拆|整改|签|配合|退)|(?:完成|建成|拆除)了?(?:绝?大部分|多半|一部分)",
    r"(?:依然|仍然?|还)存在(?!的)|(?:效果|成效|整改|落实|治理|清理)(?:还)?不(?:够|明显|到位|彻底|理想)(?!的|问题|现象|情况|等)",
    rf"在建\d|(?:{COUNTED})(?:正|持续|继续|仍)(?:在)?(?:推进|实施|整改)$|预计(?:还)?需要?(?!投入|资金)",
    r"无法(?:按期|正常|继续)?(?:开工|施工|实施|推进|落实|完成|拆除|安装|搬迁|通水|投运)",
    r"未达到?[^，,；;。]{0,12}(?:目标|要求|标准|进度)$|将分(?!别)[^，,；;。]{1,6}(?:实施|推进|完成|建设)|等待[^，,；;。]{0,6}(?:开工|施工|审批|批复|进场|实施|安装)$|(?:停滞|搁置|中断)$|(?<![较比])预计工期|(?:结束|完成|通过)后(?:即|再)?(?:报批|报审|开工|施工)$|需要?(?:重新|继续完善|进一步完善|继续推进|继续整改)",
    r"工期(?:有所|严重|相应)?(?:延误|滞后|拖延)",
    rf"(?:还|仍|尚|另)?(?:剩余|其余|余下|有|剩)?(?:{COUNTED})[^，,；;。的]{{0,8}}未(?!{_NOT_WORK})[\u4e00-\u9fff]{{1,6}}$",
    rf"(?:还有|仍有|尚有|另有|剩余|其余|余下)[^，,；;。]{{1,16}}未(?!{_NOT_WORK})",
    r"将(?:继续|进一步|持续)?(?:加快|抓紧|尽快|尽早)[^，,；;。]{0,14}(?:推进|推动|实施|完成|建设|施工|进度|整改|改造|安装)",
    r"仍(?:然)?(?:在|有|存在)[^，,；;。]{0,8}(?:违规|违法|超标|直排|偷排|外排|渗漏|堆存|积存)",
    r"(?:确定|落实|到位|签订|解冻)后(?:即|再|立即|尽快)?(?:组织|开始|陆续)?(?:施工|实施|开工|建设|启动|进场|安装)$",
)))
_STATE = ("[^，,；;。]{0,6}(?:自然|接受|复绿|执行|运行|运营|生产|营业|使用|发挥|恢复|生长|显现|提升|改善|好转|增加|减少|下降|巩固|持续|保持|监测|监管|管护|"
          "巡查|养护|公示|归档|验收|结算|决算|审计|移交|备案|销号|侦办|审理|作业)")
"""What goes on where work is done: use, growth, upkeep, the steps that come after."""
_GOING_ON = re.compile(
    rf"正在?(?:处于)?[^，,；;。]{{0,12}}阶段|正在(?!{_STATE})[^，,；;。的]{{2,}}$|正在对[^，,；;。]{{1,20}}进行|"
    rf"(?:正在?|仍在)(?:[^，,；;。的]{{0,6}}?)(?:{_ACTION})"
    r"|(?:仍|尚|还)?在建(?=$|[，,；;。）)])|(?:推进|进行|施工|整改|建设|实施|办理|编制|招标|调试|审批|协商|协调|安装|改造|整治|治理|清运|拆除)(?:之|当)?中(?=$|[，,；;。）)])")
NEXT = re.compile(r"(?:下一?步|下阶段|下一阶段|接下来|后续(?=将|拟|计划|工作)|随后将|之后将)")
_STILL_TO_DO = re.compile(
    r"(?:加快|尽快|抓紧|抓好|全力|力争|争取|继续|组织|督促|推动)?(?:推进|推动|完成|启动|开工|建设|施工|整改|治理|拆除|封堵|清运|"
    r"改造|安装|招标|进场|编制|腾退|搬迁|整治|实施|恢复|修复|复绿|绿化|铺设|收尾)")
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
_NAMED_IN_QUOTES = re.compile(rf"(?:开展|组织)[^，,；;。]{{0,4}}{BLANK}")
"""正在开展整改“回头看”: what goes on is what the quotation names."""
_ASIDE = re.compile("产权|权属|不动产|常态|长效|日常|管护|巡查|巩固|运维|养护|刑事|涉嫌|追责|问责")
_PART_DONE = re.compile("|".join((
    r"(?:完成|整改|整治|销号|签订|签约|拆除|拆迁|搬迁|清运|关停|封堵|改造)率(?:目前|现|仅)?(?:约|近|为|已|达|到|至|提高|提升|仅|的)*\d{1,2}(?:\.\d+)?[%％]",
    rf"(?:仅|只)有?\d+(?![\d.]|个?[月天日年周季小])[^，,；;。]{{0,4}}(?:{DONE})|(?:完成|完工|安装|拆除|建成)了?(?:约|近|不足)?(?:一半|过半|大半|[一二三四五六七八九十]分之[一二三四五六七八九])",
)))
"""Of something kept up for good a part is done at any time."""
_ENOUGH = re.compile("高于|超过|优于|达到[^，,；;。]{0,6}(?:目标|要求|标准)")
"""A rate that is below a hundred and all that is asked for."""
_SHARE = re.compile(
    r"占(?:项目|工程|全县|全市|全区)?(?:总投资|计划投资|投资计划|批复投资|概算|总任务|任务总?量?|总工程量|总量|年度计划|计划|目标任务|应[^，,；;。\d]{1,8})(?:量|数)?的?[1-8]?\d(?:\.\d+)?[%％]")
_WORK_DONE = re.compile(r"完成(?:投资|工程|清运|清理|治理|改造|铺设|拆除|搬迁|整治|产值|工作量)[^，,；;。]*[，,]?$")
_RESOLVED_LATER = re.compile("全部完成|竣工|完工|节约|结余")
"""完成投资3200万元，占总投资的65%: so much of the work, where money saved does not explain the rest."""
_HARDSHIP = re.compile("受阻|滞后|缓慢|迟缓|停工|停滞|困难|难以|差距|较慢|偏慢|延误")
_OVERCOME = re.compile(
    r"(?:现|目前|最终|至此)[，,]?[^，,；;。]{0,10}?(?:已|均已|已经)?全部(?:完成|完工|竣工|建成|整改|解决|到位|拆除|投运)|(?:现|目前|最终|后)[，,]?[^，,；;。]{0,6}?已[^，,；;。]{0,12}?(?:竣工|完工|建成|投用|投运|整改到位|完成整改)")
"""Hardship a text begins with may be overcome in a later sentence."""
_REST_LEFT = re.compile(r"(?:剩余|余下|尚余|尚剩|还剩|仍剩|还余|仍余|其余)(?!库容|容量|资金|产能|空间|能力|指标|储量|使用)[^，,；;。\d]{0,6}\d")
_REST_SETTLED = re.compile("已|均|都|全部|完毕|不属|不在|不纳|无需|不需|不再|保留|自行|另行|合格|达标|正常|时限内|期限内|为|属|因")
"""What may follow a rest that is not left to do."""
_FORMALITY = "公示|备案|归档|存档|结算|决算|审计|移交"
_AFTER: dict[StatusClass, re.Pattern[str]] = {
    "completed": re.compile(rf"验收|核查|核验|复核|销号|{_FORMALITY}"),
    "accepted": re.compile(rf"销号|{_FORMALITY}"),
    "closed": re.compile(_FORMALITY),
}
"""What may be outstanding in each class: the steps that come after it."""

_STILL_BUILDING = re.compile("投入运行|投入使用|投运|投用|通水|建成|调试|报批|施工(?!单位)")
"""Work itself, though the clause also speaks of its acceptance (联网验收并投入运行)."""

_MAY_BE_OPEN = re.compile(r"后续|随后|无法|中断|工期|依然|不到位|不彻底|不理想|投资|推进|停留|拒|完成|报|部分|推进剩|余|快|阻|难|仅|只|半|分之|早|停|暂|后|慢|前|率|距|离|现象|不够|不明显|抓紧|正在|仍在|正|中|未|没|预计|计划|拟|将|力争|争取|下一|下步|下阶段|接下来|滞后|缓慢|剩余|其余|余下|有|在|待|需|须|可|能|处于|进入|[%％]")


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
        last = not text[said.sentence.end:].strip()
        if _asserts_open(said, after, last=last, long_term=long_term, planned=planned):
            if _HARDSHIP.search(said.clause.text) and _OVERCOME.search(text[said.sentence.end:]):
                continue
            return as_written(text, said.sentence if NEXT.search(said.clause.text) else said.clause)
    return None


def _asserts_open(
    said: Said, after: re.Pattern[str], *, last: bool, long_term: bool, planned: bool,
) -> bool:
    clause = said.clause.text
    if not after.search(clause) or _STILL_BUILDING.search(clause):
        if _waits(said) or (last and _sent_up(said)) or any(map(said.asserts, _STRONG.finditer(clause))):
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
    if _ASIDE.search(clause) or _NAMED_IN_QUOTES.search(clause):
        return False
    return any(map(said.asserts, _GOING_ON.finditer(clause)))


def _waits(said: Said) -> bool:
    """待上级资金下达后，立即启动…: what is awaited in one clause is to set off the next."""
    found = _AWAITED.search(said.clause.text)
    return found is not None and bool(_THEN.match(said.tail)) and not _LATER_STEPS.search(said.tail)


_AWAITED = re.compile(r"(?<![对接招等优期])待[^，,；;。]{2,16}后$")
_THEN = re.compile(r"[，,](?:再|即|将|立即|马上|尽快|方可|由[^，,；;。]{1,10})?(?:组织|全面|正式)?(?:启动|开工|实施|开展|推进|进场|施工|安装|建设|改造|拆除|完成|整改)")
_LATER_STEPS = re.compile("验收|销号|备案|决算|结算|移交|已")


def _sent_up(said: Said) -> bool:
    """A text that ends with a plan sent up for approval has only prepared the work."""
    last = not re.search(r"\w", said.tail)
    return last and bool(_SENT_UP.search(said.clause.text)) and not re.search("验收|销号|备案|报告", said.clause.text)


_SENT_UP = re.compile(r"(?<!经)(?:上?报|提交|报送|呈报)(?:请|送|至|到)?[^，,；;。经]{2,12}(?:审定|审批|审查|审核|审议|批准|研究)$")


def _part_only(said: Said) -> bool:
    """A part told as such, or a number of things left over that nothing in the sentence settles."""
    clause = said.clause.text
    if any(map(said.asserts, _PART_DONE.finditer(clause))) and not _ENOUGH.search(said.tail):
        return True
    if _invested_part(said):
        return True
    share = _SHARE.search(clause)
    if share and _WORK_DONE.search(said.sentence.text[:said.clause.start - said.sentence.start] + clause[:share.start()]):
        return not _RESOLVED_LATER.search(said.tail)
    found = _REST_LEFT.search(clause)
    return found is not None and said.asserts(found) and not _REST_SETTLED.search(clause[found.end():] + said.tail)


_INVESTMENT = re.compile(
    r"(?:总投资|计划投资|概算投资|批复投资)(?:为|约|额)*(?P<whole>\d+(?:\.\d+)?)(?P<of>[万亿])元[^。]*?完成投资(?:约|近|了)?(?P<part>\d+(?:\.\d+)?)(?P<done>[万亿])元")
_MOST = 0.75
"""Less of the money than this spent means work left; more may be what the tender saved."""


def _invested_part(said: Said) -> bool:
    found = _INVESTMENT.search(said.sentence.text)
    if found is None or found.end() > said.clause.end - said.sentence.start or "竣工" in said.tail:
        return False
    scale = {"万": 1, "亿": 10_000}
    return float(found["part"]) * scale[found["done"]] < _MOST * float(found["whole"]) * scale[found["of"]]


def _has_next_steps(said: Said) -> bool:
    """A sentence of next steps that still finish the work, not only keep it up."""
    found = NEXT.search(said.clause.text)
    if not found or found.start() > 6:
        return False
    planned = said.clause.text[found.end():] + said.tail
    return bool(_URGENT.search(planned)) or (
        bool(_STILL_TO_DO.search(planned)) and not _UPKEEP.search(planned))
