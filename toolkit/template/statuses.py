"""The words a sheet's drop-down offers -> status words with their class; one nobody knows is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit.model import Profile, StatusClass, StatusWord
from toolkit.regex import regex
from toolkit.text import matching_key

_GUESSES: tuple[tuple[re.Pattern[str], StatusClass], ...] = (
    (regex(r"未(?:能)?(?:达到?|完成|按)(?:序时|时序|按期|进度|计划)|滞后|逾期|超期"), "behind"),
    (regex(r"未启动|未开[展始工]|尚未(?!完成)|未整改|没有开展"), "not_started"),
    (regex(r"^否$|未完成|部分完成|基本完成|阶段性|未销号|未验收|整改中|待整改"), "in_progress"),
    (regex(r"销号"), "closed"),
    (regex(r"验收"), "accepted"),
    (regex(r"序时|时序|按计划|按进度|正常推进"), "on_schedule"),
    (regex(r"完成|到位|办结|^是$|^已整改$"), "completed"),
    (regex(r"推进|进行|实施|正在|在办|持续"), "in_progress"),
)
"""What a wording no profile knows most likely means, the more telling first."""
_LISTED = regex(r"[（(]([^（）()]+)[）)]\s*$")
_TICKS = regex(r"[□☐☑☒■√]\s*([^□☐☑☒■√\s]+)")


def known_words(words: Iterable[str], profile: Profile) -> int:
    """How many of these words are wordings of a status."""
    keys = {matching_key(word.option) for word in profile.statuses}
    return sum(matching_key(word) in keys for word in words)


def ticked_words(text: str) -> tuple[str, ...]:
    """The words of a cell to tick: □已完成 □正在推进; () for any other."""
    words = tuple(_TICKS.findall(text))
    return words if len(words) > 1 else ()


def words_in_brackets(heading: str) -> tuple[str, ...]:
    """The words a heading lists to choose from: 整改状态（已完成/正在推进/未启动）."""
    found = _LISTED.search(heading)
    words = tuple(word.strip() for word in re.split(r"[/／、|｜]", found[1])) if found else ()
    return words if len(words) > 1 and all(words) else ()


def status_words(
    words: Sequence[str], profile: Profile, doubts: list[str],
) -> tuple[StatusWord, ...]:
    """The status words a sheet offers, in its order; guesses are added to ``doubts``."""
    known = {matching_key(word.option): word for word in profile.statuses}
    found = []
    for word in dict.fromkeys(words):
        declared = known.get(matching_key(word))
        if declared is None:
            guess = next((c for pattern, c in _GUESSES if pattern.search(matching_key(word))), None)
            declared = StatusWord(word, word, guess or "in_progress", "长期" in word)
            sure = "" if guess else "，没有把握"
            doubts.append(f"状态“{word}”没有见过，暂归入“{{{declared.status}}}”一类{sure}，请在“状态”表核对“类别”。")
        found.append(declared)
    return tuple(found)
