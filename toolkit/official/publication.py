"""A published document -> ``Publication``: its problems, what it announces, what is untidy about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.dates import read_deadline
from toolkit.model import Diagnostic, DocumentKind, Place, Problem, Profile, Publication
from toolkit.official import fields
from toolkit.official.announced import announced, title_of
from toolkit.official.grammar import Parsed, parse
from toolkit.official.grids import as_lines, ledger_blocks
from toolkit.official.layout import Layout, lay_out
from toolkit.official.passages import Block, Passage
from toolkit.official.sources import read_source
from toolkit.official.standing import progress
from toolkit.official.untidy import broken_off, missing, numbering, renumbered, unnumbered
from toolkit.official.vocabulary import PLAN_FIELDS, UNIT_FIELDS, Vocabulary
from toolkit.official.years import dated
from toolkit.units import Roles, looks_like_unit, unique

_NO_LIST = (
    "没有读到带编号、带“牵头单位、责任单位、整改时限”或“整改进展情况”等栏目的问题，这份文件不像整改方案，也不像整改进展附件；"
    "请核对是不是选错了文件。如果栏目用了别的叫法，请在“专项配置”的“栏目”表里补上这个叫法，再导入。"
)
_NOT_PROGRESS = "这份文件像整改方案，里面没有“整改进展情况”；请去掉 --as progress，按整改方案导入。"


def read_publication(
    name: str, content: bytes, profile: Profile, kind: Literal["plan", "progress"] | None = None
) -> Publication:
    """Read one published document. A document that is no list gives kind ``none`` and no problem."""
    source = read_source(name, content)
    if source.trouble:
        return _no_list(name, source.trouble)
    vocabulary = Vocabulary(profile)
    layout = lay_out(as_lines(source.pieces, vocabulary), vocabulary, paged=source.paged)
    parsed = parse(layout)
    found = [_Found(block, vocabulary, layout.wrapped, name) for block in parsed.blocks]
    found += [_Found(block, vocabulary, False, name) for block in ledger_blocks(source.pieces, vocabulary)]
    listed = [item.problem for item in _substantial(found)]
    return _published(name, listed, kind, _Page(layout, parsed))


def _no_list(name: str, note: str, title: str | None = None) -> Publication:
    return Publication("none", title, diagnostics=(Diagnostic("no_list", Place(name), note=note),))


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands around the list."""

    layout: Layout
    parsed: Parsed

    @property
    def around(self) -> str:
        tokens = (*self.parsed.before, *self.parsed.after, *self.layout.after)
        return ("" if self.layout.wrapped else "\n").join(token.text for token in tokens)

    @property
    def title(self) -> str | None:
        return title_of(self.parsed.before, (*self.parsed.after, *self.layout.after))


def _published(
    name: str, listed: Sequence[Problem], kind: Literal["plan", "progress"] | None, page: _Page
) -> Publication:
    title = page.title
    if not listed:
        return _no_list(name, _NO_LIST, title)
    if kind == "progress" and not any(problem.status_text or problem.progress for problem in listed):
        return _no_list(name, _NOT_PROGRESS, title)
    problems = dated(_numbered(listed), title)
    totals = announced(page.around)
    untidy = [
        *broken_off(name, problems, page.layout.broken),
        *numbering(name, problems, totals.problems),
        *missing(problems),
        *unnumbered(listed, problems),
        *renumbered(listed, problems),
    ]
    return Publication(kind or _kind_of(problems), title, totals, tuple(problems), tuple(untidy))


def _kind_of(problems: Sequence[Problem]) -> DocumentKind:
    """A plan names units or deadlines; an annex only tells how things stand."""
    planned = sum(bool(p.lead_units or p.responsible_units or p.deadline_text) for p in problems)
    return "plan" if planned * 2 >= len(problems) else "progress"


