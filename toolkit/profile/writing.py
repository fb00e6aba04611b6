"""A ``Profile`` as 专项配置.xlsx, laid out to be read and changed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import WEIGHT_WORDS, CellValue, Profile
from toolkit.profile.declared import declaration
from toolkit.profile.layout import (
    COLUMN_HEADINGS,
    COLUMNS,
    EXPLAINED,
    FILLED_BY,
    HOLIDAY_HEADINGS,
    HOLIDAYS,
    NO,
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
    YES,
)
from toolkit.sheetbook import Area, Look, Sheet, Workbook, row_height
from toolkit.units import join_units

_HEADER = Look(font="黑体", bold=True, fill="#D9E2F3", align="center")
_FIXED = Look(fill="#F2F2F2")
_OPEN = Look()
_CENTRED = Look(align="center")
_DATE = Look(number="yyyy-mm-dd", align="center")
_KEY = Look(font="黑体", fill="#F2F2F2")
_VALUE = Look(fill="#FFFBE6")
_DIVIDER = ""

_SPARE_ROWS = 15
"""Empty rows in their look below a table, for what the office adds."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """One sheet: headings ('' divides two tables), widths, a look a column, drop-downs by heading."""

    name: str
    headings: Sequence[str]
    widths: Sequence[float]
    looks: Sequence[Look]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spare: int = _SPARE_ROWS
    frozen: int = 1


def write_profile(profile: Profile, rule_names: Mapping[str, str] | None = None) -> bytes:
    """专项配置.xlsx. ``rule_names``: code -> 名称 of every rule there is; rows of the sheet 规则."""
    book = Workbook(title="专项配置", subject=profile.title)
    lists = _Lists(book)
    _settings(book, lists, profile)
    for plan, rows in _tables(profile, rule_names or {}):
        _table(book, lists, plan, rows)
    _explanation(book)
    lists.write()
    return book.content()


_RULED = 1000
"""Rows down to here get lines as soon as something stands in them, whoever wrote it."""


class _Lists:
    """The drop-downs' words, on a sheet nobody sees: a typed list holds 255 characters only."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._columns: list[Sequence[str]] = []

    def source(self, words: Sequence[str]) -> str:
        if words not in self._columns:
            self._columns.append(words)
        column = self._columns.index(words) + 1
        return Area(1, column, len(words), column).reference("选项表")

    def write(self) -> None:
        sheet = self._book.sheet("选项表", state="veryHidden")
        for column, words in enumerate(self._columns, 1):
            for row, word in enumerate(words, 1):
                sheet.write(row, column, word, _OPEN)


# ── 设置 ─────────────────────────────────────────────────────────────────────────────────────────
def _settings(book: Workbook, lists: _Lists, profile: Profile) -> None:
    sheet = book.sheet(SETTINGS, tab="#2F5597")
    sheet.widths((22, 40, 78))
    sheet.write_row(1, SETTING_HEADINGS, (_HEADER,), 26)
    for row, setting in enumerate(declaration().settings, 2):
        value = setting_text(getattr(profile, setting.field))
        height = row_height(((str(value), 40), (setting.note, 78)), least=26)
        sheet.write_row(row, (setting.name, value, setting.note), (_KEY, _VALUE, _OPEN), height)
        words = (YES, NO) if setting.kind == "yes_no" else setting.choices
        if words:
            sheet.choices(Area(row, 2, row, 2), lists.source(words), title="", message="")
    sheet.freeze(1, 1)
    sheet.printed(repeat=(1, 1), title=f"专项配置·{SETTINGS}")


