"""The board (看板): how the period stands, on one page to look at, to search and to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from toolkit.dates import chinese_day
from toolkit.model import FINISHED, Ledger
from toolkit.model.board import Board, BoardCount, BoardShare, BoardSpread, Tint
from toolkit.reports.board.bands import band_of, spread_of
from toolkit.reports.board.problems import board_problems
from toolkit.reports.board.remarks import board_remarks, grouped
from toolkit.reports.board.units import board_units
from toolkit.reports.letters.shared import due_wording, period_wording
from toolkit.reports.wording import INTERNAL, UNSURE, campaign_title, unit_state, weight_word

_PERIODS = 12


def board(ledger: Ledger) -> Board:
    """The board of a period; it looks back over the last twelve published ones."""
    profile = ledger.profile
    remarks = board_remarks(ledger)
    statuses = tuple(Counter(row.printed_status for row in ledger.rows).most_common())
    return Board(
        title=f"{campaign_title(profile)}整改看板（{period_wording(ledger.period.name)}）",
        secret=INTERNAL,
        standing=_standing(ledger),
        shares=_shares(ledger),
        counts=_counts(ledger),
        statuses=statuses,
        sections=_sections(ledger),
        periods=_periods(ledger),
        units=board_units(ledger, remarks),
        problems=board_problems(ledger, remarks, {word: at for at, (word, _) in enumerate(statuses)}),
        remarks=grouped(ledger, remarks),
        last_period=period_wording(ledger.baseline.period) if ledger.baseline else "",
        soon=profile.due_soon_days,
        days="个工作日" if profile.due_soon_working else "天",
    )


def _standing(ledger: Ledger) -> str:
    period = ledger.period
    draft = "有阻断意见，附件为草稿" if ledger.draft else "没有阻断意见"
    return (f"报送期{period_wording(period.name)}，报送时限{due_wording(period.due_for(None))}，"
            f"数据截至{chinese_day(period.as_of)}。{draft}。")


def _shares(ledger: Ledger) -> tuple[BoardShare, ...]:
    """Silence is no answer: a unit that says 本期无进展 has answered all its problems."""
    answered = sum(len(u.expected) if u.state == "nothing_to_report" else len(u.answered)
                   for u in ledger.units)
    return (
        BoardShare("问题完成", sum(row.status in FINISHED for row in ledger.rows), len(ledger.rows)),
        BoardShare("单位报送", sum(u.state != "missing" for u in ledger.units), len(ledger.units)),
        BoardShare("应报项次", answered, sum(len(u.expected) for u in ledger.units)),
    )


def _counts(ledger: Ledger) -> tuple[BoardCount, ...]:
    states = Counter(unit.state for unit in ledger.units)
    unsure = sum(unit_state(unit) == UNSURE for unit in ledger.units)
    words = Counter(weight_word(remark) for remark in ledger.remarks)
    totals: tuple[tuple[str, int, Tint], ...] = (
        ("问题", len(ledger.rows), ""),
        ("已完成", sum(row.status in FINISHED for row in ledger.rows), "green"),
        ("逾期未完成", sum(row.overdue for row in ledger.rows), "red"),
        ("未报送问题", sum(row.source == "none" for row in ledger.rows), "yellow"),
        ("沿用上期", sum(row.source == "carried" for row in ledger.rows), ""),
        ("应报单位", len(ledger.units), ""),
        ("未报送单位", states["missing"], "red"),
        ("迟报单位", states["late"] - unsure, "yellow"),
        *((UNSURE, unsure, "yellow") for _ in range(bool(unsure))),
        ("阻断意见", words["阻断"], "red"),
        ("提醒", words["提醒"], "yellow"),
    )
    return tuple(BoardCount(word, count, tint if count else "") for word, count, tint in totals)


def _sections(ledger: Ledger) -> tuple[BoardSpread, ...]:
    """By 方面, in the list's order."""
    bands: dict[str, Counter[int]] = {}
    for row in ledger.rows:
        bands.setdefault(row.problem.section or "", Counter())[band_of(row.status)] += 1
    return tuple(spread_of(name or "未写方面", counts) for name, counts in bands.items())


def _periods(ledger: Ledger) -> tuple[BoardSpread, ...]:
    """The published periods and this one; none where there is nothing to compare with."""
    past = [spread_of(period_wording(baseline.period), _banded(r.status for r in baseline.rows.values()))
            for baseline in ledger.history[-_PERIODS:]]
    now = spread_of(f"{period_wording(ledger.period.name)}（本期）", _banded(r.status for r in ledger.rows))
    return (*past, now) if past else ()


def _banded(statuses: Iterable[str | None]) -> Counter[int]:
    return Counter(map(band_of, statuses))
