"""Text, web pages and XML workbooks that pass for Excel files, and what calamine leaves out."""

import io
import struct
import zipfile
from datetime import date

import pytest

from toolkit.tables import Cell, Refusal, Sheet, biff, xlsb
from toolkit.tables.by_kind import read_tables
from toolkit.tables.grid import Tables


def sheet_of(content: bytes) -> Sheet:
    tables = read_tables(content)
    assert isinstance(tables, Tables), tables
    return tables.sheets[0]


def rows_of(sheet: Sheet) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in sheet.cells}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_separated_values(encoding, mark):
    text = f'序号{mark}问题{mark}进展\r\n1{mark}{mark}"已完成\n第二行"\r\n'
    assert rows_of(sheet_of(text.encode(encoding))) == {
        (1, 1): "序号", (1, 2): "问题", (1, 3): "进展", (2, 1): "1", (2, 3): "已完成\n第二行"}


def test_separated_values_are_text_as_written():
    assert rows_of(sheet_of("序号,电话,数\nNA,0470123,001\n".encode()))[(2, 3)] == "001"


def test_a_page_named_xls():
    page = """<html><head><meta charset="gbk"><style>td{mso:1}</style></head><body><table>
      <tr><td rowspan="2">序号</td><th colspan=2>进&nbsp;展</th></tr><tr><td>甲<br>乙</td><td> 丙
      丁 </td></tr><tr><td></td><td><table><tr><td>内</td></tr></table></td><td>&lt;末&gt;</td></tr></table>
      <table><tr><td>第二张</td></tr></table></body></html>"""
    first, second = read_tables(page.encode("gbk")).sheets
    assert rows_of(first) == {(1, 1): "序号", (1, 2): "进\xa0展", (2, 2): "甲\n乙", (2, 3): "丙 丁",
                              (3, 2): "内", (3, 3): "<末>"}
    assert first.merges == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert (first.name, second.name) == ("表1", "表2")
    assert rows_of(second) == {(1, 1): "第二张"}


def test_a_page_without_a_table_is_refused():
    assert isinstance(read_tables(b"<html><body>hello</body></html>"), Refusal)


def test_spans_of_a_hostile_page_are_bounded():
    page = f"<table><tr><td rowspan={'9' * 20} colspan={'9' * 20}>甲</td></tr></table>"
    assert isinstance(read_tables(page.encode()), (Tables, Refusal))


