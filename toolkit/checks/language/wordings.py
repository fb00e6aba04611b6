"""Tables of wordings: what texts say in many ways, each way a row with sentences that show it.

Wordings are written in a notation of ours, which is a regular expression with two abbreviations: ``〈名〉`` stands
for any word of the list of that name (``words.LISTS``), ``…`` for a character of the same clause (``…{0,12}`` for a few
of them). Nothing is compiled before it is first looked for: a command that reads no text pays nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from toolkit.checks.language.words import LISTS
from toolkit.regex import regex

_NAME = regex("〈(.+?)〉")
_SAME_CLAUSE = "[^，,；;。]"


@cache
def spelled_out(notation: str) -> str:
    """The regular expression a notation stands for. KeyError where it names a list there is none of."""
    return _NAME.sub(_any_of, notation).replace("…", _SAME_CLAUSE)


def _any_of(name: re.Match[str]) -> str:
    return f"(?:{spelled_out('|'.join(LISTS[name[1]].split()))})"


def pattern(notation: str) -> re.Pattern[str]:
    """A pattern in our notation, compiled when it is first looked for."""
    return regex(spelled_out(notation))


@dataclass(frozen=True)
class Wording:
    """One thing that is said in many ways.

    ``ways`` are patterns, one a line. ``cues`` are characters or words of which every text that says it has one:
    where none stands in a text nothing else is looked for. ``shows`` are sentences that say it and ``spares`` such as
    only look like it, one a line; both are tests. ``doubtful``: the vocabulary has no end, so that what is found is
    only probable, and a remark on it alone does not block.
    """

    says: str
    cues: str
    ways: str
    shows: str
    spares: str = ""
    doubtful: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return pattern("|".join(map(str.strip, self.ways.strip().splitlines())))

    @cached_property
    def cued(self) -> re.Pattern[str]:
        return regex("|".join(self.cues.split()))


class Table:
    """Wordings of one sort, looked for together."""

    def __init__(self, *wordings: Wording) -> None:
        self.wordings = wordings

    def cued_in(self, text: str) -> Sequence[re.Pattern[str]]:
        """The patterns of the wordings a text may hold: a cheap look, once a text."""
        return [w.pattern for w in self.wordings if w.cued.search(text)]
