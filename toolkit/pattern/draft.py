"""A sheet as a draft: rows can be put in, taken out and moved, and it is written again (18.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from toolkit.model import column_letters
from toolkit.pattern.parts import MAIN, RELATIONS
from toolkit.sheetbook.cells import inline
from toolkit.tables.addresses import LAST_ROW, place_of
from toolkit.tables.levels import Merge

ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection",
    "autoFilter", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "drawing", "legacyDrawing", "legacyDrawingHF",
)
"""The elements of a worksheet in the order the schema wants them (18.3.1.99)."""


@dataclass(frozen=True, slots=True)
class KeptCell:
    """A cell as written: its style, and its value as XML ('' where it is blank)."""

    style: int = 0
    type: str = ""
    inner: str = ""
    text: str = ""

    def xml(self, row: int, column: int) -> str:
        kind = f' t="{self.type}"' if self.type else ""
        address = f'r="{column_letters(column)}{row}" s="{self.style}"{kind}'
        return f"<c {address}>{self.inner}</c>" if self.inner else f"<c {address}/>"

    def saying(self, text: str) -> KeptCell:
        """The same cell with another text."""
        return replace(self, type="inlineStr" if text else "", inner=inline(text) if text else "",
                       text=text)


@dataclass(slots=True)
class KeptRow:
    """A row: its attributes (height, style, hidden) and its cells by column."""

    look: dict[str, str] = field(default_factory=dict)
    cells: dict[int, KeptCell] = field(default_factory=dict)

    @property
    def height(self) -> float | None:
        return float(self.look["ht"]) if "ht" in self.look else None

    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells.values() if cell.text)


@dataclass(slots=True)
class Ranged:
    """A drop-down, a rule for values or a conditional format: its areas, and the rest of it as XML.

    ``words`` are an element's formulas for a validation; ``inner`` all that stands in the element.
    """

    areas: list[Merge]
    attributes: dict[str, str]
    inner: str = ""
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """A sheet taken apart; ``frame`` holds the elements that are kept as they are, by name."""

    frame: dict[str, str] = field(default_factory=dict)
    rows: dict[int, KeptRow] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    rules: list[Ranged] = field(default_factory=list)
    conditions: list[Ranged] = field(default_factory=list)
    filtered: Merge | None = None

    def cell(self, row: int, column: int) -> KeptCell:
        kept = self.rows.get(row)
        return kept.cells.get(column, KeptCell()) if kept else KeptCell()

    def put(self, row: int, column: int, cell: KeptCell) -> None:
        self.rows.setdefault(row, KeptRow()).cells[column] = cell

    @property
    def last_row(self) -> int:
        return max(self.rows, default=1)

    @property
    def last_column(self) -> int:
        return max((c for row in self.rows.values() for c in row.cells), default=1)

    def copied(self) -> Draft:
        """A draft of its own; rows are shared until they are replaced."""
        return Draft(dict(self.frame), dict(self.rows), list(self.merges),
                     [replace(r, areas=list(r.areas)) for r in self.rules],
                     [replace(c, areas=list(c.areas)) for c in self.conditions], self.filtered)

    def replace_rows(self, first: int, last: int, count: int) -> None:
        """Rows first..last (none where last < first) give way to ``count`` rows; what is below moves.

        The new rows are blank; merges that touch the old ones go, validations and conditional
        formats that begin among them cover the new ones.
        """
        shift = count - (last - first + 1)
        self.rows = {number if number < first else number + shift: row
                     for number, row in sorted(self.rows.items())
                     if number < first or number > last}
        self.merges = [_moved(m, last, shift) for m in self.merges
                       if m[2] < first or m[0] > last]
        for ranged in (*self.rules, *self.conditions):
            ranged.areas = [a for area in ranged.areas
                            if (a := _stretched(area, first, last, count, shift))]
        self.rules = [r for r in self.rules if r.areas]
        self.conditions = [c for c in self.conditions if c.areas]
        if self.filtered:
            self.filtered = _stretched(self.filtered, first, last, count, shift)

    def xml(self, pieces: Mapping[str, str] | None = None) -> bytes:
        """The sheet's part; ``pieces`` replaces elements, '' leaves one out."""
        return assembled({**self.frame, **self._written(), **(pieces or {})})

    def _written(self) -> dict[str, str]:
        rows = "".join(_row_xml(number, row) for number, row in sorted(self.rows.items()))
        merges = "".join(f'<mergeCell ref="{reference(m)}"/>' for m in self.merges)
        written = {
            "dimension": f'<dimension ref="A1:{column_letters(self.last_column)}{self.last_row}"/>',
            "sheetData": f"<sheetData>{rows}</sheetData>",
            "conditionalFormatting": "".join(_ranged_xml("conditionalFormatting", c)
                                             for c in self.conditions),
        }
        if merges:
            written["mergeCells"] = f'<mergeCells count="{len(self.merges)}">{merges}</mergeCells>'
        if self.rules:
            rules = "".join(_ranged_xml("dataValidation", r) for r in self.rules)
            written["dataValidations"] = (
                f'<dataValidations count="{len(self.rules)}">{rules}</dataValidations>')
        if self.filtered:
            written["autoFilter"] = f'<autoFilter ref="{reference(self.filtered)}"/>'
        return written


