import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from toolkit.excel import write_tables
from toolkit.model import Chart, Mark, Table, TableColumn, Unusable
from toolkit.sheetbook.fitting import fitted
from toolkit.sheetbook.measure import TALLEST_ROW, line_count, lines_height

COLUMNS = (
    TableColumn("序号", 6, "number"), TableColumn("问题", 30), TableColumn("时限", 12, "date"),
    TableColumn("公开状态", 14, editable=True, choices=("是", "否")),
)
ROWS = (
    (1, "甲" * 80, date(2025, 3, 1), None),
    (2, "=HYPERLINK(1)", datetime(2025, 3, 1, 18, 30), "是"),  # noqa: DTZ001 - cells hold no zone
)
TABLE = Table("问题", COLUMNS, ROWS, {
    (0, 0): Mark(link="措施!A2"), (0, 1): Mark("red", note="请核对"), (1, 1): Mark("yellow"),
}, intro=("说明一句",), freeze_columns=2)


def opened(*tables, **named):
    return openpyxl.load_workbook(io.BytesIO(write_tables(tables, title="台账", **named)))


def test_headings_stand_below_the_intro_and_rows_below_them():
    sheet = opened(TABLE)["问题"]
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        ["说明一句", None, None, None],
        ["序号", "问题", "时限", "公开状态"],
        [1, "甲" * 80, datetime(2025, 3, 1), None],  # noqa: DTZ001
        [2, "=HYPERLINK(1)", datetime(2025, 3, 1, 18, 30), "是"],  # noqa: DTZ001
    ]
    assert sheet["B4"].data_type != "f"
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref == "A2:D4"
    assert sheet.row_dimensions[3].height > 80


def test_marks_tint_note_and_lead():
    sheet = opened(TABLE)["问题"]
    assert sheet["A3"].hyperlink.location == "措施!A2"
    assert sheet["A3"].value == 1
    assert sheet["B3"].comment.text.strip() == "请核对"
    assert sheet["B3"].fill.fgColor.rgb != sheet["B4"].fill.fgColor.rgb


