"""What is not plain text in a cell, and what hangs at it: said or kept, never taken for an answer."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from drawn import content, kept, read, row_of, workbook
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model import Entry

TABLE = """
| 序号 | 问题 | 整改状态* | 整改进展情况* | 佐证材料 | 本局备注 |
| 1 | $1 | 正在推进 | 已建料棚7座。 | 照片 | |"""


def changed(change: Callable[[Worksheet], None]) -> Entry:
    book: Workbook = workbook({"填报表": TABLE})
    change(book["填报表"])
    return row_of(read(content(book)), 1)


def put(address: str, value: object, **look: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[address] = value
        for name, said in look.items():
            setattr(sheet[address], name, said)
    return change


@pytest.mark.parametrize(("value", "shown", "computed"), [
    ("#REF!", "#REF!", "#REF!"), ("#N/A", "#N/A", "#N/A"), ("=A1&B1", "=A1&B1", "=A1&B1"),
    ('=_xlfn.DISPIMG("ID_9",1)', "（图片）", "（单元格图片）"), ('=DISPIMG("ID_9",1)', "（图片）", "（单元格图片）")])
def test_a_cell_without_a_value_is_seen_and_no_answer(value: str, shown: str, computed: str) -> None:
    cell = changed(put("D2", value)).cells["progress"]
    assert (cell.text, cell.shown, cell.computed) == ("", shown, computed)
    assert cell.how


def test_a_picture_in_a_cell_as_wps_saves_it() -> None:
    """WPS keeps its function as the result too."""
    entry = changed(put("E2", '=DISPIMG("ID_9",1)', data_type="s"))
    assert (entry.text("evidence"), entry.cells["evidence"].shown) == ("", "（图片）")


@pytest.mark.parametrize(("written", "raw", "text"), [
    ("2000万", "2000万", "2000万"), (13900001111, "13900001111", "13900001111"), ("１３９", "１３９", "１３９"),
    (3.0, "3", "3"), ("甲_x000D_\n乙", "甲\r\n乙", "甲\n乙"), ("  已完成 ", "  已完成 ", "已完成"), (0, "0", "0")])
def test_values_stay_what_they_are(written: object, raw: str, text: str) -> None:
    cell = changed(put("D2", written)).cells["progress"]
    assert (cell.raw, cell.text) == (raw, text)
    assert bool(cell.how) == (raw != text)


def test_rich_text_is_one_text() -> None:
    rich = CellRichText("已建", TextBlock(InlineFont(b=True), "料棚"), "7座。")
    assert changed(put("D2", rich)).text("progress") == "已建料棚7座。"


@pytest.mark.parametrize(("change", "struck"), [
    (put("D2", CellRichText("已建", TextBlock(InlineFont(strike=True), "5座"), "7座。")), "5座"),
    (put("D2", "不算了。", font=Font(strike=True)), "不算了。")])
def test_words_struck_through_are_told(change: Callable[[Worksheet], None], struck: str) -> None:
    entry = changed(change)
    assert entry.cells["progress"].struck == struck
    assert entry.extra["整改进展情况（删除线）"].text == struck


def test_struck_shared_strings() -> None:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
    for column, text in enumerate(("序号", "整改状态", "整改进展情况")):
        sheet.write_string(0, column, text)
    sheet.write_row(1, 0, (1, "正在推进"))
    sheet.write_rich_string(1, 2, "已建", struck, "5座", "7座。")
    sheet.insert_textbox(5, 0, "另附说明一份")
    book.close()
    returned = read(held.getvalue())
    assert row_of(returned, 1).cells["progress"].struck == "5座"
    assert "文本框：另附说明一份" in {w.text for w in returned.extra.values()}


def test_a_comment_is_kept_with_its_cell() -> None:
    entry = changed(put("D2", "已建料棚7座。", comment=Comment("赵科长：请核数字", "赵")))
    comment = entry.extra["整改进展情况（批注）"]
    assert comment.text == "赵科长：请核数字"
    assert comment.place.cell == "D2"


@pytest.mark.parametrize("mark", ["【必须改】没有填整改状态", "【请核对】与上期雷同"])
def test_our_own_marks_are_not_read_back(mark: str) -> None:
    entry = changed(put("D2", "已建料棚7座。", comment=Comment(mark, "整改办")))
    assert entry.extra == {}


def test_a_comment_outside_the_table_is_kept_too() -> None:
    book = workbook({"填报表": f"一季度报表\n{TABLE.strip()}"})
    book["填报表"]["A1"].comment = Comment("请张局阅", "赵")
    assert "请张局阅" in kept(read(content(book)))


@pytest.mark.parametrize(("target", "kept_as"), [
    ("http://files.invalid/报告.pdf", "http://files.invalid/报告.pdf"), ("照片", None)])
def test_where_a_link_leads_is_text(target: str, kept_as: str | None) -> None:
    """A link that says no more than its cell is nothing of its own."""
    entry = changed(put("E2", "照片", hyperlink=target))
    found = entry.extra.get("佐证材料（链接）")
    assert entry.text("evidence") == "照片"
    assert (found.text if found else None) == kept_as


def test_hidden_rows_and_columns_are_read() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["D"].hidden = True
    assert changed(hide).text("progress") == "已建料棚7座。"


def test_a_workbook_of_1904() -> None:
    book = workbook({"填报表": TABLE.replace("本局备注", "完成日期")})
    from datetime import date

    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    book["填报表"]["F2"] = date(2032, 3, 5)
    assert row_of(read(content(book)), 1).cells["done_on"].day == date(2032, 3, 5)
