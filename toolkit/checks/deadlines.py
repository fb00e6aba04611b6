"""D 时限: problems past their deadline, or near it, on the day the period reports (统计截至日)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    Standing,
    Wordings,
    standing,
)
from toolkit.dates import Calendar, chinese_day, read_deadline, said_of_years
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
            yield spot_of(case, stands, deadline, as_of, (as_of - deadline).days)


@rule("D602", "即将到期", "第{problem}项问题{led}应于{due}完成，{left}，{state}{doubt}")
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
    soon, working = book.profile.due_soon_days, book.profile.due_soon_working
    calendar = Calendar(book.profile.holidays)
    for case, deadline, as_of, stands in _unfinished(book):
        days = calendar.days_left(as_of, deadline, within=soon, working=working)
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


@rule("D604", "时限无法识别", "第{problem}项问题的整改时限“{given}”认不出是哪一天，不能判断是否逾期")
def deadline_unreadable(book: Book) -> Iterator[Spot]:
    """问题清单里的整改时限读不成日期，“时限日期”也没有填。

    Why: 认不准的时限不猜；没有日期就不会提醒到期和逾期。
    Remedy: 由整改办在 templates/问题清单.xlsx“问题”表的“时限日期”栏填写日期；确实没有期限的，把“整改时限”写成“长期坚持”。
    Bad:
        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 汛期前 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已清淤2公里。 |
    Good:
        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031年6月底前 |
        | 2 | 市水务局 | 长期坚持 |
        | 3 | 市水务局 | 立行立改 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 2 | 正在推进 | 已建立巡查制度。 |
        | 3 | 正在推进 | 已拆除围挡3处。 |
    """
    for case, deadline, as_of, stands in open_cases(book):
        problem = case.problem
        # 立行立改 is understood, though it names no day: the import does not ask about it either.
        unread = read_deadline(problem.deadline_text or "").precision == "unclear"
        if deadline is None and not problem.long_term and unread:
            yield replace(spot_of(case, stands, as_of, as_of, 0), given=problem.deadline_text, expected=None)


@rule("D605", "未达序时进度", "第{problem}项问题{led}{unit}填“{given}”{left}")
def behind_schedule(book: Book) -> Iterator[Spot]:
    """单位自己报的状态是未达序时进度。

    Why: 落后的问题要重点调度，越早越好。
    Remedy: 请在“存在问题”写明落后的原因，在“下一步措施”写明赶上进度的办法和时间。
    Bad:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031-06-30 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !未达序时进度 | 已清淤2公里。 |
    Good:
        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031-06-30 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 达到序时进度 | 已清淤4公里。 |
    """
    wordings = Wordings(book.profile)
    for case, deadline, as_of, stands in open_cases(book):
        for entry in case.entries:
            if wordings.status_class(entry.text("status")) == "behind":
                spot = spot_of(case, stands, deadline or as_of, as_of, 0)
                days = (deadline - as_of).days if deadline else -1
                yield replace(
                    spot, place=entry.place_of("status"), unit=entry.unit, given=entry.text("status"),
                    expected=None, words={**spot.words, "led": "", "left":
                                          f"，离整改时限还有{days}天" if days >= 0 else ""})


def open_cases(book: Book) -> Iterator[tuple[Case, date | None, date, Standing]]:
    """Every problem that is not finished, with its deadline where it has one."""
    if book.period is None:
        return
    wordings = Wordings(book.profile)
    for case in book.cases:
        stands = standing(case, wordings)
        if stands.status not in FINISHED:
            yield case, case.problem.deadline, book.period.as_of, stands


def _unfinished(book: Book) -> Iterator[tuple[Case, date, date, Standing]]:
    """Every problem with a deadline that is not finished."""
    for case, deadline, as_of, stands in open_cases(book):
        if deadline is not None:
            yield case, deadline, as_of, stands


def spot_of(case: Case, stands: Standing, deadline: date, as_of: date, days: int) -> Spot:
    entry = stands.entry
    leads = case.lead_units
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
