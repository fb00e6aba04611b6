"""An office's table room: lists of problems as ledgers, in workbooks, Word tables, Markdown and csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.model import Problem
from toolkit.text import chinese_numeral

HEADINGS = {
    "number": "序号", "section": "方面", "category": "类别", "text": "反馈问题", "lead": "牵头单位", "responsible": "责任单位",
    "acceptance": "验收单位", "deadline": "整改时限", "goal": "整改目标", "measures": "整改措施", "progress": "整改进展情况",
    "status": "完成进度", "remark": "备注",
}  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """How a ledger is laid out.

    ``measures``: ``cell`` (lines of one cell), ``merged``, ``first`` or ``repeated`` (a row each, the other
    cells merged down, written once, or written again). ``sections``: ``rows``, ``column``, ``none``.
    """

    columns: tuple[str, ...] = ("number", "text", "lead", "responsible", "acceptance", "deadline", "goal", "measures")
    names: dict = field(default_factory=dict)
    over: dict = field(default_factory=dict)
    title: tuple[str, ...] = ("云川市督察反馈问题整改台账",)
    measures: str = "cell"
    sections: str = "none"
    ordinal: str = "一是"
    number: str = "{}"
    header_again: int = 0
    counting: bool = False
    total: bool = False
    notes: tuple[str, ...] = ()
    first_row: int = 1
    first_column: int = 1
    tick: tuple[str, ...] = ()


@dataclass
class Sheet:
    """A matrix of texts, the merges in it (row, column, row, column from 0), and where its header stands."""

    rows: list[list[str]]
    merges: list[tuple[int, int, int, int]]
    first: tuple[int, int] = (1, 1)


def sheet(problems: Sequence[Problem], ledger: Ledger) -> Sheet:
    width = len(ledger.columns)
    page = Sheet([], [], (ledger.first_row, ledger.first_column))
    for line in ledger.title:
        page.rows.append([line] + [""] * (width - 1))
        page.merges.append((len(page.rows) - 1, 0, len(page.rows) - 1, width - 1))
    _head(page, ledger)
    if ledger.counting:
        page.rows.append([str(n) for n in range(1, width + 1)])
    last = None
    sections: list[str] = []
    for place, problem in enumerate(problems):
        if ledger.header_again and place and place % ledger.header_again == 0:
            _head(page, ledger)
        if ledger.sections == "rows" and problem.section != last:
            sections.append(problem.section or "")
            page.rows.append([f"{chinese_numeral(len(sections))}、{problem.section}"] + [""] * (width - 1))
            page.merges.append((len(page.rows) - 1, 0, len(page.rows) - 1, width - 1))
        last = problem.section
        _problem(page, problem, ledger)
    if ledger.total:
        page.rows.append(["合计", f"{len(problems)}项"] + [""] * (width - 2))
    for note in ledger.notes:
        page.rows.append([note] + [""] * (width - 1))
    return page


def _head(page: Sheet, ledger: Ledger) -> None:
    names = [ledger.names.get(column, HEADINGS[column]) for column in ledger.columns]
    top = len(page.rows)
    if not ledger.over:
        page.rows.append(names)
        return
    upper = list(names)
    lower = [""] * len(names)
    for columns, over in ledger.over.items():
        places = [ledger.columns.index(column) for column in columns]
        for place in places:
            lower[place], upper[place] = names[place], over if place == places[0] else ""
        page.merges.append((top, places[0], top, places[-1]))
    page.rows += [upper, lower]
    page.merges += [(top, x, top + 1, x) for x, cell in enumerate(lower) if not cell]


def cells(problem: Problem, ledger: Ledger) -> dict[str, str]:
    ticked = problem.status_text or ""
    if ledger.tick:
        ticked = " ".join(("☑" if option == problem.status_text else "□") + option for option in ledger.tick)
    return {
        "number": ledger.number.format(problem.number, han=chinese_numeral(problem.number)), "section": problem.section or "",
        "category": problem.category or "", "text": problem.text, "lead": "、".join(problem.lead_units),
        "responsible": "，".join(problem.responsible_units), "acceptance": "、".join(problem.acceptance_units),
        "deadline": problem.deadline_text or "", "goal": problem.goal or "", "status": ticked,
        "progress": "\n".join((p.ordinal or "") + p.text for p in problem.progress), "remark": "",
    }  # fmt: skip


def _problem(page: Sheet, problem: Problem, ledger: Ledger) -> None:
    said = cells(problem, ledger)
    measures = [printed_measure(m.ordinal, m.shown(), ledger) for m in problem.measures]
    if ledger.measures == "cell" or len(measures) < 2:
        page.rows.append([said.get(c, "") if c != "measures" else "\n".join(measures) for c in ledger.columns])
        return
    top = len(page.rows)
    for place, measure in enumerate(measures):
        whole = place == 0 or ledger.measures == "repeated"
        page.rows.append([measure if c == "measures" else said.get(c, "") if whole else "" for c in ledger.columns])
    if ledger.measures == "merged":
        page.merges += [(top, x, len(page.rows) - 1, x) for x, c in enumerate(ledger.columns) if c != "measures"]


def printed_measure(ordinal: str | None, text: str, ledger: Ledger) -> str:
    if ordinal is None:
        return text
    number = "一二三四五六七八九".index(ordinal) + 1
    return {"一是": f"{ordinal}是", "1.": f"{number}.", "（一）": f"（{ordinal}）", "（1）": f"（{number}）", "1、": f"{number}、",
            "①": "①②③④⑤"[number - 1]}[ledger.ordinal] + text  # fmt: skip


# ── files ────────────────────────────────────────────────────────────────────────────────────────
def as_workbook(sheets: dict[str, Sheet]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, page in sheets.items():
        leaf = book.create_sheet(name)
        down, right = page.first
        for y, row in enumerate(page.rows):
            for x, text in enumerate(row):
                if text:
                    cell = leaf.cell(y + down, x + right, int(text) if text.isascii() and text.isdigit() else text)
                    cell.data_type = "n" if isinstance(cell.value, int) else "s"
        for top, left, bottom, end in page.merges:
            if (top, left) != (bottom, end):
                leaf.merge_cells(None, top + down, left + right, bottom + down, end + right)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_word_table(page: Sheet, paragraphs: Sequence[str] = ()) -> bytes:
    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    _fill(document.add_table(len(page.rows), len(page.rows[0])), page)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _fill(table, page: Sheet) -> None:
    grid = [list(row.cells) for row in table.rows]
    for y, row in enumerate(page.rows):
        for x, text in enumerate(row):
            grid[y][x].text = text
    for top, left, bottom, right in page.merges:
        grid[top][left].merge(grid[bottom][right])
        grid[top][left].text = page.rows[top][left]


def as_markdown(page: Sheet) -> str:
    lines = []
    for place, row in enumerate(page.rows):
        lines.append("| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |")
        if place == 0:
            lines.append("|" + " --- |" * len(row))
    return "\n".join(lines) + "\n"


def as_csv(page: Sheet, encoding: str = "gb18030") -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(page.rows)
    return stream.getvalue().encode(encoding)


def as_page(page: Sheet) -> str:
    """The table as a web page named .xls."""
    spans, covered = {}, set()
    for top, left, bottom, right in page.merges:
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(y, x) for y in range(top, bottom + 1) for x in range(left, right + 1)} - {(top, left)}
    return "<html><body><table>" + "".join(_markup(page, spans, covered)) + "</table></body></html>"


def _markup(page: Sheet, spans: dict, covered: set) -> Iterator[str]:
    for y, row in enumerate(page.rows):
        yield "<tr>"
        for x, text in enumerate(row):
            if (y, x) not in covered:
                down, right = spans.get((y, x), (1, 1))
                shown = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
                yield f'<td rowspan="{down}" colspan="{right}">{shown}</td>'
        yield "</tr>"
