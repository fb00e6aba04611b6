from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from printing import plans

from toolkit.model import Measure, Paragraph, Place, Problem
from toolkit.official.revision.revise import Change, revise

OLD = Problem(
    1, "管网破损。", section="水", lead_units=("市水务局",), deadline_text="2025年汛期前", deadline=date(2025, 5, 31),
    goal="修复", measures=(Measure("一", "排查。"), Measure("二", "修复破损管网3公里。", deadline=date(2025, 3, 31))),
    public=False, public_text="略",
)  # fmt: skip
SMOKE = Problem(2, "散煤复燃，城中村没有完成清洁取暖改造。", lead_units=("市发展和改革委员会",), deadline_text="2025年6月底")
YARD = Problem(3, "建筑垃圾堆放点裸露，扬尘没有覆盖。", lead_units=("市城市管理局",), deadline_text="2025年9月底")


def told(revision):
    return [(c.kind, c.number, c.heading, c.before, c.after) for c in revision.changes]


def noted(revision):
    return [(n.kind, n.number, n.heading) for n in revision.notes]


def by_number(revision):
    return {problem.number: problem for problem in revision.problems}


def test_what_the_new_document_lacks_is_kept_and_its_progress_is_no_part_of_the_list():
    new = Problem(1, "管网破损。", status_text="正在推进", status="in_progress", progress=(Paragraph(None, "甲。"),))
    revision = revise([OLD], [new])
    assert revision.problems == (replace(OLD, status_text="正在推进", status="in_progress", place=new.place),)
    assert told(revision) == [("changed", 1, "整改状态", "", "正在推进")]


def test_a_change_is_told_once_and_the_day_follows_its_wording():
    new = replace(OLD, deadline_text="2025年12月底", deadline=date(2025, 12, 31), lead_units=("市水务局", "市农牧局"))
    revision = revise([OLD], [new])
    [merged] = revision.problems
    assert (merged.deadline, merged.public_text) == (date(2025, 12, 31), "略")
    assert told(revision) == [
        ("changed", 1, "牵头单位", "市水务局", "市水务局、市农牧局"),
        ("changed", 1, "整改时限", "2025年汛期前", "2025年12月底"),
    ]


def test_a_day_the_office_entered_outlives_the_same_unclear_wording():
    revision = revise([OLD], [replace(OLD, deadline=None)])
    assert (revision.problems[0].deadline, revision.changes) == (date(2025, 5, 31), ())


def test_layout_alone_is_no_change():
    revision = revise([OLD], [replace(OLD, text="管网 破损。")])
    assert (revision.problems[0].text, revision.changes) == ("管网破损。", ())


def test_measures_are_told_one_by_one():
    new = replace(OLD, measures=(OLD.measures[0], Measure("二", "修复破损管网5公里。"), Measure("三", "建立台账。")))
    revision = revise([OLD], [new])
    assert revision.problems[0].measures == new.measures
    assert told(revision) == [
        ("changed", 1, "整改措施", "二 修复破损管网3公里。〔2025-03-31〕", "二 修复破损管网5公里。"),
        ("changed", 1, "整改措施", "", "三 建立台账。"),
    ]


def test_added_and_missing_problems():
    revision = revise([OLD, YARD], [SMOKE, OLD])
    assert [problem.number for problem in revision.problems] == [1, 2, 3]
    assert told(revision) == [("added", 2, "新增问题", "", SMOKE.text)]
    assert noted(revision) == [("missing", 3, "")]


def test_a_missing_problem_leaves_the_list_only_where_so_asked():
    revision = revise([OLD, YARD], [OLD], [OLD, YARD], remove_missing=True)
    assert [p.number for p in revision.problems] == [p.number for p in revision.published] == [1]
    assert told(revision) == [("removed", 3, "删去问题", YARD.text, "")]


@settings(max_examples=30, deadline=None)
@given(plans())
def test_the_same_list_again_changes_nothing(plan):
    again = [replace(problem, place=Place("b.txt")) for problem in plan]
    for base in ((), plan):
        revision = revise(plan, again, base)
        assert (revision.changes, revision.notes) == ((), ())
        assert [replace(problem, place=Place()) for problem in revision.problems] == list(plan)


# ── the office's own hand ────────────────────────────────────────────────────────────────────────
def test_a_correction_by_hand_stays_where_the_document_says_what_it_said_before():
    mine = replace(OLD, lead_units=("市水利局",), measures=(replace(OLD.measures[0], text="全面排查。"), OLD.measures[1]))
    new = replace(OLD, goal="全部修复", measures=(OLD.measures[0], replace(OLD.measures[1], text="修复破损管网6公里。")))
    revision = revise([mine], [new], [OLD])
    [merged] = revision.problems
    assert (merged.lead_units, merged.goal) == (("市水利局",), "全部修复")
    assert [m.text for m in merged.measures] == ["全面排查。", "修复破损管网6公里。"]
    assert [c.heading for c in revision.changes] == ["整改目标", "整改措施"]
    assert noted(revision) == [("kept", 1, "牵头单位"), ("kept", 1, "整改措施")]
    assert revision.published == (new,)


