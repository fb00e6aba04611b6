"""A round in which every row is wrong somewhere: each fault is found at its cell, and nothing else is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from clerk import columns, fill, zhenggai
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from town import DUE, PERIOD, row_of, saved

OFFICES = ("水务局", "林业和草原局", "住房和城乡建设局", "农业农村局", "自然资源局", "交通运输局", "城市管理局",
           "教育局", "商务局", "民政局", "应急管理局", "财政局")
LEADS = tuple(f"市{office}" for office in OFFICES)
RIVERS = ("青河", "白河", "石泉河", "南岭", "云台山", "北湖", "西坪", "新川")
THINGS = ("排污口", "自备井", "采石场", "渗滤液池", "裸露地块", "养殖场")
DONE = ("完成测绘", "更换设备", "栽植护岸林", "清运垃圾", "铺设主管线", "恢复场地", "建立巡护队", "修订台账")
PROBLEMS = range(1, 2 * len(LEADS) + 1)


def lead(number: int) -> str:
    return LEADS[(number - 1) % len(LEADS)]


def text(number: int) -> str:
    return f"{RIVERS[number % 8]}沿线有{number + 3}处{THINGS[number % 6]}未规范整治，旱季反复。"


PLAN = "清源市督察整改措施清单\n" + "".join(
    f"{n}.{text(n)}\n牵头单位：{lead(n)}\n责任单位：东岭区人民政府、石泉县人民政府\n验收单位：市生态环境局\n"
    f"整改时限：2032年12月底\n整改目标：整治{THINGS[n % 6]}{n + 3}处，不再新增问题。\n"
    f"整改措施：一是排查{THINGS[n % 6]}{n + 3}处，逐一建档。二是编制{RIVERS[n % 8]}整治方案并实施。\n" for n in PROBLEMS)
ANSWERS: Mapping[int, Mapping[str, Any]] = {
    n: {"整改状态": "正在推进", "整改进展情况": f"{DONE[n % 8]}{n}处，{RIVERS[(n * 3) % 8]}片区{DONE[(n * 5 + 2) % 8]}{n + 30}处。"}
    for n in PROBLEMS}

WRITTEN = """
F303 | 整改状态 | 完成80%
F303 | 整改状态 | √
F303 | 整改状态 | 已完成（待验收）
F303 | 整改状态 | 正在推进/达到序时进度
F303 | 整改状态 | 未完成
F301 | 整改状态 | \u3000
F301 | 整改进展情况 | \u200b
F302 | 整改进展情况 | 详见附件2。
F302 | 整改进展情况 | 1.高度重视。\\n2.稳步推进。
F302 | 下一步措施 | 同第3项
F302 | 存在问题 | 见材料
F304 | 完成日期 | 2031.13.5
F304 | 完成日期 | 2031年2月29日
F304 | 完成日期 | 本月中旬
F304 | 完成日期 | 待定
F304 | 完成日期 | 2031-3-15至2031-3-20
F305 | 联系电话 | 13800138
F305 | 联系电话 | 见表头
F305 | 联系电话 | 0400-5550126、1390000
F306 | 存在问题 | =SUM(A1:A3)
F306 | 佐证材料 | =HYPERLINK("x","照片")
F306 | 下一步措施 | #DIV/0!
F308 | 整改进展情况 | （1）完成测绘5处。\\n（2）完成招标。\\n（4）完成清运。
F308 | 整改进展情况 | （二）完成测绘4处。\\n（三）完成清表2公顷。
F310 | 整改进展情况 | 与住户李大山（电话0400-5550199）核实，完成清运7处。
F310 | 整改进展情况 | （机密）完成点位复核8处。
A401 | 整改目标 | {}等
A401 | 整改目标 | 力争{}
A401 | 责任单位 | 东岭区人民政府
A401 | 责任单位 | 东岭区人民政府、石泉县人民政府、新川县人民政府
A401 | 整改时限 | 2033年12月底
A401 | 整改时限 | 长期坚持
A401 | 验收单位 | 市生态环境局督察办
A402 | 责任单位 | 石泉县人民政府，东岭区人民政府
A402 | 整改时限 | 2032-12-31
A402 | 验收单位 | 市 生态环境局
"""
"""Code | column | what somebody writes there; {} is what stood there."""

SILENT = """
整改状态 | 达到序时进度。
整改状态 | 正在推进实施
完成日期 | ——
完成日期 | 无。
联系电话 | （0400）5550124 转 802
佐证材料 | 见附件
存在问题 | 1.资金缺口120万元；2.用地手续未批。
下一步措施 | #2泵站复工，计划+5%
"""
"""What is written otherwise than most do, and is no fault."""


def lines(written: str) -> list[list[str]]:
    return [[part.strip(" ").replace("\\n", "\n") for part in line.split("|")] for line in written.strip("\n").split("\n")]


class Round:
    """The sheets of a round, and what must be said of them: (code, unit, problem, sheet, cell)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.books: dict[str, Workbook] = {}
        self.expected: set[tuple[str, str, int | None, str | None, str | None]] = set()
        for unit in LEADS:
            own = {n: answer for n, answer in ANSWERS.items() if lead(n) == unit}
            target = fill(root / "outbox" / PERIOD / "下发" / f"{unit}.xlsx", root / ".test" / f"{unit}.xlsx", own)
            self.books[unit] = load_workbook(target)

    def cell(self, number: int, heading: str, sheet: str = "填报表", below: int = 0) -> Any:
        page: Worksheet = self.books[lead(number)][sheet]
        return page.cell(row_of(page, number) + below, columns(page)[1][heading])

    def plant(self, code: str, number: int, cell: Any, *, said: int | None) -> None:
        self.expected.add((code, lead(number), said, cell.parent.title, cell.coordinate))

    def write(self, code: str, number: int, heading: str, value: str) -> None:
        cell = self.cell(number, heading)
        cell.value = value.replace("{}", str(cell.value or ""))
        if code:
            self.plant(code, number, cell, said=number)

    def add_row(self, code: str, number: int, said: int | None, **cells: Any) -> None:
        """A row of somebody's own below the table of the unit that leads a problem."""
        page = self.books[lead(number)]["填报表"]
        at = columns(page)[1]
        row = max(row_of(page, n) for n in PROBLEMS if lead(n) == lead(number)) + 1
        for heading, value in cells.items():
            page.cell(row, at[heading]).value = value
        self.plant(code, number, page.cell(row, at["序号"]), said=said)

    def send(self) -> None:
        for unit, book in self.books.items():
            (self.root / "inbox" / PERIOD / f"{unit}.xlsx").write_bytes(saved(book))

    def said(self) -> set[tuple[str, str, int | None, str | None, str | None]]:
        answer = zhenggai("check", PERIOD, "-C", self.root, "--today", "2031-03-20", "--json")
        return {(r["code"], r["unit"], r["problem"], r["sheet"], r["cell"])
                for r in answer.json["remarks"] if r["code"][0] in "RCFA"}


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("round")
    assert zhenggai("init", root).code == 0
    (root / "方案.txt").write_text(PLAN, encoding="utf-8")
    assert zhenggai("import", root / "方案.txt", "-C", root, "--today", "2031-03-01").code == 0
    assert zhenggai("issue", PERIOD, "--due", DUE, "-C", root, "--today", "2031-03-01").code == 0
    return root


