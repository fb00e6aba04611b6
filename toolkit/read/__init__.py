"""Plain tables of a returned workbook -> Return, without judging.

What is untidy is kept as ``Diagnostic`` values; every non-empty cell of a visible sheet is in the head,
in an entry, in ``extra`` of an entry, or in ``extra`` of the return.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from toolkit.model import Diagnostic, Entry, Place, Return, TableSeen, Written
from toolkit.read.beside import own_cells
from toolkit.read.body import Body, read_body
from toolkit.read.columns import Headings, rows_of
from toolkit.read.forms import Forms, read_forms
from toolkit.read.head import read_head, read_zero_report
from toolkit.read.inline import InlineMeasures
from toolkit.read.notes import NotesAt
from toolkit.read.regions import Region, regions_of
from toolkit.read.rows import ProblemFinder
from toolkit.read.stamp import is_stamp, stamp_of
from toolkit.tables.grid import Cell, Sheet, Tables
from toolkit.tables.levels import heading_key

RETURNED_REMARKS = "退回意见"
"""The first sheet of a 退回 workbook: ours, with nothing a unit fills in."""
_INSTRUCTIONS = "填报说明"
_MEASURES = "措施"
_MOST_BESIDE = 60
"""Cells beside the head on a cover sheet; one with more is a sheet of its own."""
_CELL_PICTURES = "WpsReserved"
"""WPS keeps pictures of cells on very-hidden sheets of its own."""


def read_return(
    file: str, sha256: str, tables: Tables, headings: Headings, finder: ProblemFinder,
) -> Return:
    """Read one workbook. ``file`` is its path under the inbox; nothing is raised for its content.

    A hidden sheet is read only for a table that no visible one has: hidden copies are old ones.
    """
    reading = _Reading(file, headings, finder)
    for state in ("visible", "hidden", "veryHidden"):
        seen = frozenset(reading.tables)
        for sheet in tables.sheets:
            if sheet.state == state and not _is_ours(sheet):
                reading.sheet(sheet, seen)
    return reading.result(sha256, tables)


def _is_ours(sheet: Sheet) -> bool:
    """Whether a sheet holds nothing a unit wrote: our list of remarks, the stamp, what WPS hides."""
    return sheet.name == RETURNED_REMARKS or sheet.name.startswith(_CELL_PICTURES) or is_stamp(sheet)


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
    seen: list[TableSeen] = field(default_factory=list)

    def sheet(self, sheet: Sheet, seen: frozenset[str]) -> None:
        """Read a sheet; tables in ``seen`` are left alone."""
        rows = rows_of(sheet)
        notes = NotesAt.of(self.file, sheet)
        zero = self._zero_report(sheet, rows)
        regions = regions_of(sheet, rows, self.headings, self.finder)
        forms = None if regions or zero else self._as_forms(sheet, rows)
        tables = {region.header.table for region in regions} or ({"problems"} if forms else set())
        if sheet.state != "visible" and (sheet.state == "veryHidden" or not tables - seen):
            self._hidden(sheet)
            return
        for region in regions:
            if region.header.table not in seen:
                self._table(sheet, region, notes)
        if forms:
            self._forms(sheet, forms)
        elif not regions:
            self._unknown(sheet, rows, zero=zero)
        self._keep(notes.left())

    def _as_forms(self, sheet: Sheet, rows: Mapping[int, list[Cell]]) -> Forms | None:
        """The forms of a sheet, where one of them at the least is a problem of the list."""
        forms = read_forms(self.file, sheet, rows, self.headings)
        found = forms and any(
            self.finder.find(entry.text("number"), entry.text("text")).found for entry in forms.entries)
        return forms if found else None

    def _hidden(self, sheet: Sheet) -> None:
        """One line for a hidden sheet that is not read."""
        cells = [cell for cell in sheet.cells if cell.text.strip()]
        if cells:
            said = f"（隐藏的工作表“{sheet.name}”有{len(cells)}格内容，没有采用，见原文件）"
            self._keep([Written(said, said, Place(self.file, sheet.name, cells[0].row, cells[0].column))])

    def _zero_report(self, sheet: Sheet, rows: Mapping[int, list[Cell]]) -> bool:
        """Whether a sheet asks for 本期无进展; its answer is kept."""
        zero = read_zero_report(self.file, sheet, rows)
        if zero and zero.answer:
            self.nothing_new, self.reason = zero.answer, zero.reason
        self._keep(zero.beside if zero else ())
        return zero is not None

    def _table(self, sheet: Sheet, region: Region, notes: NotesAt) -> None:
        header = region.header
        self.tables.add(header.table)
        above = [cell for row in region.above.values() for cell in row]
        head = self._head(sheet, above) if header.table == "problems" else {}
        self.seen.append(TableSeen(header.table, Place(self.file, sheet.name, header.row), head,
                                   tuple(cell.text for cell in above)))
        body = read_body(self.file, sheet, header, region.body, self.finder,
                         InlineMeasures(self.headings), notes)
        self.entries["problems"] += body.entries
        self.entries["measures"] += body.measures
        self.diagnostics += body.diagnostics
        self._keep(body.notes if header.table == "measures" else self._foot(sheet, region, body))

    def _foot(self, sheet: Sheet, region: Region, body: Body) -> list[Written]:
        """Head fields some offices put below the table; gives the notes that are none."""
        last = max((e.place.row or 0 for e in (*body.entries, *body.measures)), default=region.header.row)
        below = [cell for n, row in region.body.items() if n > last for cell in row]
        if not below:
            return body.notes
        foot = read_head(self.file, sheet, below, self.headings.head).fields
        new = {name: value for name, value in foot.items()
               if value.text and not (name in self.head and self.head[name].text)}
        self.head = {**foot, **self.head, **new}
        taken = {value.place for value in new.values()}
        return [note for note in body.notes if note.place not in taken]

    def _head(self, sheet: Sheet, above: Iterable[Cell]) -> Mapping[str, Written]:
        """Keep what a head says where no head before it did; gives its own fields."""
        head = read_head(self.file, sheet, above, self.headings.head)
        said = {name: value for name, value in self.head.items() if value.text}
        self.head = {**head.fields, **self.head, **{n: v for n, v in head.fields.items() if n not in said}}
        self._keep(head.beside)
        return head.fields

    def _forms(self, sheet: Sheet, forms: Forms) -> None:
        """Rows of forms, as the rows of a table are taken."""
        self.tables.add("problems")
        self._head(sheet, forms.above)
        for entry in forms.entries:
            match = self.finder.find(entry.text("number"), entry.text("text"))
            if match.disagrees:
                self.diagnostics.append(Diagnostic(
                    "number_text", entry.place_of("number"), given=entry.text("number"),
                    expected=str(match.found), problem=match.found))
            self.entries["problems"].append(replace(entry, problem=match.found))
        self._keep(forms.rest)

    def _unknown(self, sheet: Sheet, rows: Mapping[int, list[Cell]], *, zero: bool) -> None:
        """A sheet without a table we know: the unit's own, a cover with the head, or 填报说明."""
        instructions = zero or heading_key(sheet.name) == _INSTRUCTIONS
        cells = [cell for row in rows.values() for cell in row]
        if not instructions and any(cell.text.strip() for cell in cells):
            self.unknown.append(sheet.name)
            if self._is_cover(sheet, cells):
                self._head(sheet, cells)
                return
        self._keep(own_cells(self.file, sheet, instructions=instructions))

    def _is_cover(self, sheet: Sheet, cells: Iterable[Cell]) -> bool:
        """Whether a sheet of its own says who filled the workbook in."""
        head = read_head(self.file, sheet, cells, self.headings.head)
        return "unit" in head.fields and len(head.fields) > 1 and len(head.beside) < _MOST_BESIDE

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
            diagnostics=tuple(self.diagnostics), tables=tuple(self.seen),
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
