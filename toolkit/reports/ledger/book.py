"""The ledger workbook (整改台账): the merged truth of a period, every cell of it traceable.

``PROBLEM_COLUMNS`` declares the sheet 问题 once; tracing finds a field by its column there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from toolkit.model import (
    LEDGER_HEADINGS,
    LEDGER_SHEET,
    SOURCE_WORDS,
    CellValue,
    Edit,
    Ledger,
    LedgerRow,
    Mark,
    Printed,
    ProblemSource,
    Profile,
    Table,
)
from toolkit.reports.breakdowns import by_deadline, by_section, by_unit
from toolkit.reports.classes import class_word
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.ledger.continuation import continued
from toolkit.reports.ledger.explained import explanation_sheet
from toolkit.reports.ledger.files import file_sheet
from toolkit.reports.ledger.history import change_sheet, course_sheet, trend_sheet
from toolkit.reports.ledger.remarks import remark_sheet
from toolkit.reports.ledger.sheets import (
    filled_in_sheet,
    measure_sheet,
    unit_sheet,
    unused_sheet,
)
from toolkit.reports.summary import CLASS_HEADING, Ranges, overview_sheet
from toolkit.reports.wording import chosen

_NO_EDIT = Edit(0)


def ledger_tables(ledger: Ledger) -> tuple[Table, ...]:
    """The sheets of 整改台账.xlsx: 问题 first; 历程 and 历期 only once a period was published, 续文 only
    where a text is longer than a cell.
    """
    problems = tabulate(LEDGER_SHEET, _columns(ledger.profile), ledger.rows, freeze_columns=4,
                        printed_columns=_PRINTED)
    detail = (
        change_sheet(ledger),
        *((course_sheet(ledger),) if ledger.history else ()),
        measure_sheet(ledger),
        filled_in_sheet(ledger),
        remark_sheet(ledger),
        unit_sheet(ledger),
        file_sheet(ledger),
        unused_sheet(ledger),
    )
    counts = _counts(ledger, Ranges({table.name: table for table in (problems, *detail)}))
    return (*continued((problems, *counts, *detail)), explanation_sheet(ledger))


def _counts(ledger: Ledger, ranges: Ranges) -> tuple[Table, ...]:
    """The sheets that only count what the others say (``RECKONED_SHEETS``)."""
    return (
        overview_sheet(ledger, ranges),
        by_unit(ledger, ranges),
        by_section(ledger, ranges),
        by_deadline(ledger, ranges),
        *((trend_sheet(ledger, ranges),) if ledger.history else ()),
    )


def _columns(profile: Profile) -> tuple[ReportColumn[LedgerRow], ...]:
    offered = tuple(word.option for word in profile.statuses if word.offered)
    return tuple(
        replace(column, choices=offered) if column.field == "public_status" else column
        for column in PROBLEM_COLUMNS
    )


# ── what stands in a cell ────────────────────────────────────────────────────────────────────────
def printed_text(paragraphs: Sequence[Printed]) -> str:
    """The annex paragraphs of a problem as one cell: a line each, ordinals as printed."""
    return "\n".join((paragraph.ordinal or "") + paragraph.text for paragraph in paragraphs)


def _by_unit(row: LedgerRow, name: str) -> str:
    """What the units wrote in a column; named where more than one unit answers for the problem."""
    filled = [(entry.unit or "", text) for entry in row.entries if (text := entry.text(name))]
    if len(row.entries) == 1:
        return "".join(text for _, text in filled)
    return "\n".join(f"{unit}：{text}" if unit else text for unit, text in filled)


def _done_on(row: LedgerRow) -> CellValue:
    days = {entry.cells["done_on"].day for entry in row.entries if entry.text("done_on")}
    only = days.pop() if len(days) == 1 else None
    return only or _by_unit(row, "done_on") or None


def _edit(row: LedgerRow) -> Edit:
    return row.edit or _NO_EDIT


_SOURCE_MARKS: Mapping[ProblemSource, Mark] = {
    "carried": Mark("grey"), "edited": Mark("blue"), "none": Mark("yellow"),
}


def _source_mark(row: LedgerRow) -> Mark | None:
    return _SOURCE_MARKS.get(row.source)


def _status_mark(row: LedgerRow) -> Mark | None:
    if row.overdue:
        return Mark("red")
    return Mark("green") if row.status in ("completed", "accepted", "closed") else None


def _overdue_mark(row: LedgerRow) -> Mark | None:
    return Mark("red") if row.overdue else None


def _edited_mark(word: Literal["status", "text"]) -> Callable[[LedgerRow], Mark | None]:
    """Marks what the office wrote instead of the units, with who and why in a note."""
    def mark(row: LedgerRow) -> Mark | None:
        edit = row.edit
        if edit is None or not getattr(edit, word):
            return None
        who, why = edit.editor or "（没有填写）", edit.reason or "（没有填写）"
        return Mark("blue", f"整改办修改\n修改人：{who}\n修改理由：{why}\n单位原话见“填报内容”表。")
    return mark


def _origin(row: LedgerRow) -> str:
    """Where the units' rows stand: file, sheet and row, a line each; digests are in 填报内容."""
    places = (entry.place for entry in row.entries)
    return "\n".join(f"{place.file} {place.sheet} 第{place.row}行" for place in places)


