"""The check report: what to do first, every remark once, links that lead where they say."""

from __future__ import annotations

from dataclasses import replace

from ledgers import (
    DUE,
    ECOLOGY,
    FILES,
    FOREST,
    HOUSING,
    NORTH,
    RIVER_BEND,
    SHEET,
    WATER,
    empty_ledger,
    finished_ledger,
    sample_ledger,
)

from toolkit.model import Ledger, Place, Remark, Table
from toolkit.reports.check_report.book import check_tables
from toolkit.reports.check_report.rule_sheet import RuleCard
from toolkit.reports.check_report.tallies import NO_HISTORY, History
from toolkit.reports.check_report.todo import OFFICE, UNKNOWN

CARDS = (
    RuleCard("R101", "未报送", weight="阻断", usual="阻断"),
    RuleCard("R107", "文件无法读取", weight="提醒", usual="阻断", waivers=("【已过期】整条规则",)),
    RuleCard("C201", "漏报问题", "请补填这一项。", weight="阻断", usual="阻断"),
    RuleCard("F301", "必填为空", weight="阻断", usual="阻断"),
    RuleCard("F302", "空话占位", standing="停用", weight="提醒", usual="提醒"),
    RuleCard("L510", "文内数字不自洽", standing="试行", weight="提醒", usual="提醒"),
    RuleCard("L511", "累计数倒退", standing="本期不适用", weight="提醒", usual="提醒"),
)


def sheets(ledger: Ledger, history: History = NO_HISTORY) -> dict[str, Table]:
    return {table.name: table for table in check_tables(ledger, CARDS, history)}


def lines(table: Table) -> list[dict[str, object]]:
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in table.rows]


def to_do(ledger: Ledger) -> dict[object, dict[str, object]]:
    return {line["单位"]: line for line in lines(sheets(ledger)["待办"])}


def with_remarks(*remarks: Remark) -> Ledger:
    return replace(sample_ledger(), remarks=remarks)


def empty_cell(row: int, weight: str = "blocks") -> Remark:
    place = Place(FILES[WATER], SHEET, row, 9)
    return Remark("F301", weight, f"第{row}行“整改进展情况”没有填写。", WATER, row - 8, place)  # type: ignore[arg-type]


def test_sheets_stand_in_order() -> None:
    assert list(sheets(sample_ledger())) == [
        "待办", "完整性", "意见归并", "校验意见", "文件", "单位", "统计", "规则"]


def test_what_blocks_comes_first_and_whoever_is_in_order_is_not_named() -> None:
    names = [line["单位"] for line in lines(sheets(sample_ledger())["待办"])]
    assert names == [ECOLOGY, HOUSING, RIVER_BEND, NORTH, UNKNOWN, WATER]
    assert FOREST not in names
    counts = [(line["阻断"], line["提醒"]) for line in lines(sheets(sample_ledger())["待办"])]
    assert counts == [(1, 0), (1, 1), (1, 0), (1, 1), (1, 0), (0, 1)]


def test_a_missing_unit_is_asked_with_due_time_and_a_way_out() -> None:
    line = to_do(sample_ledger())[RIVER_BEND]
    said = str(line["可直接粘贴的话"])
    for word in (RIVER_BEND, "您好", "2031年3月25日18时", "应报1项", "本期无进展", "0470-555 0100"):
        assert word in said
    assert (line["联系人"], line["联系电话"]) == ("赵主任", "0470-555 0105")


def test_a_missing_unit_is_to_do_even_before_a_rule_speaks() -> None:
    line = to_do(with_remarks())[RIVER_BEND]
    assert line["缺什么、错什么"] == "未报送，应报1项"
    assert "尚未收到" in str(line["可直接粘贴的话"])


def test_a_waived_missing_unit_is_left_in_peace() -> None:
    waived = Remark("R101", "blocks", "未报送。", RIVER_BEND, waived="主任同意")
    assert RIVER_BEND not in to_do(with_remarks(waived))


def test_the_unit_due_time_counts() -> None:
    units = tuple(replace(u, due=DUE.replace(day=28)) for u in sample_ledger().units)
    said = str(to_do(replace(sample_ledger(), units=units))[RIVER_BEND]["可直接粘贴的话"])
    assert "2031年3月28日18时" in said


def test_many_faults_of_a_kind_are_grouped_with_their_cells() -> None:
    line = to_do(with_remarks(*(empty_cell(row) for row in (10, 9, 11))))[WATER]
    assert line["缺什么、错什么"] == "必填为空3处：第1项（填报表I9）、第2项（填报表I10）、第3项（填报表I11）"
    assert "必填为空3处：第1项（填报表I9）" in str(line["可直接粘贴的话"])


def test_a_very_long_list_is_cut_and_counted() -> None:
    line = to_do(with_remarks(*(empty_cell(row) for row in range(9, 49))))[WATER]
    assert str(line["缺什么、错什么"]).endswith("等40处")
    assert len(str(line["可直接粘贴的话"])) < 300


