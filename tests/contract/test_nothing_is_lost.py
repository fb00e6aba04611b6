"""Every cell a unit filled in stands in the ledger workbook, or a remark names it."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clerk import Answer, columns, rows_of
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from valley import CITY, FARM, LEADS, NORTH, WATER, Valley, copied, opened, setting, stamp

STATUSES = ("正在推进", "达到序时进度", "已完成整改", "快好了", "尚未启动")
FREE = ("整改进展情况", "存在问题", "下一步措施", "佐证材料", "填报人")
MEASURE_WORDS = ("推进中", "已完成", "未开展", "差一点")


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Valley:
    return opened(tmp_path_factory.mktemp("lost") / "w")


class Pen:
    """Writes words nobody else writes, and remembers each with its place."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.written: dict[str, str] = {}

    def word(self, place: str) -> str:
        letters = "".join(self.random.choices(string.ascii_lowercase, k=7))
        word = f"记{letters}事"
        self.written[word] = place
        return word

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance


def fill_at_random(book: Workbook, pen: Pen, file: str) -> None:
    sheet = book["填报表"]
    header, at = columns(sheet)
    _head(sheet, pen, file, header)
    own = max(at.values()) + 1
    sheet.cell(header, own, "本单位备注")
    for row, _ in list(rows_of(sheet)):
        if pen.maybe(0.7):
            sheet.cell(row, at["整改状态"], pen.random.choice(STATUSES))
        for heading in FREE:
            if pen.maybe(0.5):
                sheet.cell(row, at[heading], pen.word(f"{file} {heading}{row}"))
        if pen.maybe(0.5):
            sheet.cell(row, own, pen.word(f"{file} 自加栏{row}"))
        if pen.maybe(0.3):
            sheet.cell(row, own + 2, pen.word(f"{file} 无表头栏{row}"))
    last = sheet.max_row
    if pen.maybe(0.6):  # a row off the list
        for heading, value in (("序号", 88), ("问题", pen.word(f"{file} 清单外问题")), ("整改状态", "正在推进"),
                               ("整改进展情况", pen.word(f"{file} 清单外进展"))):
            sheet.cell(last + 1, at[heading], value)
    if pen.maybe(0.6):  # a second row of the first problem
        sheet.cell(last + 2, at["序号"], next(rows_of(sheet))[1]["序号"])
        sheet.cell(last + 2, at["整改进展情况"], pen.word(f"{file} 同一问题第二行"))
    sheet.cell(last + 4, 2, pen.word(f"{file} 表下的话") + "，已经主要负责人签字确认")
    _measures(book["措施"], pen, file)
    _instructions(book["填报说明"], pen, file)
    extra = book.create_sheet("补充说明")
    extra["B3"] = pen.word(f"{file} 自加的表")


def _head(sheet: Worksheet, pen: Pen, file: str, header: int) -> None:
    for row in sheet.iter_rows(max_row=header - 1):
        for cell in row:
            label = str(cell.value or "").strip("*")
            if label in ("填报人", "审核人") and pen.maybe(0.8):
                sheet.cell(cell.row, cell.column + 1, pen.word(f"{file} 表头{label}"))
    if pen.maybe(0.5):
        sheet.cell(2, 12, pen.word(f"{file} 表头旁边的话"))


def _measures(sheet: Worksheet, pen: Pen, file: str) -> None:
    at = columns(sheet)[1]
    for row, _ in list(rows_of(sheet)):
        if pen.maybe(0.6):
            sheet.cell(row, at["完成情况"], pen.random.choice(MEASURE_WORDS))
        if pen.maybe(0.5):
            sheet.cell(row, at["说明"], pen.word(f"{file} 措施说明{row}"))
        if pen.maybe(0.3):
            sheet.cell(row, max(at.values()) + 1, pen.word(f"{file} 措施自加栏{row}"))


def _instructions(sheet: Worksheet, pen: Pen, file: str) -> None:
    if pen.maybe(0.4):
        row = next(r for r in range(1, 40) if sheet.cell(r, 1).value == "本期无进展")
        if pen.maybe(0.7):
            sheet.cell(row, 2).value = "是"
        sheet.cell(row + 1, 2).value = pen.word(f"{file} 零报告理由")


def send(
    valley: Valley, pen: Pen, unit: str, name: str, at: str, *, calls_itself: str = "",
) -> None:
    book = load_workbook(valley.outbox("下发", f"{unit}.xlsx"))
    fill_at_random(book, pen, name)
    if calls_itself:
        label = next(c for row in book["填报表"].iter_rows(max_row=6) for c in row if c.value == "填报单位")
        book["填报表"].cell(label.row, label.column + 1).value = calls_itself
    target = valley.inbox(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    stamp(target, at)


def said(valley: Valley, answer: Answer) -> str:
    """Everything the ledger workbook says, and every place a remark names."""
    words = list(_cells(valley.ledger))
    for remark in answer.json["remarks"]:
        words += [str(remark[key]) for key in ("message", "given", "expected") if remark[key]]
    return "\n".join(words)


def _cells(path: Path) -> Iterator[str]:
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost(issued: Valley, tmp_path: Path, seed: int) -> None:
    valley = copied(issued, tmp_path / "w")
    pen = Pen(seed)
    for unit in LEADS:
        if pen.maybe(0.8):
            send(valley, pen, unit, f"{unit}.xlsx", "2025-03-18T10:00")
        if pen.maybe(0.5):
            send(valley, pen, unit, f"新/{unit}（修改）.xlsx", "2025-03-19T10:00")
    send(valley, pen, CITY, "不知谁的.xlsx", "2025-03-19T12:00", calls_itself=FARM)
    answer = valley.run()
    everything = said(valley, answer)
    refused = {f["file"] for f in answer.json["files"] if f["verdict"] == "rejected"}
    assert refused
    lost = [place for word, place in pen.written.items() if word not in everything]
    assert not lost


def test_phones_only_where_the_office_shows_them(issued: Valley, tmp_path: Path) -> None:
    valley = copied(issued, tmp_path / "w")
    valley.send(WATER, head={"填报人": "李青", "联系电话": "0400-5550199"})
    valley.send(NORTH, head={"填报人": "何佳", "联系电话": "0400-5550188"}, name=f"{FARM}.xlsx")
    answer = valley.run()
    assert "0400-5550199" not in said(valley, answer)
    assert "0400-5550188" not in said(valley, answer)
    setting(valley.root, 台账显示电话="是")
    everything = said(valley, valley.run())
    assert "0400-5550199" in everything
    assert "0400-5550188" in everything


def test_a_workbook_without_a_table_is_named(issued: Valley, tmp_path: Path) -> None:
    valley = copied(issued, tmp_path / "w")
    book: Any = Workbook()
    book.active["A1"] = "本月情况见附件"
    book.save(valley.inbox("情况.xlsx"))
    answer = valley.run()
    assert [r["file"] for r in answer.json["remarks"] if r["code"] == "R108"] == ["情况.xlsx"]
