"""Days that are certain only beside the period: 25.3.10 with half a year; in the head, where a sheet
is dated between its issue and some time after it was due, 3月10日 too. What was done on 3月10日 may be
of any year: that is asked (F304), not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from toolkit.dates import read_day
from toolkit.model import Entry, Period, Profile, Return, Written
from toolkit.regex import regex

_HALF_YEAR = regex(r"[’'‘]?(\d\d)(?=\s*[./年-]\s*\d{1,2}\s*[./月-]\s*\d{1,2}\s*[日号]?(?!\d))")
_FIVE_YEARS = 5


def with_days(returned: Return, profile: Profile, period: Period) -> Return:
    """The return with every day that its text and the period make certain; each says how it was read."""
    columns = {sheet: tuple(c.field for c in profile.on(sheet) if c.kind == "date")
               for sheet in ("problems", "measures", "head")}
    head = _dated(returned.head, columns["head"], period, in_head=True)
    problems = _rows(returned.entries, columns["problems"], period)
    measures = _rows(returned.measure_entries, columns["measures"], period)
    if head is returned.head and problems is returned.entries and measures is returned.measure_entries:
        return returned
    return replace(returned, head=head, entries=problems, measure_entries=measures)


def _rows(entries: tuple[Entry, ...], names: tuple[str, ...], period: Period) -> tuple[Entry, ...]:
    dated = tuple(_row(entry, names, period) for entry in entries)
    return entries if all(new is old for new, old in zip(dated, entries, strict=True)) else dated


def _row(entry: Entry, names: tuple[str, ...], period: Period) -> Entry:
    cells = _dated(entry.cells, names, period)
    return entry if cells is entry.cells else replace(entry, cells=cells)


def _dated(
    cells: Mapping[str, Written], names: tuple[str, ...], period: Period, *, in_head: bool = False,
) -> Mapping[str, Written]:
    found = {name: day for name in names
             if (written := cells.get(name)) and written.text and written.day is None
             and (day := _day(written.text, period, in_head=in_head))}
    return {**cells, **{name: _read_as(cells[name], *day) for name, day in found.items()}} if found else cells


def _read_as(written: Written, day: date, why: str) -> Written:
    said = f"按日期读作{day.isoformat()}（{why}）"
    return written._replace(day=day, how=f"{written.how}；{said}" if written.how else said)


def _day(text: str, period: Period, *, in_head: bool) -> tuple[date, str] | None:
    """The day and why it is that one; None where the period leaves two possible, or none."""
    half = _HALF_YEAR.match(text.strip())
    if half:
        year = 2000 + int(half[1])
        near = period.as_of.year - _FIVE_YEARS <= year <= period.as_of.year + 1
        day = read_day(f"{year}{text.strip()[half.end():]}") if near else None
        return (day, "年份只写了后两位") if day else None
    if not in_head:
        return None
    days = [day for year in sorted({period.as_of.year, period.due.year})
            if (day := read_day(text, year)) and _possible(day, period)]
    return (days[0], "没有写年份，取报送期的年份") if len(days) == 1 else None


def _possible(day: date, period: Period) -> bool:
    """A sheet is dated between its issue and some time after it was due."""
    return period.issued.date() <= day and (day - period.due.date()).days < 90
