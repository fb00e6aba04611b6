"""Several documents as one list, and an annex brought to the problems of a list it was not printed with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from toolkit.model import Announced, Diagnostic, Problem, Publication
from toolkit.official.revision.fieldwise import HEADINGS, shown
from toolkit.official.revision.meeting import likeness, meet
from toolkit.official.untidy import missing, numbering
from toolkit.text import matching_key

_UNRELATED = 35.0
"""Likeness below which one number is no reason to take two texts for one problem."""
_COUNTED_AGAIN = frozenset({"gap", "repeat", "bad_deadline"})


def together(publications: Sequence[Publication]) -> Publication:
    """The documents of one import as one list, whatever their order.

    Plans are merged by number and words; annexes give the plan's problems their standing. What two
    documents say differently is a diagnostic, and the first in the list's order counts.
    """
    lists = sorted((p for p in publications if p.problems), key=_order)
    others = [d for p in publications if not p.problems for d in p.diagnostics]
    if not lists:
        return replace(publications[0], diagnostics=tuple(others))
    if len(lists) == 1:
        return replace(lists[0], diagnostics=(*lists[0].diagnostics, *others))
    plans = [p for p in lists if p.kind == "plan"]
    annexes = [p for p in lists if p.kind != "plan"]
    whole = reduce(_with_more, plans or annexes)
    for annex in annexes if plans else ():
        whole = _with_annex(whole, annex)
    return replace(whole, diagnostics=(*_counted_again(whole), *others))


def _order(publication: Publication) -> tuple[int, str, str]:
    first = publication.problems[0]
    return min(p.number for p in publication.problems), publication.title or "", first.place.file or ""


def _counted_again(whole: Publication) -> Iterator[Diagnostic]:
    """What only the list as a whole can tell, in place of what each document told by itself."""
    name = whole.problems[0].place.file or ""
    for found in whole.diagnostics:
        if found.kind not in _COUNTED_AGAIN and (found.kind != "missing_field" or found.expected == "序号"):
            yield found
    yield from numbering(name, whole.problems, whole.announced.problems)
    yield from missing(whole.problems)


# ── two plans ────────────────────────────────────────────────────────────────────────────────────
def _with_more(first: Publication, other: Publication) -> Publication:
    meeting = meet(first.problems, other.problems, strict=True)
    problems: list[Problem] = []
    told: list[Diagnostic] = []
    for at, problem in enumerate(first.problems):
        same = meeting.met(other.problems, at)
        problems.append(_filled(problem, same) if same else problem)
        told += _differences(problem, same) if same else ()
    met = set(meeting.pairs.values())
    problems += [problem for at, problem in enumerate(other.problems) if at not in met]
    return replace(
        first, title=first.title or other.title, problems=tuple(sorted(problems, key=lambda p: p.number)),
        announced=other.announced if first.announced == Announced() else first.announced,
        diagnostics=(*first.diagnostics, *other.diagnostics, *told))


def _filled(problem: Problem, other: Problem) -> Problem:
    """What one document leaves out, the other says."""
    taken = {name: getattr(other, name) for name in HEADINGS
             if name != "former_number" and not getattr(problem, name) and getattr(other, name)}
    if "deadline_text" in taken:
        taken["long_term"] = problem.long_term or other.long_term
    return _standing(replace(problem, **taken), other) if not problem.status_text else replace(problem, **taken)


def _differences(problem: Problem, other: Problem) -> Iterator[Diagnostic]:
    if problem.number != other.number:
        yield _number_differs(problem, other)
    for name, heading in HEADINGS.items():
        mine, theirs = shown(getattr(problem, name)), shown(getattr(other, name))
        if name in ("former_number", "deadline", "other_numbers") or not mine or not theirs:
            continue
        if matching_key(mine) != matching_key(theirs):
            yield Diagnostic("documents_differ", other.place, given=theirs, expected=mine,
                             problem=problem.number, note=heading)


# ── plan and annex ───────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Matched:
    """An annex beside a list: ``pairs`` of listed and annex problem, and those of the annex alone."""

    pairs: tuple[tuple[Problem, Problem], ...]
    alone: tuple[Problem, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def standing(self) -> tuple[Problem, ...]:
        """The listed problems with what the annex says of them, and those the list has no number of."""
        return (*(_standing(listed, annexed) for listed, annexed in self.pairs), *self._free)

    @property
    def renumbered(self) -> tuple[Problem, ...]:
        """The annex's problems under the list's numbers."""
        pairs = (replace(annexed, number=listed.number) for listed, annexed in self.pairs)
        return tuple(sorted((*pairs, *self._free), key=lambda p: p.number))

    @property
    def _free(self) -> tuple[Problem, ...]:
        taken = {d.problem for d in self.diagnostics if d.kind == "annex_alone"}
        return tuple(p for p in self.alone if p.number not in taken)


def match_annex(listed: Sequence[Problem], annex: Sequence[Problem]) -> Matched:
    """Which problem of the list each of the annex's is: by number and words, else by words alone."""
    printed = [replace(p, text=p.public_text or p.text) for p in listed]
    meeting = meet(printed, annex)
    pairs: list[tuple[Problem, Problem]] = []
    told: list[Diagnostic] = []
    for at, new_at in sorted(meeting.pairs.items()):
        if likeness(printed[at], annex[new_at]) >= _UNRELATED:
            pairs.append((listed[at], annex[new_at]))
            told += _texts_differ(printed[at], annex[new_at])
    met = {id(annexed) for _, annexed in pairs}
    alone = tuple(problem for problem in annex if id(problem) not in met)
    numbers = {problem.number for problem in listed}
    told += [Diagnostic("annex_alone", p.place, given=p.text, problem=p.number)
             for p in alone if p.number in numbers]
    return Matched(tuple(pairs), alone, tuple(told))


def _texts_differ(listed: Problem, annexed: Problem) -> Iterator[Diagnostic]:
    if listed.number != annexed.number:
        yield _number_differs(listed, annexed)
    if matching_key(listed.text) != matching_key(annexed.text):
        yield Diagnostic("annex_text", annexed.place, given=annexed.text, expected=listed.text,
                         problem=listed.number)


def _number_differs(listed: Problem, other: Problem) -> Diagnostic:
    return Diagnostic("number_differs", other.place, given=str(other.number),
                      expected=str(listed.number), problem=listed.number)


def _standing(listed: Problem, told: Problem) -> Problem:
    """A problem with what another document says of how it stands."""
    return replace(
        listed, beside=told.beside or listed.beside, status_text=told.status_text or listed.status_text,
        status=told.status if told.status_text else listed.status,
        long_term=listed.long_term or told.long_term, progress=told.progress or listed.progress)


def _with_annex(whole: Publication, annex: Publication) -> Publication:
    matched = match_annex(whole.problems, annex.problems)
    said = {id(listed): annexed for listed, annexed in matched.pairs}
    problems = [_standing(p, said[id(p)]) if id(p) in said else p for p in whole.problems]
    return replace(
        whole, title=whole.title or annex.title,
        announced=annex.announced if whole.announced == Announced() else whole.announced,
        problems=tuple(sorted((*problems, *matched.alone), key=lambda p: p.number)),
        diagnostics=(*whole.diagnostics, *annex.diagnostics, *matched.diagnostics))
