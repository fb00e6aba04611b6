"""Completeness (完整性): units down, problems across, one sign where a unit was asked for a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from toolkit.model import Ledger, Mark, Remark, Table, UnitReturn
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.wording import STATE_TINTS, unit_state, weight_word
from toolkit.text import matching_key

ANSWERED, NOTHING_NEW, LATE, BLOCKED, LEFT_OUT, SILENT = "√", "无", "迟", "阻", "缺", "未"
_TINTS: Mapping[str, Mark] = {
    ANSWERED: Mark("green"), NOTHING_NEW: Mark("blue"), LATE: Mark("yellow"),
    BLOCKED: Mark("red"), LEFT_OUT: Mark("red"), SILENT: Mark("red"),
}
_LEGEND = (
    "√ 已填报　无 本期无进展　迟 填了但迟报　阻 填了但有阻断意见（可点，到意见）　缺 表来了、这一项没填　"
    "未 单位没有报送　空白 不用该单位填",
    "表头的数字是问题序号；最后一行是每项还没有填好的单位数（缺、未、阻）。",
)
_NOTHING_NEW_WORDS = matching_key("本期无新进展")
_WIDEST = 200
"""Problems side by side that a person can still follow; more are listed one below the other."""
_OPEN = frozenset({BLOCKED, LEFT_OUT, SILENT})

Where = Callable[[Remark], str]


class _Line(NamedTuple):
    unit: str
    state: UnitReturn | None
    signs: Mapping[int, str]


def matrix_sheet(ledger: Ledger, where: Where) -> Table:
    """The sheet 完整性. ``where`` gives the place of a remark in 校验意见, for links."""
    blocking = _blocking(ledger.remarks)
    nothing_new = _nothing_new(ledger)
    lines = [_Line(u.unit, u, _signs(u, blocking, nothing_new)) for u in ledger.units]
    numbers = sorted({number for line in lines for number in line.signs})
    links = {key: where(remark) for key, remark in blocking.items()}
    if len(numbers) > _WIDEST:
        return _listed(lines, links)
    columns = (*_unit_columns(), *(_problem_column(number, links) for number in numbers))
    footer = _Line("还没有填好的单位数", None, _unfinished(lines, numbers))
    return tabulate("完整性", columns, [*lines, footer] if lines else [], intro=_LEGEND, freeze_columns=1)


def _signs(
    unit: UnitReturn, blocking: Mapping[tuple[str, int], Remark], nothing_new: frozenset[tuple[str, int]],
) -> Mapping[int, str]:
    return {number: _sign(unit, number, (unit.unit, number) in blocking,
                          (unit.unit, number) in nothing_new) for number in unit.expected}


def _sign(unit: UnitReturn, number: int, blocked: bool, nothing_new: bool) -> str:
    """The most pressing word on one problem of one unit."""
    if unit.state == "missing":
        return SILENT
    if number not in unit.answered:
        return NOTHING_NEW if unit.nothing_new else LEFT_OUT
    if blocked:
        return BLOCKED
    if unit.state == "late":
        return LATE
    return NOTHING_NEW if nothing_new else ANSWERED


def _blocking(remarks: Iterable[Remark]) -> Mapping[tuple[str, int], Remark]:
    """The first remark that blocks, by unit and problem."""
    found: dict[tuple[str, int], Remark] = {}
    for remark in remarks:
        if remark.unit and remark.problem is not None and weight_word(remark) == "阻断":
            found.setdefault((remark.unit, remark.problem), remark)
    return found


def _nothing_new(ledger: Ledger) -> frozenset[tuple[str, int]]:
    return frozenset(
        (entry.unit or "", row.problem.number) for row in ledger.rows for entry in row.entries
        if matching_key(entry.text("progress")).rstrip(".;!") == _NOTHING_NEW_WORDS)


def _unfinished(lines: Sequence[_Line], numbers: Iterable[int]) -> Mapping[int, str]:
    counts = {n: sum(line.signs.get(n) in _OPEN for line in lines) for n in numbers}
    return {number: str(count) for number, count in counts.items() if count}


# ── columns ──────────────────────────────────────────────────────────────────────────────────────
def _unit_columns() -> tuple[ReportColumn[_Line], ...]:
    return (
        ReportColumn("unit", "单位", 22, lambda line: line.unit),
        ReportColumn("state", "状态", 11, lambda line: unit_state(line.state) if line.state else "",
                     "centre", lambda line: STATE_TINTS[line.state.state] if line.state else None),
        ReportColumn("answered", "已报/应报", 10, _answered, "centre"),
    )


def _answered(line: _Line) -> str:
    return f"{len(line.state.answered)}/{len(line.state.expected)}" if line.state else ""


def _problem_column(number: int, links: Mapping[tuple[str, int], str]) -> ReportColumn[_Line]:
    def mark(line: _Line) -> Mark | None:
        return _mark(line.signs.get(number, ""), links.get((line.unit, number), ""))

    return ReportColumn(str(number), str(number), 4.5, lambda line: line.signs.get(number, ""),
                        "centre", mark)


def _mark(sign: str, link: str) -> Mark | None:
    tint = _TINTS.get(sign)
    return Mark(tint.tint, link=link) if tint and link else tint


def _listed(lines: Sequence[_Line], links: Mapping[tuple[str, int], str]) -> Table:
    """The same, a line a unit and problem, where there are too many problems for columns."""
    pairs = [(line, number, sign) for line in lines for number, sign in line.signs.items()]
    columns: tuple[ReportColumn[tuple[_Line, int, str]], ...] = (
        ReportColumn("unit", "单位", 26, lambda p: p[0].unit),
        ReportColumn("number", "问题", 8, lambda p: p[1], "number"),
        ReportColumn("sign", "情况", 8, lambda p: p[2], "centre",
                     lambda p: _mark(p[2], links.get((p[0].unit, p[1]), ""))),
    )
    return tabulate("完整性", columns, pairs, intro=_LEGEND[:1], freeze_columns=1)
