"""Problems that are not finished: where each stands, and how the D rules speak of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from toolkit.checks.rule import Spot
from toolkit.checks.standing import Standing, Wordings, standing
from toolkit.dates import chinese_day
from toolkit.model import FINISHED, Book, Case, Place, StatusClass


def open_cases(
    book: Book, concerned: Callable[[Case], object],
) -> Iterator[tuple[Case, date | None, date, Standing]]:
    """Every problem that is not finished, with its deadline where it has one.

    Where a problem stands is asked only of those ``concerned``: for a rule most are not.
    """
    if book.period is None:
        return
    wordings = Wordings(book.profile)
    for case in filter(concerned, book.cases):
        stands = standing(case, wordings)
        if stands.status not in FINISHED:
            yield case, case.problem.deadline, book.period.as_of, stands


def with_deadline(
    book: Book, concerned: Callable[[date, date], bool],
) -> Iterator[tuple[Case, date, date, Standing]]:
    """Every problem that is not finished with a deadline that concerns a rule on the day a period tells of."""
    if book.period is None:
        return
    day = book.period.as_of
    for case, deadline, as_of, stands in open_cases(
            book, lambda case: case.problem.deadline is not None and concerned(case.problem.deadline, day)):
        if deadline is not None:
            yield case, deadline, as_of, stands


def spot_of(case: Case, stands: Standing, deadline: date, as_of: date, days: int) -> Spot:
    entry = stands.entry
    leads = case.lead_units
    return Spot(
        entry.place_of("status") if entry else Place(),
        entry.unit if entry else leads[0] if leads else None,
        case.problem.number, expected=deadline.isoformat(),
        words={"due": chinese_day(deadline), "as_of": chinese_day(as_of), "days": str(days),
               "led": f"（{'、'.join(leads)}牵头）" if leads else "",
               "state": _state(stands.status, case)})


def _state(status: StatusClass | None, case: Case) -> str:
    if status is None:
        return "本期状态不明" if case.entries else "本期还没有报送"
    return "尚未启动" if status == "not_started" else "尚未完成"
