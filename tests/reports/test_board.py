"""The board: totals that agree with the ledger, every unit, problem and remark, no phone numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from boards import large_ledger
from ledgers import (
    ECOLOGY,
    FOREST,
    HOUSING,
    NORTH,
    RIVER_BEND,
    WATER,
    empty_ledger,
    finished_ledger,
    sample_ledger,
)

from toolkit.model import Baseline, BaselineRow, Ledger, Printed, Remark
from toolkit.page import write_page
from toolkit.reports.board import board


def said(ledger: Ledger) -> str:
    return repr(board(ledger))


def test_totals_agree_with_the_ledger() -> None:
    found = board(sample_ledger())
    assert {count.word: count.number for count in found.counts} == {
        "问题": 8, "已完成": 1, "逾期未完成": 1, "未报送问题": 1, "沿用上期": 2,
        "应报单位": 6, "未报送单位": 1, "迟报单位": 1, "收到时间待核": 1, "阻断意见": 5, "提醒": 3}
    assert [(s.word, s.part, s.whole) for s in found.shares] == [
        ("问题完成", 1, 8), ("单位报送", 5, 6), ("应报项次", 7, 9)]


def test_statuses_sections_and_bands_add_up_to_the_problems() -> None:
    found = board(sample_ledger())
    assert found.statuses[0] == ("正在推进实施", 4)
    assert sum(count for _, count in found.statuses) == 8
    assert sum(sum(section.counts) for section in found.sections) == 8
    bands = [sum(p.band == band for p in found.problems) for band in range(4)]
    assert bands == [1, 5, 1, 1]
    assert bands == [sum(column) for column in zip(*(s.counts for s in found.sections), strict=True)]


def test_every_unit_problem_and_remark_is_there() -> None:
    ledger = sample_ledger()
    found = board(ledger)
    assert [u.name for u in found.units] == [u.unit for u in ledger.units]
    assert [(p.number, p.text) for p in found.problems] == [(r.problem.number, r.problem.text) for r in ledger.rows]
    assert [[t.text for t in p.texts] for p in found.problems] == [
        [f"{t.ordinal or ''}{t.text}" for t in r.paragraphs] for r in ledger.rows]
    assert sum(len(group) for _, group in found.remarks) == len(ledger.remarks)
    assert {code for p in found.problems for code in (r.code for r in p.remarks)} == {
        r.code for r in ledger.remarks if r.problem is not None}
    assert [name for name, _ in found.remarks] == [WATER, ECOLOGY, HOUSING, RIVER_BEND, NORTH, ""]


def test_a_pair_shows_what_presses_most() -> None:
    pairs = {(u.name, number): state for u in board(sample_ledger()).units for number, state in u.pairs}
    assert pairs == {
        (WATER, 1): "done", (WATER, 2): "advised", (WATER, 6): "answered", (ECOLOGY, 2): "blocked",
        (ECOLOGY, 7): "answered", (HOUSING, 3): "advised", (FOREST, 5): "unchanged",
        (RIVER_BEND, 4): "silent", (NORTH, 8): "silent"}


def test_texts_tell_where_they_are_from() -> None:
    by_number = {p.number: p for p in board(sample_ledger()).problems}
    assert by_number[6].texts[0].source == "整改办修改"
    assert by_number[8].texts[0].source == "沿用2031年2月"
    assert by_number[2].texts[1].source == ECOLOGY
    assert (by_number[5].last_status, by_number[5].last_texts) == (
        "正在推进", ("已恢复植被7处，其余5处已完成设计。",))


@pytest.mark.parametrize(("deadline", "late", "left"), [
    (date(2031, 3, 30), None, None), (date(2031, 3, 31), None, 0), (date(2031, 4, 30), None, 30),
    (date(2031, 5, 1), None, None), (None, None, None)])
def test_what_is_soon_due_is_what_the_rule_says(deadline: date | None, late: int | None, left: int | None) -> None:
    ledger = sample_ledger()
    row = replace(ledger.rows[2], problem=replace(ledger.rows[2].problem, deadline=deadline))
    found = board(replace(ledger, rows=(row,))).problems[0]
    assert (found.late, found.left) == (late, left)
    finished = board(replace(ledger, rows=(replace(row, status="completed"),))).problems[0]
    assert finished.left is None


def test_days_past_a_deadline_are_counted_to_the_day_the_figures_are_of() -> None:
    assert [p.late for p in board(sample_ledger()).problems if p.late is not None] == [90]


def test_the_published_periods_stand_before_this_one() -> None:
    def published(period: str, *statuses: str | None) -> Baseline:
        rows = {n: BaselineRow(n, status, status, ()) for n, status in enumerate(statuses, 1)}  # type: ignore[arg-type]
        return Baseline(period, "c" * 64, rows)

    history = (published("2031-01", "not_started", "in_progress", "on_schedule"), published("2031-02", "closed", None))
    periods = board(replace(sample_ledger(), history=history)).periods
    assert [p.name for p in periods] == ["2031年1月", "2031年2月", "2031年3月（本期）"]
    assert [p.counts for p in periods] == [(0, 2, 1, 0), (1, 0, 0, 1), (1, 5, 1, 1)]
    assert board(sample_ledger()).periods == ()
    many = tuple(published(f"2030-{month:02}", "closed") for month in range(1, 13))
    assert board(replace(sample_ledger(), history=(*many, *history))).periods[0].name == "2030年3月"


def test_it_says_what_it_is_for_whom_and_how_the_period_stands() -> None:
    found = board(sample_ledger())
    assert found.title.endswith("整改看板（2031年3月）")
    assert "整改整改" not in found.title
    assert "内部资料" in found.secret
    assert "草稿" in found.standing
    assert "草稿" not in board(finished_ledger()).standing


@pytest.mark.parametrize("number", [
    "13812345678", "138 1234 5678", "138-1234-5678", "8613812345678", "１３８１２３４５６７８", "0470-5550101", "(0470)0470-555 0101"])
def test_phone_numbers_stay_away_unless_the_office_shows_them(number: str) -> None:
    told = f"联系电话{number}位数不对，计18601元、20310325号、1.38万吨。"
    ledger = sample_ledger()
    row = replace(ledger.rows[0], paragraphs=(Printed(None, told, WATER),))
    ledger = replace(ledger, rows=(row,), remarks=(Remark("F305", "advises", told, WATER, 1),))
    hidden = said(ledger)
    assert hidden.count("（略）") == 3
    assert number not in hidden
    assert "计18601元、20310325号、1.38万吨" in hidden
    assert "李工" not in hidden
    shown = replace(ledger, profile=replace(ledger.profile, show_phones=True))
    assert said(shown).count(number) == 3


def test_the_offices_own_number_may_be_seen() -> None:
    ledger = replace(sample_ledger(), remarks=(Remark("F305", "advises", "请致电0470-555 0100。", WATER, 1),))
    assert "0470-555 0100" in said(ledger)


def test_an_empty_period_has_a_board_too() -> None:
    page = write_page(board(empty_ledger())).decode()
    assert "没有校验意见。" in page
    assert "还没有问题。" in page


def test_a_round_of_thirty_units_is_a_small_file() -> None:
    content = write_page(board(large_ledger(30, 40)))
    assert len(content) < 1_000_000
    assert content.decode().count("<details ") == 40
