"""The standard sheet in the office's own look: its head and foot as they stand, its rows filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.dates import chinese_day
from toolkit.issue.filling import validate, value_of
from toolkit.issue.form import FilledTable, Form, Line, cell_value
from toolkit.issue.layout import Spot, head_spots
from toolkit.issue.looks import ANSWER_HEADING, MARKS, SETTLED_FILL
from toolkit.issue.naming import period_title
from toolkit.issue.returned import Marks
from toolkit.issue.shape import all_widths, line_height
from toolkit.model import CellValue, Column
from toolkit.pattern import Change, Dressing, PatternColumn, PatternTable, Variants
from toolkit.pattern.draft import Draft, KeptCell
from toolkit.pattern.labels import for_period, labels_in, names_a_period, with_values
from toolkit.sheetbook import Area, Sheet
from toolkit.tables.levels import heading_key

_LEAST_HEIGHT = 30.0
_DATE = "yyyy-mm-dd"
_FORMATS = {"date": _DATE, "phone": "@"}


def write_office_table(
    sheet: Sheet, form: Form, table: FilledTable, office: PatternTable, marks: Marks,
    sources: Mapping[str, str], variants: Variants,
) -> Dressing:
    """Head, rows and foot; gives what the sheet is dressed in afterwards."""
    writer = _OfficeWriter(sheet, form, table, office, marks, variants)
    sheet.widths(all_widths(table))
    writer.kept_rows()
    for row, line in enumerate(table.lines, table.header + 1):
        writer.line(row, line)
    validate(sheet, table, sources)
    writer.head_prompts()
    sheet.protect()
    sheet.printed(repeat=office.header)
    widened = {number: width for number, width, placed
               in zip(table.at, table.widths, office.columns, strict=True) if width > placed.width}
    return Dressing(office, writer.draft, widened, writer.shift)


@dataclass(slots=True)
class _OfficeWriter:
    sheet: Sheet
    form: Form
    table: FilledTable
    office: PatternTable
    marks: Marks
    variants: Variants
    draft: Draft = field(init=False)
    shift: int = field(init=False)
    _sizes: list[float] = field(init=False)

    def __post_init__(self) -> None:
        first, last = self.office.body
        rows = max(len(self.table.lines), 1)
        self.shift = rows - (last - first + 1)
        self.draft = self.office.draft.copied()
        self.draft.replace_rows(first, last, rows)
        self.draft.merges += [(row, left, row, right) for row in range(first, first + rows)
                              for left, right in self.office.spans]
        own = {number for number, _ in self.table.numbered()}
        for rule in self.draft.rules:  # what the table's columns offer is written anew
            rule.areas = [a for a in rule.areas if not (
                first <= a[0] < first + rows and own & set(range(a[1], a[3] + 1)))]
        self.draft.rules = [rule for rule in self.draft.rules if rule.areas]
        self._sizes = [self.variants.styles.size(placed.style) for placed in self.office.columns]

    # ── head and foot ────────────────────────────────────────────────────────────────────────
    def kept_rows(self) -> None:
        """Everything above and below the table, with this unit's and this period's words."""
        said = self._said()
        open_cells = self._open_cells()
        for number, row in self.draft.rows.items():
            for column, cell in row.cells.items():
                self._kept(number, column, cell, said.get((number, column)),
                           opened=(number, column) in open_cells)
            if row.height is not None:
                self.sheet.height(number, row.height)
        for column, heading in self.table.numbered_extras():
            self.sheet.write(self.table.header, column, heading, ANSWER_HEADING)

    def _kept(
        self, row: int, column: int, cell: KeptCell, said: CellValue, *, opened: bool,
    ) -> None:
        style = cell.style
        weight = self.marks.weight(Spot(self.table.sheet, row, column))
        if opened or weight:
            general = self.variants.styles.number_format(style)[0] == 0
            style = self._changed(style, Change(
                locked=not opened, wrap=False, fill=MARKS[weight] if weight else "",
                number=_DATE if general and isinstance(said, date) else ""))
        if weight:
            self.marks.note(self.sheet, Spot(self.table.sheet, row, column))
        if said is None:
            self.sheet.keep(row, column, cell.inner, f"k{style}")
        else:
            self.sheet.write_styled(row, column, said, f"k{style}")

    def _said(self) -> dict[tuple[int, int], CellValue]:
        """What cells of head and foot say now: headings renamed since, the period, the head's values."""
        said: dict[tuple[int, int], CellValue] = dict(self.office.renamed)
        title, as_of = period_title(self.form.period.name), chinese_day(self.form.period.as_of)
        inside: dict[Spot, dict[str, str]] = {}
        for name, spot in head_spots(self.form).items() if self.office.head else ():
            where = self.office.head[name]
            if where.inside:
                inside.setdefault(spot, {})[heading_key(where.label)] = str(self._head_value(name, inside=True))
            else:
                said[spot.row, spot.column] = self._head_value(name)
        for spot, values in inside.items():
            said[spot.row, spot.column] = with_values(self.draft.cell(spot.row, spot.column).text, values)
        for number, row in self.draft.rows.items():
            for column, cell in row.cells.items():
                titled = number < self.office.header[0] and (number, column) not in said
                if titled and names_a_period(cell.text) and not labels_in(cell.text):
                    said[number, column] = for_period(cell.text, title, as_of)
        return said

    def _head_value(self, name: str, *, inside: bool = False) -> CellValue:
        if name == "unit":
            return self.form.unit.name
        written = self.form.answers.head.get(name)
        column = self.form.profile.column(name, "head")
        is_date = column.kind == "date" and not inside
        return cell_value(written, is_date=is_date) if written else ""

    def _open_cells(self) -> frozenset[tuple[int, int]]:
        """Cells above and below the table people write in: head values, and lines to sign on."""
        top, bottom = self.office.header[0], self.table.header + max(len(self.table.lines), 1)
        opened = {
            (number, column) for number, row in self.draft.rows.items()
            for column, cell in row.cells.items() if number > bottom and labels_in(cell.text)}
        for name, spot in head_spots(self.form).items() if self.office.head else ():
            alone = name == "unit" and len(
                labels_in(self.draft.cell(spot.row, spot.column).text)) < 2
            if not alone and not top <= spot.row <= bottom:
                opened.add((spot.row, spot.column))
        return frozenset(opened)

    def head_prompts(self) -> None:
        for name, where in self.office.head.items():
            column = self.form.profile.column(name, "head")
            spot = head_spots(self.form)[name]
            area = Area(spot.row, spot.column, spot.row, spot.column)
            if not where.inside and column.filled_by == "unit" and column.kind == "date":
                self.sheet.dates(area, title=column.heading, message=column.note)
            elif not where.inside and column.filled_by == "unit":
                self.sheet.prompt(area, title=column.heading, message=column.note)

    # ── rows ─────────────────────────────────────────────────────────────────────────────────
    def line(self, row: int, line: Line) -> None:
        """One row: the declared columns, the sender's own, blank cells of the office's look between."""
        for placed in self.office.columns:
            self._cell(row, line, placed)
        for column, style in self.office.fillers.items():
            fill = SETTLED_FILL if line.settled else ""
            self.sheet.keep(row, column, "", f"k{self._changed(style, Change(fill=fill))}")
        extra = line.entry.extra if line.entry else {}
        last = self.office.columns[-1]
        for column, heading in self.table.numbered_extras():
            written = extra.get(heading)
            style = self._changed(last.style, Change(locked=False))
            self.sheet.write_styled(row, column, cell_value(written) if written else "", f"k{style}")
        least = self.office.height or _LEAST_HEIGHT
        self.sheet.height(row, line_height(self.table, line, least, self._sizes))

    def _cell(self, row: int, line: Line, placed: PatternColumn) -> None:
        spot = Spot(self.table.sheet, row, placed.number)
        weight = self.marks.weight(spot)
        fill = MARKS[weight] if weight else SETTLED_FILL if line.settled else ""
        to_fill = placed.column.filled_by == "unit" or line.problem is None
        style = self._changed(placed.style, Change(
            locked=not to_fill, fill=fill, grey=line.settled,
            number=self._format(placed) if to_fill else ""))
        if weight:
            self.marks.note(self.sheet, spot)
        self.sheet.write_styled(row, placed.number, value_of(line, placed.column), f"k{style}")

    def _format(self, placed: PatternColumn) -> str:
        """Dates and telephone numbers get their format where the office has set none."""
        number, _ = self.variants.styles.number_format(placed.style)
        return _FORMATS.get(placed.column.kind, "") if number == 0 else ""

    def _changed(self, style: int, change: Change) -> int:
        return self.variants.number(style, change)


def own_choices(tables: Sequence[PatternTable]) -> Iterator[tuple[Column, tuple[str, ...]]]:
    """The office's own drop-downs: of columns whose words 专项配置 does not say."""
    for table in tables:
        for placed in table.columns:
            if placed.choices and placed.column.kind not in ("status", "measure_status"):
                yield placed.column, placed.choices

