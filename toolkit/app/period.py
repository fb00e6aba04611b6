"""``status``, ``check`` and ``run``: one period read, judged, merged and printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit import __version__
from toolkit.app.edited.generated import Generated
from toolkit.app.edited.ledger import to_note
from toolkit.app.judging import judge_period
from toolkit.app.outcome import BLOCKED, DONE, Outcome
from toolkit.app.outputs.agreeing import Agreement, agreement_of
from toolkit.app.outputs.letters import (
    ANNEX_TEMPLATE,
    NOTICE_TEMPLATE,
    template_mistakes,
    template_path,
    worded_as_ours,
)
from toolkit.app.outputs.pieces import (
    CHECK,
    MANIFEST,
    RUN,
    Piece,
    Scope,
)
from toolkit.app.outputs.switching import Outputs, edited_outputs
from toolkit.app.remembering import as_note, note_path, recorded, with_look
from toolkit.app.session import LEDGER, Session
from toolkit.app.shapes import ledger_shape
from toolkit.app.telling import period_lines, remarks_and_files
from toolkit.model import Diagnostic, Ledger, Place, Receipt
from toolkit.periods import write_receipts
from toolkit.reports.standing import days_to_due, remark_counts, standing_board
from toolkit.reports.wording import numbers_phrase
from toolkit.store import Commit, digest
from toolkit.store.workspace import OFFICIAL_LIST, PROFILE


def status(session: Session, name: str) -> Outcome:
    """How a period stands; writes nothing."""
    session = session.as_published(name)
    judged = judge_period(session, name)
    faults = _template_faults(session)
    # With a faulty template nothing but the report would be made: only that can have been edited.
    ledger = judged.ledger((*edited_outputs(session, judged, CHECK if faults else RUN), *faults))
    outputs = session.workspace.outputs(f"outbox/{name}")
    code = BLOCKED if ledger.draft else DONE
    return Outcome(code, _document(session, ledger, outputs), (*_of_later(session), *remarks_and_files(ledger)),
                   standing_board(ledger, session.now.date()))


def check(session: Session, name: str) -> Outcome:
    """Read and judge; write receipts, the check report and the returns to correct."""
    return _work(session, name, CHECK)


def run(session: Session, name: str) -> Outcome:
    """All that ``check`` does, and merge: ledger, annex, letters, board, manifest."""
    return _work(session, name, RUN)


def _work(session: Session, name: str, scope: Scope) -> Outcome:
    with session.workspace.locked() as commit:
        work = prepare(session, name, scope, commit)
        commit.switch()
    return work.outcome


@dataclass(frozen=True, slots=True)
class Work:
    """A period's outputs staged in a commit, and what is to be said of them."""

    session: Session
    ledger: Ledger
    outputs: Outputs

    @property
    def outcome(self) -> Outcome:
        period = self.ledger.period.name
        outcome = _outcome(
            self.session, self.ledger, [f"outbox/{period}/{name}" for name in self.outputs.written])
        kept = [f"  {name}" for name in self.outputs.kept]
        heading = ["以下文件有人改过，现在已不需要，原样保留，可自行删除："] if kept else []
        return replace(outcome, lines=(*outcome.lines, *heading, *kept))


def prepare(session: Session, name: str, scope: Scope, commit: Commit) -> Work:
    """Read, judge and stage everything a command writes; nothing is in place yet."""
    session = session.as_published(name)
    judged = judge_period(session, name)
    known = edited_outputs(session, judged, scope)
    if LEDGER not in scope.files:  # who makes the letters refuses a faulty template
        known = (*known, *_template_faults(session))
    ledger = judged.ledger(known)
    pieces = tuple(scope.pieces(session, judged, ledger))
    agreement = agreement_of(pieces, session.problems, ledger, worded_as_ours(session)) \
        if LEDGER in scope.files else None
    if agreement and agreement.differences:
        ledger = judged.ledger((*known, *agreement.diagnostics(f"outbox/{name}")))
        pieces = tuple(scope.pieces(session, judged, ledger))
    outputs = Outputs(Generated.load(session.workspace, name), commit)
    receipts = _record(session, name, judged.new_receipts, commit)
    noted = to_note(judged.edits) if LEDGER in scope.files else None
    if noted is not None:
        outputs.generated.edits_by_name.update(judged.ledgers_said)
    commit.put(note_path(name), as_note(with_look(recorded(session.workspace, name), ledger, session.now)))
    for piece in pieces:
        outputs.place(piece, noted if piece.name == LEDGER else None)
    if MANIFEST in scope.others:
        outputs.place(Piece(MANIFEST, _manifest(session, ledger, outputs, receipts, agreement)))
    outputs.finish(scope, noted)
    return Work(session, ledger, outputs)


def _template_faults(session: Session) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic("template_fault", Place(path), note=said) for path, said in template_mistakes(session))


def _outcome(session: Session, ledger: Ledger, outputs: Sequence[str]) -> Outcome:
    code = BLOCKED if ledger.draft else DONE
    return Outcome(code, _document(session, ledger, outputs), (*_of_later(session), *period_lines(ledger, outputs)))


def _of_later(session: Session) -> Sequence[str]:
    if not session.later:
        return ()
    return (f"{numbers_phrase(session.later)}是本期定稿以后列入问题清单的，不算在这一期。",)


def _document(session: Session, ledger: Ledger, outputs: Sequence[str]) -> dict[str, Any]:
    """The contract's shape; ``totals`` also holds what the board on the terminal shows."""
    document = ledger_shape(ledger, outputs)
    document["totals"] |= {"days_to_due": days_to_due(ledger, session.now.date()),
                           "remarks_by_unit": remark_counts(ledger)}
    return document


def _record(
    session: Session, name: str, new: Sequence[Receipt], commit: Commit,
) -> bytes | None:
    """Append what was first seen to ``receipts.csv``; its content as it will be."""
    path = f"inbox/{name}/receipts.csv"
    before = session.workspace.read(path)
    if not new:
        return before
    content = write_receipts(new, before)
    commit.put(path, content)
    return content


def _manifest(
    session: Session, ledger: Ledger, outputs: Outputs, receipts: bytes | None,
    agreement: Agreement | None,
) -> bytes:
    """Every input and output with its sha256; nothing in it depends on the clock."""
    from toolkit.word.letters import letter_forms

    name = ledger.period.name
    inputs = {}
    for path in (PROFILE, OFFICIAL_LIST, ANNEX_TEMPLATE, NOTICE_TEMPLATE,
                 *map(template_path, letter_forms()), f"inbox/{name}/period.toml"):
        content = session.workspace.read(path)
        if content is not None:
            inputs[path] = digest(content)
    if receipts is not None:
        inputs[f"inbox/{name}/receipts.csv"] = digest(receipts)
    for arrival in ledger.arrivals:
        inputs[f"inbox/{name}/{arrival.file}"] = arrival.sha256
    document = {
        "toolkit": __version__,
        "period": name,
        "draft": ledger.draft,
        "baseline": _baseline_note(ledger),
        "agreement": agreement.note() if agreement else None,
        "inputs": [{"path": p, "sha256": s} for p, s in sorted(inputs.items())],
        "outputs": [
            {"path": f"outbox/{name}/{p}", "sha256": s}
            for p, s in sorted(outputs.digests_on_disk().items())],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _baseline_note(ledger: Ledger) -> Mapping[str, str] | None:
    if ledger.baseline is None:
        return None
    return {"period": ledger.baseline.period, "sha256": ledger.baseline.sha256}
