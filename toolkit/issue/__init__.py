"""Profile, problems and a unit -> the stamped standard sheet; with remarks, the sheet to correct (退回).

The sheet's headings, notes, choices and widths all come from the profile; the same declaration reads it
back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.issue.filling import write_table
from toolkit.issue.form import PROBLEM_SHEET, Answers, FilledTable, Form
from toolkit.issue.head import sheet_title, write_head
from toolkit.issue.instructions import write_instructions, zero_words
from toolkit.issue.layout import REASON, ZERO_REPORT, head_spots
from toolkit.issue.looks import HINT, TITLE
from toolkit.issue.measure_sheet import measure_table
from toolkit.issue.naming import file_name
from toolkit.issue.problem_sheet import problem_table
from toolkit.issue.returned import (
    Marks,
    RuleWords,
    Targets,
    told,
    write_remarks,
)
from toolkit.issue.stamp import TEMPLATE_VERSION, Choices, properties, write_stamp
from toolkit.model import Baseline, Column, Entry, Period, Problem, Profile, Remark, Unit, Written
from toolkit.sheetbook import Area, Sheet, Workbook

if TYPE_CHECKING:  # most offices have no sheet of their own: what dresses one is loaded with it
    from toolkit.pattern import Dressing, Pattern, Variants

__all__ = ["TEMPLATE_VERSION", "file_name", "standard_sheet"]

_SIGNATURES = "填报人签字：____________　　审核人签字：____________　　单位（盖章）：____________"
_STATUS, _DONE, _ZERO = range(3)


def standard_sheet(
    profile: Profile, period: Period, unit: Unit, problems: Sequence[Problem], *,
    lead: Collection[int], closed: Collection[int] = (), baseline: Baseline | None,
    entries: Sequence[Entry] = (), measure_entries: Sequence[Entry] = (),
    head: Mapping[str, Written] | None = None, nothing_new: Written | None = None,
    reason: Written | None = None, remarks: Sequence[Remark] = (),
    rule_names: Mapping[str, str] | None = None, remedies: Mapping[str, str] | None = None,
    self_checks: Sequence[tuple[str, str]] = (), last_faults: Sequence[tuple[str, str]] = (),
    pattern: Pattern | None = None,
) -> bytes:
    """The workbook of one unit.

    ``lead``: numbers of the problems the unit leads, of the others it reports its share; ``closed``:
    numbers shown in grey, not required. With ``entries`` and ``remarks`` it carries what the unit wrote
    and every remark at its cell. ``self_checks`` and ``last_faults``: (rule, sentence) for 填报说明, what
    will be checked and what was wrong last time. ``pattern``: the office's own sheet, whose
    look the workbook then has.
    """
    answers = Answers(entries, measure_entries, head or {}, nothing_new, reason)
    form = Form(profile, period, unit, problems, frozenset(lead), _closed(problems, closed, baseline),
                baseline, answers, pattern)
    tables = tuple(table for table in (problem_table(form), measure_table(form)) if table.columns)
    targets = _targets(form, tables)
    counted = told(remarks)
    marks = Marks(counted, targets)
    own = _own_choices(pattern)
    choices = Choices([w.option for w in profile.statuses if w.offered],
                      list(profile.measure_options), list(zero_words()), *own.values())
    sources = {"status": choices.source(_STATUS), "measure_status": choices.source(_DONE)} | {
        column.field: choices.source(index) for index, column in enumerate(own, _ZERO + 1)}
    book = Workbook(title=sheet_title(form, "整改进展情况填报表"), subject=unit.name, properties=properties(form))
    if counted:
        write_remarks(book, form, counted, targets, RuleWords(rule_names or {}, remedies or {}))
    variants = _variants(pattern)
    dressings = _write_tables(book, form, tables, marks, sources, variants)
    write_instructions(book, form, marks, choices.source(_ZERO), (self_checks, last_faults))
    write_stamp(book, form, choices)
    return _dressed(book.content(), pattern, variants, dressings)


def _own_choices(pattern: Pattern | None) -> Mapping[Column, tuple[str, ...]]:
    """The drop-downs the office's own sheet has beside ours."""
    if pattern is None:
        return {}
    from toolkit.issue.office import own_choices

    return dict(own_choices(tuple(pattern.tables.values())))


def _variants(pattern: Pattern | None) -> Variants | None:
    if pattern is None:
        return None
    from toolkit.pattern import Variants

    return Variants(pattern.styles)


def _dressed(
    content: bytes, pattern: Pattern | None, variants: Variants | None, dressings: Mapping[str, Dressing],
) -> bytes:
    """The workbook in the office's look, where it has one."""
    if pattern is None or variants is None:
        return content
    from toolkit.pattern import dressed

    return dressed(content, pattern, variants, dressings)


def _closed(
    problems: Sequence[Problem], closed: Collection[int], baseline: Baseline | None,
) -> frozenset[int]:
    """已销号 by the caller, the list or the last ledger."""
    last = baseline.rows if baseline else {}
    return frozenset(closed) | {
        p.number for p in problems
        if p.status == "closed" or (p.number in last and last[p.number].status == "closed")}


def _targets(form: Form, tables: Sequence[FilledTable]) -> Targets:
    targets = Targets(tables, head_spots(form), form.answers)
    for written, spot in ((form.answers.nothing_new, ZERO_REPORT), (form.answers.reason, REASON)):
        if written:
            targets.add(written.place, spot)
    return targets


def _write_tables(
    book: Workbook, form: Form, tables: Sequence[FilledTable], marks: Marks, sources: Mapping[str, str],
    variants: Variants | None,
) -> dict[str, Dressing]:
    """The tables, those the office has designed in its look; what these are dressed in, by sheet."""
    dressings = {}
    for table in tables:
        office = form.office("problems" if table.sheet == PROBLEM_SHEET else "measures")
        sheet = book.sheet(table.sheet, tab="#FFC000")
        if office and variants:
            from toolkit.issue.office import write_office_table

            dressings[sheet.name] = write_office_table(
                sheet, form, table, office, marks, sources, variants)
        elif table.sheet == PROBLEM_SHEET:
            _write_problems(sheet, form, table, marks, sources)
        else:
            _write_measures(sheet, form, table, marks, sources)
    return dressings


def _write_problems(
    sheet: Sheet, form: Form, table: FilledTable, marks: Marks, sources: Mapping[str, str],
) -> None:
    write_table(sheet, table, marks, sources, room=96)
    write_head(sheet, form, table, marks)
    text = table.column_of("text") or 1
    sheet.freeze(table.header, min(text, 2))
    sheet.filter(Area(table.header, 1, max(table.last_row, table.header + 1), table.width))
    sheet.protect()
    sheet.printed(paper="A3", repeat=(table.header, table.header), footer_left=_SIGNATURES)


def _write_measures(
    sheet: Sheet, form: Form, table: FilledTable, marks: Marks, sources: Mapping[str, str],
) -> None:
    write_table(sheet, table, marks, sources, room=40)
    sheet.merge(Area(1, 1, 1, max(len(table.columns), 2)), sheet_title(form, "整改措施完成情况"), TITLE)
    sheet.height(1, 34)
    sheet.write(2, 1, f"填报单位：{form.unit.name}　　一条措施一行；灰色行是已经完成的措施，不用再填。", HINT)
    sheet.height(2, 22)
    sheet.freeze(table.header, min(len(table.columns), 2))
    sheet.filter(Area(table.header, 1, max(table.last_row, table.header + 1), table.width))
    sheet.protect()
    sheet.printed(repeat=(table.header, table.header), footer_left=_SIGNATURES)
