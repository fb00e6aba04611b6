"""The numbers of a text's paragraphs: what is missing, repeated or upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.clauses import unquoted
from toolkit.regex import regex
from toolkit.text import Ordinal, chinese_numeral, read_numeral, split_ordinal

_LAYERED = ("一、", "（一）", "1.", "（1）")
"""Levels of official writing, outermost first (GB/T 9704-2012, 7.3.3)."""
_RUNNING = regex(
    r"(?:^|(?<=[。；;：:！\n，,\s）)]))(?:(?P<shi>[一二三四五六七八九十]{1,3})是|第(?P<di>[一二三四五六七八九十]{1,2})[，,：:]"
    r"|(?P<circle>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮]))", re.MULTILINE)
_MAY_RUN = regex(r"[一二三四五六七八九十]是|第[一二三四五六七八九十]|[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮]")
_PRINTED = {"shi": "{}是", "di": "第{}"}
_HIGHEST = 60


@dataclass(frozen=True, slots=True)
class Muddle:
    """What is wrong with a text's numbers, as a clerk reads it."""

    reading: str


def muddles(text: str) -> Iterator[Muddle]:
    """The first thing wrong with the numbers at the lines' beginnings, then with 一是、二是 inside them."""
    yield from _first(_lines(text))
    yield from _first(_running(text))


def _first(found: Iterator[Muddle]) -> Iterator[Muddle]:
    first = next(found, None)
    if first:
        yield first


# ── at the beginning of lines ────────────────────────────────────────────────────────────────────
def _lines(text: str) -> Iterator[Muddle]:
    if "\n" not in text:
        return
    open_levels: list[Ordinal] = []
    above = ""
    for line in filter(str.strip, text.split("\n")):
        ordinal = split_ordinal(line)
        at_once, above = above, ordinal.style if ordinal else ""
        if ordinal is None or ordinal.style not in _LAYERED or not 0 < ordinal.number <= _HIGHEST:
            continue
        styles = [level.style for level in open_levels]
        if ordinal.style in styles:
            last = open_levels[styles.index(ordinal.style)]
            del open_levels[styles.index(ordinal.style):]
            if ordinal.number == 1 < last.number and at_once == ordinal.style:
                yield Muddle(f"“{last.printed}”后面又从“{ordinal.printed}”开始")
            yield from _next(last.number, ordinal.number, last.printed, ordinal.printed, ordinal)
        else:
            yield from _opened(open_levels, ordinal)
        open_levels.append(ordinal)


def _next(last: int, now: int, last_printed: str, printed: str, ordinal: Ordinal) -> Iterator[Muddle]:
    if now == last:
        yield Muddle(f"“{printed}”出现了两次")
    elif now == 1:
        return
    elif now < last:
        yield Muddle(f"“{last_printed}”后面倒回“{printed}”")
    elif now > last + 1:
        yield Muddle(f"“{last_printed}”后面直接是“{printed}”，缺{_between(last, now, ordinal)}")


def _opened(open_levels: list[Ordinal], ordinal: Ordinal) -> Iterator[Muddle]:
    if open_levels and _rank(ordinal) < _rank(open_levels[-1]):
        yield Muddle(f"“{ordinal.printed}”排在“{open_levels[-1].printed}”下面，层级倒置")
    elif ordinal.number != 1:
        yield Muddle(f"从“{ordinal.printed}”开始，前面缺{_between(0, ordinal.number, ordinal)}")


def _rank(ordinal: Ordinal) -> int:
    return _LAYERED.index(ordinal.style)


def _between(last: int, now: int, ordinal: Ordinal) -> str:
    return "、".join(f"“{_like(number, ordinal)}”" for number in range(last + 1, now)[:3])


def _like(number: int, ordinal: Ordinal) -> str:
    """Another number in the style of an ordinal."""
    if ordinal.style in ("一、", "（一）"):
        return ordinal.printed.replace(_numeral(ordinal.printed), chinese_numeral(number))
    return re.sub(r"[0-9０-９]+", str(number), ordinal.printed)


def _numeral(printed: str) -> str:
    return re.sub(r"[（()）、.．\s]", "", printed)


# ── inside a paragraph ───────────────────────────────────────────────────────────────────────────
def _running(text: str) -> Iterator[Muddle]:
    """一是…二是…, 第一，…第二，… and ①…②… in the order they run; a new 一是 begins a new count."""
    if not _MAY_RUN.search(text):
        return
    last: dict[str, int] = {}
    for found in _RUNNING.finditer(unquoted(text)):
        style = found.lastgroup or ""
        number = read_numeral(found[style]) or 0
        before = last.get(style, 0)
        last[style] = number
        if number == 1:
            continue
        if number == before:
            yield Muddle(f"“{_said(style, number)}”出现了两次")
        elif number < before:
            yield Muddle(f"“{_said(style, before)}”后面倒回“{_said(style, number)}”")
        elif number > before + 1:
            missing = "、".join(f"“{_said(style, n)}”" for n in range(before + 1, number)[:3])
            yield Muddle(f"有“{_said(style, number)}”，缺{missing}")


def _said(style: str, number: int) -> str:
    if style == "circle":
        return chr(ord("①") + number - 1)
    return _PRINTED[style].format(chinese_numeral(number))
