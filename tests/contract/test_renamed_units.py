"""A unit renamed or succeeded: new name from its day on, published name in the list."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from clerk import annex_lines, fill, rows_of
from openpyxl import Workbook, load_workbook
from town import ANSWERS, COUNTY, FOREST, HEAD, HOUSING, PERIOD, WATER, Town, put
from valley import sheet_rows, with_workbook

NEW, NEXT = "市水利局", "2031-04"


def succeeded(root: Path, *rows: tuple[str, str, str | None]) -> None:
    """Fill 承接单位 and 承接起始日 of the sheet 单位, adding a row where the unit has none."""
    def change(book: Workbook) -> None:
        sheet = book["单位"]
        header, at = sheet_rows(sheet, "承接单位")
        for name, successor, day in rows:
            filled = [r for r in range(header + 1, sheet.max_row + 2) if sheet.cell(r, at["单位全称"]).value]
            row = next((r for r in filled if sheet.cell(r, at["单位全称"]).value == name), max(filled) + 1)
            sheet.cell(row, at["单位全称"]).value = name
            sheet.cell(row, at["承接单位"]).value = successor
            sheet.cell(row, at["承接起始日"]).value = day
    with_workbook(root / "templates" / "专项配置.xlsx", change)


def sent_as(unit: str) -> Callable[[Workbook], None]:
    """Write another name into 填报单位."""
    def change(book: Workbook) -> None:
        for row in book["填报表"].iter_rows(max_row=6):
            for cell in row:
                if str(cell.value or "").startswith("填报单位"):
                    book["填报表"].cell(cell.row, cell.column + 1).value = unit
    return change


def states(answer: object) -> dict[str, str]:
    return {u["unit"]: u["state"] for u in answer.json["units"]}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def renamed(issued_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """市水务局 became 市水利局 on 22 March; a second period was issued in April. Not to be changed."""
    town = Town(tmp_path_factory.mktemp("renamed"))
    shutil.copytree(issued_town.root, town.root, dirs_exist_ok=True)
    succeeded(town.root, (WATER, NEW, "2031-03-22"))
    answer = town.say("issue", NEXT, "--due", "2031-04-25T18:00", today="2031-04-01")
    assert answer.code == 0, answer.err
    assert f"{WATER}→{NEW}" in answer.out
    return town


def copy_of(town: Town, root: Path) -> Town:
    shutil.copytree(town.root, root, dirs_exist_ok=True)
    return Town(root)


def returned(town: Town, sheet: str, name: str, change: Callable[[Workbook], None] | None = None) -> None:
    """A filled-in sheet of the second period into its inbox."""
    target = town.root / "inbox" / NEXT / name
    fill(town.root / "outbox" / NEXT / "下发" / f"{sheet}.xlsx", target, ANSWERS, head=HEAD)
    if change:
        with_workbook(target, change)


def test_the_sheet_has_the_new_name_and_the_published_columns(renamed: Town) -> None:
    issued = renamed.root / "outbox" / NEXT / "下发"
    assert sorted(p.stem for p in issued.iterdir()) == sorted([NEW, FOREST, HOUSING])
    sheet = load_workbook(issued / f"{NEW}.xlsx")["填报表"]
    assert [c["牵头单位"] for _, c in rows_of(sheet)] == [WATER, f"{WATER}、{FOREST}", WATER]
    assert NEW in [cell.value for row in sheet.iter_rows(max_row=6) for cell in row]


@pytest.mark.parametrize("name", [NEW, WATER, "水务局"])
def test_the_new_name_and_the_old_one_are_accepted(renamed: Town, tmp_path: Path, name: str) -> None:
    town = copy_of(renamed, tmp_path / "t")
    returned(town, NEW, f"{name}.xlsx", sent_as(name))
    answer = town.say("check", NEXT, "--json", today="2031-04-20")
    assert states(answer) == {NEW: "returned", FOREST: "missing", HOUSING: "missing"}
    assert {r["code"] for r in answer.json["remarks"]} == {"R101"}


def test_reports_letters_and_returns_use_the_new_name_and_the_annex_both(renamed: Town, tmp_path: Path) -> None:
    town = copy_of(renamed, tmp_path / "t")
    answer = town.say("run", NEXT, "--json", today="2031-04-26")
    assert states(answer)[NEW] == "missing"
    assert (town.root / "outbox" / NEXT / "通知" / f"催报函-{NEW}.docx").exists()
    lines = annex_lines(town.root / "outbox" / NEXT / "附件-整改进展情况.docx")
    assert f"（尚待{NEW}（原{WATER}）报送本期进展。）" in lines
    assert f"（尚待{NEW}（原{WATER}）、{FOREST}报送本期进展。）" in lines
    returned(town, NEW, "表.xlsx", put(1, "整改状态", "快了"))
    town.say("run", NEXT, today="2031-04-20")
    back = town.root / "outbox" / NEXT / "退回" / f"{NEW}.xlsx"
    assert [int(c["序号"]) for _, c in rows_of(load_workbook(back)["填报表"])] == [1, 3, 5]
    assert WATER in str(load_workbook(town.root / "templates" / "问题清单.xlsx")["问题"]["G2"].value)


def test_what_is_awaited_is_never_carried_as_progress(renamed: Town, tmp_path: Path) -> None:
    town = copy_of(renamed, tmp_path / "t")
    returned(town, FOREST, "林草.xlsx")
    town.say("run", NEXT, today="2031-04-26")
    assert town.say("issue", "2031-05", "--due", "2031-05-25T18:00", today="2031-05-01").code == 0
    sheet = load_workbook(town.root / "outbox" / "2031-05" / "下发" / f"{NEW}.xlsx")["填报表"]
    last = {int(c["序号"]): c["上期进展"] for _, c in rows_of(sheet)}
    assert "尚待" not in str(last)
    assert "岸线已退还" in str(last[3])


def test_a_period_issued_before_keeps_its_name_and_takes_the_new_one(renamed: Town, tmp_path: Path) -> None:
    town = copy_of(renamed, tmp_path / "t")
    town.send(f"{NEW}.xlsx", town.filled(WATER, sent_as(NEW)))
    assert town.say("receive", PERIOD, town.inbox / f"{NEW}.xlsx", "--at", "2031-03-24T09:00", "--from", NEW).code == 0
    answer = town.check(verb="run", today="2031-03-24")
    assert states(answer)[WATER] == "returned"
    assert not {"R105", "R109"} & set(answer.codes())


def test_a_unit_merged_into_another_one_gets_one_sheet(fresh_town: Town) -> None:
    succeeded(fresh_town.root, (HOUSING, FOREST, None))
    assert fresh_town.say("issue", NEXT, "--due", "2031-04-25T18:00", "--to", "all", today="2031-04-01").code == 0
    issued = fresh_town.root / "outbox" / NEXT / "下发"
    assert sorted(p.stem for p in issued.iterdir()) == sorted([WATER, FOREST, COUNTY])
    numbers = [int(c["序号"]) for _, c in rows_of(load_workbook(issued / f"{FOREST}.xlsx")["填报表"])]
    assert numbers == [2, 3, 4, 5]


def test_chains_are_followed_day_by_day_and_cycles_do_no_harm(fresh_town: Town) -> None:
    succeeded(fresh_town.root, (WATER, "市水利局", "2031-03-22"), ("市水利局", "市水利河湖局", "2031-04-15"),
              (FOREST, FOREST, None), (HOUSING, "市住建交通局", None), ("市住建交通局", HOUSING, None))
    for period, day, name in ((NEXT, "2031-04-01", "市水利局"), ("2031-05", "2031-05-01", "市水利河湖局")):
        answer = fresh_town.say("issue", period, "--due", f"{period}-25T18:00", "--json", today=day)
        assert answer.json["units"] == [name, FOREST, HOUSING]
        assert answer.json["renamed"] == {WATER: name}


def test_one_unit_split_in_two_is_said_to_be_beyond_the_sheet(fresh_town: Town) -> None:
    succeeded(fresh_town.root, (WATER, "市水利局、市河湖局", None))
    answer = fresh_town.say("status", PERIOD)
    assert answer.code == 2
    assert "承接单位" not in answer.out
    assert "只能写一个单位" in answer.err
    assert "拆成几个单位" in answer.err
