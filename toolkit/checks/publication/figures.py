"""Figures inside the published texts that do not add up."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.publication.found import measure_name
from toolkit.checks.publication.parts import parts_against, wrong_places
from toolkit.checks.rule import Spot, rule
from toolkit.checks.sums import Disagreement, disagreements
from toolkit.model import Book, ListCell, Problem


@rule("P808", "公布文字数字不自洽", "第{problem}项问题{where}数字对不上：{reading}，请核对原文")
def sums_do_not_hold(book: Book) -> Iterator[Spot]:
    """公布的文字里，总数与分项、地方个数与所列地名、比率与所给数量对不上。

    Why: 可能是排印错误或摘录时改错了数字；照着错的数字填报和验收，后面都会错。
    Remedy: 与正式印发的文件核对；印错的，按正式文件在问题清单里改正；公布如此的保持原样，不必改动。
    Bad:
        公布清单
        | 序号 | 问题 | 整改措施 |
        | !1 | 全市54个采石场未按规定开采。 | 责令东岭区3个、石泉县21个、青河县12个、白河县19个未按规定开采的采石场限期整改。 |
        | !2 | 水源可供水量为420.5万立方米，其中地表水210万立方米、地下水120.5万立方米、再生水100万立方米。 | 核减用水计划。 |
        | !3 | 全市农膜使用量为3.2万吨，回收量为1.6万吨，回收率仅为53%。 | 东岭区、石泉县、青河县4个区县建立回收网点。 |
    Good:
        公布清单
        | 序号 | 问题 | 整改措施 |
        | 1 | 全市55个采石场未按规定开采。 | 责令东岭区3个、石泉县21个、青河县12个、白河县19个未按规定开采的采石场限期整改。 |
        | 2 | 水源可供水量为430.5万立方米，其中地表水210万立方米、地下水120.5万立方米、再生水100万立方米。 | 核减用水计划。 |
        | 3 | 全市农膜使用量为3.2万吨，回收量为1.6万吨，回收率仅为50%。 | 东岭区、石泉县等4个区县建立回收网点。 |
        | 4 | 排查发现问题80个，其中无证取水12个、超量取水7个。 | 年底前完成9个，其余31个明年完成。 |
    """
    for problem in book.publication.problems if book.publication else ():
        for where, cell, wrong in _found(problem):
            yield Spot(problem.place, problem=problem.number, given=wrong.printed, expected=wrong.computed,
                       words={"where": where, "reading": wrong.reading}, about=(cell,) if cell else ())


def _found(problem: Problem) -> Iterator[tuple[str, ListCell | None, Disagreement]]:
    for where, cell, text in _texts(problem):
        for wrong in (*disagreements(text), *wrong_places(text)):
            yield where, cell, wrong
    for wrong in parts_against([m.text for m in problem.measures], [problem.text, problem.goal or ""]):
        in_text = wrong.printed in problem.text
        cell = ListCell(problem.number, "问题" if in_text else "整改目标")
        yield "正文里" if in_text else "的整改目标里", cell, wrong


def _texts(problem: Problem) -> Iterator[tuple[str, ListCell | None, str]]:
    """The published texts of a problem: what to call them, where they stand in the list, what they say."""
    number = problem.number
    yield "正文里", ListCell(number, "问题"), problem.text
    yield "的整改目标里", ListCell(number, "整改目标"), problem.goal or ""
    for index, measure in enumerate(problem.measures):
        yield f"{measure_name(problem, index)}里", ListCell(number, "整改措施", index), measure.text
    for paragraph in problem.progress:
        yield f"的整改进展{paragraph.ordinal or ''}里", None, paragraph.text
