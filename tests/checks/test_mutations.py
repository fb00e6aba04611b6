"""The examples of a rule are tests: a rule that is switched off, displaced or too talkative is caught.

The tests that must catch it are those of test_rules, where the rules as they are pass them.
"""

import sys
from dataclasses import replace

import pytest
from books import sketch, stands_at
from test_rules import (
    test_a_rule_is_silent_on_its_good_examples as silent_on_good,
)
from test_rules import (
    test_a_rule_speaks_at_the_marked_cells_of_its_bad_examples as speaks_on_bad,
)

from toolkit.checks import RULES
from toolkit.checks.rule import Spot
from toolkit.model import Place, Remark

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


def blind_to(rule, mark):
    """The rule without what it says of one marked place."""
    def find(book):
        for spot in rule.find(book):
            said = Remark(rule.code, rule.weight, rule.sentence(spot), spot.unit, spot.problem, spot.place)
            if not stands_at(said, mark):
                yield spot
    return replace(rule, find=find)


@EVERY
def test_a_rule_that_overlooks_one_marked_place_is_noticed(monkeypatch, rule):
    for mark in [mark for example in rule.bad for mark in sketch(example.tables).marks]:
        monkeypatch.setattr(JUDGE, "RULES", {**RULES, rule.code: blind_to(rule, mark)})
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
