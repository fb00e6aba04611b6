"""L 前后逻辑: a day of completion is one that can be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    Wordings,
    before,
    effective,
    effective_measures,
    measure_label,
)
from toolkit.dates import chinese_day
from toolkit.model import FINISHED, Book, Case, Entry, Weight

_EARLIEST = date(2000, 1, 1)


@rule("L505", "完成日期不合理", "{unit}的第{problem}项问题{what}的完成日期填{given}，{why}", weight="blocks",
      needs=("F303", "F304"))
def unlikely_day(book: Book) -> Iterator[Spot]:
    """完成日期晚于统计截至日、早得离谱，或者状态还没有完成却填了完成日期。

    Why: 完成日期是判断是否按期、能不能销号的依据，填错一位就会公布出去。
    Remedy: 核对后改正：还没有完成的，清空完成日期，计划完成的时间写在“下一步措施”；已经完成的，填实际完成的日期，并把状态改成已完成。
    Bad:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | !2032-03-10 |
        | 2 | 正在推进 | 已立项。 | !2031-06-30 |
    Good:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-31 |
        | 2 | 正在推进 | 已立项。 | - |
    """
    if book.period is None:
        return
    wordings, as_of = Wordings(book.profile), book.period.as_of
    for case, entry in effective(book):
        status = wordings.status_class(entry.text("status"))
        found = _unlikely(entry, as_of, finished=status is None or status in FINISHED)
        why, weight = found or _before_last_period(book, case, entry)
        if why:
            yield _spot(case, entry, "", why.format(status=entry.text("status")), weight)
    for case, entry in effective_measures(book):
        said = entry.text("done")
        found = _unlikely(entry, as_of, finished=not wordings.measure(said) or wordings.done(said))
        if found and entry.measure is not None:
            why, weight = found
            label = f"措施{measure_label(case, entry.measure)}"
            yield _spot(case, entry, label, why.format(status=said), weight)


def _unlikely(entry: Entry, as_of: date, *, finished: bool) -> tuple[str, Weight | None] | None:
    """Why a day cannot be, and its weight where it is not the rule's own; None where it can."""
    written = entry.cells.get("done_on")
    day = written.day if written else None
    if day is None:
        return None
    if day > as_of:
        late = f"晚于统计截至日{chinese_day(as_of)}"
        return (late, None) if finished else (f"{late}，状态却是“{{status}}”", "advises")
    if day < _EARLIEST:
        return "早得不合常理", None
    return None if finished else ("状态却是“{status}”", "advises")


def _before_last_period(book: Book, case: Case, entry: Entry) -> tuple[str, Weight | None]:
    """A problem said to be open last period cannot well have been finished long before it."""
    written = entry.cells.get("done_on")
    last = case.baseline.status_text if case.baseline else None
    start = book.period.issued.date() if book.period else None
    open_then = last and before(case) not in FINISHED and before(case) is not None
    if not (written and written.day and start and open_then and (start - written.day).days > 366):
        return "", None
    return f"比上期早一年以上，上期报的却是“{last}”", "advises"


def _spot(case: Case, entry: Entry, what: str, why: str, weight: Weight | None) -> Spot:
    return Spot(entry.place_of("done_on"), entry.unit, case.problem.number,
                given=entry.text("done_on"), words={"what": what, "why": why}, weight=weight)
