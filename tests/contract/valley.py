"""An invented city with five problems and what its office's hands do: issue, send, edit, run."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from clerk import Answer, columns, fill, rows_of, zhenggai
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

PERIOD = "2025-03"
DUE = "2025-03-25T18:00"
TODAY = "2025-03-20"
AFTER = "2025-03-26"

WATER, FARM, CITY, NORTH = "市水务局", "市农业农村局", "市城市管理局", "北川县党委和政府"
SOUTH = "南屏区党委和政府"
LEADS = (WATER, FARM, CITY, NORTH)

PLAN = """云岭市贯彻落实生态环境保护督察反馈意见整改方案

一、整改任务
（一）水环境方面
1.污水治理类
（1）白马河段有5个入河排污口没有整治，雨季污水直排。
牵头单位：市水务局
责任单位：北川县、南屏区党委和政府
验收单位：市生态环境局
整改时限：2025年6月底
整改目标：整治5个入河排污口，断面达到Ⅳ类。
整改措施：一是查清5个入河排污口的来源。二是2025年4月底前封堵雨污混接口。三是建成截流管2.6公里。
（2）北川县污水处理厂进水浓度低，运行负荷率只有41%。
牵头单位：北川县党委和政府
责任单位：北川县党委和政府
验收单位：市水务局
整改时限：2025年12月底
整改目标：运行负荷率达到70%。
整改措施：完成老城片区管网改造8公里。
（二）农业农村方面
2.养殖污染类
（3）12家规模养殖场粪污处理设施不配套。
牵头单位：市农业农村局
责任单位：各县区党委和政府
验收单位：市生态环境局
整改时限：2024年12月底
整改目标：12家养殖场设施全部配套。
整改措施：一是建立养殖场台账（已完成整改）。二是逐场配套储粪设施。
（4）白马河灌区农田退水没有监测，底数不清。
牵头单位：市水务局、市农业农村局
责任单位：南屏区党委和政府
验收单位：市生态环境局
整改时限：2025年9月底，并长期坚持
整改目标：建成6个退水监测点。
整改措施：一是布设6个监测点。二是按月发布监测结果。
3.固体废物类
（5）城郊建筑垃圾堆放点没有覆盖，扬尘明显。
牵头单位：市城市管理局
责任单位：南屏区党委和政府
验收单位：市生态环境局
整改时限：2025年10月底
整改目标：堆放点全部覆盖。
整改措施：一是覆盖裸露面3.2公顷。二是安装喷淋。
"""

ANSWERS: Mapping[int, Mapping[str, Any]] = {
    1: {"整改状态": "正在推进", "整改进展情况": "（一）已查清5个入河排污口来源。\n其中2个来自老旧小区。\n（二）截流管完成1.1公里。"},
    2: {"整改状态": "达到序时进度", "整改进展情况": "老城片区管网改造完成3公里，运行负荷率升至49%。"},
    3: {"整改状态": "未达序时进度", "整改进展情况": "已为9家养殖场配套储粪棚。\n其余3家正在办理用地手续。",
        "存在问题": "用地手续办理慢", "下一步措施": "4月底前开工"},
    4: {"整改状态": "正在推进", "整改进展情况": "布设监测点2个，已开始取样。"},
    5: {"整改状态": "正在推进", "整改进展情况": "1.覆盖裸露面1.9公顷。\n2.喷淋设备已采购。"},
}
FARM_FOUR = {"整改状态": "正在推进", "整改进展情况": "退水监测方案已印发。"}


@dataclass(frozen=True)
class Valley:
    """A workspace with a period (or none yet)."""

    root: Path

    def say(self, *words: object, today: str = TODAY) -> Answer:
        return zhenggai(*words, "-C", self.root, "--today", today)

    def run(self, period: str = PERIOD, *, verb: str = "run", today: str = TODAY) -> Answer:
        answer = self.say(verb, period, "--json", today=today)
        assert answer.code in (0, 1), answer.err
        return answer

    def outbox(self, *names: str, period: str = PERIOD) -> Path:
        return self.root.joinpath("outbox", period, *names)

    def inbox(self, *names: str, period: str = PERIOD) -> Path:
        return self.root.joinpath("inbox", period, *names)

    @property
    def ledger(self) -> Path:
        return self.outbox("整改台账.xlsx")

    @property
    def annex(self) -> Path:
        return self.outbox("附件-整改进展情况.docx")

    def send(
        self, unit: str, answers: Mapping[int, Mapping[str, Any]] = ANSWERS, *, name: str = "",
        period: str = PERIOD, at: str = "2025-03-19T10:00", change: Callable[[Workbook], None] | None = None,
        **options: Any,
    ) -> Path:
        """Fill a unit's issued sheet and put it into the inbox, last modified at a moment."""
        target = self.inbox(name or f"{unit}.xlsx", period=period)
        fill(self.outbox("下发", f"{unit}.xlsx", period=period), target, own(unit, answers), **options)
        if change:
            with_workbook(target, change)
        stamp(target, at)
        return target

    def send_all(self, *units: str, period: str = PERIOD) -> None:
        for unit in units or LEADS:
            self.send(unit, period=period)


