"""What clerks do with files: one persona each, its verdicts, its remarks, its texts; nothing gets lost."""

from __future__ import annotations

import base64
import io
import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import mischief as m
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from town import (
    ANSWERS,
    COUNTY,
    FOREST,
    HOUSING,
    LEADS,
    PERIOD,
    WATER,
    Change,
    Town,
    put,
    saved,
    spoken,
    table,
    verdicts,
)

FILE = f"{WATER}.xlsx"
OLD, NEW, OTHER = "已封堵1处。", "已封堵3处，全部完成。", "东山县已封堵1处。"
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Desk:
    """What a persona has at hand: filled sheets of any unit, with one thing done to them."""

    town: Town

    def sheet(self, change: Change | None = None, unit: str = WATER, **options: Any) -> bytes:
        return self.town.filled(unit, change, **options)

    def only(self, *numbers: int, text: str = "", change: Change | None = None, unit: str = WATER) -> bytes:
        """A sheet with these problems answered and nothing else, measures of these too."""
        answers = {n: {**ANSWERS[n], **({"整改进展情况": text} if text else {})} for n in numbers}
        return self.sheet(change, unit, answers=answers)


@dataclass(frozen=True)
class Persona:
    """Files sent instead of 市水务局.xlsx (the other two units are clean), and what is to be said."""

    files: Callable[[Desk], Files]
    verdicts: Mapping[str, str]
    remarks: tuple[tuple[str, str | None, int | None], ...] = ()
    texts: Mapping[int, list[str]] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    weights: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str | None] = field(default_factory=dict)


A, N, R, I = "accepted", "accepted_with_remarks", "rejected", "ignored"  # noqa: E741
ODD = os.fsdecode("市水务局.xlsx".encode("gbk"))
SHOWN = "市水务局.xlsx".encode("gbk").decode("utf-8", "backslashreplace")


def text(number: int, words: str) -> Change:
    return put(number, "整改进展情况", words)


def filler(name: str) -> Change:
    return m.head_value("填报人", name)


def unit(name: str | None) -> Change:
    return m.head_value("填报单位", name)


def two_sheets(desk: Desk) -> bytes:
    """The forest bureau's sheets copied behind the water bureau's."""
    book = load_workbook(io.BytesIO(desk.sheet(m.unstamped)))
    other = load_workbook(io.BytesIO(desk.sheet(m.unstamped, FOREST)))
    for name in ("填报表", "措施"):
        copied(other[name], book.create_sheet(f"{name} (2)"), 0)
    return saved(book)


def below_each_other(desk: Desk) -> bytes:
    """The forest bureau's table with its head pasted under the water bureau's on one sheet."""
    book = load_workbook(io.BytesIO(desk.sheet(m.unstamped)))
    other = load_workbook(io.BytesIO(desk.sheet(m.unstamped, FOREST)))
    copied(other["填报表"], book["填报表"], m.last_row(book) + 2)
    rows = [[c.value for c in row] for row in other["措施"].iter_rows(min_row=2)]
    for row in rows:
        if row[0] and str(row[0]).isdigit():
            book["措施"].append(row)
    return saved(book)


def copied(source: Any, target: Any, down: int) -> None:
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None and not isinstance(cell, MergedCell):
                target.cell(cell.row + down, cell.column).value = cell.value


