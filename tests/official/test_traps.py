"""Traps of print, one each: torn labels, lost numbers, articles that follow, notes that are none."""

from __future__ import annotations

from datetime import date

import pytest
from inventions import QINGHE, YUNCHUAN
from press import Style
from test_inventions import NEWS, plan_document

from toolkit.official.reading import read_publication
from toolkit.profile import default_profile

PROFILE = default_profile()


def read(text, name="文件.txt"):
    return read_publication(name, text.encode(), PROFILE)


TORN = """（1）东山县采石场越界开采，生态修
复进展迟缓。
牵头单位：市自然资源局
责任单位：东山县党委和政府
验收
单位：市自然资源局
整改时
限：2024年12月底
整改目标
：完成修复
整改措施：
一是依法查处。（已完成整改）
二是开展排查，对全市矿山逐一建
立台账并销号。
西岭区有36处排污口未规范整治，
监测能力不足，存在直排现象。
牵头单位：市水务局
责任单位：西岭区党委和政府
验收单位：市水务局
整改时限：2025年6月底
整改目标：完成整治
整改措施：36处排污口限期
整治到位。
（3）管网破损严重，漏损率达百分
之二十以上，群众反映强烈。
牵头单位：市住房和城乡建设局
责任单位：临河区党委和政府
验收单位：市住房和城乡建设局
整改时限：2025年6月底
整改目标：完成改造
整改措施：一是改造老旧管网，降低
漏损率。二是加强巡查，发现一起处
置一起。
"""


def test_torn_labels_and_a_lost_number():
    publication = read(TORN)
    one, two, three = publication.problems
    assert (one.acceptance_units, one.deadline, one.goal) == (("市自然资源局",), date(2024, 12, 31), "完成修复")
    assert [m.text for m in one.measures] == ["依法查处。", "开展排查，对全市矿山逐一建立台账并销号。"]
    assert (two.number, two.text) == (2, "西岭区有36处排污口未规范整治，监测能力不足，存在直排现象。")
    assert [m.text for m in three.measures] == ["改造老旧管网，降低漏损率。", "加强巡查，发现一起处置一起。"]
    assert [(d.kind, d.problem, d.expected) for d in publication.diagnostics] == [("missing_field", 2, "序号")]


NOTES = """1、河道垃圾清理不及时。
牵头单位：市水务局；责任单位：东山县、西岭区党委和政府；验收单位：市生态环境局
整改时限：2024年12月底　整改目标：完成清理
整改措施：
"""


@pytest.mark.parametrize(
    ("printed", "text", "note"),
    [
        ("清理。（已完成）", "清理。", "已完成"), ("清理（已完成整改）。", "清理。", "已完成整改"),
        ("清理。(已完成整改)", "清理。", "已完成整改"), ("清理。【已完成】", "清理。", "已完成"),
        ("清理。（已完成。）", "清理。", "已完成"), ("清理。（2024年11月已完成整改）", "清理。", "2024年11月已完成整改"),
        ("清理。（已销号）", "清理。", "已销号"), ("清理。（持续推进）", "清理。（持续推进）", None),
        ("清理。（未完成）", "清理。（未完成）", None), ("清理。（尚未完成整改）", "清理。（尚未完成整改）", None),
        ("清理。（部分完成）", "清理。（部分完成）", None), ("清理。（正在推进）", "清理。（正在推进）", None),
        ("清理。（预计2025年6月底前完成）", "清理。（预计2025年6月底前完成）", None),
        ("清理。（完成时限：2025年6月底）", "清理。（完成时限：2025年6月底）", None),
    ],
)  # fmt: skip
def test_only_completion_is_a_done_note(printed, text, note):
    [problem] = read(f"{NOTES}（1）{printed}\n（2）巡查。\n").problems
    assert [(m.text, m.done_note) for m in problem.measures] == [(text, note), ("巡查。", None)]


