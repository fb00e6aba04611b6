"""Word documents: tracked changes, automatic numbers, tables, and an annex that was edited."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.official.reading import read_publication
from toolkit.profile import default_profile

PROFILE = default_profile()
WORDS = f'<w:p {nsdecls("w")}>%s</w:p>'


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def insert(document, inner: str) -> None:
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(WORDS % inner))


@pytest.fixture
def annex():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "草稿"
    for text in ("附件", "云川市督察反馈问题整改进展情况", "一、管网破损。", "整改进展情况：正在推进实施"):
        document.add_paragraph(text)
    return document


def test_an_annex_edited_with_tracked_changes(annex):
    insert(annex, '<w:r><w:t>（一）已修复</w:t></w:r><w:ins w:id="1"><w:r><w:t>36</w:t></w:r></w:ins>'
                  '<w:del w:id="2"><w:r><w:delText>12</w:delText></w:r></w:del><w:r><w:t>处。</w:t></w:r>')
    insert(annex, '<w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>（二）建立</w:t></w:r>')
    insert(annex, "<w:r><w:t>台账。</w:t></w:r>")
    read = read_publication("附件.docx", saved(annex), PROFILE)
    assert (read.kind, read.title) == ("progress", "云川市督察反馈问题整改进展情况")
    assert [(p.ordinal, p.text) for p in read.problems[0].progress] == [("（一）", "已修复36处。"), ("（二）", "建立台账。")]


def test_a_line_break_begins_a_paragraph_and_lines_are_never_taken_for_columns(annex):
    insert(annex, "<w:r><w:t>（一）甲。</w:t><w:br/><w:t>（二）乙。</w:t></w:r>")
    read = read_publication("附件.docx", saved(annex), PROFILE)
    assert [p.text for p in read.problems[0].progress] == ["甲。", "乙。"]
    assert read.problems[0].place.line == 3


def test_automatic_numbers_are_text(annex):
    numbering = annex.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'))
    numbering.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text in ("甲。", "乙。"):
        insert(annex, '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr>'
                      f"<w:r><w:t>{text}</w:t></w:r>")
    read = read_publication("附件.docx", saved(annex), PROFILE)
    assert [(p.ordinal, p.text) for p in read.problems[0].progress] == [("（一）", "甲。"), ("（二）", "乙。")]


def test_a_form_for_each_problem():
    document = docx.Document()
    document.add_paragraph("云川市督察整改任务清单")
    for number, text in ((1, "管网破损。"), (2, "散煤治理不到位。")):
        rows = (("序号", str(number), "整改时限", "2025年6月底"), ("问题", text, "牵头单位", "市水务局"),
                ("整改措施", "一是排查。\n二是修复。", "", ""))
        table = document.add_table(len(rows), 4)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, written in zip(row.cells, cells, strict=True):
                cell.text = written
    read = read_publication("清单.docx", saved(document), PROFILE)
    assert [(p.number, p.text, p.lead_units) for p in read.problems] == [
        (1, "管网破损。", ("市水务局",)), (2, "散煤治理不到位。", ("市水务局",)),
    ]  # fmt: skip
    assert [m.text for m in read.problems[1].measures] == ["排查。", "修复。"]


def test_a_ledger_with_merged_cells():
    document = docx.Document()
    rows = (("序号", "反馈问题", "责任单位", "整改措施", "整改时限"), ("一、水", "", "", "", ""),
            ("1", "管网破损", "市水务局", "排查。", "2025年6月底"), ("", "", "", "修复。", ""),
            ("2", "散煤", "市发展和改革委员会", "改造。", "2025年12月底"))
    table = document.add_table(len(rows), 5)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, written in zip(row.cells, cells, strict=True):
            cell.text = written
    table.cell(1, 0).merge(table.cell(1, 4))
    for column in (0, 1, 2, 4):
        table.cell(2, column).merge(table.cell(3, column))
    read = read_publication("台账.docx", saved(document), PROFILE)
    assert [(p.number, p.text, p.section) for p in read.problems] == [(1, "管网破损", "水"), (2, "散煤", "水")]
    assert [m.text for m in read.problems[0].measures] == ["排查。", "修复。"]


def test_a_damaged_document_is_a_sentence(annex):
    content = saved(annex)
    read = read_publication("附件.docx", content[: len(content) // 2] + content[-300:], PROFILE)
    assert (read.kind, read.problems) == ("none", ())
    assert "Word" in read.diagnostics[0].note