def unit_column(desk: Desk) -> bytes:
    """One table of two units' rows, a column 填报单位 saying whose each is."""
    book = load_workbook(io.BytesIO(desk.sheet(m.in_turn(m.unstamped, unit(None)))))
    other = load_workbook(io.BytesIO(desk.sheet(m.unstamped, FOREST)))
    sheet, header, _ = table(book)
    last, wide = m.last_row(book), sheet.max_column + 1
    sheet.cell(header, wide).value = "填报单位"
    for row in range(header + 1, last + 1):
        sheet.cell(row, wide).value = WATER
    rows = [[c.value for c in row] for row in other["填报表"].iter_rows() if str(row[0].value).isdigit()]
    for at, row in enumerate(rows, last + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
        sheet.cell(at, wide).value = "林业和草原局"
    for row in other["措施"].iter_rows(min_row=2):
        if str(row[0].value).isdigit():
            book["措施"].append([c.value for c in row])
    return saved(book)


def headed(title: str, day: str | None = None) -> Change:
    """A pasted sheet: no stamp, a title of its own, and a day."""
    def change(book: Workbook) -> None:
        m.unstamped(book)
        book["填报表"]["A1"], book["措施"]["A1"] = title, "措施情况"
        m.head_value("填报日期", day)(book)
    return change


LOCKED = base64.b64decode(  # one letter, by 7-Zip with a password
    "N3q8ryccAAQ4Pc0JEAAAAAAAAAByAAAAAAAAAO1Xo09DvkKaQGaYFqO8r0iZNYODAQQGAAEJEAAHCwEAAiQG8QcBElMPx5Yfo0Mt3oZh"
    "MBXlGibZOiEhAQABAAwHAwAICgF6em/tAAAFARkBABEZAAJeNGyhUkBcLwD0iw5mLgB0AHgAdAAAABkCAAAUCgEASio5E0563QEVBgEAIICk"
    "gQAA")

PEOPLE: dict[str, Persona] = {
    # ── finding ──────────────────────────────────────────────────────────────────────────────────
    "files them by month and unit": Persona(
        lambda d: {f"三月/水务/{FILE}": d.sheet()}, {f"三月/水务/{FILE}": A}),
    "keeps lock files and thumbnails": Persona(
        lambda d: {FILE: d.sheet(), f"~${FILE}": b"x" * 165, f".~{FILE}": b"x", "Thumbs.db": b"x",
                   "水务/desktop.ini": b"x", ".DS_Store": b"x", f"{FILE}.tmp": b"x", f"{FILE}.crdownload": b"PK"},
        {FILE: A, f"~${FILE}": I, f".~{FILE}": I, "Thumbs.db": I, "水务/desktop.ini": I, ".DS_Store": I,
         f"{FILE}.tmp": I, f"{FILE}.crdownload": I}),
    "zips on a Mac": Persona(
        lambda d: {"水务.zip": m.zipped([(FILE, d.sheet()), (f"__MACOSX/._{FILE}", b"x")])},
        {"水务.zip": A, f"水务.zip/{FILE}": A, f"水务.zip/__MACOSX/._{FILE}": I}),
    "zips on Chinese Windows": Persona(
        lambda d: {"a.zip": m.zipped_in_gbk(f"三月/{FILE}", d.sheet())}, {"a.zip": A, f"a.zip/三月/{FILE}": A}),
    "zips a zip in a zip in a zip": Persona(
        lambda d: {"a.zip": m.zipped([("b.zip", m.zipped([("c.zip", m.zipped([("d.zip", m.zipped([
            (FILE, d.sheet())]))]))])), (FILE, d.sheet())])},
        {"a.zip": A, "a.zip/b.zip": A, "a.zip/b.zip/c.zip": A, "a.zip/b.zip/c.zip/d.zip": R, f"a.zip/{FILE}": A},
        (("R107", WATER, None),), says=("层数太多",), weights={"R107": "advises"}),
    "one file of the zip is spoilt": Persona(
        lambda d: {"市水务局.zip": spoilt([(FILE, d.sheet()), ("坏.xlsx", bytes(range(256)) * 30)])},
        {"市水务局.zip": A, f"市水务局.zip/{FILE}": A, "市水务局.zip/坏.xlsx": R},
        (("R107", WATER, None),), weights={"R107": "advises"}),
    "packs with a password": Persona(
        lambda _: {"市水务局.7z": LOCKED}, {"市水务局.7z": R},
        (("R107", WATER, None),), says=("去掉密码",)),
    "packs a 7z": Persona(
        lambda d: {"a.7z": m.sevenzipped([(f"三月/{FILE}", d.sheet()), ("三月/1.jpg", m.JPEG)])},
        {"a.7z": A, f"a.7z/三月/{FILE}": A, "a.7z/三月/1.jpg": I}, units={"a.7z/三月/1.jpg": WATER}),
    "packs a rar": Persona(
        lambda d: {"市水务局.rar": b"Rar!\x1a\x07\0" + b"x" * 99, FILE: d.sheet()}, {"市水务局.rar": R, FILE: A},
        (("R107", WATER, None),), weights={"R107": "advises"}, says=("ZIP",)),
    "a name of GBK bytes": Persona(lambda d: {ODD: d.sheet()}, {SHOWN: A}),
    "a name that looks like bytes": Persona(lambda d: {r"水务局\x41.xlsx": d.sheet()}, {r"水务局\x41.xlsx": A}),
    "a very long path": Persona(
        lambda d: {"/".join(["很长的文件夹名字" * 8] * 5) + f"/{FILE}": d.sheet()},
        {"/".join(["很长的文件夹名字" * 8] * 5) + f"/{FILE}": A}),
    # ── versions ─────────────────────────────────────────────────────────────────────────────────
    "downloads the same file twice": Persona(
        lambda d: dict.fromkeys((FILE, "下载/市水务局(1).xlsx"), d.sheet()),
        {FILE: A, "下载/市水务局(1).xlsx": I}, (("R103", WATER, None),)),
    "sends a final version": Persona(
        lambda d: {FILE: d.sheet(text(1, OLD)), "市水务局 最终版.xlsx": d.sheet(text(1, NEW))},
        {FILE: I, "市水务局 最终版.xlsx": A}, (("R104", WATER, None),), {1: [NEW]}, ("文件名标明是较新的版本",)),
    "counts the versions": Persona(
        lambda d: {"市水务局v2.xlsx": d.sheet(text(1, NEW)), "市水务局v1.xlsx": d.sheet(text(1, OLD))},
        {"市水务局v1.xlsx": I, "市水务局v2.xlsx": A}, (("R104", WATER, None),), {1: [NEW]}),
    "only the day filled in tells": Persona(
        lambda d: {"市水务局甲.xlsx": d.sheet(m.in_turn(text(1, NEW), m.head_value("填报日期", "2031-03-19"))),
                   "市水务局乙.xlsx": d.sheet(text(1, OLD))},
        {"市水务局甲.xlsx": A, "市水务局乙.xlsx": I}, (("R104", WATER, None),), {1: [NEW]}, ("填报日期较晚",)),
    "corrects one problem only": Persona(
        lambda d: {FILE: d.sheet(text(1, OLD)), "市水务局更正.xlsx": d.only(1, text=NEW)},
        {FILE: N, "市水务局更正.xlsx": A}, (("R104", WATER, None),),
        {1: [NEW], 5: ["城东片区管网排查完成，已改造错接混接点9处。"]}, ("第1项",)),
    "sends two halves": Persona(
        lambda d: {"市水务局上.xlsx": d.only(1, 3), "市水务局下.xlsx": d.only(5)},
        {"市水务局上.xlsx": A, "市水务局下.xlsx": A}, texts={5: ["城东片区管网排查完成，已改造错接混接点9处。"]}),
    "sends the blank sheet after the filled one": Persona(
        lambda d: {FILE: d.sheet(), "市水务局最终版.xlsx": d.town.issued(WATER).read_bytes()},
        {FILE: A, "市水务局最终版.xlsx": A}),
    "corrects the measures only": Persona(
        lambda d: {FILE: d.sheet(), "市水务局更正.xlsx": d.sheet(
            m.measure(1, "一", "完成情况", "已完成"), answers={})},
        {FILE: N, "市水务局更正.xlsx": A}, (("R104", WATER, None),), says=("第1项的措施情况",)),
    # ── what comes with it ───────────────────────────────────────────────────────────────────────
    "adds the stamped scan and photographs": Persona(
        lambda d: {FILE: d.sheet(), "水务/市水务局盖章件.pdf": m.PDF, "水务/佐证材料/现场.jpg": m.JPEG},
        {FILE: A, "水务/市水务局盖章件.pdf": I, "水务/佐证材料/现场.jpg": I},
        units={"水务/市水务局盖章件.pdf": WATER, "水务/佐证材料/现场.jpg": WATER}),
    "photographs beside the sheet": Persona(
        lambda d: {"来件/表.xlsx": d.sheet(), "来件/1.jpg": m.JPEG}, {"来件/表.xlsx": A, "来件/1.jpg": I},
        units={"来件/1.jpg": WATER}),
    "sends the scan only": Persona(
        lambda _: {"市水务局盖章件.pdf": m.PDF}, {"市水务局盖章件.pdf": I}, (("R101", WATER, None),),
        says=("只收到盖章扫描件“市水务局盖章件.pdf”",)),
    "a photo called xlsx": Persona(
        lambda _: {FILE: m.JPEG}, {FILE: R}, (("R107", WATER, None),)),
    "a letter beside the sheet": Persona(
        lambda d: {"来件/表.xlsx": d.sheet(), "来件/情况说明.docx": m.word_document()},
        {"来件/表.xlsx": A, "来件/情况说明.docx": R}, (("R107", WATER, None),), weights={"R107": "advises"}),
    "the first try was cut short": Persona(
        lambda d: {FILE: d.sheet()[:3000], "市水务局重报.xlsx": d.sheet()},
        {FILE: R, "市水务局重报.xlsx": A}, (("R107", WATER, None),), weights={"R107": "advises"}),
    "what could not be read may hold the rest": Persona(
        lambda d: {"市水务局上.xlsx": d.only(1, 3), "市水务局下.xlsx": d.sheet()[:3000]},
        {"市水务局上.xlsx": A, "市水务局下.xlsx": R}, (("R107", WATER, None),), weights={"R107": "blocks"}),
    "a spoilt file of nobody": Persona(
        lambda d: {FILE: d.sheet(), "新建工作表.xlsx": d.sheet()[:3000]}, {FILE: A, "新建工作表.xlsx": R},
        (("R107", None, None),), weights={"R107": "blocks"}),
    # ── who ──────────────────────────────────────────────────────────────────────────────────────
    "writes the section behind the bureau": Persona(
        lambda d: {"a.xlsx": d.sheet(m.in_turn(m.unstamped, unit("市水务局河湖科")))}, {"a.xlsx": N},
        (("F309", WATER, None),), units={"a.xlsx": WATER}),
    "another city's bureau in the name": Persona(
        lambda d: {"白河市水务局.xlsx": d.sheet(m.in_turn(m.unstamped, unit(None))), FILE: d.sheet()},
        {"白河市水务局.xlsx": A, FILE: I},
        (("R104", WATER, None),)),
    "another city's bureau, nothing else": Persona(
        lambda d: {"白河市水务局.xlsx": d.only(3, change=m.in_turn(m.unstamped, unit(None), leads_only_three)),
                   FILE: d.sheet()},
        {"白河市水务局.xlsx": R, FILE: A}, (("R105", None, None),)),
    "two units fill in one sheet together": Persona(
        lambda d: {"合报.xlsx": d.sheet(m.in_turn(m.unstamped, unit(f"{WATER}、{FOREST}"))), FILE: d.sheet()},
        {"合报.xlsx": R, FILE: A}, (("R105", None, None),), says=("写了2个单位",)),
    "the county fills in the lead's sheet": Persona(
        lambda d: {FILE: d.sheet(), "县里.xlsx": d.only(1, text=OTHER, change=unit(COUNTY))},
        {FILE: A, "县里.xlsx": A}, texts={1: ["已封堵2处排污口。", "截污管道完成3公里。"]}, units={"县里.xlsx": COUNTY}),
    "the county's copy lies in the county's folder": Persona(
        lambda d: {FILE: d.sheet(), f"东山县/{FILE}": d.only(1, text=OTHER)}, {FILE: A, f"东山县/{FILE}": A},
        texts={1: ["已封堵2处排污口。", "截污管道完成3公里。"]}, units={f"东山县/{FILE}": COUNTY}),
    "two people fill in one sheet differently": Persona(
        lambda d: {FILE: d.sheet(), "市水务局v2.xlsx": d.only(1, text=OLD, change=filler("王禾"))},
        {FILE: N, "市水务局v2.xlsx": A}, (("C204", WATER, 1),), weights={"C204": "blocks"}),
    "two people say the same": Persona(
        lambda d: {FILE: d.sheet(), "市水务局v2.xlsx": d.sheet(filler("王禾"))},
        {FILE: I, "市水务局v2.xlsx": A}, (("R104", WATER, None),)),
    # ── two units in one workbook ────────────────────────────────────────────────────────────────
    "two units' sheets in one workbook": Persona(
        lambda d: {"合.xlsx": two_sheets(d), f"{FOREST}.xlsx": b""}, {"合.xlsx": A},
        texts={2: ["南岭地块已补植180亩，正在管护。"]}, units={"合.xlsx": None}),
    "two units below each other": Persona(
        lambda d: {"合.xlsx": below_each_other(d), f"{FOREST}.xlsx": b""}, {"合.xlsx": A},
        texts={2: ["南岭地块已补植180亩，正在管护。"]}),
    "a column says whose row it is": Persona(
        lambda d: {"合.xlsx": unit_column(d), f"{FOREST}.xlsx": b""}, {"合.xlsx": A},
        texts={2: ["南岭地块已补植180亩，正在管护。"]}),
    # ── when ─────────────────────────────────────────────────────────────────────────────────────
    "last period's sheet by its title": Persona(
        lambda d: {FILE: d.sheet(headed("整改进展情况填报表（2031年2月）"))}, {FILE: N}, (("R106", WATER, None),)),
    "last period's sheet by its name": Persona(
        lambda d: {"市水务局2031年1月.xlsx": d.sheet(headed("填报表"))}, {"市水务局2031年1月.xlsx": N},
        (("R106", WATER, None),)),
    "an old title over this month's day": Persona(
        lambda d: {FILE: d.sheet(headed("整改进展情况填报表（2031年2月）", "2031-03-18"))}, {FILE: A}),
    "the plan's date in the title": Persona(
        lambda d: {FILE: d.sheet(headed("2030年12月反馈问题整改填报表"))}, {FILE: A}),
    "last period's sheet after this one's": Persona(
        lambda d: {FILE: d.sheet(), "市水务局 最终版.xlsx": d.sheet(m.in_turn(
            headed("整改进展情况填报表（2031年2月）"), text(1, OLD)))},
        {FILE: A, "市水务局 最终版.xlsx": I}, (("R104", WATER, None),),
        {1: ["已封堵2处排污口。", "截污管道完成3公里。"]}, ("本期的表",)),
}

def leads_only_three(book: Workbook) -> None:
    """Only the row two bureaus lead together is left."""
    for number in (1, 5):
        m.without_row(number)(book)


def spoilt(files: list[tuple[str, bytes]]) -> bytes:
    """A zip whose last file's bytes were damaged on the way."""
    content = m.zipped(files)
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"PK\x01\x02"))
    start = content.find(files[-1][1][:64])
    assert 0 < start < at
    return content[:start] + b"\xff" * 60 + content[start + 60:]


