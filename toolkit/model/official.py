"""The official list: problems, measures, and the published document they were read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from toolkit.model.places import NOWHERE, Diagnostic, Place
from toolkit.model.words import DocumentKind, StatusClass


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

    def listed(self) -> str:
        """The measure as one line among others in a cell, with its ordinal."""
        if not self.ordinal:
            return self.shown()
        if self.ordinal.isdecimal():
            return f"{self.ordinal}.{self.shown()}"
        bare = self.ordinal.isalnum() and not self.ordinal.startswith("第")
        return f"（{self.ordinal}）{self.shown()}" if bare else f"{self.ordinal}{self.shown()}"


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
    place: Place = NOWHERE
    beside: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """What a document prints beside it that no column of ours holds (备注, 验收意见): heading, text."""

    def shown(self, name: str) -> str:
        """An official column (a field of the profile) as every sheet shows it; '' where empty."""
        if name == "deadline":
            return self.deadline_text or (self.deadline.isoformat() if self.deadline else "")
        if name == "measures":
            return "\n".join(measure.listed() for measure in self.measures)
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
    """What an import reads from one published document; ``as_of`` is the day of its line （截至…）."""

    kind: DocumentKind
    title: str | None = None
    announced: Announced = Announced()
    problems: tuple[Problem, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ListChange:
    """One change of the official list (a row of 变更记录)."""

    number: int
    heading: str
    before: str
    after: str
