"""Invented documents, one trap or layout each."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from toolkit.official.reading import read_publication
from toolkit.profile import default_profile

PROFILE = default_profile()

COLUMN = """ 省第二督察组向我市反馈了《云川市
督察报告》，指出我市存在 2个方面 5项
问题。制定本方案。

一、整改任务
（一）推动绿色发展还不够坚决有力
1.能耗管控不严格
（1）青石河灌区全年取水总量702.36

万立方米，其中地表水
471.2 万立方米、地下水 108.9 万立方
米，管网长
6.4公里。涉及东山县
17个、西岭区3个村，超采区水位低于
控 制 水 位 2.15 米 和 5.62 米 。
牵头单位：市水务局
责任单位：市自然资源局、林业和

草原局，东山县、西岭区党委和政
府，云川供电公司
验收单位：市水务局
整改时限：2024年12
月底
整改目标：规范取用水行为，其中
四、五类水体全部消除
整改措施：
一是2024年 9月底前建成管网
3.5公里，其他按《云川市方案
（2024—2025年）》执行。（已完

成整改）
二是督促落实。（已完成整
改）
2.散煤治理有盲区
（2）城区有300余户使用散煤。
牵头单位：市发展和改革委员会
责任单位：各县区党委和政府，
各相关部门
验收单位：市发展和改革委员会
整改时限：2025年6月底
整改目标：散煤清零
整改措施：分批改造，2025年3月
底前完成全部改造任务。
（二）环境基础设施存在不少短板
3.管网建设滞后
（4）老城区管网破损36处，漏损
率 偏 高 ， 群 众 反 映 强 烈 。
牵头单位：市住房和城乡建设局
责任单位：国家税务总局云川市税
务局、云川水务集团有限公司
验收单位：市住房和城乡建设局
整改时限：2025年6月底
整改目标：修复管网
整改措施：
一是修复管网36处。
二是建立巡查制度，长期开展巡
查，防止反弹。

（下转第3版）

云川市召开会议部署整改。一是提
高站位。二是压实责任，2024年12月
底整改完成2项，2025年6月底整改完
成3项，共涉及3个牵头单位、9个责任
单位、3个验收单位。

云川市贯彻落实督察反馈意见
整改方案
（公开版）
"""


def test_a_newspaper_column():
    read = read_publication("报纸.txt", COLUMN.encode("gbk"), PROFILE)
    assert (read.kind, read.title) == ("plan", "云川市贯彻落实督察反馈意见整改方案")
    first, second, third = read.problems
    assert first.text == (
        "青石河灌区全年取水总量702.36万立方米，其中地表水471.2万立方米、地下水108.9万立方米，管网长6.4公里。"
        "涉及东山县17个、西岭区3个村，超采区水位低于控制水位2.15米和5.62米。"
    )
    assert first.responsible_units == (
        "市自然资源局", "市林业和草原局", "东山县党委和政府", "西岭区党委和政府", "云川供电公司",
    )  # fmt: skip
    assert (first.deadline_text, first.deadline) == ("2024年12月底", date(2024, 12, 31))
    assert first.goal == "规范取用水行为，其中四、五类水体全部消除"
    assert [(m.ordinal, m.done_note, m.deadline) for m in first.measures] == [
        ("一", "已完成整改", date(2024, 9, 30)),
        ("二", "已完成整改", None),
    ]
    assert first.measures[0].text == "2024年9月底前建成管网3.5公里，其他按《云川市方案（2024—2025年）》执行。"
    assert (second.section, second.category) == ("推动绿色发展还不够坚决有力", "散煤治理有盲区")
    assert second.responsible_units == ("各县区党委和政府", "各相关部门")
    assert [(m.ordinal, m.text) for m in second.measures] == [(None, "分批改造，2025年3月底前完成全部改造任务。")]
    assert (third.number, third.section, third.category) == (4, "环境基础设施存在不少短板", "管网建设滞后")
    assert third.text == "老城区管网破损36处，漏损率偏高，群众反映强烈。"
    assert [m.ordinal for m in third.measures] == ["一", "二"]
    assert third.place.line == 1 + COLUMN.splitlines().index("（4）老城区管网破损36处，漏损")


def test_what_the_newspaper_announces_and_lacks():
    read = read_publication("报纸.txt", COLUMN.encode(), PROFILE)
    told = read.announced
    assert (told.problems, told.sections, told.categories) == (5, 2, None)
    assert (told.lead_units, told.responsible_units, told.acceptance_units) == (3, 9, 3)
    assert dict(told.due) == {date(2024, 12, 31): 2, date(2025, 6, 30): 3}
    assert [(d.kind, d.given) for d in read.diagnostics] == [("truncated", None), ("gap", "3"), ("gap", "5")]
    assert read.diagnostics[0].place.line == 1 + COLUMN.splitlines().index("（下转第3版）")


def test_a_plan_taken_up_again_on_another_page():
    head, tail = COLUMN.split("（二）环境", 1)
    tail = tail.split("（下转第3版）")[0]
    text = f"{head}（下转第3版）\n昨日要闻：我市举办论坛，来宾众多。\n（上接第1版）\n（二）环境{tail}"
    read = read_publication("报纸.txt", text.encode(), PROFILE)
    assert [problem.number for problem in read.problems] == [1, 2, 4]
    assert "要闻" not in str(read.problems)
    assert "truncated" not in [d.kind for d in read.diagnostics]


PARAGRAPHS = """云川市贯彻落实省督察反馈意见
整改方案
（公开版）

