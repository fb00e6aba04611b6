"""How the problems of a document are numbered, and which label comes first in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.official.headings import NEVER_PROBLEMS
from toolkit.official.lines.layout import Token
from toolkit.text import OrdinalStyle


def problem_style(tokens: Sequence[Token]) -> tuple[OrdinalStyle | None, str]:
    """The style of the last number before each first label of a problem, and that label: the commonest."""
    votes: Counter[OrdinalStyle] = Counter()
    firsts: Counter[str] = Counter()
    seen: set[str] = set()
    start = 0
    for position, token in enumerate(tokens):
        label = token.label
        if label is None or label.field in ("other", "told"):
            continue
        if label.key in seen or not seen:
            styles = [t.ordinal.style for t in tokens[start:position] if t.ordinal]
            votes.update([s for s in styles if s not in NEVER_PROBLEMS][-1:])
            firsts[label.key] += 1
            seen = set()
        seen.add(label.key)
        start = position + 1
    return votes.most_common(1)[0][0] if votes else None, firsts.most_common(1)[0][0] if firsts else ""
