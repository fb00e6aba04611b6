"""The values that pass between the steps of the house.

Everything here is frozen and says nothing about disks, clocks or file formats. A step takes these
values and returns these values; what a clerk sees of them is decided in ``reports`` and ``checks``.
Dates are ``datetime.date``; moments are timezone-aware ``datetime``; text is as written unless a
field says otherwise; row and column numbers count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from toolkit.unusable import Unusable as Unusable  # noqa: PLC0414 - named here for every room

StatusClass = Literal[
    "not_started", "behind", "in_progress", "on_schedule", "completed", "accepted", "closed"
]
"""Classes of 整改状态, least advanced first (the order is used when lead units differ)."""

STATUS_ORDER: tuple[StatusClass, ...] = (
    "not_started", "behind", "in_progress", "on_schedule", "completed", "accepted", "closed",
)
FINISHED: frozenset[StatusClass] = frozenset({"completed", "accepted", "closed"})

Weight = Literal["blocks", "advises"]
Verdict = Literal["accepted", "accepted_with_remarks", "rejected", "ignored"]
UnitState = Literal["returned", "late", "missing", "nothing_to_report"]
ProblemSource = Literal["returned", "carried", "edited", "none"]
Received = Literal["given", "file-time", "first-sight"]
Role = Literal["lead", "responsible", "none"]
DocumentKind = Literal["plan", "progress", "none"]


# ── places and remarks ───────────────────────────────────────────────────────────────────────────
def column_letters(column: int) -> str:
    """Letters of a column number: 1 -> 'A', 27 -> 'AA'."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands (出处): a cell of a workbook, or a line of a text document."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    @property
    def cell(self) -> str | None:
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something untidy a step met, as data; only ``checks`` turns it into a ``Remark``."""

    kind: str
    place: Place = Place()
    given: str | None = None
    expected: str | None = None
    unit: str | None = None
    problem: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says about a place (校验意见)."""

    code: str
    weight: Weight
    message: str
    unit: str | None = None
    problem: int | None = None
    place: Place = Place()
    given: str | None = None
    expected: str | None = None
    trial: bool = False
    waived: str | None = None


