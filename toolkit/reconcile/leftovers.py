"""What does not enter the merged truth: every filled-in cell stays visible, with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.model import Entry, Leftover, Profile, Return


@dataclass(slots=True)
class Leftovers:
    """The filled-in cells that do not count, as they are met."""

    profile: Profile
    found: list[Leftover] = field(default_factory=list)

    def whole(self, returned: Return, why: str) -> None:
        """A whole workbook that does not count."""
        for entry in (*returned.entries, *returned.measure_entries):
            self.row(entry, why)
        self.notes(returned, None)

    def row(self, entry: Entry, why: str) -> None:
        """What a unit filled in a row of 填报表 or 措施, its own columns too."""
        sheet = "measures" if "done" in entry.columns else "problems"
        for column in self.profile.on(sheet):
            if column.filled_by == "unit" and column.field in entry.cells:
                self.found.append(
                    Leftover(entry.unit, column.heading, entry.cells[column.field], why))
        for heading, written in entry.extra.items():
            self.found.append(Leftover(entry.unit, heading, written, why))

    def notes(self, returned: Return, unit: str | None) -> None:
        """What stands outside the tables of a workbook."""
        for written in returned.extra.values():
            self.found.append(Leftover(unit, "表外内容", written, "写在表格之外"))
