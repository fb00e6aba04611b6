from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from printing import plans

from toolkit.model import ListChange, Measure, Paragraph, Place, Problem
from toolkit.official.revise import merge_lists

OLD = Problem(
    1, "管网破损。", section="水", lead_units=("市水务局",), deadline_text="2025年汛期前", deadline=date(2025, 5, 31),
    goal="修复", measures=(Measure("一", "排查。"),), public=False, public_text="略",
)  # fmt: skip


def test_what_the_new_document_lacks_is_kept():
    new = Problem(1, "管网破损。", status_text="正在推进", status="in_progress", progress=(Paragraph(None, "甲。"),))
    [merged], changes = merge_lists([OLD], [new])
    assert merged == replace(
        OLD, status_text="正在推进", status="in_progress", progress=(Paragraph(None, "甲。"),), place=new.place
    )
    assert changes == (
        ListChange(1, "整改状态", "", "正在推进"),
        ListChange(1, "整改进展情况", "", "甲。"),
    )


def test_a_change_is_told_once_and_the_day_follows_its_wording():
    new = replace(OLD, deadline_text="2025年12月底", deadline=date(2025, 12, 31), lead_units=("市水务局", "市农牧局"))
    [merged], changes = merge_lists([OLD], [new])
    assert (merged.deadline, merged.public_text) == (date(2025, 12, 31), "略")
    assert changes == (
        ListChange(1, "牵头单位", "市水务局", "市水务局、市农牧局"),
        ListChange(1, "整改时限", "2025年汛期前", "2025年12月底"),
    )


def test_a_day_the_office_entered_outlives_the_same_unclear_wording():
    [merged], changes = merge_lists([OLD], [replace(OLD, deadline=None)])
    assert (merged.deadline, changes) == (date(2025, 5, 31), ())


def test_layout_alone_is_no_change():
    [merged], changes = merge_lists([OLD], [replace(OLD, text="管网 破损。")])
    assert (merged.text, changes) == ("管网破损。", ())


def test_added_and_missing_problems():
    merged, changes = merge_lists([OLD, replace(OLD, number=3)], [replace(OLD, number=2, text="散煤。"), OLD])
    assert [problem.number for problem in merged] == [1, 2, 3]
    assert [(c.number, c.heading, c.before, c.after) for c in changes] == [
        (2, "新增问题", "", "散煤。"), (3, "清单中有、文件中没有（保留）", "管网破损。", ""),
    ]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(plans())
def test_the_same_list_again_changes_nothing(plan):
    merged, changes = merge_lists(plan, [replace(problem, place=Place("b.txt")) for problem in plan])
    assert changes == ()
    assert [replace(problem, place=Place()) for problem in merged] == list(plan)


def test_a_second_problem_of_one_number_is_named_and_never_overwrites_the_first():
    other = replace(OLD, text="散煤复燃。", goal="清零")
    merged, changes = merge_lists([OLD], [OLD, other])
    assert merged == (OLD,)
    assert [(c.number, c.heading, c.after) for c in changes] == [
        (1, "编号重复（未并入，请核对后在问题清单里手工处理）", "散煤复燃。")
    ]


def test_two_problems_of_one_number_meet_themselves_in_any_order():
    other = replace(OLD, text="散煤复燃。", goal="清零")
    merged, changes = merge_lists([OLD, other], [other, OLD])
    assert (merged, changes) == ((OLD, other), ())
