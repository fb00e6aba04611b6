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
    for row in _records(parts.get("单位报送情况", ())):
        unit, state = unit_subject(row["单位"]), row["状态"]
        said.say(unit, STATE, state, place)
        said.say(unit, RETURNED, returned(state), place)
        said.say(unit, EXPECTED, row["应报"], place)
    for row in _records(parts.get("问题整改情况", ())):
        subject = problem_subject(row["序号"])
        for heading, aspect in _ASPECTS.items():
            said.say(subject, aspect, row[heading], place)
    return said


def _records(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]] if rows else []