@pytest.fixture
def round_(issued: Path) -> Round:
    for old in (issued / "inbox" / PERIOD).glob("*.xlsx"):
        old.unlink()
    return Round(issued)


def test_the_round_is_clean_before_anybody_errs(round_: Round) -> None:
    round_.send()
    assert round_.said() == set()


def test_what_is_written_into_cells_is_found_at_them_and_nothing_else_is_said(round_: Round) -> None:
    taken: set[tuple[int, str]] = set()
    for code, heading, value in [*lines(WRITTEN), *(["", *line] for line in lines(SILENT))]:
        number = next(n for n in PROBLEMS if (n, heading) not in taken)
        taken.add((number, heading))
        round_.write(code, number, heading, value)
    round_.send()
    assert len(round_.expected) > 30
    assert round_.said() == round_.expected


def test_rows_and_measures_gone_wrong_are_found_at_their_cells_and_nothing_else_is_said(round_: Round) -> None:
    for heading in ("整改状态", "整改进展情况"):
        round_.write("", 1, heading, "")
    round_.plant("C201", 1, round_.cell(1, "整改状态"), said=1)
    round_.add_row("C202", 2, None, 序号="新增", 问题="机动车尾气检测造假未查处。", 整改状态="正在推进", 整改进展情况="约谈2家。")
    round_.add_row("C203", 3, 8, 序号=8, 问题=text(8), 整改状态="正在推进", 整改进展情况="派出执法人员9人次。")
    round_.add_row("C204", 4, 4, 序号="（4）", 问题=text(4), 整改状态="达到序时进度", 整改进展情况="完成护坡砌筑90米。")
    round_.cell(5, "完成情况", "措施", below=1).value = "—"
    round_.plant("C205", 5, round_.cell(5, "整改状态"), said=5)
    first, second = round_.cell(6, "序号"), round_.cell(18, "序号")
    first.value, second.value = 18, 6
    for number, cell in ((6, first), (18, second)):
        round_.plant("C206", number, cell, said=number)
    for number, heading, value, code in (
            (7, "完成情况", "基本完成", "F303"), (8, "完成日期", "节后", "F304"), (9, "说明", "=B2&C2", "F306"),
            (10, "整改措施", "一般性排查。", "A401")):
        cell = round_.cell(number, heading, "措施")
        cell.value = value
        round_.plant(code, number, cell, said=number)
    round_.write("", 11, "整改进展情况", "本期 无新进展")
    round_.write("R110", 11, "存在问题", "无。")
    struck = round_.cell(12, "整改进展情况")
    struck.font = Font(strike=True)
    round_.plant("F311", 12, struck, said=12)
    round_.send()
    assert round_.said() == round_.expected
