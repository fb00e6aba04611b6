"""A newly published list over the one in force: merged by number, every change told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from toolkit.model import ListChange, Measure, Paragraph, Problem
from toolkit.text import matching_key

_ADDED = "新增问题"
_REPEATED = "编号重复（未并入，请核对后在问题清单里手工处理）"
_MISSING = "清单中有、文件中没有（保留）"
_HEADINGS: dict[str, str] = {
    "text": "问题", "other_numbers": "其他编号", "former_number": "原序号", "section": "方面", "category": "类别",
    "lead_units": "牵头单位", "responsible_units": "责任单位", "acceptance_units": "验收单位",
    "supervising_units": "督导单位", "deadline_text": "整改时限", "deadline": "时限日期", "long_term": "长期坚持",
    "goal": "整改目标", "measures": "整改措施", "status_text": "整改状态", "status": "状态类别",
    "progress": "整改进展情况",
}  # fmt: skip
# Read from another field: it changes with that wording and needs no line of its own beside it. A day
# the office entered by hand for a wording that gives none is kept while the wording is.
_FOLLOWS = {"status": "status_text", "deadline": "deadline_text"}


def merge_lists(
    old: Sequence[Problem], new: Sequence[Problem]
) -> tuple[tuple[Problem, ...], tuple[ListChange, ...]]:
    """The new list over the old one, by number, and every change as before and after.

    What the new document does not say keeps its old value; what the office decided (公开) stays; a
    problem the new document lacks is kept and named. Wording that differs only in layout is no change.
    Of problems with one number each meets the one with its own words, else the first; one that is left
    over is named, never merged into another.
    """
    met, added, repeated = _met(old, new)
    merged = [_over(problem, coming) for problem, coming in zip(old, met, strict=True)]
    changes = [change for problem, coming in zip(old, met, strict=True) for change in _told(problem, coming)]
    changes += [ListChange(problem.number, _ADDED, "", problem.text) for problem in added]
    changes += [ListChange(problem.number, _REPEATED, "", problem.text) for problem in repeated]
    return (
        tuple(sorted([*merged, *added], key=lambda problem: problem.number)),
        tuple(sorted(changes, key=lambda change: change.number)),
    )


def _met(
    old: Sequence[Problem], new: Sequence[Problem]
) -> tuple[list[Problem | None], list[Problem], list[Problem]]:
    """For each old problem the new one it meets; then new numbers, then second ones of a number."""
    coming: dict[int, list[Problem]] = {}
    for problem in new:
        coming.setdefault(problem.number, []).append(problem)
    met: list[Problem | None] = [None] * len(old)
    for alike in (True, False):
        for place, problem in enumerate(old):
            fits = [c for c in coming.get(problem.number, ()) if not alike or _same_words(problem, c)]
            if met[place] is None and fits:
                met[place] = fits[0]
                coming[problem.number] = [c for c in coming[problem.number] if c is not fits[0]]
    known = {problem.number for problem in old}
    added = [problems[0] for number, problems in coming.items() if number not in known]
    repeated = [
        problem for number, problems in coming.items() for problem in problems[0 if number in known else 1 :]
    ]
    return met, added, repeated


def _same_words(one: Problem, other: Problem) -> bool:
    return matching_key(one.text) == matching_key(other.text)


def _over(old: Problem, new: Problem | None) -> Problem:
    return old if new is None else replace(old, **_taken(old, new), place=new.place)


def _taken(old: Problem, new: Problem) -> dict[str, Any]:
    """The fields the new document says, where what it says differs."""
    taken = {
        name: getattr(new, name)
        for name in _HEADINGS
        if name not in _FOLLOWS and _says(new, name) and _differs(getattr(old, name), getattr(new, name))
    }
    for name, leader in _FOLLOWS.items():
        reworded = leader in taken
        if getattr(old, name) != getattr(new, name) and (_says(new, name) or reworded):
            taken[name] = getattr(new, name)
    if "deadline_text" in taken and old.long_term and not new.long_term:
        taken["long_term"] = False
    return taken


def _says(problem: Problem, name: str) -> bool:
    return getattr(problem, name) not in (None, "", (), False)


def _differs(before: object, after: object) -> bool:
    return matching_key(_shown(before)) != matching_key(_shown(after))


def _told(old: Problem, new: Problem | None) -> Iterator[ListChange]:
    if new is None:
        yield ListChange(old.number, _MISSING, old.text, "")
        return
    taken = _taken(old, new)
    for name in (field.name for field in fields(Problem) if field.name in taken):
        if _FOLLOWS.get(name) in taken:
            continue
        yield ListChange(old.number, _HEADINGS[name], _shown(getattr(old, name)), _shown(taken[name]))


def _shown(value: object) -> str:
    """A value as the record of changes shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Measure):
        return f"{value.ordinal or ''} {value.shown()}".strip()
    if isinstance(value, Paragraph):
        return f"{value.ordinal or ''}{value.text}"
    if isinstance(value, tuple):
        joint = "、" if all(isinstance(member, str) for member in value) else "\n"
        return joint.join(_shown(member) for member in value)
    return str(value)
