"""The sheets of the ledger beside 问题: measures, what the units wrote, what was left, who returned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from toolkit.model import (
    LEDGER_HEADINGS,
    LEDGER_MEASURES,
    CellValue,
    Column,
    Entry,
    Ledger,
    LedgerRow,
    Leftover,
    Mark,
    Measure,
    Table,
    UnitReturn,
    Written,
)
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.wording import (
    STATE_TINTS,
    moment,
    received_how,
    role_of,
    unanswered,
    unit_state,
)

_PHONE = "phone"
_CARRIED = "上期已报完成，本期没有再报"


def _extra(entry: Entry, known: frozenset[str]) -> str:
    """Columns of the unit's own, and fields the profile no longer has: heading and text a line."""
    own = [(name, cell) for name, cell in entry.cells.items() if name not in known]
    return "\n".join(f"{name}：{cell.shown}" for name, cell in (*own, *entry.extra.items()))


# ── 措施 ─────────────────────────────────────────────────────────────────────────────────────────
class _MeasureLine(NamedTuple):
    number: int
    ordinal: str
    measure: Measure | None
    entry: Entry | None
    carried: Mapping[str, CellValue] = {}


def _measure_lines(row: LedgerRow, option: str) -> Iterator[_MeasureLine]:
    """Every official measure with each unit's word on it, then rows that met no measure.

    A measure the last ledger has as done stays done until a unit fills in its 完成情况 again: ``option`` says so,
    beside the note where a unit wrote only that.
    """
    number = row.problem.number
    done = row.baseline.done_measures if row.baseline else {}
    for index, measure in enumerate(row.problem.measures):
        ordinal = measure.ordinal or ""
        entries = [entry for entry in row.measure_entries if entry.measure == index]
        stays = index in done and not any(entry.text("done") for entry in entries)
        carried = {"done": option, "done_on": done[index], "note": _CARRIED} if stays else {}
        for entry in entries or (None,):
            yield _MeasureLine(number, ordinal, measure, entry, carried)
    for entry in row.measure_entries:
        if entry.measure is None or entry.measure >= len(row.problem.measures):
            yield _MeasureLine(number, entry.text("ordinal"), None, entry)


def _of_entry(name: str) -> Callable[[_MeasureLine], CellValue]:
    return lambda line: (line.entry.text(name) if line.entry else "") or line.carried.get(name, "")


def _measure_text(line: _MeasureLine) -> str:
    if line.measure:
        return line.measure.text
    return line.entry.text("text") if line.entry else ""


def _measure_done(line: _MeasureLine) -> CellValue:
    written = line.entry.cells.get("done_on") if line.entry else None
    return (written.day or written.text if written else None) or line.carried.get("done_on")


_MEASURE_KNOWN = frozenset({"number", "ordinal", "text", "done", "done_on", "note"})
_MEASURE_COLUMNS: tuple[ReportColumn[_MeasureLine], ...] = (
    ReportColumn("number", LEDGER_HEADINGS["number"], 6, lambda m: m.number, "number"),
    ReportColumn("ordinal", "措施序号", 9, lambda m: m.ordinal, "centre"),
    ReportColumn("text", "整改措施", 48, _measure_text),
    ReportColumn("done_note", "完成标注", 14,
                 lambda m: (m.measure.done_note or "") if m.measure else "", "centre"),
    ReportColumn("deadline", "措施时限", 12, lambda m: m.measure.deadline if m.measure else None,
                 "date"),
    ReportColumn("unit", "填报单位", 17, lambda m: (m.entry.unit or "") if m.entry else ""),
    ReportColumn("done", "完成情况", 10, _of_entry("done"), "centre"),
    ReportColumn("done_on", "完成日期", 12, _measure_done, "date"),
    ReportColumn("note", "说明", 24, _of_entry("note")),
    ReportColumn("extra", "附加内容", 14,
                 lambda m: _extra(m.entry, _MEASURE_KNOWN) if m.entry else ""),
    ReportColumn("file", "文件", 28, lambda m: (m.entry.place.file or "") if m.entry else ""),
    ReportColumn("sheet", "工作表", 9, lambda m: (m.entry.place.sheet or "") if m.entry else ""),
    ReportColumn("row", "行", 6, lambda m: m.entry.place.row if m.entry else None, "number"),
)


def measure_sheet(ledger: Ledger) -> Table:
    """措施: one line a measure and unit that reported on it."""
    option = ledger.profile.measure_options[-1] if ledger.profile.measure_options else ""
    lines = [line for row in ledger.rows for line in _measure_lines(row, option)]
    return tabulate(LEDGER_MEASURES, _MEASURE_COLUMNS, lines, freeze_columns=2)


# ── 填报内容 ─────────────────────────────────────────────────────────────────────────────────────
class _Filled(NamedTuple):
    number: int
    entry: Entry
    head: Mapping[str, Written]


def _cell_or_head(column: Column) -> Callable[[_Filled], CellValue]:
    """A cell of the row; a blank 填报人 or 联系电话 takes the head's."""
    name = column.field

    def value(filled: _Filled) -> CellValue:
        written = filled.entry.cells.get(name)
        own = written.shown if written else ""
        head = filled.head.get(name)
        return own or (head.text if head else "")

    return value


