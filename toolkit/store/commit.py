"""All or nothing: staged files switch into place together.

Order of the durable steps: every new file is written and synced in the staging folder; then the
journal (what goes where) is; then files are renamed into place; then the journal goes. A run killed
before the journal leaves no trace; one killed after it is finished by the next command. A target that
cannot be replaced (open in WPS or Excel, say) puts everything back as it was.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from toolkit.model import Unusable

STATE = ".zhenggai"
_JOURNAL = "journal.json"
_STAGING = "staging"


class Commit:
    """Files to be written (and stale ones removed) in one step under ``root``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._state = root / STATE
        self._staging = self._state / _STAGING
        self._moves: dict[str, str] = {}
        self._removals: list[str] = []

    def put(self, path: str, content: bytes) -> bool:
        """Stage a file (path under root, `/`-separated); False where it already reads like that."""
        target = self._root / path
        if target.is_file() and target.stat().st_size == len(content) \
                and _sha256(target) == hashlib.sha256(content).digest():
            return False
        staged = f"{len(self._moves):06d}"
        with speaking_of_disk(target):
            self._staging.mkdir(parents=True, exist_ok=True)
            _write_synced(self._staging / staged, content)
        self._moves[path] = staged
        return True

    def remove(self, path: str) -> None:
        """Mark a file of ours for removal, if it is there."""
        if (self._root / path).is_file():
            self._removals.append(path)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that will change."""
        return (*self._moves, *self._removals)

    def switch(self) -> None:
        """Make it so. Raises Unusable, and changes nothing, where a target cannot be replaced."""
        if not self._moves and not self._removals:
            return
        for path in self.paths:
            _refuse_if_open(self._root / path)
        with speaking_of_disk(self._root):
            self._state.mkdir(exist_ok=True)
            journal = {"moves": self._moves, "removals": self._removals}
            _write_synced(self._staging_file("journal"), json.dumps(journal).encode())
            self._staging_file("journal").replace(self._state / _JOURNAL)
        self._carry_out()

    def discard(self) -> None:
        """Forget what was staged."""
        shutil.rmtree(self._staging, ignore_errors=True)

    def _staging_file(self, name: str) -> Path:
        self._staging.mkdir(parents=True, exist_ok=True)
        return self._staging / name

    def _carry_out(self) -> None:
        kept = self._staging / "kept"
        done: list[tuple[Path, Path | None]] = []
        try:
            kept.mkdir(parents=True, exist_ok=True)
            for number, (path, staged) in enumerate({**self._moves,
                                                     **dict.fromkeys(self._removals, "")}.items()):
                target = self._root / path
                former = _keep(target, kept / str(number))
                target.parent.mkdir(parents=True, exist_ok=True)
                done.append((target, former))
                if staged:
                    (self._staging / staged).replace(target)
                else:
                    target.unlink()
        except BaseException as fault:
            for target, former in reversed(done):
                _put_back(target, former)
            (self._state / _JOURNAL).unlink(missing_ok=True)
            self.discard()
            if isinstance(fault, OSError):
                raise _sentence(fault, done[-1][0] if done else self._root) from fault
            raise
        (self._state / _JOURNAL).unlink(missing_ok=True)
        self.discard()


def recover(root: Path) -> bool:
    """Finish what a killed command had decided; True where there was something to finish."""
    state = root / STATE
    journal = state / _JOURNAL
    staging = state / _STAGING
    if not journal.is_file():
        shutil.rmtree(staging, ignore_errors=True)
        return False
    decided = json.loads(journal.read_text(encoding="utf-8"))
    for path, staged in decided["moves"].items():
        if (staging / staged).is_file():
            with speaking_of_disk(root / path):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (staging / staged).replace(root / path)
    for path in decided["removals"]:
        with speaking_of_disk(root / path):
            (root / path).unlink(missing_ok=True)
    journal.unlink()
    shutil.rmtree(staging, ignore_errors=True)
    return True


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
    if isinstance(fault, PermissionError):
        return Unusable(
            f"无法写入“{target.name}”：文件可能正在 WPS 或 Excel 中打开，或没有写入权限。"
            f"请先关闭 WPS/Excel 中打开的该文件，再重新运行；本次没有改动任何文件。（{target}）")
    return Unusable(f"读写“{target.name}”失败：{fault.strerror or fault}。请检查磁盘和文件夹权限。")


def _refuse_if_open(target: Path) -> None:
    """On Windows a workbook open in WPS or Excel cannot be opened for writing: say so beforehand."""
    if target.is_file():
        with speaking_of_disk(target), target.open("r+b"):
            pass


def _keep(target: Path, former: Path) -> Path | None:
    if not target.is_file():
        return None
    try:
        os.link(target, former)
    except OSError:  # a file system without hard links (exFAT sticks, some network shares)
        shutil.copy2(target, former)
    return former


def _put_back(target: Path, former: Path | None) -> None:
    if former is None:
        target.unlink(missing_ok=True)
    else:
        former.replace(target)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
