"""Deadlines of a published document: unreadable, with a year worked out, or overrun by a measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.checks.publication.found import diagnosed, measure_name
from toolkit.checks.rule import Spot, rule
from toolkit.dates import Deadline, Trouble, chinese_day, read_deadline
from toolkit.model import Book, ListCell, Problem

_WHY: Mapping[Trouble, str] = {
    "no_year": "没有写年份，从文件里也看不出是哪一年",
    "several": "写了不止一个日期（{days}），不能确定以哪一个为准",
    "damaged": "像是印错或缺字，不是日历上有的日期",
    "vague": "认不出是哪一天",
    "": "认不出是哪一天",
}


@rule("P805", "时限无法识别", "第{problem}项问题的整改时限“{given}”{why}")
def deadline_unclear(book: Book) -> Iterator[Spot]:
    """整改时限的写法认不出具体日期：没有年份、写了几个日期、印错，或只说“汛期前”。

    Why: 认不准的时限不猜；没有日期就不能提醒到期和逾期。
    Remedy: 在问题清单“时限日期”一栏填写日期；原文有误的，按更正后的时限填写。
    Bad:
        公布清单
        | 序号 | 整改时限 |
        | !1 | 汛期前 |
        | !2 | 2031年底前见成效、2032年底前完成 |
        | !3 | 2031年0630日 |
    Good:
        公布清单
        | 序号 | 整改时限 |
        | 1 | 2031年6月底 |
        | 2 | 立行立改并长期坚持 |
        | 3 | 2031年1—6月 |
    """
    for found in diagnosed(book, "bad_deadline"):
        about = (ListCell(found.problem, "整改时限"), ListCell(found.problem, "时限日期")) if found.problem else ()
        yield Spot(found.place, problem=found.problem, given=found.given, about=about,
                   words={"why": _why(read_deadline(found.given or ""))})


def _why(deadline: Deadline) -> str:
    return _WHY[deadline.trouble].format(days="、".join(map(chinese_day, deadline.days)))


@rule("P809", "时限年份系推定", "第{problem}项问题的整改时限“{given}”没有写全年份，按上下文记为{expected}，请核对")
def year_inferred(book: Book) -> Iterator[Spot]:
    """整改时限没有写年份，日期是按文件标题或同一文件里其他时限的年份推定的。

    Why: 推定的年份可能不对，到期和逾期提醒会跟着错。
    Remedy: 核对“时限日期”；不对的直接改正，对的在问题清单“待确认”表里填“已确认”。
    Bad: 没有写年份，或者只写两位。
        公布清单
        | 序号 | 整改时限 | 时限日期 |
        | !1 | 10月底前 | 2031-10-31 |
        | !2 | 31年底前 | |
    Bad: 台账的时限只写月份，年份按标题里的年份推定。
        表格 2031年整改台账.xlsx
        | 序号 | 问题 | 牵头单位 | 整改时限 | 整改措施 |
        | !1 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 6月底前 | 封堵排污口3处。 |
        | 2 | 城东水厂应急备用水源没有建成。 | 市水务局 | 2031年12月底 | 建成备用水源。 |
    Good: 年份写全了。
        公布清单
        | 序号 | 整改时限 |
        | 1 | 2031年10月底前 |
        | 2 | 2031年6月底前启动验收 |
    Good: 没有日期的说法，不推定年份。
        公布清单
        | 序号 | 整改时限 |
        | 1 | 立行立改 |
        | 2 | 长期坚持 |
    """
    for problem in book.publication.problems if book.publication else ():
        if problem.deadline and problem.deadline_text and _is_inferred(problem):
            yield Spot(problem.place, problem=problem.number, given=problem.deadline_text,
                       expected=chinese_day(problem.deadline), about=(ListCell(problem.number, "时限日期"),))


def _is_inferred(problem: Problem) -> bool:
    written = read_deadline(problem.deadline_text or "")
    return written.inferred or written.trouble == "no_year"


@rule("P810", "措施时限晚于整改时限", "第{problem}项问题{measures}的时限{given}晚于该问题的整改时限{expected}")
def measure_too_late(book: Book) -> Iterator[Spot]:
    """措施里写的完成日期比问题的整改时限还晚。

    Why: 措施没有到期，问题就要求完成，两个时限必有一个不对，或者措施属于整改完成后的后续工作。
    Remedy: 对照原文核对两个时限；公布如此的不必改动，完成时限以公布的整改时限为准。
    Bad:
        公布清单
        | 序号 | 整改时限 | 整改措施 |
        | !1 | 2031年6月底 | 2031年9月底前建成备用水源。 |
        | !2 | 2031年12月31日前 | 2032年6月底前完成管网改造。 |
    Good:
        公布清单
        | 序号 | 整改时限 | 整改措施 |
        | 1 | 2031年6月底 | 2031年3月底前完成选址。 |
        | 2 | 2031年6月底前，并长期坚持 | 2032年底前复查一遍。 |
        | 3 | 2031年12月底 | 落实《水源保护规划（2030—2035年）》。 |
    """
    for problem in book.publication.problems if book.publication else ():
        late = tuple(_later(problem))
        if late and problem.deadline:
            days = sorted({day for i in late if (day := problem.measures[i].deadline)})
            yield Spot(
                problem.place, problem=problem.number, given="、".join(map(chinese_day, days)),
                expected=chinese_day(problem.deadline),
                words={"measures": "、".join(measure_name(problem, i) for i in late)},
                about=tuple(ListCell(problem.number, "措施时限", i) for i in late))


def _later(problem: Problem) -> Iterator[int]:
    """The measures that run past the problem's own deadline; one kept up for good may."""
    if problem.deadline and not problem.long_term:
        for index, measure in enumerate(problem.measures):
            if measure.deadline and measure.deadline > problem.deadline:
                yield index
