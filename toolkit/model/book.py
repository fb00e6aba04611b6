"""The Book that rules see: problems with their entries, the last ledger, the office's edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from toolkit.model.campaign import Profile
from toolkit.model.entries import Entry
from toolkit.model.official import Paragraph, Problem, Publication
from toolkit.model.period import Period
from toolkit.model.places import NOWHERE, Diagnostic, Place
from toolkit.model.returns import Arrival, Leftover, Return, UnitReturn
from toolkit.model.words import StatusClass


@dataclass(frozen=True, slots=True)
class Case:
    """A problem with the entries that count for it, lead units first in the list's order.

    ``unanswered`` are rows returned with nothing filled in; ``awaited`` the expected units that have
    not answered this problem (nothing_to_report is an answer). ``leads`` are its lead units under the
    names they act under in the period; () where those are the published ones. ``issued`` is the problem
    as the sheets that went out had it, where the list was revised since.
    """

    problem: Problem
    entries: tuple[Entry, ...] = ()
    measure_entries: tuple[Entry, ...] = ()
    unanswered: tuple[Entry, ...] = ()
    awaited: tuple[str, ...] = ()
    baseline: BaselineRow | None = None
    leads: tuple[str, ...] = ()
    issued: Problem | None = None

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
class Issued:
    """The list a period was issued with, where it was revised since.

    ``beside`` gives the former state of a problem by its present number; ``withdrawn`` were on the
    sheets and are no longer on the list, ``added`` are the numbers that were on no sheet.
    """

    beside: Mapping[int, Problem] = field(default_factory=dict)
    withdrawn: tuple[Problem, ...] = ()
    added: frozenset[int] = frozenset()


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
    problems were merged since. ``reported`` are the measures it has as done, by the matching key of their
    words, with the day; ``done_measures`` the same by their index from 0 in the list's problem.
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
    reported: Mapping[str, date | None] = field(default_factory=dict)
    done_measures: Mapping[int, date | None] = field(default_factory=dict)


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
    second row of one problem. ``edits`` is what the office wrote in the ledger, by problem number;
    ``added`` are the problems that came to the list after the sheets went out.
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
    added: frozenset[int] = frozenset()
