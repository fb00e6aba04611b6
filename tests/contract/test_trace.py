"""Every paragraph of the annex and every cell of the ledger leads back to the cell it came from."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from clerk import annex_lines
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from valley import (
    ANSWERS,
    CITY,
    FARM,
    NORTH,
    PERIOD,
    WATER,
    Valley,
    copied,
    office_writes,
    opened,
    put,
)

from toolkit.app.judging import judge_period
from toolkit.app.origins.ledger_cells import ledger_cell_sources
from toolkit.app.session import open_session


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Valley:
    """Two units whole, one with a version before, one silent; the office wrote problem 5's text."""
    valley = opened(tmp_path_factory.mktemp("trace") / "w")

    def own_column(book: Any) -> None:
        from clerk import columns

        sheet = book["填报表"]
        header, at = columns(sheet)
        sheet.cell(header, max(at.values()) + 1, "河长意见")
        sheet.cell(header + 1, max(at.values()) + 1, "同意按月调度")
        sheet.cell(header + 9, 2, "另：白马河段照片已附。")

    valley.send(WATER, name="初稿.xlsx", at="2025-03-17T09:00",
                change=put(1, "整改进展情况", "还在摸底。"))
    valley.send(WATER, change=own_column)
    valley.send(FARM)
    valley.send(CITY, {5: {**ANSWERS[5], "完成日期": "2025.3.5", "佐证材料": "照片6张"}})
    valley.run()
    office_writes(valley.ledger, 5, 公开文字="（一）裸露面已覆盖近六成。\n（二）喷淋即将安装。", 修改人="高远")
    valley.run()
    return valley


def traced(valley: Valley, where: str) -> dict[str, Any]:
    answer = valley.say("trace", PERIOD, where, "--json")
    assert answer.code == 0, (where, answer.err)
    said: dict[str, Any] = answer.json
    return said


@lru_cache(maxsize=8)
def opened_workbook(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def really_says(valley: Valley, source: dict[str, Any]) -> None:
    """A source with a cell: the workbook is that one, and the cell holds the words."""
    file = source["file"]
    if not file or not source["cell"]:
        assert source["note"], source
        return
    path = valley.root / file
    if not path.exists():
        path = valley.inbox(file)
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == source["sha256"], source
    value = opened_workbook(content)[source["sheet"]][source["cell"]].value
    if source["written"]:
        words = str(value.date() if hasattr(value, "date") else value)
        assert source["written"] in words, (source, value)


def places(valley: Valley) -> Iterator[tuple[str, str]]:
    """Every place of the annex that can be asked for, with the line printed there."""
    number, at = 0, 0
    lines = annex_lines(valley.annex)
    for before, line in pairwise(lines):
        if line.startswith("整改进展情况："):
            number, at = number + 1, 0
            assert before
            yield str(number), line
        elif number and not (lines.index(line) + 1 < len(lines)
                             and lines[lines.index(line) + 1].startswith("整改进展情况：")):
            at += 1
            yield f"{number}#{at}", line


def test_every_paragraph_of_the_annex(whole: Valley) -> None:
    seen = 0
    for where, line in places(whole):
        said = traced(whole, where)
        assert line.endswith(said["text"]), where
        for source in said["sources"]:
            really_says(whole, source)
        seen += 1
    assert seen == 5 + 3 + 1 + 2 + 2 + 2
    assert traced(whole, "1（二）")["text"] == "（二）截流管完成1.1公里。"
    assert traced(whole, "1（二）")["unit"] == WATER
    assert traced(whole, "1#3")["file"] == f"{WATER}.xlsx"
    assert traced(whole, "5（一）")["edit"]["editor"] == "高远"
    assert "汇总" in traced(whole, "2#1")["note"]
    assert NORTH in traced(whole, "2#1")["text"]


def filled(path: Path) -> Iterator[tuple[str, Any]]:
    """(sheet, cell) of every cell of a workbook that says something."""
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell) for cell in row if cell.value not in (None, ""))


