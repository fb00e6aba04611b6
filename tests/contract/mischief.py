"""What happens to a sheet between an office and a unit: one small function a mishap."""

from __future__ import annotations

import csv
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from clerk import columns, rows_of
from openpyxl import Workbook, load_workbook
from town import Change, row_of, table

Number = Callable[[int], Any]


def in_turn(*changes: Change) -> Change:
    def change(book: Workbook) -> None:
        for one in changes:
            one(book)
    return change


def titles_above(book: Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.insert_rows(1, 2)
    sheet["A1"], sheet["A2"] = "清源市文件", "三月份"


def above_the_header_gone(book: Workbook) -> None:
    sheet, header, _ = table(book)
    sheet.delete_rows(1, header - 1)


def header_gone(name: str = "填报表") -> Change:
    def change(book: Workbook) -> None:
        book[name].delete_rows(columns(book[name])[0])
    return change


def columns_reversed(book: Workbook) -> None:
    sheet, header, _ = table(book)
    for row in range(header, sheet.max_row + 1):
        values = [cell.value for cell in sheet[row]]
        for column, value in enumerate(reversed(values), 1):
            sheet.cell(row, column).value = value


def own_column(book: Workbook) -> None:
    sheet, header, _ = table(book)
    sheet.cell(header, sheet.max_column + 1, "本局备注")
    sheet.cell(row_of(sheet, 1), sheet.max_column, "请张科长核")


def synonyms(book: Workbook) -> None:
    sheet, header, at = table(book)
    for heading, other in {"序号": "编号", "问题": "反馈问题", "整改状态": "完成进度", "牵头单位": "牵头部门",
                           "整改进展情况": "目前进展情况", "整改时限": "完成时限"}.items():
        sheet.cell(header, at[heading]).value = other


def sheets_renamed(book: Workbook) -> None:
    book["填报表"].title, book["措施"].title = "Sheet1 (2)", "附表"


def numbers(form: Number) -> Change:
    def change(book: Workbook) -> None:
        for name in ("填报表", "措施"):
            at = columns(book[name])[1]
            for row, cells in list(rows_of(book[name])):
                book[name].cell(row, at["序号"]).value = form(int(cells["序号"]))
    return change


def sorted_backwards(book: Workbook) -> None:
    sheet, _, _ = table(book)
    rows = [row for row, _ in rows_of(sheet)]
    values = [[cell.value for cell in sheet[row]] for row in rows]
    for row, line in zip(rows, reversed(values), strict=True):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column).value = value


def blank_rows(book: Workbook) -> None:
    sheet, header, _ = table(book)
    sheet.insert_rows(header + 2, 3)


def hidden_row(book: Workbook) -> None:
    sheet, header, _ = table(book)
    sheet.row_dimensions[header + 2].hidden = True


def total_and_notes(book: Workbook) -> None:
    sheet, _, at = table(book)
    below = last_row(book) + 1
    sheet.cell(below, 1).value = "合计"
    sheet.cell(below, at["整改状态"]).value = "正在推进3项"
    sheet.cell(below, at["整改进展情况"]).value = "共3项"
    sheet.cell(below + 1, 1).value = "注：以上情况属实。"
    sheet.cell(below + 3, 1).value = "填表人签字："
    sheet.cell(below + 3, 6).value = "2031年3月18日"


def last_row(book: Workbook) -> int:
    return max(row for row, _ in rows_of(book.worksheets[0]))


def unstamped(book: Workbook) -> None:
    for name in [s.title for s in book if s.sheet_state == "veryHidden"]:
        del book[name]
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


def head_value(label: str, value: Any) -> Change:
    def change(book: Workbook) -> None:
        sheet, header, _ = table(book)
        for row in sheet.iter_rows(max_row=header - 1):
            for cell in row:
                if str(cell.value or "").strip("*：") == label:
                    sheet.cell(cell.row, cell.column + 1).value = value
    return change


def zero_report(reason: str | None, answer: str = "是") -> Change:
    def change(book: Workbook) -> None:
        sheet = book["填报说明"]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "本期无进展":
                    sheet.cell(cell.row, cell.column + 1).value = answer
                if cell.value == "理由":
                    sheet.cell(cell.row, cell.column + 1).value = reason
    return change


def cleared_column(heading: str) -> Change:
    def change(book: Workbook) -> None:
        sheet, _, at = table(book)
        for row, _ in list(rows_of(sheet)):
            sheet.cell(row, at[heading]).value = None
    return change


def without_column(heading: str) -> Change:
    def change(book: Workbook) -> None:
        sheet, _, at = table(book)
        sheet.delete_cols(at[heading])
    return change


def without_row(number: int) -> Change:
    def change(book: Workbook) -> None:
        sheet, _, _ = table(book)
        sheet.delete_rows(row_of(sheet, number))
    return change


def one_more_row(**cells: Any) -> Change:
    def change(book: Workbook) -> None:
        sheet, _, at = table(book)
        row = last_row(book) + 1
        for heading, value in cells.items():
            sheet.cell(row, at[heading]).value = value
    return change


