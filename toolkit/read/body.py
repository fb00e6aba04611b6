"""Below the header row: rows of a table -> entries; what stands among or below them is kept as notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.model import Diagnostic, Entry, Place, Problem, Written
from toolkit.read.beside import kept
from toolkit.read.cells import noted, ticked, written
from toolkit.read.columns import Header
from toolkit.read.double import taken_apart
from toolkit.read.inline import InlineMeasures, as_measure
from toolkit.read.notes import NotesAt
from toolkit.read.rows import Match, ProblemFinder, find_measure
from toolkit.tables.grid import Cell, Sheet
from toolkit.text import matching_key, read_numeral

_SIGNATURE = re.compile(r"签字|签名|签章|盖章|^年月日$|:$")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计|汇总|总数)[:：]?$")
_REMARK = re.compile(r"(?:备?注|说明|填表说明|填报说明)[:：]|(?:填[写报])?[示样]?例(?:[:：]|$)")
_HINT = re.compile(r"[（(].*[)）]", re.DOTALL)
"""A row of hints below the header: （必填）, （不超过500字）."""
_LABELLED = re.compile(r"[\u4e00-\u9fff()]{2,12}:")
_FEW = 4
"""Cells that count from 1 on before a row is taken for the columns' numbers."""
_LONGEST_NUMBER = 20
"""Characters a number of a column has at the most."""

_NO_FIELD = ("", False)
_CHOICES = frozenset({"status", "done"})
"""Fields that offer words to choose from."""


@dataclass(slots=True)
class Body:
    """What the rows of one sheet gave."""

    entries: list[Entry] = field(default_factory=list)
    measures: list[Entry] = field(default_factory=list)
    notes: list[Written] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_body(
    file: str, sheet: Sheet, header: Header, rows: Mapping[int, list[Cell]],
    finder: ProblemFinder, inline: InlineMeasures, notes: NotesAt,
) -> Body:
    """Every row of a table: an entry of a problem, of a measure, or notes that are kept."""
    body = Body()
    lines = list(_lines(file, sheet, header, rows, notes))
    if header.table == "problems":
        _problems(body, header, lines, finder, inline)
    else:
        _measures(body, lines, finder)
    return body


# ── rows as written ──────────────────────────────────────────────────────────────────────────────
class _Line(NamedTuple):
    """A row before it is known what it speaks of."""

    cells: Mapping[str, Written]
    extra: Mapping[str, Written]
    place: Place
    columns: Mapping[str, int]

    def text(self, name: str) -> str:
        written = self.cells.get(name)
        return written.text if written else ""

    def entry(self, problem: int | None, measure: int | None = None) -> Entry:
        return Entry(problem, self.cells, self.place, self.extra, measure, columns=self.columns)


def _lines(
    file: str, sheet: Sheet, header: Header, rows: Mapping[int, list[Cell]], notes: NotesAt,
) -> Iterator[_Line]:
    columns, first = header.columns, min(header.fields)
    headings = {**header.unknown, **{c: column.heading for c, column in header.fields.items()}}
    fields = {c: (column.field, column.kind == "date") for c, column in header.fields.items()}
    shared = _shared_cells(sheet, header, rows)
    name_of_sheet, hidden_columns = sheet.name, sheet.hidden_columns
    for number, cells in rows.items():
        known: dict[str, Written] = {}
        extra: dict[str, Written] = {}
        hidden = number in sheet.hidden_rows
        for cell in cells:
            at = cell[1]
            name, as_date = fields.get(at, _NO_FIELD)
            value = written(cell, file, name_of_sheet, as_date=as_date)
            if not value[1] and not value[0].strip():
                continue
            if hidden or at in hidden_columns:
                value = _hidden(value, row=hidden)
            if not name:
                extra[header.unknown.get(at, f"第{at}列")] = value
            elif at in header.second:
                known |= taken_apart(value, header.fields[at], header.second[at])
            else:
                value = ticked(value) if name in _CHOICES else value
                known[name] = _as_guessed(value, header, at) if header.guessed else value
        if not known and not extra:
            continue
        if sheet.notes:
            _struck(known, columns, notes.struck(number))
            extra |= notes.taken(number, headings)
        for cell in shared.get(number, ()):
            column = header.fields[cell.column]
            value = written(cell, file, sheet.name, as_date=column.kind == "date")
            known.setdefault(column.field, value._replace(how="合并的单元格，各行相同"))
        yield _Line(known, extra, Place(file, sheet.name, number, first), columns)


def _as_guessed(value: Written, header: Header, column: int) -> Written:
    if column not in header.guessed:
        return value
    return noted(value, f"表头没有写明，按这一列的内容认作“{header.fields[column].heading}”")


