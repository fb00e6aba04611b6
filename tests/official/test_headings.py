"""Headings between problems: known by how the document counts, whatever its problems and measures count like."""

from itertools import product

import pytest

from toolkit.official.headings import goes_on, is_titled
from toolkit.official.items import Item
from toolkit.official.reading import read_publication
from toolkit.profile import default_profile
from toolkit.text import chinese_numeral, split_ordinal

PROFILE = default_profile()
NUMBERS = {
    "一、": lambda n: f"{chinese_numeral(n)}、", "（一）": lambda n: f"（{chinese_numeral(n)}）", "1.": lambda n: f"{n}.",
    "（1）": lambda n: f"（{n}）", "一是": lambda n: f"{chinese_numeral(n)}是", "": lambda _: "",
}  # fmt: skip
SECTIONS = ("大气污染治理方面", "河湖管护领域存在的问题", "固体废物处置不规范")
MEASURES = (("登记采砂坑并限期回填", "建立巡河制度"), ("扩建污水厂", "排查进水来源", "建立台账"), ("关停旧消纳场",))


def plan(section, problem, measure, *, stop, end, restart):
    """A plan of three sections with two problems each, and what must be read of it."""
    lines, told, number = ["青川市督察整改措施清单"], [], 0
    for at, heading in enumerate(SECTIONS, 1):
        lines.append(NUMBERS[section](at) + heading + end)
        number = 0 if restart else number
        for _ in range(2):
            number += 1
            text = f"{'甲乙丙丁戊己'[len(told)]}镇有{len(told) + 3}处污染点没有治理，群众反映强烈。"
            steps = [step + (stop if step != MEASURES[len(told) % 3][-1] or not stop else "。") for step in MEASURES[len(told) % 3]]
            lines += [NUMBERS[problem](number) + text, "牵头单位：市水务局", "整改时限：2031年6月底", "整改措施："]
            lines += [NUMBERS[measure](place) + step for place, step in enumerate(steps, 1)]
            told.append((heading, text, steps))
    return "\n".join(lines), told


SAME = [(s, s, m) for s, m in product(("一、", "（一）", "1."), ("一是", "（1）", "1.", "")) if s != m]
"""Sections and problems count alike."""
LIKE_MEASURES = [("（一）", "1.", "（一）"), ("1.", "（一）", "1."), ("（一）", "一、", "（一）")]


@pytest.mark.parametrize(("section", "problem", "measure"), [*SAME, *LIKE_MEASURES])
@pytest.mark.parametrize(("stop", "end", "restart"), [("。", "", False), ("；", "。", True), ("；", "", False), ("", "", True)])
def test_a_heading_is_no_measure_of_the_problem_above_it(section, problem, measure, stop, end, restart):
    text, told = plan(section, problem, measure, stop=stop, end=end, restart=restart)
    read = read_publication("清单.txt", text.encode(), PROFILE)
    assert [(p.section, p.text, [m.text for m in p.measures]) for p in read.problems] == told


def test_where_a_number_counts_on_from_both_it_is_said():
    """Measures （一） with full stops, a heading （二） with one: words decide, and a person is asked."""
    text, told = plan("（一）", "1.", "（一）", stop="。", end="。", restart=False)
    for heading, expected in ((SECTIONS[2], SECTIONS[2]), ("生态破坏时有发生", SECTIONS[1])):
        read = read_publication("清单.txt", text.replace(SECTIONS[2], heading).encode(), PROFILE)
        shown = [p.section for p in read.problems]
        asked = [d for d in read.diagnostics if d.kind == "doubtful" and heading in d.note]
        assert len(read.problems) == len(told)
        assert len(asked) == 1
        assert shown[4:] == [expected, expected]
        assert asked[0].place.line == 1 + text.splitlines().index(f"（三）{SECTIONS[2]}。")


def test_a_heading_that_was_skipped_is_asked_for():
    text, _ = plan("（一）", "1.", "一是", stop="。", end="", restart=False)
    read = read_publication("清单.txt", text.replace(f"（二）{SECTIONS[1]}", SECTIONS[1]).encode(), PROFILE)
    assert any("编号不连续" in d.note for d in read.diagnostics)


def test_a_text_under_a_heading_is_told():
    text, told = plan("（一）", "1.", "一是", stop="。", end="", restart=False)
    intro = "督察指出，这一领域责任落实不严。"
    read = read_publication("清单.txt", text.replace(SECTIONS[1], f"{SECTIONS[1]}\n{intro}").encode(), PROFILE)
    assert [(p.section, p.text, [m.text for m in p.measures]) for p in read.problems] == told
    assert [d.given for d in read.diagnostics if d.kind == "doubtful"] == [intro]


