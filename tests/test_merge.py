"""The merged truth: status, paragraphs, what is carried, what the office says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from test_reconcile import (
    FOREST,
    PROFILE,
    WATER,
    arrived,
    book,
    returned,
    row,
)

from toolkit.merge import merge
from toolkit.model import (
    Baseline,
    BaselineRow,
    Edit,
    Ledger,
    LedgerRow,
    Paragraph,
    Place,
    Remark,
    Written,
)

LAST = Baseline("2031-02", "sha-last", {1: BaselineRow(
    1, "正在推进实施", "in_progress", (Paragraph("（一）", "已溯源。"), Paragraph("（二）", "已立项。")))})


def ledger(*rows: Any, unit: str = WATER, edits: dict[int, Edit] | None = None,
           baseline: Baseline | None = None, **profile: Any) -> Ledger:
    found = book([returned("a", *rows)], [arrived("a", unit)], baseline=baseline) if rows \
        else book([], [], baseline=baseline)
    return merge(replace(found, profile=replace(PROFILE, **profile)), (), edits or {})


def lines(found: LedgerRow) -> list[str]:
    return [f"{p.ordinal or ''}{p.text}" for p in found.paragraphs]


def test_every_problem_has_a_row_whatever_was_returned() -> None:
    rows = ledger().rows
    assert [r.problem.number for r in rows] == [1, 2, 3]
    assert {r.printed_status for r in rows} == {"未报送"}
    assert {r.source for r in rows} == {"none"}
    assert [p.marked for p in rows[0].paragraphs] == [True]
    assert WATER in rows[0].paragraphs[0].text


def test_a_status_prints_as_the_profile_says() -> None:
    first = ledger(row("a", 9, 1, status="正在推进", progress="1.溯源。\n2.改造。")).rows[0]
    assert (first.status, first.status_text, first.printed_status) == (
        "in_progress", "正在推进", "正在推进实施")
    assert lines(first) == ["（一）溯源。", "（二）改造。"]
    assert [p.line for p in first.paragraphs] == [1, 2]
    assert first.paragraphs[0].written is not None
    assert first.paragraphs[0].written.place.cell == "I9"


def test_another_known_wording_is_kept_as_written() -> None:
    first = ledger(row("a", 9, 1, status="达到时序进度", progress="溯源。")).rows[0]
    assert (first.status, first.printed_status) == ("on_schedule", "达到时序进度")
    assert lines(first) == ["溯源。"]


def test_long_term_is_a_flag_beside_the_class() -> None:
    first = ledger(row("a", 9, 1, status="已完成整改，长期坚持", progress="完。")).rows[0]
    assert (first.status, first.long_term) == ("completed", True)


def test_an_unknown_wording_has_no_class() -> None:
    first = ledger(row("a", 9, 1, status="差不多了", progress="完。")).rows[0]
    assert (first.status, first.status_text, first.printed_status) == (None, "差不多了", "差不多了")


def test_of_two_leads_the_least_advanced_counts_and_both_are_printed() -> None:
    found = book(
        [returned("a", row("a", 9, 3, status="已完成整改", progress="甲。")),
         returned("b", row("b", 9, 3, status="正在推进", progress="1.乙。\n2.丙。"))],
        [arrived("a", WATER), arrived("b", FOREST)])
    third = merge(found, (), {}).rows[2]
    assert third.status == "in_progress"
    assert lines(third) == ["（一）甲。", "（二）乙。", "（三）丙。"]
    assert [p.unit for p in third.paragraphs] == [WATER, FOREST, FOREST]


def test_no_news_carries_the_last_text_forward() -> None:
    first = ledger(row("a", 9, 1, progress="本期无新进展", difficulties="汛期"), baseline=LAST).rows[0]
    assert (first.source, first.status, first.printed_status) == (
        "carried", "in_progress", "正在推进实施")
    assert lines(first) == ["（一）已溯源。", "（二）已立项。"]
    assert {p.carried_from for p in first.paragraphs} == {"2031-02"}


def test_no_news_without_a_last_period_says_so_from_its_cell() -> None:
    first = ledger(row("a", 9, 1, progress="本期无新进展")).rows[0]
    assert lines(first) == ["本期无新进展。"]
    assert first.paragraphs[0].written is not None


def test_a_zero_report_carries_every_problem() -> None:
    zero = replace(returned("a"), nothing_new=Written("是", "是", Place("a", "填报说明", 3, 2)))
    first = merge(book([zero], [arrived("a", WATER)], baseline=LAST), (), {}).rows[0]
    assert first.source == "carried"
    assert lines(first) == ["（一）已溯源。", "（二）已立项。"]


def test_missing_may_carry_the_last_text_marked_if_the_office_wants() -> None:
    plain = ledger(baseline=LAST).rows[0]
    carried = ledger(baseline=LAST, carry_missing=True).rows[0]
    assert plain.printed_status == "未报送"
    assert (carried.source, carried.printed_status) == ("carried", "正在推进实施")
    assert [p.marked for p in carried.paragraphs] == [False, False, True]


def test_the_offices_words_are_printed_as_they_are() -> None:
    edit = Edit(1, status="正在推进", text="公开的第一句。\n公开的第二句。", editor="周")
    first = ledger(row("a", 9, 1, status="已完成整改", progress="原文。"), edits={1: edit}).rows[0]
    assert (first.source, first.status, first.printed_status) == (
        "edited", "in_progress", "正在推进实施")
    assert lines(first) == ["公开的第一句。", "公开的第二句。"]
    assert first.entries[0].text("progress") == "原文。"


def test_responsible_units_are_printed_only_if_the_office_wants() -> None:
    found = book(
        [returned("a", row("a", 9, 1, status="正在推进", progress="甲。")),
         returned("b", row("b", 9, 1, status="已完成整改", progress="县。"))],
        [arrived("a", WATER), arrived("b", "东山县党委和政府")])
    assert lines(merge(found, (), {}).rows[0]) == ["甲。"]
    wanting = replace(found, profile=replace(PROFILE, print_responsible=True))
    assert lines(merge(wanting, (), {}).rows[0]) == ["（一）甲。", "（二）县。"]
    assert merge(wanting, (), {}).rows[0].status == "in_progress"


def test_files_that_a_remark_names_are_accepted_with_remarks() -> None:
    found = book([returned("a", row("a", 9, 1, progress="甲。"))], [arrived("a", WATER)])
    remark = Remark("C201", "blocks", "漏报", WATER, 3, Place("a", "填报表", 10, 1))
    merged = merge(found, (remark,), {})
    assert [a.verdict for a in merged.arrivals] == ["accepted_with_remarks"]
    assert merged.draft
    waived = merge(found, (replace(remark, waived="已批准"),), {})
    assert not waived.draft


def test_a_status_without_a_text_waits_for_its_text() -> None:
    for baseline in (None, LAST):
        first = ledger(row("a", 9, 1, status="正在推进"), baseline=baseline).rows[0]
        assert (first.printed_status, first.awaited) == ("正在推进实施", (WATER,))
        assert [(p.marked, p.text) for p in first.paragraphs] == [(True, f"（尚待{WATER}报送本期进展。）")]


def test_error_values_are_no_answer() -> None:
    broken = row("a", 9, 1, status="正在推进", progress="溯源。")
    cells = {name: w._replace(raw="#REF!", text="", computed="#REF!") if name in ("status", "progress") else w
             for name, w in broken.cells.items()}
    first = ledger(replace(broken, cells=cells)).rows[0]
    assert (first.printed_status, first.source, first.awaited) == ("未报送", "none", (WATER,))
    assert [p.marked for p in first.paragraphs] == [True]


def test_words_two_lead_units_agreed_on_are_printed_once() -> None:
    agreed = "联合排查排污口12处。"
    found = book(
        [returned("a", row("a", 9, 3, status="正在推进", progress=agreed)),
         returned("b", row("b", 9, 3, status="正在推进", progress=agreed))],
        [arrived("a", WATER), arrived("b", FOREST)])
    third = merge(found, (), {}).rows[2]
    assert set(third.problem.lead_units) == {WATER, FOREST}
    assert lines(third) == [agreed]
    assert [e.unit for e in third.entries] == list(third.problem.lead_units)
