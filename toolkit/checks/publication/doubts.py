"""What a reader could not read for certain, and so did not guess."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.publication.found import diagnosed
from toolkit.checks.rule import Spot, rule
from toolkit.model import Book, ListCell


@rule("P815", "内容存疑", "{subject}{note}", needs=("P804",))
def doubtful(book: Book) -> Iterator[Spot]:
    """文件里有的内容拿不准怎么读，没有猜。

    Why: 连写在一起的单位、没有勾选的选项、隐藏的行，猜错了会发错单位、报错状态。
    Remedy: 打开原文对照这一处，在问题清单里改正；读得对的不用改。
    Bad:
        公布文件
        | 行 | 文字 | 存疑 |
        | 6 | □已完成 □推进中 | !没有勾选，状态没有读入 |
        | 7 | 市水务局市林业局 | !像是几个单位连在一起，没有拆开 |
    Good:
        公布文件
        | 行 | 文字 |
        | 6 | ☑已完成 □推进中 |

        公布清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局、市林业局 |
    """
    for found in diagnosed(book, "doubtful"):
        subject = f"第{found.problem}项问题" if found.problem else ""
        about = (ListCell(found.problem, "序号"),) if found.problem else ()
        yield Spot(found.place, problem=found.problem, given=found.given, about=about,
                   words={"subject": subject, "note": found.note.rstrip("。")})
