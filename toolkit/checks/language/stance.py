"""What a progress text claims: that all of it is done, that work has begun, lags or keeps to its schedule."""

from __future__ import annotations

from itertools import pairwise

from toolkit.checks.language.asserted import Said, as_written, said_of
from toolkit.checks.language.next_steps import NEXT
from toolkit.checks.language.open_work import unfinished
from toolkit.checks.language.tables.schedule import BEGUN, LAGS, ON_TIME
from toolkit.checks.language.wordings import Table, pattern
from toolkit.clauses import BLANK, clause_around, sentences, unquoted
from toolkit.quantities import quantities
from toolkit.text import split_ordinal

# ── all of it is done ────────────────────────────────────────────────────────────────────────────
_DONE_CLAIMS = (
    "(?:目前|现)?〈已然〉(?:〈何时〉|〈已然〉|得到)*"
    "(?:完成(?:全部|所有|各项|该项?问题的?)?整改(?:任务|工作|目标|内容|事项|措施)?|整改(?:全部)?(?:完成|完毕|到位|结束|完结)|"
    "(?:完成|达到)(?:全部|所有|各项|预期)?整改(?:任务|目标|要求)|落实整改到位|完成整改(?:并)?销号|完成销号|办结销号|办结|完结|了结|结案|收官|清零|"
    "验收销号|销号|(?:得到)?(?:彻底|妥善)?解决|(?:得到|予以)?(?:全面|彻底)整改|完成)",
    r"(?:^|(?<=[，,；;。\n该本此的馈]))(?:项|个)?问题(?:于\d[^，,；;。前]{1,12})?(?:彻底|全部|全面|已经?|均)*整改(?:工作)?(?:已经?|均已|现已)?(?:全部|全面|彻底)?(?:完成|完毕|到位|结束|完结)",
    r"(?:^|(?<=[，,；;。\n该本此的馈]))(?:项|个)?问题(?:已经?|均|全部|全面|现)*(?:清零|归零|完结)",
    "(?:措施|任务|事项)(?:已经?|均|全部|逐项|逐条)+落实(?:整改)?到位",
    "整改目标(?:均|已|全部|全面|如期|圆满|顺利|完全)*(?:实现|达到|达成)",
    "整改(?:任务|工作|事项)(?:完结|了结|办结|销号)",
    "(?:任务|工作|事项|问题)(?:已|圆满|全面)*(?:画上(?:圆满)?句号|收官|了结|实现闭环|形成闭环)",
    "(?:已经?|正)?(?:按程序|依程序)?申请(?:予以|验收)?销号|可以?(?:予以|申请)?(?:验收)?销号",
    "(?:已经?|现已|均已)?具备(?:申请)?(?:验收|核查)?[、和并]?销号的?条件",
)
_ALL_DONE = pattern(f"(?:{'|'.join(_DONE_CLAIMS)})了?(?:并(?:已|经)?(?:完成|通过)?(?:[省市县区旗]级|自治区)?(?:验收|销号|验收销号))?$")
_SUBJECTS = (
    r"目前|现|截至[^，,]*|(?:20)?\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?[底末初]?(?:之?前)?|\d{1,2}月(?:\d{1,2}日)?[底末初]?(?:之?前)?|"
    "至此|至今|由此|所|涉|及|有关|相关|经[^，,]{0,6}|认定|认为|同意|确认|核实|该项?|本项?|此项?|这一|问题|督察|巡视|巡察|审计|反馈|指出|方案|确定|明确|规定|的|整改|"
    "任务|工作|事项|内容|各项|所有|措施|目标|全部|均|项目|我[市区县旗局]")
_WHOLE = pattern(f"^(?:{_SUBJECTS}|{BLANK})*$")
_NAMED = pattern(
    "该项?|本项?|此项?|这一|^(?:目前|现)?(?:督察|巡视|巡察|审计)?(?:反馈|指出)?的?问题|整改(?:任务|工作|措施|目标|事项|方案)|"
    "^(?:目前)?整改(?:现?已|全部)|^(?:目前)?(?:全部|所有|各项)任务|销号的?条件|销号$")
_NAMED_OUTRIGHT = pattern(
    "^(?:目前|现|至此)?(?:该项?(?:整改)?(?:问题|任务)|(?:督察|巡视|巡察|审计)(?:组)?(?:反馈|指出)(?:的)?问题)(?:现已|均已|已|全部)")
