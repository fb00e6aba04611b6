"""Word documents by hand: what a returned sheet and a published text have in common is read the same in both."""

from __future__ import annotations

import io
import zipfile

import pytest

from toolkit.official.sources import Grid, Line, read_source
from toolkit.official.sources.word import read_word
from toolkit.tables.by_kind import read_tables
from toolkit.tables.gate import Package
from toolkit.tables.grid import Note, Tables
from toolkit.tables.word.docx import read_docx
from toolkit.tables.word.parts import Parts

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'


def package(namespace: str = TRANSITIONAL, folder: str = "word", **parts: str) -> bytes:
    """A document of these parts; each is written as what its root holds, the other parts related to the main one."""
    related = "".join(f'<Relationship Id="{n}" Type="{OFFICE}/{n}" Target="{n}.xml"/>' for n in parts if n != "document")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("_rels/.rels", RELATIONS % (
            f'<Relationship Id="d" Type="{OFFICE}/officeDocument" Target="{folder}/document.xml"/>'))
        archive.writestr(f"{folder}/_rels/document.xml.rels", RELATIONS % related)
        for name, inner in parts.items():
            archive.writestr(f"{folder}/{name}.xml", f'<w:{name} xmlns:w="{namespace}">{inner}</w:{name}>')
    return held.getvalue()


def said(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def document(*blocks: str) -> str:
    return f"<w:body>{''.join(blocks)}</w:body>"


def table_of(content: bytes) -> list[tuple[int, int, str]]:
    tables = read_tables(content)
    assert isinstance(tables, Tables), tables
    return [(c.row, c.column, c.text) for c in tables.sheets[-1].cells]


def rows_of(content: bytes) -> tuple[tuple[str, ...], ...]:
    source = read_source("公布.docx", content)
    assert not source.trouble
    return next(piece for piece in source.pieces if isinstance(piece, Grid)).rows


def lines_of(content: bytes) -> list[str]:
    return [piece.text for piece in read_source("公布.docx", content).pieces if isinstance(piece, Line)]


@pytest.mark.parametrize(("namespace", "folder"), [(STRICT, "word"), (TRANSITIONAL, "word"), (STRICT, "content")])
def test_a_document_is_strict_or_not_and_its_parts_stand_anywhere(namespace: str, folder: str) -> None:
    content = package(namespace, folder, document=document(f"<w:tbl>{row(cell(said('序号')), cell(said('状态')))}</w:tbl>"))
    assert Parts.of(Package(content)).main == f"{folder}/document.xml"
    assert [(c.row, c.column, c.text) for c in read_docx(content).sheets[-1].cells] == [(1, 1, "序号"), (1, 2, "状态")]
    assert next(iter(read_word(content).pieces)) == Grid(1, (("序号", "状态"),), lines=(1,))


ROWS = (
    row(cell(said("甲")), cell(said("乙"))),
    f"<w:sdt><w:sdtContent>{row(cell(said('丙')), cell(said('丁')))}</w:sdtContent></w:sdt>",
    row(cell(said("弃")), cell(said("弃")), properties="<w:del/>"),
    row(cell(said("戊"), properties='<w:gridSpan w:val="1"/>'), properties='<w:gridBefore w:val="1"/>'),
)


def test_rows_in_content_controls_count_and_deleted_ones_do_not() -> None:
    content = package(document=document(f"<w:tbl>{''.join(ROWS)}</w:tbl>"))
    assert table_of(content) == [(1, 1, "甲"), (1, 2, "乙"), (2, 1, "丙"), (2, 2, "丁"), (3, 2, "戊")]
    assert rows_of(content) == (("甲", "乙"), ("丙", "丁"), ("", "戊"))


def test_a_deleted_end_joins_paragraphs_and_a_symbol_is_a_box() -> None:
    joined = said("已建成", "<w:rPr><w:del/></w:rPr>") + said("料棚。") + '<w:p><w:r><w:sym w:char="F0FE"/><w:sym/></w:r></w:p>'
    content = package(document=document(joined, f"<w:tbl>{row(cell(joined))}</w:tbl>"))
    assert table_of(content) == [(1, 1, "已建成料棚。\n☑□")]
    assert lines_of(content) == ["已建成料棚。", "☑□"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="4"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>')
STYLES = (
    '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="own"><w:basedOn w:val="base"/></w:style>')


def test_a_style_numbers_by_what_it_is_based_on_and_a_list_may_begin_anew() -> None:
    blocks = (said("甲", '<w:pStyle w:val="own"/>'), said("乙", '<w:pStyle w:val="own"/>'),
              said("丙", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'))
    content = package(numbering=NUMBERING, styles=STYLES, document=document(
        *blocks, "<w:tbl>", row(cell(said("丁", '<w:pStyle w:val="base"/>'))), "</w:tbl>"))
    assert lines_of(content) == ["I、甲", "II、乙", "IX、丙"]
    assert table_of(content) == [(1, 1, "X、丁")]
    assert rows_of(content) == (("X、丁",),)


def test_a_lost_comment_is_told_at_its_cell() -> None:
    marked = '<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:commentReference w:id="3"/></w:r><w:r><w:commentReference w:id="8"/></w:r></w:p>'
    content = package(
        document=document(f"<w:tbl>{row(cell(marked))}</w:tbl>"),
        comments=f'<w:comment w:id="3">{said("请补发文号")}</w:comment>')
    tables = read_tables(content)
    assert isinstance(tables, Tables)
    assert tables.sheets[-1].notes == (
        Note(1, 1, "comment", "请补发文号"), Note(1, 1, "comment", "（批注有损坏，没有读出，见原文件）"))
