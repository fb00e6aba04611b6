"""Statistics (统计): remarks by rule and by unit, and what became better or worse since last period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from toolkit.model import FaultRecord, Ledger, Mark, Remark, Table
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.letters.shared import period_wording
from toolkit.reports.wording import weight_word

WEIGHTS = ("阻断", "提醒", "试行", "已豁免")
_RULES, _UNITS = "按规则", "按单位"
_NOBODY = "（没有对应单位）"
_BETTER, _WORSE = Mark("green"), Mark("yellow")


class History(NamedTuple):
    """What is remembered of this period (this look included) and of the last; None where there is none."""

    now: FaultRecord | None = None
    last: FaultRecord | None = None


NO_HISTORY = History()


class _Count(NamedTuple):
    group: str
    code: str
    name: str
    words: Counter[str]
    ever: int
    before: int
    awaited: bool
    """Whether something is still to come in, so that less is not yet better."""


def count_sheet(ledger: Ledger, names: Mapping[str, str], history: History) -> Table:
    """The sheet 统计; the columns on the last period only where something is remembered of it."""
    compares = bool(history.last and history.last.units)
    counts = (*_by_rule(ledger, names, history), *_by_unit(ledger, history))
    columns: tuple[ReportColumn[_Count], ...] = (
        ReportColumn("group", "分组", 9, lambda c: c.group, "centre"),
        ReportColumn("code", "代码", 8, lambda c: c.code, "centre"),
        ReportColumn("name", "名称", 30, lambda c: c.name),
        *(_word_column(word) for word in WEIGHTS),
        ReportColumn("total", "合计", 8, lambda c: c.words.total(), "number"),
        *(_comparing_columns() if compares else ()),
    )
    return tabulate("统计", columns, counts, intro=_intro(history) if compares else ())


def _intro(history: History) -> tuple[str, ...]:
    period = period_wording(history.last.period) if history.last else ""
    return (
        f"上期指{period}。“本期出现过”“上期出现过”是该期各次校验里阻断和提醒意见最多的一次，后来改正的也算，"
        "豁免、试行和整改办撤回的不算。",)


def _word_column(word: str) -> ReportColumn[_Count]:
    return ReportColumn(word, word, 8, lambda c: c.words[word], "number")


def _comparing_columns() -> tuple[ReportColumn[_Count], ...]:
    return (
        ReportColumn("ever", "本期出现过", 11, lambda c: c.ever, "number"),
        ReportColumn("before", "上期出现过", 11, lambda c: c.before, "number"),
        ReportColumn("change", "比上期", 11, _change, "centre", _tint),
    )


def _change(count: _Count) -> str:
    """减少3, 增加2, 持平; 已消除 and 新出现 where one of both is nothing."""
    if count.ever == count.before:
        return "持平" if count.ever else ""
    if not count.ever and count.awaited:
        return "待报送" if count.group == _UNITS else "暂未出现"
    if not count.ever or not count.before:
        return "新出现" if count.ever else "已消除"
    less = count.before - count.ever
    return f"减少{less}" if less > 0 else f"增加{-less}"


def _tint(count: _Count) -> Mark | None:
    if count.ever == count.before or (count.awaited and count.ever < count.before):
        return None
    return _WORSE if count.ever > count.before else _BETTER


# ── counting ─────────────────────────────────────────────────────────────────────────────────────
def _by_rule(ledger: Ledger, names: Mapping[str, str], history: History) -> list[_Count]:
    words = _words(ledger, lambda remark: remark.code)
    ever, before = _ever(history.now, "code"), _ever(history.last, "code")
    codes = sorted({*words, *ever, *before})
    awaited = any(unit.state == "missing" for unit in ledger.units)
    return [_Count(_RULES, code, names.get(code, code), words.get(code, Counter()),
                   ever[code], before[code], awaited) for code in codes]


def _by_unit(ledger: Ledger, history: History) -> list[_Count]:
    words = _words(ledger, lambda remark: remark.unit or "")
    ever, before = _ever(history.now, "unit"), _ever(history.last, "unit")
    order = dict.fromkeys([*(u.unit for u in ledger.units), *words, *sorted({*ever, *before})])
    silent = {unit.unit for unit in ledger.units if unit.state == "missing"}
    return [_Count(_UNITS, "", unit or _NOBODY, words.get(unit, Counter()),
                   ever[unit], before[unit], unit in silent or (bool(silent) and not unit)) for unit in order if unit in words or ever[unit] or before[unit]]


def _words(ledger: Ledger, key: Callable[[Remark], str]) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for remark in ledger.remarks:
        found.setdefault(key(remark), Counter())[weight_word(remark)] += 1
    return found


def _ever(record: FaultRecord | None, by: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for fault in record.faults() if record else ():
        counts[getattr(fault, by)] += fault.count
    return counts
