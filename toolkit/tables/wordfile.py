"""Tables of a Word document (.docx) as sheets, its paragraphs as a sheet 正文.

A unit that answers in Word fills in the same table. One pass over the XML behind the gate: insertions
count, deletions do not, automatic numbers are worked out (ISO/IEC 29500-1, 17.4, 17.9, 17.13.5). Tables
with as many columns as the one before continue it: Word breaks a long table in two now and then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from toolkit.tables.gate import Package, Refused, refuse
from toolkit.tables.grid import Cell, Note, Sheet, Tables
from toolkit.tables.sheetxml import MOST_CELLS, Merge
from toolkit.tables.wordnumbers import Numbers
from toolkit.tables.xmlparts import local, parsed

NO_TABLE = "这是 Word 文档，里面没有填报表格。请把内容填入下发的 Excel 报送表后重新报送。"
_BODY = "正文"
_SKIPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "delText", "instrText", "txbxContent",
     "Fallback", "pict", "object"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WIDEST = 256


def read_docx(content: bytes) -> Tables:
    """Read a Word document that has tables; raises ``Refused``."""
    package = Package(content)
    root = parsed(package.xml("word/document.xml"), "word/document.xml")
    body = next((child for child in root if local(child.tag) == "body"), None)
    reading = _Reading(Numbers.of(package), _comments(package))
    for element in _blocks(body if body is not None else ()):
        reading.block(element)
    return document_tables("docx", reading.paragraphs, reading.grids)


@dataclass(slots=True)
class Grid:
    """A table of a document: its cells, merges and notes; ``width`` in grid columns."""

    width: int = 0
    rows: int = 0
    cells: list[Cell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def continued(self, other: Grid) -> None:
        """Put another table below this one."""
        down = self.rows
        self.cells += [c._replace(row=c.row + down) for c in other.cells]
        self.merges += [(a + down, b, c + down, d) for a, b, c, d in other.merges]
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
    sheets += [Sheet(f"表{number}", cells=tuple(grid.cells), merges=tuple(grid.merges), notes=tuple(grid.notes))
               for number, grid in enumerate(joined, 1)]
    return Tables(kind, tuple(sheets))


def _comments(package: Package) -> Mapping[str, str]:
    """Comments by their id."""
    if "word/comments.xml" not in package:
        return {}
    try:
        root = parsed(package.xml("word/comments.xml"), "word/comments.xml")
    except Refused:
        return {}
    return {
        _value(comment, "id"): "\n".join(
            "".join(t.text or "" for t in p.iter() if local(t.tag) == "t")
            for p in comment.iter() if local(p.tag) == "p")
        for comment in root}


def _blocks(parent: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables, also those within content controls and tracked insertions."""
    for child in parent:
        name = local(child.tag)
        if name in ("p", "tbl"):
            yield child
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _blocks(child)


@dataclass(slots=True)
class _Said:
    """The text of a cell or paragraph, what of it is struck through, comments and pictures at it."""

    text: str = ""
    struck: str = ""
    comments: list[str] = field(default_factory=list)
    pictures: int = 0


@dataclass(slots=True)
class _Reading:
    numbers: Numbers
    comments: Mapping[str, str]
    paragraphs: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    def block(self, element: Element) -> None:
        if local(element.tag) == "tbl":
            self.grids.append(self._grid(element))
        else:
            said = _Said()
            self._paragraph(element, said)
            self.paragraphs.append(said.text)

    def _paragraph(self, element: Element, said: _Said) -> None:
        said.text += self.numbers.printed(element)
        self._runs(element, said, struck=False)

    def _runs(self, element: Element, said: _Said, *, struck: bool) -> None:
        for child in element:
            name = local(child.tag)
            if name in _SKIPPED:
                continue
            if name == "t":
                said.text += child.text or ""
                said.struck += (child.text or "") if struck else ""
            elif name in _MARKS:
                said.text += _MARKS[name] if _value(child, "type") != "page" else ""
            elif name == "commentReference":
                said.comments.append(self.comments.get(_value(child, "id"), "（批注有损坏，没有读出，见原文件）"))
            elif name == "blip":
                said.pictures += 1
            else:
                self._runs(child, said, struck=_strikes(child) if name == "r" else struck)

    # ── tables ───────────────────────────────────────────────────────────────────────────────────
    def _grid(self, table: Element) -> Grid:
        grid = Grid()
        open_merges: dict[int, int] = {}
        for line in _rows(table):
            grid.rows += 1
            column = 1 + _skipped(line)
            for element in _cells(line):
                span, merged = _merging(element)
                if merged and column in open_merges:
                    grid.merges[open_merges[column]] = _longer(grid.merges[open_merges[column]], grid.rows)
                else:
                    open_merges[column] = len(grid.merges)
                    grid.merges.append((grid.rows, column, grid.rows, column + span - 1))
                    self._cell(element, grid, column)
                column += span
            grid.width = max(grid.width, column - 1)
        grid.merges = [m for m in grid.merges if (m[0], m[1]) != (m[2], m[3])]
        return grid

    def _cell(self, element: Element, grid: Grid, column: int) -> None:
        said = _Said()
        for number, block in enumerate(_blocks(element)):
            said.text += "\n" if number else ""
            if local(block.tag) == "p":
                self._paragraph(block, said)
            else:
                inner = self._grid(block)
                said.text += "\n".join(cell.text for cell in inner.cells)
        text = said.text.strip("\n")
        if text:
            grid.cells.append(Cell(grid.rows, column, "text", text))
        place = grid.rows, column
        if said.struck:
            grid.notes.append(Note(*place, "struck", said.struck))
        grid.notes += [Note(*place, "comment", comment) for comment in said.comments if comment]
        if said.pictures:
            grid.notes.append(Note(*place, "picture", f"{said.pictures}张图片"))


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        name = local(child.tag)
        if name == "tr" and not _property(child, "trPr", "del"):
            yield child
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _rows(child)


def _cells(line: Element) -> Iterator[Element]:
    for child in line:
        name = local(child.tag)
        if name == "tc":
            yield child
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _cells(child)


def _property(element: Element, properties: str, name: str) -> Element | None:
    for child in element:
        if local(child.tag) == properties:
            return next((found for found in child if local(found.tag) == name), None)
    return None


def _skipped(line: Element) -> int:
    """Grid columns a row leaves out at its beginning."""
    before = _property(line, "trPr", "gridBefore")
    return _width(_value(before, "val")) if before is not None else 0


def _merging(cell: Element) -> tuple[int, bool]:
    """How many grid columns a cell spans, and whether it continues the one above."""
    span, merge = _property(cell, "tcPr", "gridSpan"), _property(cell, "tcPr", "vMerge")
    width = _width(_value(span, "val")) if span is not None else 1
    return max(1, width), merge is not None and (_value(merge, "val") or "continue") == "continue"


def _width(text: str) -> int:
    return min(int(text), _WIDEST) if text.isdecimal() and len(text) < 6 else 1


def _longer(merge: Merge, bottom: int) -> Merge:
    return merge[0], merge[1], bottom, merge[3]


def _strikes(run: Element) -> bool:
    return any(
        found is not None and _value(found, "val") not in ("0", "false", "off")
        for found in (_property(run, "rPr", "strike"), _property(run, "rPr", "dstrike")))


def _value(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
