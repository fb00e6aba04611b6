"""L 前后逻辑: what the goal and the measures ask for in numbers, against what is reported done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.checks.language.amounts import Amount, amounts, apart, same_thing
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import Wordings, effective, leads, says_nothing_new
from toolkit.clauses import sentences
from toolkit.model import FINISHED, Book, Case, Entry
from toolkit.quantities import MONEY, OCCASIONS, PERCENT, Quantity, quantities
from toolkit.regex import regex

_DOWNWARD = regex(r"降|减|不超过|不高于|低于|小于|以内|以下|控制|压减|不足|少于|限|每|第|(?<![草平高中])原(?!则|料|油|煤|址|野|生|位)|现有|仍|存在|发现")
_ALL = regex(r"全部|全面|所有|逐一|应[^，。]{1,3}尽|均")
_PART_ONLY = regex(
    r"其中|本[月季期年]新增|本[月季期年]|今年|当年|每|日均|剩余|其余|另|又|再|计划|预计|分别|正在|一期|二期|三期|首批|先期|先后(?=\d|分)|试点|"
    r"(?:19|20)\d{2}\s*年(?!以来)|\d+\s*月")
_ALL_SAID = regex(r"全部|均已|全面|所有|已按|任务(?:已|均|圆满|如期|按期)*完成|竣工")
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Wanted:
    """An amount asked for, and where it is asked for."""

    amount: Amount
    where: str


@rule("L512", "目标数量未达到却报完成",
      "{unit}的第{problem}项问题填“{status}”，{where}要求{expected}（{thing}），进展里写的是{given}，还差{less}",
      needs=("F303", "F302", "L501", "L503"))
def goal_not_reached(book: Book) -> Iterator[Spot]:
    """填已完成，进展里写的数量却没有达到整改目标、整改措施或问题里写明的数量。

    Why: 目标写明了数量，验收就按这个数量核对。
    按单位和所数的事物对应，通用的单位（户、家）和同物异名（管道、管网）算同一事物；做的事不同（排查与整治、新建与修复）的不比较；牵头单位和责任单位分别写的数加在一起也算达到；资金、次数、约数和“降到……以下”一类的目标不比较。
    Remedy: 核对台账：确已达到的，把数字写全；没有达到的，整改状态填实际状态；数量经批准调整过的，在文字里写明依据。
    Bad:
        清单
        | 序号 | 牵头单位 | 问题 | 整改目标 | 整改措施 |
        | 1 | 市水务局 | 超采区仍有自备井未关停。 | 封堵410眼自备井。 | 关停取水设施。 |
        | 2 | 市水务局 | 城区污水管网不完善。 | 实现污水应收尽收。 | 新建污水管网62.629公里。 |
        | 3 | 市水务局 | 河道沿线有35处排污口未规范整治。 | 全部排污口规范整治到位。 | 逐一整治。 |
        | 4 | 市水务局 | 流域内养殖污染突出。 | 完成31家畜禽养殖场粪污设施改造。 | 逐户落实。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | !累计封堵自备井398眼，恢复地下水位。 | 2031-03-10 |
        | 2 | 已完成整改 | !已建成污水管网58.4公里，通水运行。 | 2031-03-10 |
        | 3 | 已完成整改 | !已规范整治排污口31处。 | 2031-03-10 |
        | 4 | 已完成整改 | !已对28户畜禽养殖户完成粪污设施改造。 | 2031-03-10 |
    Good:
        清单
        | 序号 | 牵头单位 | 问题 | 整改目标 | 整改措施 |
        | 1 | 市水务局 | 超采区仍有自备井未关停。 | 封堵410眼自备井。 | 投入资金2000万元。 |
        | 2 | 市水务局 | 城区污水管网不完善。 | 污水直排口减少到5处以下。 | 新建污水管网62.629公里。 |
        | 3 | 市水务局 | 城区污水管网不完善。 | 实现污水应收尽收。 | 新建污水管网62.629公里。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 2029年封堵自备井200眼，2030年封堵210眼，投入资金1890万元。 | 2031-03-10 |
        | 2 | 已完成整改 | 已建成污水管网62629米，污水直排口减少到2处。 | 2031-03-10 |
        | 3 | 正在推进 | 已建成污水管网58.4公里。 | |
    """
    wordings = Wordings(book.profile)
    for case, entry in effective(book):
        claims = wordings.status_class(entry.text("status")) in FINISHED
        if entry.role != "lead" or not claims or says_nothing_new(entry):
            continue
        found = _short_of_goal(case, entry)
        if found:
            wanted, reached = found
            goal = wanted.amount.quantity
            yield Spot(entry.place_of("progress"), entry.unit, case.problem.number,
                       given=reached.quantity.bare, expected=goal.bare,
                       words={"status": entry.text("status"), "where": wanted.where, "thing": wanted.amount.thing,
                              "less": goal.say(goal.value - reached.quantity.value)})


def _short_of_goal(case: Case, entry: Entry) -> tuple[Wanted, Amount] | None:
    """The first amount wanted that is spoken of and not reached, with the most that is reported."""
    text = entry.text("progress")
    if not quantities(text):
        return None
    own = amounts(text)
    others = [a for e in case.entries if e is not entry for a in amounts(e.text("progress"))]
    shared = len(leads(case)) > 1
    for wanted in _wanted(case):
        matches = [a for a in own if _matches(a, wanted.amount)] or _by_topic(text, own, wanted.amount)
        told = [a for a in matches if _tells_all(text, a)]
        if not told or _said_whole(text, told) or _adds_up(wanted.amount, own):
            continue
        if not _reached(wanted.amount, matches, others, shared=shared):
            return wanted, max(told, key=lambda a: a.quantity.value)
    return None


def _matches(reported: Amount, wanted: Amount) -> bool:
    return bool(reported.thing) and bool(wanted.thing) and same_thing(reported, wanted) >= _SAME


def _by_topic(text: str, own: Sequence[Amount], wanted: Amount) -> list[Amount]:
    """管网改造全线完成，累计58公里: the only amount of its unit, in a sentence that names what is wanted.

    Only one that comes near what is wanted, and names no thing of its own (恢复道路40公里): anything else there is in
    such a sentence is smaller by far, or another matter.
    """
    same = [a for a in own if a.quantity.unit == wanted.quantity.unit]
    if len(same) != 1 or len(wanted.thing) < _NAMED or 2 * same[0].quantity.value < wanted.quantity.value:
        return []
    if same_thing(same[0], wanted) >= _ALIKE:
        return same
    if same[0].thing not in wanted.thing or apart(same[0], wanted):
        return []
    sentence = next((s.text for s in sentences(text) if s.start <= same[0].quantity.start < s.end), "")
    return same if wanted.thing in sentence and not _ALL_SAID.search(sentence) else []


_ALIKE = 0.45
"""Likeness that will do where no other amount of the unit is told."""
_NAMED = 3
"""Characters a thing must have to be looked for in a sentence."""


def _tells_all(text: str, amount: Amount) -> bool:
    """Whether an amount is said of the whole, not of a part or a year."""
    before = text[max(amount.clause.start, amount.quantity.start - 24):amount.quantity.start]
    return not amount.quantity.vague and not _PART_ONLY.search(before)


def _said_whole(text: str, told: Sequence[Amount]) -> bool:
    """The clause says that all of it is done: then its number is another matter."""
    return any(_ALL_SAID.search(text[a.clause.start:a.clause.end]) for a in told)


def _reached(wanted: Amount, matches: Sequence[Amount], others: Sequence[Amount], *, shared: bool) -> bool:
    """Whether one amount, all of them, or those of every unit together come to what is wanted."""
    goal = wanted.quantity.value
    own = [a.quantity.value for a in matches]
    theirs = [a.quantity.value for a in others if _matches(a, wanted)]
    slack = wanted.quantity.step / 2 if wanted.quantity.step < 1 else 0
    if max(own) >= goal - slack or sum(own) >= goal - slack:
        return True
    if any(value >= goal for value in theirs) or sum(own) + sum(theirs) >= goal:
        return True
    return shared and not theirs


def _adds_up(wanted: Amount, own: Sequence[Amount]) -> bool:
    """Whether all amounts of the unit come to exactly what is wanted, whatever words they stand in."""
    same = [a.quantity.value for a in own if a.quantity.unit == wanted.quantity.unit]
    return sum(same) == wanted.quantity.value


def _wanted(case: Case) -> Iterator[Wanted]:
    """The amounts that goal and measures ask for; those of the problem where all of them are meant."""
    problem = case.problem
    asked = [("整改目标", problem.goal or "")]
    asked += [(f"整改措施{m.ordinal or i}" if len(problem.measures) > 1 else "整改措施", m.text)
              for i, m in enumerate(problem.measures, 1) if not m.done_note]
    for where, text in asked:
        for amount in amounts(text):
            if _asks(text, amount):
                yield Wanted(amount, where)
    if any(_ALL.search(text) for _, text in asked):
        for amount in amounts(problem.text):
            if _is_result(amount) and _speaks_of(amount, asked):
                yield Wanted(amount, "问题原文")


def _asks(text: str, amount: Amount) -> bool:
    before = text[amount.clause.start:amount.quantity.start]
    after = text[amount.quantity.end:amount.clause.end]
    return _is_result(amount) and not _DOWNWARD.search(before + after[:6])


def _is_result(amount: Amount) -> bool:
    unit = amount.quantity.unit
    return _says_least(amount.quantity) and unit not in (MONEY, PERCENT, *OCCASIONS)


def _says_least(quantity: Quantity) -> bool:
    """Whether a number is exact, or the least that will do: 3万亩以上, 至少5座."""
    least = quantity.printed.endswith("以上") or quantity.printed.startswith("至少")
    return not quantity.vague or (least and quantity.low is None)


def _speaks_of(amount: Amount, asked: Sequence[tuple[str, str]]) -> bool:
    """Whether a clause that asks for all of something asks for what this amount counts."""
    return any(
        len(amount.bigrams & {text[i:i + 2] for i in range(len(text) - 1)}) >= min(2, len(amount.bigrams))
        for _, text in asked if _ALL.search(text))
