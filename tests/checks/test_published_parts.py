"""Parts in one text and their total in another; places named and counted."""

import pytest

from toolkit.checks.publication.parts import parts_against, wrong_places


@pytest.mark.parametrize(("text", "printed", "computed"), [
    ("东岭区、石泉县、青河县、白河县3个区县未完成。", "3个区县", "4个区县"),
    ("东岭区、石泉县3个区县未完成。", "3个区县", "2个区县"),
    ("东岭区、石泉县、青河县等2个区县未完成。", "2个区县", "3个区县"),
])
def test_places_that_are_not_as_many_as_is_said(text, printed, computed):
    assert [(d.printed, d.computed) for d in wrong_places(text)] == [(printed, computed)]


@pytest.mark.parametrize("text", [
    "东岭区、石泉县等8个区县未完成。", "东岭区、石泉县2个区县未完成。", "东岭区、石泉县4个乡镇未完成。",
    "各区县、经开区9个园区未完成。", "东岭区、石泉县3个县级水厂。", "东岭区、石泉县16个露天矿山。", "",
])
def test_what_counts_something_else_is_left_alone(text):
    assert wrong_places(text) == ()


PARTS = "责令东岭区3个、石泉县21个、青河县12个、白河县19个未按规定开采的采石场限期整改。"


@pytest.mark.parametrize(("elsewhere", "speaks"), [
    (["全市54个采石场未按规定开采。"], True), (["全市55个采石场未按规定开采。"], False),
    (["全市54个采石场未按规定开采。", "55个采石场规范开采"], True), (["全市60个采石场，55个采石场未按规定。", "60个采石场规范"], False), (["全市540个采石场未按规定开采。"], False),
    (["全市54个排污口没有整治。"], False), (["全市54家采石场未按规定开采。"], False), ([], False),
])
def test_parts_are_held_against_totals_of_the_same_thing(elsewhere, speaks):
    found = parts_against([PARTS], elsewhere)
    assert [(d.printed, d.computed) for d in found] == ([("54个", "55个")] if speaks else [])


def test_two_parts_or_parts_without_places_are_no_list():
    assert parts_against(["责令东岭区3个、石泉县21个采石场整改。"], ["25个采石场"]) == ()
    assert parts_against(["关停3个、整改21个、新建12个采石场。"], ["35个采石场"]) == ()
