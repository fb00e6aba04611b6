"""A published list changes: shown first, nothing of the office's lost, history found again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from clerk import Answer, annex_lines, rows_of
from openpyxl import load_workbook
from valley import (
    ANSWERS,
    LEADS,
    PERIOD,
    PLAN,
    Valley,
    contents,
    copied,
    ledger_cell,
    office_writes,
    opened,
    with_workbook,
)

LIST = "templates/问题清单.xlsx"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Valley:
    """Everybody returned, and the period was run; not to be changed."""
    valley = opened(tmp_path_factory.mktemp("ran"))
    valley.send_all()
    assert valley.run().code == 0
    return valley


@pytest.fixture
def valley(ran: Valley, tmp_path: Path) -> Valley:
    return copied(ran, tmp_path / "valley")


def taken(valley: Valley, text: str, *words: str, name: str = "修订.txt") -> Answer:
    """Import a text."""
    (valley.root / name).write_text(text, encoding="utf-8")
    return valley.say("import", valley.root / name, *words)


def listed(root: Path) -> dict[int, dict[str, object]]:
    """The sheet 问题 by number."""
    sheet = load_workbook(root / LIST)["问题"]
    rows = list(sheet.iter_rows(values_only=True))
    return {int(str(row[0])): dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]}


def recorded(root: Path) -> list[dict[str, object]]:
    rows = list(load_workbook(root / LIST)["变更记录"].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]]


def by_hand(root: Path, number: int, **values: object) -> None:
    """Correct cells of the list as the office does."""
    def change(book) -> None:  # type: ignore[no-untyped-def]
        sheet = book["问题"]
        at = {cell.value: cell.column for cell in sheet[1]}
        row = next(r for r in range(2, sheet.max_row + 1) if str(sheet.cell(r, 1).value) == str(number))
        for heading, value in values.items():
            sheet.cell(row, at[heading]).value = value
    with_workbook(root / LIST, change)


LATER = PLAN.replace("2025年6月底", "2025年12月底").replace("建成截流管2.6公里", "建成截流管3.1公里")
SHIFTED = (PLAN.replace("（5）", "（6）").replace("（4）白", "（5）白").replace("（3）12", "（4）12").replace(
    "（二）农业农村方面\n2.养殖污染类\n", """（3）南屏区老城片区雨水口淤堵，汛期积水。