def test_a_single_fault_says_its_sentence_and_its_cell_once() -> None:
    cell = Place(FILES[WATER], SHEET, 9, 9)
    remark = Remark("F302", "blocks", f"{WATER}填报的进展是空话。", WATER, 1, cell)
    assert to_do(with_remarks(remark))[WATER]["缺什么、错什么"] == "填报的进展是空话（第1项，填报表I9）"
    owned = replace(remark, message=f"{WATER}的第1项问题是空话。")
    assert to_do(with_remarks(owned))[WATER]["缺什么、错什么"] == "第1项问题是空话（填报表I9）"
    told = replace(remark, message="第1项I9是空话。")
    assert to_do(with_remarks(told))[WATER]["缺什么、错什么"] == "第1项I9是空话"


def test_blocks_are_to_be_corrected_and_advice_only_looked_at() -> None:
    said = str(to_do(with_remarks(empty_cell(9), empty_cell(10, "advises")))[WATER]["可直接粘贴的话"])
    assert said.index("需要修改") < said.index("另请核实")
    only_advice = str(to_do(with_remarks(empty_cell(9, "advises")))[WATER]["可直接粘贴的话"])
    assert "请核实" in only_advice
    assert "需要修改" not in only_advice


def test_a_late_unit_hears_when_its_sheet_came_and_whether_that_is_certain() -> None:
    lines_ = to_do(sample_ledger())
    assert "于2031年3月26日8时30分收到，晚于" in str(lines_[HOUSING]["可直接粘贴的话"])
    assert "收到时间待核" in str(lines_[NORTH]["可直接粘贴的话"])


def test_superseded_files_ask_nothing_of_a_unit() -> None:
    remark = Remark("R104", "advises", "旧版已被新版本取代。", WATER, None, Place("旧版.xlsx"))
    assert to_do(with_remarks(remark))[WATER]["可直接粘贴的话"] == ""


def test_a_file_of_nobody_is_asked_about_by_name_and_other_remarks_are_the_offices() -> None:
    other = Remark("D604", "advises", "第5项整改时限无法识别。", None, 5)
    generated = Remark("A900", "advises", "台账已被改动。", None, None, Place("整改台账.xlsx"))
    found = to_do(replace(sample_ledger(), remarks=(*sample_ledger().remarks, other, generated)))
    assert "无法打开.xls" in str(found[UNKNOWN]["缺什么、错什么"])
    assert "无法打开.xls" in str(found[UNKNOWN]["可直接粘贴的话"])
    assert str(found[UNKNOWN]["可直接粘贴的话"]).count("无法打开.xls") == 1
    assert found[OFFICE]["提醒"] == 2
    assert found[OFFICE]["可直接粘贴的话"] == ""


def test_every_remark_is_listed_once_with_its_weight_name_and_remedy() -> None:
    ledger = sample_ledger()
    listed = lines(sheets(ledger)["校验意见"])
    assert sorted(str(line["意见"]) for line in listed) == sorted(r.message for r in ledger.remarks)
    by_code = {str(line["代码"]): line for line in listed}
    assert (by_code["C201"]["名称"], by_code["C201"]["怎么办"]) == ("漏报问题", "请补填这一项。")
    assert by_code["F304"]["级别"] == "阻断"
    assert by_code["D601"]["级别"] == "提醒"
    assert by_code["L510"]["级别"] == "试行"
    assert (by_code["L509"]["级别"], by_code["L509"]["豁免依据"][:3]) == ("已豁免", "张主任")  # type: ignore[index]
    assert (by_code["F304"]["单元格"], by_code["F304"]["应为"]) == ("J9", "如2031年3月15日")


def test_links_lead_to_the_first_remark_of_their_line() -> None:
    found = sheets(sample_ledger())
    remarks = lines(found["校验意见"])
    linked = 0
    for line, task in enumerate(lines(found["待办"])):
        link = found["待办"].marks[line, 0].link
        sheet, _, cell = link.partition("!A")
        assert sheet == "校验意见"
        first = remarks[int(cell) - 2]
        assert first["单位"] == (task["单位"] if task["单位"] != UNKNOWN else "")
        linked += 1
    assert linked == 6


def test_every_file_and_every_unit_has_its_line() -> None:
    ledger = sample_ledger()
    found = sheets(ledger)
    assert {(line["文件"], line["文件指纹（sha256）"]) for line in lines(found["文件"])} == {
        (a.file, a.sha256) for a in ledger.arrivals}
    units = {line["单位"]: line for line in lines(found["单位"])}
    assert list(units) == [u.unit for u in ledger.units]
    assert (units[NORTH]["状态"], units[NORTH]["没有填报的问题"]) == ("收到时间待核", "第8项")
    assert units[FOREST]["状态"] == "本期无进展"


def test_counts_add_up_by_rule_and_by_unit() -> None:
    ledger = sample_ledger()
    for group in ("按规则", "按单位"):
        counted = [line for line in lines(sheets(ledger)["统计"]) if line["分组"] == group]
        assert sum(line["合计"] for line in counted) == len(ledger.remarks)  # type: ignore[misc]
        assert sum(line["阻断"] for line in counted) == 5  # type: ignore[misc]


def test_the_head_lines_say_how_the_period_stands() -> None:
    blocked = "".join(sheets(sample_ledger())["待办"].intro)
    assert "草稿" in blocked
    assert "未报送1个" in blocked
    assert "没有阻断意见" in "".join(sheets(finished_ledger())["待办"].intro)


def test_a_period_without_anything_says_so() -> None:
    found = sheets(empty_ledger())
    assert found["待办"].rows == ()
    assert "没有意见" in "".join(found["待办"].intro)
