"""P811 to P814: what documents say differently of one problem, each told once and by its own rule."""

from __future__ import annotations

from datetime import datetime

import pytest

from toolkit.checks import judge
from toolkit.model import Book, Diagnostic, Measure, Place, Problem, Publication
from toolkit.profile import default_profile

PLACE = Place("附件.txt", line=7)
UNLIKE = {
    "P811": Diagnostic("number_differs", PLACE, given="4", expected="3", problem=3),
    "P812": Diagnostic("annex_text", PLACE, given="排污口2处。", expected="排污口3处。", problem=3),
    "P813": Diagnostic("documents_differ", PLACE, given="市水务局", expected="市水利局", problem=3, note="牵头单位"),
    "P814": Diagnostic("annex_alone", PLACE, given="秸秆焚烧。", problem=3),
}


def remarks(*diagnostics: Diagnostic):
    problem = Problem(3, "排污口3处。", lead_units=("市水利局",), deadline_text="2033年6月底")
    publication = Publication("progress", "进展情况", problems=(problem,), diagnostics=diagnostics)
    book = Book(default_profile(), datetime(2033, 1, 1).astimezone(), publication=publication)
    return [remark for remark in judge(book) if remark.code.startswith("P81")]


@pytest.mark.parametrize("code", UNLIKE)
def test_each_is_told_at_its_line_and_blocks_nothing(code):
    [remark] = remarks(UNLIKE[code])
    assert (remark.code, remark.weight, remark.place, remark.problem) == (code, "advises", PLACE, 3)
    assert (UNLIKE[code].given or "") in remark.message


def test_they_do_not_hide_each_other():
    assert [remark.code for remark in remarks(*UNLIKE.values())] == list(UNLIKE)


def test_nothing_unlike_nothing_said():
    assert remarks() == []
    assert remarks(Diagnostic("gap", PLACE, given="2")) == []


def test_what_an_unmatched_annex_problem_lacks_is_not_told_besides():
    plan = Problem(3, "排污口3处。", lead_units=("市水利局",), deadline_text="2033年6月底",
                   measures=(Measure(None, "封堵。"),), place=Place("方案.txt", line=1))
    alone = Problem(3, "秸秆焚烧。", place=PLACE)
    found = (UNLIKE["P814"], Diagnostic("repeat", PLACE, given="3", problem=3),
             Diagnostic("missing_field", PLACE, problem=3, expected="整改目标"))
    publication = Publication("plan", "方案", problems=(plan, alone), diagnostics=found)
    book = Book(default_profile(), datetime(2033, 1, 1).astimezone(), publication=publication)
    assert [remark.code for remark in judge(book)] == ["P814"]
