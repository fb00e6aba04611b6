"""L510, L511 and L512 on honest answers with many figures: silence."""

from __future__ import annotations

import time

from books import sketch
from honest_figures import GOALS, PERIODS, TEXTS, rows

from toolkit.checks import judge
from toolkit.checks.language.amounts import amounts
from toolkit.checks.sample import SampleTable
from toolkit.checks.sums import disagreements
from toolkit.quantities import quantities

HEADER = ("序号", "整改状态", "整改进展情况", "完成日期")


def heard(text, last="", goal=""):
    status, day = ("已完成整改", "2031-03-10") if goal else ("正在推进", "")
    tables = [SampleTable("清单", ("序号", "牵头单位", "整改目标"), (("1", "市水务局", goal),))]
    if last:
        tables.append(SampleTable("上期", ("序号", "整改状态", "整改进展情况"), (("1", "正在推进", last),)))
    tables.append(SampleTable("填报表 市水务局", HEADER, (("1", status, text, day),)))
    return [r.message for r in judge(sketch(tables).book) if r.code in {"L510", "L511", "L512"}]


def test_there_are_many_and_each_once():
    listed = [row for lines in (TEXTS, PERIODS, GOALS) for row in rows(lines)]
    assert len(set(listed)) == len(listed) >= 190


def test_figures_of_an_honest_text_are_left_alone():
    assert [said for (text,) in rows(TEXTS) if (said := heard(text))] == []


def test_an_honest_period_after_the_last_is_met_with_silence():
    assert [(now, said) for last, now in rows(PERIODS) if (said := heard(now, last=last))] == []


def test_another_thing_is_not_held_against_a_goal():
    assert [(text, said) for goal, text in rows(GOALS) if (said := heard(text, goal=goal))] == []


def test_many_figures_are_read_in_a_time_that_grows_with_the_text():
    for once in ("已完成管网改造12.5公里，", "已完成管网改造12.5公里。", "其中12家，占60%，", "其中12家，占60%，" * 19 + "。"):
        text = once * (5400 // len(once))
        quantities.cache_clear()
        start = time.process_time()
        amounts(text)
        list(disagreements(text))
        assert time.process_time() - start < 0.3


def test_what_is_wrong_beside_them_is_still_found():
    """The narrow reading holds the same figures against the same thing."""
    assert heard("累计整治排污口86处。", last="累计整治排污口120处。")
    assert heard("已建成村级污水站52座，改造村级污水站12个。", last="已建成村级污水站56座。")
    assert heard("污水管网工程完工，铺设污水管网40公里。", goal="新建污水管网62公里。")
    assert heard("排污口封堵完成，封堵排污口28处。", goal="封堵36个排污口。")
    assert heard("配套率96.4%，全县282家养殖场中262家完成配套。")
    assert heard("发现隐患138条，一般隐患121条，重大隐患19条。")
