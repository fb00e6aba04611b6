"""The board (看板): how the period stands, on one page to print or to show."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal, NamedTuple

from toolkit.dates import chinese_day
from toolkit.model import (
    FINISHED,
    SOURCE_WORDS,
    Block,
    Heading,
    Ledger,
    LedgerRow,
    Mark,
    Para,
    Remark,
    Table,
    TableColumn,
    UnitReturn,
)
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.letters import due_wording, period_wording
from toolkit.reports.wording import (
    INTERNAL,
    STATE_TINTS,
    UNIT_STATES,
    campaign_title,
    moment,
    numbers_phrase,
    unanswered,
    weight_tint,
    weight_word,
)

Tint = Literal["", "red", "yellow", "green"]
_PHONE_NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—－ ]?\d{3,4}[- ]?\d{4})(?!\d)")


def board_blocks(ledger: Ledger) -> tuple[Block, ...]:
    """Totals, statuses, units, problems and remarks, in reading order."""
    period = ledger.period
    draft = "有阻断意见，附件为草稿" if ledger.draft else "没有阻断意见"
    return (
        Heading(f"{campaign_title(ledger.profile)}整改看板", 0),
        Para(INTERNAL, "密级"),
        Para(f"报送期{period_wording(period.name)}，报送时限{due_wording(period.due)}，"
             f"数据截至{chinese_day(period.as_of)}。{draft}。"),
        _totals(ledger),
        Heading("整改状态"),
        _statuses(ledger),
        Heading("单位报送情况"),
        _units(ledger),
        Heading("问题整改情况"),
        tabulate("问题", _PROBLEM_COLUMNS, ledger.rows),
        Heading("校验意见"),
        *_remarks(ledger),
    )


# ── totals ───────────────────────────────────────────────────────────────────────────────────────
def _totals(ledger: Ledger) -> Table:
    """One row of numbers: the page shows it as tiles."""
    states = Counter(unit.state for unit in ledger.units)
    words = Counter(weight_word(remark) for remark in ledger.remarks)
    totals: tuple[tuple[str, int, Tint], ...] = (
        ("问题", len(ledger.rows), ""),
        ("已完成", sum(row.status in FINISHED for row in ledger.rows), "green"),
        ("逾期未完成", sum(row.overdue for row in ledger.rows), "red"),
        ("未报送问题", sum(row.source == "none" for row in ledger.rows), "yellow"),
        ("沿用上期", sum(row.source == "carried" for row in ledger.rows), ""),
        ("应报单位", len(ledger.units), ""),
        ("未报送单位", states["missing"], "red"),
        ("迟报单位", states["late"], "yellow"),
        ("阻断意见", words["阻断"], "red"),
        ("提醒", words["提醒"], "yellow"),
    )
    marks = {(0, at): Mark(tint) for at, (_, count, tint) in enumerate(totals) if tint and count}
    columns = tuple(TableColumn(word, kind="number") for word, _, _ in totals)
    return Table("总体情况", columns, (tuple(count for _, count, _ in totals),), marks)


def _statuses(ledger: Ledger) -> Table:
    """How many problems stand at each wording; most first."""
    counted = Counter(row.printed_status for row in ledger.rows)
    columns = (TableColumn("状态", 20.0), TableColumn("项数", 8.0, "number"))
    return Table("整改状态", columns, tuple(counted.most_common()))


# ── units ────────────────────────────────────────────────────────────────────────────────────────
class _Standing(NamedTuple):
    unit: UnitReturn
    blocks: int
    advises: int


_UNIT_COLUMNS: tuple[ReportColumn[_Standing], ...] = (
    ReportColumn("unit", "单位", 24, lambda s: s.unit.unit),
    ReportColumn("state", "状态", 13, lambda s: UNIT_STATES[s.unit.state], "centre",
                 lambda s: STATE_TINTS[s.unit.state]),
    ReportColumn("received_at", "收到时间", 17, lambda s: moment(s.unit.received_at), "centre"),
    ReportColumn("expected", "应报", 7, lambda s: len(s.unit.expected), "number"),
    ReportColumn("answered", "已报", 7, lambda s: len(s.unit.answered), "number"),
    ReportColumn("left_out", "没有填报", 18, lambda s: numbers_phrase(unanswered(s.unit))),
    ReportColumn("blocks", "阻断", 8, lambda s: s.blocks, "number",
                 lambda s: Mark("red") if s.blocks else None),
    ReportColumn("advises", "提醒", 8, lambda s: s.advises, "number",
                 lambda s: Mark("yellow") if s.advises else None),
)


def _units(ledger: Ledger) -> Table:
    words = Counter((remark.unit, weight_word(remark)) for remark in ledger.remarks)
    rows = (_Standing(u, words[u.unit, "阻断"], words[u.unit, "提醒"]) for u in ledger.units)
    return tabulate("单位", _UNIT_COLUMNS, rows)


# ── problems ─────────────────────────────────────────────────────────────────────────────────────
def _status_mark(row: LedgerRow) -> Mark | None:
    if row.source == "none":
        return Mark("yellow")
    return Mark("green") if row.status in FINISHED else None


_PROBLEM_COLUMNS: tuple[ReportColumn[LedgerRow], ...] = (
    ReportColumn("number", "序号", 7, lambda r: r.problem.number, "number"),
    ReportColumn("text", "问题", 44, lambda r: r.problem.text),
    ReportColumn("lead_units", "牵头单位", 18, lambda r: r.problem.shown("lead_units")),
    ReportColumn("deadline", "整改时限", 17, lambda r: r.problem.shown("deadline"), "centre"),
    ReportColumn("status", "整改状态", 18, lambda r: r.printed_status, "centre", _status_mark),
    ReportColumn("overdue", "逾期", 10, lambda r: "逾期" if r.overdue else "", "centre",
                 lambda r: Mark("red") if r.overdue else None),
    ReportColumn("source", "来源", 12, lambda r: SOURCE_WORDS[r.source], "centre"),
)


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────
def _place(remark: Remark) -> str:
    place = remark.place
    at = place.cell or (f"第{place.line}行" if place.line else "")
    return " ".join(part for part in (place.file, place.sheet, at) if part)


def _remarks(ledger: Ledger) -> tuple[Block, ...]:
    if not ledger.remarks:
        return (Para("没有校验意见。"),)

    profile = ledger.profile

    def message(remark: Remark) -> str:
        """The office's own number may be seen; those of people only where 设置 says so."""
        if profile.show_phones:
            return remark.message
        return _PHONE_NUMBER.sub(
            lambda found: found[0] if found[0] in profile.office_phone else "（略）", remark.message)

    columns: tuple[ReportColumn[Remark], ...] = (
        ReportColumn("weight", "级别", 10, weight_word, "centre", weight_tint),
        ReportColumn("code", "代码", 8, lambda r: r.code, "centre"),
        ReportColumn("unit", "单位", 18, lambda r: r.unit or ""),
        ReportColumn("problem", "问题", 7, lambda r: r.problem, "number"),
        ReportColumn("message", "意见", 40, message),
        ReportColumn("place", "出处", 28, _place),
    )
    order = ("阻断", "提醒", "试行", "已豁免")
    ranked = sorted(ledger.remarks, key=lambda r: (order.index(weight_word(r)), r.code))
    return (tabulate("校验意见", columns, ranked),)
