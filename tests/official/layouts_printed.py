"""One list in the layouts that cities publish: running text and forms; what each can say stands beside it."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ledgers_printed import Ledger, printed_measure

from toolkit.model import Problem
from toolkit.text import chinese_numeral

FIELDS = (("牵头单位", "lead_units"), ("责任单位", "responsible_units"), ("验收单位", "acceptance_units"),
          ("整改时限", "deadline_text"), ("整改目标", "goal"))  # fmt: skip


def value(problem: Problem, name: str) -> str:
    said = getattr(problem, name)
    return "，".join(said) if isinstance(said, tuple) else said or ""


def measures(problem: Problem, ordinal: str) -> list[str]:
    ledger = Ledger(ordinal=ordinal)
    return [printed_measure(m.ordinal, m.shown(), ledger) for m in problem.measures]


def inline_labels(problems: Sequence[Problem]) -> Iterator[str]:
    """1.problem, then ``label：value`` lines."""
    yield from ("云川市督察反馈问题整改方案", "")
    for problem in problems:
        yield f"{problem.number}.{problem.text}"
        yield from (f"{label}：{value(problem, name)}" for label, name in FIELDS)
        yield from ("整改措施：", *measures(problem, "一是"))


def heading_labels(problems: Sequence[Problem]) -> Iterator[str]:
    """【问题一】, then numbered headings with the value on the next line."""
    yield "云川市督察反馈问题整改措施清单"
    for problem in problems:
        yield f"【问题{chinese_numeral(problem.number)}】{problem.text}"
        for number, (label, name) in enumerate(FIELDS, 1):
            yield from (f"{chinese_numeral(number)}、{label}", value(problem, name))
        yield from ("六、整改措施", *measures(problem, "（一）"))


def bracket_labels(problems: Sequence[Problem]) -> Iterator[str]:
    """一、problem, then 【label】value."""
    for problem in problems:
        yield f"{chinese_numeral(problem.number)}、{problem.text}"
        yield from (f"【{label}】{value(problem, name)}" for label, name in FIELDS)
        yield from ("【整改措施】", *measures(problem, "1."))


def named_numbers(problems: Sequence[Problem]) -> Iterator[str]:
    """问题编号：第三项, 反馈问题：…, half-width colons, decoys between."""
    for problem in problems:
        yield f"问题编号:第{chinese_numeral(problem.number)}项"
        yield f"反馈问题:{problem.text}"
        yield from (f"{label}:{value(problem, name)}" for label, name in FIELDS)
        yield "联系电话:0471-1234567"
        yield from ("重点措施:", *measures(problem, "（1）"))


def numbered_labels(problems: Sequence[Problem]) -> Iterator[str]:
    """（一）problem, then 1.牵头单位：… as numbered lines."""
    for problem in problems:
        yield f"（{chinese_numeral(problem.number)}）{problem.text}"
        yield from (f"{n}.{label}：{value(problem, name)}" for n, (label, name) in enumerate(FIELDS, 1))
        yield from ("6.整改措施：", *measures(problem, "①"))


def labels_after_measures(problems: Sequence[Problem]) -> Iterator[str]:
    """第三项、problem, goal and measures first, then who and when."""
    for problem in problems:
        yield f"第{chinese_numeral(problem.number)}项、{problem.text}"
        yield f"整改目标：{problem.goal}"
        yield from ("整改措施：", *measures(problem, "1、"))
        yield from (f"{label}：{value(problem, name)}" for label, name in FIELDS[:-1])


ORDINALS: dict[Callable[[Sequence[Problem]], Iterator[str]], str] = {
    inline_labels: "一是", heading_labels: "（一）", bracket_labels: "1.", named_numbers: "（1）", numbered_labels: "①",
    labels_after_measures: "1、",
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """How a vertical form in Word is laid out."""

    number: bool = True
    grouped: bool = False
    split_measures: bool = False
    names: tuple[tuple[str, str], ...] = FIELDS


def as_forms(problems: Sequence[Problem], form: Form) -> bytes:
    """A document with one form for each problem."""
    import docx

    document = docx.Document()
    document.add_paragraph("云川市督察反馈问题整改清单")
    for problem in problems:
        document.add_paragraph("" if form.number else f"{problem.number}.{problem.text}")
        _form(document, problem, form)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _form(document, problem: Problem, form: Form) -> None:
    rows = [("问题编号", str(problem.number)), ("反馈问题", problem.text)] if form.number else []
    rows += [(label, value(problem, name)) for label, name in form.names]
    lines = measures(problem, "（一）")
    rows += [("整改措施", line) for line in lines] if form.split_measures else [("整改措施", "\n".join(lines))]
    left = 1 if form.grouped else 0
    table = document.add_table(len(rows), 2 + left)
    for row, (label, text) in zip(table.rows, rows, strict=True):
        row.cells[left].text, row.cells[left + 1].text = label, text
    if form.split_measures and len(lines) > 1:
        first = table.cell(len(rows) - len(lines), left)
        for place in range(len(rows) - len(lines) + 1, len(rows)):
            table.cell(place, left).text = ""
        first.merge(table.cell(len(rows) - 1, left)).text = "整改措施"
    if form.grouped:
        table.cell(0, 0).merge(table.cell(len(rows) - 1, 0)).text = "整改要求"


def without_order(problem: Problem, ordinal: str) -> Problem:
    """The problem with its measures numbered as a layout prints them, and without its headings."""
    read = []
    for measure in problem.measures:
        if measure.ordinal is None:
            read.append(measure)
            continue
        number = "一二三四五六七八九".index(measure.ordinal) + 1
        bare = {"一是": measure.ordinal, "（一）": f"（{measure.ordinal}）", "1.": str(number), "1、": str(number),
                "（1）": f"（{number}）", "①": "①②③④⑤"[number - 1]}[ordinal]  # fmt: skip
        read.append(replace(measure, ordinal=bare))
    return replace(problem, measures=tuple(read), section=None, category=None)


def untidy_spaces(lines: Sequence[str], seed: int) -> str:
    """The lines with an indent, blank lines between some, and Windows line ends."""
    chance = random.Random(seed)
    indent = chance.choice(["", "　　", "    "])
    return "".join(indent + line + "\r\n" * chance.choice([1, 1, 2]) for line in lines)
