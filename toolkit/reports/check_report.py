"""The check report (校验报告): what to do now, every remark, every file, who has not returned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from toolkit.model import Arrival, Ledger, Remark, Table, UnitReturn
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.letters import due_wording, period_wording
from toolkit.reports.todo import Task, remarks_in_order, tasks, todo_columns
from toolkit.reports.wording import (
    INTERNAL,
    STATE_TINTS,
    UNIT_STATES,
    VERDICT_TINTS,
    VERDICTS,
    moment,
    numbers_phrase,
    received_how,
    unanswered,
    weight_tint,
    weight_word,
)

REMARK_SHEET = "校验意见"
_WEIGHTS = ("阻断", "提醒", "试行", "已豁免")


def check_tables(
    ledger: Ledger, names: Mapping[str, str], remedies: Mapping[str, str],
) -> tuple[Table, ...]:
    """The sheets of 校验报告.xlsx, 待办 first.

    ``names`` and ``remedies`` are each rule's 名称 and what to do about it, by code.
    """
    to_do = tasks(ledger)
    ordered = remarks_in_order(to_do, ledger)
    return (
        _todo_sheet(ledger, to_do, names, ordered),
        _remark_sheet(ordered, names, remedies),
        _file_sheet(ledger),
        _unit_sheet(ledger),
        _count_sheet(ledger, names),
    )


# ── 待办 ─────────────────────────────────────────────────────────────────────────────────────────
def _todo_sheet(
    ledger: Ledger, to_do: Sequence[Task], names: Mapping[str, str], ordered: Sequence[Remark],
) -> Table:
    rows = {id(remark): line for line, remark in enumerate(ordered, 2)}

    def link(task: Task) -> str:
        return f"{REMARK_SHEET}!A{rows[id(task.remarks[0])]}" if task.remarks else ""

    columns = todo_columns(ledger, names, link)
    return tabulate("待办", columns, to_do, intro=_intro(ledger), freeze_columns=1)


def _intro(ledger: Ledger) -> tuple[str, ...]:
    period, words = ledger.period, [weight_word(remark) for remark in ledger.remarks]
    missing = sum(unit.state == "missing" for unit in ledger.units)
    state = "有阻断意见，附件为草稿" if ledger.draft else "没有阻断意见"
    counted = "，".join(f"{word}{words.count(word)}条" for word in _WEIGHTS if word in words) or "没有意见"
    return (
        f"报送期{period_wording(period.name)}，报送时限{due_wording(period.due)}；{state}。",
        f"应报单位{len(ledger.units)}个，未报送{missing}个；{counted}。{INTERNAL}。",
    )


# ── 校验意见 ─────────────────────────────────────────────────────────────────────────────────────
def _remark_sheet(
    remarks: Sequence[Remark], names: Mapping[str, str], remedies: Mapping[str, str],
) -> Table:
    columns: tuple[ReportColumn[Remark], ...] = (
        ReportColumn("code", "代码", 7, lambda r: r.code, "centre"),
        ReportColumn("name", "名称", 15, lambda r: names.get(r.code, r.code)),
        ReportColumn("weight", "级别", 8, weight_word, "centre", weight_tint),
        ReportColumn("unit", "单位", 16, lambda r: r.unit or ""),
        ReportColumn("problem", "问题", 6, lambda r: r.problem, "number"),
        ReportColumn("message", "意见", 40, lambda r: r.message),
        ReportColumn("file", "文件", 25, lambda r: r.place.file or ""),
        ReportColumn("sheet", "工作表", 10, lambda r: r.place.sheet or ""),
        ReportColumn("cell", "单元格", 8, _cell_or_line, "centre"),
        ReportColumn("given", "填报内容", 22, lambda r: r.given or ""),
        ReportColumn("expected", "应为", 20, lambda r: r.expected or ""),
        ReportColumn("remedy", "怎么办", 34, lambda r: remedies.get(r.code, "")),
        ReportColumn("waived", "豁免依据", 14, lambda r: r.waived or ""),
    )
    return tabulate(REMARK_SHEET, columns, remarks, freeze_columns=2)


def _cell_or_line(remark: Remark) -> str:
    place = remark.place
    if place.cell or place.line is None:
        return place.cell or (f"第{place.row}行" if place.row else "")
    return f"第{place.line}行"


# ── 文件, 单位 ───────────────────────────────────────────────────────────────────────────────────
_FILE_COLUMNS: tuple[ReportColumn[Arrival], ...] = (
    ReportColumn("file", "文件", 44, lambda a: a.file),
    ReportColumn("verdict", "结论", 15, lambda a: VERDICTS[a.verdict], "centre",
                 lambda a: VERDICT_TINTS[a.verdict]),
    ReportColumn("unit", "单位", 22, lambda a: a.unit or ""),
    ReportColumn("received_at", "收到时间", 17, lambda a: moment(a.received_at), "centre"),
    ReportColumn("how", "时间来源", 18, lambda a: received_how(a.how)),
    ReportColumn("reason", "原因", 40, lambda a: a.reason or ""),
    ReportColumn("sha256", "文件指纹（sha256）", 34, lambda a: a.sha256),
)
_UNIT_COLUMNS: tuple[ReportColumn[UnitReturn], ...] = (
    ReportColumn("unit", "单位", 24, lambda u: u.unit),
    ReportColumn("state", "状态", 12, lambda u: UNIT_STATES[u.state], "centre",
                 lambda u: STATE_TINTS[u.state]),
    ReportColumn("due", "截止", 17, lambda u: moment(u.due), "centre"),
    ReportColumn("received_at", "收到", 17, lambda u: moment(u.received_at), "centre"),
    ReportColumn("expected", "应报", 7, lambda u: len(u.expected), "number"),
    ReportColumn("answered", "已报", 7, lambda u: len(u.answered), "number"),
    ReportColumn("left_out", "没有填报的问题", 40, lambda u: numbers_phrase(unanswered(u), 60)),
)


def _file_sheet(ledger: Ledger) -> Table:
    return tabulate("文件", _FILE_COLUMNS, sorted(ledger.arrivals, key=lambda a: a.file),
                    freeze_columns=1)


def _unit_sheet(ledger: Ledger) -> Table:
    return tabulate("单位", _UNIT_COLUMNS, ledger.units, freeze_columns=1)


# ── 统计 ─────────────────────────────────────────────────────────────────────────────────────────
class _Count(NamedTuple):
    group: str
    code: str
    name: str
    words: tuple[str, ...]


def _count_sheet(ledger: Ledger, names: Mapping[str, str]) -> Table:
    by_rule = _counted(ledger, lambda remark: remark.code)
    by_unit: dict[str, tuple[str, ...]] = dict.fromkeys((unit.unit for unit in ledger.units), ())
    by_unit |= _counted(ledger, lambda remark: remark.unit or "（没有对应单位）")
    counts = (
        *(_Count("按规则", code, names.get(code, code), by_rule[code]) for code in sorted(by_rule)),
        *(_Count("按单位", "", unit, words) for unit, words in by_unit.items() if words),
    )
    columns: tuple[ReportColumn[_Count], ...] = (
        ReportColumn("group", "分组", 9, lambda c: c.group, "centre"),
        ReportColumn("code", "代码", 8, lambda c: c.code, "centre"),
        ReportColumn("name", "名称", 30, lambda c: c.name),
        *(_word_column(word) for word in _WEIGHTS),
        ReportColumn("total", "合计", 8, lambda c: len(c.words), "number"),
    )
    return tabulate("统计", columns, counts)


def _word_column(word: str) -> ReportColumn[_Count]:
    return ReportColumn(word, word, 8, lambda c: c.words.count(word), "number")


def _counted(ledger: Ledger, key: Callable[[Remark], str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for remark in ledger.remarks:
        found.setdefault(key(remark), []).append(weight_word(remark))
    return {name: tuple(words) for name, words in found.items()}
