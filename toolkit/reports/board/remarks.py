"""Every remark as the board tells it, and what of a text may be seen outside the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.model import Ledger, Place, Remark
from toolkit.model.board import BoardRemark
from toolkit.reports.wording import seen_by, weight_tint, weight_word

_ORDER = ("阻断", "提醒", "试行", "已豁免")


def board_remarks(ledger: Ledger) -> tuple[BoardRemark, ...]:
    """The remarks, the most pressing first."""
    seen = seen_by(ledger.profile)
    ranked = sorted(ledger.remarks, key=lambda r: (_ORDER.index(weight_word(r)), r.code))
    return tuple(_remark(remark, seen) for remark in ranked)


def _remark(remark: Remark, seen: Callable[[str], str]) -> BoardRemark:
    return BoardRemark(weight_word(remark), weight_tint(remark).tint, remark.code, remark.unit or "",
                       remark.problem, seen(remark.message), seen(_place(remark.place)))


def _place(place: Place) -> str:
    at = place.cell or place.spoken
    return " ".join(part for part in (place.file, place.sheet, at) if part)


def grouped(
    ledger: Ledger, remarks: Sequence[BoardRemark],
) -> tuple[tuple[str, tuple[BoardRemark, ...]], ...]:
    """By unit: the expected ones in their order, then others, then those of no unit."""
    groups: dict[str, list[BoardRemark]] = {unit.unit: [] for unit in ledger.units}
    for remark in remarks:
        if remark.unit:
            groups.setdefault(remark.unit, []).append(remark)
    groups[""] = [remark for remark in remarks if not remark.unit]
    return tuple((unit, tuple(found)) for unit, found in groups.items() if found)
