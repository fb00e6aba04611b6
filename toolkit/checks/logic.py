"""L 前后逻辑: the status of a problem against its measures and its day of completion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    Wordings,
    before,
    done_before,
    effective,
    is_none,
    measure_label,
    own_measures,
    says_nothing_new,
)
from toolkit.model import FINISHED, Book, Case, Entry
from toolkit.regex import regex

_KEPT_UP = regex("长期|持续|常态")
"""A measure that goes on for good beside a problem that is finished and kept up."""
_STILL_LACKING = regex("尚|还|未|待|仍|差|不足")


@rule("L501", "状态为已完成但措施未完成", "{unit}的第{problem}项问题填“{given}”，但{measures}", weight="blocks")
def finished_but_measures_open(book: Book) -> Iterator[Spot]:
    """问题填已完成、已验收或已销号，措施表里却还有措施没有完成。

    Why: 措施没有全部落实，问题就不能算完成。
    填“已完成整改，长期坚持”的，措施填“长期坚持”“持续推进”不算没有完成。
    Remedy: 核实后二选一：措施确已落实的，把“完成情况”改为已完成；还没有落实的，把整改状态改为实际状态。
    Bad: 措施还在推进，问题填已完成、已验收
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |
        | 1 | 二 | 清淤5公里。 |
        | 2 | 一 | 拆除违建3处。 |
        | 2 | 二 | 恢复绿化0.5公顷。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !已完成整改 | 已封堵排污口4处。 | 2031-03-10 |
        | 2 | !已验收 | 已拆除违建3处，通过验收。 | 2031-02-20 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 已完成 |
        | 1 | 二 | 推进中 |
        | 2 | 一 | 已落实 |
        | 2 | 二 | 未开展 |
    Good: 措施全部完成；没填的一条，清单已标注完成；长期坚持的措施不会有完成的一天
        清单措施
        | 序号 | 措施序号 | 整改措施 | 完成标注 |
        | 1 | 一 | 封堵排污口。 | |
        | 1 | 二 | 清淤5公里。 | 已完成整改 |
        | 2 | 一 | 拆除违建3处。 | |
        | 2 | 二 | 加强日常巡查。 | |
        | 3 | 一 | 建设泵站1座。 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已封堵排污口4处。 | 2031-03-10 |
        | 2 | 已完成整改，长期坚持 | 已拆除违建3处，建立巡查制度。 | 2031-02-20 |
        | 3 | 正在推进 | 泵站已完成基础施工。 | |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 已落实 |
        | 2 | 一 | 已完成 |
        | 2 | 二 | 长期坚持 |
        | 3 | 一 | 推进中 |
    """
    wordings = Wordings(book.profile)
    for case, entry in effective(book):
        word = wordings.status(entry.text("status"))
        if word is None or word.status not in FINISHED:
            continue
        long_term = word.long_term or case.problem.long_term
        unfinished = [
            row for row in own_measures(case, entry)
            if wordings.measure(row.text("done")) and not wordings.done(row.text("done"))
            and not (long_term and _KEPT_UP.search(row.text("done")))
        ]
        if unfinished:
            yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                       given=entry.text("status"), words={"measures": _said(case, unfinished)})


def _said(case: Case, rows: Sequence[Entry]) -> str:
    return "，".join(
        f"措施{measure_label(case, row.measure or 0)}填的是“{row.text('done')}”" for row in rows)


@rule("L502", "措施全部完成但状态未完成", "{unit}的第{problem}项问题措施都已完成，整改状态却填“{given}”")
def measures_done_but_unfinished(book: Book) -> Iterator[Spot]:
    """措施都已完成，问题状态还不是已完成。

    Why: 可能忘了更新状态；也可能措施完成了，目标还没有达到。
    Remedy: 问题确已完成的，改填“已完成整改”并填完成日期；目标还没有达到的，在“存在问题”写明还差什么。
    Bad: 措施都完成了（有的清单早已标注完成），状态没有更新
        清单措施
        | 序号 | 措施序号 | 整改措施 | 完成标注 |
        | 1 | 一 | 封堵排污口。 | 已完成整改 |
        | 1 | 二 | 清淤5公里。 | |
        | 2 | 一 | 建设泵站1座。 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | !正在推进 | 已清淤5公里。 | - |
        | 2 | !未达序时进度 | 泵站1座已通水运行。 | 无 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 二 | 已完成 |
        | 2 | 一 | 全部完成 |
    Good: 还有一条措施没完成；还有一条没有填；措施完成了，写明还差什么
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |
        | 1 | 二 | 清淤5公里。 |
        | 2 | 一 | 建设泵站1座。 |
        | 2 | 二 | 改造管网3公里。 |
        | 3 | 一 | 关停取水井6眼。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 正在推进 | 已封堵排污口4处，清淤2公里。 | - |
        | 2 | 正在推进 | 泵站1座已通水运行。 | - |
        | 3 | 正在推进 | 已关停取水井6眼。 | 地下水位还没有恢复到目标要求的埋深，待丰水期监测。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 已完成 |
        | 1 | 二 | 推进中 |
        | 2 | 一 | 已完成 |
        | 3 | 一 | 已完成 |
    """
    wordings = Wordings(book.profile)
    for case, entry in effective(book):
        status = wordings.status_class(entry.text("status"))
        if status is None or status in FINISHED or entry.role != "lead":
            continue
        if _all_done(case, entry, wordings) and not _STILL_LACKING.search(entry.text("difficulties")):
            yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                       given=entry.text("status"))


def _all_done(case: Case, entry: Entry, wordings: Wordings) -> bool:
    """Whether every measure of the list is done, and this unit newly reported at least one so."""
    done = {row.measure for row in own_measures(case, entry) if wordings.done(row.text("done"))}
    before = set(done_before(case))
    owed = {index for index, m in enumerate(case.problem.measures) if not m.done_note} - before
    return bool(done - before) and owed <= done


@rule("L504", "已完成但缺完成日期", "{unit}的第{problem}项问题填“{given}”，没有填完成日期", weight="blocks")
def completed_without_day(book: Book) -> Iterator[Spot]:
    """状态填已完成，完成日期空着。

    Why: 是否按期完成要看完成日期，销号材料也要写明。
    新报已验收、已销号而没有填的，只作提醒；填“本期无新进展”、上期已有完成日期的，不再问。
    Remedy: 在“完成日期”填写实际完成的日期，如 2025-03-15。
    Bad: 空着；填了“-”；新报已验收，以前也没有报过完成日期
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | ! |
        | 2 | 已完成整改，长期坚持 | 已建立巡查制度，巡查河道46次。 | !- |
        | 3 | 已验收 | 已封堵排污口5处，通过验收。 | ! |
    Good: 日期有几种写法；没有完成的不用填；上期报过完成日期的
        上期
        | 序号 | 整改状态 | 整改进展情况 | 完成日期 |
        | 4 | 已完成整改 | 已拆除违建3处。 | 2031-02-10 |
        | 5 | 已完成整改 | 已关停取水井6眼。 | 2031-02-20 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-10 |
        | 2 | 已完成整改，长期坚持 | 已建立巡查制度，巡查河道46次。 | 2031年3月10日 |
        | 3 | 正在推进 | 一期已完成，二期正在施工。 | - |
        | 4 | 已完成整改 | 本期无新进展 | |
        | 5 | 已验收 | 已关停取水井6眼，通过验收。 | |
    """
    wordings = Wordings(book.profile)
    for case, entry in effective(book):
        status = wordings.status_class(entry.text("status"))
        asked = "done_on" in entry.columns or book.profile.asks("done_on")
        if not asked or not is_none(entry.text("done_on")) or _no_value(entry):
            continue
        known = case.baseline is not None and case.baseline.done_on is not None
        if status == "completed" and not (known and says_nothing_new(entry)):
            yield Spot(entry.place_of("done_on"), entry.unit, case.problem.number, given=entry.text("status"))
        elif status in FINISHED and status != "completed" and not known and before(case) not in FINISHED:
            yield Spot(entry.place_of("done_on"), entry.unit, case.problem.number, given=entry.text("status"),
                       weight="advises")


def _no_value(entry: Entry) -> bool:
    """Whether the day is an error value or a formula without a result: F306 speaks of it."""
    written = entry.cells.get("done_on")
    return written is not None and bool(written.computed) and not written.text
