"""All or nothing on disk: what a killed, interrupted or refused command leaves behind."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from toolkit.model import Unusable
from toolkit.store import Commit, Workspace, find_workspace, recover, write_new_workspace
from toolkit.store.disk import speaking_of_disk
from toolkit.store.journal import Journal
from toolkit.store.workspace import PROFILE, real_path, visible_path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_new_workspace(tmp_path, {PROFILE: b"profile", "a.txt": b"old"})
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*"))
            if p.is_file() and ".zhenggai" not in p.parts}


def test_files_switch_together(root: Path) -> None:
    commit = Commit(root)
    assert commit.put("a.txt", b"new")
    assert commit.put("deep/b.txt", b"b")
    assert tree(root)["a.txt"] == b"old"
    commit.switch()
    assert tree(root) == {PROFILE: b"profile", "a.txt": b"new", "deep/b.txt": b"b"}
    assert not (root / ".zhenggai" / "journal.json").exists()
    assert not (root / ".zhenggai" / "staging").exists()


def test_what_would_not_change_is_not_touched(root: Path) -> None:
    before = (root / "a.txt").stat().st_mtime_ns
    commit = Commit(root)
    assert not commit.put("a.txt", b"old")
    commit.switch()
    assert (root / "a.txt").stat().st_mtime_ns == before


def test_stale_files_are_removed_with_the_switch(root: Path) -> None:
    commit = Commit(root)
    commit.remove("a.txt")
    commit.remove("never.txt")
    assert (root / "a.txt").exists()
    commit.switch()
    assert not (root / "a.txt").exists()


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("fault", [
    PermissionError(errno.EACCES, "in use"), OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_target_that_cannot_be_replaced_puts_everything_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, at: int,
) -> None:
    before = tree(root)
    commit = Commit(root)
    commit.put("a.txt", b"new")
    commit.put("b.txt", b"new")
    real, calls = Path.replace, iter(range(100))

    def refuse(self: Path, target: Path) -> Path:
        if self.parent.name == "staging" and self.name != "journal" and next(calls) == at - 1:
            raise fault
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises((Unusable, KeyboardInterrupt)) as caught:
        commit.switch()
    assert tree(root) == before
    if isinstance(fault, PermissionError):
        assert "请先关闭 WPS/Excel" in str(caught.value)
    monkeypatch.undo()
    assert not recover(root)
    assert tree(root) == before


def test_a_full_disk_while_staging_is_a_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unusable, match="磁盘空间不足"):
        Commit(root).put("a.txt", b"new")
    assert tree(root)["a.txt"] == b"old"


class Killed(BaseException):
    """The process is gone: nothing more is done, not even putting back."""


def killed_at(root: Path, monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    """A commit of a.txt, b.txt and a removal, killed after so many of its files were moved."""
    commit = Commit(root)
    commit.put("a.txt", b"new a")
    commit.put("b.txt", b"new b")
    commit.remove("c.txt")
    real, calls = Path.replace, iter(range(100))

    def kill(self: Path, target: Path) -> Path:
        if self.parent.name == "staging" and self.name != "journal" and next(calls) == moves:
            raise Killed
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", kill)
        patch.setattr(Journal, "take_back", lambda _: None)
        with pytest.raises(Killed):
            commit.switch()


def test_a_kill_before_the_journal_leaves_no_trace(root: Path) -> None:
    before = tree(root)
    Commit(root).put("a.txt", b"new")
    assert (root / ".zhenggai" / "staging").exists()
    assert not recover(root)
    assert tree(root) == before
    assert not (root / ".zhenggai" / "staging").exists()


@pytest.mark.parametrize("moves", [0, 1])
def test_a_kill_after_the_journal_is_finished_by_the_next_command(
    root: Path, monkeypatch: pytest.MonkeyPatch, moves: int,
) -> None:
    (root / "c.txt").write_bytes(b"stale")
    killed_at(root, monkeypatch, moves)
    with Workspace(root).locked():
        pass
    assert tree(root) == {PROFILE: b"profile", "a.txt": b"new a", "b.txt": b"new b"}
    assert not (root / ".zhenggai" / "journal.json").exists()
    assert not (root / ".zhenggai" / "staging").exists()


def test_what_a_person_wrote_after_the_kill_is_left_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    killed_at(root, monkeypatch, 0)
    (root / "a.txt").write_bytes(b"by hand")
    assert recover(root)
    assert tree(root) == {PROFILE: b"profile", "a.txt": b"by hand", "b.txt": b"new b"}


def test_putting_back_is_itself_finished_by_the_next_command(
    root: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = tree(root)
    killed_at(root, monkeypatch, 1)
    (root / ".zhenggai" / "journal.json").rename(root / ".zhenggai" / "undo.json")
    assert recover(root)
    assert tree(root) == before
    assert not recover(root)


def test_a_file_put_twice_counts_once(root: Path) -> None:
    commit = Commit(root)
    commit.put("b.txt", b"first")
    commit.put("b.txt", b"second")
    commit.put("c.txt", b"other")
    commit.put("a.txt", b"new")
    commit.put("a.txt", b"old")
    commit.switch()
    assert tree(root) == {PROFILE: b"profile", "a.txt": b"old", "b.txt": b"second", "c.txt": b"other"}


def test_the_workspace_is_found_from_below(root: Path) -> None:
    below = root / "inbox" / "2025-03"
    below.mkdir(parents=True)
    assert find_workspace(below).root == root


def test_no_workspace_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="zhenggai init"):
        find_workspace(tmp_path)


def test_a_workspace_is_laid_out_once(root: Path) -> None:
    with pytest.raises(Unusable, match="已经是工作区"):
        write_new_workspace(root, {PROFILE: b"other"})
    assert tree(root)[PROFILE] == b"profile"


def test_names_that_are_no_utf8_come_back(tmp_path: Path) -> None:
    raw = "市水务局".encode("gbk") + b".xlsx"
    top = os.fsencode(tmp_path / "inbox" / "2025-03")
    Path(os.fsdecode(top)).mkdir(parents=True)
    Path(os.fsdecode(top + b"/" + raw)).write_bytes(b"PK")
    workspace = Workspace(tmp_path)
    (found,) = workspace.inbox("2025-03")
    assert found.file == visible_path(raw)
    assert "\\x" in found.file
    assert real_path(found.file) == raw
    read = workspace.inbox_file("2025-03", found.file)
    assert read is not None
    assert (read.content, read.whole) == (b"PK", True)


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    inbox = tmp_path / "inbox" / "2025-03"
    inbox.mkdir(parents=True)
    (inbox / "link.xlsx").symlink_to(tmp_path / "secret")
    assert Workspace(tmp_path).inbox_file("2025-03", "link.xlsx") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say so of a folder")
def test_a_folder_that_takes_no_file_is_named_and_no_open_workbook_blamed(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, closed = tmp_path / "receipts.csv", tmp_path / "staging"
    closed.mkdir()
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != closed)
    with pytest.raises(Unusable, match=r"文件夹“staging”.*没有写入权限"), speaking_of_disk(target):
        raise PermissionError(errno.EACCES, "denied", str(closed / "1"))
    with pytest.raises(Unusable, match=r"无法写入“receipts\.csv”.*WPS"), speaking_of_disk(target):
        raise PermissionError(errno.EACCES, "denied", str(target))
