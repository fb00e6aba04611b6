"""The forms a workbook comes in: rich text, merges, hidden things, Strict, odd but legal XML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_workbooks import (
    STRICT,
    TRANSITIONAL,
    changed,
    column_of,
    one_sheet,
    standard_looking,
    written,
)

from toolkit.tables import Cell, Refusal, read_workbook
from toolkit.tables.by_kind import read_tables
from toolkit.tables.grid import Tables

SHEET = "xl/worksheets/sheet1.xml"


def texts_of(content: bytes) -> list[str]:
    tables = read_tables(content)
    assert isinstance(tables, Tables), tables
    return [cell.text for cell in tables.sheets[0].cells]


def refused(content: bytes) -> Refusal:
    refusal = read_tables(content)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.reason.endswith("。")
    assert "请" in refusal.reason
    return refusal


def test_rich_text_is_joined_and_its_reading_aids_dropped():
    content = one_sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
        '<si><r><t>整改</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 完成</t></r>'
        '<rPh sb="0" eb="1"><t>zhěnggǎi</t></rPh></si><si><t>乙</t><phoneticPr fontId="1"/></si>')
    assert texts_of(content) == ["整改 完成", "乙"]


def test_text_inside_the_sheet_and_text_of_formulas():
    content = one_sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲_x000a_乙</t></is></c>'
        '<c r="B1" t="inlineStr"><is><r><t>丙</t></r><r><t>丁</t></r></is></c>'
        '<c r="C1" t="str"><f>A1</f><v>甲_x005F_x000a_</v></c></row>')
    assert texts_of(content) == ["甲\n乙", "丙丁", "甲_x000a_"]


def test_escapes_as_excel_writes_them_and_halves_of_characters():
    content = one_sheet(
        "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>' for n in (1, 2, 3)),
        "<si><t>_x005F_x005F_x005F_x000D_</t></si><si><t>_xD83D__xDE00_</t></si><si><t>_xD83D_坏</t></si>")
    assert texts_of(content) == ["_x005F_x000D_", "😀", "�坏"]


def test_merges_hidden_rows_and_hidden_sheets():
    def fill(book):
        first = book.add_worksheet("填报表")
        first.merge_range(0, 0, 1, 3, "表头")
        first.merge_range("F7:F9", "同上")
        first.set_row(4, None, None, {"hidden": True})
        first.set_column(1, 2, 8, None, {"hidden": True})
        first.write_string(4, 0, "藏起来的行")
        book.add_worksheet("选项").hide()
        book.add_worksheet("_签记").very_hidden()
    first, options, stamp = read_tables(written(fill)).sheets
    assert first.merges == ((1, 1, 2, 4), (7, 6, 9, 6))
    assert first.hidden_rows == {5}
    assert first.hidden_columns == {2, 3}
    assert [c.text for c in first.cells] == ["表头", "藏起来的行", "同上"]
    assert (options.state, stamp.state) == ("hidden", "veryHidden")


def test_cells_that_only_carry_formatting_are_not_there():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_blank(3, 3, None, book.add_format({"border": 1}))
        sheet.set_row(1_048_570, 30)
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
        sheet.write_string(0, 1, "唯一")
    assert read_tables(written(fill)).sheets[0].cells == (Cell(1, 2, "text", "唯一"),)


def test_a_far_cell_is_one_cell():
    content = one_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert read_tables(content).sheets[0].cells == (Cell(1_048_576, 16_384, "number", "1"),)


@pytest.mark.parametrize("address", ["XFE1", "A1048577", "A0", "ZZZ9999999", "a1", "A", "1A", "$A$1x"])
def test_cells_outside_any_sheet_are_refused(address):
    assert refused(one_sheet(f'<row r="1"><c r="{address}"><v>1</v></c></row>')).kind == "broken"


def test_strict_workbooks_read_as_others_do():
    content = standard_looking()
    names = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/sharedStrings.xml",
             "xl/styles.xml", "docProps/custom.xml", *(f"xl/worksheets/sheet{n}.xml" for n in range(1, 6))]

    def strict(part: bytes) -> bytes:
        return (part.replace(f"{TRANSITIONAL}officeDocument/2006/".encode(), f"{STRICT}officeDocument/".encode())
                .replace(f"{TRANSITIONAL}spreadsheetml/2006/main".encode(), f"{STRICT}spreadsheetml/main".encode()))
    assert read_tables(changed(content, dict.fromkeys(names, strict))) == read_tables(content)


def test_prefixed_names_and_part_names_in_capitals_read_as_others_do():
    content = column_of(["甲", "乙"])

    def prefixed(part: bytes) -> bytes:
        head, _, body = part.partition(b"?>")
        body = body.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:")
        return head + b"?>" + body.replace(b"xmlns=", b"xmlns:x=")
    same = changed(content, {SHEET: prefixed, "xl/sharedStrings.xml": prefixed})
    assert texts_of(same) == ["甲", "乙"]
    moved = changed(content, {SHEET: None, "xl/Worksheets/Sheet1.XML": read_part(content, SHEET)})
    assert texts_of(moved) == ["甲", "乙"]


def read_part(content: bytes, name: str) -> bytes:
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def test_rows_and_cells_without_addresses_follow_one_another():
    content = one_sheet('<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>'
                        '<row><c><v>5</v></c></row>')
    assert [(c.row, c.column, c.text) for c in read_tables(content).sheets[0].cells] == [
        (1, 1, "1"), (1, 2, "2"), (5, 3, "3"), (5, 4, "4"), (6, 1, "5")]


def test_sheet_parts_in_utf16_with_comments_and_cdata():
    rows = '<row r="1"><!-- <sheetData> --><c r="A1" t="inlineStr"><is><t><![CDATA[<甲>&]]></t></is></c></row>'
    content = one_sheet(rows)
    utf16 = changed(content, {SHEET: lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")})
    assert texts_of(content) == texts_of(utf16) == ["<甲>&"]


def test_a_whole_sheet_in_a_comment_is_not_read():
    comment = '<!-- <sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData> -->'
    content = one_sheet('<row r="2"><c r="A2"><v>1</v></c></row>')
    hidden = changed(content, {SHEET: lambda part: part.replace(b"<sheetData>", comment.encode() + b"<sheetData>")})
    assert texts_of(hidden) == ["1"]


def test_cells_out_of_order_are_put_in_order():
    content = one_sheet('<row r="2"><c r="B2"><v>3</v></c><c r="A2"><v>2</v></c></row>'
                        '<row r="1"><c r="A1"><v>1</v></c></row>')
    assert texts_of(content) == ["1", "2", "3"]


@pytest.mark.parametrize("space", ["", " "])
def test_a_place_that_stands_twice_is_refused(space):
    refusal = refused(one_sheet(f'<row r="1"><c r="A1"><v>1</v></c>{space}<c r="A1"><v>2</v></c></row>'))
    assert refusal.kind == "broken"
    assert "A1" in refusal.reason


@pytest.mark.parametrize("index", ["1", "-1", "99999999999", "0.0", "x"])
@pytest.mark.parametrize("space", ["", " "])
def test_a_string_that_is_not_there_is_refused_and_never_another(index, space):
    content = one_sheet(f'<row r="1">{space}<c r="A1" t="s"><v>{index}</v></c></row>', "<si><t>别的文字</t></si>")
    refusal = refused(content)
    assert refusal.kind == "broken"
    assert "A1" in refusal.reason


def test_custom_properties_are_read():
    def fill(book):
        book.add_worksheet()
        book.set_custom_property("报送期", "2025-03")
        book.set_custom_property("项数", 25)
    assert read_tables(written(fill)).properties == {"报送期": "2025-03", "项数": "25"}


def test_charts_hold_no_cells_and_sheets_keep_their_order():
    def fill(book):
        book.add_worksheet("二").write_string(0, 0, "甲")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=二!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("一 & 三")
    assert [s.name for s in read_tables(written(fill)).sheets] == ["二", "一 & 三"]


@pytest.mark.parametrize("part", [
    "xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_cut_short_or_missing_is_refused_not_half_read(part):
    content = standard_looking()
    assert refused(changed(content, {part: lambda old: old[: len(old) * 2 // 3]})).kind == "broken"
    assert refused(changed(content, {part: None})).kind in ("broken", "unsupported")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutated_parts_never_raise_here_either(data):
    names = [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "docProps/custom.xml",
             "xl/_rels/workbook.xml.rels"]
    content = STANDARD

    def mutated(part: bytes) -> bytes:
        start = data.draw(st.integers(0, len(part)))
        return part[:start] + data.draw(st.binary(max_size=12)) + part[start + data.draw(st.integers(0, 12)):]
    answer = read_workbook("清单.xlsx", changed(content, {data.draw(st.sampled_from(names)): mutated}))
    assert isinstance(answer, (Tables, Refusal))


STANDARD = standard_looking(2)
