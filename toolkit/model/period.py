"""A reporting period, its due times and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from toolkit.model.words import Received


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
