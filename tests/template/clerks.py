"""Desks with an office's own sheet: lay out, learn, issue, and what a clerk does with the sheet."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.cli import main

PERIOD, DUE, TODAY = "2031-03", "2031-03-25T18:00", "2031-03-20"
WATER, FOREST = "市水务局", "市林业和草原局"
LEADS = (WATER, FOREST)
PERSON = {"filler": "林晓", "phone": "0400-5550123", "reviewer": "周岚", "filled_on": "2031年3月18日"}
PLAN = """岭南市督察反馈问题整改方案

一、整改任务
（一）水环境方面
1.污水收集类
（1）柳河沿线2处排污口没有整治，雨后有污水溢出。
牵头单位：市水务局
责任单位：西川县党委和政府
验收单位：市生态环境局
整改时限：2031年6月底
整改目标：封堵2处排污口。
整改措施：一是封堵排污口。二是建成管道3公里（已完成整改）。
（2）北坡矿山复绿进度缓慢，裸露面积大。
牵头单位：市林业和草原局
责任单位：西川县党委和政府
验收单位：市生态环境局
整改时限：2031年12月底
整改目标：复绿120亩。
整改措施：完成北坡矿山复绿并管护。
（3）石桥水库周边养殖清退不彻底，仍有粪污入库。
牵头单位：市水务局
责任单位：西川县党委和政府
验收单位：市生态环境局
整改时限：2031年9月底
整改目标：清退养殖户8户。
整改措施：清退养殖户并建立巡查制度。
"""
PROGRESS = {
    1: "（一）已封堵1处排污口。\n（二）管道建成2公里。",
    2: "北坡已复绿75亩，正在管护。",
    3: "已清退养殖户5户，其余3户签订协议。",
}


@dataclass
class Desk:
    """A workspace with a list; ``learned`` is what the last ``template learn --json`` said."""

    root: Path
    learned: Mapping[str, Any] = field(default_factory=dict)

    def say(self, *words: object, today: str = TODAY) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(w) for w in (*words, "-C", self.root, "--today", today)])
        assert "Traceback" not in out.getvalue() + err.getvalue()
        return code, out.getvalue(), err.getvalue()

    def json(self, *words: object, today: str = TODAY) -> Any:
        code, out, err = self.say(*words, "--json", today=today)
        assert code != 2, err
        return json.loads(out)

    def learn(self, content: bytes, name: str = "表.xlsx") -> Mapping[str, Any]:
        (self.root / name).write_bytes(content)
        self.learned = self.json("template", "learn", self.root / name)
        return self.learned

    def issue(self, period: str = PERIOD, due: str = DUE) -> None:
        code, _, err = self.say("issue", period, "--due", due, today="2031-03-01")
        assert code == 0, err

    def issued(self, unit: str = WATER) -> bytes:
        return (self.root / "outbox" / PERIOD / "下发" / f"{unit}.xlsx").read_bytes()

    def opened(self, unit: str = WATER) -> Workbook:
        return load_workbook(io.BytesIO(self.issued(unit)))

    @property
    def profile(self) -> Path:
        return self.root / "templates" / "专项配置.xlsx"

    @property
    def sheet(self) -> Path:
        return self.root / "templates" / "填报表.xlsx"

    def columns(self, table: str = "problems") -> Mapping[str, str]:
        """Field by heading of what was learned."""
        return {c["heading"]: c["field"] for t in self.learned["tables"] if t["table"] == table
                for c in t["columns"]}

    def status(self) -> str:
        """A word for work in progress that the sheet offers."""
        words = (w["option"] for w in self.learned["statuses"] if w["status"] in ("in_progress", "on_schedule"))
        return next(words, "正在推进")

    def answers(self) -> Mapping[int, Mapping[str, Any]]:
        """An answer for every problem, with something in each of the office's own columns."""
        table = next(t for t in self.learned["tables"] if t["table"] == "problems")
        own = {c["field"]: _own_value(c) for c in table["columns"] if c["new"] and c["cell"]}
        return {number: {"status": self.status(), "progress": text, **own} for number, text in PROGRESS.items()}

    def send(self, unit: str, content: bytes) -> None:
        (self.root / "inbox" / PERIOD / f"{unit}.xlsx").write_bytes(content)

    def send_all(self) -> None:
        for unit in LEADS:
            self.send(unit, filled(self.issued(unit), self.learned, self.answers()))


