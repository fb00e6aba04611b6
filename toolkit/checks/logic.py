"""L 前后逻辑: what a return says fits together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    Wordings,
    cell_name,
    effective,
    is_none,
    leads,
    measure_label,
    own_measures,
)
from toolkit.model import FINISHED, Book, Case, Entry


@rule("L501", "状态为已完成但措施未完成", "{unit}的第{problem}项问题填“{given}”，但{measures}", weight="blocks")
def finished_but_measures_open(book: Book) -> Iterator[Spot]:
    """问题填已完成、已验收或已销号，措施表里却还有措施没有完成。

    Why: 措施没有全部落实，问题就不能算完成。
    Remedy: 核实后二选一：措施确已落实的，把“完成情况”改为已完成；还没有落实的，把整改状态改为实际状态。
    Bad:
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |
        | 1 | 二 | 清淤5公里。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | !已完成整改 | 已封堵排污口。 | 2031-03-10 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 已完成 |
        | 1 | 二 | 推进中 |
    Good:
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已封堵排污口。 | 2031-03-10 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 已完成 |
    """
    wordings = Wordings(book.profile)
    for case, entry in effective(book):
        if wordings.status_class(entry.text("status")) not in FINISHED:
            continue
        unfinished = [
            row for row in own_measures(case, entry)
            if wordings.measure(row.text("done")) and not wordings.done(row.text("done"))
        ]
        if unfinished:
            yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                       given=entry.text("status"), words={"measures": _said(case, unfinished)})


def _said(case: Case, rows: Sequence[Entry]) -> str:
    return "，".join(
        f"措施{measure_label(case, row.measure or 0)}填的是“{row.text('done')}”" for row in rows)


@rule("L502", "措施全部完成但状态未完成", "{unit}的第{problem}项问题措施都已完成，整改状态却填“{given}”")
def measures_done_but_unfinished(book: Book) -> Iterator[Spot]:
    """措施都已完成，问题状态还不是已完成。

    Why: 可能忘了更新状态；也可能措施完成了，目标还没有达到。
    Remedy: 问题确已完成的，改填“已完成整改”并填完成日期；目标还没有达到的，在“存在问题”写明还差什么。
    Bad:
        清单措施
        | 序号 | 措施序号 | 整改措施 | 完成标注 |
        | 1 | 一 | 封堵排污口。 | 已完成整改 |
        | 1 | 二 | 清淤5公里。 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已清淤5公里。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 二 | 已完成 |
    Good:
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |
        | 1 | 二 | 清淤5公里。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵排污口，清淤2公里。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 已完成 |
        | 1 | 二 | 推进中 |
    """
    wordings = Wordings(book.profile)
    for case, entry in effective(book):
        status = wordings.status_class(entry.text("status"))
        if status is None or status in FINISHED:
            continue
        if entry.role == "lead" and _all_done(case, entry, wordings):
            yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                       given=entry.text("status"))


def _all_done(case: Case, entry: Entry, wordings: Wordings) -> bool:
    """Whether every measure of the list is done, and this unit reported at least one so."""
    done = {row.measure for row in own_measures(case, entry) if wordings.done(row.text("done"))}
    owed = {index for index, m in enumerate(case.problem.measures) if not m.done_note}
    return bool(done) and owed <= done


@rule("L504", "已完成但缺完成日期", "{unit}的第{problem}项问题填“{given}”，没有填完成日期", weight="blocks")
def completed_without_day(book: Book) -> Iterator[Spot]:
    """状态填已完成，完成日期空着。

    Why: 是否按期完成要看完成日期，销号材料也要写明。
    Remedy: 在“完成日期”填写实际完成的日期，如 2031-03-15。
    Bad:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | ! |
    Good:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-10 |
    """
    wordings = Wordings(book.profile)
    for case, entry in effective(book):
        completed = wordings.status_class(entry.text("status")) == "completed"
        asked = "done_on" in entry.columns or book.profile.asks("done_on")
        if completed and asked and is_none(entry.text("done_on")):
            yield Spot(entry.place_of("done_on"), entry.unit, case.problem.number,
                       given=entry.text("status"))


@rule("L509", "单位之间说法矛盾", "第{problem}项问题几个单位说法不一：{unit}{share}填“{given}”，{others}，请会商后统一口径",
      weight="blocks", needs=("F303", "C204"))
def units_differ(book: Book) -> Iterator[Spot]:
    """同一项问题，几个牵头单位填的状态不是一类；或者牵头单位填已完成，责任单位承担的部分却还没有完成。

    Why: 一项问题只能有一个状态；在统一之前，汇总暂取进度最慢的一个牵头单位。
    责任单位的部分先完成、牵头单位仍在推进的，不算矛盾。责任单位的那一格只作提醒，牵头单位的那一格阻断。
    Remedy: 请几个单位会商后统一口径，由说法有误的单位更正重报。
    Bad:
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
        | 2 | !正在推进 | 已改造管网3公里。 |
    Good:
        清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局、市农业农村局 | |
        | 2 | 市水务局 | 东岭区人民政府 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤5公里。 |
        | 2 | 正在推进 | 已建成泵站1座。 |

        填报表 市农业农村局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已建成粪污设施2套。 |

        填报表 东岭区人民政府
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 2 | 已完成整改 | 已改造管网3公里。 | 2031-03-10 |
    """
    wordings = Wordings(book.profile)
    for case in book.cases:
        if len(case.entries) < 2:
            continue
        claims = [(status, entry) for entry in leads(case)
                  if (status := wordings.status_class(entry.text("status")))]
        shares = [entry for entry in case.entries if entry.role == "responsible" and _unfinished(entry, wordings)]
        finished = [entry for status, entry in claims if status in FINISHED]
        for status, entry in claims:
            others = [other for differs, other in claims if differs != status]
            others += shares if status in FINISHED else []
            if others:
                yield _contradicted(case, entry, others)
        for entry in shares if finished else ():
            yield replace(_contradicted(case, entry, finished), weight="advises")


def _unfinished(entry: Entry, wordings: Wordings) -> bool:
    """Whether a unit says that its share is not done; a share kept up for good never is."""
    word = wordings.status(entry.text("status"))
    return word is not None and word.status not in FINISHED and not word.long_term


def _contradicted(case: Case, entry: Entry, others: Sequence[Entry]) -> Spot:
    return Spot(entry.place_of("status"), entry.unit, case.problem.number,
                given=entry.text("status"), expected=others[0].text("status"),
                words={"share": _share(entry), "others": "，".join(map(_claim, others))})


def _share(entry: Entry) -> str:
    return "" if entry.role == "lead" else "承担的部分"


def _claim(entry: Entry) -> str:
    return f"{entry.unit}{_share(entry)}填“{entry.text('status')}”（{cell_name(entry.place_of('status'))}）"
