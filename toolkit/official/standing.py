"""How a problem stands: the status wording, its class, and the paragraphs of progress."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model import Paragraph, StatusClass
from toolkit.official.items import printed_items
from toolkit.official.lines.layout import Token
from toolkit.official.passages import Block, Passage
from toolkit.official.vocabulary import Vocabulary, first_clause
from toolkit.text import matching_key


@dataclass(frozen=True, slots=True)
class Progress:
    """What a block says of how the problem stands."""

    status_text: str | None = None
    status: StatusClass | None = None
    long_term: bool = False
    paragraphs: tuple[Paragraph, ...] = ()


def progress(block: Block, vocabulary: Vocabulary, *, wrapped: bool) -> Progress:
    """The status wording, its class, and the paragraphs after it."""
    status_text: str | None = None
    paragraphs: list[Paragraph] = []
    told = False
    asked = next((p for p in block.passages if p.label.field == "progress" and vocabulary.is_status(p.label.name)), None)
    for passage in block.passages:
        told = passage.label.field == "progress" or (told and passage.label.field == "told")
        if not told:
            continue
        if passage.label.field == "told":
            passage = _with_heading(passage)  # noqa: PLW2901 - what is left of it is read on
        elif status_text is None and (asked is None or asked is passage):
            status_text, passage = _status_first(passage, vocabulary)  # noqa: PLW2901 - what is left of it is read on
        paragraphs += _paragraphs(passage, wrapped=wrapped)
    wording = status_text or ""
    known = vocabulary.status(wording) or vocabulary.status(first_clause(wording)) if wording else None
    status, long_term = known or (None, False)
    return Progress(status_text, status, long_term, tuple(paragraphs))


def _paragraphs(passage: Passage, *, wrapped: bool) -> list[Paragraph]:
    return [
        Paragraph(item.ordinal.bare if item.ordinal else None, item.text.strip())
        for item in printed_items(passage, wrapped=wrapped)
        if item.text.strip()
    ]


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
    alone = passage.tokens[0].text if passage.tokens and not value and not passage.tokens[0].ordinal else ""
    if vocabulary.status(first_clause(alone)) and _looks_like_status(alone, passage.tokens[1:]):
        return alone, _rest(passage, passage.tokens[1:])
    sentence, stop, more = (value or alone).partition("。")
    if stop and more and vocabulary.status(sentence):
        label = passage.label
        rest = passage.tokens if value else passage.tokens[1:]
        return sentence, Passage(type(label)(label.field, label.name, more.strip()), passage.line, rest)
    asked = vocabulary.is_status(passage.label.name) and vocabulary.status(first_clause(value))
    line = asked or _is_status_line(value, passage.tokens, vocabulary)
    if value and (line or _looks_like_status(value, passage.tokens)):
        return value, _rest(passage, passage.tokens)
    return None, passage


def _rest(passage: Passage, tokens: Sequence[Token]) -> Passage:
    label = passage.label
    return Passage(type(label)(label.field, label.name, ""), passage.line, list(tokens))


def _is_status_line(value: str, following: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """按序时进度推进，预计6月完成。 above numbered paragraphs: one sentence that begins with a status."""
    numbered = bool(following and following[0].ordinal)
    return numbered and len(value) <= 40 and "。" not in value[:-1] and bool(vocabulary.status(first_clause(value)))


def _looks_like_status(value: str, following: Sequence[Token]) -> bool:
    """An unknown wording is a status where it is short, no sentence, and paragraphs follow it."""
    short = len(matching_key(value)) <= 20 and not re.search(r"[。；;：:]", value)
    return short and (not following or following[0].closed)
