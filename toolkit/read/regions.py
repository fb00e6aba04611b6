"""The tables of a sheet: where each begins, its header of one row or several, what stands above it.

A sheet may hold one table, the same header again further down, several tables below one another, or
two halves of one table side by side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.read.columns import LAST_TIME, Header, Headings
from toolkit.read.content import completed
from toolkit.read.rows import ProblemFinder
from toolkit.tables.grid import Cell, Sheet
from toolkit.tables.levels import heading_key
from toolkit.text import read_numeral

Rows = Mapping[int, list[Cell]]
_DEEPEST = 3
"""Rows a header has at the most."""
_LONGEST = 24
"""Characters of a heading under another; a longer text is a row's."""
_SEARCH_DEPTH = 60
_HEAD_CELLS = 2
"""Cells of a line that may still be a title or a hint of the table below it."""


@dataclass(frozen=True, slots=True)
class Region:
    """One table: its header, the rows above it that belong to no other, and the rows below it."""

    header: Header
    above: Rows
    body: Rows


def regions_of(
    sheet: Sheet, rows: Rows, headings: Headings, finder: ProblemFinder,
) -> list[Region]:
    """The tables of a sheet in order; none where no row is a header."""
    naming = headings.rows_naming_some(sheet.cells)
    if not naming:
        return []
    headers = _worth_it(_headers(sheet, rows, naming, headings)) or _in_part(rows, naming, headings)
    found: list[Region] = []
    begins = [0, *(_begin(one, other, rows, headings) for one, other in pairwise(headers))]
    for at, header in enumerate(headers):
        ends = begins[at + 1] if at + 1 < len(headers) else None
        since = begins[at] if found else 0
        above = {n: rows[n] for n in rows if since <= n < header.top}
        below = {n: rows[n] for n in rows if header.row < n and (ends is None or n < ends)}
        for part, bounds in _side_by_side(header, headings):
            body = _between(below, *bounds)
            whole = completed(part, body, headings, finder)
            if whole:
                found.append(Region(whole, above, body))
                above = {}
    return found


def _begin(one: Header, other: Header, rows: Rows, headings: Headings) -> int:
    """The row a further table begins with: the topmost line of a head of its own, else its header."""
    begin, labelled = other.top, other.top
    for number in sorted((n for n in rows if one.row < n < other.top), reverse=True):
        cells = rows[number]
        if any(heading_key(_before_colon(cell.text)) in headings.head for cell in cells):
            labelled = number
        elif len(cells) > _HEAD_CELLS or any(read_numeral(cell.text) is not None for cell in cells):
            break
        begin = number
    return begin if labelled < other.top else other.top


def _before_colon(text: str) -> str:
    return text.replace(":", "：", 1).partition("：")[0]


def _in_part(rows: Rows, naming: Collection[int], headings: Headings) -> list[Header]:
    """The row that names most columns, where none is a whole header: its columns may tell the rest."""
    named = [
        header for number in list(rows)[:_SEARCH_DEPTH] if number in naming
        and (header := headings.row_as_header(number, rows[number], in_part=True))
        and header.table == "problems" and header.columns.keys() & {"status", "progress"}]
    return [max(named, key=lambda header: len(header.fields))] if named else []


def _headers(sheet: Sheet, rows: Rows, naming: Collection[int], headings: Headings) -> list[Header]:
    """Header rows in order; of two with nothing between them the one that names more."""
    numbers = list(rows)
    found: list[Header] = []
    for at, number in enumerate(numbers):
        if at >= _SEARCH_DEPTH and not found:
            break
        if (found and number <= found[-1].row) or number not in naming:
            continue
        header = _deep(sheet, rows, numbers[at:at + _DEEPEST], headings)
        if header is None:
            continue
        if found and found[-1].table == header.table and numbers[at - 1] == found[-1].row:
            found[-1] = max(found[-1], header, key=lambda h: len(h.fields))
        else:
            found.append(header)
    return found


def _worth_it(headers: Sequence[Header]) -> list[Header]:
    """Without those that name less than half of what another header of their table names."""
    most: dict[str, int] = {}
    for header in headers:
        most[header.table] = max(most.get(header.table, 0), len(header.fields))
    return [h for h in headers if len(h.fields) * 2 >= most[h.table]]


