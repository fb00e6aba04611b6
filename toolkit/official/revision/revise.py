"""A newly published list over the one in force: who meets whom, what changes, what the office keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from toolkit.model import ListChange, Problem
from toolkit.official.revision.fieldwise import HEADINGS, Overlay, says_otherwise
from toolkit.official.revision.meeting import ALIKE, Meeting, likeness, meet
from toolkit.text import numbers_in

ChangeKind = Literal["added", "changed", "renumbered", "removed", "conflict", "moved"]
"""``moved``: a problem the document lacks gives its number to another; ``conflict``: see ``fieldwise``."""
NoteKind = Literal["missing", "kept", "deleted", "repeated"]
"""``kept``: a correction by hand the document leaves alone; ``deleted``: a problem taken out by hand."""

ADDED, REMOVED, NUMBER = "新增问题", "删去问题", "序号"
CONFLICT_KEPT, CONFLICT_TAKEN = "（冲突：保留手工更正）", "（冲突：采用文件）"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the list. ``number`` is the problem's number from now on."""

    kind: ChangeKind
    number: int
    heading: str
    before: str
    after: str

    def record(self, *, yielding: bool = False) -> ListChange:
        """The row of 变更记录."""
        marks = {True: CONFLICT_TAKEN, False: CONFLICT_KEPT}
        mark = marks[yielding] if self.kind == "conflict" else ""
        return ListChange(self.number, self.heading + mark, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a problem that changes nothing; ``heading`` '' for the problem as a whole."""

    kind: NoteKind
    number: int
    heading: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """The list as it will be, and what is to be said of it; ``published`` is the next base."""

    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    published: tuple[Problem, ...] = ()


def revise(
    old: Sequence[Problem], new: Sequence[Problem], base: Sequence[Problem] = (), *,
    remove_missing: bool = False, yielding: bool = False,
) -> Revision:
    """Lay a published list over the one in force.

    ``base`` is the list as the documents before said it (empty: unknown): what differs from it was
    corrected by hand, and stays unless the document changed it too; then the change is a conflict, and
    the document counts only when ``yielding``. What the document does not say keeps its value. A
    problem it lacks is kept, and noted, unless ``remove_missing``. The same words under another number
    are the same problem, with its old number as 原序号. Differences in layout alone are none.
    """
    revising = _Revising(old, new, base, remove_missing, yielding)
    revising.run()
    published = _Revising(base, new, (), remove_missing, yielding=True)
    published.run()
    return Revision(
        tuple(sorted(revising.problems, key=lambda p: p.number)),
        tuple(sorted(revising.changes, key=lambda c: c.number)),
        tuple(sorted(revising.notes, key=lambda n: n.number)),
        tuple(sorted(published.problems, key=lambda p: p.number)))


def once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first problem of each number."""
    return tuple({problem.number: problem for problem in reversed(problems)}.values())[::-1]


@dataclass(slots=True)
class _Revising:
    old: Sequence[Problem]
    new: Sequence[Problem]
    base: Sequence[Problem]
    remove_missing: bool
    yielding: bool
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def run(self) -> None:
        meeting = meet(self.old, self.new)
        of_old, of_new = meet(self.base, self.old), meet(self.base, self.new)
        by_old, by_new = of_old.turned(), of_new.turned()
        for old_at, new_at in sorted(meeting.pairs.items()):
            base = by_old.met(self.base, old_at) or by_new.met(self.base, new_at)
            self._lay(self.old[old_at], self.new[new_at], base)
        self._come(meeting, of_old, of_new)
        self._go(meeting)

    # ── a problem both have ──────────────────────────────────────────────────────────────────
    def _lay(self, old: Problem, new: Problem, base: Problem | None) -> None:
        overlay = Overlay(old, new, base, self.yielding)
        problem = self._numbered(overlay.result(), old, new, base)
        for found in overlay.differences:
            said = (found.heading, found.before, found.after)
            if found.outcome == "kept":
                self.notes.append(Note("kept", problem.number, *said))
            else:
                kind: ChangeKind = "conflict" if found.outcome == "conflict" else "changed"
                self.changes.append(Change(kind, problem.number, *said))
        self.problems.append(problem)

    def _numbered(self, result: Problem, old: Problem, new: Problem, base: Problem | None) -> Problem:
        """The new number with the old as 原序号; a number the office gave by hand stays."""
        used = any(problem.number == new.number for problem in self.problems)
        if new.number == old.number or used:  # the document has this number twice
            return result
        if base is not None and base.number == new.number:
            self.notes.append(Note("kept", old.number, NUMBER, str(old.number), str(new.number)))
            return result
        self.changes.append(Change("renumbered", new.number, NUMBER, str(old.number), str(new.number)))
        named = numbers_in(new.former_number or "")
        former = new.former_number if old.number in named else str(old.number)
        return replace(result, number=new.number, former_number=former)

    # ── problems only one of them has ────────────────────────────────────────────────────────
    def _come(self, meeting: Meeting, of_old: Meeting, of_new: Meeting) -> None:
        """What only the document has: new, deleted by hand before, or a second one of a number."""
        met = set(meeting.pairs.values())
        for at, problem in enumerate(self.new):
            if at in met:
                continue
            base_at = of_new.turned().pairs.get(at)
            taken_out = base_at is not None and base_at not in of_old.pairs
            if taken_out and base_at is not None and not self.yielding \
                    and not says_otherwise(problem, self.base[base_at]):
                self.notes.append(Note("deleted", problem.number, "", problem.text))
            elif any(problem.number == other.number for other in self.problems):
                self.notes.append(Note("repeated", problem.number, "", "", problem.text))
            else:
                self.problems.append(problem)
                self.changes.append(Change("added", problem.number, ADDED, "", problem.text))

    def _go(self, meeting: Meeting) -> None:
        """What only the list has: kept, under a number of its own, or removed where so asked."""
        into = {number: problem.number for problem in self.problems
                for number in numbers_in(problem.former_number or "")}
        for at, problem in enumerate(self.old):
            if at in meeting.pairs:
                continue
            joined = self._joined(problem, into)
            if self.remove_missing or joined:
                self.changes.append(Change("removed", problem.number, REMOVED, problem.text, joined))
            elif any(problem.number == other.number for other in self.problems):
                self._move(problem)
            else:
                self.problems.append(problem)
                self.notes.append(Note("missing", problem.number, "", problem.text))

    def _joined(self, problem: Problem, into: Mapping[int, int]) -> str:
        """Where the document's own 原序号 says that a problem went; '' where it says nothing."""
        said = any(problem.number in numbers_in(new.former_number or "") for new in self.new)
        return f"并入第{into[problem.number]}项" if said and problem.number in into else ""

    def _move(self, problem: Problem) -> None:
        """A kept problem whose number another one has now: to the end, with 原序号."""
        taken = (p.number for p in (*self.problems, *self.old, *self.new))
        number = max(taken) + 1
        self.problems.append(replace(problem, number=number, former_number=str(problem.number)))
        self.changes.append(Change("moved", number, NUMBER, str(problem.number), str(number)))


def doubtful(change: Change) -> bool:
    """Whether a changed text reads like another problem altogether."""
    if change.heading != HEADINGS["text"]:
        return False
    return likeness(Problem(0, change.before), Problem(0, change.after)) < ALIKE
