"""Measures written in 填报表 itself: in a column beside the problem, or in rows below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from toolkit.model import Column, Entry, Problem, Written
from toolkit.read.columns import Header, Headings
from toolkit.read.rows import find_measure, same_measure

_TAKEN_FROM: Mapping[str, tuple[str, ...]] = {
    "text": ("text",), "done": ("status",), "done_on": ("done_on",),
    "note": ("progress", "difficulties"),
}
"""Fields of 措施, and the columns of 填报表 a measure's row below its problem says them in."""


@dataclass(frozen=True, slots=True)
class InlineMeasures:
    """What a table of problems calls the columns of 措施 it has too."""

    headings: Headings

    def taken(self, entry: Entry, problem: Problem) -> tuple[Entry, list[Entry]]:
        """A problem's row without its measure, and the measure as a row of 措施.

        A column of measures that only repeats the list is official text and no writing of the unit's.
        """
        said = {
            column.field: (heading, value) for heading, value in entry.extra.items()
            if (column := self._column(heading))}
        if "text" not in said and "ordinal" not in said:
            return entry, []
        texts = {name: value for name, (_, value) in said.items()}
        index = self._index(problem, texts)
        taken = {said[name][0] for name in said} if index is not None else set()
        if index is None and _repeats(problem, texts.get("text")):
            taken = {said["text"][0]}
        rest = {heading: value for heading, value in entry.extra.items() if heading not in taken}
        left = replace(entry, extra=rest, measure=index)
        if index is None or "done" not in texts:
            return left, []
        columns = {name: value.place.column or 0 for name, value in texts.items()}
        measure = Entry(problem.number, texts, entry.place, measure=index,
                        columns={**columns, "done": columns["done"]})
        return left, [measure]

    def continues(self, line: Entry, problem: Problem | None) -> bool:
        """Whether a row without number and text is another measure of the problem above it."""
        if problem is None or line.text("number") or line.text("text"):
            return False
        return any(
            column.field == "text" and same_measure(problem.measures, value.text) is not None
            for heading, value in line.extra.items() if (column := self._column(heading)))

    def _column(self, heading: str) -> Column | None:
        column = self.headings.meant("measures", heading)
        return column if column and column.field in ("text", "ordinal", "done") else None

    def _index(self, problem: Problem, said: Mapping[str, Written]) -> int | None:
        text = said["text"].text if "text" in said else ""
        if text:
            return same_measure(problem.measures, text)
        ordinal = said["ordinal"].text if "ordinal" in said else ""
        return find_measure(problem.measures, ordinal, "") if ordinal else None

    def joined(self, entries: Iterable[Entry]) -> list[Entry]:
        """Rows that answer one problem measure by measure, as the one answer they are."""
        rows: list[Entry] = []
        for entry in entries:
            last = rows[-1] if rows else None
            if last and entry.measure is not None and last.measure is not None \
                    and last.problem == entry.problem and _shares(last, entry):
                rows[-1] = _both(last, entry)
            else:
                rows.append(entry)
        return [replace(row, measure=None) if row.measure is not None else row for row in rows]


def _repeats(problem: Problem, written: Written | None) -> bool:
    """Whether a cell holds the problem's official measures, all or several, and nothing else."""
    if written is None:
        return False
    lines = [line for line in written.text.split("\n") if line.strip()]
    return bool(lines) and all(same_measure(problem.measures, line) is not None for line in lines)


def _shares(one: Entry, other: Entry) -> bool:
    """Whether a row has its number or official text from the row above, by merging."""
    return any(name in other.cells and not other.owns(name) for name in ("number", "text")) or (
        "number" not in other.cells and "text" not in other.cells and one.problem is not None)


def _both(one: Entry, other: Entry) -> Entry:
    """Two rows as one: what differs stands in one cell, a line each."""
    cells = dict(one.cells)
    for name, value in other.cells.items():
        mine = cells.get(name)
        if mine is None:
            cells[name] = value
        elif value.text and value.text not in mine.text.split("\n"):
            text = f"{mine.text}\n{value.text}" if mine.text else value.text
            cells[name] = mine._replace(raw=text, text=text, how="按措施分行填写，合并在一起")
    extra = {**{f"{h}（{v.place.cell}）" if h in one.extra else h: v for h, v in other.extra.items()},
             **one.extra}
    return replace(one, cells=cells, extra=extra)


def as_measure(line: Entry, problem: Problem | None, header: Header) -> Entry | None:
    """A row below a problem that has one of its measures where the problem's text would stand."""
    if problem is None or not (line.text("text") or line.text("number")):
        return None
    index = same_measure(problem.measures, line.text("text") or line.text("number"))
    if index is None:
        return None
    cells: dict[str, Written] = {}
    for name, sources in _TAKEN_FROM.items():
        for source in sources:
            if source in line.cells and name not in cells:
                cells[name] = line.cells[source]
    used = {value.place for value in cells.values()}
    names = {column.field: column.heading for column in header.fields.values()}
    left = {names[name]: value for name, value in line.cells.items()
            if value.place not in used and name not in ("number", "text")}
    columns = {name: value.place.column or 0 for name, value in cells.items()}
    columns.setdefault("done", line.columns.get("status", 0) or line.columns.get("progress", 1))
    return replace(line, problem=problem.number, measure=index, cells=cells, columns=columns,
                   extra={**left, **line.extra})
