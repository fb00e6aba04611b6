"""The office's own columns of the ledger, brought over from run to run.

Three ways are compared: what the last run generated, and what now stands in the ledger and in the
`（新）` beside it. What a person changed in either counts, a cleared cell too; the rest stays as generated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from toolkit.app.generated import Generated
from toolkit.app.session import LEDGER
from toolkit.ledgerbook import read_edits
from toolkit.model import Edit, Place, Unusable
from toolkit.store import Workspace
from toolkit.tables import Refusal, read_workbook

_WORDS = tuple(f.name for f in fields(Edit) if f.name not in ("number", "place"))


def office_edits(workspace: Workspace, period: str) -> dict[int, Edit]:
    """Every problem's edit as it counts now."""
    generated = Generated.load(workspace, period)
    edits = from_note(generated.edits)
    for name in generated.names_of(LEDGER):
        path = f"outbox/{period}/{name}"
        content = workspace.read(path)
        if content is None or generated.made(name, content):
            continue
        tables = read_workbook(path, content)
        if isinstance(tables, Refusal):
            raise Unusable(f"台账“{path}”读不出来：{tables.reason}（请修复，或移走后重新运行）")
        before = from_note(generated.edits_in(name))
        for number, edit in read_edits(tables).items():
            placed = replace(edit, place=replace(edit.place, file=path))
            edits[number] = _overlay(edits.get(number), before.get(number), placed)
    return {number: edit for number, edit in edits.items() if any(getattr(edit, w) for w in _WORDS)}


def _overlay(counting: Edit | None, before: Edit | None, now: Edit) -> Edit:
    """``counting`` with every word a person changed between ``before`` and ``now``."""
    before = before or Edit(now.number)
    changed = {w: getattr(now, w) for w in _WORDS if getattr(now, w) != getattr(before, w)}
    if not changed:
        return counting or now
    return replace(counting or Edit(now.number), place=now.place, **changed)


def to_note(edits: Mapping[int, Edit]) -> dict[str, Any]:
    """Edits as the toolkit notes them (JSON)."""
    return {str(number): asdict(edit) for number, edit in sorted(edits.items())}


def from_note(note: Mapping[str, Any]) -> dict[int, Edit]:
    """Edits as they were noted."""
    return {
        int(number): Edit(**{**edit, "place": Place(**edit["place"])})
        for number, edit in note.items()}
