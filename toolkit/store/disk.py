"""The disk's small verbs: writing so that it lasts, comparing, and refusals as sentences."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from toolkit.model import Unusable

_PART = 1024 * 1024
_IN_THE_WAY = "有文件或文件夹占了这个名字。请把它移走或改名，再重新运行"
_REASONS = {
    errno.EEXIST: _IN_THE_WAY, errno.ENOTDIR: _IN_THE_WAY, errno.EISDIR: _IN_THE_WAY,
    errno.ENOTEMPTY: _IN_THE_WAY, errno.EROFS: "磁盘是只读的。请换到可以写入的位置再运行",
    errno.ENAMETOOLONG: "文件名或路径太长。请把工作区移到上级较少的文件夹再运行",
}


@contextlib.contextmanager
def speaking_of_disk(target: Path) -> Iterator[None]:
    """Turn the disk's refusals into a sentence for the clerk."""
    try:
        yield
    except OSError as fault:
        raise _sentence(fault, target) from fault


def _sentence(fault: OSError, target: Path) -> Unusable:
    if fault.errno == errno.ENOSPC:
        return Unusable("磁盘空间不足，没有写入任何文件。请清理磁盘后重新运行。")
    closed = _closed_folder(fault, target)
    if closed:
        return Unusable(
            f"不能在文件夹“{closed.name}”里写文件：没有写入权限。"
            f"请检查这个文件夹是不是只读、有没有权限，再重新运行；本次没有改动任何文件。（{closed}）")
    if isinstance(fault, PermissionError):
        return Unusable(
            f"无法写入“{target.name}”：文件可能正在 WPS 或 Excel 中打开，或没有写入权限。"
            f"请先关闭 WPS/Excel 中打开的该文件，再重新运行；本次没有改动任何文件。（{target}）")
    place = f"{target.parent.name}/{target.name}"
    reason = _REASONS.get(fault.errno or 0, f"{fault.strerror or fault}。请检查磁盘和文件夹权限")
    return Unusable(f"读写“{place}”失败：{reason}；本次没有改动任何文件。（{target}）")


def _closed_folder(fault: OSError, target: Path) -> Path | None:
    """The folder nothing may be written in, where that is the reason and no open workbook.

    Windows marks customised folders as read-only without meaning it: there it cannot be told.
    """
    if not isinstance(fault, PermissionError) or os.name == "nt":
        return None
    failed = Path(fault.filename) if isinstance(fault.filename, str) else target
    folders = (failed.parent, target.parent)
    return next((f for f in folders if f.is_dir() and not os.access(f, os.W_OK)), None)


def refuse_if_open(target: Path) -> None:
    """On Windows a workbook open in WPS or Excel cannot be opened for writing: say so beforehand."""
    if target.is_file():
        with speaking_of_disk(target), target.open("r+b"):
            pass


def keep_link(target: Path, kept: Path) -> None:
    """A second name for a file's present bytes; a copy where the file system has no hard links."""
    kept.unlink(missing_ok=True)  # never copy into a stale link: that would change another file
    try:
        os.link(target, kept)
    except OSError:  # exFAT sticks, some network shares
        shutil.copy2(target, kept)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file so that it is on the disk when this returns."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as fault:  # some network shares cannot sync a folder
        if fault.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def read_at_most(path: bytes, most: int) -> tuple[str, bytes, bool] | None:
    """Digest, bytes (of a file larger than ``most`` the first part), and whether that is all of it.

    Read once, from a descriptor that follows no link; None for anything that is no plain file.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as opened:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                return None
            # Room for as much as there is, and a little in case somebody is still writing.
            content = opened.read(min(found.st_size + _PART, most) if found.st_size <= most else _PART)
            hashed, whole = hashlib.sha256(content), True
            while part := opened.read(_PART):
                hashed.update(part)
                whole = False
            return hashed.hexdigest(), content, whole
    except OSError:
        return None


def digest(content: bytes) -> str:
    """sha256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str | None:
    """sha256 of a file, in hex; None where there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
