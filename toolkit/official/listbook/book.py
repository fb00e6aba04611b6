"""The official list as a workbook: written to be read and corrected by hand, and read back.

Sheet 问题 has one row a problem, 措施 one row a measure, 变更记录 what each import or revision changed,
待确认 what a person still has to look at, if anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from toolkit.dates import read_day, read_deadline
from toolkit.model import (
    CellValue,
    Diagnostic,
    ListChange,
    Measure,
    Place,
    Problem,
    Profile,
    Unusable,
)
from toolkit.official.listbook.additions import CHANGES, NOTHING_ADDED, Additions
from toolkit.official.listbook.doubts import Doubt
from toolkit.official.listbook.doubtsheet import read_doubts
from toolkit.official.listbook.look import SheetPlan, planned, write_sheets
from toolkit.official.listbook.spots import (
    MEASURE_HEADINGS,
    MEASURES,
    PROBLEM_HEADINGS,
    PROBLEMS,
    marks_of,
    spots_of,
)
from toolkit.official.vocabulary import Vocabulary
from toolkit.regex import regex
from toolkit.tables import Refusal, Tables, read_workbook
from toolkit.tables.headed import HeadedRow, headed_rows
from toolkit.text import matching_key, read_numeral
from toolkit.units import join_units, split_listed

FILE = "问题清单.xlsx"
CHANGE_HEADINGS = ("时间", "来源文件", "文件标题", "sha256", "序号", "栏目", "原内容", "新内容", "理由")

_NUMBER_MARKS = regex(r"[、;；\n]+")
_YES = frozenset(map(matching_key, ("是", "公开", "对", "y", "yes", "√", "1", "true")))
_NO = frozenset(map(matching_key, ("否", "不公开", "不", "n", "no", "×", "x", "0", "false")))


@dataclass(frozen=True, slots=True)
class ListChangeRecord:
    """One import or revision of the list: when, from which file, and what it changed."""

    when: date
    source: str
    sha256: str
    title: str
    changes: tuple[ListChange, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OfficialList:
    """The list as the office has it; ``place`` of each problem is its 问题 cell."""

    problems: tuple[Problem, ...]
    records: tuple[ListChangeRecord, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    doubts: tuple[Doubt, ...] = ()


# ── writing ──────────────────────────────────────────────────────────────────────────────────────
def write_list(
    problems: Sequence[Problem], records: Sequence[ListChangeRecord], profile: Profile | None = None,
    doubts: Sequence[Doubt] = (), additions: Additions = NOTHING_ADDED,
) -> bytes:
    """问题清单.xlsx; the profile gives the drop-down of 整改状态, ``doubts`` the marks and the sheet 待确认.

    ``additions`` are what the office had added to the workbook this one takes the place of.
    """
    offered = tuple(word.option for word in profile.statuses if word.offered) if profile else ()
    spots = spots_of(problems)
    marks = marks_of(doubts, spots)
    return write_sheets("问题清单", (
        planned(PROBLEMS, PROBLEM_HEADINGS, [_problem_row(p, additions) for p in problems],
                {"公开": ("是", "否"), "整改状态": offered}, marks[PROBLEMS], additions),
        planned(MEASURES, MEASURE_HEADINGS, [r for p in problems for r in _measure_rows(p, additions)], {},
                marks[MEASURES], additions),
        SheetPlan(CHANGES, CHANGE_HEADINGS, [r for record in records for r in _change_rows(record)], {}),
    ), doubts, spots, additions.sheets)


def _problem_row(problem: Problem, additions: Additions) -> tuple[CellValue, ...]:
    return (
        problem.number, "、".join(problem.other_numbers), problem.former_number, problem.section,
        problem.category, problem.text, join_units(problem.lead_units),
        join_units(problem.responsible_units), join_units(problem.acceptance_units),
        join_units(problem.supervising_units), problem.deadline_text, problem.deadline, problem.goal,
        problem.status_text, "是" if problem.public else "否", problem.public_text,
        *additions.row(PROBLEMS, (problem.number, "")),
    )


def _measure_rows(problem: Problem, additions: Additions) -> Iterator[tuple[CellValue, ...]]:
    for measure in problem.measures:
        yield (problem.number, measure.ordinal, measure.text, measure.done_note, measure.deadline,
               *additions.row(MEASURES, (problem.number, matching_key(measure.text))))


def _change_rows(record: ListChangeRecord) -> Iterator[tuple[CellValue, ...]]:
    begin = (record.when, record.source, record.title, record.sha256)
    for change in record.changes:
        yield (*begin, change.number, change.heading, change.before, change.after, record.reason)
    if not record.changes:
        yield (*begin, None, None, None, None, record.reason)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────
def read_list(content: bytes, profile: Profile, path: str = FILE) -> OfficialList:
    """The list back; ``path`` is where it stands. Raises Unusable: one Chinese sentence with sheet and cell."""
    tables = read_workbook(FILE, content)
    if isinstance(tables, Refusal):
        raise Unusable(f"{FILE}读不了：{tables.reason}")
    rows = list(headed_rows(tables, FILE, PROBLEMS, PROBLEM_HEADINGS, ("序号", "问题")))
    numbers = _numbers(rows)
    measures = _measures(tables, frozenset(numbers))
    reading = _Reading(Vocabulary(profile), path)
    problems = tuple(
        reading.problem(row, number, measures.get(number, ()))
        for number, row in zip(numbers, rows, strict=True))
    return OfficialList(
        problems, tuple(_records(tables)), tuple(reading.diagnostics), read_doubts(tables, FILE, problems))


def _numbers(rows: Sequence[HeadedRow]) -> list[int]:
    """The number of each row; refuses a missing or a second one."""
    first: dict[int, int] = {}
    for row in rows:
        number = _number(row)
        if number in first:
            raise row.wrong("序号", f"第{number}项在第{first[number]}行已经有了，序号不能重复，请改正其中一个。")
        first[number] = row.number
    return list(first)


def _number(row: HeadedRow) -> int:
    text = row.text("序号")
    number = read_numeral(text) if text else None
    if not text:
        raise row.wrong("序号", "这一行没有序号，请补上，或把整行清空。")
    if number is None or number < 1:
        raise row.wrong("序号", f"“{text}”不是序号，请填1、2、3这样的整数。")
    return number


@dataclass(slots=True)
class _Reading:
    """Reads rows of 问题 and keeps what is untidy."""

    vocabulary: Vocabulary
    path: str
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def problem(self, row: HeadedRow, number: int, measures: tuple[Measure, ...]) -> Problem:
        text = _kept(row, "问题")
        if text is None:
            raise row.wrong("问题", f"第{number}项没有写问题内容，请补上，或把整行清空。")
        wording = _kept(row, "整改时限")
        deadline = read_deadline(wording or "")
        day = _day(row, "时限日期") or deadline.day
        if day is None and deadline.precision == "unclear":
            self.diagnostics.append(Diagnostic(
                "bad_deadline", self._place(row, "整改时限"), given=deadline.text, problem=number))
        status_text = _kept(row, "整改状态")
        status, lasts = (self.vocabulary.status(status_text) if status_text else None) or (None, False)
        return Problem(
            number=number, text=text,
            other_numbers=tuple(n.strip() for n in _NUMBER_MARKS.split(row.text("其他编号")) if n.strip()),
            former_number=_kept(row, "原序号"), section=_kept(row, "方面"),
            category=_kept(row, "类别"), lead_units=split_listed(row.text("牵头单位")),
            responsible_units=split_listed(row.text("责任单位")),
            acceptance_units=split_listed(row.text("验收单位")),
            supervising_units=split_listed(row.text("督导单位")),
            deadline_text=wording, deadline=day, long_term=deadline.long_term or lasts,
            goal=_kept(row, "整改目标"), measures=measures, status_text=status_text, status=status,
            public=_public(row), public_text=_kept(row, "公开表述"), place=self._place(row, "问题"),
        )

    def _place(self, row: HeadedRow, heading: str) -> Place:
        return Place(self.path, row.sheet, row.number, row.columns.get(heading))


def _kept(row: HeadedRow, heading: str) -> str | None:
    """The cell as it stands; None where it is blank."""
    return row.raw(heading) or None


def _day(row: HeadedRow, heading: str) -> date | None:
    text = row.text(heading)
    if not text:
        return None
    day = row.day(heading) or read_day(text) or read_deadline(text).day
    if day is None:
        raise row.wrong(heading, f"“{text}”不是能认出的日期，请写成2025-12-31这样，或者清空。")
    return day


def _public(row: HeadedRow) -> bool:
    key = matching_key(row.text("公开"))
    if key and key not in _YES | _NO:
        raise row.wrong("公开", f"“{row.text('公开')}”看不懂，请填“是”或“否”。")
    return key not in _NO


def _measures(tables: Tables, numbers: frozenset[int]) -> Mapping[int, tuple[Measure, ...]]:
    found: dict[int, list[Measure]] = defaultdict(list)
    for row in headed_rows(tables, FILE, MEASURES, MEASURE_HEADINGS, ("序号", "整改措施")):
        number = _number(row)
        if number not in numbers:
            raise row.wrong("序号", f"工作表“{PROBLEMS}”里没有第{number}项，请改正序号，或在“{PROBLEMS}”里补上这一项。")
        text = _kept(row, "整改措施")
        if text is None:
            raise row.wrong("整改措施", f"第{number}项的这条措施没有内容，请补上，或把整行清空。")
        found[number].append(Measure(
            _kept(row, "措施序号"), text, _kept(row, "完成标注"), _day(row, "措施时限")))
    return {number: tuple(measures) for number, measures in found.items()}


# ── 变更记录 ─────────────────────────────────────────────────────────────────────────────────────
def _records(tables: Tables) -> Iterator[ListChangeRecord]:
    """Rows side by side of one time, file and reason are one record."""
    rows = headed_rows(tables, FILE, CHANGES, CHANGE_HEADINGS, ("时间",))
    for key, group in groupby(rows, key=_record_key):
        when, source, title, digest, reason = key
        changes = tuple(_change(row) for row in group if row.text("序号"))
        yield ListChangeRecord(when, source, digest, title, changes, reason)


def _record_key(row: HeadedRow) -> tuple[date, str, str, str, str]:
    when = _day(row, "时间")
    if when is None:
        raise row.wrong("时间", "这一行没有时间，请补上，或把整行清空。")
    return (when, row.raw("来源文件"), row.raw("文件标题"), row.raw("sha256"), row.raw("理由"))


def _change(row: HeadedRow) -> ListChange:
    return ListChange(_number(row), row.raw("栏目"), row.raw("原内容"), row.raw("新内容"))
