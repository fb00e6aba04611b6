"""Tables of a Word document (.docx) as sheets, its paragraphs as a sheet 正文: the same table, filled in in Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from toolkit.tables.gate import Package, Refused
from toolkit.tables.grid import Note, Tables
from toolkit.tables.word.flow import Said, blocks_of, body_of, rows_of
from toolkit.tables.word.lists import Numbers
from toolkit.tables.word.parts import Parts
from toolkit.tables.word.sheets import Grid, document_tables
from toolkit.tables.xmlparts import attribute, local

_LOST_COMMENT = "（批注有损坏，没有读出，见原文件）"


def read_docx(content: bytes) -> Tables:
    """Read a Word document that has tables; raises ``Refused``."""
    parts = Parts.of(Package(content))
    reading = _Reading(Numbers(parts), _comments(parts))
    paragraphs: list[str] = []
    grids: list[Grid] = []
    for block in blocks_of(body_of(parts.document()), reading.numbers):
        if isinstance(block, Said):
            paragraphs.append(block.text)
        else:
            grids.append(reading.grid(block))
    return document_tables("docx", paragraphs, grids)


def _comments(parts: Parts) -> Mapping[str, str]:
    """Comments by their id."""
    try:
        root = parts.root("comments")
    except Refused:
        return {}
    return {
        attribute(comment, "id"): "\n".join(
            "".join(t.text or "" for t in p.iter() if local(t.tag) == "t")
            for p in comment.iter() if local(p.tag) == "p")
        for comment in (root if root is not None else ())}


@dataclass(frozen=True, slots=True)
class _Reading:
    numbers: Numbers
    comments: Mapping[str, str]

    def grid(self, table: Element) -> Grid:
        grid = Grid()
        for line in rows_of(table):
            grid.new_row()
            for cell in line:
                if grid.begins(cell.column, cell.span, goes_on=cell.goes_on):
                    self._cell(list(blocks_of(cell.element, self.numbers)), grid, cell.column)
        return grid

    def _cell(self, blocks: Sequence[Said | Element], grid: Grid, column: int) -> None:
        texts = [
            block.text if isinstance(block, Said) else "\n".join(c.text for c in self.grid(block).cells)
            for block in blocks]
        grid.write(column, "\n".join(texts))
        place = grid.rows, column
        said = [block for block in blocks if isinstance(block, Said)]
        if struck := "".join(one.struck for one in said):
            grid.notes.append(Note(*place, "struck", struck))
        comments = (self.comments.get(name, _LOST_COMMENT) for one in said for name in one.comments)
        grid.notes += [Note(*place, "comment", comment) for comment in comments if comment]
        if pictures := sum(one.pictures for one in said):
            grid.notes.append(Note(*place, "picture", f"{pictures}张图片"))
