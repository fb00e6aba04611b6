from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.official.revision.marked import marked


@pytest.mark.parametrize(("before", "after", "shown"), [
    ("2025年6月底前", "2025年12月底前", "2025年{6→12}月底前"),
    ("2024年6月底", "2025年9月底", "202{4→5}年{6→9}月底"),
    ("市水务局", "市水务局、市农牧局", "市水务局{→、市农牧局}"),
    ("市水务局、市农牧局", "市农牧局", "市{水务局、市→}农牧局"),
    ("", "正在推进", "{→正在推进}"),
    ("一样", "一样", "一样"),
])  # fmt: skip
def test_a_change_is_shown_in_its_place(before, after, shown):
    assert marked(before, after) == shown


def test_what_is_alike_by_chance_does_not_tear_a_change_apart():
    assert marked("封堵青河沿线的排污口", "建成东岭水库的截流管") == "{封堵青河沿线的排污口→建成东岭水库的截流管}"


def test_long_stretches_that_stay_are_left_out_on_the_screen():
    before = "城东片区" + "雨污管网错接混接" * 20 + "改造26处。"
    shown = marked(before, before.replace("26", "31"), short=True)
    assert shown == "…错接混接雨污管网错接混接改造{26→31}处。"
    assert marked(before, before.replace("26", "31")).replace("{26→31}", "26") == before


TEXTS = st.text("一二三年月底前局厂0123456789", max_size=30)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_both_wordings_can_be_read_back(before, after):
    shown = marked(before, after)
    assert re.sub(r"\{([^{}→]*)→([^{}→]*)\}", r"\1", shown) == before
    assert re.sub(r"\{([^{}→]*)→([^{}→]*)\}", r"\2", shown) == after
