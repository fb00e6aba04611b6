"""The rows of one problem under their headings -> a block: each cell as what its label says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.official.headings import Header, Heading
from toolkit.official.layout import Token
from toolkit.official.numbers import read_number
from toolkit.official.passages import Block, Doubt, Passage
from toolkit.official.sources import Grid
from toolkit.official.vocabulary import Label, Vocabulary
from toolkit.text import Ordinal, matching_key, split_ordinal

Cells = tuple[int, tuple[str, ...], frozenset[int]]
"""A row: its place in the grid, its cells, and which of them only repeat the one above (merged)."""
_BOXES = re.compile(r"[□☐☑☒√✓✔■]")
_TICK = re.compile(r"[☑☒√✓✔■●★是1]|100%")
_SHARED_CELL = frozenset(("lead_units", "responsible_units", "acceptance_units", "supervising_units", "deadline", "unknown"))


def block_of(header: Header, grid: Grid, rows: Sequence[Cells], above: tuple[str, ...], vocabulary: Vocabulary) -> Block:
    """The problem these rows tell."""
    line = grid.line(rows[0][0])
    printed = _first(rows, header.places("number"))
    texts = header.places("text")
    ordinal = _ordinal(printed) or (None if header.places("number") else split_ordinal(_first(rows, texts)))
    heading = Token(line, printed, ordinal) if ordinal else None
    block = Block(heading, [], above, line=line, sheet=grid.sheet, tabled=True, printed=printed)
    block.column = grid.columns[texts[0]] if texts and texts[0] < len(grid.columns) else None
    for place in _reading_order(header, vocabulary):
        block.passages += _passages(header.columns[place], place, header, grid, rows, vocabulary)
        block.doubts += _unticked(header.columns[place], place, grid, rows, vocabulary)
    return block


def _first(rows: Sequence[Cells], places: Sequence[int]) -> str:
    return next((cells[place] for _, cells, _ in rows for place in places if cells[place]), "")


def _ordinal(printed: str) -> Ordinal | None:
    number = read_number(printed) if printed else None
    return Ordinal("第一项", number.value, printed, "") if number and number.value else None


def _reading_order(header: Header, vocabulary: Vocabulary) -> list[int]:
    """From left to right, but a column for the status alone before what is told."""
    places = sorted(header.columns)
    return sorted(places, key=lambda p: header.columns[p].field == "progress" and not _is_status(header.columns[p], vocabulary))


def _is_status(heading: Heading, vocabulary: Vocabulary) -> bool:
    return heading.option or vocabulary.is_status(heading.name)


def _passages(
    heading: Heading, place: int, header: Header, grid: Grid, rows: Sequence[Cells], vocabulary: Vocabulary,
) -> Iterator[Passage]:
    """What one column says of the problem; a cell that only repeats is said once."""
    if heading.field in ("number", "measure_ordinal", "other"):
        return
    own = [(y, cells) for y, cells, repeated in rows if cells[place] and (y == rows[0][0] or place not in repeated)]
    before = None
    status = heading.field == "progress" and _is_status(heading, vocabulary)
    if status and len(_measure_rows(header, rows)) > 1 and len({cells[place] for _, cells in own}) > 1:
        return  # each measure's own, told beside it
    for y, cells in own:
        text = cells[place]
        if heading.field != "measures" and text == before:
            continue
        before = text
        for passage in _cell(heading, text, grid.line(y), vocabulary, status=status):
            if passage.label.field == "measures":
                _beside(passage, cells, header, rows, vocabulary)
            yield passage


def _cell(heading: Heading, text: str, line: int, vocabulary: Vocabulary, *, status: bool) -> Iterator[Passage]:
    """A cell as a passage; 牵头单位：…；责任单位：… glued into one cell is taken apart at its labels."""
    if heading.option:
        if _TICK.match(text.strip()):
            yield Passage(Label("progress", heading.name, heading.name), line)
        return
    if status:
        text = _ticked(text)
        text = text + "%" if "%" in matching_key(heading.name) and re.fullmatch(r"\d+(?:\.\d+)?", text) else text
    for field, name, part in _apart(heading, text, vocabulary):
        if part or field != heading.field:
            yield _passage(field, name, part, line)


def _unticked(
    heading: Heading, place: int, grid: Grid, rows: Sequence[Cells], vocabulary: Vocabulary,
) -> Iterator[Doubt]:
    """Options of which none is ticked, or several: what they say is not guessed."""
    for y, cells, _ in rows[:1]:
        if heading.field == "progress" and _is_status(heading, vocabulary) and cells[place] and not _ticked(cells[place]):
            column = grid.columns[place] if place < len(grid.columns) else None
            yield Doubt(grid.line(y), "没有勾选、或者勾选了不止一项，状态没有读入，请核对原文后在问题清单里选定",
                        cells[place], column)


def _ticked(text: str) -> str:
    """Of several options with boxes the one that is ticked; '' where none is, or several are."""
    if not _BOXES.search(text):
        return text
    options = [option for option in re.split(r"(?=[□☐☑☒√✓✔■])|\n", text) if option.strip(" \t\u3000")]
    if len(options) < 2:
        return text
    ticked = [option.strip() for option in options if _BOXES.match(option.strip()) and option.strip()[0] not in "□☐"]
    return ticked[0][1:].strip() if len(ticked) == 1 else ""


_INNER = re.compile(r"(?:^|(?<=[\n；;。，,\s]))([^\s：:；;。，,（(《“]{2,10})[ \u3000]*[：:]")


def _apart(heading: Heading, text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    start, field, name = 0, heading.field, heading.name
    first = _INNER.match(text)
    if field == "unknown" and (first is None or vocabulary.labelled(first[1]) is None):
        return
    for found in _INNER.finditer(text):
        inner = vocabulary.labelled(found[1])
        opens = found.start(1) == 0 or text[found.start(1) - 1] == "\n"
        if inner is None or not (opens or heading.field in _SHARED_CELL):
            continue
        part = text[start : found.start(1)].strip(" \n\t；;，,")
        if part:
            yield field, name, part
        start, field, name = found.end(), inner, found[1]
    yield field, name, text[start:].strip() if start else text


def _passage(field: str, name: str, text: str, line: int) -> Passage:
    first, *rest = [piece.strip() for piece in text.split("\n") if piece.strip()] or [""]
    if field == "text":
        ordinal = split_ordinal(first)
        first = ordinal.rest if ordinal and ordinal.rest else first
    return Passage(Label(field, name, first), line, [Token(line, piece, split_ordinal(piece)) for piece in rest])


# ── a measure's own row ──────────────────────────────────────────────────────────────────────────
def _measure_rows(header: Header, rows: Sequence[Cells]) -> list[Cells]:
    places = header.places("measures")
    return [row for row in rows if any(row[1][place] and place not in row[2] for place in places)]


def _differ(rows: Sequence[Cells], place: int) -> bool:
    return len({cells[place] for _, cells, _ in rows if cells[place]}) > 1


def _beside(passage: Passage, cells: Sequence[str], header: Header, rows: Sequence[Cells], vocabulary: Vocabulary) -> None:
    """The deadline and status beside a measure are its own where the problem's measures have several."""
    measured = _measure_rows(header, rows)
    passage.ordinal = next((cells[place] for place in header.places("measure_ordinal")), "")
    if len(measured) < 2 and header.places("text"):
        return
    for place in header.places("deadline"):
        passage.deadline = cells[place] if _differ(measured, place) or not header.places("text") else ""
    for place in header.places("progress"):
        if _is_status(header.columns[place], vocabulary) and (_differ(measured, place) or not header.places("text")):
            passage.note = cells[place]
