# ruff: noqa: DTZ001 - moments in cells have no zone
"""Workbooks the table tests read: made here, by other people's writers, never by our own."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import xlsxwriter

TRANSITIONAL = "http://schemas.openxmlformats.org/"
STRICT = "http://purl.oclc.org/ooxml/"


def written(fill, **options) -> bytes:
    """A workbook by xlsxwriter: ``fill(book)`` adds the sheets."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    fill(book)
    book.close()
    return stream.getvalue()


def openpyxl_written(rows) -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def column_of(texts) -> bytes:
    """Texts below one another in column A."""
    def fill(book):
        sheet = book.add_worksheet("填报表")
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text)
    return written(fill)


def changed(content: bytes, changes) -> bytes:
    """The package with parts changed: a name -> new bytes, a function of the old, or None."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            change = changes.get(name, old.read(name))
            part = change(old.read(name)) if callable(change) else change
            if part is not None:
                new.writestr(name, part)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return stream.getvalue()


def one_sheet(rows: str, strings: str = "", after: str = "") -> bytes:
    """A workbook whose sheet XML is written by hand; ``rows`` stands within sheetData."""
    spreadsheet = f'xmlns="{TRANSITIONAL}spreadsheetml/2006/main"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return changed(column_of(["甲"]), {
        "xl/worksheets/sheet1.xml":
            f"{head}<worksheet {spreadsheet}><sheetData>{rows}</sheetData>{after}</worksheet>".encode(),
        "xl/sharedStrings.xml": f"{head}<sst {spreadsheet}>{strings}</sst>".encode(),
    })


def standard_looking(rows: int = 10, unit: str = "示例市园林局") -> bytes:
    """Shaped as the sheets that go out and come back: styles, drop-downs, hidden sheets, a stamp."""
    def fill(book):
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True})
        locked = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        free = book.add_format({"border": 1, "text_wrap": True, "locked": False, "num_format": "@"})
        day = book.add_format({"border": 1, "locked": False, "num_format": "yyyy-mm-dd"})
        _problems(book.add_worksheet("填报表"), rows, unit, head, locked, free, day)
        _measures(book.add_worksheet("措施"), rows, head, locked, free, day)
        notes = book.add_worksheet("填报说明")
        for row in range(30):
            notes.write_string(row, 0, f"第{row}条", head)
            notes.write_string(row, 1, f"逐条说明怎样填写本表，这是第{row}条。" * 3, locked)
        options = book.add_worksheet("选项")
        options.hide()
        stamp = book.add_worksheet("_stamp")
        stamp.very_hidden()
        for row in range(8):
            options.write_string(row, 0, f"选项{row}")
            stamp.write_string(row, 0, f"签记{row}")
        book.set_custom_property("period", "2025-03")
    return written(fill)


def _problems(sheet, rows, unit, head, locked, free, day):
    sheet.protect()
    for row, (label, text) in enumerate([("填报单位", unit), ("填报人", "王小明")]):
        sheet.write_string(row, 0, label, head)
        sheet.write_string(row, 1, text, free)
    for column in range(16):
        sheet.write_string(6, column, f"栏目{column}", head)
    for row in range(7, 7 + rows):
        sheet.set_row(row, 90)
        sheet.write_number(row, 0, row - 6, locked)
        for column in range(1, 8):
            sheet.write_string(row, column, f"{unit}第{row}行第{column}列的官方内容，" * column * 2, locked)
        sheet.write_string(row, 8, "正在推进", free)
        sheet.write_string(row, 9, f"{unit}已完成第{row}段管道的铺设与回填，路面恢复过半。" * 6, free)
        sheet.write_datetime(row, 10, datetime(2025, 3, 1 + row), day)
        sheet.write_string(row, 11, f"资金缺口{row}万元", free)
        for column in range(12, 16):
            sheet.write_blank(row, column, None, free)
    sheet.data_validation(7, 8, 200, 8, {"validate": "list", "source": "=选项!$A$1:$A$8"})
    sheet.data_validation(7, 10, 200, 10, {
        "validate": "date", "criteria": "between",
        "minimum": date(2020, 1, 1), "maximum": date(2035, 1, 1)})
    sheet.autofilter(6, 0, 6 + rows, 15)


def _measures(sheet, rows, head, locked, free, day):
    for column in range(6):
        sheet.write_string(0, column, f"措施栏{column}", head)
    for row in range(1, 1 + rows * 3):
        sheet.write_number(row, 0, 1 + row // 3, locked)
        sheet.write_string(row, 1, "一二三"[row % 3], locked)
        sheet.write_string(row, 2, f"第{row}条措施：完善台账，补齐设备，定期巡查。" * 2, locked)
        sheet.write_string(row, 3, "推进中", free)
        sheet.write_blank(row, 4, None, day)
        sheet.write_blank(row, 5, None, free)
