"""What people get: the report, the sheets that go back, the board, and what last period taught."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import mischief as m
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from town import (
    FOREST,
    HOUSING,
    LEADS,
    PERIOD,
    WATER,
    Town,
    put,
    row_of,
    saved,
    spoken,
    table,
)

NEXT = "2031-04"
FULL_OF_FAULTS = (
    put(1, "整改状态", "基本完成"), put(1, "整改进展情况", "同上"), put(1, "联系电话", "打给老王"),
    put(1, "问题", "青河沿线9处排污口未规范整治，旱天仍有污水直排。"),
    put(5, "整改状态", None), put(5, "完成日期", "前几天"), put(5, "佐证材料", "三" * 900),
    m.without_row(3), m.measure(1, "一", "完成情况", "差不多"),
    m.one_more_row(序号="77", 问题="本局自己的一件事", 整改状态="正在推进", 整改进展情况="办了。"),
)


def report(town: Town) -> Workbook:
    return load_workbook(town.outbox / "校验报告.xlsx")


def lines(sheet: Worksheet, first: str) -> list[dict[str, Any]]:
    """The rows below the header row, which begins with ``first``."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(n for n, row in enumerate(rows) if row[0] == first)
    return [dict(zip(map(str, rows[at]), row, strict=True)) for row in rows[at + 1:]]


def decide(town: Town, code: str, choice: Mapping[str, str] = {}, waiver: Mapping[str, Any] = {}) -> None:
    """What the office writes in 专项配置“规则”."""
    path = town.root / "templates" / "专项配置.xlsx"
    book = load_workbook(path)
    sheet = book["规则"]
    header = next(r for r in range(1, 20) if "代码" in [c.value for c in sheet[r]])
    at = {str(c.value): c.column for c in sheet[header] if c.value}
    row = next(r for r in range(header + 1, sheet.max_row + 1) if sheet.cell(r, at["代码"]).value == code)
    for heading, value in choice.items():
        sheet.cell(row, at[heading]).value = value
    blank = next(r for r in range(header + 1, sheet.max_row + 2) if not sheet.cell(r, at["豁免规则"]).value)
    for heading, value in ({"豁免规则": code} | dict(waiver) if waiver else {}).items():
        sheet.cell(blank, at[heading]).value = value
    book.save(path)


# ── the report ───────────────────────────────────────────────────────────────────────────────────
def test_completeness_is_told_in_signs_a_black_and_white_print_keeps(fresh_town: Town) -> None:
    town = fresh_town
    town.send("水务.xlsx", town.filled(WATER, m.in_turn(m.without_row(5), put(1, "整改状态", "大体完成"))))
    town.send("林草.xlsx", town.filled(FOREST, m.in_turn(
        put(2, "整改进展情况", "本期无新进展"), put(2, "存在问题", "冬季封冻。"))))
    assert town.check().code == 1
    sheet = report(town)["完整性"]
    signs = {row["单位"]: row for row in lines(sheet, "单位")}
    assert [signs[WATER][n] for n in ("1", "2", "3", "4", "5")] == ["阻", None, "√", None, "缺"]
    assert [signs[FOREST][n] for n in ("1", "2", "3")] == [None, "无", "√"]
    assert (signs[HOUSING]["4"], signs[HOUSING]["状态"]) == ("未", "未报送")
    assert signs["还没有填好的单位数"]["4"] == "1"
    assert sheet.freeze_panes == "B4"
    assert all(word in str(sheet["A1"].value) for word in "√无迟阻缺未")
    blocked = next(c for row in sheet.iter_rows() for c in row if c.value == "阻")
    target, cell = blocked.hyperlink.location.split("!")
    assert "F303" in [c.value for c in report(town)[target][int(cell[1:])]]


