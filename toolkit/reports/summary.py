"""The counts of the ledger: overall here; by unit, section and deadline in ``breakdowns``.

Every number is a formula over plain ranges of the ledger's own sheets, written beside the value it has
now. Functions are only those that every Excel and WPS reckons: COUNT, COUNTA, COUNTIF, SUM, SUMPRODUCT.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.model import (
    LEDGER_HEADINGS,
    SOURCE_WORDS,
    CellValue,
    Chart,
    Ledger,
    Table,
    TableColumn,
    column_letters,
)
from toolkit.reports.classes import CLASS_ORDER
from toolkit.reports.wording import STATE_WORDS

CLASS_HEADING = "状态类别"


@dataclass(frozen=True, slots=True)
class Ranges:
    """Addresses in a ledger's tables by heading, as formulas take them."""

    tables: Mapping[str, Table]

    def of(self, sheet: str, heading: str) -> str:
        """`问题!$K$2:$K$41`: the cells of a column below its heading."""
        table = self.tables[sheet]
        letters = column_letters([c.heading for c in table.columns].index(heading) + 1)
        top = len(table.intro) + 2
        return f"{sheet}!${letters}${top}:${letters}${top + len(table.rows) - 1}"


@dataclass(slots=True)
class Lines:
    """Rows of numbers growing beside their formulas; rows stand below a heading in row 1."""

    rows: list[tuple[CellValue, ...]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """The line of the sheet the next row will stand in."""
        return len(self.rows) + 2

    def add(self, values: Sequence[CellValue], formulas: Mapping[int, str]) -> None:
        for column, formula in formulas.items():
            self.formulas[len(self.rows), column] = formula
        self.rows.append(tuple(values))


# ── 汇总 ─────────────────────────────────────────────────────────────────────────────────────────
class _Counted(NamedTuple):
    """A line of 汇总: its word, the count and its formula, what was counted, whether of the problems."""

    word: str
    counted: int
    formula: str
    told: str
    of_problems: bool = False


def overview_sheet(ledger: Ledger, ranges: Ranges) -> Table:
    """汇总: the totals of the period, and where the problems stand as a picture."""
    lines, total = Lines(), len(ledger.rows)
    for counted in _overview(ranges):
        share = counted.counted / total if total and counted.of_problems else None
        shared = {2: f"B{lines.line}/B$2"} if share is not None else {}
        lines.add((counted.word, counted.counted, share, counted.told),
                  {1: counted.formula, **shared} if counted.formula else {})
    columns = (TableColumn("项目", 18.0), TableColumn("数量", 9.0, "number"),
               TableColumn("占比", 9.0, "share"), TableColumn("怎么数的", 46.0))
    words = [row[0] for row in lines.rows]
    chart = Chart("各类状态的问题项数", "bars", 0, (1,), words.index(CLASS_ORDER[0]),
                  words.index(CLASS_ORDER[-1]))
    return Table("汇总", columns, tuple(lines.rows), landscape=False, formulas=lines.formulas,
                 charts=(chart,) if total else ())


def _overview(ranges: Ranges) -> Iterator[_Counted]:
    yield _whole("问题", "问题", LEDGER_HEADINGS["number"], ranges)
    for heading, word, shown in (
        *((CLASS_HEADING, word, word) for word in CLASS_ORDER),
        ("是否逾期", "是", "逾期未完成"), ("长期坚持", "是", "长期坚持"),
        *((LEDGER_HEADINGS["source"], word, word)
          for word in (SOURCE_WORDS["carried"], SOURCE_WORDS["edited"])),
    ):
        yield _matching(shown, "问题", heading, word, ranges)
    yield _whole("应报单位", "单位", "单位", ranges)
    for state in STATE_WORDS:
        yield _matching(f"{state}的单位", "单位", "状态", state, ranges)
    for weight in ("阻断", "提醒"):
        yield _matching(f"{weight}意见", "校验意见", "级别", weight, ranges)


def _whole(word: str, sheet: str, heading: str, ranges: Ranges) -> _Counted:
    rows = ranges.tables[sheet].rows
    formula = f"COUNTA({ranges.of(sheet, heading)})" if rows else ""
    return _Counted(word, len(rows), formula, f"“{sheet}”表的行数")


def _matching(word: str, sheet: str, heading: str, said: str, ranges: Ranges) -> _Counted:
    """How many cells of a column say a word."""
    table = ranges.tables[sheet]
    at = [column.heading for column in table.columns].index(heading)
    formula = f'COUNTIF({ranges.of(sheet, heading)},"{said}")' if table.rows else ""
    return _Counted(word, sum(row[at] == said for row in table.rows), formula,
                    f"“{sheet}”表“{heading}”为{said}", sheet == "问题")
