"""D 时限: problems past their deadline, or near it, on the day the period reports (统计截至日)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import Standing, Wordings, standing
from toolkit.dates import chinese_day
from toolkit.model import FINISHED, Book, Case, Place, StatusClass


@rule("D601", "逾期未完成", "第{problem}项问题{led}应于{due}完成，截至{as_of}已逾期{days}天，{state}")
def overdue(book: Book) -> Iterator[Spot]:
    """整改时限已过，状态还不是已完成。

    Why: 逾期未完成的问题要列入提醒和督办，附件也应如实反映。
    Remedy: 已经完成的，请更新状态并填完成日期；没有完成的，请加快整改，在“存在问题”写明原因，需要调整时限的按程序报批。
    Bad:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2030-12-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已清淤2公里。 |
    Good:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031-03-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """
    for case, deadline, as_of, stands in _unfinished(book):
        if deadline < as_of:
            yield _spot(case, stands, deadline, as_of, (as_of - deadline).days)


@rule("D602", "即将到期", "第{problem}项问题{led}应于{due}完成，距统计截至日{as_of}还有{days}天，{state}")
def due_soon(book: Book) -> Iterator[Spot]:
    """离整改时限不远了，状态还不是已完成。

    Why: 提前提醒，避免到期才发现完不成。提前多少天提醒在专项配置的“设置”里定。
    Remedy: 请按时限倒排进度；预计完不成的，尽早说明原因和打算。
    Bad:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031-04-15 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已清淤2公里。 |
    Good:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031-04-15 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-10 |
    """
    soon = timedelta(days=book.profile.due_soon_days)
    for case, deadline, as_of, stands in _unfinished(book):
        if as_of <= deadline <= as_of + soon:
            yield _spot(case, stands, deadline, as_of, (deadline - as_of).days)


def _unfinished(book: Book) -> Iterator[tuple[Case, date, date, Standing]]:
    """Every problem with a deadline that is not finished."""
    if book.period is None:
        return
    wordings = Wordings(book.profile)
    for case in book.cases:
        stands = standing(case, wordings)
        if case.problem.deadline and stands.status not in FINISHED:
            yield case, case.problem.deadline, book.period.as_of, stands


def _spot(case: Case, stands: Standing, deadline: date, as_of: date, days: int) -> Spot:
    entry = stands.entry
    leads = case.problem.lead_units
    return Spot(
        entry.place_of("status") if entry else Place(),
        entry.unit if entry else leads[0] if leads else None,
        case.problem.number, expected=deadline.isoformat(),
        words={"due": chinese_day(deadline), "as_of": chinese_day(as_of), "days": str(days),
               "led": f"（{'、'.join(leads)}牵头）" if leads else "",
               "state": _state(stands.status, case)})


def _state(status: StatusClass | None, case: Case) -> str:
    if status is None:
        return "本期状态不明" if case.entries else "本期还没有报送"
    return "尚未启动" if status == "not_started" else "尚未完成"
