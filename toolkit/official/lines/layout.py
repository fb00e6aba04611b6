"""Lines -> tokens: which line begins with a number or a label, and whether print was wrapped.

In wrapped print a line break says nothing and every space is the justification's; elsewhere each
line is a paragraph and its characters stand as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.official.lines.breaks import paragraph_breaks
from toolkit.official.lines.seams import mended, run_on
from toolkit.official.numbers import read_number
from toolkit.official.sources import Line
from toolkit.official.vocabulary import Label, Vocabulary
from toolkit.regex import regex
from toolkit.text import Ordinal, close_up, print_width, split_ordinal

_CLOSED = regex(r"[。；！？：.!?;:”’）)〕】》…]$")
_CONTINUED = regex(r"^[\s　]*[（(]?\s*(?:下\s*转|未完待续|待\s*续|下\s*接|转\s*第)[^（）()]{0,14}[）)]?\s*$")
_RESUMED = regex(r"^[\s　]*[（(]?\s*(?:上\s*接|接\s*第|紧接)[^（）()]{0,14}[）)]?\s*$")
_FINISHED = regex(r"(?:。|完成[^（）]{0,8}[）)])$")
_FURNITURE = regex(
    r"[\s　]*(?:[A-Z]?第?\s*[\dA-Z]{1,3}\s*版(?:[\s　/|·]+\S{0,20}){0,6}|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[\s　]*(?:星期|周).{0,40}|"
    r"(?:本版)?(?:责任)?(?:编辑|责编|校对|版式|美编|组版|视觉)\s*[：:/].{0,60}|[—–-]+\s*\d{1,4}\s*[—–-]+|\d{1,4}\s*/\s*\d{1,4}|"
    r"[一-鿿]{2,6}(?:日报|晚报|晨报|早报|时报|商报|周报|都市报)|第\s*\d{1,4}\s*页(?:[\s　，,/]*共\s*\d{1,4}\s*页)?)[\s　]*$"
)
# Eight characters or more with a space after each: letter-spaced, in whatever layout.
_SPACED_OUT = regex(r"(?:[^\s\d][ \u3000]+|[\d.]+[ \u3000]+){8,}[^\s]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A line with what it begins with.

    ``closed``: the paragraph before it may have ended, so that a number here may begin something;
    ``fresh``: it certainly begins a paragraph.
    """

    line: int
    text: str
    ordinal: Ordinal | None = None
    label: Label | None = None
    closed: bool = True
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """The tokens of a document. ``broken`` is the line of a （下转第N版） nothing follows up."""

    tokens: tuple[Token, ...]
    wrapped: bool
    after: tuple[Token, ...] = ()
    broken: int | None = None


def lay_out(lines: Iterable[Line], vocabulary: Vocabulary, *, paged: bool) -> Layout:
    """The document as tokens; what follows an unresumed （下转…） stands in ``after``."""
    whole = mended((line for line in lines if not _FURNITURE.match(line.text)), vocabulary)
    printed = [line for line in whole if line.text.strip()]
    width = full_width(printed)
    # A paragraph of Word is taken for a line of print only where most of the document says so.
    wrapped = is_wrapped(printed, vocabulary, width, share=1 / 10 if paged else 1 / 4)
    tokens = _column_tokens(whole, vocabulary, width) if wrapped else _tokens(run_on(printed, vocabulary), vocabulary)
    kept, after, broken = _whole(tokens)
    return Layout(tuple(kept), wrapped, tuple(after), broken)