def test_like_remarks_are_one_line_with_their_count_and_a_link(town: Town) -> None:
    town.send(f"{WATER}.xlsx", town.filled(WATER, m.cleared_column("整改进展情况")))
    answer = town.check()
    alike = [r for r in answer.json["remarks"] if r["code"] == "F301"]
    assert len(alike) == 3
    sheet = report(town)["意见归并"]
    (group,) = [row for row in lines(sheet, "单位") if row["代码"] == "F301"]
    assert (group["单位"], group["条数"], group["问题"]) == (WATER, 3, "第1、3、5项")
    assert len(lines(report(town)["校验意见"], "代码")) == len(answer.json["remarks"])


def test_every_link_of_the_report_leads_to_what_it_names(town: Town) -> None:
    town.send(f"{WATER}.xlsx", town.filled(WATER, m.in_turn(*FULL_OF_FAULTS)))
    town.send("坏.xlsx", b"PK\x03\x04 broken")
    town.check()
    book = report(town)
    seen = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in (c for c in row if c.hyperlink):
                target, _, spot = cell.hyperlink.location.partition("!")
                assert book[target][spot].value, f"{sheet.title}!{cell.coordinate}"
                if sheet.title == "校验意见" and target == "文件":
                    assert book[target][spot].value == cell.value
                seen += 1
    assert seen > 20


@pytest.mark.parametrize(("choice", "code", "said"), [
    ({}, 1, ("启用", "阻断")),
    ({"启用": "停用"}, 0, ("停用", "阻断")),
    ({"启用": "试行"}, 0, ("试行", "试行，不拦截")),
    ({"级别": "提醒"}, 0, ("启用", "提醒（原为阻断）")),
])
def test_the_office_decides_what_a_rule_does(
    town: Town, choice: Mapping[str, str], code: int, said: tuple[str, str],
) -> None:
    town.send(f"{HOUSING}.xlsx", town.filled(HOUSING, put(4, "整改状态", "已竣工喽")))
    decide(town, "F303", choice)
    answer = town.check(verb="run")
    assert answer.code == code
    assert ("F303" in answer.codes()) == (choice.get("启用") != "停用")
    card = next(row for row in lines(report(town)["规则"], "代码") if row["代码"] == "F303")
    assert (card["运行情况"], card["级别"]) == said
    from docx import Document

    annex = Document(str(town.outbox / "附件-整改进展情况.docx"))
    assert ("草稿" in "".join(p.text for p in annex.sections[0].header.paragraphs)) == bool(code)
    said_of_it = json.loads(town.say("rules", "--json").out)["in_force"]["F303"]
    assert said_of_it == {"standing": said[0], "weight": "advises" if "级别" in choice else "blocks"}
    told = (town.outbox / "退回" / f"{HOUSING}.xlsx").exists()
    assert told == (choice.get("启用", "启用") == "启用")


def test_waivers_in_force_and_expired_stand_with_the_rule(town: Town) -> None:
    town.send(f"{HOUSING}.xlsx", town.filled(HOUSING, put(4, "整改状态", "已竣工喽")))
    words = {"豁免单位": "住建局", "批准人": "周主任", "理由": "用语待统一"}
    decide(town, "F303", waiver=words | {"有效期": "2031-03-31"})
    decide(town, "R107", waiver={"批准人": "吴科长", "理由": "重复材料", "有效期": "2031-03-01"})
    assert town.check().code == 0
    cards = {row["代码"]: row for row in lines(report(town)["规则"], "代码")}
    assert cards["F303"]["其中已豁免"] == 1
    for word in ("生效，用于1条", HOUSING, "周主任", "用语待统一", "2031年3月31日"):
        assert word in cards["F303"]["豁免（批准人、理由、有效期）"]
    assert "已过期" in cards["R107"]["豁免（批准人、理由、有效期）"]
    assert cards["L506"]["运行情况"] == "本期不适用"
    assert cards["P801"]["运行情况"] == "导入时用"
    later = town.check(today="2031-04-01")
    assert later.code == 1
    assert "到期" in next(r["message"] for r in later.json["remarks"] if r["code"] == "F303")


