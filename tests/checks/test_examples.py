"""A page shows its rule from more than one side: two faults and two near misses, of different shape.

Shapes differ where the examples do, where another kind of table or another column carries the mark, or
where two rows of one table differ in more than one cell or in a whole text: another word in the same cell
is no other shape.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from toolkit.checks import RULES
from toolkit.checks.rule import Rule
from toolkit.checks.sample import Example, SampleTable

FAMILIES = "RCFALDXPO"
"""Families whose pages are complete."""

_ALIKE = 50.0
"""Likeness from which two texts are one text with another word."""

Shape = tuple[int, str, str, tuple[str, ...]]
"""Which example, which table, which column carries the mark ('' in a near miss), and the row but for its number."""


def said(table: SampleTable, row: int) -> tuple[str, ...]:
    return tuple(cell for heading, cell in zip(table.header, table.rows[row], strict=True)
                 if heading not in ("序号", "行"))


def faults(rule: Rule) -> Iterator[Shape]:
    for number, example in enumerate(rule.bad):
        for table in example.tables:
            for row, column in table.marks:
                yield number, table.kind, table.header[column], said(table, row)


def near_misses(rule: Rule) -> Iterator[Shape]:
    """Rows of the tables that carry marks in the faults; of every table where none of those is shown."""
    marked = {table.kind for example in rule.bad for table in example.tables if table.marks}
    for number, example in enumerate(rule.good):
        tables = [t for t in example.tables if t.kind in marked] or list(example.tables)
        for table in tables:
            yield from ((number, table.kind, "", said(table, row)) for row in range(len(table.rows)))


def differ(one: Shape, other: Shape) -> bool:
    if one[:3] != other[:3] or len(one[3]) != len(other[3]):
        return True
    apart = [(a, b) for a, b in zip(one[3], other[3], strict=True) if a != b]
    return len(apart) > 1 or any(fuzz.ratio(a, b) < _ALIKE for a, b in apart)


def several(shapes: Iterator[Shape]) -> bool:
    return any(differ(one, other) for one, other in combinations(list(shapes), 2))


COMPLETE = [rule for rule in RULES.values() if rule.family in FAMILIES]


@pytest.mark.parametrize("rule", COMPLETE, ids=lambda rule: rule.code)
def test_a_page_has_two_faults_and_two_near_misses_of_different_shape(rule: Rule) -> None:
    assert several(faults(rule))
    assert several(near_misses(rule))


def written(examples: Sequence[Example]) -> list[str]:
    return [repr(example.tables) for example in examples]


@pytest.mark.parametrize("rule", COMPLETE, ids=lambda rule: rule.code)
def test_no_example_stands_twice_on_a_page(rule: Rule) -> None:
    shown = written((*rule.bad, *rule.good))
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("rule", COMPLETE, ids=lambda rule: rule.code)
def test_where_there_are_several_examples_each_says_what_it_shows(rule: Rule) -> None:
    for examples in (rule.bad, rule.good):
        assert len(examples) < 2 or all(example.title for example in examples)


def test_the_families_named_have_rules() -> None:
    assert set(FAMILIES) <= {rule.family for rule in RULES.values()}


def test_another_word_in_the_same_cell_is_no_other_shape() -> None:
    row = (0, "填报表", "整改状态*", ("快了", "已清淤2公里。"))
    assert not differ(row, (*row[:3], ("快好了", "已清淤2公里。")))
    assert not differ(row, (*row[:3], ("快了", "已清淤3公里。")))
    assert differ(row, (*row[:3], ("快好了", "已立项。")))
    assert differ(row, (*row[:3], ("快了", "因征地受阻停工。")))
