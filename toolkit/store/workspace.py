"""A workspace on disk: where things stand, and reading them."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.model import Unusable
from toolkit.store.commit import Commit, recover
from toolkit.store.disk import read_at_most, speaking_of_disk
from toolkit.store.journal import STATE

if TYPE_CHECKING:
    from filelock import FileLock

PROFILE = "templates/专项配置.xlsx"
OFFICIAL_LIST = "templates/问题清单.xlsx"
STANDARD_SHEET = "templates/填报表.xlsx"
_MOST = 512 * 1024 * 1024
"""Bytes of an inbox file that are held at once; of a larger one only the digest is taken."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the inbox: path under ``inbox/<period>/``, when it was last modified, and its size in bytes."""

    file: str
    modified: datetime
    size: int = 0


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of the inbox: its digest and its bytes, of a very large one (a film) only the beginning."""

    sha256: str
    content: bytes
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``templates/专项配置.xlsx``. Paths are relative to it and `/`-separated."""

    root: Path

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where it is not there."""
        target = self.root / path
        if not target.is_file():
            return None
        return read_file(target)

    def must_read(self, path: str, otherwise: str) -> bytes:
        """The bytes of a file; Unusable with this sentence where it is not there."""
        content = self.read(path)
        if content is None:
            raise Unusable(otherwise)
        return content

    def exists(self, path: str) -> bool:
        return (self.root / path).exists()

    def periods(self) -> tuple[str, ...]:
        """Names of the periods that were issued."""
        inbox = self.root / "inbox"
        return tuple(sorted(p.parent.name for p in inbox.glob("*/period.toml")))

    def published(self) -> tuple[str, ...]:
        """Names of the periods that have a 定稿."""
        outbox = self.root / "outbox"
        return tuple(sorted(p.parent.parent.name for p in outbox.glob("*/定稿/整改台账.xlsx")))

    def inbox(self, period: str) -> Iterator[FoundFile]:
        """Every file under the period's inbox, in order of name; links are not followed, and are files."""
        top = self.root / "inbox" / period
        unread: list[bytes] = []
        for folder, folders, files in os.walk(
                os.fsencode(top), onerror=lambda fault: unread.append(fault.filename)):
            folders.sort()
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]  # noqa: PTH114 - a name of bytes
            paths = [os.path.join(folder, name) for name in sorted((*files, *links))]
            yield from (_met(path, top) for path in (*unread, *paths))
            unread.clear()
        yield from (_met(path, top) for path in unread)

    def inbox_file(self, period: str, file: str) -> InboxFile | None:
        """An inbox file, read once; None for a link or something that cannot be read as a file."""
        top = os.fsencode(self.root / "inbox" / period)
        path = os.path.join(top, file.replace("/", os.sep).encode())
        if not os.path.lexists(path):
            path = os.path.join(top, real_path(file))
        read = read_at_most(path, _MOST)
        return None if read is None else InboxFile(*read)

    def outputs(self, folder: str) -> tuple[str, ...]:
        """Every file below a folder of the workspace, as paths of the workspace."""
        top = self.root / folder
        return tuple(sorted(p.relative_to(self.root).as_posix() for p in top.rglob("*")
                            if p.is_file() and not p.name.startswith("~$")))

    def state(self, name: str) -> Mapping[str, Any]:
        """One of the toolkit's own notes under ``.zhenggai/``; empty where there is none."""
        target = self.root / STATE / name
        if not target.is_file():
            return {}
        try:
            noted = json.loads(target.read_text(encoding="utf-8"))
        except ValueError:  # torn or edited by hand: everything then counts as made by a person
            return {}
        return noted if isinstance(noted, dict) else {}

    @contextlib.contextmanager
    def locked(self) -> Iterator[Commit]:
        """Hold the workspace's lock; gives the commit that will hold this command's writes."""
        with speaking_of_disk(self.root / STATE):
            (self.root / STATE).mkdir(exist_ok=True)
        lock = _acquired(self.root / STATE / "lock")
        try:
            recover(self.root)
            commit = Commit(self.root)
            try:
                yield commit
            except KeyboardInterrupt as stop:
                if commit.done:
                    raise Unusable("已中断；在此之前文件已经全部写好，可以照用。") from stop
                raise
            finally:
                commit.discard()
        finally:
            lock.release()


def _acquired(path: Path) -> FileLock:
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    with speaking_of_disk(path):
        try:
            lock.acquire(timeout=5)
        except Timeout as busy:  # an OSError too, but no fault of the disk
            raise Unusable("另一个 zhenggai 命令正在这个工作区运行，请等它结束后再试。") from busy
    return lock


def state_path(name: str) -> str:
    """Path of one of the toolkit's own notes, for a Commit."""
    return f"{STATE}/{name}"


def issued_list(digest: str) -> str:
    """Path of the official list as it was when a period was issued with it."""
    return state_path(f"issued/{digest}.xlsx")


def workspace_at(start: Path) -> Workspace | None:
    """The workspace at or above a folder; None where there is none."""
    folders = (folder for folder in (start, *start.parents) if (folder / PROFILE).is_file())
    return next((Workspace(folder) for folder in folders), None)


def find_workspace(start: Path) -> Workspace:
    """The workspace at or above a folder; Unusable where there is none."""
    found = workspace_at(start)
    if found:
        return found
    raise Unusable(
        f"在“{start}”及其上级文件夹里没有找到工作区（templates/专项配置.xlsx）。"
        "请先进入工作区文件夹，或用 -C 指明它；还没有工作区时，用 zhenggai init 建一个。")


def write_new_workspace(root: Path, files: Mapping[str, bytes]) -> None:
    """Lay out a workspace where there is none; Unusable where the folder already has one."""
    if (root / PROFILE).exists():
        raise Unusable(f"“{root}”已经是工作区，没有改动任何文件。")
    with speaking_of_disk(root):
        root.mkdir(parents=True, exist_ok=True)
    recover(root)
    commit = Commit(root)
    for path, content in files.items():
        if not (root / path).exists():
            commit.put(path, content)
    commit.switch()


def read_file(path: Path) -> bytes:
    """The bytes of a file named by a person; Unusable, in Chinese, where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise Unusable(f"没有找到文件“{path}”，请检查文件名和路径。") from fault
    except IsADirectoryError as fault:
        raise Unusable(f"“{path}”是文件夹，请给出文件。") from fault
    except PermissionError as fault:
        if path.is_dir():
            raise Unusable(f"“{path}”是文件夹，请给出文件。") from fault
        raise Unusable(f"无法读取“{path}”：没有权限，或正被其他程序占用。") from fault
    except OSError as fault:
        raise Unusable(f"无法读取“{path}”：{fault.strerror or fault}。") from fault


def _met(path: bytes, top: Path) -> FoundFile:
    found = os.lstat(path)
    moment = datetime.fromtimestamp(found.st_mtime).astimezone()
    return FoundFile(visible_path(os.path.relpath(path, os.fsencode(top))), moment, found.st_size)


def visible_path(path: bytes) -> str:
    r"""A path for people: `/`-separated, undecodable bytes as \xNN."""
    return path.decode("utf-8", "backslashreplace").replace(os.sep, "/")


def visible(name: str) -> str:
    r"""A name the system gave, for people and for files of ours: undecodable bytes as \xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def real_path(path: str) -> bytes:
    r"""The bytes of a path that ``visible_path`` made."""
    import re

    plain = os.fsencode(path.replace("/", os.sep)) if os.sep != "/" else path.encode("utf-8")
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), plain)
