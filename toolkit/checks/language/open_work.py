"""What says that work still goes on, has not been done or is only intended, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.checks.language.asserted import Said, as_written, said_of
from toolkit.checks.language.enumerated import part_without_end
from toolkit.checks.language.left_over import part_only
from toolkit.checks.language.next_steps import NEXT, has_next_steps, sets_to_work
from toolkit.checks.language.tables.ahead import AHEAD
from toolkit.checks.language.tables.trouble import TROUBLE
from toolkit.checks.language.tables.under_way import GOES_ON, IN_PART, PART_DONE
from toolkit.checks.language.tables.undone import UNDONE
from toolkit.checks.language.wordings import Table, pattern
from toolkit.clauses import BLANK, unquoted
from toolkit.model import StatusClass

STANDS_OUT = Table(*UNDONE, *TROUBLE, *AHEAD, *IN_PART)
"""Of these one clause is enough, unless it speaks of the steps that come after."""
SURELY = Table(*(row for row in STANDS_OUT.wordings if not row.doubtful))
"""Those of them whose words are known: a remark on the others alone does not block."""
_AFTER: Mapping[StatusClass, re.Pattern[str]] = {
    "completed": pattern("验收|核查|核验|复核|销号|〈手续〉"),
    "accepted": pattern("销号|复核|抽查|复查|〈手续〉"),
    "closed": pattern("〈手续〉"),
}
"""What may be outstanding in each class: the steps that come after it."""
_STILL_BUILDING = pattern("投入运行|投入使用|投运|投用|通水|建成|调试|报批|施工(?!单位)")
"""Work itself, though the clause also speaks of its acceptance (联网验收并投入运行)."""
_CUES = pattern("待|报|提交|占|投资|余|剩|另|还有|仍有|尚有|少数|个别|其他|下一?步|下阶段|下一阶段|接下来|后续|随后|之后")
"""What else than the tables is looked for has one of these."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a text is read: what may be outstanding, and the patterns it may hold at all."""

    after: re.Pattern[str]
    stands_out: Sequence[re.Pattern[str]]
    goes_on: Sequence[re.Pattern[str]]
    part_done: Sequence[re.Pattern[str]]
    long_term: bool
    planned: bool


def unfinished(
    text: str, status: StatusClass = "completed", *, long_term: bool = False, planned: bool = False,
    surely: bool = False,
) -> str | None:
    """The first clause that contradicts a problem's being done; None where none does.

    ``long_term``: done and kept up for good, where 正在 and 下一步 speak of the upkeep. ``planned``: the
    text stands under 下一步措施 as a whole. ``surely``: without the rows of open vocabulary.
    """
    plain = unquoted(text)
    how = _Reading(
        _AFTER.get(status, _AFTER["completed"]), (SURELY if surely else STANDS_OUT).cued_in(plain),
        () if planned else GOES_ON.cued_in(plain), () if planned or long_term else PART_DONE.cued_in(plain),
        long_term, planned)
    part = None if planned or long_term else part_without_end(plain)
    if part:
        return as_written(text, part)
    if not (how.stands_out or how.goes_on or how.part_done or planned or _CUES.search(plain)):
        return None
    for said in said_of(text):
        last = not text[said.sentence.end:].strip()
        if _asserts_open(said, how, last=last) and not _overcome(said, text[said.sentence.end:]):
            return as_written(text, said.sentence if NEXT.search(said.clause.text) else said.clause)
    return None


def _asserts_open(said: Said, how: _Reading, *, last: bool) -> bool:
    clause = said.clause.text
    if not how.after.search(clause) or _STILL_BUILDING.search(clause):
        if said.asserts_any(how.stands_out) or _waits(said) or (last and _sent_up(said)):
            return True
        if not how.planned and (_goes_on(said, how) or (not how.long_term and part_only(said, how.part_done))):
            return True
    if how.long_term:
        return False
    if how.planned:
        return sets_to_work(clause) and not how.after.search(clause)
    return has_next_steps(said)


_HARDSHIP = pattern("受阻|滞后|缓慢|迟缓|停工|停滞|困难|难以|差距|较慢|偏慢|延误")
_OVERCOME = pattern(
    "(?:现|目前|最终|至此)[，,]?…{0,10}?(?:已|均已|已经)?全部(?:完成|完工|竣工|建成|整改|解决|到位|拆除|投运)"
    "|(?:现|目前|最终|后)[，,]?…{0,6}?已…{0,12}?(?:竣工|完工|建成|投用|投运|整改到位|完成整改)")


def _overcome(said: Said, later: str) -> bool:
    """Hardship a text begins with may be overcome in a later sentence."""
    return bool(_HARDSHIP.search(said.clause.text) and _OVERCOME.search(later))


# ── work that goes on ────────────────────────────────────────────────────────────────────────────
_REST_OF_IT = pattern("剩余|其余|余下|另有|仍有|还有|尚有|施工|建设|整改|改造|招标|调试")
"""What going on means where the problem as a whole is kept up for good."""
_NAMED_IN_QUOTES = pattern(f"(?:开展|组织)…{{0,4}}{BLANK}")
"""正在开展整改“回头看”: what goes on is what the quotation names."""
_ASIDE = pattern("产权|权属|不动产|档案|资料|照片|卷宗|常态|长效|日常|管护|巡查|巩固|运维|养护|刑事|涉嫌|追责|问责")


def _goes_on(said: Said, how: _Reading) -> bool:
    clause = said.clause.text
    if not how.goes_on or (how.long_term and not _REST_OF_IT.search(clause)):
        return False
    if _ASIDE.search(clause) or _NAMED_IN_QUOTES.search(clause):
        return False
    return said.asserts_any(how.goes_on)


# ── work that waits ──────────────────────────────────────────────────────────────────────────────
_AWAITED = pattern("(?<![对接招等优期])待…{2,16}后$")
_THEN = pattern(
    "[，,](?:再|即|将|立即|马上|尽快|方可|由…{1,10})?(?:组织|全面|正式)?"
    "(?:启动|开工|实施|开展|推进|进场|施工|安装|建设|改造|拆除|完成|整改)")
_LATER_STEPS = pattern("验收|销号|备案|决算|结算|移交|已")


def _waits(said: Said) -> bool:
    """待上级资金下达后，立即启动…: what is awaited in one clause is to set off the next."""
    found = _AWAITED.search(said.clause.text) if "待" in said.clause.text else None
    return found is not None and bool(_THEN.match(said.tail)) and not _LATER_STEPS.search(said.tail)


_MORE = pattern(r"\w")
_SENT_UP = pattern(
    "(?<!经)(?:上?报|提交|报送|呈报)(?:请|送|至|到)?[^，,；;。经]{2,12}(?:审定|审批|审查|审核|审议|批准|研究)$")
_SENT_AFTERWARDS = pattern("验收|销号|备案|报告")


def _sent_up(said: Said) -> bool:
    """A text that ends with a plan sent up for approval has only prepared the work."""
    clause = said.clause.text
    if "报" not in clause and "提交" not in clause:
        return False
    return bool(not _MORE.search(said.tail) and _SENT_UP.search(clause) and not _SENT_AFTERWARDS.search(clause))
