"""What is left of a work: a part of it told as such, an amount over that nothing settles, money not spent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.checks.language.asserted import Said
from toolkit.checks.language.wordings import pattern

_ENOUGH = pattern("高于|超过|优于|达到…{0,6}(?:目标|要求|标准)")
"""A rate that is below a hundred and all that is asked for."""


def part_only(said: Said, part_done: Sequence[re.Pattern[str]]) -> bool:
    """Whether a part is told as such, or a number of things is left over that nothing in the sentence settles."""
    if said.asserts_any(part_done) and not _ENOUGH.search(said.tail):
        return True
    return _invested_part(said) or _share_done(said) or _rest_left(said)


# ── an amount left over ──────────────────────────────────────────────────────────────────────────
_REST = pattern(
    r"(?:剩余|余下|尚余|尚剩|还剩|仍剩|还余|仍余|其余)(?!…{0,4}(?:库容|容量|资金|产能|空间|能力|指标|储量|使用)|污泥|电量|热量)[^，,；;。\d]{0,6}\d")
_REST_AS_SUBJECT = pattern(
    r"(?:^|[、：:]|但|尚|还|仍)(?:剩余的?|余下的?|剩下的?|其余的?|尚余)(?!…{0,4}(?:库容|容量|资金|产能|空间|能力|指标|储量|使用)|污泥|电量|热量|边角|时间|…{0,3}(?:款|费))[\u4e00-\u9fff]{1,10}")
_OTHERS = pattern(r"^(?:但|而|目前)?(?:另有|另外|还有|仍有|尚有|少数|个别|其他)")
_MAY_BE_LEFT = pattern("[余剩另还仍尚]|少数|个别|其他")
_UNSETTLED = pattern("正(?!常)|拟|待|难|不(?!超|再|影响|存在|属|在)|尚(?!可)|未(?!〈非欠〉)|须|需(?!要?定期)|打算|计划|顾虑|做工作")
_SETTLED = pattern(
    "已|均|都|全部|完毕|不属|不在|不纳|不涉|无需|不需|不再|保留|自行|另行|合格|达标|正常|时限内|期限内|为|属|因|由|予以|采用|实行|主动|完成|完毕|关停|注销|转出|用于|用作|清空|回填|外运|掺烧|竣工|完工|封存|日常|常态|养护")
"""What may follow a rest that is not left to do."""


def _rest_left(said: Said) -> bool:
    """剩余3处…, 余下管段…: a rest that nothing after it settles; 另有2户…: others of whom it is said that they wait."""
    clause = said.clause.text
    if not _MAY_BE_LEFT.search(clause):
        return False
    found = _REST.search(clause) or _REST_AS_SUBJECT.search(clause)
    if found is None and (found := _OTHERS.search(clause)) and not _UNSETTLED.search(clause + said.tail):
        return False
    return found is not None and said.asserts(found) and not _SETTLED.search(clause[found.start():] + said.tail)


# ── a share of all of it ─────────────────────────────────────────────────────────────────────────
_SHARE = pattern(
    r"占(?:项目|工程|全县|全市|全区)?(?:总投资|计划投资|投资计划|批复投资|概算|总任务|任务总?量?|总工程量|总量|年度计划|计划|目标任务|"
    r"应[^，,；;。\d]{1,8})(?:量|数)?的?[1-8]?\d(?:\.\d+)?[%％]")
_WORK_DONE = pattern("完成(?:投资|工程|清运|清理|治理|改造|铺设|拆除|搬迁|整治|产值|工作量)…*[，,]?$")
_RESOLVED_LATER = pattern("全部完成|竣工|完工|节约|结余")
"""完成投资3200万元，占总投资的65%: so much of the work, where money saved does not explain the rest."""


def _share_done(said: Said) -> bool:
    clause = said.clause.text
    share = _SHARE.search(clause) if "占" in clause else None
    before = said.sentence.text[:said.clause.start - said.sentence.start]
    return share is not None and bool(_WORK_DONE.search(before + clause[:share.start()])) and (
        not _RESOLVED_LATER.search(said.tail))


# ── money not spent ──────────────────────────────────────────────────────────────────────────────
_INVESTMENT = pattern(
    r"(?:总投资|计划投资|概算投资|批复投资)(?:为|约|额)*(?P<whole>\d+(?:\.\d+)?)(?P<of>[万亿])元[^。]*?"
    r"完成投资(?:约|近|了)?(?P<part>\d+(?:\.\d+)?)(?P<done>[万亿])元")
_MOST = 0.75
"""Less of the money than this spent means work left; more may be what the tender saved."""


def _invested_part(said: Said) -> bool:
    if "投资" not in said.clause.text:
        return False
    found = _INVESTMENT.search(said.sentence.text)
    if found is None or found.end() > said.clause.end - said.sentence.start or "竣工" in said.tail:
        return False
    scale = {"万": 1, "亿": 10_000}
    return float(found["part"]) * scale[found["done"]] < _MOST * float(found["whole"]) * scale[found["of"]]
