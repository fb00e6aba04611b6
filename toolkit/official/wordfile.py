"""A Word document -> paragraphs and tables in body order.

python-docx leaves out tracked insertions and automatic numbers; both are text to a reader. Deleted
text, headers, footers and text boxes are not read (ISO/IEC 29500-1, 17.13.5 and 17.9).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from toolkit.official.sources import Grid, Line, Piece
from toolkit.text import chinese_numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNPACKED_LIMIT = 200 * 1024 * 1024
_SKIPPED = frozenset(
    _W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object", "delText", "instrText")
)
_MARKS = {
    _W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "softHyphen": "",
}


def word_pieces(content: bytes) -> Iterator[Piece]:
    """The paragraphs (a line break inside one makes a line of its own) and tables of the body."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _UNPACKED_LIMIT:
            raise ValueError("the package unpacks to more than any plan needs")
    import docx

    document = docx.Document(io.BytesIO(content))
    numbering = Numbering(document)
    number, pending = 0, ""
    for element in _blocks(document.element.body):
        number += 1
        if element.tag == _W + "tbl":
            yield from _table(element, numbering, number)
            continue
        text = pending + numbering.printed(element) + _text(element)
        # The end of a paragraph deleted with change tracking joins it with the next one.
        pending = text if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None else ""
        if not pending:
            yield from (Line(number, line) for line in text.split("\n"))
    if pending:
        yield Line(number, pending)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those within content controls and tracked insertions."""
    for child in parent:
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml"):
            yield from _blocks(child)


def _text(element: Any) -> str:
    """The text of a paragraph as accepted: insertions kept, deletions dropped."""
    parts = []
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == _W + "t":
            parts.append(child.text or "")
        elif child.tag in _MARKS:
            parts.append("" if child.get(_W + "type") == "page" else _MARKS[child.tag])
        elif child.tag.endswith("}AlternateContent"):
            continue
        else:
            parts.append(_text(child))
    return "".join(parts)


def _table(table: Any, numbering: Numbering, number: int) -> Iterator[Piece]:
    """A table as a grid; one that only frames other text (a single cell, or tables in it) as what it frames."""
    cells = list(table.iterfind(f"{_W}tr/{_W}tc"))
    if len(cells) <= 2 and any(cell.find(f".//{_W}tbl") is not None for cell in cells):
        for cell in cells:
            for element in _blocks(cell):
                if element.tag == _W + "tbl":
                    yield from _table(element, numbering, number)
                else:
                    text = numbering.printed(element) + _text(element)
                    yield from (Line(number, line) for line in text.split("\n"))
        return
    repeated: set[tuple[int, int]] = set()
    rows = tuple(_rows(table, numbering, repeated))
    yield Grid(number, rows, repeated=frozenset(repeated))


def _rows(table: Any, numbering: Numbering, repeated: set[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    """One text a grid column; a cell merged downwards repeats, one merged sideways leaves blanks."""
    above: dict[int, str] = {}
    height = -1
    for row in table.iterchildren(_W + "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        height += 1
        texts: list[str] = []
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        texts += [""] * (min(int(before.get(_W + "val", "0")), 64) if before is not None else 0)
        for cell in row.iter(_W + "tc"):
            if next(cell.iterancestors(_W + "tbl")) is not table:
                continue
            span, merged = _merging(cell)
            column = len(texts)
            own = "\n".join(_cell_lines(cell, numbering))
            if merged and column in above:
                repeated.add((height, column))
            above[column] = above.get(column, "") if merged else own.strip()
            texts += [above[column], *[""] * (span - 1)]
        yield tuple(texts)


def _cell_lines(cell: Any, numbering: Numbering) -> Iterator[str]:
    """The paragraphs of a cell; a table inside it gives a line a row."""
    for element in _blocks(cell):
        if element.tag == _W + "p":
            yield numbering.printed(element) + _text(element)
        else:
            yield from (" ".join(filter(None, row)) for row in _rows(element, numbering, set()))


def _merging(cell: Any) -> tuple[int, bool]:
    """How many grid columns a cell spans, and whether it continues the one above."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    width = int(span.get(_W + "val", "1")) if span is not None else 1
    return max(1, min(width, 64)), merge is not None and merge.get(_W + "val", "continue") == "continue"


# ── automatic numbers ────────────────────────────────────────────────────────────────────────────
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
     "chineseLegalSimplified", "taiwaneseCounting", "taiwaneseCountingThousand")
)  # fmt: skip
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))


class Numbering:
    """The automatic numbers of a document, counted in reading order."""

    def __init__(self, document: Any) -> None:
        self._counters: dict[tuple[str, int], int] = {}
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._lists: dict[str, str] = {}
        self._styles = {
            style.get(_W + "styleId"): style for style in document.styles.element.iterchildren(_W + "style")
        }
        part = next(
            (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._learn(part.element)

    def _learn(self, root: Any) -> None:
        for abstract in root.iterchildren(_W + "abstractNum"):
            for level in abstract.iterchildren(_W + "lvl"):
                key = (abstract.get(_W + "abstractNumId"), int(level.get(_W + "ilvl", "0")))
                start = int(_value(level, "start") or 1)
                self._levels[key] = (_value(level, "numFmt") or "", _value(level, "lvlText") or "", start)
        for num in root.iterchildren(_W + "num"):
            self._lists[num.get(_W + "numId")] = _value(num, "abstractNumId") or ""

    def printed(self, paragraph: Any) -> str:
        """The number Word prints before this paragraph, counting on; '' where it prints none."""
        placed = self._placed(paragraph)
        if placed is None:
            return ""
        listed, depth = placed
        form, pattern, start = self._levels.get((listed, depth), ("", "", 1))
        self._counters[listed, depth] = self._counters.get((listed, depth), start - 1) + 1
        for deeper in range(depth + 1, 9):
            self._counters.pop((listed, deeper), None)
        if form in ("", "bullet", "none"):
            return ""
        for level in range(depth + 1):
            shown, _, first = self._levels.get((listed, level), (form, "", 1))
            pattern = pattern.replace(f"%{level + 1}", _shown(self._counters.get((listed, level), first), shown))
        return pattern

    def _placed(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph, by itself or by its style and what that is based on."""
        properties = paragraph.find(f"{_W}pPr")
        for _ in range(10):
            if properties is None:
                return None
            found = properties.find(f"{_W}numPr")
            if found is not None:
                listed = self._lists.get(_value(found, "numId") or "")
                return None if listed is None else (listed, int(_value(found, "ilvl") or 0))
            style = self._styles.get(_value(properties, "pStyle") or _value(properties.getparent(), "basedOn"))
            properties = None if style is None else style.find(f"{_W}pPr")
        return None


def _value(element: Any, tag: str) -> str | None:
    child = element.find(_W + tag)
    return None if child is None else child.get(_W + "val")


def _shown(number: int, form: str) -> str:
    if form in _CHINESE and 1 <= number <= 9999:
        return chinese_numeral(number)
    if form in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)
