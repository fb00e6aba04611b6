"""The headings above the problems: which lines they are, and how they stand in each other.

A heading is known by how the document counts: it is the next of its level (or the first of a level
below one), it is shaped like a heading, nothing but deeper headings stands between it and the next
problem, and it is not the next of the measures above it. Where a number counts on from both, words
decide, and it is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.official.headings import (
    NEVER_PROBLEMS,
    counts_on,
    goes_on,
    is_doing,
    is_generic,
    is_naming,
    is_plain_heading,
    is_sentence,
    is_shaped,
    is_titled,
    is_without_figures,
    joined,
)
from toolkit.official.items import Item, measure_items
from toolkit.official.lines.layout import Token
from toolkit.official.passages import Doubt, Passage
from toolkit.text import Ordinal, OrdinalStyle


class Outline:
    """The headings in force, level in level, while a document is read from top to bottom."""

    def __init__(self, style: OrdinalStyle | None, *, wrapped: bool) -> None:
        self._style = style
        self._wrapped = wrapped
        self._counts: dict[OrdinalStyle, int] = {}
        self._sentences: set[OrdinalStyle] = set()
        self._stack: list[tuple[OrdinalStyle | None, str]] = []
        """Style (None where a heading has no number) and title, outermost first."""
        self.doubts: list[Doubt] = []

    @property
    def above(self) -> tuple[str, ...]:
        """The headings in force, outermost first, without 一、整改任务 and the like."""
        return tuple(title for _, title in self._stack if not is_generic(title))

    # ── between two problems ─────────────────────────────────────────────────────────────────────
    def take(self, tokens: Sequence[Token], passages: Sequence[Passage] | None) -> Sequence[Token]:
        """Take the headings before a problem from a gap; what stands before them is given back.

        ``passages`` are those of the problem before it; None before the first problem.
        """
        paragraphs = self.paragraphs(tokens)
        plain = paragraphs.pop() if paragraphs and self._is_plain(paragraphs, passages) else []
        tokens = tokens[: len(tokens) - len(plain)]
        rest = self._take_first(tokens, paragraphs) if passages is None else self._take_next(tokens, paragraphs, passages)
        if plain:
            self._put(None, joined(plain))
        return rest

    def _is_plain(self, paragraphs: Sequence[Sequence[Token]], passages: Sequence[Passage] | None) -> bool:
        """Whether the last line names a field of work without a number, and is no measure without a stop."""
        if not is_plain_heading(paragraphs[-1]):
            return False
        if passages is None or any(style is None for style, _ in self._stack):
            return True
        before = joined(paragraphs[-2]) if len(paragraphs) > 1 else passages[-1].label.value if passages else ""
        if before.endswith("。"):
            return True
        self._doubt(paragraphs[-1], "像是标题，按上一项问题的内容读了，请核对")
        return False

    def _take_next(
        self, tokens: Sequence[Token], paragraphs: Sequence[Sequence[Token]], passages: Sequence[Passage],
    ) -> Sequence[Token]:
        for place, paragraph in enumerate(paragraphs):
            headings = self._headings(paragraphs[place:])
            if headings and not self._is_measure(paragraph, paragraphs[:place], passages):
                self._tell_unread(paragraphs[place:], headings)
                for heading in headings:
                    self._push(heading)
                return tokens[: sum(len(p) for p in paragraphs[:place])]
        self._tell_stray(paragraphs, passages)
        return tokens

    def _take_first(self, tokens: Sequence[Token], paragraphs: Sequence[Sequence[Token]]) -> Sequence[Token]:
        """The headings before the first problem, with whatever a document says under them."""
        first = next((i for i, p in enumerate(paragraphs) if is_shaped(p) and (is_titled(joined(p)) or _number(p) == 1)), None)
        if first is None:
            return tokens
        for paragraph in paragraphs[first:]:
            if is_shaped(paragraph) and (is_titled(joined(paragraph)) or _number(paragraph) == 1):
                self._push(paragraph)
        return tokens[: sum(len(p) for p in paragraphs[:first])]

    def _headings(self, paragraphs: Sequence[Sequence[Token]]) -> list[Sequence[Token]]:
        """The headings these paragraphs are, each in the one before it; none where a numbered one is no heading."""
        found: list[Sequence[Token]] = []
        for paragraph in paragraphs:
            ordinal = paragraph[0].ordinal
            if ordinal is None:
                if not found:
                    return []
                continue
            if not is_shaped(paragraph) or not self._fits(ordinal, joined(paragraph), found):
                return []
            found.append(paragraph)
        return found

    def _fits(self, ordinal: Ordinal, text: str, over: Sequence[Sequence[Token]]) -> bool:
        """Whether a heading may stand here: next of its level, or first of one, below those just ``over`` it."""
        expected = ordinal.number == self._counts.get(ordinal.style, 0) + 1
        known = ordinal.style in self._counts
        if over:
            styles = [style for style, _ in self._stack]
            last = over[-1][0].ordinal
            assert last is not None
            outward = ordinal.style in styles and (last.style not in styles or styles.index(ordinal.style) <= styles.index(last.style))
            again = any(p[0].ordinal and p[0].ordinal.style == ordinal.style for p in over)
            return not outward and not again and (expected or ordinal.number == 1 or (known and is_titled(text)))
        if ordinal.style == self._style:  # problems are numbered alike: only the next of the level is no problem
            return expected and known
        return (expected and known) or (is_titled(text) and (known or ordinal.number == 1))

    # ── measures that look alike ─────────────────────────────────────────────────────────────────
    def _is_measure(
        self, paragraph: Sequence[Token], above: Sequence[Sequence[Token]], passages: Sequence[Passage],
    ) -> bool:
        """Whether a paragraph shaped like a heading is the next of the measures above it."""
        ordinal, text = paragraph[0].ordinal, joined(paragraph)
        if ordinal is None or not passages:
            return False
        last = passages[-1]
        if not above and not last.label.value and ordinal.number == 1:
            return last.label.field in ("measures", "progress", "goal")
        items = self._items(last, above)
        going = goes_on(ordinal, text, items)
        if going == "no":
            return False
        expected = self._counts.get(ordinal.style, 0) + 1 == ordinal.number
        if going == "yes" or not expected:
            return True
        # What was done may well be told in a sentence that ends like a heading.
        told = last.label.field == "progress" and text.endswith("。") and ordinal.style not in self._sentences
        if told or not is_naming(text):
            if not is_doing(ordinal.rest) and is_without_figures(ordinal.rest):
                self._doubt(paragraph, "的编号接着上面的整改内容，也接着前面的标题；按整改内容读了，请核对它是不是标题")
            return True
        self._doubt(paragraph, "的编号接着上面的整改内容，也接着前面的标题；按标题读了，如果是整改内容，请在问题清单里改正")
        return False

    def _items(self, passage: Passage, paragraphs: Sequence[Sequence[Token]]) -> list[Item]:
        """What a passage says up to here, by its numbers."""
        tokens = [token for paragraph in paragraphs for token in paragraph]
        return measure_items(replace(passage, tokens=[*passage.tokens, *tokens]), wrapped=self._wrapped)

    # ── what is said ─────────────────────────────────────────────────────────────────────────────
    def _doubt(self, paragraph: Sequence[Token], note: str) -> None:
        self.doubts.append(Doubt(paragraph[0].line, f"“{joined(paragraph)}”{note}", joined(paragraph)))

    def _tell_unread(self, paragraphs: Sequence[Sequence[Token]], headings: Sequence[Sequence[Token]]) -> None:
        """A text under a heading belongs to no problem."""
        for paragraph in paragraphs:
            if paragraph not in headings:
                self._doubt(paragraph, "写在标题下面、问题前面，没有读入")

    def _tell_stray(self, paragraphs: Sequence[Sequence[Token]], passages: Sequence[Passage]) -> None:
        """A last measure that is numbered as no other is may be a heading."""
        if not paragraphs or not passages:
            return
        last, ordinal = paragraphs[-1], paragraphs[-1][0].ordinal
        if ordinal is None or ordinal.number == 1 or not is_titled(joined(last)) or ordinal.style in NEVER_PROBLEMS:
            return
        items = self._items(passages[-1], paragraphs[:-1])
        if not any(item.ordinal and item.ordinal.style == ordinal.style for item in items):
            self._doubt(last, "像是标题，按上一项问题的内容读了，请核对")

    # ── the end of the list ──────────────────────────────────────────────────────────────────────
    def chapter(self, tokens: Sequence[Token], passages: Sequence[Passage]) -> int | None:
        """Where, after the last problem, a heading of a level above the problems begins."""
        paragraphs = self.paragraphs(tokens)
        start = 0
        for place, paragraph in enumerate(paragraphs):
            if self._is_chapter(paragraph) and not self._is_measure(paragraph, paragraphs[:place], passages):
                return start
            start += len(paragraph)
        return None

    def _is_chapter(self, paragraph: Sequence[Token]) -> bool:
        ordinal = paragraph[0].ordinal
        if ordinal is None or ordinal.number == 1 or not paragraph[0].closed or not is_titled(joined(paragraph)):
            return False
        if ordinal.style == self._style:
            return self._counts.get(ordinal.style, 0) + 1 == ordinal.number > 1
        return ordinal.style in self._counts or ordinal.style == "一、"

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────────
    def paragraphs(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """The tokens by the paragraph they stand in: each its own, unless print is wrapped."""
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

    def _push(self, paragraph: Sequence[Token]) -> None:
        """Put a heading on the stack, in place of its own level and everything below it."""
        ordinal = paragraph[0].ordinal
        assert ordinal is not None
        expected = self._counts.get(ordinal.style, 0) + 1
        if 1 < expected < ordinal.number:
            self._doubt(paragraph, "这个标题的编号不连续，前面少了标题，请核对它是不是混进了前面问题的整改措施")
        title = ordinal.rest + "".join(token.text for token in paragraph[1:])
        self._sentences |= {ordinal.style} if title.endswith("。") else set()
        self._put(ordinal.style, title)
        self._counts[ordinal.style] = ordinal.number

    def _put(self, style: OrdinalStyle | None, title: str) -> None:
        styles = [known for known, _ in self._stack]
        if style in styles:
            del self._stack[styles.index(style) :]
        self._stack.append((style, title.removesuffix("。")))

    def is_next(self, paragraph: Sequence[Token]) -> bool:
        """Whether a line numbered as the problems are is the next heading of a level numbered like them."""
        ordinal = paragraph[0].ordinal
        known = ordinal is not None and self._counts.get(ordinal.style) == ordinal.number - 1
        return known and (is_titled(joined(paragraph)) or is_sentence(joined(paragraph)))


def _number(paragraph: Sequence[Token]) -> int | None:
    return paragraph[0].ordinal.number if paragraph[0].ordinal else None
