"""Printed pieces before they are Word, Excel or a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 0 is the document's title, 1 and below its parts."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Revision:
    """A stretch of a paragraph: as it was, come in, or gone out since the last period."""

    text: str
    change: Literal["same", "inserted", "deleted"] = "same"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph in a named style of the Word template; ``key`` is its provenance ('3#2').

    ``revisions`` mark it up where it is to show its changes; ``text`` is then what remains of it
    once all are accepted.
    """

    text: str
    style: str = "正文"
    key: str | None = None
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed table; ``kind`` decides alignment and cell format."""

    heading: str
    width: float = 12.0
    kind: Literal["text", "number", "date", "centre", "share"] = "text"
    editable: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What is special about one cell of a table: a tint, a note, a link to 'sheet!A1'."""

    tint: Literal["", "red", "yellow", "green", "grey", "blue"] = ""
    note: str = ""
    link: str = ""


CellValue = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of columns of its table, where the medium can draw one from the cells themselves.

    ``labels`` and ``series`` are columns, ``first`` to ``last`` rows, all from 0 and both ends in it;
    ``counts`` says what the numbers count. ``bars`` lie, ``columns`` stand, both stacked.
    """

    title: str
    kind: Literal["bars", "columns", "lines"]
    labels: int
    series: tuple[int, ...]
    first: int
    last: int
    counts: str = "项数"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a sheet of a workbook, or a table in a page or letter.

    ``rows`` hold one value a column; ``marks`` are by (row, column), both from 0 within ``rows``;
    ``intro`` stands in lines above the header row where the medium has room for it. ``formulas`` say, by
    (row, column), how a value already standing in ``rows`` is reckoned from other cells; ``keys``, what
    each line of a cell came from. On paper only the first ``printed_columns`` stand (0: all).
    """

    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    intro: tuple[str, ...] = ()
    freeze_columns: int = 0
    landscape: bool = True
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    charts: tuple[Chart, ...] = ()
    keys: Mapping[tuple[int, int], tuple[str | None, ...]] = field(default_factory=dict)
    printed_columns: int = 0


Block = Heading | Para | Table
