"""Outputs of one command on their way to disk: ours are replaced, a person's are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.app.edited.generated import Generated, Note, own_name
from toolkit.app.judging import Judged
from toolkit.app.outputs.pieces import PUBLISHED_PIECES, TELLING_REMARKS, Piece, Scope
from toolkit.app.session import Session
from toolkit.model import Diagnostic, Ledger
from toolkit.store import Commit, digest
from toolkit.store.workspace import state_path


@dataclass(slots=True)
class Outputs:
    """What is being written in a period, by name under its outbox."""

    generated: Generated
    commit: Commit
    written: list[str] = field(default_factory=list)
    settled: dict[str, bytes] = field(default_factory=dict)
    """Of the outputs that ``publish`` keeps: what will stand under their own names."""
    kept: list[str] = field(default_factory=list)
    """No longer made, but edited by a person: left where they are. Not what a `（新）` stands beside:
    that holds a person's words still to be taken over."""
    _now: dict[str, str] = field(default_factory=dict)
    _left: dict[str, str] = field(default_factory=dict)

    def place(self, piece: Piece, edits: Note | None = None) -> None:
        """Write an output under its own name, or beside what a person made of it; or leave that."""
        generated = self.generated
        leave = generated.agrees(piece.name, piece.content)
        name = piece.name if leave else generated.settle(piece.name, piece.content)
        content = (generated.current(name) or b"") if leave else piece.content
        self.written.append(name)
        if name in PUBLISHED_PIECES:
            self.settled[name] = content
        if edits is not None:
            generated.edits_by_name[name] = edits
        if leave:
            self._leave(name, content)
            return
        self._now[name] = digest(content)
        self.commit.put(generated.path(name), content)
        if piece.keep_copy:
            self.commit.put(generated.copy_path(name), content)

    def _leave(self, name: str, content: bytes) -> None:
        self._left[name] = digest(content)
        if name in self.generated.digests:
            self._now[name] = self.generated.digests[name]

    def digests_on_disk(self) -> dict[str, str]:
        """Each output of this command with the digest it will have on disk, edited ones as they are."""
        return {name: self._left.get(name) or self._now[name] for name in self.written}

    def finish(self, scope: Scope, edits: Note | None = None) -> None:
        """Remove outputs of ours that are no longer made (within ``scope``), and note it all."""
        generated = self.generated
        edited = {own_name(name) for name in self.written if own_name(name) != name}
        for name, known in generated.digests.items():
            if name in self._now:
                continue
            content = generated.current(name)
            covered = scope.covers(name)
            if not covered or not generated.untouched(name):
                self._now[name] = known
                self.kept += [name] * (covered and name not in edited)
            elif content is not None:
                self.commit.remove(generated.path(name))
                self.commit.remove(generated.copy_path(name))
        generated.digests = dict(sorted(self._now.items()))
        if edits is not None:
            generated.edits = edits
        self.commit.put(state_path(f"generated/{generated.period}.json"), generated.note())


def edited_outputs(session: Session, judged: Judged, scope: Scope) -> tuple[Diagnostic, ...]:
    """One diagnostic for every output that a person edited and this command will not overwrite.

    Only what the command would write now is compared; a letter nobody needs any more is no matter.
    """
    generated = Generated.load(session.workspace, judged.period.name)
    top = f"outbox/{judged.period.name}/"
    names = (path.removeprefix(top) for path in session.workspace.outputs(top))
    suspects = {n for n in names
                if scope.covers(n) and own_name(n) == n and not generated.untouched(n)}
    if not suspects:
        return ()
    # The report and the board speak of these very remarks: they are compared once the others are known.
    first = tuple(_differing(session, judged, judged.ledger(), generated,
                             suspects - TELLING_REMARKS, scope))
    found = {d.place.file: d for d in _differing(
        session, judged, judged.ledger(first), generated, suspects, scope)}
    return tuple(found[file] for file in sorted(found, key=str))


def _differing(
    session: Session, judged: Judged, ledger: Ledger, generated: Generated,
    suspects: set[str], scope: Scope,
) -> Iterator[Diagnostic]:
    for piece in scope.pieces(session, judged, ledger):
        if piece.name not in suspects or generated.agrees(piece.name, piece.content):
            continue
        settled = generated.settle(piece.name, piece.content)
        if settled != piece.name:
            yield _edited(generated, piece.name, settled)
    for name in suspects & scope.others & generated.digests.keys():
        yield _edited(generated, name, generated.settle(name, b""))


def _edited(generated: Generated, name: str, settled: str) -> Diagnostic:
    return Diagnostic("edited_output", generated.edited_at(name), expected=settled)