def full_width(lines: Sequence[Line]) -> float:
    """The width nine of ten lines stay within: a full line's in wrapped print."""
    widths = sorted(print_width(close_up(line.text)) for line in lines)
    return widths[min(len(widths) - 1, len(widths) * 9 // 10)] if widths else 0.0


def is_wrapped(lines: Sequence[Line], vocabulary: Vocabulary, width: float, *, share: float) -> bool:
    """Whether full lines run on into lines that begin with nothing: the mark of wrapped print."""
    if not 6 <= width <= 60:
        return False
    running_on = sum(
        print_width(close_up(before.text)) >= 0.8 * width
        and not _CLOSED.search(before.text.rstrip())
        and split_ordinal(line.text) is None
        and vocabulary.label(line.text, wrapped=False) is None
        for before, line in pairwise(lines)
    )
    return running_on >= max(3, len(lines) * share)


def _tokens(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Token]:
    """Lines that are paragraphs each."""
    tokens: list[Token] = []
    before: Label | None = None
    begun = False
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        text = line.text.strip()
        text = close_up(text) if _SPACED_OUT.fullmatch(text) else text
        label = _label(line, following, before, vocabulary, wrapped=False)
        label = None if label and not begun and _is_title(label) else label
        before = label or before
        ordinal = None if label else _numbered(text, vocabulary) or split_ordinal(text)
        if ordinal is None and label is None and following and vocabulary.label(following.text, wrapped=False):
            ordinal = _spaced_number(text)
        begun = begun or bool(ordinal or label)
        tokens.append(Token(line.number, text, ordinal, label))
    return tokens


def _column_tokens(whole: Sequence[Line], vocabulary: Vocabulary, width: float) -> list[Token]:
    """Lines of wrapped print; indents and blank lines count only where this print uses them."""
    lines = [line for line in whole if line.text.strip()]
    breaks = paragraph_breaks(whole, vocabulary)
    tokens: list[Token] = []
    ended, closed = True, True
    before: Label | None = None
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        text = close_up(line.text)
        fresh = ended or line.number in breaks.starts
        may_begin = fresh or not breaks.indented
        label = _label(line, following, before, vocabulary, wrapped=True) if may_begin else None
        before = label or before
        ordinal = _numbered(text, vocabulary) or split_ordinal(text) if may_begin and not label else None
        tokens.append(Token(line.number, text, ordinal, label, closed or fresh, fresh))
        # A line that stops well before its end stops its paragraph too, if it ends a sentence.
        short = len(text) < 0.85 * width
        ended = short and not breaks.indented and bool(_FINISHED.search(text))
        closed = (short or bool(_CLOSED.search(text))) and not breaks.indented
    return tokens


def _label(
    line: Line, following: Line | None, before: Label | None, vocabulary: Vocabulary, *, wrapped: bool,
) -> Label | None:
    label = vocabulary.label(line.text, wrapped=wrapped)
    if label is None or _is_chapter(label, following, before):
        return None
    if not wrapped:
        return label
    return Label(label.field, label.name, close_up(label.value), label.ordinal, label.loose)


def _is_title(label: Label) -> bool:
    """整改进展情况 alone before all labels is what the document is called."""
    return label.loose and not label.value and label.ordinal is None and label.field != "text"


def _is_chapter(label: Label, following: Line | None, before: Label | None) -> bool:
    """一、整改任务 above （一）…: the label's words, but a heading over numbered lines; not so after a label next to it."""
    if label.ordinal is None or label.value or following is None or label.field == "measures":
        return False
    last = before.ordinal if before else None
    if last and (last.style, last.number) == (label.ordinal.style, label.ordinal.number - 1):
        return False
    return split_ordinal(following.text) is not None


def _spaced_number(text: str) -> Ordinal | None:
    """1 污水厂超标排放 above a label: a number with nothing but a space behind it."""
    found = re.match(r"(\d{1,3})[ \t\u3000]+(?=[^\d\s])", text)
    return Ordinal("1.", int(found[1]), found[1], text[found.end() :]) if found else None


def _numbered(text: str, vocabulary: Vocabulary) -> Ordinal | None:
    """问题编号：第二十七项 numbers a problem as 第二十七项 does."""
    given = vocabulary.number(text)
    number = read_number(given) if given else None
    return Ordinal("第一项", number.value, given or "", "") if number else None


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
