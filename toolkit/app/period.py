"""``status``, ``check`` and ``run``: one period read, judged, merged and printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from toolkit import __version__
from toolkit.app.edits import to_note
from toolkit.app.generated import Generated, Outputs
from toolkit.app.judging import Judged, judge_period
from toolkit.app.outcome import BLOCKED, DONE, Outcome
from toolkit.app.pieces import (
    ANNEX_TEMPLATE,
    BOARD,
    CHECK_REPORT,
    NOTICE_TEMPLATE,
    Piece,
    all_pieces,
    annex,
    check_pieces,
)
from toolkit.app.session import ANNEX, LEDGER, Session
from toolkit.app.shapes import ledger_shape
from toolkit.app.telling import period_lines
from toolkit.model import Diagnostic, Ledger, Place, Receipt
from toolkit.periods import write_receipts
from toolkit.store import Commit, digest
from toolkit.store.workspace import OFFICIAL_LIST, PROFILE

MANIFEST = "manifest.json"
_CHECK_PREFIXES = (CHECK_REPORT.removesuffix(".xlsx"), "退回/")
_RUN_PREFIXES = (
    *_CHECK_PREFIXES, LEDGER.removesuffix(".xlsx"), ANNEX.removesuffix(".docx"), "通知/",
    BOARD.removesuffix(".html"), MANIFEST)


def status(session: Session, name: str) -> Outcome:
    """How a period stands; writes nothing."""
    judged = judge_period(session, name)
    ledger = judged.ledger(_edited_outputs(session, judged))
    outputs = session.workspace.outputs(f"outbox/{name}")
    return _outcome(ledger, outputs)


def check(session: Session, name: str) -> Outcome:
    """Read and judge; write receipts, the check report and the returns to correct."""
    return _work(session, name, _CHECK_PREFIXES, check_pieces)


def run(session: Session, name: str) -> Outcome:
    """All that ``check`` does, and merge: ledger, annex, letters, board, manifest."""
    return _work(session, name, _RUN_PREFIXES, all_pieces)


Pieces = Callable[[Session, Judged, Ledger], Iterator[Piece]]


def _work(session: Session, name: str, prefixes: tuple[str, ...], pieces: Pieces) -> Outcome:
    with session.workspace.locked() as commit:
        judged = judge_period(session, name)
        ledger = judged.ledger(_edited_outputs(session, judged))
        generated = Generated.load(session.workspace, name)
        outputs = Outputs(generated, commit)
        receipts = _record(session, name, judged.new_receipts, commit)
        for piece in pieces(session, judged, ledger):
            _place(session, judged, outputs, piece)
        noted = to_note(judged.edits) if pieces is all_pieces else None
        if pieces is all_pieces:
            content = _manifest(session, ledger, outputs, receipts)
            outputs.put(outputs.settle(MANIFEST), content)
        outputs.finish(prefixes, noted)
        commit.switch()
        written = [f"outbox/{name}/{output}" for output in outputs.written]
    return _outcome(ledger, written)


def _outcome(ledger: Ledger, outputs: Sequence[str]) -> Outcome:
    code = BLOCKED if ledger.draft else DONE
    return Outcome(code, ledger_shape(ledger, outputs), period_lines(ledger, outputs))


def _place(session: Session, judged: Judged, outputs: Outputs, piece: Piece) -> None:
    if piece.name == ANNEX and _same_annex(session, judged.period.name, piece.content):
        outputs.leave(ANNEX)
        return
    edits = to_note(judged.edits) if piece.name == LEDGER else None
    outputs.put(outputs.settle(piece.name), piece.content, keep_copy=piece.keep_copy, edits=edits)


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


# ── outputs a person worked on ───────────────────────────────────────────────────────────────────
def _edited_outputs(session: Session, judged: Judged) -> tuple[Diagnostic, ...]:
    """One diagnostic for every output that a person edited and this run will not overwrite."""
    name = judged.period.name
    generated = Generated.load(session.workspace, name)
    outputs = Outputs(generated, Commit(session.workspace.root))
    edited = []
    for output in generated.digests:
        if "（新" in output or generated.untouched(output):
            continue
        if output == ANNEX and _same_annex(
                session, name, annex(session, judged.ledger())):
            continue
        edited.append(Diagnostic(
            "edited_output", Place(f"outbox/{name}/{output}"), expected=outputs.settle(output)))
    return tuple(edited)


def _same_annex(session: Session, name: str, content: bytes) -> bool:
    """Whether the annex on disk was edited, and says word for word what would be printed now."""
    from toolkit.word import printed_text

    current = session.workspace.read(f"outbox/{name}/{ANNEX}")
    if current is None or Generated.load(session.workspace, name).made(ANNEX, current):
        return False
    return printed_text(current) == printed_text(content)


def _manifest(
    session: Session, ledger: Ledger, outputs: Outputs, receipts: bytes | None,
) -> bytes:
    """Every input and output with its sha256; nothing in it depends on the clock."""
    name = ledger.period.name
    inputs = {}
    for path in (PROFILE, OFFICIAL_LIST, ANNEX_TEMPLATE, NOTICE_TEMPLATE,
                 f"inbox/{name}/period.toml"):
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
