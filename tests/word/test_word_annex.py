"""Tracked changes, traced table cells and documents on paper turned to the side, in Word's own terms."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from lxml import etree

from toolkit.model import Heading, Para, Revision, Table, TableColumn
from toolkit.word import annex_template, bookmark_keys, write_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCKS = (
    Para("附件", "附件标记"),
    Para("整改进展情况：已验收", "整改状态", "1", (
        Revision("整改进展情况："), Revision("正在推进", "deleted"), Revision("已验收", "inserted"))),
    Para("", "进展段落", None, (Revision("（一）已进场。", "deleted"),)),
    Para("（一）已完工。", "进展段落", "1#1", (Revision("（一）已完工。", "inserted"),)),
    Para("（二）资金到位。", "进展段落", "1#2"),
)
DAY = date(2031, 3, 31)
# ECMA-376 Part 1, 17.3.1.29: in a paragraph mark's properties, changes come before the formatting.
MARK_ORDER = ["ins", "del", "rFonts"]


def document(blocks, **more) -> etree._Element:
    content = write_word(blocks, annex_template(), header="", title="附件", **more)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def settled(root: etree._Element, gone: str) -> list[str]:
    """The paragraphs once every change is accepted (gone: del) or rejected (gone: ins)."""
    texts = []
    for paragraph in root.iter(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None:
            continue
        texts.append("".join(
            t.text or "" for t in paragraph.iter(f"{W}t", f"{W}delText")
            if not any(a.tag == W + gone for a in t.iterancestors())))
    return texts


def test_changes_are_tracked_so_that_word_can_settle_them():
    root = document(BLOCKS, revised_on=DAY)
    assert settled(root, "del") == ["附件", "整改进展情况：已验收", "（一）已完工。", "（二）资金到位。"]
    assert settled(root, "ins") == ["附件", "整改进展情况：正在推进", "（一）已进场。", "（二）资金到位。"]
    for gone in root.iter(f"{W}del"):
        assert not list(gone.iter(f"{W}t"))


def test_changes_bear_an_office_and_the_day_and_ids_of_their_own():
    root = document(BLOCKS, revised_on=DAY)
    marks = list(root.iter(f"{W}ins", f"{W}del"))
    assert len(marks) == 2 + 2 + 2
    assert {m.get(f"{W}author") for m in marks} == {"整改办"}
    assert {m.get(f"{W}date") for m in marks} == {"2031-03-31T00:00:00Z"}
    ids = [m.get(f"{W}id") for m in [*marks, *root.iter(f"{W}bookmarkStart")]]
    assert len(ids) == len(set(ids)) == 6 + 3


def test_the_changes_of_a_paragraph_mark_stand_first_and_the_mark_last():
    root = document(BLOCKS, revised_on=DAY)
    seen = 0
    for properties in root.iter(f"{W}pPr"):
        tags = [child.tag.removeprefix(W) for child in properties]
        assert tags == sorted(tags, key=["pStyle", "keepNext", "rPr", "sectPr"].index)
        seen += "rPr" in tags
    assert seen == 2


def test_a_changed_paragraph_keeps_its_bookmark():
    root = document(BLOCKS, revised_on=DAY)
    keys = bookmark_keys(BLOCKS)
    found = {keys[m.get(f"{W}name")]: m.getnext().tag.removeprefix(W) for m in root.iter(f"{W}bookmarkStart")}
    assert found == {"1": "r", "1#1": "ins", "1#2": "r"}


@pytest.fixture
def traced() -> Table:
    long = "\n".join(f"（{n}）完成管网改造{n}公里，其余路段按计划实施。" for n in range(1, 30))
    return Table("", (TableColumn("问题", 10), TableColumn("进展", 30)),
                 (("甲。", "（一）乙。\n（二）丙。"), ("丁。", long)), landscape=False,
                 keys={(0, 0): ("1:问题",), (0, 1): ("1#1", "1#2"), (1, 0): ("2:问题",)})


def test_the_lines_of_a_cell_are_paragraphs_with_bookmarks(traced):
    root = document([Para("附件"), traced])
    keys = bookmark_keys([Para("附件"), traced])
    found = {
        keys[m.get(f"{W}name")]: "".join(map(str, m.getparent().itertext()))
        for m in root.iter(f"{W}bookmarkStart")}
    assert found == {"1:问题": "甲。", "1#1": "（一）乙。", "1#2": "（二）丙。", "2:问题": "丁。"}


def test_only_a_row_taller_than_half_a_page_may_be_torn(traced):
    header, short, long = document([traced]).iter(f"{W}tr")
    assert header.find(f"{W}trPr/{W}tblHeader") is not None
    assert short.find(f"{W}trPr/{W}cantSplit") is not None
    assert long.find(f"{W}trPr/{W}cantSplit") is None


def test_a_wide_document_lies_on_its_side_from_the_first_page(traced):
    content = write_word([Heading("题", 0), traced], annex_template(), header="草稿", title="题", wide=True)
    opened = Document(io.BytesIO(content))
    [section] = opened.sections
    assert (section.page_width.twips, section.page_height.twips) == (16838, 11906)
    assert [p.text for p in section.header.paragraphs] == ["草稿"]
    assert sum(c.width.twips for c in opened.tables[0].columns) == 16838 - 1984 - 2098


@pytest.mark.parametrize(("name", "instead"), [("分组标题", "一级标题"), ("方案问题", "四级标题"), ("单位时限", "Normal")])
def test_a_template_from_before_a_style_was_ours_prints_it_in_the_nearest(name, instead):
    with zipfile.ZipFile(io.BytesIO(annex_template())) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts["word/styles.xml"] = re.sub(f'w:val="{name}"'.encode(), b'w:val="x"', parts["word/styles.xml"])
    older = io.BytesIO()
    with zipfile.ZipFile(older, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    content = write_word([Para("水环境方面", name)], older.getvalue(), header="", title="")
    assert Document(io.BytesIO(content)).paragraphs[0].style.name == instead
