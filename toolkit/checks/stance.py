"""What a progress text claims, clause by clause: that work goes on, that all of it is done.

A clause counts only where it asserts: what stands in quotation marks, what is said of something (正在施工的
工地), what is denied (未发现尚未整改的), demanded (要求…前完成) or resolved later in the sentence does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.clauses import BLANK, Piece, clauses, sentences, unquoted
from toolkit.model import StatusClass
from toolkit.text import split_ordinal

_DONE = ("完成|完工|竣工|建成|开工|动工|启动|实施|开展|落实|整改|办结|拆除|安装|投运|投用|投入|投产|达标|达到|解决|到位|"
         "签订|签约|搬迁|腾退|清运|清理|清除|清淤|封堵|封填|治理|修复|恢复|取得|批复|下达|进场|移交|关停|关闭|接入|接通|"
         "贯通|覆盖|招标|印发|立项|交付|补齐|改造|铺设|验收|销号|整治|处置|归还|退还|收缴|追缴|追回|化解|拨付|结清")
_ACTION = ("推进|实施|整改|建设|施工|办理|开展|进行|编制|招标|采购|申请|协调|调试|安装|改造|修复|治理|拆除|清理|清运|"
           "清淤|组织|制定|修订|起草|报批|审批|筹备|准备|落实|完善|研究|洽谈|对接|履行|征求|开挖|铺设|制作|抓紧|加快|"
           "积极|全力|有序|稳步|逐步|封堵|封填|协商|整治|处置|搬迁|腾退|签订|追缴|收缴|核查|核实|论证|评审|设计|勘察|"
           "平整|覆土|栽植|绿化|沟通|衔接|比选|选址|测绘|检测|清查|清退|清算|筹措|争取|推动|督促|收集|回填|改建|扩建|新建|修建|搭建|硬化|移交|过户|报建|上报|"
           "种植|补植|补办|完成|消缺|收尾|攻坚|梳理|排查|谈判|送审|走流程|走程序|备料|进场|浇筑|砌筑|吊装|消除|验收|报送|审理")
_ENDS = "完成|竣工|完工|建成|投产|投运|投用|投入使用|投入运行|通车|通水|开工|动工|启动|到位|办结|达标|销号|验收|交付|结束|整改|解决|进场|拆除|封堵|搬迁|清运|实施"


def _within(pattern: str, least: int = 0, most: int = 24) -> str:
    return rf"[^，,；;。]{{{least},{most}}}?(?:{pattern})"


_STRONG = re.compile("|".join((
    rf"(?:尚|还|仍|暂|一直|至今|目前|均|都)?(?<![从并])未(?:能|全部|全面|按期|按时|如期|完全|彻底|正式|实质性|有效|及时)*(?:{_DONE})",
    r"(?:尚|还|仍|暂)未(?!发现|出现|发生|收到|接到|产生|新增|反弹|检出|接报|造成|涉及|有|超|见|再)",
    rf"(?:还|仍|尚|至今|一直|目前|均|都)?没(?:有|能)(?:全部|按期|按时|完全|彻底|正式)*(?:{_DONE})",
    rf"(?<![比较原按])预计{_within(_ENDS)}",
    rf"(?<![按原比较照])计划(?:于|在|今年|明年|下|年底|月底|尽快|分期|\d){_within(_ENDS)}",
    rf"(?:拟于|拟在|将于|将在){_within(_ENDS)}",
    rf"(?:力争|争取){_within(_ENDS)}",
    r"(?:工程|施工|整改|整体|总体|项目|工作)?(?:进度|进展|推进)(?:较为|比较|相对|明显|严重|仍|有所|较)?(?:滞后|缓慢|迟缓)",
    r"(?:剩余|其余|余下|仍有|还有|尚有|另有)[^，,；;。]{0,20}?(?:有待|待|亟待|亟需|需(?!要?(?:长期|持续|常态|加强|坚持)))",
    rf"即将(?:{_ENDS})|(?:月|年|底|前|旬|日)(?:可|能|将)(?:全部|全面|正式)?(?:{_ENDS})",
    r"(?<![对接招等优])待[^，,；;。]{1,14}后[^，,；;。]{0,10}(?:实施|开工|启动|推进|完成|开展|恢复|施工|整改)",
    r"(?:处于|进入|尚在|仍在|还在)[^，,；;。]{0,8}(?:施工|建设|招标|设计|前期|审批|编制|收尾|调试|实施|推进|整改|安装|采购|改造|治理|整治)阶段",
    rf"(?:尚|还|仍|暂|暂时)(?:无法|不能|难以|不具备|不满足)|(?:到货|到位|解冻|批复|获批|审批)后(?:即可|方可|才能|再|即)[^，,；;。]{{0,6}}(?:{_DONE})",
    r"(?:完成|达到?|已)(?:总量|总工程量|工程量|任务)?的?(?:约|近)?[二两三四五六七八九]成(?:左右|以上|多|半)?$",
    r"(?:仍|还|尚)(?:需要?|须)(?:进一步|继续|加快)*(?:推进|完成|加快|实施|建设|改造|整改|解决|协调|补|治理)",
    r"(?:工程量|工作量|总量|任务量|任务|总进度|形象进度|施工进度|工程进度|整改进度|完成进度|总体进度|工期)的?"
    r"(?:约|近|为|约为|已达|达到|达|已完成|完成|已)*\d{1,2}(?:\.\d+)?[%％]",
)))
_GOING_ON = re.compile(
    rf"(?:正在?|仍在)(?:[^，,；;。的]{{0,6}}?)(?:{_ACTION})"
    r"|(?:仍|尚|还)?在建(?=$|[，,；;。）)])|(?:推进|进行|施工|整改|建设|实施|办理|编制|招标|调试|审批|协商|协调|安装|改造|整治|治理|清运|拆除)(?:之|当)?中(?=$|[，,；;。）)])")
_NEXT = re.compile(r"(?:下一?步|下阶段|下一阶段|接下来)")
_STILL_TO_DO = re.compile(
    r"(?:加快|尽快|抓紧|抓好|全力|力争|争取|继续|组织|督促|推动)?(?:推进|推动|完成|启动|开工|建设|施工|整改|治理|拆除|封堵|清运|"
    r"改造|安装|招标|进场|编制|腾退|搬迁|整治|实施)")
_URGENT = re.compile(
    r"(?:加快|尽快|抓紧)(?:[^，,；;。]{0,12}?)(?:推进|完成|施工|建设|整改|实施|启动|改造|拆除|封堵|治理|进度)"
    r"|完成(?:剩余|余下|其余)|(?:剩余|余下|其余)[^，,；;。]{0,16}?(?:完成|整改|施工|建设|封堵|拆除|改造|治理|安装)")
_UPKEEP = re.compile(
    r"巩固|长效|常态|日常|监管|监测|管护|巡查|反弹|维护|运维|养护|管理|持续|加强|强化|回头看|举一反三|健全|完善|"
    r"督导|检查|宣传|培训|跟踪|做好|运行|保持|严格|严防|防止|验收|销号|公示|归档|长期|深化|提升|坚决|紧盯")
_FORMALITY = "公示|备案|归档|存档|结算|决算|审计|移交"
_AFTER: dict[StatusClass, re.Pattern[str]] = {
    "completed": re.compile(rf"验收|核查|核验|复核|销号|{_FORMALITY}"),
    "accepted": re.compile(rf"销号|{_FORMALITY}"),
    "closed": re.compile(_FORMALITY),
}
"""What may be outstanding in each class: the steps that come after it."""

_REPORTED = re.compile(
    r"督察|巡视|巡察|审计|反馈|指出|通报|群众反映|投诉|原来|原有|此前|之前|以往|过去|曾|一度|当时|针对|对于|(?:^|[，、])对|"
    r"凡|如果|如有|若|一旦|严禁|防止|杜绝|避免|要求|规定|明确|督促|不得|责令|凡是|按照|根据|整改前")
_DENIED = re.compile(r"(?:未发现|没有|无|不存在|未出现|并非|不再|杜绝|未有)[^，,；;。]{0,10}$")
_ATTRIBUTE = re.compile(r"^[^，,；;。]{0,14}?的(?!有|还有|为|是|仅|尚有|共)")
_DISPOSED = re.compile(r"^[^，,；;。]{0,14}?(?:列入|纳入|计入|移送)")
_RESOLVED = re.compile(
    rf"(?:均已|都已|已全部|已全面|已经全部|全部(?:完成|建成|整改|办结|封堵|拆除|到位|解决)|提前完成|如期完成|"
    rf"已(?:完成整改|整改到位|整改完成|解决|销号)|(?:现|目前|后|当[日月天场]|随即|立即|次[日月])即?已?(?:经)?(?:{_DONE})|已于[^，,；;。]{{0,14}}(?:{_DONE}))")
_PARTIAL = re.compile(r"其余|剩余|余下|但|另有|仍|尚")
_MAY_BE_OPEN = re.compile(r"快|抓紧|正在|仍在|正|中|未|没|预计|计划|拟|将|力争|争取|下一|下步|下阶段|接下来|滞后|缓慢|剩余|其余|余下|有|在|待|需|须|可|能|处于|进入|[%％]")


@dataclass(frozen=True, slots=True)
class Said:
    """A clause as it stands in the text, and its sentence."""

    clause: Piece
    sentence: Piece


def _said(text: str) -> Iterator[Said]:
    plain = unquoted(text)
    for sentence in sentences(plain):
        for clause in clauses(sentence.text, sentence.start):
            yield Said(clause, sentence)


# ── work goes on ─────────────────────────────────────────────────────────────────────────────────
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
    for said in _said(text):
        if _asserts_open(said, after, long_term=long_term, planned=planned):
            stretch = said.sentence if _NEXT.search(said.clause.text) else said.clause
            return _as_written(text, stretch)
    return None


def _asserts_open(said: Said, after: re.Pattern[str], *, long_term: bool, planned: bool) -> bool:
    clause = said.clause.text
    tail = said.sentence.text[said.clause.end - said.sentence.start:]
    if any(_counts(clause, found, tail) and not after.search(clause) for found in _STRONG.finditer(clause)):
        return True
    if not planned and not after.search(clause) and _goes_on(clause, tail, long_term=long_term):
        return True
    if long_term:
        return False
    if planned:
        return bool(_URGENT.search(clause)) and not after.search(clause)
    return _has_next_steps(said, tail)


def _goes_on(clause: str, tail: str, *, long_term: bool) -> bool:
    if long_term and not re.search(r"剩余|其余|余下|另有|仍有|还有|尚有|施工|建设|整改|改造|招标|调试", clause):
        return False
    upkeep = re.search(r"常态|长效|日常|管护|巡查|巩固|运维|养护|刑事|涉嫌|追责|问责", clause)
    return not upkeep and any(_counts(clause, found, tail) for found in _GOING_ON.finditer(clause))


def _has_next_steps(said: Said, tail: str) -> bool:
    """A sentence of next steps that still finish the work, not only keep it up."""
    found = _NEXT.search(said.clause.text)
    if not found or found.start() > 6:
        return False
    planned = said.clause.text[found.end():] + tail
    return bool(_URGENT.search(planned)) or (
        bool(_STILL_TO_DO.search(planned)) and not _UPKEEP.search(planned))


def _counts(clause: str, found: re.Match[str], tail: str) -> bool:
    """Whether a marker asserts something of the work as it stands now."""
    before, after = clause[:found.start()], clause[found.end():]
    if _REPORTED.search(before) or _DENIED.search(before):
        return False
    if _ATTRIBUTE.match(after) or (re.search("[将把]", before) and _DISPOSED.match(after)):
        return False
    resolved = _RESOLVED.search(tail)
    return not resolved or bool(_PARTIAL.search(tail[:resolved.start()]))


# ── all of it is done ────────────────────────────────────────────────────────────────────────────
_ALL_DONE = re.compile(
    r"(?:(?:目前|现)?(?:已经|已|均|现|全部|全面|整体)(?:全部|全面|按期|如期|按时|提前|整体|顺利|均|已|得到|彻底)*)"
    r"(?:完成(?:全部|所有|各项)?整改(?:任务|工作|目标)?|整改(?:全部)?(?:完成|完毕|到位|结束)|"
    r"(?:完成|达到)(?:全部|所有|各项|预期)?整改(?:任务|目标|要求)|落实整改到位|完成销号|办结销号|验收销号|销号|(?:得到)?(?:彻底|妥善)?解决|完成)"
    r"(?:了)?(?:并(?:已|经)?(?:完成|通过)?(?:验收|销号|验收销号))?$")
_SUBJECTS = (r"目前|现|截至[^，,]*|至此|至今|经[^，,]{0,6}|该项?|本项?|此项?|这一|问题|督察|巡视|审计|反馈|的|整改|"
             r"任务|工作|各项|所有|措施|目标|全部|均|项目|我[市区县旗局]")
_WHOLE = re.compile(rf"^(?:{_SUBJECTS}|{BLANK})*$")
_NAMED = re.compile(r"该项?|本项?|此项?|这一|^(?:目前|现)?(?:督察|巡视|审计)?(?:反馈)?(?:的)?问题|整改(?:任务|工作|措施|目标)")
_NAMED_OUTRIGHT = re.compile(r"^(?:目前|现)?(?:该项?问题|(?:督察|巡视|巡察|审计)(?:组)?(?:反馈|指出)(?:的)?问题)已?全部")
_FOUND = re.compile(r"发现|排查|检查|交办|下达|通知书|举报|其中|抽查|[\d０-９]")
_DAY = re.compile(r"截[至止][^，,]*|(?:\d+年)?\d+月(?:\d+日|底)?")
_FUTURE = re.compile(r"未|尚|没|不|预计|计划|力争|确保|争取|将|待|拟|前$")


def all_done(text: str) -> str | None:
    """The clause that says the whole problem is remedied; None where a part is, or more is to come."""
    if not re.search("完成|整改|销号|解决", text) or unfinished(text) or _NEXT.search(text):
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    numbered = sum(split_ordinal(line) is not None for line in lines) > 1
    for said in _said(text):
        last = not text[said.sentence.end:].strip()
        if _asserts_whole(said, last=last, numbered=numbered):
            return _as_written(text, said.clause)
    return None


def _asserts_whole(said: Said, *, last: bool, numbered: bool) -> bool:
    ordinal = split_ordinal(said.clause.text)
    clause = ordinal.rest if ordinal else said.clause.text.strip()
    found = _ALL_DONE.search(clause)
    if not found or not _WHOLE.match(clause[:found.start()]) or _FUTURE.search(clause[:found.start()]):
        return False
    before = _DAY.sub("", said.sentence.text[:said.clause.start - said.sentence.start])
    named = bool(_NAMED.search(clause))
    if clause.endswith(("完成", "解决")) and "整改" not in clause[found.start():]:
        return named and "措施" not in clause and "年度" not in clause and not _FOUND.search(before) and not numbered
    if _FOUND.search(before) and not re.search("全部|均", before) and not _NAMED_OUTRIGHT.search(clause):
        return False
    if re.search("发现|排查|检查|交办|通知书|抽查", before):
        return False
    return named or (last and not numbered and (not before.strip() or "已" in before))


# ── work has begun, or lags ──────────────────────────────────────────────────────────────────────
_BEGUN = re.compile(
    r"(?:已(?:经|于[^，,；;。]{0,14})?|正在|正)(?:全面|正式|陆续|加快|有序)*(?:开工|动工|进场施工|施工|复工|建成|竣工|完工|投运|投入使用)"
    r"|(?<!计划)(?<!预计)(?<![拟将])于\d[^，,；;。]{1,10}日?(?:正式|全面)?(?:开工|动工|进场施工|复工)")
_NOT_BEGUN = re.compile(r"尚未|还未|未启动|未开工|没有(?:启动|开工)|未动工")
_LAGS = re.compile(
    r"(?:工程|施工|整改|总体|整体|项目)?进度(?:相对|较|有所|明显|严重|仍)?滞后|(?:尚|仍)?未达到?(?:序时|时序)进度")
_ON_TIME = re.compile(r"(?:已|已经)?(?:达到|达)(?:了)?(?:序时|时序)(?:进度)?|(?:超过|快于|超)(?:序时|时序)进度")


def begun(text: str) -> str | None:
    """The clause that says building has begun, in a text that says nowhere that something has not."""
    return None if _NOT_BEGUN.search(unquoted(text)) else _first(text, _BEGUN)


def lags(text: str) -> str | None:
    """The clause that says the work lags behind its schedule."""
    return _first(text, _LAGS)


def on_time(text: str) -> str | None:
    """The clause that says the work keeps to its schedule."""
    found = _first(text, _ON_TIME)
    return None if found and (lags(text) or "未" in found) else found


def _first(text: str, pattern: re.Pattern[str]) -> str | None:
    if not pattern.search(text):
        return None
    for said in _said(text):
        tail = said.sentence.text[said.clause.end - said.sentence.start:]
        if any(_counts(said.clause.text, found, tail) for found in pattern.finditer(said.clause.text)):
            return _as_written(text, said.clause)
    return None


def _as_written(text: str, clause: Piece) -> str:
    return text[clause.start:clause.end].strip()
