"""Workbooks are read back with other libraries than the one that wrote them."""

import io
from datetime import date, datetime
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import Unusable
from toolkit.sheetbook import Area, Look, Workbook, fits, line_count, row_height, text_width
from toolkit.sheetbook.paper import Layout, inner_width, laid_out, page_starts, whole_scale
from toolkit.tables import read_workbook
from toolkit.tables.grid import Tables
from toolkit.text import printable

PLAIN = Look()
DATE = Look(number="yyyy-mm-dd")


def read(content: bytes) -> Tables:
    tables = read_workbook("测试.xlsx", content)
    assert isinstance(tables, Tables), tables
    return tables


def written(*values, look=PLAIN) -> bytes:
    book = Workbook(title="测试")
    book.sheet("表").write_row(1, values, (look,))
    return book.content()


class TestCells:
    def test_text_stays_text_whatever_it_looks_like(self):
        values = ("=1+1", "007", "1e5", "<a>&b", "_x0041_", "http://example.com", " 前后 ", "一\n二")
        cells = read(written(*values)).sheets[0].cells
        assert [cell.text for cell in cells] == list(values)
        assert {cell.kind for cell in cells} == {"text"}
        assert all(cell.formula is None for cell in cells)

    @settings(max_examples=60, deadline=None)
    @given(st.text(min_size=1, max_size=40).filter(lambda t: printable(t).strip()))
    def test_any_text_comes_back_as_printable_gives_it(self, text):
        assert read(written(text)).sheets[0].cells[0].text == printable(text)

    def test_numbers_dates_and_moments(self):
        content = written(3, 2.5, True, None, "", look=DATE)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert [c.value for c in sheet[1]][2:] == ["是", None, None]
        moment = datetime(2025, 3, 25, 18, 30)  # noqa: DTZ001 - cells hold no zone
        days = openpyxl.load_workbook(io.BytesIO(written(date(2025, 3, 1), moment, look=DATE))).active
        assert [c.value for c in days[1]] == [datetime(2025, 3, 1), moment]  # noqa: DTZ001

    def test_a_day_before_excels_calendar_is_written_as_text(self):
        assert read(written(date(1899, 12, 31))).sheets[0].cells[0].text == "1899-12-31"

    def test_a_number_excel_would_round_is_written_as_text(self):
        assert read(written(440102198001011234)).sheets[0].cells[0].text == "440102198001011234"

    def test_what_a_cell_cannot_hold_is_refused_with_its_address(self):
        assert fits("字" * 32_767)
        assert not fits("𠮷" * 16_384)
        with pytest.raises(Unusable, match="工作表“表”的B1"):
            written("短", "字" * 32_768)

    def test_the_same_values_give_the_same_bytes(self):
        assert written("甲", 1) == written("甲", 1)


class TestSheets:
    def test_names_excel_refuses_are_made_ones_it_takes(self):
        book = Workbook()
        names = [book.sheet(name).name for name in ("a/b:c", "长" * 40, "表", "表", "")]
        assert names == ["a／b：c", "长" * 31, "表", "表（2）", "表（3）"]
        assert [s.name for s in read(book.content()).sheets] == names

    def test_links_are_locations_and_keep_the_value(self):
        book = Workbook()
        sheet = book.sheet("表")
        sheet.link(1, 1, "看这里", "填报表!F7", PLAIN)
        sheet.link(2, 1, 12, "填报表!F8", PLAIN)
        cells = openpyxl.load_workbook(io.BytesIO(book.content())).active
        assert (cells["A1"].value, cells["A1"].hyperlink.location) == ("看这里", "填报表!F7")
        assert (cells["A2"].value, cells["A2"].hyperlink.location) == (12, "填报表!F8")
        assert cells["A1"].hyperlink.target is None

    def test_validation_notes_merge_protection_and_print(self):
        book = Workbook(properties={"zhenggai-unit": "甲局"})
        sheet = book.sheet("表")
        hidden = book.sheet("选项", state="veryHidden")
        hidden.write(1, 1, "是", PLAIN)
        sheet.merge(Area(1, 1, 1, 3), "标题", PLAIN)
        sheet.note(2, 1, "批注")
        sheet.choices(Area(2, 2, 9, 2), Area(1, 1, 1, 1).reference("选项"), title="甲", message="乙")
        sheet.protect()
        sheet.printed(paper="A3", repeat=(1, 2), header="草稿 & 3", footer_left="签字")
        workbook = openpyxl.load_workbook(io.BytesIO(book.content()))
        read_back = workbook["表"]
        assert workbook["选项"].sheet_state == "veryHidden"
        assert workbook.custom_doc_props["zhenggai-unit"].value == "甲局"
        assert [str(r) for r in read_back.merged_cells.ranges] == ["A1:C1"]
        assert read_back["A2"].comment.text.strip() == "批注"
        rule = read_back.data_validations.dataValidation[0]
        assert (rule.type, str(rule.sqref), rule.formula1, rule.errorStyle) == (
            "list", "B2:B9", "选项!$A$1:$A$1", "warning")
        assert read_back.protection.sheet
        assert not read_back.protection.formatRows
        assert read_back.page_setup.paperSize in (8, "8")
        assert read_back.print_title_rows == "$1:$2"
        assert "&&" in read_back.oddHeader.right.text


class TestPaper:
    def test_the_smallest_paper_that_can_be_read(self):
        assert laid_out([10] * 12, 1) == Layout("A4")
        assert laid_out([10] * 20, 1) == Layout("A3")

    @given(st.lists(st.integers(4, 60), min_size=1, max_size=40))
    def test_no_page_of_a_parted_table_is_overfull(self, widths):
        layout = laid_out(widths, 1)
        if not layout.breaks:
            return
        assert layout.scale is not None
        assert layout.scale >= 70
        edges = [1, *layout.breaks, len(widths) + 1]
        for first, following in pairwise(edges):
            page = [w + 0.72 for w in widths[first - 1 : following - 1]]
            again = widths[0] + 0.72 if first > 1 else 0
            points = (sum(page) + again) * 7.0 * layout.scale / 100
            assert points <= inner_width("A3", landscape=True) + 1

    def test_a_section_is_not_torn(self):
        heights = dict.fromkeys(range(1, 101), 20.0)
        assert page_starts(heights, [1, 30, 60, 90], 100) == (30, 60, 90)
        assert page_starts(heights, [1, 10, 20, 30], 100) == (30,)
        assert page_starts(heights, [1], 100) == ()
        assert whole_scale([20, 76]) < whole_scale([20, 40]) == 100


class TestMeasure:
    def test_a_chinese_character_is_two_digits_wide(self):
        assert text_width("整改abc") == 7

    def test_lines_and_heights(self):
        assert line_count("", 10) == 1
        assert line_count("字" * 50, 21.6) == 5
        assert line_count("甲\n\n乙", 20) == 3
        assert row_height([("字" * 50, 21.6)], size=10) == pytest.approx(77.5)
        assert row_height([("字" * 9000, 20)]) == 409
        assert row_height([], least=60) == 60
