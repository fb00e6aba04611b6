"""Where a printed text came from: the unit's cell, the last ledger, or the office's own edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.app.session import LEDGER, PUBLISHED, Session
from toolkit.model import Edit, Ledger, LedgerRow, Place, Printed, Written
from toolkit.store import digest

NOWHERE = Place()


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
    if printed.edit:
        return edited_source(session, row, printed.edit)
    if printed.carried_from:
        place = row.baseline.place if row.baseline else Place()
        file = place.file or _baseline_file(session, ledger)
        return Source(
            place=Place(file, place.sheet, place.row, place.column), sha256=printed.sha256,
            written=printed.text, read=printed.text, note=f"沿用{printed.carried_from}的文字")
    if printed.written is None:
        return Source(unit=printed.unit, read=printed.text, note="汇总时写入的提示，不是单位填报的内容")
    return cell_source(printed.written, printed.unit, printed.sha256,
                 f"单元格的第{printed.line}行" if "\n" in printed.written.text else "")


def status_source(session: Session, ledger: Ledger, row: LedgerRow) -> Source:
    if row.edit and row.edit.status:
        return edited_source(session, row, row.edit)
    entry = row.status_from
    if entry and "status" in entry.cells:
        return cell_source(entry.cells["status"], entry.unit, entry.sha256, f"附件印作“{row.printed_status}”")
    if row.source == "carried" and row.baseline and ledger.baseline:
        file = row.baseline.place.file or _baseline_file(session, ledger)
        place = Place(file, row.baseline.place.sheet, row.baseline.place.row,
                      row.baseline.place.column)
        return Source(place=place, sha256=ledger.baseline.sha256,
                      written=row.baseline.status_text or "", read=row.printed_status,
                      note=f"沿用{ledger.baseline.period}的状态")
    return Source(read=row.printed_status, note="没有单位填报，由汇总得出")


def edited_source(session: Session, row: LedgerRow, edit: Edit) -> Source:
    unit = row.entries[0].unit if row.entries else None
    content = session.workspace.read(edit.place.file) if edit.place.file else None
    return Source(unit=unit, place=edit.place, sha256=digest(content) if content else None,
                  written=edit.text or edit.status, read=edit.text or edit.status, edit=edit,
                  note="按整改办在台账中填写的公开状态、公开文字印发")


def _baseline_file(session: Session, ledger: Ledger) -> str | None:
    if ledger.baseline is None:
        return None
    name = ledger.baseline.period
    published = f"outbox/{name}/{PUBLISHED}/{LEDGER}"
    return published if session.workspace.exists(published) else f"outbox/{name}/{LEDGER}"


def cell_source(written: Written, unit: str | None, sha256: str | None, note: str = "") -> Source:
    return Source(unit, written.place, sha256, written.raw, written.text, written.how, note=note)
