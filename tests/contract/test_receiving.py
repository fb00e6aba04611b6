"""``receive`` and the clock: what is told counts, oddities are shown, names and archives of any kind are met."""

from __future__ import annotations

import io
import os
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import mischief as m
import pytest
from town import FOREST, LEADS, PERIOD, TODAY, WATER, Town, spoken, verdicts

FILE = f"{WATER}.xlsx"


def received(town: Town, *words: object, today: str = TODAY):
    answer = town.say("receive", PERIOD, *words, "--json", today=today)
    assert answer.code == 0, answer.err
    return answer.json["received"]


def of_unit(answer, unit: str = WATER):
    return next(u for u in answer.json["units"] if u["unit"] == unit)


def test_the_last_time_told_counts_wherever_the_file_lies(town: Town, tmp_path: Path) -> None:
    town.check()
    received(town, town.inbox / FILE, "--at", "2031-03-26 10:00")
    assert of_unit(town.check())["state"] == "late"
    copy = tmp_path / "另存.xlsx"
    copy.write_bytes((town.inbox / FILE).read_bytes())
    (said,) = received(town, copy, "--at", "2031年3月24日9时30分")
    assert (said["file"], said["how"]) == (FILE, "given")
    assert sorted(p.name for p in town.inbox.glob("*.xlsx")) == sorted(f"{u}.xlsx" for u in LEADS)
    assert of_unit(town.check())["received_at"].startswith("2031-03-24T09:30:00")


def test_a_file_in_a_zip_is_told_of_without_a_second_copy(town: Town, tmp_path: Path) -> None:
    sheet = (town.inbox / FILE).read_bytes()
    (town.inbox / FILE).unlink()
    town.send("包.zip", m.zipped([(FILE, sheet)]))
    copy = tmp_path / "水务.xlsx"
    copy.write_bytes(sheet)
    (said,) = received(town, copy, "--at", "2031-03-24 09:00")
    assert said["file"] == f"包.zip/{FILE}"
    answer = town.check()
    assert spoken(answer) == []
    assert of_unit(answer)["received_at"].startswith("2031-03-24T09:00:00")


def test_what_is_told_of_a_zip_holds_for_what_is_in_it(town: Town, tmp_path: Path) -> None:
    sheet = (town.inbox / FILE).read_bytes()
    (town.inbox / FILE).unlink()
    pack = tmp_path / "包.zip"
    pack.write_bytes(m.zipped([("表.xlsx", sheet)]))
    received(town, pack, "--at", "2031-03-26 08:00", "--from", "水务局")
    answer = town.check(today="2031-03-27")
    assert (of_unit(answer)["state"], of_unit(answer)["files"]) == ("late", ["包.zip/表.xlsx"])


