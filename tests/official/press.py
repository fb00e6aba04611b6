"""A small press: lists of problems as newspapers, offices and web pages print them."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from inventions import City, units

from toolkit.model import Problem
from toolkit.text import chinese_numeral

LABELS = {
    "lead_units": "牵头单位", "responsible_units": "责任单位", "acceptance_units": "验收单位",
    "deadline": "整改时限", "goal": "整改目标", "measures": "整改措施",
}  # fmt: skip
_CLOSING = "，。、；：）》”？！％%"


@dataclass(frozen=True)
class Style:
    """How a document is printed. ``width`` 0: a line a paragraph."""

    width: int = 0
    blank: float = 0.3
    letterspaced: float = 0.04
    digits: float = 0.4
    tear: bool = False
    colon: str = "："
    label: str = "{}{colon}"
    problem: str = "（1）"
    levels: tuple[str, ...] = ("一、整改任务", "（一）", "1.")
    ordinal: str = "一是"
    gap: str = ""
    order: tuple[str, ...] = tuple(LABELS)
    names: dict = field(default_factory=dict)
    without: frozenset = frozenset()
    indent: str = ""
    measures_inline: bool = False
    status: str = "整改进展情况"
    apart: bool = False


def numbered(form: str, number: int) -> str:
    return {
        "一、": f"{chinese_numeral(number)}、", "（一）": f"（{chinese_numeral(number)}）", "1.": f"{number}.",
        "1、": f"{number}、", "（1）": f"（{number}）", "1．": f"{number}．", "(1)": f"({number})",
        "第一项": f"第{chinese_numeral(number)}项", "一是": f"{chinese_numeral(number)}是",
        "①": "①②③④⑤⑥⑦⑧⑨"[number - 1] if number < 10 else "", "问题一": f"【问题{chinese_numeral(number)}】",
    }[form]  # fmt: skip


def plan_paragraphs(problems: Sequence[Problem], city: City, style: Style) -> Iterator[str]:
    forms = [form for form in style.levels if "整改" not in form]
    yield from (form for form in style.levels if "整改" in form)
    told: list[str | None] = [None, None]
    counts = [0, 0]
    for problem in problems:
        for level, title in enumerate((problem.section, problem.category)):
            if title is None or level >= len(forms) or told[level] == title:
                continue
            told[level] = title
            if level == 0:
                told[1] = None
                counts[1] = 0 if forms[-1] == "（一）" else counts[1]
            counts[level] += 1
            yield numbered(forms[level], counts[level]) + title
        yield from _problem(problem, city, style)


def _problem(problem: Problem, city: City, style: Style) -> Iterator[str]:
    yield numbered(style.problem, problem.number) + style.gap + problem.text
    for name in style.order:
        if name in style.without or (name, problem.number) in style.without:
            continue
        label = style.label.format(style.names.get(name, LABELS[name]), colon=style.colon)
        if name == "measures":
            yield from _measures(problem, label, style)
        elif name == "responsible_units":
            yield label + units(city, int(problem.responsible_units[0]))[0]
        elif name in ("lead_units", "acceptance_units"):
            yield label + "、".join(getattr(problem, name))
        else:
            yield label + (problem.deadline_text if name == "deadline" else problem.goal)


def _measures(problem: Problem, label: str, style: Style) -> Iterator[str]:
    shown = [measure.shown() for measure in problem.measures]
    if len(shown) == 1:
        yield label + shown[0]
        return
    printed = [numbered(style.ordinal, n) + text for n, text in enumerate(shown, 1)]
    if style.measures_inline:
        yield label + printed[0]
        yield from printed[1:]
    else:
        yield label.rstrip()
        yield from printed


def annex_paragraphs(title: Sequence[str], problems: Sequence[Problem], style: Style) -> Iterator[str]:
    yield "附  件"
    yield from title
    for problem in problems:
        first, *others = problem.text.split("\n")
        yield numbered(style.problem, problem.number) + first
        yield from others
        if style.apart:
            yield style.status + style.colon
            yield problem.status_text or ""
        else:
            yield style.status + style.colon + (problem.status_text or "")
        yield from ((paragraph.ordinal or "") + paragraph.text for paragraph in problem.progress)


# ── print ────────────────────────────────────────────────────────────────────────────────────────
def printed(paragraphs: Iterable[str], style: Style, seed: int) -> str:
    chance = random.Random(seed)
    lines: list[str] = []
    for paragraph in paragraphs:
        made = _broken(paragraph, style) if style.width else [style.indent + paragraph]
        for line in made:
            lines.append(_justified(line, style, chance) if style.width else line)
            if chance.random() < style.blank:
                lines.append("")
    return "\n".join(lines) + "\n"


def _broken(paragraph: str, style: Style) -> list[str]:
    """Lines of a column; the first has room for two characters less, as print indents it."""
    lines, room = [""], style.width - 2.0
    for piece in re.findall(r"." if style.tear else r"[0-9A-Za-z.％%]+|.", paragraph):
        need = sum(0.5 if mark.isascii() else 1 for mark in piece)
        if lines[-1] and need > room and piece not in _CLOSING:
            lines.append("")
            room = float(style.width)
        lines[-1] += piece
        room -= need
    return [(style.indent if place == 0 else "") + line for place, line in enumerate(lines)]


def _justified(line: str, style: Style, chance: random.Random) -> str:
    if len(line) > style.width - 3 and chance.random() < style.letterspaced:
        return re.match(r"[\s　]*", line)[0] + " ".join(line.strip())
    seam = r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])"
    return re.sub(seam, lambda _: " " * (chance.random() < style.digits), line)


def as_word(text: str) -> bytes:
    import docx

    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
