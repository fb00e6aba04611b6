import io
import time
from datetime import date, datetime

import openpyxl
import pytest

from toolkit.excel import write_tables
from toolkit.model import Mark, Table, TableColumn, Unusable

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
