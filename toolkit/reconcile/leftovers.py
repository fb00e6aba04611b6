"""What does not enter the merged truth: every filled-in cell stays visible, with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.model import Entry, Leftover, Profile, Return, Written


@dataclass(slots=True)
class Leftovers:
    """The filled-in cells that do not count, as they are met."""

    profile: Profile
    found: list[Leftover] = field(default_factory=list)

    def whole(self, returned: Return, why: str) -> None:
        """A whole workbook that does not count."""
        for entry in (*returned.entries, *returned.measure_entries):
            self.row(entry, why)
        self.head(returned, None, why)
        self.notes(returned, None)

    def row(self, entry: Entry, why: str) -> None:
        """What a unit filled in a row of 填报表 or 措施, its own columns too.

        Of a row off the list the official columns as well: there they are the unit's own words.
        """
        measures = "done" in entry.columns
        off_list = entry.problem is None or (measures and entry.measure is None)
        for column in self.profile.on("measures" if measures else "problems"):
            written = entry.cells.get(column.field)
            if written and (column.filled_by == "unit" or off_list) and entry.owns(column.field):
                self.found.append(Leftover(entry.unit, column.heading, written, why))
        for heading, written in entry.extra.items():
            self.found.append(Leftover(entry.unit, heading, written, why))

    def head(
        self, returned: Return, unit: str | None, why: str, shown: Return | None = None,
    ) -> None:
        """What stands above the table and in the zero report, where ``shown`` says it otherwise."""
        for column in self.profile.on("head"):
            if column.field != "unit" or unit is None:
                other = shown.head.get(column.field) if shown else None
                self._differing(unit, column.heading, returned.head.get(column.field), other, why)
        self._differing(
            unit, "本期无进展", returned.nothing_new, shown.nothing_new if shown else None, why)
        self._differing(unit, "理由", returned.reason, shown.reason if shown else None, why)

    def _differing(
        self, unit: str | None, heading: str, written: Written | None, other: Written | None,
        why: str,
    ) -> None:
        if written and written.text and (other is None or other.text != written.text):
            self.found.append(Leftover(unit, heading, written, why))

    def notes(self, returned: Return, unit: str | None) -> None:
        """What stands outside the tables of a workbook."""
        for written in returned.extra.values():
            self.found.append(Leftover(unit, "表外内容", written, "写在表格之外"))