def test_a_folder_is_received_file_by_file(fresh_town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "三月来件"
    (folder / "水务").mkdir(parents=True)
    (folder / "水务" / FILE).write_bytes(fresh_town.filled(WATER))
    (folder / f"~${FILE}").write_bytes(b"x")
    (folder / "照片.jpg").write_bytes(m.JPEG)
    said = received(fresh_town, folder, "--at", "2031-03-19 08:00")
    assert [r["file"] for r in said] == [f"三月来件/水务/{FILE}", "三月来件/照片.jpg"]
    assert of_unit(fresh_town.check())["state"] == "returned"


def test_an_empty_folder_is_refused(town: Town, tmp_path: Path) -> None:
    (tmp_path / "空夹").mkdir()
    answer = town.say("receive", PERIOD, tmp_path / "空夹")
    assert answer.code == 2
    assert "没有可以登记的文件" in answer.err


def test_names_that_collide_are_told_apart(town: Town, tmp_path: Path) -> None:
    for folder, words in (("甲", b"1"), ("乙", b"2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / FILE).write_bytes(words)
    said = received(town, tmp_path / "甲" / FILE, tmp_path / "乙" / FILE)
    assert [r["file"] for r in said] == ["市水务局（2）.xlsx", "市水务局（3）.xlsx"]


@pytest.mark.parametrize(("at", "words"), [("2031-04-01 08:00", "晚于现在"), ("2031-02-01 08:00", "早于下发")])
def test_a_time_that_cannot_be_is_shown(town: Town, at: str, words: str) -> None:
    answer = town.say("receive", PERIOD, town.inbox / FILE, "--at", at)
    assert answer.code == 0
    assert words in answer.out + answer.err


def test_nobodys_name_is_refused_and_nothing_written(town: Town, tmp_path: Path) -> None:
    sheet = tmp_path / "表.xlsx"
    sheet.write_bytes(b"x")
    answer = town.say("receive", PERIOD, sheet, "--from", "云海水务集团")
    assert answer.code == 2
    assert not (town.inbox / "表.xlsx").exists()


@pytest.mark.parametrize(("moment", "how"), [
    ("2031-03-10", "file-time"), ("2031-02-10", "first-sight"), ("2031-12-10", "first-sight")])
def test_a_files_own_time_counts_only_within_the_period(town: Town, moment: str, how: str) -> None:
    from datetime import datetime

    when = datetime.fromisoformat(moment).timestamp()
    os.utime(town.inbox / FILE, (when, when))
    town.check()
    line = next(row for row in (town.inbox / "receipts.csv").read_text("utf-8-sig").splitlines() if FILE in row)
    assert line.endswith(how)
    assert town.check(today="2031-03-22").json["units"] == town.check().json["units"]


# ── names and archives nobody means well with ────────────────────────────────────────────────────
NAMES = ["a\nb.xlsx", "\u202exslx.水务", "  .xlsx", "CON.xlsx", "=cmd|'x'!A1.xlsx", "<b>&amp;.xlsx", "a'b\"c.xlsx",
         "..xlsx", "名" * 80 + ".xlsx", "😀.xlsx", "\x01\x02.xlsx", r"\x00.xlsx", r"\xzz.xlsx", "a%s{0}.xlsx", "无后缀"]


def bad_archives() -> dict[str, bytes]:
    sheet = b"x" * 200
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("弹.xlsx", bytes(40 << 20))
    bomb = held.getvalue()
    itself = m.zipped([("a.zip", m.zipped([("a.zip", m.zipped([("a.zip", m.zipped([("x", b"")]))]))]))])
    many = m.zipped([(f"{n}.txt", b"") for n in range(5_100)])
    climbing = m.zipped([("../../../etc/passwd", sheet), ("C:\\Windows\\a.xlsx", sheet), ("/abs.xlsx", sheet)])
    twins = m.zipped([("同.xlsx", b"1"), ("同.xlsx", b"2")])
    return {"弹.zip": bomb, "套.zip": itself, "多.zip": many, "爬.zip": climbing, "双.zip": twins,
            "半.zip": climbing[:150], "半.7z": m.sevenzipped([("a", sheet)])[:60],
            "名.7z": m.sevenzipped([("../../a.xlsx", sheet), ("a.xlsx", sheet), ("..", sheet)]),
            "零.7z": b"7z\xbc\xaf\x27\x1c" + bytes(26), "乱.7z": b"7z\xbc\xaf\x27\x1c" + random.Random(3).randbytes(400)}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_every_name_and_archive_ends_in_one_verdict(town: Town) -> None:
    for name in NAMES:
        (town.inbox / name).write_bytes(f"坏{name}".encode())
    (town.inbox / os.fsdecode(b"\xff\xfe\x80.xlsx")).write_bytes(b"PK\x03\x04")
    for name, content in bad_archives().items():
        town.send(name, content)
    before = {p: p.read_bytes() for p in town.inbox.rglob("*") if p.is_file() and p.name != "receipts.csv"}
    answer = town.check(verb="run")
    met = verdicts(answer)
    assert set(NAMES) <= set(met)
    assert r"\xff\xfe\x80.xlsx" in met
    assert {name: met[name] for name in ("弹.zip", "多.zip", "半.zip", "半.7z", "零.7z", "乱.7z")} == dict.fromkeys(
        ("弹.zip", "多.zip", "半.zip", "半.7z", "零.7z", "乱.7z"), "rejected")
    assert {"爬.zip/etc/passwd", "爬.zip/C:/Windows/a.xlsx", "双.zip/同.xlsx", "双.zip/同.xlsx#2",
            "名.7z/a.xlsx", "名.7z/a.xlsx#2", "名.7z/无名文件"} <= set(met)
    assert "套.zip/a.zip/a.zip/a.zip" in met
    assert {met[f"{unit}.xlsx"] for unit in (WATER, FOREST)} == {"accepted"}
    assert before == {p: p.read_bytes() for p in before}
    assert town.check(verb="run").json["files"] == answer.json["files"]


def copy_of(town: Town, path: Path) -> Path:
    path.write_bytes((town.inbox / FILE).read_bytes())
    return path


def test_the_same_content_under_another_name_makes_no_timely_unit_late(town: Town, tmp_path: Path) -> None:
    """A sheet forwarded once more after the due time came when it first came."""
    received(town, town.inbox / FILE, "--at", "2031-03-20 09:00")
    answer = town.say("receive", PERIOD, copy_of(town, tmp_path / "转发 水务局.xlsx"), "--at", "2031-03-27 09:00", today=TODAY)
    assert answer.code == 0
    assert "以先到的为准" in answer.out + answer.err
    now = of_unit(town.check())
    assert (now["state"], now["received_at"][:16]) == ("returned", "2031-03-20T09:00")
    assert "转发 水务局.xlsx" in (town.inbox / "receipts.csv").read_text("utf-8-sig")


def test_a_file_that_lay_there_unseen_came_before_another_copy_of_it(town: Town, tmp_path: Path) -> None:
    came = datetime(2031, 3, 19, 10, tzinfo=UTC).timestamp()
    os.utime(town.inbox / FILE, (came, came))
    received(town, copy_of(town, tmp_path / "另存.xlsx"), "--at", "2031-03-27 09:00")
    assert of_unit(town.check())["state"] == "returned"


def test_the_same_name_again_corrects_the_time_both_ways(town: Town, tmp_path: Path) -> None:
    again = copy_of(town, tmp_path / FILE)
    for told, state in (("2031-03-20 09:00", "returned"), ("2031-03-27 09:00", "late"), ("2031-03-21 09:00", "returned")):
        received(town, again, "--at", told)
        now = of_unit(town.check())
        assert (now["state"], now["received_at"][:10]) == (state, told[:10])
