"""A whole period through the command line, and the next one: outputs, receipts, settings, publishing."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from clerk import annex_lines, columns, rows_of, zhenggai
from openpyxl import Workbook, load_workbook
from valley import (
    AFTER,
    ANSWERS,
    CITY,
    DUE,
    FARM,
    LEADS,
    NORTH,
    PERIOD,
    PLAN,
    SOUTH,
    WATER,
    Valley,
    contents,
    copied,
    digests,
    founded,
    ledger_cell,
    office_writes,
    opened,
    put,
    setting,
    sheet_rows,
    stamp,
    with_workbook,
)

REPO = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Valley:
    return opened(tmp_path_factory.mktemp("cycle") / "w")


@pytest.fixture
def valley(issued: Valley, tmp_path: Path) -> Valley:
    return copied(issued, tmp_path / "w")


def problem(answer: Any, number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(p for p in answer.json["problems"] if p["number"] == number)
    return found


def unit(answer: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(u for u in answer.json["units"] if u["unit"] == name)
    return found


def receipts(valley: Valley, period: str = PERIOD) -> list[dict[str, str]]:
    content = valley.inbox("receipts.csv", period=period).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


# ── the way of a period ──────────────────────────────────────────────────────────────────────────
def test_a_period_is_opened_once(valley: Valley) -> None:
    period = tomllib.loads(valley.inbox("period.toml").read_text(encoding="utf-8"))
    assert period["expected"] == [WATER, NORTH, FARM, CITY]
    assert str(period["as_of"]) == "2025-03-31"
    assert period["due"].isoformat().startswith(DUE)
    assert "previous" not in period
    assert {p.stem for p in valley.outbox("下发").iterdir()} == set(LEADS)
    before = contents(valley.root)
    again = valley.say("issue", PERIOD, "--due", "2025-03-28T18:00")
    assert again.code == 2
    assert "--extend" in again.err
    assert contents(valley.root) == before


def test_all_units_with_collectives_expanded(tmp_path: Path) -> None:
    valley = founded(tmp_path / "w")

    def name_members(book: Workbook) -> None:
        sheet = book["单位"]
        at = {str(c.value): c.column for c in sheet[1]} if sheet["A1"].value == "单位全称" else None
        header = next(r for r in range(1, 10)
                      if "单位全称" in [c.value for c in sheet[r]]) if at is None else 1
        at = {str(c.value): c.column for c in sheet[header]}
        for row in range(header + 1, sheet.max_row + 1):
            if sheet.cell(row, at["单位全称"]).value in (NORTH, SOUTH):
                sheet.cell(row, at["所属集体"]).value = "各县区党委和政府"
        sheet.cell(sheet.max_row + 1, at["单位全称"]).value = "西岭县党委和政府"
        sheet.cell(sheet.max_row, at["所属集体"]).value = "各县区党委和政府"
    with_workbook(valley.root / "templates/专项配置.xlsx", name_members)
    answer = valley.say("issue", PERIOD, "--due", "3月25日18时", "--to", "all",
                        "--as-of", "2025-03-20", "--json", today="2025-03-01")
    assert answer.code == 0, answer.err
    assert set(answer.json["units"]) == {*LEADS, SOUTH, "西岭县党委和政府"}
    assert answer.json["as_of"] == "2025-03-20"
    assert answer.json["due"].startswith("2025-03-25T18:00:00")
    assert answer.json["unexpanded"] == []
    shares = load_workbook(valley.outbox("下发", "西岭县党委和政府.xlsx"))["填报表"]
    assert [int(cells["序号"]) for _, cells in rows_of(shares)] == [3]


def test_the_outputs_and_exit_codes(valley: Valley) -> None:
    missing = valley.run()
    assert missing.code == 1
    assert {u["state"] for u in missing.json["units"]} == {"missing"}
    assert {p["status_text"] for p in missing.json["problems"]} == {None}
    assert {p["source"] for p in missing.json["problems"]} == {"none"}
    assert "草稿" in word_header(valley.annex)
    letters = {p.name for p in valley.outbox("通知").iterdir()}
    assert {n for n in letters if n.startswith("催报函")} == {f"催报函-{u}.docx" for u in LEADS}
    assert "通报.docx" in letters
    assert annex_lines(valley.annex).count("整改进展情况：未报送") == 5
    valley.send_all()
    done = valley.run()
    assert done.code == 0, done.json["remarks"]
    assert not [c for c in done.codes() if c[0] in "RCFAL"]
    assert "草稿" not in word_header(valley.annex)
    on_disk = {f"outbox/{PERIOD}/{name}" for name in contents(valley.outbox(), skip=["下发"])}
    assert set(done.json["outputs"]) == on_disk
    assert len(done.json["outputs"]) == len(on_disk)
    assert {Path(o).name for o in done.json["outputs"] if not Path(o).name.startswith(("提醒函", "验收销号"))} == {
        "整改台账.xlsx", "附件-整改进展情况.docx", "看板.html", "校验报告.xlsx", "manifest.json", "通报.docx"}
    assert done.json["totals"]["draft"] is False
    manifest = json.loads(valley.outbox("manifest.json").read_text(encoding="utf-8"))
    actual = contents(valley.root)
    for entry in (*manifest["inputs"], *manifest["outputs"]):
        assert actual[entry["path"]] == entry["sha256"]
    assert {e["path"] for e in manifest["outputs"]} == set(done.json["outputs"]) - {
        f"outbox/{PERIOD}/manifest.json"}


def word_header(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    return "".join(p.text for s in document.sections
                   for h in (s.header, s.first_page_header, s.even_page_header) for p in h.paragraphs)


def test_status_writes_nothing_and_check_little(valley: Valley) -> None:
    valley.send_all(WATER, FARM)
    valley.send(CITY, {5: {"整改状态": "差不多了", "整改进展情况": "正在覆盖。"}})
    before = digests(valley.root)
    status = valley.run(verb="status")
    assert status.code == 1
    assert digests(valley.root) == before
    checked = valley.run(verb="check")
    new = {name for name in contents(valley.root) if name not in before}
    assert {n for n in new if not n.startswith(".zhenggai/")} == {
        f"inbox/{PERIOD}/receipts.csv", f"outbox/{PERIOD}/校验报告.xlsx", f"outbox/{PERIOD}/退回/{CITY}.xlsx"}
    after = digests(valley.root)
    assert all(after[name] == was for name, was in before.items())
    assert checked.json["remarks"] == status.json["remarks"]
    assert set(checked.json["outputs"]) == {
        f"outbox/{PERIOD}/校验报告.xlsx", f"outbox/{PERIOD}/退回/{CITY}.xlsx"}


def test_running_twice_changes_nothing(valley: Valley) -> None:
    valley.send_all(WATER, FARM, NORTH)
    valley.send(CITY, {5: {"整改状态": "差不多了", "整改进展情况": "正在覆盖。"}})
    inbox = digests(valley.inbox())
    valley.run()
    first = digests(valley.root, skip=["lock"])
    valley.run()
    valley.run(verb="check")
    assert digests(valley.root, skip=["lock"]) == first
    assert {n: d for n, d in digests(valley.inbox()).items() if n in inbox} == inbox
    valley.run(today="2025-03-24")
    assert digests(valley.root, skip=["lock"]) == first, "nobody is missing: the day says nothing"


def test_the_day_shows_only_where_someone_is_missing(valley: Valley) -> None:
    valley.send_all(WATER, FARM)
    valley.run()
    first = contents(valley.outbox())
    valley.run(today="2025-03-28")
    changed = {n for n, d in contents(valley.outbox()).items() if first.get(n) != d}
    told = {"校验报告.xlsx", "看板.html", "manifest.json"}
    assert changed <= told | {n for n in first if n.startswith("通知/")}
    assert "整改台账.xlsx" not in changed
    assert "附件-整改进展情况.docx" not in changed


def test_the_order_of_files_does_not_matter(valley: Valley, tmp_path: Path) -> None:
    valley.send_all()
    valley.send(WATER, name="子文件夹/水务（修改稿）.xlsx", change=put(1, "整改进展情况", "修改后的进展。"))
    with zipfile.ZipFile(valley.inbox("打包.zip"), "w") as zipped:
        zipped.write(valley.inbox(f"{CITY}.xlsx"), "城管.xlsx")
    stamp(valley.inbox("打包.zip"), "2025-03-19T11:00")
    other = copied(valley, tmp_path / "other")
    files = [p for p in other.inbox().rglob("*") if p.is_file()]
    held = {p: (p.read_bytes(), p.stat()) for p in files}
    for path in files:
        path.unlink()
    for path in sorted(files, key=lambda p: p.name, reverse=True):
        path.write_bytes(held[path][0])
        os.utime(path, ns=(held[path][1].st_atime_ns, held[path][1].st_mtime_ns))
    first, second = valley.run(), other.run()
    assert first.json == second.json
    assert contents(valley.outbox()) == contents(other.outbox())
    assert problem(first, 1)["progress"][0]["text"] == "修改后的进展。"


def test_a_real_process_does_the_same_from_a_folder_below_the_workspace(tmp_path: Path) -> None:
    """The same through a real process, in Chinese, from a folder below the workspace."""
    document = tmp_path / "方案.txt"
    document.write_text(PLAN, encoding="utf-8")
    root = tmp_path / "工作 区"

    def say(*words: str, at: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "toolkit", *words], cwd=at, text=True, encoding="utf-8",
            capture_output=True, check=False,
            env={**os.environ, "PYTHONPATH": str(REPO), "PYTHONIOENCODING": "utf-8"})

    assert say("init", str(root)).returncode == 0
    assert say("import", str(document), "-C", str(root)).returncode == 0
    below = root / "inbox"
    opened = say("issue", PERIOD, "--due", DUE, "--json", "--today", "2025-03-01", at=below)
    assert opened.returncode == 0, opened.stderr
    assert json.loads(opened.stdout)["period"] == PERIOD
    ran = say("run", PERIOD, "--json", "--today", "2025-03-20", at=below)
    assert ran.returncode == 1
    assert len(json.loads(ran.stdout)["units"]) == 4
    refused = say("run", "2025-04", "--json", at=below)
    assert refused.returncode == 2
    assert list(json.loads(refused.stdout)) == ["error"]
    assert PERIOD in refused.stderr


# ── receipts ─────────────────────────────────────────────────────────────────────────────────────
def test_three_ways_to_know_the_time(valley: Valley) -> None:
    valley.send(WATER, at="2025-03-18T09:30")
    valley.send(FARM, at="2025-02-01T09:30")
    outside = valley.root.parent / "来件.xlsx"
    shutil.move(valley.send(CITY), outside)
    inside = valley.say("receive", PERIOD, outside, "--at", "2025-03-19T16:00", "--json")
    assert inside.json["received"][0]["how"] == "given"
    valley.run(verb="check")
    ways = {r["name"]: (r["how"], r["received_at"][:16]) for r in receipts(valley)}
    assert ways == {
        f"{WATER}.xlsx": ("file-time", "2025-03-18T09:30"),
        f"{FARM}.xlsx": ("first-sight", "2025-03-20T23:59"),
        "来件.xlsx": ("given", "2025-03-19T16:00")}
    valley.run(verb="check", today="2025-03-24")
    assert len(receipts(valley)) == 3


def test_given_time_corrects_and_the_last_counts(valley: Valley) -> None:
    valley.send_all(WATER, FARM, NORTH)
    sent = valley.send(CITY, at="2025-03-26T09:00")
    late = valley.run(today="2025-03-27")
    assert unit(late, CITY)["state"] == "late"
    assert [r["weight"] for r in late.json["remarks"] if r["code"] == "R102"] == ["advises"]
    assert late.code == 0
    assert "收到时间待核" in "".join(annex_lines(valley.outbox("通知", "通报.docx")))
    content, modified = sent.read_bytes(), sent.stat().st_mtime_ns
    for at, code, state in (("2025-03-26T08:00", 1, "late"), ("3月25日18时", 0, "returned"),
                            ("2025年3月25日18时1分", 1, "late")):
        assert valley.say("receive", PERIOD, sent, "--at", at, today="2025-03-27").code == 0
        answer = valley.run(today="2025-03-27")
        assert answer.code == code
        assert unit(answer, CITY)["state"] == state
    assert [r["weight"] for r in answer.json["remarks"] if r["code"] == "R102"] == ["blocks"]
    assert (sent.read_bytes(), sent.stat().st_mtime_ns) == (content, modified)
    assert [p.name for p in valley.inbox().glob("*城市*")] == [f"{CITY}.xlsx"]
    assert [r["how"] for r in receipts(valley) if CITY in r["name"]] == ["file-time", *["given"] * 3]


def test_a_given_sender_counts(valley: Valley) -> None:
    bare = Workbook()
    sheet = bare.active
    assert sheet is not None
    sheet.append(["序号", "问题", "整改状态", "整改进展情况", "填报人", "联系电话"])
    sheet.append([2, "", "正在推进", "管网改造3公里。", "何佳", "0400-5550177"])
    outside = valley.root.parent / "表1.xlsx"
    bare.save(outside)
    assert valley.say("receive", PERIOD, outside, "--from", "没有这个单位").code == 2
    assert not valley.inbox("表1.xlsx").exists()
    assert valley.say("receive", PERIOD, outside, "--from", NORTH).code == 0
    answer = valley.run()
    assert unit(answer, NORTH)["files"] == ["表1.xlsx"]
    assert problem(answer, 2)["progress"][0]["text"] == "管网改造3公里。"


def test_same_name_other_bytes(valley: Valley) -> None:
    """Nothing in the inbox is replaced, not even where two names there hold the same bytes."""
    first = valley.send(WATER, name="报表.xlsx")
    shutil.copy2(first, valley.inbox("又一份.xlsx"))
    before = digests(valley.inbox())
    outside = valley.root.parent / "报表.xlsx"
    shutil.move(valley.send(FARM, name="搬走.xlsx"), outside)
    assert valley.say("receive", PERIOD, outside).code == 0
    after = digests(valley.inbox())
    assert all(after[name] == was for name, was in before.items())
    assert valley.inbox("报表（2）.xlsx").read_bytes() == outside.read_bytes()
    answer = valley.run()
    assert "R103" in answer.codes()
    assert unit(answer, FARM)["files"] == ["报表（2）.xlsx"]


def test_members_of_a_zip_take_its_receipt(valley: Valley) -> None:
    sent = [valley.send(u) for u in (WATER, FARM)]
    outside = valley.root.parent / "两家.zip"
    with zipfile.ZipFile(outside, "w") as zipped:
        for path in sent:
            zipped.write(path, path.name)
            path.unlink()
    valley.say("receive", PERIOD, outside, "--at", "2025-03-26T10:00", today=AFTER)
    answer = valley.run(today=AFTER)
    assert unit(answer, WATER)["files"] == [f"两家.zip/{WATER}.xlsx"]
    for name in (WATER, FARM):
        assert unit(answer, name)["received_at"].startswith("2025-03-26T10:00")
        assert unit(answer, name)["state"] == "late"
    assert {f["file"] for f in answer.json["files"]} == {
        "两家.zip", f"两家.zip/{WATER}.xlsx", f"两家.zip/{FARM}.xlsx"}
    valley.say("receive", PERIOD, valley.inbox("两家.zip"), "--at", "2025-03-25T10:00", today=AFTER)
    assert unit(valley.run(today=AFTER), FARM)["state"] == "returned"


def test_a_later_due_time_is_recorded_and_reissues_nothing(valley: Valley) -> None:
    valley.send_all(WATER, FARM, NORTH)
    sent = valley.send(CITY)
    valley.say("receive", PERIOD, sent, "--at", "2025-03-27T09:00", today="2025-03-28")
    issued = digests(valley.outbox("下发"))
    assert valley.run(today="2025-03-28").code == 1
    shorter = valley.say("issue", PERIOD, "--extend", "2025-03-24T18:00", today="2025-03-26")
    assert shorter.code == 2
    stranger = valley.say("issue", PERIOD, "--extend", "2025-03-28T18:00", "--unit", "市体育局")
    assert stranger.code == 2
    assert valley.say("issue", PERIOD, "--extend", "2025-03-28T18:00", "--unit", CITY,
                      today="2025-03-26").code == 0
    answer = valley.run(today="2025-03-28")
    assert answer.code == 0
    assert unit(answer, CITY)["state"] == "returned"
    assert answer.json["due"].startswith(DUE)
    assert valley.say("issue", PERIOD, "--extend", "2025-03-30T18:00").code == 0
    period = tomllib.loads(valley.inbox("period.toml").read_text(encoding="utf-8"))
    assert [e.get("unit") for e in period["extensions"]] == [CITY, None]
    assert valley.run().json["due"].startswith("2025-03-30T18:00")
    assert digests(valley.outbox("下发")) == issued


# ── publishing and the next period ───────────────────────────────────────────────────────────────
def waive(root: Path, code: str, name: str) -> None:
    def change(book: Workbook) -> None:
        sheet = book["规则"]
        header = next(r for r in range(1, 10) if "豁免规则" in [c.value for c in sheet[r]])
        at = {str(c.value): c.column for c in sheet[header]}
        free = next(r for r in range(header + 1, 200) if not sheet.cell(r, at["豁免规则"]).value)
        for heading, value in (("豁免规则", code), ("豁免单位", name), ("批准人", "高远"), ("理由", "书面说明")):
            sheet.cell(free, at[heading]).value = value
    with_workbook(root / "templates/专项配置.xlsx", change)


def test_only_a_clean_period_is_published(valley: Valley) -> None:
    valley.send_all(WATER, FARM, NORTH)
    draft = valley.say("publish", PERIOD)
    assert draft.code == 1
    assert not valley.outbox("定稿").exists()
    waive(valley.root, "R101", CITY)
    assert valley.run().code == 0
    published = valley.say("publish", PERIOD, "--json")
    assert published.code == 0, published.err
    kept = digests(valley.outbox("定稿"))
    assert set(kept) == {"附件-整改进展情况.docx", "整改台账.xlsx", "manifest.json"}
    assert valley.say("publish", PERIOD).code == 0
    assert digests(valley.outbox("定稿")) == kept
    valley.send(CITY)
    before = contents(valley.root)
    changed = valley.say("publish", PERIOD)
    assert changed.code == 2
    assert "定稿" in changed.err
    assert contents(valley.root) == before, "exit 2: nothing was written"
    assert valley.run().code == 0
    assert digests(valley.outbox("定稿")) == kept


def test_the_next_period(valley: Valley) -> None:
    valley.send_all(WATER, FARM)
    valley.send(CITY, {5: {"整改状态": "已销号", "整改进展情况": "已覆盖并销号。", "完成日期": "2025-03-10"}})
    valley.send(NORTH)
    first = valley.run()
    if first.code:
        for code in {r["code"] for r in first.json["remarks"] if r["weight"] == "blocks"}:
            waive(valley.root, code, CITY)
    assert valley.say("publish", PERIOD).code == 0
    issued = valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", "--json", today="2025-04-01")
    assert (issued.json["baseline"], issued.json["previous"]) == (PERIOD, PERIOD)
    sheet = load_workbook(valley.outbox("下发", f"{WATER}.xlsx", period="2025-04"))["填报表"]
    assert "已查清5个入河排污口来源" in next(rows_of(sheet))[1]["上期进展"]
    assert next(rows_of(sheet))[1]["整改状态"] is None
    may = {1: {"整改状态": "正在推进", "整改进展情况": "本期无新进展", "存在问题": "汛期停工"},
           4: ANSWERS[4]}
    valley.send(WATER, may, period="2025-04", at="2025-04-10T09:00")
    valley.send(FARM, {}, period="2025-04", at="2025-04-10T09:00", change=zero_report)
    answer = valley.run("2025-04", today="2025-04-20")
    carried = problem(answer, 1)
    assert carried["source"] == "carried"
    assert [p["text"] for p in carried["progress"]] == [
        "已查清5个入河排污口来源。", "其中2个来自老旧小区。", "截流管完成1.1公里。"]
    assert carried["status"] == "in_progress"
    assert unit(answer, FARM)["state"] == "nothing_to_report"
    assert problem(answer, 3)["source"] == "carried"
    assert problem(answer, 3)["status"] == "behind"
    assert problem(answer, 5)["source"] == "carried"
    assert problem(answer, 5)["status"] == "closed"
    assert not [r for r in answer.json["remarks"] if r["problem"] == 5 and r["code"] == "C201"]
    assert problem(answer, 2)["source"] == "none"
    said = valley.say("trace", "2025-04", "1（二）", "--json", today="2025-04-20").json
    assert said["file"] == f"outbox/{PERIOD}/定稿/整改台账.xlsx"
    book = load_workbook(valley.root / said["file"])
    assert said["written"] in str(book[said["sheet"]][said["cell"]].value)


def zero_report(book: Workbook) -> None:
    sheet = book["填报说明"]
    row = next(r for r in range(1, 40) if sheet.cell(r, 1).value == "本期无进展")
    sheet.cell(row, 2).value = "是"
    sheet.cell(row + 1, 2).value = "项目尚在招标"


def test_an_unpublished_period_is_the_previous_one(valley: Valley) -> None:
    valley.send_all()
    valley.run()
    issued = valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", "--json", today="2025-04-01")
    assert issued.json["baseline"] == PERIOD
    said = ANNEX.replace("正在招标", "已经开标")
    assert zhenggai_import(valley, "2025-02", said).code == 0
    sheet = valley.run("2025-04", today="2025-04-02")
    manifest = json.loads(valley.outbox("manifest.json", period="2025-04").read_text(encoding="utf-8"))
    assert sheet.code == 1
    assert manifest["baseline"]["period"] == "2025-02", "published before unpublished"


ANNEX = """附件