# ── 退回 ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_sheet_full_of_faults_goes_back_is_mended_and_comes_in_clean(town: Town) -> None:
    town.send(f"{WATER}.xlsx", town.filled(WATER, m.in_turn(*FULL_OF_FAULTS)))
    before = {code for code, unit, *_ in spoken(town.check()) if unit == WATER}
    assert {"F303", "F302", "F301", "F304", "C201", "C202", "A401"} <= before
    path = town.outbox / "退回" / f"{WATER}.xlsx"
    book = load_workbook(path)
    listed = lines(book["退回意见"], "序号")
    assert {str(row["规则"])[:4] for row in listed} >= before
    (word,) = [row for row in listed if str(row["规则"]).startswith("F303") and "基本完成" in str(row["填的是"])]
    sheet_name, cell = str(word["位置"]).split()
    assert "基本完成" in book[sheet_name][cell].comment.text
    assert f"【{word['序号']}·必须改】" in book[sheet_name][cell].comment.text
    assert book[sheet_name][cell].value == "基本完成"
    sheet, _, at = table(book_of_table(book))
    assert sheet.cell(row_of(sheet, 1), at["问题"]).value.startswith("青河沿线3处")
    m.in_turn(
        put(1, "整改状态", "正在推进"), put(1, "整改进展情况", "已封堵2处排污口。"), put(1, "联系电话", None),
        put(5, "整改状态", "正在推进"), put(5, "完成日期", None), put(5, "佐证材料", None),
        put(3, "整改状态", "正在推进"), put(3, "整改进展情况", "岸线已退还1.2公里。"),
        m.measure(1, "一", "完成情况", "推进中"))(book_of_table(book))
    sheet.delete_rows(next(r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, 1).value) == "77"))
    town.send(f"{WATER}（改）.xlsx", saved(book))
    (town.inbox / f"{WATER}.xlsx").unlink()
    after = town.check()
    left = [s for s in spoken(after) if s[1] == WATER and s[0] != "C205"]
    assert left == []
    assert not path.exists()


def book_of_table(book: Workbook) -> Workbook:
    """The workbook with 填报表 first, as the helpers of mischief expect it."""
    book.move_sheet("填报表", -book.sheetnames.index("填报表"))
    return book


def test_a_head_phone_is_mended_in_one_place(town: Town) -> None:
    town.send(f"{WATER}.xlsx", town.filled(WATER, m.head_value("联系电话", "找老王")))
    assert "F305" in [s[0] for s in spoken(town.check()) if s[1] == WATER]
    book = load_workbook(town.outbox / "退回" / f"{WATER}.xlsx")
    sheet, _, at = table(book_of_table(book))
    assert [sheet.cell(row_of(sheet, n), at["联系电话"]).value for n in (1, 3, 5)] == [None] * 3
    m.head_value("联系电话", "0400-5550123")(book)
    town.send(f"{WATER}.xlsx", saved(book))
    assert [s for s in spoken(town.check()) if s[1] == WATER] == []


def test_a_unit_whose_file_cannot_be_read_gets_its_sheet_and_one_remark(town: Town) -> None:
    town.send(f"{WATER}.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken")
    told = [s for s in spoken(town.check()) if s[1] == WATER]
    assert [s[0] for s in told] == ["R107"], "one thing is said, and the unit stays among the missing"
    (asked,) = [row for row in lines(report(town)["待办"], "单位") if row["单位"] == WATER]
    assert "不能采用" in asked["可直接粘贴的话"]
    assert "尚未收到" not in asked["可直接粘贴的话"]
    book = load_workbook(town.outbox / "退回" / f"{WATER}.xlsx")
    rows = lines(book["退回意见"], "序号")
    assert [(str(r["规则"])[:4], r["位置"]) for r in rows] == [("R107", "整份报送表")]


