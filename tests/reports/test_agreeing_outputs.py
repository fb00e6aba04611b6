"""What is printed of one ledger agrees, whatever stands in it: no false alarm at texts hard to print."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import sample_ledger

from toolkit.app.outputs.agreeing import agreement_of
from toolkit.app.outputs.letters import CIRCULAR, REMINDER
from toolkit.app.outputs.pieces import BOARD, Piece, ledger_workbook
from toolkit.app.session import ANNEX, LEDGER
from toolkit.model import Filling, Ledger, Printed
from toolkit.page import write_page
from toolkit.reports.annex import annex_blocks
from toolkit.reports.board import board
from toolkit.reports.letters.notices import circular, reminder
from toolkit.word import annex_template, bookmark_keys, notice_template, write_word
from toolkit.word.letters import default_parts, fill_letter, letter_forms


def letter(kind: str, filling: Filling) -> bytes:
    blocks = fill_letter(default_parts(letter_forms()[kind]), filling)
    return write_word(blocks, notice_template(), header="", title=kind)


def printed(ledger: Ledger) -> tuple[Piece, ...]:
    letters = [Piece(f"通知/{REMINDER}-{unit.unit}.docx", letter(REMINDER, reminder(ledger, unit.unit)))
               for unit in ledger.units if unit.state == "missing"]
    blocks = annex_blocks(ledger)
    return (
        Piece(LEDGER, ledger_workbook(ledger)),
        Piece(ANNEX, write_word(blocks, annex_template(), title="附件", header="草稿" if ledger.draft else ""),
              keys=bookmark_keys(blocks)),
        Piece(BOARD, write_page(board(ledger))),
        Piece(f"通知/{CIRCULAR}.docx", letter(CIRCULAR, circular(ledger))),
        *letters,
    )


def with_text(text: str, status: str = "正在推进实施") -> Ledger:
    ledger = sample_ledger()
    first = ledger.rows[0]
    problem = replace(first.problem, text=f"问题{text}")
    row = replace(first, problem=problem, printed_status=status, paragraphs=(
        Printed("（一）", text), Printed(None, "整改进展情况：二、这一段像是状态行。")))
    return replace(ledger, rows=(row, *ledger.rows[1:]))


@pytest.mark.parametrize("text", [
    "平常的一段。",
    " 　前后有空格\u00a0，中间有\t制表符和 两个  空格 ",
    "控制符\x07、\x0b，反向\u202e，半个字\ud800。",
    "像转义_x0041_和_x000D_，像标记<b>&amp;</b>，像公式=1+1",
    "换\r\n行\n再换\r行",
    "零宽\u200b字符\ufeff，偏僻字𠮷，表情🙂",
    "三、不是序号。",
    "很长。" * 12_000,
])
def test_hard_texts_raise_no_false_alarm(text: str) -> None:
    ledger = with_text(text)
    agreement = agreement_of(printed(ledger), [row.problem for row in ledger.rows], ledger)
    assert [each for pair in agreement.found for each in pair] == []


def test_statuses_that_differ_in_blanks_only_are_one() -> None:
    ledger = with_text("一段。", status="正在推进实施 ")
    agreement = agreement_of(printed(ledger), [row.problem for row in ledger.rows], ledger)
    assert agreement.differences == 0


@pytest.mark.parametrize("audience", ["内部", "公开"])
def test_an_unpublished_problem_is_left_out_for_the_public_only(audience: str) -> None:
    ledger = sample_ledger()
    ledger = replace(ledger, profile=replace(ledger.profile, audience=audience))
    problems = [row.problem for row in ledger.rows]
    assert agreement_of(printed(ledger), problems, ledger).differences == 0
    other = replace(ledger, profile=replace(ledger.profile, audience="公开" if audience == "内部" else "内部"))
    found = [d for pair in agreement_of(printed(other), problems, ledger).found for d in pair]
    assert found


@pytest.mark.parametrize("numbers", ["汉字（一、）", "数字（1.）"])
@pytest.mark.parametrize(("layout", "groups"), [
    ("逐项", "按单位"), ("逐项", "按状态"), ("方案", "不分组"), ("方案和进展", "不分组"), ("表格", "按方面")])
def test_every_form_of_the_annex_is_read_back(layout: str, groups: str, numbers: str) -> None:
    ledger = with_text("（一）第一句。\n第二句，换了行。")
    ledger = replace(ledger, profile=replace(
        ledger.profile, annex_layout=layout, annex_groups=groups, annex_numbers=numbers))
    problems = [row.problem for row in ledger.rows]
    agreement = agreement_of(printed(ledger), problems, ledger)
    assert [d for pair in agreement.found for d in pair] == []
    other = replace(ledger.rows[0], problem=replace(ledger.rows[0].problem, text="别的。"), printed_status="已销号")
    found = agreement_of(printed(replace(ledger, rows=(other, *ledger.rows[1:]))), problems, ledger)
    assert "第1项" in {d.point[0] for pair in found.found for d in pair if d.second == ANNEX}
