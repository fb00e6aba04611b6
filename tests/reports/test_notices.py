"""Reminders and the circular: complete, correct, and fair about who is late."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest
from ledgers import (
    FOREST,
    HOUSING,
    NORTH,
    RIVER_BEND,
    WATER,
    ZONE,
    empty_ledger,
    finished_ledger,
    sample_ledger,
)

from toolkit.model import Arrival, Heading, Para, Table
from toolkit.reports.letters import notices
from toolkit.reports.letters.shared import due_wording, period_wording
from toolkit.word import notice_template, write_word
from toolkit.word.letters import default_parts, fill_letter, letter_forms


def filled(kind, filling):
    """The letter as we word it; () where nothing is to be said."""
    return () if filling is None else fill_letter(default_parts(letter_forms()[kind]), filling)


def reminder(ledger, unit):
    return filled("催报函", notices.reminder(ledger, unit))


def circular(ledger):
    return filled("通报", notices.circular(ledger))


def text(blocks) -> str:
    return "\n".join(b.name if isinstance(b, Table) else b.text for b in blocks)


def of(blocks, style: str) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Para) and b.style == style]


def part(blocks, title: str) -> str:
    """The paragraphs of a letter below the heading with this title."""
    found, inside = [], False
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text.endswith(title)
        elif isinstance(block, Para) and inside:
            found.append(block.text)
    return "\n".join(found)


def with_unit(ledger, unit: str, **changes):
    units = tuple(replace(u, **changes) if u.unit == unit else u for u in ledger.units)
    return replace(ledger, units=units)


# ── reminders ────────────────────────────────────────────────────────────────────────────────────
def test_a_reminder_is_a_whole_letter():
    blocks = reminder(sample_ledger(), RIVER_BEND)
    office = "青岚市督察反馈问题整改工作领导小组办公室"
    assert of(blocks, "发文机关标志") == of(blocks, "落款") == [office]
    assert of(blocks, "发文字号") == ["〔　　　　〕　　号"]
    assert Heading("关于催报2031年3月整改进展情况的函", 0) in blocks
    assert of(blocks, "主送") == [f"{RIVER_BEND}："]
    assert of(blocks, "日期") == ["　　　　年　　月　　日"]
    assert "0470-555 0100" in of(blocks, "附注")[0]


def test_a_reminder_names_due_time_problems_and_what_is_asked():
    blocks = reminder(sample_ledger(), RIVER_BEND)
    assert "应于2031年3月25日18时前报送" in text(blocks)
    [problem] = of(blocks, "所列问题")
    assert problem.startswith("第4项：河湾区畜禽养殖粪污处理设施配套不足")
    assert problem.endswith("（整改时限：2031年6月底）。")
    assert "没有来自你单位的文件" in part(blocks, "收件登记")
    asked = part(blocks, "报送要求")
    assert "本期无新进展" in asked
    assert "“填报说明”的“本期无进展”一行" in asked, "the row as the sheet prints it"


def test_a_reminder_says_what_became_of_a_file_that_could_not_be_used():
    ledger = sample_ledger()
    arrival = Arrival("河湾区.xls", "e" * 64, "rejected", RIVER_BEND,
                      datetime(2031, 3, 25, 9, 5, tzinfo=ZONE), "given", "文件已损坏，无法读取。")
    blocks = reminder(replace(ledger, arrivals=(*ledger.arrivals, arrival)), RIVER_BEND)
    evidence = "文件“河湾区.xls”于2031年3月25日9时5分收到，未能采用：文件已损坏，无法读取。"
    assert part(blocks, "收件登记") == evidence


def test_a_unit_that_left_problems_out_is_asked_for_those_only():
    blocks = reminder(sample_ledger(), NORTH)
    assert "填报表已收到，其中1项问题没有填报" in text(blocks)
    assert len(of(blocks, "所列问题")) == 1
    assert part(blocks, "收件登记") == ""


def test_nothing_wanting_no_letter():
    assert reminder(sample_ledger(), WATER) == ()
    assert reminder(sample_ledger(), FOREST) == ()
    with pytest.raises(KeyError):
        reminder(sample_ledger(), "没有的单位")


def test_the_due_time_is_the_one_that_counts_for_the_unit():
    later = datetime(2031, 4, 2, 23, 59, 59, tzinfo=ZONE)
    blocks = reminder(with_unit(sample_ledger(), RIVER_BEND, due=later), RIVER_BEND)
    assert "应于2031年4月2日24时前报送" in text(blocks)


def test_a_long_problem_is_shortened_where_a_sentence_ends():
    ledger = sample_ledger()
    row = ledger.rows[3]
    long = replace(row, problem=replace(row.problem, text="河湾区养殖场直排问题长期没有解决。" + "后面还有很多字" * 20))
    rows = (*ledger.rows[:3], long, *ledger.rows[4:])
    [problem] = of(reminder(replace(ledger, rows=rows), RIVER_BEND), "所列问题")
    assert problem == "第4项：河湾区养殖场直排问题长期没有解决（整改时限：2031年6月底）。"


# ── the circular ─────────────────────────────────────────────────────────────────────────────────
def test_only_a_registered_time_makes_anyone_late():
    blocks = circular(sample_ledger())
    assert part(blocks, "、迟报的单位") == (
        "市住房和城乡建设局：应于2031年3月25日18时前报送，登记的收到时间为3月26日8时30分。"
    )
    unsure = part(blocks, "收到时间待核的单位")
    assert NORTH in unsure
    assert "不作迟报认定" in unsure
    guessed = circular(with_unit(sample_ledger(), HOUSING, how="first-sight"))
    assert part(guessed, "、迟报的单位") == ""
    assert HOUSING in part(guessed, "收到时间待核的单位")


def test_units_are_counted_and_named():
    blocks = circular(sample_ledger())
    assert part(blocks, "总体情况").partition("\n")[0] == (
        "应报送单位6个，按时报送3个（其中报告本期无进展1个），迟报1个，收到时间待核1个，未报送1个。"
        "应填报问题9项次，已填报7项次，未填报2项次。校验发现必须处理的意见4条（含未报送1条），各单位情况见附件。"
    )
    assert part(blocks, "未报送的单位") == "河湾区党委和政府，共1个单位。"
    assert "市林业和草原局（本期无进展）" in part(blocks, "按时报送的单位")


def test_the_table_stands_behind_the_signature_on_its_own_page():
    blocks = circular(sample_ledger())
    assert isinstance(blocks[-1], Table)
    assert [b.style for b in blocks[-3:-1]] == ["附件标记", "附件标题"]
    assert of(blocks, "附件说明") == ["附件：各单位2031年3月报送情况"]
    assert blocks[-1].rows == (
        (1, "市水务局", "按时报送", "3月24日 09:05", 3, 3, 0, 1),
        (2, "市生态环境局", "按时报送", "3月25日 17:59", 2, 2, 1, 3),
        (3, "市住房和城乡建设局", "迟报", "3月26日 08:30", 1, 1, 1, 1),
        (4, "市林业和草原局", "本期无进展", "3月20日 10:00", 1, 1, 0, "—"),
        (5, "河湾区党委和政府", "未报送", "—", 1, 0, 1, "—"),
        (6, "北岭县党委和政府", "收到时间待核", "3月27日 11:00（待核）", 1, 0, 1, 3),
    )


def test_a_late_zero_report_is_late_too():
    late = datetime(2031, 3, 26, 9, tzinfo=ZONE)
    blocks = circular(with_unit(sample_ledger(), FOREST, received_at=late))
    assert FOREST in part(blocks, "、迟报的单位")


def test_an_extension_is_said():
    later = datetime(2031, 4, 1, 12, tzinfo=ZONE)
    assert "经同意，市林业和草原局延至2031年4月1日12时。" in text(
        circular(with_unit(sample_ledger(), FOREST, due=later))
    )


def test_a_clean_round_blames_nobody():
    blocks = circular(finished_ledger())
    said = text(blocks)
    assert "按时报送3个" in said
    assert "没有发现必须处理的意见" in said
    for word in ("迟报", "未报送的单位", "待核"):
        assert word not in said


def test_a_period_without_units_still_gives_a_letter():
    blocks = circular(empty_ledger())
    assert "应报送单位0个，按时报送0个" in text(blocks)
    assert not of(blocks, "附件说明")
    assert write_word(blocks, notice_template(), header="", title="通报")


# ── both ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("blocks", [
    circular(sample_ledger()), reminder(sample_ledger(), RIVER_BEND), reminder(sample_ledger(), NORTH),
])
def test_letters_label_nobody_and_write_dates_plainly(blocks):
    said = text(blocks)
    assert "虚假" not in said
    assert "敷衍" not in said
    assert not re.search(r"\D0\d[月日时分]", said)
    headings = [b.text[:2] for b in blocks if isinstance(b, Heading) and b.level == 1]
    assert headings == [f"{n}、" for n in "一二三四五六"][: len(headings)]


@pytest.mark.parametrize(("name", "wording"), [
    ("2031-03", "2031年3月"), ("2031-12", "2031年12月"), ("2031-Q1", "2031年第一季度"),
    ("2031-H2", "2031年下半年"), ("2031", "2031年度"), ("第三轮", "第三轮"), ("2031-13", "2031-13"),
])
def test_periods_are_named_as_one_speaks(name, wording):
    assert period_wording(name) == wording


@pytest.mark.parametrize(("due", "wording"), [
    (datetime(2031, 3, 5, 18, 0, tzinfo=ZONE), "2031年3月5日18时"),
    (datetime(2031, 3, 5, 23, 59, 59, tzinfo=ZONE), "2031年3月5日24时"),
])
def test_due_times_are_written_plainly(due, wording):
    assert due_wording(due) == wording
