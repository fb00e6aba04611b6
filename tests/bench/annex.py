"""Annexes of 500 and 5,000 problems of six paragraphs, each layout and the comparison, with ratios.

    python tests/bench/annex.py

The last column says how much dearer a problem is in the long document than in the short one: 1.0 is
linear.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from toolkit.model import (
    Baseline,
    BaselineRow,
    Ledger,
    LedgerRow,
    Paragraph,
    Period,
    Printed,
    Problem,
)
from toolkit.profile import default_profile
from toolkit.reports.annex import annex_blocks, compared_blocks, lies_wide
from toolkit.word import annex_template, write_word

SHORT, LONG, PARAGRAPHS = 500, 5000, 6


def ledger(problems: int) -> Ledger:
    now = datetime(2031, 3, 25, 18, tzinfo=UTC)
    period = Period("2031-03", now, now, date(2031, 3, 31), "2031-02", (), "0" * 64)
    rows = tuple(row(number) for number in range(1, problems + 1))
    before = {r.problem.number: BaselineRow(
        r.problem.number, "正在推进", "in_progress", tuple(
            Paragraph(p.ordinal, p.text.replace("完成第", "开工第")) for p in r.paragraphs)) for r in rows}
    return Ledger(default_profile(), period, rows, (), (), (), (), Baseline("2031-02", "0" * 64, before))


def row(number: int) -> LedgerRow:
    problem = Problem(number, f"第{number}处排污口整治不彻底，雨季仍有溢流。", lead_units=("市水务局",))
    paragraphs = tuple(
        Printed(f"（{'一二三四五六'[at]}）", f"完成第{number}处第{at + 1}段管网改造{number}.6公里，其余路段按计划实施。")
        for at in range(PARAGRAPHS))
    return LedgerRow(problem, "in_progress", "正在推进", "正在推进实施", False, False, "returned", paragraphs)


def annex(of: Ledger) -> bytes:
    return write_word(annex_blocks(of), annex_template(), header="草稿", title="附件", wide=lies_wide(of.profile))


def comparison(of: Ledger) -> bytes:
    return write_word(compared_blocks(of), annex_template(), header="对照", title="附件")


def seconds(work: Callable[[Ledger], bytes], of: Ledger) -> float:
    start = time.perf_counter()
    work(of)
    return time.perf_counter() - start


def main() -> None:
    short, long = ledger(SHORT), ledger(LONG)
    annex(short)
    print(f"{'':12}{SHORT:>8}{LONG:>9}   a problem, long : short")
    for name, layout, work in (("逐项", "逐项", annex), ("方案和进展", "方案和进展", annex),
                               ("表格", "表格", annex), ("与上期对照", "逐项", comparison)):
        few, many = (seconds(work, replace(of, profile=replace(of.profile, annex_layout=layout)))
                     for of in (short, long))
        print(f"{name:12}{few:8.2f}s{many:8.2f}s   {many / few * SHORT / LONG:.2f}")


if __name__ == "__main__":
    main()
