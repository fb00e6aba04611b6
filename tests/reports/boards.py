"""Boards of any size for the tests of the page: an invented city with as many units and problems as asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from ledgers import ZONE, sample_ledger

from toolkit.model import (
    Baseline,
    BaselineRow,
    Ledger,
    LedgerRow,
    Paragraph,
    Place,
    Printed,
    Problem,
    Remark,
    UnitReturn,
)

_STANDS = (("completed", "已完成整改"), ("in_progress", "正在推进实施"), ("on_schedule", "达到序时进度"),
           ("behind", "未达序时进度"), (None, "未报送"))
_TEXT = "第{0}处排口已完成溯源，敷设截污管道{0}米，夜间巡查{1}次，旱天未再发现溢流，下一步开展通水试验。"


def large_ledger(units: int, problems: int) -> Ledger:
    """Each problem has two units; every third has a remark; states and statuses go round."""
    names = [f"第{n}片区管理委员会" for n in range(units)]
    rows, remarks = [], []
    expected: dict[str, list[int]] = {name: [] for name in names}
    last: dict[int, BaselineRow] = {}
    for n in range(problems):
        number, lead, other = n + 1, names[n % units], names[(n + n // units + 1) % units]
        status, word = _STANDS[n % 5]
        deadline = date(2031, 2 + n % 4, 20)
        official = Problem(
            number, f"第{n % 70}街区雨污分流改造滞后，{n % 9 + 2}处混接点长期未整治，群众反映集中。",
            section=f"{'甲乙丙丁'[n % 4]}类短板", category="排水管网", lead_units=(lead,),
            responsible_units=(other,), deadline_text=f"2031年{2 + n % 4}月20日前", deadline=deadline)
        texts = tuple(Printed(f"（{mark}）", _TEXT.format(n + at, at + 3), lead)
                      for at, mark in enumerate("一二三")) if status else ()
        last[number] = BaselineRow(number, "正在推进实施", "in_progress", (Paragraph(None, _TEXT.format(n, 1)),))
        rows.append(LedgerRow(
            official, status, word, word, False,  # type: ignore[arg-type]
            status not in (None, "completed") and deadline < date(2031, 3, 31),
            "returned" if status else "none", texts, baseline=last[number]))
        for unit in {lead, other}:
            expected[unit].append(number)
        if n % 3 == 0:
            remarks.append(Remark(
                ("L503", "F302")[n % 2], ("blocks", "advises")[n % 2], f"第{number}项问题的文字与状态对不上。",
                lead, number, Place(f"{lead}.xlsx", "填报表", n % 12 + 9, 9)))
    returns = tuple(_unit(at, name, expected[name]) for at, name in enumerate(names))
    ledger = sample_ledger()
    return replace(ledger, rows=tuple(rows), units=returns, remarks=tuple(remarks), leftovers=(), arrivals=(),
                   baseline=Baseline("2031-02", "b" * 64, last))


def _unit(at: int, name: str, numbers: list[int]) -> UnitReturn:
    state = ("returned", "returned", "late", "nothing_to_report", "missing")[at % 5]
    answered = () if state == "missing" else tuple(numbers[:-1] if at % 3 == 0 else numbers)
    received = None if state == "missing" else datetime(2031, 3, 20 + at % 8, 9, at % 60, tzinfo=ZONE)
    return UnitReturn(name, state, received, "given" if received else None, (),  # type: ignore[arg-type]
                      tuple(numbers), answered, sample_due())


def sample_due() -> datetime:
    return datetime(2031, 3, 25, 18, 0, tzinfo=ZONE)
