"""What is untidy about a list as published: numbers, missing fields, a document that breaks off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.dates import read_deadline
from toolkit.model import Diagnostic, Place, Problem
from toolkit.official.passages import Doubt
from toolkit.official.whereabouts import Where
from toolkit.regex import regex


def numbering(name: str, problems: Sequence[Problem], total: int | None) -> Iterator[Diagnostic]:
    """Numbers missing between the first and the last (or the announced total), and numbers used twice."""
    numbers = [problem.number for problem in problems]
    whole = max([*numbers, total or 0])
    first = 1 if total else min(numbers)
    for start, stop in _runs(sorted(set(range(first, whole + 1)) - set(numbers))):
        given = str(start) if start == stop else f"{start}-{stop}"
        yield Diagnostic("gap", Place(name), given=given, expected=f"1-{whole}" if total else None)
    for number, times in sorted(Counter(numbers).items()):
        if times > 1:
            again = [problem.place for problem in problems if problem.number == number][1]
            yield Diagnostic("repeat", again, given=str(number), problem=number)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = None
    for place, number in enumerate(numbers):
        start = number if start is None else start
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield start, number
            start = None


def broken_off(problems: Sequence[Problem], turned: Place) -> Iterator[Diagnostic]:
    """The list breaks off: printed so at ``turned`` (（下转第7版）), or its last problem stops short of the others."""
    if turned.spoken:
        note = f"{turned.spoken}印着“下转”，后面的内容不在这份文件里；请找到续篇，接在后面再导入。"
        yield Diagnostic("truncated", turned, note=note)
    elif len(problems) > 2 and all(p.measures for p in problems[:-1]) and not problems[-1].measures:
        last = problems[-1]
        note = f"文件到第{last.number}项问题就断了，没有整改措施；请核对文件是否完整。"
        yield Diagnostic("truncated", last.place, problem=last.number, note=note)


_NEEDED = {
    "lead_units": "牵头单位", "responsible_units": "责任单位", "acceptance_units": "验收单位",
    "deadline_text": "整改时限", "goal": "整改目标", "measures": "整改措施", "status_text": "整改进展情况",
}  # fmt: skip


def missing(problems: Sequence[Problem]) -> Iterator[Diagnostic]:
    """A field most problems of this document have and one lacks; a deadline that cannot be read."""
    for field, heading in _NEEDED.items():
        lacking = [problem for problem in problems if not getattr(problem, field)]
        if len(lacking) * 2 < len(problems):
            for problem in lacking:
                yield Diagnostic("missing_field", problem.place, expected=heading, problem=problem.number)
    for problem in problems:
        unread = problem.deadline_text and problem.deadline is None
        if unread and read_deadline(problem.deadline_text or "").precision == "unclear":
            yield Diagnostic("bad_deadline", problem.place, given=problem.deadline_text, problem=problem.number)


def unnumbered(read: Sequence[Problem], numbered: Sequence[Problem]) -> Iterator[Diagnostic]:
    """Problems printed without a number where others have one: theirs was worked out."""
    if len(read) == 1 or any(problem.number for problem in read):
        for before, after in zip(read, numbered, strict=True):
            if not before.number:
                yield Diagnostic("missing_field", after.place, expected="序号", problem=after.number)


# ── what could not be read for certain ───────────────────────────────────────────────────────────
def doubtful(where: Where, doubts: Sequence[tuple[str | None, Doubt]]) -> Iterator[Diagnostic]:
    """The doubts of the readers, each at its cell or line."""
    for sheet, doubt in doubts:
        place = where.cell(sheet, doubt.line, doubt.column)
        yield Diagnostic("doubtful", place, given=doubt.given, problem=doubt.problem, note=doubt.note)


_SEAM = regex(
    r"(?:(?<!总)(?<!分)局|委员会|办公室|厅|(?<!市)(?<!县)政府(?!办公|督查|研究|采购|信息)|人民政府(?!办公|督查|研究))"
    r"(?=[一-鿿]{2,}(?:局|委员会|人民政府|厅)$)(?![一-鿿]*分局$)"
)


def glued_units(problems: Sequence[Problem]) -> Iterator[Diagnostic]:
    """Two units printed without anything between them stay one, and are told."""
    for problem in problems:
        units = (*problem.lead_units, *problem.responsible_units, *problem.acceptance_units, *problem.supervising_units)
        for unit in dict.fromkeys(units):
            if _SEAM.search(unit):
                note = f"“{unit}”像是几个单位连在一起，中间没有顿号，没有拆开，请核对后在问题清单里改正"
                yield Diagnostic("doubtful", problem.place, given=unit, problem=problem.number, note=note)


def renumbered(read: Sequence[Problem], numbered: Sequence[Problem]) -> Iterator[Diagnostic]:
    """A count that begins again under each heading was numbered straight through."""
    again = [(b, a) for b, a in zip(read, numbered, strict=True) if b.number and b.number != a.number]
    if again:
        before, after = again[0]
        note = (f"原文的编号在每个方面下重新从1数起，清单按先后统一编为1至{len(numbered)}（原来的编号记在“原序号”），"
                f"如原文这里的第{before.number}项在清单里是第{after.number}项")
        yield Diagnostic("renumbered", after.place, given=str(before.number), expected=str(after.number), note=note)