PROBLEM_COLUMNS: tuple[ReportColumn[LedgerRow], ...] = (
    ReportColumn("number", LEDGER_HEADINGS["number"], 5.5, lambda r: r.problem.number, "number"),
    ReportColumn("section", "方面", 8, lambda r: r.problem.shown("section")),
    ReportColumn("category", "类别", 8, lambda r: r.problem.shown("category")),
    ReportColumn("text", "问题", 28, lambda r: r.problem.text),
    ReportColumn("lead_units", "牵头单位", 11, lambda r: r.problem.shown("lead_units")),
    ReportColumn("responsible_units", "责任单位", 13, lambda r: r.problem.shown("responsible_units")),
    ReportColumn("acceptance_units", "验收单位", 10.5, lambda r: r.problem.shown("acceptance_units")),
    ReportColumn("deadline_text", "整改时限", 10, lambda r: r.problem.shown("deadline"),
                 mark=_overdue_mark),
    ReportColumn("deadline", "时限日期", 11.5, lambda r: r.problem.deadline, "date"),
    ReportColumn("goal", "整改目标", 16, lambda r: r.problem.shown("goal")),
    ReportColumn("status", "整改状态", 10, lambda r: r.status_text or "", "centre", _status_mark),
    ReportColumn("printed_status", LEDGER_HEADINGS["printed_status"], 10,
                 lambda r: r.printed_status, "centre", _edited_mark("status")),
    ReportColumn("long_term", "长期坚持", 5, lambda r: chosen("是", when=r.long_term), "centre"),
    ReportColumn("overdue", "是否逾期", 5, lambda r: chosen("是", when=r.overdue), "centre",
                 _overdue_mark),
    ReportColumn("progress", LEDGER_HEADINGS["progress"], 42, lambda r: printed_text(r.paragraphs),
                 mark=_edited_mark("text")),
    ReportColumn("done_on", "完成日期", 11.5, _done_on, "date"),
    ReportColumn("difficulties", "存在问题", 11.5, lambda r: _by_unit(r, "difficulties")),
    ReportColumn("next_steps", "下一步措施", 11.5, lambda r: _by_unit(r, "next_steps")),
    ReportColumn("evidence", "佐证材料", 9, lambda r: _by_unit(r, "evidence")),
    ReportColumn("source", LEDGER_HEADINGS["source"], 9, lambda r: SOURCE_WORDS[r.source],
                 "centre", _source_mark),
    ReportColumn("awaited", LEDGER_HEADINGS["awaited"], 11, lambda r: "、".join(r.awaited),
                 mark=lambda r: Mark("yellow") if r.awaited else None),
    ReportColumn("last_status", LEDGER_HEADINGS["last_status"], 11,
                 lambda r: (r.baseline.status_text or "") if r.baseline else "", "centre"),
    ReportColumn("status_class", CLASS_HEADING, 9, class_word, "centre"),
    ReportColumn("origin", "出处", 18, _origin),
    ReportColumn("public_status", LEDGER_HEADINGS["public_status"], 11, lambda r: _edit(r).status,
                 "centre", editable=True),
    ReportColumn("public_text", LEDGER_HEADINGS["public_text"], 32, lambda r: _edit(r).text,
                 editable=True),
    ReportColumn("editor", LEDGER_HEADINGS["editor"], 8, lambda r: _edit(r).editor, editable=True),
    ReportColumn("edit_reason", LEDGER_HEADINGS["edit_reason"], 12, lambda r: _edit(r).reason,
                 editable=True),
    ReportColumn("accepted_on", LEDGER_HEADINGS["accepted_on"], 11, lambda r: _edit(r).accepted_on,
                 "centre", editable=True),
    ReportColumn("accepted_by", LEDGER_HEADINGS["accepted_by"], 12, lambda r: _edit(r).accepted_by,
                 editable=True),
    ReportColumn("accepted_upon", LEDGER_HEADINGS["accepted_upon"], 14,
                 lambda r: _edit(r).accepted_upon, editable=True),
    ReportColumn("closed_on", LEDGER_HEADINGS["closed_on"], 11, lambda r: _edit(r).closed_on,
                 "centre", editable=True),
)
"""The sheet 问题, left to right: field, heading, width and what a row puts there."""
_PRINTED = 1 + [column.field for column in PROBLEM_COLUMNS].index("evidence")
"""What a reader wants on paper, one page wide: the office's own columns stay on the screen."""