_FOUND = pattern(r"发现|排查|检查|交办|下达|通知书|举报|其中|抽查|[\d０-９]")
_DAY = pattern(r"截[至止][^，,]*|(?:\d+年)?\d+月(?:\d+日|底)?")
_FUTURE = pattern(r"未|尚|没|不|预计|计划|力争|确保|争取|将|待|拟|须|应|要")
_BY_A_DAY = pattern(r"前$")


_MAY_BE_DONE = pattern(rf"{_ALL_DONE.pattern.removesuffix('$')}\s*(?:[，,；;：:。！？!?\n]|$)")
"""The same at the end of any clause: most texts say nothing of the kind."""
_ENDS_LIKE_IT = pattern(
    "(?:[成毕束位决结案官零改标环现到件容项施务]了?|[销句]号了?|要求了?|工作了?|验收)(?=[\\s，,；;：:。！？!?]|$)")
"""A look cheaper still: the characters such a clause ends with."""
_DIGIT = pattern(r"\d")
_TOGETHER = pattern("全部|均")
_LOOKED_FOR = pattern("发现|排查|检查|交办|通知书|抽查")
_DONE_BEFORE = pattern("已|均|全部|完成|结束|完毕|竣工|建成|到位")


def all_done(text: str) -> str | None:
    """The clause that says the whole problem is remedied; None where a part is, or more is to come."""
    if not _ENDS_LIKE_IT.search(text) or not _MAY_BE_DONE.search(text) or unfinished(text) or NEXT.search(text):
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
    if found is None or not _speaks_of_all(clause[:found.start()], found[0]):
        return False
    before = _DAY.sub("", said.sentence.text[:said.clause.start - said.sentence.start])
    named = bool(_NAMED.search(clause))
    counted = _DIGIT.sub("", before) if named else before
    if clause.endswith(("完成", "解决")) and "整改" not in clause[found.start():]:
        return named and "措施" not in clause and "年度" not in clause and not _FOUND.search(counted) and not numbered
    if _FOUND.search(counted) and not _TOGETHER.search(before) and not _NAMED_OUTRIGHT.search(clause):
        return False
    if _LOOKED_FOR.search(before):
        return False
    return named or (last and not numbered and (not before.strip() or bool(_DONE_BEFORE.search(before))))


def _speaks_of_all(lead: str, claim: str) -> bool:
    """Whether what stands before a claim names the problem as a whole, and as it is today."""
    if not _WHOLE.match(lead) or _FUTURE.search(lead):
        return False
    return not _BY_A_DAY.search(lead) or claim.startswith(("已", "均已"))


# ── work has begun, or lags ──────────────────────────────────────────────────────────────────────
_NOT_BEGUN = pattern("(?:尚|还|暂)未(?:开工|动工|启动|实施|开展|进场|施工|开始)|未启动|未开工|没有(?:启动|开工)|未动工")


def begun(text: str) -> str | None:
    """The clause that says building has begun, in a text that says nowhere that something has not."""
    return None if _NOT_BEGUN.search(unquoted(text)) else _first(text, BEGUN)


def lags(text: str) -> str | None:
    """The clause that says the work lags behind its schedule."""
    return _first(text, LAGS) or against_plan(text, ahead=False)


def on_time(text: str) -> str | None:
    """The clause that says the work keeps to its schedule."""
    found = _first(text, ON_TIME) or against_plan(text, ahead=True)
    return None if found and (lags(text) or "未" in found) else found


_PLANNED = pattern("(?:计划|应当?|目标|要求)(?:完成)?…{0,10}$")
_IN_FACT = pattern("^…{0,6}[，,]?实际…{0,8}$")
_OF_ALL = pattern("全年|年度|总|全部|到20|年底")


def against_plan(text: str, *, ahead: bool) -> str | None:
    """计划造林8000亩，实际完成9200亩: the sentence that tells more done than was to be by now, or less."""
    if "实际" not in text:
        return None
    for sentence in sentences(unquoted(text)):
        for due, done in pairwise(quantities(sentence.text)):
            lead = clause_around(sentence.text, due.start).text
            if due.unit == done.unit and due.value != done.value and (done.value > due.value) == ahead and (
                    _PLANNED.search(sentence.text[:due.start]) and _IN_FACT.search(sentence.text[due.end:done.start])
                    and not _OF_ALL.search(lead)):
                return as_written(text, sentence)
    return None


def _first(text: str, table: Table) -> str | None:
    cued = table.cued_in(text)
    if not cued:
        return None
    for said in said_of(text):
        if said.asserts_any(cued):
            return as_written(text, said.clause)
    return None
