"""From a cell of the ledger on disk back to the list, the return or the edit it came from.

The row is found by 序号 and the column by heading, wherever sorting and filtering have put them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toolkit.app.origins.ledger_details import detail_sources, unit_sources
from toolkit.app.origins.ledger_records import record_sources
from toolkit.app.origins.texts import (
    Source,
    baseline_source,
    cell_source,
    edited_source,
    list_source,
    printed_source,
    status_source,
)
from toolkit.app.session import LEDGER, Session
from toolkit.model import (
    CONTINUED_HEADINGS,
    CONTINUED_SHEET,
    LEDGER_SHEET,
    OFFICE_FIELDS,
    RECKONED_SHEETS,
    Ledger,
    LedgerRow,
    Unusable,
    column_letters,
)
from toolkit.reports.ledger.book import PROBLEM_COLUMNS, ledger_tables
from toolkit.tables import Refusal, Tables, read_workbook
from toolkit.tables.headed import HeadedRow, headed_rows
from toolkit.text import read_numeral

_FIELDS = {column.heading: column.field for column in PROBLEM_COLUMNS}
_LIST_FIELDS = frozenset({
    "number", "section", "category", "text", "lead_units", "responsible_units",
    "acceptance_units", "deadline_text", "deadline", "goal"})
_STATUS_FIELDS = frozenset({"status", "printed_status", "long_term", "overdue", "status_class"})


def ledger_cell_sources(
    session: Session, ledger: Ledger, sheet: str, letters: str, line: int,
) -> tuple[str, list[Source]]:
    """What a cell of the ledger on disk says, and where that came from. Unusable for a blank cell."""
    path = f"outbox/{ledger.period.name}/{LEDGER}"
    content = session.workspace.must_read(
        path, f"还没有 {path}，请先运行 zhenggai run {ledger.period.name}。")
    tables = read_workbook(path, content)
    if isinstance(tables, Refusal):
        raise Unusable(f"台账“{path}”读不出来：{tables.reason}")
    return _Tracing(session, ledger, tables).cell(sheet, letters, line)


@dataclass(frozen=True, slots=True)
class _Tracing:
    """The ledger on disk beside the ledger as it would be now."""

    session: Session
    ledger: Ledger
    tables: Tables

    def cell(self, sheet: str, letters: str, line: int) -> tuple[str, list[Source]]:
        """One cell by its address."""
        text = self._text(sheet, letters, line)
        headings = self._headings(sheet)
        row = next((r for r in self._rows(sheet, headings) if r.number == line), None)
        heading = next((h for h, at in row.columns.items() if column_letters(at) == letters), None) \
            if row else None
        if row is None or heading is None:
            note = "栏目名称或表格之外的文字，不是填报的内容" if headings \
                else "这张表不是汇总生成的"
            return text, [Source(read=text, note=note)]
        return text, self._sources(sheet, heading, row)

    def _text(self, sheet: str, letters: str, line: int) -> str:
        found = next((s for s in self.tables.sheets if s.name == sheet), None)
        if found is None:
            there = "、".join(s.name for s in self.tables.sheets if s.state == "visible")
            raise Unusable(f"台账里没有工作表“{sheet}”（有：{there}）。")
        for cell in found.cells:
            if cell.row == line and column_letters(cell.column) == letters and cell.text:
                return cell.text
        raise Unusable(f"台账“{sheet}”的 {letters}{line} 是空的，无从追溯。")

    def _headings(self, sheet: str) -> tuple[str, ...]:
        if sheet == CONTINUED_SHEET:
            return CONTINUED_HEADINGS
        return next((tuple(c.heading for c in table.columns)
                     for table in ledger_tables(self.ledger) if table.name == sheet), ())

    def _rows(self, sheet: str, headings: tuple[str, ...]) -> list[HeadedRow]:
        return list(headed_rows(self.tables, LEDGER, sheet, headings, ())) if headings else []

    def _sources(self, sheet: str, heading: str, row: HeadedRow) -> list[Source]:
        kinds: Mapping[str, Callable[[str, HeadedRow], list[Source]]] = {
            LEDGER_SHEET: self._problem_cell, CONTINUED_SHEET: self._continued,
            "单位": lambda h, r: unit_sources(self.session, self.ledger, h, r),
            "说明": lambda _, __: [Source(note="对台账各表的说明，由工具写入")],
        }
        if sheet in kinds:
            return kinds[sheet](heading, row)
        if sheet in RECKONED_SHEETS:
            return [self._reckoned(sheet, heading, row)]
        recorded = record_sources(self.session, self.ledger, sheet, heading, row)
        if recorded:
            return recorded
        return detail_sources(self.session, self.ledger, heading, row)

    def _reckoned(self, sheet: str, heading: str, row: HeadedRow) -> Source:
        """A total: the formula in its cell says what was counted."""
        formulas = {(c.row, c.column): c.formula for s in self.tables.sheets if s.name == sheet
                    for c in s.cells}
        formula = formulas.get((row.number, row.columns[heading])) or ""
        return Source(read=row.raw(heading), note=f"按公式从台账其他表数出：={formula.removeprefix('=')}"
                      if formula else "分组的名称，由程序列出")

    def _problem_cell(self, heading: str, line: HeadedRow) -> list[Source]:
        number = read_numeral(line.text("序号"))
        row = next((r for r in self.ledger.rows if r.problem.number == number), None)
        if row is None:
            return [Source(note=f"这一行的序号“{line.text('序号')}”不在问题清单里")]
        return _of_problem(self.session, self.ledger, row, _FIELDS.get(heading, "")) \
            or [Source(read=line.raw(heading), note="由汇总得出，没有单独的来源单元格")]

    def _continued(self, heading: str, line: HeadedRow) -> list[Source]:
        """A piece of a text too long for its cell: traced as the cell it continues."""
        sheet, at, column = (line.text(CONTINUED_HEADINGS[n]) for n in (0, 1, 3))
        row = next((r for r in self._rows(sheet, self._headings(sheet)) if str(r.number) == at), None)
        if heading != CONTINUED_HEADINGS[-1] or row is None:
            return [Source(note=f"接“{sheet}”第{at}行“{column}”的全文")]
        return self._sources(sheet, column, row)


def _of_problem(session: Session, ledger: Ledger, row: LedgerRow, name: str) -> list[Source]:
    """Sources of one field of the sheet 问题; empty where it comes from no cell."""
    number = row.problem.number
    if name in _LIST_FIELDS:
        heading = next(heading for heading, field in _FIELDS.items() if field == name)
        return [list_source(session, number, heading)]
    if name == "progress":
        return [printed_source(session, ledger, row, printed) for printed in row.paragraphs]
    if name in _STATUS_FIELDS:
        return [status_source(session, ledger, row)]
    if name in OFFICE_FIELDS:
        return [edited_source(session, row, row.edit, name)] if row.edit else []
    if name == "last_status" and row.baseline:
        return [baseline_source(session, ledger, row, "printed_status", row.baseline.status_text or "")]
    return [
        Source(entry.unit, entry.place, entry.sha256, note="单位报的那一行") if name == "origin"
        else cell_source(entry.cells[name], entry.unit, entry.sha256)
        for entry in row.entries if name == "origin" or name in entry.cells]
