"""The rules on wording and figures on long answers: the fault at its cell, silence on the rest."""

from __future__ import annotations

from blind_answers import BLIND_CLEAN, BLIND_FAULTS
from books import sketch
from finished_answers import FURTHER, GIVEN, PAPERWORK, SECOND, UPKEEP
from long_answers import CLEAN, FAULTS, Answer
from progress_texts import STATUS
from typical_answers import TYPICAL_CLEAN, TYPICAL_FAULTS

from toolkit.checks import judge
from toolkit.checks.language.open_work import unfinished
from toolkit.checks.language.stance import begun
from toolkit.checks.sample import SampleTable

RULES = {"F302", "F308", "F310", "L503", "L506", "L507", "L508", "L510", "L511", "L512"}
HEADER = ("序号", "整改状态", "整改进展情况", "完成日期", "存在问题", "下一步措施")


def heard(answer: Answer) -> set[tuple[str, str]]:
    """The codes and columns that speak of one answer."""
    return {(code, column) for code, column, _ in weighed(answer)}


def weighed(answer: Answer) -> set[tuple[str, str, str]]:
    """The same with what each weighs."""
    beside = answer.beside
    tables = [SampleTable("清单", ("序号", "牵头单位", "整改目标"), (("1", "市水务局", beside.get("goal", "")),))]
    if "last" in beside:
        status, text = beside["last"].split(" ", 1)
        tables.append(SampleTable("上期", ("序号", "整改状态", "整改进展情况"), (("1", STATUS[status], text),)))
    day = "2031-03-10" if answer.status.startswith("已") else ""
    row = ("1", answer.status, answer.text, day, beside.get("difficulties", ""), beside.get("next", ""))
    tables.append(SampleTable("填报表 市水务局", HEADER, (row,)))
    return {(r.code, (r.place.cell or "-")[0], r.weight) for r in judge(sketch(tables).book) if r.code in RULES}


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


# ── finished work told in words that elsewhere tell of work left open ────────────────────────────
FINISHED = (GIVEN + FURTHER + SECOND).split()
DOUBTFUL = (
    "方案批复以后将补建截排水沟。", "第三个片区须与地铁施工错峰。", "生产设备尚在厂内。", "两个道口的违建没啃下来。",
    "地上附着物评估价未与农户达成一致。", "散煤用户拟结合征迁处理。",
)


def status_remarks(status: str, text: str, **beside: str) -> list[str]:
    answer = Answer(status, text, beside=beside)
    return [weight for code, _, weight in weighed(answer) if code == "L503"]


def test_finished_work_told_truly_is_met_with_silence():
    assert len(FINISHED) >= 200
    assert [(s, t) for s in ("已完成整改", "已销号") for t in FINISHED if status_remarks(s, t)] == []


def test_paper_work_is_no_building_and_upkeep_no_open_work():
    assert [t for t in PAPERWORK.split() if begun(t) or status_remarks("尚未启动", t)] == []
    done = "已清淤5公里。"
    assert [t for t in UPKEEP.split() if status_remarks("已完成整改", done, next=t)] == []


def test_what_open_words_alone_say_advises_and_what_known_words_say_blocks():
    for text in DOUBTFUL:
        assert unfinished(text)
        assert not unfinished(text, surely=True)
        assert status_remarks("已完成整改", text) == ["advises"], text
    assert status_remarks("已完成整改", "生产设备尚在厂内，2户尚未完成搬迁。") == ["blocks"]
    assert status_remarks("已完成整改", "已清淤5公里。", difficulties="2户尚未完成搬迁。") == ["blocks"]


def test_a_part_without_end_is_found_whatever_else_stands_in_the_text():
    for end in ("13口合同纠纷", "13口流拍"):
        assert status_remarks("已完成整改", f"55口坑塘，42口清淤还水，{end}。") == ["blocks"]
