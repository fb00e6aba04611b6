"""Forms: tables that tell one problem from top to bottom, a label beside or above what it says."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.official.lines.layout import Token
from toolkit.official.numbers import read_number
from toolkit.official.passages import Block, Passage
from toolkit.official.sources import Grid, Line
from toolkit.official.tabular.rows import own_number, without_number
from toolkit.official.vocabulary import PLAN_FIELDS, Label, Vocabulary
from toolkit.regex import regex
from toolkit.text import Ordinal, split_ordinal

_LONGEST = 16
_STOP = regex(r"[。；！？!?;：:，,\d]")
_INLINE = regex(r"([^\s：:；;。，,（(《“]{2,10})[：:]\s*(.+)$", re.DOTALL)
_TOLD = PLAN_FIELDS | {"progress"}


@dataclass(slots=True)
class _Answer:
    """A label of the form and what stands beside or below it."""

    field: str
    name: str
    line: int
    texts: list[str] = dataclasses.field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def form_blocks(grid: Grid, vocabulary: Vocabulary) -> list[Block]:
    """The problems of the forms in a table; none where it tells no problem's text with its labels."""
    forms = [form for form in _forms(_answers(grid, vocabulary)) if _is_whole(form)]
    return [_block(form, grid) for form in forms]


def form_titles(grid: Grid, vocabulary: Vocabulary) -> Iterator[Line]:
    """What stands above the first label of a form."""
    for answer in _answers(grid, vocabulary):
        if answer.name:
            return
        yield from (Line(answer.line, part) for part in answer.text.split("\n") if part.strip())


def form_lines(grid: Grid, vocabulary: Vocabulary) -> Iterator[Line]:
    """Any other table as ``label：value`` lines and plain ones."""
    answers = _answers(grid, vocabulary)
    if sum(answer.field in _TOLD for answer in answers) < 2:
        for place, row in enumerate(grid.rows):
            cells = dict.fromkeys(cell for x, cell in enumerate(row) if cell and (place, x) not in grid.repeated)
            yield from (Line(grid.line(place), part) for cell in cells for part in cell.split("\n") if part.strip())
        return
    for answer in answers:
        text = f"{answer.name}：{answer.text}" if answer.name else answer.text
        if answer.field != "unknown":
            yield from (Line(answer.line, part) for part in text.split("\n") if part.strip())


# ── labels and what they say ─────────────────────────────────────────────────────────────────────
def _answers(grid: Grid, vocabulary: Vocabulary) -> list[_Answer]:
    """The labels of a table in reading order; texts without one stand under the empty name."""
    found: list[_Answer] = []
    columns = _label_columns(grid, vocabulary)
    waiting: dict[int, _Answer] = {}
    for place, row in enumerate(grid.rows):
        cells = _distinct(row)
        if waiting and cells and all(x in waiting and vocabulary.heading(cell) is None for x, cell in cells):
            for x, cell in cells:
                waiting[x].texts.append(cell)
            continue
        waiting = {}
        for answer in _row_answers(cells, grid, place, columns, vocabulary):
            last = next((a for a in reversed(found) if a.name), None)
            if last and answer.name and (answer.field, answer.name) == (last.field, last.name) and _goes_on(grid, place, answer, row):
                last.texts += answer.texts
            else:
                found.append(answer)
        if cells and all(vocabulary.heading(cell) for _, cell in cells):
            waiting = dict(zip((x for x, _ in cells), found[-len(cells) :], strict=False))
    return found


def _goes_on(grid: Grid, place: int, answer: _Answer, row: Sequence[str]) -> bool:
    """A label merged down over several rows of what it says."""
    column = next(x for x, cell in enumerate(row) if cell == answer.name)
    return (place, column) in grid.repeated


def _distinct(row: Sequence[str]) -> list[tuple[int, str]]:
    """The filled cells of a row; one repeated over the columns it spans counts once."""
    cells: list[tuple[int, str]] = []
    for column, cell in enumerate(row):
        if cell and not (cells and cells[-1][1] == cell and cells[-1][0] == column - 1):
            cells.append((column, cell))
    return cells


