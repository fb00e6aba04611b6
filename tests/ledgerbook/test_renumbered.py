"""The last ledger under the list's present numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from toolkit.ledgerbook import under_present_numbers
from toolkit.ledgerbook.measures import STILL_OPEN, done_measures
from toolkit.model import Baseline, BaselineRow, Measure, Paragraph, Problem, Profile, StatusWord
from toolkit.tables import Cell, Sheet, Tables

SEWER, DUST, DUMP = "东湾沿岸有4处排污口没有整治。", "北岭3家砖厂没有覆盖料堆，扬尘明显。", "城南垃圾转运站渗滤液外溢。"


def row(number: int, text: str, status="in_progress", said: str | None = None) -> BaselineRow:
    return BaselineRow(number, "正在推进实施", status, (Paragraph(None, said or f"{text}已办。"),), text=text)


def last(*rows: BaselineRow) -> Baseline:
    return Baseline("2033-01", "0" * 64, {r.number: r for r in rows})


def found(baseline: Baseline, *problems: Problem) -> dict[int, list[str]]:
    rows = under_present_numbers(baseline, problems).rows
    return {number: [p.text for p in r.paragraphs] for number, r in rows.items()}


BEFORE = last(row(1, SEWER), row(2, DUST), row(3, DUMP))


def test_a_renumbered_problem_finds_its_row_by_its_former_number():
    now = [Problem(1, SEWER), Problem(2, "矿山边坡裸露。"), Problem(3, DUST, former_number="2"), Problem(4, DUMP, former_number="3")]
    assert found(BEFORE, *now) == {1: [f"{SEWER}已办。"], 3: [f"{DUST}已办。"], 4: [f"{DUMP}已办。"]}


def test_a_ledger_made_after_the_renumbering_is_read_by_number():
    after = last(row(2, DUMP, said="二月。"), row(3, DUST, said="二月。"))
    assert found(after, Problem(2, DUMP, former_number="3"), Problem(3, DUST, former_number="2")) == {
        2: ["二月。"], 3: ["二月。"]}


def test_a_renumbered_problem_may_be_reworded_too():
    now = Problem(2, "城南垃圾转运站渗滤液外溢，周边水体发黑。", former_number="3")
    assert found(BEFORE, Problem(1, SEWER), now)[2] == [f"{DUMP}已办。"]
    stranger = Problem(2, "医疗废物没有分类收集。", former_number="3")
    assert found(BEFORE, Problem(1, SEWER), Problem(9, DUST), stranger)[2] == [f"{DUMP}已办。"]


def test_a_merge_brings_every_row_and_the_least_advanced_status():
    merged = Problem(1, SEWER, former_number="1、3")
    baseline = last(row(1, SEWER, "completed"), row(2, DUST), row(3, DUMP, "not_started"))
    kept = under_present_numbers(baseline, [merged, Problem(2, DUST)]).rows[1]
    assert [p.text for p in kept.paragraphs] == [f"{SEWER}已办。", f"{DUMP}已办。"]
    assert (kept.status, [r.number for r in kept.merged]) == ("not_started", [1, 3])
    reworded = Problem(1, "排污口没有整治，渗滤液外溢。", former_number="1、3")
    assert len(found(baseline, reworded, Problem(2, DUST))[1]) == 2


def test_after_the_merge_a_number_used_again_is_anothers():
    after = last(row(1, SEWER, said="合并后。"), row(3, DUST, said="砖厂。"))
    assert found(after, Problem(1, SEWER, former_number="1、3"), Problem(3, DUST)) == {1: ["合并后。"], 3: ["砖厂。"]}


def test_a_split_brings_the_row_to_both():
    both = last(row(1, SEWER), row(2, "北岭3家砖厂没有覆盖料堆，2家石料厂没有喷淋。"), row(3, DUMP))
    now = [Problem(1, SEWER), Problem(2, "北岭3家砖厂没有覆盖料堆。", former_number="2"),
           Problem(3, "北岭2家石料厂没有喷淋。", former_number="2"), Problem(4, DUMP, former_number="3")]
    said = found(both, *now)
    assert said[2] == said[3] == ["北岭3家砖厂没有覆盖料堆，2家石料厂没有喷淋。已办。"]
    assert said[4] == [f"{DUMP}已办。"]


def test_without_a_former_number_words_tell_and_nobody_takes_anothers_past():
    now = [Problem(1, SEWER), Problem(2, "矿山边坡裸露。"), Problem(3, DUST), Problem(4, DUMP)]
    assert found(BEFORE, *now) == {1: [f"{SEWER}已办。"], 3: [f"{DUST}已办。"], 4: [f"{DUMP}已办。"]}


def test_a_number_of_a_section_is_no_former_number():
    assert found(BEFORE, *(Problem(n, f"第{n}个问题没有解决。", former_number="本节第1项") for n in (7, 8))) == {}


def test_a_ledger_that_does_not_tell_words_is_read_by_number():
    assert found(last(row(2, "", said="旧台账。")), Problem(2, DUST)) == {2: ["旧台账。"]}


MEASURES = Profile(measure_options=("未开展", "推进中", "已完成"), statuses=(
    StatusWord("已完成整改", "已完成整改", "completed"), StatusWord("正在推进", "正在推进实施", "in_progress")))


def measures_sheet(*rows: tuple[object, ...]) -> Tables:
    cells = [("序号", "措施序号", "整改措施", "填报单位", "完成情况", "完成日期"), *rows]
    return Tables("xlsx", (Sheet("措施", cells=tuple(
        Cell(r, c, "text", str(value)) for r, values in enumerate(cells, 1)
        for c, value in enumerate(values, 1) if value is not None)),))


def test_measures_are_done_where_all_who_reported_say_so_and_their_words_are_the_same_still() -> None:
    done = done_measures(measures_sheet(
        (1, "一", "封堵排污口4处。", "甲", "已完成", "2033-01-20"), (1, "二", "建立巡查制度。", "甲", "推进中", None),
        (1, "三", "清淤5公里。", "甲", "全部完成。", None), (1, "三", "清淤5公里。", "乙", "推进中", None),
        (1, "四", "设标识牌6块。", "甲", "已完成整改", None), (1, "四", "设标识牌6块。", "乙", None, None),
        (2, None, "覆盖料堆。", "甲", "未开展", None)), "整改台账.xlsx", MEASURES)
    assert [(n, key) for n, keys in done.items() for key, day in keys.items() if day != STILL_OPEN] == [
        (1, "封堵排污口4处."), (1, "设标识牌6块.")]
    ledger = last(replace(row(1, SEWER), reported=done[1]))
    now = Problem(1, SEWER, measures=(
        Measure("一", "封堵排污口4处。"), Measure("二", "清淤5公里。"), Measure("三", "设标识牌9块。")))
    assert under_present_numbers(ledger, [now]).rows[1].done_measures == {0: date(2033, 1, 20)}
    assert done_measures(Tables("xlsx", ()), "整改台账.xlsx", MEASURES) == {}


def test_measures_of_merged_problems_stay_done() -> None:
    parts = last(replace(row(1, SEWER), reported={"封堵排污口4处.": None}), replace(row(2, DUST), reported={"覆盖料堆.": None}))
    merged = Problem(1, "东湾排污口和北岭料堆没有整治。", former_number="1、2", measures=(
        Measure("一", "封堵排污口4处。"), Measure("二", "覆盖料堆。"), Measure("三", "每月巡查。")))
    assert set(under_present_numbers(parts, [merged]).rows[1].done_measures) == {0, 1}


PATROL = "加强日常巡查。"


def patrols(*rows: tuple[object, ...], merged: str, measures: int = 1) -> dict[int, date | None]:
    """What a problem made of others has as done of 加强日常巡查, by the lines of the last ledger's 措施."""
    done = done_measures(measures_sheet(*rows), "整改台账.xlsx", MEASURES)
    before = last(*(replace(row(n, text), reported=done.get(n, {})) for n, text in ((3, SEWER), (7, DUST))))
    now = Problem(3, "合并后的问题。", former_number=merged, measures=(Measure(None, PATROL),) * measures)
    return dict(under_present_numbers(before, [now]).rows[3].done_measures)


