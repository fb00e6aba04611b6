"""What the board says: its tiles, its bars and its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.agreement.said import (
    ADVISES,
    BLOCKS,
    CARRIED,
    DEADLINE,
    EXPECTED,
    LATE,
    LEADS,
    MISSING,
    OVERDUE,
    OVERDUES,
    PROBLEM,
    PROBLEMS,
    RETURNED,
    SOURCE,
    STATE,
    STATUS,
    TOTAL,
    UNANSWERED,
    UNITS,
    Statements,
    problem_subject,
    returned,
    unit_subject,
)
from toolkit.model import Place

_TILES = {
    "问题": PROBLEMS, "逾期未完成": OVERDUES, "未报送问题": UNANSWERED, "沿用上期": CARRIED,
    "应报单位": UNITS, "未报送单位": MISSING, "迟报单位": LATE, "阻断意见": BLOCKS, "提醒": ADVISES,
}
_ASPECTS = {"问题": PROBLEM, "牵头单位": LEADS, "整改时限": DEADLINE, "整改状态": STATUS,
            "逾期": OVERDUE, "来源": SOURCE}

Parts = Mapping[str, Sequence[Sequence[str]]]
"""What stands below each heading of the page: rows of texts, a table's headings first."""


def board_said(document: str, parts: Parts) -> Statements:
    """Its totals, the state of every unit and the line of every problem."""
    said, place = Statements(document), Place(document)
    for word, number in parts.get("", ()):
        if word in _TILES:
            said.say(TOTAL, _TILES[word], number, place)
    said.count_words((word, int(number)) for word, number in parts.get("整改状态", ()))
    units = _columns(parts.get("单位报送情况", ()))
    if units:
        subjects, states = list(map(unit_subject, units["单位"])), units["状态"]
        said.say_all(STATE, subjects, states, dict.fromkeys(subjects, place))
        said.say_all(RETURNED, subjects, list(map(returned, states)), dict.fromkeys(subjects, place))
        said.say_all(EXPECTED, subjects, units["应报"], dict.fromkeys(subjects, place))
    problems = _columns(parts.get("问题整改情况", ()))
    if problems:
        subjects = list(map(problem_subject, problems["序号"]))
        for heading, aspect in _ASPECTS.items():
            said.say_all(aspect, subjects, problems[heading], dict.fromkeys(subjects, place))
    return said


def _columns(rows: Sequence[Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Rows, the headings first, as columns by heading."""
    return {heading: column for heading, *column in zip(*rows, strict=True)} if len(rows) > 1 else {}
