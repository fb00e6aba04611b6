"""Rules on wording and figures where more than one cell, unit or setting matters."""

import random
import time
from dataclasses import replace

import pytest
from books import sketch
from hypothesis import given
from hypothesis import strategies as st

from toolkit.checks import judge
from toolkit.checks.language.disclosure import private_parts
from toolkit.checks.language.nearness import Likes
from toolkit.checks.language.numbering import muddles
from toolkit.checks.language.open_work import unfinished
from toolkit.checks.language.phrases import EmptyPhrases
from toolkit.checks.language.stance import all_done
from toolkit.checks.sample import sample_tables
from toolkit.checks.sums import disagreements
from toolkit.profile import default_profile


def remarks(text, *codes, **profile):
    book = sketch(sample_tables(text)).book
    book = replace(book, profile=replace(book.profile, **profile))
    return [r for r in judge(book) if r.code in codes]


def at(text, *codes, **profile):
    return [(r.code, r.unit, r.problem, r.place.cell) for r in remarks(text, *codes, **profile)]


# ── F302 ─────────────────────────────────────────────────────────────────────────────────────────
def test_the_office_may_add_a_phrase():
    text = """
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 请见系统 |
    """
    assert at(text, "F302") == []
    assert at(text, "F302", empty_phrases=("请见系统",)) == [("F302", "市水务局", 1, "J5")]


def test_an_empty_phrase_in_the_head_is_told_once():
    text = """
        表头 市水务局
        | 填报人 | 联系电话 |
        | / | 0400-5550123 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 2 | 正在推进 | 已护岸1公里。 |
    """
    assert at(text, "F302") == [("F302", "市水务局", None, "D2")]


@pytest.mark.parametrize("text", [
    "正在推进2处排口改造", "同上游县区建立联动机制", "已落实资金300万元", "按要求推进工程建设", "见附件所列12处点位已封堵",
])
def test_a_text_that_contains_a_phrase_says_something(text):
    assert not EmptyPhrases(default_profile().empty_phrases).says_nothing(text)


# ── F310 ─────────────────────────────────────────────────────────────────────────────────────────
PRIVATE = """
    清单
    | 序号 | 牵头单位 | 责任单位 |
    | 1 | 市水务局 | 东岭区人民政府 |

    填报表 市水务局
    | 序号 | 整改状态* | 整改进展情况* |
    | 1 | 正在推进 | 已清淤2公里。 |

    填报表 东岭区人民政府
    | 序号 | 整改状态* | 整改进展情况* |
    | 1 | 正在推进 | 联系人13912345678。 |
"""


def test_only_what_is_printed_for_the_public_is_looked_at():
    assert at(PRIVATE, "F310") == []
    assert at(PRIVATE, "F310", print_responsible=True) == [("F310", "东岭区人民政府", 1, "J5")]
    assert at(PRIVATE, "F310", print_responsible=True, audience="内部") == []


def test_a_number_is_not_spread_by_the_remark_that_warns_of_it():
    (remark,) = remarks(PRIVATE, "F310", print_responsible=True)
    assert "13912345678" not in f"{remark.message}{remark.given}"


@pytest.mark.parametrize("text", [
    "投资13800000000元", "项目代码2029-150102-77-01-012345", "举报电话12369", "企业内部管理规范", "保护商业秘密",
    "统一社会信用代码91150100MA0N1ABC2X", "完成内部审计3次", "方案暂不公开招标", "处理废水138001380000吨",
])
def test_what_only_looks_private(text):
    assert list(private_parts(text)) == []


# ── L503 ─────────────────────────────────────────────────────────────────────────────────────────
def test_cells_that_speak_against_a_status_are_told_in_one_remark():
    (remark,) = remarks("""
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | 存在问题 | 下一步措施 | 备注 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-10 | 尚有2户未搬迁。 | 尽快完成剩余2户搬迁。 | 正在整改 |
    """, "L503")
    assert remark.place.cell == "L5"
    assert "“存在问题”却写“尚有2户未搬迁" in remark.message
    assert "“下一步措施”（M5）写“尽快完成剩余2户搬迁" in remark.message


@pytest.mark.parametrize(("status", "heading", "text", "speaks"), [
    ("已完成整改", "备注", "配套管网尚未建成", True),
    ("已完成整改", "验收意见", "未完成，不同意验收", True),
    ("正在推进", "整改结论", "已完成整改", True),
    ("已完成整改", "备注", "待验收", False),
    ("已完成整改", "计划投资", "预计完成投资300万元", False),
    ("正在推进", "备注", "已完成整改", False),
])
def test_columns_a_unit_added_are_heard_too(status, heading, text, speaks):
    table = f"""
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | {heading} |
        | 1 | {status} | 已清淤5公里。 | {'2031-03-10' if status.startswith('已') else ''} | {text} |
    """
    assert bool(at(table, "L503")) == speaks
    assert {r[3] for r in at(table, "L503")} <= {"Q5"}


def test_a_status_nobody_knows_is_not_also_a_contradiction():
    text = """
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 差不多了 | 正在施工，尚未完成。 |
    """
    assert at(text, "L503") == []


