"""Every printed piece of an invented period, as bytes by name: what goes out, small enough to read whole.

The period is the one of ``tests/reports/ledgers.py`` (青岚市, 2031-03): one of everything, no clock.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "reports"))

from ledgers import ECOLOGY, RIVER_BEND, WATER, ZONE, entry, sample_ledger

from toolkit.app.outputs.pieces import ledger_workbook
from toolkit.excel import write_tables
from toolkit.issue import standard_sheet
from toolkit.model import Edit, Fault, Filling, Ledger, LedgerRow, Period, Problem, Unit
from toolkit.page import write_page
from toolkit.profile import default_profile
from toolkit.reports.annex import annex_blocks, annex_title, compared_blocks, lies_wide
from toolkit.reports.board import board
from toolkit.reports.check_report.book import check_tables
from toolkit.reports.check_report.rule_sheet import RuleCard
from toolkit.reports.letters.closing import announcement, application
from toolkit.reports.letters.notices import circular, reminder
from toolkit.reports.letters.pressing import Past, deadline_reminder, supervision
from toolkit.word import annex_template, notice_template, write_word
from toolkit.word.letters import default_parts, fill_letter, letter_forms

LAYOUTS = ("逐项", "方案", "方案和进展", "表格")
NUMBERS = ("汉字（一、）", "数字（1.）")
GROUPS = ("不分组", "按方面", "按单位", "按状态")
CARDS = (
    RuleCard("R101", "未报送", weight="阻断", usual="阻断"),
    RuleCard("C201", "漏报问题", "请补填这一项。", weight="阻断", usual="阻断"),
    RuleCard("F302", "空话占位", standing="停用", weight="提醒", usual="提醒"),
)
_FEBRUARY = Period("2031-02", datetime(2031, 2, 25, 18, tzinfo=ZONE), datetime(2031, 2, 1, tzinfo=ZONE),
                   date(2031, 2, 28), None, (), "b" * 64)
_AFTER = datetime(2031, 4, 2, 9, tzinfo=ZONE)
_OVERDUE = "第2项问题（市水务局、市生态环境局牵头）应于2030年12月31日完成，截至2031年3月31日已逾期90天，尚未完成。"


def period() -> Ledger:
    """The sample ledger under the profile an office would have, its rules speaking in full."""
    ledger = sample_ledger()
    profile = default_profile()
    said = ledger.profile
    profile = replace(profile, title=said.title, city=said.city, office=said.office,
                      office_phone=said.office_phone, units=said.units)
    remarks = tuple(replace(r, message=_OVERDUE) if r.code == "D601" else r for r in ledger.remarks)
    rows = tuple(_accepted(row) if row.problem.number == 3 else row for row in ledger.rows)
    return replace(ledger, profile=profile, remarks=remarks, rows=rows)


def _accepted(row: LedgerRow) -> LedgerRow:
    """Problem 3 was accepted: it is announced before it is closed."""
    return replace(row, status="accepted", status_text="已验收", printed_status="已验收", edit=Edit(
        3, accepted_on="2031年3月20日", accepted_by=ECOLOGY, accepted_upon="青验〔2031〕3号"))


def shorter(ledger: Ledger) -> Ledger:
    """Three problems of three units: enough for what is a table."""
    units = (WATER, ECOLOGY, RIVER_BEND)
    return replace(
        ledger, rows=tuple(row for row in ledger.rows if row.problem.number in (2, 4, 6)),
        units=tuple(unit for unit in ledger.units if unit.unit in units),
        arrivals=tuple(arrival for arrival in ledger.arrivals if arrival.unit in (*units, None)),
        remarks=tuple(remark for remark in ledger.remarks if remark.unit in (*units, None)))


def pieces() -> Iterator[tuple[str, bytes]]:
    ledger = period()
    yield "附件-逐项.docx", annex(ledger)
    yield "附件-逐项-数字-单位-按方面.docx", annex(
        ledger, annex_numbers=NUMBERS[1], annex_details=True, annex_groups="按方面")
    yield "附件-方案.docx", annex(ledger, annex_layout="方案")
    yield "附件-方案和进展-数字.docx", annex(ledger, annex_layout="方案和进展", annex_numbers=NUMBERS[1])
    yield "附件-表格-按状态.docx", annex(ledger, annex_layout="表格", annex_groups="按状态")
    yield "附件-对照.docx", comparison(ledger)
    yield from ((f"{kind}.docx", content) for kind, content in letters(ledger))
    few = shorter(ledger)
    yield "整改台账.xlsx", ledger_workbook(few)
    yield "校验报告.xlsx", check_report(few)
    yield "下发.xlsx", issued(ledger)
    yield "退回.xlsx", returned(ledger)
    yield "看板.html", write_page(board(few))


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────
def annex(ledger: Ledger, *, draft: bool = True, **choices: object) -> bytes:
    """The annex in the form chosen (``annex_layout``, ``annex_numbers``, ``annex_groups``, …)."""
    ledger = replace(ledger, profile=replace(ledger.profile, **choices))
    return write_word(
        annex_blocks(ledger), annex_template(), header="草稿" if draft else "", title=annex_title(ledger.profile),
        wide=lies_wide(ledger.profile))


def comparison(ledger: Ledger) -> bytes:
    return write_word(compared_blocks(ledger, _FEBRUARY.as_of), annex_template(), header="与上期（2031年2月）对照",
                      title="附件（对照）", revised_on=ledger.period.as_of)


def letters(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """One of each kind, as the package words it."""
    looks = {True: notice_template(), False: annex_template()}
    for kind, filling in fillings(ledger):
        form = letter_forms()[kind]
        yield kind, write_word(fill_letter(default_parts(form), filling), looks[form.letterhead],
                               header="", title=kind, texts=filling.texts)


def fillings(ledger: Ledger) -> Iterator[tuple[str, Filling]]:
    units = {unit.unit: unit for unit in ledger.units}
    faults = {WATER: (Fault(WATER, "D601", 1, (2,), False),), RIVER_BEND: (Fault(RIVER_BEND, "R101", 1, (), True),)}
    called = {
        "催报函": reminder(ledger, RIVER_BEND),
        "提醒函": deadline_reminder(ledger, units[WATER]),
        "督办函": supervision(ledger, units[RIVER_BEND], (Past(_FEBRUARY, faults, {}),), _AFTER),
        "通报": circular(ledger),
        "验收销号申请表": application(ledger, ledger.rows[0]),
        "公示": announcement(ledger),
    }
    for kind, filling in called.items():
        assert filling is not None, kind
        yield kind, filling


# ── Excel ────────────────────────────────────────────────────────────────────────────────────────
def check_report(ledger: Ledger) -> bytes:
    return write_tables(check_tables(ledger, CARDS), title="2031年3月校验报告", header="内部资料")


def issued(ledger: Ledger) -> bytes:
    return standard_sheet(
        ledger.profile, ledger.period, Unit(WATER), _problems(ledger, 1, 2), lead=frozenset({1, 2}),
        baseline=ledger.baseline, self_checks=(("C201", "漏填本单位的问题。"),),
        last_faults=(("F302", "第2项问题的进展是空话。"),))


def returned(ledger: Ledger) -> bytes:
    wrote = (entry(ECOLOGY, 2, 9, status="未达序时进度", progress="排查混接点位241个，已整改196个。", done_on="三月中旬"),)
    remarks = tuple(r for r in ledger.remarks if r.unit == ECOLOGY and not r.waived)
    return standard_sheet(
        ledger.profile, ledger.period, Unit(ECOLOGY), _problems(ledger, 2), lead=frozenset({2}),
        baseline=None, entries=wrote, remarks=remarks, rule_names={"F304": "日期无法识别"},
        remedies={"F304": "写成如2031-3-15这样的日期。"})


def _problems(ledger: Ledger, *numbers: int) -> tuple[Problem, ...]:
    return tuple(row.problem for row in ledger.rows if row.problem.number in numbers)