def numbers_exchanged(one: int, other: int) -> Change:
    def change(book: Workbook) -> None:
        sheet, _, at = table(book)
        rows = row_of(sheet, one), row_of(sheet, other)
        for row, number in zip(rows, (other, one), strict=True):
            sheet.cell(row, at["序号"]).value = number
    return change


def split_by_merging(number: int, text: str) -> Change:
    """The official cells merged over two rows, the second row with a text of its own."""
    def change(book: Workbook) -> None:
        sheet, _, at = table(book)
        row = row_of(sheet, number)
        sheet.insert_rows(row + 1)
        for heading in ("序号", "问题", "牵头单位", "责任单位", "验收单位", "整改时限", "整改目标"):
            sheet.merge_cells(start_row=row, end_row=row + 1,
                              start_column=at[heading], end_column=at[heading])
        sheet.cell(row + 1, at["整改进展情况"]).value = text
    return change


def merged_down(heading: str) -> Change:
    """One cell for all rows of the table."""
    def change(book: Workbook) -> None:
        sheet, header, at = table(book)
        sheet.merge_cells(start_row=header + 1, end_row=last_row(book),
                          start_column=at[heading], end_column=at[heading])
    return change


def plain_string(number: int, heading: str, text: str) -> Change:
    """A text that looks like a formula, as a text."""
    def change(book: Workbook) -> None:
        sheet, _, at = table(book)
        cell = sheet.cell(row_of(sheet, number), at[heading])
        cell.value, cell.data_type = text, "s"
    return change


def bare_number(number: int, heading: str, value: float) -> Change:
    def change(book: Workbook) -> None:
        sheet, _, at = table(book)
        cell = sheet.cell(row_of(sheet, number), at[heading])
        cell.value, cell.number_format = value, "General"
    return change


def measure(number: int, ordinal: str, heading: str, value: Any) -> Change:
    def change(book: Workbook) -> None:
        sheet = book["措施"]
        at = columns(sheet)[1]
        for row, cells in list(rows_of(sheet)):
            if int(cells["序号"]) == number and cells["措施序号"] == ordinal:
                sheet.cell(row, at[heading]).value = value
    return change


# ── other files ──────────────────────────────────────────────────────────────────────────────────
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 500
PDF = b"%PDF-1.4 scanned"


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def zipped_in_gbk(name: str, content: bytes) -> bytes:
    """A zip as Chinese Windows makes it: the name in GBK, without the UTF-8 flag."""
    raw = name.encode("gbk")
    return zipped([("x" * len(raw), content)]).replace(b"x" * len(raw), raw)


def sevenzipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A 7z as 7-Zip makes it of small files: one block, LZMA2 (7zFormat.txt of the LZMA SDK)."""
    block = lzma.compress(b"".join(c for _, c in files), lzma.FORMAT_RAW,
                          filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}])
    names = b"\0" + b"".join(name.encode("utf-16-le") + b"\0\0" for name, _ in files)
    sizes = [len(c) for _, c in files]
    header = b"".join((
        b"\x01\x04\x06", _number(0), _number(1), b"\x09", _number(len(block)), b"\0",
        b"\x07\x0b", _number(1), b"\0", _number(1), b"\x21\x21\x01\x10", b"\x0c", _number(sum(sizes)), b"\0",
        b"\x08\x0d", _number(len(files)), b"\x09", *map(_number, sizes[:-1]),
        b"\x0a\x01", *(zlib.crc32(c).to_bytes(4, "little") for _, c in files), b"\0", b"\0",
        b"\x05", _number(len(files)), b"\x11", _number(len(names)), names, b"\0", b"\0"))
    where = len(block).to_bytes(8, "little") + len(header).to_bytes(8, "little") \
        + zlib.crc32(header).to_bytes(4, "little")
    return b"7z\xbc\xaf\x27\x1c\0\4" + zlib.crc32(where).to_bytes(4, "little") + where + block + header


def _number(value: int) -> bytes:
    """A number of one to five bytes: the leading ones of the first say how many follow."""
    for more in range(5):
        if value < 1 << 7 * (more + 1):
            low = value & (1 << 8 * more) - 1
            return bytes([0x100 - (1 << 8 - more) & 0xFF | value >> 8 * more]) + low.to_bytes(more, "little")
    raise ValueError(value)


def encrypted(content: bytes) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    held = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("secret", held)
    return held.getvalue()


def as_csv(content: bytes, encoding: str) -> bytes:
    held = io.StringIO()
    writer = csv.writer(held)
    for row in load_workbook(io.BytesIO(content))["填报表"].iter_rows(values_only=True):
        writer.writerow(["" if value is None else value for value in row])
    return held.getvalue().encode(encoding)


def word_document() -> bytes:
    from docx import Document

    held = io.BytesIO()
    document = Document()
    document.add_paragraph("三月份整改情况说明")
    document.save(held)
    return held.getvalue()
