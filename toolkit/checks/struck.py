"""F 填写, continued: words struck through are said and not passed over."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule, shortened
from toolkit.checks.standing import effective, effective_measures
from toolkit.model import Book


@rule("F311", "删除线文字", "{unit}的第{problem}项问题“{heading}”里有画了删除线的文字：{given}")
def struck_words(book: Book) -> Iterator[Spot]:
    """填报的格子里有画了删除线的文字，看不出是要删掉还是要保留。

    Why: 删除线只是格式，文字还在格子里，汇总时会照样采用、照样公开。
    Remedy: 要删的文字请真正删掉，要留的请取消删除线，然后重报；在没有重报之前按原文采用。
    Bad: 划掉的是半句，或者是整格。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 下一步措施 |
        | 1 | 正在推进 | !已清淤~~2公里~~5公里。 | 继续清淤。 |
        | 2 | 正在推进 | 已立项。 | !~~五月前完成招标。~~ |
    Bad: 措施的说明里也一样。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* | 说明 |
        | 1 | 一 | 推进中 | !~~等待资金~~资金已到位。 |
    Good: 波浪号连着的是范围，没有画线。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 沿河0~2公里已清淤，2~5公里正在进行。 |
    Good: 官方栏目不由单位填写，那里的删除线不管。
        清单
        | 序号 | 牵头单位 | 整改目标 |
        | 1 | 市水务局 | 封堵410眼自备井。 |

        填报表 市水务局
        | 序号 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | ~~封堵410眼自备井。~~ | 正在推进 | 已封堵12眼。 |
    """
    for sheet, cases in (("problems", effective(book)), ("measures", effective_measures(book))):
        columns = book.profile.answers(sheet)
        for case, entry in cases:
            for column in columns:
                written = entry.cells.get(column.field)
                if written and written.struck:
                    yield Spot(written.place, entry.unit, case.problem.number,
                               given=shortened(written.struck), words={"heading": column.heading})

