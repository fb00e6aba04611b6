"""The annex in the forms an office may choose: nothing lost in any, official numbers in all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import ECOLOGY, WATER, entry, sample_ledger

from toolkit.model import Heading, Ledger, LedgerRow, Measure, Para, Printed, Problem, Table
from toolkit.paragraphs import lines_of, unify
from toolkit.profile.declared import declaration
from toolkit.reports.annex import annex_blocks, group_names, lies_wide
from toolkit.text import split_ordinal

DIGITS = "数字（1.）"


def chosen(ledger: Ledger | None = None, **choices: object) -> Ledger:
    ledger = ledger or sample_ledger()
    return replace(ledger, profile=replace(ledger.profile, **choices))


def lines(ledger: Ledger) -> list[str]:
    """Everything printed, cells of tables included."""
    found: list[str] = []
    for block in annex_blocks(ledger):
        if isinstance(block, Table):
            found += [str(value) for row in block.rows for value in row]
        else:
            found.append(block.text)
    return found


def one(problem: Problem, **more: object) -> Ledger:
    row = LedgerRow(problem, "in_progress", "正在推进", "正在推进实施", False, False, "returned", (), **more)
    return replace(sample_ledger(), rows=(row,))


# ── numbers, units, deadline ─────────────────────────────────────────────────────────────────────
def test_problems_in_digits_bear_their_other_numbers_and_paragraphs_are_a_level_below():
    ledger = sample_ledger()
    first = replace(ledger.rows[0], problem=replace(ledger.rows[0].problem, other_numbers=("省级第9项", "区级第2项")))
    printed = lines(chosen(replace(ledger, rows=(first, *ledger.rows[1:])), annex_numbers=DIGITS))
    assert printed[3].startswith("1.（省级第9项、区级第2项）部分河段")
    assert printed[5:7] == ["（1）封堵排污口3个。", "（2）建立巡查制度。"]
    assert any(line.startswith("2.城区") for line in printed)


def test_units_and_deadline_stand_below_the_problem_where_the_list_has_them():
    printed = lines(chosen(annex_details=True))
    assert printed[4:7] == ["牵头单位：市水务局", "责任单位：河湾区党委和政府、北岭县党委和政府", "整改时限：2031年6月底"]
    assert printed[7].startswith("整改进展情况：")
    assert "责任单位：" not in "".join(lines(one(Problem(1, "排水不畅。"))))


@pytest.mark.parametrize(("number", "han", "digit"), [
    (1, "一、", "1."), (120, "一百二十、", "120."), (205, "二百零五、", "205."), (1010, "一千零一十、", "1010.")])
def test_long_lists_number_correctly(number, han, digit):
    ledger = one(Problem(number, "排水不畅。"))
    assert lines(ledger)[3] == f"{han}排水不畅。"
    assert lines(chosen(ledger, annex_numbers=DIGITS))[3] == f"{digit}排水不畅。"


# ── groups ───────────────────────────────────────────────────────────────────────────────────────
def headings(ledger: Ledger) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for block in annex_blocks(ledger):
        if isinstance(block, Para) and block.style == "分组标题":
            found.append((block.text, []))
        elif isinstance(block, Para) and block.style == "问题":
            found[-1][1].append(block.text.split("、")[0])
    return found


def test_groups_by_unit_keep_the_official_numbers():
    assert headings(chosen(annex_groups="按单位"))[:3] == [
        ("市水务局", ["一", "六"]), ("市水务局、市生态环境局", ["二"]), ("市住房和城乡建设局", ["三"])]


def test_groups_by_status_begin_with_the_most_advanced_and_end_with_the_unknown():
    found = headings(chosen(annex_groups="按状态"))
    assert [name for name, _ in found] == ["已完成整改", "达到序时进度", "正在推进实施", "未达序时进度", "未报送"]
    assert dict(found)["正在推进实施"] == ["五", "六", "八"]


def test_groups_by_section_name_those_without_one():
    ledger = sample_ledger()
    rows = (*ledger.rows[:2], *(replace(row, problem=replace(row.problem, section=None, category=None))
                                for row in ledger.rows[2:]))
    ledger = chosen(replace(ledger, rows=rows), annex_groups="按方面")
    assert [name for name, _ in headings(ledger)] == ["关于污染防治方面", "其他问题"]
    assert group_names(ledger) == {"关于污染防治方面", "其他问题"}
    assert group_names(sample_ledger()) == frozenset()


# ── the plan's own form ──────────────────────────────────────────────────────────────────────────
def planned(measures: tuple[Measure, ...], **more: object) -> list[str]:
    problem = Problem(14, "管网错接。", section="水环境方面", category="排水类", lead_units=(WATER,), measures=measures)
    return lines(chosen(one(problem, **more), annex_layout="方案"))[3:]


def test_the_plan_form_has_sections_categories_labels_and_measures():
    printed = planned((Measure("一", "查清错接。", "已完成整改"), Measure("二", "改造管网。")))
    assert printed == ["一、整改任务", "（一）水环境方面", "1.排水类", "（14）管网错接。", "牵头单位：市水务局",
                       "整改措施：", "一是查清错接。（已完成整改）", "二是改造管网。"]


def test_a_single_measure_stands_beside_its_label():
    assert planned((Measure(None, "改造管网。"),))[-1] == "整改措施：改造管网。"


def test_a_measure_is_done_where_all_who_reported_on_it_say_so():
    def said(unit, word):
        return replace(entry(unit, 14, 9), measure=0, cells={
            "done": entry(unit, 14, 9, status=word).cells["status"]})

    measures = (Measure("一", "查清错接。"), Measure("二", "改造管网。"))
    options = declaration().settings
    done = next(s.default for s in options if s.field == "measure_options")[-1]
    ledger = one(Problem(14, "管网错接。", measures=measures), measure_entries=(said(WATER, done), said(ECOLOGY, done)))
    choices = {"annex_layout": "方案", "measure_options": ("推进中", done)}
    assert "一是查清错接。（已完成整改）" in lines(chosen(ledger, **choices))
    split = replace(ledger.rows[0], measure_entries=(said(WATER, done), said(ECOLOGY, "推进中")))
    assert "一是查清错接。" in lines(chosen(replace(ledger, rows=(split,)), **choices))


def test_counting_begins_anew_in_every_section():
    rows = tuple(
        LedgerRow(Problem(n, f"问题{n}。", section=s, category=c), None, None, "未报送", False, False, "none", ())
        for n, s, c in ((1, "甲方面", "一类"), (2, "甲方面", "二类"), (3, "乙方面", "三类")))
    ledger = chosen(replace(sample_ledger(), rows=rows), annex_layout="方案")
    found = [(b.level, b.text) for b in annex_blocks(ledger) if isinstance(b, Heading)][2:]
    assert found == [(2, "（一）甲方面"), (3, "1.一类"), (3, "2.二类"), (2, "（二）乙方面"), (3, "1.三类")]


# ── the table ────────────────────────────────────────────────────────────────────────────────────
def test_a_table_has_a_row_a_problem_and_a_key_for_every_line():
    ledger = chosen(annex_layout="表格")
    [table] = [b for b in annex_blocks(ledger) if isinstance(b, Table)]
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4", "5", "6", "8"]
    assert table.keys[0, 6] == ("1#1", "1#2")
    for (row, column), keys in table.keys.items():
        assert len(keys) == str(table.rows[row][column]).count("\n") + 1
    assert table.marks[3, 6].tint == "yellow"
    assert lies_wide(ledger.profile)
    assert not lies_wide(sample_ledger().profile)


# ── nothing is lost ──────────────────────────────────────────────────────────────────────────────
LINE = st.text("甲乙丙丁（）一二三1.、是。，；", max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(LINE, min_size=1, max_size=4), min_size=1, max_size=3),
       st.sampled_from(["逐项", "方案和进展", "表格"]), st.booleans())
def test_whatever_units_wrote_is_printed_but_for_their_own_numbers(cells, layout, in_digits):
    texts = ["\n".join(cell) for cell in cells]
    paragraphs = tuple(Printed(n.ordinal, n.text) for lines in unify(texts) for n in lines)
    ledger = one(Problem(1, "排水不畅。"))
    ledger = replace(ledger, rows=(replace(ledger.rows[0], paragraphs=paragraphs),))
    printed = "\n".join(lines(chosen(ledger, annex_layout=layout, annex_numbers=DIGITS if in_digits else "")))
    for text in texts:
        for _, line in lines_of(text):
            ordinal = split_ordinal(line)
            whole = printed.find(line)
            rest = printed.find(ordinal.rest) if ordinal and ordinal.rest.strip() else -1
            assert max(whole, rest) >= 0, line
    assert all(p.text in printed for p in paragraphs)


def test_a_problem_not_for_the_public_is_in_no_form():
    for layout in next(s.choices for s in declaration().settings if s.field == "annex_layout"):
        for groups in ("不分组", "按单位"):
            printed = "".join(lines(chosen(annex_layout=layout, annex_groups=groups)))
            assert "自行监测" not in printed
            assert "积存约4.5万立方米" not in printed
            assert "渗滤液处置能力不足" in printed
