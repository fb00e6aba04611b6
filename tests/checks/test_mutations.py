"""The examples of a rule are tests: a rule that is switched off, displaced or too talkative is caught."""

import sys
from dataclasses import replace

import pytest
from test_rules import (
    test_a_rule_is_silent_on_its_good_example as silent_on_good,
)
from test_rules import (
    test_a_rule_speaks_at_the_marked_cells_of_its_bad_example as speaks_on_bad,
)

from toolkit.checks import RULES
from toolkit.checks.rule import Spot
from toolkit.model import Place

JUDGE = sys.modules["toolkit.checks.judge"]
EVERY = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
ELSEWHERE = Place("别处.xlsx", "填报表", 999, 99)


def mutant(monkeypatch, rule, find):
    changed = replace(rule, find=find, message="一句话", needs=())
    monkeypatch.setattr(JUDGE, "RULES", {**RULES, rule.code: changed})
    return rule


@EVERY
def test_a_rule_that_says_nothing_is_noticed(monkeypatch, rule):
    mutant(monkeypatch, rule, lambda _: ())
    with pytest.raises(AssertionError):
        speaks_on_bad(rule)


SEVERAL = [rule for rule in RULES.values() if sum(len(table.marks) for table in rule.bad) > 1]
"""Rules whose page shows more than one wrong cell. The others are still to get a second example."""


def test_enough_pages_show_more_than_one_wrong_cell():
    assert len(SEVERAL) >= 28


@pytest.mark.parametrize("rule", SEVERAL, ids=lambda rule: rule.code)
def test_a_rule_that_forgets_all_but_one_mark_is_noticed(monkeypatch, rule):
    mutant(monkeypatch, rule, lambda book: tuple(rule.find(book))[:1])
    with pytest.raises(AssertionError):
        speaks_on_bad(rule)


@EVERY
def test_a_rule_that_points_elsewhere_is_noticed(monkeypatch, rule):
    mutant(monkeypatch, rule, lambda book: (
        replace(spot, place=ELSEWHERE, unit="别的单位") for spot in rule.find(book)))
    with pytest.raises(AssertionError):
        speaks_on_bad(rule)


@EVERY
def test_a_rule_that_always_speaks_is_noticed(monkeypatch, rule):
    mutant(monkeypatch, rule, lambda _: (Spot(ELSEWHERE),))
    with pytest.raises(AssertionError):
        silent_on_good(rule)


def test_the_unchanged_rules_pass_under_the_same_harness():
    for rule in RULES.values():
        speaks_on_bad(rule)
        silent_on_good(rule)
