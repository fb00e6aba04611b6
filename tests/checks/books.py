"""Pipe tables of a rule's page -> a Book, through the real reading and reconciling.

The tables show only what matters; the rest is a plain, clean round: every problem a sheet speaks of
is led by its unit, a sheet carries the official text as listed, and fill-in columns a table does not
show are answered. A column that is shown and blank stays blank; one the sheet does not have is the unit's own.
A caption names a unit, or a file that ``收件箱`` says more of; a file without a unit there is known by what it
says itself.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from documents import directory_rows, import_mark, is_import, listed_problem, publication_of

from toolkit.checks.sample import SampleTable
from toolkit.collect import UnitNames, other_period, same_bytes, sender, version_rank
from toolkit.duties import Duties, directory_of
from toolkit.model import (
    Arrival,
    Baseline,
    BaselineRow,
    Book,
    Column,
    Diagnostic,
    Edit,
    Extension,
    Measure,
    Paragraph,
    Period,
    Place,
    Problem,
    Profile,
    Receipt,
    Remark,
    Return,
)
from toolkit.paragraphs import as_written
from toolkit.profile import default_profile
from toolkit.profile.declared import declaration
from toolkit.read import read_return
from toolkit.read.columns import Headings
from toolkit.read.rows import ProblemFinder
from toolkit.reconcile import reconcile
from toolkit.tables.grid import Cell, Note, Sheet, Tables

ZONE = timezone(timedelta(hours=8))
ISSUED = datetime(2031, 3, 1, 9, 0, tzinfo=ZONE)
IN_TIME = datetime(2031, 3, 20, 9, 0, tzinfo=ZONE)
HEAD_ROW, FIRST_ROW = 2, 5
_STRUCK = re.compile(r"~~(.+?)~~")
SHEET, MEASURES, NOTES = "填报表", "措施", "填报说明"
ANSWERS = {"status": "正在推进", "progress": "已开展排查。"}
CONTACT = {"filler": "林晓", "phone": "0400-5550123", "filled_on": "2031-03-18"}
BESIDE = {"盖章扫描件": "scan", "佐证材料": "evidence"}
HOWS = {"登记": "given", "文件时间": "file-time", "首次见到": "first-sight"}


@dataclass(frozen=True)
class Sketch:
    """A book, and what its marked cells mean as places a remark must have."""

    book: Book
    marks: tuple[tuple[str, str], ...]

    def marked(self, remark: Remark) -> bool:
        """Whether a remark stands at a marked cell."""
        return any(stands_at(remark, mark) for mark in self.marks)


def stands_at(remark: Remark, mark: tuple[str, str]) -> bool:
    kind, where = mark
    place = remark.place
    if kind == "line" and place.row is None and place.line is None:
        return where.partition(":")[0] == place.file  # the document as a whole
    return where in {
        "cell": (f"{place.file}!{place.sheet}!{place.cell}",),
        "file": (place.file,),
        "unit": (remark.unit,),
        "line": (f"{place.file}:{place.row or place.line}",),
        "announced": (remark.message.removeprefix("文件公布")[:len(where)],),
    }[kind]


def sketch(tables: Sequence[SampleTable]) -> Sketch:
    """The book that the tables of an example describe."""
    return _drawn(tuple(tables))


@lru_cache(maxsize=512)  # many tests look at each example
def _drawn(tables: tuple[SampleTable, ...]) -> Sketch:
    if is_import(tables):
        return _import(tables)
    round_ = _Round(tables)
    book = round_.book()
    return Sketch(book, tuple(round_.mark(t, r, c) for t in tables for r, c in sorted(t.marks)))


def _import(tables: Sequence[SampleTable]) -> Sketch:
    profile = replace(default_profile(), units=directory_rows(tables))
    book = Book(profile, IN_TIME, publication=publication_of(tables, profile))
    return Sketch(book, tuple(import_mark(t, r, c) for t in tables for r, c in sorted(t.marks)))


# ── a period ─────────────────────────────────────────────────────────────────────────────────────
@dataclass
class _Sent:
    """A workbook of the example: its sheets as tables, whose it is, and what is wrong with it."""

    file: str
    unit: str
    tables: dict[str, SampleTable] = field(default_factory=dict)
    received: datetime = IN_TIME
    how: str = "given"
    trouble: str = ""


class _Round:
    """A whole period told by the tables of an example."""

    def __init__(self, tables: Sequence[SampleTable]) -> None:
        self.tables: dict[str, list[SampleTable]] = defaultdict(list)
        for table in tables:
            self.tables[table.kind].append(table)
        self.profile: Profile = replace(default_profile(), **self._settings())
        self.sent: dict[str, _Sent] = {}
        self._workbooks()
        self._inbox()
        self._expected_units()
        self.problems = self._problems()

    def rows(self, kind: str) -> list[Mapping[str, str]]:
        return [row for table in self.tables[kind] for row in table.records()]

    def _settings(self) -> dict[str, Any]:
        known = {setting.name: setting for setting in declaration().settings}
        said = {known[row["项目"]]: row["取值"] for row in self.rows("设置")}
        return {s.field: int(v) if s.kind == "number" else v for s, v in said.items()}

    # ── who sent what ────────────────────────────────────────────────────────────────────────
    def _workbooks(self) -> None:
        for kind in (SHEET, MEASURES, "表头", "零报告"):
            for table in self.tables[kind]:
                file = _file(table)
                sent = self.sent.setdefault(file, _Sent(file, file.removesuffix(".xlsx")))
                sent.tables[kind] = table

    def _inbox(self) -> None:
        for row in self.rows("收件箱"):
            sent = self.sent.setdefault(row["文件"], _Sent(row["文件"], row["单位"]))
            sent.unit = row["单位"]
            if row.get("收到时间"):
                sent.received = datetime.fromisoformat(row["收到时间"]).replace(tzinfo=ZONE)
            sent.how = HOWS[row.get("依据") or "登记"]
            sent.trouble = row.get("情况", "").replace("可以读取", "")

    def _expected_units(self) -> None:
        for row in self.rows("应报单位"):
            state = row.get("情形", "没有发回")
            if "没有发回" in state:
                continue
            file = f"{row['单位']}.xlsx"
            sent = self.sent.setdefault(file, _Sent(file, row["单位"]))
            if "无进展" in state:
                zero = SampleTable("零报告", ("本期无进展", "理由"), (("是", "冬季停工。"),))
                sent.tables["零报告"] = zero

    # ── the list ─────────────────────────────────────────────────────────────────────────────
    def _problems(self) -> tuple[Problem, ...]:
        rows: dict[str, dict[str, str]] = {r["序号"]: dict(r) for r in self.rows("清单")}
        if not rows:
            rows = self._numbers_of_sheets()
        for row in rows.values():
            row.setdefault("牵头单位", self._sender_of(row["序号"]))
        measures: dict[int, list[Measure]] = defaultdict(list)
        for row in self.rows("清单措施"):
            measures[int(row["序号"])].append(
                Measure(row["措施序号"] or None, row["整改措施"], row.get("完成标注") or None,
                        date.fromisoformat(row["措施时限"]) if row.get("措施时限") else None))
        problems = [listed_problem(row) for row in rows.values()]
        return tuple(replace(p, measures=tuple(measures[p.number]) or p.measures) for p in problems)

    def _numbers_of_sheets(self) -> dict[str, dict[str, str]]:
        numbers = {row["序号"]: {"序号": row["序号"]} for row in self.rows(SHEET)}
        if numbers:
            return numbers
        units = [r["单位"] for r in self.rows("应报单位")] or [s.unit for s in self.sent.values()]
        return {str(n): {"序号": str(n), "牵头单位": unit}
                for n, unit in enumerate(dict.fromkeys(units), 1)}

    def _sender_of(self, number: str) -> str:
        for table in self.tables[SHEET]:
            if any(row["序号"] == number for row in table.records()):
                return self.sent[_file(table)].unit
        return next((sent.unit for sent in self.sent.values()), "市水务局")

    # ── workbooks ────────────────────────────────────────────────────────────────────────────
    def returned(self, sent: _Sent) -> Return:
        if sent.trouble == "没有表头":
            sheets = (Sheet("总结", cells=(Cell(1, 1, "text", "三月份工作总结"),)),)
        else:
            sheets = (self._sheet(sent), self._measures(sent), _notes(sent.tables.get("零报告")))
        digest = hashlib.sha256(_content(sent).encode()).hexdigest()
        tables = Tables("xlsx", sheets, _stamp(sent))
        return read_return(
            sent.file, digest, tables, Headings(self.profile), ProblemFinder(self.problems))

    def _sheet(self, sent: _Sent) -> Sheet:
        table = sent.tables.get(SHEET) or self._own_problems(sent)
        columns = self.profile.on("problems")
        own = [heading for heading in table.header if heading.rstrip("*") not in _headings(columns)]
        cells = [*self._head(sent), *_header(columns, FIRST_ROW - 1)]
        cells += [Cell(FIRST_ROW - 1, position, "text", heading) for position, heading in enumerate(own, len(columns) + 1)]
        for index, row in enumerate(table.records()):
            official = next((p for p in self.problems if str(p.number) == row["序号"]), None)
            answers = {} if _blank(row) else ANSWERS
            for position, column in enumerate(columns, 1):
                text = row.get(column.heading, row.get(column.heading + "*"))
                if text is None:
                    text = _official(official, column) or answers.get(column.field, "")
                if text:
                    cells.append(_cell(FIRST_ROW + index, position, text))
            cells += [_cell(FIRST_ROW + index, position, row[heading])
                      for position, heading in enumerate(own, len(columns) + 1) if row[heading]]
        return _with_strikes(Sheet(SHEET, cells=tuple(cells)))

    def _own_problems(self, sent: _Sent) -> SampleTable:
        """A clean answer to everything a unit leads; a zero report answers nothing."""
        own = [p for p in self.problems if sent.unit in p.lead_units] or list(self.problems[:1])
        if "零报告" in sent.tables:
            return SampleTable(SHEET, ("序号", "整改状态"), tuple((str(p.number), "") for p in own))
        return SampleTable(SHEET, ("序号",), tuple((str(p.number),) for p in own))

    def _head(self, sent: _Sent) -> list[Cell]:
        shown = next(sent.tables["表头"].records()) if "表头" in sent.tables else {}
        values = {"unit": sent.unit, **CONTACT}
        cells = []
        for position, column in enumerate(self.profile.on("head")):
            text = shown.get(column.heading, shown.get(column.heading + "*"))
            text = values.get(column.field, "") if text is None else text
            cells.append(Cell(HEAD_ROW, 2 * position + 1, "text", column.heading))
            if text:
                cells.append(_cell(HEAD_ROW, 2 * position + 2, text))
        return cells

    def _measures(self, sent: _Sent) -> Sheet:
        columns = self.profile.on("measures")
        headless = sent.trouble == "“措施”表没有表头"
        cells = [] if headless else _header(columns, 1)
        table = sent.tables.get(MEASURES)
        for index, row in enumerate(table.records() if table else (), 2):
            official = self._measure(row)
            for position, column in enumerate(columns, 1):
                text = row.get(column.heading, row.get(column.heading + "*"))
                if text is None and column.field == "text" and official:
                    text = official.shown()
                if text:
                    cells.append(_cell(index, position, text))
        return _with_strikes(Sheet(MEASURES, cells=tuple(cells)))

    def _measure(self, row: Mapping[str, str]) -> Measure | None:
        problem = next((p for p in self.problems if str(p.number) == row["序号"]), None)
        measures = problem.measures if problem else ()
        return next((m for m in measures if m.ordinal == row["措施序号"]), None)

    # ── the book ─────────────────────────────────────────────────────────────────────────────
    def book(self) -> Book:
        period, now = self._period()
        arrivals: list[Arrival] = []
        returns: list[Return] = []
        diagnostics: list[Diagnostic] = []
        for sent in self.sent.values():
            arrival, found = self._arrive(sent, returns)
            arrivals.append(arrival)
            diagnostics += found
        for file, keeper in same_bytes(arrivals).items():
            diagnostics.append(Diagnostic("same_bytes", Place(file), expected=keeper))
            returns = [r for r in returns if r.file != file]
            arrivals = [replace(a, verdict="ignored") if a.file == file else a for a in arrivals]
        for row in self.rows("成果文件"):
            if "不能照样使用" in row["生成之后"]:
                diagnostics.append(Diagnostic("unusable_pattern", Place(row["文件"]), "没有认出表头。"))
            if "有人改过" in row["生成之后"]:
                file = row["文件"]
                diagnostics.append(Diagnostic("edited_output", Place(file), expected=f"{file}（新）"))
        diagnostics += [
            Diagnostic("outputs_differ", Place(row["文件"]), row["写的是"], row["另一份"], note=row["说的是"])
            for row in self.rows("读回核对") if row["另一份"] != "一致"]
        diagnostics += [Diagnostic("template_fault", Place(row["模板"]), note=row["错误"])
                        for row in self.rows("函件模板") if row["错误"] != "没有错误"]
        book = reconcile(
            profile=self.profile, period=period, problems=self.problems, returns=returns,
            arrivals=arrivals, baseline=self._baseline(), now=now, diagnostics=diagnostics)
        return replace(book, edits={edit.number: edit for edit in map(_edit, self.rows("整改台账"))})

    def _arrive(
        self, sent: _Sent, returns: list[Return],
    ) -> tuple[Arrival, list[Diagnostic]]:
        digest = hashlib.sha256(_content(sent).encode()).hexdigest()
        arrival = Arrival(sent.file, digest, "accepted", sent.unit or None, sent.received, sent.how,  # type: ignore[arg-type]
                          version=version_rank(sent.file))
        place = Place(sent.file)
        if sent.trouble in BESIDE:
            return replace(arrival, verdict="ignored", kind=BESIDE[sent.trouble]), []  # type: ignore[arg-type]
        if sent.trouble.startswith("无法读取"):
            note = sent.trouble.partition("：")[2]
            return replace(arrival, verdict="rejected"), [Diagnostic("unreadable", place, note=note)]
        returned = self.returned(sent)
        if sent.trouble == "没有表头":
            returns.append(returned)
            return replace(arrival, verdict="rejected"), []
        arrival, doubt, via = self._sender(sent, arrival, returned)
        returns.append(replace(returned, unit=arrival.unit, via=via))
        other = other_period(returned, self._period()[0])
        found = [Diagnostic("other_period", place, given=other)] if other else []
        return replace(arrival, other_period=other or ""), [*doubt, *found]

    def _sender(
        self, sent: _Sent, arrival: Arrival, returned: Return,
    ) -> tuple[Arrival, list[Diagnostic], str]:
        """Who sent a workbook, where its head or its name is to tell; else as the example says."""
        if "表头" not in sent.tables and sent.unit:
            return arrival, [], ""
        receipt = Receipt(arrival.sha256, sent.file, None, sent.received, "given")
        duties = Duties(self.problems, directory_of(self.profile, self.problems))
        who = sender(returned, receipt, UnitNames(duties, self.profile), duties)
        verdict = "rejected" if who.doubt else "accepted"
        return replace(arrival, unit=who.unit, verdict=verdict), [who.doubt] if who.doubt else [], who.via

    def _period(self) -> tuple[Period, datetime]:
        said = next(iter(self.rows("报送期")), {})
        due = datetime.fromisoformat(said.get("截止时间", "2031-03-25 18:00")).replace(tzinfo=ZONE)
        now = datetime.fromisoformat(said.get("校验时间", "2031-03-26 09:00")).replace(tzinfo=ZONE)
        senders = {sent.unit for sent in self.sent.values()}
        leads = (u for problem in self.problems for u in problem.lead_units if u in senders)
        expected = [row["单位"] for row in self.rows("应报单位")] or dict.fromkeys(leads)
        return Period(
            name=said.get("本期", "2031-03"), due=due, issued=ISSUED,
            as_of=date.fromisoformat(said.get("统计截至", "2031-03-31")),
            previous=None, expected=tuple(expected), digest="0" * 64, extensions=tuple(
                Extension(datetime.fromisoformat(row["延至"]).replace(tzinfo=ZONE), row["单位"] or None, ISSUED)
                for row in self.rows("延期"))), now

    def _baseline(self) -> Baseline | None:
        words = {word.option: word.status for word in self.profile.statuses}
        rows = {
            int(r["序号"]): BaselineRow(
                int(r["序号"]), r["整改状态"], words[r["整改状态"]],
                tuple(Paragraph(line.ordinal, line.text)
                      for line in as_written(r.get("整改进展情况", ""))),
                done_on=date.fromisoformat(r["完成日期"]) if r.get("完成日期") else None,
                done_measures=self._done_measures(int(r["序号"]), r.get("已完成措施", "").split("、")))
            for r in self.rows("上期")}
        return Baseline("2031-02", "1" * 64, rows) if rows else None

    def _done_measures(self, number: int, ordinals: Sequence[str]) -> dict[int, date | None]:
        """The measures of a problem that the last ledger has as done, named by their ordinals."""
        measures = next((p.measures for p in self.problems if p.number == number), ())
        return {index: None for index, measure in enumerate(measures) if measure.ordinal in ordinals}

    # ── marks ────────────────────────────────────────────────────────────────────────────────
    def mark(self, table: SampleTable, row: int, column: int) -> tuple[str, str]:
        heading = table.header[column]
        if table.kind in ("收件箱", "成果文件", "读回核对"):
            return "file", table.rows[row][table.header.index("文件")]
        if table.kind == "函件模板":
            return "file", table.rows[row][table.header.index("模板")]
        if table.kind == "应报单位":
            return "unit", table.rows[row][table.header.index("单位")]
        file = _file(table)
        if table.kind == "零报告":
            return "cell", f"{file}!{NOTES}!B{3 + table.header.index(heading)}"
        sheet = {SHEET: "problems", MEASURES: "measures", "表头": "head"}[table.kind]
        names = _headings(self.profile.on(sheet))
        names += [name for h in table.header if (name := h.rstrip("*")) not in names]
        position = names.index(heading.rstrip("*")) + 1
        if table.kind == "表头":
            place = Place(file, SHEET, HEAD_ROW, 2 * position)
        elif table.kind == SHEET:
            place = Place(file, SHEET, FIRST_ROW + row, position)
        else:
            place = Place(file, MEASURES, 2 + row, position)
        return "cell", f"{file}!{place.sheet}!{place.cell}"


def _edit(row: Mapping[str, str]) -> Edit:
    """What the office wrote in the ledger about an acceptance."""
    return Edit(int(row["序号"]), accepted_on=row.get("验收日期", ""), accepted_by=row.get("实际验收单位", ""),
                accepted_upon=row.get("验收依据", ""))


def _file(table: SampleTable) -> str:
    """The workbook a table stands in: as its caption says, or the unit's own."""
    return table.subject if table.subject.endswith(".xlsx") else f"{table.subject}.xlsx"


