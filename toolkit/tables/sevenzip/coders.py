"""The blocks of a 7z, undone by the standard library: bounded by what the archive declares."""

from __future__ import annotations

import bz2
import lzma
import zlib
from dataclasses import dataclass, field
from typing import NoReturn

from toolkit.tables.gate import MEGABYTE, damaged, refuse

ANOTHER_FORM = "请解压后直接报送 Excel 报送表，或改用 ZIP 格式压缩"
FAULTS = (lzma.LZMAError, zlib.error, EOFError, OSError, ValueError, IndexError, OverflowError)
_MOST_DICTIONARY = 256 * MEGABYTE
_CHUNK = 0x10000
_FILTERS = {
    b"\x04": lzma.FILTER_X86, b"\x05": lzma.FILTER_POWERPC, b"\x06": lzma.FILTER_IA64,
    b"\x07": lzma.FILTER_ARM, b"\x08": lzma.FILTER_ARMTHUMB, b"\x09": lzma.FILTER_SPARC,
    b"\x03\x03\x01\x03": lzma.FILTER_X86, b"\x03\x03\x02\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64, b"\x03\x03\x05\x01": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB, b"\x03\x03\x08\x05": lzma.FILTER_SPARC,
}
"""Filters for programs: some archivers put them before every file."""


@dataclass(slots=True)
class Folder:
    """A block that is packed as one: its coders from the packed side, and the files in it by size."""

    coders: list[tuple[bytes, bytes]]
    order: list[int]
    coder_sizes: list[int] = field(default_factory=list)
    start: int = 0
    packed: int = 0
    crc: int | None = None
    sizes: list[int] = field(default_factory=list)
    crcs: list[int | None] = field(default_factory=list)


def decoded(content: bytes, folder: Folder) -> bytes:
    """The bytes of a block, whole."""
    block = content[folder.start:folder.start + folder.packed]
    try:
        for (coder, properties), size in zip(folder.coders, folder.coder_sizes, strict=True):
            block = _run(coder, properties, block, size)
    except FAULTS:
        damaged("7z 压缩内容不完整")
    return block


def _run(coder: bytes, properties: bytes, block: bytes, size: int) -> bytes:
    if coder == b"\x00":
        out = block
    elif coder in (b"\x03\x01\x01", b"\x21"):
        unpacker = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[_lzma(coder, properties)])
        out = unpacker.decompress(block, size) if size else b""
    elif coder == b"\x04\x01\x08":
        out = zlib.decompressobj(-15).decompress(block, size) if size else b""
    elif coder == b"\x04\x02\x02":
        out = bz2.BZ2Decompressor().decompress(block, size) if size else b""
    elif coder in _FILTERS:
        out = _unfiltered(block, {"id": _FILTERS[coder]})
    elif coder == b"\x03":
        out = _unfiltered(block, {"id": lzma.FILTER_DELTA, "dist": properties[0] + 1})
    else:
        not_ours()
    if len(out) != size:
        raise EOFError(size)
    return out


def _unfiltered(block: bytes, undo: dict[str, int]) -> bytes:
    """A filter undone by liblzma, which takes it only before LZMA2: the block as chunks stored in one."""
    stored = bytearray()
    for at in range(0, len(block), _CHUNK):
        chunk = block[at:at + _CHUNK]
        stored += (b"\x02" if at else b"\x01") + (len(chunk) - 1).to_bytes(2, "big") + chunk
    stored += b"\0"
    filters = [undo, {"id": lzma.FILTER_LZMA2, "dict_size": 4096}]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters).decompress(bytes(stored))


def _lzma(coder: bytes, properties: bytes) -> dict[str, int]:
    if coder == b"\x21":
        bits = properties[0]
        dictionary = (2 | bits & 1) << bits // 2 + 11
        found = {"id": lzma.FILTER_LZMA2}
    else:
        packed, dictionary = properties[0], int.from_bytes(properties[1:5], "little")
        found = {"id": lzma.FILTER_LZMA1, "lc": packed % 9, "lp": packed // 9 % 5, "pb": packed // 45}
    if dictionary > _MOST_DICTIONARY:
        refuse("unsupported", f"压缩包用了过大的字典，没有读取。{ANOTHER_FORM}。")
    return {**found, "dict_size": max(dictionary, 4096)}


def not_ours() -> NoReturn:
    refuse("unsupported", f"压缩包用了不常见的 7z 压缩方式，无法读取。{ANOTHER_FORM}。")