def test_where_both_changed_a_field_the_conflict_is_told_and_only_yielding_takes_the_documents_word():
    mine = replace(OLD, deadline_text="2025年7月底", deadline=date(2025, 7, 31))
    new = replace(OLD, deadline_text="2025年12月底", deadline=date(2025, 12, 31))
    kept = revise([mine], [new], [OLD])
    assert kept.problems == (mine,)
    assert told(kept) == [("conflict", 1, "整改时限", "2025年7月底", "2025年12月底")]
    taken = revise([mine], [new], [OLD], yielding=True)
    assert taken.problems == (new,)
    assert [c.record(yielding=yes).heading for c in taken.changes for yes in (False, True)] == [
        "整改时限（冲突：保留手工更正）", "整改时限（冲突：采用文件）"]
    assert revise([mine], [new], kept.published).changes == ()


def test_what_the_office_took_out_by_hand_is_not_put_back():
    again = revise([OLD], [OLD, SMOKE], [OLD, SMOKE])
    assert (again.problems, again.changes, noted(again)) == ((OLD,), (), [("deleted", 2, "")])
    revised = revise([OLD], [OLD, replace(SMOKE, goal="清零")], [OLD, SMOKE])
    assert told(revised) == [("added", 2, "新增问题", "", SMOKE.text)]


def test_a_problem_the_office_added_by_hand_is_left_alone():
    revision = revise([OLD, YARD], [OLD], [OLD])
    assert (revision.changes, [p.number for p in revision.problems]) == ((), [1, 3])


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────
def test_a_problem_put_in_between_renumbers_the_others():
    dust = Problem(2, "裸露地块没有覆盖。", lead_units=("市城市管理局",))
    revision = revise([OLD, SMOKE, YARD], [OLD, dust, replace(SMOKE, number=3), replace(YARD, number=4)])
    assert {n: (p.text, p.former_number) for n, p in by_number(revision).items()} == {
        1: (OLD.text, None), 2: (dust.text, None), 3: (SMOKE.text, "2"), 4: (YARD.text, "3")}
    assert [(c.kind, c.number) for c in revision.changes] == [("added", 2), ("renumbered", 3), ("renumbered", 4)]


def test_a_kept_problem_whose_number_is_taken_goes_to_the_end():
    revision = revise([OLD, SMOKE, YARD], [OLD, replace(YARD, number=2)])
    assert {n: (p.text, p.former_number) for n, p in by_number(revision).items()} == {
        1: (OLD.text, None), 2: (YARD.text, "3"), 4: (SMOKE.text, "2")}
    assert ("moved", 4, "序号", "2", "4") in told(revision)


def test_a_reworded_problem_under_another_number_is_still_itself():
    reworded = replace(YARD, number=1, text="建筑垃圾堆放点裸露，扬尘仍没有覆盖。")
    revision = revise([YARD], [reworded])
    assert told(revision) == [
        ("renumbered", 1, "序号", "3", "1"), ("changed", 1, "问题", YARD.text, reworded.text)]


def test_a_number_the_office_gave_by_hand_stays():
    mine = replace(YARD, number=7, former_number="3")
    revision = revise([mine], [YARD], [YARD])
    assert (revision.problems[0].number, revision.changes) == (7, ())


def test_a_merge_the_document_names_in_its_own_column():
    both = replace(SMOKE, text="散煤复燃、建筑垃圾堆放点裸露，城中村没有完成清洁取暖改造。", former_number="2、3")
    revision = revise([OLD, SMOKE, YARD], [OLD, both])
    assert [p.number for p in revision.problems] == [1, 2]
    assert by_number(revision)[2].former_number == "2、3"
    assert ("removed", 3, "删去问题", YARD.text, "并入第2项") in told(revision)


def test_a_second_problem_of_one_number_is_named_and_never_overwrites_the_first():
    other = replace(OLD, text="散煤复燃。", goal="清零")
    revision = revise([OLD], [OLD, other])
    assert revision.problems == (OLD,)
    assert [(n.kind, n.number, n.after) for n in revision.notes] == [("repeated", 1, "散煤复燃。")]


def test_two_problems_of_one_number_meet_themselves_in_any_order():
    other = replace(OLD, text="散煤复燃。", goal="清零")
    revision = revise([OLD, other], [other, OLD])
    assert (revision.problems, revision.changes) == ((OLD, other), ())


def test_a_record_says_what_the_change_says():
    change = Change("changed", 4, "整改目标", "甲", "乙")
    assert (change.record().number, change.record().heading, change.record().after) == (4, "整改目标", "乙")
