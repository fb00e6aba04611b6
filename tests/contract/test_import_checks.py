"""What an import cross-checks and marks, from the command line to the list workbook and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerk import zhenggai
from openpyxl import load_workbook

CLEAN = """云岭市贯彻落实省生态环境保护督察反馈意见整改方案

省督察组反馈问题3项。为抓好整改，制定本方案。

一、整改任务
1.青河沿线55个采石场未按规定开采。
牵头单位：市水务局
责任单位：东岭区、石泉县党委和政府
验收单位：市生态环境局
整改时限：2031年6月底
整改目标：55个采石场规范开采
整改措施：
一是责令东岭区3个、石泉县21个、青河县12个、白河县19个未按规定开采的采石场限期整改。（已完成整改）
二是2031年3月底前完成验收。
2.城东水厂应急备用水源没有建成。
牵头单位：市水务局
责任单位：市财政局、住房和城乡建设局
验收单位：市生态环境局
整改时限：2031年12月底前，并长期坚持
整改目标：建成备用水源
整改措施：建成应急备用水源。
3.南郊垃圾转运站渗滤液收集不全。
牵头单位：市城市管理局
责任单位：东岭区党委和政府
验收单位：市生态环境局
整改时限：立行立改
整改目标：收集齐全
整改措施：改造收集池。
"""


def imported(folder: Path, text: str, *more: object):
    document = folder / "方案.txt"
    document.write_text(text, encoding="utf-8")
    return zhenggai("import", document, "--json", "-C", folder, *more)


def spoken(folder: Path, text: str) -> list[tuple[str, int | None, str | None]]:
    remarks = imported(folder, text).json["remarks"]
    return [(r["code"], r["problem"], r["given"]) for r in remarks]


def test_a_clean_document_is_passed_over_in_silence(tmp_path: Path) -> None:
    assert spoken(tmp_path, CLEAN) == []


@pytest.mark.parametrize(("written", "instead", "remark"), [
    ("反馈问题3项", "反馈问题4项", ("P801", None, "3")),
    ("3.南郊", "5.南郊", ("P802", None, None)),
    ("整改目标：建成备用水源\n", "", ("P803", 2, None)),
    ("牵头单位：市城市管理局", "牵头单位：市城管", ("P804", 3, "市城管")),
    ("牵头单位：市城市管理局", "牵头单位：市水务局和市财政局", ("P804", 3, "市水务局和市财政局")),
    ("整改时限：2031年6月底", "整改时限：2031年0630日", ("P805", 1, "2031年0630日")),
    ("整改时限：立行立改", "整改时限：2031年汛期前", ("P805", 3, "2031年汛期前")),
    ("整改时限：立行立改", "整改时限：2031年6月底前见效，2032年底前完成", ("P805", 3, "2031年6月底前见效，2032年底前完成")),
    ("改造收集池。\n", "改造收集池，完善\n（下转第6版）\n", ("P806", None, None)),
    ("55个采石场未按", "54个采石场未按", ("P808", 1, "54个")),
    ("石泉县21个", "石泉县22个", ("P808", 1, "55个")),
    ("整改时限：立行立改", "整改时限：10月底前", ("P809", 3, "10月底前")),
    ("2031年3月底前完成验收", "2032年3月底前完成验收", ("P810", 1, "2032年3月31日")),
    ("验收单位：市生态环境局\n整改时限：立行立改", "验收单位：市城市管理局\n整改时限：立行立改", ("X703", 3, "市城市管理局")),
])  # fmt: skip
def test_one_change_in_it_is_one_remark(tmp_path: Path, written: str, instead: str, remark: tuple) -> None:
    assert CLEAN.count(written) == 1
    found = spoken(tmp_path, CLEAN.replace(written, instead))
    assert remark in found
    follow = {"P801": {"P802"}}.get(remark[0], {remark[0]})
    assert {code for code, _, _ in found} <= {remark[0], "P806", *follow}


def test_a_directory_tells_known_from_unknown_and_offers_the_nearest(tmp_path: Path) -> None:
    zhenggai("init", tmp_path)
    assert imported(tmp_path, CLEAN).code == 0
    again = imported(tmp_path, CLEAN.replace("责任单位：市财政局、", "责任单位：市财证局、"), "--yes").json
    (remark,) = again["remarks"]
    assert (remark["code"], remark["problem"], remark["given"], remark["expected"]) == ("P804", 2, "市财证局", "市财政局")
    assert "不在单位名录里" in remark["message"]


def test_collectives_count_by_the_offices_own_table(tmp_path: Path) -> None:
    zhenggai("init", tmp_path)
    plan = CLEAN.replace("反馈问题3项", "反馈问题3项，涉及4个责任单位").replace(
        "责任单位：东岭区党委和政府", "责任单位：各区县党委和政府")
    remarks = imported(tmp_path, plan).json["remarks"]
    assert [(r["code"], r["given"], r["expected"]) for r in remarks] == []
    (unexpanded,) = imported(tmp_path, plan.replace("4个责任单位", "5个责任单位")).json["remarks"]
    assert "各区县党委和政府" in unexpanded["message"]
    profile = tmp_path / "templates" / "专项配置.xlsx"
    book = load_workbook(profile)
    sheet = book["单位"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if str(sheet.cell(row, at["单位全称"]).value or "").endswith("党委和政府"):
            sheet.cell(row, at["所属集体"], "各区县党委和政府")
    sheet.append(["白河县党委和政府", None, "各区县党委和政府"])
    book.save(profile)
    assert imported(tmp_path, plan.replace("4个责任单位", "5个责任单位")).json["remarks"] == []


DOUBTFUL = CLEAN.replace("整改时限：立行立改", "整改时限：2031年0630日").replace("市城市管理局", "市城管")


def notes_of(path: Path) -> dict[str, str]:
    sheet = load_workbook(path)["问题"]
    return {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}


def test_doubt_is_marked_confirmed_and_gone(tmp_path: Path) -> None:
    zhenggai("init", tmp_path)
    first = imported(tmp_path, DOUBTFUL)
    listed = tmp_path / "templates" / "问题清单.xlsx"
    assert set(notes_of(listed)) == {"G4", "K4", "L4"}
    assert "方案.txt 第" in notes_of(listed)["K4"]
    book = load_workbook(listed)
    book["问题"]["L4"] = "2031-06-30"
    sheet = book["待确认"]
    head = next(row for row in sheet.iter_rows(max_row=9) if row[0].value == "序号")
    at = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, at["栏目"]).value == "牵头单位":
            sheet.cell(row, at["处理"], "已确认")
    book.save(listed)
    again = imported(tmp_path, DOUBTFUL, "--yes")
    assert [p["number"] for p in again.json["problems"]] == [p["number"] for p in first.json["problems"]]
    assert "G4" not in notes_of(listed)
    assert load_workbook(listed)["问题"]["L4"].value is not None


def test_doubt_never_blocks_a_period(tmp_path: Path) -> None:
    zhenggai("init", tmp_path)
    assert imported(tmp_path, DOUBTFUL).code == 0
    issued = zhenggai("issue", "2031-03", "--due", "2031-03-25T18:00", "--today", "2031-03-01", "-C", tmp_path)
    assert issued.code == 0, issued.err
    answer = zhenggai("check", "2031-03", "--json", "--today", "2031-03-02", "-C", tmp_path)
    assert not [code for code in answer.codes() if code.startswith("P")]


@pytest.mark.parametrize(("sentence", "announced"), [
    ("省督察组反馈问题3项。", {"problems": 3}),
    ("整改任务共15项，其中2031年6月底前完成7项、2031年12月底前完成5项。",
     {"problems": 15, "due": {"2031-06-30": 7, "2031-12-31": 5}}),
    ("共涉及7家牵头部门、19家责任部门。", {"lead_units": 7, "responsible_units": 19}),
    ("上一轮反馈的45项问题已完成43项。", {}), ("我市2030年完成整改任务12项。", {}),
    ("收到群众举报120件，办结118件。", {}), ("一是提高认识，二是压实责任。", {}),
])
def test_only_what_a_document_says_of_itself_is_announced(tmp_path: Path, sentence: str, announced: dict) -> None:
    plan = CLEAN.replace("省督察组反馈问题3项。为抓好整改，制定本方案。", sentence)
    assert imported(tmp_path, plan).json["announced"] == announced
