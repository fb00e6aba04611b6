"""A published document -> ``Publication``: its problems, what it announces, what is untidy about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.dates import read_deadline
from toolkit.model import Diagnostic, DocumentKind, Place, Problem, Publication
from toolkit.official import fields, untidy
from toolkit.official.announced import announced, as_of_in, title_of
from toolkit.official.grammar import Parsed
from toolkit.official.lines.layout import Layout
from toolkit.official.numbering import number_elsewhere, numbered
from toolkit.official.numbers import read_number
from toolkit.official.passages import Block, Doubt, Passage
from toolkit.official.standing import progress
from toolkit.official.vocabulary import PLAN_FIELDS, UNIT_FIELDS, Vocabulary
from toolkit.official.whereabouts import Where
from toolkit.official.years import dated
from toolkit.regex import regex
from toolkit.units import Roles, looks_like_unit, unique

_NO_LIST = (
    "没有读到带编号、带“牵头单位、责任单位、整改时限”或“整改进展情况”等栏目的问题，这份文件不像整改方案，也不像整改进展附件；"
    "请核对是不是选错了文件。如果栏目用了别的叫法，请在“专项配置”的“栏目”表里补上这个叫法，再导入。"
)
_NOT_PROGRESS = "这份文件像整改方案，里面没有“整改进展情况”；请去掉 --as progress，按整改方案导入。"


def no_list(name: str, note: str, title: str | None = None) -> Publication:
    return Publication("none", title, diagnostics=(Diagnostic("no_list", Place(name), note=note),))


@dataclass(frozen=True, slots=True)
class Listed:
    """The problems found, and what was doubtful about them: (sheet, doubt)."""

    problems: list[Problem]
    doubts: tuple[tuple[str | None, Doubt], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What stands around the list."""

    layout: Layout
    parsed: Parsed
    doubts: tuple[tuple[str | None, Doubt], ...] = ()

    def listed(self, vocabulary: Vocabulary, where: Where, ledgers: Sequence[Found]) -> Listed:
        """The problems of the text and of the ledgers in it."""
        found = [Found(block, vocabulary, self.layout.wrapped, where) for block in self.parsed.blocks]
        found += ledgers
        kept = _substantial(found)
        problems = [item.problem for item in kept]
        if len(problems) == 1 and not problems[0].number:
            problems = [number_elsewhere(problems[0], self.title or "")]
        doubts = [*(doubt for item in kept for doubt in item.doubts), *((None, doubt) for doubt in self.parsed.doubts if kept)]
        doubts += [(item.block.sheet, item.left_out)
                   for item in found if item.block.tabled and item not in kept and kept]
        return Listed(problems, tuple(doubts))

    @property
    def around(self) -> str:
        tokens = (*self.parsed.before, *self.parsed.after, *self.layout.after)
        return ("" if self.layout.wrapped else "\n").join(token.text for token in tokens)

    @property
    def title(self) -> str | None:
        return title_of(self.parsed.before, (*self.parsed.after, *self.layout.after))


def published(
    where: Where, listed: Sequence[Problem], kind: Literal["plan", "progress"] | None, page: Page
) -> Publication:
    title, name = page.title, where.name
    if not listed:
        return no_list(name, _NO_LIST, title)
    if kind == "progress" and not any(problem.status_text or problem.progress for problem in listed):
        return no_list(name, _NOT_PROGRESS, title)
    problems, totals = dated(numbered(listed), title), announced(page.around)
    remarks = [
        *untidy.broken_off(problems, where.place(page.layout.broken)),
        *(Diagnostic("truncated", Place(name), note=gap) for gap in where.source.gaps),
        *untidy.numbering(name, problems, totals.problems),
        *untidy.missing(problems),
        *untidy.unnumbered(listed, problems),
        *untidy.renumbered(listed, problems),
        *untidy.glued_units(problems),
        *untidy.doubtful(where, page.doubts),
    ]
    return Publication(kind or _kind_of(problems), title, totals, tuple(problems), tuple(remarks), as_of_in(page.parsed.before))