def test_every_cell_of_the_ledger(whole: Valley) -> None:
    session = open_session(whole.root, datetime(2025, 3, 20, 23, 59, 59).astimezone())
    ledger = judge_period(session, PERIOD).ledger()
    seen: Counter[str] = Counter()
    for at, (sheet, cell) in enumerate(filled(whole.ledger)):
        where = f"整改台账!{sheet}!{cell.coordinate}"
        _, sources = ledger_cell_sources(session, ledger, sheet, cell.column_letter, cell.row)
        shapes = [source.shape() for source in sources]
        assert shapes, where
        for shape in shapes:
            really_says(whole, shape)
        if at % 20 == 0:
            assert traced(whole, where)["sources"] == shapes
        seen[sheet] += 1
    assert {"问题", "措施", "填报内容", "未采用内容", "单位", "说明"} <= set(seen)
    assert seen.total() > 250


def cell_of(valley: Valley, sheet: str, heading: str, row: int) -> str:
    at = {c.value: c.column for c in load_workbook(valley.ledger)[sheet][1]}
    return f"整改台账!{sheet}!{get_column_letter(at[heading])}{row}"


def test_cells_lead_to_the_very_cell(whole: Valley) -> None:
    evidence = traced(whole, cell_of(whole, "问题", "佐证材料", 6))
    assert (evidence["unit"], evidence["written"]) == (CITY, "照片6张")
    day = traced(whole, cell_of(whole, "问题", "完成日期", 6))
    assert day["written"] == "2025.3.5"
    assert "2025-03-05" in day["how"]
    lead = traced(whole, cell_of(whole, "问题", "牵头单位", 2))
    assert (lead["file"], lead["sheet"]) == ("templates/问题清单.xlsx", "问题")
    measure = traced(whole, cell_of(whole, "措施", "整改措施", 2))
    assert (measure["file"], measure["sheet"]) == ("templates/问题清单.xlsx", "措施")
    assert traced(whole, cell_of(whole, "单位", "填报人", 2))["file"] == f"{WATER}.xlsx"


def test_sorting_the_ledger_does_not_mislead(whole: Valley, tmp_path: Path) -> None:
    valley = copied(whole, tmp_path / "w")
    book = load_workbook(valley.ledger)
    sheet = book["问题"]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    book.save(valley.ledger)
    said = traced(valley, cell_of(valley, "问题", "佐证材料", 2))
    assert said["written"] == "照片6张"
    edit = traced(valley, "5#1")
    really_says(valley, edit)
    assert edit["cell"].endswith("2")


def test_what_cannot_be_traced_is_a_sentence(whole: Valley) -> None:
    for where in ("9（一）", "1#9", "整改台账!问题!ZZ3", "整改台账!没有!A1", "随便"):
        answer = whole.say("trace", PERIOD, where)
        assert answer.code == 2
        assert len(answer.err) > 8
    beyond = whole.say("trace", PERIOD, "99").err
    assert "没有第99项" in beyond
    assert "序号1至" in beyond


def test_a_bookmark_of_the_annex_leads_to_its_source(whole: Valley) -> None:
    from docx import Document

    names = {}
    for paragraph in Document(str(whole.annex)).paragraphs:
        for mark in paragraph._p.iter("{*}bookmarkStart"):
            names[paragraph.text] = next(v for k, v in mark.attrib.items() if k.endswith("}name"))
    assert len(names) > 15
    seen = set()
    for text, name in list(names.items())[::4]:
        said = traced(whole, name)
        assert text.endswith(said["text"]), name
        seen.add(said["sheet"])
        for source in said["sources"]:
            really_says(whole, source)
    assert traced(whole, names["（二）截流管完成1.1公里。"].removeprefix("_"))["unit"] == WATER
    assert "问题" in seen
    refused = whole.say("trace", PERIOD, "_ZG9999")
    assert refused.code == 2
    assert "书签" in refused.err
