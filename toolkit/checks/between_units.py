"""L 前后逻辑: what several units say of one problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import Wordings, cell_name, leads
from toolkit.model import FINISHED, Book, Case, Entry, StatusClass

_UNDER_WAY: frozenset[StatusClass] = frozenset({"in_progress", "on_schedule"})
"""Work that goes on, said with or without its schedule."""


@rule("L509", "单位之间说法矛盾", "第{problem}项问题几个单位说法不一：{unit}填“{given}”，{others}，请会商后统一口径",
      weight="blocks", needs=("F303", "C204"))
def units_differ(book: Book) -> Iterator[Spot]:
    """同一项问题，几个牵头单位填的状态不是一类；或者牵头单位填已完成，责任单位承担的部分却还没有完成。

    Why: 一项问题只能有一个状态；在统一之前，汇总暂取进度最慢的一个牵头单位。
    意见指在牵头单位的那一格，并写明其他单位的说法和所在的格子；责任单位如实报自己那一部分，不另提意见。
    责任单位的部分先完成、牵头单位仍在推进的，不算矛盾；“正在推进”和“达到序时进度”只是说法详略不同，只作提醒。
    Remedy: 请几个单位会商后统一口径，由说法有误的单位更正重报。
    Bad: 两个牵头单位说法不同；牵头单位报已完成，责任单位还在做
        清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局、市农业农村局 | |
        | 2 | 市水务局 | 东岭区人民政府 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !已完成整改 | 已清淤5公里。 | 2031-03-10 |
        | 2 | !已完成整改 | 已建成泵站1座。 | 2031-03-10 |

        填报表 市农业农村局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已建成粪污设施2套。 |

        填报表 东岭区人民政府
        | 序号 | 整改状态* | 整改进展情况* |
        | 2 | 正在推进 | 已改造管网3公里。 |
    Bad: 两个责任单位还没有做完，只提一条意见，两处都写明
        清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局 | 东岭区人民政府、石泉县人民政府 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !已验收 | 各县区管网均已改造，通过验收。 | 2031-03-10 |

        填报表 东岭区人民政府
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 未达序时进度 | 已改造管网1公里。 |

        填报表 石泉县人民政府
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 尚未启动 | 等待设计批复。 |
    Good: 用语不同、同属一类；责任单位先完成；责任单位的部分要长期坚持
        清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局、市农业农村局 | |
        | 2 | 市水务局 | 东岭区人民政府 |
        | 3 | 市水务局 | 东岭区人民政府 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-10 |
        | 2 | 正在推进 | 已建成泵站1座。 | |
        | 3 | 已完成整改 | 已拆除违建3处。 | 2031-03-10 |

        填报表 市农业农村局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改，长期坚持 | 已建成粪污设施2套。 | 2031-03-15 |

        填报表 东岭区人民政府
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 2 | 已完成整改 | 已改造管网3公里。 | 2031-03-10 |
        | 3 | 正在推进，长期坚持 | 每周巡查1次，已巡查12次。 | |
    """
    wordings = Wordings(book.profile)
    for case in book.cases:
        if len(case.entries) < 2:
            continue
        claims = [(status, entry) for entry in leads(case)
                  if (status := wordings.status_class(entry.text("status")))]
        shares = [entry for entry in case.entries if entry.role == "responsible" and _unfinished(entry, wordings)]
        for status, entry in claims:
            others = [other for differs, other in claims if differs != status]
            others += shares if status in FINISHED else []
            if others:
                same_work = {said for said, _ in claims} <= _UNDER_WAY
                yield replace(_contradicted(case, entry, others), weight="advises" if same_work else None)


def _unfinished(entry: Entry, wordings: Wordings) -> bool:
    """Whether a unit says that its share is not done; a share kept up for good never is."""
    word = wordings.status(entry.text("status"))
    return word is not None and word.status not in FINISHED and not word.long_term


def _contradicted(case: Case, entry: Entry, others: Sequence[Entry]) -> Spot:
    return Spot(entry.place_of("status"), entry.unit, case.problem.number,
                given=entry.text("status"), expected=others[0].text("status"),
                words={"others": "，".join(map(_claim, others))})


def _claim(entry: Entry) -> str:
    share = "" if entry.role == "lead" else "承担的部分"
    return f"{entry.unit}{share}填“{entry.text('status')}”（{cell_name(entry.place_of('status'))}）"