def _hidden(value: Written, *, row: bool) -> Written:
    """A row or column somebody hid, or filtered away, counts like any other; its cells say so."""
    return noted(value, f"所在{'行' if row else '列'}被隐藏，照常读取")


def _struck(
    known: dict[str, Written], columns: Mapping[str, int], struck: Mapping[int, str],
) -> None:
    for name, column in columns.items() if struck else ():
        if column in struck and name in known:
            known[name] = known[name]._replace(struck=struck[column])


def _shared_cells(
    sheet: Sheet, header: Header, rows: Mapping[int, list[Cell]],
) -> Mapping[int, list[Cell]]:
    """Cells merged over several rows, by the rows that show but do not hold them."""
    shared: dict[int, list[Cell]] = {}
    for top, left, bottom, _ in sheet.merges:
        if top == bottom or left not in header.fields or top not in rows:
            continue
        held = next((c for c in rows[top] if c.column == left), None)
        for number in range(top + 1, min(bottom, max(rows)) + 1) if held else ():
            shared.setdefault(number, []).append(held)  # type: ignore[arg-type]
    return shared


# ── 填报表 ───────────────────────────────────────────────────────────────────────────────────────
def _problems(
    body: Body, header: Header, lines: Sequence[_Line], finder: ProblemFinder,
    inline: InlineMeasures,
) -> None:
    lines = [line for line in lines if not _numbers_columns(body, line)]
    matches = [finder.find(line.text("number"), line.text("text")) for line in lines]
    last = max((n for n, match in enumerate(matches) if match.found is not None), default=-1)
    above: Problem | None = None
    for at, (line, own) in enumerate(zip(lines, matches, strict=True)):
        match, entry = own, line.entry(own.found)
        measure = as_measure(entry, above, header) if own.found is None or own.disagrees else None
        if measure is not None:
            body.measures.append(measure)
            continue
        if own.found is None and above is not None and inline.continues(entry, above):
            entry, match = line.entry(above.number), Match(above.number)
        if match.found is None and not _answers(header, line, within=at < last):
            _note(body, line)
            continue
        if match.disagrees:
            body.diagnostics.append(_disagreement(entry, match, finder))
        if match.found is not None:
            above = finder.problem(match.found)
            entry, measures = inline.taken(entry, above)
            body.measures += measures
        body.entries.append(entry)
    body.entries[:] = inline.joined(body.entries)


def _numbers_columns(body: Body, line: _Line) -> bool:
    """Whether a row only counts the columns (1 2 3 …); it is kept as a note."""
    written = [*line.cells.values(), *line.extra.values()]
    if len(written) <= _FEW or any(len(w.text) > _LONGEST_NUMBER for w in written):
        return False
    written.sort(key=lambda w: w.place.column or 0)
    if not all(read_numeral(w.text.strip("()（）")) == at for at, w in enumerate(written, 1)):
        return False
    _note(body, line)
    return True


def _disagreement(line: Entry, match: Match, finder: ProblemFinder) -> Diagnostic:
    assert match.found is not None
    official = finder.problem(match.found)
    return Diagnostic("number_text", line.place_of("number"), given=line.text("number"),
                      expected=str(official.number), problem=official.number)


def _answers(header: Header, line: _Line, *, within: bool) -> bool:
    """Whether an unmatched row is an answer, and no total, signature or note below a table.

    Among the rows that matched whatever a unit filled in is one; below them it takes more.
    """
    if any(_TOTAL.match(matching_key(w.text)) for w in line.cells.values()):
        return False
    if not within and all(_LABELLED.match(matching_key(w.text)) for w in line.cells.values()):
        return False
    said_first = next(iter(line.cells.values())).text if line.cells else ""
    if _REMARK.match(said_first) or all(_HINT.fullmatch(w.text) for w in line.cells.values()):
        return False
    filled = [
        line.cells[c.field] for c in header.fields.values()
        if c.filled_by == "unit" and c.field in line.cells
    ]
    if filled and read_numeral(line.text("number")) is not None:
        return True
    said = [w for w in filled if not _SIGNATURE.search(matching_key(w.text))]
    return bool(said) and (within or len(filled) > 1)


def _note(body: Body, line: _Line) -> None:
    body.notes += kept((*line.cells.values(), *line.extra.values()))


# ── 措施 ─────────────────────────────────────────────────────────────────────────────────────────
def _measures(body: Body, lines: Iterable[_Line], finder: ProblemFinder) -> None:
    for line in lines:
        found = finder.of_measure(line.text("number"), line.text("text"))
        if found is None and not line.text("done"):
            _note(body, line)
            continue
        index = None
        if found is not None:
            measures = finder.problem(found).measures
            index = find_measure(measures, line.text("ordinal"), line.text("text"))
        body.measures.append(line.entry(found, index))
