"""Every remark as the board tells it, and what of a text may be seen outside the office."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from toolkit.model import Ledger, Place, Profile, Remark
from toolkit.model.board import BoardRemark
from toolkit.reports.wording import weight_tint, weight_word

_PHONE_NUMBER = re.compile(
    r"[01０１](?:(?<!\d.)|(?<=86.))"
    r"(?:(?<=[1１])[3-9３-９]\d[-－ ]?\d{4}[-－ ]?\d{4}|(?<=[0０])\d{2,3}[-—－ ]?\d{3,4}[-－ ]?\d{4})(?!\d)")
"""A mobile number, or one with its area code. It begins with a set of characters, which is quick to find."""
_ORDER = ("阻断", "提醒", "试行", "已豁免")


def seen_by(profile: Profile) -> Callable[[str], str]:
    """A text without telephone numbers: only the office's own is shown, all where 设置 says so."""
    if profile.show_phones:
        return lambda text: text
    office = profile.office_phone

    def masked(found: re.Match[str]) -> str:
        return found[0] if found[0] in office else "（略）"

    return lambda text: _PHONE_NUMBER.sub(masked, text)


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
