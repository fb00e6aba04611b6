"""A file is what its content says, and what is no table is refused with what to do about it."""

import io
import zipfile

import pytest
from made_workbooks import changed, column_of

from toolkit.tables import Refusal, Tables, read_workbook
from toolkit.tables.by_kind import read_tables
from toolkit.tables.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(*names: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name in names:
            archive.writestr(name, column_of(["甲"]) if name.endswith(".xlsx") else b"<a/>")
    return stream.getvalue()


def stream_named(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0" * 200


CASES = {
    "xlsx": column_of(["甲"]),
    "xlsm": changed(column_of(["甲"]), {"xl/vbaProject.bin": b"x"}),
    "xlsb": zipped("xl/workbook.bin"),
    "docx": zipped("word/document.xml"),
    "pptx": zipped("ppt/presentation.xml"),
    "ofd": zipped("OFD.xml"),
    "zip": zipped("市园林局.xlsx", method=zipfile.ZIP_STORED),
    "xls": stream_named("Workbook"),
    "doc": stream_named("WordDocument"),
    "ppt": stream_named("PowerPoint Document"),
    "encrypted": stream_named("EncryptedPackage"),
    "ole": OLE,
    "pdf": b"%PDF-1.7\n",
    "picture": b"\x89PNG\r\n\x1a\n",
    "rar": b"Rar!\x1a\x07\x00",
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "gzip": b"\x1f\x8b\x08\x00",
    "rtf": b"{\\rtf1\\ansi}",
    "html": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
    "xml2003": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "text": "序号,问题\n1,甲\n".encode("gbk"),
    "empty": b"",
    "unknown": bytes(range(256)) * 4,
}


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_is_recognised(kind):
    assert sniff(CASES[kind]) == kind


@pytest.mark.parametrize("content", [
    b"\xff\xd8\xff\xe0", b"GIF89a", b"BM\x36\x00\x00\x00\x00\x00", b"II*\0", b"RIFF\0\0\0\0WEBPVP8 ",
    b"\0\0\0\x18ftypheic\0\0\0\0"])
def test_a_picture_is_known_by_its_content(content):
    assert sniff(content) == "picture"


@pytest.mark.parametrize("content", [
    "序号\t问题".encode("utf-16"), "\ufeff序号".encode(), "序号,问题".encode(), b"a,b", "€㐀,𠮷".encode("gb18030")])
def test_text_in_any_usual_encoding(content):
    assert sniff(content) == "text"


@pytest.mark.parametrize("content", [b"\0" * 9000, b" \r\n\t" * 3000, b"\xef\xbb\xbf"])
def test_nothing_but_blanks_is_empty(content):
    assert sniff(content) == "empty"


@pytest.mark.parametrize("kind", sorted(CASES.keys() - {"xlsx", "xlsm", "html", "xml2003", "text"}))
def test_what_is_no_table_is_refused_with_what_to_do(kind):
    for answer in (read_tables(CASES[kind]), read_workbook("某某.xlsx", CASES[kind])):
        assert isinstance(answer, Refusal), answer
        assert "请" in answer.reason


def test_an_encrypted_workbook_is_told_apart():
    assert read_tables(CASES["encrypted"]) == Refusal("encrypted", "文件加密，无法读取。请去掉密码后重新报送。")


def test_macros_are_never_run_and_do_not_hinder_reading():
    tables = read_tables(CASES["xlsm"])
    assert isinstance(tables, Tables)
    assert tables.format == "xlsm"


def test_our_own_workbooks_are_xlsx_only():
    assert "另存为 .xlsx" in read_workbook("清单.csv", CASES["text"]).reason
