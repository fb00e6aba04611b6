"""Invented standard sheets of offices of every make: title rows, two-level headers, foot lines, examples."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

THIN = Side(style="thin", color="FF000000")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
BLUE = PatternFill("solid", fgColor="FFBDD7EE")
YELLOW = PatternFill("solid", fgColor="FFFFF2CC")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
SECRET = ("韩示例", "0471-5559999", "示例河段已清理", "李管理")
"""What stands in the examples and must not go out."""


@dataclass(frozen=True)
class Office:
    """A sheet and what it means: field by heading as issued, headings of the office's own columns."""

    name: str
    build: Callable[[], bytes]
    fields: dict[str, str]
    own: tuple[str, ...] = ()
    head: dict[str, str] = field(default_factory=dict)
    statuses: tuple[str, ...] = ()
    sheet: int = 0
    required: tuple[str, ...] = ()


def saved(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def drawn(sheet: Worksheet, row: int, values: list, *, fill: PatternFill | None = None,
          font: Font | None = None, height: float | None = None, start: int = 1) -> None:
    for column, value in enumerate(values, start):
        cell = sheet.cell(row, column)
        cell.value = value
        cell.border, cell.alignment = BOX, CENTRE
        if fill:
            cell.fill = fill
        if font:
            cell.font = font
    if height:
        sheet.row_dimensions[row].height = height


def plain() -> bytes:
    """One header row in blue and yellow, a merged title, 填报单位 line, signatures at the foot."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet["A1"] = "某市督察反馈问题整改情况月报表（2024年9月）"
    sheet["A1"].font = Font("方正小标宋简体", 20)
    sheet["A1"].alignment = CENTRE
    sheet.merge_cells("A1:I1")
    sheet.row_dimensions[1].height = 40
    sheet["A2"] = "填报单位（盖章）：________________"
    sheet.merge_cells("A2:D2")
    sheet["G2"] = "填报日期：    年  月  日"
    sheet.merge_cells("G2:I2")
    headings = ["序号", "反馈问题", "牵头单位", "整改时限", "整改目标", "整改状态", "整改进展情况", "存在问题", "备注"]
    drawn(sheet, 3, headings, fill=BLUE, font=Font("黑体", 12), height=30)
    for column in range(6, 10):
        sheet.cell(3, column).fill = YELLOW
    for row in range(4, 9):
        drawn(sheet, row, [None] * 9, font=Font("仿宋", 11), height=60)
    sheet["A9"] = "填报人：韩示例        联系电话：0471-5559999        审核人：李管理"
    sheet.merge_cells("A9:I9")
    for letters, width in zip("ABCDEFGHI", (6, 30, 14, 14, 20, 14, 44, 20, 12), strict=True):
        sheet.column_dimensions[letters].width = width
    rule = DataValidation("list", formula1='"未启动,整改中,已完成,已销号"')
    rule.add("F4:F8")
    sheet.add_data_validation(rule)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.freeze_panes = "A4"
    return saved(book)


def two_levels() -> bytes:
    """A two-level merged header, example rows in grey, own columns under a group, a list on another sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "附件2"
    sheet["A1"] = "附件2"
    sheet["A2"] = "整改任务推进情况统计表"
    sheet["A2"].font = Font("黑体", 18, bold=True)
    sheet["A2"].alignment = CENTRE
    sheet.merge_cells("A2:L2")
    sheet["A3"], sheet["C3"], sheet["J3"], sheet["K3"] = "填报单位", "某示例局", "填报人", "韩示例"
    sheet.merge_cells("A3:B3")
    drawn(sheet, 4, ["编号", "问题内容", "责任分工", None, None, "完成时限", "整改进展", None, None, "资金投入（万元）", "分管领导", "是否销号"],
          fill=BLUE, font=Font("黑体", 11, bold=True))
    drawn(sheet, 5, [None, None, "牵头部门", "责任单位", "验收单位", None, "进展状态*", "本月进展情况*", "下一步打算", None, None, None],
          fill=BLUE, font=Font("黑体", 11, bold=True))
    for area in ("A4:A5", "B4:B5", "C4:E4", "F4:F5", "G4:I4", "J4:J5", "K4:K5", "L4:L5"):
        sheet.merge_cells(area)
    grey = Font("宋体", 11, italic=True, color="FF808080")
    drawn(sheet, 6, ["示例", "示例河段垃圾未清", "某示例局", "某县", "某生态局", "2024年底", "达到序时进度",
                     "示例河段已清理3公里。", "继续清理。", 12.5, "李管理", "否"], font=grey, height=45)
    for row in range(7, 10):
        drawn(sheet, row, [None] * 12, font=Font("仿宋", 12), height=50)
        sheet.cell(row, 10).number_format = "0.00"
    words = book.create_sheet("选项")
    for row, word in enumerate(("未达到序时进度", "达到序时进度", "完成整改", "已销号"), 1):
        words.cell(row, 1, word)
    words.sheet_state = "hidden"
    for source, area in (("选项!$A$1:$A$4", "G6:G9"), ('"是,否"', "L6:L9")):
        rule = DataValidation("list", formula1=source)
        rule.add(area)
        sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("G6:G9", CellIsRule(
        operator="equal", formula=['"已销号"'], fill=PatternFill("solid", bgColor="FFC6E0B4")))
    how = book.create_sheet("填报说明")
    how["A1"], how["A2"] = "填表须知", "1.资金投入按实际到位填写。"
    book.create_sheet("上年数据").append([1, "旧问题", "某局", "某人"])
    for _ in range(5):
        book["上年数据"].append([1, "旧问题", "某局", "某人"])
    return saved(book)


def instructed() -> bytes:
    """Required columns in red, a row of instructions below the header, a numbered row, a total, notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "XX专项整改调度表"
    sheet.merge_cells("A1:H1")
    headings = ["序号", "问题", "责任单位", "整改期限", "完成情况", "目前进展", "实际完成时间", "资金（万元）"]
    drawn(sheet, 2, headings, font=Font("黑体", 11))
    for column in (5, 6):
        sheet.cell(2, column).font = Font("黑体", 11, color="FFFF0000")
    drawn(sheet, 3, ["自动生成", "请勿改动", "请勿改动", "请勿改动", "下拉选择", "500字以内，如实填写", "格式：2025-1-1", "填写数字"])
    drawn(sheet, 4, [1, "旧的示例问题", "某示例局", "2024年底", "已完成", "示例河段已清理完毕。", None, 35])
    drawn(sheet, 5, [None] * 8)
    drawn(sheet, 6, ["合计", None, None, None, None, None, None, "=SUM(H4:H5)"])
    sheet["A7"] = "注：1.本表由牵头单位填报。2.资金以万元计。"
    sheet.merge_cells("A7:H7")
    sheet["A8"] = "联系人：韩示例 电 话：0471-5559999"
    rule = DataValidation("list", formula1='"已完成,基本完成,推进中,未启动"')
    rule.add("E4:E5")
    sheet.add_data_validation(rule)
    sheet["F2"].comment = Comment("李管理：写清楚", "李管理")
    for row in (4, 5):
        sheet.cell(row, 7).number_format = "yyyy/m/d"
    for letters, width in zip("ABCDEFGH", (8, 32, 16, 14, 12, 48, 14, 12), strict=True):
        sheet.column_dimensions[letters].width = width
    return saved(book)


def without_status() -> bytes:
    """No status, no unit, no number; an unusual progress heading."""
    book = openpyxl.Workbook()
    sheet = book.active
    drawn(sheet, 1, ["整改事项", "牵头单位", "工作推进（写清数量、地点和结果）", "困难和建议", "联系方式"], fill=BLUE)
    drawn(sheet, 2, [None] * 5, height=70)
    for letters, width in zip("ABCDE", (36, 16, 60, 24, 16), strict=True):
        sheet.column_dimensions[letters].width = width
    return saved(book)


def with_measures() -> bytes:
    """Measures in the table as a column and in a sheet of their own; section and category of the list."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "问题台账"
    sheet["A1"] = "整改问题台账（____年____月）"
    sheet.merge_cells("A1:J1")
    sheet["A2"] = "单位：万元"
    sheet["H2"], sheet["H3"] = "上报单位：", "上报时间："
    for area in ("I2", "I3"):
        sheet[area].border = BOX
    headings = ["问题编号", "领域", "问题类型", "反馈问题", "整改措施", "整改责任单位", "整改期限", "整改情况", "完成状态", "佐证材料"]
    drawn(sheet, 4, headings, fill=BLUE)
    for row in (5, 6):
        drawn(sheet, row, [None] * 10, font=Font("楷体", 12))
    for letters, width in zip("ABCDEFGHIJ", (8, 12, 12, 30, 40, 16, 14, 40, 14, 16), strict=True):
        sheet.column_dimensions[letters].width = width
    sheet.auto_filter.ref = "A4:J6"
    steps = book.create_sheet("措施台账")
    steps["A1"] = "整改措施落实情况"
    steps.merge_cells("A1:E1")
    drawn(steps, 2, ["问题编号", "措施编号", "具体措施", "落实情况", "备注"], fill=YELLOW)
    for row in (3, 4, 5):
        drawn(steps, row, [None] * 5, height=30)
    rule = DataValidation("list", formula1='"未开展,推进中,已完成"')
    rule.add("D3:D5")
    steps.add_data_validation(rule)
    steps.column_dimensions["C"].width = 60
    return saved(book)


def with_logo() -> bytes:
    """A logo, merged columns in the rows, the table not in column A, percent of progress, ticks for the status."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("Sheet1")
    title = book.add_format({"font_name": "华文中宋", "font_size": 22, "align": "center"})
    head = book.add_format({"border": 1, "bg_color": "#FFF2CC", "font_name": "黑体", "text_wrap": True, "align": "center"})
    body = book.add_format({"border": 1, "font_name": "宋体", "font_size": 12, "text_wrap": True, "valign": "vcenter"})
    share = book.add_format({"border": 1, "num_format": "0%"})
    sheet.merge_range("B2:J2", "整改工作进展表", title)
    sheet.merge_range("B3:J3", "填报单位（公章）：                填表人：韩示例          联系电话：0471-5559999")
    for column, heading in zip("BCEFGHIJ", ["序号", "问题描述", "牵头单位", "完成进度（%）", "整改是否完成",
                                            "截至目前整改进展情况", "存在困难", "责任人及电话"], strict=True):
        sheet.write(f"{column}5", heading, head)
    sheet.merge_range("C5:D5", "问题描述", head)
    for row in (6, 7, 8):
        for column in "BEFGHIJ":
            sheet.write_blank(f"{column}{row}", None, share if column == "F" else body)
        sheet.merge_range(f"C{row}:D{row}", "", body)
        sheet.write(f"G{row}", "□已完成 □正在推进 □未启动", body)
        sheet.set_row(row - 1, 48)
    for letters, width in zip("ABCDEFGHIJ", (2, 6, 18, 18, 14, 10, 14, 44, 20, 16), strict=True):
        sheet.set_column(f"{letters}:{letters}", width)
    sheet.merge_range("B10:J10", "主要负责人签字：                        年   月   日")
    sheet.insert_image("I1", "logo.png", {"image_data": io.BytesIO(_red_square())})
    sheet.set_header("&L&G", {"image_left": "seal.png", "image_data_left": io.BytesIO(_red_square())})
    book.close()
    return held.getvalue()


def _red_square(side: int = 40) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = (b"\0" + b"\xc0\x20\x20" * side) * side
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def fancy() -> bytes:
    """Made by another library: rich text, a long list of statuses on a visible sheet, print header, theme colours."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("填报")
    bold = book.add_format({"bold": True, "font_name": "楷体", "font_size": 16, "align": "center"})
    red = book.add_format({"font_color": "#FF0000", "bold": True})
    normal = book.add_format({"font_name": "黑体", "font_size": 11})
    head = book.add_format({"border": 1, "bg_color": "#E2EFDA", "text_wrap": True, "align": "center", "bold": True})
    body = book.add_format({"border": 2, "border_color": "#548235", "font_name": "楷体", "font_size": 12, "text_wrap": True})
    date = book.add_format({"border": 2, "num_format": "yyyy年m月d日"})
    sheet.merge_range("A1:I1", "", bold)
    sheet.write_rich_string("A1", bold, "督察整改", red, "2024年第四季度", normal, "填报表", bold)
    sheet.write("A2", "填报单位：", normal)
    sheet.merge_range("B2:D2", "", body)
    sheet.write("F2", "填报人姓名：", normal)
    sheet.write("G2", "韩示例", body)
    sheet.write("H2", "手机：", normal)
    sheet.write("I2", "0471-5559999", body)
    for column, heading in enumerate(
            ["序号", "督察反馈问题", "责任部门", "整改目标要求", "上期进展情况", "当前状态（必填）", "本季度进展情况（必填）",
             "完成时间", "未完成原因"]):
        sheet.write(2, column, heading, head)
    for row in range(3, 7):
        for column in range(9):
            sheet.write_blank(row, column, None, date if column == 7 else body)
    words = book.add_worksheet("状态说明")
    for row, word in enumerate(("尚未启动", "正在推进", "达到序时进度", "滞后", "已完成整改", "已完成整改，长期坚持", "通过验收", "问题已销号")):
        words.write(row, 0, word)
    sheet.data_validation("F4:F7", {"validate": "list", "source": "=状态说明!$A$1:$A$8"})
    sheet.set_column("A:A", 6)
    sheet.set_column("B:B", 30)
    sheet.set_column("C:E", 18)
    sheet.set_column("F:F", 15)
    sheet.set_column("G:G", 40)
    sheet.set_column("H:I", 16)
    sheet.set_landscape()
    sheet.set_header("&L内部资料&R第 &P 页")
    sheet.fit_to_pages(1, 0)
    book.set_properties({"author": "李管理", "company": "某示例局", "title": "旧表"})
    book.close()
    return held.getvalue()


def grouped() -> bytes:
    """Two groups with the same headings below them, a blank column between, the whole in 方正 fonts."""
    book = openpyxl.Workbook()
    sheet = book.active
    drawn(sheet, 1, ["序号", "整改问题", "牵头单位", None, "责任单位", None, "整改时限", "整改落实情况", "状态", "需协调事项"], fill=BLUE)
    drawn(sheet, 2, [None, None, "名称", "联系人", "名称", "联系人", None, None, None, None], fill=BLUE)
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2", "H1:H2", "I1:I2", "J1:J2"):
        sheet.merge_cells(area)
    drawn(sheet, 3, [None] * 10, font=Font("方正仿宋_GBK", 12))
    sheet["A5"] = "填报单位：          经办人：            联系电话："
    sheet["A6"] = "  年  月  日"
    return saved(book)


OFFICES = (
    Office("plain", plain, {
        "序号": "number", "反馈问题": "text", "牵头单位": "lead_units", "整改时限": "deadline",
        "整改目标": "goal", "整改状态": "status", "整改进展情况": "progress", "存在问题": "difficulties"},
        ("备注",), {"填报单位（盖章）": "unit", "填报日期": "filled_on", "填报人": "filler",
                    "联系电话": "phone", "审核人": "reviewer"},
        ("未启动", "整改中", "已完成", "已销号"), required=("整改状态", "整改进展情况")),
    Office("two_levels", two_levels, {
        "编号": "number", "问题内容": "text", "牵头部门": "lead_units", "责任单位": "responsible_units",
        "验收单位": "acceptance_units", "完成时限": "deadline", "进展状态": "status",
        "本月进展情况": "progress", "下一步打算": "next_steps"},
        ("资金投入（万元）", "分管领导", "是否销号"), {"填报单位": "unit", "填报人": "filler"},
        ("未达到序时进度", "达到序时进度", "完成整改", "已销号"), required=("进展状态", "本月进展情况")),
    Office("instructed", instructed, {
        "序号": "number", "问题": "text", "责任单位": "responsible_units", "整改期限": "deadline",
        "完成情况": "status", "目前进展": "progress", "实际完成时间": "done_on"},
        ("资金（万元）",), {"联系人": "filler", "电 话": "phone"},
        ("已完成", "基本完成", "推进中", "未启动"), required=("完成情况", "目前进展")),
    Office("without_status", without_status, {
        "整改事项": "text", "牵头单位": "lead_units", "工作推进（写清数量、地点和结果）": "progress",
        "困难和建议": "difficulties", "联系方式": "phone", "整改状态": "status"},
        required=("整改状态", "工作推进（写清数量、地点和结果）")),
    Office("with_measures", with_measures, {
        "问题编号": "number", "领域": "section", "问题类型": "category", "反馈问题": "text",
        "整改措施": "measures", "整改责任单位": "responsible_units", "整改期限": "deadline",
        "整改情况": "progress", "完成状态": "status", "佐证材料": "evidence"},
        head={"上报单位": "unit", "上报时间": "filled_on"}, required=("整改情况", "完成状态")),
    Office("with_logo", with_logo, {
        "序号": "number", "问题描述": "text", "牵头单位": "lead_units", "整改是否完成": "status",
        "截至目前整改进展情况": "progress", "存在困难": "difficulties"},
        ("完成进度（%）", "责任人及电话"),
        {"填报单位（公章）": "unit", "填表人": "filler", "联系电话": "phone"},
        ("已完成", "正在推进", "未启动"), required=("整改是否完成", "截至目前整改进展情况")),
    Office("fancy", fancy, {
        "序号": "number", "督察反馈问题": "text", "责任部门": "responsible_units", "整改目标要求": "goal",
        "上期进展情况": "last_progress", "当前状态": "status", "本季度进展情况": "progress",
        "完成时间": "done_on", "未完成原因": "difficulties"},
        head={"填报单位": "unit", "填报人姓名": "filler", "手机": "phone"},
        statuses=("尚未启动", "正在推进", "达到序时进度", "滞后", "已完成整改", "已完成整改，长期坚持", "通过验收", "问题已销号"),
        required=("当前状态", "本季度进展情况")),
    Office("grouped", grouped, {
        "序号": "number", "整改问题": "text", "牵头单位名称": "lead_units", "责任单位名称": "responsible_units",
        "整改时限": "deadline", "整改落实情况": "progress", "状态": "status"},
        ("牵头单位联系人", "责任单位联系人", "需协调事项"),
        {"填报单位": "unit", "经办人": "filler", "联系电话": "phone"}, required=("整改落实情况", "状态")),
)
