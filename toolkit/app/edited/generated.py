"""What was generated last in a period, so that a person's work on an output is never overwritten.

The note ``.zhenggai/generated/<period>.json`` holds each output's digest; beside it stand copies of
the workbooks, because Excel and WPS change a file's bytes by merely saving it. Without the note, only
what says word for word what would be written counts as ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from toolkit.ledgerbook import content_digest, edited_cells
from toolkit.model import Place
from toolkit.regex import regex
from toolkit.store import Workspace, digest
from toolkit.store.workspace import state_path
from toolkit.tables import Tables, read_workbook

_LIMIT = 50
"""How many `（新）` may stand beside one output before we stop counting up."""

_BESIDE = regex(r"（新\d*）(?=\.[^./]+$)")

Note = Mapping[str, Any]


@dataclass(slots=True)
class Generated:
    """Digests of the outputs of one period as last generated, by name under ``outbox/<period>/``.

    ``edits`` are the office's as they count; ``edits_by_name`` as each ledger file was last known to
    say them, so that only what a person changed since counts.
    """

    workspace: Workspace
    period: str
    digests: dict[str, str] = field(default_factory=dict)
    edits: Note = field(default_factory=dict)
    edits_by_name: dict[str, Note] = field(default_factory=dict)

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

    def edits_in(self, name: str) -> Note:
        """The office's columns as one ledger file was last known to say them."""
        return self.edits_by_name.get(name, {})

    def names_of(self, name: str) -> tuple[str, ...]:
        """An output and the `（新）` beside it, those that there are."""
        return tuple(n for n in _names(name) if self.workspace.exists(self.path(n)))

    def path(self, name: str) -> str:
        return f"outbox/{self.period}/{name}"

    def copy_path(self, name: str) -> str:
        return state_path(f"generated/{self.period}/{name}")

    def current(self, name: str) -> bytes | None:
        """What stands under a name now."""
        return self.workspace.read(self.path(name))

    def made(self, name: str, content: bytes) -> bool:
        """Whether these bytes are what was generated under this name."""
        return self.digests.get(name) == digest(content)

    def untouched(self, name: str) -> bool:
        """Whether what stands under a name is absent, or as generated (saving alone is no edit)."""
        content = self.current(name)
        return content is None or self.made(name, content) or self._says_the_same(name, content)

    def _says_the_same(self, name: str, content: bytes) -> bool:
        copy = self.workspace.read(self.copy_path(name)) if name.endswith(".xlsx") else None
        return copy is not None and name in self.digests \
            and _said(name, copy, office=False) == _said(name, content, office=False)

    def edited_at(self, name: str) -> Place:
        """Where a person first changed an output: the cell of a workbook that is kept, else the file."""
        copy, now = self.workspace.read(self.copy_path(name)), self.current(name)
        if copy is not None and now is not None and name.endswith(".xlsx"):
            before, after = read_workbook(name, copy), read_workbook(name, now)
            if isinstance(before, Tables) and isinstance(after, Tables):
                for place in edited_cells(before, after):
                    return place._replace(file=self.path(name))
        return Place(self.path(name))

    def agrees(self, name: str, content: bytes) -> bool:
        """Whether what a person wrote or saved under a name already says what would be written."""
        current = self.current(name)
        if current is None or current == content or self.made(name, current):
            return False
        said = _said(name, content, office=True)
        return said is not None and said == _said(name, current, office=True)

    def settle(self, name: str, content: bytes) -> str:
        """Under which name an output will be written: its own, or `（新）` where a person edited it."""
        return next((n for n in _names(name) if self.current(n) == content or self.untouched(n)),
                    beside(name, _LIMIT))


def _names(name: str) -> tuple[str, ...]:
    return (name, *(beside(name, count) for count in range(1, _LIMIT)))


def beside(name: str, count: int) -> str:
    """The name of a new version beside an edited output: `附件（新）.docx`, `附件（新2）.docx`."""
    path = PurePosixPath(name)
    mark = "（新）" if count == 1 else f"（新{count}）"
    return str(path.with_name(f"{path.stem}{mark}{path.suffix}"))


def own_name(name: str) -> str:
    """An output's own name: `附件（新2）.docx` stands beside `附件.docx`."""
    return _BESIDE.sub("", name)


def _said(name: str, content: bytes, *, office: bool) -> object:
    """What a document says, formatting aside; None where that cannot be told."""
    if name.endswith(".docx"):
        from toolkit.word import printed_text

        words = printed_text(content)
        return words if any(words) else None
    if name.endswith(".xlsx"):
        tables = read_workbook(name, content)
        return content_digest(tables, office=office) if isinstance(tables, Tables) else None
    return None
