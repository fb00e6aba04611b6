"""The two published documents: every field of the plan, and the annex's round trip as proof."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from clerk import annex_lines, fill, zhenggai
from openpyxl import load_workbook

SEEDS = Path(os.environ["ZHENGGAI_SEEDS"]).resolve() if os.environ.get("ZHENGGAI_SEEDS") else None
needs_seeds = pytest.mark.skipif(SEEDS is None, reason="ZHENGGAI_SEEDS names no folder")
LEAD = "市整改督查办"


def seed(prefix: str) -> Path:
    assert SEEDS is not None
    return next(SEEDS.glob(f"{prefix}*.txt"))


@needs_seeds
def test_the_published_plan_is_read_whole() -> None:
    answer = zhenggai("import", seed("000"), "--json")
    assert answer.code == 0
    read = answer.json
    problems = read["problems"]
    assert [p["number"] for p in problems] == list(range(1, 26))
    assert len({p["section"] for p in problems}) == 3
    assert len({p["category"] for p in problems}) == 10
    measures = [m for p in problems for m in p["measures"]]
    assert len(measures) == 52
    assert sum(bool(m["done_note"]) for m in measures) == 21
    assert sum(bool(m["deadline"]) for m in measures) == 9
    assert [p["number"] for p in problems if p["measures"][0]["ordinal"] is None] == [7, 9, 12, 13, 24]
    assert Counter(p["deadline"] for p in problems) == {
        "2024-12-31": 8, "2025-06-30": 10, "2025-12-31": 7}
    assert all(p["lead_units"] == p["acceptance_units"] and p["goal"] for p in problems)
    assert not any(" " in str(v) for p in problems for v in (p["text"], p["goal"], p["deadline_text"]))
    assert [len(p["responsible_units"]) for p in problems] == [
        1, 1, 4, 2, 4, 10, 3, 1, 4, 2, 2, 1, 1, 4, 3, 7, 5, 5, 12, 2, 3, 3, 2, 4, 1]
    assert read["announced"] == {
        "problems": 40, "sections": 4, "categories": 17, "lead_units": 10, "responsible_units": 26,
        "acceptance_units": 10, "due": {"2024-12-31": 14, "2025-06-30": 12, "2025-12-31": 14}}
    codes = Counter(answer.codes())
    assert codes["P802"] == codes["P806"] == 1
    assert codes["P801"] >= 1
    assert codes["X703"] == 25


@needs_seeds
def test_the_published_annex_is_read_whole() -> None:
    answer = zhenggai("import", "--as", "progress", seed("001"), "--json")
    assert answer.code == 0
    problems = answer.json["problems"]
    assert Counter((p["status_text"], p["status"], p["long_term"]) for p in problems) == {
        ("正在推进实施", "in_progress", False): 9,
        ("已完成整改", "completed", False): 5,
        ("已完成整改，长期坚持", "completed", True): 2}
    assert [len(p["progress"]) for p in problems] == [4, 4, 3, 3, 3, 2, 3, 3, 3, 2, 2, 1, 2, 2, 3, 3]
    assert [p["ordinal"] for p in problems[0]["progress"]] == ["（一）", None, "（二）", "（三）"]


@needs_seeds
def test_the_list_is_read_back_with_nothing_changed(tmp_path: Path) -> None:
    zhenggai("init", tmp_path)
    read = zhenggai("import", seed("000"), "-C", tmp_path, "--json").json
    from datetime import datetime

    from toolkit.app.session import open_session
    from toolkit.app.shapes import problem_shape

    session = open_session(tmp_path, datetime(2025, 3, 1).astimezone())
    kept = [{**problem_shape(p), "at": None} for p in session.problems]
    assert kept == [{**p, "at": None} for p in read["problems"]]


def entries(lines: list[str]) -> list[list[str]]:
    """The lines of an annex, one list an entry: problem, status line, paragraphs."""
    found: list[list[str]] = []
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if re.match(r"[一二三四五六七八九十]+、", line) and following.startswith("整改进展情况："):
            found.append([])
        if found:
            found[-1].append(line)
    return found


def give_lead(path: Path) -> None:
    book = load_workbook(path)
    sheet = book["问题"]
    at = {c.value: c.column for c in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, at["序号"]).value is not None:
            sheet.cell(row, at["牵头单位"], LEAD)
    book.save(path)


@needs_seeds
def test_the_round_trip(tmp_path: Path) -> None:
    text = seed("001").read_text(encoding="utf-8")
    wanted = entries([line.strip() for line in text.splitlines() if line.strip()])
    assert len(wanted) == 16
    zhenggai("init", tmp_path)
    assert zhenggai("import", "--as", "progress", seed("001"), "-C", tmp_path).code == 0
    give_lead(tmp_path / "templates" / "问题清单.xlsx")
    day = ("--today", "2025-03-20", "-C", tmp_path)
    issued = zhenggai("issue", "2025-03", "--due", "2025-03-25T18:00", *day)
    assert issued.code == 0, issued.err
    answers: dict[int, dict[str, Any]] = {}
    for number, (_, status, *paragraphs) in enumerate(wanted, 1):
        word = status.removeprefix("整改进展情况：").replace("正在推进实施", "正在推进")
        answers[number] = {"整改状态": word, "整改进展情况": "\n".join(paragraphs)}
        if word.startswith("已完成"):
            answers[number]["完成日期"] = "2024年12月底"
    sheet = tmp_path / "outbox/2025-03/下发" / f"{LEAD}.xlsx"
    fill(sheet, tmp_path / "inbox/2025-03/返回.xlsx", answers)
    outcome = zhenggai("run", "2025-03", "--json", *day)
    assert outcome.code == 0, outcome.json["remarks"]
    assert not [c for c in outcome.codes() if c[0] in "RCFAL"]
    lines = annex_lines(tmp_path / "outbox/2025-03/附件-整改进展情况.docx")
    assert lines[0] == "附件"
    assert "".join(lines[1].split()) in "".join(text.split())
    assert entries(lines) == wanted


@needs_seeds
def test_the_plan_in_its_own_form_says_what_the_plan_says(tmp_path: Path) -> None:
    from valley import setting

    root = tmp_path / "w"
    zhenggai("init", root)
    zhenggai("import", seed("000"), "-C", root)
    setting(root, 附件版式="方案")
    day = ("--today", "2025-03-20", "-C", root)
    zhenggai("issue", "2025-03", "--due", "2025-03-25T18:00", *day)
    zhenggai("run", "2025-03", *day)
    printed = zhenggai("import", root / "outbox/2025-03/附件-整改进展情况.docx", "--json").json["problems"]
    published = zhenggai("import", seed("000"), "--json").json["problems"]
    assert [{**p, "at": None} for p in printed] == [{**p, "at": None} for p in published]
