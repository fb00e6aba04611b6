"""The city's own papers: the plan as the newspaper printed it, its units and its settings."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from toolkit.demo.newspaper import typeset
from toolkit.model import Unit

PLAN_NAME = "云川日报-整改方案（公开版）.txt"
"""The file name under which the demo lays the plan down."""


def plan_text() -> str:
    """The plan in newspaper layout: narrow columns, stray blank lines, justification spaces."""
    return typeset(plan_paragraphs())


def plan_paragraphs() -> tuple[str, ...]:
    """The plan before typesetting, one paragraph an element: what a reader must find again."""
    return tuple(_shipped("plan.txt").splitlines())


def units() -> tuple[Unit, ...]:
    """The units as the office would enter them: aliases, collectives, contacts."""
    return tuple(
        Unit(
            name=row["name"],
            aliases=tuple(row.get("aliases", ())),
            collectives=tuple(row.get("collectives", ())),
            level=row["level"],
            contact=row["contact"],
            phone=row["phone"],
        )
        for row in _city()["units"]
    )


def settings() -> Mapping[str, str]:
    """Values of the sheet 设置, by field name of the profile."""
    return {str(name): str(value) for name, value in _city()["settings"].items()}


def _city() -> dict[str, Any]:
    return tomllib.loads(_shipped("city.toml"))


def _shipped(name: str) -> str:
    return files("toolkit.demo").joinpath(name).read_text(encoding="utf-8")
