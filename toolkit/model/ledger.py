"""The merged truth of a period (整改台账), from which every output is printed."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.book import Baseline, BaselineRow, Edit
from toolkit.model.campaign import Profile
from toolkit.model.entries import Entry, Written
from toolkit.model.official import Problem
from toolkit.model.period import Period
from toolkit.model.places import Remark
from toolkit.model.returns import Arrival, Leftover, UnitReturn
from toolkit.model.words import ProblemSource, StatusClass


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
    history: tuple[Baseline, ...] = ()
    """What the periods published before say, oldest first."""

    @property
    def draft(self) -> bool:
        """Whether anything blocks; the annex then says 草稿."""
        return any(r.weight == "blocks" and not r.trial and not r.waived for r in self.remarks)
