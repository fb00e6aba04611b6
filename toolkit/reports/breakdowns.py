"""The problems counted by class in groups: of lead units, of sections, of deadlines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.model import (
    LEDGER_HEADINGS,
    CellValue,
    Chart,
    Ledger,
    LedgerRow,
    Mark,
    Table,
    TableColumn,
    column_letters,
)
from toolkit.reports.classes import CLASS_ORDER, DONE_WORDS, class_word
from toolkit.reports.summary import CLASS_HEADING, Lines, Ranges

_MOST_BARS = 25
_GREY = Mark("grey")


@dataclass(frozen=True, slots=True)
class _Group:
    """One line of a breakdown: its label, the problems in it, and the condition that finds them."""

    label: tuple[CellValue, ...]
    rows: tuple[LedgerRow, ...]
    condition: Callable[[int], str]
    """The line of the sheet -> an expression over the rows of 问题, 1 where a problem belongs."""


_COUNTS = ("问题数", *CLASS_ORDER, "逾期", "完成率")


def _breakdown(
    name: str, labels: Sequence[TableColumn], groups: Sequence[_Group], ledger: Ledger,
    ranges: Ranges, title: str, *, each_once: bool,
) -> Table:
    """A table of groups by class, a total below, and the first groups as a picture.

    ``each_once``: every problem is in one group only, so that the total is the groups' sum.
    """
    lines, shift = Lines(), len(labels)
    for group in groups:
        lines.add((*group.label, *_numbers(group.rows)), _formulas(group, lines.line, shift, ranges))
    if groups:
        _total(lines, ledger, shift, ranges, each_once=each_once)
    columns = (*labels, *(TableColumn(word, 8.0, "share" if word == "完成率" else "number")
                          for word in _COUNTS))
    marks = {(len(groups), at): _GREY for at in range(len(columns))} if groups else {}
    series = tuple(range(shift + 1, shift + 1 + len(CLASS_ORDER)))
    charts = (Chart(title, "bars", 0, series, 0, min(len(groups), _MOST_BARS) - 1),) if groups else ()
    return Table(name, columns, tuple(lines.rows), marks, freeze_columns=1,
                 formulas=lines.formulas, charts=charts)


def _numbers(rows: Sequence[LedgerRow]) -> tuple[CellValue, ...]:
    words = [class_word(row) for row in rows]
    done = sum(word in DONE_WORDS for word in words)
    return (len(rows), *(words.count(word) for word in CLASS_ORDER),
            sum(row.overdue for row in rows), done / len(rows) if rows else 0.0)


def _formulas(group: _Group, line: int, shift: int, ranges: Ranges) -> dict[int, str]:
    condition, classes = group.condition(line), ranges.of("问题", CLASS_HEADING)
    found = {shift: f"SUMPRODUCT({condition}*1)"}
    for at, _ in enumerate(CLASS_ORDER, shift + 1):
        found[at] = f"SUMPRODUCT({condition}*({classes}={column_letters(at + 1)}$1))"
    overdue = shift + len(CLASS_ORDER) + 1
    found[overdue] = f'SUMPRODUCT({condition}*({ranges.of("问题", "是否逾期")}="是"))'
    return found | {overdue + 1: _done_share(line, shift)}


def _done_share(line: int, shift: int) -> str:
    all_of = f"{column_letters(shift + 1)}{line}"
    done = [column_letters(shift + 2 + CLASS_ORDER.index(word)) for word in DONE_WORDS]
    return f"IF({all_of}=0,0,SUM({done[0]}{line}:{done[-1]}{line})/{all_of})"


def _total(
    lines: Lines, ledger: Ledger, shift: int, ranges: Ranges, *, each_once: bool,
) -> None:
    line, classes = lines.line, ranges.of("问题", CLASS_HEADING)
    if each_once:
        found = {at: f"SUM({column_letters(at + 1)}2:{column_letters(at + 1)}{line - 1})"
                 for at in range(shift, shift + len(CLASS_ORDER) + 2)}
    else:
        found = {shift: f"COUNT({ranges.of('问题', LEDGER_HEADINGS['number'])})"}
        found |= {at: f"COUNTIF({classes},{column_letters(at + 1)}$1)"
                  for at in range(shift + 1, shift + 1 + len(CLASS_ORDER))}
        found[shift + len(CLASS_ORDER) + 1] = f'COUNTIF({ranges.of("问题", "是否逾期")},"是")'
    word = "合计" if each_once else "合计（每项只计一次）"
    lines.add((word, *("",) * (shift - 1), *_numbers(ledger.rows)),
              found | {shift + len(CLASS_ORDER) + 2: _done_share(line, shift)})


def by_unit(ledger: Ledger, ranges: Ranges) -> Table:
    """按单位: every lead unit with the problems it leads, most first; one led by several counts for each."""
    led: dict[str, list[LedgerRow]] = {}
    for row in ledger.rows:
        for unit in dict.fromkeys(row.problem.lead_units):
            led.setdefault(unit, []).append(row)

    def condition(line: int) -> str:
        cells = ranges.of("问题", "牵头单位")
        return f'ISNUMBER(FIND("、"&$A{line}&"、","、"&{cells}&"、"))'

    ranked = sorted(led, key=lambda unit: -len(led[unit]))
    groups = [_Group((unit,), tuple(led[unit]), condition) for unit in ranked]
    return _breakdown("按单位", (TableColumn("牵头单位", 26.0),), groups, ledger, ranges,
                     "各牵头单位的问题状态", each_once=False)


def by_section(ledger: Ledger, ranges: Ranges) -> Table:
    """按方面: the sections of the list in its order."""
    groups = [_text_group(ranges, "方面", label, rows) for label, rows in _grouped(
        ledger, lambda row: row.problem.shown("section")).items()]
    return _breakdown("按方面", (TableColumn("方面", 30.0),), groups, ledger, ranges,
                     "各方面的问题状态", each_once=True)


def _text_group(ranges: Ranges, heading: str, label: str, rows: Sequence[LedgerRow]) -> _Group:
    cells = ranges.of("问题", heading)
    if label:
        return _Group((label,), tuple(rows), lambda line: f"({cells}=$A{line})")
    return _Group((f"（没有{heading}）",), tuple(rows), lambda _: f'({cells}="")')


def _grouped(ledger: Ledger, key: Callable[[LedgerRow], str]) -> dict[str, list[LedgerRow]]:
    found: dict[str, list[LedgerRow]] = {}
    for row in ledger.rows:
        found.setdefault(key(row), []).append(row)
    return found


_MOST_MONTHS = 24


def by_deadline(ledger: Ledger, ranges: Ranges) -> Table:
    """按时限: months of the deadlines (years, where the list spans many), then those without a date."""
    days = [row.problem.deadline for row in ledger.rows if row.problem.deadline]
    by_month = len({(day.year, day.month) for day in days}) <= _MOST_MONTHS
    cells = ranges.of("问题", "时限日期")
    groups = []
    for first, last in sorted({_span(day, by_month=by_month) for day in days}):
        inside = tuple(row for row in ledger.rows
                       if row.problem.deadline and first <= row.problem.deadline <= last)
        label = f"{first.year}年{first.month}月" if by_month else f"{first.year}年"
        groups.append(_Group((label, first, last), inside,
                             lambda line: f"({cells}>=$B{line})*({cells}<=$C{line})"))
    dateless = tuple(row for row in ledger.rows if row.problem.deadline is None)
    if dateless:
        groups.append(_Group(("没有时限日期", None, None), dateless, lambda _: f'({cells}="")'))
    labels = (TableColumn("整改时限", 16.0, "centre"), TableColumn("自", 11.5, "date"),
              TableColumn("至", 11.5, "date"))
    return _breakdown("按时限", labels, groups, ledger, ranges, "各时限的问题状态", each_once=True)


def _span(day: date, *, by_month: bool) -> tuple[date, date]:
    """The month or year a day is in: its first and last day."""
    if not by_month:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), date.fromordinal(after.toordinal() - 1)
