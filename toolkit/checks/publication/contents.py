"""What a published document lacks: a field of a problem, its own end, or the list altogether."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from toolkit.checks.publication.found import diagnosed, document, unmatched_numbers
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import runs
from toolkit.model import Book, ListCell, Place, Publication

_MANY = 5
"""From so many on, a field most problems lack is one remark for all of them."""
_LISTED = frozenset({"牵头单位", "责任单位", "验收单位", "整改时限", "整改目标", "整改措施", "序号", "问题"})
"""The columns of the list workbook that can lack something."""


@rule("P803", "字段缺失", "{problems}没有读到“{expected}”")
def fields_missing(book: Book) -> Iterator[Spot]:
    """方案里的问题缺牵头单位、整改时限或整改措施等内容；整份文件都没有这一栏的，合为一条。

    Why: 没有牵头单位就没有人填报，没有时限和措施就无从核对。
    Remedy: 对照原文，在问题清单里补上；原文确实没有的，由整改办明确后填入。
    Bad:
        公布清单
        | 序号 | 牵头单位 | 整改时限 | 整改措施 |
        | 1 | 市水务局 | 2031年6月底 | 封堵排污口。 |
        | !2 | | 2031年6月底 | 建成应急备用水源。 |
        | !3 | 市农业农村局 | | 清运积存粪污。 |
        | !4 | 市水务局 | 2031年6月底 | |
    Good:
        公布清单
        | 序号 | 牵头单位 | 整改时限 | 整改措施 |
        | 1 | 市水务局 | 2031年6月底 | 封堵排污口。 |
        | 2 | 市水务局 | 2031年6月底 | 建成应急备用水源。 |

        公布清单
        | 序号 | 整改时限 | 验收单位 |
        | 3 | 立行立改 | |
        | 4 | 长期坚持 | |
    """
    publication = book.publication
    if publication is None or not publication.problems:
        return
    known = {problem.number for problem in publication.problems}
    for heading, at in _lacking(publication).items():
        numbers = set(at)
        if known <= numbers and len(known) > 1:
            yield Spot(document(publication), expected=heading,
                       words={"problems": f"全部{len(known)}项问题都"}, about=_column(heading))
        elif len(numbers) > _MANY and len(numbers) * 2 > len(known):
            yield Spot(at[min(numbers)], expected=heading, about=_cells(numbers, heading),
                       words={"problems": f"第{runs(numbers)}项问题"})
        else:
            for number, place in sorted(at.items()):
                yield Spot(place, problem=number, expected=heading, about=_cells({number}, heading),
                           words={"problems": f"第{number}项问题"})


def _column(heading: str) -> tuple[ListCell, ...]:
    return (ListCell(None, heading),) if heading in _LISTED else ()


def _cells(numbers: set[int], heading: str) -> tuple[ListCell, ...]:
    """The blank cells; a problem without measures has none in 措施, so its own words stand for it."""
    shown = "问题" if heading == "整改措施" else heading
    return tuple(ListCell(number, shown) for number in sorted(numbers)) if heading in _LISTED else ()


def _lacking(publication: Publication) -> Mapping[str, Mapping[int, Place]]:
    """Missing headings -> the numbers of the problems that lack them, and where those stand."""
    lacking: dict[str, dict[int, Place]] = defaultdict(dict)
    needed = (("牵头单位", "lead_units"), ("整改时限", "deadline_text"), ("整改措施", "measures"))
    alone = unmatched_numbers(publication)
    for problem in publication.problems if publication.kind == "plan" else ():
        for heading, name in needed:
            if not getattr(problem, name) and (problem.place.file, problem.number) not in alone:
                lacking[heading].setdefault(problem.number, problem.place)
    for found in publication.diagnostics:
        if (found.place.file, found.problem) in alone or found.kind != "missing_field":
            continue
        if found.problem is not None and found.expected:
            lacking[found.expected].setdefault(found.problem, found.place)
    return lacking


@rule("P806", "文档不完整（下转、截断）", "文件不完整：{note}")
def broken_off(book: Book) -> Iterator[Spot]:
    """文件中途断开，例如报纸“下转第几版”，后面的内容没有。

    Why: 断开之后的问题不在文件里，清单就不全。
    Remedy: 找到完整的文件重新导入；已导入的部分不受影响，再次导入会按编号合并。
    Bad: 报纸上印着“下转第几版”。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | 1.青河沿线有3处排污口未规范整治。 |
        | 2 | 牵头单位：市水务局 |
        | 3 | 整改时限：2031年6月底 |
        | 4 | 整改措施：封堵排污口，完善 |
        | 5 | !（下转第5版） |
    Bad: 只有后半截，前面的内容在另一版上。
        正文 方案第二页.txt
        | 行 | 文字 |
        | 1 | !（上接第4版） |
        | 2 | 巡查制度。 |
        | 3 | 2.城东水厂应急备用水源没有建成。 |
        | 4 | 牵头单位：市水务局 |
        | 5 | 整改时限：2031年12月底 |
        | 6 | 整改措施：建成应急备用水源。 |
    Bad: 到第3项就断了，时限和措施都没有。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | 1.青河沿线有3处排污口未规范整治。 |
        | 2 | 牵头单位：市水务局 |
        | 3 | 整改时限：2031年6月底 |
        | 4 | 整改措施：封堵排污口3处。 |
        | 5 | 2.城东水厂应急备用水源没有建成。 |
        | 6 | 牵头单位：市水务局 |
        | 7 | 整改时限：2031年12月底 |
        | 8 | 整改措施：建成应急备用水源。 |
        | 9 | !3.南郊垃圾转运站渗滤液收集不全。 |
        | 10 | 牵头单位：市城市管理局 |
    Good: 前后两截一起导入，接起来是完整的。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | 1.青河沿线有3处排污口未规范整治。 |
        | 2 | 牵头单位：市水务局 |
        | 3 | 整改时限：2031年6月底 |
        | 4 | 整改措施：封堵排污口，完善 |
        | 5 | （下转第5版） |

        正文 方案第二页.txt
        | 行 | 文字 |
        | 1 | （上接第4版） |
        | 2 | 巡查制度。 |
        | 3 | 2.城东水厂应急备用水源没有建成。 |
        | 4 | 牵头单位：市水务局 |
        | 5 | 整改时限：2031年12月底 |
        | 6 | 整改措施：建成应急备用水源。 |
    Good: 句子里有“下转”二字，说的是污水。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | 1.渗滤液下转至调节池的管道破损。 |
        | 2 | 牵头单位：市城市管理局 |
        | 3 | 整改时限：2031年6月底 |
        | 4 | 整改措施：更换管道，渗滤液全部下转至调节池。 |
    """
    for found in diagnosed(book, "truncated"):
        note = (found.note or found.given or "后面的内容没有").rstrip("。")
        about = _cut_short(book.publication, found.place) if book.publication else ()
        yield Spot(found.place, given=found.given, words={"note": note}, about=about)


_ENDED = ("。", "；", "！", "？", "）", ")", ";", ".", "”", "…")


def _cut_short(publication: Publication, place: Place) -> tuple[ListCell, ...]:
    """The text the break fell into: that of the last problem before it, where it has no full stop."""
    before = [p for p in publication.problems if (p.place.line or 0) <= (place.line or 0)]
    last = before[-1] if before and place.line else None
    if last is None:
        return ()
    if not last.measures:
        return (ListCell(last.number, "整改目标" if last.goal else "问题"),)
    index = len(last.measures) - 1
    whole = last.measures[index].text.endswith(_ENDED) or last.measures[index].done_note
    return () if whole else (ListCell(last.number, "整改措施", index),)


@rule("P807", "版式无法识别", "没有从文件里读出问题清单：{note}")
def no_list(book: Book) -> Iterator[Spot]:
    """文件里读不出一项一项的问题。

    Why: 读不出来就不编造，清单不会改动。
    Remedy: 确认导入的是整改方案（措施清单）或整改进展情况附件；是扫描件的，换文字版；版式特殊的，可直接在问题清单里逐项录入。
    Bad: 选错了文件，是一份会议通知。
        正文 会议通知.txt
        | 行 | 文字 |
        | 1 | !关于召开整改工作会议的通知 |
        | 2 | 各有关单位： |
        | 3 | 定于3月20日上午召开整改工作会议，请准时参加。 |
    Bad: 表里有序号、单位，却没有问题。
        表格 联络员名单.xlsx
        | 序号 | 单位 | 联系人 | 联系电话 |
        | !1 | 市水务局 | 林晓 | 0400-5550123 |
    Good: 台账一类的表，栏目叫法不同也读得出。
        表格 整改台账.xlsx
        | 序号 | 整改任务 | 责任单位 | 完成时限 | 重点措施 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 2031年6月底 | 封堵排污口3处。 |
        | 2 | 城东水厂应急备用水源没有建成。 | 市水务局 | 2031年12月底 | 建成应急备用水源。 |
    Good: 前后夹着别的文字，中间有一项项的问题。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | 各有关单位：现将整改措施清单印发给你们。 |
        | 2 | 1.青河沿线有3处排污口未规范整治。 |
        | 3 | 牵头单位：市水务局 |
        | 4 | 整改时限：2031年6月底 |
        | 5 | 整改措施：封堵排污口3处。 |
        | 6 | 2.城东水厂应急备用水源没有建成。 |
        | 7 | 牵头单位：市水务局 |
        | 8 | 整改时限：2031年12月底 |
        | 9 | 整改措施：建成应急备用水源。 |
    """
    for found in diagnosed(book, "no_list"):
        note = (found.note or "版式无法识别").rstrip("。")
        yield Spot(found.place, given=found.given, words={"note": note})
