"""Tables of published documents: a ledger (one row a problem) as blocks, any other table as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.official.layout import Token
from toolkit.official.passages import Block, Passage
from toolkit.official.sources import Grid, Line, Piece
from toolkit.official.vocabulary import PLAN_FIELDS, Label, Vocabulary
from toolkit.text import Ordinal, matching_key, read_numeral, split_ordinal


def as_lines(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Line]:
    """The document as lines; a form gives ``label：value`` lines, a ledger nothing."""
    for piece in pieces:
        if isinstance(piece, Line):
            yield piece
        elif _header_row(piece, vocabulary) is None:
            yield from _form_lines(piece, vocabulary)


def ledger_blocks(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Block]:
    """The problems of every ledger in the document."""
    for piece in pieces:
        if isinstance(piece, Grid):
            header = _header_row(piece, vocabulary)
            if header is not None:
                yield from _rows(piece, header, vocabulary)


def _columns(row: Sequence[str], vocabulary: Vocabulary) -> dict[int, tuple[str, str]]:
    """Which column is which field, with its heading; a field's further columns count too."""
    found: dict[int, tuple[str, str]] = {}
    for place, cell in enumerate(row):
        field = vocabulary.field(cell) if cell.strip() else None
        if field is not None:
            found[place] = (field, matching_key(cell))
    return found


def _header_row(grid: Grid, vocabulary: Vocabulary) -> int | None:
    """The row that names at least three columns, the problem's text and a field of a list among them."""
    for place, row in enumerate(grid.rows[:5]):
        fields = [field for field, _ in _columns(row, vocabulary).values()]
        wanted = PLAN_FIELDS | {"progress"}
        if len(set(fields)) >= 3 and "text" in fields and wanted & set(fields):
            return place
    return None


# ── ledgers ──────────────────────────────────────────────────────────────────────────────────────
def _rows(grid: Grid, header: int, vocabulary: Vocabulary) -> Iterator[Block]:
    columns = _columns(grid.rows[header], vocabulary)
    above: tuple[str, ...] = ()
    block: Block | None = None
    seen: tuple[str, str] = ("", "")
    for row in grid.rows[header + 1 :]:
        said = {place: row[place].strip() for place in columns if place < len(row) and row[place].strip()}
        texts = {cell.strip() for cell in row if cell.strip()}
        if not texts or row == grid.rows[header]:
            continue
        if len(texts) == 1:
            above = (_untitled(next(iter(texts))),)
            continue
        key = (_said(said, columns, "number"), _said(said, columns, "text"))
        if block is not None and (key == seen or not key[1]):
            _go_on(block, said, columns, grid.number)
            continue
        if block is not None:
            yield block
        block, seen = _block(said, columns, above, grid.number), key
    if block is not None:
        yield block


def _untitled(title: str) -> str:
    ordinal = split_ordinal(title)
    return ordinal.rest if ordinal else title


def _said(said: Mapping[int, str], columns: Mapping[int, tuple[str, str]], field: str) -> str:
    return next((text for place, text in said.items() if columns[place][0] == field), "")


def _block(
    said: Mapping[int, str], columns: Mapping[int, tuple[str, str]], above: tuple[str, ...], line: int
) -> Block:
    printed = _said(said, columns, "number")
    number = read_numeral(printed)
    heading = Token(line, printed, Ordinal("第一项", number, printed, "")) if number else None
    block = Block(heading, [heading] if heading else [], above)
    for place, text in said.items():
        field, name = columns[place]
        if field != "number":
            block.passages.append(_passage(field, name, text, line))
    return block


def _passage(field: str, name: str, text: str, line: int) -> Passage:
    first, *rest = [piece.strip() for piece in text.split("\n") if piece.strip()]
    if field == "text":
        ordinal = split_ordinal(first)
        first = ordinal.rest if ordinal and ordinal.rest else first
    label = Label(field, name, first)
    return Passage(label, line, [Token(line, piece, split_ordinal(piece)) for piece in rest])


def _go_on(
    block: Block, said: Mapping[int, str], columns: Mapping[int, tuple[str, str]], line: int
) -> None:
    """A further row of the same problem adds measures and progress; its other cells repeat."""
    for place, text in said.items():
        field, name = columns[place]
        told = {(p.label.name, p.label.value) for p in block.passages}
        passage = _passage(field, name, text, line) if field in ("measures", "progress") else None
        if passage and (name, passage.label.value) not in told:
            block.passages.append(passage)


# ── forms ────────────────────────────────────────────────────────────────────────────────────────
def _form_lines(grid: Grid, vocabulary: Vocabulary) -> Iterator[Line]:
    for row in grid.rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        place = 0
        while place < len(cells):
            labelled = vocabulary.field(cells[place]) is not None and place + 1 < len(cells)
            text = f"{cells[place]}：{cells[place + 1]}" if labelled else cells[place]
            yield from (Line(grid.number, line) for line in text.split("\n") if line.strip())
            place += 2 if labelled else 1
