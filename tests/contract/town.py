"""An invented town with five problems and three lead units; its clean round, and one sheet altered."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clerk import Answer, columns, fill, rows_of, zhenggai
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

PERIOD, DUE, TODAY = "2031-03", "2031-03-25T18:00", "2031-03-20"
WATER, FOREST, HOUSING = "市水务局", "市林业和草原局", "市住房和城乡建设局"
COUNTY = "东山县党委和政府"
LEADS = (WATER, FOREST, HOUSING)

PLAN = """清源市贯彻落实生态环境保护督察反馈意见整改方案

一、整改任务
（一）水环境方面
1.污水收集处理类
（1）青河沿线3处排污口未规范整治，旱天仍有污水直排。
牵头单位：市水务局
责任单位：东山县党委和政府
验收单位：市生态环境局
整改时限：2031年6月底
整改目标：封堵3处排污口，消除旱天直排。
整改措施：一是封堵青河沿线排污口。二是建成截污管道4公里。
（2）南岭造林地块成活率偏低，补植补造进展缓慢。
牵头单位：市林业和草原局
责任单位：东山县党委和政府
验收单位：市生态环境局
整改时限：2031年12月底
整改目标：补植300亩，成活率达到85%。
整改措施：完成南岭地块补植补造并管护。
（3）石门水库库区岸线被占用，生态缓冲带缺失。
牵头单位：市水务局、市林业和草原局
责任单位：东山县党委和政府
验收单位：市生态环境局
整改时限：2031年12月底
整改目标：退还岸线，恢复缓冲带2公里。
整改措施：一是完成岸线占用情况排查（已完成整改）。二是退还被占用岸线。三是栽植缓冲林带。
（二）城乡建设方面
2.垃圾处置类
（4）东山县垃圾填埋场渗滤液处理能力不足，调节池长期高位运行。
牵头单位：市住房和城乡建设局
责任单位：东山县党委和政府
验收单位：市生态环境局
整改时限：2031年9月底
整改目标：新增处理能力每日50吨。
整改措施：一是扩建渗滤液处理设施。二是降低调节池水位。
（5）城东片区雨污管网错接混接，汛期溢流频繁。
牵头单位：市水务局
责任单位：市住房和城乡建设局
验收单位：市生态环境局
整改时限：2031年12月底
整改目标：改造错接混接点26处。
整改措施：一是排查城东片区管网。二是改造错接混接点。
"""

PROGRESS = {
    1: "（一）已封堵2处排污口。\n（二）截污管道完成3公里。",
    2: "南岭地块已补植180亩，正在管护。",
    3: "岸线已退还1.2公里。\n缓冲林带正在整地。",
    4: "渗滤液设施扩建工程已开工，完成投资120万元。",
    5: "城东片区管网排查完成，已改造错接混接点9处。",
}
ANSWERS: Mapping[int, Mapping[str, Any]] = {
    number: {"整改状态": "正在推进", "整改进展情况": text} for number, text in PROGRESS.items()}
HEAD = {"填报人": "林晓", "联系电话": "0400-5550123", "审核人": "周岚", "填报日期": "2031-03-18"}

Change = Callable[[Workbook], None]


@dataclass(frozen=True)
class Town:
    """A workspace with one period issued."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox" / PERIOD

    @property
    def outbox(self) -> Path:
        return self.root / "outbox" / PERIOD

    def say(self, *words: object, today: str = TODAY) -> Answer:
        return zhenggai(*words, "-C", self.root, "--today", today)

    def check(self, *, verb: str = "check", today: str = TODAY) -> Answer:
        return self.say(verb, PERIOD, "--json", today=today)

    def issued(self, unit: str) -> Path:
        return self.outbox / "下发" / f"{unit}.xlsx"

    def filled(self, unit: str, change: Change | None = None, **options: Any) -> bytes:
        """A unit's clean return as bytes, with one thing done to it."""
        target = self.root / ".test" / f"{unit}.xlsx"
        fill(self.issued(unit), target, options.pop("answers", ANSWERS), head=HEAD, **options)
        if change is None:
            return target.read_bytes()
        book = load_workbook(target)
        change(book)
        return saved(book)

    def send(self, name: str, content: bytes) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def clean(self, *units: str) -> None:
        """Clean returns of these units, under plain names."""
        for unit in units:
            self.send(f"{unit}.xlsx", self.filled(unit))


def saved(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def found(town: Path, to: str = "lead", plan: str = PLAN) -> Town:
    """A new town: laid out, plan imported, the period issued."""
    assert zhenggai("init", town).code == 0
    document = town / "方案.txt"
    document.write_text(plan, encoding="utf-8")
    imported = zhenggai("import", document, "-C", town, "--today", "2031-03-01")
    assert imported.code == 0, imported.err + imported.out
    made = Town(town)
    issued = made.say("issue", PERIOD, "--due", DUE, "--to", to, today="2031-03-01")
    assert issued.code == 0, issued.err
    return made


def copied(town: Town, root: Path) -> Town:
    shutil.copytree(town.root, root, dirs_exist_ok=True)
    return Town(root)


def spoken(answer: Answer, families: str = "RCFALO") -> list[tuple[str, str | None, int | None, str | None]]:
    """(code, unit, problem, cell) of the remarks of these families."""
    return [(r["code"], r["unit"], r["problem"], r["cell"])
            for r in answer.json["remarks"] if r["code"][0] in families]


def missing(answer: Answer) -> list[str]:
    """The units of which nothing usable came."""
    return [unit["unit"] for unit in answer.json["units"] if unit["state"] == "missing"]


def verdicts(answer: Answer) -> dict[str, str]:
    files = answer.json["files"]
    assert len({f["file"] for f in files}) == len(files), "one verdict a file"
    return {f["file"]: f["verdict"] for f in files}


# ── what is done to a sheet ──────────────────────────────────────────────────────────────────────
def table(book: Workbook) -> tuple[Worksheet, int, dict[str, int]]:
    """填报表, its header row and its columns by heading."""
    sheet = book.worksheets[0]
    header, at = columns(sheet)
    return sheet, header, at


def row_of(sheet: Worksheet, number: int) -> int:
    return next(row for row, cells in rows_of(sheet) if int(cells["序号"]) == number)


def put(number: int, heading: str, value: Any) -> Change:
    """Write a cell of one problem's row."""
    def change(book: Workbook) -> None:
        sheet, _, at = table(book)
        sheet.cell(row_of(sheet, number), at[heading]).value = value
    return change


def address(content: bytes, number: int, heading: str, sheet_name: str | None = None) -> str:
    """The address of a cell of a returned sheet."""
    book = load_workbook(io.BytesIO(content))
    sheet = book[sheet_name] if sheet_name else book.worksheets[0]
    at = columns(sheet)[1]
    return str(sheet.cell(row_of(sheet, number), at[heading]).coordinate)
