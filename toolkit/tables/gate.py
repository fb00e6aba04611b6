"""The gate: what a zip package declares of itself is judged before anything in it is parsed.

Inside ``tables`` a reader gives up by raising ``Refused``; the outermost functions (``reading``,
``archive``) turn it into the ``Refusal`` the caller sees.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import NoReturn

from toolkit.tables.grid import Refusal, RefusalKind

MEGABYTE = 1024 * 1024
RATIO_FROM = 32 * MEGABYTE
"""Below this size a package may be compressed as well as it likes: blank sheets shrink 1000-fold."""

RESAVE = "请用 WPS 或 Excel 打开，另存为 .xlsx 后重新报送"
RESEND = "请重新报送原始的 Excel 文件"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, OverflowError, KeyError, IndexError,
)
"""What zipfile raises on broken bytes; its own exceptions are the smaller part."""


class Refused(Exception):
    """Raised inside ``tables`` only: this file will not be read, for the reason it carries."""

    def __init__(self, kind: RefusalKind, reason: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(kind, reason)


def refuse(kind: RefusalKind, reason: str) -> NoReturn:
    raise Refused(kind, reason)


def damaged(what: str) -> NoReturn:
    refuse("broken", f"文件已损坏，无法读取（{what}）。{RESAVE}；仍打不开的，请重新报送。")


def open_zip(
    content: bytes, *, entries: int, size: int, encoding: str | None = None
) -> zipfile.ZipFile:
    """Open a zip whose directory promises no harm; raises ``Refused``.

    ``entries`` and ``size`` (bytes, unpacked, as declared) bound the whole package.
    """
    if content.count(_DIRECTORY_ENTRY) > entries:
        refuse("hostile", f"文件内含的部件超过{entries}个，不是正常的报送文件。{RESEND}。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content), metadata_encoding=encoding)
    except ZIP_FAULTS:
        damaged("压缩结构不完整，可能没有传完")
    _weigh(archive, size, len(content))
    return archive


def _weigh(archive: zipfile.ZipFile, limit: int, packed: int) -> None:
    total = sum(entry.file_size for entry in archive.infolist())
    if total > limit:
        refuse("hostile", f"文件展开后超过{limit // MEGABYTE}MB，不是正常的报送文件。{RESEND}，并删去多余的图片和空白行。")
    if total > RATIO_FROM and total > 100 * packed:
        refuse("hostile", f"文件展开后异常膨胀（{total // MEGABYTE}MB），疑似恶意文件，未读取。{RESEND}。")


class Package:
    """An Office package (ECMA-376 part 2): parts by name, whatever their case.

    ``size`` (bytes, unpacked, as declared) bounds all of it; raises ``Refused``.
    """

    def __init__(self, content: bytes, size: int = 512 * MEGABYTE) -> None:
        self._content = content
        archive = open_zip(content, entries=5_000, size=size)
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._names = ""
        for entry in archive.infolist():
            self._admit(entry)

    def _admit(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        if name in self._parts and not name.endswith("/"):
            refuse("hostile", f"文件内部有重名的部件（{name}），无法断定以哪个为准，未读取。{RESAVE}。")
        if entry.flag_bits & 1:
            refuse("encrypted", "文件已加密，无法读取。请去掉密码后重新报送。")
        if entry.compress_type not in _METHODS:
            refuse("unsupported", f"文件用了不常见的压缩方式，无法读取。{RESAVE}。")
        self._parts[name] = entry

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def has_some_of(self, pieces: Iterable[str]) -> bool:
        """Whether any of these stands in the name of a part."""
        if not self._names:
            self._names = "\n".join(self._parts)
        return any(piece in self._names for piece in pieces)

    def names(self) -> tuple[str, ...]:
        """All part names, in small letters."""
        return tuple(self._parts)

    def part(self, name: str) -> bytes:
        """The bytes of a part, whole and with its checksum right; raises ``Refused``."""
        entry = self._parts.get(name.lower())
        if entry is None:
            damaged(f"缺少部件 {name}")
        part = self._unpacked(entry)
        if part is None or len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
            damaged(f"部件 {name} 不完整")
        return part

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes | None:
        # zipfile's own reading costs half as much again as unpacking; the format is three lines
        # (APPNOTE 4.3.7), and never more is unpacked than the directory declared.
        content, start = self._content, entry.header_offset
        if start < 0 or content[start:start + 4] != b"PK\x03\x04":
            return None
        lengths = content[start + 26:start + 30]
        start += 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        raw = content[start:start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            return raw
        try:
            return zlib.decompressobj(-15).decompress(raw, entry.file_size + 1)
        except (zlib.error, OverflowError):
            return None

    def xml(self, name: str) -> bytes:
        """A part that will be parsed as XML: without a document type, so without entities."""
        part = self.part(name)
        refuse_doctype(part)
        return part


def refuse_doctype(part: bytes) -> None:
    """No office program writes one; it is how entity bombs and foreign files get in."""
    plain = part.replace(b"\0", b"") if b"\0" in part[:4] else part
    if b"<!DOCTYPE" in plain:
        refuse("hostile", f"文件内部含有不安全的声明（DOCTYPE），未读取。{RESAVE}。")
