"""The whole way with sheets of every make: learn, issue, fill in, run; and what the issued sheet looks like."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from clerks import FOREST, LEADS, PERIOD, PROGRESS, WATER, Desk, annex_lines, copied, filled
from office_sheets import OFFICES, SECRET, Office

from toolkit.pattern.draft import ORDER
from toolkit.tables import read_workbook

OFFICE = pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)


@pytest.fixture(scope="session")
def issued_desks(plain_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Desk]:
    """One desk an office, learned and issued; not to be changed."""
    desks = {}
    for office in OFFICES:
        desk = copied(plain_desk, tmp_path_factory.mktemp(office.name) / "desk")
        desk.learn(office.build())
        desk.issue()
        desks[office.name] = desk
    return desks


@OFFICE
def test_columns_head_and_words_are_understood(issued_desks: dict[str, Desk], office: Office) -> None:
    desk = issued_desks[office.name]
    assert desk.columns() == office.fields | {heading: heading for heading in office.own}
    assert {h["label"]: h["field"] for h in desk.learned["head"]} == office.head
    assert tuple(w["option"] for w in desk.learned["statuses"]) == (office.statuses or tuple(
        w["option"] for w in desk.learned["statuses"]))
    required = {c["heading"] for t in desk.learned["tables"] if t["table"] == "problems"
                for c in t["columns"] if c["required"]}
    assert required == set(office.required)


@OFFICE
def test_a_clean_round_is_silent_and_prints_what_was_written(
    issued_desks: dict[str, Desk], office: Office, tmp_path: Path,
) -> None:
    desk = copied(issued_desks[office.name], tmp_path / "desk")
    desk.learned = issued_desks[office.name].learned
    desk.send_all()
    result = desk.json("run", PERIOD)
    assert [r for r in result["remarks"] if r["code"][0] in "RCFALO"] == []
    assert {u["state"] for u in result["units"]} == {"returned"}
    said = {p["number"]: "\n".join(x["text"] for x in p["progress"]) for p in result["problems"]}
    assert said == {n: text.replace("（一）", "").replace("（二）", "") for n, text in PROGRESS.items()}
    lines = "\n".join(annex_lines(desk))
    assert all(text in lines for text in ("已封堵1处排污口。", PROGRESS[2], PROGRESS[3]))
    assert _unused(desk) == []
    _own_columns_are_in_the_ledger(desk, office)


def _unused(desk: Desk) -> list[object]:
    book = openpyxl.load_workbook(desk.root / "outbox" / PERIOD / "整改台账.xlsx")
    return [row[2].value for row in book["未采用内容"].iter_rows(min_row=2) if row[2].value]


def _own_columns_are_in_the_ledger(desk: Desk, office: Office) -> None:
    sheet = openpyxl.load_workbook(desk.root / "outbox" / PERIOD / "整改台账.xlsx")["填报内容"]
    headings = [cell.value for cell in sheet[1]]
    answers = desk.answers()[1]
    for heading in office.own:
        if "电话" not in heading:  # shown only where the office allows it
            assert str(sheet.cell(2, headings.index(heading) + 1).value) == str(answers[heading])


@OFFICE
def test_nobody_is_named_in_what_goes_out(issued_desks: dict[str, Desk], office: Office) -> None:
    desk = issued_desks[office.name]
    for content in (desk.sheet.read_bytes(), desk.issued(WATER)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
        for secret in SECRET:
            assert not [name for name, part in parts.items() if secret in part], secret


@OFFICE
def test_the_look_is_kept(issued_desks: dict[str, Desk], office: Office) -> None:
    desk = issued_desks[office.name]
    before = openpyxl.load_workbook(io.BytesIO(office.build())).worksheets[0]
    after = desk.opened()["填报表"]
    rows = desk.learned["tables"][0]["header_rows"]
    for row in range(1, max(rows) + 1):
        for cell in before[row]:
            kept = after.cell(cell.row, cell.column)
            looks = [(c.font.name, c.font.sz, c.font.b, c.fill.fgColor.rgb, c.border.left.style,
                      c.alignment.horizontal) for c in (cell, kept)]
            assert looks[0] == looks[1], cell.coordinate
    for letters, dimension in before.column_dimensions.items():
        if dimension.width:
            assert after.column_dimensions[letters].width == pytest.approx(dimension.width, abs=0.01)
    merged = {str(r) for r in before.merged_cells.ranges if r.max_row <= max(rows)}
    assert {r.split(":")[0] for r in merged} <= {str(r).split(":")[0] for r in after.merged_cells.ranges}
    assert after.oddFooter.center.text == before.oddFooter.center.text
    assert after.oddHeader.right.text == before.oddHeader.right.text


@OFFICE
def test_official_cells_are_the_lists_and_locked_answers_are_blank_and_open(
    issued_desks: dict[str, Desk], office: Office,
) -> None:
    desk = issued_desks[office.name]
    sheet = desk.opened()["填报表"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    first = max(desk.learned["tables"][0]["header_rows"]) + 1
    said = {"number": 1, "text": "柳河沿线2处排污口没有整治，雨后有污水溢出。", "lead_units": WATER,
            "responsible_units": "西川县党委和政府", "deadline": "2031年6月底", "goal": "封堵2处排污口。",
            "section": "水环境方面", "measures": "（一）封堵排污口。\n（二）建成管道3公里。（已完成整改）"}
    for column in desk.learned["tables"][0]["columns"]:
        if not column["cell"]:
            continue
        cell = sheet.cell(first, sheet[column["cell"]].column)
        assert cell.protection.locked == (column["filled_by"] == "office"), column
        if column["filled_by"] == "unit":
            assert cell.value is None, column
        elif column["field"] in said:
            assert cell.value == said[column["field"]]


@OFFICE
def test_what_goes_out_opens_and_says_who_it_is_for(
    issued_desks: dict[str, Desk], office: Office,
) -> None:
    for unit in LEADS:
        tables = read_workbook(unit, issued_desks[office.name].issued(unit))
        names = [sheet.name for sheet in tables.sheets]
        assert names[0] == "填报表"
        assert {"填报说明", "戳记"} <= set(names)
        assert tables.properties["zhenggai-unit"] == unit
        texts = [c.text for c in tables.sheets[0].cells]
        if "unit" in office.head.values():
            assert any(unit in text for text in texts)
        assert not any("2024年" in text or "____" in text for text in texts), texts


def test_titles_speak_of_the_period(issued_desks: dict[str, Desk]) -> None:
    titles = {name: issued_desks[name].opened()["填报表"]["A1"].value for name in ("plain", "with_measures", "fancy")}
    assert titles == {"plain": "某市督察反馈问题整改情况月报表（2031年3月）",
                      "with_measures": "整改问题台账（2031年3月）", "fancy": "督察整改2031年3月填报表"}


def test_drop_downs_dates_and_formats_cover_the_rows(issued_desks: dict[str, Desk]) -> None:
    sheet = issued_desks["two_levels"].opened()["填报表"]
    rules = {str(r.sqref): r for r in sheet.data_validations.dataValidation}
    words = issued_desks["two_levels"].opened()["戳记"]
    offered = [words[cell].value for cell in ("D1", "D2", "D3", "D4")]
    assert rules["G6:G7"].formula1 == "戳记!$D$1:$D$4"
    assert offered == ["未达到序时进度", "达到序时进度", "完成整改", "已销号"]
    assert rules["L6:L7"].type == "list"
    assert [str(r.sqref) for r in sheet.conditional_formatting] == ["G6:G7"]
    assert sheet["J6"].number_format == "0.00"
    days = issued_desks["instructed"].opened()["填报表"]
    assert {r.type for r in days.data_validations.dataValidation if "G3" in str(r.sqref)} == {"date"}


def test_pictures_go_along(issued_desks: dict[str, Desk]) -> None:
    with zipfile.ZipFile(io.BytesIO(issued_desks["with_logo"].issued())) as archive:
        names = archive.namelist()
        pictures = [n for n in names if n.endswith(".png")]
        assert len(pictures) == 2
        assert all(archive.read(p).startswith(b"\x89PNG") for p in pictures)
        assert 'Extension="png"' in archive.read("[Content_Types].xml").decode()


@OFFICE
def test_every_part_is_declared_and_elements_stand_in_the_schemas_order(
    issued_desks: dict[str, Desk], office: Office,
) -> None:
    with zipfile.ZipFile(io.BytesIO(issued_desks[office.name].issued())) as archive:
        types = archive.read("[Content_Types].xml").decode()
        assert len(set(archive.namelist())) == len(archive.namelist())
        for name in archive.namelist():
            extension = name.rpartition(".")[2]
            assert f'PartName="/{name}"' in types or f'Extension="{extension}"' in types, name
            if "/sheet" in name and name.endswith(".xml"):
                root = ET.fromstring(archive.read(name))
                found = [ORDER.index(child.tag.rpartition("}")[2]) for child in root]
                assert found == sorted(found), name
            if name.endswith(".rels"):
                folder = name.rpartition("_rels/")[0]
                for relation in ET.fromstring(archive.read(name)):
                    target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target")))[1:]
                    assert target in archive.namelist(), (name, target)


def test_the_same_sheet_gives_the_same_bytes(plain_desk: Desk, tmp_path: Path) -> None:
    office = OFFICES[1]
    contents = []
    for name in ("a", "b"):
        desk = copied(plain_desk, tmp_path / name)
        desk.learn(office.build())
        desk.issue()
        contents.append([desk.profile.read_bytes(), desk.sheet.read_bytes(), desk.issued(WATER), desk.issued(FOREST)])
    assert contents[0] == contents[1]


@pytest.mark.parametrize("name", ["plain", "two_levels", "with_logo"])
def test_what_is_sent_back_has_the_same_look_and_the_marks(
    issued_desks: dict[str, Desk], tmp_path: Path, name: str,
) -> None:
    desk = copied(issued_desks[name], tmp_path / "desk")
    desk.learned = issued_desks[name].learned
    answers = {n: dict(a) for n, a in desk.answers().items()}
    answers[1]["status"] = "差不多了"
    desk.send(WATER, filled(desk.issued(WATER), desk.learned, answers))
    desk.send(FOREST, filled(desk.issued(FOREST), desk.learned, desk.answers()))
    result = desk.json("check", PERIOD)
    remark = next(r for r in result["remarks"] if r["code"] == "F303")
    content = (desk.root / "outbox" / PERIOD / "退回" / f"{WATER}.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[:2] == ["退回意见", "填报表"]
    cell = book["填报表"][remark["cell"]]
    assert cell.value == "差不多了"
    assert cell.fill.fgColor.rgb == "FFF8B4AA"
    assert "差不多了" in cell.comment.text
    assert book["退回意见"]["D5"].hyperlink.location == f"填报表!{remark['cell']}"
    heading = desk.opened()["填报表"]
    top = desk.learned["tables"][0]["header_rows"][0]
    assert [c.fill.fgColor.rgb for c in book["填报表"][top]] == [c.fill.fgColor.rgb for c in heading[top]]
    answers[1]["status"] = desk.status()
    desk.send(WATER, filled(content, desk.learned, answers))
    again = desk.json("check", PERIOD)
    assert [r["code"] for r in again["remarks"] if r["code"][0] in "RCFALO"] == []
