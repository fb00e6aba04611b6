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
    Bad: 两个单位连在一起，中间没有顿号。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | !1.青河沿线有3处排污口未规范整治。 |
        | 2 | 牵头单位：市水务局东岭区人民政府 |
        | 3 | 整改时限：2031年6月底 |
        | 4 | 整改措施：封堵排污口3处。 |
    Bad: 一项没有勾，一项勾了两个。
        表格 整改台账.xlsx
        | 序号 | 问题 | 牵头单位 | 整改时限 | 整改措施 | 完成进度 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 2031年6月底 | 封堵排污口3处。 | !□已完成 □推进中 |
        | 2 | 城东水厂应急备用水源没有建成。 | 市水务局 | 2031年12月底 | 建成备用水源。 | !☑已完成 ☑推进中 |
    Good: 名称长，仍是一个单位。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | 1.青河沿线有3处排污口未规范整治。 |
        | 2 | 牵头单位：国家税务总局滨江市税务局、市生态环境局东岭分局 |
        | 3 | 整改时限：2031年6月底 |
        | 4 | 整改措施：封堵排污口3处。 |
    Good: 勾选清楚。
        表格 整改台账.xlsx
        | 序号 | 问题 | 牵头单位 | 整改时限 | 整改措施 | 完成进度 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 2031年6月底 | 封堵排污口3处。 | □已完成 ☑推进中 |
        | 2 | 城东水厂应急备用水源没有建成。 | 市水务局 | 2031年12月底 | 建成备用水源。 | ☑已完成 □推进中 |
    """
    for found in diagnosed(book, "doubtful"):
        subject = f"第{found.problem}项问题" if found.problem else ""
        about = (ListCell(found.problem, "序号"),) if found.problem else ()
        yield Spot(found.place, problem=found.problem, given=found.given, about=about,
                   words={"subject": subject, "note": found.note.rstrip("。")})