def sent(town: Town, files: Files, order: random.Random | None = None) -> None:
    """Put a persona's files in the inbox; an empty forest bureau's file means: it sent none of its own."""
    for name in (FILE, f"{FOREST}.xlsx"):
        if name in files or name == FILE:
            (town.inbox / name).unlink()
    listed = [(name, content) for name, content in files.items() if name != f"{FOREST}.xlsx"]
    if order:
        order.shuffle(listed)
    for name, content in listed:
        path = town.send(name, content)
        moment = datetime(2031, 3, 18, 12).timestamp()  # noqa: DTZ001 - local, as file times are
        os.utime(path, (moment, moment))


def said_of(town: Town, persona: Persona, verb: str = "run") -> Any:
    answer = town.check(verb=verb)
    assert [r[:3] for r in spoken(answer)] == list(persona.remarks)
    others = {f"{FOREST}.xlsx", f"{HOUSING}.xlsx"}
    assert {f: v for f, v in verdicts(answer).items() if f not in others} == dict(persona.verdicts)
    document = answer.json
    for remark in document["remarks"]:
        assert remark["weight"] == persona.weights.get(remark["code"], remark["weight"])
    for number, texts in persona.texts.items():
        problem = next(p for p in document["problems"] if p["number"] == number)
        assert [p["text"] for p in problem["progress"]] == texts
    units = {f["file"]: f["unit"] for f in document["files"]}
    assert {f: units[f] for f in persona.units} == dict(persona.units)
    for words in persona.says:
        assert any(words in r["message"] for r in document["remarks"]), words
    for file in document["files"]:
        assert file["verdict"] not in (I, R) or file["reason"], file
    return document