def own(unit: str, answers: Mapping[int, Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """The answers as this unit gives them: the second lead of problem 4 has words of its own."""
    given = dict(answers)
    if unit == FARM and 4 in given and given[4] is ANSWERS[4]:
        given[4] = FARM_FOUR
    return given


def stamp(path: Path, at: str) -> None:
    moment = datetime.fromisoformat(at).astimezone().timestamp()
    os.utime(path, (moment, moment))


def with_workbook(path: Path, change: Callable[[Workbook], Any]) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path)


def founded(root: Path, plan: str = PLAN) -> Valley:
    """A workspace with the plan imported."""
    assert zhenggai("init", root).code == 0
    document = root.parent / f"{root.name}-方案.txt"
    document.write_text(plan, encoding="utf-8")
    imported = zhenggai("import", document, "-C", root, "--today", "2025-03-01")
    assert imported.code == 0, imported.err + imported.out
    return Valley(root)


def opened(root: Path, *words: str) -> Valley:
    """A workspace with the period issued on 1 March."""
    valley = founded(root)
    issued = valley.say("issue", PERIOD, "--due", DUE, *words, today="2025-03-01")
    assert issued.code == 0, issued.err
    return valley


def copied(valley: Valley, root: Path) -> Valley:
    shutil.copytree(valley.root, root, dirs_exist_ok=True)
    return Valley(root)


def setting(root: Path, **values: str) -> None:
    """Change values of 设置 as the office does, in Excel."""
    def change(book: Workbook) -> None:
        sheet = book["设置"]
        left = dict(values)
        for row in sheet.iter_rows(min_row=1, max_row=sheet.max_row):
            if row[0].value in left:
                row[1].value = left.pop(row[0].value)
        assert not left, left
    with_workbook(root / "templates" / "专项配置.xlsx", change)


def sheet_rows(sheet: Worksheet, needed: str) -> tuple[int, dict[str, int]]:
    """Header row and columns by heading of a sheet of ours that has this heading."""
    for row in range(1, 25):
        found = {str(c.value).rstrip("*"): c.column for c in sheet[row] if c.value is not None}
        if needed in found:
            return row, found
    raise AssertionError(needed)


def office_writes(path: Path, number: int, **values: str | None) -> None:
    """Fill the office's columns of the ledger for one problem (None clears a cell)."""
    def change(book: Workbook) -> None:
        sheet = book["问题"]
        header, at = sheet_rows(sheet, "公开文字")
        row = next(r for r in range(header + 1, sheet.max_row + 1)
                   if str(sheet.cell(r, at["序号"]).value) == str(number))
        for heading, value in values.items():
            sheet.cell(row, at[heading]).value = value
    with_workbook(path, change)


def ledger_cell(path: Path, number: int, heading: str) -> Any:
    sheet = load_workbook(path)["问题"]
    header, at = sheet_rows(sheet, "公开文字")
    return next(sheet.cell(r, at[heading]).value for r in range(header + 1, sheet.max_row + 1)
                if str(sheet.cell(r, at["序号"]).value) == str(number))


def put(number: int, heading: str, value: Any) -> Callable[[Workbook], None]:
    """Write one cell of 填报表."""
    def change(book: Workbook) -> None:
        sheet = book["填报表"]
        at = columns(sheet)[1]
        row = next(r for r, cells in rows_of(sheet) if int(cells["序号"]) == number)
        sheet.cell(row, at[heading], value)
    return change


def digests(folder: Path, skip: Sequence[str] = ()) -> dict[str, tuple[str, int]]:
    """Every file below a folder: digest and mtime."""
    return {
        path.relative_to(folder).as_posix():
            (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part in skip for part in path.relative_to(folder).parts)}


def contents(folder: Path, skip: Sequence[str] = ()) -> dict[str, str]:
    return {name: digest for name, (digest, _) in digests(folder, skip).items()}
