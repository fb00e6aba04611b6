"""Returned workbooks drawn as pipe tables, for the personas of this folder.

A line of pipes is a row; any other line is a row with one cell in A; a blank line is a blank row. In a
cell ``^`` is merged with the cell above, ``<`` with the cell on the left, ``\\n`` is a line break, ``$3``
the official text of problem 3, ``$3.2`` its second measure as the sheet shows it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from toolkit.model import Entry, Measure, Problem, Return, Written
from toolkit.profile import default_profile
from toolkit.read import read_return
from toolkit.read.columns import Headings
from toolkit.read.rows import ProblemFinder
from toolkit.tables.by_kind import read_tables
from toolkit.tables.grid import Tables

PROBLEMS = (
    Problem(1, "柳林河两岸12家采砂场未落实扬尘防治要求，物料露天堆放。", other_numbers=("省级第9项",),
            lead_units=("市水利局",), responsible_units=("北川县党委和政府",),
            acceptance_units=("市生态环境局",), deadline_text="2032年6月底", goal="物料全部入棚。",
            measures=(Measure("一", "督促采砂场建设封闭料棚。"), Measure("二", "安装扬尘在线监测设备12套。"))),
    Problem(2, "北川县生活垃圾填埋场防渗膜破损，渗滤液外溢。",
            lead_units=("市城市管理局",), deadline_text="2032年12月底", goal="修复防渗膜。",
            measures=(Measure(None, "修复破损防渗膜并开展地下水监测。"),)),
    Problem(3, "南屏工业园区污水集中处理设施建设滞后，企业自行排放。",
            lead_units=("市水利局",), deadline_text="2032年12月底", goal="建成日处理5000吨污水处理厂。",
            measures=(Measure("一", "完成可研批复。", "已完成整改"), Measure("二", "建成污水处理厂。"),
                      Measure("三", "接通园区管网8公里。"))),
    Problem(4, "南屏工业园区危险废物贮存间不规范，标识缺失。",
            lead_units=("市生态环境局",), deadline_text="2032年3月底", goal="规范贮存。"),
    Problem(12, "全市建筑工地夜间施工噪声投诉多，监管不到位。",
            lead_units=("市水利局",), deadline_text="长期坚持", goal="投诉量下降30%。"),
)
BY_NUMBER = {problem.number: problem for problem in PROBLEMS}
HEADINGS, FINDER = Headings(default_profile()), ProblemFinder(PROBLEMS)
_OFFICIAL = re.compile(r"\$(\d+)(?:\.(\d))?")


def expanded(text: str) -> str:
    """A drawn text with official texts in place of their short names."""
    def official(found: re.Match[str]) -> str:
        problem = BY_NUMBER[int(found[1])]
        return problem.measures[int(found[2]) - 1].shown() if found[2] else problem.text
    return _OFFICIAL.sub(official, text).replace("\\n", "\n")


def drawn_rows(drawing: str) -> Iterator[list[str]]:
    """The rows of a drawing, cells stripped but not expanded."""
    for line in drawing.strip("\n").split("\n"):
        bare = line.strip()
        yield [cell.strip() for cell in bare.strip("|").split("|")] if bare.startswith("|") else [bare]


def workbook(sheets: Mapping[str, str]) -> Workbook:
    """A workbook of drawn sheets; a name in brackets is a hidden sheet's."""
    book = Workbook()
    book.remove(book.active)
    for name, drawing in sheets.items():
        sheet = book.create_sheet(name.strip("()"))
        sheet.sheet_state = "hidden" if name.startswith("(") else "visible"
        rows = list(drawn_rows(drawing))
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                if text and text not in ("^", "<"):
                    cell = sheet.cell(number, column)
                    cell.value = expanded(text)
                    cell.data_type = "s" if not text.startswith("==") else "f"
        for area in _merges(rows):
            sheet.merge_cells(area)
    return book


def _merges(rows: list[list[str]]) -> Iterator[str]:
    at = {(r, c): text for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1)}
    for (row, column), text in at.items():
        if text in ("", "^", "<"):
            continue
        right, below = column, row
        while at.get((row, right + 1)) == "<":
            right += 1
        while at.get((below + 1, column)) == "^":
            below += 1
        if (right, below) != (column, row):
            yield f"{get_column_letter(column)}{row}:{get_column_letter(right)}{below}"


def content(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read(held: bytes) -> Return:
    tables = read_tables(held)
    assert isinstance(tables, Tables), tables
    return read_return("表.xlsx", "sha", tables, HEADINGS, FINDER)


# ── what was read, in short ──────────────────────────────────────────────────────────────────────
def answers(returned: Return) -> list[str]:
    """`number | status | progress` of every row that was answered."""
    return [f"{e.problem or '-'} | {e.text('status')} | {e.text('progress')}"
            for e in returned.entries if e.text("status") or e.text("progress") or e.problem is None]


def measures(returned: Return) -> list[str]:
    """`number.index | done` of every measure answered; index from 1."""
    return [f"{e.problem or '-'}.{'-' if e.measure is None else e.measure + 1} | {e.text('done')}"
            for e in returned.measure_entries if e.text("done")]


def all_written(returned: Return) -> Iterator[Written]:
    """Every cell that was read, wherever it went."""
    yield from returned.head.values()
    yield from returned.extra.values()
    for entry in (*returned.entries, *returned.measure_entries):
        yield from entry.cells.values()
        yield from entry.extra.values()
    yield from (w for w in (returned.nothing_new, returned.reason) if w)


def kept(returned: Return) -> str:
    """Everything that was read, as one text."""
    return "\n".join(f"{w.text}\n{w.raw}" for w in all_written(returned))


def row_of(returned: Return, number: int) -> Entry:
    return next(entry for entry in returned.entries if entry.problem == number)
