"""Plain tables of a returned workbook -> Return, without judging.

What is untidy is kept as ``Diagnostic`` values; every non-empty cell below or beside a recognised
table is in an entry, in ``extra`` of an entry, or in ``extra`` of the return.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import (
    Column,
    Diagnostic,
    Entry,
    Place,
    Return,
    Stamp,
    Written,
)
from toolkit.read.cells import written
from toolkit.read.columns import Header, Headings, heading_key, rows_of
from toolkit.read.rows import ProblemFinder, find_measure
from toolkit.tables.grid import Cell, Sheet, Tables
from toolkit.text import matching_key

RETURNED_REMARKS = "退回意见"
"""The first sheet of a 退回 workbook: ours, with nothing a unit fills in."""

_SIGNATURE = re.compile(r"签字|签名|签章|盖章|^年月日$|:$")
_NOTHING_NEW = "本期无进展"
_REASON = "理由"
_YES = frozenset({"是", "y", "yes", "√", "v", "true", "1", "对", "无进展", "本期无进展"})


def read_return(
    file: str, sha256: str, tables: Tables, headings: Headings, finder: ProblemFinder,
) -> Return:
    """Read one workbook. ``file`` is its path under the inbox; nothing is raised for its content."""
    reading = _Reading(file, headings, finder)
    for sheet in tables.sheets:
        if sheet.state != "veryHidden" and sheet.name != RETURNED_REMARKS:
            reading.sheet(sheet)
    return reading.result(sha256, _stamp(tables))


def _stamp(tables: Tables) -> Stamp | None:
    """The stamp, from the document properties or (where an office suite dropped them) the hidden sheet."""
    says = {key.removeprefix("zhenggai-"): value for key, value in tables.properties.items()
            if key.startswith("zhenggai-")}
    for sheet in tables.sheets:
        if not says and sheet.state != "visible":
            beside = {c.row: c.text for c in sheet.cells if c.column == 2}
            keys = {c.text: beside.get(c.row, "") for c in sheet.cells if c.column == 1}
            says = keys if {"period", "unit", "digest"} <= set(keys) else says
    if not says.get("unit"):
        return None
    return Stamp(says.get("period", ""), says["unit"], says.get("digest", ""),
                 says.get("version", ""))


@dataclass(slots=True)
class _Reading:
    """What has been read of one workbook so far."""

    file: str
    headings: Headings
    finder: ProblemFinder
    head: dict[str, Written] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    measure_entries: list[Entry] = field(default_factory=list)
    extra: dict[str, Written] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    nothing_new: Written | None = None
    reason: Written | None = None
    first_sheet: str | None = None
    recognised: bool = False

    def sheet(self, sheet: Sheet) -> None:
        if self.first_sheet is None:
            self.first_sheet = sheet.name
        rows = rows_of(sheet)
        header = self.headings.header(rows)
        self._nothing_new(sheet, rows)
        if header is None:
            return
        self.recognised = True
        if header.table == "problems":
            self._head(sheet, [c for n, row in rows.items() if n < header.row for c in row])
        for number, cells in rows.items():
            if number > header.row:
                self._row(sheet, header, cells)

    def result(self, sha256: str, stamp: Stamp | None) -> Return:
        if not self.recognised and self.nothing_new is None:
            place = Place(self.file, self.first_sheet)
            self.diagnostics.append(Diagnostic("no_header", place))
        return Return(
            file=self.file, sha256=sha256, stamp=stamp, head=self.head,
            entries=tuple(self.entries), measure_entries=tuple(self.measure_entries),
            nothing_new=self.nothing_new, reason=self.reason, extra=self.extra,
            diagnostics=tuple(self.diagnostics),
        )

    # ── head and zero report ─────────────────────────────────────────────────────────────────
    def _head(self, sheet: Sheet, cells: Sequence[Cell]) -> None:
        fields = self.headings.head
        at = {(c.row, c.column): c for c in cells}
        for cell in cells:
            label, colon, rest = _label(cell.text)
            column = fields.get(label)
            if column is None or column.field in self.head:
                continue
            value = replace_text(cell, rest) if colon and rest.strip() else None
            if value is None:
                value = self._right_of(cell, at, fields, sheet)
            self.head[column.field] = written(
                value, self.file, sheet.name, as_date=column.kind == "date")

    def _right_of(
        self, label: Cell, at: Mapping[tuple[int, int], Cell], fields: Mapping[str, Column],
        sheet: Sheet,
    ) -> Cell:
        first = label.column + 1
        for top, left, bottom, right in sheet.merges:
            if top <= label.row <= bottom and left <= label.column <= right:
                first = right + 1
        for column in range(first, first + 4):
            cell = at.get((label.row, column))
            if cell is None:
                continue
            if _label(cell.text)[0] in fields:
                break
            if cell.text.strip():
                return cell
        return Cell(label.row, first, "text", "", None, None)

    def _nothing_new(self, sheet: Sheet, rows: Mapping[int, list[Cell]]) -> None:
        for number, cells in rows.items():
            for cell in cells:
                if _NOTHING_NEW not in cell.text or heading_key(cell.text) != _NOTHING_NEW:
                    continue
                answer = _beside(cells, cell.column)
                if answer is None or matching_key(answer.text) not in _YES:
                    continue
                self.nothing_new = written(answer, self.file, sheet.name)
                below = rows.get(number + 1, [])
                if any(heading_key(c.text) == _REASON for c in below):
                    reason = _beside(below, cell.column)
                    self.reason = written(reason, self.file, sheet.name) if reason else None

    # ── rows ─────────────────────────────────────────────────────────────────────────────────
    def _row(self, sheet: Sheet, header: Header, cells: Iterable[Cell]) -> None:
        known: dict[str, Written] = {}
        extra: dict[str, Written] = {}
        for cell in cells:
            column = header.fields.get(cell.column)
            value = written(cell, self.file, sheet.name,
                            as_date=column is not None and column.kind == "date")
            if not value.text:
                continue
            if column:
                known[column.field] = value
            else:
                extra[header.unknown.get(cell.column, f"第{cell.column}列")] = value
        if not known and not extra:
            return
        place = Place(self.file, sheet.name, next(iter(cells)).row, min(header.fields))
        entry = Entry(None, known, place, extra, columns=header.columns)
        if header.table == "problems":
            self._problem_row(header, entry)
        else:
            self._measure_row(entry)

    def _problem_row(self, header: Header, entry: Entry) -> None:
        match = self.finder.find(entry.text("number"), entry.text("text"))
        if match.found is None and not self._answers(header, entry):
            self._note(entry)
            return
        if match.disagrees and match.found is not None:
            official = self.finder.problem(match.found)
            self.diagnostics.append(Diagnostic(
                "number_text", entry.place_of("number"), given=entry.text("number"),
                expected=str(official.number), problem=official.number))
        self.entries.append(replace(entry, problem=match.found))

    def _measure_row(self, entry: Entry) -> None:
        found = self.finder.find(entry.text("number"), "").found
        if found is None and not entry.text("done"):
            self._note(entry)
            return
        index = None
        if found is not None:
            measures = self.finder.problem(found).measures
            index = find_measure(measures, entry.text("ordinal"), entry.text("text"))
        self.measure_entries.append(replace(entry, problem=found, measure=index))

    def _answers(self, header: Header, entry: Entry) -> bool:
        """Whether an unmatched row carries an answer (and not signatures or notes below a table)."""
        filled = [
            entry.cells[c.field] for c in header.fields.values()
            if c.filled_by == "unit" and c.field in entry.cells
        ]
        if entry.text("number") and _is_number_like(entry.text("number")) and filled:
            return True
        return any(not _SIGNATURE.search(matching_key(w.text)) for w in filled) and len(filled) > 1

    def _note(self, entry: Entry) -> None:
        for value in (*entry.cells.values(), *entry.extra.values()):
            key = f"{value.place.sheet}!{value.place.cell}"
            if not _SIGNATURE.search(matching_key(value.text)):
                self.extra[key] = value


def replace_text(cell: Cell, text: str) -> Cell:
    """The same cell with another text: the value behind `填报单位：` in one cell."""
    return cell._replace(text=text.strip())


def _label(text: str) -> tuple[str, str, str]:
    before, colon, after = text.replace(":", "：", 1).partition("：")
    return heading_key(before), colon, after


def _beside(cells: Iterable[Cell], column: int) -> Cell | None:
    return next((c for c in cells if c.column > column and c.text.strip()), None)


def _is_number_like(text: str) -> bool:
    from toolkit.text import read_numeral

    return read_numeral(text) is not None
