"""Documents of invented cities in every print we know of: each field is compared with the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from inventions import LANGAN, QINGHE, YUNCHUAN, City, annex, plan, units
from press import Style, annex_paragraphs, as_word, plan_paragraphs, printed

from toolkit.model import Measure, Problem, Publication
from toolkit.official.reading import read_publication
from toolkit.profile import default_profile

PROFILE = default_profile()


@dataclass(frozen=True)
class Document:
    """A document as printed and what it says."""

    name: str
    text: str
    truth: Sequence[Problem]
    kind: str
    title: str | None = None
    announced: dict | None = None


# ── scoring ──────────────────────────────────────────────────────────────────────────────────────
PLAIN = ("section", "category", "text", "deadline_text", "deadline", "long_term", "goal", "status_text", "status",
         "other_numbers", "lead_units", "responsible_units", "acceptance_units")  # fmt: skip


def stated(problem: Problem) -> Iterator[tuple[str, object]]:
    """Every field a problem states, by a name of its own."""
    yield from ((name, getattr(problem, name)) for name in PLAIN)
    yield "measures", len(problem.measures)
    yield "progress", len(problem.progress)
    for place, measure in enumerate(problem.measures):
        for name in ("ordinal", "text", "done_note", "deadline"):
            yield f"measures[{place}].{name}", getattr(measure, name)
    for place, paragraph in enumerate(problem.progress):
        yield f"progress[{place}].ordinal", paragraph.ordinal
        yield f"progress[{place}].text", paragraph.text


def differences(document: Document, read: Publication) -> tuple[int, list[str]]:
    """How many fields the document states, and which were read otherwise."""
    found = {}
    for problem in read.problems:
        found.setdefault(problem.number, problem)
    count, wrong = 2, []
    if read.kind != document.kind:
        wrong.append(f"kind: {read.kind}")
    if document.title is not None and read.title != document.title:
        wrong.append(f"title: {read.title!r}")
    for name, value in (document.announced or {}).items():
        count += 1
        if getattr(read.announced, name) != value:
            wrong.append(f"announced.{name}: {getattr(read.announced, name)!r} not {value!r}")
    for problem in document.truth:
        other = found.get(problem.number)
        said = dict(stated(other)) if other else {}
        for name, value in stated(problem):
            count += 1
            if name not in said or said[name] != value:
                wrong.append(f"{problem.number}.{name}: {said.get(name)!r} not {value!r}")
    known = Counter(p.number for p in document.truth)
    wrong += [f"invented: {p.number} {p.text}" for p in read.problems if not known[p.number]]
    if len(read.problems) > len(document.truth):
        wrong.append(f"invented: {len(read.problems)} problems not {len(document.truth)}")
    return count, wrong


# ── the documents ────────────────────────────────────────────────────────────────────────────────
def meant(problems: Sequence[Problem], city: City, style: Style) -> list[Problem]:
    """The problems as they ought to be read: units in full, ordinals of this print, fields not printed blank."""
    truth = []
    for problem in problems:
        read = replace(problem, responsible_units=units(city, int(problem.responsible_units[0]))[1],
                       measures=tuple(_as_printed(m, style) for m in problem.measures))  # fmt: skip
        for name in style.order:
            if name in style.without or (name, problem.number) in style.without:
                empty: object = () if name.endswith("units") or name == "measures" else None
                read = replace(read, **{"deadline_text" if name == "deadline" else name: empty})
                if name == "deadline":
                    read = replace(read, deadline=None, long_term=False)
        truth.append(read)
    return truth


def _as_printed(measure: Measure, style: Style) -> Measure:
    if measure.ordinal is None:
        return measure
    number = "一二三四五六七八九".index(measure.ordinal) + 1
    ordinal = {"一是": measure.ordinal, "1.": str(number), "1、": str(number), "（1）": f"（{number}）",
               "①": "①②③④⑤"[number - 1], "（一）": f"（{measure.ordinal}）"}[style.ordinal]  # fmt: skip
    return replace(measure, ordinal=ordinal)


def plan_document(
    name: str, city: City, seed: int, size: int, style: Style, *, first: int = 1, before: str = "", after: str = "",
    announced: dict | None = None, title: str | None = None, levels: int | None = None,
) -> Document:  # fmt: skip
    levels = len([form for form in style.levels if "整改" not in form]) if levels is None else levels
    problems = plan(city, seed, size, first=first, levels=levels)
    text = before + printed(plan_paragraphs(problems, city, style), style, seed) + after
    return Document(name, text, meant(problems, city, style), "plan", title, announced)


def annex_document(
    name: str, city: City, seed: int, size: int, style: Style, *, first: int = 1, continued: bool = True,
    title: tuple[str, ...] | None = None, before: str = "", after: str = "", announced: dict | None = None,
) -> Document:  # fmt: skip
    style = replace(style, problem="一、" if style.problem == "（1）" else style.problem)
    problems = annex(city, seed, size, first=first, continued=continued)
    lines = title or (f"{city.name}省级生态环境保护督察反馈问题整改进展情况",)
    text = before + printed(annex_paragraphs(lines, problems, style), style, seed) + after
    if style.width:
        problems = [replace(p, text=p.text.replace("\n", "")) for p in problems]
    return Document(name, text, problems, "progress", "".join(lines), announced)


NEWSPAPER = Style(width=18)
NEWS = """
全市召开生态环境保护督察整改
推进会