def _own_value(column: Mapping[str, Any]) -> Any:
    if column["choices"]:
        return column["choices"][0]
    return {"number": 12.5, "phone": "0400-5550188"}.get(column["kind"], f"自填{column['heading'][:4]}")


def laid_out(root: Path) -> Desk:
    desk = Desk(root)
    assert main(["init", str(root)]) == 0
    plan = root / "方案.txt"
    plan.write_text(PLAN, encoding="utf-8")
    assert desk.say("import", plan)[0] == 0
    return desk


def copied(desk: Desk, root: Path) -> Desk:
    shutil.copytree(desk.root, root)
    return Desk(root)


def filled(
    issued: bytes, learned: Mapping[str, Any], answers: Mapping[int, Mapping[str, Any]],
) -> bytes:
    """Fill in ``answers`` by problem and field, the head, and every open measure."""
    book = load_workbook(io.BytesIO(issued), rich_text=True)
    table = next(t for t in learned["tables"] if t["table"] == "problems")
    sheet = book["填报表"]
    at = columns_of(sheet, table)
    for row in range(max(table["header_rows"]) + 1, sheet.max_row + 1):
        for name, value in answers.get(problem_of(sheet, row, at), {}).items():
            if name in at:
                sheet.cell(row, at[name]).value = value
    _head(sheet, learned)
    if "措施" in book.sheetnames:
        _measures(book["措施"])
    return saved(book)


def saved(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def columns_of(sheet: Worksheet, table: Mapping[str, Any]) -> dict[str, int]:
    """Columns by field, from where the sheet was learned; an added one stands at the right."""
    at: dict[str, int] = {}
    for column in table["columns"]:
        cell = column["cell"]
        at[column["field"]] = sheet[cell].column if cell else max(at.values()) + 1
    return at


def problem_of(sheet: Worksheet, row: int, at: Mapping[str, int]) -> int:
    if "number" in at:
        value = sheet.cell(row, at["number"]).value
        return value if isinstance(value, int) else 0
    said = str(sheet.cell(row, at["text"]).value)
    return next((n for n in PROGRESS if f"（{n}）{said}\n" in PLAN), 0)


def _head(sheet: Worksheet, learned: Mapping[str, Any]) -> None:
    """Write behind labels in the same cell, or beside them; the foot has moved, so labels are searched."""
    for label, value in ((h["label"], PERSON.get(h["field"])) for h in learned["head"]):
        for row in sheet.iter_rows() if value else ():
            for cell in row:
                text = str(cell.value or "")
                if label in text and value not in text and ("：" in text or text == label):
                    _write(sheet, cell, text, label, str(value))


def _write(sheet: Worksheet, cell: Any, text: str, label: str, value: str) -> None:
    merged = next((m for m in sheet.merged_cells.ranges if cell.coordinate in m), None)
    right = (merged.max_col if merged else cell.column) + 1
    start = text.index(label) + len(label)
    if text == label or (not text[start:].lstrip("：") and sheet.cell(cell.row, right).border.bottom.style):
        sheet.cell(cell.row, right).value = value
        return
    rest = text[start + 1:].lstrip(" 　_")
    cell.value = f"{text[:start]}：{value}　　{'' if rest.startswith('年') else rest}".rstrip("　")


def _measures(sheet: Worksheet) -> None:
    top = next(r for r in range(1, 10) if str(sheet.cell(r, 2).value or "").startswith("措施"))
    for row in range(top + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value and "（已完成" not in str(sheet.cell(row, 3).value):
            sheet.cell(row, 4).value = "推进中"


def annex_lines(desk: Desk) -> list[str]:
    from docx import Document

    path = desk.root / "outbox" / PERIOD / "附件-整改进展情况.docx"
    return [p.text.strip() for p in Document(str(path)).paragraphs if p.text.strip()]