def test_what_a_person_wrote_in_a_sheet_to_correct_is_kept_when_the_unit_is_clean(town: Town) -> None:
    good = (town.inbox / f"{WATER}.xlsx").read_bytes()
    town.send(f"{WATER}.xlsx", town.filled(WATER, put(1, "整改状态", "基本完成")))
    town.check()
    path = town.outbox / "退回" / f"{WATER}.xlsx"
    book = load_workbook(path)
    book.save(path)
    town.send(f"{WATER}.xlsx", good)
    town.check()
    assert not path.exists(), "saved without a change: ours to take away"
    town.send(f"{WATER}.xlsx", town.filled(WATER, put(1, "整改状态", "基本完成")))
    town.check()
    book = load_workbook(path)
    book["退回意见"]["A2"].value = "请周五前改好"
    book.save(path)
    town.send(f"{WATER}.xlsx", good)
    said = town.say("check", PERIOD)
    assert load_workbook(path)["退回意见"]["A2"].value == "请周五前改好"
    assert "有人改过" in said.out


# ── no cascades ──────────────────────────────────────────────────────────────────────────────────
def test_one_fault_is_one_remark(fresh_town: Town) -> None:
    town = fresh_town
    town.clean(HOUSING)
    town.send(f"{FOREST}.xlsx", town.filled(FOREST, m.header_gone()))
    wrong = [s for s in spoken(town.check(today="2031-03-26")) if s[0] != "R102"]
    by_unit = {unit: [s[0] for s in wrong if s[1] == unit] for unit in LEADS}
    assert by_unit[HOUSING] == []
    assert by_unit[WATER] == ["R101"]
    assert by_unit[FOREST] == ["R108"], "why nothing usable came; none of its problems besides"


def test_last_periods_sheet_sent_again_is_said_once(town: Town) -> None:
    assert town.say("run", PERIOD).code == 0
    issue_next(town)
    again = town.root / "inbox" / NEXT / f"{WATER}.xlsx"
    again.write_bytes((town.inbox / f"{WATER}.xlsx").read_bytes())
    answer = town.say("check", NEXT, "--json", today="2031-04-10")
    assert [s[0] for s in spoken(answer) if s[1] == WATER] == ["R106"]


# ── the board, and the next period ───────────────────────────────────────────────────────────────
def test_status_tells_every_unit_and_the_same_in_json(town: Town) -> None:
    town.send(f"{WATER}.xlsx", town.filled(WATER, put(1, "整改状态", "基本完成")))
    said = town.say("status", PERIOD)
    (line,) = [line for line in said.out.splitlines() if line.startswith(WATER)]
    assert line.split()[1:] == ["已报送", *line.split()[2:4], "3/3", "1", "0"]
    assert "还有5天" in said.out
    said.out.encode("gbk")
    totals = json.loads(town.say("status", PERIOD, "--json").out)["totals"]
    assert totals["days_to_due"] == 5
    assert totals["remarks_by_unit"][WATER] == {"blocks": 1, "advises": 0}


def instructions(town: Town, period: str, unit: str) -> list[tuple[str, str]]:
    book = load_workbook(town.root / "outbox" / period / "下发" / f"{unit}.xlsx")
    rows = [(str(a or ""), str(b or "")) for a, b in book["填报说明"].iter_rows(values_only=True, max_col=2)]
    starts = [n for n, row in enumerate(rows) if "上期贵单位的填报有以下问题" in row[0]]
    if not starts:
        return []
    following = rows[starts[0] + 1:]
    return following[: next(n for n, row in enumerate(following) if row[0][1:2] == "、")]


def issue_next(town: Town) -> None:
    assert town.say("issue", NEXT, "--due", "2031-04-25T18:00", today="2031-04-01").code == 0


