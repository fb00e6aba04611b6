"""Ledgers of an invented city for the tests of reports: 青岚市, six units, eight problems.

``sample_ledger()`` has every kind of row and unit once: returned, returned by several units, late,
missing, nothing to report, carried, edited by the office and not to be made public; and remarks of
both weights, one on trial and one waived.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from toolkit.model import (
    Arrival,
    Baseline,
    BaselineRow,
    Edit,
    Entry,
    Ledger,
    LedgerRow,
    Leftover,
    Measure,
    Paragraph,
    Period,
    Place,
    Printed,
    Problem,
    Profile,
    Remark,
    Unit,
    UnitReturn,
    Written,
)

ZONE = timezone(timedelta(hours=8))
SHEET = "填报表"
DUE = datetime(2031, 3, 25, 18, 0, tzinfo=ZONE)
WATER, ECOLOGY, HOUSING = "市水务局", "市生态环境局", "市住房和城乡建设局"
FOREST, RIVER_BEND, NORTH = "市林业和草原局", "河湾区党委和政府", "北岭县党委和政府"
FILES = {
    WATER: "市水务局/市水务局3月（定稿）.xlsx",
    ECOLOGY: "邮件.zip/市生态环境局.xlsx",
    HOUSING: "补报/市住房和城乡建设局.xlsx",
    FOREST: "市林业和草原局.xlsx",
    NORTH: "北岭县.xlsx",
}


def digest_of(unit: str) -> str:
    """An invented sha256, the same for one unit every time."""
    return f"{sorted(FILES).index(unit) + 1:064x}"


def cell(unit: str, row: int, column: int, text: str, raw: str | None = None) -> Written:
    """A cell of a unit's returned sheet; ``raw`` where reading changed the text."""
    how = "" if raw is None else "去除首尾空格"
    return Written(raw if raw is not None else text, text, Place(FILES[unit], SHEET, row, column), how)


def entry(unit: str, problem: int, row: int, **texts: str) -> Entry:
    """A returned row of a lead unit with these fields filled in."""
    columns = {"number": 1, "text": 2, "status": 8, "progress": 9, "done_on": 10, "difficulties": 11}
    cells = {name: cell(unit, row, columns[name], text) for name, text in texts.items()}
    place = Place(FILES[unit], SHEET, row, 1)
    return Entry(problem, cells, place, unit=unit, role="lead", sha256=digest_of(unit), columns=columns)


def printed(entry: Entry, *texts: tuple[str | None, str]) -> tuple[Printed, ...]:
    """Annex paragraphs, one a line of the entry's progress cell."""
    written = entry.cells["progress"]
    return tuple(
        Printed(ordinal, text, entry.unit, entry.sha256, written, line)
        for line, (ordinal, text) in enumerate(texts, 1)
    )


def _problem(number: int, text: str, *leads: str, **more: object) -> Problem:
    fields: dict[str, object] = {
        "section": "关于污染防治方面",
        "category": "水污染防治类",
        "acceptance_units": (ECOLOGY,),
        "deadline_text": "2031年6月底",
        "deadline": date(2031, 6, 30),
        "goal": "完成治理并建立长效机制。",
        "measures": (Measure("一", "开展排查，建立台账。"), Measure("二", "落实整治，按期验收。")),
    }
    return Problem(number, text, lead_units=leads, **{**fields, **more})  # type: ignore[arg-type]


def _problems() -> tuple[Problem, ...]:
    return (
        _problem(1, "部分河段排污口整治不彻底，3个排污口雨季仍有溢流。", WATER,
                 responsible_units=(RIVER_BEND, NORTH)),
        _problem(2, "城区雨污分流改造滞后，老旧管网错接混接问题突出。", WATER, ECOLOGY,
                 deadline_text="2030年12月底", deadline=date(2030, 12, 31)),
        _problem(3, "建筑工地扬尘管控不到位，“六个百分之百”落实有差距。", HOUSING),
        _problem(4, "河湾区畜禽养殖粪污处理设施配套不足，部分养殖场直排。", RIVER_BEND),
        _problem(5, "青岚山林地修复进度慢，12处图斑未恢复植被。", FOREST,
                 deadline_text="长期坚持", deadline=None, long_term=True),
        _problem(6, "饮用水水源地一级保护区内仍有旅游设施。", WATER),
        _problem(7, "个别企业自行监测弄虚作假线索查办不力。", ECOLOGY, public=False),
        _problem(8, "北岭县垃圾填埋场渗滤液处置能力不足，积存约4.5万立方米。", NORTH,
                 public_text="北岭县垃圾填埋场渗滤液处置能力不足。"),
    )


def _carried(period: str, *paragraphs: tuple[str | None, str]) -> tuple[Printed, ...]:
    return tuple(Printed(ordinal, text, carried_from=period) for ordinal, text in paragraphs)


