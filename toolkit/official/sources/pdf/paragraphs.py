"""Rows of print -> paragraphs: by indents, by rows that stop short, by what begins with a number or label.

Print tells where its paragraphs end better than its words do: a row that had room for the next row's
first word and did not take it ends one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.official.sources.pdf.glyphs import Row, median, text_of, width_of
from toolkit.official.sources.pdf.wording import (
    ENDED,
    begins_visibly,
    begins_with_label,
    counts_within,
    fills_its_row,
    words_tell,
)
from toolkit.regex import regex
from toolkit.text import split_ordinal

_CLOSING = "，。、；：？！）》〉”’」』】〕％%,.;:?!)]>…"
_OPENING = "（《〈“‘「『【〔([<"
_FIRST_WORD = regex(
    rf"(?P<word>[{re.escape(_OPENING)}]*(?:[0-9A-Za-z.．%％]+|.)[{re.escape(_CLOSING)}]*)(?P<bound>[“‘]+.|[0-9.]*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Set:
    """A row as set in its column: its text, and how far it stands from the column's sides, in characters."""

    text: str
    indent: float
    room: float
    size: float
    lead: float = 0.0
    page: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Habit:
    """How a document marks its paragraphs: by indents or not, and the usual distance of its rows.

    ``blocks``: some paragraphs are set in as a whole.
    """

    indented: bool
    blocks: bool
    lead: float
    size: float


def set_rows(rows: Sequence[Row], left: float, right: float, *, page: int = 0, numbers: Sequence[int] = ()) -> list[Set]:
    """The rows of a column (``left`` and ``right`` are its sides)."""
    made: list[Set] = []
    above: Row | None = None
    for place, row in enumerate(rows):
        size = max(row.size, 1.0)
        lead = (above.base - row.base) / size if above else 0.0
        made.append(Set(
            text_of(row), (row.left - left) / size, (right - row.right) / size, size, lead, page,
            numbers[place] if numbers else place + 1,
        ))  # fmt: skip
        above = row
    return made


def habit_of(rows: Sequence[Set]) -> Habit:
    """Learn it from the rows that certainly begin a paragraph: those after a row that stopped short."""
    size = median([row.size for row in rows], 10.0)
    body = [row for row in rows if 0.85 * size <= row.size <= 1.15 * size]
    after = [row for before, row in pairwise(rows) if _stops_short(before, row)]
    begins = [row for row in after if 0.85 * size <= row.size <= 1.15 * size]
    indented = [row for row in begins if 1.2 <= row.indent <= 4.5]
    flush = [row for row in body if row.indent < 0.8]
    told = len(begins) >= 2 and len(indented) >= 0.6 * len(begins) and bool(flush)
    blocks = sum(_hangs(before, row) and row.indent >= 1.2 for before, row in pairwise(body))
    return Habit(told, 3 * blocks > len(flush), median([row.lead for row in body if row.lead > 0], 1.5), size)


def joined(rows: Iterable[Set], habit: Habit) -> Iterator[tuple[Set, str]]:
    """The paragraphs: the row each begins with, and its text."""
    first: Set | None = None
    before: Set | None = None
    text = ""
    for row in rows:
        if first is None or before is None or _is_paragraph(text, before, row, habit):
            if first is not None:
                yield first, text
            first, text = row, row.text
        else:
            text = _together(text, row.text)
        before = row
    if first is not None:
        yield first, text


def _together(text: str, more: str) -> str:
    """A blank stood between Latin words at the row's end; a hyphen of theirs goes."""
    if re.search(r"[A-Za-z]{2}$", text) and re.match(r"[A-Za-z]{2}", more):
        return f"{text} {more}"
    return text + more


def _is_paragraph(text: str, before: Set, row: Set, habit: Habit) -> bool:
    """Whether a row begins a paragraph after ``text``, whose last row is ``before``."""
    number = split_ordinal(row.text)
    if row.text[:1] in _CLOSING:
        return False
    if number and fills_its_row(text, number):
        return True
    shaped = _shape_tells(before, row, habit)
    begins = words_tell(before.text, row.text) if shaped is None else shaped
    full = before.room <= 1.5 and row.indent <= before.indent + 1
    return begins and not (full and number and counts_within(text, number))


def _shape_tells(before: Set, row: Set, habit: Habit) -> bool | None:
    """Whether the look of two rows tells that a paragraph begins; None where only words can."""
    if max(before.size, row.size) > 1.15 * min(before.size, row.size) or _stops_short(before, row):
        return True
    if _is_centred(before) and _is_centred(row):
        return True
    unfinished = not ENDED.search(before.text)
    if habit.indented:
        if row.indent >= 1.2:
            return not (habit.blocks and _hangs(before, row))
        if unfinished or before.indent > 0.8 or not begins_with_label(row.text):
            return False
    return True if row.lead > 1.35 * habit.lead and not unfinished else None


def _stops_short(before: Set, row: Set) -> bool:
    """Whether the next row's first word would have found room; where only just, the words must agree."""
    spare, less = _spare(before, row)
    if spare >= 0 and (spare < 0.8 or less < 0) and not ENDED.search(before.text):
        return begins_visibly(row.text)
    return spare >= 0


def _spare(before: Set, row: Set) -> tuple[float, float]:
    """The room a row had beyond the next row's first word; also if a quotation or figures after its comma belong to it."""
    word = _FIRST_WORD.match(row.text)
    need = (width_of(word["word"]) if word else 1.0) + 0.15
    room = before.room * before.size / row.size - need
    return room, room - (width_of(word["bound"]) if word else 0.0)


def _hangs(before: Set, row: Set) -> bool:
    """Whether the row goes on in a block that is set in as a whole: under a full row that ends no sentence."""
    same = abs(row.indent - before.indent) < 0.5 and _spare(before, row)[0] < 0
    return same and not ENDED.search(before.text) and not begins_visibly(row.text)


def _is_centred(row: Set) -> bool:
    return row.indent > 3 and abs(row.indent - row.room) < 1.5
