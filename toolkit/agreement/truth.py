"""What the list, the remarks and the ledger workbook say."""

from __future__ import annotations

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

SheetRow = Mapping[str, str]
"""One row of a sheet by heading."""


def list_said(document: str, problems: Sequence[Problem]) -> Statements:
    """The official list: each problem's text, lead units and deadline, and how many there are."""
    said = Statements(document)
    said.count(PROBLEMS, len(problems))
    for problem in problems:
        subject = problem_subject(problem.number)
        said.say(subject, PROBLEM, problem.text, problem.place)
        said.say(subject, PRINTED, problem.public_text or problem.text, problem.place)
        said.say(subject, LEADS, problem.shown("lead_units"), problem.place)
        said.say(subject, DEADLINE, problem.shown("deadline"), problem.place)
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
    document: str, problems: Sequence[SheetRow], units: Sequence[SheetRow],
    continued: Mapping[tuple[str, str], str],
) -> Statements:
    """The ledger's sheets 问题 and 单位, rows from the second on; ``continued`` are the texts of 续文."""
    said = Statements(document)
    for line, row in enumerate(problems, 2):
        _problem(said, row, Place(document, LEDGER_SHEET, line), continued)
    for line, row in enumerate(units, 2):
        _unit(said, row, Place(document, UNIT_SHEET, line))
    said.count_words((row[_STATUS], 1) for row in problems)
    sources = [row[_SOURCE] for row in problems]
    said.count(PROBLEMS, len(problems))
    said.count(OVERDUES, sum(bool(row[_OVERDUE]) for row in problems))
    said.count(UNANSWERED, sources.count(SOURCE_WORDS["none"]))
    said.count(CARRIED, sources.count(SOURCE_WORDS["carried"]))
    states = [row["状态"] for row in units]
    said.count(UNITS, len(units))
    said.count(MISSING, states.count(NOT_RETURNED))
    said.count(LATE, states.count(WAS_LATE))
    return said


def _problem(said: Statements, row: SheetRow, place: Place, continued: Mapping[tuple[str, str], str]) -> None:
    number = row[_NUMBER]
    subject = problem_subject(number)

    def whole(heading: str) -> str:
        text = row[heading]
        return continued.get((number, heading), text) if text.endswith(CONTINUED_MARK) else text

    said.say(subject, PROBLEM, whole("问题"), place)
    said.say(subject, LEADS, whole("牵头单位"), place)
    said.say(subject, DEADLINE, whole("整改时限"), place)
    said.say(subject, STATUS, row[_STATUS], place)
    said.say(subject, PROGRESS, plain_ordinals(whole(_PROGRESS)), place)
    said.say(subject, SOURCE, row[_SOURCE], place)
    said.say(subject, OVERDUE, "逾期" if row[_OVERDUE] else "", place)


def _unit(said: Statements, row: SheetRow, place: Place) -> None:
    unit, state = unit_subject(row["单位"]), row["状态"]
    said.say(unit, STATE, state, place)
    said.say(unit, RETURNED, returned(state), place)
    said.say(unit, EXPECTED, row["应报"], place)
    if state == NOT_RETURNED:
        said.say(unit, ASKED, int(row["应报"] or 0) - int(row["已报"] or 0), place)