def _baseline() -> Baseline:
    rows = {
        5: BaselineRow(5, "正在推进", "in_progress", (Paragraph(None, "已恢复植被7处，其余5处已完成设计。"),),
                       Place("整改台账.xlsx", "问题", 6, 6)),
        8: BaselineRow(8, "正在推进", "in_progress", (Paragraph(None, "应急处置设备已进场调试。"),),
                       Place("整改台账.xlsx", "问题", 9, 6)),
    }
    return Baseline("2031-02", "b" * 64, rows)


def _rows() -> tuple[LedgerRow, ...]:
    one, two, three, four, five, six, seven, eight = _problems()
    baseline = _baseline().rows
    first = entry(WATER, 1, 9, status="已完成整改", progress="（一）封堵排污口3个。\n（二）建立巡查制度。",
                  done_on="2031-03-10")
    second = entry(WATER, 2, 10, status="正在推进", progress="完成管网改造18.6公里。")
    other = entry(ECOLOGY, 2, 9, status="未达序时进度", progress="排查混接点位241个，已整改196个。",
                  difficulties="老旧小区施工受限。")
    third = entry(HOUSING, 3, 9, status="达到序时进度", progress="检查工地57个次，发出整改通知21份。")
    sixth = entry(WATER, 6, 11, status="正在推进", progress="设施已停用，准备拆除。")
    seventh = entry(ECOLOGY, 7, 10, status="正在推进", progress="已立案1件。")
    edit = Edit(6, "", "旅游设施已全部停止经营，拆除方案已经批准。", "整改办张工", "按会议要求统一表述",
                place=Place("整改台账.xlsx", "问题", 7, 12))
    awaited = Printed(None, "（河湾区党委和政府尚未报送本期整改进展情况，待报送后补充。）",
                      unit=RIVER_BEND, marked=True)
    return (
        LedgerRow(one, "completed", "已完成整改", "已完成整改", False, False, "returned",
                  printed(first, ("（一）", "封堵排污口3个。"), ("（二）", "建立巡查制度。")), first, (first,)),
        LedgerRow(two, "behind", "未达序时进度", "未达序时进度", False, True, "returned",
                  printed(second, ("（一）", "完成管网改造18.6公里。"))
                  + printed(other, ("（二）", "排查混接点位241个，已整改196个。")), other, (second, other)),
        LedgerRow(three, "on_schedule", "达到序时进度", "达到序时进度", False, False, "returned",
                  printed(third, (None, "检查工地57个次，发出整改通知21份。")), third, (third,)),
        LedgerRow(four, None, None, "未报送", False, False, "none", (awaited,), awaited=(RIVER_BEND,)),
        LedgerRow(five, "in_progress", "正在推进", "正在推进实施", True, False, "carried",
                  _carried("2031-02", (None, "已恢复植被7处，其余5处已完成设计。")), baseline=baseline[5]),
        LedgerRow(six, "in_progress", "正在推进", "正在推进实施", False, False, "edited",
                  (Printed(None, edit.text, WATER, digest_of(WATER), sixth.cells["progress"], edit=edit),),
                  sixth, (sixth,), edit=edit),
        LedgerRow(seven, "in_progress", "正在推进", "正在推进实施", False, False, "returned",
                  printed(seventh, (None, "已立案1件。")), seventh, (seventh,)),
        LedgerRow(eight, "in_progress", "正在推进", "正在推进实施", False, False, "carried",
                  _carried("2031-02", (None, "应急处置设备已进场调试。")), awaited=(NORTH,),
                  baseline=baseline[8]),
    )


def _units() -> tuple[UnitReturn, ...]:
    def at(day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2031, 3, day, hour, minute, tzinfo=ZONE)

    head = {"filler": cell(WATER, 3, 4, "李工"), "phone": cell(WATER, 3, 6, "0470-555 0101")}
    reason = cell(FOREST, 6, 2, "造林季未到，本期无施工。")
    return (
        UnitReturn(WATER, "returned", at(24, 9, 5), "given", (FILES[WATER],), (1, 2, 6), (1, 2, 6), DUE, head),
        UnitReturn(ECOLOGY, "returned", at(25, 17, 59), "first-sight", (FILES[ECOLOGY],), (2, 7), (2, 7), DUE),
        UnitReturn(HOUSING, "late", at(26, 8, 30), "given", (FILES[HOUSING],), (3,), (3,), DUE),
        UnitReturn(FOREST, "nothing_to_report", at(20, 10), "given", (FILES[FOREST],), (5,), (5,), DUE,
                   nothing_new=cell(FOREST, 5, 2, "是"), reason=reason),
        UnitReturn(RIVER_BEND, "missing", None, None, (), (4,), (), DUE),
        UnitReturn(NORTH, "late", at(27, 11), "file-time", (FILES[NORTH],), (8,), (), DUE),
    )


