"""Word documents, looked at part by part, and through python-docx as another reader."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from toolkit.model import Heading, Mark, Para, Table, TableColumn, Unusable
from toolkit.text import printable
from toolkit.word import annex_template, bookmark_keys, notice_template, printed_text, write_word
from toolkit.word.titles import break_title, width

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ANNEX, NOTICE = annex_template(), notice_template()
BLOCKS = (
    Para("附件", "附件标记"),
    Heading("青岚市整改进展情况", 0),
    Para("一、河道排污口整治不彻底。", "问题"),
    Para("整改进展情况：正在推进实施", "整改状态", "1"),
    Para("（一）封堵排污口3个。", "进展段落", "1#1"),
    Para("（尚待市水务局报送本期进展。）", "待报送", "1#2"),
)
# ECMA-376 Part 1, 17.3.2.28 and 17.3.1.26: the order of the properties of runs (those in use here)
# and paragraphs; Word calls a file that breaks it damaged.
RUN_ORDER = ["rFonts", "b", "color", "spacing", "kern", "sz", "szCs", "highlight", "shd", "lang"]
PARAGRAPH_ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
    "sectPr",
]


def written(blocks, template=ANNEX, header="", title="附件"):
    return write_word(blocks, template, header=header, title=title)


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed(template: bytes, name: str, pattern: str, replacement: str) -> bytes:
    files = parts(template)
    text, count = re.subn(pattern, replacement, files[name].decode(), flags=re.DOTALL)
    assert count, "the template has no such piece"
    return rezipped({**files, name: text.encode()})


def style(content: bytes, name: str) -> etree._Element:
    for found in part(content, "word/styles.xml").iter(f"{W}style"):
        if found.find(f"{W}name").get(f"{W}val") == name:
            return found
    raise AssertionError(name)


def said(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(W + attribute)


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in Document(io.BytesIO(content)).paragraphs]


# ── the templates: GB/T 9704-2012 ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("template", [ANNEX, NOTICE])
def test_page_is_a4_with_the_type_area_of_the_standard(template):
    section = part(template, "word/document.xml").find(f"{W}body/{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    millimetres = {s: round(int(margins.get(W + s)) / 1440 * 25.4) for s in ("top", "left", "right", "bottom")}
    assert millimetres == {"top": 37, "left": 28, "right": 26, "bottom": 35}
    grid = section.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")
    assert (16838 - 2098 - 1984) // 579 == 22


@pytest.mark.parametrize("template", [ANNEX, NOTICE])
def test_body_text_holds_22_lines_of_28_characters(template):
    body = style(template, "Normal")
    assert body.get(f"{W}default") == "1"
    assert said(body, "pPr/spacing", "line") == "579"
    assert said(body, "pPr/spacing", "lineRule") == "exact"
    assert (said(body, "pPr/ind", "firstLineChars"), said(body, "pPr/ind", "firstLine")) == ("200", "640")
    assert said(body, "pPr/snapToGrid") == "0"
    assert said(body, "pPr/overflowPunct") == "1"
    assert (said(body, "rPr/sz"), said(body, "rPr/spacing")) == ("32", "-5")
    assert 28 * (320 - 5) <= 11906 - 1587 - 1474


@pytest.mark.parametrize(("name", "font", "size", "align"), [
    ("附件标记", "黑体", None, "left"),
    ("公文标题", "方正小标宋简体", "44", "center"),
    ("问题", "黑体", None, None),
    ("整改状态", "楷体_GB2312", None, None),
    ("一级标题", "黑体", None, None),
    ("二级标题", "楷体_GB2312", None, None),
    ("单页页码", "宋体", "28", "right"),
    ("双页页码", "宋体", "28", "left"),
])
def test_styles_name_the_fonts_of_the_standard_for_chinese(name, font, size, align):
    found = style(ANNEX, name)
    for script in ("eastAsia", "ascii", "hAnsi"):
        assert said(found, "rPr/rFonts", script) == font
    assert said(found, "rPr/rFonts", "hint") == "eastAsia"
    assert said(found, "rPr/sz") == size
    assert said(found, "pPr/jc") == align


def test_title_stands_on_the_third_line():
    assert said(style(ANNEX, "公文标题"), "pPr/spacing", "before") == "579"
    assert said(style(ANNEX, "附件标记"), "pPr/ind", "firstLine") == "0"


@pytest.mark.parametrize("template", [ANNEX, NOTICE])
def test_no_theme_font_and_nothing_bold(template):
    text = b"".join(parts(template).values())
    assert b"Theme" not in text
    assert b"<w:b/>" not in text


@pytest.mark.parametrize("template", [ANNEX, NOTICE])
def test_page_numbers_are_fields_right_on_odd_left_on_even_pages(template):
    section = part(template, "word/document.xml").find(f"{W}body/{W}sectPr")
    assert said(part(template, "word/settings.xml"), "evenAndOddHeaders") is None
    assert part(template, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    kinds = [r.get(f"{W}type") for r in section.findall(f"{W}footerReference")]
    assert kinds[:2] == ["default", "even"]
    styles = []
    for footer in ("footer1", "footer2"):
        root = part(template, f"word/{footer}.xml")
        assert "".join(root.itertext()) == "—  PAGE 1 —"
        assert root.find(f".//{W}instrText").text.strip() == "PAGE"
        styles.append(said(root, "p/pPr/pStyle"))
    ids = [style(template, name).get(f"{W}styleId") for name in ("单页页码", "双页页码")]
    assert styles == ids
    assert said(style(template, "单页页码"), "pPr/ind", "right") == "280"
    assert said(style(template, "双页页码"), "pPr/ind", "left") == "280"


def test_letters_have_no_number_on_their_first_page():
    section = part(NOTICE, "word/document.xml").find(f"{W}body/{W}sectPr")
    assert section.find(f"{W}titlePg") is not None
    assert "".join(part(NOTICE, "word/footer3.xml").itertext()) == ""
    assert said(style(NOTICE, "首页红线"), "pPr/pBdr/top", "color") == "FF0000"


@pytest.mark.parametrize("template", [ANNEX, NOTICE, written(BLOCKS, header="草稿")])
def test_properties_stand_in_the_order_of_the_schema(template):
    seen = 0
    for name, content in parts(template).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for tag, order in (("pPr", PARAGRAPH_ORDER), ("rPr", RUN_ORDER)):
            for properties in etree.fromstring(content).iter(W + tag):
                places = [order.index(child.tag.removeprefix(W)) for child in properties]
                assert places == sorted(places), (name, etree.tostring(properties))
                seen += 1
    assert seen > 30


@pytest.mark.parametrize("template", [ANNEX, NOTICE])
def test_a_template_shows_every_style_and_python_docx_opens_it(template):
    shown = paragraphs(template)
    assert "【正文】" in shown[0][1]
    assert {"公文标题", "落款", "Date", "附注"} <= {name for name, _ in shown}
    assert annex_template() == ANNEX
    assert notice_template() == NOTICE


# ── what is written ──────────────────────────────────────────────────────────────────────────────
def test_every_block_is_a_paragraph_in_its_style():
    assert paragraphs(written(BLOCKS)) == [
        ("附件标记", "附件"), ("公文标题", "青岚市整改进展情况"), ("问题", "一、河道排污口整治不彻底。"),
        ("整改状态", "整改进展情况：正在推进实施"), ("进展段落", "（一）封堵排污口3个。"),
        ("待报送", "（尚待市水务局报送本期进展。）"),
    ]


def test_the_same_input_gives_the_same_bytes_without_a_clock():
    content = written(BLOCKS, header="草稿")
    assert content == written(BLOCKS, header="草稿")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    assert members[0].filename == "[Content_Types].xml"
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.create_system for member in members} == {0}


def test_keys_become_bookmarks_that_say_nothing_but_a_number():
    root = part(written(BLOCKS), "word/document.xml")
    found = {}
    for mark in root.iter(f"{W}bookmarkStart"):
        text = "".join(map(str, mark.getparent().itertext()))
        found[mark.get(f"{W}name")] = text
    assert list(found) == ["_ZG1", "_ZG2", "_ZG3"]
    keys = bookmark_keys(BLOCKS)
    assert {keys[name]: text[:4] for name, text in found.items()} == {
        "1": "整改进展", "1#1": "（一）封", "1#2": "（尚待市",
    }
    ends = {mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")}
    assert len(ends) == 3


def test_runs_hint_that_quotes_are_chinese():
    run = part(written([Para("“七个百分之百”")]), "word/document.xml").find(f".//{W}r")
    assert said(run, "rPr/rFonts", "hint") == "eastAsia"


@pytest.mark.parametrize("text", [
    "<b>&amp;</b> & \"引号\" '单引号' ]]>", "  前后有空格  ", "表情😀和扩展汉字𠮷", "第一行\n第二行\t制表", "",
])
def test_special_characters_are_printed_as_they_are(text):
    [(_, read)] = paragraphs(written([Para(text)]))
    assert read == text


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb", "a\u202eb"])
def test_what_word_cannot_hold_is_replaced_where_one_sees_it(text):
    [(_, read)] = paragraphs(written([Para(text)]))
    assert read == "a□b"


@given(st.text(max_size=60))
def test_any_text_is_written_and_read_back(text):
    content = written([Para(text, "进展段落", "1#1")], title=text)
    assert paragraphs(content) == [("进展段落", printable(text))]


@pytest.mark.parametrize("problems", [0, 1, 300])
def test_any_number_of_problems(problems):
    blocks = [Para(f"{n}、问题", "问题", str(n)) for n in range(problems)]
    assert [text for _, text in paragraphs(written(blocks)) if text] == [b.text for b in blocks]


def test_title_stands_in_the_properties_and_nobody_else_does():
    template = changed(ANNEX, "docProps/core.xml", "<dc:creator></dc:creator>", "<dc:creator>某人</dc:creator>")
    properties = Document(io.BytesIO(written(BLOCKS, template, title="青岚市\x01附件"))).core_properties
    assert (properties.title, properties.author) == ("青岚市□附件", "")


def test_what_a_document_says_is_read_back_formatting_aside():
    restyled = changed(ANNEX, "word/styles.xml", "楷体_GB2312", "华文楷体")
    said_now = printed_text(written(BLOCKS, header="草稿"))
    assert said_now == (("草稿",), tuple(block.text for block in BLOCKS))
    assert printed_text(written(BLOCKS, restyled, header="草稿")) == said_now
    assert printed_text(b"not a document") == ((), ())


# ── header ───────────────────────────────────────────────────────────────────────────────────────
def headers(content: bytes) -> dict[str, str]:
    section = Document(io.BytesIO(content)).sections[0]
    kinds = {
        "default": section.header, "even": section.even_page_header, "first": section.first_page_header,
    }
    return {
        kind: "|".join(p.text for p in header.paragraphs)
        for kind, header in kinds.items() if not header.is_linked_to_previous
    }


def test_the_draft_mark_stands_on_every_kind_of_page():
    assert headers(written(BLOCKS, header="草稿")) == {"default": "草稿", "even": "草稿"}
    marked = headers(written(BLOCKS, NOTICE, header="草稿"))
    assert marked == {"default": "草稿", "even": "草稿", "first": "草稿"}
    header = Document(io.BytesIO(written(BLOCKS, header="草稿"))).sections[0].header
    assert header.paragraphs[0].style.name == "草稿标记"


def test_no_header_no_text():
    assert headers(written(BLOCKS)) == {"default": "", "even": ""}


def test_a_header_of_the_office_stays_below_the_mark():
    own = "<w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>"
    template = changed(ANNEX, "word/header1.xml", "<w:p>.*</w:hdr>", own)
    assert headers(written(BLOCKS, template, header="草稿"))["default"] == "草稿|内部资料"
    assert headers(written(BLOCKS, template))["default"] == "内部资料"


def test_a_template_without_headers_gets_them():
    template = changed(ANNEX, "word/document.xml", '<w:headerReference[^>]*"default"[^>]*/>', "")
    assert headers(written(BLOCKS, template, header="草稿")) == {"default": "草稿", "even": "草稿"}
    assert headers(written(BLOCKS, template)) == {"even": ""}


# ── the office's template ────────────────────────────────────────────────────────────────────────
def test_a_style_the_template_lacks_is_printed_as_body_text():
    template = changed(ANNEX, "word/styles.xml", '<w:name w:val="问题"/>', '<w:name w:val="别的"/>')
    assert paragraphs(written(BLOCKS, template))[2] == ("Normal", "一、河道排污口整治不彻底。")
    assert paragraphs(written([Para("文字", "没有的样式")])) == [("Normal", "文字")]


def test_a_template_with_no_paragraph_style_at_all():
    template = changed(ANNEX, "word/styles.xml", "<w:style .*</w:style>", "")
    document = Document(io.BytesIO(written(BLOCKS, template)))
    assert [p.text for p in document.paragraphs] == [block.text for block in BLOCKS]


def test_an_ordinary_word_document_will_do_as_template():
    plain = io.BytesIO()
    Document().save(plain)
    content = written((*BLOCKS, table()), plain.getvalue(), header="草稿")
    assert "一、河道排污口整治不彻底。" in [text for _, text in paragraphs(content)]
    assert headers(content)["default"] == "草稿"
    assert content == written((*BLOCKS, table()), plain.getvalue(), header="草稿")


def test_a_template_restyled_by_the_office_is_used_as_it_is():
    template = changed(ANNEX, "word/styles.xml", "楷体_GB2312", "华文楷体")
    assert "华文楷体" in parts(written(BLOCKS, template))["word/styles.xml"].decode()


def test_what_stands_around_the_mark_for_the_body_is_kept():
    body = (
        "<w:body><w:p><w:r><w:t>红头</w:t></w:r></w:p><w:p><w:r><w:t>【正</w:t></w:r><w:r><w:t>文】</w:t></w:r>"
        "</w:p><w:p><w:r><w:t>版记</w:t></w:r></w:p><w:sectPr"
    )
    template = changed(ANNEX, "word/document.xml", "<w:body>.*<w:sectPr", body)
    texts = [text for _, text in paragraphs(written(BLOCKS[2:4], template))]
    assert texts == ["红头", BLOCKS[2].text, BLOCKS[3].text, "版记"]


def test_a_dotx_is_written_as_a_document():
    template = changed(ANNEX, "[Content_Types].xml", r"document\.main", "template.main")
    assert paragraphs(written(BLOCKS, template)) == paragraphs(written(BLOCKS))


@pytest.mark.parametrize("content", [
    b"", b"not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ANNEX[:2000], ANNEX[200:],
    rezipped({"[Content_Types].xml": b"<Types/>"}), rezipped({"a.txt": b"x"}),
    rezipped({**parts(ANNEX), "word/document.xml": b"<w:document"}),
    rezipped({**parts(ANNEX), "word/styles.xml": b"<"}),
    rezipped({name: c for name, c in parts(ANNEX).items() if name != "word/document.xml"}),
])
def test_an_unreadable_template_is_said_in_chinese(content):
    with pytest.raises(Unusable, match=r"Word 模板无法读取.*另存为"):
        written(BLOCKS, content)


def test_macros_and_strict_files_are_refused_with_what_to_do():
    macros = changed(ANNEX, "[Content_Types].xml",
                     r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main",
                     "application/vnd.ms-word.document.macroEnabled.main")
    with pytest.raises(Unusable, match="宏"):
        written(BLOCKS, macros)
    strict = changed(ANNEX, "word/document.xml",
                     "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                     "http://purl.oclc.org/ooxml/wordprocessingml/main")
    with pytest.raises(Unusable, match="严格"):
        written(BLOCKS, strict)


@given(st.integers(0, len(ANNEX) - 1), st.integers(0, 255))
def test_a_damaged_template_is_written_with_or_refused(at, byte):
    damaged = ANNEX[:at] + bytes([byte]) + ANNEX[at + 1 :]
    try:
        said_or_written = written(BLOCKS, damaged, header="草稿")
    except Unusable as refusal:
        said_or_written = str(refusal)
    if isinstance(said_or_written, str):
        assert "Word 模板" in said_or_written
    else:
        assert zipfile.ZipFile(io.BytesIO(said_or_written)).testzip() is None


# ── signature ────────────────────────────────────────────────────────────────────────────────────
def indents(*texts: str) -> list[int | None]:
    blocks = [Para(texts[0], "落款"), Para(texts[1], "日期")]
    root = part(written(blocks, NOTICE), "word/document.xml")
    right = [p.find(f"{W}pPr/{W}ind") for p in root.iter(f"{W}p")]
    return [None if ind is None else int(ind.get(f"{W}rightChars")) for ind in right]


def test_the_day_stands_four_characters_in_and_the_name_is_centred_above_it():
    """GB/T 9704-2012, 7.3.5.1, under a seal."""
    assert indents("市整改工作办公室", "2031年3月25日") == [325, 400]
    assert indents("整改办", "2031年12月25日") == [600, 400]
    # A day still to be filled in counts with the digits it will have.
    assert indents("整改办", "　　　　年　　月　　日") == [600, 400]
    # A name so long that it would leave the type area ends with it; the day is centred below it.
    assert indents("某" * 20, "2031年3月25日") == [0, 675]


# ── tables ───────────────────────────────────────────────────────────────────────────────────────
def table(**more) -> Table:
    columns = (TableColumn("单位", 20), TableColumn("日期", 10, "date"), TableColumn("数", 5.5, "number"))
    rows = (("市水务局", date(2031, 3, 5), 3), ("<市\x01局>", None, 2.5))
    fields = {"marks": {(1, 0): Mark("red")}, "intro": ("说明一行。",), "landscape": False, **more}
    return Table("报送情况", columns, rows, **fields)


def test_a_table_is_ruled_as_wide_as_the_type_area_and_repeats_its_header():
    content = written([table()])
    document = Document(io.BytesIO(content))
    [grid] = document.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["单位", "日期", "数"], ["市水务局", "2031年3月5日", "3"], ["<市□局>", "", "2.5"],
    ]
    assert grid.style.name == "公文表格"
    assert [p.text for p in document.paragraphs] == ["报送情况", "说明一行。", ""]
    root = part(content, "word/document.xml")
    assert sum(int(c.get(f"{W}w")) for c in root.iter(f"{W}gridCol")) == 11906 - 1587 - 1474
    assert len(list(root.iter(f"{W}tblHeader"))) == 1
    [shade] = root.iter(f"{W}shd")
    assert shade.get(f"{W}fill") == "F8CBAD"
    assert grid.rows[1].cells[2].paragraphs[0].style.name == "表格居中"


def test_a_table_has_borders_of_its_own_where_the_template_has_no_style_for_it():
    template = changed(ANNEX, "word/styles.xml", "公文表格", "别的表格")
    borders = part(written([table()], template), "word/document.xml").find(f".//{W}tblBorders")
    assert [b.tag.removeprefix(W) for b in borders] == ["top", "left", "bottom", "right", "insideH", "insideV"]


def test_a_wide_table_lies_in_a_landscape_section_of_its_own():
    content = written([Heading("题", 0), Para("前"), table(landscape=True), Para("后")], NOTICE, header="草稿")
    sections = Document(io.BytesIO(content)).sections
    widths = [(s.page_width.twips, s.page_height.twips) for s in sections]
    assert widths == [(11906, 16838), (16838, 11906), (11906, 16838)]
    assert [s.different_first_page_header_footer for s in sections] == [True, False, False]
    turned = sections[1]
    assert (turned.top_margin.twips, turned.right_margin.twips) == (1587, 2098)
    assert [[p.text for p in s.header.paragraphs] for s in sections] == [["草稿"]] * 3


def test_a_document_may_end_with_a_wide_table():
    sections = Document(io.BytesIO(written([Para("前"), table(landscape=True)]))).sections
    assert [s.page_width.twips for s in sections] == [11906, 16838]


# ── titles ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("title", "lines"), [
    ("青岚市整改进展情况", ("青岚市整改进展情况",)),
    ("青岚市贯彻落实生态环境保护督察报告具体问题整改进展情况",
     ("青岚市贯彻落实生态环境保护督察报告", "具体问题整改进展情况")),
    ("青岚市贯彻落实省第二生态环境保护督察组督察反馈意见整改进展情况",
     ("青岚市贯彻落实省第二生态环境保护督察组", "督察反馈意见整改进展情况")),
    ("北岭县委巡察办关于市委第三巡察组反馈意见整改进展情况",
     ("北岭县委巡察办关于市委第三巡察组", "反馈意见整改进展情况")),
    ("自己\n分行的标题" + "长" * 30, ("自己", "分行的标题" + "长" * 30)),
])
def test_titles_are_broken_by_sense(title, lines):
    assert break_title(title, 20) == lines


@pytest.mark.parametrize("title", [
    "青岚市关于印发《城镇污水处理三年行动方案》和《管网改造计划》贯彻落实情况的通报",
    "北岭县贯彻落实第二轮中央生态环境保护督察“回头看”反馈意见2031—2033年度整改方案落实情况公示",
])
def test_books_quotes_and_numbers_are_never_split(title):
    lines = break_title(title, 20)
    assert "".join(lines) == title
    assert 2 <= len(lines) <= 3
    for whole in re.findall(r"《.*?》|“.*?”|[\d—]+年度", title):
        assert any(whole in line for line in lines), lines


@given(st.text("青岚市整改进展情况的、，《》（）“”2031abc生态环境", min_size=1, max_size=75), st.integers(8, 24))
def test_a_broken_title_loses_nothing_and_fits(title, widest):
    lines = break_title(title, widest)
    assert "".join(lines) == title
    if len(lines) > 1:
        assert max(map(width, lines)) <= widest


def test_a_long_title_is_broken_in_the_document():
    title = "青岚市贯彻落实生态环境保护督察报告具体问题整改进展情况"
    [(_, text)] = paragraphs(written([Heading(title, 0)]))
    assert text.replace("\n", "") == title
    assert "\n" in text


# ── properties ───────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_said_of_who_made_the_template_and_where():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="file:///D:\\某人\\Normal.dotm" TargetMode="External"/></Relationships>')
    known = parts(changed(ANNEX, "word/settings.xml", "<w:defaultTabStop", '<w:attachedTemplate r:id="rId1" '
                          'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/><w:defaultTabStop'))
    known["word/_rels/settings.xml.rels"] = relations.encode()
    known["docProps/core.xml"] = known["docProps/core.xml"].replace(
        b"</cp:coreProperties>", "<cp:lastModifiedBy>某人</cp:lastModifiedBy><cp:keywords>某人</cp:keywords>"
        "</cp:coreProperties>".encode())
    known["docProps/app.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Template>某人.dotm</Template><Company>某人</Company><Manager>某人</Manager></Properties>").encode()
    known["_rels/.rels"] = known["_rels/.rels"].replace(b"</Relationships>", (
        b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'extended-properties" Target="docProps/app.xml"/></Relationships>'))
    written_parts = parts(written(BLOCKS, rezipped(known)))
    assert not [name for name, content in written_parts.items() if "某人" in content.decode("utf-8", "replace")]
    assert b"attachedTemplate" not in written_parts["word/settings.xml"]
