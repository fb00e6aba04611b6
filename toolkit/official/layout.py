"""Lines -> tokens: which line begins with a number or a label, and whether print was wrapped.

In wrapped print a line break says nothing and every space is the justification's; elsewhere each
line is a paragraph and its characters stand as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.official.sources import Line
from toolkit.official.vocabulary import Label, Vocabulary
from toolkit.text import Ordinal, close_up, print_width, read_numeral, split_ordinal

_CLOSED = re.compile(r"[。；！？：.!?;:”’）)〕】》…]$")
_CONTINUED = re.compile(r"^[\s　]*[（(]?\s*(?:下\s*转|未完待续|待\s*续|下\s*接|转\s*第)[^（）()]{0,14}[）)]?\s*$")
_RESUMED = re.compile(r"^[\s　]*[（(]?\s*(?:上\s*接|接\s*第|紧接)[^（）()]{0,14}[）)]?\s*$")
# Eight characters or more with a space after each: letter-spaced, in whatever layout.
_SPACED_OUT = re.compile(r"(?:[^\s\d][ \u3000]+|[\d.]+[ \u3000]+){8,}[^\s]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A line with what it begins with.

    ``closed``: the paragraph before it had visibly ended, so that it may begin something new;
    ``short``: it does not fill its line.
    """

    line: int
    text: str
    ordinal: Ordinal | None = None
    label: Label | None = None
    closed: bool = True
    short: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The tokens of a document. ``broken`` is the line of a （下转第N版） nothing follows up."""

    tokens: tuple[Token, ...]
    wrapped: bool
    after: tuple[Token, ...] = ()
    broken: int | None = None


def lay_out(lines: Iterable[Line], vocabulary: Vocabulary, *, paged: bool) -> Layout:
    """The document as tokens; what follows an unresumed （下转…） stands in ``after``."""
    printed = [line for line in lines if line.text.strip()]
    width = full_width(printed)
    wrapped = paged and is_wrapped(printed, vocabulary, width)
    tokens = _tokens(printed, vocabulary, width if wrapped else None)
    kept, after, broken = _whole(tokens)
    return Layout(tuple(kept), wrapped, tuple(after), broken)


def full_width(lines: Sequence[Line]) -> float:
    """The width nine of ten lines stay within: a full line's in wrapped print."""
    widths = sorted(print_width(close_up(line.text)) for line in lines)
    return widths[min(len(widths) - 1, len(widths) * 9 // 10)] if widths else 0.0


def is_wrapped(lines: Sequence[Line], vocabulary: Vocabulary, width: float) -> bool:
    """Whether full lines run on into lines that begin with nothing: the mark of wrapped print."""
    if not 6 <= width <= 60:
        return False
    running_on = sum(
        print_width(close_up(before.text)) >= 0.8 * width
        and not _CLOSED.search(before.text.rstrip())
        and split_ordinal(line.text) is None
        and vocabulary.label(line.text, wrapped=True) is None
        for before, line in pairwise(lines)
    )
    return running_on >= max(2, len(lines) / 25)


def _tokens(lines: Sequence[Line], vocabulary: Vocabulary, width: float | None) -> list[Token]:
    tokens: list[Token] = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        spaced = width is not None or _SPACED_OUT.fullmatch(line.text.strip())
        text = close_up(line.text) if spaced else line.text.strip()
        label = vocabulary.label(line.text, wrapped=width is not None)
        if label and _is_chapter(label, following):
            label = None
        if label and width is not None:
            label = Label(label.field, label.name, close_up(label.value), label.ordinal, label.loose)
        ordinal = None if label else _numbered(text, vocabulary) or split_ordinal(text)
        short = width is not None and len(text) < 0.85 * width
        closed = width is None or not tokens or tokens[-1].short or bool(_CLOSED.search(tokens[-1].text))
        tokens.append(Token(line.number, text, ordinal, label, closed, short))
    return tokens


def _is_chapter(label: Label, following: Line | None) -> bool:
    """一、整改任务 above （一）…: the label's words, but a heading over numbered lines."""
    if label.ordinal is None or label.value or following is None or label.field == "measures":
        return False
    return split_ordinal(following.text) is not None


def _numbered(text: str, vocabulary: Vocabulary) -> Ordinal | None:
    """问题编号：第二十七项 numbers a problem as 第二十七项 does."""
    given = vocabulary.number(text)
    number = read_numeral(given) if given else None
    return Ordinal("第一项", number, text, "") if number is not None else None


def _whole(tokens: Sequence[Token]) -> tuple[list[Token], list[Token], int | None]:
    """The document with what a newspaper printed between 下转 and 上接 set aside."""
    kept: list[Token] = []
    aside: list[Token] = []
    broken: int | None = None
    for token in tokens:
        if _CONTINUED.match(token.text):
            broken = token.line
        elif _RESUMED.match(token.text):
            broken = None
        else:
            (kept if broken is None else aside).append(token)
    return kept, aside, broken