def _asked(ledger: Ledger) -> tuple[Column, ...]:
    """The profile's columns a unit fills in; phone numbers only where the office shows them."""
    filled = ledger.profile.answers()
    return tuple(c for c in filled if c.field != _PHONE or ledger.profile.show_phones)


def _filled_columns(ledger: Ledger) -> Iterator[ReportColumn[_Filled]]:
    known = frozenset(
        {column.field for column in ledger.profile.on("problems")} | {"number", "text", _PHONE},
    )
    yield ReportColumn("number", LEDGER_HEADINGS["number"], 6, lambda f: f.number, "number")
    yield ReportColumn("unit", "单位", 16, lambda f: f.entry.unit or "")
    yield ReportColumn("role", "角色", 6, lambda f: role_of(f.entry), "centre")
    for column in _asked(ledger):
        yield ReportColumn(column.field, column.heading, max(column.width, 10.0),
                           _cell_or_head(column))
    yield ReportColumn("extra", "附加内容", 14, lambda f: _extra(f.entry, known))
    yield ReportColumn("file", "文件", 24, lambda f: f.entry.place.file or "")
    yield ReportColumn("sheet", "工作表", 9, lambda f: f.entry.place.sheet or "")
    yield ReportColumn("row", "行", 6, lambda f: f.entry.place.row, "number")
    yield ReportColumn("sha256", "文件指纹", 14, lambda f: f.entry.sha256[:12])


def filled_in_sheet(ledger: Ledger) -> Table:
    """填报内容: every row that counted, as the unit wrote it, with the place it stands in."""
    heads = {unit.unit: unit.head for unit in ledger.units}
    rows = [
        _Filled(row.problem.number, entry, heads.get(entry.unit or "", {}))
        for row in ledger.rows for entry in row.entries
    ]
    return tabulate("填报内容", tuple(_filled_columns(ledger)), rows, freeze_columns=2)


# ── 未采用内容 ───────────────────────────────────────────────────────────────────────────────────
_UNUSED_COLUMNS: tuple[ReportColumn[Leftover], ...] = (
    ReportColumn("unit", "单位", 20, lambda u: u.unit or ""),
    ReportColumn("heading", "栏目", 16, lambda u: u.heading),
    ReportColumn("text", "内容", 56, lambda u: u.written.shown),
    ReportColumn("file", "文件", 32, lambda u: u.written.place.file or ""),
    ReportColumn("sheet", "工作表", 12, lambda u: u.written.place.sheet or ""),
    ReportColumn("cell", "单元格", 9, lambda u: u.written.place.cell or "", "centre"),
    ReportColumn("why", "原因", 36, lambda u: u.why),
)


def unused_sheet(ledger: Ledger) -> Table:
    """未采用内容: what a unit filled in that is nowhere else in the ledger, and why."""
    hidden = frozenset() if ledger.profile.show_phones else frozenset(
        column.heading for column in ledger.profile.columns if column.kind == _PHONE)
    shown = [leftover for leftover in ledger.leftovers if leftover.heading not in hidden]
    return tabulate("未采用内容", _UNUSED_COLUMNS, shown)


# ── 单位 ─────────────────────────────────────────────────────────────────────────────────────────
def _answered_mark(unit: UnitReturn) -> Mark | None:
    return Mark("yellow") if unit.state != "missing" and unanswered(unit) else None


_UNIT_COLUMNS: tuple[ReportColumn[UnitReturn], ...] = (
    ReportColumn("unit", "单位", 20, lambda u: u.unit),
    ReportColumn("state", "状态", 12, unit_state, "centre",
                 lambda u: STATE_TINTS[u.state]),
    ReportColumn("received_at", "收到时间", 18, lambda u: moment(u.received_at), "centre"),
    ReportColumn("how", "时间来源", 11, lambda u: received_how(u.how)),
    ReportColumn("expected", "应报", 7, lambda u: len(u.expected), "number"),
    ReportColumn("answered", "已报", 7, lambda u: len(u.answered), "number", _answered_mark),
    ReportColumn("files", "文件", 28, lambda u: "\n".join(u.files)),
    ReportColumn("attached", "盖章件和佐证材料", 18, lambda u: "\n".join(u.attached)),
    ReportColumn("nothing_new", "本期无进展", 13,
                 lambda u: u.nothing_new.text if u.nothing_new else "", "centre"),
    ReportColumn("reason", "理由", 20, lambda u: u.reason.text if u.reason else ""),
)


def _head_columns(ledger: Ledger) -> Iterator[ReportColumn[UnitReturn]]:
    def value(name: str) -> Callable[[UnitReturn], CellValue]:
        return lambda u: u.head[name].text if name in u.head else ""

    for column in ledger.profile.on("head"):
        if column.field != "unit" and (column.field != _PHONE or ledger.profile.show_phones):
            yield ReportColumn(column.field, column.heading, 12, value(column.field))


def unit_sheet(ledger: Ledger) -> Table:
    """单位: how every expected unit stands, and what it wrote above its table."""
    return tabulate("单位", (*_UNIT_COLUMNS, *_head_columns(ledger)), ledger.units, freeze_columns=1)