云岭市督察反馈问题整改进展情况

一、白马河段有5个入河排污口没有整治，雨季污水直排。
整改进展情况：正在推进实施
（一）排污口溯源工程正在招标。
（二）已完成管线测绘。

二、北川县污水处理厂进水浓度低，运行负荷率只有41%。
整改进展情况：达到序时进度
管网改造完成1公里。

三、12家规模养殖场粪污处理设施不配套。
整改进展情况：已完成整改，长期坚持
（一）12家养殖场已全部配套。
"""


def zhenggai_import(valley: Valley, period: str, text: str) -> Any:
    document = valley.root.parent / "往期附件.txt"
    document.write_text(text, encoding="utf-8")
    return valley.say("import", "--as", "progress", "--period", period, document)


def test_a_start_in_mid_year(tmp_path: Path) -> None:
    valley = founded(tmp_path / "w")
    laid = zhenggai_import(valley, "2025-02", ANNEX)
    assert laid.code == 0, laid.err
    assert "4、5" in laid.out, "what the annex lacks is said"
    before = contents(valley.root)
    assert zhenggai_import(valley, "2025-02", ANNEX).code == 2
    assert contents(valley.root) == before
    assert valley.say("issue", "2025-02", "--due", "2025-02-25T18:00").code == 2
    issued = valley.say("issue", PERIOD, "--due", DUE, "--json", today="2025-03-01")
    assert issued.json["baseline"] == "2025-02"
    sheet = load_workbook(valley.outbox("下发", f"{WATER}.xlsx"))["填报表"]
    assert next(rows_of(sheet))[1]["上期进展"].endswith("（一）排污口溯源工程正在招标。\n（二）已完成管线测绘。")
    valley.send(WATER, {1: {"整改状态": "正在推进", "整改进展情况": "本期无新进展", "存在问题": "资金未到"},
                        4: ANSWERS[4]})
    answer = valley.run()
    assert [p["text"] for p in problem(answer, 1)["progress"]] == [
        "排污口溯源工程正在招标。", "已完成管线测绘。"]


def test_a_start_in_mid_year_without_a_list(tmp_path: Path) -> None:
    root = tmp_path / "w"
    zhenggai("init", root)
    valley = Valley(root)
    before = contents(root)
    assert zhenggai_import(valley, "坏/名", ANNEX).code == 2
    assert contents(root) == before
    laid = zhenggai_import(valley, "2025-02", ANNEX)
    assert laid.code == 0, laid.err
    assert valley.outbox("定稿", "整改台账.xlsx", period="2025-02").exists()
    book = load_workbook(root / "templates/问题清单.xlsx")
    assert [r[0].value for r in book["问题"].iter_rows(min_row=2)][:3] == [1, 2, 3]


# ── settings ─────────────────────────────────────────────────────────────────────────────────────
def test_carrying_the_missing(valley: Valley) -> None:
    valley.send_all()
    valley.run()
    valley.say("publish", PERIOD)
    valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", today="2025-04-01")
    bare = valley.run("2025-04", today="2025-04-02")
    assert problem(bare, 5)["source"] == "none"
    lines = annex_lines(valley.outbox("附件-整改进展情况.docx", period="2025-04"))
    assert lines.count("整改进展情况：未报送") == 5
    assert any(CITY in line and "尚待" in line for line in lines)
    setting(valley.root, 未报送沿用上期="是")
    kept = valley.run("2025-04", today="2025-04-02")
    assert kept.code == 1
    assert problem(kept, 5)["source"] == "carried"
    lines = annex_lines(valley.outbox("附件-整改进展情况.docx", period="2025-04"))
    assert "（二）喷淋设备已采购。" in lines
    assert any(CITY in line and "尚待" in line for line in lines)


def test_answers_start_prefilled_where_the_office_asks_for_it(valley: Valley) -> None:
    valley.send_all()
    valley.run()
    valley.say("publish", PERIOD)
    setting(valley.root, 预填上期内容="是")
    valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", today="2025-04-01")
    sheet = load_workbook(valley.outbox("下发", f"{CITY}.xlsx", period="2025-04"))["填报表"]
    (_, cells), = rows_of(sheet)
    assert cells["整改状态"] == "正在推进"
    assert "喷淋设备已采购" in cells["整改进展情况"]


def test_responsible_units_in_the_annex(tmp_path: Path) -> None:
    valley = opened(tmp_path / "w", "--to", "all")
    own = {5: {"整改状态": "已完成整改", "整改进展情况": "本区2处堆放点已清运。", "完成日期": "2025-03-02"}}
    valley.send_all(WATER, FARM, CITY, NORTH)
    valley.send(SOUTH, {**own, 1: ANSWERS[1], 4: ANSWERS[4]})
    answer = valley.run()
    assert problem(answer, 5)["status"] == "in_progress"
    assert "本区2处堆放点已清运" not in "".join(annex_lines(valley.annex))
    filled = load_workbook(valley.ledger)["填报内容"]
    assert any("本区2处堆放点已清运。" in [c.value for c in row] for row in filled.iter_rows())
    setting(valley.root, 附件包含责任单位="是")
    answer = valley.run()
    assert problem(answer, 5)["status"] == "in_progress"
    assert "（三）本区2处堆放点已清运。" in annex_lines(valley.annex)
    assert ledger_cell(valley.ledger, 5, "附件用语") == "正在推进实施"


def test_the_repository_is_a_workspace_as_init_lays_it_out(tmp_path: Path) -> None:
    """And stays one: no test may import into it."""
    zhenggai("init", tmp_path / "w")
    laid = contents(tmp_path / "w", skip=[".zhenggai"])
    assert len(laid) == 18
    here = contents(REPO / "templates")
    assert {f"templates/{name}": digest for name, digest in here.items()} == {
        name: digest for name, digest in laid.items() if name.startswith("templates/")}


def test_what_differs_from_the_published_annex_is_told_in_a_document_of_its_own(valley: Valley) -> None:
    valley.send_all()
    assert valley.say("publish", PERIOD).code == 0
    correction = valley.outbox("更正说明.docx")
    valley.run()
    assert not correction.exists()
    office_writes(valley.ledger, 5, 公开文字="覆盖裸露面2.4公顷。", 修改人="甲", 修改理由="核实")
    assert f"outbox/{PERIOD}/更正说明.docx" in valley.run().json["outputs"]
    with zipfile.ZipFile(correction) as package:
        body = package.read("word/document.xml").decode()
    assert "2.4公顷" in "".join(re.findall(r"<w:t[^>]*>([^<]*)", body))
    assert re.search(r"<w:del .*?<w:delText[^>]*>", body, re.DOTALL)
    assert "五、城郊建筑垃圾" in body
    assert "四、白马河灌区" not in body
    office_writes(valley.ledger, 5, 公开文字=None, 修改人=None, 修改理由=None)
    valley.run()
    assert not correction.exists()


@pytest.mark.parametrize("note", ["", "每月巡查一次。"])
def test_a_measure_reported_done_is_shown_in_later_periods_and_not_asked_again(valley: Valley, note: str) -> None:
    def first_is_done(book: Workbook) -> None:
        sheet = book["措施"]
        at = columns(sheet)[1]
        row = next(r for r, _ in rows_of(sheet))
        sheet.cell(row, at["完成情况"], "全部完成")
        sheet.cell(row, at["完成日期"], "2025-03-12")

    def first_is_blank(book: Workbook) -> None:
        sheet = book["措施"]
        at = columns(sheet)[1]
        row = next(r for r, _ in rows_of(sheet))
        sheet.cell(row, at["完成情况"]).value = None
        sheet.cell(row, at["说明"]).value = note or None

    def first_was_due(book: Workbook) -> None:
        sheet = book["措施"]
        header, at = sheet_rows(sheet, "措施时限")
        row = next(r for r in range(header + 1, sheet.max_row + 1) if sheet.cell(r, at["序号"]).value == 5)
        sheet.cell(row, at["措施时限"]).value = "2025-03-31"

    with_workbook(valley.root / "templates/问题清单.xlsx", first_was_due)
    valley.send_all()
    with_workbook(valley.inbox(f"{CITY}.xlsx"), first_is_done)
    valley.run()
    assert valley.say("publish", PERIOD).code == 0
    for period, due in (("2025-04", "2025-04-25T18:00"), ("2025-05", "2025-05-25T18:00")):
        day = f"{period}-20"
        assert valley.say("issue", period, "--due", due, today=f"{period}-01").code == 0
        asked = load_workbook(valley.outbox("下发", f"{CITY}.xlsx", period=period))["措施"]
        done, still_open = [asked.cell(row, 1).fill.fgColor.rgb for row, _ in rows_of(asked)]
        assert done != still_open, "grey: not to be filled in again"
        valley.send_all(period=period)
        with_workbook(valley.inbox(f"{CITY}.xlsx", period=period), first_is_blank)
        answer = valley.run(period, today=day)
        told = [(r["code"], r["problem"]) for r in answer.json["remarks"] if r["code"] in ("C205", "D603")]
        assert all(code == "D603" and number != 5 for code, number in told), told
        assert answer.code == 0
        written = load_workbook(valley.outbox("整改台账.xlsx", period=period))["措施"]
        header, at = sheet_rows(written, "完成情况")
        kept = next(r for r in range(header + 1, written.max_row + 1) if written.cell(r, 1).value == 5)
        assert written.cell(kept, at["完成情况"]).value == "已完成"
        assert str(written.cell(kept, at["完成日期"]).value).startswith("2025-03-12")
        assert written.cell(kept, at["说明"]).value == (note or "上期已报完成，本期没有再报")
        place = f"整改台账!措施!{written.cell(kept, at['完成情况']).coordinate}"
        traced = valley.say("trace", period, place, "--json")
        assert "沿用" in traced.json["note"], traced.out
        assert valley.say("publish", period, today=day).code == 0


def test_a_prefilled_measure_returned_untouched_is_done_still_and_nothing_is_said_of_it(valley: Valley) -> None:
    def first_is_done(book: Workbook) -> None:
        sheet = book["措施"]
        at = columns(sheet)[1]
        row = next(r for r, _ in rows_of(sheet))
        sheet.cell(row, at["完成情况"], "已完成")
        sheet.cell(row, at["完成日期"], "2025-03-12")

    valley.send_all()
    with_workbook(valley.inbox(f"{CITY}.xlsx"), first_is_done)
    valley.run()
    assert valley.say("publish", PERIOD).code == 0
    assert valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", today="2025-04-01").code == 0
    bare = load_workbook(valley.outbox("下发", f"{CITY}.xlsx", period="2025-04"))["措施"]
    assert not any(cells["完成情况"] for _, cells in rows_of(bare)), "answers start empty"
    setting(valley.root, 预填上期内容="是")
    assert valley.say("issue", "2025-05", "--due", "2025-05-25T18:00", today="2025-05-01").code == 0
    progress = {5: {"整改状态": "正在推进", "整改进展情况": "喷淋设备安装2套。"}}
    valley.send(CITY, progress, period="2025-05", measures=None, at="2025-05-10T09:00")

    def second_goes_on(book: Workbook) -> None:
        sheet = book["措施"]
        row = [r for r, _ in rows_of(sheet)][1]
        sheet.cell(row, columns(sheet)[1]["完成情况"], "推进中")

    with_workbook(valley.inbox(f"{CITY}.xlsx", period="2025-05"), second_goes_on)
    stamp(valley.inbox(f"{CITY}.xlsx", period="2025-05"), "2025-05-10T09:00")
    (_, first), (_, second) = rows_of(load_workbook(valley.inbox(f"{CITY}.xlsx", period="2025-05"))["措施"])
    assert (first["完成情况"], str(first["完成日期"])[:10], second["完成日期"]) == ("已完成", "2025-03-12", None)
    answer = valley.run("2025-05", today="2025-05-20")
    assert not [r for r in answer.json["remarks"] if r["problem"] == 5], answer.json["remarks"]
    written = load_workbook(valley.outbox("整改台账.xlsx", period="2025-05"))["措施"]
    header, at = sheet_rows(written, "完成情况")
    kept = next(r for r in range(header + 1, written.max_row + 1) if written.cell(r, 1).value == 5)
    assert written.cell(kept, at["完成情况"]).value == "已完成"
    assert str(written.cell(kept, at["完成日期"]).value).startswith("2025-03-12")


def test_a_damaged_published_ledger_does_not_keep_its_own_period_from_being_looked_at(valley: Valley) -> None:
    valley.send_all()
    assert valley.say("publish", PERIOD).code == 0
    before = valley.say("status", PERIOD, "--json").json
    kept = valley.outbox("定稿", "整改台账.xlsx")
    kept.write_bytes(kept.read_bytes()[:2000])
    assert valley.say("status", PERIOD, "--json").json["problems"] == before["problems"]
    assert valley.say("check", PERIOD).code == 0
    note = valley.root / ".zhenggai" / "published" / f"{PERIOD}.xlsx"
    note.write_bytes(b"PK")
    assert valley.say("status", PERIOD).code == 0
    assert valley.run().code == 0
    refused = valley.say("issue", "2025-04", "--due", "2025-04-25T18:00")
    assert refused.code == 2, "as the last ledger it is needed"
    assert "定稿/整改台账.xlsx" in refused.err
