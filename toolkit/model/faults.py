"""What units were told in a period, as it is remembered for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule's remarks on one unit ('' for none): how many, of which problems, whether any blocks."""

    unit: str
    code: str
    count: int
    problems: tuple[int, ...] = ()
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class UnitFaults:
    """What was said of one unit: of the files it has sent by now, and of those before (mended since).

    ``files`` are the digests of its files. ``mended`` counts the worst look at each rule.
    """

    files: tuple[str, ...] = ()
    standing: tuple[Fault, ...] = ()
    mended: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class FaultRecord:
    """The faults of a period, by unit; '' where a remark names none."""

    period: str
    units: Mapping[str, UnitFaults] = field(default_factory=dict)

    def faults(self) -> tuple[Fault, ...]:
        """Every fault there was in the period, mended or not, in order of unit and code."""
        return tuple(
            fault for _, unit in sorted(self.units.items())
            for fault in worst_of((*unit.mended, *unit.standing)))


def worst_of(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """One fault for each unit and rule: the highest count, the problems of all, in order of code."""
    found: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        key = (fault.unit, fault.code)
        known = found.get(key, fault)
        found[key] = Fault(
            fault.unit, fault.code, max(known.count, fault.count),
            tuple(sorted({*known.problems, *fault.problems})), known.blocks or fault.blocks)
    return tuple(found[key] for key in sorted(found))