牵头单位：市城市管理局
责任单位：南屏区党委和政府
验收单位：市水务局
整改时限：2025年8月底
整改目标：雨水口全部疏通。
整改措施：完成雨水口清掏。
（二）农业农村方面
2.养殖污染类
"""))


def test_a_change_is_shown_before_and_recorded_after(valley: Valley) -> None:
    before, former = contents(valley.root), (valley.root / LIST).read_bytes()
    asked = taken(valley, LATER)
    assert asked.code == 2
    assert "第1项 整改时限：2025年{6→12}月底" in asked.err
    assert "第1项 整改措施：三 建成截流管{2→3}.{6→1}公里。" in asked.err
    assert contents(valley.root, skip=("修订.txt", ".zhenggai")) == {
        k: v for k, v in before.items() if not k.startswith(".zhenggai")}
    in_json = taken(valley, LATER, "--json")
    assert (in_json.code, set(in_json.json)) == (2, {"error"})
    assert "2025年{6→12}月底" in in_json.json["error"]

    done = taken(valley, LATER, "--yes", "--reason", "省里批复", "--json")
    assert done.code == 0, done.err
    assert done.json["open_periods"] == [PERIOD]
    assert done.json["changes"][0] == {
        "kind": "changed", "number": 1, "field": "整改时限", "before": "2025年6月底", "after": "2025年12月底",
        "difference": "2025年{6→12}月底"}
    assert (valley.root / done.json["superseded"]).read_bytes() == former
    last = recorded(valley.root)[-1]
    assert (str(last["时间"])[:10], last["来源文件"], last["理由"], len(str(last["sha256"]))) == (
        "2025-03-20", "修订.txt", "省里批复", 64)
    assert (last["栏目"], str(listed(valley.root)[1]["时限日期"])[:10]) == ("整改措施", "2025-12-31")


def test_the_same_bytes_again_change_nothing_and_say_so(valley: Valley) -> None:
    by_hand(valley.root, 2, 牵头单位="北川县人民政府")
    before = contents(valley.root, skip=("修订.txt",))
    again = taken(valley, PLAN)
    assert again.code == 0
    assert "2025-03-01已经导入过" in again.out
    assert "第2项“牵头单位”保留手工改过的“北川县人民政府”" in again.out
    assert contents(valley.root, skip=("修订.txt", "lock")) == {k: v for k, v in before.items() if "lock" not in k}


def test_the_offices_corrections_stay_and_conflicts_are_shown(valley: Valley) -> None:
    by_hand(valley.root, 1, 整改时限="2025年7月底", 时限日期="2025-07-31")
    by_hand(valley.root, 2, 整改目标="运行负荷率达到65%。")
    revised = LATER.replace("喷淋。\n", "喷淋。三是硬化路面。\n")
    assert "冲突：清单里的“2025年7月底”是手工改过的，文件现在写“2025年12月底”" in taken(valley, revised).err
    done = taken(valley, revised, "--yes", "--json").json
    assert [(c["number"], c["field"]) for c in done["changes"] if c["kind"] == "conflict"] == [(1, "整改时限")]
    now = listed(valley.root)
    assert (now[1]["整改时限"], now[2]["整改目标"]) == ("2025年7月底", "运行负荷率达到65%。")
    assert any(r["栏目"] == "整改时限（冲突：保留手工更正）" for r in recorded(valley.root))
    assert taken(valley, revised).code == 0
    third = taken(valley, revised.replace("2025年12月底", "2026年3月底"), "--yes", "--take-file")
    assert third.code == 0, third.err
    assert listed(valley.root)[1]["整改时限"] == "2026年3月底"


def test_a_part_is_no_deletion_and_a_deletion_must_be_asked_for(valley: Valley) -> None:
    part = PLAN[:PLAN.index("3.固体废物类")]
    kept = taken(valley, part)
    assert (kept.code, 5 in listed(valley.root)) == (0, True)
    assert "清单第5项文件里没有，仍保留" in kept.out
    assert "删去问题" in taken(valley, part, "--remove-missing").err
    assert taken(valley, part, "--remove-missing", "--yes").code == 0
    assert sorted(listed(valley.root)) == [1, 2, 3, 4]
    assert taken(valley, part).code == 0


def test_a_problem_put_in_between_keeps_everybodys_history(valley: Valley) -> None:
    assert valley.say("publish", PERIOD, today="2025-03-26").code == 0
    done = taken(valley, SHIFTED, "--yes", "--json").json
    assert [(c["kind"], c["number"]) for c in done["changes"]] == [
        ("added", 3), ("renumbered", 4), ("renumbered", 5), ("renumbered", 6)]
    assert {n: row["原序号"] for n, row in listed(valley.root).items()} == {
        1: None, 2: None, 3: None, 4: "3", 5: "4", 6: "5"}
    assert valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", today="2025-04-01").code == 0
    farm = load_workbook(valley.outbox("下发", "市农业农村局.xlsx", period="2025-04"))["填报表"]
    last = {int(c["序号"]): str(c["上期进展"]) for _, c in rows_of(farm)}
    assert last[4].startswith("（一）已为9家养殖场")
    assert "退水监测方案已印发" in last[5]

    answers = {4: {"整改状态": "尚未启动", "整改进展情况": "12家养殖场仍在选址。"}}
    valley.send("市农业农村局", answers, period="2025-04", at="2025-04-10T09:00")
    valley.run("2025-04", today="2025-04-20")
    ledger = valley.outbox("整改台账.xlsx", period="2025-04")
    assert [ledger_cell(ledger, n, "上期状态") for n in (3, 4, 6)] == [None, "未达序时进度", "正在推进实施"]
    where = valley.say("trace", "2025-04", "整改台账!问题!V7", "--json", today="2025-04-20").json
    assert where["file"] == f"outbox/{PERIOD}/定稿/整改台账.xlsx"


def test_sheets_and_edits_from_before_the_renumbering_go_with_their_problem(valley: Valley) -> None:
    office_writes(valley.ledger, 3, 公开文字="养殖场已有九家配套。", 修改人="甲", 修改理由="润色")
    assert valley.run().code == 0
    office_writes(valley.ledger, 5, 公开文字="堆放点覆盖过半。", 修改人="甲", 修改理由="润色")
    assert taken(valley, SHIFTED, "--yes").code == 0
    answer = valley.run()
    assert not {"C202", "C203", "C206"} & set(answer.codes())
    said = {p["number"]: (p["source"], p["progress"][0]["text"]) for p in answer.json["problems"] if p["progress"]}
    assert said[4] == ("edited", "养殖场已有九家配套。")
    assert said[6] == ("edited", "堆放点覆盖过半。")
    assert said[5] == ("returned", ANSWERS[4]["整改进展情况"])
    assert ledger_cell(valley.ledger, 3, "公开文字") is None
    assert answer.json["problems"][2]["source"] == "none"


def test_a_merge_and_a_split_by_hand_carry_the_last_texts(valley: Valley) -> None:
    assert valley.say("publish", PERIOD, today="2025-03-26").code == 0

    def change(book) -> None:  # type: ignore[no-untyped-def]
        sheet = book["问题"]
        at = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, at["原序号"]).value = "1、2"
        sheet.delete_rows(3)
        measures = book["措施"]
        for row in range(measures.max_row, 1, -1):
            if str(measures.cell(row, 1).value) == "2":
                measures.delete_rows(row)
        new = sheet.max_row + 1
        for row in range(2, sheet.max_row + 1):
            if str(sheet.cell(row, 1).value) == "5":
                new = next(r for r in range(row, sheet.max_row + 2) if not sheet.cell(r, 1).value)
                for heading, value in {"序号": 6, "原序号": "5", "问题": "城郊堆放点没有喷淋设施。",
                                       "牵头单位": "市城市管理局"}.items():
                    sheet.cell(new, at[heading]).value = value
    with_workbook(valley.root / LIST, change)
    assert valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", today="2025-04-01").code == 0
    water = load_workbook(valley.outbox("下发", "市水务局.xlsx", period="2025-04"))["填报表"]
    last = {int(c["序号"]): str(c["上期进展"]) for _, c in rows_of(water)}
    assert "截流管完成1.1公里" in last[1]
    assert "运行负荷率升至49%" in last[1]
    city = load_workbook(valley.outbox("下发", "市城市管理局.xlsx", period="2025-04"))["填报表"]
    assert ["喷淋设备已采购" in str(c["上期进展"]) for _, c in rows_of(city)] == [True, True]


# ── several documents ────────────────────────────────────────────────────────────────────────────
ANNEX = """附件

