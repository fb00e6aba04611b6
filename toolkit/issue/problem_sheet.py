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
from toolkit.issue.shape import fitted_widths
from toolkit.model import BaselineRow, CellValue, Column, Entry, Problem

_LAST_PROGRESS = "last_progress"


def problem_table(form: Form) -> FilledTable:
    """One row a problem; rows of the unit's own below them where the sheet goes back."""
    columns = tuple(
        column for column in form.profile.on("problems")
        if column.field != _LAST_PROGRESS or form.baseline is not None)
    lines = (*_official_lines(form, columns), *_own_lines(form, columns))
    return FilledTable(
        PROBLEM_SHEET, header_row(form), columns, fitted_widths(columns, lines),
        extra_headings(form.answers.entries), lines)


def _first_entries(form: Form) -> Mapping[int, Entry]:
    """The entry that stands on a problem's row: the first one that meets it."""
    first: dict[int, Entry] = {}
    for entry in form.answers.entries:
        if entry.problem is not None:
            first.setdefault(entry.problem, entry)
    return first


def _official_lines(form: Form, columns: Sequence[Column]) -> Iterator[Line]:
    entries = _first_entries(form)
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
    """Rows the unit sent that are nobody's row here: off the list, or a second one of a problem."""
    placed = {id(entry) for number, entry in _first_entries(form).items()
              if any(p.number == number for p in form.problems)}
    for entry in form.answers.entries:
        if id(entry) not in placed:
            yield Line(None, {}, as_written(entry, columns), entry)
