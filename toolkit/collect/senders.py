"""Who sent a workbook: told at receipt, stamp, 填报单位, file name, then what it answers. No guess."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.collect.names import UnitNames
from toolkit.duties import Duties
from toolkit.model import Diagnostic, Entry, Place, Receipt, Return

CONFLICT, UNKNOWN = "sender_conflict", "unknown_sender"
_FILLED, _NAMED = "“填报单位”写的是", "文件名或文件夹写的是"


@dataclass(frozen=True, slots=True)
class Sender:
    """The unit, or why there is none; ``via`` is the lead unit that passed a responsible unit's words on."""

    unit: str | None = None
    via: str = ""
    doubt: Diagnostic | None = None


def sender(returned: Return, receipt: Receipt, names: UnitNames, duties: Duties) -> Sender:
    """Weigh the signs of one workbook.

    The stamp says which sheet was issued, not who filled it in: where cell or name is a unit that is
    responsible for what the sheet's own unit leads, its words were passed on. Any other two signs that
    differ are a diagnostic, but a name against stamp and cell together is only a hint.
    """
    if receipt.unit:
        return Sender(names.resolve(receipt.unit) or receipt.unit)
    cell = returned.head.get("unit")
    filled = cell.text if cell else ""
    place = cell.place if cell and filled else Place(returned.file)
    stamp = names.resolve(returned.stamp.unit) if returned.stamp else None
    named = names.resolve(filled) if filled else None
    hint = names.hint(returned.file)
    if stamp and named and duties.directory.takes_over(named, stamp):
        stamp = named  # the sheet of the unit it took over
    if filled and named is None:
        return _nobody(filled, stamp, place, names)
    if stamp and (other := named or hint) and other != stamp:
        if passed_on(returned.entries, stamp, other, duties):
            return Sender(other, via=stamp)
        return Sender(doubt=Diagnostic(
            CONFLICT, place, given=filled or other, expected=stamp,
            note=f"{_FILLED if filled else _NAMED}“{filled or other}”，表却是发给“{stamp}”的，请核实后重报"))
    if named and not stamp and hint and hint != named:
        return Sender(doubt=Diagnostic(
            CONFLICT, Place(returned.file), given=hint, expected=named,
            note=f"{_NAMED}“{hint}”，{_FILLED}“{named}”，请核实后重报"))
    answer = stamp or named or hint or _only_owner(returned, duties)
    return Sender(answer, doubt=None if answer else Diagnostic(UNKNOWN, place))


def _nobody(filled: str, stamp: str | None, place: Place, names: UnitNames) -> Sender:
    """填报单位 is filled in with what is no one unit's name."""
    several = names.several(filled)
    note = f"“填报单位”写了{len(several)}个单位，请各单位分别填报" if several else ""
    kind = CONFLICT if stamp and not several else UNKNOWN
    if kind == CONFLICT:
        note = f"{_FILLED}“{filled}”，不在单位名录中，表是发给“{stamp}”的，请核实后重报"
    return Sender(doubt=Diagnostic(
        kind, place, given=filled, expected=None if several else stamp, note=note))


def answers(entry: Entry) -> bool:
    """Whether a row says how a problem stands."""
    return bool(entry.text("status") or entry.text("progress"))


def passed_on(entries: tuple[Entry, ...], lead: str, other: str, duties: Duties) -> bool:
    """Whether a unit answers, on a lead unit's sheet, a problem it is itself responsible for."""
    return any(
        answers(entry) and entry.problem is not None
        and duties.role(entry.problem, lead) == "lead"
        and duties.role(entry.problem, other) == "responsible" for entry in entries)


def _only_owner(returned: Return, duties: Duties) -> str | None:
    """The unit every problem a workbook speaks of belongs to, if there is exactly one.

    A workbook that still carries blank rows of a whole list belongs to the one whose rows are answered.
    """
    for entries in (returned.entries, tuple(e for e in returned.entries if answers(e))):
        leads = [
            set(duties.leads(duties.by_number[entry.problem]))
            for entry in entries if entry.problem is not None and entry.problem in duties.by_number]
        common = set.intersection(*leads) if leads else set()
        if len(common) == 1:
            return common.pop()
    return None
