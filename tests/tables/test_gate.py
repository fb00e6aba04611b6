"""What does not come through the gate, and what must."""

import io
import zipfile

import pytest
from made_workbooks import changed, column_of, standard_looking, written

from toolkit.tables import Refusal, read_workbook
from toolkit.tables.grid import Tables

SHEET = "xl/worksheets/sheet1.xml"


def refused(content: bytes) -> Refusal:
    refusal = read_workbook("甲.xlsx", content)
    assert isinstance(refusal, Refusal), refusal
    assert "请" in refusal.reason
    return refusal


def test_a_bomb_is_refused_by_what_it_declares():
    bomb = changed(column_of(["甲"]), {SHEET: b" " * (200 << 20)})
    assert len(bomb) < 1 << 20
    assert refused(bomb).kind == "hostile"


def test_a_part_that_unpacks_to_more_than_declared_is_refused():
    content = column_of(["甲乙丙丁" * 50])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo("xl/sharedStrings.xml")
    told = entry.file_size.to_bytes(4, "little")
    lied = content.replace(told, (entry.file_size - 20).to_bytes(4, "little"))
    assert lied != content
    assert refused(lied).kind == "broken"


def test_blank_sheets_may_shrink_a_thousandfold():
    def fill(book):
        sheet = book.add_worksheet()
        plain = book.add_format({"border": 1})
        for row in range(20_000):
            sheet.write_blank(row, 0, None, plain)
        sheet.write_string(0, 1, "唯一")
    tables = read_workbook("甲.xlsx", written(fill))
    assert isinstance(tables, Tables)
    assert [cell.text for cell in tables.sheets[0].cells] == ["唯一"]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "docProps/custom.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(part, encoding):
    bomb = '<!DOCTYPE a [<!ENTITY b "整"><!ENTITY c "&b;&b;&b;&b;">]>'

    def armed(old: bytes) -> bytes:
        head, _, body = old.decode().partition("?>")
        return f"{head.replace('UTF-8', encoding)}?>{bomb}{body}".encode(encoding)
    refusal = refused(changed(standard_looking(1), {part: armed}))
    assert refusal.kind == "hostile"
    assert "DOCTYPE" in refusal.reason


def test_two_parts_of_one_name_are_refused():
    stream = io.BytesIO(column_of(["甲"]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("XL/worksheets/SHEET1.xml", b"<worksheet/>")
    assert refused(stream.getvalue()).kind == "hostile"


def test_too_many_parts_are_refused():
    assert refused(changed(column_of(["甲"]), {f"xl/media/{n}.png": b"" for n in range(5_001)})).kind == "hostile"


@pytest.mark.parametrize("offset", [6, 8])
def test_encrypted_parts_and_odd_compression_are_refused(offset):
    content = bytearray(column_of(["甲"]))
    start = content.rfind(b"PK\x01\x02")
    value = {6: 10, 8: 8}[offset]
    content[start + offset + 2 : start + offset + 4] = value.to_bytes(2, "little")
    if offset == 6:
        content[start + 10 : start + 12] = (97).to_bytes(2, "little")
    else:
        content[start + 8 : start + 10] = (1).to_bytes(2, "little")
    assert refused(bytes(content)).kind in ("encrypted", "unsupported")


@pytest.mark.parametrize("cut", [10, 100, 1000, 3000])
def test_a_file_cut_short_is_refused(cut):
    content = standard_looking(1)
    assert refused(content[:-cut]).kind == "broken"


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr("toolkit.tables.sheetxml.MOST_CELLS", 50)
    assert refused(column_of(["甲"] * 51)).kind == "hostile"
    assert isinstance(read_workbook("甲.xlsx", column_of(["甲"] * 50)), Tables)