@pytest.mark.parametrize("name", PEOPLE)
def test_what_people_do(town: Town, name: str) -> None:
    persona = PEOPLE[name]
    files = persona.files(Desk(town))
    sent(town, files)
    document = said_of(town, persona)
    assert_nothing_lost(town, files, {f["file"] for f in document["files"] if f["verdict"] == R})


def assert_nothing_lost(town: Town, files: Files, refused: set[str]) -> None:
    """Every progress text of ours in a readable sheet is somewhere in the ledger."""
    ledger = load_workbook(town.outbox / "整改台账.xlsx", read_only=True)
    kept = "\n".join(str(c) for s in ledger for row in s.iter_rows(values_only=True) for c in row if c)
    for name, content in files.items():
        if name in refused or not name.endswith(".xlsx") or content[:2] != b"PK":
            continue
        try:
            book = load_workbook(io.BytesIO(content))
        except (ValueError, KeyError, OSError, EOFError, __import__("zipfile").BadZipFile):
            continue
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value in (OLD, NEW, OTHER):
                        assert cell.value in kept, (name, cell.coordinate)


@pytest.mark.parametrize("name", [
    "corrects one problem only", "two people fill in one sheet differently", "two units' sheets in one workbook",
    "the county's copy lies in the county's folder"])
def test_the_order_in_which_files_were_put_there_does_not_matter(town: Town, name: str) -> None:
    persona = PEOPLE[name]
    sent(town, persona.files(Desk(town)), random.Random(7))
    said_of(town, persona, "check")


