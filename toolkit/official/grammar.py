"""Tokens -> blocks: a problem's heading and text, the headings above it, its labelled passages.

Labels decide the levels: the innermost numbered line before a problem's labels is the problem. Between
two labels lies a gap: the end of what the first one says, headings, and the next problem's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.official.headings import NEVER_PROBLEMS, counts_on
from toolkit.official.leftovers import tell_left_over
from toolkit.official.lines.endings import (
    is_foot,
    news_begins,
    strange_measure,
    strange_paragraph,
    without_signature,
)
from toolkit.official.lines.layout import Layout, Token
from toolkit.official.outline import Outline
from toolkit.official.passages import Block, Doubt, Passage
from toolkit.official.problems import problem_style
from toolkit.official.vocabulary import Label
from toolkit.regex import regex
from toolkit.text import (
    split_decimal_ordinal,
)

_TITLE_ENDS = regex(r"(?:方案|清单|台账|情况|任务表|一览表)(?:[（(][^（）()]{1,12}[）)])?$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """All blocks, with the tokens before the first and after the last, and what was doubtful of headings."""

    blocks: tuple[Block, ...]
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    doubts: tuple[Doubt, ...] = ()


def parse(layout: Layout) -> Parsed:
    """The blocks of a document, whatever its numbering; no labels, no blocks."""
    reading = _Reading(layout)
    reading.read()
    tell_left_over(reading.blocks, wrapped=layout.wrapped)
    return Parsed(tuple(reading.blocks), tuple(reading.before), tuple(reading.after), reading.doubts)


class _Reading:
    """One pass over the labels of a document, knowing the last problem and the headings so far."""

    def __init__(self, layout: Layout) -> None:
        self._tokens = layout.tokens
        self._wrapped = layout.wrapped
        self._labels = [i for i, token in enumerate(layout.tokens) if token.label]
        self._style, self._first_label = problem_style(layout.tokens)
        self._outline = Outline(self._style, wrapped=layout.wrapped)
        self._seen: set[str] = set()
        self.blocks: list[Block] = []
        self.before: list[Token] = []
        self.after: list[Token] = []

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        return tuple(self._outline.doubts)

    # ── the pass ─────────────────────────────────────────────────────────────────────────────────
    def read(self) -> None:
        start = 0
        for position in self._labels:
            label = self._tokens[position].label
            assert label is not None
            self._gap(self._tokens[start:position], self._beginning(start, position) or label)
            if self.blocks:
                self.blocks[-1].passages.append(Passage(label, self._tokens[position].line))
            if label.field not in ("other", "told"):
                self._seen.add(label.key)
            start = position + 1
        self._end(self._tokens[start:])

    def _beginning(self, start: int, position: int) -> Label | None:
        """责任领导：… right below a problem's number: the list's own label behind it tells whether one begins."""
        label = self._tokens[position].label
        numbered = any(t.ordinal and t.ordinal.style == self._style for t in self._tokens[start:position])
        if label is None or label.field not in ("other", "told") or not numbered:
            return None
        for token in self._tokens[position + 1 :]:
            if token.label and token.label.field not in ("other", "told"):
                return token.label if token.label.key in self._seen or not self.blocks else None
            if token.ordinal and token.ordinal.style == self._style:
                return None
        return None

    def _gap(self, gap: Sequence[Token], label: Label) -> None:
        """Give the gap's tokens to the passage before it, to headings, and to a new problem."""
        again = label.key in self._seen or not (self._seen or (self.blocks and self.blocks[-1].passages))
        found = self._heading_in(gap, again=again) if self._may_begin(label, again=again) else None
        if found is None and not (again and self._begins_unnumbered(gap, label)):
            self._carry_on(gap)
            return
        split = found if found is not None else self._unnumbered_start(gap, label)
        self._carry_on(self._outline.take(gap[:split], self.blocks[-1].passages if self.blocks else None))
        text = list(gap[split:])
        if found is not None and text[0].ordinal is None:
            text[0] = replace(text[0], ordinal=split_decimal_ordinal(text[0].text))
        heading = text[0] if found is not None else None
        self.blocks.append(Block(heading, text, self._outline.above))
        self._seen = set()

    def _carry_on(self, tokens: Sequence[Token]) -> None:
        if self.blocks and self.blocks[-1].passages:
            self.blocks[-1].passages[-1].tokens.extend(tokens)
        elif self.blocks:
            self.blocks[-1].text.extend(tokens)
        else:
            self.before.extend(tokens)

    # ── problems ─────────────────────────────────────────────────────────────────────────────────
    def _may_begin(self, label: Label, *, again: bool) -> bool:
        """A problem begins where a label comes again, or after measures and progress."""
        if label.field in ("other", "told"):
            return False
        if again or not self.blocks:
            return True
        last = next((p.label for p in reversed(self.blocks[-1].passages) if p.label.field != "other"), None)
        said = {passage.label.field for passage in self.blocks[-1].passages}
        ended = last is not None and last.field in ("measures", "progress")
        return ended and not (label.field == "progress" and "progress" not in said)

    def _heading_in(self, gap: Sequence[Token], *, again: bool) -> int | None:
        """Where in the gap the next problem's heading stands; None where it has none."""
        numbered = [
            (place, token)
            for place, token in enumerate(gap)
            if token.ordinal and token.ordinal.style == self._style
        ]
        last = self.blocks[-1].number if self.blocks else None
        expected = 1 if last is None else last + 1
        exact = [
            (place, token) for place, token in numbered
            if _number(token) == expected and not self._is_above_first(gap, place, numbered)
        ]
        exact = exact or self._decimals(gap, expected)
        if exact:
            return _likeliest(exact)
        if not again:
            return None
        if numbered:
            return _likeliest(numbered)
        others = [
            (place, token)
            for place, token in enumerate(gap)
            if _number(token) == expected and token.ordinal and token.ordinal.style not in NEVER_PROBLEMS
        ]
        return _likeliest(others) if others and self.blocks else None

    def _is_above_first(
        self, gap: Sequence[Token], place: int, numbered: Sequence[tuple[int, Token]],
    ) -> bool:
        """（二）某某方面 over （一）…: a heading, where problems count from 1 again under each and sections count alike."""
        first = next((at for at, token in numbered if at > place and token.closed and _number(token) == 1), None)
        return first is not None and self._outline.is_next(self._outline.paragraphs(gap[place:first])[0])

    def _decimals(self, gap: Sequence[Token], expected: int) -> list[tuple[int, Token]]:
        """3.12个乡镇…: the problem 3, where a 3 must come and no line gives it plainly."""
        if self._style != "1.":
            return []
        doubtful = [(i, token, split_decimal_ordinal(token.text)) for i, token in enumerate(gap)]
        return [
            (i, token) for i, token, number in doubtful
            if number and number.number == expected and (token.closed or self._under_title(gap[:i]))
        ]

    def _under_title(self, before: Sequence[Token]) -> bool:
        """The first problem may stand right below a title that fills its line."""
        return not self.blocks and bool(before and _TITLE_ENDS.search(before[-1].text))

    def _begins_unnumbered(self, gap: Sequence[Token], label: Label) -> bool:
        """反馈问题：… begins a problem by itself; so does a last plain paragraph between labels."""
        if label.field == "text":
            return True
        return bool(self.blocks) and self._unnumbered_start(gap, label) < len(gap)

    def _unnumbered_start(self, gap: Sequence[Token], label: Label) -> int:
        """Where the text of a problem without a number begins in the gap; its end where nowhere."""
        if label.field == "text":
            return len(gap)
        if not self._wrapped:
            return max(0, len(gap) - 1)
        if label.key != self._first_label:
            return len(gap)
        numbered = max((i for i, token in enumerate(gap) if token.ordinal and token.closed), default=-1)
        plain = [i for i in range(numbered + 1, len(gap)) if not gap[i].ordinal]
        fresh = [i for i in plain if gap[i].fresh and i]
        closed = [i for i in plain if i and gap[i - 1].text.endswith(("。", "）"))]
        return next(iter(fresh or closed), len(gap))

    # ── the end ──────────────────────────────────────────────────────────────────────────────────
    def _end(self, tokens: Sequence[Token]) -> None:
        """The last passage ends at the next chapter, at a foot line, or with the document."""
        if not self.blocks:
            self.before.extend(tokens)
            return
        ends = [i for i, token in enumerate(tokens) if is_foot(token)][:1]
        chapter = self._outline.chapter(tokens, self.blocks[-1].passages)
        ends += [end for end in (chapter, news_begins(tokens), self._strange(tokens)) if end is not None]
        end = without_signature(tokens, min(ends, default=len(tokens)))
        self._carry_on(tokens[:end])
        self.after.extend(tokens[end:])

    def _strange(self, tokens: Sequence[Token]) -> int | None:
        """Where the last passage begins to look like none of its kind."""
        last = self.blocks[-1].passages[-1].label if self.blocks[-1].passages else None
        if last is None or last.field not in ("measures", "progress"):
            return None
        others = [p for block in self.blocks[:-1] for p in block.passages if p.label.field == last.field]
        if last.field == "progress":
            return None if self._wrapped else strange_paragraph(tokens, [p.tokens for p in others])
        longest = max((_longest(p) for p in others), default=0)
        return strange_measure(tokens, last.value, [p.tokens for p in others], longest)


def _number(token: Token) -> int | None:
    return token.ordinal.number if token.ordinal else None


def _likeliest(candidates: Sequence[tuple[int, Token]]) -> int:
    """The last one that begins a paragraph; where none visibly does, the last one."""
    plain = [(place, token) for place, token in candidates if not counts_on(token)] or candidates
    closed = [place for place, token in plain if token.closed]
    return closed[-1] if closed else plain[-1][0]


def _longest(passage: Passage) -> int:
    """The length of the longest paragraph of a passage."""
    lengths = [len(passage.label.value)]
    for token in passage.tokens:
        lengths += [0] if token.fresh or (token.ordinal and token.closed) else []
        lengths[-1] += len(token.text)
    return max(lengths)


