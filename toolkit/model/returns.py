"""What came back: workbooks as read, files as met, units as they stand, and what counts for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from toolkit.model.entries import Entry, Stamp, Written
from toolkit.model.places import Diagnostic, Place
from toolkit.model.words import FileKind, Received, UnitState, Verdict


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table of a returned workbook: its header row, the head above it, and every text above it."""

    table: str
    place: Place
    head: Mapping[str, Written] = field(default_factory=dict)
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Return:
    """A returned workbook (报送表), or one unit's part of it, read without judging.

    ``entries`` are rows of 填报表; ``measure_entries`` rows of 措施 (``measure`` is the index from 0
    of the official measure, None where the row matched none). ``tables`` are its tables in the order
    they stand. ``unit`` is the sender once known (a workbook of two units becomes two returns), and
    ``via`` the lead unit that passed its words on.
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
    tables: tuple[TableSeen, ...] = ()
    unit: str | None = None
    via: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file met in the inbox: what it is, who sent it, when, and what became of it.

    ``version`` is how much its name claims to be a later version (words, number); ``hint`` the unit its
    folder or name speaks of; ``other_period`` the period it belongs to where that is surely not this
    one. A workbook of several units has no ``unit`` of its own.
    """

    file: str
    sha256: str
    verdict: Verdict = "accepted"
    unit: str | None = None
    received_at: datetime | None = None
    how: Received | None = None
    reason: str | None = None
    version: tuple[int, int] = (0, 0)
    kind: FileKind = "return"
    hint: str = ""
    other_period: str = ""


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """How one expected unit stands in the period; ``attached`` are its scans and evidence."""

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
    attached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """A filled-in cell that did not enter the merged truth, and why (nothing is lost)."""

    unit: str | None
    heading: str
    written: Written
    why: str
