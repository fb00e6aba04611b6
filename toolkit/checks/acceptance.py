"""X 验收销号: who accepts what is done, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import Wordings, before, standing
from toolkit.model import Book, Problem, StatusClass

_ACCEPTED: frozenset[StatusClass] = frozenset({"accepted", "closed"})


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
