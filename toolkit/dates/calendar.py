"""The working-day calendar: the office's own days first, then the State Council's, then weekends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from toolkit.model import Holiday

_ONE = timedelta(days=1)


class Calendar:
    """Which days are worked. ``holidays`` are the office's own rows (sheet 节假日): they override."""

    def __init__(self, holidays: Iterable[Holiday] = ()) -> None:
        self._own = {holiday.day: holiday.works for holiday in holidays}

    def known(self, year: int) -> bool:
        """Whether the days off of a year are known: published, or entered by the office.

        Weekends alone are no calendar: a year nobody has entered is said, never silently treated.
        """
        from chinese_calendar.constants import holidays

        return any(day.year == year for day in self._own) or any(day.year == year for day in holidays)

    def works(self, day: date) -> bool:
        """Whether a day is worked; in an unknown year Monday to Friday are."""
        from chinese_calendar.constants import holidays, workdays

        if day in self._own:
            return self._own[day]
        return day in workdays or (day.weekday() < 5 and day not in holidays)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is (民法典 203)."""
        while not self.works(day):
            day += _ONE
        return day

    def working_days(self, start: date, end: date) -> int:
        """Days worked after ``start`` up to and with ``end``: the first day does not count (民法典 201)."""
        return sum(self.works(start + _ONE * n) for n in range(1, (end - start).days + 1))

    def days_left(self, day: date, deadline: date, *, within: int, working: bool) -> int | None:
        """Days from ``day`` to a deadline where at most ``within`` are left; None where it is past or far.

        ``working`` counts days worked only.
        """
        if not day <= deadline <= day + _ONE * (within * 3 if working else within):
            return None
        days = self.working_days(day, deadline) if working else (deadline - day).days
        return days if days <= within else None


def said_of_years(calendar: Calendar, *days: date) -> str:
    """A remark for a sentence about days of years nobody knows; '' where all are known."""
    unknown = sorted({day.year for day in days if not calendar.known(day.year)})
    if not unknown:
        return ""
    return f"{'、'.join(map(str, unknown))}年的放假安排还不知道，只按周末推算，请在专项配置的“节假日”里补上"
