"""D 时限: measures that carry a date of their own, and have passed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.checks.outstanding import open_cases, spot_of
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    Wordings,
    done_before,
    effective_measures,
    measure_label,
)
from toolkit.model import Book, Entry


@rule("D603", "措施逾期", "第{problem}项问题的措施{measure}应于{due}完成，截至{as_of}已逾期{days}天，{state}",
      needs=("R101", "C201", "R107"))
def measure_overdue(book: Book) -> Iterator[Spot]:
    """措施自己写明的时限已过，还没有报已完成。

    Why: 措施一环扣一环，前面的拖了，问题到期就完不成。
    Remedy: 已经完成的，在“措施”表把“完成情况”改为已完成；没有完成的，在“说明”写明原因和预计完成的时间。
    Bad: 措施的时限已过，填的是推进中、未开展
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单措施
        | 序号 | 措施序号 | 整改措施 | 措施时限 |
        | 1 | 一 | 2030年12月底前封堵排污口。 | 2030-12-31 |
        | 1 | 二 | 2031年2月底前完成排查。 | 2031-02-28 |
        | 1 | 三 | 清淤5公里。 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵2处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | !推进中 |
        | 1 | 二 | !未开展 |
        | 1 | 三 | 推进中 |
    Bad: 措施的时限已过，这一期没有填它的完成情况：意见指在问题的整改状态上
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单措施
        | 序号 | 措施序号 | 整改措施 | 措施时限 |
        | 1 | 一 | 2030年12月底前封堵排污口。 | 2030-12-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 已封堵2处。 |
    Good: 已经完成、还没到期、清单已标注完成；统计截至日当天到期
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单措施
        | 序号 | 措施序号 | 整改措施 | 措施时限 | 完成标注 |
        | 1 | 一 | 2030年12月底前封堵排污口。 | 2030-12-31 | |
        | 1 | 二 | 2031年6月底前清淤5公里。 | 2031-06-30 | |
        | 1 | 三 | 2030年6月底前完成排查。 | 2030-06-30 | 已完成整改 |
        | 1 | 四 | 2031年3月底前设置标识牌。 | 2031-03-31 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵排污口。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 已完成 |
        | 1 | 二 | 推进中 |
        | 1 | 四 | 未开展 |
    Good: 上期已报完成的，本期只在灰色行写了说明
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单措施
        | 序号 | 措施序号 | 整改措施 | 措施时限 |
        | 1 | 一 | 2030年12月底前封堵排污口。 | 2030-12-31 |

        上期
        | 序号 | 整改状态 | 已完成措施 |
        | 1 | 正在推进 | 一 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* | 说明 |
        | 1 | 一 | | 上期已经完成，每月巡查一次。 |
    Good: 整个问题已经完成的，不再按措施催
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单措施
        | 序号 | 措施序号 | 整改措施 | 措施时限 |
        | 1 | 一 | 2030年12月底前封堵排污口。 | 2030-12-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已封堵排污口。 | 2031-03-10 |
    """
    wordings = Wordings(book.profile)
    said: dict[tuple[int, int], list[Entry]] = {}
    for case, entry in effective_measures(book):
        if entry.measure is not None and entry.text("done"):
            said.setdefault((case.problem.number, entry.measure), []).append(entry)
    for case, _, as_of, stands in open_cases(book, lambda case: any(m.deadline for m in case.problem.measures)):
        for index, measure in enumerate(case.problem.measures):
            rows = said.get((case.problem.number, index), [])
            done = measure.done_note or any(wordings.done(row.text("done")) for row in rows) \
                or (not rows and index in done_before(case))
            if measure.deadline and measure.deadline < as_of and not done:
                spot = spot_of(case, stands, measure.deadline, as_of, (as_of - measure.deadline).days)
                row = rows[0] if rows else None
                yield replace(
                    spot, place=row.place_of("done") if row else spot.place,
                    unit=row.unit if row else spot.unit,
                    given=row.text("done") if row else None,
                    words={**spot.words, "measure": measure_label(case, index),
                           "state": f"填的是“{row.text('done')}”" if row else "本期没有报完成情况"})
