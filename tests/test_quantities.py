"""Quantities read from Chinese text, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.quantities import quantities, surroundings, without_other_numbers


def read(text):
    return [(q.value, q.unit) for q in quantities(text)]


@pytest.mark.parametrize(("text", "value", "unit"), [
    ("410眼", 410, "眼"), ("62.629公里", 62629, "米"), ("62629米", 62629, "米"), ("2000万元", 20_000_000, "元"),
    ("1.2亿元", 120_000_000, "元"), ("1.2亿", 120_000_000, ""), ("百分之三十", 30, "%"), ("百分之62.5", Decimal("62.5"), "%"),
    ("3.5‰", Decimal("0.35"), "%"), ("１２家", 12, "家"), ("12,345.6万元", 123_456_000, "元"), ("三十户", 30, "户"),
    ("一百二十家", 120, "家"), ("两座", 2, "座"), ("其中一家", 1, "家"), ("68台（套）", 68, "台"), ("2千吨", 2_000_000, "千克"),
    ("5.6万立方米", 56_000, "立方米"), ("3公顷", 30_000, "平方米"), ("0.016毫克每升", Decimal("0.016"), "毫克/升"),
    ("3500元/吨", 3500, "元/吨"), ("3.2个百分点", Decimal("3.2"), "百分点"), ("12个月", 12, "个月"), ("2 3公里", 3000, "米"),
    ("36平方公里", 36_000_000, "平方米"), ("85％", 85, "%"), ("1.5万人次", 15_000, "人次"),
])
def test_a_quantity(text, value, unit):
    assert (Decimal(value), unit) in read(text)
    assert len(read(text)) == 1


@pytest.mark.parametrize("text", [
    "2031年3月5日", "2031年", "3月底前", "2031.3.15", "2031-03-15", "2029—2031年", "〔2030〕12号文件", "(2030) 12号", "第3项",
    "第1、3、5条", "第十二次会议", "13912345678", "0471-5551234", "150102198003051234", "PM2.5", "DN300", "GB3838-2002", "3号楼",
    "9:30", "9时30分", "《行动计划（2031年完成50家）》", "一户一策", "一是", "一厂一策", "一批", "二期", "“十四五”", "3方面", "1.排查", "（2）整改",
    "12月至3月", "3月1日起", "没有数字",
])
def test_no_quantity(text):
    assert read(text) == []


@pytest.mark.parametrize("text", ["约12家", "近三百户", "120余家", "3至5家", "85%以上", "超过40个", "50多人", "十余处", "30户左右"])
def test_a_vague_quantity_is_marked(text):
    (quantity,) = quantities(text)
    assert quantity.vague


@pytest.mark.parametrize("text", ["12家", "达到12家", "共12家", "85%"])
def test_a_plain_quantity_is_exact(text):
    (quantity,) = quantities(text)
    assert not quantity.vague


def test_a_range_keeps_its_lower_end():
    (quantity,) = quantities("10-12公里")
    assert (quantity.low, quantity.value) == (10_000, 12_000)


def test_another_value_is_said_in_the_same_spelling():
    (money,) = quantities("投资2000.5万元")
    assert money.say(Decimal(12_345_000)) == "1234.5万元"
    (share,) = quantities("达到85%")
    assert share.say(Decimal(90)) == "90%"


def test_what_a_quantity_counts():
    text = "累计封堵自备井410眼，新建污水管网62.6公里、泵站3座。"
    found = quantities(text)
    assert [surroundings(text, q, found) for q in found] == ["累计封堵自备井", "新建污水管网", "泵站"]


@given(st.text(alphabet="0123456789.％%一二三十百千万亿个家户公里年月日第〔〕（）第号约近余—-至，。元/每升 \n", max_size=60))
def test_any_text_is_read_and_places_are_true(text):
    for quantity in quantities(text):
        assert text[quantity.start:quantity.end] == quantity.printed
        assert quantity.value >= 0
    assert len(without_other_numbers(text)) == len(text)


@given(st.integers(0, 10**9), st.integers(0, 3), st.sampled_from(["公里", "万元", "户", "亩", "%", "立方米"]))
def test_a_printed_number_comes_back(number, places, unit):
    printed = f"{Decimal(number).scaleb(-places):f}"
    (quantity,) = quantities(f"共{printed}{unit}。") or [None]
    assert quantity is not None
    assert quantity.value / quantity.factor == Decimal(printed)
