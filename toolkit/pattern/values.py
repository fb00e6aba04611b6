"""What is known of the office's sheet once it has been read: where every column and field stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.model import Column
from toolkit.pattern.draft import Draft
from toolkit.pattern.parts import Parts, SheetEntry
from toolkit.pattern.styles import Styles

TableName = Literal["problems", "measures"]


@dataclass(frozen=True, slots=True)
class PatternColumn:
    """A column of the office's table: its place, its body cell's style, the words it offers."""

    column: Column
    number: int
    style: int
    width: float
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadSpot:
    """Where a head field stands: its value's cell; ``inside`` behind its label in the same cell."""

    field: str
    row: int
    column: int
    label: str
    inside: bool


@dataclass(frozen=True, slots=True)
class PatternTable:
    """A table of the office's: its header rows, the blank rows to be replaced, its columns.

    ``renamed`` are headings that 专项配置 has changed since, by cell; ``spans`` columns whose cells are
    merged in every row; ``fillers`` styles of cells between the columns.
    """

    draft: Draft
    part: str
    header: tuple[int, int]
    body: tuple[int, int]
    columns: tuple[PatternColumn, ...]
    height: float
    head: Mapping[str, HeadSpot] = field(default_factory=dict)
    renamed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    spans: tuple[tuple[int, int], ...] = ()
    fillers: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The office's workbook: its tables, its styles, the sheets that go along with it."""

    parts: Parts
    styles: Styles
    tables: Mapping[TableName, PatternTable]
    others: tuple[SheetEntry, ...] = ()
    joined: dict[tuple[object, ...], bytes] = field(default_factory=dict)
    """Styles together with ours, by what was joined: most sheets of one issue have the same."""
