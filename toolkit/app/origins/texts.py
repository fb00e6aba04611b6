"""Where a printed text came from: the unit's cell, the last ledger, or the office's own edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.app.session import Session
from toolkit.ledgerbook.rows import ledger_rows, number_of, place_of
from toolkit.model import (
    EDIT_WORDS,
    LEDGER_HEADINGS,
    NOWHERE,
    OFFICE_FIELDS,
    Edit,
    Ledger,
    LedgerRow,
    Place,
    Printed,
    Written,
)
from toolkit.store import digest
from toolkit.store.workspace import OFFICIAL_LIST
from toolkit.tables import Tables, read_workbook
from toolkit.tables.headed import headed_rows
from toolkit.text import read_numeral

_EDIT_FIELDS = dict(zip(OFFICE_FIELDS, EDIT_WORDS, strict=True))
"""The field of an Edit behind each of the office's columns."""


@dataclass(frozen=True, slots=True)
class Source:
    """One cell (or the office's edit) a printed text came from."""

    unit: str | None = None
    place: Place = NOWHERE
    sha256: str | None = None
    written: str = ""
    read: str = ""
    how: str = ""
    edit: Edit | None = None
    note: str = ""

    def shape(self) -> dict[str, Any]:
        edit = self.edit
        return {
            "unit": self.unit, "file": self.place.file, "sheet": self.place.sheet,
            "cell": self.place.cell, "sha256": self.sha256, "written": self.written,
            "read": self.read, "how": self.how, "note": self.note,
            "edit": {
                "status": edit.status, "text": edit.text, "editor": edit.editor,
                "reason": edit.reason, "file": edit.place.file, "sheet": edit.place.sheet,
                "cell": edit.place.cell} if edit else None,
        }


def printed_source(session: Session, ledger: Ledger, row: LedgerRow, printed: Printed) -> Source:
    """Of one paragraph of the annex."""
    if printed.edit:
        return edited_source(session, row, printed.edit)
    if printed.carried_from:
        return baseline_source(session, ledger, row, "progress", printed.text)
    if printed.written is None:
        return Source(unit=printed.unit, read=printed.text, note="汇总时写入的提示，不是单位填报的内容")
    return cell_source(printed.written, printed.unit, printed.sha256,
                       f"单元格的第{printed.line}行" if "\n" in printed.written.text else "")


def status_source(session: Session, ledger: Ledger, row: LedgerRow) -> Source:
    """Of a problem's status line."""
    if row.edit and row.edit.status:
        return edited_source(session, row, row.edit)
    entry = row.status_from
    if entry and "status" in entry.cells:
        return cell_source(entry.cells["status"], entry.unit, entry.sha256, f"附件印作“{row.printed_status}”")
    if row.source == "none" or not row.status_text:
        return Source(read=row.printed_status, note="没有单位填报，由汇总得出")
    if row.baseline and row.baseline.status_text == row.status_text:
        return baseline_source(session, ledger, row, "printed_status", row.printed_status)
    if row.problem.status_text == row.status_text:
        return list_source(session, row.problem.number, "整改状态")
    return Source(read=row.printed_status, note="没有单位填报，由汇总得出")


def edited_source(
    session: Session, row: LedgerRow, edit: Edit, field: str | None = None,
) -> Source:
    """Of what the office wrote in its columns of the ledger: the cell where it stands now.

    ``field`` is one of ``OFFICE_FIELDS``; without, what is printed of the problem.
    """
    unit = row.entries[0].unit if row.entries else None
    place, content = edit.place, None
    if place.file:
        first = next(f for f in OFFICE_FIELDS if getattr(edit, _EDIT_FIELDS[f]))
        heading = LEDGER_HEADINGS[field or ("public_text" if edit.text else first)]
        place, content = _ledger_cell(session, place.file, edit.number, heading, place)
    said = getattr(edit, _EDIT_FIELDS[field]) if field else edit.text or edit.status
    note = "由整改办在台账中填写" if field else "按整改办在台账中填写的公开状态、公开文字印发"
    return Source(unit=unit, place=place, sha256=digest(content) if content else None,
                  written=said, read=said, edit=edit,
                  note=note if place.file else "整改办在上期台账中填写，带到本期")


def baseline_source(
    session: Session, ledger: Ledger, row: LedgerRow, name: str, text: str,
) -> Source:
    """Of a text carried over: the cell of the last ledger."""
    if row.baseline is None or ledger.baseline is None:
        return Source(read=text, note="没有上期台账")
    of = next((r for r in row.baseline.merged if any(p.text == text for p in r.paragraphs)), row.baseline)
    heading = LEDGER_HEADINGS[name]
    place, _ = _ledger_cell(session, of.place.file or "", of.number, heading, of.place)
    return Source(place=place, sha256=ledger.baseline.sha256, written=text, read=text,
                  note=f"沿用{ledger.baseline.period}台账的“{heading}”")


def list_source(
    session: Session, number: int, heading: str, *, sheet: str = "问题", measure: int = 0,
) -> Source:
    """Of an official cell: where it stands in 问题清单 (``measure``: which row of the problem)."""
    content = session.workspace.must_read(OFFICIAL_LIST, "没有找到问题清单。")
    tables = read_workbook(OFFICIAL_LIST, content)
    rows = headed_rows(tables, OFFICIAL_LIST, sheet, ("序号", heading), ()) \
        if isinstance(tables, Tables) else ()
    ours = [row for row in rows if read_numeral(row.text("序号")) == number]
    if measure >= len(ours):
        return Source(place=Place(OFFICIAL_LIST, sheet), sha256=digest(content), note="取自问题清单")
    row = ours[measure]
    text = row.raw(heading)
    return Source(place=Place(OFFICIAL_LIST, sheet, row.number, row.columns.get(heading)),
                  sha256=digest(content), written=text, read=text, note="取自问题清单")


def _ledger_cell(
    session: Session, file: str, number: int, heading: str, otherwise: Place,
) -> tuple[Place, bytes | None]:
    """The cell of a ledger by 序号 and heading, wherever sorting has put it; and the file's bytes."""
    content = session.workspace.read(file)
    tables = read_workbook(file, content) if content is not None else None
    for row in ledger_rows(tables, file) if isinstance(tables, Tables) else ():
        if number_of(row) == number:
            return place_of(row, heading), content
    return otherwise, content


def cell_source(written: Written, unit: str | None, sha256: str | None, note: str = "") -> Source:
    return Source(unit, written.place, sha256, written.raw, written.text, written.how, note=note)
