"""C 覆盖: every measure of a problem that is answered is answered too, and none that the list does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    diagnosed,
    done_before,
    is_none,
    leads,
    measure_label,
    says_nothing_new,
    sender,
)
from toolkit.model import Book, Case


@rule("C205", "漏报措施", "{unit}的第{numbers}项问题有措施未填完成情况：{measures}", needs=("R108",))
def measure_unanswered(book: Book) -> Iterator[Spot]:
    """问题填了，但“措施”表里有的措施没有填完成情况。

    Why: 问题是否完成要看每条措施是否落实。
    Remedy: 在“措施”表逐条选择未开展、推进中或已完成；公布时已注明完成的、上期已报完成的不必再填。
    Bad: 第三条措施没有填。
        清单措施
        | 序号 | 措施序号 | 整改措施 | 完成标注 |
        | 1 | 一 | 封堵排污口。 | |
        | 1 | 二 | 建立巡查制度。 | 已完成整改 |
        | 1 | 三 | 清淤5公里。 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 推进中 |
    Bad: 只写了说明，完成情况填的是“-”。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* | 说明 |
        | 1 | 一 | - | 正在办理手续。 |
    Good: 公布时已注明完成的，不必再填。
        清单措施
        | 序号 | 措施序号 | 整改措施 | 完成标注 |
        | 1 | 一 | 封堵排污口。 | |
        | 1 | 二 | 建立巡查制度。 | 已完成整改 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 推进中 |
    Good: 这一项本期无新进展，措施也不必重填。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 正在推进 | 本期无新进展 | 冬季封冻，现场停工。 |
    """
    if not book.profile.asks("done", "measures"):
        return
    senders = {arrival.file: arrival.unit for arrival in book.arrivals}
    with_table = {entry.unit for case in book.cases for entry in case.measure_entries} | {
        sender for r in book.returns if any(t.table == "measures" for t in r.tables)
        for sender in (r.unit, senders.get(r.file))}
    for spot in _measures_wanted(book):
        yield spot if spot.unit in with_table else replace(spot, words={**spot.words, "measures": _NO_TABLE})


_NO_TABLE = "表里没有“措施”表，请从下发的填报表补填"
"""Said alike of every problem, so that the report tells it once."""


def _measures_wanted(book: Book) -> Iterator[Spot]:
    for case in book.cases:
        reported = {(e.unit, e.measure) for e in case.measure_entries if not is_none(e.text("done"))}
        done = done_before(case)
        for entry in leads(case):
            if not entry.text("status") or says_nothing_new(entry):
                continue
            missing = [
                index for index, measure in enumerate(case.problem.measures)
                if not measure.done_note and index not in done and (entry.unit, index) not in reported
            ]
            if missing:
                yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                           words={"numbers": str(case.problem.number), "measures": _labels(case, missing)})


def _labels(case: Case, missing: list[int]) -> str:
    return "、".join(f"措施{measure_label(case, index)}" for index in missing)


@rule("C207", "清单外措施", "{unit}在“措施”表填的“{given}”不在问题清单的措施里，完成情况没有采用", needs=("R108", "C206"))
def off_list_measure(book: Book) -> Iterator[Spot]:
    """“措施”表里填了一条官方清单里没有的措施。

    Why: 完成情况只按清单里的措施逐条汇总；自己加的一条无处可放，留在台账的“未采用内容”里。
    Remedy: 属于清单里某一条的，把完成情况填到那一行；自己另做的工作，写进“整改进展情况”。
    Bad: 自己加了一条。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口3处。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 整改措施 | 完成情况* |
        | 1 | 一 | 封堵排污口3处。 | 推进中 |
        | !1 | 二 | 沿河安装护栏300米。 | 已完成 |
    Bad: 序号写到了清单以外的问题上。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口3处。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 整改措施 | 完成情况* | 说明 |
        | 1 | 一 | 封堵排污口3处。 | 推进中 | |
        | !77 | 一 | 打捞水面漂浮物。 | 推进中 | 每周两次。 |
    Good: 措施序号没有写，内容是清单里的。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口3处。 |
        | 1 | 二 | 清淤5公里。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 整改措施 | 完成情况* |
        | 1 | | 清淤5公里。 | 推进中 |
        | 1 | | 封堵排污口3处。 | 推进中 |
    Good: 多拉了一行序号，没有填。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口3处。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 整改措施 | 完成情况* |
        | 1 | 一 | 封堵排污口3处。 | 推进中 |
        | 1 | 二 | | |
    """
    for found in diagnosed(book, "off_list_measure"):
        yield Spot(found.place, sender(book, found), found.problem, given=found.given)
