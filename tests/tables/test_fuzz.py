"""Two thousand mutated workbooks: every one is read or refused, and what is read can be recognised.

Half of the changes are made to the bytes of the file, half inside its parts, zipped again with the right
checksum, so that the readers behind the gate meet them. The seed is fixed; a failure names its case.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from toolkit.model import Problem
from toolkit.profile import default_profile
from toolkit.read import read_return
from toolkit.read.columns import Headings
from toolkit.read.rows import ProblemFinder
from toolkit.tables.by_kind import read_tables
from toolkit.tables.grid import Refusal, Tables

CASES = 2000
HEADER = ("序号", "问题", "整改状态*", "整改进展情况*", "完成日期")
ROWS = (("1", "青沟河道淤积严重。", "正在推进", "已清淤7公里。", "2032-03-01"), ("2", "", "已完成整改", "35%", ""))
PROBLEMS = (Problem(1, "青沟河道淤积严重。"), Problem(2, "白塔矿山未复绿。"))
OURS = re.compile(r"（(?:KeyError|AttributeError|TypeError|IndexError|AssertionError|UnboundLocalError|NameError)）")
"""Faults that are ours whatever the file is."""
TOKENS = (b"-1", b"99999999999", b"\xff", b"<", b">", b"&", b'"', b"XFD1048576", b"1e999", b"", b"\0", b"=", b"true", b"&#0;", b"/>",
          b"</c>", b"<c>", b"<is>", b"<v>", b"s", b" ", b"\xe7\xae\x80", b"_x0001_", b"<!DOCTYPE a>", b"nan")


def by_openpyxl() -> bytes:
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    book = Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    book.active["D2"].comment, book.active["C3"].font = Comment("请核", "甲"), Font(strike=True)
    book.active["D3"].hyperlink = "http://example.invalid/"
    book.active.merge_cells("A5:B6")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def by_xlsxwriter() -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("填报表")
    for row, texts in enumerate((HEADER, *ROWS)):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
    sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
    sheet.write_datetime(3, 4, date(2032, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    return held.getvalue()


def by_python_docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph("填报单位：市水务局")
    table = document.add_table(rows=3, cols=5)
    for line, texts in zip(table.rows, (HEADER, *ROWS), strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    held = io.BytesIO()
    document.save(held)
    kept = io.BytesIO()
    with zipfile.ZipFile(held) as whole, zipfile.ZipFile(kept, "w") as new:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"):
            new.writestr(name, whole.read(name))
    return kept.getvalue()


def as_ods() -> bytes:
    names = " ".join(f'xmlns:{s}="urn:oasis:names:tc:opendocument:xmlns:{s}:1.0"' for s in ("office", "table", "text"))
    rows = "".join("<table:table-row>" + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row)
        + "</table:table-row>" for row in (HEADER, *ROWS))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
                         f'<table:table table:name="甲">{rows}</table:table></office:spreadsheet></office:body></office:document-content>')
    return held.getvalue()


def as_text(encoding: str) -> bytes:
    return "\n".join(",".join(row) for row in (HEADER, *ROWS)).encode(encoding)


def as_page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (HEADER, *ROWS))
    return f"<html><body><table>{rows}</table></body></html>".encode()


def as_xml_2003() -> bytes:
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join("<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row) + "</Row>"
                   for row in (HEADER, *ROWS))
    return (f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}"><Worksheet ss:Name="甲"><Table>{rows}</Table>'
            "</Worksheet></Workbook>").encode()


BASES: dict[str, Callable[[], bytes]] = {
    "openpyxl": by_openpyxl, "xlsxwriter": by_xlsxwriter, "docx": by_python_docx, "ods": as_ods, "page": as_page,
    "xml2003": as_xml_2003, "utf-8": lambda: as_text("utf-8-sig"), "gbk": lambda: as_text("gbk"),
}


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four places changed."""
    held = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(held) + 1)
        until = min(len(held), at + chance.choice((0, 1, 1, 2, 8, 60)))
        piece = chance.choice((chance.choice(TOKENS), chance.randbytes(2), bytes(held[at:until]) * 2))
        held[at:until] = piece
    return bytes(held)


def mutated_inside(content: bytes, chance: random.Random) -> bytes:
    """A package with one or two parts changed, dropped or doubled, its checksums right."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(sorted(parts))
        way = chance.random()
        if way < 0.08 and len(parts) > 1:
            del parts[name]
        elif way < 0.12:
            parts[name] = parts[chance.choice(sorted(parts))]
        else:
            parts[name] = mutated(parts[name], chance)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return held.getvalue()


@pytest.mark.parametrize("base", BASES)
def test_whatever_is_done_to_a_file_it_is_read_or_refused(base: str) -> None:
    content = BASES[base]()
    headings, finder = Headings(default_profile()), ProblemFinder(PROBLEMS)
    plain = read_tables(content)
    assert isinstance(plain, Tables)
    assert [e.problem for e in read_return("a", "", plain, headings, finder).entries if e.text("status")][:2] == [1, 2]
    read = 0
    for case in range(CASES // len(BASES)):
        chance = random.Random(f"{base} {case}")
        zipped = content.startswith(b"PK") and case % 4
        answer = read_tables((mutated_inside if zipped else mutated)(content, chance))
        if isinstance(answer, Refusal):
            assert answer.reason, case
            assert not OURS.search(answer.reason), (case, answer)
            continue
        read += 1
        returned = read_return("a", "", answer, headings, finder)
        assert all(entry.problem in (1, 2, None) for entry in returned.entries), case
    assert read > 5
