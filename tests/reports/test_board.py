"""The board: totals that agree with the ledger, every unit, problem and remark, no phone numbers."""

from __future__ import annotations

from dataclasses import replace

from ledgers import empty_ledger, finished_ledger, sample_ledger

from toolkit.model import Heading, Ledger, Para, Remark, Table
from toolkit.reports.board import board_blocks


def tables(ledger: Ledger) -> dict[str, Table]:
    return {block.name: block for block in board_blocks(ledger) if isinstance(block, Table)}


def said(ledger: Ledger) -> str:
    parts: list[str] = []
    for block in board_blocks(ledger):
        if isinstance(block, Table):
            parts += [str(value) for row in block.rows for value in row]
        else:
            parts.append(block.text)
    return "\n".join(parts)


def test_totals_agree_with_the_ledger() -> None:
    found = tables(sample_ledger())["总体情况"]
    totals = dict(zip([c.heading for c in found.columns], found.rows[0], strict=True))
    assert totals == {
        "问题": 8, "已完成": 1, "逾期未完成": 1, "未报送问题": 1, "沿用上期": 2,
        "应报单位": 6, "未报送单位": 1, "迟报单位": 2, "阻断意见": 5, "提醒": 3}


def test_statuses_add_up_to_the_problems() -> None:
    rows = tables(sample_ledger())["整改状态"].rows
    assert rows[0] == ("正在推进实施", 4)
    assert sum(row[1] for row in rows) == 8  # type: ignore[misc]


def test_every_unit_problem_and_remark_is_there() -> None:
    ledger = sample_ledger()
    found = tables(ledger)
    assert [row[0] for row in found["单位"].rows] == [u.unit for u in ledger.units]
    assert [row[0] for row in found["问题"].rows] == [r.problem.number for r in ledger.rows]
    assert [row[1] for row in found["问题"].rows] == [r.problem.text for r in ledger.rows]
    assert len(found["校验意见"].rows) == len(ledger.remarks)
    weights = [row[0] for row in found["校验意见"].rows]
    assert weights == ["阻断"] * 5 + ["提醒"] * 3 + ["试行", "已豁免"]


def test_it_says_what_it_is_for_whom_and_how_the_period_stands() -> None:
    blocks = board_blocks(sample_ledger())
    assert isinstance(blocks[0], Heading)
    assert blocks[0].level == 0
    assert isinstance(blocks[1], Para)
    assert "内部资料" in blocks[1].text
    assert "草稿" in said(sample_ledger())
    assert "草稿" not in said(finished_ledger())


def test_phone_numbers_stay_away_unless_the_office_shows_them() -> None:
    remark = Remark("F305", "advises", "联系电话13812345678、0470-5550101或0470-555 0101位数不对，计18601元。")
    ledger = replace(sample_ledger(), remarks=(remark,))
    assert "13812345678" not in said(ledger)
    assert "555" not in said(ledger)
    assert "18601元" in said(ledger)
    assert "李工" not in said(ledger)
    shown = replace(ledger, profile=replace(ledger.profile, show_phones=True))
    assert "13812345678" in said(shown)


def test_an_empty_period_has_a_board_too() -> None:
    assert "没有校验意见。" in said(empty_ledger())
