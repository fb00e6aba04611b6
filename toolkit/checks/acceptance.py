"""X 验收销号: who accepts what is done, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from toolkit.checks.rule import NOWHERE, Spot, rule
from toolkit.checks.standing import (
    ACCEPTED,
    Standing,
    Wordings,
    acceptance_recorded,
    before,
    standing,
)
from toolkit.dates import chinese_day
from toolkit.model import Book, Case, Problem


@rule("X701", "完成后久未验收", "第{problem}项问题{done}已完成，截至{as_of}已过{days}天，还没有验收{by}", needs=("L505",))
def long_unaccepted(book: Book) -> Iterator[Spot]:
    """问题完成很久了，还没有验收。多少天算久在专项配置的“设置”里定。

    Why: 完成不等于销号，拖久了现场可能反复，材料也不好补。
    Remedy: 请牵头单位备齐材料申请验收；已经验收的，状态改报“已验收”，或由整改办在整改台账“问题”表填写验收日期、实际验收单位和验收依据。
    Bad: 超过90天：按本期填的完成日期；本期没有新进展的，按上期报的
        报送期
        | 统计截至 |
        | 2031-03-31 |

        上期
        | 序号 | 整改状态 | 整改进展情况 | 完成日期 |
        | 2 | 已完成整改，长期坚持 | 已拆除违建3处。 | 2030-12-30 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !已完成整改 | 已清淤5公里。 | 2030-06-30 |
        | 2 | !已完成整改，长期坚持 | 本期无新进展 | |
    Good: 正好90天；已经验收；没有完成；整改办已在台账登记验收日期
        报送期
        | 统计截至 |
        | 2031-03-31 |

        整改台账
        | 序号 | 验收日期 | 实际验收单位 | 验收依据 |
        | 4 | 2031-03-20 | 市生态环境局 | 验收意见 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2030-12-31 |
        | 2 | 已验收 | 已拆除违建3处。 | 2030-06-30 |
        | 3 | 正在推进 | 一期2030年6月已完成，二期正在施工。 | |
        | 4 | 已完成整改 | 已关停取水井6眼。 | 2030-06-30 |
    """
    if book.period is None:
        return
    wordings, as_of = Wordings(book.profile), book.period.as_of
    for case in book.cases:
        stands = standing(case, wordings)
        day = _done_on(case, stands)
        if stands.status != "completed" or day is None or acceptance_recorded(book, case):
            continue
        days = (as_of - day).days
        if days > book.profile.acceptance_days:
            problem, entry = case.problem, stands.entry
            by = "、".join(problem.acceptance_units)
            yield Spot(
                entry.place_of("status") if entry else NOWHERE,
                entry.unit if entry else next(iter(problem.lead_units), None), problem.number,
                given=day.isoformat(),
                words={"done": chinese_day(day), "as_of": chinese_day(as_of), "days": str(days),
                       "by": f"（验收单位：{by}）" if by else ""})


def _done_on(case: Case, stands: Standing) -> date | None:
    """The day a finished problem was finished: as claimed now, else as the last ledger has it."""
    written = stands.entry.cells.get("done_on") if stands.entry else None
    day = written.day if written else None
    return day or (case.baseline.done_on if case.baseline else None)


@rule("X703", "牵头单位自行验收", "第{problem}项问题的验收单位{given}就是牵头单位{claim}",
      stages=("import", "period"))
def accepts_own_work(book: Book) -> Iterable[Spot]:
    """验收单位同时又是牵头单位。导入清单时指出；报送期内只在新报已验收、已销号时再说。

    Why: 自己牵头、自己验收，结论容易受质疑。这是提示，不是差错，按公布的方案执行即可。
    Remedy: 公布如此的不必改动；本期申报验收或销号的，请附第三方或上级部门的核查意见，或由整改办另定验收单位并更新问题清单。
    Bad: 导入清单时：验收单位就是牵头单位，或者有一个是
        公布清单
        | 序号 | 牵头单位 | 验收单位 |
        | !1 | 市水务局 | 市水务局 |
        | !2 | 市水务局、市农业农村局 | 市生态环境局、市农业农村局 |
    Bad: 报送期内：新报已验收
        清单
        | 序号 | 牵头单位 | 验收单位 |
        | 1 | 市水务局 | 市水务局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !已验收 | 已清淤5公里，通过验收。 | 2031-03-10 |
    Good: 验收单位是别的单位（名称相近，不是同一个）；责任单位验收不在此列
        公布清单
        | 序号 | 牵头单位 | 责任单位 | 验收单位 |
        | 1 | 市水务局 | | 市生态环境局 |
        | 2 | 市水务局 | | 自治区水利厅 |
        | 3 | 市水务局 | 市生态环境局 | 市生态环境局 |
    Good: 报送期内：还没有申报验收的、上期已经验收的，不再说
        清单
        | 序号 | 牵头单位 | 验收单位 |
        | 1 | 市水务局 | 市水务局 |
        | 2 | 市水务局 | 市水务局 |

        上期
        | 序号 | 整改状态 |
        | 2 | 已验收 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里，正在申请验收。 | 2031-03-10 |
        | 2 | 已销号 | 已拆除违建3处，已销号。 | 2031-02-10 |
    """
    if book.publication:
        return _as_published(book.publication.problems)
    return _newly_claimed(book)


def _as_published(problems: Iterable[Problem]) -> Iterator[Spot]:
    for problem in problems:
        own = own_acceptance(problem)
        if own:
            yield Spot(problem.place, own[0], problem.number, given="、".join(own), words={"claim": ""})


def _newly_claimed(book: Book) -> Iterator[Spot]:
    """A period asks only where acceptance is claimed now and was not before."""
    wordings = Wordings(book.profile)
    for case in book.cases:
        own = own_acceptance(case.problem)
        if not own or before(case) in ACCEPTED:
            continue
        stands = standing(case, wordings)
        if stands.status in ACCEPTED and stands.entry:
            entry = stands.entry
            yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                       given="、".join(own), words={"claim": f"，本期新填“{entry.text('status')}”"})


def own_acceptance(problem: Problem) -> tuple[str, ...]:
    """The units that lead a problem and accept it too."""
    return tuple(unit for unit in problem.acceptance_units if unit in problem.lead_units)
