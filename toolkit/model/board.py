"""The board (看板) before it is a page: counts, who stands where, and every problem with its texts."""

from __future__ import annotations

from typing import Literal, NamedTuple

BAND_WORDS = ("已完成", "推进中", "滞后或未启动", "未报送或待核")
"""How far a problem is, in four bands; a band is its index from 0."""
PairState = Literal["blocked", "silent", "advised", "done", "unchanged", "answered"]
Tint = Literal["", "red", "yellow", "green", "blue", "grey"]


class BoardShare(NamedTuple):
    """A part of a whole, shown as a ring."""

    word: str
    part: int
    whole: int


class BoardCount(NamedTuple):
    word: str
    number: int
    tint: Tint = ""


class BoardSpread(NamedTuple):
    """How the problems of something (a 方面, a unit, a period) spread over the bands."""

    name: str
    counts: tuple[int, int, int, int]


class BoardRemark(NamedTuple):
    weight: str
    tint: Tint
    code: str
    unit: str
    problem: int | None
    message: str
    place: str


class BoardText(NamedTuple):
    """A printed paragraph; ``source`` is its unit, or where else it came from."""

    source: str
    text: str


class BoardProblem(NamedTuple):
    """One problem. ``units`` are indexes into the board's units of all that answer for it.

    ``late`` is days past its deadline where it is overdue, ``left`` days to it where it is due soon.
    """

    number: int
    text: str
    section: int
    category: str
    lead_units: str
    responsible_units: str
    deadline: str
    status: int
    band: int
    late: int | None
    left: int | None
    source: str
    units: tuple[int, ...]
    texts: tuple[BoardText, ...]
    last_status: str
    last_texts: tuple[str, ...]
    remarks: tuple[BoardRemark, ...]


class BoardUnit(NamedTuple):
    """One expected unit. ``pairs``: problem number and how the unit's answer to it stands."""

    name: str
    state: str
    tint: Tint
    received: str
    expected: int
    answered: int
    left_out: str
    spread: BoardSpread
    blocks: int
    advises: int
    pairs: tuple[tuple[int, PairState], ...]


class Board(NamedTuple):
    """Everything the page shows. ``statuses`` and ``sections`` are the words problems point into.

    ``remarks`` are grouped by unit, '' for those of no unit; ``days`` is what ``left`` counts.
    """

    title: str
    secret: str
    standing: str
    shares: tuple[BoardShare, ...]
    counts: tuple[BoardCount, ...]
    statuses: tuple[tuple[str, int], ...]
    sections: tuple[BoardSpread, ...]
    periods: tuple[BoardSpread, ...]
    units: tuple[BoardUnit, ...]
    problems: tuple[BoardProblem, ...]
    remarks: tuple[tuple[str, tuple[BoardRemark, ...]], ...]
    last_period: str
    soon: int
    days: str
