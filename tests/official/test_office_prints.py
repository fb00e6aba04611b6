"""Documents as an office program saves them (.pdf, .doc, .html, .rtf): the fields are those of the .docx.

LibreOffice prints invented documents once for the whole module. Where it is not there the module is
skipped, unless ZHENGGAI_RENDER=1 says that it must not be.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from inventions import QINGHE, plan, units
from press import Style
from test_inventions import ALL, Document, differences, meant

from toolkit.official.reading import read_publication
from toolkit.official.sources import Grid, read_source
from toolkit.official.sources.apart import read_here
from toolkit.official.sources.troubles import DOC_LOCKED
from toolkit.profile import default_profile

PROFILE = default_profile()
KINDS = ("pdf", "doc", "html", "rtf")
NAMES = ("copy, ①", "annex")
HEADINGS = ("序号", "方面", "问题", "牵头单位", "责任单位", "验收单位", "整改时限", "整改目标", "整改措施")


# ── documents ────────────────────────────────────────────────────────────────────────────────────
def blank(size: float, *, columns: int = 1):
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size, style.paragraph_format.space_after = Pt(size), Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.header.paragraphs[0].text = "云川市整改工作办公室"
    foot = section.footer.paragraphs[0]
    foot.add_run("— ")
    foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    foot.add_run(" —")
    if columns > 1:
        document.add_paragraph("云川市督察整改方案").runs[0].font.size = Pt(22)
        divided = document.add_section(0)._sectPr
        cols = divided.find(qn("w:cols"))
        if cols is None:
            cols = OxmlElement("w:cols")
            divided.append(cols)
        cols.set(qn("w:num"), str(columns))
        cols.set(qn("w:space"), "360")
    return document


def in_paragraphs(name: str, *, columns: int = 1, size: float = 14):
    document = blank(size, columns=columns)
    for line in ALL[name].text.split("\n"):
        if line.strip():
            paragraph = document.add_paragraph(line.strip())
            paragraph.alignment, paragraph.paragraph_format.first_line_indent = 3, Pt(2 * size)
    return document


def in_a_table(problems):
    document = blank(9)
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("清禾市督察整改措施清单")
    rows = [HEADINGS]
    for p in problems:
        told = (str(p.number), p.section, p.text, "、".join(p.lead_units), units(QINGHE, int(p.responsible_units[0]))[0],
                "、".join(p.acceptance_units), p.deadline_text, p.goal)  # fmt: skip
        rows += [(*(told if n == 0 else [""] * 8), (m.ordinal + "是" if m.ordinal else "") + m.shown())
                 for n, m in enumerate(p.measures)]  # fmt: skip
    table = document.add_table(len(rows), 9)
    table.style = "Table Grid"
    cells = [row.cells for row in table.rows]
    for row, texts in zip(cells, rows, strict=True):
        for cell, text in zip(row, texts, strict=True):
            if text:
                cell.text = text
    start = 1
    for p in problems:
        for column in range(8):
            if len(p.measures) > 1:
                cells[start][column].merge(cells[start + len(p.measures) - 1][column])
        start += len(p.measures)
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    return document


def with_numbers():
    """Automatic numbers, a list that begins anew, a deletion, a hidden word, a field and a tick."""
    document = blank(12)
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'))
    for number in (77, 78):
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if number == 78 else ""
        numbering.append(parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="77"/>{again}</w:num>'))
    body = document.element.body
    for number, text in ((77, "甲"), (77, "乙"), (78, "丙")):
        body.insert(len(body) - 1, parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
            f'<w:r><w:t>{text}</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>'))
    body.insert(len(body) - 1, parse_xml(
        f'<w:p {nsdecls("w")}><w:r><w:t>留</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>删</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>增</w:t></w:r></w:ins></w:p>'))
    return document


PROBLEMS = plan(QINGHE, 6, 10, levels=1)
DOCUMENTS = {
    **{name: lambda name=name: in_paragraphs(name) for name in NAMES},
    "two columns": lambda: in_paragraphs("copy, 1、", columns=2, size=10),
    "three columns": lambda: in_paragraphs("copy", columns=3, size=9),
    "table": lambda: in_a_table(PROBLEMS),
    "numbers": with_numbers,
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> dict[tuple[str, str], bytes]:
    """Every document in every kind, by its name and kind."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        assert os.environ.get("ZHENGGAI_RENDER") != "1", "LibreOffice is asked for and missing"
        pytest.skip("no LibreOffice here")
    folder = tmp_path_factory.mktemp("prints")
    names = {}
    for number, (name, made) in enumerate(DOCUMENTS.items()):
        path = folder / f"{number}.docx"
        made().save(path)
        names[path.stem] = name
    for kind in KINDS:
        subprocess.run(
            [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
             "--outdir", str(folder), *(str(folder / f"{stem}.docx") for stem in names)],
            check=True, capture_output=True, timeout=300)
    found: dict[tuple[str, str], bytes] = {}
    for path in sorted(Path(folder).iterdir()):
        if path.is_file():
            found[names[path.stem], path.suffix[1:]] = path.read_bytes()
    return found


# ── fields ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [*NAMES, "two columns", "three columns"])
def test_every_field_comes_back(name, kind, saved, monkeypatch):
    monkeypatch.setattr("toolkit.official.sources.door.read_apart", read_here)
    document = ALL[{"two columns": "copy, 1、", "three columns": "copy"}.get(name, name)]
    read = read_publication(f"文件.{kind}", saved[name, kind], PROFILE)
    count, wrong = differences(replace(document, title=None), read)
    assert count > 100
    assert not wrong


@pytest.mark.parametrize("kind", ["docx", *KINDS])
def test_a_table_comes_back(kind, saved, monkeypatch):
    monkeypatch.setattr("toolkit.official.sources.door.read_apart", read_here)
    read = read_publication(f"清单.{kind}", saved["table", kind], PROFILE)
    truth = Document("", "", meant(PROBLEMS, QINGHE, Style()), "plan", "清禾市督察整改措施清单")
    assert not differences(truth, read)[1]
    assert [p.place.sheet for p in read.problems] == ["表1"] * 10
    assert read.problems[1].place.row == 2 + len(PROBLEMS[0].measures)


@pytest.mark.parametrize("kind", ["docx", "doc", "rtf"])
def test_numbers_and_changes_of_word(kind, saved):
    source = read_source(f"文件.{kind}", saved["numbers", kind])
    said = [piece.text.strip() for piece in source.pieces if not isinstance(piece, Grid) and piece.text.strip()]
    shown = [text.replace("藏", "") for text in said] if kind == "docx" else said
    assert shown == ["（一）甲", "（二）乙", "（一）丙", "留增"]


# ── junk ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("kind", KINDS)
def test_junk_is_a_sentence_each(kind, saved):
    chance = random.Random(kind)
    whole = saved["table", kind]
    for _ in range(25):
        content = bytearray(whole)
        if chance.random() < 0.4:
            content = content[: chance.randrange(600, len(content))]
        for _ in range(chance.choice([0, 10, 400])):
            content[chance.randrange(8, len(content))] = chance.randrange(256)
        source = read_here(kind, bytes(content))
        assert source.pieces or source.trouble.endswith("。")


def test_a_locked_document_is_a_sentence(saved):
    content = bytearray(saved["annex", "doc"])
    start = content.find(b"\xec\xa5")
    content[start + 11] |= 1
    assert read_source("文件.doc", bytes(content)).trouble == DOC_LOCKED