省督察组反馈2个方面4项问题，其中重点问题1项。制定本方案。

一、总体要求
坚持问题导向，2025年底前全面完成整改。

二、整改任务
（一）推动绿色发展不够有力
1.河道采砂监管不严。督察发现，青石河 3 处采砂点未按《青石河 采砂规划》回填。
牵头单位：市水务局
责任单位：市自然资源局、生态环境局，东山县、西岭县人民政府
验收单位：市水务局
整改时限：2024年12月底前
整改目标：规范采砂行为。
整改措施：
一是回填采砂坑。（已完成整改）
二是2024年9月底前建立巡查制度；
三是长期开展巡查。
整改进展情况：达到序时进度
（一）已回填 2 处。

2、散煤治理不到位，四、五类村庄仍有 1.5 万户使用散煤。
牵头单位: 市发展和改革委员会
责任单位:
各县区人民政府
整改时限:2025年6月底前，并长期坚持
整改目标:散煤清零
整改措施:加快改造。一是摸清底数；二是2025年3月底前完成改造任务。（已完成）三是加强宣传。
（二）环境基础设施存在短板
3.（省整改方案第12项）管网建设滞后。
其中老城区管网破损36处。
牵头单位：市住房和城乡建设局
责任单位：云川水务集团有限公司、云川供电公司
验收单位：市住房和城乡建设局
整改时限：立行立改
整改目标：完成管网修复
整改措施：
（1）修复管网36处。
（2）建立档案。
加强日常养护。
4.危废库房不规范。
牵头单位：市生态环境局
责任单位：市卫生健康委员会
验收单位：市生态环境局
整改时限：2025年汛期前
整改目标：规范处置
整改措施：规范管理危险废物。

