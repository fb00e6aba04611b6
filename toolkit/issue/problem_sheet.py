"""The table of 填报表: which rows and columns it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.issue.form import (
    PROBLEM_SHEET,
    FilledTable,
    Form,
    Line,
    as_written,
    extra_headings,
    last_progress,
)
from toolkit.issue.layout import header_row
from toolkit.issue.shape import fitted_widths, office_table
from toolkit.model import BaselineRow, CellValue, Column, Problem

_LAST_PROGRESS = "last_progress"


def problem_table(form: Form) -> FilledTable:
    """One row a problem; rows of the unit's own below them where the sheet goes back."""
    office = form.office("problems")
    columns = tuple(c.column for c in office.columns) if office else tuple(
        column for column in form.profile.issued("problems")
        if column.field != _LAST_PROGRESS or form.baseline is not None)
    lines = (*_official_lines(form, columns), *_own_lines(form, columns))
    extras = extra_headings(form.answers.entries)
    if office:
        return office_table(PROBLEM_SHEET, office, lines, extras)
    return FilledTable(PROBLEM_SHEET, header_row(form), columns, fitted_widths(columns, lines),
                       extras, lines, range(1, len(columns) + 1))


def _official_lines(form: Form, columns: Sequence[Column]) -> Iterator[Line]:
    entries = form.first_entries()
    for problem in form.problems:
        entry = entries.get(problem.number)
        filled = as_written(entry, columns) if entry else _prefilled(form, problem)
        yield Line(
            problem.number,
            {c.field: _official(form, problem, c) for c in columns if c.filled_by == "office"},
            filled, entry, settled=problem.number in form.closed)


def _official(form: Form, problem: Problem, column: Column) -> CellValue:
    if column.field == "number":
        return problem.number
    if column.field == _LAST_PROGRESS:
        return last_progress(form.last(problem.number))
    return problem.shown(column.field) if hasattr(problem, column.field) else ""


def _prefilled(form: Form, problem: Problem) -> Mapping[str, CellValue]:
    last = form.last(problem.number)
    if not form.prefills or last is None:
        return {}
    return {"status": _offered(form, last), "progress": last_progress(last)}


def _offered(form: Form, last: BaselineRow) -> str:
    """The last status as the drop-down offers it: 正在推进 for what the annex prints as 正在推进实施."""
    words = (w.option for w in form.profile.statuses if w.offered and w.printed == last.status_text)
    return next(words, last.status_text or "")


def _own_lines(form: Form, columns: Sequence[Column]) -> Iterator[Line]:
    for entry in form.own_entries():
        yield Line(None, {}, as_written(entry, columns), entry)
