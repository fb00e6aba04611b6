from __future__ import annotations

from dataclasses import replace

from toolkit.model import Announced, Diagnostic, Paragraph, Place, Problem, Publication
from toolkit.official.together import match_annex, together


def plan(number: int, text: str, **more) -> Problem:
    return Problem(number, text, lead_units=("市水务局",), responsible_units=("东湾县党委和政府",),
                   deadline_text="2033年6月底", goal="完成。", place=Place("方案.txt", line=number), **more)


def told(number: int, text: str, said: str = "已开工。") -> Problem:
    return Problem(number, text, status_text="正在推进实施", status="in_progress",
                   progress=(Paragraph(None, said),), place=Place("附件.txt", line=number))


SEWER, DUST, DUMP = "东湾沿岸有4处排污口没有整治。", "北岭3家砖厂没有覆盖料堆。", "城南垃圾转运站渗滤液外溢。"
PLAN = Publication("plan", "整改方案", Announced(problems=3), (plan(1, SEWER), plan(2, DUST), plan(3, DUMP)))


def found(publication):
    return [(d.kind, d.problem, d.given, d.expected) for d in publication.diagnostics]


def test_an_annex_gives_the_plans_problems_their_standing_by_words_and_number():
    annex = Publication("progress", "进展情况", Announced(), (
        told(1, DUST, "料棚已建。"), told(2, "东湾沿岸有3处排污口没有整治。", "管道已通。"), told(3, DUMP)))
    for given in ([PLAN, annex], [annex, PLAN]):
        whole = together(given)
        assert (whole.kind, whole.title) == ("plan", "整改方案")
        assert [(p.number, p.text, p.deadline_text, p.progress[0].text) for p in whole.problems] == [
            (1, SEWER, "2033年6月底", "管道已通。"), (2, DUST, "2033年6月底", "料棚已建。"),
            (3, DUMP, "2033年6月底", "已开工。")]
        assert found(whole) == [
            ("number_differs", 1, "2", "1"), ("annex_text", 1, "东湾沿岸有3处排污口没有整治。", SEWER),
            ("number_differs", 2, "1", "2")]


def test_a_number_alone_joins_no_strangers():
    matched = match_annex(PLAN.problems, [told(2, "全市秸秆禁烧巡查力量薄弱，夜间火点多发。")])
    assert (matched.pairs, matched.renumbered, matched.standing) == ((), (), ())
    assert [(d.kind, d.problem) for d in matched.diagnostics] == [("annex_alone", 2)]


def test_a_problem_only_the_annex_has_is_kept_under_its_number():
    whole = together([PLAN, Publication("progress", None, Announced(), (told(4, "全市秸秆禁烧巡查力量薄弱。"),))])
    assert [p.number for p in whole.problems] == [1, 2, 3, 4]


def test_two_parts_of_a_plan_fill_what_the_other_lacks_and_withdraw_its_gap():
    gap = Diagnostic("gap", Place("甲.txt"), given="2-3", expected="1-3")
    first = Publication("plan", "方案", Announced(problems=3), PLAN.problems[:1], (gap,))
    other = Publication("plan", None, Announced(), (replace(PLAN.problems[0], category="水"), *PLAN.problems[1:]))
    for given in ([first, other], [other, first]):
        whole = together(given)
        assert [p.number for p in whole.problems] == [1, 2, 3]
        assert (whole.problems[0].category, found(whole)) == ("水", [])


def test_what_two_plans_say_differently_is_told_and_nothing_is_dropped():
    other = Publication("plan", "又一份方案", Announced(), (
        replace(PLAN.problems[0], deadline_text="2033年9月底"), plan(2, "全市秸秆禁烧巡查力量薄弱，夜间火点多发。")))
    whole = together([PLAN, other])
    assert sorted((p.number, p.text[:2]) for p in whole.problems) == [
        (1, "东湾"), (2, "全市"), (2, "北岭"), (3, "城南")]
    assert sorted(d.kind for d in whole.diagnostics) == ["documents_differ", "repeat"]
    assert together([other, PLAN]) == whole
