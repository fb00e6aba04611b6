"""What a progress text claims: that all of it is done, that work has begun, lags or keeps to its schedule."""

from __future__ import annotations

import re

from toolkit.checks.language.asserted import Said, as_written, said_of
from toolkit.checks.language.next_steps import NEXT
from toolkit.checks.language.open_work import unfinished
from toolkit.clauses import BLANK, unquoted
from toolkit.text import split_ordinal

# ── all of it is done ────────────────────────────────────────────────────────────────────────────
_ALL_DONE = re.compile(
    r"(?:(?:(?:目前|现)?(?:已经|已|均|现|全部|全面|整体)(?:于\d[^，,；;。]{0,10}[年月日底末前]|在规定时限内|按照?(?:要求|规定|时限|方案)+|全部|全面|按期|如期|按时|"
    r"提前|整体|顺利|圆满|均|已|得到|彻底)*)"
    r"(?:完成(?:全部|所有|各项|该(?:项)?问题的?)?整改(?:任务|工作|目标)?|整改(?:全部)?(?:完成|完毕|到位|结束)|"
    r"(?:完成|达到)(?:全部|所有|各项|预期)?整改(?:任务|目标|要求)|落实整改到位|完成整改(?:并)?销号|完成销号|办结销号|办结|验收销号|销号|(?:得到)?(?:彻底|妥善)?解决|完成(?:全部|所有|各项)整改(?:内容|事项|措施)|完成)"
    r"|(?:^|(?<=[，,；;。\n该本此]))(?:项|个)?问题(?:于\d[^，,；;。前]{1,12})?整改(?:工作)?(?:已经?|均已|现已)?(?:全部|全面)?(?:完成|完毕|到位|结束)|整改目标(?:均|已|全部|全面|如期)*(?:实现|达到|达成))"
    r"(?:了)?(?:并(?:已|经)?(?:完成|通过)?(?:[省市县区旗]级|自治区)?(?:验收|销号|验收销号))?$")
_SUBJECTS = (r"目前|现|截至[^，,]*|(?:20)?\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?[底末初]?(?:之?前)?|\d{1,2}月(?:\d{1,2}日)?[底末初]?(?:之?前)?|至此|至今|经[^，,]{0,6}|该项?|本项?|此项?|这一|问题|督察|巡视|审计|反馈|的|整改|"
             r"任务|工作|各项|所有|措施|目标|全部|均|项目|我[市区县旗局]")
_WHOLE = re.compile(rf"^(?:{_SUBJECTS}|{BLANK})*$")
_NAMED = re.compile(r"该项?|本项?|此项?|这一|^(?:目前|现)?(?:督察|巡视|审计)?(?:反馈)?(?:的)?问题|整改(?:任务|工作|措施|目标)|^(?:目前)?整改(?:现?已|全部)|^(?:目前)?(?:全部|所有|各项)任务")
_NAMED_OUTRIGHT = re.compile(r"^(?:目前|现|至此)?(?:该项?(?:整改)?(?:问题|任务)|(?:督察|巡视|巡察|审计)(?:组)?(?:反馈|指出)(?:的)?问题)(?:现已|均已|已|全部)")
_FOUND = re.compile(r"发现|排查|检查|交办|下达|通知书|举报|其中|抽查|[\d０-９]")
_DAY = re.compile(r"截[至止][^，,]*|(?:\d+年)?\d+月(?:\d+日|底)?")
_FUTURE = re.compile(r"未|尚|没|不|预计|计划|力争|确保|争取|将|待|拟|须|应|要")
_BY_A_DAY = re.compile(r"前$")


_MAY_BE_DONE = re.compile(rf"{_ALL_DONE.pattern.removesuffix('$')}\s*(?:[，,；;：:。！？!?\n]|$)")
"""The same at the end of any clause: most texts say nothing of the kind."""


def all_done(text: str) -> str | None:
    """The clause that says the whole problem is remedied; None where a part is, or more is to come."""
    if not _MAY_BE_DONE.search(text) or unfinished(text) or NEXT.search(text):
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    numbered = sum(split_ordinal(line) is not None for line in lines) > 1
    for said in said_of(text):
        last = not text[said.sentence.end:].strip()
        if _asserts_whole(said, last=last, numbered=numbered):
            return as_written(text, said.clause)
    return None


def _asserts_whole(said: Said, *, last: bool, numbered: bool) -> bool:
    ordinal = split_ordinal(said.clause.text)
    clause = ordinal.rest if ordinal else said.clause.text.strip()
    found = _ALL_DONE.search(clause)
    if not found or not _WHOLE.match(clause[:found.start()]) or _FUTURE.search(clause[:found.start()]) or (
            _BY_A_DAY.search(clause[:found.start()]) and not found[0].startswith(("已", "均已"))):
        return False
    before = _DAY.sub("", said.sentence.text[:said.clause.start - said.sentence.start])
    named = bool(_NAMED.search(clause))
    if clause.endswith(("完成", "解决")) and "整改" not in clause[found.start():]:
        if _NAMED_OUTRIGHT.search(clause) or ("整改" in clause and re.search("全部|均", before)):
            before = re.sub(r"\d", "", before)
        return named and "措施" not in clause and "年度" not in clause and not _FOUND.search(before) and not numbered
    if _FOUND.search(before) and not re.search("全部|均", before) and not _NAMED_OUTRIGHT.search(clause):
        return False
    if re.search("发现|排查|检查|交办|通知书|抽查", before):
        return False
    return named or (last and not numbered and (not before.strip() or "已" in before))


# ── work has begun, or lags ──────────────────────────────────────────────────────────────────────
_BEGUN = re.compile(
    r"(?:已(?:经|于[^，,；;。]{0,14})?|正在|正)(?:全面|正式|陆续|加快|有序)*(?:开工|动工|进场施工|(?:开始|开展)施工|启动(?:建设|施工)|施工|复工|建成|竣工|完工|投运|投入使用)"
    r"|(?<!计划)(?<!预计)(?<![拟将])于\d[^，,；;。]{1,10}日?(?:正式|全面)?(?:开工|动工|进场施工|复工)"
    r"|施工(?:单位|队伍)[^，,；;。]{0,4}进场|正在进行[^，,；;。]{0,8}(?:施工|支护|开挖|浇筑|安装|清淤|拆除)"
    r"|已?完成(?:总)?工程量的|已?完成[^，,；;。]{0,8}(?:主体|基础|土建)(?:工程)?(?:施工|建设|封顶)|形象进度(?:达|已)|(?:已|正在)(?:开挖|浇筑|铺设)|(?:开挖|浇筑|铺设)[^，,；;。]{0,8}\d")
_NOT_BEGUN = re.compile(r"尚未|还未|未启动|未开工|没有(?:启动|开工)|未动工")
_LAGS = re.compile(
    r"(?:工程|施工|整改|总体|整体|项目)?(?:进度|进展)(?:相对|较|有所|明显|严重|仍|略|稍)?(?:滞后|慢于|落后|偏慢|较慢)|(?:比|较)(?:计划|序时|时序|目标)[^，,；;。]{0,6}(?:落后|滞后|慢)|落后于?(?:计划|序时|时序|时间节点)|(?:尚|仍)?未达到?(?:序时|时序)进度")
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
    for said in said_of(text):
        if any(map(said.asserts, pattern.finditer(said.clause.text))):
            return as_written(text, said.clause)
    return None
