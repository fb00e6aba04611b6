from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Unit
from toolkit.units import (
    Directory,
    Roles,
    is_collective,
    join_units,
    short_names,
    split_listed,
    split_roles,
    split_units,
)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市自然资源局、林业和草原局，东山县、西岭区党委和政府", ("市自然资源局", "市林业和草原局", "东山县党委和政府", "西岭区党委和政府")),
        ("云川供电公司、云川水务集团有限公司", ("云川供电公司", "云川水务集团有限公司")),
        ("国家税务总局云川市税务局，开发区党工委和管委会", ("国家税务总局云川市税务局", "开发区党工委和管委会")),
        ("各相关部门，各县区党委和政府", ("各相关部门", "各县区党委和政府")),
        ("市水务局、市场监督管理局", ("市水务局", "市市场监督管理局")),
        ("自治区水利厅、生态环境厅，市水务局", ("自治区水利厅", "自治区生态环境厅", "市水务局")),
        ("云川市水务局、生态环境局", ("云川市水务局", "云川市生态环境局")),
        ("东山县、西岭区党委、政府", ("东山县党委、政府", "西岭区党委、政府")),
        ("由市水务局牵头，市农牧局、财政局配合。", ("市水务局", "市农牧局", "市财政局")),
        ("市水务局 市农牧局", ("市水务局", "市农牧局")), ("市水务局市农牧局", ("市水务局", "市农牧局")),
        ("市城市管理局（市综合执法局、城管支队）、水务局", ("市城市管理局（市综合执法局、城管支队）", "市水务局")),
        ("市生态环境局东山分局、水务局", ("市生态环境局东山分局", "市水务局")),
        ("松岭自然保护区管理局云川分局，东山县党委和政府", ("松岭自然保护区管理局云川分局", "东山县党委和政府")),
        ("", ()),
    ],
)  # fmt: skip
def test_a_published_list_is_split_into_its_units(text, units):
    assert split_units(text) == units


NAMES = st.lists(st.sampled_from(["市水务局", "东山县党委、政府", "各县区党委和政府", "开发区党工委、管委会", "市局（一、二处）"]), unique=True)


@given(NAMES)
def test_a_cell_of_ours_comes_back(units):
    assert split_listed(join_units(units)) == tuple(units)


@pytest.mark.parametrize("name", ["各县区党委和政府", "各相关部门", "市四区", "市直有关单位"])
def test_a_collective_is_known_as_one(name):
    assert is_collective(name)


@pytest.mark.parametrize("name", ["市水务局", "东山县党委和政府", "云川供电公司"])
def test_one_unit_is_no_collective(name):
    assert not is_collective(name)


CITY = Directory(
    [
        Unit("市水务局", aliases=("水务",)), Unit("市发展和改革委员会"), Unit("市住房和城乡建设局"),
        Unit("东山县党委和政府", collectives=("各县区党委和政府",)), Unit("西岭区党委和政府", collectives=("各县区党委和政府",)),
        Unit("东山县水务局"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("市水务局", "市水务局"), ("水务", "市水务局"), (" 市 水务局", "市水务局"), ("发改委", "市发展和改革委员会"), ("市发展改革委", "市发展和改革委员会"),
        ("住建局", "市住房和城乡建设局"), ("东山县人民政府", "东山县党委和政府"), ("自治区水利厅", None), ("市水利局", None), ("", None),
    ],
)  # fmt: skip
def test_names_are_resolved_and_never_guessed(name, full):
    assert CITY.resolve(name) == full


def test_a_name_of_two_units_is_nobodys():
    assert Directory([Unit("甲市水务局", aliases=("水务",)), Unit("乙市水务局", aliases=("水务",))]).resolve("水务") is None


def test_members_of_a_collective():
    assert CITY.members("各县区党委和政府") == ("东山县党委和政府", "西岭区党委和政府")
    assert CITY.members("各相关部门") == ()


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("附件2：市水务局整改进展情况表（2025年3月）(1).xlsx", ("市水务局",)), ("东山县水务局.xlsx", ("东山县水务局",)),
        ("南山县水务局.xlsx", ()), ("发改委、住建局.xlsx", ("市发展和改革委员会", "市住房和城乡建设局")), ("汇总.xlsx", ()),
    ],
)  # fmt: skip
def test_units_named_in_a_file_name(name, units):
    assert CITY.found_in(name) == units


def test_suggestions_and_short_names():
    assert CITY.nearest("市水利局")[0] == "市水务局"
    assert "住建局" in short_names("市住房和城乡建设局")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("中、省、市直有关部门，各县区党委和政府", ("中、省、市直有关部门", "各县区党委和政府")),
        ("省、市有关部门", ("省、市有关部门",)),
        ("各旗县市区、经开区党委和政府", ("各旗县市区党委和政府", "经开区党委和政府")),
        ("市委组织部、宣传部、农牧局", ("市委组织部", "市委宣传部", "市农牧局")),
        ("扎兰市、白水旗、石门市党委、政府", ("扎兰市党委、政府", "白水旗党委、政府", "石门市党委、政府")),
        ("东山县委、县政府，高新区党工委、管委会", ("东山县委、县政府", "高新区党工委、管委会")),
    ],
)
def test_levels_and_governments_in_one_group(text, units):
    assert split_units(text) == units


def test_a_unit_that_leads_is_told_from_those_that_join_in():
    assert split_roles("市水务局牵头，市农牧局、财政局配合。") == Roles(
        ("市水务局",), ("市农牧局", "市财政局"), ("市水务局", "市农牧局", "市财政局")
    )
    assert split_roles("市水务局、农牧局").leading == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("附件2：市水务局整改表.xlsx", ("市水务局",)), ("云川市水务局.xlsx", ("市水务局",)),
        ("石门市水务局.xlsx", ("石门市党委和政府",)), ("石门市党委和政府.xlsx", ("石门市党委和政府",)), ("沙河县水务局.xlsx", ("沙河县党委和政府",)),
    ],
)  # fmt: skip
def test_another_towns_bureau_is_another_unit(name, found):
    directory = Directory([Unit("市水务局"), Unit("石门市党委和政府"), Unit("沙河县党委和政府")])
    assert directory.found_in(name) == found
