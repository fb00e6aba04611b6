"""The 规则手册 is complete, and says what the contract fixed."""

import re
from pathlib import Path

import pytest

from toolkit.checks import FAMILIES, RULES, manual, page
from toolkit.model import Unusable

CONTRACT = {
    "R": "101! 102! 103 104 105! 106! 107! 108! 109 110",
    "C": "201! 202! 203! 204! 205 206!",
    "F": "301! 302 303! 304! 305 306 307 308 309 310",
    "A": "401! 402",
    "L": "501! 502 503! 504! 505! 506! 507 508 509! 510 511 512",
    "D": "601 602 603 604 605",
    "X": "701 702! 703 704!",
    "P": "801 802 803 804 805 806 807",
}
"""Codes outside checks know; ``!`` blocks by default."""

OWN = {"C207", "O901", "O902", "O903", "O904", "F311", "P808", "P809", "P810", "P811", "P812", "P813", "P814", "P815", "P816"}
"""Codes beyond the contract: measures off the list, outputs edited or at odds, templates that cannot be used, words struck through, and what an import finds beyond the counts."""

WEIGHTS = {
    family + number.rstrip("!"): "blocks" if number.endswith("!") else "advises"
    for family, numbers in CONTRACT.items() for number in numbers.split()
}
BUILT = {
    "R101", "R102", "R103", "R104", "R105", "R106", "R107", "R108", "R109", "R110",
    "C201", "C202", "C203", "C204", "C205", "C206", "F301", "F303", "F304", "A401", "A402",
    "L501", "L502", "L504", "L505", "L509", "D601", "D602", "D603", "D604", "D605",
    "F305", "F309", "X701", "X702", "X703", "X704",
    "P801", "P802", "P803", "P804", "P805", "P806", "P807", *OWN,
}


def test_every_rule_has_a_code_of_the_contract_and_its_weight():
    assert RULES.keys() - OWN <= WEIGHTS.keys()
    for code in RULES.keys() - OWN:
        assert RULES[code].weight == WEIGHTS[code], code


def test_the_rules_of_this_issue_stand():
    assert RULES.keys() >= BUILT


def test_the_manual_has_every_rule_once():
    headings = re.findall(r"^### (\w+) (.+)$", manual(), re.MULTILINE)
    assert headings == [(rule.code, rule.name) for rule in RULES.values()]


def test_the_manual_has_the_families_in_order():
    letters = re.findall(r"^## (\w) ", manual(), re.MULTILINE)
    assert letters == [letter for letter in FAMILIES if letter in {code[0] for code in RULES}]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_page_shows_everything_that_stands_on_the_rule(rule):
    text = page(rule.code.lower())
    for part in (rule.code, rule.name, rule.summary, rule.why, rule.remedy, *rule.needs):
        assert part in text
    assert text.count("✗") == sum(example.marked for example in rule.bad)
    assert text in manual()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_page_is_plain_chinese(rule):
    for text in (rule.summary, rule.why, rule.remedy):
        assert text.endswith("。")
        assert not any(word in text for word in ("虚假", "敷衍", "应付"))


def test_every_table_of_the_manual_is_even():
    for table in re.findall(r"(?:^\|.*\|\n)+", manual(), re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table


def test_an_unknown_code_is_a_sentence():
    with pytest.raises(Unusable, match="R999"):
        page("R999")


def test_the_printed_manual_is_the_generated_one():
    printed = Path(__file__).parents[2] / "docs" / "规则手册.md"
    assert printed.read_text(encoding="utf-8") == manual(), (
        "write toolkit.checks.manual() to docs/规则手册.md")
