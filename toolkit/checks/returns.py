"""R 报送: whether a unit returned, when, and why where it had nothing new. Its files: ``arrivals``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import effective, file_name, is_none, says_nothing_new
from toolkit.dates import chinese_day, chinese_moment
from toolkit.model import Book, FileKind, Place, UnitReturn


@rule("R101", "未报送", "{unit}尚未报送本期整改进展：{lateness}。{how}", weight="blocks",
      needs=("R107", "R108"))
def not_returned(book: Book) -> Iterator[Spot]:
    """应报单位没有可采用的报送表。

    Why: 缺一个单位，本期汇总就不完整，附件只能写“未报送”。
    Remedy: 请该单位填好下发给它的填报表发回；确实没有新进展的，在“填报说明”表的“本期无进展”处填“是”并写明理由，也算报送。
    盖章扫描件、照片和文字材料不能代替填报表；收到的文件无法读取、认不出表头的，只在那个文件上说一次，单位照样算未报送；认不出单位的，先按该文件的意见处理。确需延期的，由整改办办理延期（issue --extend）。
    Bad: 截止时间已过；没有发回的一家列出，发回的不列。
        报送期
        | 截止时间 | 校验时间 |
        | 2031-03-25 18:00 | 2031-03-27 09:00 |

        应报单位
        | 单位 | 情形 |
        | 市水务局 | 已发回填报表 |
        | !市农业农村局 | 没有发回 |
    Bad: 还没到截止时间，也先列出，只是不说逾期。
        报送期
        | 截止时间 | 校验时间 |
        | 2031-03-25 18:00 | 2031-03-20 09:00 |

        应报单位
        | 单位 | 情形 |
        | !市水务局 | 没有发回 |
    Bad: 只来了盖章扫描件，不能代替填报表。
        应报单位
        | 单位 |
        | !市水务局 |

        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局盖章.pdf | 市水务局 | 盖章扫描件 |
    Good: 本期没有进展，但说了，也写了理由。
        应报单位
        | 单位 | 情形 |
        | 市水务局 | 已发回填报表 |
        | 市农业农村局 | 本期无进展，理由已写 |
    Good: 由另一个文件名发来，表头写的是它。
        应报单位
        | 单位 |
        | 市水务局 |

        收件箱
        | 文件 | 单位 |
        | 新建表格(2).xlsx | |

        表头 新建表格(2).xlsx
        | 填报单位 |
        | 市水务局 |
    """
    for unit in book.units:
        if unit.state == "missing":
            yield Spot(unit=unit.unit, words={
                "lateness": _lateness(book, unit), "how": _how_to_send(book, unit)})


def _lateness(book: Book, unit: UnitReturn) -> str:
    if book.now <= unit.due:
        return f"截止时间为{chinese_moment(unit.due)}，还未到"
    days = (book.now.date() - unit.due.date()).days
    overdue = f"逾期{days}天" if days else "当天已逾期"
    return f"截止时间为{chinese_moment(unit.due)}，{overdue}"


_BESIDE: Mapping[FileKind, str] = {"scan": "盖章扫描件", "evidence": "佐证材料", "letter": "文字材料"}
"""What may lie beside a return and is none, as it is called."""


def _how_to_send(book: Book, unit: UnitReturn) -> str:
    """What the unit should do next: send, or send again what could not be used."""
    office = book.profile.office or "整改办"
    phone = f"（电话{book.profile.office_phone}）" if book.profile.office_phone else ""
    if unit.files:
        names = "、".join(f"“{file_name(file)}”" for file in unit.files)
        kinds = {a.kind for a in book.arrivals if a.file in unit.files}
        if kinds <= _BESIDE.keys():
            what = "和".join(dict.fromkeys(_BESIDE[a.kind] for a in book.arrivals if a.file in unit.files))
            return f"只收到{what}{names}，不能代替填报表，请把同样的内容填入下发的填报表发给{office}{phone}"
        return f"收到的{names}不能采用，请改用下发的填报表重新发给{office}{phone}"
    return f"请填好下发的填报表发给{office}{phone}"


@rule("R102", "迟报", "{unit}{received}报送，晚于截止时间{due}{pending}", weight="blocks")
def returned_late(book: Book) -> Iterator[Spot]:
    """报送表在截止时间之后收到。

    Why: 迟报影响汇总和公开的时间，通报要据实说明。
    Remedy: 如按时发送而登记有误，请告知整改办：整改办把文件拖到 2-检查.bat 上（或用 receive --at）更正收到时间；同意延期的，在 1-下发.bat 里（或用 issue --extend）登记。
    收到时间只是按文件时间或首次见到的时间推定的，不算定论，只提示待核。
    Bad: 登记的收到时间晚于截止时间。
        报送期
        | 截止时间 |
        | 2031-03-25 18:00 |

        收件箱
        | 文件 | 单位 | 收到时间 | 依据 |
        | !市水务局.xlsx | 市水务局 | 2031-03-26 09:30 | 登记 |
    Bad: 只晚一分钟；时间是按文件推定的，所以只提醒，写明待核。
        报送期
        | 截止时间 |
        | 2031-03-25 18:00 |

        收件箱
        | 文件 | 单位 | 收到时间 | 依据 |
        | !市水务局.xlsx | 市水务局 | 2031-03-25 18:01 | 文件时间 |
    Good: 卡着截止时间到的，不算迟。
        报送期
        | 截止时间 |
        | 2031-03-25 18:00 |

        收件箱
        | 文件 | 单位 | 收到时间 | 依据 |
        | 市水务局.xlsx | 市水务局 | 2031-03-25 18:00 | 登记 |
    Good: 这家办了延期。
        报送期
        | 截止时间 |
        | 2031-03-25 18:00 |

        延期
        | 单位 | 延至 |
        | 市农业农村局 | 2031-03-27 18:00 |

        收件箱
        | 文件 | 单位 | 收到时间 | 依据 |
        | 市农业农村局.xlsx | 市农业农村局 | 2031-03-27 09:00 | 登记 |
    Good: 第一份按时到，截止之后又补了一份，报送时间按第一份算。
        报送期
        | 截止时间 |
        | 2031-03-25 18:00 |

        收件箱
        | 文件 | 单位 | 收到时间 | 依据 |
        | 市水务局.xlsx | 市水务局 | 2031-03-25 10:00 | 登记 |
        | 市水务局更正.xlsx | 市水务局 | 2031-03-26 10:00 | 登记 |
    """
    for unit in book.units:
        if unit.state == "late" and unit.received_at:
            certain = unit.how == "given"
            received, due = _told_apart(unit.received_at, unit.due)
            yield Spot(
                _late_file(book, unit), unit.unit,
                given=received, expected=due,
                weight=None if certain else "advises",
                words={
                    "received": received, "due": due,
                    "pending": "" if certain else "（收到时间待核）",
                })


def _told_apart(received: datetime, due: datetime) -> tuple[str, str]:
    """Both moments as clerks read them; with seconds where a few of them decide."""
    said = chinese_moment(received), chinese_moment(due)
    if said[0] != said[1]:
        return said
    return f"{chinese_day(received.date())}{received:%H:%M:%S}", f"{chinese_day(due.date())}{due:%H:%M:%S}"


def _late_file(book: Book, unit: UnitReturn) -> Place:
    """The file whose time counts."""
    files = [a.file for a in book.arrivals
             if a.unit == unit.unit and a.received_at == unit.received_at and a.file in unit.files]
    return Place(min(files)) if files else Place()


@rule("R110", "零报告未说明理由", "{unit}{what}，没有写明理由")
def nothing_new_unexplained(book: Book) -> Iterable[Spot]:
    """报“本期无进展”或某项“本期无新进展”，但没有写理由。

    Why: 没有进展也是一种答复，但要让看的人知道为什么。
    Remedy: 整个单位无进展的，在“填报说明”表“理由”处写一句；某一项无新进展的，在该行“存在问题”处写明。
    Bad: 整个单位报无进展，理由空着。
        零报告 市水务局
        | 本期无进展 | 理由 |
        | !是 | |
    Bad: 单项报无新进展，“存在问题”空着，或者只写“无”。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 正在推进 | 本期无新进展 | ! |
        | 2 | | 本期无新进展。 | !无。 |
        | 3 | 正在推进 | 已清淤2公里。 | 无 |
    Good: 写了理由。
        零报告 市水务局
        | 本期无进展 | 理由 |
        | 是 | 冬季封冻，现场停工。 |
    Good: 有进展的不必写存在问题；无新进展的写了原因。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 正在推进 | 本期无新进展 | 等待汛期结束后进场。 |
        | 2 | 正在推进 | 与上期相比有新进展，已完成招标。 | - |
    """
    yield from _silent_units(book)
    yield from _silent_rows(book)


def _silent_units(book: Book) -> Iterator[Spot]:
    for unit in book.units:
        if unit.nothing_new and is_none(unit.reason.text if unit.reason else ""):
            yield Spot(unit.nothing_new.place, unit.unit, words={"what": "报本期无进展"})


def _silent_rows(book: Book) -> Iterator[Spot]:
    for case, entry in effective(book):
        asked = "difficulties" in entry.columns or book.profile.asks("difficulties")
        if says_nothing_new(entry) and asked and is_none(entry.text("difficulties")):
            yield Spot(entry.place_of("difficulties"), entry.unit, case.problem.number,
                       words={"what": f"第{case.problem.number}项问题报本期无新进展"})
