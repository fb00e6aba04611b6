"""The annex beside the last period's: accept all and it is this one, reject all and it is the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import sample_ledger

from toolkit.model import Baseline, BaselineRow, Block, Ledger, Para, Paragraph, Printed, Revision
from toolkit.reports.annex import annex_blocks, compared_blocks
from toolkit.reports.annex.revising import partners, revisions

LAST = date(2031, 2, 28)


def said(pieces: tuple[Revision, ...], without: str) -> str:
    return "".join(piece.text for piece in pieces if piece.change != without)


def lines(blocks: tuple[Block, ...], without: str) -> list[str]:
    """What the document says once all changes are accepted (without deleted) or rejected."""
    texts = []
    for block in blocks:
        assert isinstance(block, Para) or not hasattr(block, "rows")
        pieces = getattr(block, "revisions", ())
        text = said(pieces, without) if pieces else block.text
        if text or not pieces:
            texts.append(text)
    return texts


def period_after(*paragraphs: str, before: tuple[str, ...], status: str = "正在推进实施", **more: object) -> Ledger:
    """A ledger of problem 1 with these paragraphs now and those before."""
    ledger = sample_ledger()
    row = replace(ledger.rows[0], paragraphs=tuple(Printed(None, p) for p in paragraphs))
    last = BaselineRow(1, status, "in_progress", tuple(Paragraph(None, p) for p in before), **more)
    return replace(ledger, rows=(row,), baseline=Baseline("2031-02", "b" * 64, {1: last}))


TEXT = st.text("甲乙丙丁3年12月。；，\n", max_size=40)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_both_wordings_are_in_the_revisions(before, after):
    pieces = revisions(before, after)
    assert said(pieces, "deleted") == after
    assert said(pieces, "inserted") == before
    assert all(piece.text for piece in pieces)


def test_a_figure_changes_as_a_whole():
    before, after = "累计改造管网12.5公里，占计划的31%。", "累计改造管网18.5公里，占计划的46%。"
    assert revisions(before, after) == (
        Revision("累计改造管网"), Revision("12.5", "deleted"), Revision("18.5", "inserted"),
        Revision("公里，占计划的"), Revision("31%", "deleted"), Revision("46%", "inserted"), Revision("。"))


def test_an_unlike_sentence_is_replaced_and_its_neighbours_stay():
    before = "管网已经排查完毕。施工单位正在进场。资金已经到位。"
    after = "管网已经排查完毕。3月6日通过专家验收。资金已经到位。"
    assert [(p.text, p.change) for p in revisions(before, after)] == [
        ("管网已经排查完毕。", "same"), ("施工单位正在进场。", "deleted"),
        ("3月6日通过专家验收。", "inserted"), ("资金已经到位。", "same")]


@settings(max_examples=80, deadline=None)
@given(st.lists(TEXT, max_size=5), st.lists(TEXT, max_size=5))
def test_partners_never_cross_and_nobody_is_left_out(old, new):
    pairs = partners(old, new)
    assert [a for a, _ in pairs if a is not None] == list(range(len(old)))
    assert [b for _, b in pairs if b is not None] == list(range(len(new)))


@settings(max_examples=80, deadline=None)
@given(st.lists(TEXT.filter(bool), min_size=1, max_size=5), st.lists(TEXT.filter(bool), max_size=5))
def test_accepted_it_is_this_annex_and_rejected_the_last(now, before):
    ledger = period_after(*now, before=tuple(before))
    blocks = compared_blocks(ledger, LAST)
    assert lines(blocks, "deleted") == [b.text for b in annex_blocks(ledger)]
    rejected = lines(blocks, "inserted")
    assert rejected[2] == "（截至2031年2月28日）"
    assert rejected[4:] == ["整改进展情况：正在推进实施", *before]


def test_a_status_changes_as_one_wording():
    ledger = period_after("甲。", before=("甲。",))
    [status] = [b for b in compared_blocks(ledger) if isinstance(b, Para) and b.key == "1"]
    assert [(p.text, p.change) for p in status.revisions] == [
        ("整改进展情况：", "same"), ("正在推进实施", "deleted"), ("已完成整改", "inserted")]


def test_what_stayed_is_not_marked():
    ledger = period_after("甲。", before=("甲。",), status="已完成整改")
    assert not any(b.revisions for b in compared_blocks(ledger) if isinstance(b, Para))


def test_a_new_problem_is_all_new_and_one_no_longer_listed_all_gone():
    ledger = period_after("甲。", before=())
    last = BaselineRow(9, "正在推进实施", "in_progress", (Paragraph("（一）", "丁。"),), text="旧问题。")
    ledger = replace(ledger, baseline=Baseline("2031-02", "b" * 64, {9: last}))
    blocks = compared_blocks(ledger)
    assert lines(blocks, "inserted")[3:] == ["九、旧问题。", "整改进展情况：正在推进实施", "（一）丁。"]
    assert len(lines(blocks, "deleted")) == 3 + 3


def test_a_renumbered_problem_shows_its_old_number_and_wording():
    ledger = period_after("甲。", before=("甲。",), status="已完成整改", text="部分河段排污口整治不彻底。")
    ledger = replace(ledger, baseline=replace(ledger.baseline, rows={
        1: replace(ledger.baseline.rows[1], number=4)}))
    assert lines(compared_blocks(ledger), "inserted")[3] == "四、部分河段排污口整治不彻底。"


def test_without_a_last_period_there_is_no_comparison():
    assert compared_blocks(replace(sample_ledger(), baseline=None)) == ()


def test_a_table_is_compared_problem_by_problem():
    ledger = period_after("甲。", before=("乙。",))
    wide = replace(ledger, profile=replace(ledger.profile, annex_layout="表格"))
    assert compared_blocks(wide) == compared_blocks(ledger)
