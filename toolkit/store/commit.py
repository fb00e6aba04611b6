"""All or nothing: staged files switch into place together.

Order of the durable steps: every new file is written and synced in the staging folder; the former
files get a second name there; the journal (what goes where) is written; files are renamed into place;
the journal goes. A run killed before the journal leaves no trace; one killed after it is finished by
the next command. A target that cannot be replaced (open in WPS or Excel, say), or Ctrl-C, puts
everything back as it was.
"""

from __future__ import annotations

from pathlib import Path

from toolkit.store.disk import (
    digest,
    file_digest,
    keep_link,
    refuse_if_open,
    speaking_of_disk,
    write_synced,
)
from toolkit.store.journal import STATE, Journal, Step


class Commit:
    """Files to be written (and stale ones removed) in one step under ``root``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._journal = Journal(root)
        self._steps: dict[str, Step] = {}
        self._count = 0
        self.done = False
        """Whether the switch has taken place: nothing is put back any more."""

    def put(self, path: str, content: bytes) -> bool:
        """Stage a file (path under root, `/`-separated); False where it already reads like that."""
        target, after = self._root / path, digest(content)
        before = self._before(path)
        self._steps.pop(path, None)
        if before == after:
            return False
        with speaking_of_disk(target):
            self._journal.staging.mkdir(parents=True, exist_ok=True)
            write_synced(self._journal.staged(self._count), content)
        self._add(path, before, after)
        return True

    def remove(self, path: str) -> None:
        """Mark a file of ours for removal, if it is there."""
        before = self._before(path)
        self._steps.pop(path, None)
        if before is not None:
            self._add(path, before, None)

    def _before(self, path: str) -> str | None:
        with speaking_of_disk(self._root / path):
            return file_digest(self._root / path)

    def _add(self, path: str, before: str | None, after: str | None) -> None:
        self._steps[path] = Step(path, self._count, before, after)
        self._count += 1

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that will change."""
        return tuple(self._steps)

    def switch(self) -> None:
        """Make it so. Raises Unusable, and changes nothing, where a target cannot be replaced."""
        if not self._steps:
            return
        steps = tuple(self._steps.values())
        for step in steps:
            refuse_if_open(self._root / step.path)
        try:
            with speaking_of_disk(self._root / STATE):
                self._keep_former(steps)
                self._journal.write(steps)
                self._journal.carry_out(steps)
                self._journal.close()
        except BaseException:
            self._journal.take_back()
            raise
        self.done = True
        self.discard()

    def _keep_former(self, steps: tuple[Step, ...]) -> None:
        self._journal.staging.mkdir(parents=True, exist_ok=True)
        for step in steps:
            if step.before is not None:
                keep_link(self._root / step.path, self._journal.kept(step.number))

    def discard(self) -> None:
        """Forget what was staged."""
        self._journal.discard()


def recover(root: Path) -> bool:
    """Finish what a killed command had decided; True where there was something to finish."""
    return Journal(root).recover()
