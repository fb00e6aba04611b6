"""A round of any size built from the sample ledger: many problems, many units, some very long texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledgers import sample_ledger

from toolkit.model import Baseline, BaselineRow, Ledger, LedgerRow, Paragraph, Printed, UnitReturn

_SENTENCE = "完成第{n}段雨污分流改造{n}.6公里，排查混接点位{n}41个，整改1{n}6个；"


def round_of(problems: int, units: int) -> Ledger:
    """``problems`` rows led by ``units`` units, every seventh with a text of some 1,500 characters."""
    sample = sample_ledger()
    names = [f"青岚市第{at + 1}综合管理局" for at in range(units)]
    rows = tuple(_row(sample.rows[at % len(sample.rows)], at, names) for at in range(problems))
    returns = tuple(_unit(sample.units[at % len(sample.units)], name, at, problems, units)
                    for at, name in enumerate(names))
    before = {row.problem.number: BaselineRow(
        row.problem.number, "正在推进", "in_progress", (Paragraph(None, "上期文字：完成改造1.2公里。"),))
        for row in rows if row.problem.number % 3}
    baseline = Baseline("2031-02", "b" * 64, before)
    earlier = Baseline("2031-01", "a" * 64, before)
    return replace(sample, rows=rows, units=returns, baseline=baseline, history=(earlier, baseline))


def _row(row: LedgerRow, at: int, names: list[str]) -> LedgerRow:
    count = 40 if at % 7 == 3 else 2 + at % 5
    text = "".join(_SENTENCE.format(n=n) for n in range(1, count)) + f"止于{at + 1}号。"
    problem = replace(
        row.problem, number=at + 1, section=f"关于第{at % 5 + 1}个方面的整改工作", long_term=False,
        deadline=date(2031, 1 + at % 12, 28), deadline_text=f"2031年{1 + at % 12}月底",
        lead_units=tuple(dict.fromkeys((names[at % len(names)], names[at * 7 % len(names)]))))
    entries = tuple(replace(
        entry, problem=at + 1, unit=problem.lead_units[0],
        cells={**entry.cells, "progress": entry.cells["progress"]._replace(raw=text, text=text)})
        for entry in row.entries if "progress" in entry.cells)
    paragraphs = tuple(Printed(f"（{n}）", text) for n in "一二")
    return replace(row, problem=problem, entries=entries, paragraphs=paragraphs,
                   baseline=BaselineRow(at + 1, "正在推进", "in_progress", ()) if at % 3 else None)


def _unit(unit: UnitReturn, name: str, at: int, problems: int, units: int) -> UnitReturn:
    expected = tuple(number for number in range(1, problems + 1) if (number - 1) % units == at)
    answered = expected if unit.state == "returned" else ()
    return replace(unit, unit=name, expected=expected, answered=answered)
