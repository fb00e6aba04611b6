"""R 报送: whether a unit returned, when, which file counts, and whether it can be read at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    diagnosed,
    effective,
    file_name,
    is_none,
    says_nothing_new,
    sender,
)
from toolkit.dates import chinese_moment
from toolkit.model import Book, Diagnostic, FileKind, Place, UnitReturn, Weight


@rule("R101", "未报送", "{unit}尚未报送本期整改进展：{lateness}。{how}", weight="blocks")
def not_returned(book: Book) -> Iterator[Spot]:
    """应报单位没有可采用的报送表。

    Why: 缺一个单位，本期汇总就不完整，附件只能写“未报送”。
    Remedy: 请该单位填好下发给它的填报表发回；确实没有新进展的，在“填报说明”表的“本期无进展”处填“是”并写明理由，也算报送。
    盖章扫描件、照片和文字材料不能代替填报表；收到的文件无法读取或认不出单位的，先按该文件的意见处理。确需延期的，由整改办办理延期（issue --extend）。
    Bad:
        报送期
        | 截止时间 | 校验时间 |
        | 2031-03-25 18:00 | 2031-03-27 09:00 |

        应报单位
        | 单位 | 情形 |
        | 市水务局 | 已发回填报表 |
        | !市农业农村局 | 没有发回 |
    Good:
        应报单位
        | 单位 | 情形 |
        | 市水务局 | 已发回填报表 |
        | 市农业农村局 | 本期无进展，理由已写 |
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
    Bad:
        报送期
        | 截止时间 |
        | 2031-03-25 18:00 |

        收件箱
        | 文件 | 单位 | 收到时间 | 依据 |
        | !市水务局.xlsx | 市水务局 | 2031-03-26 09:30 | 登记 |
    Good:
        报送期
        | 截止时间 |
        | 2031-03-25 18:00 |

        收件箱
        | 文件 | 单位 | 收到时间 | 依据 |
        | 市水务局.xlsx | 市水务局 | 2031-03-25 18:00 | 登记 |
    """
    for unit in book.units:
        if unit.state == "late" and unit.received_at:
            certain = unit.how == "given"
            yield Spot(
                _late_file(book, unit), unit.unit,
                given=chinese_moment(unit.received_at), expected=chinese_moment(unit.due),
                weight=None if certain else "advises",
                words={
                    "received": chinese_moment(unit.received_at), "due": chinese_moment(unit.due),
                    "pending": "" if certain else "（收到时间待核）",
                })


def _late_file(book: Book, unit: UnitReturn) -> Place:
    """The file whose time counts."""
    files = [a.file for a in book.arrivals
             if a.unit == unit.unit and a.received_at == unit.received_at and a.file in unit.files]
    return Place(min(files)) if files else Place()


@rule("R103", "重复文件", "“{given}”与“{expected}”内容完全相同，只采用后一个")
def same_bytes(book: Book) -> Iterator[Spot]:
    """同一个文件来了不止一份。

    Why: 一模一样的文件只需读一次，说明采用哪一份，免得以为漏收。
    Remedy: 不必处理；如果本想发的是新版本，请重新发送。
    Bad:
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
        | !微信/市水务局(1).xlsx | 市水务局 | 与“市水务局.xlsx”相同 |
    Good:
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
    """
    for found in diagnosed(book, "same_bytes"):
        yield Spot(found.place, sender(book, found),
                   given=found.place.file, expected=found.expected)


@rule("R104", "已被新版本取代", "{unit}的“{given}”{part}已被“{expected}”取代{why}{rest}")
def superseded(book: Book) -> Iterator[Spot]:
    """同一单位报了几个版本，较早的一份被取代。

    Why: 多个版本并存时，要让每个人都知道以哪一份为准。
    Remedy: 核对采用的是不是最后一版；不是的，请该单位把最后一版重新发来。
    Bad:
        收件箱
        | 文件 | 单位 | 收到时间 |
        | !初稿.xlsx | 市水务局 | 2031-03-20 09:00 |
        | 定稿.xlsx | 市水务局 | 2031-03-21 09:00 |
    Good:
        收件箱
        | 文件 | 单位 | 收到时间 |
        | 定稿.xlsx | 市水务局 | 2031-03-21 09:00 |
    """
    for found in diagnosed(book, "superseded"):
        why = f"（{found.note}）" if found.note else ""
        part = f"中的{found.given}" if found.given else ""
        yield Spot(found.place, sender(book, found), given=found.place.file,
                   expected=found.expected,
                   words={"why": why, "part": part, "rest": "，其余各项照旧采用" if part else ""})


@rule("R105", "认不出报送单位", "认不出“{file}”是哪个单位报送的：{why}", weight="blocks")
def unknown_sender(book: Book) -> Iterator[Spot]:
    """不知道文件是谁报的，或者文件里前后说法不一。

    Why: 单位弄错，进展就会记到别人名下，所以宁可先不采用。
    Remedy: 在表头“填报单位”处填写单位全称后重报；或由整改办用 receive --from 指明单位，也可把常用简称补进专项配置的“单位”表。
    Bad:
        表头 市水务局
        | 填报单位 |
        | !城西片区 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    Good:
        表头 市水务局
        | 填报单位 |
        | 市水务局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """
    for found in diagnosed(book, "unknown_sender", "sender_conflict"):
        yield Spot(found.place, found.unit, given=found.given, expected=found.expected, words={
            "file": file_name(found.place.file), "why": _why_unknown(found)})


def _why_unknown(found: Diagnostic) -> str:
    if found.note:
        return found.note
    if found.kind == "sender_conflict":
        return f"“{found.given or ''}”与“{found.expected or ''}”对不上，请核实后重报"
    if found.given:
        return f"“填报单位”写的是“{found.given}”，不在单位名录中"
    return "没有写“填报单位”"


@rule("R106", "报送期不符", "“{file}”是“{given}”报送期的表，本期是“{expected}”", weight="blocks")
def other_period(book: Book) -> Iterator[Spot]:
    """发回的是别的报送期的表。

    Why: 旧表里的进展不是本期的，混在一起会把过时的情况当作本期进展公开。
    Remedy: 请改用本期下发的填报表重报；如确为本期内容而误用旧表，由整改办核实后豁免。
    Bad:
        报送期
        | 本期 |
        | 2031-03 |

        收件箱
        | 文件 | 单位 | 情况 |
        | !市水务局.xlsx | 市水务局 | 是2031-02的表 |
    Good:
        报送期
        | 本期 |
        | 2031-03 |

        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
    """
    ignored = {a.file for a in book.arrivals if a.verdict == "ignored"}
    said = [(d.place.file, sender(book, d), d.given) for d in diagnosed(book, "other_period")
            if d.place.file not in ignored]
    for file, unit, given in dict.fromkeys((*said, *_stamped_otherwise(book))):
        yield Spot(Place(file), unit, given=given, expected=book.period.name if book.period else "",
                   words={"file": file_name(file)})


def _stamped_otherwise(book: Book) -> Iterator[tuple[str, str | None, str]]:
    """Workbooks that were issued for another period, by their stamp."""
    counted = {a.file: a.unit for a in book.arrivals if a.verdict not in ("rejected", "ignored")}
    for returned in book.returns:
        period = returned.stamp.period if returned.stamp else ""
        if returned.file in counted and book.period and period not in ("", book.period.name):
            yield returned.file, counted[returned.file], period


@rule("R107", "文件无法读取", "“{file}”无法读取：{reason}", weight="blocks")
def unreadable(book: Book) -> Iterator[Spot]:
    """文件打不开、损坏、加密，或者不是表格。

    Why: 读不出来的文件里可能有进展，不能当作没有收到。
    Remedy: 请用 WPS 或 Excel 打开确认内容，去掉密码，另存为 .xlsx 后重发；扫描件和图片不能代替填报表。
    同一单位另有填报表、应报的都已填全时，读不出的文件（如随表附的说明）只作提醒。
    Bad:
        收件箱
        | 文件 | 单位 | 情况 |
        | !市水务局.xlsx | 市水务局 | 无法读取：文件设了密码 |
    Good:
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
    """
    for found in diagnosed(book, "unreadable"):
        reason = (found.note or "格式无法识别").rstrip("。")
        yield Spot(found.place, sender(book, found), weight=_weight_beside(book, found),
                   words={"file": file_name(found.place.file), "reason": reason})


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


@rule("R108", "认不出表头", "在“{file}”{sheet}里认不出{table}的表头，其中内容没有采用", weight="blocks")
def no_header(book: Book) -> Iterator[Spot]:
    """文件能打开，但找不到填报表（或者“措施”表）的表头。

    Why: 没有表头就不知道哪一列是什么，按位置猜会张冠李戴。
    Remedy: 请使用下发的填报表，保留表头一行；自己加列可以，不要删改“序号”“问题”“整改状态”“整改进展情况”这些列名。
    Bad:
        收件箱
        | 文件 | 单位 | 情况 |
        | !市水务局总结.xlsx | 市水务局 | 没有表头 |
    Good:
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
    """
    for found in diagnosed(book, "no_header", "no_measures_header"):
        table = "填报表" if found.kind == "no_header" else "“措施”表"
        sheet = f"的工作表“{found.place.sheet}”" if found.place.sheet else ""
        weight = _weight_beside(book, found) if found.kind == "no_header" else None
        yield Spot(found.place, sender(book, found), weight=weight,
                   words={"file": file_name(found.place.file), "sheet": sheet, "table": table})


@rule("R109", "不是应报单位", "{unit}不在本期应报单位之列，报送的“{file}”仅供参考")
def unexpected_unit(book: Book) -> Iterator[Spot]:
    """没有向它下发填报表的单位也报了。

    Why: 可能是责任单位直接报送，也可能是单位认错了。
    Remedy: 核对单位是否认对；确应由它报送的，在问题清单中补上牵头单位或改用 issue --to all 下发。
    Bad:
        应报单位
        | 单位 |
        | 市水务局 |

        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
        | !市体育局.xlsx | 市体育局 | 可以读取 |
    Good:
        应报单位
        | 单位 |
        | 市水务局 |

        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
    """
    for found in diagnosed(book, "unexpected_unit"):
        yield Spot(found.place, sender(book, found), words={"file": file_name(found.place.file)})


@rule("R110", "零报告未说明理由", "{unit}{what}，没有写明理由")
def nothing_new_unexplained(book: Book) -> Iterable[Spot]:
    """报“本期无进展”或某项“本期无新进展”，但没有写理由。

    Why: 没有进展也是一种答复，但要让看的人知道为什么。
    Remedy: 整个单位无进展的，在“填报说明”表“理由”处写一句；某一项无新进展的，在该行“存在问题”处写明。
    Bad:
        零报告 市水务局
        | 本期无进展 | 理由 |
        | !是 | |
    Good:
        零报告 市水务局
        | 本期无进展 | 理由 |
        | 是 | 冬季封冻，现场停工。 |
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
