"""The rows of one problem under their headings -> a block: each cell as what its label says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.official.headings import counts_on
from toolkit.official.lines.layout import Token
from toolkit.official.numbers import read_number
from toolkit.official.passages import Block, Doubt, Passage
from toolkit.official.tabular.headings import Header, Heading
from toolkit.official.vocabulary import Label, Vocabulary, is_kept_beside
from toolkit.regex import regex
from toolkit.text import Ordinal, matching_key, split_ordinal


@dataclass(frozen=True, slots=True)
class Row:
    """A row as written: its line, its cells, and which of them only repeat the one above (merged)."""

    line: int
    cells: tuple[str, ...]
    repeated: frozenset[int] = frozenset()

    def said(self, places: Sequence[int]) -> str:
        return next((self.cells[place] for place in places if self.cells[place]), "")

    def is_repeated(self, places: Sequence[int]) -> bool:
        return any(place in self.repeated for place in places)

    @property
    def texts(self) -> set[str]:
        return {cell for cell in self.cells if cell}


@dataclass(slots=True)
class Group:
    """The rows of one problem under one header; ``columns`` are the sheet's column numbers."""

    header: Header
    rows: list[Row]
    above: tuple[str, ...] = ()
    sheet: str | None = None
    columns: tuple[int, ...] = ()

    def column(self, place: int) -> int | None:
        return self.columns[place] if place < len(self.columns) else None


_BOXES = regex(r"[□☐☑☒√✓✔■]")
_TICK = regex(r"[☑☒√✓✔■●★是1]|100%")
_SHARED_CELL = frozenset(("lead_units", "responsible_units", "acceptance_units", "supervising_units", "deadline", "unknown"))


def block_of(group: Group, vocabulary: Vocabulary) -> Block:
    """The problem these rows tell."""
    header, line = group.header, group.rows[0].line
    printed = _first(group.rows, header.places("number"))
    texts = header.places("text")
    ordinal = _ordinal(printed) or (None if header.places("number") else own_number(_first(group.rows, texts)))
    heading = Token(line, printed, ordinal) if ordinal else None
    block = Block(heading, [], group.above, line=line, sheet=group.sheet, tabled=True, printed=printed)
    block.column = group.column(texts[0]) if texts else None
    for place in _reading_order(header, vocabulary):
        block.passages += _passages(place, group, vocabulary)
        block.doubts += _unticked(place, group, vocabulary)
    without_number(block)
    return block


def own_number(text: str) -> Ordinal | None:
    """The number a problem's text begins with; 三、四级公路… begins with none."""
    ordinal = split_ordinal(text)
    return None if ordinal is None or counts_on(Token(0, text, ordinal)) else ordinal


def without_number(block: Block) -> None:
    """3.管网破损 as the text of problem 3 is 管网破损; beside another number it stands as printed."""
    for passage in block.passages:
        if passage.label.field == "text":
            label = passage.label
            ordinal = own_number(label.value)
            if ordinal and ordinal.rest and block.number in (None, ordinal.number):
                passage.label = Label(label.field, label.name, ordinal.rest, label.ordinal, label.loose)
            return


def _first(rows: Sequence[Row], places: Sequence[int]) -> str:
    return next((text for row in rows if (text := row.said(places))), "")


def _ordinal(printed: str) -> Ordinal | None:
    number = read_number(printed) if printed else None
    return Ordinal("第一项", number.value, printed, "") if number and number.value else None


def _reading_order(header: Header, vocabulary: Vocabulary) -> list[int]:
    """From left to right, but a column for the status alone before what is told."""
    places = sorted(header.columns)
    return sorted(places, key=lambda p: header.columns[p].field == "progress" and not _is_status(header.columns[p], vocabulary))


def _is_status(heading: Heading, vocabulary: Vocabulary) -> bool:
    return heading.option or vocabulary.is_status(heading.name)


def _passages(place: int, group: Group, vocabulary: Vocabulary) -> Iterator[Passage]:
    """What one column says of the problem; a cell that only repeats is said once."""
    heading = group.header.columns[place]
    if heading.field in ("other", "unknown") and is_kept_beside(heading.name):
        said = dict.fromkeys(row.cells[place] for row in group.rows if row.cells[place])
        yield from (_passage("other", heading.name, text, group.rows[0].line) for text in said)
        return
    if heading.field in ("number", "measure_ordinal", "other"):
        return
    own = [row for row in group.rows if row.cells[place] and (row is group.rows[0] or place not in row.repeated)]
    before = None
    status = heading.field == "progress" and _is_status(heading, vocabulary)
    if status and len(_measure_rows(group)) > 1 and len({row.cells[place] for row in own}) > 1:
        return  # each measure's own, told beside it
    for row in own:
        text = row.cells[place]
        if heading.field != "measures" and text == before:
            continue
        before = text
        for passage in _cell(heading, text, row.line, vocabulary, status=status):
            if passage.label.field == "measures":
                _beside(passage, row, group, vocabulary)
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


def _unticked(place: int, group: Group, vocabulary: Vocabulary) -> Iterator[Doubt]:
    """Options of which none is ticked, or several: what they say is not guessed."""
    heading, first = group.header.columns[place], group.rows[0]
    asked = heading.field == "progress" and _is_status(heading, vocabulary)
    if asked and first.cells[place] and not _ticked(first.cells[place]):
        note = "的状态没有勾选、或者勾选了不止一项，没有读入，请核对原文后在问题清单里选定"
        yield Doubt(first.line, note, first.cells[place], group.column(place))


def _ticked(text: str) -> str:
    """Of several options with boxes the one that is ticked; '' where none is, or several are."""
    if not _BOXES.search(text):
        return text
    options = [option for option in re.split(r"(?=[□☐☑☒√✓✔■])|\n", text) if option.strip(" \t\u3000")]
    if len(options) < 2:
        return text
    ticked = [option.strip() for option in options if _BOXES.match(option.strip()) and option.strip()[0] not in "□☐"]
    return ticked[0][1:].strip() if len(ticked) == 1 else ""


_INNER = regex(r"(?:^|(?<=[\n；;。，,\s]))([^\s：:；;。，,（(《“]{2,10})[ \u3000]*[：:]")


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
    return Passage(Label(field, name, first), line, [Token(line, piece, split_ordinal(piece)) for piece in rest])


# ── a measure's own row ──────────────────────────────────────────────────────────────────────────
def _measure_rows(group: Group) -> list[Row]:
    places = group.header.places("measures")
    return [row for row in group.rows if any(row.cells[p] and p not in row.repeated for p in places)]


def _differ(rows: Sequence[Row], place: int) -> bool:
    return len({row.cells[place] for row in rows if row.cells[place]}) > 1


def _beside(passage: Passage, row: Row, group: Group, vocabulary: Vocabulary) -> None:
    """The deadline and status beside a measure are its own where the problem's measures have several."""
    header, measured = group.header, _measure_rows(group)
    alone = not header.places("text")
    passage.ordinal = row.said(header.places("measure_ordinal"))
    if len(measured) < 2 and not alone:
        return
    for place in header.places("deadline"):
        passage.deadline = row.cells[place] if alone or _differ(measured, place) else ""
    for place in header.places("progress"):
        if _is_status(header.columns[place], vocabulary) and (alone or _differ(measured, place)):
            passage.note = row.cells[place]
