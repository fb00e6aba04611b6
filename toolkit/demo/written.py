"""What the lead units answer, when everything is put right: plain values read from the tables."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """One row of 措施; '' where the unit leaves it blank (the plan prints it as done)."""

    done: str = ""
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of 填报表. ``progress`` may hold several lines; ``measures`` are in the plan's order."""

    problem: int
    status: str
    progress: str
    done_on: date | None = None
    difficulties: str = ""
    next_steps: str = ""
    evidence: str = ""
    measures: tuple[MeasureAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the table, and the reason of a zero report ('' for any other)."""

    filler: str
    phone: str
    reviewer: str
    filled_on: date
    nothing_new: str = ""


@dataclass(frozen=True, slots=True)
class UnitAnswers:
    """One unit's whole return: head and rows in the order of the problems."""

    head: Head
    rows: tuple[Answer, ...] = ()


def answers(period: str) -> Mapping[str, UnitAnswers]:
    """The answers of one demo period (2025-02 or 2025-03) by the unit's full name."""
    tables = tomllib.loads(
        files("toolkit.demo").joinpath(f"{period}.toml").read_text(encoding="utf-8")
    )
    return {
        unit: UnitAnswers(
            Head(**head),
            tuple(_answer(row) for row in tables["answers"] if row["unit"] == unit),
        )
        for unit, head in tables["heads"].items()
    }


def _answer(row: Mapping[str, Any]) -> Answer:
    return Answer(
        problem=row["problem"],
        status=row["status"],
        progress=row["progress"].strip(),
        done_on=row.get("done_on"),
        difficulties=row.get("difficulties", ""),
        next_steps=row.get("next_steps", ""),
        evidence=row.get("evidence", ""),
        measures=tuple(
            MeasureAnswer(step.get("done", ""), step.get("on"), step.get("note", ""))
            for step in row["measures"]
        ),
    )
