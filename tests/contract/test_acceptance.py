"""What the office records of acceptance in the ledger lasts; due times that fall on days off."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from valley import (
    ANSWERS,
    LEADS,
    PERIOD,
    Valley,
    founded,
    ledger_cell,
    office_writes,
    opened,
    setting,
)

NEXT = "2025-04"
FINISHED: dict[int, dict[str, Any]] = {
    **{number: dict(answer) for number, answer in ANSWERS.items()},
    5: {"整改状态": "已完成整改", "整改进展情况": "裸露面已全部覆盖，喷淋已安装。", "完成日期": "2025-03-10"},
}


def two_periods(root: Path, second: dict[int, dict[str, Any]]) -> Valley:
    """Problem 5 finished in March and accepted on record; April issued, answered and run."""
    valley = opened(root)
    for unit in LEADS:
        valley.send(unit, FINISHED, measures="已完成" if unit == "市城市管理局" else "推进中")
    assert valley.run().code == 0
    office_writes(valley.ledger, 5, 验收日期="2025年3月20日", 实际验收单位="市生态环境局", 验收依据="验收意见")
    assert valley.run().code == 0
    assert valley.say("publish", PERIOD).code == 0
    issued = valley.say("issue", NEXT, "--due", "2025-04-25T18:00", today="2025-04-01")
    assert issued.code == 0, issued.err
    for unit in LEADS:
        valley.send(unit, second, period=NEXT, at="2025-04-20T10:00",
                    measures="已完成" if unit == "市城市管理局" else "推进中")
    return valley


def test_an_acceptance_recorded_in_the_ledger_lasts_and_lets_the_problem_be_closed(tmp_path):
    closed = copy.deepcopy(FINISHED)
    closed[5]["整改状态"] = "已销号"
    valley = two_periods(tmp_path / "w", closed)
    answer = valley.run(NEXT, today="2025-04-20")
    assert "X702" not in answer.codes()
    ledger = valley.outbox("整改台账.xlsx", period=NEXT)
    assert ledger_cell(ledger, 5, "验收日期") == "2025年3月20日"
    assert ledger_cell(ledger, 5, "实际验收单位") == "市生态环境局"
    office_writes(ledger, 5, 验收日期="-")
    assert "X702" in valley.run(NEXT, today="2025-04-20").codes()
    assert valley.run(NEXT, today="2025-04-20").code == 1


def test_a_recorded_acceptance_is_traced_and_changes_no_printed_word(tmp_path):
    valley = two_periods(tmp_path / "w", FINISHED)
    answer = valley.run(NEXT, today="2025-04-20")
    (five,) = [p for p in answer.json["problems"] if p["number"] == 5]
    assert five["source"] == "returned"
    traced = valley.say("trace", NEXT, "整改台账!问题!" + _cell(valley, "验收日期"), "--json")
    assert traced.code == 0, traced.err
    assert "2025年3月20日" in traced.out
    assert "上期台账" in traced.out


def _cell(valley: Valley, heading: str) -> str:
    from openpyxl import load_workbook

    sheet = load_workbook(valley.outbox("整改台账.xlsx", period=NEXT))["问题"]
    column = next(c.column_letter for c in sheet[1] if c.value == heading)
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == 5)
    return f"{column}{row}"


def test_closing_without_any_acceptance_blocks(tmp_path):
    valley = opened(tmp_path / "w")
    closed = copy.deepcopy(FINISHED)
    closed[5]["整改状态"] = "已销号"
    for unit in LEADS:
        valley.send(unit, closed, measures="已完成" if unit == "市城市管理局" else "推进中")
    answer = valley.run()
    assert answer.code == 1
    assert [r["problem"] for r in answer.json["remarks"] if r["code"] == "X702"] == [5]


def test_a_due_time_on_a_day_off_moves_where_the_office_chose_so(tmp_path):
    valley = founded(tmp_path / "w")
    stays = valley.say("issue", "2025-10", "--due", "2025-10-01T18:00", "--json", today="2025-09-20")
    assert stays.json["due"].startswith("2025-10-01T18:00")
    setting(valley.root, 报送时限遇休息日顺延="是")
    moved = valley.say("issue", "2025-11", "--due", "2025-10-04T18:00", today="2025-09-20")
    assert moved.code == 0
    assert "延到2025年10月9日18时" in moved.out
    unknown = valley.say("issue", "2033-05", "--due", "2033-05-01T18:00", today="2033-04-01")
    assert "2033年的放假安排还不知道" in unknown.out


def test_late_begins_when_the_office_says(tmp_path):
    valley = opened(tmp_path / "w")
    for unit in LEADS:
        sent = valley.send(unit, name=f"{unit}.xlsx")
        got = valley.say("receive", PERIOD, sent, "--at", "2025-03-25T20:30", today="2025-03-26")
        assert got.code == 0, got.err
    assert valley.run(today="2025-03-26").codes().count("R102") == len(LEADS)
    setting(valley.root, 迟报从何时算="截止当天24时")
    assert "R102" not in valley.run(today="2025-03-26").codes()
