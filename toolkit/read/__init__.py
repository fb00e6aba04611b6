"""Plain tables of a returned workbook -> Return, without judging.

What is untidy is kept as ``Diagnostic`` values; every non-empty cell of a visible sheet is in the head,
in an entry, in ``extra`` of an entry, or in ``extra`` of the return.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.model import Diagnostic, Entry, Place, Return, Written
from toolkit.read.beside import own_cells
from toolkit.read.body import read_body
from toolkit.read.columns import Header, Headings, heading_key, rows_of
from toolkit.read.head import read_head, read_zero_report
from toolkit.read.rows import ProblemFinder
from toolkit.read.stamp import stamp_of
from toolkit.tables.grid import Cell, Sheet, Tables

RETURNED_REMARKS = "退回意见"
"""The first sheet of a 退回 workbook: ours, with nothing a unit fills in."""
_INSTRUCTIONS = "填报说明"
_MEASURES = "措施"


def read_return(
    file: str, sha256: str, tables: Tables, headings: Headings, finder: ProblemFinder,
) -> Return:
    """Read one workbook. ``file`` is its path under the inbox; nothing is raised for its content.

    A hidden sheet is read only for a table that no visible one has: hidden copies are old ones.
    """
    reading = _Reading(file, headings, finder)
    for state in ("visible", "hidden"):
        seen = frozenset(reading.tables)
        for sheet in tables.sheets:
            if sheet.state == state and sheet.name != RETURNED_REMARKS:
                reading.sheet(sheet, seen)
    return reading.result(sha256, tables)


@dataclass(slots=True)
class _Reading:
    """What has been read of one workbook so far."""

    file: str
    headings: Headings
    finder: ProblemFinder
    head: dict[str, Written] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(
        default_factory=lambda: {"problems": [], "measures": []})
    extra: dict[str, Written] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    nothing_new: Written | None = None
    reason: Written | None = None
    tables: set[str] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)

    def sheet(self, sheet: Sheet, seen: frozenset[str]) -> None:
        """Read a sheet; tables in ``seen`` are left alone."""
        rows = rows_of(sheet)
        header = self.headings.header(rows)
        zero = self._zero_report(sheet, rows)
        if header is not None and header.table not in seen:
            self._table(sheet, header, rows)
        elif header is None and sheet.state == "visible":
            self._unknown(sheet, instructions=zero or heading_key(sheet.name) == _INSTRUCTIONS)

    def _zero_report(self, sheet: Sheet, rows: Mapping[int, list[Cell]]) -> bool:
        """Whether a sheet asks for 本期无进展; its answer is kept."""
        zero = read_zero_report(self.file, sheet, rows)
        if zero and zero.answer:
            self.nothing_new, self.reason = zero.answer, zero.reason
        self._keep(zero.beside if zero else ())
        return zero is not None

    def _table(self, sheet: Sheet, header: Header, rows: Mapping[int, list[Cell]]) -> None:
        self.tables.add(header.table)
        above = [c for n, row in rows.items() if n < header.row for c in row]
        if header.table == "problems":
            head = read_head(self.file, sheet, above, self.headings.head)
            self.head = {**head.fields, **self.head}
            self._keep(head.beside)
        body = read_body(self.file, sheet, header, rows, self.finder)
        self.entries[header.table] += body.entries
        self.diagnostics += body.diagnostics
        self._keep(body.notes)

    def _unknown(self, sheet: Sheet, *, instructions: bool) -> None:
        """A sheet without a header we know: the unit's own, or 填报说明."""
        if not instructions and any(c.text.strip() for c in sheet.cells):
            self.unknown.append(sheet.name)
        self._keep(own_cells(self.file, sheet, instructions=instructions))

    def _keep(self, notes: Iterable[Written]) -> None:
        for note in notes:
            self.extra[f"{note.place.sheet}!{note.place.cell}"] = note

    def result(self, sha256: str, tables: Tables) -> Return:
        self._lost_headers(tables)
        return Return(
            file=self.file, sha256=sha256, stamp=stamp_of(tables), head=self.head,
            entries=tuple(self.entries["problems"]),
            measure_entries=tuple(self.entries["measures"]),
            nothing_new=self.nothing_new, reason=self.reason, extra=self.extra,
            diagnostics=tuple(self.diagnostics),
        )

    def _lost_headers(self, tables: Tables) -> None:
        """Without its header 填报表 cannot be read at all, and 措施 not with the rest."""
        if "problems" not in self.tables and self.nothing_new is None:
            others = (s.name for s in tables.sheets if s.name != RETURNED_REMARKS)
            name = next(iter((*self.unknown, *others)), None)
            self.diagnostics.append(Diagnostic("no_header", Place(self.file, name)))
        elif "measures" not in self.tables:
            self.diagnostics += [
                Diagnostic("no_measures_header", Place(self.file, name))
                for name in self.unknown if heading_key(name) == _MEASURES]
