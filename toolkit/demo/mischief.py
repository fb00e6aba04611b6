"""What goes wrong between the office and its units, each on a filled-in workbook or its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from toolkit.demo.desk import (
    PROBLEMS,
    fill,
    fill_head,
    fill_nothing_new,
    opened,
    saved,
    sheet_of,
    table_of,
)
from toolkit.demo.written import UnitAnswers

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ZERO_REASON = "跟踪评价报告书正在编制，本期没有可以报告的新进展。"
RETYPED_TITLE = "云川市督察反馈问题整改进展情况表（2025年2月）"
RETYPED_COLUMNS: Mapping[str, str] = {
    # Heading of the issued sheet -> heading in the clerk's own table, in the clerk's own order.
    "序号": "序号",
    "问题": "反馈问题",
    "整改进展情况": "整改进展情况",
    "整改状态": "完成进度",
    "完成日期": "完成时间",
    "存在问题": "存在的问题",
    "下一步措施": "下一步打算",
    "牵头单位": "牵头单位",
    "责任单位": "责任单位",
    "验收单位": "验收单位",
    "整改时限": "整改时限",
    "整改目标": "整改目标",
    "佐证材料": "佐证材料",
}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


# ── answers that are not ready ──────────────────────────────────────────────────────────────────
def draft(written: UnitAnswers) -> UnitAnswers:
    """A first version sent off too early: the last row's progress is still missing."""
    *rows, last = written.rows
    return replace(written, rows=(*rows, replace(last, progress="")))


def vague(written: UnitAnswers) -> UnitAnswers:
    """A status in the unit's own words, and a phrase instead of progress."""
    first, *rest = written.rows
    return replace(written, rows=(
        replace(first, status="基本完成"),
        *(replace(row, progress="正在积极推进中。") for row in rest),
    ))


def undated(written: UnitAnswers) -> UnitAnswers:
    """Finished problems without the day they were finished."""
    return replace(written, rows=tuple(replace(row, done_on=None) for row in written.rows))


# ── workbooks that were meddled with ────────────────────────────────────────────────────────────
def altered(issued: bytes, written: UnitAnswers) -> bytes:
    """Filled in well, but a figure of the official text was "corrected" on the way."""
    book = opened(issued)
    fill(book, written)
    sheet = sheet_of(book, PROBLEMS)
    columns, rows = table_of(sheet, "整改状态")
    cell = sheet.cell(rows[0], columns["问题"])
    before = str(cell.value)
    cell.value = before.replace("84.6公顷", "34.6公顷")
    assert cell.value != before
    return saved(book)


def retyped(issued: bytes, written: UnitAnswers) -> bytes:
    """Copied into the clerk's own table: a title above it, other headings, order and date habits."""
    book = opened(issued)
    rows = tuple(replace(r, status=r.status.replace("序时", "时序")) for r in written.rows)
    fill(book, replace(written, rows=rows), _in_points)
    filled = sheet_of(book, PROBLEMS)
    own = book.create_sheet("进展情况", 0)
    _retype(filled, own, written)
    book.remove(filled)
    book.active = 0
    return saved(book)


def nothing_new(issued: bytes, written: UnitAnswers) -> bytes:
    """A zero report: no row filled in, 是 and a reason on 填报说明."""
    book = opened(issued)
    fill_head(sheet_of(book, PROBLEMS), written)
    fill_nothing_new(book, written.head.nothing_new or ZERO_REASON)
    return saved(book)


def _in_points(day: date) -> str:
    if day == date(2025, 1, 31):
        return "2025年1月底"
    return f"{day.year}.{day.month}.{day.day}"


def _retype(filled: Worksheet, own: Worksheet, written: UnitAnswers) -> None:
    columns, rows = table_of(filled, "整改状态")
    own.append([RETYPED_TITLE])
    own.merge_cells("A1:N1")
    head = written.head
    own.append([
        "填报单位：市城市管理局", None, f"填报人：{head.filler}", None, f"联系电话：{head.phone}",
        None, f"审核人：{head.reviewer}", None, f"填报日期：{_in_points(head.filled_on)}",
    ])
    own.append([*RETYPED_COLUMNS.values(), "分管领导"])
    for row in rows:
        values = [filled.cell(row, columns[name]).value for name in RETYPED_COLUMNS]
        number = str(values[0]).translate(_FULL_WIDTH)
        own.append([number, *values[1:], head.reviewer])
    for column in "BCKL":
        own.column_dimensions[column].width = 40


# ── files that are no workbooks ─────────────────────────────────────────────────────────────────
def cut_off(content: bytes) -> bytes:
    """A workbook whose transfer broke off."""
    return content[: len(content) * 3 // 5]


def lock_file(author: str) -> bytes:
    """What Excel leaves beside an open workbook: the author's name, twice, in 165 bytes."""
    plain = author.encode("gbk")
    wide = author.encode("utf-16-le")
    return (
        bytes([len(plain)]) + plain.ljust(54)
        + bytes([len(author), 0]) + wide.ljust(108, b" ")
    )


def scan(note: str) -> bytes:
    """A picture of a signed page, as small as a picture can be: one grey dot and a comment."""
    comment = note.encode()
    dc_table = b"\x00\x01" + bytes(15) + b"\x00"
    ac_table = b"\x10\x01" + bytes(15) + b"\x00"
    segments = (
        (0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
        (0xFE, comment),
        (0xDB, b"\x00" + b"\x01" * 64),
        (0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00"),
        (0xC4, dc_table),
        (0xC4, ac_table),
        (0xDA, b"\x01\x01\x00\x00\x3f\x00"),
    )
    written = (
        b"\xff" + bytes([kind]) + (len(body) + 2).to_bytes(2, "big") + body
        for kind, body in segments
    )
    return b"\xff\xd8" + b"".join(written) + b"\x3f\xff\xd9"


def windows_zip(members: Sequence[tuple[str, bytes]]) -> bytes:
    """An archive as Chinese Windows makes it: names in GBK, and nothing that says so."""
    held = BytesIO()
    renamed: list[tuple[bytes, bytes]] = []
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members):
            in_gbk = name.encode("gbk")
            stand_in = f"#{number}".ljust(len(in_gbk), "#")
            archive.writestr(ZipInfo(stand_in), content, ZIP_DEFLATED)
            renamed.append((stand_in.encode(), in_gbk))
    packed = held.getvalue()
    for stand_in_bytes, in_gbk in renamed:
        packed = packed.replace(stand_in_bytes, in_gbk)
    return packed

