"""Who owes what: the units of a list, their roles, and which problems a period expects of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from toolkit.model import Baseline, Problem, Profile, Role, Unit
from toolkit.units import Directory, is_collective

Reach = Literal["lead", "all"]


def directory_of(profile: Profile, problems: Iterable[Problem]) -> Directory:
    """The unit directory: the sheet 单位, and every unit the list names though the sheet may not."""
    units = {unit.name: unit for unit in profile.units}
    for name in listed_units(problems):
        units.setdefault(name, Unit(name))
    return Directory(units.values())


def listed_units(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Every unit and collective a list names, in order of first appearance."""
    names: dict[str, None] = {}
    for problem in problems:
        for group in (problem.lead_units, problem.responsible_units, problem.acceptance_units,
                      problem.supervising_units):
            names.update(dict.fromkeys(group))
    return tuple(names)


def role(problem: Problem, unit: str, directory: Directory) -> Role:
    """Whether a unit leads a problem, is responsible for it (itself or by a collective), or neither."""
    if unit in problem.lead_units:
        return "lead"
    return "responsible" if unit in responsible(problem, directory) else "none"


def responsible(problem: Problem, directory: Directory) -> tuple[str, ...]:
    """The responsible units of a problem, collectives expanded; one nobody can expand is left out."""
    units: dict[str, None] = {}
    for name in problem.responsible_units:
        if is_collective(name) or directory.members(name):
            units.update(dict.fromkeys(directory.members(name)))
        else:
            units[name] = None
    return tuple(units)


def expected_units(
    problems: Sequence[Problem], directory: Directory, reach: Reach,
) -> tuple[str, ...]:
    """The units a period expects: every lead unit, and with ``all`` the responsible ones too."""
    units: dict[str, None] = {}
    for problem in problems:
        units.update(dict.fromkeys(problem.lead_units))
    if reach == "all":
        for problem in problems:
            units.update(dict.fromkeys(responsible(problem, directory)))
    return tuple(units)


def is_closed(problem: Problem, baseline: Baseline | None) -> bool:
    """Whether a problem is 已销号 by the list or the last ledger: shown, no longer required."""
    row = baseline.rows.get(problem.number) if baseline else None
    return "closed" in (problem.status, row.status if row else None)


def shares(
    problems: Iterable[Problem], unit: str, directory: Directory, reach: Reach,
) -> tuple[Problem, ...]:
    """The problems that stand on a unit's sheet: those it leads, with ``all`` also its shares."""
    wanted = ("lead",) if reach == "lead" else ("lead", "responsible")
    return tuple(p for p in problems if role(p, unit, directory) in wanted)
