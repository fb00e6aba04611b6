"""From a cell of the ledger's other sheets (措施, 填报内容, 未采用内容, 单位) back to its source."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.app.origins.texts import Source, cell_source, list_source
from toolkit.app.session import Session
from toolkit.model import Entry, Ledger, LedgerRow, Place, UnitReturn
from toolkit.store import digest
from toolkit.tables.headed import HeadedRow
from toolkit.text import read_numeral

_OFFICIAL = frozenset({"序号", "措施序号", "整改措施", "完成标注", "措施时限"})
_EXTRA = "附加内容"
_KEPT = {"完成情况": "done", "完成日期": "done_on"}
"""Cells of 措施 that the last ledger fills in where the unit's are blank."""
_RECEIVED = frozenset({"收到时间", "时间来源"})


def detail_sources(
    session: Session, ledger: Ledger, heading: str, line: HeadedRow,
) -> list[Source]:
    """A cell of 措施, 填报内容 or 未采用内容: their rows name file, sheet and row or cell."""
    found = list(_leftover(ledger, line)) or list(_of_row(session, ledger, heading, line))
    return found or [Source(read=line.raw(heading), note="由汇总得出，没有单独的来源单元格")]


def _leftover(ledger: Ledger, line: HeadedRow) -> Iterator[Source]:
    where = (line.text("文件"), line.text("工作表"), line.text("单元格"))
    digests = {arrival.file: arrival.sha256 for arrival in ledger.arrivals}
    for leftover in ledger.leftovers if where[2] else ():
        at = leftover.written.place
        if (at.file, at.sheet, at.cell) == where:
            yield cell_source(
                leftover.written, leftover.unit, digests.get(at.file or ""), leftover.why)
            return


def _of_row(
    session: Session, ledger: Ledger, heading: str, line: HeadedRow,
) -> Iterator[Source]:
    number = read_numeral(line.text("序号"))
    row = next((r for r in ledger.rows if r.problem.number == number), None)
    if row is None:
        return
    entry = _entry(row, line)
    if "整改措施" in line.columns and heading in _OFFICIAL:
        yield from _official_measure(session, row, heading, line, entry)
    elif heading == "序号":
        yield list_source(session, row.problem.number, heading)
    elif "整改措施" in line.columns and line.text(heading) and row.baseline and _unsaid(entry, heading):
        yield Source(read=line.raw(heading), note=_carried(ledger))
    elif entry is not None:
        yield from _of_entry(ledger, entry, heading)


def _unsaid(entry: Entry | None, heading: str) -> bool:
    """Whether no unit wrote what a line of 措施 says of the measure."""
    return entry is None or (heading in _KEPT and not entry.text(_KEPT[heading]))


def _carried(ledger: Ledger) -> str:
    return f"本期没有再报，沿用{ledger.baseline.period}台账的“措施”表" if ledger.baseline else ""


def _entry(row: LedgerRow, line: HeadedRow) -> Entry | None:
    place = (line.text("文件"), line.text("工作表"), line.text("行"))
    return next((
        entry for entry in (*row.entries, *row.measure_entries)
        if (entry.place.file, entry.place.sheet, str(entry.place.row)) == place), None)


def _official_measure(
    session: Session, row: LedgerRow, heading: str, line: HeadedRow, entry: Entry | None,
) -> Iterator[Source]:
    """An official cell of 措施; a row that met no measure shows what the unit wrote there."""
    texts = [measure.text for measure in row.problem.measures]
    at = entry.measure if entry else None
    if at is None and line.raw("整改措施") in texts:
        at = texts.index(line.raw("整改措施"))
    if at is not None and at < len(texts):
        yield list_source(session, row.problem.number, heading, sheet="措施", measure=at)
    elif entry is not None:
        name = {"措施序号": "ordinal", "整改措施": "text", "序号": "number"}.get(heading, "")
        if name in entry.cells:
            yield cell_source(entry.cells[name], entry.unit, entry.sha256)


def _of_entry(ledger: Ledger, entry: Entry, heading: str) -> Iterator[Source]:
    """A filled-in cell of the row; of 附加内容 every cell of the unit's own; else the row's place."""
    known = {column.field for column in ledger.profile.columns}
    if heading == _EXTRA:
        for name, written in entry.cells.items():
            if name not in known:
                yield cell_source(written, entry.unit, entry.sha256)
        for written in entry.extra.values():
            yield cell_source(written, entry.unit, entry.sha256)
        return
    for column in ledger.profile.columns:
        if column.heading == heading and column.filled_by == "unit" and column.field in entry.cells:
            yield cell_source(entry.cells[column.field], entry.unit, entry.sha256)
            return
    yield Source(entry.unit, entry.place, entry.sha256, note="这一行的出处")


def unit_sources(
    session: Session, ledger: Ledger, heading: str, line: HeadedRow,
) -> list[Source]:
    """A cell of 单位: what the unit wrote above its table, its zero report, or its receipt."""
    unit = next((u for u in ledger.units if u.unit == line.text("单位")), None)
    if unit is None:
        return [Source(read=line.raw(heading), note="不是应报单位")]
    if heading in _RECEIVED and unit.received_at:
        path = f"inbox/{ledger.period.name}/receipts.csv"
        content = session.workspace.read(path)
        return [Source(unit.unit, Place(path), digest(content) if content else None,
                       line.raw(heading), note="取自收件登记")]
    written = _head_cell(ledger, unit, heading)
    if written is not None:
        return [written]
    return [Source(unit.unit, read=line.raw(heading), note="由汇总得出，没有单独的来源单元格")]


def _head_cell(ledger: Ledger, unit: UnitReturn, heading: str) -> Source | None:
    digests = {arrival.file: arrival.sha256 for arrival in ledger.arrivals}
    cells = {c.heading: unit.head.get(c.field) for c in ledger.profile.on("head")}
    cells |= {"本期无进展": unit.nothing_new, "理由": unit.reason}
    written = cells.get(heading)
    if written is None:
        return None
    return cell_source(written, unit.unit, digests.get(written.place.file or ""))
