"""The declaration of a campaign (专项配置)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.model.words import StatusClass, Weight


@dataclass(frozen=True, slots=True)
class Column:
    """A column (or head field) of the standard sheet, declared once.

    ``sheet`` is ``head`` (above the table), ``problems`` (填报表), ``measures`` (措施) or ``list``
    (only in published documents). ``filled_by`` is ``office`` or ``unit``; ``kind`` is ``text``,
    ``number``, ``date``, ``units``, ``phone``, ``status`` or ``measure_status``. A column that is not
    ``issued`` is still read where an older sheet comes back with it.
    """

    field: str
    heading: str
    sheet: Literal["head", "problems", "measures", "list"]
    filled_by: Literal["office", "unit"]
    kind: Literal["text", "number", "date", "units", "phone", "status", "measure_status"] = "text"
    required: bool = False
    width: float = 12.0
    names: tuple[str, ...] = ()
    note: str = ""
    issued: bool = True


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A wording of 整改状态: offered in the drop-down or only understood, and how the annex prints it."""

    option: str
    printed: str
    status: StatusClass
    long_term: bool = False
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the directory (单位)."""

    name: str
    aliases: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    level: str = ""
    contact: str = ""
    phone: str = ""
    successor: str = ""
    successor_from: date | None = None


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """What the office decided about a rule: on, off or trial; and its weight where it differs."""

    code: str
    state: Literal["on", "off", "trial"] = "on"
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A remark the office lets pass: by rule, and unit, problem or file where given."""

    code: str
    unit: str = ""
    problem: int | None = None
    file: str = ""
    approver: str = ""
    reason: str = ""
    expiry: date | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day the office's own calendar overrides: off, or made up."""

    day: date
    works: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """The declaration of a campaign (专项配置): the values of the sheet 设置, then the tables."""

    title: str = ""
    city: str = ""
    office: str = ""
    office_phone: str = ""
    annex_title: str = ""
    annex_layout: str = "逐项"
    annex_numbers: str = "汉字（一、）"
    annex_details: bool = False
    annex_groups: str = "不分组"
    audience: str = ""
    prefill: bool = False
    carry_missing: bool = False
    print_responsible: bool = False
    show_phones: bool = False
    due_soon_days: int = 30
    due_soon_working: bool = False
    late_from: str = ""
    shift_due: bool = False
    acceptance_days: int = 90
    letters: tuple[str, ...] = ("催报函", "提醒函", "督办函", "通报", "验收销号申请表", "公示")
    supervise_after: int = 2
    rank_quality: bool = True
    publicity_days: int = 7
    publicity_working: bool = False
    columns: tuple[Column, ...] = ()
    measure_options: tuple[str, ...] = ()
    empty_phrases: tuple[str, ...] = ()
    longest_text: int = 3000
    statuses: tuple[StatusWord, ...] = ()
    units: tuple[Unit, ...] = ()
    rules: tuple[RuleChoice, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    holidays: tuple[Holiday, ...] = ()

    def on(self, sheet: str) -> tuple[Column, ...]:
        """The columns of one sheet, in their order."""
        return tuple(column for column in self.columns if column.sheet == sheet)

    def issued(self, sheet: str) -> tuple[Column, ...]:
        """The columns of one sheet that go out to the units, in their order."""
        return tuple(column for column in self.on(sheet) if column.issued)

    def answers(self, sheet: str = "problems", *kinds: str) -> tuple[Column, ...]:
        """The columns of one sheet that a unit fills in; only those of these kinds where any are named."""
        return tuple(column for column in self.on(sheet)
                     if column.filled_by == "unit" and (not kinds or column.kind in kinds))

    def asks(self, name: str, sheet: str = "problems") -> bool:
        """Whether the sheet that goes out has this field."""
        return any(column.field == name for column in self.issued(sheet))

    def column(self, name: str, sheet: str = "problems") -> Column:
        """The column with this field name; KeyError where the profile has none."""
        for column in self.columns:
            if column.field == name and column.sheet == sheet:
                return column
        raise KeyError(f"{sheet}.{name}")
