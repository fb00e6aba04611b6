"""What a command gives back: exit code, the JSON document, and the lines a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.model import Table

DONE = 0
BLOCKED = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit 0: done, nothing blocks; 1: done, and something blocks. (2 is ``Unusable``.)"""

    code: int
    document: Mapping[str, Any]
    lines: tuple[str, ...] = ()
    board: Table | None = None
    """Shown before the lines: drawn on a terminal, in plain columns elsewhere."""
