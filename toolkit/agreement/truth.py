"""What the list, the remarks and the ledger workbook say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from toolkit.agreement.said import (
    ADVISES,
    ASKED,
    BLOCKS,
    CARRIED,
    DEADLINE,
    DRAFT,
    EXPECTED,
    LATE,
    LEADS,
    MISSING,
    NOT_RETURNED,
    OVERDUE,
    OVERDUES,
    PRINTED,
    PROBLEM,
    PROBLEMS,
    PROGRESS,
    RETURNED,
    SOURCE,
    STATE,
    STATUS,
    TOTAL,
    UNANSWERED,
    UNITS,
    WAS_LATE,
    Statements,
    plain_ordinals,
    problem_subject,
    returned,
    unit_subject,
)
from toolkit.model import (
    CONTINUED_MARK,
    LEDGER_HEADINGS,
    LEDGER_SHEET,
    SOURCE_WORDS,
    Place,
    Problem,
    Remark,
)

UNIT_SHEET = "单位"
_NUMBER, _PROGRESS = LEDGER_HEADINGS["number"], LEDGER_HEADINGS["progress"]
_STATUS, _SOURCE = LEDGER_HEADINGS["printed_status"], LEDGER_HEADINGS["source"]
_OVERDUE = "是否逾期"

PROBLEM_HEADINGS = (_NUMBER, "问题", "牵头单位", "整改时限", _STATUS, _PROGRESS, _SOURCE, _OVERDUE)
UNIT_HEADINGS = ("单位", "状态", "应报", "已报")
"""What is read of the sheets 问题 and 单位."""

Columns = Mapping[str, Sequence[str]]
"""Some columns of a sheet by heading."""


def list_said(document: str, problems: Sequence[Problem]) -> Statements:
    """The official list: each problem's text, lead units and deadline, and how many there are."""
    said = Statements(document)
    said.count(PROBLEMS, len(problems))
    subjects = [problem_subject(problem.number) for problem in problems]
    places = {subject: problem.place for subject, problem in zip(subjects, problems, strict=True)}
    for aspect, values in (
        (PROBLEM, [p.text for p in problems]),
        (PRINTED, [p.public_text or p.text for p in problems]),
        (LEADS, [p.shown("lead_units") for p in problems]),
        (DEADLINE, [p.shown("deadline") for p in problems]),
    ):
        said.say_all(aspect, subjects, values, places)
    return said


def remarks_said(document: str, remarks: Iterable[Remark]) -> Statements:
    """How many remarks count; that the annex must be marked a draft only where it must."""
    counting = [r.weight for r in remarks if not r.trial and not r.waived]
    said = Statements(document)
    said.count(BLOCKS, counting.count("blocks"))
    said.count(ADVISES, counting.count("advises"))
    if "blocks" in counting:
        said.say(TOTAL, DRAFT, "有")
    return said


def ledger_said(
    document: str, problems: Columns, units: Columns, continued: Mapping[tuple[str, str], str],
) -> Statements:
    """The ledger's sheets 问题 (``PROBLEM_HEADINGS``) and 单位 (``UNIT_HEADINGS``), rows from the second on;
    ``continued`` are the texts of 续文.
    """
    said = Statements(document)
    _problems(said, problems, continued)
    _units(said, units)
    said.count_words(Counter(problems[_STATUS]).items())
    said.count(PROBLEMS, len(problems[_NUMBER]))
    said.count(OVERDUES, sum(map(bool, problems[_OVERDUE])))
    said.count(UNANSWERED, problems[_SOURCE].count(SOURCE_WORDS["none"]))
    said.count(CARRIED, problems[_SOURCE].count(SOURCE_WORDS["carried"]))
    said.count(UNITS, len(units["状态"]))
    said.count(MISSING, units["状态"].count(NOT_RETURNED))
    said.count(LATE, units["状态"].count(WAS_LATE))
    return said


def _problems(said: Statements, columns: Columns, continued: Mapping[tuple[str, str], str]) -> None:
    numbers = columns[_NUMBER]
    subjects = [problem_subject(number) for number in numbers]
    places = _places(said.document, LEDGER_SHEET, subjects)

    def whole(heading: str) -> Sequence[str]:
        texts = columns[heading]
        if not continued:
            return texts
        return [continued.get((number, heading), text) if text.endswith(CONTINUED_MARK) else text
                for number, text in zip(numbers, texts, strict=True)]

    for aspect, values in (
        (PROBLEM, whole("问题")),
        (LEADS, whole("牵头单位")),
        (DEADLINE, whole("整改时限")),
        (STATUS, columns[_STATUS]),
        (PROGRESS, list(map(plain_ordinals, whole(_PROGRESS)))),
        (SOURCE, columns[_SOURCE]),
        (OVERDUE, ["逾期" if word else "" for word in columns[_OVERDUE]]),
    ):
        said.say_all(aspect, subjects, values, places)


def _units(said: Statements, columns: Columns) -> None:
    names, states, expected, answered = (columns[heading] for heading in UNIT_HEADINGS)
    subjects = list(map(unit_subject, names))
    places = _places(said.document, UNIT_SHEET, subjects)
    said.say_all(STATE, subjects, states, places)
    said.say_all(RETURNED, subjects, list(map(returned, states)), places)
    said.say_all(EXPECTED, subjects, expected, places)
    for subject, state, due, here in zip(subjects, states, expected, answered, strict=True):
        if state == NOT_RETURNED:
            said.say(subject, ASKED, int(due or 0) - int(here or 0), places[subject])


def _places(document: str, sheet: str, subjects: Sequence[str]) -> Mapping[str, Place]:
    return {subject: Place(document, sheet, row) for row, subject in enumerate(subjects, 2)}