@pytest.mark.parametrize("text", ["正在申请验收", "尚未验收", "预计4月底前完成验收"])
def test_acceptance_comes_after_completion(text):
    assert unfinished(text) is None
    assert unfinished(text, "accepted")


@given(st.text(alphabet="正在尚未完成整改预计下一步，。；“”的已全部3家户对\n", max_size=40))
def test_any_text_has_a_stance(text):
    for said in (unfinished(text), unfinished(text, long_term=True), all_done(text)):
        assert said is None or said in text
    list(disagreements(text))
    list(muddles(text))


# ── L507, L508, L511 ─────────────────────────────────────────────────────────────────────────────
def test_the_difference_from_last_period_is_shown():
    (remark,) = remarks("""
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | 已完成河道清淤方案编制，施工队伍进场，首段围堰填筑基本完成，两岸施工便道全线贯通，料场备料充足。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已完成河道清淤方案编制，施工队伍进场，首段围堰填筑全部完成，两岸施工便道全线贯通，料场备料充足。 |
    """, "L507")
    assert "[全部]" in remark.message
    assert "[基本]" in remark.message


def test_one_of_two_lead_units_that_repeats_its_own_part_is_found():
    text = """
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局、市农业农村局 |

        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | （一）已完成河道清淤方案编制，施工队伍进场，围堰填筑。\\n（二）建成粪污处理设施2套。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已完成河道清淤方案编制，施工队伍进场，围堰填筑。 |

        填报表 市农业农村局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 建成粪污处理设施5套。 |
    """
    assert at(text, "L507") == [("L507", "市水务局", 1, "J5")]


SAME = """
    清单
    | 序号 | 牵头单位 | 责任单位 |
    | 1 | 市水务局 | 东岭区人民政府 |

    填报表 市水务局
    | 序号 | 整改状态* | 整改进展情况* |
    | 1 | 正在推进 | 已完成沿线排污口溯源排查，建立问题台账，明确责任人。 |

    填报表 东岭区人民政府
    | 序号 | 整改状态* | 整改进展情况* |
    | 1 | 正在推进 | 已完成沿线排污口溯源排查，建立问题台账，明确责任人。 |
"""


def test_units_may_agree_on_the_words_for_one_problem():
    assert at(SAME, "L508") == []
    assert at(SAME, "L508", print_responsible=True) == []
    both = SAME.replace("市水务局 | 东岭区人民政府 |", "市水务局、东岭区人民政府 | |")
    assert at(both, "L508") == []


def test_ten_thousand_texts_are_grouped_in_seconds():
    chance = random.Random(7)
    words = ["清淤", "护岸", "管网", "排口", "泵站", "方案", "招标", "施工", "验收", "巡查", "台账", "资金", "村庄", "企业", "设备"]
    texts = ["，".join("".join(chance.choices(words, k=6)) for _ in range(6)) for _ in range(10_000)]
    texts[9_000] = texts[17]
    texts[9_500] = texts[4_000].replace("清淤", "淸淤", 1)
    started = time.process_time()
    likes = Likes()
    for position, text in enumerate(texts):
        likes.add(position, text)
    assert time.process_time() - started < 8
    groups = [group for group in likes.groups if len(group) > 1]
    assert [17, 9_000] in groups


def test_what_a_month_did_may_be_less_than_the_month_before():
    text = """
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | 本月检查企业45家，剩余点位30处，2030年完成造林200亩，计划封堵80眼。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 本月检查企业12家，剩余点位18处，2031年完成造林50亩，计划封堵60眼。 |
    """
    assert at(text, "L511") == []


def test_two_spellings_of_one_amount_are_compared():
    (remark,) = remarks("""
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | 累计完成投资1.2亿元。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 累计完成投资9800万元。 |
    """, "L511")
    assert (remark.given, remark.expected) == ("9800万元", "1.2亿元")
    assert "少了0.22亿元" in remark.message


# ── L506, L509, L512 ─────────────────────────────────────────────────────────────────────────────
def test_a_closed_problem_at_work_again_is_another_rules():
    text = """
        上期
        | 序号 | 整改状态 |
        | 1 | 已销号 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | {} | 复查发现淤积，重新清理。 |
    """
    assert at(text.format("正在推进"), "L506") == []
    assert at(text.format("已完成整改"), "L506") == [("L506", "市水务局", 1, "I5")]


def test_a_share_not_done_is_told_once_at_the_lead_with_both_cells():
    text = """
        清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局 | 东岭区人民政府、石泉县人民政府 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-10 |

        填报表 东岭区人民政府
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已改造管网3公里。 |

        填报表 石泉县人民政府
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已改造管网2公里。 | 2031-03-10 |
    """
    (remark,) = remarks(text, "L509")
    assert (remark.unit, remark.weight, remark.place.cell) == ("市水务局", "blocks", "I5")
    assert "东岭区人民政府承担的部分填“正在推进”（文件“东岭区人民政府.xlsx”填报表 I5）" in remark.message
    assert "石泉县" not in remark.message


