"""What ``toolkit/defaults/profile.toml`` declares, as values."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from toolkit.model import Column, Profile, StatusClass, StatusWord

SettingValue = str | bool | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the sheet 设置: the field of ``Profile`` it fills, its name and what it may be."""

    field: str
    name: str
    kind: Literal["text", "choice", "yes_no", "number", "list"]
    default: SettingValue
    note: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """The defaults, and the Chinese words for what code calls otherwise."""

    settings: tuple[Setting, ...]
    classes: Mapping[StatusClass, str]
    tables: Mapping[str, str]
    kinds: Mapping[str, str]
    columns: tuple[Column, ...]
    essential: frozenset[tuple[str, str]]
    statuses: tuple[StatusWord, ...]


@lru_cache(maxsize=1)
def declaration() -> Declaration:
    """The declaration the package carries; read once."""
    text = (resources.files("toolkit.defaults") / "profile.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)
    columns = declared["columns"]
    return Declaration(
        settings=tuple(_setting(row) for row in declared["settings"]),
        classes=declared["classes"],
        tables=declared["sheets"],
        kinds=declared["kinds"],
        columns=tuple(_column(row) for row in columns),
        essential=frozenset((row["sheet"], row["field"]) for row in columns if row.get("essential")),
        statuses=tuple(_statuses(declared["statuses"])),
    )


@lru_cache(maxsize=1)
def default_profile() -> Profile:
    """The profile of a campaign nobody has described yet."""
    declared = declaration()
    settings: dict[str, Any] = {setting.field: setting.default for setting in declared.settings}
    return Profile(columns=declared.columns, statuses=declared.statuses, **settings)


def _setting(row: Mapping[str, Any]) -> Setting:
    default = row["default"]
    return Setting(
        field=row["field"], name=row["name"], kind=row["kind"], note=row["note"],
        default=tuple(default) if isinstance(default, list) else default,
        choices=tuple(row.get("choices", ())),
    )


def _column(row: Mapping[str, Any]) -> Column:
    return Column(
        field=row["field"], heading=row["heading"], sheet=row["sheet"], filled_by=row["filled_by"],
        kind=row.get("kind", "text"), required=row.get("required", False),
        width=float(row.get("width", 12)), names=tuple(row.get("names", ())),
        note=row.get("note", ""),
    )


def _statuses(rows: Mapping[str, Any]) -> Iterator[StatusWord]:
    long_term = frozenset(rows["long_term"])
    for option, status, printed in rows["offered"]:
        yield StatusWord(option, printed or option, status, option in long_term)
    for status, options in rows["known"].items():
        for option in options:
            yield StatusWord(option, option, status, option in long_term, offered=False)
