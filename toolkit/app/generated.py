"""What was generated last in a period, so that a person's work on an output is never overwritten.

The note ``.zhenggai/generated/<period>.json`` holds each output's digest; beside it stand copies of
the workbooks, because Excel and WPS change a file's bytes by merely saving it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from toolkit.ledgerbook import content_digest
from toolkit.store import Commit, Workspace, digest
from toolkit.store.workspace import state_path
from toolkit.tables import Tables, read_workbook

_LIMIT = 50
"""How many `（新）` may stand beside one output before we stop counting up."""


@dataclass(slots=True)
class Generated:
    """Digests of the outputs of one period as last generated, by name under ``outbox/<period>/``."""

    workspace: Workspace
    period: str
    digests: dict[str, str] = field(default_factory=dict)
    edits: Mapping[str, Any] = field(default_factory=dict)
    edits_by_name: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def load(cls, workspace: Workspace, period: str) -> Generated:
        note = workspace.state(f"generated/{period}.json")
        return cls(workspace, period, dict(note.get("digests", {})), note.get("edits", {}),
                   dict(note.get("edits_by_name", {})))

    def note(self) -> bytes:
        """The note's bytes, the same for the same content."""
        return json.dumps(
            {"digests": self.digests, "edits": self.edits, "edits_by_name": self.edits_by_name},
            ensure_ascii=False, sort_keys=True, indent=1).encode()

    def edits_in(self, name: str) -> Mapping[str, Any]:
        """The office's columns as generated into one ledger file."""
        return self.edits_by_name.get(name, {})

    def names_of(self, name: str) -> tuple[str, ...]:
        """An output and the `（新）` beside it, those that there are."""
        names = [name, *(beside(name, count) for count in range(1, _LIMIT))]
        return tuple(n for n in names if self.workspace.exists(f"outbox/{self.period}/{n}"))

    def made(self, name: str, content: bytes) -> bool:
        """Whether these bytes are what was generated under this name."""
        return self.digests.get(name) == digest(content)

    def untouched(self, name: str) -> bool:
        """Whether what stands under a name is absent, or as generated (saving alone is no edit)."""
        content = self.workspace.read(f"outbox/{self.period}/{name}")
        return content is None or self.made(name, content) or self._says_the_same(name, content)

    def _says_the_same(self, name: str, content: bytes) -> bool:
        copy = self.workspace.read(self.copy_path(name)) if name.endswith(".xlsx") else None
        if copy is None or name not in self.digests:
            return False
        before, now = read_workbook(name, copy), read_workbook(name, content)
        return isinstance(before, Tables) and isinstance(now, Tables) \
            and content_digest(before) == content_digest(now)

    def copy_path(self, name: str) -> str:
        return state_path(f"generated/{self.period}/{name}")


def beside(name: str, count: int) -> str:
    """The name of a new version beside an edited output: `附件（新）.docx`, `附件（新2）.docx`."""
    path = PurePosixPath(name)
    mark = "（新）" if count == 1 else f"（新{count}）"
    return str(path.with_name(f"{path.stem}{mark}{path.suffix}"))


@dataclass(slots=True)
class Outputs:
    """Outputs of one run on their way to disk: ours are replaced, edited ones are left alone."""

    generated: Generated
    commit: Commit
    written: list[str] = field(default_factory=list)
    _now: dict[str, str] = field(default_factory=dict)
    _edits: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _left: set[str] = field(default_factory=set)

    def settle(self, name: str) -> str:
        """Under which name an output will be written: its own, or `（新）` where a person edited it."""
        for count in range(_LIMIT):
            candidate = beside(name, count) if count else name
            if self.generated.untouched(candidate):
                return candidate
        return beside(name, _LIMIT)

    def put(self, name: str, content: bytes, *, keep_copy: bool = False,
            edits: Mapping[str, Any] | None = None) -> None:
        """Write an output under a settled name."""
        self._now[name] = digest(content)
        self.commit.put(f"outbox/{self.generated.period}/{name}", content)
        self.written.append(name)
        if keep_copy:
            self.commit.put(self.generated.copy_path(name), content)
        if edits is not None:
            self._edits[name] = edits

    def leave(self, name: str) -> None:
        """An edited output that already says what would be written: it stays, and is an output."""
        self.written.append(name)
        self._left.add(name)
        if name in self.generated.digests:
            self._now[name] = self.generated.digests[name]

    def digests_on_disk(self) -> dict[str, str]:
        """Each output of this run with the digest it will have on disk, edited ones as they are."""
        digests = {}
        for name in self.written:
            current = self.generated.workspace.read(f"outbox/{self.generated.period}/{name}")
            left = name in self._left and current is not None
            digests[name] = digest(current or b"") if left else self._now[name]
        return digests

    def finish(self, prefixes: tuple[str, ...], edits: Mapping[str, Any] | None = None) -> None:
        """Remove outputs of ours that this run no longer makes (below ``prefixes``), and note it all."""
        for name, known in self.generated.digests.items():
            if name in self._now:
                continue
            if not name.startswith(prefixes):
                self._now[name] = known
                continue
            content = self.generated.workspace.read(f"outbox/{self.generated.period}/{name}")
            if content is None:
                continue
            if self.generated.made(name, content):
                self.commit.remove(f"outbox/{self.generated.period}/{name}")
            else:
                self._now[name] = known
        self.generated.digests = dict(sorted(self._now.items()))
        self.generated.edits_by_name.update(self._edits)
        if edits is not None:
            self.generated.edits = edits
        self.commit.put(state_path(f"generated/{self.generated.period}.json"),
                        self.generated.note())