# ── the official list ────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Measure:
    """One step of a problem's remedy (整改措施); ``text`` is without ordinal and done note."""

    ordinal: str | None
    text: str
    done_note: str | None = None
    deadline: date | None = None

    def shown(self) -> str:
        """The measure as the standard sheet shows it: its text, and the done note in brackets."""
        return f"{self.text}（{self.done_note}）" if self.done_note else self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A published paragraph of progress; ``ordinal`` is as printed, ``（一）``, or None."""

    ordinal: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the official list (问题). Units are full names, collectives as printed."""

    number: int
    text: str
    other_numbers: tuple[str, ...] = ()
    former_number: str | None = None
    section: str | None = None
    category: str | None = None
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    acceptance_units: tuple[str, ...] = ()
    supervising_units: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline: date | None = None
    long_term: bool = False
    goal: str | None = None
    measures: tuple[Measure, ...] = ()
    status_text: str | None = None
    status: StatusClass | None = None
    progress: tuple[Paragraph, ...] = ()
    public: bool = True
    public_text: str | None = None
    place: Place = Place()

    def shown(self, name: str) -> str:
        """An official column (a field of the profile) as every sheet shows it; '' where empty."""
        if name == "deadline":
            return self.deadline_text or (self.deadline.isoformat() if self.deadline else "")
        value = getattr(self, name)
        if isinstance(value, tuple):
            return "、".join(value)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Announced:
    """What a document says of itself; None or empty where it says nothing."""

    problems: int | None = None
    sections: int | None = None
    categories: int | None = None
    lead_units: int | None = None
    responsible_units: int | None = None
    acceptance_units: int | None = None
    due: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Publication:
    """What an import reads from one published document."""

    kind: DocumentKind
    title: str | None = None
    announced: Announced = Announced()
    problems: tuple[Problem, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ListChange:
    """One change of the official list (a row of 变更记录)."""

    number: int
    heading: str
    before: str
    after: str


# ── the campaign ─────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Column:
    """A column (or head field) of the standard sheet, declared once.

    ``sheet`` is ``head`` (above the table), ``problems`` (填报表), ``measures`` (措施) or ``list``
    (only in published documents). ``filled_by`` is ``office`` or ``unit``; ``kind`` is ``text``,
    ``number``, ``date``, ``units``, ``phone``, ``status`` or ``measure_status``.
    """

    field: str
    heading: str
    sheet: Literal["head", "problems", "measures", "list"]
    filled_by: Literal["office", "unit"]
    kind: Literal["text", "number", "date", "units", "phone", "status", "measure_status"] = "text"
    required: bool = False
    width: float = 12.0
    names: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A wording of 整改状态: offered in the drop-down or only understood, and how the annex prints it."""

    option: str
    printed: str
    status: StatusClass
    long_term: bool = False
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the directory (单位)."""

    name: str
    aliases: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    level: str = ""
    contact: str = ""
    phone: str = ""
    successor: str = ""
    successor_from: date | None = None


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """What the office decided about a rule: on, off or trial; and its weight where it differs."""

    code: str
    state: Literal["on", "off", "trial"] = "on"
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A remark the office lets pass: by rule, and unit, problem or file where given."""

    code: str
    unit: str = ""
    problem: int | None = None
    file: str = ""
    approver: str = ""
    reason: str = ""
    expiry: date | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day the office's own calendar overrides: off, or made up."""

    day: date
    works: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """The declaration of a campaign (专项配置): the values of the sheet 设置, then the tables."""

    title: str = ""
    city: str = ""
    office: str = ""
    office_phone: str = ""
    annex_title: str = ""
    audience: str = ""
    prefill: bool = False
    carry_missing: bool = False
    print_responsible: bool = False
    show_phones: bool = False
    due_soon_days: int = 30
    columns: tuple[Column, ...] = ()
    measure_options: tuple[str, ...] = ()
    statuses: tuple[StatusWord, ...] = ()
    units: tuple[Unit, ...] = ()
    rules: tuple[RuleChoice, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    holidays: tuple[Holiday, ...] = ()

    def on(self, sheet: str) -> tuple[Column, ...]:
        """The columns of one sheet, in their order."""
        return tuple(column for column in self.columns if column.sheet == sheet)

    def column(self, name: str, sheet: str = "problems") -> Column:
        """The column with this field name; KeyError where the profile has none."""
        for column in self.columns:
            if column.field == name and column.sheet == sheet:
                return column
        raise KeyError(f"{sheet}.{name}")


# ── a reporting period ───────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Extension:
    """A later due time, for all units or one (延期), and when it was decided."""

    due: datetime
    unit: str | None
    decided: datetime


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period (报送期) as ``period.toml`` holds it."""

    name: str
    due: datetime
    issued: datetime
    as_of: date
    previous: str | None
    expected: tuple[str, ...]
    digest: str
    to: Literal["lead", "all"] = "lead"
    extensions: tuple[Extension, ...] = ()

    def due_for(self, unit: str | None) -> datetime:
        """The due time that counts for a unit: the latest extension that names it or all."""
        return max([self.due, *(e.due for e in self.extensions if e.unit in (None, unit))])


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of ``receipts.csv``: a file (path under the period's inbox) and when it came."""

    sha256: str
    name: str
    unit: str | None
    received_at: datetime
    how: Received


# ── what came back ───────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Written:
    """A cell somebody filled in: ``raw`` as the file has it, ``text`` as it was read.

    ``how`` says in Chinese what reading changed ('' where nothing); ``day`` is set where the cell
    is, or reads as, a date.
    """

    raw: str
    text: str
    place: Place
    how: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the hidden sheet says of the sheet that was issued; a hint, never needed for reading."""

    period: str = ""
    unit: str = ""
    digest: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a returned sheet, as written (填报行), official and filled-in cells by field name.

    ``problem`` is the number of the official problem the row was matched with; None: off the list.
    ``columns`` says in which column each recognised field of this sheet stands, so that a blank cell
    has a place too (``cells`` holds only cells with something in them). ``unit``, ``sha256`` and
    ``role`` are known once the sender is.
    """

    problem: int | None
    cells: Mapping[str, Written]
    place: Place
    extra: Mapping[str, Written] = field(default_factory=dict)
    measure: int | None = None
    unit: str | None = None
    role: Role = "none"
    sha256: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)

    def place_of(self, name: str) -> Place:
        """The cell of a field in this row, filled in or blank; the row's own place if it has none."""
        if name in self.cells:
            return self.cells[name].place
        column = self.columns.get(name, self.place.column)
        return Place(self.place.file, self.place.sheet, self.place.row, column)

    def text(self, name: str) -> str:
        """What a cell says as read; '' where the row has no such cell."""
        written = self.cells.get(name)
        return written.text if written else ""


@dataclass(frozen=True, slots=True)
class Return:
    """A returned workbook (报送表), read without judging.

    ``entries`` are rows of 填报表; ``measure_entries`` rows of 措施 (``measure`` is the index from 0
    of the official measure, None where the row matched none).
    """

    file: str
    sha256: str
    stamp: Stamp | None = None
    head: Mapping[str, Written] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    measure_entries: tuple[Entry, ...] = ()
    nothing_new: Written | None = None
    reason: Written | None = None
    extra: Mapping[str, Written] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file met in the inbox: what it is, who sent it, when, and what became of it.

    ``version`` is how much its name claims to be a later version (words, number).
    """

    file: str
    sha256: str
    verdict: Verdict = "accepted"
    unit: str | None = None
    received_at: datetime | None = None
    how: Received | None = None
    reason: str | None = None
    version: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """How one expected unit stands in the period."""

    unit: str
    state: UnitState
    received_at: datetime | None
    how: Received | None
    files: tuple[str, ...]
    expected: tuple[int, ...]
    answered: tuple[int, ...]
    due: datetime
    head: Mapping[str, Written] = field(default_factory=dict)
    nothing_new: Written | None = None
    reason: Written | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """A filled-in cell that did not enter the merged truth, and why (nothing is lost)."""

    unit: str | None
    heading: str
    written: Written
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """A problem with the entries that count for it, lead units first in the list's order.

    ``unanswered`` are rows returned with nothing filled in; ``awaited`` the expected units that have
    not answered this problem (nothing_to_report is an answer).
    """

    problem: Problem
    entries: tuple[Entry, ...] = ()
    measure_entries: tuple[Entry, ...] = ()
    unanswered: tuple[Entry, ...] = ()
    awaited: tuple[str, ...] = ()
    baseline: BaselineRow | None = None


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """What the last period's ledger says of a problem."""

    number: int
    status_text: str | None
    status: StatusClass | None
    paragraphs: tuple[Paragraph, ...]
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Baseline:
    """The ledger this period starts from: its period, file digest and rows by problem number."""

    period: str
    sha256: str
    rows: Mapping[int, BaselineRow]


@dataclass(frozen=True, slots=True)
class Book:
    """List beside entries: all that rules see. An import is a Book with a publication only.

    ``refused`` are answered rows that count for no problem: off the list, another unit's, or a
    second row of one problem.
    """

    profile: Profile
    now: datetime
    problems: tuple[Problem, ...] = ()
    publication: Publication | None = None
    period: Period | None = None
    cases: tuple[Case, ...] = ()
    refused: tuple[Entry, ...] = ()
    units: tuple[UnitReturn, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    returns: tuple[Return, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    baseline: Baseline | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


# ── the merged truth ─────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Edit:
    """What the office wrote in the ledger for one problem; '' where it wrote nothing."""

    number: int
    status: str = ""
    text: str = ""
    editor: str = ""
    reason: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed paragraph of the annex and where it came from.

    ``written`` is the unit's cell (None for a carried, edited or office sentence); ``line`` is the
    number of the cell's line it prints, from 1; ``edit`` is the office's wording where it counts.
    """

    ordinal: str | None
    text: str
    unit: str | None = None
    sha256: str | None = None
    written: Written | None = None
    line: int = 1
    carried_from: str | None = None
    edit: Edit | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """The period's truth for one problem. ``printed_status`` is the annex's status line."""

    problem: Problem
    status: StatusClass | None
    status_text: str | None
    printed_status: str
    long_term: bool
    overdue: bool
    source: ProblemSource
    paragraphs: tuple[Printed, ...]
    status_from: Entry | None = None
    entries: tuple[Entry, ...] = ()
    measure_entries: tuple[Entry, ...] = ()
    awaited: tuple[str, ...] = ()
    baseline: BaselineRow | None = None
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The merged truth of a period (整改台账), from which every output is printed."""

    profile: Profile
    period: Period
    rows: tuple[LedgerRow, ...]
    units: tuple[UnitReturn, ...]
    arrivals: tuple[Arrival, ...]
    remarks: tuple[Remark, ...]
    leftovers: tuple[Leftover, ...]
    baseline: Baseline | None

    @property
    def draft(self) -> bool:
        """Whether anything blocks; the annex then says 草稿."""
        return any(r.weight == "blocks" and not r.trial and not r.waived for r in self.remarks)


# ── words of the ledger workbook that are both written and read back ─────────────────────────────
LEDGER_SHEET = "问题"
CONTINUED_SHEET = "续文"
CONTINUED_MARK = "……（全文见“续文”表）"
"""Ends a cell whose text is longer than Excel holds; the whole text stands in 续文."""
CONTINUED_HEADINGS = ("工作表", "行", "序号", "栏目", "段", "文字")

LEDGER_HEADINGS: Mapping[str, str] = {
    "number": "序号",
    "printed_status": "附件用语",
    "progress": "整改进展情况",
    "source": "来源",
    "awaited": "待报单位",
    "last_status": "上期状态",
    "public_status": "公开状态",
    "public_text": "公开文字",
    "editor": "修改人",
    "edit_reason": "修改理由",
}
OFFICE_FIELDS = ("public_status", "public_text", "editor", "edit_reason")
"""The columns of the ledger the office may fill; everything else in it is generated."""

SOURCE_WORDS: Mapping[ProblemSource, str] = {
    "returned": "已报送", "carried": "沿用上期", "edited": "整改办修改", "none": "未报送",
}


# ── printed pieces, before they are Word, Excel or a page ────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 0 is the document's title, 1 and below its parts."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph in a named style of the Word template; ``key`` is its provenance ('3#2')."""

    text: str
    style: str = "正文"
    key: str | None = None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed table; ``kind`` decides alignment and cell format."""

    heading: str
    width: float = 12.0
    kind: Literal["text", "number", "date", "centre"] = "text"
    editable: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What is special about one cell of a table: a tint, a note, a link to 'sheet!A1'."""

    tint: Literal["", "red", "yellow", "green", "grey", "blue"] = ""
    note: str = ""
    link: str = ""


CellValue = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a sheet of a workbook, or a table in a page or letter.

    ``rows`` hold one value a column; ``marks`` are by (row, column), both from 0 within ``rows``;
    ``intro`` stands in lines above the header row where the medium has room for it.
    """

    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    intro: tuple[str, ...] = ()
    freeze_columns: int = 0
    landscape: bool = True


Block = Heading | Para | Table
