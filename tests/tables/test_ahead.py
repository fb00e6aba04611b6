"""Reading an inbox ahead: what is read is what lies there, and it changes nothing but the time."""

from __future__ import annotations

from pathlib import Path

from made_workbooks import column_of

from toolkit.app.inbox.ahead import contents, reader_of
from toolkit.store.workspace import PROFILE, Workspace
from toolkit.tables import Tables

PERIOD = "2025-03"


def workspace(tmp_path: Path, files: dict[str, bytes]) -> Workspace:
    for path, content in {PROFILE: b"", f"inbox/{PERIOD}/period.toml": b"", **files}.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return Workspace(tmp_path)


def test_small_workbooks_are_taken_in_order_of_name(tmp_path: Path) -> None:
    one, other = column_of(["甲"]), column_of(["乙"])
    there = workspace(tmp_path, {
        f"inbox/{PERIOD}/乙.xlsx": other, f"inbox/{PERIOD}/丙/甲.xls": one, f"inbox/{PERIOD}/扫描.pdf": b"%PDF-1.4",
        f"inbox/{PERIOD}/大.xlsx": one + b"\0" * (1 << 20), "inbox/2025-04/甲.xlsx": one})
    (tmp_path / "inbox" / PERIOD / "链接.xlsx").symlink_to(tmp_path / "inbox" / PERIOD / "乙.xlsx")
    assert list(contents(there, PERIOD)) == [other, one]


def test_nothing_is_begun_where_there_is_no_period(tmp_path: Path) -> None:
    there = workspace(tmp_path, {})
    assert reader_of(there.root, "2025-04").pid is None
    assert reader_of(there.root, "..").pid is None
    assert reader_of(tmp_path / "templates" / "nowhere", PERIOD).pid is not None  # above it there is a workspace
    assert reader_of(Path("/"), PERIOD).pid is None


def test_what_was_read_ahead_answers_for_the_same_bytes_only(tmp_path: Path) -> None:
    before, after = column_of(["原来的"]), column_of(["改过的"])
    there = workspace(tmp_path, {f"inbox/{PERIOD}/甲.xlsx": before})
    with reader_of(there.root, PERIOD) as reader:
        first = reader.pid
        answers = list(reader.read_all([("甲.xlsx", after), ("甲.xlsx", before), ("甲.xlsx", before)]))
        assert reader.pid == first
    assert all(isinstance(answer, Tables) for answer in answers)
    assert [answer.sheets[0].cells[0].text for answer in answers] == ["改过的", "原来的", "原来的"]  # type: ignore[union-attr]