# ── one problem ──────────────────────────────────────────────────────────────────────────────────
class _Found:
    """A block with the problem it says."""

    def __init__(self, block: Block, vocabulary: Vocabulary, wrapped: bool, file: str) -> None:
        self.block = block
        self._wrapped = wrapped
        self._said: dict[str, list[Passage]] = {}
        for passage in block.passages:
            self._said.setdefault(passage.label.field, []).append(passage)
        self.problem = self._read(vocabulary, file)

    def _whole(self, field: str) -> str | None:
        return fields.whole_text(self._said.get(field, ()), wrapped=self._wrapped)

    def _short(self, field: str) -> str | None:
        return fields.short_text(self._said.get(field, ()), wrapped=self._wrapped)

    def _units(self, field: str) -> Roles:
        return fields.units(self._said.get(field, ()), wrapped=self._wrapped)

    def _leading_and_responsible(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """X牵头，Y、Z配合 under either label: X leads and the others are responsible."""
        lead, responsible = self._units("lead_units"), self._units("responsible_units")
        if lead.everyone:
            helping = lead.others if lead.leading else ()
            return lead.leading or lead.everyone, unique((*responsible.everyone, *helping))
        return responsible.leading, responsible.others if responsible.leading else responsible.everyone

    def _read(self, vocabulary: Vocabulary, file: str) -> Problem:
        block, text = self.block, self._text()
        bare, others = fields.without_other_numbers(text)
        deadline_text = self._short("deadline")
        deadline = read_deadline(deadline_text or "")
        standing = progress(block, vocabulary, wrapped=self._wrapped)
        above = block.above[-2:]
        lead, responsible = self._leading_and_responsible()
        other_number = self._short("other_numbers")
        return Problem(
            number=block.number or 0,
            text=bare,
            other_numbers=(*others, *((other_number,) if other_number else ())),
            former_number=self._short("former_number"),
            section=self._short("section") or (above[0] if above else None),
            category=self._short("category") or (above[1] if len(above) > 1 else None),
            lead_units=lead,
            responsible_units=responsible,
            acceptance_units=self._units("acceptance_units").everyone,
            supervising_units=self._units("supervising_units").everyone,
            deadline_text=deadline_text,
            deadline=deadline.day,
            long_term=deadline.long_term or standing.long_term,
            goal=self._whole("goal"),
            measures=fields.measures(self._said.get("measures", ()), wrapped=self._wrapped),
            status_text=standing.status_text,
            status=standing.status,
            progress=standing.paragraphs,
            place=Place(file=file, line=self._line()),
        )

    def _text(self) -> str:
        """The problem's own words: under 反馈问题 where it has that label, else after its number."""
        labelled = self._whole("text")
        if labelled:
            return labelled
        heading = self.block.heading
        pieces = [token.text for token in self.block.text]
        if heading and heading.ordinal:
            pieces[0] = heading.ordinal.rest
        kept = [piece for piece in pieces if piece]
        return "".join(kept) if self._wrapped else fields.running_text(kept)

    def _line(self) -> int | None:
        if self.block.heading:
            return self.block.heading.line
        return self.block.passages[0].line if self.block.passages else None

    @property
    def labels(self) -> str:
        return " ".join(passage.label.name for passage in self.block.passages)

    @property
    def says(self) -> frozenset[str]:
        return frozenset(self._said)


def _substantial(found: Sequence[_Found]) -> list[_Found]:
    """The blocks that are problems: with words of their own, and more than a stray label.

    In a plan a problem has two labels at least, a unit or a deadline among them wherever the plan
    gives any; in an annex it has a status line.
    """
    named = {*UNIT_FIELDS, "deadline"}
    giving = any(item.says & named for item in found)
    kept = []
    for item in found:
        planned = item.says & PLAN_FIELDS
        enough = len(planned) >= 2 and (bool(planned & named) or not giving)
        if item.problem.text and (enough or ("progress" in item.says and not planned)):
            kept.append(item)
    return kept if _is_a_list(kept) else []


_OF_RECTIFICATION = re.compile(r"整改|牵头|验收|反馈|督察|销号")


def _is_a_list(found: Sequence[_Found]) -> bool:
    """Whether the blocks together are a plan or an annex, and no tender, speech or news that sounds like one.

    A plan has measures or a label of this trade, and units or days under its labels; an annex has a
    status wording we know, or comes to several problems.
    """
    planned = [item for item in found if item.says & PLAN_FIELDS]
    if not planned:
        return len(found) > 1 or any(item.problem.status for item in found)
    words = any("measures" in item.says or _OF_RECTIFICATION.search(item.labels) for item in planned)
    sound = sum(_names_units_or_days(item.problem) for item in planned)
    return words and sound * 2 >= len(planned)


def _names_units_or_days(problem: Problem) -> bool:
    units = (*problem.lead_units, *problem.responsible_units, *problem.acceptance_units, *problem.supervising_units)
    deadline = read_deadline(problem.deadline_text or "").precision
    told = units or problem.deadline_text
    return not told or any(map(looks_like_unit, units)) or deadline not in ("none", "unclear")


# ── numbering ────────────────────────────────────────────────────────────────────────────────────
def _numbered(problems: Sequence[Problem]) -> list[Problem]:
    """Numbers as printed; a count that begins again under each heading goes straight through."""
    printed = [problem.number for problem in problems]
    if _begins_again(printed):
        return [
            replace(problem, number=number, former_number=problem.former_number or str(problem.number))
            for number, problem in enumerate(problems, 1)
        ]
    numbered: list[Problem] = []
    for problem in problems:
        following = numbered[-1].number + 1 if numbered else 1
        numbered.append(problem if problem.number else replace(problem, number=following))
    return numbered


def _begins_again(numbers: Sequence[int]) -> bool:
    """1 2 3 1 2 1 2 3: every number is 1 or follows the one before, and 1 comes more than once."""
    follows = all(
        number == 1 or number == before + 1 for before, number in zip([0, *numbers], numbers, strict=False)
    )
    return follows and numbers.count(1) > 1
