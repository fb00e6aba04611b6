"""D 时限: deadlines nobody can read, and work its own unit says is behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.checks.outstanding import open_cases, spot_of
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import Wordings
from toolkit.dates import read_deadline
from toolkit.model import Book, Case, Entry


@rule("D604", "时限无法识别", "第{problem}项问题的整改时限“{given}”认不出是哪一天，不能判断是否逾期")
def deadline_unreadable(book: Book) -> Iterator[Spot]:
    """问题清单里的整改时限读不成日期，“时限日期”也没有填。

    Why: 认不准的时限不猜；没有日期就不会提醒到期和逾期。
    Remedy: 由整改办在 templates/问题清单.xlsx“问题”表的“时限日期”栏填写日期；确实没有期限的，把“整改时限”写成“长期坚持”。
    Bad: 说不准是哪一天、数字有误、写了两个日期
        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 汛期前 |
        | 2 | 市水务局 | 2031年1221日 |
        | 3 | 市水务局 | 2031年6月底或2031年9月底 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已清淤2公里，剩余3公里正在清淤。 |
        | 2 | !尚未启动 | 等待用地批复。 |
        | 3 | !达到序时进度 | 已封堵排污口5处，另有4处正在协商。 |
    Good: 认得出的写法、没有期限的写法；整改办填了“时限日期”的，以日期为准；已经完成的不再问
        清单
        | 序号 | 牵头单位 | 整改时限 | 时限日期 |
        | 1 | 市水务局 | 2031年6月底前 | |
        | 2 | 市水务局 | 长期坚持 | |
        | 3 | 市水务局 | 立行立改 | |
        | 4 | 市水务局 | 汛期前 | 2031-05-31 |
        | 5 | 市水务局 | 主汛期结束后 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 正在推进 | 已清淤2公里，剩余3公里正在清淤。 | |
        | 2 | 正在推进 | 已建立巡查制度，巡查河道46次。 | |
        | 3 | 正在推进 | 已拆除围挡3处，另有1处正在协商。 | |
        | 4 | 达到序时进度 | 已封堵排污口5处，另有4处正在协商。 | |
        | 5 | 已完成整改 | 已修复护岸1.2公里。 | 2031-03-10 |
    """
    for case, _, as_of, stands in open_cases(book, _without_day):
        # 立行立改 is understood, though it names no day: the import does not ask about it either.
        if read_deadline(case.problem.deadline_text or "").precision == "unclear":
            yield replace(spot_of(case, stands, as_of, as_of, 0), given=case.problem.deadline_text, expected=None)


def _without_day(case: Case) -> bool:
    return case.problem.deadline is None and not case.problem.long_term


@rule("D605", "未达序时进度", "第{problem}项问题{led}{unit}填“{given}”{left}")
def behind_schedule(book: Book) -> Iterator[Spot]:
    """单位自己报的状态是未达序时进度。

    Why: 落后的问题要重点调度，越早越好。
    Remedy: 请在“存在问题”写明落后的原因，在“下一步措施”写明赶上进度的办法和时间。
    Bad: 牵头单位落后；牵头单位没有落后，责任单位承担的部分落后
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 责任单位 | 整改时限 |
        | 1 | 市水务局 | | 2031年6月底 |
        | 2 | 市水务局 | 东岭区人民政府 | 2031年12月底 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !未达序时进度 | 已清淤2公里，因汛期停工20天。 |
        | 2 | 正在推进 | 已建成泵站1座。 |

        填报表 东岭区人民政府
        | 序号 | 整改状态* | 整改进展情况* |
        | 2 | !滞后 | 已改造管网1公里，因征地停工。 |
    Good: 说到过滞后，但已经赶上；已经完成
        上期
        | 序号 | 整改状态 |
        | 1 | 未达序时进度 |
        | 2 | 未达序时进度 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 达到序时进度 | 已清淤4公里，此前滞后的工程量已全部补上。 | |
        | 2 | 已完成整改 | 已改造管网3公里。 | 2031-03-10 |
    """
    wordings = Wordings(book.profile)
    def late(entry: Entry) -> bool:
        return wordings.status_class(entry.text("status")) == "behind"

    for case, deadline, as_of, stands in open_cases(book, lambda case: any(map(late, case.entries))):
        for entry in case.entries:
            if late(entry):
                spot = spot_of(case, stands, deadline or as_of, as_of, 0)
                days = (deadline - as_of).days if deadline else -1
                yield replace(
                    spot, place=entry.place_of("status"), unit=entry.unit, given=entry.text("status"),
                    expected=None, words={**spot.words, "led": "", "left":
                                          f"，离整改时限还有{days}天" if days >= 0 else ""})
