"""An office's workbook -> what is understood of it (``Learned``); Unusable, in Chinese, where it is no such sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Column, Problem, Profile, StatusWord, Unusable, column_letters
from toolkit.pattern.apart import read_draft, shared_items
from toolkit.pattern.draft import Draft
from toolkit.pattern.note import NOTE_SHEET
from toolkit.pattern.parts import MAIN, Parts, SheetEntry, read_parts, xml_root
from toolkit.pattern.reading import rows_of
from toolkit.pattern.styles import Styles, read_styles
from toolkit.pattern.values import TableName
from toolkit.tables.levels import heading_key
from toolkit.template.naming import Named, Names, SeenColumn, heading_of, name_columns
from toolkit.template.saying import lacking, settled_notes
from toolkit.template.sheets import Found, Lists, defined_names, find_table, seen_columns
from toolkit.template.statuses import status_words
from toolkit.template.surroundings import Body, head_fields, read_body
from toolkit.template.values import Learned, LearnedColumn, LearnedHead, LearnedTable
from toolkit.text import matching_key

_OURS = frozenset({"戳记", "退回意见", NOTE_SHEET})
_MOST_CELLS = 400
"""A sheet with more cells than this and no table of ours is no instruction."""
_KIND_WORDS = (("date", ("日期", "时间")), ("phone", ("电话", "手机", "联系方式")))


def learn(content: bytes, profile: Profile, problems: Sequence[Problem]) -> Learned:
    """Understand an xlsx workbook. ``problems``: the official list, to know example rows by."""
    parts = read_parts(content)
    strings = shared_items(parts)
    drafts = {entry: read_draft(parts[entry.part], strings) for entry in parts.sheets()}
    learner = _Learner(parts, read_styles(parts.parts.get(parts.part_of("styles"))), profile, problems, drafts)
    return learner.learned()


@dataclass(slots=True)
class _Learner:
    parts: Parts
    styles: Styles
    profile: Profile
    problems: Sequence[Problem]
    drafts: dict[SheetEntry, Draft]
    doubts: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    words: tuple[str, ...] = ()

    def learned(self) -> Learned:
        lists = Lists({e.name: d for e, d in self.drafts.items()}, self._names())
        tables: list[LearnedTable] = []
        head: list[LearnedHead] = []
        for entry, found in self._tables().items():
            body = read_body(self.drafts[entry], rows_of(self.drafts[entry]), found.block)
            tables.append(self._table(entry, found, body, lists))
            if found.table == "problems":
                head = head_fields(self.drafts[entry], rows_of(self.drafts[entry]), found.block, body,
                                   self.profile)
        statuses: tuple[StatusWord, ...] = ()
        if self.words:
            statuses = status_words(self.words, self.profile, self.doubts)
        self.missing += lacking(tables, head)
        return Learned(
            self.parts, self.styles, tuple(tables), tuple(head), statuses,
            tuple(self._others({t.sheet for t in tables}, lists)),
            tuple(self.doubts), tuple(self.missing), tuple(self.removed))

    # ── which sheets ─────────────────────────────────────────────────────────────────────────
    def _tables(self) -> dict[SheetEntry, Found]:
        """The sheet of each table: the one with the most known headings."""
        names: dict[TableName, Names] = {
            "problems": Names(self.profile, "problems"), "measures": Names(self.profile, "measures")}
        best: dict[TableName, tuple[SheetEntry, Found]] = {}
        for entry, draft in self.drafts.items():
            if entry.state != "visible" or entry.name in _OURS:
                continue
            found = find_table(draft, names)
            if found and (found.table not in best or found.known > best[found.table][1].known):
                best[found.table] = (entry, found)
        if "problems" not in best:
            raise Unusable(self._no_table())
        return dict(best.values())

    def _no_table(self) -> str:
        seen = "、".join(f"“{e.name}”" for e in self.drafts if e.state == "visible") or "没有工作表"
        return ("看不出这是填报表：没有找到表头（至少要有“序号”或“问题”一栏，和填写进展或状态的一栏）。"
                f"看过的工作表：{seen}。请确认是不是这个文件；表头叫法特别的，在 专项配置.xlsx“栏目”的“其他叫法”里"
                "补上再学一次。没有改动任何文件。")

    def _names(self) -> dict[str, str]:
        root = xml_root(self.parts[self.parts.workbook])
        found = ((e.get("name", ""), e.text or "") for e in root.iter(f"{{{MAIN}}}definedName"))
        return dict(defined_names(found))

    def _others(self, used: set[SheetEntry], lists: Lists) -> Iterator[tuple[SheetEntry, Draft]]:
        """Sheets that go along: instructions; lists of words are kept in the hidden sheet instead."""
        for entry, draft in self.drafts.items():
            cells = sum(bool(c.text.strip()) for row in draft.rows.values() for c in row.cells.values())
            if entry in used or entry.name in _OURS or not cells:
                continue
            if entry.name in lists.used:
                continue  # its words go on in the drop-downs
            if entry.state == "visible" and cells <= _MOST_CELLS and not _looks_like_rows(draft):
                yield entry, draft
            else:
                why = "隐藏的" if entry.state != "visible" else ""
                self.removed.append(f"{why}工作表“{entry.name}”")

    # ── columns ──────────────────────────────────────────────────────────────────────────────
    def _table(self, entry: SheetEntry, found: Found, body: Body, lists: Lists) -> LearnedTable:
        draft, block = self.drafts[entry], found.block
        names = Names(self.profile, found.table)
        seen = seen_columns(draft, block, body, self.styles, lists)
        named = name_columns(seen, names, self.problems)
        starred = any(s.starred for s in seen)
        columns = [self._column(n, seen, found, starred=starred) for n in named]
        if found.table == "problems":
            self._need(columns, entry)
            columns += self._added(columns)
            columns = settled_notes(columns, self.profile)
            self.words = next((c.choices for c in columns if c.column.field == "status"), ())
        self._say_removed(entry, body)
        return LearnedTable(
            found.table, entry, draft, (block.top, block.bottom), (body.first, body.last), body.model,
            tuple(columns), body.examples)

    def _column(
        self, named: Named, others: Sequence[SeenColumn], found: Found, *, starred: bool,
    ) -> LearnedColumn:
        seen = named.seen
        cell = f"{column_letters(seen.number)}{found.block.bottom}"
        heading = heading_of(seen, others)
        if named.column is None:
            column = self._own(named, heading, found.table)
            return LearnedColumn(seen.number, cell, column, "自有栏目", new=True, choices=seen.choices)
        declared = named.column
        names = tuple(n for n in dict.fromkeys((declared.heading, *declared.names))
                      if heading_key(n) != heading_key(heading))
        required = seen.starred if starred and declared.field not in ("status", "progress", "done") \
            else declared.required
        if not named.sure:
            self.doubts.append(f"{cell}“{heading}”按“{declared.heading}”理解（{named.how}），请核对。")
        column = replace(
            declared, heading=heading, names=names, issued=True, width=_width(seen.width),
            required=required and declared.filled_by == "unit", note=_note(seen.note, declared.note))
        listed = seen.listed if declared.field in ("status", "done") else ()
        return LearnedColumn(
            seen.number, cell, column, named.how, named.sure, choices=seen.choices or listed)

    def _own(self, named: Named, heading: str, table: TableName) -> Column:
        """A column nobody knows: the unit's own, under its own heading."""
        seen = named.seen
        said = [text for text in seen.examples.values() if text]
        kind = next((k for k, words in _KIND_WORDS if any(w in heading for w in words)), "text")
        if seen.format == "date" and kind == "text":
            kind = "date"
        if seen.format in ("number", "percent") or (
                said and all(_is_number(text) for text in said) and kind == "text"):
            kind = "number" if seen.format != "percent" else "text"
        return Column(
            heading, heading, table, "unit", kind,  # type: ignore[arg-type]  # one of Column's own words
            required=seen.starred, width=_width(seen.width), note=seen.note)

    def _need(self, columns: Sequence[LearnedColumn], entry: SheetEntry) -> None:
        there = {c.column.field for c in columns}
        headings = "、".join(c.column.heading for c in columns)
        if not there & {"number", "text"}:
            raise Unusable(
                f"工作表“{entry.name}”的表头（{headings}）里没有“序号”或“问题”一栏，收回来分不清哪一行是哪一项。"
                "请加上一栏再学。没有改动任何文件。")
        if "progress" not in there:
            raise Unusable(
                f"工作表“{entry.name}”的表头（{headings}）里没有填写整改进展的一栏，附件没有文字可印。"
                "请加上一栏（如“整改进展情况”）再学；叫法特别的，写进 专项配置.xlsx“栏目”的“其他叫法”。没有改动任何文件。")

    def _added(self, columns: Sequence[LearnedColumn]) -> Iterator[LearnedColumn]:
        """整改状态 where the sheet has none: without it nothing can be counted or classed."""
        if any(c.column.field == "status" for c in columns):
            return
        column = replace(self.profile.column("status"), issued=True)
        taken = {heading_key(c.column.heading) for c in columns}
        if heading_key(column.heading) in taken:
            column = replace(column, heading="整改状态")
        self.missing.append(
            f"没有填写整改状态的一栏：附件和统计都要用，已在表的最右边加上“{column.heading}”（下拉选择，必填）。")
        yield LearnedColumn(0, "", column, "补上的栏目", new=True)

    # ── what is said ─────────────────────────────────────────────────────────────────────────
    def _say_removed(self, entry: SheetEntry, body: Body) -> None:
        if body.examples:
            self.removed.append(f"“{entry.name}”第{_runs(body.examples)}行的示例内容")
        if body.instructions:
            self.removed.append(f"“{entry.name}”第{_runs(body.instructions)}行（填写说明或栏次，已移到各栏的提示里）")
        if body.totals:
            self.removed.append(f"“{entry.name}”第{_runs(body.totals)}行（合计）")


def _runs(rows: Sequence[int]) -> str:
    """5、6、7 as 5至7."""
    return str(rows[0]) if len(rows) == 1 else (
        f"{rows[0]}至{rows[-1]}" if rows[-1] - rows[0] == len(rows) - 1 else "、".join(map(str, rows)))


def _width(width: float) -> float:
    return min(max(round(width, 1), 2.0), 250.0)


def _note(said: str, declared: str) -> str:
    """What the sheet said of a column, before what we say of it."""
    return declared if not said or said in declared else f"{said.rstrip('。')}。{declared}"


def _is_number(text: str) -> bool:
    try:
        float(matching_key(text).rstrip("%").replace(",", ""))
    except ValueError:
        return False
    return True


def _looks_like_rows(draft: Draft) -> bool:
    """Whether a sheet holds many rows of several cells: last year's table, not instructions."""
    rows = [row for row in draft.rows.values() if sum(bool(c.text.strip()) for c in row.cells.values()) > 3]
    return len(rows) > 3