本报讯（记者 方远）昨日，全市生态环境保护督察整改推进会召
开。会议强调，要坚决扛起政治责任。一是提高政治站位。二是
强化责任落实，牵头单位、责任单位要逐项对账。三是严格督导。
会议要求，各级各部门要按期完成整改任务，确保取得实效。
"""
ARTICLE = """　　日前，《整改方案》印发实施。方案梳理形成3个方面、十类28项具体问题，2024年12月底前完成整改11项，
2025年6月底前完成整改9项，2025年12月底前完成整改8项，共涉及7个牵头单位、二十三个责任单位、6个验收单位。
"""
TOLD = {"problems": 28, "sections": 3, "categories": 10, "lead_units": 7, "responsible_units": 23,
        "acceptance_units": 6,
        "due": {date(2024, 12, 31): 11, date(2025, 6, 30): 9, date(2025, 12, 31): 8}}  # fmt: skip


def documents() -> Iterator[Document]:
    yield from columns()
    yield from copies()
    yield from annexes()


def columns() -> Iterator[Document]:
    """Plans in newspaper columns."""
    for width in (14, 15, 16, 18, 20, 22, 24):
        yield plan_document(f"column {width}", YUNCHUAN, width, 14, Style(width=width))
        yield plan_document(f"torn column {width}", QINGHE, width + 50, 14, Style(width=width, tear=True))
    yield plan_document("all blank", LANGAN, 5, 12, Style(width=17, blank=0.8, digits=1))
    yield plan_document("letter-spaced", YUNCHUAN, 6, 16, Style(width=16, letterspaced=0.25))
    yield plan_document("spaced labels", QINGHE, 7, 12, Style(width=16, label="{}{colon} ", gap=" "))
    yield plan_document("half colon", LANGAN, 8, 12, Style(width=19, colon=":"))
    yield plan_document("second page", YUNCHUAN, 9, 15, replace(NEWSPAPER, levels=("（一）", "1.")), first=26,
                        before="（上接第1版）\n")
    yield plan_document("page with article after", QINGHE, 10, 14, NEWSPAPER,
                        after="（下转第4版）\n" + ARTICLE + "\n清禾市贯彻落实督察反馈意见\n整改方案\n（公开版）\n",
                        title="清禾市贯彻落实督察反馈意见整改方案", announced=TOLD)
    yield plan_document("article before", YUNCHUAN, 11, 14, NEWSPAPER, before=NEWS + "\n云川市督察整改方案\n")
    yield plan_document("preface", YUNCHUAN, 12, 14, NEWSPAPER, announced={"problems": 14, "sections": 4},
                        before="云川市督察整改方案\n省督察组反馈四大方面十四个\n问题。为抓好整改，制定本方案。\n")
    yield plan_document("numbered measures 1.", QINGHE, 13, 14, replace(NEWSPAPER, ordinal="1."))
    yield plan_document("numbered measures （1）", LANGAN, 14, 14,
                        replace(NEWSPAPER, ordinal="（1）", problem="1.", levels=("一、", "（一）")))
    yield plan_document("circled measures", YUNCHUAN, 15, 14, replace(NEWSPAPER, ordinal="①"))
    yield plan_document("flat", QINGHE, 16, 14, replace(NEWSPAPER, problem="一、", levels=()), levels=0)
    yield plan_document("measures on the label's line", LANGAN, 17, 14, replace(NEWSPAPER, measures_inline=True))
    yield plan_document("indented column", YUNCHUAN, 18, 14, replace(NEWSPAPER, indent="　　"))
    yield plan_document("another order", YUNCHUAN, 19, 14, replace(
        NEWSPAPER, order=("goal", "deadline", "lead_units", "responsible_units", "acceptance_units", "measures")))
    yield plan_document("measures first", QINGHE, 20, 14, replace(
        NEWSPAPER, order=("goal", "measures", "deadline", "lead_units", "responsible_units", "acceptance_units")))
    yield plan_document("no acceptance", QINGHE, 21, 14, replace(NEWSPAPER, without=frozenset(["acceptance_units"])))
    yield plan_document("labels missing here and there", LANGAN, 22, 14, replace(
        NEWSPAPER, without=frozenset([("goal", 3), ("lead_units", 5), ("deadline", 8), ("acceptance_units", 14)])))
    yield plan_document("sections only", YUNCHUAN, 23, 14, replace(NEWSPAPER, levels=("一、整改任务", "（一）")))
    furniture = "第3版　2025年1月8日　星期三\n责任编辑：王平　版式：李安　校对：赵宁\n"
    whole = plan_document("furniture", QINGHE, 24, 14, NEWSPAPER)
    lines = whole.text.split("\n")
    for place in (20, 70, 133):
        lines.insert(place, furniture.rstrip())
    yield replace(whole, text="\n".join(lines))


def copies() -> Iterator[Document]:
    """Plans a line a paragraph."""
    open_ = Style(blank=0)
    yield plan_document("copy", YUNCHUAN, 31, 16, open_)
    yield plan_document("indented copy", QINGHE, 32, 16, replace(open_, indent="　　", blank=1))
    yield plan_document("copy, spaced labels", LANGAN, 33, 16, replace(open_, names={
        "goal": "整 改 目 标", "deadline": "整改 时限", "measures": "整　改　措　施"}))
    yield plan_document("copy, brackets", YUNCHUAN, 34, 16, replace(open_, label="【{}】"))
    yield plan_document("copy, half-width", QINGHE, 35, 16, replace(open_, colon=": ", problem="(1)"))
    yield plan_document("copy, 1、", QINGHE, 36, 16, replace(open_, problem="1、", levels=("一、", "（一）"), ordinal="（1）"))
    yield plan_document("copy, 第一项", LANGAN, 37, 16, replace(open_, problem="第一项", levels=(), gap=" "))
    yield plan_document("copy, 问题一", YUNCHUAN, 38, 16, replace(open_, problem="问题一", levels=()))
    yield plan_document("copy from 26", YUNCHUAN, 39, 15, open_, first=26)
    yield plan_document("copy then news", LANGAN, 40, 12, open_, after=NEWS)
    yield plan_document("copy then article", YUNCHUAN, 41, 12, open_, after="\n" + ARTICLE, announced=TOLD)
    yield plan_document("copy then chapters", QINGHE, 42, 12, open_, after=(
        "二、保障措施\n（一）加强组织领导。成立领导小组。\n（二）严格督导问效。牵头单位要定期调度。\n"))
    yield plan_document("copy, other words", QINGHE, 43, 14, replace(open_, names={
        "responsible_units": "整改责任单位", "deadline": "完成时限", "goal": "目标任务", "measures": "重点措施"}))
    yield plan_document("copy, measures inline", LANGAN, 44, 14, replace(open_, measures_inline=True))
    yield plan_document("copy, ①", YUNCHUAN, 45, 14, replace(open_, ordinal="①", measures_inline=True))
    yield plan_document("copy, measures 1.", YUNCHUAN, 46, 14, replace(open_, ordinal="1."))


def annexes() -> Iterator[Document]:
    """Annexes of progress."""
    open_ = Style(blank=1)
    yield annex_document("annex", YUNCHUAN, 61, 16, open_)
    yield annex_document("annex without blank lines", QINGHE, 62, 30, replace(open_, blank=0))
    yield annex_document("annex, half-width colon", LANGAN, 63, 16, replace(open_, colon=":"))
    yield annex_document("annex, status apart", YUNCHUAN, 64, 16, replace(open_, apart=True))
    yield annex_document("annex, trailing spaces", YUNCHUAN, 65, 16, replace(open_, colon="： "))
    yield annex_document("annex, 落实情况", QINGHE, 66, 16, replace(open_, status="整改落实情况"))
    yield annex_document("annex from 一百零三", LANGAN, 67, 20, open_, first=95)
    yield annex_document("annex, indented", YUNCHUAN, 68, 16, replace(open_, indent="　　", blank=0.5))
    yield annex_document("annex, title of two lines", QINGHE, 69, 16, open_,
                         title=("清禾市贯彻落实第二轮省级生态环境保护督察", "反馈问题整改进展情况"))
    yield annex_document("annex, （一）", LANGAN, 70, 1, replace(open_, problem="一、"))
    yield annex_document("annex, 1.", LANGAN, 71, 18, replace(open_, problem="1、"))
    yield annex_document("annex, foot", YUNCHUAN, 72, 16, open_, after="云川市整改工作领导小组办公室\n2025年4月2日\n")
    for width in (14, 18, 22):
        yield annex_document(f"annex column {width}", QINGHE, 80 + width, 16, Style(width=width), continued=False)
    yield annex_document("annex column, indented", QINGHE, 85, 16, Style(width=20, indent="　　"))
    yield annex_document("annex column, blank lines between paragraphs", LANGAN, 86, 16, Style(width=20, blank=0),
                         continued=False)


ALL = {document.name: document for document in documents()}


def read(document: Document, form: str) -> Publication:
    if form == "docx":
        return read_publication("文件.docx", as_word(document.text), PROFILE)
    return read_publication("文件.txt", document.text.encode(form), PROFILE)


@pytest.mark.parametrize("form", ["utf-8", "gb18030", "docx"])
@pytest.mark.parametrize("name", ALL)
def test_every_field_comes_back(name, form):
    document = ALL[name]
    count, wrong = differences(document, read(document, form))
    assert count > len(document.truth) * 10
    assert not wrong


HALF_WIDTH = str.maketrans("，；：（）", ",;:()")
FURNITURE = ("第3版　2025年1月8日　星期三　责任编辑：王平", "— 3 —", "清禾日报", "第 3 页 共 12 页")
ELSEWHERE = "（下转第4版）\n市直机关召开会议，一是提高认识。\n二是压实责任。\n（上接第1版）"


@pytest.mark.parametrize("name", ALL)
def test_what_a_page_adds_changes_nothing(name):
    document = ALL[name]
    lines = document.text.replace("\n", " \r\n").split("\n")
    for place, line in enumerate((*FURNITURE, ELSEWHERE), 3):
        lines.insert(len(lines) * place // 8, line)
    _, wrong = differences(document, read(replace(document, text="\n".join(lines)), "utf-8"))
    assert not wrong


@pytest.mark.parametrize("name", ALL)
def test_half_width_punctuation_is_kept_and_understood(name):
    document = ALL[name]
    halved = read(replace(document, text=document.text.translate(HALF_WIDTH)), "utf-8")
    whole = read(document, "utf-8")
    assert [p.text for p in halved.problems] == [p.text.translate(HALF_WIDTH) for p in whole.problems]
    assert [p.responsible_units for p in halved.problems] == [p.responsible_units for p in whole.problems]
    assert [p.deadline for p in halved.problems] == [p.deadline for p in whole.problems]
    assert [[m.done_note for m in p.measures] for p in halved.problems] == [
        [m.done_note for m in p.measures] for p in whole.problems
    ]
