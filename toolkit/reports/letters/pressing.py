"""Letters that press: 提醒函 (a deadline is near or past) and 督办函 (period after period).

What they cite is what the rules said and the registers hold, in the same words and figures as
校验报告 and 整改台账; nobody is called anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from toolkit.dates import chinese_day, chinese_moment
from toolkit.model import (
    Block,
    Fault,
    Filling,
    Ledger,
    LedgerRow,
    Para,
    Period,
    Remark,
    UnitReturn,
)
from toolkit.regex import regex
from toolkit.reports.letters.shared import (
    common_texts,
    counted,
    due_wording,
    itemised,
    period_wording,
    shortened,
)
from toolkit.reports.wording import LATE, MISSING, counts_as_missing

_OVERDUE, _NEAR, _MEASURE = "D601", "D602", "D603"
_LED = regex(r"^（[^）]*牵头）")


@dataclass(frozen=True, slots=True)
class Past:
    """A published period: what stood against its units, and when each return was registered.

    Units are under the names they have now.
    """

    period: Period
    standing: Mapping[str, tuple[Fault, ...]]
    received: Mapping[str, datetime] = field(default_factory=dict)


def _counting(ledger: Ledger, *codes: str) -> tuple[Remark, ...]:
    return tuple(r for r in ledger.remarks if r.code in codes and not r.trial and not r.waived)


def _led(ledger: Ledger, unit: UnitReturn, remark: Remark) -> bool:
    """Whether a remark on a problem is this unit's to heed: it leads the problem."""
    if remark.unit == unit.unit:
        return True
    if remark.problem not in unit.expected:
        return False
    return any(unit.unit in row.problem.lead_units for row in _rows(ledger, [remark]).values())


def _rows(ledger: Ledger, remarks: Sequence[Remark]) -> Mapping[int, LedgerRow]:
    """The rows these remarks are about, by number; a letter is about few of them."""
    numbers = {remark.problem for remark in remarks}
    return {row.problem.number: row for row in ledger.rows if row.problem.number in numbers} if numbers else {}


# ── 提醒函 ───────────────────────────────────────────────────────────────────────────────────────
def deadline_reminder(
    ledger: Ledger, unit: UnitReturn, pressed: frozenset[int] = frozenset(),
) -> Filling | None:
    """What of a unit's problems and measures is past its deadline or near it; None where nothing is.

    ``pressed`` are overdue problems its 督办函 speaks of: nobody is written to twice of one matter.
    """
    heard = [r for r in _counting(ledger, _OVERDUE, _NEAR, _MEASURE)
             if _led(ledger, unit, r) and not (r.code == _OVERDUE and r.problem in pressed)]
    if not heard:
        return None
    said = {code: _lines(ledger, [r for r in heard if r.code == code]) for code in (_OVERDUE, _NEAR, _MEASURE)}
    past, near = said[_OVERDUE] or said[_MEASURE], said[_NEAR]
    subject = "整改任务逾期和即将到期" if past and near else "整改任务逾期" if past else "整改任务即将到期"
    return Filling(
        {**common_texts(ledger), "单位": unit.unit, "事由": subject},
        {"已逾期的问题": said[_OVERDUE], "即将到期的问题": near, "已逾期的措施": said[_MEASURE]},
    )


def _lines(ledger: Ledger, remarks: Sequence[Remark]) -> tuple[Block, ...]:
    rows = _rows(ledger, remarks)
    ordered = sorted(remarks, key=lambda r: r.problem or 0)
    return itemised(_sentence(r, rows) for r in ordered)


def _sentence(remark: Remark, rows: Mapping[int, LedgerRow]) -> str:
    """第2项：problem's text。What the rule said of it。"""
    number = remark.problem or 0
    said = _LED.sub("", remark.message.removeprefix(f"第{number}项问题").removeprefix("的")).rstrip("。")
    row = rows.get(number)
    text = f"：{shortened(row.problem.text).rstrip('。；')}" if row else ""
    stop = "" if text.endswith("……") else "。"
    return f"第{number}项{text}{stop}{said}。"


