from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import (
    chinese_numeral,
    close_up,
    matching_key,
    printable,
    read_numeral,
    split_decimal_ordinal,
    split_ordinal,
    utf16_length,
)


def test_every_numeral_comes_back():
    assert all(read_numeral(chinese_numeral(number)) == number for number in range(1, 10_000))


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (103, "一百零三"), (110, "一百一十"), (1010, "一千零一十")],
)
def test_numerals_as_print_has_them(number, printed):
    assert chinese_numeral(number) == printed


@pytest.mark.parametrize("wrong", [0, -1, 10_000])
def test_a_numeral_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match=str(wrong)):
        chinese_numeral(wrong)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3), ("３", 3), ("三", 3), ("十二", 12), ("一百零三", 103), ("①", 1), ("3.0", 3), ("（3）", 3), ("第3项", 3),
        ("问题3", 3), ("第二十六项", 26), (" 7 ", 7), ("3、", 3), ("二〇", 20), ("两", 2),
        ("3.5", None), ("1.7亿", None), ("", None), ("十十", None), ("管网", None), ("3-4", None), ("-3", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text, number):
    assert read_numeral(text) == number


@pytest.mark.parametrize(
    ("line", "style", "number", "rest"),
    [
        ("一、整改任务", "一、", 1, "整改任务"), ("（十二）方面", "（一）", 12, "方面"), ("(二)方面", "（一）", 2, "方面"),
        ("3.管网", "1.", 3, "管网"), ("3、管网", "1.", 3, "管网"), ("３．管网", "1.", 3, "管网"), ("（7）河道", "（1）", 7, "河道"),
        ("二是 修复", "一是", 2, "修复"), ("②甲", "①", 2, "甲"), ("第一，甲", "第一", 1, "甲"), ("第二十七项", "第一项", 27, ""),
        ("【问题三】甲", "问题一", 3, "甲"),
    ],
)  # fmt: skip
def test_ordinals(line, style, number, rest):
    ordinal = split_ordinal(line)
    assert ordinal is not None
    assert (ordinal.style, ordinal.number, ordinal.rest) == (style, number, rest)


@pytest.mark.parametrize("line", ["7.9公里。", "547.5 万立方米", "7. 9公里", "17个、西岭区", "2024年", "（试行）", "一些地方", "1"])
def test_wrapped_numbers_are_no_ordinals(line):
    assert split_ordinal(line) is None


def test_what_justification_put_in_goes():
    assert close_up("　再 生 水 利 用 率 达 35 ％ 。 2023 年") == "再生水利用率达35％。2023年"
    assert close_up("12月 PM2.5 ") == "12月PM2.5"
    assert close_up("") == ""
    assert close_up("Park Hotel 旁") == "Park Hotel旁"


def test_a_key_forgets_layout_only():
    assert matching_key("《云川市 方案》（２０２４—2025年），“一岗”") == matching_key('〈云川市方案〉(2024-2025年),"一岗"')
    assert matching_key("2024年") != matching_key("2025年")


@given(st.text())
def test_a_key_is_its_own_key(text):
    assert matching_key(matching_key(text)) == matching_key(text)


@given(st.text(alphabet=st.characters()))
def test_printable_text_can_be_written_anywhere(text):
    shown = printable(text + "\ud800\u202e\x00\ufffe")
    assert shown.endswith("□□□□")
    shown.encode()
    assert printable(shown) == shown


def test_length_as_excel_counts():
    assert utf16_length("管网𠀀") == 4


def test_a_year_after_the_dot_is_no_decimal():
    ordinal = split_ordinal("1.2025年6月底前完成")
    assert ordinal is not None
    assert (ordinal.number, ordinal.rest) == (1, "2025年6月底前完成")
    assert split_ordinal("7.9公里") is None


def test_a_decimal_taken_for_an_ordinal_where_asked():
    ordinal = split_decimal_ordinal("3．12个站点")
    assert ordinal is not None
    assert (ordinal.style, ordinal.number, ordinal.rest) == ("1.", 3, "12个站点")
    assert split_decimal_ordinal("12个站点") is None


def test_a_number_longer_than_any_ordinal_is_none() -> None:
    assert [read_numeral(text) for text in ("9" * 400, "一" * 5000, "3." + "0" * 9000)] == [None, None, 3]
