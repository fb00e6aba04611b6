"""A page shows its rule from more than one side: two things it speaks of, two it passes over.

An example is a row of a table that carries the marks. Rows that read alike but for their number are one.
"""

from collections.abc import Iterable, Iterator

import pytest

from toolkit.checks import RULES
from toolkit.checks.rule import Rule
from toolkit.checks.sample import Example, SampleTable

FAMILIES = "DLOX"
"""Families whose pages are complete."""

Shown = tuple[str, ...]


def row_of(table: SampleTable, row: int) -> Shown:
    """A row as it reads, without its number."""
    return tuple(f"{heading}={cell}" for heading, cell in zip(table.header, table.rows[row], strict=True)
                 if heading != "序号")


def wrong_rows(rule: Rule) -> set[Shown]:
    return {row_of(table, row) for table in tables(rule.bad) for row, _ in table.marks}


def right_rows(rule: Rule) -> set[Shown]:
    kinds = {table.kind for table in tables(rule.bad) if table.marks}
    return {row_of(table, row) for table in tables(rule.good) if table.kind in kinds
            for row in range(len(table.rows))}


def tables(examples: Iterable[Example]) -> Iterator[SampleTable]:
    return (table for example in examples for table in example.tables)


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.family in FAMILIES], ids=lambda rule: rule.code)
def test_a_page_has_two_different_examples_of_each_kind(rule):
    assert len(wrong_rows(rule)) >= 2
    assert len(right_rows(rule)) >= 2


def test_the_families_named_have_rules():
    assert set(FAMILIES) <= {rule.family for rule in RULES.values()}