# ── 督办函 ───────────────────────────────────────────────────────────────────────────────────────
def supervision(ledger: Ledger, unit: UnitReturn, past: Sequence[Past], now: datetime) -> Filling | None:
    """What a unit did not do as asked in several periods running; None where that is not so.

    ``past`` are published periods, the latest first. How many periods, this one included, 设置 says.
    """
    wanted = ledger.profile.supervise_after
    if wanted <= 0:
        return None
    returns = _returns(ledger, unit, past, now)
    report: tuple[Block, ...] = ()
    if len(returns) >= wanted:
        report = (Para(f"你单位连续{len(returns)}期未按要求报送："), *counted(reversed(returns)))
    problems = tuple(_overdue_problems(ledger, unit, past).values())
    if not report and not problems:
        return None
    lines = itemised(problems)
    return Filling(
        {**common_texts(ledger), "单位": unit.unit, "事由": _subject(bool(report), bool(problems))},
        {"报送情况": report, "逾期情况": lines, "办理要求": counted(_to_do(bool(report), bool(problems)))},
    )


def _subject(report: bool, problems: bool) -> str:
    said = "连续未按要求报送整改进展情况" if report else ""
    return said + "和" * (report and problems) + ("整改任务连续逾期未完成" if problems else "")


def _returns(ledger: Ledger, unit: UnitReturn, past: Sequence[Past], now: datetime) -> tuple[str, ...]:
    """What happened in each period running up to this one, this one first; () where this one is well."""
    here = _this_time(ledger, unit, now)
    if not here:
        return ()
    before = ((each.period, _that_time(each, unit.unit)) for each in past)
    running = takewhile(lambda pair: pair[1], before)
    return (_told(ledger.period, unit.unit, here), *(_told(period, unit.unit, said) for period, said in running))


def _this_time(ledger: Ledger, unit: UnitReturn, now: datetime) -> str:
    if unit.state == "missing":
        return "未报送" if now > unit.due and counts_as_missing(ledger, unit) else ""
    late = any(r.unit == unit.unit and r.weight == "blocks" for r in _counting(ledger, LATE))
    if late and unit.how == "given" and unit.received_at:
        return _late(unit.received_at)
    return ""


def _that_time(past: Past, unit: str) -> str:
    standing = {fault.code for fault in past.standing.get(unit, ()) if fault.blocks}
    if MISSING in standing:
        return "未报送"
    return _late(past.received.get(unit)) if LATE in standing else ""


def _late(received: datetime | None) -> str:
    return f"迟报，登记的收到时间为{chinese_moment(received)}" if received else "迟报"


def _told(period: Period, unit: str, said: str) -> str:
    return f"{period_wording(period.name)}整改进展情况应于{due_wording(period.due_for(unit))}前报送，{said}。"


def pressed_problems(ledger: Ledger, unit: UnitReturn, past: Sequence[Past]) -> frozenset[int]:
    """The problems this unit's 督办函 speaks of."""
    return frozenset(_overdue_problems(ledger, unit, past)) if ledger.profile.supervise_after > 0 else frozenset()


def _overdue_problems(ledger: Ledger, unit: UnitReturn, past: Sequence[Past]) -> Mapping[int, str]:
    """What is said of each problem that was overdue in as many periods running as 设置 says."""
    heard = [remark for remark in _counting(ledger, _OVERDUE) if _led(ledger, unit, remark)]
    rows = _rows(ledger, heard)
    found = {}
    for remark in sorted(heard, key=lambda r: r.problem or 0):
        row = rows.get(remark.problem or 0)
        if row is None:
            continue
        running = [ledger.period, *_periods_overdue(row, past)]
        if len(running) >= ledger.profile.supervise_after:
            named = "、".join(f"{period_wording(p.name)}（截至{chinese_day(p.as_of)}）" for p in reversed(running))
            found[row.problem.number] = f"{_sentence(remark, rows)}{named}连续{len(running)}期统计时均已逾期。"
    return found


def _periods_overdue(row: LedgerRow, past: Sequence[Past]) -> tuple[Period, ...]:
    """The periods running up to this one in which the problem was said to be overdue, and was by its date."""
    deadline = row.problem.deadline
    running = takewhile(
        lambda each: deadline is not None and deadline < each.period.as_of and any(
            fault.code == _OVERDUE and row.problem.number in fault.problems
            for faults in each.standing.values() for fault in faults), past)
    return tuple(each.period for each in running)


def _to_do(report: bool, problems: bool) -> Iterator[str]:
    if report:
        yield "请于　　月　　日　　时前将填报表报送我办，说明未按要求报送的原因，今后按时报送。"
    if problems:
        yield "请逐项查明逾期原因，明确责任人和完成时间，于　　月　　日前将书面情况报送我办；需要协调解决的困难请一并写明。"