def assembled(pieces: Mapping[str, str]) -> bytes:
    """A worksheet part from its elements, in the schema's order."""
    body = "".join(pieces.get(name, "") for name in ORDER)
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{body}</worksheet>').encode()


def reference(area: Merge) -> str:
    """A1:C3 of an area, A1 of a single cell."""
    top, left, bottom, right = area
    first, last = f"{column_letters(left)}{top}", f"{column_letters(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


def area_of(text: str) -> Merge:
    """The area an address names."""
    first, _, last = text.replace("$", "").partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    return top, left, bottom, right


def _moved(area: Merge, last: int, shift: int) -> Merge:
    top, left, bottom, right = area
    return (top + shift, left, min(bottom + shift, LAST_ROW), right) if top > last else area


def _stretched(area: Merge, first: int, last: int, count: int, shift: int) -> Merge | None:
    """Where an area lies after rows were replaced; None where nothing is left of it.

    One that begins in the first of the replaced rows is the table's; it covers all the new ones.
    """
    top, left, bottom, right = area
    if bottom < first or top > last:
        return _moved(area, last, shift)
    if top < first:
        return (top, left, min(max(bottom + shift, first - 1), LAST_ROW), right) if bottom > last \
            else (top, left, first + count - 1, right)
    return (first, left, first + count - 1, right) if count else None


def _row_xml(number: int, row: KeptRow) -> str:
    look = "".join(f' {name}="{value}"' for name, value in row.look.items())
    cells = "".join(cell.xml(number, column) for column, cell in sorted(row.cells.items()))
    return f'<row r="{number}"{look}>{cells}</row>'


def _ranged_xml(name: str, ranged: Ranged) -> str:
    from xml.sax.saxutils import quoteattr  # the standard library's, to write only

    said = "".join(f" {key}={quoteattr(value)}" for key, value in ranged.attributes.items())
    areas = " ".join(map(reference, ranged.areas))
    return f'<{name}{said} sqref="{areas}">{ranged.inner}</{name}>'


def append_column(
    draft: Draft, model: int, number: int, header: tuple[int, int], heading: str,
) -> None:
    """A new column at the right of a table: its heading, and its cells in the look of another one."""
    for row in draft.rows.values():
        if model in row.cells and number not in row.cells:
            row.cells[number] = KeptCell(row.cells[model].style)
    top, bottom = header
    draft.put(top, number, replace(draft.cell(bottom, model), type="", inner="", text="").saying(heading))
    for row_number in range(top + 1, bottom + 1):
        draft.put(row_number, number, KeptCell(draft.cell(row_number, model).style))
    if bottom > top:
        draft.merges.append((top, number, bottom, number))
    for at, merge in enumerate(draft.merges):
        if merge[2] < top and merge[3] == model and merge[1] < model:
            draft.merges[at] = (*merge[:3], number)  # the title stays over the whole table
