"""How a period stands, unit by unit, for the terminal: state, time, answers, remarks, days to the due time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from toolkit.dates import chinese_moment
from toolkit.model import Ledger, Mark, Table, UnitReturn
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.wording import (
    STATE_TINTS,
    STATE_WORDS,
    moment,
    unanswered,
    unit_state,
    weight_word,
)

_PRESSING = ("missing", "late", "returned", "nothing_to_report")


def remark_counts(ledger: Ledger) -> Mapping[str, Mapping[str, int]]:
    """{"blocks": …, "advises": …} of every expected unit; waived and trial ones count as neither."""
    blocks, advises = (
        Counter(r.unit for r in ledger.remarks if weight_word(r) == word) for word in ("阻断", "提醒"))
    return {u.unit: {"blocks": blocks[u.unit], "advises": advises[u.unit]} for u in ledger.units}


def days_to_due(ledger: Ledger, today: date) -> int:
    """Calendar days from today to the due time that counts for all; negative once it is past."""
    return (ledger.period.due_for(None).date() - today).days


def standing_board(ledger: Ledger, today: date) -> Table:
    """One line a unit, the most pressing first: silence, what blocks, lateness; then in the list's order."""
    counts = remark_counts(ledger)
    order = sorted(ledger.units, key=lambda u: (
        u.state != "missing", not counts[u.unit]["blocks"], _PRESSING.index(u.state)))
    columns: tuple[ReportColumn[UnitReturn], ...] = (
        ReportColumn("unit", "单位", 26, lambda u: u.unit),
        ReportColumn("state", "状态", 10, unit_state, mark=lambda u: STATE_TINTS[u.state]),
        ReportColumn("received", "收到", 16, lambda u: moment(u.received_at) or "-"),
        ReportColumn("answered", "已报/应报", 9, lambda u: f"{len(u.answered)}/{len(u.expected)}", "centre",
                     lambda u: Mark("yellow" if unanswered(u) else "green")),
        ReportColumn("blocks", "阻断", 5, lambda u: counts[u.unit]["blocks"], "number",
                     lambda u: Mark("red") if counts[u.unit]["blocks"] else None),
        ReportColumn("advises", "提醒", 5, lambda u: counts[u.unit]["advises"], "number",
                     lambda u: Mark("yellow") if counts[u.unit]["advises"] else None),
    )
    if len({unit.due for unit in order}) > 1:
        columns += (ReportColumn("days", "截止", 10, lambda u: _days((u.due.date() - today).days)),)
    return tabulate("看板", columns, order, intro=_intro(ledger, today))


def _intro(ledger: Ledger, today: date) -> tuple[str, str]:
    states = Counter(map(unit_state, ledger.units))
    said = "，".join(f"{word}{states[word]}个" for word in STATE_WORDS if states[word])
    due, days = ledger.period.due_for(None), days_to_due(ledger, today)
    return (
        f"报送期 {ledger.period.name}，截止{chinese_moment(due)}（{_days(days)}），"
        f"统计截至{ledger.period.as_of.isoformat()}。",
        f"应报单位{len(ledger.units)}个{f'（{said}）' if said else ''}。",
    )


def _days(days: int) -> str:
    if days == 0:
        return "今天截止"
    return f"还有{days}天" if days > 0 else f"已过{-days}天"
