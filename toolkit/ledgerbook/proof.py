"""Agreement by proof: whether, and where, a hand changed what was generated."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.ledgerbook.rows import NUMBER, OFFICE
from toolkit.model import LEDGER_SHEET, RECKONED_SHEETS, Place
from toolkit.regex import regex
from toolkit.tables.grid import Cell, Sheet, Tables

Row = Mapping[str, Cell]
"""The filled cells of one row, by the heading above them (``@5`` where there is none)."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything a sheet says, whatever its headings: rows by number, columns by heading."""

    sheet: str
    header: int
    columns: Mapping[str, int]
    rows: Mapping[int, Row]

    def text(self, line: int, heading: str) -> str:
        cell = self.rows[line].get(heading)
        return cell.text if cell else ""

    def place(self, line: int, heading: str) -> Place:
        return Place(sheet=self.sheet, row=line, column=self.columns.get(heading))


def _grid_of(sheet: Sheet) -> Grid | None:
    """The sheet below its first filled row; None where nothing is filled."""
    lines: dict[int, list[Cell]] = {}
    for cell in sheet.cells:
        if cell.text or cell.formula:
            lines.setdefault(cell.row, []).append(cell)
    if not lines:
        return None
    header = min(lines)
    headings: dict[int, str] = {}
    for cell in lines[header]:
        taken = cell.text in headings.values()
        headings[cell.column] = f"{cell.text}@{cell.column}" if taken else cell.text
    below = {
        line: {headings.get(cell.column, f"@{cell.column}"): cell for cell in lines[line]}
        for line in sorted(lines) if line > header
    }
    return Grid(sheet.name, header, {name: column for column, name in headings.items()}, below)


def content_digest(tables: Tables, *, office: bool = False) -> str:
    """sha256 over what the workbook says; with ``office`` also in the four columns it may fill.

    Saving it again with another program, sorting or filtering rows, moving columns or sheets
    leaves it the same; any other word changed, added or removed gives another.
    """
    digest = hashlib.sha256()
    for sheet in sorted(tables.sheets, key=lambda sheet: sheet.name):
        digest.update(_line((sheet.name, *_statements(sheet, office=office))).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _statements(sheet: Sheet, *, office: bool = False) -> list[str]:
    """What the sheet says, in an order of its own: its headings, then every row as heading and text."""
    header: int | None = None
    labels: dict[int, str] = {}
    headings: list[str] = []
    rows: dict[int, list[str]] = {}
    skipped = frozenset() if office else _skipped(sheet.name)
    for cell in sheet.cells:
        if not (cell.text or cell.formula):
            continue
        if header in (None, cell.row):
            header = cell.row
            headings.append(cell.text)
            labels[cell.column] = "" if cell.text in skipped else _line((cell.text,))
            continue
        label = labels.get(cell.column, f"@{cell.column}")
        if label:
            shown = _shown(cell, sheet.name)
            rows.setdefault(cell.row, []).append(f"{label}{len(shown)}:{shown}")
    return [_line(sorted(headings)), *sorted(_line(sorted(row)) for row in rows.values())]


def _line(parts: Iterable[str]) -> str:
    """The parts as one text from which they could be told apart again."""
    return "".join(f"{len(part)}:{part}" for part in parts)


def _skipped(sheet: str) -> frozenset[str]:
    return frozenset(OFFICE) if sheet == LEDGER_SHEET else frozenset()


_ADDRESS = regex(r"\$?\b[A-Z]{1,3}\$?\d+\b|[\s'$]|^=")


def _shown(cell: Cell, sheet: str) -> str:
    """What a cell says. A total says how it is reckoned: programs that sort, insert rows or save again
    move the addresses in it and drop or renew its value, and nobody wrote a word.
    """
    if cell.formula and sheet in RECKONED_SHEETS:
        return "=" + _ADDRESS.sub("", cell.formula)
    text = cell.text.replace("\r\n", "\n")
    return f"{text}={cell.formula}" if cell.formula else text


def edited_cells(before: Tables, after: Tables) -> tuple[Place, ...]:
    """Where ``after`` says something else than ``before``, outside the office's columns.

    Places are those of ``after``; a row or a sheet that is gone is named where it stood.
    """
    old, new = ({sheet.name: sheet for sheet in tables.sheets} for tables in (before, after))
    places: list[Place] = []
    for name in (*new, *(name for name in old if name not in new)):
        if name in old and name in new:
            if _statements(old[name]) != _statements(new[name]):
                places.extend(_differences(old[name], new[name]))
        else:
            places.append(Place(sheet=name))
    return tuple(places)


def _differences(old: Sheet, new: Sheet) -> Iterator[Place]:
    before, after = _grid_of(old), _grid_of(new)
    if before is None or after is None:
        yield Place(sheet=new.name)
        return
    for name in sorted(set(before.columns) ^ set(after.columns)):
        column = after.columns.get(name, before.columns.get(name))
        yield Place(sheet=new.name, row=after.header, column=column)
    numbered = _numbered(before) and _numbered(after)
    keys_before, keys_after = _row_keys(before, numbered=numbered), _row_keys(after, numbered=numbered)
    for key, line in keys_after.items():
        origin = keys_before.get(key)
        yield from _row_differences(before.rows[origin] if origin else {}, after, line)
    for key, line in keys_before.items():
        if key not in keys_after:
            yield before.place(line, next(iter(before.rows[line])))


def _numbered(grid: Grid) -> bool:
    """Whether 序号 names every row of the sheet once."""
    numbers = Counter(grid.text(line, NUMBER) for line in grid.rows)
    return "" not in numbers and all(count == 1 for count in numbers.values())


def _row_keys(grid: Grid, *, numbered: bool) -> dict[str, int]:
    return {grid.text(line, NUMBER) if numbered else f"{line}": line for line in grid.rows}


def _row_differences(before: Row, after: Grid, line: int) -> Iterator[Place]:
    row, skipped = after.rows[line], _skipped(after.sheet)
    headings = [*row, *(name for name in before if name not in row)]
    for name in headings:
        old, new = before.get(name), row.get(name)
        said_before, said_after = (_shown(cell, after.sheet) if cell else "" for cell in (old, new))
        if name not in skipped and said_before != said_after:
            column = new.column if new else after.columns.get(name, old.column if old else None)
            yield Place(sheet=after.sheet, row=line, column=column)
