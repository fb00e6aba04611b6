"""Every rule proves itself: it speaks at the marked cells of its Bad, and is silent on its Good."""

import pytest
from books import sketch, stands_at

from toolkit.checks import RULES, judge
from toolkit.checks.rule import Rule

EVERY = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)


def remarks_of(rule: Rule, examples):
    """Every example as a sketch, and what the rule remarks on it."""
    for example in examples:
        drawn = sketch(example.tables)
        yield drawn, [remark for remark in judge(drawn.book) if remark.code == rule.code]


@EVERY
def test_a_rule_speaks_at_the_marked_cells_of_its_bad_examples(rule):
    for drawn, remarks in remarks_of(rule, rule.bad):
        places = [(r.message, r.place.file, r.place.cell, r.place.line) for r in remarks]
        assert remarks
        assert all(drawn.marked(remark) for remark in remarks), places
        for mark in drawn.marks:
            assert any(stands_at(remark, mark) for remark in remarks), (mark, places)


@EVERY
def test_a_rule_is_silent_on_its_good_examples(rule):
    assert [remark for _, remarks in remarks_of(rule, rule.good) for remark in remarks] == []


@EVERY
def test_a_good_example_has_nothing_that_blocks(rule):
    for example in rule.good:
        assert [r for r in judge(sketch(example.tables).book) if r.weight == "blocks"] == []


@EVERY
def test_a_sentence_is_plain_chinese_and_one_line(rule):
    for _, remarks in remarks_of(rule, rule.bad):
        for remark in remarks:
            assert "\n" not in remark.message
            assert "None" not in remark.message
            assert "{" not in remark.message.replace(remark.given or "\0", ""), "a word was not filled in"
            assert not any(word in remark.message for word in ("虚假", "敷衍", "造假"))
