"""The headings above the problems: which lines they are, and how they stand in each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolkit.official.lines.layout import Token
from toolkit.official.passages import Passage
from toolkit.regex import regex
from toolkit.text import OrdinalStyle, chinese_numeral, split_decimal_ordinal, split_ordinal

NEVER_PROBLEMS = frozenset(("一是", "第一", "①"))
_GENERIC = regex(
    r"(?:(?:主要|重点|具体|总体|各项)?(?:整改|工作)?(?:任务|内容|事项)|(?:具体|反馈|整改)?问题(?:清单)?|"
    r"(?:整改)?(?:措施|任务|问题)清单|整改任务(?:和|及|与)?(?:整改)?措施|整改任务及分工|整改措施|"
    r"(?:具体|反馈|督察)*问题整改(?:进展|落实|完成)?情况|整改(?:进展|落实|完成)情况)[：:]?"
)
_COUNT = regex(r"[（(]\s*(?:共|计|合计)?\s*\d+\s*(?:项|个|条)[^（）()。]{0,6}[）)]$")
_STOP = regex(r"[。；！？;]")


class Outline:
    """The headings in force, level in level, while a document is read from top to bottom."""

    def __init__(self, style: OrdinalStyle | None, *, wrapped: bool) -> None:
        self._style = style
        self._wrapped = wrapped
        self._counts: dict[OrdinalStyle, int] = {}
        self._stack: list[tuple[OrdinalStyle, str]] = []
        self._begun = False
        self._passages: Sequence[Passage] = ()

    @property
    def above(self) -> tuple[str, ...]:
        """The headings in force, outermost first, without 一、整改任务 and the like."""
        return tuple(title for _, title in self._stack if not _GENERIC.fullmatch(title))

    def is_chapter(self, tokens: Sequence[Token]) -> bool:
        """Whether a heading of a level above the problems begins here."""
        ordinal = tokens[0].ordinal
        if ordinal is None or ordinal.number == 1 or not tokens[0].closed or ordinal.style == self._style:
            return False
        known = ordinal.style in self._counts or ordinal.style == "一、"
        return known and is_titled(joined(self.paragraphs(tokens)[0]))

    def take(self, tokens: Sequence[Token], passages: Sequence[Passage] | None) -> Sequence[Token]:
        """Take the headings before a problem from a gap; what stands before them is given back.

        ``passages`` are those of the problem before it; None before the first problem.
        """
        self._begun, self._passages = passages is not None, passages or ()
        paragraphs = self.paragraphs(tokens)
        held = self._measure_style(paragraphs)
        counted: dict[str, int] = dict(self._value_ordinals())
        for place, paragraph in enumerate(paragraphs):
            if self._is_heading(paragraph, held) or self._is_sentence_heading(paragraph, counted):
                for heading in paragraphs[place:]:
                    self._push(heading, held, sure=heading is paragraph)
                return tokens[: sum(len(p) for p in paragraphs[:place])]
            number = paragraph[0].ordinal or split_decimal_ordinal(paragraph[0].text)
            counted |= {number.style: number.number} if number else {}
        return tokens

    def _value_ordinals(self) -> list[tuple[str, int]]:
        """The number of a first measure on its label's own line, by its style."""
        passages = self._passages
        first = split_ordinal(passages[-1].label.value) if passages and passages[-1].label.value else None
        return [(first.style, first.number)] if first else []

    def _is_sentence_heading(self, paragraph: Sequence[Token], counted: Mapping[str, int]) -> bool:
        """二、大气治理不到位。: a heading printed with a full stop, known by being its level's next."""
        ordinal = paragraph[0].ordinal
        if ordinal is None or ordinal.style in (self._style, *NEVER_PROBLEMS) or not paragraph[0].closed:
            return False
        if counted.get(ordinal.style) == ordinal.number - 1:  # the next of the measures above it
            return False
        expected = self._counts.get(ordinal.style, 0) + 1 if self._begun else 1
        known = ordinal.number == expected and (not self._begun or ordinal.style in self._counts)
        text = joined(paragraph)
        return known and len(text) <= 40 and text.endswith("。") and is_titled(text[:-1])

    def paragraphs(self, tokens: Sequence[Token]) -> list[list[Token]]:
        paragraphs: list[list[Token]] = []
        for token in tokens:
            if not paragraphs or not self._wrapped or self._begins(token, paragraphs[-1]):
                paragraphs.append([])
            paragraphs[-1].append(token)
        return paragraphs

    def _begins(self, token: Token, before: Sequence[Token]) -> bool:
        """A number begins a paragraph after a visible end, as a level's next, or under another level's."""
        if token.ordinal is None or token.closed:
            return token.ordinal is not None
        if counts_on(token):
            return False
        if self._counts.get(token.ordinal.style) == token.ordinal.number - 1:
            return True
        above = before[0].ordinal
        if above is None or above.style in NEVER_PROBLEMS or above.style == token.ordinal.style:
            return False
        return token.ordinal.number == 1 and is_titled(joined(before))

    def _measure_style(self, paragraphs: Sequence[Sequence[Token]]) -> OrdinalStyle | None:
        """The style of numbered measures that look like headings themselves (no full stop)."""
        passages = self._passages
        if not passages or passages[-1].label.field not in ("measures", "progress", "goal"):
            return None
        first = split_ordinal(passages[-1].label.value) if passages[-1].label.value else None
        if first is None and paragraphs and not passages[-1].label.value:
            first = paragraphs[0][0].ordinal
        if first is None or first.number != 1:
            return None
        return first.style if is_titled(joined(paragraphs[0]) if paragraphs else first.rest) else None

    def _is_heading(self, paragraph: Sequence[Token], held: OrdinalStyle | None) -> bool:
        ordinal = paragraph[0].ordinal
        if ordinal is None or ordinal.style in (self._style, held) or ordinal.style in NEVER_PROBLEMS:
            return False
        if ordinal.number != 1 and ordinal.style not in self._counts and self._begun:
            return False
        return is_titled(joined(paragraph))

    def _push(self, paragraph: Sequence[Token], held: OrdinalStyle | None, *, sure: bool) -> None:
        """Put a heading on the stack, in place of its own level and everything below it."""
        ordinal = paragraph[0].ordinal
        sentence = ordinal and ordinal.number == 1 and len(joined(paragraph)) <= 40 and joined(paragraph).endswith("。")
        if ordinal is None or not (sure or sentence or self._is_heading(paragraph, held)):
            return
        styles = [style for style, _ in self._stack]
        if ordinal.style in styles:
            del self._stack[styles.index(ordinal.style) :]
        title = ordinal.rest + "".join(token.text for token in paragraph[1:])
        self._stack.append((ordinal.style, title.removesuffix("。")))
        self._counts[ordinal.style] = ordinal.number


def counts_on(token: Token) -> bool:
    """四、五等小型…, 3、4号…: the number goes on counting, so it stands in a sentence."""
    ordinal = token.ordinal
    if ordinal is None or ordinal.style not in ("一、", "1.") or ordinal.number > 98:
        return False
    if ordinal.style == "1.":
        return ordinal.printed.endswith("、") and bool(re.match(rf"{ordinal.number + 1}\D", ordinal.rest))
    return ordinal.rest.startswith(chinese_numeral(ordinal.number + 1)) and not re.match(
        r"[一二三四五六七八九十]+(?:是|些|家|个|处|座|批)", ordinal.rest
    )


def joined(paragraph: Sequence[Token]) -> str:
    """A paragraph's lines as one text."""
    return "".join(token.text for token in paragraph)


def is_titled(text: str) -> bool:
    """Whether a paragraph is shaped like a heading: short, one clause or two, no full stop."""
    text = _COUNT.sub("", text)
    return len(text) <= 60 and not _STOP.search(text) and not text.endswith(("）", ")", "，", "："))
