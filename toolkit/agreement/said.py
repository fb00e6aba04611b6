"""What one document says, point by point, and where two of them say different things."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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


At = Place | int
"""A place, or merely the number of a line of the document itself: most places are never looked at."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value as a document has it, and its place there."""

    value: str
    place: Place = NOWHERE


@dataclass(slots=True)
class Statements:
    """What a document says of each point. Of what is told twice, both count, in their order.

    ``said`` is aspect -> subject -> value, so that two documents that agree are found to at one look;
    ``places`` is aspect -> subject -> where. Subjects are told apart by their names as they are:
    ``unit_subject`` makes one of a unit's name.
    """

    document: str
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    places: dict[str, dict[str, At]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(map(len, self.said.values()))

    def say(self, subject: str, aspect: str, value: str | int, at: At = NOWHERE) -> None:
        values = self.said.setdefault(aspect, {})
        if subject in values:
            values[subject] = f"{values[subject]}\n{value}"
        else:
            values[subject] = value if isinstance(value, str) else str(value)
            self.places.setdefault(aspect, {})[subject] = at

    def say_all(
        self, aspect: str, subjects: Sequence[str], values: Sequence[str], places: Mapping[str, Place],
    ) -> None:
        """The same as saying it of every subject by itself; ``places`` by subject."""
        column = dict(zip(subjects, values, strict=True))
        if aspect not in self.said and len(column) == len(subjects):
            self.said[aspect], self.places[aspect] = column, {**places}
            return
        for subject, value in zip(subjects, values, strict=True):
            self.say(subject, aspect, value, places.get(subject, NOWHERE))

    def of(self, point: Point) -> Said | None:
        """What is said of a point; None where nothing is."""
        subject, aspect = point
        if subject not in self.said.get(aspect, ()):
            return None
        at = self.places[aspect].get(subject, NOWHERE)
        place = at if isinstance(at, Place) else Place(self.document, line=at)
        return Said(self.said[aspect][subject], place)

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
    return _ORDINAL.sub(_plain_ordinal, text) if "（" in text else text


def _plain_ordinal(found: re.Match[str]) -> str:
    return f"（{read_numeral(found[1])}）"


def problem_subject(number: object) -> str:
    return f"第{number}项"


def differences(
    first: Statements, second: Statements, aspects: Collection[str], *, left_out: Collection[str] = (),
) -> Iterator[Difference]:
    """Every point of these aspects where the two do not say the same, or one says nothing.

    Blanks do not count. ``left_out`` are subjects of ``first`` the second has to be silent of.
    """
    points = [
        (subject, aspect)
        for aspect in dict.fromkeys((*first.said, *second.said)) if aspect in aspects
        for subject in _parting(first.said.get(aspect, {}), second.said.get(aspect, {}), left_out)]
    order = _order(first, second) if points else {}
    for point in sorted(points, key=lambda point: order[point[0]]):
        yield Difference(point, first.document, first.of(point), second.document, second.of(point))


def _parting(ours: Mapping[str, str], theirs: Mapping[str, str], left_out: Collection[str]) -> Iterator[str]:
    """The subjects of which two values differ, or one is missing."""
    if left_out:
        ours = {subject: value for subject, value in ours.items() if subject not in left_out}
    if ours == theirs:
        return
    for subject in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(subject), theirs.get(subject)
        if one is None or other is None or not _same(one, other):
            yield subject


def _order(first: Statements, second: Statements) -> Mapping[str, int]:
    """The subjects as the two speak of them: what is told of a problem is told together."""
    subjects = (subject for each in (first, second) for values in each.said.values() for subject in values)
    return {subject: at for at, subject in enumerate(dict.fromkeys(subjects))}


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
    lines = sorted([f"{subject}\t{aspect}\t{value}\n"
                    for aspect, values in statements.said.items() for subject, value in values.items()])
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