def test_labels_that_share_a_line():
    [problem] = read(NOTES + "（1）清理。（2）巡查。\n").problems
    assert problem.responsible_units == ("东山县党委和政府", "西岭区党委和政府")
    assert (problem.acceptance_units, problem.goal) == (("市生态环境局",), "完成清理")
    assert [(m.ordinal, m.text) for m in problem.measures] == [("（1）", "清理。"), ("（2）", "巡查。")]


@pytest.mark.parametrize(
    ("label", "lead", "responsible"),
    [
        ("责任单位：市水务局牵头，东山县、西岭区政府配合。", ("市水务局",), ("东山县政府", "西岭区政府")),
        ("牵头单位：由市水务局牵头，市农牧局配合\n责任单位：东山县政府", ("市水务局",), ("东山县政府", "市农牧局")),
        ("牵头单位：市水务局\n责任单位：东山县政府", ("市水务局",), ("东山县政府",)),
    ],
)
def test_who_leads_and_who_helps(label, lead, responsible):
    [problem] = read(f"1、河道。\n{label}\n整改时限：立行立改\n整改措施：清理。\n").problems
    assert (problem.lead_units, problem.responsible_units) == (lead, responsible)


SENTENCES = """一、水环境治理存在短板。
（一）河道管理不到位。
1.河道垃圾。
牵头单位：市水务局
整改时限：2024年12月底
整改措施：
（一）清理垃圾。
（二）建立制度。
（二）排污口整治滞后。
2.2个排污口未整治。
牵头单位：市水务局
整改时限：2024年12月底
整改措施：
（一）清理垃圾。
二、大气治理不到位。
（一）扬尘污染重。
3.工地扬尘。
牵头单位：市水务局
整改时限：2024年12月底
整改措施：严管。
"""


def test_headings_with_full_stops():
    problems = read(SENTENCES).problems
    assert [(p.section, p.category, p.text) for p in problems] == [
        ("水环境治理存在短板", "河道管理不到位", "河道垃圾。"),
        ("水环境治理存在短板", "排污口整治滞后", "2个排污口未整治。"),
        ("大气治理不到位", "扬尘污染重", "工地扬尘。"),
    ]
    assert [len(p.measures) for p in problems] == [2, 1, 1]


ANNEX = """附件

云川市督察反馈问题整改进展情况

2023年11月，省督察组反馈我市具体问题共3项。现将整改进展情况公开如下：
一、总体情况
市委、市政府高度重视。
二、具体问题整改情况
（一）矿山修复滞后。
整改进展情况:正在推进实施
1.已修复12公顷。
2.剩余部分正在施工。
（二）污水直排，整改进展情况不佳。
整改完成情况：
已完成整改，待验收
已封堵排口。
（三）噪声扰民。
整改进展情况：按序时进度推进，预计2025年6月完成
验收销号手续正在办理。
三、下一步工作
（一）压实责任。继续推进。
"""


def test_an_annex_between_chapters():
    publication = read(ANNEX)
    assert [(p.number, p.section, p.status_text, p.status, len(p.progress)) for p in publication.problems] == [
        (1, None, "正在推进实施", "in_progress", 2), (2, None, "已完成整改，待验收", "completed", 1),
        (3, None, "按序时进度推进，预计2025年6月完成", "on_schedule", 1),
    ]  # fmt: skip
    assert publication.announced.problems == 3


@pytest.mark.parametrize("width", [0, 18, 20])
@pytest.mark.parametrize("seed", range(3))
def test_an_article_after_the_list_is_no_measure(width, seed):
    document = plan_document("", QINGHE, seed, 10, Style(width=width, blank=0), after=NEWS)
    problems = read(document.text).problems
    assert [p.measures for p in problems] == [p.measures for p in document.truth]


def test_five_hundred_problems():
    document = plan_document("", YUNCHUAN, 1, 500, Style(width=18))
    assert [p.text for p in read(document.text).problems] == [p.text for p in document.truth]