def test_editable_columns_are_tinted_and_offer_their_choices():
    workbook = opened(TABLE)
    sheet = workbook["问题"]
    rule = sheet.data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.formula1) == ("D3:D4", "选项表!$A$1:$A$2")
    assert workbook["选项表"].sheet_state == "veryHidden"
    assert sheet["D3"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb


def test_a_table_without_rows_still_has_its_headings():
    sheet = opened(Table("空", COLUMNS, ()), header="草稿")["空"]
    assert [c.value for c in sheet[1]] == ["序号", "问题", "时限", "公开状态"]
    assert sheet["A2"].value == "（没有）"
    assert "草稿" in sheet.oddHeader.right.text
    assert sheet.oddHeader.left.text.endswith("台账·空")


def test_a_table_too_wide_for_one_page_is_parted_and_its_first_column_comes_again():
    columns = tuple(TableColumn(f"栏{i}", 20) for i in range(15))
    sheet = opened(Table("宽", columns, (tuple("字" for _ in columns),)))["宽"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.print_title_cols == "$A:$A"
    assert [b.id for b in sheet.col_breaks.brk] == [8]
    assert sheet.page_setup.fitToHeight is None or not sheet.sheet_properties.pageSetUpPr
    assert sheet.page_setup.scale >= 75


def test_the_same_tables_give_the_same_bytes():
    assert write_tables([TABLE], title="a") == write_tables([TABLE], title="a")


def test_a_text_longer_than_a_cell_is_refused_not_cut():
    with pytest.raises(Unusable, match="32767"):
        write_tables([Table("问题", COLUMNS[1:2], (("长" * 40_000,),))], title="a")


def test_ten_thousand_rows_take_seconds_not_minutes():
    columns = tuple(TableColumn(f"栏{i}", 14) for i in range(20))
    rows = tuple(tuple(f"第{i}行第{j}栏的一段文字" for j in range(20)) for i in range(10_000))
    begun = time.process_time()
    write_tables([Table("问题", columns, rows)], title="a")
    assert time.process_time() - begun < 8


COUNTED = Table("按组", (TableColumn("组", 20), TableColumn("已完成", 8, "number"), TableColumn("其他", 8, "number"),
                        TableColumn("完成率", 9, "share")),
                (("甲", 3, 1, 0.75), ("乙<&", 0, 2, 0.0), ("合计", 3, 3, 0.5)),
                formulas={(2, 1): "SUM(B2:B3)", (2, 2): 'SUM(C2:C3)+COUNTIF(A2:A3,"<&")', (0, 3): "B2/(B2+C2)"},
                charts=(Chart("各组", "bars", 0, (1, 2), 0, 1), Chart("走势", "lines", 0, (1,), 0, 1)))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_a_total_is_a_formula_with_its_value_beside_it():
    content = write_tables([COUNTED], title="台账")
    formulas = openpyxl.load_workbook(io.BytesIO(content))["按组"]
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["按组"]
    assert [c.value for c in formulas["B"]] == ["已完成", 3, 0, "=SUM(B2:B3)"]
    assert formulas["C4"].value == '=SUM(C2:C3)+COUNTIF(A2:A3,"<&")'
    assert [c.value for c in values[4]] == ["合计", 3, 3, 0.5]
    assert (values["D2"].value, values["D2"].number_format) == (0.75, "0.0%")
    assert formulas.auto_filter.ref is None


def test_charts_are_drawn_from_plain_ranges_and_hold_their_values():
    found = parts(write_tables([COUNTED], title="台账"))
    bars, lines = found["xl/charts/chart1.xml"], found["xl/charts/chart2.xml"]
    assert re.findall(r"<c:f>(.*?)</c:f>", bars) == [
        "按组!$B$1", "按组!$A$2:$A$3", "按组!$B$2:$B$3", "按组!$C$1", "按组!$A$2:$A$3", "按组!$C$2:$C$3"]
    assert re.findall(r"<c:v>(.*?)</c:v>", bars) == ["已完成", "甲", "乙&lt;&amp;", "3", "0", "其他", "甲", "乙&lt;&amp;", "1", "2"]
    assert len(set(re.findall(r'<a:pattFill prst="(\w+)"', bars))) == 2
    assert "<c:lineChart>" in lines
    assert "走势" in lines


def test_a_chart_begins_a_page_where_the_table_leaves_no_room():
    many = Table("长", COUNTED.columns, tuple((f"第{i}组", i, 0, 0.5) for i in range(21)),
                 charts=(Chart("各组", "bars", 0, (1, 2), 0, 20),))
    assert [b.id for b in opened(many)["长"].row_breaks.brk] == [22]
    assert opened(many)["长"].print_title_rows == "$1:$1"
    assert not opened(replace(many, rows=many.rows[:2], charts=(Chart("各组", "columns", 0, (1,), 0, 1),)))[
        "长"].row_breaks.brk


def test_a_text_too_tall_for_a_row_gets_a_wider_column_then_smaller_letters():
    texts = (("短",), ("长" * 900,), ("长" * 3000,))
    sheet = opened(Table("问题", (TableColumn("进展", 50),), texts))["问题"]
    width = sheet.column_dimensions["A"].width
    assert 50 < width <= 101
    assert [sheet.cell(row, 1).font.sz for row in (2, 3)] == [11, 11]
    assert sheet["A4"].font.sz < 11
    for row in (3, 4):
        size = sheet.cell(row, 1).font.sz
        assert lines_height(line_count(sheet.cell(row, 1).value, 100 * 11 / size), size) <= TALLEST_ROW


def test_what_fits_is_left_as_it_was():
    assert fitted((50.0, 6.0), [("字" * 400, 1), ("", None)]).widths == (50.0, 6.0)
    assert not fitted((50.0,), [("字" * 400,)]).sizes
