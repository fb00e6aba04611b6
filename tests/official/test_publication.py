"""Whole documents: what is printed comes back, in every layout; what is no list stays none."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from printing import annex_paragraphs, annexes, plan_paragraphs, plans, wrapped

from toolkit.model import Place, Problem
from toolkit.official.reading import read_publication
from toolkit.profile import default_profile

PROFILE = default_profile()
# Shrinking a list of documents takes minutes and tells no more than the first failure.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def placeless(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(replace(problem, place=Place()) for problem in problems)


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(plans(), st.integers(0, 10_000), st.sampled_from([14, 16, 18, 22]))
def test_a_plan_printed_in_columns_comes_back(plan, seed, width):
    text = wrapped(list(plan_paragraphs(plan)), width, random.Random(seed))
    read = read_publication("方案.txt", text.encode(), PROFILE)
    assert read.kind == "plan"
    assert placeless(read.problems) == plan


@settings(max_examples=40, deadline=None, phases=PHASES)
@given(plans())
def test_a_plan_printed_in_paragraphs_comes_back(plan):
    text = "\n".join(plan_paragraphs(plan))
    read = read_publication("方案.txt", text.encode("gb18030"), PROFILE)
    assert placeless(read.problems) == plan


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(annexes(), st.sampled_from(["\n", "\n\n", "\r\n\r\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_an_annex_comes_back(annex, gap, encoding):
    title = "云川市贯彻落实督察报告具体问题整改进展情况"
    text = gap.join(annex_paragraphs(title, annex))
    read = read_publication("附件.txt", text.encode(encoding), PROFILE)
    assert (read.kind, read.title) == ("progress", title)
    assert placeless(read.problems) == annex
    assert read.diagnostics == ()


@settings(max_examples=40, deadline=None, phases=PHASES)
@given(annexes(least=8), st.integers(0, 10_000))
def test_an_annex_printed_in_columns_comes_back(annex, seed):
    annex = tuple(replace(p, progress=p.progress[:1]) for p in annex)
    paragraphs = list(annex_paragraphs("云川市督察反馈问题整改进展情况", annex))
    assume(sum(len(paragraph) > 30 for paragraph in paragraphs) > len(paragraphs) / 4)
    text = wrapped(paragraphs, 20, random.Random(seed))
    assert placeless(read_publication("附件.txt", text.encode(), PROFILE).problems) == annex


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(st.binary(max_size=3000))
def test_rubbish_is_no_list(content):
    read = read_publication("文件", content, PROFILE)
    assert (read.kind, read.problems) == ("none", ())
    assert [d.kind for d in read.diagnostics] == ["no_list"]
    assert read.diagnostics[0].note.endswith("。")


@pytest.mark.parametrize("kind", [None, "plan", "progress"])
def test_nothing_is_invented_from_an_empty_file(kind):
    assert read_publication("空.txt", b"", PROFILE, kind).problems == ()
