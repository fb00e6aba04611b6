"""The rules on wording and figures, on a large round: silent on what is right, at the cell of what is not."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from books import sketch
from planted_faults import FAULTS
from progress_texts import clean_texts

from toolkit.checks import judge
from toolkit.checks.sample import SampleTable

FAMILY = {"F302", "F307", "F308", "F310", "L503", "L506", "L507", "L508", "L509", "L510", "L511", "L512"}
HEADER = ("序号", "整改状态", "整改进展情况", "完成日期", "存在问题")
PROGRESS = "J"


def answer(number: int, status: str, text: str) -> tuple[str, ...]:
    done = "2031-03-10" if status.startswith("已") else "-"
    reason = "冬季停工。" if "无新进展" in text else "-"
    return (str(number), status, text, done, reason)


def book_of(rows, last=(), goals=()):
    tables = []
    if goals:
        tables.append(SampleTable("清单", ("序号", "牵头单位", "整改目标"), tuple(goals)))
    if last:
        tables.append(SampleTable("上期", ("序号", "整改状态", "整改进展情况"), tuple(last)))
    tables.append(SampleTable("填报表 市水务局", HEADER, tuple(rows)))
    return sketch(tables).book


def spoken(book):
    return [r for r in judge(book) if r.code in FAMILY]


def test_the_corpus_is_large_and_varied():
    texts = [text for _, text in clean_texts()]
    assert len(set(texts)) >= 300
    assert len({text[:6] for text in texts}) > 100


def test_clean_texts_are_met_with_silence():
    rows = [answer(n, *row) for n, row in enumerate(clean_texts(), 1)]
    said = [(r.code, r.message) for r in spoken(book_of(rows)) if r.code != "L508"]
    assert said == []


def test_clean_texts_of_one_unit_do_not_resemble_each_other():
    rows = [answer(n, *row) for n, row in enumerate(clean_texts(), 1)]
    assert [r.message for r in spoken(book_of(rows)) if r.code == "L508"] == []


def test_a_period_that_moves_on_from_the_last_is_silent():
    """The same texts under 正在推进 with every figure grown."""
    rows, last = [], []
    for number, text in enumerate((t for s, t in clean_texts() if s == "正在推进" and "无新" not in t), 1):
        amount = re.search(r"(?:累计|已)[^，。]{0,8}?(\d+)(?=[家处眼户个])", text)
        if amount:
            grown = text[:amount.start(1)] + str(int(amount[1]) + 3) + text[amount.end(1):]
            rows.append(answer(number, "正在推进", grown))
            last.append((str(number), "正在推进", text))
    assert len(rows) > 10
    said = {r.code for r in spoken(book_of(rows, last))}
    assert not said & {"L506", "L507", "L511"}


# ── planted faults ───────────────────────────────────────────────────────────────────────────────
def heard(fault) -> set[tuple[str, str]]:
    goals = [("1", "市水务局", fault.goal)] if fault.goal else []
    last = [("1", fault.last[0], fault.last[1])] if fault.last else []
    book = book_of([answer(1, fault.status, fault.text)], last, goals)
    return {(r.code, r.place.cell[0]) for r in spoken(book)}


def test_planted_faults_are_found_at_their_cell_and_nothing_else_is_said():
    assert len(FAULTS) >= 200
    said = {fault: heard(fault) for fault in FAULTS}
    missed = [f for f, codes in said.items() if (f.code, f.column) not in codes]
    excess = [(f, codes) for f, codes in said.items() if codes - {(f.code, f.column)}]
    assert len(missed) <= 0.03 * len(FAULTS), missed
    assert len(excess) <= 0.01 * len(FAULTS), excess


def test_every_text_rule_has_its_planted_faults():
    counts = Counter(fault.code for fault in FAULTS)
    assert {code for code, count in counts.items() if count >= 8} >= {
        "F302", "F308", "F310", "L503", "L507", "L510", "L511", "L512"}


def test_no_sentence_labels_anyone():
    for fault in FAULTS:
        goals = [("1", "市水务局", fault.goal)] if fault.goal else []
        last = [("1", fault.last[0], fault.last[1])] if fault.last else []
        for remark in judge(book_of([answer(1, fault.status, fault.text)], last, goals)):
            assert not re.search("虚假|敷衍|造假|弄虚|应付", remark.message)


# ── a published annex ────────────────────────────────────────────────────────────────────────────
SEEDS = os.environ.get("ZHENGGAI_SEEDS")


@pytest.mark.skipif(not SEEDS, reason="the published documents are not at hand")
def test_a_published_annex_is_silent_but_for_its_one_wrong_share():
    from toolkit.checks.sums import disagreements
    from toolkit.official.reading import read_publication
    from toolkit.profile import default_profile

    path = next(Path(SEEDS).glob("001_*"))
    found = read_publication(path.name, path.read_bytes(), default_profile())
    rows = [answer(p.number, (p.status_text or "").strip().replace("正在推进实施", "正在推进"),
                   "\n".join((q.ordinal or "") + q.text for q in p.progress)) for p in found.problems]
    assert len(rows) == 16
    assert [(r.code, r.message) for r in spoken(book_of(rows))] == []
    wrong = [(p.number, d.printed, d.computed) for p in found.problems for d in disagreements(p.text)]
    assert wrong == [(16, "52.6%", "52.46%")]
