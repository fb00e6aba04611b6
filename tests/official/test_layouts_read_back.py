"""A random list printed in any layout comes back as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from inventions import LANGAN, QINGHE, YUNCHUAN, City, plan, units
from layouts_printed import (
    ORDINALS,
    Form,
    as_forms,
    inline_labels,
    labels_after_measures,
    untidy_spaces,
    without_order,
)
from printing import wrapped

from toolkit.model import Problem
from toolkit.official.reading import read_publication
from toolkit.profile import default_profile

PROFILE = default_profile()
CITIES = st.sampled_from([YUNCHUAN, QINGHE, LANGAN])


def problems_of(city: City, seed: int, size: int = 5) -> list[Problem]:
    return [replace(p, responsible_units=units(city, int(p.responsible_units[0]))[1], section=None, category=None)
            for p in plan(city, seed, size, levels=0)]  # fmt: skip


def read_back(name: str, content: bytes) -> list[Problem]:
    read = read_publication(name, content, PROFILE)
    return [replace(problem, place=Problem(1, "").place) for problem in read.problems]


def meant(problems: list[Problem], layout) -> list[Problem]:
    told = [without_order(problem, ORDINALS[layout]) for problem in problems]
    if layout is labels_after_measures:
        told = [replace(p, deadline=p.deadline) for p in told]
    return told


@pytest.mark.parametrize("layout", ORDINALS, ids=lambda layout: layout.__name__)
@given(city=CITIES, seed=st.integers(0, 10_000))
@settings(max_examples=15)
def test_running_text(layout, city, seed):
    problems = problems_of(city, seed)
    text = untidy_spaces(list(layout(problems)), seed)
    assert read_back("方案.txt", text.encode()) == meant(problems, layout)


@example(city=YUNCHUAN, seed=40, width=25)
@example(city=YUNCHUAN, seed=4096, width=14)
@given(city=CITIES, seed=st.integers(0, 10_000), width=st.integers(14, 30))
@settings(max_examples=25)
def test_a_newspaper(city, seed, width):
    import random

    problems = problems_of(city, seed)
    text = wrapped(list(inline_labels(problems)), width, random.Random(seed))
    assert read_back("报纸.txt", text.encode()) == meant(problems, inline_labels)


@given(city=CITIES, seed=st.integers(0, 10_000), number=st.booleans(), grouped=st.booleans(), split=st.booleans())
@settings(max_examples=25)
def test_forms_in_word(city, seed, number, grouped, split):
    problems = problems_of(city, seed, 3)
    content = as_forms(problems, Form(number, grouped, split))
    assert read_back("表.docx", content) == [without_order(p, "（一）") for p in problems]
