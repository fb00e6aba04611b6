"""专项配置.xlsx -> ``Profile``; a mistake of the office is told with its sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from toolkit.model import (
    WEIGHT_WORDS,
    Holiday,
    Profile,
    RuleChoice,
    StatusWord,
    Unit,
    Unusable,
    Waiver,
)
from toolkit.profile.cells import count, day_of, listed, unique, word, yes
from toolkit.profile.columns import read_columns
from toolkit.profile.declared import Setting, SettingValue, declaration, default_profile
from toolkit.profile.layout import (
    COLUMN_HEADINGS,
    COLUMNS,
    FILE,
    HOLIDAY_HEADINGS,
    HOLIDAYS,
    RULE_HEADINGS,
    RULE_STATES,
    RULES,
    SETTING_HEADINGS,
    SETTINGS,
    STATUS_HEADINGS,
    STATUSES,
    UNIT_HEADINGS,
    UNITS,
    WAIVER_HEADINGS,
    WORKS,
)
from toolkit.tables import read_workbook
from toolkit.tables.grid import Refusal, Tables
from toolkit.tables.headed import HeadedRow, headed_rows
from toolkit.text import matching_key
from toolkit.units import split_listed


def read_profile(content: bytes, codes: Collection[str] = ()) -> Profile:
    """The office's declaration. Raises Unusable: one Chinese sentence with sheet and cell.

    ``codes`` are the rules there are; without them any well formed code is taken.
    """
    tables = read_workbook(FILE, content)
    if isinstance(tables, Refusal):
        raise Unusable(f"{FILE}读不了：{tables.reason}")
    rules, waivers = _rules(tables, codes)
    return replace(
        _settings(tables),
        units=_units(tables), columns=read_columns(_rows(tables, COLUMNS, COLUMN_HEADINGS, ("所在表", "字段", "栏目名称"))), statuses=_statuses(tables),
        rules=rules, waivers=waivers, holidays=_holidays(tables),
    )


def _rows(
    tables: Tables, sheet: str, headings: Sequence[str], needed: Sequence[str],
) -> list[HeadedRow]:
    return list(headed_rows(tables, FILE, sheet, headings, needed))



# ── 设置 ─────────────────────────────────────────────────────────────────────────────────────────
def _settings(tables: Tables) -> Profile:
    name, value, _ = SETTING_HEADINGS
    known = {matching_key(setting.name): setting for setting in declaration().settings}
    values: dict[str, Any] = {}
    for row in _rows(tables, SETTINGS, SETTING_HEADINGS, (name, value)):
        setting = known.get(matching_key(row.text(name)))
        if not row.text(value):
            continue
        if setting is None:
            raise row.wrong(name, _unknown(row.text(name), known))
        if setting.field in values:
            raise row.wrong(name, f"“{setting.name}”写了两遍，请只留一行。")
        values[setting.field] = _setting(row, value, setting)
    return replace(default_profile(), **values)


def _unknown(name: str, known: Mapping[str, Setting]) -> str:
    """A setting nobody knows would be without effect, and nobody would notice."""
    if not name:
        return "这一行填了值，没有写是哪一项设置，请补上名称，或把整行清空。"
    near = get_close_matches(matching_key(name), known, 1, 0.5)
    meant = f"是不是“{known[near[0]].name}”？" if near else ""
    return f"没有“{name}”这一项设置，填了不起作用。{meant}请改正名称，或把整行清空。"


def _setting(row: HeadedRow, heading: str, setting: Setting) -> SettingValue:
    text = row.text(heading)
    if setting.kind == "yes_no":
        return yes(row, heading, default=bool(setting.default))
    if setting.kind == "number":
        return count(row, heading, text)
    if setting.kind == "list":
        return listed(text)
    if setting.kind == "choice":
        return word(row, heading, {choice: choice for choice in setting.choices}, str(setting.default))
    return text


# ── 单位 ─────────────────────────────────────────────────────────────────────────────────────────
def _units(tables: Tables) -> tuple[Unit, ...]:
    units = [_unit(row) for row in _rows(tables, UNITS, UNIT_HEADINGS, ("单位全称",))]
    return tuple(unique(units, lambda pair: pair[1].name, "单位全称", "单位"))


def _unit(row: HeadedRow) -> tuple[HeadedRow, Unit]:
    name = row.text("单位全称")
    if not name:
        raise row.wrong("单位全称", "这一行没有单位全称，请补上，或把整行清空。")
    if len(split_listed(row.text("承接单位"))) > 1:
        raise row.wrong(
            "承接单位", f"只能写一个单位。“{name}”拆成几个单位的，这里写不了："
            "请在 问题清单.xlsx 里把各项的牵头单位、责任单位改成现在的单位。")
    return row, Unit(
        name=name, aliases=split_listed(row.text("别名")),
        collectives=split_listed(row.text("所属集体")), level=row.text("层级"),
        contact=row.text("联系人"), phone=row.text("联系电话"),
        successor=row.text("承接单位"), successor_from=day_of(row, "承接起始日"),
    )


# ── 状态 ─────────────────────────────────────────────────────────────────────────────────────────
def _statuses(tables: Tables) -> tuple[StatusWord, ...]:
    rows = _rows(tables, STATUSES, STATUS_HEADINGS, STATUS_HEADINGS[:3])
    pairs = [(row, _status(row)) for row in rows]
    words = unique(pairs, lambda pair: matching_key(pair[1].option), "选项", "选项")
    if not any(status.offered for status in words):
        raise Unusable(f"{FILE}“{STATUSES}”里没有一个“下拉提供”为“是”的选项，填报表就没有状态可选，请至少留一个。")
    return tuple(words)


def _status(row: HeadedRow) -> StatusWord:
    option = row.text("选项")
    if not option:
        raise row.wrong("选项", "这一行没有选项，请补上，或把整行清空。")
    if not row.text("类别"):
        raise row.wrong("类别", f"请为“{option}”选一个类别。")
    return StatusWord(
        option=option, printed=row.text("附件用语") or option,
        status=word(row, "类别", declaration().classes, "in_progress"),
        long_term=yes(row, "长期坚持", default="长期坚持" in option),
        offered=yes(row, "下拉提供", default=True),
    )


# ── 规则, 豁免, 节假日 ───────────────────────────────────────────────────────────────────────────
def _rules(tables: Tables, codes: Collection[str]) -> tuple[tuple[RuleChoice, ...], tuple[Waiver, ...]]:
    rows = _rows(tables, RULES, (*RULE_HEADINGS, *WAIVER_HEADINGS), ("代码", "启用"))
    chosen = [(row, _rule(row)) for row in rows if not row.blank(RULE_HEADINGS)]
    rules = unique(chosen, lambda pair: pair[1].code, "代码", "规则")
    waived = [(row, _waiver(row)) for row in rows if not row.blank(WAIVER_HEADINGS)]
    waivers = [waiver for _, waiver in waived]
    for heading, row, code in (*(("代码", row, choice.code) for row, choice in chosen),
                               *(("豁免规则", row, waiver.code) for row, waiver in waived)):
        if codes and code not in codes:
            raise row.wrong(heading, f"没有“{code}”这条规则，写了不起作用。全部规则见 zhenggai rules，请改正代码，或把这几格清空。")
    return tuple(rule for rule in rules if rule != RuleChoice(rule.code)), tuple(waivers)


def _code(row: HeadedRow, heading: str) -> str:
    code = row.text(heading).upper()
    if not re.fullmatch(r"[A-Z]\d{3}", code):
        raise row.wrong(heading, f"“{code}”不是规则代码，代码是一个字母加三位数字，如 C201。")
    return code


def _rule(row: HeadedRow) -> RuleChoice:
    weights: Mapping[Any, str] = WEIGHT_WORDS
    return RuleChoice(
        _code(row, "代码"), word(row, "启用", RULE_STATES, "on"), word(row, "级别", weights, None))


def _waiver(row: HeadedRow) -> Waiver:
    for heading in ("批准人", "理由"):
        if not row.text(heading):
            raise row.wrong(heading, f"豁免要写明{heading}，请补上，或把这条豁免清空。")
    problem = row.text("豁免问题")
    return Waiver(
        code=_code(row, "豁免规则"), unit=row.text("豁免单位"),
        problem=count(row, "豁免问题", problem) if problem else None, file=row.text("豁免文件"),
        approver=row.text("批准人"), reason=row.text("理由"), expiry=day_of(row, "有效期"),
    )


def _holidays(tables: Tables) -> tuple[Holiday, ...]:
    pairs = [(row, _holiday(row)) for row in _rows(tables, HOLIDAYS, HOLIDAY_HEADINGS, ("日期", "类型"))]
    return tuple(unique(pairs, lambda pair: pair[1].day, "日期", "日期"))


def _holiday(row: HeadedRow) -> Holiday:
    day = day_of(row, "日期")
    if day is None:
        raise row.wrong("日期", "这一行没有日期，请补上，或把整行清空。")
    return Holiday(day, word(row, "类型", WORKS, default=False), row.text("名称"))
