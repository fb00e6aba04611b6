"""Units renamed or succeeded (承接单位): who acts for a published unit on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from toolkit.model import Unit
from toolkit.text import matching_key


@dataclass(slots=True)
class Succession:
    """Who acts for whom on one day; without a day nobody has been succeeded.

    A chain (A to B to C) is followed as far as its days have come; a unit that leads back to itself
    acts for itself. A unit that will only later take over from one other, and is not among ``busy``,
    is that other one until then: what it sends early falls between no two names.
    """

    units: Iterable[Unit]
    on: date | None = None
    busy: frozenset[str] = frozenset()
    _next: dict[str, str] = field(init=False)
    _later: dict[str, str] = field(init=False)
    _early: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        names = {matching_key(unit.name): unit.name for unit in self.units}
        known = {matching_key(alias): unit.name for unit in self.units for alias in unit.aliases}
        self._next, self._later = {}, {}
        for unit in self.units if self.on else ():
            key = matching_key(unit.successor)
            successor = names.get(key) or known.get(key) or unit.successor.strip()
            if not successor or successor == unit.name:
                continue
            come = unit.successor_from is None or (self.on is not None and unit.successor_from <= self.on)
            (self._next if come else self._later)[unit.name] = successor
        self._early = self._unbusy()

    def _unbusy(self) -> dict[str, str]:
        """The units to come that have nothing of their own yet, each with the one it takes over from."""
        before: dict[str, set[str]] = {}
        for name in self._later:
            before.setdefault(self.later(name), set()).add(_end(self._next, name))
        return {name: next(iter(former)) for name, former in before.items()
                if len(former) == 1 and name not in self.busy and name not in former}

    def acting(self, name: str) -> str:
        """The unit that acts for a unit; itself where nobody does."""
        if not self._next and not self._early:
            return name
        end = _end(self._next, name)
        return self._early.get(end, end)

    def later(self, name: str) -> str:
        """The unit that will act for a unit, whenever."""
        return _end({**self._later, **self._next}, name)


def _end(following: Mapping[str, str], name: str) -> str:
    seen = [name]
    while (after := following.get(seen[-1])) is not None:
        if after in seen:
            return name
        seen.append(after)
    return seen[-1]
