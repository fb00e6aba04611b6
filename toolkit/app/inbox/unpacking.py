"""Every file of a period's inbox and every file in its archives, with what can be read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.app.session import Session
from toolkit.collect import Found, evidence, is_system_file
from toolkit.model import Period
from toolkit.store import digest
from toolkit.tables import Refusal
from toolkit.tables.archive import ARCHIVES, Room, members
from toolkit.tables.sniff import sniff

_DEPTH = 3
"""How deep archives may stand in archives."""
_ABSENT = digest(b"")
_ROOM = 64 * 1024 * 1024

Content = bytes | Refusal | None
"""The bytes of a file; a Refusal for one that is not to be read; None for a link."""


def walk(session: Session, period: Period) -> Iterator[tuple[Found, Content]]:
    """Every file in order of its name, an archive before what is in it; nothing is written anywhere."""
    for met in session.workspace.inbox(period.name):
        read = session.workspace.inbox_file(period.name, met.file)
        if read is None:
            yield Found(met.file, _ABSENT, met.modified), None
            continue
        found = Found(met.file, read.sha256, met.modified)
        if not read.whole and not evidence(met.file, sniff(read.content)):
            yield found, Refusal("hostile", "文件超过512MB，没有读取。请只报送填报表，佐证材料另行提交。")
            continue
        yield from _unpack(found, read.content, _DEPTH, Room())


def _unpack(
    found: Found, content: bytes | Refusal, depth: int, room: Room,
) -> Iterator[tuple[Found, Content]]:
    if isinstance(content, Refusal) or sniff(content) not in ARCHIVES or is_system_file(found.file):
        yield found, content
        return
    if depth == 0:
        yield found, Refusal("hostile", "压缩包里一层套一层，层数太多。请解压后直接放入表格。")
        return
    inside = members(content, room)
    if isinstance(inside, Refusal):
        yield found, inside
        return
    yield found, content
    outer = found.container_sha256 or found.sha256
    for name, part in inside:
        sha256 = digest(part) if isinstance(part, bytes) else _ABSENT
        yield from _unpack(
            Found(f"{found.file}/{name}", sha256, found.modified, outer), part, depth - 1, room)


@dataclass(slots=True)
class Kept:
    """The bytes of files from the first look at them until they are read, as long as there is room.

    Of an inbox with more in it nothing is kept: it is walked once more, and memory stays as it is.
    """

    _contents: dict[str, bytes] = field(default_factory=dict)
    _room: int = _ROOM

    def keep(self, file: str, content: bytes) -> None:
        self._room -= len(content)
        if self._room >= 0:
            self._contents[file] = content
        else:
            self._contents.clear()

    def again(
        self, session: Session, period: Period, digests: Mapping[str, str],
    ) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of these files in order of name, each given out once; None where they are others by now."""
        if self._contents.keys() >= digests.keys():
            yield from ((file, self._contents.pop(file)) for file in digests)
            return
        for found, content in walk(session, period):
            if found.file in digests:
                same = isinstance(content, bytes) and digest(content) == digests[found.file]
                yield found.file, content if same and isinstance(content, bytes) else None