XML_2003 = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="填报表"><Table>
  <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">表头</Data></Cell><Cell><Data ss:Type="Number">3.0</Data></Cell></Row>
  <Row ss:Index="5" ss:Hidden="1"><Cell ss:Index="2" ss:Formula="=R[-1]C"><Data ss:Type="Error">#REF!</Data></Cell>
   <Cell><Data ss:Type="DateTime">2025-03-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
   <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>细</ss:Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="藏"><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
 </WorksheetOptions></Worksheet></Workbook>"""


def test_an_xml_workbook_of_2003():
    sheet, hidden = read_tables(XML_2003.encode()).sheets
    assert sheet.cells == (
        Cell(1, 1, "text", "表头"), Cell(1, 3, "number", "3"), Cell(5, 2, "error", "#REF!", None, "R[-1]C"),
        Cell(5, 3, "date", "2025-03-01", date(2025, 3, 1)), Cell(5, 4, "bool", "TRUE"), Cell(5, 5, "text", "粗细"))
    assert sheet.merges == ((1, 1, 1, 2),)
    assert sheet.hidden_rows == {5}
    assert (hidden.name, hidden.state) == ("藏", "hidden")


def test_an_xml_workbook_with_a_document_type_or_overlapping_cells_is_refused():
    armed = XML_2003.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1)
    assert read_tables(armed.encode()).kind == "hostile"
    assert read_tables(XML_2003.replace('ss:Index="5"', 'ss:Index="1"').encode()).kind == "broken"


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_records_of_an_xls_that_calamine_leaves_out():
    sheet = b"".join([
        record(0x809, bytes(16)),
        record(0x208, struct.pack("<HHHHHHHH", 4, 0, 9, 255, 0, 0, 0x20, 15)),
        record(0x208, struct.pack("<HHHHHHHH", 5, 0, 9, 255, 0, 0, 0x100, 15)),
        record(0x205, struct.pack("<HHHBB", 2, 1, 15, 0x17, 1)),
        record(0x205, struct.pack("<HHHBB", 2, 2, 15, 1, 0)),
        record(0x06, struct.pack("<HHH", 3, 0, 15) + b"\x02\0\x07\0\0\0\xff\xff" + bytes(6)),
        record(0x06, struct.pack("<HHH", 3, 1, 15) + struct.pack("<d", 1.5) + bytes(6)),
        record(0x0A), record(0x205, struct.pack("<HHHBB", 9, 9, 15, 0x17, 1)),
    ])
    found = biff._look(sheet, 0)
    assert found.errors == {(3, 2): "#REF!", (4, 1): "#DIV/0!"}
    assert found.hidden_rows == {5}
    before = Sheet("表", cells=(Cell(1, 1, "text", "甲"), Cell(9, 1, "text", "乙")))
    after = biff._completed(before, found)
    assert [(c.row, c.kind, c.text, c.formula) for c in after.cells] == [
        (1, "text", "甲", None), (3, "error", "#REF!", None), (4, "error", "#DIV/0!", "…"), (4, "text", "", "…"),
        (9, "text", "乙", None)]


# ── OpenDocument ─────────────────────────────────────────────────────────────────────────────────
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")])


def ods(tables: str, **parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"""<?xml version="1.0" encoding="UTF-8"?>
            <office:document-content {NAMES} xmlns:calcext="urn:org:documentfoundation:calc">
            <office:automatic-styles><style:style style:name="ta2" style:family="table">
            <style:table-properties table:display="false"/></style:style></office:automatic-styles>
            <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>""")
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return stream.getvalue()


def cell(inside: str = "", **attributes: str) -> str:
    given = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell{given}>{inside}</table:table-cell>"


def test_an_ods_workbook():
    rows = "".join([
        "<table:table-header-rows><table:table-row>",
        cell("<text:p>甲<text:s text:c='2'/>乙<text:line-break/>丙</text:p><text:p><text:span>丁</text:span>戊</text:p>",
             office__value_type="string", table__number_columns_spanned="2", table__number_rows_spanned="2"),
        "<table:covered-table-cell/>", cell(office__value_type="float", office__value="3.0"),
        "</table:table-row></table:table-header-rows>",
        "<table:table-row table:number-rows-repeated='2' table:visibility='collapse'>",
        cell(table__number_columns_repeated="3"), cell("<text:p>7</text:p>", office__value_type="percentage",
                                                       office__value="0.07", table__number_columns_repeated="2"),
        "</table:table-row><table:table-row>",
        cell(office__value_type="date", office__date_value="2025-03-01"),
        cell("<text:p>#REF!</text:p>", office__value_type="string", calcext__value_type="error", table__formula="of:=[.A9]"),
        cell(office__value_type="boolean", office__boolean_value="true"),
        cell("<office:annotation><text:p>批注</text:p></office:annotation>"),
        "</table:table-row><table:table-row table:number-rows-repeated='1048000'>",
        cell(table__number_columns_repeated="16384"), "</table:table-row>"])
    first, second = read_tables(ods(f"<table:table table:name='填报表'>{rows}</table:table>"
                                    "<table:table table:name='藏' table:style-name='ta2'/>")).sheets
    assert first.cells == (
        Cell(1, 1, "text", "甲  乙\n丙\n丁戊"), Cell(1, 3, "number", "3"),
        Cell(2, 4, "number", "7%"), Cell(2, 5, "number", "7%"), Cell(3, 4, "number", "7%"), Cell(3, 5, "number", "7%"),
        Cell(4, 1, "date", "2025-03-01", date(2025, 3, 1)), Cell(4, 2, "error", "#REF!", None, "[.A9]"),
        Cell(4, 3, "bool", "TRUE"))
    assert first.merges == ((1, 1, 2, 2),)
    assert first.hidden_rows == {2, 3}
    assert (second.name, second.state) == ("藏", "hidden")


def test_an_ods_that_repeats_a_filled_cell_without_end_is_refused():
    wide = cell("<text:p>甲</text:p>", table__number_columns_repeated="9999999")
    row = f"<table:table-row table:number-rows-repeated='9999999'>{wide}</table:table-row>"
    assert read_tables(ods(f"<table:table table:name='甲'>{row}</table:table>")).kind == "hostile"


def test_an_encrypted_ods_is_told_apart():
    content = ods("", **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"})
    assert read_tables(content).kind == "encrypted"


# ── xlsb ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("part", "kinds"), [
    (b"", []), (b"\x00\x02ab\x03\x01c", [0, 3]), (b"\x81\x01\x00\x0b\x80\x01" + bytes(128) + b"\x02\x00", [129, 11, 2]),
])
def test_records_of_an_xlsb(part, kinds):
    assert [kind for kind, _ in xlsb.records(part)] == kinds


def _record(kind: int, body: bytes = b"") -> bytes:
    name = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return name + bytes([len(body)]) + body


def _wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def made_xlsb(rows: dict[int, bytes], hidden: frozenset[int] = frozenset(), styles: bytes = b"") -> bytes:
    """A workbook of one sheet; ``rows`` are the records of its cells by row, from 0."""
    book = _record(131) + _record(143) + _record(156, bytes(4) + b"\x01\0\0\0" + _wide("rId1") + _wide("填报表"))
    book += _record(144) + _record(132)
    sheet = _record(129) + _record(148, bytes(16)) + _record(145)
    for number, cells in rows.items():
        flags = bytes([0, 0x10 if number in hidden else 0, 0]) + bytes(4)
        sheet += _record(0, number.to_bytes(4, "little") + bytes(4) + b"\x2c\x01" + flags) + cells
    relations = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
                 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
                 'Target="worksheets/sheet1.bin"/></Relationships>')
    return zipped_parts({
        "[Content_Types].xml": b"<Types/>", "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relations.encode(),
        **({"xl/styles.bin": styles} if styles else {}),
        "xl/worksheets/sheet1.bin": sheet + _record(146) + _record(130)})


def zipped_parts(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_errors_of_an_xlsb_are_cells_and_the_rest_is_read():
    at = [column.to_bytes(4, "little") + bytes(4) for column in range(3)]
    content = made_xlsb({
        0: _record(6, at[0] + _wide("序号")) + _record(6, at[1] + _wide("整改进展情况")),
        1: _record(3, at[0] + b"\x17") + _record(6, at[1] + _wide("已清淤。")) + _record(11, at[2] + b"\x07" + bytes(10)),
    }, frozenset({1}))
    (sheet,) = read_tables(content).sheets
    assert [(c.row, c.column, c.kind, c.text) for c in sheet.cells] == [
        (1, 1, "text", "序号"), (1, 2, "text", "整改进展情况"),
        (2, 1, "error", "#REF!"), (2, 2, "text", "已清淤。"), (2, 3, "error", "#DIV/0!")]
    assert sheet.cells[-1].formula
    assert sheet.hidden_rows == {2}


def test_an_error_far_outside_the_grid_is_refused():
    far = _record(3, (70_000).to_bytes(4, "little") + bytes(4) + b"\x17")
    assert read_tables(made_xlsb({0: far})).kind == "broken"


def test_percentages_of_an_xlsb_are_read_as_they_are_shown():
    code = "0.0%"
    formats = _record(615, (1).to_bytes(4, "little")) + _record(44, (170).to_bytes(2, "little") + _wide(code)) + _record(616)
    styles = b"".join(_record(47, bytes(2) + number.to_bytes(2, "little") + bytes(12)) for number in (0, 9, 170))
    part = formats + _record(626) + _record(47, bytes(2) + b"\x09\0" + bytes(12)) + _record(627) + \
        _record(617, (3).to_bytes(4, "little")) + styles + _record(618)
    real = struct.pack("<d", 0.355)
    cells = b"".join(_record(5, n.to_bytes(4, "little") + style.to_bytes(3, "little") + b"\0" + real)
                     for n, style in enumerate((0, 1, 2)))
    (sheet,) = read_tables(made_xlsb({0: cells}, styles=part)).sheets
    assert [(c.column, c.kind, c.text) for c in sheet.cells] == [
        (1, "number", "0.355"), (2, "number", "35.5%"), (3, "number", "35.5%")]
