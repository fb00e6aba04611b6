"""The number of a problem as printed: 3, 第二十六项, 市级第14项（区级第11项）, 38-2; two for one problem are kept."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.regex import regex
from toolkit.text import read_numeral

_HAN = "〇零一二三四五六七八九十百千两"
_NAMED = regex(rf"[^，。；、（()）\d]{{0,20}}?第?\s*(?:\d{{1,4}}(?:[-—–.]\d{{1,3}})?|[{_HAN}]{{1,7}})\s*(?:项|个|条|号)?(?:问题)?")
_PARTED = regex(r"\D{0,6}?(\d{1,4})\s*[-—–－]\s*\d{1,3}(?:\s*[-—–－]\s*\d{1,3})?\D{0,3}")
_BRACKETED = regex(r"^(.*?)[（(]([^（()）]+)[）)]\s*$")
_ORDERED = regex(rf"第\s*(\d{{1,4}}|[{_HAN}]{{1,7}})\s*(?:项|个|条|号)|(\d{{1,4}})")


@dataclass(frozen=True, slots=True)
class Number:
    """The number a problem counts by, and the others it is known by, as printed."""

    value: int
    others: tuple[str, ...] = ()


def read_number(printed: str) -> Number | None:
    """The number of a cell or of 问题编号：…; None where it says none, or more than one that may count."""
    text = printed.strip()
    plain = read_numeral(text)
    if plain is not None:
        return Number(plain)
    bracketed = _BRACKETED.match(text)
    if bracketed and bracketed[1].strip() and _NAMED.fullmatch(bracketed[2].strip()):
        first = read_number(bracketed[1])
        return Number(first.value, (*first.others, bracketed[2].strip())) if first else None
    parted = _PARTED.fullmatch(text)
    if parted:
        return Number(int(parted[1]), (text,))
    ordered = _ORDERED.findall(text)
    if len(ordered) == 1 and len(text) <= 24:
        value = read_numeral(ordered[0][0] or ordered[0][1])
        return Number(value) if value is not None else None
    return None
