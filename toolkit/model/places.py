"""Places, what a step met there (Diagnostic), and what a rule says of them (Remark)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from toolkit.cellnames import column_letters
from toolkit.model.words import Weight


class Place(NamedTuple):
    """Where something stands (出处): a cell of a workbook, or a line of a text document.

    In a document with pages ``line`` counts on its ``page``; in a table of a document ``sheet`` is
    表1, 表2, … and ``row`` its row. A tuple, as every filled-in cell of every file has one.
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    page: int | None = None

    @property
    def cell(self) -> str | None:
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"

    @property
    def spoken(self) -> str:
        """The place within its file as a person says it: 第3页第12行, 表2第5行; '' where it has none."""
        page = f"第{self.page}页" if self.page else ""
        if self.sheet and self.row and not self.column:
            return f"{page}{self.sheet}第{self.row}行"
        return page + (f"第{self.line}行" if self.line else "")


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something untidy a step met, as data; only ``checks`` turns it into a ``Remark``."""

    kind: str
    place: Place = NOWHERE
    given: str | None = None
    expected: str | None = None
    unit: str | None = None
    problem: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListCell:
    """A cell of 问题清单.xlsx by what it holds: a problem's number and a heading.

    ``measure`` counts the problem's measures from 0, for cells of the sheet 措施. Without a number it is
    the whole column.
    """

    number: int | None
    heading: str
    measure: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says about a place (校验意见); ``about``: the cells of the list it casts doubt on."""

    code: str
    weight: Weight
    message: str
    unit: str | None = None
    problem: int | None = None
    place: Place = NOWHERE
    given: str | None = None
    expected: str | None = None
    trial: bool = False
    waived: str | None = None
    about: tuple[ListCell, ...] = ()
