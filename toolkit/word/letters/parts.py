"""What a letter's template is made of, and where its placeholders stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model import Para, TableColumn
from toolkit.regex import regex

if TYPE_CHECKING:
    from lxml import etree

PLACEHOLDER = regex(r"\{\{\s*([^{}]*?)\s*\}\}")
ALONE = regex(r"\s*\{\{\s*([^{}]*?)\s*\}\}\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: ``where`` is 第3段 (empty ones counted, as Word does), ``runs`` its text as Word split it.

    ``element`` is its XML where it carries formatting of its own, to be kept; None where its style says
    all. ``unfit`` says what in it cannot be carried over.
    """

    style: str
    runs: tuple[str, ...]
    where: str
    element: etree._Element | None = None
    unfit: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its header row as columns, and the rows below, cell by cell.

    A form (表单) has no header row: all its rows are ``rows``, its columns' headings blank.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    where: str
    unfit: tuple[str, ...] = ()


Part = Line | Grid


@dataclass(frozen=True, slots=True)
class Formatted(Para):
    """A paragraph printed as it is formatted in its template."""

    element: etree._Element | None = None


def words_of(parts: Iterable[Part]) -> tuple[object, ...]:
    """What a template says, whatever it looks like: its lines, and its tables heading by heading."""
    return tuple(
        part.text if isinstance(part, Line)
        else (tuple(column.heading for column in part.columns), part.rows) for part in parts)


def names_in(text: str) -> tuple[str, ...]:
    """The placeholders of a text, in their order."""
    return tuple(found[1] for found in PLACEHOLDER.finditer(text))


def alone(text: str) -> str:
    """The placeholder that is all a text says; '' where it says anything else."""
    found = ALONE.fullmatch(text)
    return found[1] if found else ""
