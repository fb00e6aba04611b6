"""What one document says, point by point, and where two of them say different things."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.model import NOWHERE, Place
from toolkit.text import is_printable, printable, read_numeral

TOTAL = "合计"
PROBLEM, PRINTED, STATUS, PROGRESS = "问题", "印发的问题", "附件用语", "整改进展情况"
LEADS, DEADLINE, SOURCE, OVERDUE = "牵头单位", "整改时限", "来源", "逾期"
STATE, RETURNED, EXPECTED, ASKED = "报送情况", "是否报送", "应报问题数", "催报问题数"
PROBLEMS, UNITS, MISSING, LATE = "问题数", "应报单位数", "未报送单位数", "迟报单位数"
OVERDUES, UNANSWERED, CARRIED = "逾期未完成数", "未报送问题数", "沿用上期数"
BLOCKS, ADVISES, DRAFT = "阻断意见数", "提醒数", "草稿标记"
STANDING_AT = "项数"

NOT_RETURNED, WAS_LATE = "未报送", "迟报"

Point = tuple[str, str]
"""What is spoken of, and which side of it: ("第3项", "附件用语")."""


class Said(NamedTuple):
    """A value as a document has it, and its place there. A tuple, because there are so many."""

    value: str
    place: Place = NOWHERE


@dataclass(slots=True)
class Statements:
    """What a document says of each point. Of what is told twice, both count, in their order.

    Points are told apart by their names as they are: ``unit_subject`` makes one of a unit's name.
    """

    document: str
    said: dict[Point, Said] = field(default_factory=dict)

    def say(self, subject: str, aspect: str, value: str | int, place: Place = NOWHERE) -> None:
        point = subject, aspect
        text = value if isinstance(value, str) else str(value)
        if point in self.said:
            before = self.said[point]
            self.said[point] = Said(f"{before.value}\n{text}", before.place)
        else:
            self.said[point] = Said(text, place)

    def count(self, aspect: str, number: int) -> None:
        self.say(TOTAL, aspect, number)

    def count_words(self, counted: Iterable[tuple[str, int]]) -> None:
        """How many problems stand at each wording; wordings that differ in blanks only are one."""
        numbers: Counter[str] = Counter()
        for word, number in counted:
            numbers[_words(word)] += number
        for word, number in numbers.items():
            self.say(f"{STATUS}“{word}”", STANDING_AT, number)


def returned(state: str) -> str:
    """The one thing every document says of a unit, whatever words it has for the rest."""
    return NOT_RETURNED if state == NOT_RETURNED else "已收到"


@dataclass(frozen=True, slots=True)
class Difference:
    """A point of which two documents say different things; None where one of them is silent."""

    point: Point
    first: str
    first_said: Said | None
    second: str
    second_said: Said | None


def unit_subject(unit: str) -> str:
    """A unit's name however paper, sheet and page set it."""
    return _words(unit)


_ORDINAL = re.compile(r"^（([〇零一二三四五六七八九十百千]+)）", re.MULTILINE)


def plain_ordinals(text: str) -> str:
    """Lines that begin with （二） as those that begin with （2）: which of them is the office's choice."""
    return _ORDINAL.sub(lambda found: f"（{read_numeral(found[1])}）", text) if "（" in text else text


def problem_subject(number: object) -> str:
    return f"第{number}项"


def differences(
    first: Statements, second: Statements, aspects: Collection[str], *, left_out: Collection[str] = (),
) -> Iterator[Difference]:
    """Every point of these aspects where the two do not say the same, or one says nothing.

    Blanks do not count. ``left_out`` are subjects of ``first`` the second has to be silent of.
    """
    points = [p for p in first.said if p[1] in aspects and p[0] not in left_out]
    points += [p for p in second.said if p[1] in aspects and (p not in first.said or p[0] in left_out)]
    for point in points:
        one, other = first.said.get(point), second.said.get(point)
        if one is None or other is None or point[0] in left_out or not _same(one.value, other.value):
            yield Difference(point, first.document, one, second.document, other)


def _same(one: str, other: str) -> bool:
    return one == other or _words(one) == _words(other)


def _words(text: str) -> str:
    """A text without its blanks and line breaks, which paper, sheet and page set differently."""
    return "".join((text if is_printable(text) else printable(text)).split())


def unreadable(document: str, reason: str) -> Difference:
    """A document that cannot be read back agrees with nothing."""
    return Difference(("全文", "读回"), "核对", Said("应当能够读回"), document, Said(f"读不出来：{reason}"))


def statements_digest(statements: Statements) -> str:
    """sha256 over every point and value as the document has it, whatever their order."""
    lines = sorted(f"{subject}\t{aspect}\t{said.value}\n"
                   for (subject, aspect), said in statements.said.items())
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