云岭市督察反馈问题整改进展情况

一、白马河段有5个入河排污口没有整治，雨季污水直排。
整改进展情况：正在推进实施
（一）已查清来源。
二、城郊建筑垃圾堆放点没有覆盖，扬尘明显。
整改进展情况：已完成整改
（一）裸露面全部覆盖。
三、13家规模养殖场粪污处理设施不配套。
整改进展情况：正在推进实施
（一）储粪棚开工。
"""


def test_a_plan_in_two_halves_and_its_annex_in_one_command(tmp_path: Path) -> None:
    from clerk import zhenggai

    root = tmp_path / "w"
    assert zhenggai("init", root).code == 0
    at = PLAN.index("逐场配套")
    files = {"第1版.txt": PLAN[:at] + "（下转第7版）\n本报讯 会议召开。\n", "第7版.txt": "（上接第1版）\n" + PLAN[at:],
             "附件.txt": ANNEX}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in ("附件.txt", "第7版.txt", "第1版.txt")]
    answer = zhenggai("import", *paths, "-C", root, "--json", "--today", "2025-03-01")
    assert answer.code == 0, answer.err
    read = answer.json
    assert [p["number"] for p in read["problems"]] == [1, 2, 3, 4, 5]
    assert read["problems"][2]["measures"][1]["text"] == "逐场配套储粪设施。"
    assert [p["status"] for p in read["problems"]] == ["in_progress", None, "in_progress", None, "completed"]
    codes = answer.codes()
    assert "P806" not in codes
    assert {(r["code"], r["problem"]) for r in read["remarks"] if r["code"] in ("P811", "P812")} == {
        ("P811", 5), ("P812", 3)}
    assert listed(root)[3]["问题"] == "12家规模养殖场粪污处理设施不配套。"
    assert {r["来源文件"] for r in recorded(root)} == set(files)
    assert zhenggai("import", *paths[::-1], "-C", root).code == 0


def test_an_annex_that_comes_later_gives_status_and_a_baseline_by_words(valley: Valley) -> None:
    done = taken(valley, ANNEX, "--yes", "--json", name="附件.txt")
    assert done.code == 0, done.err
    assert [(c["number"], c["field"], c["after"]) for c in done.json["changes"]] == [
        (1, "整改状态", "正在推进实施"), (3, "整改状态", "正在推进实施"), (5, "整改状态", "已完成整改")]
    assert taken(valley, ANNEX, name="附件.txt").code == 0
    shutil.rmtree(valley.root / "inbox" / PERIOD)
    shutil.rmtree(valley.root / "outbox" / PERIOD)
    laid = taken(valley, ANNEX, "--as", "progress", "--period", "2025-02", name="附件.txt")
    assert laid.code == 0, laid.err
    assert valley.say("issue", PERIOD, "--due", "2025-03-25T18:00", today="2025-03-01").code == 0
    city = load_workbook(valley.outbox("下发", "市城市管理局.xlsx"))["填报表"]
    assert [(int(c["序号"]), c["上期进展"]) for _, c in rows_of(city)] == [(5, "（一）裸露面全部覆盖。")]


def test_documents_with_one_number_for_two_problems_leave_a_list_that_can_be_read(tmp_path: Path) -> None:
    from clerk import zhenggai

    root = tmp_path / "w"
    assert zhenggai("init", root).code == 0
    document = tmp_path / "方案.txt"
    document.write_text(PLAN.replace("（5）", "（4）"), encoding="utf-8")
    answer = zhenggai("import", document, "-C", root)
    assert answer.code == 0, answer.err
    assert "P802" in answer.out
    assert "暂列为第5项（原序号4）" in answer.out
    assert sorted(listed(root)) == [1, 2, 3, 4, 5]
    assert json.loads(zhenggai("import", document, "-C", root, "--json").out)["changes"] == []
    assert LEADS[0] in str(listed(root)[1]["牵头单位"])


def test_sheets_issued_before_a_revision_are_held_to_what_was_issued(valley: Valley) -> None:
    by_hand(valley.root, 1, 整改目标="建成截流管9.9公里", 问题="全市沿河排口普查没有做完，底数不清。")
    told = valley.run().json["remarks"]
    assert not [r for r in told if r["code"] in ("A401", "C206", "C202")]
    revised = [r for r in told if r["code"] == "A402" and "清单此后有修订" in r["message"]]
    assert {r["problem"] for r in revised} == {1}
    assert any("“整改目标”" in r["message"] for r in revised)


def test_a_problem_that_changed_hands_or_came_later_blames_nobody(valley: Valley) -> None:
    by_hand(valley.root, 1, 牵头单位="市城市管理局")
    by_hand(valley.root, 5, 序号="9", 问题="三个乡镇没有垃圾转运站。", 牵头单位="市农业农村局")

    def renumber(book) -> None:  # type: ignore[no-untyped-def]
        for row in book["措施"].iter_rows(min_row=2):
            row[0].value = 9 if str(row[0].value) == "5" else row[0].value
    with_workbook(valley.root / LIST, renumber)
    told = valley.run().json["remarks"]
    assert not [r for r in told if r["code"] in ("C202", "C203", "A401")]
    late = {(r["unit"], r["problem"]): r["message"] for r in told if r["code"] == "C201"}
    assert "下发后新列入清单" in late["市农业农村局", 9]


def test_what_the_office_added_to_the_list_goes_over_into_the_new_one(valley: Valley) -> None:
    def add(book) -> None:  # type: ignore[no-untyped-def]
        for name, heading in (("问题", "联络员"), ("措施", "经办")):
            sheet = book[name]
            column = sheet.max_column + 1
            sheet.cell(1, column).value = heading
            for row in range(2, 6):
                sheet.cell(row, column).value = f"{heading}{row}"
            sheet.column_dimensions["C"].width = 41
        book.create_sheet("备忘")["B2"] = "周三碰头"
    before = listed(valley.root)
    with_workbook(valley.root / LIST, add)
    assert taken(valley, SHIFTED, "--yes").code == 0
    book = load_workbook(valley.root / LIST)
    now = listed(valley.root)
    assert book["备忘"]["B2"].value == "周三碰头"
    assert book["问题"].column_dimensions["C"].width == pytest.approx(41, abs=1)
    assert book["措施"].cell(1, book["措施"].max_column).value == "经办"
    kept = {str(row["问题"]): row["联络员"] for row in now.values()}
    assert [kept[str(row["问题"])] for row in list(before.values())[:4]] == [f"联络员{n}" for n in range(2, 6)]
    assert [row["联络员"] for row in now.values() if "雨水口" in str(row["问题"])] == [None]


def test_a_problem_listed_after_publication_is_owed_from_the_next_period_on(valley: Valley, tmp_path: Path) -> None:
    assert valley.say("publish", PERIOD).code == 0
    published = {p.name: p.read_bytes() for p in valley.outbox("定稿").iterdir()}
    annex = valley.annex.read_bytes()
    more = PLAN + """（6）南屏区老城片区雨水口淤堵，汛期积水。