def _stamp(sent: _Sent) -> dict[str, str]:
    """The stamp of a sheet that is said to have been issued: 是2031-02的表, 是2031-03下发给市水务局的表."""
    said = re.match(r"是(\S{7})(?:下发给(.+?))?的表", sent.trouble)
    return {"zhenggai-period": said[1], "zhenggai-unit": said[2] or sent.unit} if said else {}


def _content(sent: _Sent) -> str:
    """What tells two files' bytes apart: the name, unless one is said to repeat another."""
    if sent.trouble.startswith("与"):
        return sent.trouble.split("“")[1].split("”")[0]
    return sent.file


def _blank(row: Mapping[str, str]) -> bool:
    """Whether a row shows a status or progress column and nothing in any fill-in column."""
    shown = [text for heading, text in row.items() if heading not in ("序号", "问题")]
    return bool(shown) and not any(shown)


def _official(problem: Problem | None, column: Column) -> str:
    if problem is None or column.filled_by != "office" or column.field == "last_progress":
        return ""
    return problem.shown(column.field)


def _cell(row: int, column: int, text: str) -> Cell:
    """A cell; one that shows a formula or an error value is one."""
    if text.startswith("="):
        return Cell(row, column, "text", "", None, text[1:])
    return Cell(row, column, "error" if text == "#REF!" else "text", text)


def _with_strikes(sheet: Sheet) -> Sheet:
    """Words between ``~~`` stand struck through."""
    notes = tuple(Note(c.row, c.column, "struck", "".join(_STRUCK.findall(c.text)))
                  for c in sheet.cells if _STRUCK.search(c.text))
    cells = tuple(c._replace(text=_STRUCK.sub(r"\1", c.text)) for c in sheet.cells)
    return replace(sheet, cells=cells, notes=notes)


def _headings(columns: Sequence[Column]) -> list[str]:
    return [column.heading.rstrip("*") for column in columns]


def _header(columns: Sequence[Column], row: int) -> list[Cell]:
    return [Cell(row, position, "text", c.heading) for position, c in enumerate(columns, 1)]


def _notes(zero: SampleTable | None) -> Sheet:
    said = next(zero.records()) if zero else {}
    labels = (("本期无进展", 3), ("理由", 4))
    cells = [Cell(1, 1, "text", "填报说明")]
    for label, row in labels:
        cells.append(Cell(row, 1, "text", label))
        if said.get(label):
            cells.append(Cell(row, 2, "text", said[label]))
    return Sheet(NOTES, cells=tuple(cells))
