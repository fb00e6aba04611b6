"""What came back: workbooks as read, files as met, and the Book of Cases that rules see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from toolkit.model.campaign import Profile
from toolkit.model.entries import Entry, Stamp, Written
from toolkit.model.official import Paragraph, Problem, Publication
from toolkit.model.period import Period
from toolkit.model.places import NOWHERE, Diagnostic, Place
from toolkit.model.words import Received, StatusClass, UnitState, Verdict


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
    not answered this problem (nothing_to_report is an answer). ``leads`` are its lead units under the
    names they act under in the period; () where those are the published ones.
    """

    problem: Problem
    entries: tuple[Entry, ...] = ()
    measure_entries: tuple[Entry, ...] = ()
    unanswered: tuple[Entry, ...] = ()
    awaited: tuple[str, ...] = ()
    baseline: BaselineRow | None = None
    leads: tuple[str, ...] = ()

    @property
    def lead_units(self) -> tuple[str, ...]:
        """The lead units as they are called in the period."""
        return self.leads or self.problem.lead_units

    def published(self, unit: str) -> str:
        """What the list calls a lead unit: its own name, or the one it acts for."""
        if unit in self.problem.lead_units or len(self.leads) != len(self.problem.lead_units):
            return unit
        return dict(zip(self.leads, self.problem.lead_units, strict=True)).get(unit, unit)


@dataclass(frozen=True, slots=True)
class Edit:
    """What the office wrote in the ledger for one problem; '' where it wrote nothing.

    Four words say who accepted it, when and upon what, and when it was closed (验收销号). ``problem`` is
    the official text it was written beside: problems may be renumbered since.
    """

    number: int
    status: str = ""
    text: str = ""
    editor: str = ""
    reason: str = ""
    accepted_on: str = ""
    accepted_by: str = ""
    accepted_upon: str = ""
    closed_on: str = ""
    place: Place = NOWHERE
    problem: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """What the last period's ledger says of a problem; ``number`` and ``text`` are those it had there.

    ``edit`` holds who accepted it, and when; ``merged`` are the rows this one was made of, where
    problems were merged since.
    """

    number: int
    status_text: str | None
    status: StatusClass | None
    paragraphs: tuple[Paragraph, ...]
    place: Place = NOWHERE
    done_on: date | None = None
    edit: Edit | None = None
    text: str = ""
    merged: tuple[BaselineRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """The ledger this period starts from: its period, file digest and rows by the list's numbers."""

    period: str
    sha256: str
    rows: Mapping[int, BaselineRow]


@dataclass(frozen=True, slots=True)
class Book:
    """List beside entries: all that rules see. An import is a Book with a publication only.

    ``refused`` are answered rows that count for no problem: off the list, another unit's, or a
    second row of one problem. ``edits`` is what the office wrote in the ledger, by problem number.
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
    edits: Mapping[int, Edit] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
