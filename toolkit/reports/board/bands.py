"""The four bands a problem may stand in: few enough to be told apart without colours."""

from __future__ import annotations

from collections import Counter

from toolkit.model.board import BoardSpread

_BANDS = {
    "completed": 0, "accepted": 0, "closed": 0,
    "in_progress": 1, "on_schedule": 1,
    "behind": 2, "not_started": 2,
}
_UNKNOWN = 3


def band_of(status: str | None) -> int:
    """The band of a status class; where there is none, 未报送或待核."""
    return _BANDS.get(status or "", _UNKNOWN)


def spread_of(name: str, counts: Counter[int]) -> BoardSpread:
    return BoardSpread(name, (counts[0], counts[1], counts[2], counts[3]))
