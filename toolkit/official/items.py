"""Passages -> their paragraphs, each with the number it counts by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.official.lines.layout import Token
from toolkit.official.passages import Passage
from toolkit.regex import regex
from toolkit.text import Ordinal, chinese_numeral, split_decimal_ordinal, split_ordinal


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph with the number it counts by, or None."""

    ordinal: Ordinal | None
    text: str


def measure_items(passage: Passage, *, wrapped: bool, before: Sequence[Item] = ()) -> list[Item]:
    """The measures of a passage, counting on from those ``before``; 一是…；二是… in one paragraph are an item each."""
    return [part for item in _items(passage, wrapped=wrapped, inline=True, before=before) for part in _inline(item)]


def printed_items(passage: Passage, *, wrapped: bool) -> list[Item]:
    """The paragraphs of a passage as printed: 一是…二是… inside one is not taken apart."""
    return _items(passage, wrapped=wrapped, inline=False)


def _items(passage: Passage, *, wrapped: bool, inline: bool, before: Sequence[Item] = ()) -> list[Item]:
    items: list[Item] = []
    value = passage.label.value
    if value:
        first = _counted(split_ordinal(value) or split_decimal_ordinal(value), value, before)
        items.append(Item(first, first.rest if first else value))
    for token in passage.tokens:
        may_begin = not (wrapped and items) or token.closed or (inline and _goes_on(token.ordinal, items))
        ordinal = _ordinal(token, [*before, *items] if before else items, inline=inline) if may_begin else None
        if not wrapped or ordinal or token.fresh or not items:
            items.append(Item(ordinal, ordinal.rest if ordinal else token.text))
        else:
            items[-1] = Item(items[-1].ordinal, items[-1].text + token.text)
    return items


def _ordinal(token: Token, before: Sequence[Item], *, inline: bool) -> Ordinal | None:
    """The number a line counts by; 一是 in the middle of a printed paragraph is none."""
    ordinal = _counted(token.ordinal or split_decimal_ordinal(token.text), token.text, before)
    if ordinal and ordinal.style == "一是" and not inline and not token.fresh:
        return None
    return ordinal


def _counted(ordinal: Ordinal | None, text: str, before: Sequence[Item]) -> Ordinal | None:
    """四、五等… or 3、4号 at the beginning of a paragraph is no number of ours.

    1.5家… counts where it is the very next number: 1 at the head of the passage, or after such a one.
    """
    if ordinal is None:
        return None
    numbers = [item.ordinal for item in before if item.ordinal]
    if split_ordinal(text) is None:
        last = numbers[-1].number if numbers and numbers[-1].style == "1." else 0
        return ordinal if ordinal.number == last + 1 and (last or not before) else None
    return ordinal if ordinal.number == 1 or ordinal.style in [o.style for o in numbers] else None


def _goes_on(ordinal: Ordinal | None, before: Sequence[Item]) -> bool:
    """二是 at the beginning of a line, after 一是: enough where the line before has no full stop."""
    if ordinal is None or ordinal.style != "一是":
        return False
    last = next((item.ordinal for item in reversed(before) if item.ordinal), None)
    return ordinal.number == (last.number + 1 if last and last.style == "一是" else 1)


_FIRST = regex(r"(?:^|[。；;：:）)”])\s*一是")
_FORMS: dict[str, str] = {
    "一是": "{han}是", "（一）": "[（(]{han}[）)]", "（1）": "[（(]{number}[）)]", "①": "{circled}",
    "1.": "{number}[.．、](?![0-9])",
}  # fmt: skip


def _inline(item: Item) -> Iterator[Item]:
    """一是…；二是…。 printed in one paragraph, as one item each; a lead-in stays an item of its own."""
    ordinal, start = item.ordinal, 0
    if ordinal is None and (first := _FIRST.search(item.text)):
        start = first.end() - 2
        ordinal = split_ordinal(item.text[start:])
        if item.text[:start].strip():
            yield Item(None, item.text[:start].strip())
    if ordinal is None or ordinal.style not in _FORMS:
        yield item
        return
    text = item.text if item.ordinal else ordinal.rest
    starts = _counting_on(text, ordinal)
    yield Item(ordinal, text[: starts[0]].strip() if starts else text.strip())
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=False):
        following = split_ordinal(text[begin:end])
        if following:
            yield Item(following, following.rest.strip())


_WIDE = str.maketrans({str(digit): f"[{digit}{chr(ord('０') + digit)}]" for digit in range(10)})


def _either_width(number: int) -> str:
    return str(number).translate(_WIDE)


def _counting_on(text: str, first: Ordinal) -> list[int]:
    """Where 二是, 三是, … stand after a sentence's or clause's end, in order."""
    places: list[int] = []
    ends = "。；;，,）)”" if first.style == "一是" else "。；;"
    start, number = 0, first.number + 1
    while number < 100:
        form = _FORMS[first.style].format(
            han=chinese_numeral(number), number=_either_width(number), circled=chr(ord("①") + number - 1) if number <= 20 else "$."
        )
        found = re.compile(rf"(?<=[{ends}])\s*{form}").search(text, start)
        if found is None:
            break
        places.append(found.start())
        start, number = found.end(), number + 1
    return places