# ── headers of several rows ──────────────────────────────────────────────────────────────────────
def _deep(sheet: Sheet, rows: Rows, numbers: Sequence[int], headings: Headings) -> Header | None:
    """The header that begins at the first of these rows, as deep as it goes."""
    first = numbers[0]
    best = headings.row_as_header(first, rows[first])
    cells = rows[first]
    for upper, number in pairwise(numbers):
        if number > upper + 1 or headings.row_as_header(number, rows[number]) or _is_row(rows[number]):
            break
        cells = _joined(sheet, cells, rows[number], headings)
        header = _as_deep_header(cells, rows[number], first, number, headings)
        if header and (best is None or len(header.fields) > len(best.fields)):
            best = header
    return best


def _is_row(cells: Sequence[Cell]) -> bool:
    """Whether a row is one of the table: it has a number, a date or a long text."""
    return any(
        cell.kind != "text" or len(cell.text) > _LONGEST or read_numeral(cell.text) is not None
        for cell in cells if cell.text.strip())


def _as_deep_header(
    cells: Sequence[Cell], lower: Sequence[Cell], first: int, last: int, headings: Headings,
) -> Header | None:
    header = headings.row_as_header(last, cells)
    if header is None:
        return None
    below = {cell.column for cell in lower}
    of_upper = any(column not in below for column in header.fields)
    of_lower = any(column in below for column in header.fields)
    return replace(header, top=first) if of_upper and of_lower else None


def _joined(
    sheet: Sheet, upper: Sequence[Cell], lower: Sequence[Cell], headings: Headings,
) -> list[Cell]:
    """Two rows of a header as one: under a group the lower heading, which the group may specify."""
    joined = {cell.column: cell for cell in upper}
    groups = _groups(sheet, upper, lower)
    for cell in lower:
        if not cell.text.strip():
            continue
        group = groups.get(cell.column, "")
        joined[cell.column] = cell._replace(text=_specified(group, cell.text.strip(), headings))
    return [joined[column] for column in sorted(joined)]


def _specified(group: str, text: str, headings: Headings) -> str:
    """What a heading under a group says: 上期 and 措施 make it another; a hint leaves the group's."""
    if not group:
        return text
    both = f"{group}{text}"
    words = headings.tables
    if LAST_TIME.search(group):
        column = headings.meant("problems", text)
        last = headings.of_last_time("problems", column) if column else None
        return last.heading if last else f"{group}·{text}"
    if any(heading_key(both) in known for known in words.values()):
        return both
    if any(headings.meant(table, text) for table in words):
        return text
    known = any(headings.meant(table, group) for table in words)
    return group if known else f"{group}·{text}"


def _groups(sheet: Sheet, upper: Sequence[Cell], lower: Sequence[Cell]) -> Mapping[int, str]:
    """The upper heading over each column: by merging, else to the next one on its right."""
    spans: dict[int, str] = {}
    merged = {(top, left): right for top, left, _, right in sheet.merges}
    filled = sorted(cell for cell in upper if cell.text.strip())
    last = max((cell.column for cell in lower), default=0)
    for at, cell in enumerate(filled):
        until = filled[at + 1].column - 1 if at + 1 < len(filled) else last
        right = merged.get((cell.row, cell.column), until)
        for column in range(cell.column, min(right, last) + 1):
            spans[column] = cell.text.strip()
    return spans


# ── side by side ─────────────────────────────────────────────────────────────────────────────────
_EVERYWHERE = (0, 1 << 20)


def _side_by_side(header: Header, headings: Headings) -> Iterator[tuple[Header, tuple[int, int]]]:
    """A header whose headings all come twice, as two with their columns; any other as it is."""
    again = {c: column for c, text in header.unknown.items()
             if (column := headings.meant(header.table, text))}
    first = [header.fields[c].field for c in sorted(header.fields)]
    cut = min(again, default=0)
    if first != [again[c].field for c in sorted(again)] or cut < max(header.fields):
        yield header, _EVERYWHERE
        return
    yield replace(header, unknown={c: t for c, t in header.unknown.items() if c < cut}), (0, cut)
    unknown = {c: t for c, t in header.unknown.items() if c > cut and c not in again}
    yield replace(header, fields=again, unknown=unknown), (cut, _EVERYWHERE[1])


def _between(rows: Rows, left: int, right: int) -> Rows:
    if (left, right) == _EVERYWHERE:
        return rows
    kept = {n: [c for c in cells if left <= c.column < right] for n, cells in rows.items()}
    return {n: cells for n, cells in kept.items() if cells}