def _label_columns(grid: Grid, vocabulary: Vocabulary) -> frozenset[int]:
    """The columns in which known labels stand with something beside them."""
    return frozenset(
        column
        for row in grid.rows
        for (column, cell), _ in zip(_distinct(row), _distinct(row)[1:], strict=False)
        if vocabulary.heading(cell)
    )


def _row_answers(
    cells: Sequence[tuple[int, str]], grid: Grid, place: int, columns: frozenset[int], vocabulary: Vocabulary,
) -> Iterator[_Answer]:
    """The labels of one row; a short cell before the first one is the title of a group and says nothing."""
    line = grid.line(place)
    labels = _labels(cells, columns, vocabulary)
    for _, cell in cells[: labels[0] if labels else len(cells)]:
        if not labels or len(cell) > _LONGEST:
            yield _Answer("", "", line, [cell])
    for i, following in zip(labels, [*labels[1:], len(cells)], strict=False):
        name, texts = cells[i][1], [cell for _, cell in cells[i + 1 : following]]
        inline = [(text, found) for text in texts[1:] if (found := _INLINE.match(text))]
        texts = [text for text in texts if text not in dict(inline)]
        yield _Answer(vocabulary.heading(name) or "unknown", name, line, [" ".join(texts)] if texts else [])
        for _, label in inline:
            yield _Answer(vocabulary.labelled(label[1]) or "unknown", label[1], line, [label[2]])


def _labels(cells: Sequence[tuple[int, str]], columns: frozenset[int], vocabulary: Vocabulary) -> list[int]:
    """Which cells are labels: one that nobody knows is none where it stands beside a known one."""
    known = {i for i, (_, cell) in enumerate(cells) if vocabulary.heading(cell)}
    alike = {i for i, (column, cell) in enumerate(cells) if column in columns and _may_label(cell)}
    alike = set() if len(cells) == 1 else {i for i in alike if not known & {i - 1, i + 1}}
    return sorted(known | {i for i in alike if i - 1 not in alike})


def _may_label(cell: str) -> bool:
    return len(cell) <= _LONGEST and not _STOP.search(cell)


# ── forms ────────────────────────────────────────────────────────────────────────────────────────
def _forms(answers: Sequence[_Answer]) -> list[list[_Answer]]:
    """One form after the other: a number, or the problem's text, comes again."""
    forms: list[list[_Answer]] = [[]]
    seen: set[str] = set()
    for answer in answers:
        if answer.field in ("number", "text") and answer.field in seen:
            forms.append([])
            seen = set()
        if answer.field:
            seen.add(answer.field)
        forms[-1].append(answer)
    return forms


def _is_whole(form: Sequence[_Answer]) -> bool:
    """A form that tells a problem by itself: its text, and two things a list says of it."""
    fields = {answer.field for answer in form if answer.texts}
    return "text" in fields and len(fields & _TOLD) >= 2


def _block(form: Sequence[_Answer], grid: Grid) -> Block:
    printed = next((answer.text for answer in form if answer.field == "number"), "")
    text = next(answer for answer in form if answer.field == "text")
    number = read_number(printed)
    ordinal = Ordinal("第一项", number.value, printed, "") if number and number.value else own_number(text.text)
    heading = Token(text.line, printed, ordinal) if ordinal else None
    block = Block(heading, [], line=text.line, sheet=grid.sheet, printed=printed)
    for answer in form:
        if answer.name and answer.texts and answer.field not in ("number", "unknown"):
            block.passages.append(_passage(answer))
    without_number(block)
    return block


def _passage(answer: _Answer) -> Passage:
    first, *rest = [part.strip() for part in answer.text.split("\n") if part.strip()]
    tokens = [Token(answer.line, part, split_ordinal(part)) for part in rest]
    return Passage(Label(answer.field, answer.name, first), answer.line, tokens)
