"""Values -> the JSON shapes of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from toolkit.model import (
    NOWHERE,
    Announced,
    Ledger,
    LedgerRow,
    Place,
    Printed,
    Problem,
    Publication,
    Remark,
)


def remark_shape(remark: Remark) -> dict[str, Any]:
    shape = {
        "code": remark.code, "weight": remark.weight, "message": remark.message,
        "unit": remark.unit, "problem": remark.problem, "file": remark.place.file,
        "sheet": remark.place.sheet, "cell": remark.place.cell,
        "given": remark.given, "expected": remark.expected,
    }
    if remark.trial:
        shape["trial"] = True
    if remark.waived:
        shape["waived"] = remark.waived
    return shape


def publication_shape(publication: Publication, remarks: Iterable[Remark]) -> dict[str, Any]:
    """``import --json``."""
    return {
        "title": publication.title,
        "announced": _announced(publication.announced),
        "problems": [problem_shape(problem) for problem in publication.problems],
        "remarks": [remark_shape(remark) for remark in remarks],
    }


def _announced(announced: Announced) -> dict[str, Any]:
    shape: dict[str, Any] = {
        name: getattr(announced, name)
        for name in ("problems", "sections", "categories", "lead_units", "responsible_units",
                     "acceptance_units")
        if getattr(announced, name) is not None}
    if announced.due:
        shape["due"] = {day.isoformat(): count for day, count in sorted(announced.due.items())}
    return shape


def problem_shape(problem: Problem) -> dict[str, Any]:
    return {
        "number": problem.number,
        "other_numbers": list(problem.other_numbers),
        "section": problem.section,
        "category": problem.category,
        "text": problem.text,
        "lead_units": list(problem.lead_units),
        "responsible_units": list(problem.responsible_units),
        "acceptance_units": list(problem.acceptance_units),
        "supervising_units": list(problem.supervising_units),
        "deadline_text": problem.deadline_text,
        "deadline": _day(problem.deadline),
        "long_term": problem.long_term,
        "goal": problem.goal,
        "measures": [
            {"ordinal": m.ordinal, "text": m.text, "done_note": m.done_note,
             "deadline": _day(m.deadline)} for m in problem.measures],
        "status_text": problem.status_text,
        "status": problem.status,
        "progress": [{"ordinal": p.ordinal, "text": p.text} for p in problem.progress],
        "at": _at(problem.place),
    }


def _at(place: Place) -> dict[str, Any]:
    """File and line; in a document with pages the line counts on its page, in a table the row is told too."""
    shape: dict[str, Any] = {"file": place.file, "line": place.line or place.row}
    further = {"page": place.page, "table": place.sheet, "row": place.row}
    return shape | {name: value for name, value in further.items() if value is not None}


def ledger_shape(ledger: Ledger, outputs: Sequence[str]) -> dict[str, Any]:
    """``status``, ``check`` and ``run --json``."""
    return {
        "period": ledger.period.name,
        "due": moment_shape(ledger.period.due_for(None)),
        "as_of": ledger.period.as_of.isoformat(),
        "units": [
            {"unit": u.unit, "state": u.state, "received_at": moment_shape(u.received_at),
             "files": list(u.files), "expected": len(u.expected), "answered": len(u.answered)}
            for u in ledger.units],
        "files": [
            {"file": a.file, "sha256": a.sha256, "verdict": a.verdict, "unit": a.unit,
             "reason": a.reason} for a in ledger.arrivals],
        "problems": [_row(row) for row in ledger.rows],
        "remarks": [remark_shape(remark) for remark in ledger.remarks],
        "totals": totals(ledger),
        "outputs": list(outputs),
    }


def _row(row: LedgerRow) -> dict[str, Any]:
    return {
        "number": row.problem.number,
        "status": row.status,
        "status_text": row.printed_status if row.source == "edited" else row.status_text,
        "long_term": row.long_term,
        "deadline": _day(row.problem.deadline),
        "overdue": row.overdue,
        "source": row.source,
        "progress": [_progress(p, row) for p in row.paragraphs if not p.marked],
    }


def _progress(printed: Printed, row: LedgerRow) -> dict[str, Any]:
    place = _place_of(printed, row)
    return {
        "text": printed.text,
        "unit": printed.unit or "、".join(row.problem.lead_units) or None,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
    }


def _place_of(printed: Printed, row: LedgerRow) -> Place:
    """Where a paragraph stands as somebody wrote it: a unit's cell, the office's, or the last ledger's."""
    if printed.edit:
        return printed.edit.place
    if printed.written:
        return printed.written.place
    return row.baseline.place if row.baseline else NOWHERE


def totals(ledger: Ledger) -> dict[str, Any]:
    """Counts by unit state, problem status, verdict and weight of remarks."""
    counting = [r for r in ledger.remarks if not r.trial and not r.waived]
    return {
        "units": dict(sorted(Counter(u.state for u in ledger.units).items())),
        "problems": len(ledger.rows),
        "statuses": dict(sorted(Counter(r.status or "none" for r in ledger.rows).items())),
        "overdue": sum(row.overdue for row in ledger.rows),
        "files": dict(sorted(Counter(a.verdict for a in ledger.arrivals).items())),
        "remarks": {
            "blocks": sum(r.weight == "blocks" for r in counting),
            "advises": sum(r.weight == "advises" for r in counting)},
        "draft": ledger.draft,
    }


def moment_shape(moment: datetime | None) -> str | None:
    """Local ISO time with offset."""
    return moment.astimezone().isoformat(timespec="seconds") if moment else None


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
