"""Zips that came back: their members by name, read in memory and never unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from toolkit.tables.gate import MEGABYTE, ZIP_FAULTS, Refused, open_zip, refuse
from toolkit.tables.grid import Refusal

_MOST_MEMBERS = 5_000
_MOST_BYTES = 512 * MEGABYTE
_UTF8_NAME = 0x800


def members(content: bytes) -> Iterator[tuple[str, bytes]] | Refusal:
    """The files of a zip as (name, bytes), in their order; a zip inside is one of them.

    Names are '/'-separated and harmless: no leading slash, no '..'. A zip with one damaged or
    encrypted member is refused as a whole, before anything is given, so that no file goes unnoticed.
    """
    try:
        archive = open_zip(content, entries=_MOST_MEMBERS, size=_MOST_BYTES, encoding="latin-1")
        wanted = _wanted(archive)
        if not wanted:
            refuse("empty", "压缩包里没有文件。请重新压缩后报送。")
        for name, entry in wanted:
            _prove(archive, name, entry)
    except Refused as refused:
        return refused.refusal
    return ((name, archive.read(entry)) for name, entry in wanted)


def _wanted(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Files, without folders and what a Mac adds; names met before are told apart by a number."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        name = _member_name(entry)
        if name.endswith("/") or name.startswith("__MACOSX/"):
            continue
        name = _harmless(name)
        number = 1
        while (unique := name if number == 1 else f"{name}#{number}") in found:
            number += 1
        found[unique] = entry
    return list(found.items())


def _member_name(entry: zipfile.ZipInfo) -> str:
    """The name as its sender saw it. Without the UTF-8 flag it is UTF-8 all the same (macOS), or
    GBK (Chinese Windows), whose second bytes may look like a backslash: decode first, then split.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("latin-1")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gbk", "backslashreplace")
    return name.replace("\\", "/") if "\\x" not in name else name


def _harmless(name: str) -> str:
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return "/".join(parts).replace("\0", "\\x00") or "无名文件"


def _prove(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 1:
        refuse("encrypted", f"压缩包里的“{name}”加了密码，无法读取。请去掉密码重新压缩后报送。")
    try:
        with archive.open(entry) as member:
            while member.read(MEGABYTE):
                pass
    except ZIP_FAULTS:
        refuse("broken", f"压缩包里的“{name}”已损坏，无法解压。请重新压缩后报送。")