def _arrivals() -> tuple[Arrival, ...]:
    def at(day: int, hour: int) -> datetime:
        return datetime(2031, 3, day, hour, tzinfo=ZONE)

    return (
        Arrival(FILES[NORTH], digest_of(NORTH), "accepted_with_remarks", NORTH, at(27, 11), "file-time", None),
        Arrival(FILES[WATER], digest_of(WATER), "accepted", WATER, at(24, 9), "given", None),
        Arrival("市水务局/旧版.xlsx", "c" * 64, "ignored", WATER, at(23, 9), "given", "已被新版本取代"),
        Arrival(FILES[FOREST], digest_of(FOREST), "accepted", FOREST, at(20, 10), "given", None),
        Arrival("无法打开.xls", "d" * 64, "rejected", None, at(24, 12), "first-sight", "文件已损坏，无法读取"),
        Arrival(FILES[HOUSING], digest_of(HOUSING), "accepted_with_remarks", HOUSING, at(26, 8), "given", None),
        Arrival(FILES[ECOLOGY], digest_of(ECOLOGY), "accepted_with_remarks", ECOLOGY, at(25, 17),
                "first-sight", None),
    )


def _remarks() -> tuple[Remark, ...]:
    progress = Place(FILES[ECOLOGY], SHEET, 9, 9)
    return (
        Remark("R101", "blocks", "河湾区党委和政府未在规定时间内报送。", RIVER_BEND),
        Remark("R102", "blocks", "市住房和城乡建设局迟于规定时间报送。", HOUSING, None, Place(FILES[HOUSING])),
        Remark("R102", "advises", "北岭县党委和政府收到时间待核。", NORTH, None, Place(FILES[NORTH])),
        Remark("R107", "blocks", "文件无法读取：文件已损坏。", None, None, Place("无法打开.xls")),
        Remark("C201", "blocks", "北岭县党委和政府未报第8项问题。", NORTH, 8, Place(FILES[NORTH], SHEET)),
        Remark("F304", "blocks", "完成日期无法识别。", ECOLOGY, 2, Place(FILES[ECOLOGY], SHEET, 9, 10),
               "三月中旬", "如2031年3月15日"),
        Remark("F302", "advises", "整改进展情况可能是空话占位。", HOUSING, 3, Place(FILES[HOUSING], SHEET, 9, 9),
               "检查工地57个次，发出整改通知21份。"),
        Remark("L509", "blocks", "第2项问题各牵头单位状态不一致，按进度最慢的取用。", ECOLOGY, 2, progress,
               "未达序时进度", "正在推进", waived="张主任同意，2031年4月30日前有效"),
        Remark("L510", "blocks", "文内数字不自洽。", WATER, 2, Place(FILES[WATER], SHEET, 10, 9), trial=True),
        Remark("D601", "advises", "第2项问题已逾期未完成。", WATER, 2),
    )


def sample_ledger() -> Ledger:
    """The period 2031-03 of 青岚市, with one of everything."""
    profile = Profile(
        title="青岚市贯彻落实生态环境保护督察报告具体问题",
        city="青岚市",
        office="青岚市督察反馈问题整改工作领导小组办公室",
        office_phone="0470-555 0100",
        units=(
            Unit(WATER, ("水务局",), level="市直", contact="李工", phone="0470-555 0101"),
            Unit(RIVER_BEND, ("河湾区",), ("各旗县区党委和政府",), "旗县区", "赵主任", "0470-555 0105"),
            Unit(NORTH, ("北岭县",), ("各旗县区党委和政府",), "旗县区", "孙工", "0470-555 0106"),
        ),
    )
    issued = datetime(2031, 3, 1, 9, 0, tzinfo=ZONE)
    expected = tuple(unit.unit for unit in _units())
    period = Period("2031-03", DUE, issued, date(2031, 3, 31), "2031-02", expected, "a" * 64)
    left = Leftover(WATER, "备注", cell(WATER, 9, 16, "另附照片5张"), "台账没有这一栏，原文保留")
    return Ledger(profile, period, _rows(), _units(), _arrivals(), _remarks(), (left,), _baseline())


def finished_ledger() -> Ledger:
    """The same period with nothing that blocks: no draft, nobody missing or late."""
    ledger = sample_ledger()
    rows = tuple(row for row in ledger.rows if row.source != "none")
    units = tuple(unit for unit in ledger.units if unit.state not in ("late", "missing"))
    advice = tuple(remark for remark in ledger.remarks if remark.weight == "advises")
    return replace(ledger, rows=rows, units=units, remarks=advice)


def empty_ledger() -> Ledger:
    """A period with no problems, units or remarks."""
    return replace(sample_ledger(), rows=(), units=(), arrivals=(), remarks=(), leftovers=())