def setting_text(value: object) -> CellValue:
    """A setting as its cell shows it: 是 and 否, a list joined by 、, a number as a number."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return "、".join(value)
    return value if isinstance(value, int) else str(value)


# ── the tables ───────────────────────────────────────────────────────────────────────────────────
Row = Sequence[CellValue]


def _tables(profile: Profile, rule_names: Mapping[str, str]) -> Iterator[tuple[_Plan, list[Row]]]:
    yield _UNIT_PLAN, [
        (u.name, join_units(u.aliases), join_units(u.collectives), u.level, u.contact, u.phone,
         u.successor, u.successor_from)
        for u in profile.units
    ]
    yield _column_plan(), list(_column_rows(profile))
    yield _status_plan(), list(_status_rows(profile))
    yield _rule_plan(), list(_rule_rows(profile, rule_names))
    yield _HOLIDAY_PLAN, [(h.day, WORKS[h.works], h.name) for h in profile.holidays]


_UNIT_PLAN = _Plan(
    UNITS, UNIT_HEADINGS, (34, 34, 26, 10, 12, 16, 30, 13),
    (_OPEN, _OPEN, _OPEN, _CENTRED, _CENTRED, _CENTRED, _OPEN, _DATE),
)
_HOLIDAY_PLAN = _Plan(
    HOLIDAYS, HOLIDAY_HEADINGS, (14, 10, 34), (_DATE, _CENTRED, _OPEN),
    {"类型": tuple(WORKS.values())},
)


def _column_plan() -> _Plan:
    declared = declaration()
    choices = {
        "所在表": tuple(declared.tables.values()), "填写方": tuple(FILLED_BY.values()),
        "类型": tuple(declared.kinds.values()), "必填": (YES, NO), "下发": (YES, NO),
    }
    looks = (_CENTRED, _FIXED, _OPEN, _OPEN, _CENTRED, _CENTRED, _CENTRED, _CENTRED, _OPEN, _CENTRED)
    return _Plan(COLUMNS, COLUMN_HEADINGS, (9, 20, 16, 56, 11, 11, 7, 7, 56, 7), looks, choices,
                 spare=5, frozen=3)


def _column_rows(profile: Profile) -> Iterator[Row]:
    declared = declaration()
    for c in profile.columns:
        yield (declared.tables[c.sheet], c.field, c.heading, "、".join(c.names),
               FILLED_BY[c.filled_by], declared.kinds[c.kind], YES if c.required else NO,
               width_value(c.width), c.note, YES if c.issued else NO)


def width_value(width: float) -> float:
    """A width as its cell shows it."""
    return int(width) if width == int(width) else width


def _status_plan() -> _Plan:
    choices = {
        "类别": tuple(declaration().classes.values()), "长期坚持": (YES, NO), "下拉提供": (YES, NO),
    }
    return _Plan(STATUSES, STATUS_HEADINGS, (30, 30, 14, 11, 11),
                 (_OPEN, _OPEN, _CENTRED, _CENTRED, _CENTRED), choices, spare=10)


def _status_rows(profile: Profile) -> Iterator[Row]:
    classes = declaration().classes
    for word in profile.statuses:
        yield (word.option, word.printed, classes[word.status],
               YES if word.long_term else NO, YES if word.offered else NO)


def _rule_plan() -> _Plan:
    looks = (_FIXED, _FIXED, _CENTRED, _CENTRED, Look(border=False),
             _CENTRED, _OPEN, _CENTRED, _OPEN, _CENTRED, _OPEN, _DATE)
    choices = {"启用": tuple(RULE_STATES.values()), "级别": tuple(WEIGHT_WORDS.values())}
    return _Plan(RULES, (*RULE_HEADINGS, _DIVIDER, *WAIVER_HEADINGS),
                 (8, 28, 8, 8, 3, 10, 26, 10, 30, 12, 36, 13), looks, choices, spare=10, frozen=2)


def _rule_rows(profile: Profile, rule_names: Mapping[str, str]) -> Iterator[Row]:
    chosen = {choice.code: choice for choice in profile.rules}
    codes = [*rule_names, *(code for code in chosen if code not in rule_names)]
    for index in range(max(len(codes), len(profile.waivers))):
        rule: Row = ("", "", "", "")
        if index < len(codes):
            choice = chosen.get(codes[index])
            weight = WEIGHT_WORDS[choice.weight] if choice and choice.weight else ""
            rule = (codes[index], rule_names.get(codes[index], ""),
                    RULE_STATES[choice.state if choice else "on"], weight)
        waiver: Row = ("",) * len(WAIVER_HEADINGS)
        if index < len(profile.waivers):
            w = profile.waivers[index]
            waiver = (w.code, w.unit, w.problem, w.file, w.approver, w.reason, w.expiry)
        yield (*rule, None, *waiver)


def _table(book: Workbook, lists: _Lists, plan: _Plan, rows: Sequence[Row]) -> None:
    sheet = book.sheet(plan.name, tab="#8FAADC")
    sheet.widths(plan.widths)
    header = [_HEADER if heading else Look(border=False) for heading in plan.headings]
    sheet.write_row(1, plan.headings, header, 26)
    for number, row in enumerate(rows, 2):
        texts = [(v, w) for v, w in zip(row, plan.widths, strict=True) if isinstance(v, str)]
        sheet.write_row(number, row, plan.looks, row_height(texts, least=20))
    last = len(rows) + 1 + plan.spare
    bare = [replace(look, border=False, fill="") for look in plan.looks]
    for number in range(len(rows) + 2, last + 1):
        sheet.write_row(number, [None] * len(plan.headings), bare)
    sheet.ruled_when_filled(Area(len(rows) + 2, 1, max(last, _RULED), len(plan.headings)))
    _drop_downs(sheet, lists, plan, last)
    sheet.freeze(1, plan.frozen)
    if _DIVIDER not in plan.headings:
        sheet.filter(Area(1, 1, max(len(rows), 1) + 1, len(plan.headings)))
    sheet.printed(repeat=(1, 1), title=f"专项配置·{plan.name}")


def _drop_downs(sheet: Sheet, lists: _Lists, plan: _Plan, last: int) -> None:
    for column, heading in enumerate(plan.headings, 1):
        words = plan.choices.get(heading)
        if words:
            sheet.choices(Area(2, column, last, column), lists.source(words),
                          title="", message="")


def _explanation(book: Workbook) -> None:
    sheet = book.sheet("说明", tab="#A6A6A6")
    sheet.widths((12, 110))
    sheet.write_row(1, ("工作表", "用途和改法"), (_HEADER,), 26)
    for row, (name, sentence) in enumerate(EXPLAINED.items(), 2):
        height = row_height(((sentence, 110),), least=26)
        sheet.link(row, 1, name, f"{name}!A1", Look(font="黑体", align="center", colour="#1F4E79",
                                                   underline=True))
        sheet.write(row, 2, sentence, _OPEN)
        sheet.height(row, height)
    sheet.printed(title="专项配置·说明")
