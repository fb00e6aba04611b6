"""D 时限: problems past their deadline, or near it, on the day the period reports (统计截至日)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from operator import lt

from toolkit.checks.outstanding import spot_of, with_deadline
from toolkit.checks.rule import Spot, rule
from toolkit.dates import Calendar, chinese_day, said_of_years
from toolkit.model import Book


@rule("D601", "逾期未完成", "第{problem}项问题{led}应于{due}完成，截至{as_of}已逾期{days}天，{state}")
def overdue(book: Book) -> Iterator[Spot]:
    """整改时限已过，状态还不是已完成。

    Why: 逾期未完成的问题要列入提醒和督办，附件也应如实反映。
    Remedy: 已经完成的，请更新状态并填完成日期；没有完成的，请加快整改，在“存在问题”写明原因，需要调整时限的按程序报批。
    Bad: 时限已过，填的还是正在推进；“2030年底前，并长期坚持”要求年底前先做完，也算
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2030年12月底 |
        | 2 | 市水务局 | 2030年底前，并长期坚持 |
        | 3 | 市水务局 | 2031年3月30日前 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已清淤2公里，剩余3公里正在清淤。 |
        | 2 | !未达序时进度 | 已封堵排污口5处，另有4处正在协商。 |
        | 3 | !达到序时进度 | 已完成管网改造3.5公里，剩余0.5公里正在回填。 |
    Bad: 时限已过，牵头单位这一期没有报送
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2030年12月底 |

        应报单位
        | 单位 | 情形 |
        | !市水务局 | 没有发回 |
    Good: 统计截至日当天到期、已经完成、没有期限，都不算逾期
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031年3月底 |
        | 2 | 市水务局 | 2030年12月底 |
        | 3 | 市水务局 | 长期坚持 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 正在推进 | 已清淤2公里，剩余3公里正在清淤。 | |
        | 2 | 已完成整改 | 已封堵排污口9处。 | 2031-02-20 |
        | 3 | 正在推进 | 已巡查河道46次，清理垃圾3.5吨。 | |
    """
    for case, deadline, as_of, stands in with_deadline(book, lt):
        yield spot_of(case, stands, deadline, as_of, (as_of - deadline).days)


@rule("D602", "即将到期", "第{problem}项问题{led}应于{due}完成，{left}，{state}{doubt}")
def due_soon(book: Book) -> Iterator[Spot]:
    """离整改时限不远了，状态还不是已完成。

    Why: 提前提醒，避免到期才发现完不成。提前多少天提醒在专项配置的“设置”里定。
    Remedy: 请按时限倒排进度；预计完不成的，尽早说明原因和打算。
    Bad: 提前30天提醒：当天到期、还有15天、正好还有30天
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031年4月15日前 |
        | 2 | 市水务局 | 2031年4月底前，并长期坚持 |
        | 3 | 市水务局 | 2031年3月底 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已清淤2公里，剩余3公里正在清淤。 |
        | 2 | !达到序时进度 | 已封堵排污口5处，另有4处正在协商。 |
        | 3 | !尚未启动 | 等待用地批复。 |
    Good: 已经完成、还有31天、没有期限；已经过期的由 D601 说
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031年4月15日前 |
        | 2 | 市水务局 | 2031年5月1日前 |
        | 3 | 市水务局 | 长期坚持 |
        | 4 | 市水务局 | 2031年2月底 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-10 |
        | 2 | 正在推进 | 已封堵排污口5处，另有4处正在协商。 | |
        | 3 | 正在推进 | 已巡查河道46次，清理垃圾3.5吨。 | |
        | 4 | 未达序时进度 | 等待用地批复。 | |
    """
    soon, working = book.profile.due_soon_days, book.profile.due_soon_working
    calendar = Calendar(book.profile.holidays)

    def left(deadline: date, as_of: date) -> int | None:
        return calendar.days_left(as_of, deadline, within=soon, working=working)

    for case, deadline, as_of, stands in with_deadline(book, lambda *days: left(*days) is not None):
        days = left(deadline, as_of)
        if days is not None:
            spot = spot_of(case, stands, deadline, as_of, days)
            unknown = said_of_years(calendar, as_of, deadline) if working else ""
            yield replace(spot, words={
                **spot.words, "left": _left(as_of, deadline, f"{days}{'个工作日' if working else '天'}"),
                "doubt": f"（{unknown}）" if unknown else ""})


def _left(as_of: date, deadline: date, days: str) -> str:
    if deadline == as_of:
        return "统计截至日当天到期"
    return f"距统计截至日{chinese_day(as_of)}还有{days}"