牵头单位：市城市管理局
责任单位：南屏区党委和政府
验收单位：市水务局
整改时限：2025年8月底
整改目标：雨水口全部疏通。
整改措施：完成雨水口清掏。
"""
    assert taken(valley, more, "--yes").code == 0
    again = valley.run()
    assert again.code == 0, again.json["remarks"]
    assert [p["number"] for p in again.json["problems"]] == [1, 2, 3, 4, 5]
    assert valley.annex.read_bytes() == annex
    assert "第6项" in valley.say("status", PERIOD).out
    shutil.move(valley.outbox("定稿"), tmp_path / "第一次定稿")
    corrected = valley.say("publish", PERIOD)
    assert corrected.code == 0, corrected.out + corrected.err
    assert (valley.outbox("定稿") / valley.annex.name).read_bytes() == published[valley.annex.name]
    assert valley.say("issue", "2025-04", "--due", "2025-04-25T18:00").code == 0
    asked = load_workbook(valley.outbox("下发", "市城市管理局.xlsx", period="2025-04"))["填报表"]
    assert [int(cells["序号"]) for _, cells in rows_of(asked)] == [5, 6]


def test_a_problem_the_office_closes_in_the_list_stays_closed_whatever_the_last_ledger_says(valley: Valley) -> None:
    assert valley.say("publish", PERIOD).code == 0
    by_hand(valley.root, 5, 整改状态="已销号")
    assert valley.say("issue", "2025-04", "--due", "2025-04-25T18:00", today="2025-04-01").code == 0
    valley.send_all(*(unit for unit in LEADS if unit != "市城市管理局"), period="2025-04")
    answer = valley.run("2025-04", today="2025-04-20")
    closed = answer.json["problems"][4]
    assert (closed["status"], closed["status_text"], closed["source"]) == ("closed", "已销号", "carried")
    assert not [r for r in answer.json["remarks"] if r["problem"] == 5 and r["code"] != "R101"]
    assert "尚待市城市管理局" not in "".join(annex_lines(valley.outbox(valley.annex.name, period="2025-04")))
    valley.send("市城市管理局", period="2025-04")
    told = [r for r in valley.run("2025-04", today="2025-04-20").json["remarks"] if r["code"] == "X704"]
    assert [(r["problem"], r["weight"]) for r in told] == [(5, "blocks")]
    assert "在问题清单里已销号" in told[0]["message"]
