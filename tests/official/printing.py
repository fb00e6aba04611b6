"""Lists of invented towns, and the ways newspapers and offices print them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from datetime import date

from hypothesis import strategies as st

from toolkit.model import Measure, Paragraph, Problem
from toolkit.text import chinese_numeral

PUNCTUATION = "，。、；：）》”？！"


# ── printing ─────────────────────────────────────────────────────────────────────────────────────
def plan_paragraphs(problems: Sequence[Problem]) -> Iterator[str]:
    """A plan as paragraphs: 一、整改任务 → （一）方面 → 1.类 → （1）problem with six labels."""
    yield "一、整改任务"
    sections, categories = [], []
    for problem in problems:
        if problem.section not in sections:
            sections.append(problem.section)
            yield f"（{chinese_numeral(len(sections))}）{problem.section}"
        if problem.category not in categories:
            categories.append(problem.category)
            yield f"{len(categories)}.{problem.category}"
        yield f"（{problem.number}）{problem.text}"
        yield f"牵头单位：{'、'.join(problem.lead_units)}"
        yield f"责任单位：{'，'.join(problem.responsible_units)}"
        yield f"验收单位：{'、'.join(problem.acceptance_units)}"
        yield f"整改时限：{problem.deadline_text}"
        yield f"整改目标：{problem.goal}"
        yield from measure_paragraphs(problem.measures)


def measure_paragraphs(measures: Sequence[Measure]) -> Iterator[str]:
    if len(measures) == 1:
        yield f"整改措施：{measures[0].shown()}"
        return
    yield "整改措施："
    for measure in measures:
        yield f"{measure.ordinal}是{measure.shown()}"


def wrapped(paragraphs: Sequence[str], width: int, chance: random.Random) -> str:
    """Paragraphs as a newspaper column: lines of one width, blank lines and spaces anywhere."""
    lines: list[str] = []
    for paragraph in paragraphs:
        for line in broken(paragraph, width):
            lines.append(justified(line, chance))
            if chance.random() < 0.3:
                lines.append("")
    return "\n".join(lines) + "\n"


def broken(paragraph: str, width: int) -> list[str]:
    """Lines of a paragraph; no digit is torn from the next, no line begins with a closing mark."""
    lines = [""]
    for piece in re.findall(r"[0-9A-Za-z.％%]+|.", paragraph):
        room = width - sum(0.5 if mark.isascii() else 1 for mark in lines[-1])
        if lines[-1] and len(piece) > room and piece not in PUNCTUATION:
            lines.append("")
        lines[-1] += piece
    return lines


def justified(line: str, chance: random.Random) -> str:
    if chance.random() < 0.05:
        return " ".join(line)
    return re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", lambda _: " " * (chance.random() < 0.4), line)


def annex_paragraphs(title: str, problems: Sequence[Problem]) -> Iterator[str]:
    """An annex as paragraphs: title, then number, official text, status line, paragraphs."""
    yield "附  件"
    yield title
    for problem in problems:
        yield f"{chinese_numeral(problem.number)}、{problem.text}"
        yield f"整改进展情况：{problem.status_text}"
        yield from (f"{paragraph.ordinal or ''}{paragraph.text}" for paragraph in problem.progress)


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────
SUBJECTS = ("青石河沿岸采砂点", "东山县污水处理厂", "3个产业园区", "老城区雨污管网", "12家砖瓦企业", "松岭林场")
FAULTS = (
    "管理不规范", "渗滤液积存2.3万立方米", "超标排放PM2.5", "2023年用水量较2020年增加0.91亿立方米",
    "仍有300余户未完成改造", "其中四、五类设施占比达35％", "“一岗双责”落实不到位", "《云川市排水条例》执行不严",
    "第3、4号泵站闲置", "7.9公里管网破损", "（试行）办法未修订",
)  # fmt: skip
UNITS = (
    ("市水务局", "市农牧局"), ("市发展和改革委员会",), ("东山县党委和政府", "西岭区党委和政府"),
    ("各县区党委和政府",), ("经济技术开发区党工委和管委会",), ("云川供电公司",), ("国家税务总局云川市税务局",),
)  # fmt: skip
DEADLINES = (("2024年12月底", date(2024, 12, 31)), ("2025年6月底前", date(2025, 6, 30)), ("立行立改", None))

clauses = st.builds(lambda subject, fault: subject + fault, st.sampled_from(SUBJECTS), st.sampled_from(FAULTS))
sentences = st.lists(clauses, min_size=1, max_size=4).map(lambda parts: "，".join(parts) + "。")
texts = st.lists(sentences, min_size=1, max_size=3).map("".join)
units = st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True).map(
    lambda groups: tuple(unit for group in groups for unit in group)
)


@st.composite
def measure_lists(draw: st.DrawFn) -> tuple[Measure, ...]:
    bodies = draw(st.lists(texts, min_size=1, max_size=4))
    ordinals = [chinese_numeral(n) for n in range(1, len(bodies) + 1)] if len(bodies) > 1 else [None]
    notes = draw(st.lists(st.sampled_from([None, "已完成整改"]), min_size=len(bodies), max_size=len(bodies)))
    return tuple(Measure(o, b, n) for o, b, n in zip(ordinals, bodies, notes, strict=True))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Problem, ...]:
    problems = []
    section = category = 0
    for number in range(1, draw(st.integers(6, 12)) + 1):
        if number == 1 or draw(st.integers(0, 3)) == 0:
            section += 1
            category += 1
        elif draw(st.booleans()):
            category += 1
        deadline_text, deadline = draw(st.sampled_from(DEADLINES))
        problems.append(
            Problem(
                number=number,
                text=draw(texts),
                section=f"推动绿色发展第{chinese_numeral(section)}方面还有差距",
                category=f"“治水”等第{chinese_numeral(category)}类工作仍需加强",
                lead_units=("市水务局",),
                responsible_units=draw(units),
                acceptance_units=("市生态环境局",),
                deadline_text=deadline_text,
                deadline=deadline,
                goal=draw(clauses),
                measures=draw(measure_lists()),
            )
        )
    return tuple(problems)


@st.composite
def annexes(draw: st.DrawFn, least: int = 1) -> tuple[Problem, ...]:
    problems = []
    for number in range(1, draw(st.integers(least, 25)) + 1):
        word, status, long_term = draw(
            st.sampled_from(
                (
                    ("正在推进实施", "in_progress", False),
                    ("已完成整改，长期坚持", "completed", True),
                    ("达到时序进度", "on_schedule", False),
                )
            )
        )
        problems.append(
            Problem(
                number=number,
                text=draw(texts),
                status_text=word,
                status=status,
                long_term=long_term,
                progress=tuple(draw(st.lists(texts, min_size=1, max_size=5).map(_numbered))),
            )
        )
    return tuple(problems)


def _numbered(bodies: Sequence[str]) -> list[Paragraph]:
    """One paragraph has no number; of several, every third continues the one before."""
    if len(bodies) == 1:
        return [Paragraph(None, bodies[0])]
    paragraphs, count = [], 0
    for place, body in enumerate(bodies):
        continues = place % 3 == 1
        count += not continues
        paragraphs.append(Paragraph(None if continues else f"（{chinese_numeral(count)}）", body))
    return paragraphs
