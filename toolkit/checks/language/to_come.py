"""Days a text sets for work that lie after the day the figures are taken on."""

from __future__ import annotations

import re
from datetime import date

from toolkit.checks.language.asserted import Said, as_written, said_of
from toolkit.checks.language.wordings import pattern

_DAY = pattern(
    r"(?:(?P<year>20\d{2})年|(?P<this>今年|本年)|(?P<next>明年))(?:度)?(?:"
    r"(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})日|(?P<end>底|末|下旬))?|(?P<close>年?底|年?末|下半年))?")
_WORK = pattern(
    r"完成|竣工|完工|建成|投产|投运|投用|投入使用|投入运行|通车|通水|开工|动工|启动|到位|办结|达标|交付|拆除|封堵|搬迁|清运|"
    r"实施|进场|整改|安装|关停|退出|恢复")
_LASTING = pattern(
    r"有效|到期|届满|期限|期至|期为|合同|协议|质保|许可|租|管护|养护|运维|运营|监测|巡查|巡护|长期|持续|常态|续期|公示|验收|销号|"
    r"评估|复核|核查|起施行|起实施|起执行|规划|范围|不属于|纳入|列入|截至|截止")
_BEFORE_ITS_DAY = pattern(r"提前|早于|提早")
_SETTLED = pattern(r"已(?:经|于|全部|全面|按|如|均|提前|建|完|竣|投|整|拆|清)|全部完成|均完成|原计划|原定")


def set_for_later(text: str, as_of: date) -> str | None:
    """The clause that sets a day after ``as_of`` for work, unless the text says it was done before its day."""
    if not re.search(r"\d月|20\d{2}年|今年|本年|明年", text) or _BEFORE_ITS_DAY.search(text):
        return None
    for said in said_of(text):
        if _is_demanded(said, as_of, text[:said.clause.start], last=not text[said.sentence.end:].strip()):
            return as_written(text, said.clause)
        if _is_set(said, as_of, text[said.sentence.end:]):
            return as_written(text, said.clause)
    return None


def _is_set(said: Said, as_of: date, rest: str) -> bool:
    clause = said.clause.text
    for found in _DAY.finditer(clause):
        after = clause[found.end():]
        if (_begins_after(found, as_of) and _WORK.search(after) and not _LASTING.search(clause)
                and not re.match(r"[^，,；;。]{0,14}的", after)):
            return not _SETTLED.search(said.tail + rest) and not re.search("原计划|原定|规定|时限", clause)
    return False


def _is_demanded(said: Said, as_of: date, before: str, *, last: bool) -> bool:
    """要求企业6月底前完成整改 at the end of a text: a month of no other year, and nothing told of it since."""
    found = _DEMAND.search(said.clause.text)
    if not last or found is None or int(found["month"]) <= as_of.month or _LASTING.search(said.clause.text):
        return False
    before += said.clause.text
    return not re.search(r"20\d{2}年|去年|上年|已按|已于|原计划|原定|规定", before) and not re.search(r"[已均全]|\w的", said.tail)


_DEMAND = pattern(r"(?:(?:要求|责令|督促|限期|限)[^，,；;。]{0,14}?|^(?:计划|力争|于|将于|确保)?)(?P<month>\d{1,2})月[^，,；;。]{0,3}(?:之前|以前|前)[^，,；;。的]{0,6}(?:完成|整改|拆除|清理|搬迁|建成|投运|完工)[^，,；;。的]{0,10}$")


def _begins_after(found: re.Match[str], as_of: date) -> bool:
    """Whether all of the time named lies after a day: 2031年 alone holds days before and after."""
    year = as_of.year + 1 if found["next"] else as_of.year if found["this"] else int(found["year"])
    if found["close"]:
        return (year, 12) > (as_of.year, as_of.month)
    if not found["month"]:
        return year > as_of.year
    month, day = int(found["month"]), int(found["day"] or 0)
    return (year, month) > (as_of.year, as_of.month) or (
        bool(day) and (year, month, day) > (as_of.year, as_of.month, as_of.day))
