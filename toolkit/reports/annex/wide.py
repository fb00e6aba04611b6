"""The annex as a table on paper turned to the side: a row a problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.model import Block, Ledger, LedgerRow, Mark, Para, Profile, Table, TableColumn
from toolkit.reports.annex.entries import (
    OFFICIAL,
    PROGRESS,
    head,
    official_key,
    problem_text,
    progress,
    published_rows,
)
from toolkit.reports.annex.listed import GROUP_STYLE, groups
from toolkit.reports.annex.settings import in_digits

_COLUMNS = (
    TableColumn("序号", 6.5, "centre"), TableColumn("问题", 30), TableColumn("牵头单位", 12),
    TableColumn("责任单位", 16), TableColumn("整改时限", 11.5, "centre"),
    TableColumn("整改状态", 11.5, "centre"), TableColumn(PROGRESS, 44),
)
_SHARING: Mapping[str, float] = {"问题": 22, "责任单位": 14, PROGRESS: 30}
"""Columns that share their width by how much is said in them, and the least each gets."""
_ELSEWHERE = TableColumn("其他编号", 9, "centre")
_TINTS = {"待报送": Mark("yellow"), "沿用上期": Mark("blue")}
Cell = tuple[str, tuple[str | None, ...], Mark | None]


def wide_blocks(ledger: Ledger) -> tuple[Block, ...]:
    elsewhere = in_digits(ledger.profile) and any(r.problem.other_numbers for r in published_rows(ledger))
    columns: tuple[TableColumn, ...] = (*_COLUMNS[:1], _ELSEWHERE, *_COLUMNS[1:]) if elsewhere else _COLUMNS
    grids = [(name, [_cells(row, ledger.profile, elsewhere=elsewhere) for row in rows])
             for name, rows in groups(ledger)]
    columns = _shared(columns, [[text for text, _, _ in cells] for _, grid in grids for cells in grid])
    blocks = list(head(ledger))
    for name, grid in grids:
        if name:
            blocks.append(Para(name, GROUP_STYLE))
        blocks.append(_table(grid, columns))
    return tuple(blocks)


def _table(grid: Sequence[Sequence[Cell]], columns: tuple[TableColumn, ...]) -> Table:
    table = Table("", columns, tuple(tuple(text for text, _, _ in cells) for cells in grid), landscape=False)
    places = [((at, over), cell) for at, cells in enumerate(grid) for over, cell in enumerate(cells)]
    return replace(
        table,
        keys={place: keys for place, (_, keys, _) in places if any(keys)},
        marks={place: mark for place, (_, _, mark) in places if mark})


def _shared(columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> tuple[TableColumn, ...]:
    """The columns with their widths shared so that rows become low: much text, much room."""
    said = {at: sum(len(row[at]) for row in rows) for at, column in enumerate(columns) if column.heading in _SHARING}
    least = {at: _SHARING[columns[at].heading] for at in said}
    spare = sum(columns[at].width for at in said) - sum(least.values())
    total = sum(said.values()) or 1
    return tuple(
        replace(column, width=round(least[at] + spare * said[at] / total, 1)) if at in said else column
        for at, column in enumerate(columns))


def _cells(row: LedgerRow, profile: Profile, *, elsewhere: bool) -> list[Cell]:
    """Each cell's text, the provenance of its lines and its tint."""
    problem = row.problem
    status, *paragraphs = progress(row, profile)
    tint = next((_TINTS[p.style] for p in paragraphs if p.style in _TINTS), None)
    said = "\n".join(paragraph.text for paragraph in paragraphs)
    cells: list[Cell] = [(str(problem.number), (), None)]
    if elsewhere:
        cells.append(("\n".join(problem.other_numbers), (), None))
    cells.append(_traced(problem_text(problem), official_key(problem, "问题")))
    cells += [
        _traced(problem.shown(name), official_key(problem, OFFICIAL[name]))
        for name in ("lead_units", "responsible_units", "deadline")]
    keys = [key for p in paragraphs for key in _line_keys(p.text, p.key)]
    return [*cells, _traced(row.printed_status, status.key), (said, tuple(keys), tint)]


def _traced(text: str, key: str | None) -> Cell:
    return text, _line_keys(text, key) if text else (), None


def _line_keys(text: str, key: str | None) -> tuple[str | None, ...]:
    """The key for a text's first line, None for those that go on."""
    return (key, *(None for _ in range(text.count("\n"))))