def _kind_of(problems: Sequence[Problem]) -> DocumentKind:
    """A plan names units or deadlines; an annex only tells how things stand."""
    planned = sum(bool(p.lead_units or p.responsible_units or p.deadline_text) for p in problems)
    return "plan" if planned * 2 >= len(problems) else "progress"


# ── one problem ──────────────────────────────────────────────────────────────────────────────────
class Found:
    """A block with the problem it says."""

    def __init__(self, block: Block, vocabulary: Vocabulary, wrapped: bool, where: Where) -> None:
        self.block = block
        self._wrapped = wrapped
        self._said: dict[str, list[Passage]] = {}
        for passage in block.passages:
            self._said.setdefault(passage.label.field, []).append(passage)
        self.problem = self._read(vocabulary, where)

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

    def _read(self, vocabulary: Vocabulary, where: Where) -> Problem:
        block, text = self.block, self._text()
        bare, others = fields.without_other_numbers(text)
        deadline_text = self._short("deadline")
        deadline = read_deadline(deadline_text or "")
        standing = progress(block, vocabulary, wrapped=self._wrapped)
        above = block.above[-2:]
        lead, responsible = self._leading_and_responsible()
        others = (*self._numbers(), *others)
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
            place=where.cell(self.block.sheet, self._line, self.block.column),
            beside=fields.beside(self._said.get("other", ()), wrapped=self._wrapped),
        )

    def _numbers(self) -> tuple[str, ...]:
        """The other numbers printed with its own: 市级第14项（区级第11项）, 38-2."""
        heading = self.block.heading
        printed = self.block.printed or (heading.ordinal.printed if heading and heading.ordinal else "")
        number = read_number(printed) if printed else None
        return number.others if number else ()

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

    @property
    def _line(self) -> int | None:
        block = self.block
        line = block.passages[0].line if block.passages else None
        return block.line or (block.heading.line if block.heading else line)

    @property
    def doubts(self) -> list[tuple[str | None, Doubt]]:
        number = self.problem.number or None
        return [(self.block.sheet, replace(doubt, problem=number)) for doubt in self.block.doubts]

    @property
    def left_out(self) -> Doubt:
        return Doubt(self._line or 0, f"{self.problem.place.spoken}不像一项问题，没有读入，请核对", self.problem.text or None)

    @property
    def labels(self) -> str:
        return " ".join(passage.label.name for passage in self.block.passages)

    @property
    def says(self) -> frozenset[str]:
        return frozenset(self._said)


def _substantial(found: Sequence[Found]) -> list[Found]:
    """The blocks that are problems: with words of their own, and more than a stray label.

    In a plan a problem has two labels at least, a unit or a deadline among them wherever the plan
    gives any; in an annex it has a status line.
    """
    named = {*UNIT_FIELDS, "deadline"}
    giving = any(item.says & named for item in found)
    kept = []
    for item in found:
        planned = item.says & PLAN_FIELDS
        told = planned | (item.says & {"progress"})
        enough = len(told) >= 2 and (bool(planned & named) or not giving) and bool(planned)
        enough = enough or (item.block.tabled and bool(planned or item.problem.number))
        if item.problem.text and (enough or ("progress" in item.says and not planned)):
            kept.append(item)
    begun = max((item.problem.number for item in kept), default=-9) + 1  # a document may break off in its last problem
    kept += [item for item in found[-1:] if item.problem.text and item.problem.number == begun > 1
             and item.says & PLAN_FIELDS]
    return kept if _is_a_list(kept) else []


_OF_RECTIFICATION = regex(r"整改|牵头|验收|反馈|督察|销号")


def _is_a_list(found: Sequence[Found]) -> bool:
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
    day = read_deadline(problem.deadline_text or "").precision not in ("none", "unclear")
    return not (units or problem.deadline_text) or any(map(looks_like_unit, units)) or day
