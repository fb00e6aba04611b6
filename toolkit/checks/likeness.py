"""L 前后逻辑: texts that repeat another text, of last period or of another problem or unit."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.language.difference import difference
from toolkit.checks.language.nearness import Likes, fingerprint, repeated
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import Wordings, before, cell_name, effective, says_nothing_new
from toolkit.model import FINISHED, Book, Case, Entry, StatusClass


@rule("L507", "与上期文字雷同", "{unit}的第{problem}项问题整改进展情况与上期（{period}）{likeness}", needs=("F302", "R106"),
      against_last=True)
def same_as_last_period(book: Book) -> Iterator[Spot]:
    r"""还没完成的问题，本期填的进展与上期公布的文字相同或几乎相同。

    Why: 照抄上期看不出本期做了什么，公开后容易被质疑。
    只改了截止月份也算雷同；数字有变化就是有新进展，不算。上期已完成、本期仍已完成的，情况本来就稳定，不比较。
    Remedy: 有新进展的，写明本期做了什么、完成多少；确实没有的，填“本期无新进展”，并在“存在问题”写明原因，附件将沿用上期文字。
    Bad:
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | 已完成河道清淤方案编制，施工队伍进场。 |
        | 2 | 正在推进 | （一）2031年2月排查入河排污口12处，逐一登记建档。\n（二）已封堵其中的5处。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | !已完成河道清淤方案编制，施工队伍进场。 |
        | 2 | 正在推进 | !1.2031年3月排查入河排污口12处，逐一登记建档。\n2.已封堵其中的5处。 |
    Good:
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | 已完成河道清淤2公里，累计投入资金30万元。 |
        | 2 | 已完成整改 | 餐饮油烟净化设施全部安装到位，运行正常。 |
        | 3 | 正在推进 | 已完成选址。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | 存在问题 |
        | 1 | 正在推进 | 已完成河道清淤3公里，累计投入资金45万元。 | | |
        | 2 | 已完成整改 | 餐饮油烟净化设施全部安装到位，运行正常。 | 2031-02-10 | |
        | 3 | 正在推进 | 本期无新进展 | | 等待用地批复。 |
    """
    wordings = Wordings(book.profile)
    period = book.baseline.period if book.baseline else ""
    for case, entry in effective(book):
        if entry.role != "lead" or _settled(case, entry, wordings):
            continue
        text = entry.text("progress")
        paragraphs = [p.text for p in case.baseline.paragraphs] if case.baseline else []
        last = repeated(text, paragraphs) if text and paragraphs else None
        if last is not None:
            yield Spot(entry.place_of("progress"), entry.unit, case.problem.number,
                       given=text, expected=last,
                       words={"period": period, "likeness": _likeness(text, last)})


def _settled(case: Case, entry: Entry, wordings: Wordings) -> bool:
    """Whether nothing new is expected: done then and done now, or said to be nothing new."""
    now: StatusClass | None = wordings.status_class(entry.text("status"))
    return says_nothing_new(entry) or (now in FINISHED and before(case) in FINISHED)


def _likeness(text: str, last: str) -> str:
    if text.strip() == last.strip():
        return "文字完全相同"
    differs = difference(text, last)
    if fingerprint(text).key == fingerprint(last).key:
        return "文字相同，只改了时间、序号或标点"
    return f"几乎相同，只有这里不同：本期{differs.given}，上期{differs.official}"


@rule("L508", "不同问题文字雷同", "{unit}的第{problem}项问题整改进展情况与{other}的文字{likeness}", needs=("F302",))
def same_as_another(book: Book) -> Iterator[Spot]:
    """两项不同的问题（同一单位的、两个单位的），填了相同或几乎相同的进展。

    Why: 不同的问题情况不会一样，多半是复制时贴错了行，或者没有针对本问题来写。
    同一个问题，几个单位商定了同样的文字，不算；同样的话、数字不同，也不算。
    Remedy: 核对这两格：贴错的改回来；确属同一项工作的，分别写明与各自问题有关的内容。
    Bad: 同一单位的两项问题，一字不差
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | !已完成沿线排污口溯源排查，建立问题台账，明确了责任人和整改时限。 |
        | 2 | 正在推进 | !已完成沿线排污口溯源排查，建立问题台账，明确了责任人和整改时限。 |
    Bad: 两个单位的两项问题，只差一个字
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
        | 2 | 市城市管理局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | !印发专项整治方案，成立工作专班，对辖区内渣土车辆逐一登记造册，落实密闭运输要求。 |

        填报表 市城市管理局
        | 序号 | 整改状态* | 整改进展情况* |
        | 2 | 正在推进 | !印发专项整治方案，成立工作专班，对辖区内渣土车辆逐一登记造册，落实密闭运输的要求。 |
    Good: 数字不同；短句本来就容易相同
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已完成沿线排污口溯源排查12处，建立问题台账，明确了责任人和整改时限。 |
        | 2 | 正在推进 | 已完成沿线排污口溯源排查5处，建立问题台账，明确了责任人和整改时限。 |
        | 3 | 正在推进 | 已开展排查。 |
        | 4 | 正在推进 | 已开展排查。 |
    Good: 一个问题的两个牵头单位商定了同样的文字
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局、市城市管理局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 印发专项整治方案，成立工作专班，对辖区内渣土车辆逐一登记造册，落实密闭运输要求。 |

        填报表 市城市管理局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 印发专项整治方案，成立工作专班，对辖区内渣土车辆逐一登记造册，落实密闭运输要求。 |
    """
    told = [(case, entry) for case, entry in effective(book)
            if entry.text("progress") and not says_nothing_new(entry)]
    likes = Likes()
    for position, (_, entry) in enumerate(told):
        likes.add(position, entry.text("progress"))
    for group in likes.groups:
        for position in group if len(group) > 1 else ():
            number = told[position][0].problem.number
            others = [p for p in group if told[p][0].problem.number != number]
            if others:
                yield _same(told[position], told[others[0]], len(others))


def _same(own: tuple[Case, Entry], other: tuple[Case, Entry], count: int) -> Spot:
    text, theirs = own[1].text("progress"), other[1].text("progress")
    more = f"等{count}处" if count > 1 else ""
    who = "" if own[1].unit == other[1].unit else f"{other[1].unit}的"
    where = f"{who}第{other[0].problem.number}项问题（{cell_name(other[1].place_of('progress'))}）{more}"
    like = "相同"
    if fingerprint(text).key != fingerprint(theirs).key:
        differs = difference(text, theirs)
        like = f"几乎相同，只有这里不同：{differs.given}，那里是{differs.official}"
    return Spot(own[1].place_of("progress"), own[1].unit, own[0].problem.number, given=text, expected=theirs,
                words={"other": where, "likeness": like})
