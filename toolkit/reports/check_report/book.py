"""The check report (校验报告): what to do now, what is complete, every remark, file, unit and rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.model import Arrival, Ledger, Remark, Table, UnitReturn
from toolkit.reports.check_report.matrix import matrix_sheet
from toolkit.reports.check_report.remark_sheets import REMARK_SHEET, group_sheet, remark_sheet
from toolkit.reports.check_report.rule_sheet import RuleCard, rule_sheet
from toolkit.reports.check_report.tallies import NO_HISTORY, WEIGHTS, History, count_sheet
from toolkit.reports.check_report.todo import Task, remarks_in_order, tasks, todo_columns
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.letters.shared import due_wording, period_wording
from toolkit.reports.wording import (
    INTERNAL,
    STATE_TINTS,
    VERDICT_TINTS,
    VERDICTS,
    moment,
    numbers_phrase,
    received_how,
    unanswered,
    unit_state,
    weight_word,
)

TODO_SHEET, FILE_SHEET = "待办", "文件"


def check_tables(
    ledger: Ledger, cards: Sequence[RuleCard], history: History = NO_HISTORY,
) -> tuple[Table, ...]:
    """The sheets of 校验报告.xlsx, 待办 first. ``cards``: what is to be said of every rule."""
    names = {card.code: card.name for card in cards}
    remedies = {card.code: card.remedy for card in cards}
    to_do = tasks(ledger)
    links = _Links(ledger, to_do)
    return (
        _todo_sheet(ledger, to_do, names, links),
        matrix_sheet(ledger, links.remark),
        group_sheet(links.ordered, names, links.remark),
        remark_sheet(links.ordered, names, remedies, links.unit, links.file),
        _file_sheet(ledger),
        _unit_sheet(ledger),
        count_sheet(ledger, names, history),
        rule_sheet(ledger, cards, links.remark),
    )


class _Links:
    """Where a remark, its unit and its file stand in this workbook; '' where they do not."""

    def __init__(self, ledger: Ledger, to_do: Sequence[Task]) -> None:
        self.ordered = remarks_in_order(to_do, ledger)
        self._remarks = {id(remark): row for row, remark in enumerate(self.ordered, 2)}
        below = len(_intro(ledger)) + 2
        self._tasks = {id(r): row for row, task in enumerate(to_do, below) for r in task.remarks}
        self._files = {a.file: row for row, a in enumerate(_files(ledger), 2)}

    def remark(self, remark: Remark) -> str:
        return f"{REMARK_SHEET}!A{self._remarks[id(remark)]}"

    def unit(self, remark: Remark) -> str:
        row = self._tasks.get(id(remark))
        return f"{TODO_SHEET}!A{row}" if row else ""

    def file(self, remark: Remark) -> str:
        row = self._files.get(remark.place.file or "")
        return f"{FILE_SHEET}!A{row}" if row else ""


# ── 待办 ─────────────────────────────────────────────────────────────────────────────────────────
def _todo_sheet(
    ledger: Ledger, to_do: Sequence[Task], names: Mapping[str, str], links: _Links,
) -> Table:
    def link(task: Task) -> str:
        return links.remark(task.remarks[0]) if task.remarks else ""

    columns = todo_columns(ledger, names, link)
    return tabulate(TODO_SHEET, columns, to_do, intro=_intro(ledger), freeze_columns=1)


def _intro(ledger: Ledger) -> tuple[str, ...]:
    period, words = ledger.period, [weight_word(remark) for remark in ledger.remarks]
    missing = sum(unit.state == "missing" for unit in ledger.units)
    state = "有阻断意见，附件为草稿" if ledger.draft else "没有阻断意见"
    counted = "，".join(f"{word}{words.count(word)}条" for word in WEIGHTS if word in words) or "没有意见"
    return (
        f"报送期{period_wording(period.name)}，报送时限{due_wording(period.due)}；{state}。",
        f"应报单位{len(ledger.units)}个，未报送{missing}个；{counted}。{INTERNAL}。",
    )


# ── 文件, 单位 ───────────────────────────────────────────────────────────────────────────────────
_FILE_COLUMNS: tuple[ReportColumn[Arrival], ...] = (
    ReportColumn("file", "文件", 44, lambda a: a.file),
    ReportColumn("verdict", "结论", 15, lambda a: VERDICTS[a.verdict], "centre",
                 lambda a: VERDICT_TINTS[a.verdict]),
    ReportColumn("unit", "单位", 22, lambda a: a.unit or ""),
    ReportColumn("received_at", "收到时间", 18, lambda a: moment(a.received_at), "centre"),
    ReportColumn("how", "时间来源", 18, lambda a: received_how(a.how)),
    ReportColumn("reason", "原因", 40, lambda a: a.reason or ""),
    ReportColumn("sha256", "文件指纹（sha256）", 34, lambda a: a.sha256),
)
_UNIT_COLUMNS: tuple[ReportColumn[UnitReturn], ...] = (
    ReportColumn("unit", "单位", 24, lambda u: u.unit),
    ReportColumn("state", "状态", 12, unit_state, "centre",
                 lambda u: STATE_TINTS[u.state]),
    ReportColumn("due", "截止", 18, lambda u: moment(u.due), "centre"),
    ReportColumn("received_at", "收到", 18, lambda u: moment(u.received_at), "centre"),
    ReportColumn("expected", "应报", 7, lambda u: len(u.expected), "number"),
    ReportColumn("answered", "已报", 7, lambda u: len(u.answered), "number"),
    ReportColumn("left_out", "没有填报的问题", 40, lambda u: numbers_phrase(unanswered(u), 60)),
)


def _file_sheet(ledger: Ledger) -> Table:
    return tabulate(FILE_SHEET, _FILE_COLUMNS, _files(ledger), freeze_columns=1)


def _files(ledger: Ledger) -> list[Arrival]:
    return sorted(ledger.arrivals, key=lambda a: a.file)


def _unit_sheet(ledger: Ledger) -> Table:
    return tabulate("单位", _UNIT_COLUMNS, ledger.units, freeze_columns=1)
