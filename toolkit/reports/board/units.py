"""Every unit of the board, and how its answer to each of its problems stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolkit.model import FINISHED, Ledger, UnitReturn
from toolkit.model.board import BoardRemark, BoardUnit, PairState
from toolkit.reports.board.bands import band_of, spread_of
from toolkit.reports.wording import (
    STATE_TINTS,
    moment,
    numbers_phrase,
    unanswered,
    unit_state,
)

_Weights = Mapping[tuple[str, int | None], set[str]]


def board_units(ledger: Ledger, remarks: Sequence[BoardRemark]) -> tuple[BoardUnit, ...]:
    """One an expected unit, in the ledger's order."""
    words = Counter((remark.unit, remark.weight) for remark in remarks)
    weights: dict[tuple[str, int | None], set[str]] = {}
    for remark in remarks:
        weights.setdefault((remark.unit, remark.problem), set()).add(remark.weight)
    bands = {row.problem.number: band_of(row.status) for row in ledger.rows}
    finished = {row.problem.number for row in ledger.rows if row.status in FINISHED}
    return tuple(
        BoardUnit(
            unit.unit, unit_state(unit), STATE_TINTS[unit.state].tint,
            moment(unit.received_at), len(unit.expected), len(unit.answered),
            numbers_phrase(unanswered(unit)),
            spread_of(unit.unit, Counter(bands[n] for n in unit.expected if n in bands)),
            words[unit.unit, "阻断"], words[unit.unit, "提醒"],
            tuple(_pairs(unit, weights, bands, finished)))
        for unit in ledger.units)


def _pairs(
    unit: UnitReturn, weights: _Weights, bands: Mapping[int, int], finished: set[int],
) -> Iterator[tuple[int, PairState]]:
    silent = set(unanswered(unit))
    for number in unit.expected:
        if number in bands:
            said = weights.get((unit.unit, number), set())
            yield number, _pair(unit, said, silent=number in silent, done=number in finished)


def _pair(unit: UnitReturn, said: set[str], *, silent: bool, done: bool) -> PairState:
    """The most pressing that is to be said of a unit's answer to one problem."""
    if silent:
        return "silent"
    if "阻断" in said:
        return "blocked"
    if "提醒" in said:
        return "advised"
    if done:
        return "done"
    return "unchanged" if unit.state == "nothing_to_report" else "answered"
