"""One problem down the page: labels with their values beside or below them, instead of a header row.

A sheet may hold several such forms below one another, or several problems in columns beside the labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.model import Column, Entry, Place, Written
from toolkit.read.beside import kept
from toolkit.read.cells import written
from toolkit.read.columns import Headings
from toolkit.tables.grid import Cell, Sheet
from toolkit.tables.levels import heading_key

_KEYS, _ANSWERS = frozenset({"number", "text"}), frozenset({"status", "progress"})
_LEAST = 3
"""Labels a form has at the least, among them one that says which problem it is, one that answers."""


@dataclass(slots=True)
class _Form:
    """One problem's fields as met: label, value."""

    cells: dict[str, Written] = field(default_factory=dict)
    at: dict[str, Place] = field(default_factory=dict)
    extra: dict[str, Written] = field(default_factory=dict)

    def entry(self) -> Entry:
        columns = {name: place.column or 0 for name, place in self.at.items()}
        place = self.at.get("text") or self.at.get("number") or next(iter(self.at.values()))
        return Entry(None, self.cells, place, self.extra, columns=columns, at=self.at)


@dataclass(frozen=True, slots=True)
class Forms:
    """What a sheet of forms holds: rows as of a table, what stands above them, and the rest."""

    entries: tuple[Entry, ...]
    above: tuple[Cell, ...]
    rest: tuple[Written, ...]


def read_forms(
    file: str, sheet: Sheet, rows: Mapping[int, list[Cell]], headings: Headings,
) -> Forms | None:
    """The forms of a sheet; None where it is none."""
    labels = {
        (cell.row, cell.column): column for cells in rows.values() for cell in cells
        if (column := _label(cell, headings))}
    named = {column.field for column in labels.values()}
    if len(named) < _LEAST or not (named & _KEYS and named & _ANSWERS):
        return None
    reading = _Reading(file, sheet, {(c.row, c.column): c for r in rows.values() for c in r}, labels)
    return reading.read(rows)


def _label(cell: Cell, headings: Headings) -> Column | None:
    if cell.kind != "text":
        return None
    before, colon, _ = cell.text.replace(":", "：", 1).partition("：")
    return headings.meant("problems", before if colon else cell.text)


@dataclass(slots=True)
class _Reading:
    file: str
    sheet: Sheet
    at: Mapping[tuple[int, int], Cell]
    labels: Mapping[tuple[int, int], Column]
    used: set[tuple[int, int]] = field(default_factory=set)
    forms: list[list[_Form]] = field(default_factory=list)

    def read(self, rows: Mapping[int, list[Cell]]) -> Forms | None:
        first = self._first()
        for place, column in self.labels.items():
            if place >= first:
                self._field(place, column)
        for number, cells in rows.items():
            self._own_label(number, cells, first)
        forms = [form for block in self.forms for form in block
                 if form.at.keys() & _KEYS and form.cells]
        if not any(form.cells.keys() & _KEYS for form in forms):
            return None
        above = tuple(c for place, c in self.at.items() if place < first and place not in self.used)
        rest = kept(written(c, self.file, self.sheet.name) for place, c in self.at.items()
                    if place >= first and place not in self.used)
        return Forms(tuple(form.entry() for form in forms), above, tuple(rest))

    def _first(self) -> tuple[int, int]:
        """Where the first problem's number or text stands: what is above belongs to the head."""
        return min(place for place, column in self.labels.items() if column.field in _KEYS)

    def _field(self, place: tuple[int, int], column: Column) -> None:
        """Give a label's values to the problems they belong to: one, or one a column."""
        if not self.forms or column.field in self.forms[-1][0].at:
            if column.field not in _KEYS and self.forms:
                return  # A label that repeats within one form is text.
            self.forms.append([])
        self.used.add(place)
        values = self._values(place)
        block = self.forms[-1]
        while len(block) < len(values):
            block.append(_Form())
        for form, cell in zip(block, values, strict=False):
            self.used.add((cell.row, cell.column))
            value = written(cell, self.file, self.sheet.name, as_date=column.kind == "date")
            form.at[column.field] = value.place
            if value.text or value.raw.strip():
                form.cells[column.field] = value

    def _values(self, place: tuple[int, int]) -> list[Cell]:
        """The cells a label's value stands in: behind its colon, to its right, or below it."""
        cell = self.at[place]
        _, colon, rest = cell.text.replace(":", "：", 1).partition("：")
        if colon and rest.strip():
            return [cell._replace(text=rest.strip())]
        right = self._right(place)
        if right:
            return right
        below = self.at.get((cell.row + 1, cell.column))
        if below and (below.row, below.column) not in self.labels and not any(
                row == below.row for row, _ in self.labels):
            return [below]
        return [Cell(cell.row, self._past(cell) + 1, "text", "")]

    def _right(self, place: tuple[int, int]) -> list[Cell]:
        """The filled cells on the right up to the next label."""
        row, column = place
        ends = min((c for r, c in self.labels if r == row and c > column), default=1 << 20)
        return [c for (r, k), c in sorted(self.at.items())
                if r == row and column < k < ends and c.text.strip()]

    def _past(self, cell: Cell) -> int:
        """The last column a label covers."""
        return next((right for top, left, _, right in self.sheet.merges
                     if (top, left) == (cell.row, cell.column)), cell.column)

    def _own_label(self, row: int, cells: Iterable[Cell], first: tuple[int, int]) -> None:
        """A row of a label nobody knows and its values: 附加内容 of the form it stands in."""
        left = [c for c in cells if c.text.strip() and (row, c.column) not in self.used]
        block = self._block_at(row)
        if (row, 0) < first or block is None or len(left) < 2 or not heading_key(left[0].text):
            return
        name = left[0].text.strip().rstrip(":：")
        for form, cell in zip(block, left[1:], strict=False):
            form.extra[name] = written(cell, self.file, self.sheet.name)
            self.used |= {(row, left[0].column), (row, cell.column)}

    def _block_at(self, row: int) -> list[_Form] | None:
        """The forms whose first label stands last above a row."""
        begun = [block for block in self.forms if block
                 and min(p.row or 0 for form in block for p in form.at.values()) <= row]
        return begun[-1] if begun else None
