"""The directory of a 7z (7zFormat.txt of the LZMA SDK): which blocks it packs, which files are in them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.tables.gate import MEGABYTE, RATIO_FROM, refuse
from toolkit.tables.sevenzip.coders import Folder, decoded, not_ours

_START = 32
_MOST_HEADER = 16 * MEGABYTE
_MOST_CODERS = 4
_HEADER, _ENCODED = 0x01, 0x17
_END, _PROPERTIES, _STREAMS, _FILES = 0x00, 0x02, 0x04, 0x05
_PACKED, _UNPACKED, _SUBSTREAMS = 0x06, 0x07, 0x08
_SIZE, _DIGESTS, _FOLDERS, _CODER_SIZES, _COUNTS = 0x09, 0x0A, 0x0B, 0x0C, 0x0D
_EMPTY_STREAM, _EMPTY_FILE, _NAMES = 0x0E, 0x0F, 0x11
_AES = b"\x06\xf1\x07\x01"


@dataclass(slots=True)
class _Bytes:
    """A header being read; IndexError where it ends too soon."""

    content: bytes
    at: int = 0

    def byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def take(self, length: int) -> bytes:
        if length < 0 or self.at + length > len(self.content):
            raise IndexError(length)
        self.at += length
        return self.content[self.at - length:self.at]

    def number(self) -> int:
        """A number of one to nine bytes: as many leading ones as bytes follow, low byte first."""
        first, mask, value = self.byte(), 0x80, 0
        for index in range(8):
            if not first & mask:
                return value | (first & (mask - 1)) << 8 * index
            value |= self.byte() << 8 * index
            mask >>= 1
        return value

    def bits(self, count: int) -> list[bool]:
        packed = self.take((count + 7) // 8)
        return [bool(packed[n // 8] & 0x80 >> n % 8) for n in range(count)]

    def digests(self, count: int) -> list[int | None]:
        """Checksums (CRC-32) of ``count`` blocks or files; None where the archive has none."""
        known = [True] * count if self.byte() else self.bits(count)
        return [int.from_bytes(self.take(4), "little") if there else None for there in known]


def directory_of(
    content: bytes, entries: int, limit: int,
) -> tuple[list[tuple[str, bool]], list[Folder]]:
    offset = int.from_bytes(content[12:20], "little")
    length = int.from_bytes(content[20:28], "little")
    header = content[_START + offset:_START + offset + length]
    if not length:
        return [], []
    if length > _MOST_HEADER or len(header) != length \
            or zlib.crc32(header) != int.from_bytes(content[28:32], "little"):
        raise ValueError(length)
    read = _Bytes(header)
    kind = read.byte()
    while kind == _ENCODED:
        (folder,) = _streams(read)
        if folder.coder_sizes[-1] > _MOST_HEADER:
            raise ValueError(folder.coder_sizes)
        read = _Bytes(decoded(content, folder))
        kind = read.byte()
    if kind != _HEADER:
        raise ValueError(kind)
    return _contents(read, entries, min(limit, max(RATIO_FROM, 100 * len(content))))


def _contents(
    read: _Bytes, entries: int, limit: int,
) -> tuple[list[tuple[str, bool]], list[Folder]]:
    folders: list[Folder] = []
    names: list[tuple[str, bool]] = []
    while (kind := read.byte()) != _END:
        if kind == _STREAMS:
            folders = _streams(read)
        elif kind == _FILES:
            names = _file_names(read, entries)
        elif kind == _PROPERTIES:
            while read.byte() != _END:
                read.take(read.number())
        else:
            raise ValueError(kind)
    if sum(sum(folder.coder_sizes) for folder in folders) > limit:
        refuse("hostile", f"压缩包展开后超过{limit // MEGABYTE}MB，没有读取。请删去多余的文件，只报送 Excel 报送表。")
    return names, folders


def _streams(read: _Bytes) -> list[Folder]:
    folders: list[Folder] = []
    start, packed = 0, list[int]()
    counted = False
    while (kind := read.byte()) != _END:
        if kind == _PACKED:
            start, packed = _packed_sizes(read)
        elif kind == _UNPACKED:
            folders = _folders(read)
        elif kind == _SUBSTREAMS:
            counted = True
            _substreams(read, folders)
        else:
            raise ValueError(kind)
    if len(packed) < len(folders):
        raise ValueError(packed)
    for folder, size in zip(folders, packed, strict=False):
        folder.start, folder.packed = _START + start, size
        start += size
        if not counted:
            folder.sizes, folder.crcs = folder.coder_sizes[-1:], [folder.crc]
    return folders


def _packed_sizes(read: _Bytes) -> tuple[int, list[int]]:
    start, count = read.number(), read.number()
    sizes: list[int] = []
    while (kind := read.byte()) != _END:
        if kind == _SIZE:
            sizes = [read.number() for _ in range(count)]
        elif kind == _DIGESTS:
            read.digests(count)
        else:
            raise ValueError(kind)
    return start, sizes


def _folders(read: _Bytes) -> list[Folder]:
    if read.byte() != _FOLDERS:
        raise ValueError(read.at)
    count = read.number()
    if read.byte():
        raise ValueError(read.at)
    folders = [_folder(read) for _ in range(count)]
    if read.byte() != _CODER_SIZES:
        raise ValueError(read.at)
    for folder in folders:
        sizes = [read.number() for _ in folder.coders]
        folder.coder_sizes = [sizes[n] for n in folder.order]
    while (kind := read.byte()) != _END:
        if kind != _DIGESTS:
            raise ValueError(kind)
        for folder, crc in zip(folders, read.digests(count), strict=True):
            folder.crc = crc
    return folders


def _folder(read: _Bytes) -> Folder:
    """One block: its coders in the order in which they unpack."""
    coders: list[tuple[bytes, bytes]] = []
    count = read.number()
    if not 1 <= count <= _MOST_CODERS:
        raise ValueError(count)
    for _ in range(count):
        flags = read.byte()
        coder = read.take(flags & 0x0F)
        if coder == _AES:
            refuse("encrypted", "压缩包加了密码，无法读取。请去掉密码重新压缩后报送。")
        if flags & 0x10 and (read.number(), read.number()) != (1, 1):
            not_ours()
        coders.append((coder, read.take(read.number()) if flags & 0x20 else b""))
    pairs = {read.number(): read.number() for _ in range(len(coders) - 1)}
    order = [next(n for n in range(len(coders)) if n not in pairs)]
    feeds = {out: into for into, out in pairs.items()}
    while order[-1] in feeds and len(order) < len(coders):
        order.append(feeds[order[-1]])
    if len(set(order)) != len(coders):
        raise ValueError(order)
    return Folder([coders[n] for n in order], order)


def _substreams(read: _Bytes, folders: Sequence[Folder]) -> None:
    counts = [1] * len(folders)
    kind = read.byte()
    if kind == _COUNTS:
        counts = [read.number() for _ in folders]
        kind = read.byte()
    for folder, count in zip(folders, counts, strict=True):
        if count > _MOST_HEADER:
            raise ValueError(count)
        sizes = [read.number() for _ in range(count - 1)] if kind == _SIZE else []
        whole = folder.coder_sizes[-1]
        folder.sizes = [*sizes, whole - sum(sizes)] if count else []
        folder.crcs = [folder.crc] if count == 1 else [None] * count
        if any(size < 0 for size in folder.sizes) or (count > 1 and kind != _SIZE):
            raise ValueError(folder.sizes)
    if kind == _SIZE:
        kind = read.byte()
    while kind != _END:  # checksums of the files, the last thing here
        if kind != _DIGESTS:
            raise ValueError(kind)
        unknown = [(folder, n) for folder in folders for n, crc in enumerate(folder.crcs) if crc is None]
        for (folder, n), crc in zip(unknown, read.digests(len(unknown)), strict=True):
            folder.crcs[n] = crc
        kind = read.byte()


def _file_names(read: _Bytes, entries: int) -> list[tuple[str, bool]]:
    """The files' names, and which hold nothing; folders are left out."""
    count = read.number()
    if count > entries:
        refuse("hostile", f"压缩包里的文件超过{entries}个，没有读取。请只报送 Excel 报送表。")
    names: list[str] = []
    without, files = [False] * count, list[bool]()
    while (kind := read.byte()) != _END:
        part = _Bytes(read.take(read.number()))
        if kind == _EMPTY_STREAM:
            without = part.bits(count)
        elif kind == _EMPTY_FILE:
            files = part.bits(sum(without))
        elif kind == _NAMES and not part.byte():
            names = part.content[1:].decode("utf-16-le", "backslashreplace").split("\0")[:count]
    if len(names) != count:
        raise ValueError(count)
    hollow = iter(files or [False] * sum(without))
    return [(name, empty) for name, empty in zip(names, without, strict=True)
            if not empty or next(hollow)]
