"""The journal: what a command decided to write, finished or taken back after it was cut short.

``journal.json`` stands from the moment everything is staged until all of it is in place: a command
killed meanwhile is finished by the next one. ``undo.json`` (the journal renamed) stands while what was
moved is put back: that is finished too. Both can be carried out again and again with the same end.
A file that a person wrote meanwhile is neither replaced nor put back.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from toolkit.store.disk import file_digest, speaking_of_disk, sync_folder, write_synced

STATE = ".zhenggai"
_JOURNAL = "journal.json"
_UNDO = "undo.json"
_STAGING = "staging"


@dataclass(frozen=True, slots=True)
class Step:
    """One file's change: digests before and after (None: no such file), and its place in staging."""

    path: str
    number: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of a workspace, and the staging folder it speaks of."""

    root: Path

    @property
    def staging(self) -> Path:
        return self.root / STATE / _STAGING

    def staged(self, number: int) -> Path:
        """Where a file's new bytes wait."""
        return self.staging / f"{number:06d}"

    def kept(self, number: int) -> Path:
        """Where a file's former bytes are kept until all is done."""
        return self.staging / f"{number:06d}.kept"

    def write(self, steps: Sequence[Step]) -> None:
        """Decide: from here on the next command will finish what this one does not."""
        waiting = self.staging / "journal"
        write_synced(waiting, json.dumps([asdict(step) for step in steps]).encode())
        sync_folder(self.staging)
        waiting.replace(self._journal)
        sync_folder(self.root / STATE)

    def carry_out(self, steps: Sequence[Step]) -> None:
        """Move every staged file into its place and remove what is to go."""
        for step in steps:
            target, staged = self.root / step.path, self.staged(step.number)
            with speaking_of_disk(target):
                if step.after is None:
                    target.unlink(missing_ok=True)
                elif staged.is_file():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    staged.replace(target)
        for folder in sorted({(self.root / step.path).parent for step in steps}):
            if folder.is_dir():
                sync_folder(folder)

    def close(self) -> None:
        """All is in place: forget the decision."""
        self._journal.unlink()

    def take_back(self) -> None:
        """Put back what was moved, where the decision stands; otherwise only staging goes."""
        if self._journal.is_file():
            self._journal.replace(self._undo)
        self._put_back()
        self.discard()

    def discard(self) -> None:
        """Forget what was staged, unless a decision still needs it."""
        if not self._journal.is_file() and not self._undo.is_file():
            shutil.rmtree(self.staging, ignore_errors=True)

    def recover(self) -> bool:
        """Finish what a killed command had decided; True where there was something to finish."""
        pending = self._journal.is_file() or self._undo.is_file()
        with speaking_of_disk(self.root / STATE):
            self._put_back()
            if self._journal.is_file():
                steps = _read(self._journal)
                self.carry_out([step for step in steps if self._now(step) == step.before])
                self.close()
        self.discard()
        return pending

    @property
    def _journal(self) -> Path:
        return self.root / STATE / _JOURNAL

    @property
    def _undo(self) -> Path:
        return self.root / STATE / _UNDO

    def _now(self, step: Step) -> str | None:
        return file_digest(self.root / step.path)

    def _put_back(self) -> None:
        if not self._undo.is_file():
            return
        for step in _read(self._undo):
            target, kept = self.root / step.path, self.kept(step.number)
            if self._now(step) != step.after:
                continue
            if step.before is None:
                target.unlink(missing_ok=True)
            elif kept.is_file():
                kept.replace(target)
        self._undo.unlink()


def _read(journal: Path) -> list[Step]:
    return [Step(**step) for step in json.loads(journal.read_text(encoding="utf-8"))]
