"""Every problem of the board: where it stands, its printed text, last period's, its remarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from toolkit.dates import Calendar
from toolkit.model import FINISHED, SOURCE_WORDS, Ledger, LedgerRow, Printed
from toolkit.model.board import BoardProblem, BoardRemark, BoardText
from toolkit.reports.board.bands import band_of
from toolkit.reports.letters.shared import period_wording
from toolkit.reports.wording import seen_by


def board_problems(
    ledger: Ledger, remarks: Sequence[BoardRemark], statuses: Mapping[str, int],
) -> tuple[BoardProblem, ...]:
    """One a row of the ledger, in its order; ``statuses``: wording -> index."""
    seen, days_left = seen_by(ledger.profile), _days_left(ledger)
    answering, said = _answering(ledger), _by_problem(remarks)
    sections: dict[str, int] = {}

    def problem(row: LedgerRow) -> BoardProblem:
        official, last, number = row.problem, row.baseline, row.problem.number
        return BoardProblem(
            number, official.text,
            sections.setdefault(official.section or "", len(sections)),
            official.category or "",
            official.shown("lead_units"), official.shown("responsible_units"),
            official.shown("deadline"),
            statuses[row.printed_status], band_of(row.status),
            _days_late(ledger, row), days_left(row), SOURCE_WORDS[row.source],
            tuple(answering[number]),
            tuple(_text(paragraph, seen) for paragraph in row.paragraphs),
            (last.status_text or "") if last else "",
            tuple(seen(f"{p.ordinal or ''}{p.text}") for p in last.paragraphs) if last else (),
            tuple(said[number]),
        )

    return tuple(problem(row) for row in ledger.rows)


def _answering(ledger: Ledger) -> Mapping[int, list[int]]:
    """Problem -> indexes of the units that were asked about it."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, unit in enumerate(ledger.units):
        for number in unit.expected:
            found[number].append(at)
    return found


def _by_problem(remarks: Sequence[BoardRemark]) -> Mapping[int, list[BoardRemark]]:
    found: dict[int, list[BoardRemark]] = defaultdict(list)
    for remark in remarks:
        if remark.problem is not None:
            found[remark.problem].append(remark)
    return found


def _text(paragraph: Printed, seen: Callable[[str], str]) -> BoardText:
    text = seen(f"{paragraph.ordinal or ''}{paragraph.text}")
    if paragraph.edit:
        return BoardText("整改办修改", text)
    if paragraph.carried_from:
        return BoardText(f"沿用{period_wording(paragraph.carried_from)}", text)
    return BoardText(paragraph.unit or "", text)


def _days_late(ledger: Ledger, row: LedgerRow) -> int | None:
    """Days past the deadline; 0 where a row is overdue without a day to count from."""
    if not row.overdue:
        return None
    deadline = row.problem.deadline
    return (ledger.period.as_of - deadline).days if deadline else 0


def _days_left(ledger: Ledger) -> Callable[[LedgerRow], int | None]:
    profile, as_of = ledger.profile, ledger.period.as_of
    calendar = Calendar(profile.holidays)

    def left(row: LedgerRow) -> int | None:
        deadline = row.problem.deadline
        if deadline is None or row.overdue or row.status in FINISHED:
            return None
        return calendar.days_left(as_of, deadline, within=profile.due_soon_days,
                                  working=profile.due_soon_working)

    return left