SPEECH = """整改工作讲话
同志们：
一、提高政治站位
整改目标要明确，整改措施要具体。
二、压实责任
牵头单位：要主动担当。责任单位：要抓好落实。
三、严格督导
整改时限：一到就要验收。
"""
CONTENTS = """目录
一、整改任务……………1
（一）推动绿色发展…………2
整改目标………4
整改措施…………5
二、保障措施……………9
"""
EMPTY = "附件\n云川市督察反馈问题整改进展情况\n一、\n整改进展情况：\n二、\n整改进展情况：\n"
TENDER = """云川市污水处理厂提标改造项目招标公告
一、项目概况
1.项目名称：云川市污水处理厂提标改造
2.建设单位：云川市水务局
3.责任单位：云川水务集团
4.完成时限：2025年12月底
5.工作目标：一级A标准
二、投标人资格
（一）具有独立法人资格。
"""
LETTER = """尊敬的市长：
您好。一是我们小区垃圾没人管；二是噪声扰民。请问整改时限：什么时候？
整改责任单位：不知道是谁。
此致
敬礼
"""
MEETING = """关于召开整改推进会的通知
各责任单位：
一、会议时间：2025年3月3日
二、参会人员：各牵头单位、责任单位负责人
三、有关要求
（一）请各牵头单位报送整改进展情况：已完成的报验收材料。
（二）责任单位：按要求准备。
"""
RESULTS = """我市督察整改取得阶段性成效
一、高位推动，压实责任
市委、市政府高度重视。
整改进展情况：全市26项问题完成14项。
二、强化督导
严格验收销号。
"""
DUTIES = "整改任务分工\n1.市水务局：牵头单位，负责河道治理。\n2.市农牧局：责任单位。\n整改时限：2025年12月底\n"


@pytest.mark.parametrize("text", [SPEECH, CONTENTS, EMPTY, TENDER, LETTER, MEETING, RESULTS, DUTIES, NEWS])
def test_what_sounds_like_a_list_is_none(text):
    publication = read(text)
    assert (publication.kind, publication.problems, [d.kind for d in publication.diagnostics]) == ("none", (), ["no_list"])


BEGUN = """清源市整改措施清单
1.青河沿线有3处排污口未规范整治。
牵头单位：市水务局
整改时限：2031年6月底
整改措施：封堵排污口3处。
2.城东水厂应急备用水源没有建成。
牵头单位：市水务局
整改时限：2031年12月底
整改措施：建成应急备用水源。
"""


def test_the_problem_a_document_breaks_off_in_is_kept():
    found = read(BEGUN + "3.南郊垃圾转运站渗滤液收集不全。\n牵头单位：市城市管理局\n")
    assert [(p.number, p.lead_units) for p in found.problems][2:] == [(3, ("市城市管理局",))]
    assert "truncated" in [d.kind for d in found.diagnostics]


@pytest.mark.parametrize("after", ["3.请各单位抓好落实。\n", "5.南郊垃圾转运站渗滤液收集不全。\n牵头单位：市城市管理局\n"])
def test_what_follows_the_list_without_label_or_number_is_no_problem(after):
    assert [p.number for p in read(BEGUN + after).problems] == [1, 2]


BROKEN = """（1）石桥镇供水厂水源保护区内仍有耕地 64
亩，围网破损
2.3公里。
牵头单位：市水务局
整改时限：2025年6月底
整改目标：清退耕地
整改措施：
一是制定清退方案。（已完成整
改）
二是修复围网，补设界桩、
标识牌。
加强巡查，建立台账
（2）石桥镇垃圾中转站渗滤液外溢。
牵头单位：市城市管理局
整改时限：2025年9月底
整改目标：渗滤液全部收集
整改措施：新建收集池。
"""


def test_a_line_broken_inside_a_sentence_goes_on_where_print_is_not_wrapped():
    one, two = read(BROKEN).problems
    assert one.text == "石桥镇供水厂水源保护区内仍有耕地 64亩，围网破损2.3公里。"
    assert [(m.ordinal, m.text, m.done_note) for m in one.measures] == [
        ("一", "制定清退方案。", "已完成整改"), ("二", "修复围网，补设界桩、标识牌。", None),
        (None, "加强巡查，建立台账", None)]
    assert two.text == "石桥镇垃圾中转站渗滤液外溢。"
