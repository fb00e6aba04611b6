"""Tables of a document as sheets, its paragraphs as a sheet 正文.

Tables with as many columns as the one before continue it: Word breaks a long table in two now and then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.tables.gate import refuse
from toolkit.tables.grid import Cell, Note, Sheet, Tables
from toolkit.tables.sheetxml import MOST_CELLS, Merge

NO_TABLE = "这是 Word 文档，里面没有填报表格。请把内容填入下发的 Excel 报送表后重新报送。"
_BODY = "正文"


@dataclass(slots=True)
class Grid:
    """A table of a document, row by row: its cells, places and notes; ``width`` in grid columns."""

    width: int = 0
    rows: int = 0
    cells: list[Cell] = field(default_factory=list)
    places: list[Merge] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _above: dict[int, int] = field(default_factory=dict)

    @property
    def merges(self) -> tuple[Merge, ...]:
        """The places of more than one cell."""
        return tuple(place for place in self.places if place[:2] != place[2:])

    def new_row(self) -> None:
        self.rows += 1

    def begins(self, column: int, span: int, *, goes_on: bool) -> bool:
        """Note a cell's place; False where it only goes on from the one above."""
        self.width = max(self.width, column + span - 1)
        if goes_on and column in self._above:
            top, left, _, right = self.places[self._above[column]]
            self.places[self._above[column]] = top, left, self.rows, right
            return False
        self._above[column] = len(self.places)
        self.places.append((self.rows, column, self.rows, column + span - 1))
        return True

    def write(self, column: int, text: str) -> None:
        """Put a text into the row that stands last; nothing where it says nothing."""
        if said := text.strip("\n"):
            self.cells.append(Cell(self.rows, column, "text", said))

    def continued(self, other: Grid) -> None:
        """Put another table below this one."""
        down = self.rows
        self.cells += [c._replace(row=c.row + down) for c in other.cells]
        self.places += [(a + down, b, c + down, d) for a, b, c, d in other.places]
        self.notes += [n._replace(row=n.row + down) for n in other.notes]
        self.rows += other.rows


def document_tables(kind: str, paragraphs: Iterable[str], grids: Iterable[Grid]) -> Tables:
    """Paragraphs and tables as sheets: 正文 if it says anything, then 表1, 表2, …"""
    joined: list[Grid] = []
    for grid in grids:
        if joined and grid.width == joined[-1].width:
            joined[-1].continued(grid)
        elif grid.cells:
            joined.append(grid)
    if not joined:
        refuse("unsupported", NO_TABLE)
    if sum(len(grid.cells) for grid in joined) > MOST_CELLS:
        refuse("hostile", "文档里的表格太大，不是正常的报送表。请删去多余内容后重新报送。")
    text = tuple(Cell(row, 1, "text", said) for row, said in enumerate(paragraphs, 1) if said.strip())
    sheets = [Sheet(_BODY, cells=text)] if text else []
    sheets += [Sheet(f"表{number}", cells=tuple(grid.cells), merges=grid.merges, notes=tuple(grid.notes))
               for number, grid in enumerate(joined, 1)]
    return Tables(kind, tuple(sheets))
