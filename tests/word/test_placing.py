"""What stands at a place of its own on the page: the office's name, turned page numbers, forms without a header."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from toolkit.model import Para, Table, TableColumn
from toolkit.word import annex_template, notice_template, write_word
from toolkit.word.letters import default_parts, letter_forms, letter_template, read_letter, words_of
from toolkit.word.placing import is_closing, narrowed, signed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LINE = 8845
"""Twips of the type area, 156 mm."""


def parts(blocks, template, **more) -> dict[str, bytes]:
    content = write_word(blocks, template, header="", title="函", **more)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(blocks, template) -> etree._Element:
    return etree.fromstring(parts(blocks, template)["word/document.xml"])


# ── 发文机关标志 ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("name", "percent"), [
    ("市整改办", 0), ("某市整改工作领导小组办公室", 0), ("某" * 16, 98), ("某" * 20, 78), ("某" * 23, 68), ("某" * 24, 0),
    ("某市\n整改工作领导小组办公室", 0)])
def test_a_long_name_is_narrowed_to_one_line_while_it_stays_handsome(name, percent):
    assert narrowed(name, LINE, 56) == percent


def test_the_name_stands_in_a_frame_of_its_own_30_mm_below_the_edge():
    root = body([Para("某市整改工作领导小组办公室", "发文机关标志"), Para("〔2031〕1号", "发文字号")], notice_template())
    first, second = list(root.iter(f"{W}p"))[:2]
    frame = first.find(f"{W}pPr/{W}framePr")
    assert frame is not None
    assert {key.removeprefix(W): value for key, value in frame.attrib.items()} == {
        "w": "9638", "wrap": "notBeside", "vAnchor": "page", "hAnchor": "page", "xAlign": "center", "y": "1571"}
    assert next(child.tag for child in first[0]) == f"{W}pStyle", "the order the schema asks for"
    assert second.find(f"{W}pPr/{W}framePr") is None


def test_an_office_that_takes_the_frame_out_of_the_style_has_none():
    with zipfile.ZipFile(io.BytesIO(notice_template())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    styles = etree.fromstring(files["word/styles.xml"])
    for frame in list(styles.iter(f"{W}framePr")):
        frame.getparent().remove(frame)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {**files, "word/styles.xml": etree.tostring(styles)}.items():
            archive.writestr(name, content)
    root = body([Para("某市整改工作领导小组办公室", "发文机关标志")], target.getvalue())
    assert root.find(f".//{W}framePr") is None


# ── 署名、成文日期 ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["整改办", "某市整改工作领导小组办公室", "某" * 30])
@pytest.mark.parametrize("day", ["2031年3月5日", "2031年12月25日", "　　　　年　　月　　日"])
def test_the_middle_of_the_day_is_the_middle_of_the_name(name, day):
    """In characters from the right: neither leaves the type area, and both have one middle."""
    of_name, of_day = signed(name, day)
    digits = 7.0 if "　" in day else {"2031年3月5日": 6.0}.get(day, 7.0)
    assert of_name + len(name) / 2 == of_day + digits / 2
    assert min(of_name, of_day) >= 0
    assert of_day == 4 or of_name == 0


@pytest.mark.parametrize(("text", "closing"), [
    ("特此函告。", True), ("特此提醒。", True), ("特此说明以上情况并请各单位抓紧办理。", False), ("请与我办核对。", False)])
def test_closing_words_never_stand_alone(text, closing):
    assert is_closing(text) is closing
    root = body([Para("以上情况请核对。"), Para(text), Para("整改办", "落款"), Para("2031年3月5日", "日期")],
                notice_template())
    first = next(root.iter(f"{W}p"))
    assert (first.find(f"{W}pPr/{W}keepNext") is not None) is closing


# ── 横排页的页码 ─────────────────────────────────────────────────────────────────────────────────
WIDE = Table("", (TableColumn("单位", 20), TableColumn("数", 5)), (("市水务局", 3),), landscape=True)
FLAT = Table("", (TableColumn("单位", 20), TableColumn("数", 5)), (("市水务局", 3),), landscape=False)


def feet(files: dict[str, bytes], section: etree._Element) -> dict[str, etree._Element]:
    """The footers of a section by kind of page."""
    relations = etree.fromstring(files["word/_rels/document.xml.rels"])
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    return {reference.get(f"{W}type"): etree.fromstring(files[f"word/{targets[reference.get(f'{R}id')]}"])
            for reference in section.findall(f"{W}footerReference")}


def is_turned(foot: etree._Element) -> bool:
    return foot.find(f"{W}tbl//{W}textDirection") is not None


def test_numbers_are_turned_with_the_paper_and_only_there():
    files = parts([Para("正文一段。"), WIDE, Para("又一段。"), WIDE], annex_template())
    sections = list(etree.fromstring(files["word/document.xml"]).iter(f"{W}sectPr"))
    lying = [section.find(f"{W}pgSz").get(f"{W}orient") == "landscape" for section in sections]
    assert lying == [False, True, False, True]
    for section, turned in zip(sections, lying, strict=True):
        found = feet(files, section)
        assert set(found) == {"default", "even"}
        assert [is_turned(foot) for foot in found.values()] == [turned, turned]
        assert all("PAGE" in "".join(foot.itertext()) for foot in found.values())
    assert len([name for name in files if "footer" in name and name.endswith(".xml")]) == 4, "one pair for all turned pages"


def test_a_document_all_on_its_side_has_no_other_footers():
    files = parts([FLAT], annex_template(), wide=True)
    [section] = etree.fromstring(files["word/document.xml"]).iter(f"{W}sectPr")
    assert all(is_turned(foot) for foot in feet(files, section).values())
    assert len([name for name in files if "footer" in name and name.endswith(".xml")]) == 2
    table = feet(files, section)["default"].find(f"{W}tbl")
    assert table.find(f"{W}tr/{W}trPr/{W}trHeight").get(f"{W}val") == str(LINE), "as high as upright lines are long"


def test_upright_documents_are_as_they_were():
    files = parts([FLAT], annex_template())
    assert not any(b"textDirection" in content for content in files.values())


# ── 表单 ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_form_has_no_header_row_and_is_read_as_it_was_laid_out():
    form = letter_forms()["验收销号申请表"]
    template = read_letter(letter_template(form))
    assert words_of(template) == words_of(default_parts(form))
    grids = [part for part in template if hasattr(part, "columns")]
    assert len(grids) == 3
    assert all(not column.heading for grid in grids for column in grid.columns)
    assert [len(grid.columns) for grid in grids] == [4, 2, 4]


def test_what_word_wants_below_a_table_begins_no_page():
    root = body([Para("前"), FLAT], annex_template())
    *_, last = root.find(f"{W}body").findall(f"{W}p")
    spacing = last.find(f"{W}pPr/{W}spacing")
    assert ("".join(last.itertext()), spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("", "20", "exact")


def test_a_table_without_headings_repeats_nothing():
    blank = Table("", (TableColumn("", 10), TableColumn("", 20)), (("牵头单位", "市水务局"),), landscape=False)
    root = body([blank], annex_template())
    assert root.find(f".//{W}tblHeader") is None
    assert ["".join(row.itertext()) for row in root.iter(f"{W}tr")] == ["牵头单位市水务局"]


def test_a_table_the_office_heads_with_body_letters_in_one_cell_only_keeps_its_header():
    """通报's table is headed in 表格表头: it stays a header, on every page."""
    [grid] = [part for part in read_letter(letter_template(letter_forms()["通报"])) if hasattr(part, "columns")]
    assert [column.heading for column in grid.columns][:2] == ["序号", "单位"]
    assert len(grid.rows) == 1
