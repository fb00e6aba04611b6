"""One problem over another, field by field, three ways: as in force, as published now, as published before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

from toolkit.model import Measure, Problem
from toolkit.text import matching_key

HEADINGS: dict[str, str] = {
    "text": "问题", "other_numbers": "其他编号", "former_number": "原序号", "section": "方面", "category": "类别",
    "lead_units": "牵头单位", "responsible_units": "责任单位", "acceptance_units": "验收单位",
    "supervising_units": "督导单位", "deadline_text": "整改时限", "deadline": "时限日期", "goal": "整改目标",
    "measures": "整改措施", "status_text": "整改状态",
}  # fmt: skip
"""The fields a published document can change, with the heading of 问题清单. Progress is no part of it."""
_MEASURE_FIELDS = tuple(f.name for f in fields(Measure))

Outcome = Literal["same", "changed", "kept", "conflict"]
"""``kept``: the office's own correction, of which the document says nothing new; ``conflict``: both changed it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field the document says otherwise; ``after`` is what the document says."""

    outcome: Outcome
    heading: str
    before: str
    after: str


@dataclass(slots=True)
class Overlay:
    """A problem of the list with a published one laid over it; ``base`` is what was published before.

    Without a base every difference is a change. A conflict keeps the office's word unless ``yielding``.
    """

    old: Problem
    new: Problem
    base: Problem | None = None
    yielding: bool = False
    differences: list[Difference] = field(default_factory=list)

    def result(self) -> Problem:
        """The problem as it will be, but for its number; ``differences`` are told in the list's order."""
        taken = {name: value for name in HEADINGS if (value := self._field(name)) is not None}
        if "deadline_text" in taken:
            taken["deadline"] = self.new.deadline
            taken["long_term"] = self.new.long_term
        if "status_text" in taken:
            taken["status"] = self.new.status
            taken["long_term"] = taken.get("long_term", self.old.long_term) or self.new.long_term
        self.differences.sort(key=lambda d: list(HEADINGS.values()).index(d.heading))
        return replace(self.old, **taken, place=self.new.place, beside=self.new.beside)

    def _field(self, name: str) -> Any:
        """The new value of a field; None where the old one stays."""
        old, new = getattr(self.old, name), getattr(self.new, name)
        if not _says(new) or not _differs(old, new):
            return None
        if name == "deadline" and _differs(self.old.deadline_text, self.new.deadline_text):
            return None  # it follows its wording
        base = getattr(self.base, name) if self.base else None
        if name == "measures":
            return self._measures(old, new, base)
        return self._settled(name, old, new, base)

    def _settled(self, name: str, old: object, new: object, base: object) -> Any:
        outcome = outcome_of(old, new, base, known=self.base is not None)
        self._tell(outcome, HEADINGS[name], shown(old), shown(new))
        return new if outcome == "changed" or (outcome == "conflict" and self.yielding) else None

    def _tell(self, outcome: Outcome, heading: str, before: str, after: str) -> None:
        if outcome != "same":
            self.differences.append(Difference(outcome, heading, before, after))

    # ── measures ─────────────────────────────────────────────────────────────────────────────
    def _measures(
        self, old: Sequence[Measure], new: Sequence[Measure], base: Sequence[Measure] | None,
    ) -> tuple[Measure, ...] | None:
        """Measure by measure: by their words, or where the office corrected some by their place."""
        if self.base is None or not _differs(base or (), old):
            merged = [self._met(one, other) for one, other in _aligned(old, new)]
            return tuple(measure for measure in merged if measure)
        if base and len(base) == len(old) == len(new):
            return tuple(map(self._measure, old, new, base))
        outcome = outcome_of(old, new, base, known=True)
        for one, other in _aligned(old, new):
            if one is None or other is None or _differs(one, other):
                self._tell(outcome, HEADINGS["measures"], shown(one), shown(other))
        return tuple(new) if outcome == "conflict" and self.yielding else None

    def _met(self, old: Measure | None, new: Measure | None) -> Measure | None:
        """A measure nobody corrected by hand: reworded, added or gone."""
        if old is not None and new is not None:
            return self._measure(old, new, old)
        self._tell("changed", HEADINGS["measures"], shown(old), shown(new))
        return new

    def _measure(self, old: Measure, new: Measure, base: Measure) -> Measure:
        taken: dict[str, Any] = {}
        told: dict[Outcome, dict[str, Any]] = {}
        for name in _MEASURE_FIELDS:
            mine, theirs = getattr(old, name), getattr(new, name)
            if not _says(theirs) or not _differs(mine, theirs):
                continue
            outcome = outcome_of(mine, theirs, getattr(base, name), known=True)
            told.setdefault(outcome, {})[name] = theirs
            if outcome == "changed" or (outcome == "conflict" and self.yielding):
                taken[name] = theirs
        if "text" in taken:
            taken["deadline"] = new.deadline
            next(said for said in told.values() if "text" in said)["deadline"] = new.deadline
        for outcome, said in told.items():
            self._tell(outcome, HEADINGS["measures"], shown(old), shown(replace(old, **said)))
        return replace(old, **taken)


def _aligned(
    old: Sequence[Measure], new: Sequence[Measure],
) -> Iterator[tuple[Measure | None, Measure | None]]:
    """The measures side by side: those that read alike together, the others in their order."""
    keys = [[matching_key(measure.text) for measure in side] for side in (old, new)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        yield from zip_longest(old[a:b], new[c:d])


# ── values ───────────────────────────────────────────────────────────────────────────────────────
def outcome_of(old: object, new: object, base: object, *, known: bool) -> Outcome:
    """What becomes of a value: ``known`` says whether there is a base at all."""
    if not _differs(old, new):
        return "same"
    if known and not _differs(base, new):
        return "kept"
    return "changed" if not known or not _differs(base, old) else "conflict"


def _says(value: object) -> bool:
    return value not in (None, "", (), False)


def _differs(one: object, other: object) -> bool:
    return matching_key(shown(one)) != matching_key(shown(other))


def says_otherwise(new: Problem, base: Problem) -> bool:
    """Whether a document says anything of a problem that it did not say before."""
    return any(_says(getattr(new, name)) and _differs(getattr(base, name), getattr(new, name))
               for name in HEADINGS)


def shown(value: object) -> str:
    """A value as the record of changes shows it."""
    if value is None:
        return ""
    if isinstance(value, Measure):
        day = f"〔{value.deadline.isoformat()}〕" if value.deadline else ""
        return f"{value.ordinal or ''} {value.shown()}{day}".strip()
    if isinstance(value, tuple | list):
        joint = "、" if all(isinstance(member, str) for member in value) else "\n"
        return joint.join(shown(member) for member in value)
    return str(value)