def test_measures_without_stops_stay_measures():
    """They look like headings, and count on from each other; so do （1）… under 一是."""
    steps = "一是建设管网，包括：\n（1）城东段\n（2）城西段\n二是建立台账"
    text, _ = plan("（一）", "1.", "一是", stop="", end="", restart=False)
    read = read_publication("清单.txt", text.replace("一是关停旧消纳场", steps, 1).encode(), PROFILE)
    assert [p.section for p in read.problems] == [s for s in SECTIONS for _ in range(2)]
    said = "".join(m.text for m in read.problems[2].measures)
    assert all(word in said for word in ("城东段", "城西段", "建立台账"))


@pytest.mark.parametrize(("text", "above", "expected"), [
    ("（三）水环境方面", ("甲。", "乙。"), "no"),
    ("（三）水环境方面", ("甲；", "乙；"), "yes"),
    ("（三）水环境方面", ("甲", "乙"), "perhaps"),
    ("（三）水环境方面。", ("甲；", "乙。"), "no"),
    ("（三）水环境方面。", ("甲。", "乙。"), "perhaps"),
    ("（四）水环境方面", ("甲", "乙"), "no"),
])  # fmt: skip
def test_what_punctuation_tells_of_a_list(text, above, expected):
    ordinals = [split_ordinal(f"（{mark}）{said}") for mark, said in zip("一二", above, strict=True)]
    items = [Item(ordinal, ordinal.rest) for ordinal in ordinals if ordinal]
    following = split_ordinal(text)
    assert following is not None
    assert goes_on(following, text, items) == expected


def test_the_shape_of_a_heading():
    assert is_titled("水环境方面（共12项）")
    assert not is_titled("一句话说完了。还有一句")


PLAIN = """青川市反馈问题整改进展

责任压实方面
1.关于部分部门履职不到位的问题。
整改完成情况：已完成
修订职责清单，明确34项任务。
水环境方面
2.关于黑臭水体返黑返臭的问题。
整改完成情况：正在推进
清淤1.2万立方米。
"""


def test_a_field_of_work_without_a_number_is_a_heading():
    first, second = read_publication("进展.txt", PLAIN.encode(), PROFILE).problems
    assert (first.section, second.section) == ("责任压实方面", "水环境方面")
    assert [p.text for p in first.progress] == ["修订职责清单，明确34项任务。"]


def test_after_a_measure_without_a_stop_it_is_asked():
    plan = "1.甲镇污水直排。\n牵头单位：市水务局\n整改时限：2031年6月底\n整改措施：\n建设管网\n水环境方面\n"
    read = read_publication("方案.txt", (plan + plan.replace("1.甲", "2.乙")).encode(), PROFILE)
    assert [m.text for m in read.problems[0].measures] == ["建设管网", "水环境方面"]
    assert [d.given for d in read.diagnostics if d.kind == "doubtful"] == ["水环境方面"]


@pytest.mark.parametrize("person", ["责任领导：张某某（副市长）", "责任领导：\n张某某", "整改责任人：赵某\n联系电话：0000-1234567"])
def test_a_person_named_first_does_not_hide_the_problem(person):
    """责任领导 above 牵头单位, as many plans print it."""
    text, told = plan("（一）", "1.", "（1）", stop="；", end="", restart=False)
    read = read_publication("清单.txt", text.replace("牵头单位", f"{person}\n牵头单位").encode(), PROFILE)
    assert [(p.section, p.text, [m.text for m in p.measures]) for p in read.problems] == told
    assert {p.lead_units for p in read.problems} == {("市水务局",)}


def test_what_stands_under_a_unit_or_a_day_is_never_dropped_without_a_word():
    """A label nobody knows, a second unit on a line of its own."""
    text = PLAIN.replace("整改完成情况：已完成", "责任单位：\n市水务局\n市农牧局\n整改时限：2031年6月底\n化解动作：\n（1）排查。\n整改完成情况：已完成")
    read = read_publication("进展.txt", text.encode(), PROFILE)
    assert [(d.problem, d.given) for d in read.diagnostics if d.kind == "doubtful"] == [
        (1, "市农牧局"), (1, "化解动作：（1）排查。")]


@pytest.mark.parametrize(("printed", "title"), [
    ("青川市反馈问题整改进展（第二季度）", "青川市反馈问题整改进展"),
    ("青川市反馈问题整改进展情况表（截至2031年6月底）", "青川市反馈问题整改进展情况表"),
    ("青川市关于巡察整改进展情况的通报", "青川市关于巡察整改进展情况的通报"),
])  # fmt: skip
def test_how_documents_of_progress_are_called(printed, title):
    assert read_publication("进展.txt", PLAIN.replace("青川市反馈问题整改进展", printed).encode(), PROFILE).title == title
