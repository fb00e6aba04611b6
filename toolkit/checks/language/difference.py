"""How a returned official text differs from the published one: in layout only, or in what it says."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from toolkit.regex import regex

Degree = Literal["none", "layout", "content"]

_SUPERSCRIPT = str.maketrans({mark: f"^{n}" for n, mark in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")})
_THOUSANDS = regex(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
_RANGE = regex(r"(?<=\d)[~‐‑‒–—―−]+(?=\d)")
_COMMA = "、"
_TOKEN = regex(r"\d+(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)
_CONTEXT = 6
_MOST = 3

_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半")
_NEGATIONS = frozenset("不未无没已没否非")
_DATE_MARKS = frozenset("年月日季旬")


def degree(given: str, official: str) -> Degree:
    """Whether two texts say the same, character for character or but for layout."""
    if given.strip() == official.strip():
        return "none"
    return "layout" if layout_key(given) == layout_key(official) else "content"


def layout_key(text: str) -> str:
    """What a text says without white space, punctuation and width.

    Punctuation between digits stays (1.5 is not 15, 2024-2025 not 20242025), so do signs of measure
    (%, ℃, +) and the minus of a number; the comma of thousands goes.
    """
    wide = text.replace(_COMMA, "\ue000").translate(_SUPERSCRIPT)
    plain = unicodedata.normalize("NFKC", wide).casefold()
    solid = "".join(c for c in plain if not (c.isspace() or unicodedata.category(c) in ("Cf", "Cc")))
    solid = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), _RANGE.sub("-", solid))
    return _without_punctuation(solid.replace("\ue000", ","))


def _without_punctuation(solid: str) -> str:
    kept, before = "", ""
    for punctuates, run in groupby(solid, _punctuates):
        piece = "".join(run)
        rest = solid[len(before) + len(piece):len(before) + len(piece) + 1]
        kept += _mark(before[-1:], piece, rest) if punctuates else piece
        before += piece
    return kept


def _punctuates(character: str) -> bool:
    if character in "%‰":
        return False
    return character == "^" or unicodedata.category(character)[0] == "P"


def _mark(before: str, run: str, after: str) -> str:
    """What a run of punctuation contributes: nothing, unless it stands before or between digits."""
    if before.isdigit() and after.isdigit():
        return run if run in (".", ",", "-", "/", ":", "^") else "|"
    return "-" if run[-1] == "-" and after.isdigit() else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """The differing stretches of two texts, each marked [so] in its context, and what they touch."""

    given: str
    official: str
    touches: tuple[str, ...]


def difference(given: str, official: str) -> Difference:
    """Where two texts differ: stretches in brackets, whole numbers kept together, at most three."""
    ours, theirs = _TOKEN.findall(official.strip()), _TOKEN.findall(given.strip())
    changes = [op for op in _opcodes(theirs, ours) if op[0] != "equal"]
    touched = [token for _, a, b, c, d in changes for token in (*theirs[a:b], *ours[c:d])]
    return Difference(
        _marked(theirs, [(a, b) for _, a, b, _, _ in changes]),
        _marked(ours, [(c, d) for _, _, _, c, d in changes]),
        _touches(touched),
    )


def _opcodes(theirs: list[str], ours: list[str]) -> list[tuple[str, int, int, int, int]]:
    """The operations of difflib, on what is left between the common beginning and end."""
    start = 0
    while start < min(len(theirs), len(ours)) and theirs[start] == ours[start]:
        start += 1
    end = 0
    while end < min(len(theirs), len(ours)) - start and theirs[-1 - end] == ours[-1 - end]:
        end += 1
    middle_theirs, middle_ours = theirs[start:len(theirs) - end], ours[start:len(ours) - end]
    if max(len(middle_theirs), len(middle_ours)) > 2000:
        return [("replace", start, start + len(middle_theirs), start, start + len(middle_ours))]
    matcher = difflib.SequenceMatcher(None, middle_theirs, middle_ours, autojunk=False)
    return [(tag, a + start, b + start, c + start, d + start)
            for tag, a, b, c, d in matcher.get_opcodes()]


def _marked(tokens: list[str], stretches: list[tuple[int, int]]) -> str:
    pieces = [_in_context(tokens, *stretch) for stretch in stretches[:_MOST]]
    more = f"等{len(stretches)}处" if len(stretches) > _MOST else ""
    return "；".join(pieces) + more


def _in_context(tokens: list[str], start: int, end: int) -> str:
    before, after = tokens[max(0, start - _CONTEXT):start], tokens[end:end + _CONTEXT]
    left = "…" if start > _CONTEXT else ""
    right = "…" if end + _CONTEXT < len(tokens) else ""
    return f"「{left}{''.join(before)}[{_short(''.join(tokens[start:end]))}]{''.join(after)}{right}」"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:20]}…{text[-15:]}"


def _touches(tokens: list[str]) -> tuple[str, ...]:
    kinds = {
        "数字": any(token[0].isdigit() or token in _NUMERALS for token in tokens),
        "日期": any(token in _DATE_MARKS for token in tokens),
        "否定词": any(token in _NEGATIONS for token in tokens),
    }
    return tuple(kind for kind, touched in kinds.items() if touched) or ("文字",)