三、保障措施
（一）加强组织领导。市委、市政府成立领导小组。
附件：云川市整改任务分工表
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_plan_in_paragraphs(encoding):
    read = read_publication("方案.txt", PARAGRAPHS.encode(encoding), PROFILE)
    assert (read.kind, read.title) == ("plan", "云川市贯彻落实省督察反馈意见整改方案")
    one, two, three, four = read.problems
    assert one.text == "河道采砂监管不严。督察发现，青石河 3 处采砂点未按《青石河 采砂规划》回填。"
    assert (one.section, one.category) == ("推动绿色发展不够有力", None)
    assert one.responsible_units == ("市自然资源局", "市生态环境局", "东山县人民政府", "西岭县人民政府")
    assert (one.status_text, one.status) == ("达到序时进度", "on_schedule")
    assert [(p.ordinal, p.text) for p in one.progress] == [("（一）", "已回填 2 处。")]
    assert (two.responsible_units, two.deadline, two.long_term) == (("各县区人民政府",), date(2025, 6, 30), True)
    assert [(m.ordinal, m.text, m.done_note) for m in two.measures] == [
        (None, "加快改造。", None), ("一", "摸清底数；", None),
        ("二", "2025年3月底前完成改造任务。", "已完成"), ("三", "加强宣传。", None),
    ]  # fmt: skip
    assert (three.other_numbers, three.section) == (("省整改方案第12项",), "环境基础设施存在短板")
    assert three.text == "管网建设滞后。\n其中老城区管网破损36处。"
    assert [m.ordinal for m in three.measures] == ["（1）", "（2）", None]
    assert [m.text for m in four.measures] == ["规范管理危险废物。"]
    assert [(d.kind, d.problem, d.given) for d in read.diagnostics] == [
        ("missing_field", 2, None), ("bad_deadline", 4, "2025年汛期前"),
    ]  # fmt: skip


FIELD_HEADINGS = """南屏县督察反馈问题整改措施清单

【问题一】 畜禽养殖污染突出
一、整改目标
粪污利用率达到90%以上。
二、整改时限
2024年年底前
三、牵头单位
县农业农村局
四、责任单位
县生态环境局、水利局
五、整改措施
（一）排查养殖场。
（二）建设粪污处理设施。

【问题二】 砂石厂扬尘
一、整改目标
扬尘达标。
二、整改时限
2019年1221日
三、牵头单位
县住房和城乡建设局
四、责任单位
各乡镇人民政府
五、整改措施
（一）安装喷淋。
"""


def test_labels_as_numbered_headings():
    read = read_publication("清单.txt", FIELD_HEADINGS.encode(), PROFILE)
    one, two = read.problems
    assert (one.number, one.text, one.goal) == (1, "畜禽养殖污染突出", "粪污利用率达到90%以上。")
    assert one.responsible_units == ("县生态环境局", "县水利局")
    assert [(m.ordinal, m.text) for m in one.measures] == [("（一）", "排查养殖场。"), ("（二）", "建设粪污处理设施。")]
    assert (two.deadline_text, two.deadline) == ("2019年1221日", None)
    assert ("bad_deadline", 2) in [(d.kind, d.problem) for d in read.diagnostics]


LABELLED = """东山县督察整改台账

问题编号：第二十七项
反馈问题：砂石厂未批先建。
责任单位：县自然资源局
完成时限：2025年6月底
重点措施：限期补办手续。
问题编号：第二十八项
反馈问题：填埋场渗滤液积存。
责任单位：县城市管理局
完成时限：2025年12月底
重点措施：一是抽排；二是处理。
问题编号：第二十八项
反馈问题：河道垃圾清理不及时。
责任单位：县水利局
完成时限：2025年12月底
重点措施：开展清理。
"""


def test_problems_numbered_by_a_label():
    read = read_publication("台账.txt", LABELLED.encode(), PROFILE)
    assert [(p.number, p.text) for p in read.problems] == [
        (27, "砂石厂未批先建。"), (28, "填埋场渗滤液积存。"), (28, "河道垃圾清理不及时。"),
    ]  # fmt: skip
    assert [m.text for m in read.problems[1].measures] == ["抽排；", "处理。"]
    assert [(d.kind, d.given) for d in read.diagnostics] == [("repeat", "28")]