@pytest.mark.parametrize("lost", [False, True])
def test_last_periods_faults_are_told_in_the_next_sheet(town: Town, *, lost: bool) -> None:
    good = (town.inbox / f"{WATER}.xlsx").read_bytes()
    town.send(f"{WATER}.xlsx", town.filled(WATER, m.in_turn(
        put(1, "整改状态", "基本完成"), put(3, "整改状态", "基本完成"), m.without_row(5))))
    town.check(verb="run")
    if lost:
        (town.root / ".zhenggai" / "faults" / f"{PERIOD}.json").unlink()
    else:  # mended before the period ends: it was a fault all the same
        town.send(f"{WATER}.xlsx", good)
        assert town.check(verb="run").code == 0
    issue_next(town)
    told = dict(instructions(town, NEXT, WATER))
    assert "第5项" in told["漏报问题"]
    assert "2处（第1、3项）" in told["状态用语不在选项"]
    assert instructions(town, NEXT, HOUSING) == []


def test_what_the_office_took_back_was_no_fault(town: Town) -> None:
    town.send(f"{HOUSING}.xlsx", town.filled(HOUSING, put(4, "整改状态", "已竣工喽")))
    town.check(verb="run")
    decide(town, "F303", waiver={"豁免单位": HOUSING, "批准人": "周主任", "理由": "用语待统一"})
    town.check(verb="run")
    issue_next(town)
    assert instructions(town, NEXT, HOUSING) == []


def test_who_had_not_returned_before_the_due_time_was_not_silent(fresh_town: Town) -> None:
    town = fresh_town
    town.check(verb="run")
    town.clean(*LEADS)
    town.check(verb="run")
    issue_next(town)
    assert instructions(town, NEXT, WATER) == []


def test_statistics_compare_with_last_period(town: Town) -> None:
    good = (town.inbox / f"{WATER}.xlsx").read_bytes()
    town.send(f"{WATER}.xlsx", town.filled(WATER, m.in_turn(
        put(1, "整改状态", "基本完成"), put(3, "整改状态", "基本完成"))))
    town.check(verb="run")
    town.send(f"{WATER}.xlsx", good)
    town.check(verb="run")
    assert "比上期" not in [cell.value for cell in report(town)["统计"][1]], "nothing to compare with yet"
    issue_next(town)
    town.say("check", NEXT, today="2031-04-10")
    early = lines(load_workbook(town.root / "outbox" / NEXT / "校验报告.xlsx")["统计"], "分组")
    assert next(row["比上期"] for row in early if row["名称"] == WATER) == "待报送"
    for unit in LEADS:
        content = (town.root / "outbox" / NEXT / "下发" / f"{unit}.xlsx").read_bytes()
        path = town.root / "inbox" / NEXT / f"{unit}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        book = load_workbook(io.BytesIO(content))
        m.zero_report("冬季封冻，没有施工。")(book)
        path.write_bytes(saved(book))
    town.say("check", NEXT, today="2031-04-10")
    counted = lines(load_workbook(town.root / "outbox" / NEXT / "校验报告.xlsx")["统计"], "分组")
    by_name = {row["名称"]: row for row in counted}
    assert (by_name["状态用语不在选项"]["上期出现过"], by_name["状态用语不在选项"]["比上期"]) == (2, "已消除")
    assert by_name[WATER]["上期出现过"] == 2


def test_the_same_look_twice_changes_no_byte(town: Town) -> None:
    town.send(f"{WATER}.xlsx", town.filled(WATER, m.in_turn(*FULL_OF_FAULTS)))
    town.check(verb="run")
    before = {p: p.read_bytes() for p in town.root.rglob("*") if p.is_file() and p.name != "lock"}
    town.check(verb="run")
    assert {p: p.read_bytes() for p in town.root.rglob("*") if p.is_file() and p.name != "lock"} == before
    assert town.outbox / "校验报告.xlsx" in before


def test_a_sheet_of_measures_taken_out_is_named_with_every_problem(fresh_town: Town) -> None:
    fresh_town.send(f"{WATER}.xlsx", fresh_town.filled(WATER, lambda book: book.remove(book["措施"])))
    told = [r for r in fresh_town.check().json["remarks"] if r["code"] == "C205" and r["unit"] == WATER]
    assert [r["problem"] for r in told] == [1, 3, 5]
    assert all("没有“措施”表" in r["message"] for r in told)
