"""Passages -> the values of a problem: units, deadline, goal, measures, status, progress."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.dates import measure_deadline
from toolkit.model import Measure, Paragraph, StatusClass
from toolkit.official.grammar import Block, Passage
from toolkit.official.layout import Token
from toolkit.official.vocabulary import Vocabulary
from toolkit.text import Ordinal, chinese_numeral, matching_key, split_ordinal
from toolkit.units import split_units

_ENDED = re.compile(r"[。；！？!?;）)”…]$")


@dataclass(frozen=True, slots=True)
class Progress:
    """What a block says of how the problem stands."""

    status_text: str | None = None
    status: StatusClass | None = None
    long_term: bool = False
    paragraphs: tuple[Paragraph, ...] = ()


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────
def running_text(pieces: Sequence[str]) -> str:
    """Paragraphs of one text; a piece that does not end a sentence runs on into the next."""
    text = ""
    for piece in pieces:
        text += ("\n" if _ENDED.search(text) else "") + piece if text else piece
    return text


def _pieces(passage: Passage) -> list[str]:
    return [piece for piece in (passage.label.value, *(t.text for t in passage.tokens)) if piece]


def whole_text(passages: Sequence[Passage], *, wrapped: bool) -> str | None:
    """All a label says, as one text."""
    texts = ["".join(p) if wrapped else running_text(p) for p in map(_pieces, passages) if p]
    return "\n".join(texts) or None


def short_text(passages: Sequence[Passage], *, wrapped: bool) -> str | None:
    """A short value: on the label's line, or on the lines after it where that is blank or unfinished."""
    texts = []
    for pieces in map(_pieces, passages):
        stop = len(pieces) if wrapped else 1
        while 0 < stop < len(pieces) and pieces[stop - 1].endswith(("、", "，", ",", "；")):
            stop += 1
        texts.append("".join(pieces[:stop]))
    return "，".join(text for text in texts if text) or None


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph with the number it counts by, or None."""

    ordinal: Ordinal | None
    text: str


def _items(passage: Passage, *, wrapped: bool) -> list[_Item]:
    """The paragraphs of a passage; a number counts where it begins or goes on with a count."""
    items: list[_Item] = []
    value = passage.label.value
    if value:
        first = _counted(split_ordinal(value), [])
        items.append(_Item(first, first.rest if first else value))
    ended = False
    for token in passage.tokens:
        may_begin = not (wrapped and items) or token.closed or _goes_on(token.ordinal, items)
        ordinal = _counted(token.ordinal, items) if may_begin else None
        if not wrapped or ordinal or ended or not items:
            items.append(_Item(ordinal, ordinal.rest if ordinal else token.text))
        else:
            items[-1] = _Item(items[-1].ordinal, items[-1].text + token.text)
        # A line of wrapped print that stops well before its end stops its paragraph too.
        ended = token.short and bool(re.search(r"(?:。|完成[^（）]{0,8}[）)])$", token.text))
    return [part for item in items for part in _inline(item)]


def _counted(ordinal: Ordinal | None, before: Sequence[_Item]) -> Ordinal | None:
    """四、五等… or 3、4号 at the beginning of a paragraph is no number of ours."""
    if ordinal is None or ordinal.number == 1:
        return ordinal
    styles = [item.ordinal.style for item in before if item.ordinal]
    return ordinal if ordinal.style in styles else None


def _goes_on(ordinal: Ordinal | None, before: Sequence[_Item]) -> bool:
    """二是 at the beginning of a line, after 一是: enough where the line before has no full stop."""
    if ordinal is None or ordinal.style != "一是":
        return False
    last = next((item.ordinal for item in reversed(before) if item.ordinal), None)
    return ordinal.number == (last.number + 1 if last and last.style == "一是" else 1)


_FIRST = re.compile(r"(?:^|[。；;：:）)”])\s*一是")


def _inline(item: _Item) -> Iterator[_Item]:
    """一是…；二是…。 printed in one paragraph, as one item each; a lead-in stays an item of its own."""
    first = _FIRST.search(item.text) if item.ordinal is None else None
    if item.ordinal and item.ordinal.style == "一是":
        starts = _counting_on(item.text, 0, item.ordinal.number + 1)
        yield _Item(item.ordinal, item.text[: starts[0]].strip() if starts else item.text)
    elif first:
        start = first.end() - 2
        starts = [start, *_counting_on(item.text, start + 2, 2)]
        if item.text[:start].strip():
            yield _Item(None, item.text[:start].strip())
    else:
        yield item
        return
    for begin, end in zip(starts, [*starts[1:], len(item.text)], strict=False):
        ordinal = split_ordinal(item.text[begin:end])
        if ordinal:
            yield _Item(ordinal, ordinal.rest.strip())


def _counting_on(text: str, start: int, number: int) -> list[int]:
    """Where 二是, 三是, … stand after a sentence's or clause's end, in order."""
    places: list[int] = []
    while number < 100:
        found = re.compile(rf"(?<=[。；;，,）)”]){chinese_numeral(number)}是").search(text, start)
        if found is None:
            break
        places.append(found.start())
        start, number = found.end(), number + 1
    return places


# ── measures ─────────────────────────────────────────────────────────────────────────────────────
_DONE = re.compile(
    r"\s*[（(]((?:[^（()）]{0,12}(?:完成|办结|销号|整改到位|落实到位)[^（()）]{0,12}|已整改))[）)]\s*([。；;.]?)$"
)


def measures(passages: Sequence[Passage], *, wrapped: bool) -> tuple[Measure, ...]:
    """The measures, each without its ordinal and its done note."""
    items = [item for passage in passages for item in _items(passage, wrapped=wrapped)]
    found: list[Measure] = []
    for item in items:
        text, note = _without_note(item.text)
        if not text and note and found:
            # The note stood on a line of its own, after the measure it belongs to.
            last = found[-1]
            found[-1] = Measure(last.ordinal, last.text, note, last.deadline)
        elif text:
            ordinal = item.ordinal.bare if item.ordinal else None
            found.append(Measure(ordinal, text, note, measure_deadline(text)))
    return tuple(found)


def _without_note(text: str) -> tuple[str, str | None]:
    found = _DONE.search(text)
    if found is None:
        return text.strip(), None
    rest = text[: found.start()].rstrip()
    stop = found[2] if not rest.endswith(("。", "；", ";")) else ""
    return rest + stop if rest else "", found[1].strip()


# ── status and progress ──────────────────────────────────────────────────────────────────────────
def progress(block: Block, vocabulary: Vocabulary, *, wrapped: bool) -> Progress:
    """The status wording, its class, and the paragraphs after it."""
    status_text: str | None = None
    paragraphs: list[Paragraph] = []
    told = False
    for passage in block.passages:
        told = passage.label.field == "progress" or (told and passage.label.field == "told")
        if not told:
            continue
        if passage.label.field == "told":
            passage = _with_heading(passage)  # noqa: PLW2901
        elif status_text is None:
            status_text, passage = _status_first(passage, vocabulary)  # noqa: PLW2901
        paragraphs += _paragraphs(passage, wrapped=wrapped)
    known = vocabulary.status(status_text) if status_text else None
    status, long_term = known or (None, False)
    return Progress(status_text, status, long_term, tuple(paragraphs))


def _paragraphs(passage: Passage, *, wrapped: bool) -> list[Paragraph]:
    return [
        Paragraph(item.ordinal.bare if item.ordinal else None, item.text.strip())
        for item in _unsplit(passage, wrapped=wrapped)
        if item.text.strip()
    ]


def _unsplit(passage: Passage, *, wrapped: bool) -> list[_Item]:
    """Progress keeps its printed paragraphs: 一是…二是… inside one is not taken apart."""
    items = _items(passage, wrapped=wrapped)
    return items if wrapped else _as_printed(passage)


def _as_printed(passage: Passage) -> list[_Item]:
    items: list[_Item] = []
    for text, ordinal in _lines_of(passage):
        counted = _counted(ordinal, items)
        items.append(_Item(counted, counted.rest if counted else text))
    return items


def _lines_of(passage: Passage) -> Iterator[tuple[str, Ordinal | None]]:
    if passage.label.value:
        yield passage.label.value, split_ordinal(passage.label.value)
    for token in passage.tokens:
        yield token.text, token.ordinal


def _with_heading(passage: Passage) -> Passage:
    """存在问题：… beside the progress is kept with its own words in front."""
    label = passage.label
    value = f"{label.name}：{label.value}"
    return Passage(type(label)(label.field, label.name, value), passage.line, passage.tokens)


def _status_first(passage: Passage, vocabulary: Vocabulary) -> tuple[str | None, Passage]:
    """The status wording a passage begins with, and the passage without it."""
    pieces = [passage.label.value, *(token.text for token in passage.tokens[:2])]
    for count in (3, 2, 1):
        wording = "".join(pieces[:count]).strip()
        if wording and count <= len(pieces) and vocabulary.status(wording):
            return wording, _rest(passage, passage.tokens[count - 1 :])
    value = passage.label.value.strip()
    if value and _looks_like_status(value, passage.tokens):
        return value, _rest(passage, passage.tokens)
    return None, passage


def _rest(passage: Passage, tokens: Sequence[Token]) -> Passage:
    label = passage.label
    return Passage(type(label)(label.field, label.name, ""), passage.line, list(tokens))


def _looks_like_status(value: str, following: Sequence[Token]) -> bool:
    """An unknown wording is a status where it is short, no sentence, and paragraphs follow it."""
    short = len(matching_key(value)) <= 20 and not re.search(r"[。；;：:]", value)
    return short and (not following or following[0].closed)


# ── simple values ────────────────────────────────────────────────────────────────────────────────
def units(passages: Sequence[Passage], *, wrapped: bool) -> tuple[str, ...]:
    """The units a label names, full names in order."""
    text = short_text(passages, wrapped=wrapped)
    return split_units(text) if text else ()


_SHARED_NUMBER = re.compile(r"^[（(]([^（()）]{0,30}(?:第[^（()）]{1,12}[项条]|\d+[-—]\d+)[^（()）]{0,12})[）)]\s*")


def without_other_numbers(text: str) -> tuple[str, tuple[str, ...]]:
    """（自治区整改方案第1项）督察发现… -> the text, and the other number it is known by."""
    numbers: list[str] = []
    while found := _SHARED_NUMBER.match(text):
        numbers.append(found[1])
        text = text[found.end() :]
    return text, tuple(numbers)