ANNEX = """附件1

白桦市督察反馈问题整改进展情况
（截至2025年3月31日）

一、部分园区环境风险突出，二、三类企业较多。
整改进展情况：已完成整改，并长期坚持
（一）完成 3 家企业整治，印发《白桦市 园区管理办法》。
继续加强监管。
三、四级公路沿线垃圾已清理。
（二）建立台账。
二、渗滤液积存2.3万立方米。
督察指出，该问题长期未解决。

整改落实情况：达到时序进度
已处理1.2万立方米。
三、尾矿库治理滞后。
整改进展情况：未报送
市应急管理局尚未报送。
四、五座砖厂未拆除。
整改进展情况： 2024年12月底前已完成整改\u3000
（一）已全部拆除。
下一步工作：开展回头看。
白桦市整改办
2025年4月2日
"""


def test_an_annex_without_blank_lines():
    read = read_publication("附件.txt", ANNEX.encode(), PROFILE)
    assert (read.kind, read.title, read.diagnostics) == ("progress", "白桦市督察反馈问题整改进展情况", ())
    one, two, three, four = read.problems
    assert (one.status_text, one.status, one.long_term) == ("已完成整改，并长期坚持", "completed", True)
    assert [(p.ordinal, p.text) for p in one.progress] == [
        ("（一）", "完成 3 家企业整治，印发《白桦市 园区管理办法》。"), (None, "继续加强监管。"),
        (None, "三、四级公路沿线垃圾已清理。"), ("（二）", "建立台账。"),
    ]  # fmt: skip
    assert (two.text, two.status) == ("渗滤液积存2.3万立方米。\n督察指出，该问题长期未解决。", "on_schedule")
    assert (three.status_text, three.status) == ("未报送", None)
    assert (four.text, four.status_text) == ("五座砖厂未拆除。", "2024年12月底前已完成整改")
    assert [p.text for p in four.progress] == ["已全部拆除。", "下一步工作：开展回头看。"]


@pytest.mark.parametrize("written", [
    "（截至2025年3月31日）", "（截至 2025 年 3 月 31 日）", "（截至2025年3月31日24时）", "（截止 2025 年 3 月 31 日 24 时）",
    "( 截至2025-03-31 )", "（截至二〇二五年三月三十一日）"])
def test_the_day_an_annex_is_of_in_every_spacing(written):
    own_line = read_publication("附件.txt", ANNEX.replace("（截至2025年3月31日）", written).encode(), PROFILE)
    assert (own_line.title, own_line.as_of) == ("白桦市督察反馈问题整改进展情况", date(2025, 3, 31))
    behind = read_publication("附件.txt", ANNEX.replace("\n（截至2025年3月31日）", written).encode(), PROFILE)
    assert behind.title == "白桦市督察反馈问题整改进展情况"


NOTICE = """关于报送督察整改情况的通知

各有关单位：
请按以下要求报送整改进展。
一、报送内容
（一）整改任务完成情况。
（二）整改措施落实情况。
二、报送时限
请于2025年3月25日18时前报送。
联系人：李四
"""
NEWS = """云川市召开督察整改推进会

昨日，云川市召开会议，梳理4个方面40项问题。一是压实责任。二是加强督导，整改完成率达到90%。
会议要求，各牵头单位、责任单位要严格按照整改时限完成任务。
"""


@pytest.mark.parametrize("text", [NOTICE, NEWS, "", "\n\n", "牵头单位：市水务局\n", "一、整改目标\n完成整改。\n"])
def test_no_list(text):
    read = read_publication("文件.txt", text.encode(), PROFILE)
    assert (read.kind, read.problems, [d.kind for d in read.diagnostics]) == ("none", (), ["no_list"])


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"%PDF-1.7 x", "PDF"), (b"<html><body></body></html>", "网页"), (b"PK\x03\x04xx", "压缩包")],
)
def test_other_files_say_what_to_do(content, word):
    [told] = read_publication("整改方案", content, PROFILE).diagnostics
    assert told.kind == "no_list"
    assert word in told.note


