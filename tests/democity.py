"""The demo as ``zhenggai demo`` plays it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from toolkit.app.outcome import Outcome


class DemoCity(NamedTuple):
    """Its workspace, what it told, and the outcome of every round's run."""

    root: Path
    told: Outcome
    rounds: list[Outcome]


def played(root: Path) -> DemoCity:
    """Lay the city out in a new folder and play its periods."""
    from toolkit.app import demonstration

    rounds: list[Outcome] = []
    play = demonstration._play
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demonstration, "_play", lambda *given: rounds.append(play(*given)) or rounds[-1])
        told = demonstration.demonstrate(root)
    return DemoCity(root, told, rounds)
