"""Deadline wording and dates as people write them; a wording that is not certain gives no day."""

from toolkit.dates.calendar import Calendar, said_of_years
from toolkit.dates.deadlines import Deadline, Trouble, measure_deadline, read_deadline
from toolkit.dates.moments import period_end, read_day, read_moment
from toolkit.dates.wording import Precision, chinese_day, chinese_moment, month_end

__all__ = [
    "Calendar",
    "Deadline",
    "Precision",
    "Trouble",
    "chinese_day",
    "chinese_moment",
    "measure_deadline",
    "month_end",
    "period_end",
    "read_day",
    "read_deadline",
    "read_moment",
    "said_of_years",
]
