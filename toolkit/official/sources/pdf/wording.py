"""What the words of two rows tell where their look does not: does the second begin a paragraph?"""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.regex import regex
from toolkit.text import Ordinal, chinese_numeral, split_ordinal

ENDED = regex(r"[。；！？：.!?;:”’）)〕】》…]$")
_LABEL = regex(r"(?:【[^】]{2,14}】|[^\s，。；：:（(](?:[ \u3000]*[^\s，。；：:（(]){1,11}\s*[：:])")
# 1、2号泵站, 三、四级公路: the number goes on counting, so it stands in a sentence.
_SERIES = regex(r"\d+、\d|[一二三四五六七八九十]、[二三四五六七八九十](?![一二三四五六七八九十]*(?:是|些|个|家))")
_FORMER: dict[str, Callable[[int], str]] = {
    "一是": lambda n: f"{chinese_numeral(n)}是", "第一": lambda n: f"第{chinese_numeral(n)}",
    "（一）": lambda n: f"（{chinese_numeral(n)}）", "（1）": lambda n: f"（{n}）",
    "①": lambda n: chr(ord("①") + n - 1),
}  # fmt: skip


def begins_visibly(text: str) -> bool:
    """Whether a row begins with a number or a label."""
    return (split_ordinal(text) is not None and not _SERIES.match(text)) or begins_with_label(text)


def begins_with_label(text: str) -> bool:
    """Whether a row begins with a few words and a colon, or words in 【】."""
    return bool(_LABEL.match(text))


def words_tell(before: str, row: str) -> bool:
    """Whether the words alone make a row the beginning of a paragraph."""
    number = split_ordinal(row)
    if number and number.style == "一是" and number.number == 1 and not before.endswith(("：", ":")):
        return False  # 一是…二是… inside a paragraph; as measures they are taken apart later
    return begins_with_label(row) or (number is not None and bool(ENDED.search(before)))


def fills_its_row(text: str, number: Ordinal) -> bool:
    """Whether ``text`` is a numbered heading, or a label with a short value, that happens to fill its row."""
    above = split_ordinal(text)
    if re.match(r"[项款条目、，和至]", number.rest):
        return False
    if above is not None:
        return above.style != number.style and not re.search(r"[，。；：]", above.rest)
    return number.number == 1 and begins_with_label(text) and not re.search(r"[。；]", text)


def counts_within(text: str, number: Ordinal) -> bool:
    """Whether a 二是 goes on after a 一是 that stands inside ``text``: then it is no beginning."""
    if number.style not in _FORMER or number.number < 2:
        return False
    label = _LABEL.match(text)
    value = text[label.end():] if label else text
    return value.rfind(_FORMER[number.style](number.number - 1)) > 0
