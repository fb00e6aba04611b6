"""X 验收销号: who accepts what is done, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from toolkit.checks.rule import NOWHERE, Spot, rule
from toolkit.checks.standing import Standing, Wordings, before, is_none, standing
from toolkit.dates import chinese_day
from toolkit.model import FINISHED, Book, Case, Problem, StatusClass

_ACCEPTED: frozenset[StatusClass] = frozenset({"accepted", "closed"})


@rule("X701", "完成后久未验收", "第{problem}项问题{done}已完成，截至{as_of}已过{days}天，还没有验收{by}")
def long_unaccepted(book: Book) -> Iterator[Spot]:
    """问题完成很久了，还没有验收。多少天算久在专项配置的“设置”里定。

    Why: 完成不等于销号，拖久了现场可能反复，材料也不好补。
    Remedy: 请牵头单位备齐材料申请验收；已经验收的，状态改报“已验收”，或由整改办在整改台账“问题”表填写验收日期、实际验收单位和验收依据。
    Bad:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !已完成整改 | 已清淤5公里。 | 2030-06-30 |
    Good:
        报送期
        | 统计截至 |
        | 2031-03-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-02-28 |
        | 2 | 已验收 | 已拆除违建3处。 | 2030-06-30 |
    """
    if book.period is None:
        return
    wordings, as_of = Wordings(book.profile), book.period.as_of
    for case in book.cases:
        stands = standing(case, wordings)
        day = _done_on(case, stands)
        if stands.status != "completed" or day is None or _recorded(book, case):
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


@rule("X702", "未经验收即销号", "{unit}的第{problem}项问题填“{given}”，但{before}，也没有验收记录", weight="blocks")
def closed_without_acceptance(book: Book) -> Iterator[Spot]:
    """本期填已销号，上期不是已验收，台账里也没有验收日期。

    Why: 销号要先验收：申请、现场核查、审核签字、公示，然后备案销号，一步都不能少。
    Remedy: 还没有验收的，改报实际状态；已经验收的，由整改办在整改台账“问题”表填写验收日期、实际验收单位和验收依据，再运行一次。
    Bad:
        上期
        | 序号 | 整改状态 |
        | 1 | 已完成整改 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !已销号 | 已清淤5公里，已销号。 | 2031-02-10 |
    Good:
        上期
        | 序号 | 整改状态 |
        | 1 | 已验收 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已销号 | 已清淤5公里，已销号。 | 2031-02-10 |
    """
    wordings = Wordings(book.profile)
    for case in book.cases:
        stands, last = standing(case, wordings), before(case)
        if stands.status == "closed" and stands.entry and last not in _ACCEPTED \
                and not _recorded(book, case):
            said = case.baseline.status_text if case.baseline else case.problem.status_text
            yield Spot(stands.entry.place_of("status"), stands.entry.unit, case.problem.number,
                       given=stands.entry.text("status"),
                       words={"before": f"此前是“{said}”" if said else "此前没有报过已验收"})


@rule("X704", "销号后反弹", "{unit}的第{problem}项问题上期已销号，本期又填“{given}”", weight="blocks")
def back_after_closing(book: Book) -> Iterator[Spot]:
    """已经销号的问题又报成没有完成。

    Why: 销号以后反弹的，要重新列入整改，对外也要有说法，不能悄悄改回去。
    Remedy: 填错的，改回“已销号”；确实反弹的，写明原因报整改办，由整改办在专项配置“规则”表豁免这一条（写明批准人和理由）后重新列入。
    Bad:
        上期
        | 序号 | 整改状态 |
        | 1 | 已销号 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 河道出现新的淤积，正在清理。 |
    Good:
        上期
        | 序号 | 整改状态 |
        | 1 | 已销号 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 已销号 | 河道保持畅通。 |
    """
    wordings = Wordings(book.profile)
    for case in book.cases:
        stands = standing(case, wordings)
        if before(case) == "closed" and stands.entry and stands.status not in FINISHED:
            yield Spot(stands.entry.place_of("status"), stands.entry.unit, case.problem.number,
                       given=stands.entry.text("status"))


def _done_on(case: Case, stands: Standing) -> date | None:
    """The day a finished problem was finished: as claimed now, else as the last ledger has it."""
    written = stands.entry.cells.get("done_on") if stands.entry else None
    day = written.day if written else None
    return day or (case.baseline.done_on if case.baseline else None)


def _recorded(book: Book, case: Case) -> bool:
    """Whether the office has written in the ledger that the problem was accepted."""
    edit = book.edits.get(case.problem.number)
    return edit is not None and not is_none(edit.accepted_on)


@rule("X703", "牵头单位自行验收", "第{problem}项问题的验收单位{given}就是牵头单位{claim}",
      stages=("import", "period"))
def accepts_own_work(book: Book) -> Iterable[Spot]:
    """验收单位同时又是牵头单位。

    Why: 自己牵头、自己验收，结论容易受质疑。这是提示，不是差错，按公布的方案执行即可。
    Remedy: 公布如此的不必改动；本期申报验收或销号的，请附第三方或上级部门的核查意见，或由整改办另定验收单位并更新问题清单。
    Bad:
        公布清单
        | 序号 | 牵头单位 | 验收单位 |
        | !1 | 市水务局 | 市水务局 |
    Good:
        公布清单
        | 序号 | 牵头单位 | 验收单位 |
        | 1 | 市水务局 | 市生态环境局 |
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
        if not own or before(case) in _ACCEPTED:
            continue
        stands = standing(case, wordings)
        if stands.status in _ACCEPTED and stands.entry:
            entry = stands.entry
            yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                       given="、".join(own), words={"claim": f"，本期新填“{entry.text('status')}”"})


def own_acceptance(problem: Problem) -> tuple[str, ...]:
    """The units that lead a problem and accept it too."""
    return tuple(unit for unit in problem.acceptance_units if unit in problem.lead_units)
