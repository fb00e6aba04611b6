"""A workbook of several units -> one Return a unit: several sheets, several heads, or a column 填报单位."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from toolkit.collect.names import UnitNames
from toolkit.collect.senders import answers
from toolkit.duties import Duties
from toolkit.model import Entry, Place, Return, TableSeen, Written
from toolkit.regex import regex
from toolkit.text import matching_key

_UNIT_COLUMN = regex(r"(?:填报|报送|上报|填表|填写|报告)单位(?:名称)?|单位名称|单位")


def shared(returned: Return, names: UnitNames, duties: Duties) -> tuple[Return, ...]:
    """One Return a unit where a workbook plainly holds several units' answers; else the workbook itself.

    Nothing is guessed: a row goes to the unit its own cell, its table's head or its sheet's name says.
    A workbook whose column 填报单位 names one unit throughout says so in place of a blank head.
    """
    rows = _Rows(returned, names)
    if not rows.column and sum(seen.table == "problems" for seen in returned.tables) < 2:
        return (returned,)
    by_entry = [rows.owner(entry) for entry in returned.entries]
    units = {unit for unit, entry in zip(by_entry, returned.entries, strict=True)
             if unit and answers(entry)}
    if len(units) == 1 and rows.column and not _filled(returned.head):
        (cell,) = list(rows.column.values())[:1]
        return (replace(returned, head={**returned.head, "unit": cell}),)
    if len(units) < 2 or None in by_entry:
        return (returned,)
    return tuple(_part(returned, unit, by_entry, rows, duties) for unit in sorted(units))


def _filled(head: Mapping[str, Written]) -> bool:
    return bool("unit" in head and head["unit"].text)


@dataclass(slots=True)
class _Rows:
    """Whose each row of a workbook is, as far as the workbook itself says."""

    returned: Return
    names: UnitNames
    column: dict[Place, Written] = field(default_factory=dict)
    _above: dict[str | None, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.returned.entries:
            cell = _unit_cell(entry)
            if cell is not None and self.names.resolve(cell.text):
                self.column[entry.place] = cell

    def owner(self, entry: Entry) -> str | None:
        """The unit of a row: its own cell or, in a merged or blank one, the cell above; else its table's."""
        cell = self.column.get(entry.place)
        if cell is not None:
            self._above[entry.place.sheet] = self.names.resolve(cell.text)
        return self._above.get(entry.place.sheet) or self.of_table(entry.place)

    def of_table(self, place: Place) -> str | None:
        """The unit the head above a place speaks of, else the sheet's name."""
        seen = self.table(place)
        said = seen.head.get("unit") if seen else None
        named = self.names.resolve(said.text) if said and said.text else None
        on_sheet = self.names.named_in(place.sheet or "")
        return named or (on_sheet[0] if len(on_sheet) == 1 else None)

    def table(self, place: Place) -> TableSeen | None:
        """The table of 填报表 a place stands in."""
        above = [t for t in self.returned.tables
                 if t.table == "problems" and t.place.sheet == place.sheet
                 and (t.place.row or 0) <= (place.row or 0)]
        return max(above, key=lambda t: t.place.row or 0, default=None)


def _unit_cell(entry: Entry) -> Written | None:
    return next((cell for heading, cell in entry.extra.items()
                 if _UNIT_COLUMN.fullmatch(matching_key(heading))), None)


def _part(
    returned: Return, unit: str, by_entry: Iterable[str | None], rows: _Rows, duties: Duties,
) -> Return:
    """One unit's rows, with the head that stands above them and what is written on its sheets."""
    own = tuple(e for e, owner in zip(returned.entries, by_entry, strict=True) if owner == unit)
    first = next((e for e in own if answers(e)), own[0])
    seen = rows.table(first.place)
    head = dict(seen.head) if seen else {}
    measures = _measures(returned, rows, duties)
    sheets = _sheets(returned, rows)
    zero = returned.nothing_new if _owner_of(returned.nothing_new, sheets) == unit else None
    return replace(
        returned, unit=unit, head=head, entries=own, measure_entries=tuple(measures[unit]),
        nothing_new=zero, reason=returned.reason if zero else None,
        stamp=None, tables=tuple(t for t in returned.tables if t is seen),
        extra={key: note for key, note in returned.extra.items()
               if (_owner_of(note, sheets) or _first(rows)) == unit},
        diagnostics=tuple(d for d in returned.diagnostics if _of(d.place, rows, unit)))


def _first(rows: _Rows) -> str | None:
    """Whoever stands first takes what stands on nobody's sheet, so that it is kept once."""
    return min(filter(None, (rows.owner(e) for e in rows.returned.entries if answers(e))), default=None)


def _of(place: Place, rows: _Rows, unit: str) -> bool:
    owner = next((rows.owner(e) for e in rows.returned.entries
                  if (e.place.sheet, e.place.row) == (place.sheet, place.row)), None)
    return (owner or _first(rows)) == unit


def _sheets(returned: Return, rows: _Rows) -> Mapping[str | None, str | None]:
    """Whose each sheet is: that of its own table, else of the 填报表 before it."""
    owners: dict[str | None, str | None] = {}
    last: str | None = None
    for seen in returned.tables:
        if seen.table == "problems":
            last = rows.of_table(seen.place)
        owners.setdefault(seen.place.sheet, last)
    return owners


def _owner_of(written: Written | None, sheets: Mapping[str | None, str | None]) -> str | None:
    return sheets.get(written.place.sheet) if written else None


def _measures(
    returned: Return, rows: _Rows, duties: Duties,
) -> Mapping[str | None, list[Entry]]:
    """Rows of 措施 by unit: the unit whose 填报表 stands before them, if it answers for that problem."""
    sheets = _sheets(returned, rows)
    answering: dict[int | None, list[str]] = defaultdict(list)
    for entry in returned.entries:
        owner = rows.owner(entry)
        if owner and entry.problem is not None and owner not in answering[entry.problem]:
            answering[entry.problem].append(owner)
    measures: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in returned.measure_entries:
        before = sheets.get(entry.place.sheet)
        able = [u for u in answering[entry.problem]
                if entry.problem is not None and duties.role(entry.problem, u) != "none"]
        ranked = sorted(able, key=lambda u: (u != before, able.index(u)))
        fits = next((u for u in ranked if not any(
            (e.problem, e.measure) == (entry.problem, entry.measure) for e in measures[u])), None)
        measures[fits or before or _first(rows)].append(entry)
    return measures