def test_a_measure_merged_problems_share_is_done_where_none_has_it_open() -> None:
    done = (3, "一", PATROL, "甲", "已完成", "2033-01-20")
    for other in ("推进中", None):
        left = (7, "二", PATROL, "乙" if other else None, other, None)
        assert patrols(done, left, merged="3、7") == patrols(done, left, merged="7、3") == {}
    assert patrols(done, (7, "一", "每月通报。", "乙", "推进中", None), merged="3、7") == {0: date(2033, 1, 20)}
    for day in ("2033-01-08", None):
        both = patrols(done, (7, "一", PATROL, "乙", "已完成", day), merged="3、7")
        assert both == {0: date(2033, 1, 20)}, "the latest day known"


def test_measures_of_one_problem_that_say_the_same_are_done_where_all_are() -> None:
    done = (3, "一", PATROL, "甲", "已完成", "2033-01-20")
    for ordinals in (("一", "三"), (None, None)):
        first = (3, ordinals[0], *done[2:])
        for unit in ("甲", None):
            assert patrols(first, (3, ordinals[1], PATROL, unit, None, None), merged="3") == {}
        assert patrols(first, (3, ordinals[1], PATROL, "甲", "已完成", None), merged="3") == {0: date(2033, 1, 20)}
    assert patrols(done, (3, "一", PATROL, "乙", None, None), merged="3") == {0: date(2033, 1, 20)}, "乙 said nothing of it"
    assert patrols(done, merged="3", measures=2) == {}, "which of the two was done cannot be told"


def test_a_blank_line_of_a_measure_the_list_has_as_done_opens_nothing() -> None:
    noted = Tables("xlsx", (Sheet("措施", cells=tuple(
        Cell(r, c, "text", value) for r, values in enumerate((
            ("序号", "措施序号", "整改措施", "完成标注", "填报单位", "完成情况"), ("3", "一", PATROL, "已完成整改", "", ""),
            ("3", "二", PATROL, "", "甲", "已完成")), 1) for c, value in enumerate(values, 1) if value)),))
    assert done_measures(noted, "整改台账.xlsx", MEASURES) == {3: {"加强日常巡查.": None}}
