"""Who owes what: the units of a list, their roles, and which problems a period expects of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from toolkit.model import Baseline, Problem, Profile, Role, Unit
from toolkit.text import matching_key
from toolkit.units import Directory, is_collective

Reach = Literal["lead", "all"]


def directory_of(profile: Profile, problems: Iterable[Problem], on: date | None = None) -> Directory:
    """The unit directory: the sheet 单位, and every unit the list names though the sheet may not.

    ``on`` is the day whose names count (units are renamed and succeeded); None: as published.
    """
    units = {unit.name: unit for unit in with_successors(profile).units}
    listed = listed_units(problems)
    for name in listed:
        units.setdefault(name, Unit(name))
    return Directory(units.values(), on, listed)


def with_successors(profile: Profile) -> Profile:
    """The profile with a row for every 承接单位 that has none: the contact stays as it was."""
    known = {matching_key(name) for unit in profile.units for name in (unit.name, *unit.aliases)}
    new: dict[str, Unit] = {}
    for unit in profile.units:
        if unit.successor and matching_key(unit.successor) not in known:
            new.setdefault(unit.successor, Unit(unit.successor, contact=unit.contact, phone=unit.phone))
    return replace(profile, units=(*profile.units, *new.values())) if new else profile


def listed_units(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Every unit and collective a list names, in order of first appearance."""
    return tuple(dict.fromkeys(
        name for p in problems
        for group in (p.lead_units, p.responsible_units, p.acceptance_units, p.supervising_units)
        for name in group))


@dataclass(slots=True)
class Duties:
    """Roles of units in problems, worked out once for a list.

    A unit leads a problem, or is responsible for it by name or by a collective the directory can
    expand; a collective nobody can expand binds no unit. Units are those that act on the directory's
    day (承接单位), not always those the list names.
    """

    problems: Sequence[Problem]
    directory: Directory
    _roles: dict[str, dict[int, Role]] = field(init=False)
    by_number: dict[int, Problem] = field(init=False)
    _order: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.by_number = {problem.number: problem for problem in self.problems}
        self._order = {problem.number: at for at, problem in enumerate(self.problems)}
        self._roles = {}
        for problem in self.problems:
            for unit in self.leads(problem):
                self._roles.setdefault(unit, {})[problem.number] = "lead"
            for unit in self._responsible(problem):
                self._roles.setdefault(unit, {}).setdefault(problem.number, "responsible")

    def _responsible(self, problem: Problem) -> Iterator[str]:
        for name in problem.responsible_units:
            members = self.directory.members(name)
            if members or is_collective(name):
                yield from members
            else:
                yield self.directory.acting(name)

    def leads(self, problem: Problem) -> tuple[str, ...]:
        """The units that lead a problem, under the names they act under."""
        return tuple(dict.fromkeys(map(self.directory.acting, problem.lead_units)))

    def role(self, number: int, unit: str) -> Role:
        """Whether a unit leads a problem, is responsible for it, or neither."""
        return self._roles.get(unit, {}).get(number, "none")

    def shares(self, unit: str, reach: Reach) -> tuple[Problem, ...]:
        """The problems on a unit's sheet: those it leads, with ``all`` also its shares."""
        roles = self._roles.get(unit, {})
        wanted = {n for n, role in roles.items() if reach == "all" or role == "lead"}
        if not wanted:
            return ()
        return tuple(self.by_number[number] for number in sorted(wanted, key=self._order.__getitem__))

    def expected_units(self, reach: Reach) -> tuple[str, ...]:
        """The units a period expects: every lead unit, and with ``all`` the responsible ones too."""
        units: dict[str, None] = {}
        for problem in self.problems:
            units.update(dict.fromkeys(self.leads(problem)))
        if reach == "all":
            for problem in self.problems:
                units.update(dict.fromkeys(self._responsible(problem)))
        return tuple(units)


def is_closed(problem: Problem, baseline: Baseline | None) -> bool:
    """Whether a problem is 已销号 by the list or the last ledger: shown, no longer required."""
    row = baseline.rows.get(problem.number) if baseline else None
    return "closed" in (problem.status, row.status if row else None)
