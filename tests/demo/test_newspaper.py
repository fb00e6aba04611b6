"""The demo's typesetting loses nothing, and sets the traps real newspaper text sets."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolkit.demo.city import plan_paragraphs, plan_text
from toolkit.demo.newspaper import COLUMN, typeset
from toolkit.text import close_up

PRINT = st.text(
    alphabet=st.sampled_from("整改问题云川市水务局，。、；：（）《》“”0123456789.%一二"), min_size=1, max_size=90
)


def read_again(printed):
    """What the columns say once their lines are joined."""
    return "".join(map(close_up, printed.splitlines()))


@given(st.lists(PRINT, min_size=1, max_size=6))
def test_typesetting_keeps_every_character_in_order(paragraphs):
    assert read_again(typeset(paragraphs)) == "".join(paragraphs)


@given(PRINT)
def test_lines_stay_within_a_column_but_for_hanging_punctuation_and_long_figures(paragraph):
    for line in typeset([paragraph]).splitlines():
        body = line.replace(" ", "").rstrip("，。、；：）》”")
        figures = max((len(f) for f in re.findall(r"[0-9.%]+", line)), default=0)
        assert sum(1 if c.isascii() else 2 for c in body) <= max(COLUMN, figures)


def test_the_plan_survives_typesetting():
    assert read_again(plan_text()) == "".join(plan_paragraphs())


def test_wrapped_numbers_stand_where_headings_stand():
    starts = [line for line in plan_text().splitlines() if re.match(r"\d", line)]
    wrapped = [line for line in starts if not re.match(r"[1-8]\.\D", line)]
    assert len(wrapped) >= 10
    assert any(re.match(r"\d\.\d", line) for line in wrapped)


def test_blank_lines_stand_inside_sentences():
    lines = plan_text().splitlines()
    broken = [
        before for before, blank in pairwise(lines)
        if before and not blank and before[-1] not in "。：改时底"
    ]
    assert len(broken) >= 20


def test_some_lines_are_letter_spaced_and_some_spaced_around_figures():
    lines = plan_text().splitlines()
    assert any(re.search(r"(\S ){8}", line) for line in lines)
    assert any(re.search(r"[\u4e00-\u9fff] \d+", line) for line in lines)


def test_done_notes_break_across_lines():
    text = plan_text()
    assert re.search(r"（已\s*\n+\s*完|（已完成整\s*\n+\s*改|（已完\s*\n|（已完成\s*\n", text)
