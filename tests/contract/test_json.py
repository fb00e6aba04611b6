"""Every JSON document of the contract: keys, types, nulls and words, one document on stdout."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import mischief as m
import pytest
from clerk import zhenggai
from town import DUE, FOREST, HOUSING, LEADS, PERIOD, PLAN, WATER, Town, put

Status = Literal["not_started", "behind", "in_progress", "on_schedule", "completed", "accepted", "closed"]
Day, Moment, Digest, Cell, Code = (object() for _ in range(5))
PATTERNS = {id(Digest): r"[0-9a-f]{64}", id(Cell): r"[A-Z]{1,3}[1-9]\d*", id(Code): r"[A-Z]\d{3}"}

REMARK = {"code": Code, "weight": Literal["blocks", "advises"], "message": str, "unit": str | None,
          "problem": int | None, "file": str | None, "sheet": str | None, "cell": (Cell, None),
          "given": str | None, "expected": str | None}
LISTED = {
    "number": int, "other_numbers": [str], "section": str | None, "category": str | None, "text": str,
    "lead_units": [str], "responsible_units": [str], "acceptance_units": [str], "supervising_units": [str],
    "deadline_text": str | None, "deadline": (Day, None), "long_term": bool, "goal": str | None,
    "measures": [{"ordinal": str | None, "text": str, "done_note": str | None, "deadline": (Day, None)}],
    "status_text": str | None, "status": Status | None, "progress": [{"ordinal": str | None, "text": str}],
    "at": {"file": str, "line": int}}
ROUND = {
    "period": str, "due": Moment, "as_of": Day,
    "units": [{"unit": str, "state": Literal["returned", "late", "missing", "nothing_to_report"],
               "received_at": (Moment, None), "files": [str], "expected": int, "answered": int}],
    "files": [{"file": str, "sha256": Digest,
               "verdict": Literal["accepted", "accepted_with_remarks", "rejected", "ignored"],
               "unit": str | None, "reason": str | None}],
    "problems": [{"number": int, "status": Status | None, "status_text": str | None, "long_term": bool,
                  "deadline": (Day, None), "overdue": bool,
                  "source": Literal["returned", "carried", "edited", "none"],
                  "progress": [{"text": str, "unit": str | None, "file": str | None, "sheet": str | None,
                                "cell": (Cell, None)}]}],
    "remarks": [REMARK], "totals": dict, "outputs": [str]}


def fits(value: Any, shape: Any, at: str = "$") -> None:  # noqa: C901 - one branch a kind of shape
    """Assert that a value has a shape: exactly these keys, these types, these words."""
    if isinstance(shape, dict):
        assert isinstance(value, Mapping), at
        assert set(value) == set(shape), f"{at}: {set(value) ^ set(shape)}"
        for key, inner in shape.items():
            fits(value[key], inner, f"{at}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), at
        for number, one in enumerate(value):
            fits(one, shape[0], f"{at}[{number}]")
    elif isinstance(shape, tuple):
        assert value is None or fits(value, shape[0], at) is None
    elif shape is Day:
        assert date.fromisoformat(value).isoformat() == value, at
    elif shape is Moment:
        assert datetime.fromisoformat(value).tzinfo is not None, at
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", value), at
    elif id(shape) in PATTERNS:
        assert re.fullmatch(PATTERNS[id(shape)], value), f"{at}: {value}"
    elif get_origin(shape) is Literal:
        assert value in get_args(shape), f"{at}: {value}"
    elif get_origin(shape) is Union or "|" in str(shape):
        if value is not None:
            fits(value, next(s for s in get_args(shape) if s is not type(None)), at)
    else:
        assert type(value) is shape, f"{at}: {value!r} is no {shape}"


def one_document(answer) -> Any:
    """The one JSON document on stdout, from its first byte to its last."""
    document, end = json.JSONDecoder().raw_decode(answer.out)
    assert answer.out[end:] == "\n"
    return document


# ── the official list ────────────────────────────────────────────────────────────────────────────
def test_a_plan_without_a_workspace(tmp_path: Path) -> None:
    document = tmp_path / "方案.txt"
    document.write_text(PLAN, encoding="utf-8")
    answer = zhenggai("import", document, "--json", "-C", tmp_path)
    assert answer.code == 0
    read = one_document(answer)
    fits(read, {"title": str | None, "announced": dict, "problems": [LISTED], "remarks": [REMARK]})
    assert [p.name for p in tmp_path.iterdir()] == ["方案.txt"]
    third = read["problems"][2]
    assert third["lead_units"] == [WATER, FOREST]
    assert third["measures"][0] == {
        "ordinal": "一", "text": "完成岸线占用情况排查。", "done_note": "已完成整改", "deadline": None}
    assert third["deadline"] == "2031-12-31"
    assert third["at"]["file"] == "方案.txt"


def test_what_a_document_announces(tmp_path: Path) -> None:
    document = tmp_path / "方案.txt"
    document.write_text(PLAN + "\n方案共梳理2个方面、2类、5项问题，其中2031年6月底前完成1项。\n", encoding="utf-8")
    announced = one_document(zhenggai("import", document, "--json", "-C", tmp_path))["announced"]
    assert set(announced) <= {"problems", "sections", "categories", "lead_units", "responsible_units",
                              "acceptance_units", "due"}
    assert announced["problems"] == 5


def test_a_document_that_is_no_list(tmp_path: Path) -> None:
    document = tmp_path / "新闻.txt"
    document.write_text("今日晴。", encoding="utf-8")
    answer = zhenggai("import", document, "--json", "-C", tmp_path)
    assert answer.code == 1
    read = one_document(answer)
    assert read["problems"] == []
    assert read["announced"] == {}
    fits(read["remarks"], [REMARK])
    assert [r["code"] for r in read["remarks"]] == ["P807"]


def test_an_import_in_a_workspace_adds_what_it_did(town: Town, tmp_path: Path) -> None:
    document = tmp_path / "改.txt"
    document.write_text(PLAN.replace("封堵3处排污口", "封堵4处排污口"), encoding="utf-8")
    read = one_document(town.say("import", document, "--json", "--yes"))
    fits(read["problems"], [LISTED])
    fits(read["changes"], [
        {"kind": str, "number": int, "field": str, "before": str, "after": str, "difference": str}])
    assert [(c["number"], c["field"], c["difference"]) for c in read["changes"]] == [
        (1, "整改目标", "封堵{3→4}处排污口，消除旱天直排。")]


# ── a period ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("verb", ["status", "check", "run"])
@pytest.mark.parametrize("state", ["empty", "clean", "messy"])
def test_a_period_has_the_shape_of_the_contract_in_every_state(fresh_town: Town, verb: str, state: str) -> None:
    if state != "empty":
        fresh_town.clean(*LEADS)
    if state == "messy":
        make_a_mess(fresh_town)
    answer = fresh_town.check(verb=verb, today="2031-03-28")
    document = one_document(answer)
    fits(document, ROUND)
    assert (document["period"], document["as_of"]) == (PERIOD, "2031-03-31")
    assert document["due"].startswith("2031-03-25T18:00:00")
    assert answer.code == (1 if any(r["weight"] == "blocks" for r in document["remarks"]) else 0)
    assert [u["unit"] for u in document["units"]] == [WATER, FOREST, HOUSING]
    assert [p["number"] for p in document["problems"]] == [1, 2, 3, 4, 5]
    for output in document["outputs"]:
        assert (fresh_town.root / output).is_file(), output
    assert "\\" not in "".join(f["file"] for f in document["files"])


def make_a_mess(town: Town) -> None:
    town.send(f"{WATER}.xlsx", town.filled(WATER, put(1, "整改状态", "差不多了")))
    town.send("外.zip", m.zipped([("内/b.xlsx", b"x"), (f"{HOUSING}改.xlsx", town.filled(HOUSING))]))
    (town.inbox / f"{FOREST}.xlsx").unlink()
    town.send("Thumbs.db", b"x")


def test_zip_members_are_spelled_as_paths(town: Town) -> None:
    make_a_mess(town)
    files = {f["file"]: f for f in one_document(town.check())["files"]}
    assert {"外.zip", "外.zip/内/b.xlsx", f"外.zip/{HOUSING}改.xlsx", "Thumbs.db"} <= set(files)
    assert files["外.zip/内/b.xlsx"]["verdict"] == "rejected"
    assert files["Thumbs.db"]["verdict"] == "ignored"


def test_states_of_units(fresh_town: Town) -> None:
    fresh_town.send(f"{WATER}.xlsx", fresh_town.filled(WATER, m.zero_report("停工。"), answers={}))
    late = fresh_town.send(f"{FOREST}.xlsx", fresh_town.filled(FOREST))
    fresh_town.say("receive", PERIOD, late, "--at", "2031-03-26T09:00", today="2031-03-27")
    units = one_document(fresh_town.check(today="2031-03-27"))["units"]
    assert [(u["state"], u["expected"], u["answered"]) for u in units] == [
        ("late", 3, 0), ("late", 2, 2), ("missing", 1, 0)]
    assert units[1]["received_at"].startswith("2031-03-26T09:00:00")
    assert units[2] == {"unit": HOUSING, "state": "missing", "received_at": None, "files": [],
                        "expected": 1, "answered": 0}


def test_status_writes_nothing(town: Town) -> None:
    before = {p: p.stat().st_mtime_ns for p in town.root.rglob("*")}
    assert town.check(verb="status").code == 0
    assert {p: p.stat().st_mtime_ns for p in town.root.rglob("*")} == before


# ── the other commands ───────────────────────────────────────────────────────────────────────────
def test_init_and_issue(tmp_path: Path) -> None:
    fits(one_document(zhenggai("init", tmp_path, "--json")), {"workspace": str, "outputs": [str]})
    document = tmp_path / "方案.txt"
    document.write_text(PLAN, encoding="utf-8")
    assert zhenggai("import", document, "-C", tmp_path).code == 0
    day = ("-C", tmp_path, "--today", "2031-03-01", "--json")
    issued = one_document(zhenggai("issue", PERIOD, "--due", DUE, *day))
    assert issued["units"] == [WATER, FOREST, HOUSING]
    fits(issued["due"], Moment)
    fits(issued["as_of"], Day)
    assert all((tmp_path / path).is_file() for path in issued["outputs"])
    later = one_document(zhenggai("issue", PERIOD, "--extend", "3月28日12时", "--unit", "水务局", *day))
    assert later["unit"] == WATER
    assert later["extended_to"].startswith("2031-03-28T12:00:00")


def test_receive_answers_when_and_how_a_file_came(town: Town, tmp_path: Path) -> None:
    sheet = tmp_path / "新.xlsx"
    sheet.write_bytes(town.filled(WATER, put(1, "整改进展情况", "新。")))
    document = one_document(town.say("receive", PERIOD, sheet, "--at", "2031-03-19 08:30", "--json"))
    fits(document, {"period": str, "received": [{
        "file": str, "sha256": Digest, "unit": str | None, "received_at": Moment,
        "how": Literal["given", "file-time", "first-sight"]}]})
    assert document["received"][0]["how"] == "given"


@pytest.mark.parametrize("where", ["1（二）", "1#2", "1", "整改台账!问题!A2"])
def test_trace_answers_with_the_cell_it_came_from(town: Town, where: str) -> None:
    town.check(verb="run")
    document = one_document(town.say("trace", PERIOD, where, "--json"))
    assert {"unit", "file", "sheet", "cell", "sha256", "text", "edit"} <= set(document)
    if "!" not in where:
        assert document["unit"] == WATER
        assert document["file"] == f"{WATER}.xlsx"
        fits((document["sha256"], document["cell"])[0], Digest)
        fits(document["cell"], Cell)


def test_rules_and_one_of_them() -> None:
    document = one_document(zhenggai("rules", "--json"))
    fits(document["rules"], [{"code": Code, "name": str, "weight": Literal["blocks", "advises"], "needs": [str]}])
    for rule in document["rules"]:
        page = one_document(zhenggai("explain", rule["code"], "--json"))
        assert (page["code"], page["name"], page["weight"]) == (rule["code"], rule["name"], rule["weight"])
        assert page["why"]
        assert page["remedy"]


BLOCKING = {"R101", "R102", "R105", "R107", "R108", "C201", "C202", "C203", "C204", "F301", "F303", "F304",
            "L501", "L504", "A401"}
ADVISING = {"R103", "R104", "R109", "C205", "L502", "A402", "D601", "D602", "X703", "P801", "P802", "P806", "P807"}


def test_the_rules_of_the_contract_stand_with_their_weights() -> None:
    weights = {r["code"]: r["weight"] for r in one_document(zhenggai("rules", "--json"))["rules"]}
    assert {c for c in BLOCKING if weights.get(c) != "blocks"} == set()
    assert {c for c in ADVISING if weights.get(c) != "advises"} == set()


def test_publish_answers_with_what_it_published(town: Town) -> None:
    document = one_document(town.say("publish", PERIOD, "--json"))
    assert sorted(document["published"]) == document["published"]
    assert {Path(p).name for p in document["published"]} == {"附件-整改进展情况.docx", "整改台账.xlsx", "manifest.json"}
    make_a_mess(town)
    blocked = town.say("publish", PERIOD, "--json")
    assert blocked.code == 1
    one_document(blocked)


def test_every_command_without_json_speaks_chinese_and_no_json(town: Town) -> None:
    for words in (("status", PERIOD), ("check", PERIOD), ("run", PERIOD), ("rules",), ("explain", "C201"),
                  ("trace", PERIOD, "1")):
        answer = town.say(*words)
        assert answer.code == 0
        assert not answer.out.startswith("{")
        assert re.search(r"[一-鿿]{4}", answer.out)
        assert answer.err == ""
