"""What a rule is: everything about it stands on the function that carries ``@rule``.

The docstring is the rule's page for clerks, in Chinese: one sentence, then ``Why:``, ``Remedy:``,
``Bad:`` and ``Good:``, the last two as pipe tables (see ``sample``), each as often as there are examples.
A page with a part missing does not import. ``@rule`` registers nothing: ``judge`` looks the rules up in the family modules.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toolkit.checks.sample import Example, example
from toolkit.model import Book, ListCell, Place, Weight
from toolkit.regex import regex

FAMILIES: Mapping[str, str] = {
    "R": "报送", "C": "覆盖", "F": "填写", "A": "官方内容", "L": "前后逻辑",
    "D": "时限", "X": "验收销号", "P": "公布文件", "O": "成果文件",
}
"""Families in the order remarks and the manual have them."""

NOWHERE = Place()
Stage = Literal["import", "period"]

_CODE = regex(rf"[{''.join(FAMILIES)}]\d{{3}}")
_PART = regex(r"^(Why|Remedy|Bad|Good):[ \t]*", re.MULTILINE)
_PARTS = ("Why", "Remedy", "Bad", "Good")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place a rule speaks of. ``words`` fill the rule's sentence beside unit, problem, given and
    expected; ``weight`` is set where this spot weighs otherwise than its rule; ``about`` are the cells
    of the official list it casts doubt on.
    """

    place: Place = NOWHERE
    unit: str | None = None
    problem: int | None = None
    given: str | None = None
    expected: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    weight: Weight | None = None
    about: tuple[ListCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule (规则). ``find`` gives its spots in a book; ``message`` is the sentence they fill."""

    code: str
    name: str
    message: str
    weight: Weight
    needs: tuple[str, ...]
    stages: frozenset[Stage]
    summary: str
    why: str
    remedy: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    find: Callable[[Book], Iterable[Spot]]
    against_last: bool = False

    @property
    def family(self) -> str:
        return self.code[0]

    def sentence(self, spot: Spot) -> str:
        """What the clerk reads about a spot."""
        return self.message.format_map({
            "unit": spot.unit or "（单位不明）", "problem": spot.problem,
            "given": shortened(spot.given or ""), "expected": shortened(spot.expected or ""),
            **spot.words,
        })


def rule(
    code: str,
    name: str,
    message: str,
    *,
    weight: Weight = "advises",
    needs: tuple[str, ...] = (),
    stages: tuple[Stage, ...] = (),
    against_last: bool = False,
) -> Callable[[Callable[[Book], Iterable[Spot]]], Rule]:
    """Make a function ``Book -> Iterable[Spot]`` a rule.

    ``needs`` are codes whose remark on the same file, unit or problem makes this one a mere
    follow-on, and mutes it. ``stages`` defaults to import for P rules and to a period for others.
    ``against_last`` rules compare with the last period's ledger and have nothing to say without one.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code}: a code is a family letter and three digits")

    def made(find: Callable[[Book], Iterable[Spot]]) -> Rule:
        summary, parts = _page_parts(code, inspect.getdoc(find) or "")
        bad, good = (tuple(map(example, parts[name])) for name in ("Bad", "Good"))
        if not all(shown.marked for shown in bad) or any(shown.marked for shown in good):
            raise ValueError(f"{code}: Bad must mark a cell with '!', Good none")
        return Rule(
            code, name, message, weight, needs,
            frozenset(stages or ("import" if code[0] == "P" else "period",)),
            summary, _prose(*parts["Why"]), _prose(*parts["Remedy"]), bad, good, find, against_last,
        )

    return made


def shortened(text: str, limit: int = 60) -> str:
    """A text short enough to stand in a sentence, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _page_parts(code: str, page: str) -> tuple[str, Mapping[str, Sequence[str]]]:
    """The sentence of a page, and the texts of its parts by name, examples as often as they stand."""
    summary, *pieces = _PART.split(page)
    parts: dict[str, list[str]] = {name: [] for name in _PARTS}
    for name, text in zip(pieces[::2], pieces[1::2], strict=True):
        parts[name].append(text.rstrip())
    missing = [name for name, texts in parts.items() if not all(texts) or not texts]
    if missing or not summary.strip():
        raise ValueError(f"{code}: the page lacks {', '.join(missing) or 'its sentence'}")
    return _prose(summary), parts


def _prose(text: str) -> str:
    """Chinese text wrapped in a docstring, joined without the blanks of wrapping."""
    return "".join(line.strip() for line in text.splitlines())