def test_a_plan_is_no_annex():
    read = read_publication("方案.txt", LABELLED.encode(), PROFILE, "progress")
    assert (read.kind, read.problems) == ("none", ())
    assert "整改方案" in read.diagnostics[0].note


def test_numbers_that_begin_again_under_each_heading_go_straight_through():
    part = "（{}）{}方面\n1.{}问题一。\n牵头单位：市水务局\n整改时限：2025年\n整改措施：巡查。\n2.{}问题二。\n牵头单位：市水务局\n整改时限：2025年\n整改措施：巡查。\n"
    text = "".join(part.format(n, w, w, w) for n, w in (("一", "水"), ("二", "气")))
    read = read_publication("方案.txt", text.encode(), PROFILE)
    assert [(p.number, p.text, p.former_number) for p in read.problems] == [
        (1, "水问题一。", "本节第1项"), (2, "水问题二。", "本节第2项"),
        (3, "气问题一。", "本节第1项"), (4, "气问题二。", "本节第2项"),
    ]  # fmt: skip
    assert [d.kind for d in read.diagnostics] == ["renumbered"]


MARKDOWN = """# 云川市督察整改任务清单

| 序号 | 问题 | 牵头单位 | 整改时限 | 整改措施 | 完成进度 |
| --- | --- | --- | --- | --- | --- |
| 一、水环境 | | | | | |
| 1 | 管网**破损** | 市水务局、农牧局 | 2025年6月底 | 一是排查。<br>二是修复。 | □已验收销号 ☑已完成 □尚未启动 |
| 2 | 散煤 | 市发展和改革委员会 | 长期坚持 | 改造。 | 推进中 |
"""


def test_a_ledger_in_markdown():
    read = read_publication("清单.md", MARKDOWN.encode(), PROFILE)
    assert read.title == "云川市督察整改任务清单"
    one, two = read.problems
    assert (one.number, one.text, one.section, one.lead_units) == (1, "管网破损", "水环境", ("市水务局", "市农牧局"))
    assert [(m.ordinal, m.text) for m in one.measures] == [("一", "排查。"), ("二", "修复。")]
    assert (one.status, two.status, two.long_term) == ("completed", "in_progress", True)


# ── the published documents themselves, where they are at hand ───────────────────────────────────
SEEDS = os.environ.get("ZHENGGAI_SEEDS")
needs_seeds = pytest.mark.skipif(not SEEDS, reason="ZHENGGAI_SEEDS names no folder")


def seed(start: str) -> bytes:
    return next(Path(SEEDS or "").glob(f"{start}*.txt")).read_bytes()


@needs_seeds
def test_the_published_plan():
    read = read_publication("000.txt", seed("000"), PROFILE)
    measures = [measure for problem in read.problems for measure in problem.measures]
    assert [p.number for p in read.problems] == list(range(1, 26))
    assert (len(measures), sum(bool(m.done_note) for m in measures), sum(bool(m.deadline) for m in measures)) == (52, 21, 9)
    assert [p.number for p in read.problems if p.measures[0].ordinal is None] == [7, 9, 12, 13, 24]
    assert (read.announced.problems, read.announced.sections, read.announced.categories) == (40, 4, 17)
    assert [(d.kind, d.given) for d in read.diagnostics] == [("truncated", None), ("gap", "26-40")]
    assert not any(" " in text for p in read.problems for text in (p.text, p.goal or "", *(m.text for m in p.measures)))


@needs_seeds
def test_the_published_annex():
    read = read_publication("001.txt", seed("001"), PROFILE)
    assert Counter(p.status_text for p in read.problems) == {"正在推进实施": 9, "已完成整改": 5, "已完成整改，长期坚持": 2}
    assert (len(read.problems), sum(len(p.progress) for p in read.problems)) == (16, 43)
    assert [p.ordinal for p in read.problems[0].progress] == ["（一）", None, "（二）", "（三）"]
    assert read.diagnostics == ()
