"""7z archives (7zFormat.txt of the LZMA SDK), as far as the standard library can unpack them.

Stored, LZMA, LZMA2, Deflate and BZip2 blocks are read: what 7-Zip and the Chinese archivers make of
documents, filters for programs before them too. Anything else (a password, PPMd, Zstandard) is refused with what to do. Nothing is
unpacked beyond what the archive declares, and nothing touches the disk.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from toolkit.tables.gate import damaged
from toolkit.tables.sevenzip.coders import FAULTS, Folder, decoded
from toolkit.tables.sevenzip.directory import directory_of


def members_7z(content: bytes, entries: int, size: int) -> Iterator[tuple[str, bytes]]:
    """The files of a 7z as (name, bytes) in their order; raises ``Refused``, before the first or at any.

    ``entries`` and ``size`` (bytes, unpacked) bound the whole archive.
    """
    try:
        names, folders = directory_of(content, entries, size)
    except FAULTS:
        damaged("7z 压缩结构不完整，可能没有传完")
    return _unpack(content, names, folders)


def _unpack(
    content: bytes, names: Sequence[tuple[str, bool]], folders: Sequence[Folder],
) -> Iterator[tuple[str, bytes]]:
    waiting = iter(names)
    for folder in folders:
        block, at = decoded(content, folder), 0
        for size, crc in zip(folder.sizes, folder.crcs, strict=True):
            name, part = _next_full(waiting), block[at:at + size]
            if name is None or crc not in (None, zlib.crc32(part)):
                damaged("7z 文件目录与内容对不上")
            yield name, part
            at += size
    yield from ((name, b"") for name, empty in names if empty)


def _next_full(names: Iterator[tuple[str, bool]]) -> str | None:
    return next((name for name, empty in names if not empty), None)