@pytest.mark.parametrize(("one", "other", "weights"), [
    ("正在推进", "达到序时进度", ["advises", "advises"]),
    ("未达序时进度", "达到序时进度", ["blocks", "blocks"]),
    ("已完成整改", "正在推进", ["blocks", "blocks"]),
    ("正在推进", "正在推进实施", []),
])
def test_how_much_two_lead_units_may_differ(one, other, weights):
    found = remarks(f"""
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局、市农业农村局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | {one} | 已清淤5公里。 | {'2031-03-10' if one.startswith('已') else ''} |

        填报表 市农业农村局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | {other} | 已建成粪污设施2套。 |
    """, "L509")
    assert [r.weight for r in found] == weights


@pytest.mark.parametrize("progress", [
    "封堵自备井398眼，另有12眼由东岭区封堵。", "410眼自备井已全部封堵。", "封堵自备井约400眼。", "本月封堵自备井20眼。", "自备井已全部封堵。",
    "2029年封堵自备井200眼，2030年封堵自备井210眼。", "投入资金300万元，封堵工作完成。",
])
def test_a_goal_that_may_be_reached_is_not_held_against_a_text(progress):
    text = """
        清单
        | 序号 | 牵头单位 | 整改目标 |
        | 1 | 市水务局 | 封堵410眼自备井。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | {} | 2031-03-10 |
    """
    assert at(text.format(progress), "L512") == []


# ── figures told the other way round ─────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("text", "printed"), [
    ("配套率达到96.4%，全县282家养殖场中262家完成配套。", "达到96.4%"),
    ("签约率达到91.8%，应签约的536户中已签约482户，剩余54户。", "达到91.8%"),
    ("新增面积占任务的72.4%，任务面积为38.5平方公里，实际治理25.8平方公里。", "72.4%"),
    ("使用量由412吨降至368吨，减少44吨，降幅15.2%。", "15.2%"),
    ("化肥由2.86万吨降至2.61万吨，减少0.25万吨，降幅8.7%；农药由412吨降至368吨，减少54吨。", "54吨"),
    ("回收率达到86.5%，较上年的82.1%提高5.4个百分点。", "5.4个百分点"),
    ("发现隐患138条，一般隐患121条，重大隐患19条。", "138条"),
    ("木材加工点共73家，按类别分为关停38家、提升24家、搬迁9家。", "73家"),
    ("共摸排项目52个，需改造的19个、需淘汰的11个、符合要求的20个。", "52个"),
])
def test_a_figure_that_does_not_follow_is_found_wherever_it_stands(text, printed):
    assert [wrong.printed for wrong in disagreements(text)] == [printed.removeprefix("达到")]


@pytest.mark.parametrize("text", [
    "配套率达到92.9%，全县282家养殖场中262家完成配套。", "合格率98%，检查企业120家，其中重点企业45家合格。",
    "办结率100%，共受理64件，其中重点件12件。", "由12家增加到15家，增长25%，高于全市8%的平均增速。",
    "投诉由240件下降到180件，下降25%，较全市平均降幅高5个百分点。", "查摆问题17项，已整改12项，其中制度方面5项；正在整改5项。",
    "发现隐患138条，其中重大隐患19条，已整改127条，剩余11条落实了管控措施。", "入户调查1200户，其中已签约800户、有意向300户。",
    "由12家增加到15家，增加3家，投诉减少5件。",
])
def test_figures_that_may_agree_are_left_alone(text):
    assert list(disagreements(text)) == []


# ── what is counted goes by another name ─────────────────────────────────────────────────────────
@pytest.mark.parametrize(("last", "now", "fell"), [
    ("累计关停小煤矿26家。", "累计关停小煤矿23户。", True),
    ("累计改造污水管网12.5公里。", "累计改造污水管道11.8公里。", True),
    ("累计清退畜禽养殖场40家。", "累计清退养殖户36户。", True),
    ("累计改造企业26家。", "累计改造居民23户。", False),
    ("累计改造12家。", "累计改造9户。", False),
    ("累计建成美丽河湖29条，水美乡村72个。", "累计建成美丽河湖31条，水美乡村68个。", True),
    ("已整治排污口40个，其中城东12个，城西28个。", "已整治排污口46个，其中城东20个，城西26个。", False),
])
def test_a_cumulative_figure_is_followed_under_another_name_and_unit(last, now, fell):
    said = at(f"""
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | {last} |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | {now} |
    """, "L511")
    assert bool(said) is fell


@pytest.mark.parametrize(("text", "open_part"), [
    ("55口坑塘中，42口已清淤，13口协商存在分歧。", True),
    ("27座中，24座按核定值下泄，3座监测数据经常掉线。", True),
    ("55口坑塘中，42口已清淤，13口合同未到期的依法补偿后收回。", False),
    ("治理点86个，其中自然恢复的22个、工程治理的64个。", False),
    ("违规用房5处，3处拆除、2处没收。", False),
])
def test_a_whole_is_held_to_each_of_its_parts(text, open_part):
    assert bool(unfinished(text)) is open_part
