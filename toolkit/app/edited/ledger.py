"""The office's own columns of the ledger, brought over from run to run.

Three ways are compared: what the last run generated, and what now stands in the ledger and in the
`（新）` beside it. What a person changed in either counts, a cleared cell too; the rest stays as generated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from toolkit.app.edited.generated import Generated, Note
from toolkit.app.session import LEDGER
from toolkit.ledgerbook import read_rows
from toolkit.model import ACCEPTANCE_WORDS, EDIT_WORDS, Baseline, Edit, Place, Problem, Unusable
from toolkit.store import Workspace
from toolkit.tables import Refusal, read_workbook
from toolkit.text import matching_key, numbers_in


@dataclass(frozen=True, slots=True)
class OfficeEdits:
    """Every problem's edit as it counts now, and what each ledger file on disk says (as noted)."""

    counting: Mapping[int, Edit]
    said: Mapping[str, Note]


def office_edits(workspace: Workspace, period: str, problems: Sequence[Problem]) -> OfficeEdits:
    """Read the ledgers a person saved since they were generated.

    An edit goes with its problem: where the list was renumbered since, its words find it.
    """
    generated = Generated.load(workspace, period)
    edits = _present(from_note(generated.edits), problems)
    said: dict[str, Note] = {}
    for name in generated.names_of(LEDGER):
        path = generated.path(name)
        content = workspace.read(path)
        if content is None or generated.made(name, content):
            continue
        tables = read_workbook(path, content)
        if isinstance(tables, Refusal):
            raise Unusable(f"台账“{path}”读不出来：{tables.reason}（请修复，或移走后重新运行）")
        before = from_note(generated.edits_in(name))
        now = read_rows(tables, before, file=path)
        said[name] = to_note(now)
        before, now = _present(before, problems), _present(now, problems)
        for number, edit in now.items():
            edits[number] = _overlay(edits.get(number), before.get(number), edit)
    return OfficeEdits({n: edit for n, edit in edits.items() if _says(edit)}, said)


def with_acceptance(edits: Mapping[int, Edit], baseline: Baseline | None) -> dict[int, Edit]:
    """The edits, and what the last ledger knows of acceptance wherever this one says nothing else."""
    known = dict(edits)
    for number, row in baseline.rows.items() if baseline else ():
        if row.edit is not None:
            edit = known.get(number) or Edit(number)
            known[number] = replace(edit, **{
                word: getattr(edit, word) or getattr(row.edit, word) for word in ACCEPTANCE_WORDS})
    return known


def _present(edits: Mapping[int, Edit], problems: Sequence[Problem]) -> dict[int, Edit]:
    """Edits under the numbers their problems have now; those of merged problems together."""
    if not edits:
        return {}
    listed = {problem.number: matching_key(problem.text) for problem in problems}
    found: dict[int, Edit] = {}
    for edit in edits.values():
        number = _number_now(edit, listed, problems)
        other = found.get(number)
        text = "\n".join(filter(None, (other.text, edit.text))) if other else edit.text
        found[number] = replace(other or edit, number=number, text=text)
    return found


def _number_now(edit: Edit, listed: Mapping[int, str], problems: Sequence[Problem]) -> int:
    key = matching_key(edit.problem)
    if not key or listed.get(edit.number) == key:
        return edit.number
    same = [number for number, words in listed.items() if words == key]
    heirs = [p.number for p in problems if edit.number in numbers_in(p.former_number or "")]
    return next(iter(same or heirs), edit.number)


def _says(edit: Edit) -> bool:
    return any(getattr(edit, word) for word in EDIT_WORDS)


def _overlay(counting: Edit | None, before: Edit | None, now: Edit) -> Edit:
    """``counting`` with every word a person changed between ``before`` and ``now``."""
    before = before or Edit(now.number)
    changed = {w: getattr(now, w) for w in EDIT_WORDS if getattr(now, w) != getattr(before, w)}
    if not changed:
        return counting or now
    return replace(counting or Edit(now.number), place=now.place, problem=now.problem, **changed)


def to_note(edits: Mapping[int, Edit]) -> dict[str, Any]:
    """Edits as the toolkit notes them (JSON)."""
    return {
        str(number): {**asdict(edit), "place": edit.place._asdict()}
        for number, edit in sorted(edits.items())}


def from_note(note: Mapping[str, Any]) -> dict[int, Edit]:
    """Edits as they were noted."""
    return {
        int(number): Edit(**{**edit, "place": Place(**edit["place"])})
        for number, edit in note.items()}
