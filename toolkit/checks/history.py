"""L 前后逻辑: this period against the last one's ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.checks.language.amounts import (
    Amount,
    amounts,
    apart,
    best_match,
    closeness,
    grows,
    same_thing,
)
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import Wordings, effective, leads, says_nothing_new
from toolkit.model import FINISHED, Book, StatusClass

_STAGES: dict[StatusClass, int] = {
    "not_started": 0, "behind": 1, "in_progress": 1, "on_schedule": 1, "completed": 2, "accepted": 3, "closed": 4}
"""Ahead of or behind schedule is the same stage: work that falls behind has not gone back."""


@rule("L506", "状态倒退", "{unit}的第{problem}项问题上期（{period}）是“{expected}”，本期填“{given}”", weight="blocks",
      needs=("F303", "C206", "R106"), against_last=True)
def status_went_back(book: Book) -> Iterator[Spot]:
    """本期状态比上期公布的退后了一步：上期已完成，本期又在推进；上期在推进，本期又未启动。

    Why: 状态逐期公开，无缘无故地退回去会让人怀疑上期的结论。
    达到序时进度、正在推进、未达序时进度之间的变化是进度快慢，不算倒退；已销号之后又在整改的，另按 X704 提示。
    Remedy: 填错的改过来；上期填错或整改出现反弹的，请在“存在问题”写明原因，由整改办核实后在台账里更正，或对本条办理豁免。
    Bad:
        上期
        | 序号 | 整改状态 |
        | 1 | 已完成整改 |
        | 2 | 正在推进 |
        | 3 | 已验收 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !正在推进 | 已清淤2公里。 | |
        | 2 | !尚未启动 | 等待用地批复。 | |
        | 3 | !已完成整改 | 已清淤5公里。 | 2031-02-10 |
    Good:
        上期
        | 序号 | 整改状态 |
        | 1 | 达到序时进度 |
        | 2 | 正在推进 |
        | 3 | 已完成整改 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 未达序时进度 | 受汛期影响停工20天。 | |
        | 2 | 已完成整改 | 已清淤5公里。 | 2031-03-10 |
        | 3 | 已完成整改，长期坚持 | 已建立管护制度。 | 2031-02-10 |
    """
    wordings = Wordings(book.profile)
    period = book.baseline.period if book.baseline else ""
    for case in book.cases:
        last = case.baseline.status if case.baseline else None
        if last is None or case.baseline is None:
            continue
        for entry in leads(case):
            now = wordings.status_class(entry.text("status"))
            relapse = last == "closed" and now not in FINISHED
            if now and not relapse and _STAGES[now] < _STAGES[last]:
                yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                           given=entry.text("status"), expected=case.baseline.status_text or "",
                           words={"period": period})


@rule("L511", "累计数倒退", "{unit}的第{problem}项问题“{thing}”本期写{given}，上期（{period}）写{expected}，累计数少了{less}",
      needs=("F302", "R106"), against_last=True)
def cumulative_fell(book: Book) -> Iterator[Spot]:
    """累计完成的数量比上期公布的少。

    Why: 累计数只会增加，变少说明两期之中有一期写错了，或者统计口径变了。
    按单位和所数的事物对应，通用的单位（户、家）和同物异名（管道、管网）算同一事物；做的事不同（排查与整治、新建与修复）的不比较；只比较从头累计的数，“本月”“今年”“新增”“剩余”“计划”一类的数和约数不比较。
    Remedy: 核对台账：本期写错的改正；上期写错或口径有变化的，在文字里说明。
    Bad:
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | 累计封堵自备井320眼，完成投资1.2亿元。 |
        | 2 | 正在推进 | 已完成污水管网改造12.5公里。 |
        | 3 | 正在推进 | 累计关停小煤矿26家，安置职工2050人。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | !累计封堵自备井302眼，完成投资1.3亿元。 |
        | 2 | 正在推进 | !截至3月底，已完成污水管道改造11800米。 |
        | 3 | 正在推进 | !累计关停小煤矿23户，安置职工2140人。 |
    Good:
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | 累计封堵自备井320眼，本月检查用水户45户，剩余90眼。 |
        | 2 | 正在推进 | 已完成污水管网改造12.5公里。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 累计封堵自备井350眼，本月检查用水户30户，剩余60眼。 |
        | 2 | 正在推进 | 已完成污水管网改造13000米，其中本月0.5公里。 |
    """
    period = book.baseline.period if book.baseline else ""
    for case, entry in effective(book):
        if case.baseline is None or entry.role != "lead" or says_nothing_new(entry):
            continue
        before = "\n".join(p.text for p in case.baseline.paragraphs)
        text = entry.text("progress")
        for now, last in _fallen(text, before) if before and text else ():
            less = last.quantity.say(last.quantity.value - now.quantity.value)
            yield Spot(entry.place_of("progress"), entry.unit, case.problem.number,
                       given=now.quantity.bare, expected=last.quantity.bare,
                       words={"thing": now.thing or "累计", "period": period, "less": less})


def _fallen(text: str, before: str) -> Iterator[tuple[Amount, Amount]]:
    """Amounts that count from the beginning and are now less than every one they may stand for."""
    last = [amount for amount in amounts(before) if grows(before, amount)]
    if not last:
        return
    told = [amount for amount in amounts(text) if grows(text, amount)]
    for now in told:
        matches = best_match(now, last)
        if matches and all(now.quantity.value < match.quantity.value for match in matches) and not any(
                closeness(now, match) < _NEAR or _told_by_another(now, match, told) for match in matches):
            yield now, min(matches, key=lambda match: match.quantity.value)


_NEAR = 0.4
"""Less likeness than this is that of a part to its whole: 排查企业320家, 排查化工企业46家."""
_SAME = 0.6


def _told_by_another(now: Amount, last: Amount, told: Sequence[Amount]) -> bool:
    """Whether another amount of this period speaks of what the last one did: nearer to it, or in its unit.

    Or several do together: 建成管网36公里, then 建成主管网26公里、支管网14公里.
    """
    together = [a for a in told if a.quantity.unit == last.quantity.unit and closeness(a, last) and not apart(a, last)]
    if sum(a.quantity.value for a in together) >= last.quantity.value:
        return True
    for other in told:
        if other is now or same_thing(other, last) < _SAME:
            continue
        if closeness(other, last) > closeness(now, last):
            return True
        if other.quantity.unit == last.quantity.unit != now.quantity.unit:
            return True
    return False