def test_the_city_before_the_bureau_is_the_same_bureau(town: Town) -> None:
    sent(town, {"a.xlsx": Desk(town).sheet(m.in_turn(m.unstamped, unit("清源市水务局（盖章）")))})
    answer = town.check()
    assert {r[0] for r in spoken(answer)} <= {"F309"}
    assert next(f for f in answer.json["files"] if f["file"] == "a.xlsx")["unit"] == WATER


def test_what_was_passed_on_is_in_the_ledger_and_not_in_the_annex(town: Town) -> None:
    from clerk import annex_lines

    sent(town, PEOPLE["the county fills in the lead's sheet"].files(Desk(town)))
    assert town.check(verb="run").code == 0
    ledger = load_workbook(town.outbox / "整改台账.xlsx")
    (row,) = [r for r in ledger["填报内容"].iter_rows(values_only=True) if OTHER in r]
    assert COUNTY in row
    assert any("经牵头单位" in str(value) and WATER in str(value) for value in row)
    assert not any(OTHER in line for line in annex_lines(town.outbox / "附件-整改进展情况.docx"))


def test_scans_are_linked_to_their_unit_in_the_ledger(town: Town) -> None:
    sent(town, {**PEOPLE["adds the stamped scan and photographs"].files(Desk(town))})
    assert town.check(verb="run").code == 0
    ledger = load_workbook(town.outbox / "整改台账.xlsx")
    lines = [row for row in ledger["文件"].iter_rows(values_only=True) if "水务/市水务局盖章件.pdf" in row]
    assert len(lines) == 1
    assert {WATER, "盖章件"} <= set(lines[0])
    (unit_row,) = [row for row in ledger["单位"].iter_rows(values_only=True) if row[0] == WATER]
    assert "水务/市水务局盖章件.pdf\n水务/佐证材料/现场.jpg" in unit_row or \
        "水务/佐证材料/现场.jpg\n水务/市水务局盖章件.pdf" in unit_row


def test_links_folders_and_pipes_get_a_verdict(town: Town, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (town.inbox / "夹").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (town.inbox / "链.xlsx").symlink_to(town.inbox / FILE)
    os.mkfifo(town.inbox / "管道.xlsx")
    answer = town.check()
    assert {name: verdicts(answer)[name] for name in ("夹", "链.xlsx", "管道.xlsx")} == dict.fromkeys(
        ("夹", "链.xlsx", "管道.xlsx"), R)
    assert len(LEADS) == 3
    assert PERIOD in str(town.inbox)
