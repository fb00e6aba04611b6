"""From a cell of the ledger on disk back to the list, the return or the edit it came from.

The row is found by 序号 and the column by heading, wherever sorting and filtering have put them.
"""

from __future__ import annotations

from toolkit.app.session import LEDGER, Session
from toolkit.app.sources import (
    NOWHERE,
    Source,
    cell_source,
    edited_source,
    printed_source,
    status_source,
)
from toolkit.model import LEDGER_SHEET, Entry, Ledger, LedgerRow, Place, Unusable
from toolkit.reports.ledger import PROBLEM_COLUMNS, ledger_tables
from toolkit.store import digest
from toolkit.store.workspace import OFFICIAL_LIST
from toolkit.tables import Refusal, Tables, read_workbook
from toolkit.tables.headed import HeadedRow, headed_rows
from toolkit.text import matching_key, read_numeral

_LIST_FIELDS = frozenset({
    "number", "section", "category", "text", "lead_units", "responsible_units",
    "acceptance_units", "deadline_text", "deadline", "goal"})


def ledger_cell_sources(
    session: Session, ledger: Ledger, sheet: str, letters: str, line: int,
) -> tuple[str, list[Source]]:
    """A cell of the ledger on disk: its row by 序号, its column by heading, wherever they stand."""
    path = f"outbox/{ledger.period.name}/{LEDGER}"
    content = session.workspace.must_read(
        path, f"还没有 {path}，请先运行 zhenggai run {ledger.period.name}。")
    tables = read_workbook(path, content)
    if isinstance(tables, Refusal):
        raise Unusable(f"台账“{path}”读不出来：{tables.reason}")
    heading, row = _row_of(ledger, tables, sheet, letters, line)
    text = row.raw(heading)
    if sheet == LEDGER_SHEET:
        return text, _problem_cell(session, ledger, heading, row)
    return text, _detail_cell(ledger, heading, row)


def _row_of(
    ledger: Ledger, tables: Tables, sheet: str, letters: str, line: int,
) -> tuple[str, HeadedRow]:
    """Heading of the asked cell, and its row."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    known = {table.name: table for table in ledger_tables(ledger)}
    if sheet not in known:
        raise Unusable(f"台账里没有工作表“{sheet}”（有：{'、'.join(known)}）。")
    headings = [c.heading for c in known[sheet].columns]
    rows = {row.number: row for row in headed_rows(tables, LEDGER, sheet, headings, ())}
    row = rows.get(line)
    heading = next((h for h, c in row.columns.items() if c == column), None) if row else None
    if row is None or heading is None:
        raise Unusable(f"台账“{sheet}”的 {letters}{line} 不在表格内容之中，无从追溯。")
    return heading, row


def _problem_cell(
    session: Session, ledger: Ledger, heading: str, line: HeadedRow,
) -> list[Source]:
    fields = {column.heading: column.field for column in PROBLEM_COLUMNS}
    name = fields.get(heading, "")
    number = read_numeral(line.text("序号"))
    row = next((r for r in ledger.rows if r.problem.number == number), None)
    if row is None:
        raise Unusable(f"台账这一行的序号“{line.text('序号')}”不在问题清单里。")
    if name in _LIST_FIELDS:
        return [_list_cell(session, row, heading)]
    if name == "progress":
        return [printed_source(session, ledger, row, printed) for printed in row.paragraphs]
    if name in ("status", "printed_status", "long_term", "overdue"):
        return [status_source(session, ledger, row)]
    if name in ("public_status", "public_text", "editor", "edit_reason"):
        return [edited_source(session, row, row.edit)] if row.edit else [Source(note="整改办没有填写")]
    if name == "last_status":
        place = row.baseline.place if row.baseline else NOWHERE
        return [Source(place=place, note="取自上期台账")]
    cells = [cell_source(entry.cells[name], entry.unit, entry.sha256)
             for entry in row.entries if name in entry.cells]
    return cells or [Source(read=line.raw(heading), note="由汇总得出，没有单独的来源单元格")]


def _list_cell(session: Session, row: LedgerRow, heading: str) -> Source:
    content = session.workspace.must_read(OFFICIAL_LIST, "没有找到问题清单。")
    tables = read_workbook(OFFICIAL_LIST, content)
    place, text = row.problem.place, ""
    if isinstance(tables, Tables):
        for line in headed_rows(tables, OFFICIAL_LIST, "问题", ("序号", heading), ()):
            if read_numeral(line.text("序号")) == row.problem.number:
                place = Place(OFFICIAL_LIST, "问题", line.number, line.columns.get(heading))
                text = line.raw(heading)
    return Source(place=place, sha256=digest(content), written=text, read=text, note="取自问题清单")


def _detail_cell(ledger: Ledger, heading: str, line: HeadedRow) -> list[Source]:
    """A cell of 措施, 填报内容 or 未采用内容: their rows name file, sheet and row or cell."""
    place = (line.text("文件"), line.text("工作表"), line.text("行"))
    digests = {arrival.file: arrival.sha256 for arrival in ledger.arrivals}
    for leftover in ledger.leftovers:
        at = leftover.written.place
        if (at.file, at.sheet, at.cell) == (place[0], place[1], line.text("单元格")):
            return [cell_source(leftover.written, leftover.unit, digests.get(at.file or ""), leftover.why)]
    for row in ledger.rows:
        for entry in (*row.entries, *row.measure_entries):
            at = entry.place
            if (at.file, at.sheet, str(at.row)) == place:
                return [_of_entry(ledger, entry, heading)]
    return [Source(read=line.raw(heading), note="由汇总得出，没有单独的来源单元格")]


def _of_entry(ledger: Ledger, entry: Entry, heading: str) -> Source:
    for column in ledger.profile.columns:
        if column.heading == heading and column.field in entry.cells:
            return cell_source(entry.cells[column.field], entry.unit, entry.sha256)
    for name, written in entry.extra.items():
        if matching_key(heading) in (matching_key(name), "附加内容"):
            return cell_source(written, entry.unit, entry.sha256)
    return Source(entry.unit, entry.place, entry.sha256, note="这一行的出处")
