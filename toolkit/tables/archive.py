"""Archives that came back: their files by name, read in memory and never unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from toolkit.tables.gate import MEGABYTE, ZIP_FAULTS, Refused, open_zip, refuse
from toolkit.tables.grid import Refusal
from toolkit.tables.sniff import sniff

ARCHIVES = frozenset({"zip", "7z"})
"""Kinds (of ``sniff``) whose files are read one by one."""
_UTF8_NAME = 0x800
_Packed = TypeVar("_Packed")


@dataclass(slots=True)
class Room:
    """What one archive may still unpack, archives inside it counted: files, and bytes."""

    members: int = 5_000
    size: int = 512 * MEGABYTE

    def spend(self, size: int) -> None:
        self.members -= 1
        self.size -= size


def members(
    content: bytes, room: Room | None = None,
) -> Iterator[tuple[str, bytes | Refusal]] | Refusal:
    """The files of a zip or 7z as (name, bytes), in their order; an archive inside is one of them.

    Names are '/'-separated and harmless: no leading slash, no '..'. A file that cannot be unpacked comes
    as its Refusal, so that the others are read; an archive nothing can be read of is refused as a whole.
    """
    room = room or Room()
    try:
        found = _of_7z(content, room) if sniff(content) == "7z" else _of_zip(content, room)
    except Refused as refused:
        return refused.refusal
    return _spent(found, room)


def _spent(
    found: Iterator[tuple[str, bytes | Refusal]], room: Room,
) -> Iterator[tuple[str, bytes | Refusal]]:
    for name, part in found:
        room.spend(len(part) if isinstance(part, bytes) else 0)
        yield name, part


def _empty() -> None:
    refuse("empty", "压缩包里没有文件。请重新压缩后报送。")


# ── zip ──────────────────────────────────────────────────────────────────────────────────────────
def _of_zip(content: bytes, room: Room) -> Iterator[tuple[str, bytes | Refusal]]:
    archive = open_zip(content, entries=max(room.members, 0), size=max(room.size, 0), encoding="latin-1")
    wanted = _apart((_zip_name(entry), entry) for entry in archive.infolist())
    if not wanted:
        _empty()
    if all(entry.flag_bits & 1 for _, entry in wanted):
        refuse("encrypted", "压缩包加了密码，无法读取。请去掉密码重新压缩后报送。")
    return ((name, _zip_part(archive, name, entry)) for name, entry in wanted)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name as its sender saw it. Without the UTF-8 flag it is UTF-8 all the same (macOS), or
    GBK (Chinese Windows), whose second bytes may look like a backslash: decode first, then split.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("latin-1")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = _from_gbk(raw)
    return name.replace("\\", "/") if "\\x" not in name else name


def _from_gbk(raw: bytes) -> str:
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("gbk", "backslashreplace")


def _apart(entries: Iterator[tuple[str, _Packed]]) -> list[tuple[str, _Packed]]:
    """Files without folders, under harmless names; names met before are told apart by a number."""
    found: dict[str, _Packed] = {}
    for name, entry in entries:
        if name.endswith("/"):
            continue
        plain = _harmless(name)
        number = 1
        while (unique := plain if number == 1 else f"{plain}#{number}") in found:
            number += 1
        found[unique] = entry
    return list(found.items())


def _harmless(name: str) -> str:
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return "/".join(parts).replace("\0", "\\x00") or "无名文件"


def _zip_part(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo) -> bytes | Refusal:
    if entry.flag_bits & 1:
        return Refusal("encrypted", f"压缩包里的“{name}”加了密码，无法读取。请去掉密码重新压缩后报送。")
    try:
        return archive.read(entry)
    except ZIP_FAULTS:
        return Refusal("broken", f"压缩包里的“{name}”已损坏，无法解压。请重新压缩后报送。")


# ── 7z ───────────────────────────────────────────────────────────────────────────────────────────
def _of_7z(content: bytes, room: Room) -> Iterator[tuple[str, bytes | Refusal]]:
    """A 7z packs many files as one block: it is unpacked whole before the first is given, or refused."""
    from toolkit.tables.sevenzip import members_7z

    found = list(members_7z(content, max(room.members, 0), max(room.size, 0)))
    if not found:
        _empty()
    return iter(_apart((name.replace("\\", "/"), part) for name, part in found))
