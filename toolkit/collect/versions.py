"""How much a file's name claims to be a later version, and which of two equal files is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toolkit.model import Arrival
from toolkit.regex import regex

_VERSION_WORDS: tuple[tuple[str, int], ...] = (
    (r"最终|终版|终稿|定稿|最新|正式[版稿]", 4),
    (r"修改|更正|修订|修正|订正|补正|更新|改后|重报|补报|再报|新版|[（(]改[)）]", 3),
    (r"盖章|审核后|审定", 2), (r"初稿|草稿|旧版|作废|原版", -1),
)
_VERSION_NUMBER = regex(
    r"(?:v|版本)\s*(\d{1,3})(?!\d)|第\s*(\d{1,3})\s*[版稿次]|[（(](\d{1,3})[)）]|第([一二三四五六七八九十])[版稿次]|"
    r"(?:终版|定稿|修改稿?|更正|版)\s*(\d{1,2})(?![\d年月日.])", re.IGNORECASE)
_HAN = "一二三四五六七八九十"


def version_rank(file: str) -> tuple[int, int]:
    """How much a file name claims to be later: version words, then a version number."""
    name = file.rsplit("/", 1)[-1]
    ranks = [rank for pattern, rank in _VERSION_WORDS if re.search(pattern, name)]
    numbers = [_HAN.index(found[3]) + 1 if found[3] else int("".join(found))
               for found in _VERSION_NUMBER.findall(name)]
    return (max(ranks) if ranks else 0), max(numbers, default=0)


def same_bytes(arrivals: Iterable[Arrival]) -> Mapping[str, str]:
    """Files that repeat another's bytes -> the one that is read (earliest, then by name)."""
    keeper: dict[str, str] = {}
    repeats: dict[str, str] = {}
    for arrival in sorted(arrivals, key=_earliest):
        if arrival.sha256 in keeper:
            repeats[arrival.file] = keeper[arrival.sha256]
        else:
            keeper[arrival.sha256] = arrival.file
    return repeats


def _earliest(arrival: Arrival) -> tuple[float, int, str]:
    moment = arrival.received_at.timestamp() if arrival.received_at else 0.0
    return moment, arrival.file.count("/"), arrival.file
