"""P 公布文件: what several documents, or a document and the list in force, say differently."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.model import Book, Diagnostic


def _found(book: Book, kind: str) -> Iterator[Diagnostic]:
    if book.publication:
        yield from (d for d in book.publication.diagnostics if d.kind == kind)


@rule("P811", "序号与清单不同", "文件里的第{given}项，问题原文与清单第{expected}项相同，已按原文归入第{expected}项")
def numbered_otherwise(book: Book) -> Iterator[Spot]:
    """同一个问题，这份文件里的序号与方案（清单）里的不同。

    Why: 附件的序号和方案对不上时，只按序号归并会把进展记到别的问题上，所以按问题原文归并。
    Remedy: 核对归并得对不对；方案重新编过号的，导入修订后的方案，清单会用“原序号”记住旧的序号。
    Bad:
        公布出入
        | 情形 | 序号 | 文件 | 清单 |
        | 原文不同 | 1 | 排污口未封堵2处。 | 排污口未封堵3处。 |
        | 序号不同 | 7 | !1 | 7 |
    Good:
        公布出入
        | 情形 | 序号 | 文件 | 清单 |
        | 原文不同 | 1 | 排污口未封堵2处。 | 排污口未封堵3处。 |
    """
    for found in _found(book, "number_differs"):
        yield Spot(found.place, problem=found.problem, given=found.given, expected=found.expected)


@rule("P812", "附件原文与清单不同", "第{problem}项的问题原文，附件与清单不一致，清单没有改：附件写“{given}”，清单是“{expected}”")
def annex_text_differs(book: Book) -> Iterator[Spot]:
    """附件里的问题原文与方案（清单）里的不一致。

    Why: 附件的问题原文应当照抄方案；抄错的、按别的版本抄的，都要在公布前看到。清单以方案为准。
    Remedy: 对照方案原文；附件抄错的改附件，清单错了的改 问题清单.xlsx，确需另行表述的写在“公开表述”栏。
    Bad:
        公布出入
        | 情形 | 序号 | 文件 | 清单 |
        | 原文不同 | 5 | !岸线被占用。 | 水库岸线被占用。 |
        | 序号不同 | 5 | 6 | 5 |
    Good:
        公布出入
        | 情形 | 序号 | 文件 | 清单 |
        | 序号不同 | 5 | 6 | 5 |
    """
    for found in _found(book, "annex_text"):
        yield Spot(found.place, problem=found.problem, given=found.given, expected=found.expected)


@rule("P813", "文件之间说法不一致", "第{problem}项的“{heading}”，一起导入的文件说法不一致，采用“{expected}”，另一份写“{given}”")
def documents_differ(book: Book) -> Iterator[Spot]:
    """一起导入的几份文件，对同一个问题的同一栏说法不同。

    Why: 哪一份对，工具不猜；先采用排在前面的一份，另一份的写法如实列出。
    Remedy: 核对以哪一份为准；要采用另一份的，在 问题清单.xlsx 里改这一栏。
    Bad:
        公布出入
        | 情形 | 序号 | 栏目 | 文件 | 清单 |
        | 原文不同 | 1 | 问题 | 甲处排污口。 | 乙处排污口。 |
        | 说法不同 | 4 | 牵头单位 | !市水务局 | 市农业农村局 |
    Good:
        公布出入
        | 情形 | 序号 | 栏目 | 文件 | 清单 |
        | 原文不同 | 1 | 问题 | 甲处排污口。 | 乙处排污口。 |
    """
    for found in _found(book, "documents_differ"):
        yield Spot(found.place, problem=found.problem, given=found.given, expected=found.expected,
                   words={"heading": found.note})


@rule("P814", "附件的问题对不上清单", "附件第{problem}项的问题原文与清单第{problem}项完全不同，别的项里也没有，没有归并：{given}")
def annex_problem_unknown(book: Book) -> Iterator[Spot]:
    """附件里的一项，序号在清单里有，原文却是另一个问题，清单里也找不到相同的原文。

    Why: 只凭序号归并，会把这一项的进展记到别的问题上，所以没有归并。
    Remedy: 核对附件是不是这个专项的、是不是按别的版本编的号；确是同一个问题的，把附件或清单的原文改一致再导入。
    Bad:
        公布出入
        | 情形 | 序号 | 文件 |
        | 对不上 | 9 | !建筑工地扬尘严重。 |
        | 序号不同 | 2 | 3 |
    Good:
        公布出入
        | 情形 | 序号 | 文件 |
        | 序号不同 | 2 | 3 |
    """
    for found in _found(book, "annex_alone"):
        yield Spot(found.place, problem=found.problem, given=found.given)
