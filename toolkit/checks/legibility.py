"""R 报送: whether a file can be read, and its header recognised; what hangs on it while something is left out."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import diagnosed, file_name, sender
from toolkit.model import Book, Diagnostic, Weight


@rule("R107", "文件无法读取", "“{file}”无法读取：{reason}{standing}", weight="blocks")
def unreadable(book: Book) -> Iterator[Spot]:
    """文件打不开、损坏、加密，或者不是表格。

    Why: 读不出来的文件里可能有进展，不能当作没有收到。
    Remedy: 请用 WPS 或 Excel 打开确认内容，去掉密码，另存为 .xlsx 后重发；扫描件和图片不能代替填报表。
    同一单位另有填报表、应报的都已填全时，读不出的文件（如随表附的说明）只作提醒。
    Bad: 设了密码。
        收件箱
        | 文件 | 单位 | 情况 |
        | !市水务局.xlsx | 市水务局 | 无法读取：文件设了密码 |
    Bad: 随表另附的说明打不开；应报的都已填全，只提醒。
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
        | !市水务局情况说明.doc | 市水务局 | 无法读取：文件损坏 |
    Good: 另附的盖章扫描件只登记，不要求能读。
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
        | 市水务局盖章.pdf | 市水务局 | 盖章扫描件 |
    Good: 打得开、只是重复的一份，不是读不出。
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
        | 市水务局(1).xlsx | 市水务局 | 与“市水务局.xlsx”相同 |
    """
    for found in diagnosed(book, "unreadable"):
        reason = (found.note or "格式无法识别").rstrip("。")
        yield Spot(found.place, sender(book, found), weight=_weight_beside(book, found),
                   words={"file": file_name(found.place.file), "reason": reason,
                          "standing": _standing(book, found)})


def _weight_beside(book: Book, found: Diagnostic) -> Weight | None:
    """A file that cannot be used only advises where its unit has answered all it owes in another.

    While something is left out, it may stand in just this file.
    """
    unit = sender(book, found)
    standing = next((u for u in book.units if u.unit == unit), None)
    if standing is None:
        counting = any(a.verdict == "accepted" and a.kind == "return" and a.unit == unit
                       for a in book.arrivals)
        return "advises" if unit and counting else None
    complete = standing.nothing_new or not set(standing.expected) - set(standing.answered)
    return "advises" if standing.state != "missing" and complete else None


def _standing(book: Book, found: Diagnostic) -> str:
    """That nothing else came of a unit: it is missing, and no other remark says so."""
    unit = sender(book, found)
    missing = any(u.unit == unit and u.state == "missing" for u in book.units)
    return f"；{unit}没有别的填报表可用，仍算未报送" if missing else ""


@rule("R108", "认不出表头", "在“{file}”{sheet}里认不出{table}的表头，其中内容没有采用{standing}", weight="blocks")
def no_header(book: Book) -> Iterator[Spot]:
    """文件能打开，但找不到填报表（或者“措施”表）的表头。

    Why: 没有表头就不知道哪一列是什么，按位置猜会张冠李戴。
    Remedy: 请使用下发的填报表，保留表头一行；自己加列可以，不要删改“序号”“问题”“整改状态”“整改进展情况”这些列名。
    Bad: 发来的是一篇总结，没有填报表的表头。
        收件箱
        | 文件 | 单位 | 情况 |
        | !市水务局总结.xlsx | 市水务局 | 没有表头 |
    Bad: 填报表是好的，“措施”表的表头删掉了。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        收件箱
        | 文件 | 单位 | 情况 |
        | !市水务局.xlsx | 市水务局 | “措施”表没有表头 |

        填报表 市水务局.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局.xlsx
        | 序号 | 措施序号 | 整改措施 | 完成情况* |
        | 1 | 一 | 封堵排污口。 | 推进中 |
    Good: 表头换了说法，意思认得出。
        收件箱
        | 文件 | 单位 |
        | 市水务局.xlsx | 市水务局 |

        填报表 市水务局.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 达到序时进度 | 已封堵1处。 |
    Good: 没有填“措施”表，表头还在（漏报由C205指出）。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |
    """
    for found in diagnosed(book, "no_header", "no_measures_header"):
        table = "填报表" if found.kind == "no_header" else "“措施”表"
        sheet = f"的工作表“{found.place.sheet}”" if found.place.sheet else ""
        weight = _weight_beside(book, found) if found.kind == "no_header" else None
        yield Spot(found.place, sender(book, found), weight=weight,
                   words={"file": file_name(found.place.file), "sheet": sheet, "table": table,
                          "standing": _standing(book, found)})
