"""Layout or content: how altered official texts are told from reset ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.checks.language.difference import degree, difference, layout_key


@pytest.mark.parametrize(("written", "official"), [
    ("封堵 410 眼自备井", "封堵410眼自备井"),
    ("封堵410眼自备井,恢复河道", "封堵410眼自备井，恢复河道。"),
    ("封堵４１０眼", "封堵410眼"),
    ("投资1,200万元", "投资1200万元"),
    ("（一）完成整改", "(一)完成整改"),
    ("函〔2031〕19号", "函（2031）19号"),
    ("2029—2030年", "2029-2030年"),
    ("10~20米", "10～20米"),
    ("建成5 ㎡。", "建成5m²"),
    ("“三线一单”", '"三线一单"'),
    ("封堵\n排污口", "封堵排污口"),
    ("零\u200b宽", "零宽"),
    ("COD浓度", "cod浓度"),
])
def test_a_text_laid_out_otherwise_says_the_same(written, official):
    assert degree(written, official) == "layout"


@pytest.mark.parametrize(("written", "official"), [
    ("封堵140眼", "封堵410眼"),
    ("1.5公里", "15公里"),
    ("提高到90", "提高到90%"),
    ("降至5℃", "降至-5℃"),
    ("2029-2030年", "20292030年"),
    ("达10³", "达103"),
    ("已整治", "未整治"),
    ("整治", "不整治"),
    ("2031年6月底", "2031年9月底"),
    ("三处", "二处"),
    ("市水利局", "市水务局"),
    ("加快整治", "加强整治"),
    ("1、200米", "1200米"),
])
def test_figures_units_and_denials_are_content(written, official):
    assert degree(written, official) == "content"


def test_equal_but_for_outer_blanks_is_no_difference():
    assert degree(" 封堵410眼\n", "封堵410眼") == "none"


def test_a_difference_shows_the_whole_number_in_its_context():
    found = difference("按期封堵140眼自备井。", "按期封堵410眼自备井。")
    assert found.given == "「按期封堵[140]眼自备井。」"
    assert found.official == "「按期封堵[410]眼自备井。」"
    assert found.touches == ("数字",)


def test_a_long_context_is_cut():
    found = difference("经多方反复核实未整治仍需继续推进", "经多方反复核实已整治仍需继续推进")
    assert found.given == "「…多方反复核实[未]整治仍需继续…」"
    assert found.official == "「…多方反复核实[已]整治仍需继续…」"
    assert found.touches == ("否定词",)


def test_something_added_or_left_out_shows_an_empty_stretch():
    found = difference("不整治", "整治")
    assert (found.given, found.official) == ("「[不]整治」", "「[]整治」")


def test_many_differences_are_counted():
    found = difference("1甲2乙3丙4丁5", "6甲7乙8丙9丁0")
    assert found.given.endswith("等5处")


TEXTS = st.text(alphabet="甲乙丙一二不未0123456789.,-，。（）() 年月%", max_size=40)


@given(TEXTS, TEXTS)
def test_a_difference_in_digits_is_never_layout_alone(one, other):
    if degree(one, other) == "layout":
        digits = [[c for c in text if c.isdigit()] for text in (one, other)]
        assert digits[0] == digits[1]


@given(TEXTS)
def test_blanks_and_full_width_never_alter_content(text):
    blank = " ".join(text)
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)
    assert layout_key(blank) == layout_key(text)
    assert layout_key(wide) == layout_key(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one, other):
    found = difference(one, other)
    assert degree(one, one) == "none"
    assert found.touches
