"""The annex of an invented city: what is printed, in what style, under which key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import empty_ledger, sample_ledger

from toolkit.model import Heading, Para, Profile
from toolkit.reports.annex import INTERNAL, annex_blocks, annex_title, problem_ordinal


def styled(style: str, ledger=None) -> list[str]:
    blocks = annex_blocks(ledger or sample_ledger())
    return [block.text for block in blocks if isinstance(block, Para) and block.style == style]


def keyed() -> dict[str, str]:
    return {b.key: b.text for b in annex_blocks(sample_ledger()) if isinstance(b, Para) and b.key}


def test_the_head_says_annex_title_and_day():
    assert annex_blocks(sample_ledger())[:3] == (
        Para("附件", "附件标记"),
        Heading("青岚市贯彻落实生态环境保护督察报告具体问题整改进展情况", 0),
        Para("（截至2031年3月31日）", "截至日期"),
    )


def test_every_public_problem_stands_with_its_official_number_and_wording():
    rows = sample_ledger().rows
    problems = styled("问题")
    assert [text.split("、")[0] for text in problems] == ["一", "二", "三", "四", "五", "六", "八"]
    assert problems[0] == f"一、{rows[0].problem.text}"
    assert problems[-1] == f"八、{rows[7].problem.public_text}"


def test_a_problem_not_to_be_made_public_is_left_out_but_for_the_office_itself():
    assert not any("第七" in text or "自行监测" in text for text in keyed().values())
    ledger = sample_ledger()
    inside = replace(ledger, profile=replace(ledger.profile, audience=INTERNAL))
    assert [text[:2] for text in styled("问题", inside)][6] == "七、"


def test_the_status_line_prints_the_status_under_the_problems_number():
    assert len(styled("整改状态")) == 7
    assert keyed()["1"] == "整改进展情况：已完成整改"
    assert keyed()["4"] == "整改进展情况：未报送"


def test_paragraphs_are_keyed_by_problem_and_place():
    assert keyed()["1#1"] == "（一）封堵排污口3个。"
    assert keyed()["2#2"] == "（二）排查混接点位241个，已整改196个。"
    assert keyed()["3#1"] == "检查工地57个次，发出整改通知21份。"
    assert keyed()["6#1"] == "旅游设施已全部停止经营，拆除方案已经批准。"


def test_awaited_and_carried_paragraphs_are_marked():
    [awaited] = styled("待报送")
    assert "河湾区党委和政府" in awaited
    assert styled("沿用上期") == ["应急处置设备已进场调试。"]
    assert "已恢复植被7处，其余5处已完成设计。" in styled("进展段落")


def test_an_empty_list_gives_a_head_only():
    assert len(annex_blocks(empty_ledger())) == 3


@pytest.mark.parametrize(("profile", "title"), [
    (Profile(annex_title="自己的标题", title="别的"), "自己的标题"),
    (Profile(title="青岚市贯彻落实督察反馈意见整改方案"), "青岚市贯彻落实督察反馈意见整改进展情况"),
    (Profile(title="青岚市贯彻落实督察反馈意见整改"), "青岚市贯彻落实督察反馈意见整改进展情况"),
    (Profile(title="青岚市督察整改方案（公开版）"), "青岚市督察整改进展情况"),
    (Profile(title="青岚市具体问题整改进展情况"), "青岚市具体问题整改进展情况"),
    (Profile(), "整改进展情况"),
])
def test_the_title_comes_from_the_office_or_the_campaign(profile, title):
    assert annex_title(profile) == title


@pytest.mark.parametrize(("number", "printed"), [
    (1, "一、"), (16, "十六、"), (120, "一百二十、"), (10000, "10000、"),
])
def test_ordinals(number, printed):
    assert problem_ordinal(number) == printed
