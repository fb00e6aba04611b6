"""Letters of the office's own text: filled as written, mistakes told before anything is made."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement
from ledgers import RIVER_BEND, sample_ledger

from toolkit.model import Filling, Heading, Para, Table
from toolkit.reports.letters.notices import circular, reminder
from toolkit.word import annex_template, notice_template, printed_text, write_word
from toolkit.word.letters import (
    common_names,
    default_parts,
    edge_mistakes,
    fill_letter,
    letter_forms,
    letter_template,
    mistakes,
    paper_lines,
    paper_mistakes,
    read_edges,
    read_letter,
)
from toolkit.word.letters.filling import spread

FORMS = letter_forms()
REMINDER, CIRCULAR = FORMS["催报函"], FORMS["通报"]


def edited(form, change) -> bytes:
    """The template of a letter after somebody worked on it in Word."""
    document = Document(io.BytesIO(letter_template(form)))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def faults(form, change) -> str:
    return "\n".join(mistakes(read_letter(edited(form, change)), form))


def set_text(at: int, text: str):
    """A change: one paragraph says something else."""
    def change(document):
        document.paragraphs[at].runs[0].text = text
    return change


def printed(form, change, filling) -> str:
    blocks = fill_letter(read_letter(edited(form, change)), filling)
    return "\n".join(printed_text(write_word(blocks, notice_template(), header="", title=""))[1])


# ── templates as laid out ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_template_reads_back_as_we_word_it_and_has_no_mistake(form):
    laid_out = read_letter(letter_template(form))
    assert mistakes(laid_out, form) == ()
    said = [getattr(p, "text", None) or getattr(p, "rows", None) for p in laid_out]
    assert said == [getattr(p, "text", None) or getattr(p, "rows", None) for p in default_parts(form)]
    assert letter_template(form) == letter_template(form)


def test_template_and_default_wording_give_the_same_letter():
    filling = circular(sample_ledger())
    from_word = fill_letter(read_letter(letter_template(CIRCULAR)), filling)
    ours = fill_letter(default_parts(CIRCULAR), filling)
    assert [b for b in from_word if not isinstance(b, Table)] == [b for b in ours if not isinstance(b, Table)]
    [theirs], [table] = ([b for b in blocks if isinstance(b, Table)] for blocks in (from_word, ours))
    assert theirs.rows == table.rows
    assert [(c.heading, c.kind) for c in theirs.columns] == [(c.heading, c.kind) for c in table.columns]


# ── filling ──────────────────────────────────────────────────────────────────────────────────────
def test_the_offices_words_and_formatting_are_kept():
    def change(document):
        paragraph = document.paragraphs[4]
        paragraph.runs[0].text = "请"
        paragraph.add_run("{{单").bold = True
        paragraph.add_run("位}}务必")
        paragraph.add_run("于{{ 报送时限 }}前报送。").italic = True

    filling = reminder(sample_ledger(), RIVER_BEND)
    blocks = fill_letter(read_letter(edited(REMINDER, change)), filling)
    document = Document(io.BytesIO(write_word(blocks, notice_template(), header="", title="")))
    [paragraph] = [p for p in document.paragraphs if "务必" in p.text]
    assert paragraph.text == "请河湾区党委和政府务必于2031年3月25日18时前报送。"
    assert [(r.text, bool(r.bold), bool(r.italic)) for r in paragraph.runs] == [
        ("请", False, False), ("河湾区党委和政府", True, False), ("务必", False, False),
        ("于2031年3月25日18时前报送。", False, True)]
    assert paragraph.style.name == "Normal"


def test_a_value_is_text_whatever_stands_in_it():
    filling = reminder(sample_ledger(), RIVER_BEND)
    odd = "甲<b>&{{单位}}\x00局"
    blocks = fill_letter(default_parts(REMINDER), Filling({**filling.texts, "单位": odd}, filling.blocks))
    said = "\n".join(printed_text(write_word(blocks, notice_template(), header="", title=""))[1])
    assert "甲<b>&{{单位}}" in said


def test_what_has_nothing_to_say_goes_with_its_heading_and_numbers_run_on():
    filling = reminder(sample_ledger(), RIVER_BEND)
    without = Filling(filling.texts, {**filling.blocks, "尚未报送的问题": ()})
    headings = [b.text for b in fill_letter(default_parts(REMINDER), without)
                if isinstance(b, Heading) and b.level == 1]
    assert headings == ["一、收件登记", "二、报送要求"]


def test_a_table_may_lose_columns_and_gains_a_row_for_every_unit():
    def change(document):
        table = document.tables[0]
        for row in table.rows:
            for cell in list(row.cells)[3:]:
                row._tr.remove(cell._tc)
        for column in list(table._tbl.tblGrid)[3:]:
            table._tbl.tblGrid.remove(column)

    blocks = fill_letter(read_letter(edited(CIRCULAR, change)), circular(sample_ledger()))
    [table] = [b for b in blocks if isinstance(b, Table)]
    assert [c.heading for c in table.columns] == ["序号", "单位", "状态"]
    assert table.rows[4] == (5, RIVER_BEND, "未报送")
    assert len(table.rows) == 6


def test_blank_lines_of_the_office_stay():
    blocks = fill_letter(read_letter(letter_template(FORMS["公示"])), Filling(
        dict.fromkeys(FORMS["公示"].texts, "某"), rows={"拟销号问题": ()}))
    assert Para("", "正文") in blocks


def test_placeholders_split_over_runs():
    assert spread(("甲{", "{单", "位}}乙{{", "时限}}", "丙"), {"单位": "一局", "时限": "三月"}) == (
        "甲一局", "", "乙三月", "", "丙")


# ── mistakes ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("text", "told"), [
    ("{{单位名}}：", ["第4段", "{{单位名}}不是这份函件有的内容", "是不是{{单位}}？", "全文没有{{单位}}"]),
    ("｛｛单位｝｝：", ["第4段", "全角花括号", "半角"]),
    ("{{单位}：", ["花括号不成对"]),
    ("{单位}：", ["只写了一层"]),
    ("{{单位}}：{{收件登记}}", ["{{收件登记}}会换成好几段话", "单独占一段"]),
    ("{{单位}}{{报送情况.单位}}", ["{{报送情况.单位}}不是这份函件有的内容"]),
    ("{{}}{{单位}}", ["{{}}不是这份函件有的内容"]),
])
def test_mistakes_in_a_line_are_told_with_place_and_cure(text, told):
    said = faults(REMINDER, set_text(3, text))
    for words in told:
        assert words in said


def test_a_row_of_a_table_outside_it_and_a_lost_list_are_told():
    assert "只能写在表格表头下面的行里" in faults(CIRCULAR, set_text(3, "{{报送情况.单位}}"))
    def lose(document):
        table = document.tables[0]
        table._tbl.remove(table.rows[1]._tr)
    assert "没有列出“报送情况”的表格" in faults(CIRCULAR, lose)


def test_what_cannot_be_carried_over_is_told():
    def merge(document):
        table = document.tables[0]
        table.cell(1, 0).merge(table.cell(1, 1))
    assert "第1个表格有合并或拆分的单元格" in faults(CIRCULAR, merge)
    def merge_down(document):
        table = document.tables[0]
        table.cell(0, 0).merge(table.cell(1, 0))
    assert "第1个表格有合并或拆分的单元格" in faults(CIRCULAR, merge_down)
    def number(document):
        document.paragraphs[5]._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1
    assert "第6段用了 Word 的自动编号" in faults(REMINDER, number)


# ── headers and footers ──────────────────────────────────────────────────────────────────────────
def headed(form, change, paper=None) -> bytes:
    """The template of a letter, or of its paper, after somebody worked on its first section in Word."""
    document = Document(io.BytesIO(paper or letter_template(form)))
    change(document.sections[0])
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def say(where: str, *runs: str):
    """A change: a header or footer says this, its words split over runs as Word splits them."""
    def change(section):
        paragraph = getattr(section, where).paragraphs[0]
        for run in list(paragraph.runs):
            run._r.getparent().remove(run._r)
        for run in runs:
            paragraph.add_run(run).bold = run == runs[0]
    return change


def letter_of(template: bytes, paper: bytes, filling) -> Document:
    return Document(io.BytesIO(write_word(
        fill_letter(read_letter(template), filling), paper, header="", title="", texts=filling.texts,
        edges=read_edges(template))))


@pytest.mark.parametrize("where", [
    "header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer"])
def test_a_letters_own_header_or_footer_is_printed_with_its_values(where):
    filling = reminder(sample_ledger(), RIVER_BEND)
    template = headed(REMINDER, say(where, "发：{{单", "位}}（{{整改办", "}}）"))
    assert edge_mistakes(read_edges(template), REMINDER) == ()
    section = letter_of(template, notice_template(), filling).sections[0]
    said = getattr(section, where).paragraphs[0]
    assert said.text == f"发：{RIVER_BEND}（{filling.texts['整改办']}）"
    assert next(bool(run.bold) for run in said.runs if run.text)
    others = {"footer", "even_page_footer"} - {where}
    assert all("PAGE" in getattr(section, other)._element.xml for other in others), "page numbers stay"


def test_what_a_form_says_on_its_first_page_is_said_on_paper_without_one():
    form = FORMS["验收销号申请表"]
    def first_only(section):
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "{{报送期}}"
    template = headed(form, first_only)
    filling = Filling({**dict.fromkeys(form.texts, "某"), "报送期": "2031年3月"})
    section = letter_of(template, annex_template(), filling).sections[0]
    assert (section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text) == ("2031年3月",) * 2


def test_the_paper_is_filled_in_too_around_the_text_and_above_and_below():
    paper = Document(io.BytesIO(notice_template()))
    body = paper.paragraphs
    body[0].runs[0].text = "{{专项}}"
    body[1].runs[0].text = "【正文】"
    body[2].runs[0].text = "{{整改办}}　　{{统计截至}}印发"
    paper.sections[0].footer.paragraphs[0].insert_paragraph_before("电话{{联系电话}}")
    saved = io.BytesIO()
    paper.save(saved)
    assert paper_mistakes(paper_lines(saved.getvalue()), common_names()) == ()
    filling = reminder(sample_ledger(), RIVER_BEND)
    letter = letter_of(letter_template(REMINDER), saved.getvalue(), filling)
    texts = [p.text for p in letter.paragraphs]
    assert texts[0] == filling.texts["专项"]
    assert f"{filling.texts['整改办']}　　{filling.texts['统计截至']}印发" in texts
    assert letter.sections[0].footer.paragraphs[0].text == f"电话{filling.texts['联系电话']}"


@pytest.mark.parametrize(("where", "text", "told"), [
    ("header", "{{单位名}}", ["页眉第1段“{{单位名}}”的{{单位名}}这里用不上", "是不是{{单位}}？", "可以用的有：单位、报送时限"]),
    ("first_page_footer", "｛｛单位｝｝", ["首页页脚第1段", "全角花括号", "半角"]),
    ("even_page_footer", "{{单位}", ["偶数页页脚第1段", "花括号不成对"]),
    ("footer", "{{收件登记}}", ["页脚第1段", "只能写在正文里"]),
])
def test_mistakes_in_a_header_or_footer_are_told_with_place_and_cure(where, text, told):
    said = "\n".join(edge_mistakes(read_edges(headed(REMINDER, say(where, text))), REMINDER))
    for words in told:
        assert words in said


def test_the_paper_may_ask_only_for_what_every_letter_has():
    template = headed(None, say("first_page_header", "{{单位}}"), notice_template())
    [said] = paper_mistakes(paper_lines(template), common_names())
    assert "首页页眉第1段“{{单位}}”的{{单位}}这里用不上" in said
    assert "可以用的有：整改办、联系电话、专项、报送期、统计截至" in said


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f"
    "030005fe02fea1399e1e0000000049454e44ae426082")


def test_a_picture_in_a_letters_header_comes_along_and_an_object_is_told():
    def picture(section):
        section.header.paragraphs[0].add_run("{{单位}}").add_picture(io.BytesIO(PICTURE))

    template = headed(REMINDER, picture)
    assert edge_mistakes(read_edges(template), REMINDER) == ()
    letter = letter_of(template, notice_template(), reminder(sample_ledger(), RIVER_BEND))
    header = letter.sections[0].header
    [image] = [part.blob for part in header.part.related_parts.values()]
    assert image == PICTURE
    assert header._element.xpath(".//a:blip/@r:embed") == list(header.part.related_parts)
    assert header.paragraphs[0].text == RIVER_BEND

    def embed(section):
        section.header.paragraphs[0].add_run("x")._r.append(OxmlElement("w:object"))

    assert "页眉第1段有嵌入的对象" in "\n".join(edge_mistakes(read_edges(headed(REMINDER, embed)), REMINDER))
