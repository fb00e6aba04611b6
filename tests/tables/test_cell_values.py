# ruff: noqa: DTZ001 - moments in cells have no zone
"""Numbers, dates, percentages, errors and formulas as a person sees them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_workbooks import changed, one_sheet, written

from toolkit.tables import Cell, formats
from toolkit.tables.by_kind import read_tables


def cells_of(content: bytes) -> list[Cell]:
    return list(read_tables(content).sheets[0].cells)


def shown(value: float, code: str = "General", **options) -> Cell:
    def fill(book):
        book.add_worksheet().write_number(0, 0, value, book.add_format({"num_format": code}))
    return cells_of(written(fill, **options))[0]


@pytest.mark.parametrize(("value", "text"), [
    (3.0, "3"), (0.1 + 0.2, "0.3"), (-2.5, "-2.5"), (0, "0"), (-0.0, "0"), (13812345678, "13812345678"),
    (1.0E15, "1000000000000000"), (150102199001011000, "150102199001011000"), (1e-7, "0.0000001"),
    (1e300, "1E+300"), (1.005, "1.005"), (52.46, "52.46"),
])
def test_numbers_are_plain(value, text):
    assert shown(value)[2:4] == ("number", text)


@pytest.mark.parametrize(("value", "code", "text"), [
    (0.35, "0%", "35%"), (0.5246, "0.00%", "52.46%"), (1, "0%", "100%"), (0.07, "0%", "7%"),
    (0.35, '0"%"', "0.35"), (0.1 + 0.2, "0.0%", "30%"),
])
def test_percentages(value, code, text):
    assert shown(value, code)[2:5] == ("number", text, None)


@pytest.mark.parametrize("code", [
    "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "yyyy年m月d日", "m/d/yyyy", "[$-804]yyyy.m.d", "d-mmm-yy", "yyyy/m",
    '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "mmm", "[红色]yyyy\\-mm", "e年m月",
])
def test_date_formats(code):
    assert shown(45717, code) == Cell(1, 1, "date", "2025-03-01", date(2025, 3, 1))


@pytest.mark.parametrize("code", [
    "General", "@", "0.00", '0"日"', "#,##0", '"第"0"项"', "[>100]0", "0_d", "[Red]0", "0\\d", '0"hms"',
])
def test_formats_that_are_no_dates(code):
    assert shown(45717, code)[2:5] == ("number", "45717", None)


@pytest.mark.parametrize("number", [14, 22, *range(27, 32), 36, *range(50, 55), 57, 58])
def test_built_in_date_formats_also_chinese(number):
    content = one_sheet('<row r="1"><c r="A1" s="0"><v>45717</v></c></row>')
    content = changed(content, {"xl/styles.xml": f"""<styleSheet xmlns="x"><cellXfs count="1">
        <xf numFmtId="{number}" fontId="0"/></cellXfs></styleSheet>""".encode()})
    assert cells_of(content)[0] == Cell(1, 1, "date", "2025-03-01", date(2025, 3, 1))


def test_a_date_with_a_time_of_day():
    assert shown(45717.75, "yyyy-mm-dd hh:mm")[2:5] == ("date", "2025-03-01 18:00", date(2025, 3, 1))
    assert shown(45717 + 1 / 86400, "yyyy-mm-dd")[3] == "2025-03-01 00:00:01"
    assert shown(45717 - 1e-9, "yyyy-mm-dd")[3] == "2025-03-01"


@pytest.mark.parametrize(("value", "code", "text"), [
    (0.5, "h:mm", "12:00"), (1.5, "[h]:mm", "36:00"), (0.75, '上午/下午h"时"mm"分"', "18:00"),
    (0.5 + 1 / 86400, "h:mm:ss", "12:00:01"),
])
def test_times_are_no_dates(value, code, text):
    assert shown(value, code)[2:5] == ("text", text, None)


@pytest.mark.parametrize("value", [-1, 0, 60, 2_958_466, 1e12])
def test_numbers_no_calendar_has_stay_numbers(value):
    assert shown(value, "yyyy-mm-dd")[2:5] == ("number", formats.plain_number(float(value)), None)


@given(st.dates(date(1900, 1, 1), date(9999, 12, 31)))
def test_serials_of_the_1900_system(day):
    serial = (day - date(1899, 12, 30)).days
    serial -= serial <= 60  # the day that never was
    assert formats.moment(serial, from_1904=False).date() == day


@given(st.datetimes(datetime(1904, 1, 2), datetime(9999, 12, 30)).map(lambda d: d.replace(microsecond=0)))
def test_serials_of_the_1904_system(when):
    serial = (when - datetime(1904, 1, 1)) / timedelta(days=1)
    assert formats.moment(serial, from_1904=True) == when


def test_a_workbook_of_the_1904_system():
    def fill(book):
        book.add_worksheet().write_datetime(
            0, 0, datetime(2025, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert cells_of(written(fill, date_1904=True))[0].day == date(2025, 3, 1)
    assert cells_of(written(fill))[0].day == date(2025, 3, 1)


def test_errors_booleans_and_formulas_keep_what_they_are():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_boolean("A1", True)
        sheet.write_formula("A2", "=SUM(B1:B9)", None, 12.5)
        sheet.write_formula("A3", '=IF(A1<2,"甲&乙","")', None, "甲&乙")
        sheet.write_formula("A4", "=#REF!+1", None, "#REF!")
        sheet.write_formula("A5", "='[1]表'!A1", None, "外部")
    cells = cells_of(written(fill))
    assert cells[0][2:4] == ("bool", "TRUE")
    assert cells[1][2:] == ("number", "12.5", None, "SUM(B1:B9)")
    assert cells[2][2:] == ("text", "甲&乙", None, 'IF(A1<2,"甲&乙","")')
    assert cells[3][2:] == ("error", "#REF!", None, "#REF!+1")
    assert cells[4][5] == "'[1]表'!A1"


def test_a_formula_never_calculated_stays_visible():
    for value in ("", "<v></v>", "<v/>"):
        cells = cells_of(one_sheet(f'<row r="1"><c r="A1"><f>SUM(B1:B2)</f>{value}</c></row>'))
        assert cells == [Cell(1, 1, "text", "", None, "SUM(B1:B2)")]


def test_shared_and_array_formulas_say_a_formula_in_every_cell():
    cells = cells_of(one_sheet(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c>'
        '<c r="B2"><f t="array" ref="B2">SUM(C1:C2)</f><v>1</v></c>'
        '<c r="C2"><f t="dataTable" ref="C2"/><v>1</v></c></row>'))
    assert [cell.formula for cell in cells] == ["B1*2", "B1*2", "SUM(C1:C2)", "…"]


def test_iso_dates_of_strict_workbooks():
    cells = cells_of(one_sheet('<row r="1"><c r="A1" t="d"><v>2025-03-01T00:00:00</v></c>'
                               '<c r="B1" t="d"><v>不是日期</v></c></row>'))
    assert cells[0][2:5] == ("date", "2025-03-01", date(2025, 3, 1))
    assert cells[1][2:5] == ("text", "不是日期", None)


@pytest.mark.parametrize("raw", ["nan", "inf", "1_000", "abc", "١٢", "0x10"])
def test_what_is_no_number_is_shown_as_it_stands(raw):
    assert cells_of(one_sheet(f'<row r="1"><c r="A1"><v>{raw}</v></c></row>'))[0].text in (raw, "12")


def test_very_long_digit_strings_are_not_a_denial_of_service():
    assert cells_of(one_sheet(f'<row r="1"><c r="A1"><v>{"9" * 5000}</v></c></row>'))[0].kind == "text"
