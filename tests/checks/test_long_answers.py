"""The rules on wording and figures on long answers: the fault at its cell, silence on the rest."""

from __future__ import annotations

from blind_answers import BLIND_CLEAN, BLIND_FAULTS
from books import sketch
from long_answers import CLEAN, FAULTS, Answer
from progress_texts import STATUS
from typical_answers import TYPICAL_CLEAN, TYPICAL_FAULTS

from toolkit.checks import judge
from toolkit.checks.sample import SampleTable

RULES = {"F302", "F308", "F310", "L503", "L506", "L507", "L508", "L510", "L511", "L512"}
HEADER = ("序号", "整改状态", "整改进展情况", "完成日期", "存在问题", "下一步措施")


def heard(answer: Answer) -> set[tuple[str, str]]:
    """The codes and columns that speak of one answer."""
    beside = answer.beside
    tables = [SampleTable("清单", ("序号", "牵头单位", "整改目标"), (("1", "市水务局", beside.get("goal", "")),))]
    if "last" in beside:
        status, text = beside["last"].split(" ", 1)
        tables.append(SampleTable("上期", ("序号", "整改状态", "整改进展情况"), (("1", STATUS[status], text),)))
    day = "2031-03-10" if answer.status.startswith("已") else ""
    row = ("1", answer.status, answer.text, day, beside.get("difficulties", ""), beside.get("next", ""))
    tables.append(SampleTable("填报表 市水务局", HEADER, (row,)))
    return {(r.code, (r.place.cell or "-")[0]) for r in judge(sketch(tables).book) if r.code in RULES}


def test_the_fault_of_a_long_answer_is_found_at_its_cell_and_nothing_else_is_said():
    assert len(FAULTS) >= 120
    assert [(a, codes) for a in FAULTS if (codes := heard(a)) != {(a.code, a.column)}] == []


def test_a_long_answer_without_a_fault_is_met_with_silence():
    assert len(CLEAN) >= 150
    assert [(a.text, codes) for a in CLEAN if (codes := heard(a))] == []


def test_a_typical_fault_is_found_at_its_cell_and_nothing_else_is_said():
    assert len(TYPICAL_FAULTS) >= 70
    assert [(a, codes) for a in TYPICAL_FAULTS if (codes := heard(a)) != {(a.code, a.column)}] == []


def test_a_typical_clean_answer_is_met_with_silence():
    assert len(TYPICAL_CLEAN) >= 150
    assert [(a.text, codes) for a in TYPICAL_CLEAN if (codes := heard(a))] == []


def test_a_fault_written_blind_is_found_at_its_cell_and_nothing_else_is_said():
    assert len(BLIND_FAULTS) >= 130
    assert [(a, codes) for a in BLIND_FAULTS if (codes := heard(a)) != {(a.code, a.column)}] == []


def test_a_right_answer_written_blind_is_met_with_silence():
    assert len(BLIND_CLEAN) >= 180
    assert [(a.text, codes) for a in BLIND_CLEAN if (codes := heard(a))] == []
