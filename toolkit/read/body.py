"""Below the header row: rows of a table -> entries; what stands among or below them is kept as notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Diagnostic, Entry, Place, Written
from toolkit.read.beside import kept
from toolkit.read.cells import written
from toolkit.read.columns import Header
from toolkit.read.rows import Match, ProblemFinder, find_measure
from toolkit.tables.grid import Cell, Sheet
from toolkit.text import matching_key, read_numeral

_SIGNATURE = re.compile(r"签字|签名|签章|盖章|^年月日$|:$")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计|汇总|总数)[:：]?$")


@dataclass(slots=True)
class Body:
    """What the rows of one sheet gave."""

    entries: list[Entry] = field(default_factory=list)
    notes: list[Written] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_body(
    file: str, sheet: Sheet, header: Header, rows: Mapping[int, list[Cell]], finder: ProblemFinder,
) -> Body:
    """Every row below the header: an entry, or notes that are kept."""
    body = Body()
    lines = list(_lines(file, sheet, header, rows))
    if header.table == "problems":
        _problems(body, header, lines, finder)
    else:
        _measures(body, lines, finder)
    return body


# ── rows as written ──────────────────────────────────────────────────────────────────────────────
def _lines(
    file: str, sheet: Sheet, header: Header, rows: Mapping[int, list[Cell]],
) -> Iterator[Entry]:
    below = {number: cells for number, cells in rows.items() if number > header.row}
    columns, first = header.columns, min(header.fields)
    shared = _shared_cells(sheet, header, below)
    for number, cells in below.items():
        known: dict[str, Written] = {}
        extra: dict[str, Written] = {}
        for cell in cells:
            column = header.fields.get(cell.column)
            value = written(cell, file, sheet.name,
                            as_date=column is not None and column.kind == "date")
            if not value.text and not value.raw.strip():
                continue
            if column:
                known[column.field] = value
            else:
                extra[header.unknown.get(cell.column, f"第{cell.column}列")] = value
        if known or extra:
            for cell in shared.get(number, ()):
                column = header.fields[cell.column]
                value = written(cell, file, sheet.name, as_date=column.kind == "date")
                known.setdefault(column.field, replace(value, how="合并的单元格，各行相同"))
            yield Entry(None, known, Place(file, sheet.name, number, first), extra, columns=columns)


def _shared_cells(
    sheet: Sheet, header: Header, rows: Mapping[int, list[Cell]],
) -> Mapping[int, list[Cell]]:
    """Cells merged over several rows, by the rows that show but do not hold them."""
    shared: dict[int, list[Cell]] = {}
    for top, left, bottom, _ in sheet.merges:
        if top <= header.row or top == bottom or left not in header.fields:
            continue
        held = next((c for c in rows.get(top, ()) if c.column == left), None)
        for number in range(top + 1, min(bottom, max(rows, default=0)) + 1) if held else ():
            shared.setdefault(number, []).append(held)  # type: ignore[arg-type]
    return shared


# ── 填报表 ───────────────────────────────────────────────────────────────────────────────────────
def _problems(
    body: Body, header: Header, lines: Sequence[Entry], finder: ProblemFinder,
) -> None:
    matches = [finder.find(line.text("number"), line.text("text")) for line in lines]
    last = max((n for n, match in enumerate(matches) if match.found is not None), default=-1)
    for at, (line, match) in enumerate(zip(lines, matches, strict=True)):
        if match.found is None and not _answers(header, line, within=at < last):
            _note(body, line)
            continue
        if match.disagrees:
            body.diagnostics.append(_disagreement(line, match, finder))
        body.entries.append(replace(line, problem=match.found))


def _disagreement(line: Entry, match: Match, finder: ProblemFinder) -> Diagnostic:
    assert match.found is not None
    official = finder.problem(match.found)
    return Diagnostic("number_text", line.place_of("number"), given=line.text("number"),
                      expected=str(official.number), problem=official.number)


def _answers(header: Header, line: Entry, *, within: bool) -> bool:
    """Whether an unmatched row is an answer, and no total, signature or note below a table.

    Among the rows that matched whatever a unit filled in is one; below them it takes more.
    """
    if any(_TOTAL.match(matching_key(w.text)) for w in line.cells.values()):
        return False
    filled = [
        line.cells[c.field] for c in header.fields.values()
        if c.filled_by == "unit" and c.field in line.cells
    ]
    if filled and read_numeral(line.text("number")) is not None:
        return True
    said = [w for w in filled if not _SIGNATURE.search(matching_key(w.text))]
    return bool(said) and (within or len(filled) > 1)


def _note(body: Body, line: Entry) -> None:
    body.notes += kept((*line.cells.values(), *line.extra.values()))


# ── 措施 ─────────────────────────────────────────────────────────────────────────────────────────
def _measures(body: Body, lines: Iterable[Entry], finder: ProblemFinder) -> None:
    for line in lines:
        found = finder.of_measure(line.text("number"), line.text("text"))
        if found is None and not line.text("done"):
            _note(body, line)
            continue
        index = None
        if found is not None:
            measures = finder.problem(found).measures
            index = find_measure(measures, line.text("ordinal"), line.text("text"))
        body.entries.append(replace(line, problem=found, measure=index))
