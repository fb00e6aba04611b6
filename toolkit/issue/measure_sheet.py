"""The table of 措施: one row a measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from toolkit.issue.form import (
    MEASURE_SHEET,
    FilledTable,
    Form,
    Line,
    as_written,
    extra_headings,
)
from toolkit.issue.shape import fitted_widths, office_table
from toolkit.model import CellValue, Column, Entry, Measure, Problem

_HEADER_ROW = 3


def measure_table(form: Form) -> FilledTable:
    """One row a measure; a unit's own rows below them where the sheet goes back."""
    office = form.office("measures")
    columns = tuple(c.column for c in office.columns) if office else form.profile.issued("measures")
    lines = (*_official_lines(form, columns), *_own_lines(form, columns))
    extras = extra_headings(form.answers.measure_entries)
    if office:
        return office_table(MEASURE_SHEET, office, lines, extras)
    return FilledTable(MEASURE_SHEET, _HEADER_ROW, columns, fitted_widths(columns, lines),
                       extras, lines, range(1, len(columns) + 1))


def _first_entries(form: Form) -> Mapping[tuple[int, int], Entry]:
    first: dict[tuple[int, int], Entry] = {}
    for entry in form.answers.measure_entries:
        if entry.problem is not None and entry.measure is not None:
            first.setdefault((entry.problem, entry.measure), entry)
    return first


def _official_lines(form: Form, columns: Sequence[Column]) -> Iterator[Line]:
    entries = _first_entries(form)
    for problem in form.problems:
        last = form.last(problem.number)
        done = last.done_measures if last else {}
        for index, measure in enumerate(problem.measures):
            entry = entries.get((problem.number, index))
            finished = bool(measure.done_note) or index in done
            filled = as_written(entry, columns) if entry else _prefilled(form, columns, done.get(index)) if finished else {}
            settled = finished or problem.number in form.closed
            yield Line(problem.number, _official(problem, measure), filled, entry, settled=settled)


def _official(problem: Problem, measure: Measure) -> Mapping[str, CellValue]:
    return {"number": problem.number, "ordinal": measure.ordinal or "", "text": measure.shown()}


def _prefilled(form: Form, columns: Sequence[Column], day: date | None) -> Mapping[str, CellValue]:
    """What a measure's row says that the list or the last ledger has as done, with the day where one is known."""
    options = form.profile.measure_options
    if not form.prefills or not options:
        return {}
    if day is None:
        return {"done": options[-1]}
    is_date = any(column.field == "done_on" and column.kind == "date" for column in columns)
    return {"done": options[-1], "done_on": day if is_date else day.isoformat()}


def _own_lines(form: Form, columns: Sequence[Column]) -> Iterator[Line]:
    listed = {(p.number, index) for p in form.problems for index in range(len(p.measures))}
    placed = {id(entry) for key, entry in _first_entries(form).items() if key in listed}
    for entry in form.answers.measure_entries:
        if id(entry) not in placed:
            yield Line(None, {}, as_written(entry, columns), entry)
