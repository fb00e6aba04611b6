"""PDF documents from a press of our own: columns, tables, feet; and PDFs nobody can read."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from inventions import QINGHE, plan, units
from pdfpress import Form, Page, printed, tabulated, typeset
from press import Style
from test_inventions import ALL, Document, differences, meant

from toolkit.model import Place
from toolkit.official.reading import read_publication
from toolkit.official.sources import Grid, Line, read_source
from toolkit.official.sources.pdf import MOST_PAGES, read_pdf
from toolkit.official.sources.pdf.page import Turn
from toolkit.official.sources.troubles import GARBLED, NO_TEXT, PDF_LOCKED, SCANNED, UNREAD
from toolkit.profile import default_profile

PROFILE = default_profile()
FORMS = {
    "one column": Form(),
    "flush": Form(indent=0, room=34),
    "two columns": Form(columns=2, room=22, size=10, rows=50, justified=True, foot="第 {} 页 共 9 页"),
    "newspaper": Form(columns=3, room=16, size=9, rows=55, justified=True, head="云川日报　2025年1月8日　星期三"),
    "narrow newspaper": Form(columns=5, room=13, size=8, rows=62, gutter=1.2, justified=True, foot="{}"),
}
PLANS = ("copy", "copy, 1、", "copy, brackets", "copy, spaced labels", "copy, ①", "copy, 问题一", "annex", "annex, 落实情况")


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch):
    """The child is another test's matter."""
    monkeypatch.setattr("toolkit.official.sources.door.read_apart", lambda _, content: read_pdf(content))


def set_pages(name: str, form: Form) -> tuple[Document, list[Page]]:
    document = ALL[name]
    lines = [line.strip() for line in document.text.split("\n") if line.strip()]
    title = "云川市督察整改方案"
    if document.kind == "progress":
        title, lines = lines[1], lines[2:]
    return replace(document, title=title), typeset(title, lines, form)


# A flush paragraph that ends with a full row tells of its end by words only.
@pytest.mark.parametrize(("name", "form"), [(n, f) for n in PLANS for f in FORMS if (n[:5], f) != ("annex", "flush")])
def test_every_field_of_print_comes_back(name, form):
    document, pages = set_pages(name, FORMS[form])
    count, wrong = differences(document, read_publication("方案.pdf", printed(pages), PROFILE))
    assert count > 100
    assert not wrong


def test_each_problem_tells_its_page_and_line():
    _, pages = set_pages("copy", FORMS["one column"])
    read = read_publication("方案.pdf", printed(pages), PROFILE)
    assert read.problems[0].place == Place("方案.pdf", line=5, page=1)
    last = read.problems[-1].place
    assert (last.page, last.sheet) == (len(pages), None)
    assert last.spoken == f"第{last.page}页第{last.line}行"
    assert all(p.place.line <= 37 for p in read.problems)


@pytest.mark.parametrize("size", [9.0, 12.0])
def test_a_table_over_pages_with_repeated_heads_and_broken_rows(size):
    problems = plan(QINGHE, 6, 14, levels=1)
    rows = [("序号", "方面", "问题", "牵头单位", "责任单位", "验收单位", "整改时限", "整改目标", "整改措施")]
    for p in problems:
        measures = "\n".join((m.ordinal + "是" if m.ordinal else "") + m.shown() for m in p.measures)
        rows.append((str(p.number), p.section, p.text, "、".join(p.lead_units), units(QINGHE, int(p.responsible_units[0]))[0],
                     "、".join(p.acceptance_units), p.deadline_text, p.goal, measures))  # fmt: skip
    pages = tabulated(rows, (4, 8, 16, 9, 12, 9, 9, 12, 20), size, height=330)
    assert len(pages) > 3
    pages[0].write(200, 360, "清禾市督察整改措施清单", 18)
    read = read_publication("清单.pdf", printed(pages), PROFILE)
    truth = Document("", "", meant(problems, QINGHE, Style()), "plan", "清禾市督察整改措施清单")
    assert not differences(truth, read)[1]
    assert [p.place.sheet for p in read.problems] == ["表1"] * 14
    assert read.problems[-1].place.page == len(pages) or read.problems[-1].place.page == len(pages) - 1


def test_merged_cells():
    page = Page()
    rows = ((350, ("一", "二", "三")), (320, ("甲", "乙", "丙")), (290, ("", "丁", "戊")), (260, ("己", "", "庚")))
    for y, cells in rows:
        for place, text in enumerate(cells):
            page.write(110 + 100 * place, y, text)
    for y in (365, 335, 305, 275, 245):
        page.rule(200 if y == 305 else 100, y, 400, y)  # 甲 is merged downwards
    for x, foot in ((100, 245), (200, 275), (300, 245), (400, 245)):
        page.rule(x, 365, x, foot)  # 己 is merged sideways
    grid = next(piece for piece in read_pdf(printed([page])).pieces if isinstance(piece, Grid))
    assert grid.rows == (("一", "二", "三"), ("甲", "乙", "丙"), ("甲", "丁", "戊"), ("己", "", "庚"))


@pytest.mark.parametrize(("quarter", "x", "y"), [(0, 10, 20), (1, 20, 390), (2, 390, 580), (3, 580, 10)])
def test_a_turned_page_is_read_as_it_is_seen(quarter, x, y):
    """A point near the lower left corner of a page of 400 by 600, turned clockwise."""
    assert Turn(quarter, 400, 600).point(10, 20) == (x, y)


# ── characters ───────────────────────────────────────────────────────────────────────────────────
def lines_of(page: Page) -> list[str]:
    return [piece.text for piece in read_pdf(printed([page])).pieces if isinstance(piece, Line)]


def test_radicals_and_double_printing_are_plain_characters():
    page = Page()
    page.write(90, 700, "⽔务局⻓⾦")
    page.write(90, 600, "加粗")
    page.write(90.4, 600, "加粗")
    assert lines_of(page) == ["水务局长金", "加粗"]


def test_blanks_of_justification_go_and_those_between_words_stay():
    page = Page()
    page.write(90, 700, "到 2025 年 底 前", spread=0.3)
    page.write(90, 600, "市水务局 市农牧局 PM2.5 GDP growth")
    page.write(90, 500, "整改目标完成", spread=6)
    assert lines_of(page) == ["到2025年底前", "市水务局 市农牧局PM2.5 GDP growth", "整改目标完成"]


def test_a_foot_goes_and_a_last_row_stays():
    pages = []
    for number in range(1, 5):
        page = Page()
        page.write(90, 810, "整改办文件", 9)
        page.write(90, 700, f"第{number}段正文。")
        page.write(90, 60, "牵头单位：市水务局")
        page.write(290, 30, f"— {number} —", 9)
        pages.append(page)
    said = [piece.text for piece in read_pdf(printed(pages)).pieces]
    assert said == [text for n in range(1, 5) for text in (f"第{n}段正文。", "牵头单位：市水务局")]


# ── what cannot be read ──────────────────────────────────────────────────────────────────────────
def test_a_scan_is_known_as_one():
    assert read_pdf(printed([Page(picture=True)] * 3)).trouble == SCANNED
    assert read_pdf(printed([Page()])).trouble == NO_TEXT


def test_a_scanned_page_among_others_is_said():
    document, pages = set_pages("copy", FORMS["one column"])
    read = read_publication("方案.pdf", printed([*pages[:3], Page(picture=True), *pages[3:]]), PROFILE)
    assert not differences(document, read)[1]
    assert [d.note for d in read.diagnostics if d.kind == "truncated"] == [
        "第4页是图片（扫描件），读不出文字；请对照原件核对这一页的内容。"
    ]


def test_a_password_glyphs_without_names_and_too_many_pages_are_sentences():
    page = Page()
    page.write(90, 700, "一、问题")
    assert read_pdf(printed([page], locked=True)).trouble == PDF_LOCKED
    nameless = Page()
    for row in range(30):
        nameless.write(90, 800 - 20 * row, "\ue100\ue101\ue102\ue103\ue104\ue105")
    assert read_pdf(printed([nameless])).trouble == GARBLED
    assert "1000页" in read_pdf(printed([page] * 1000)).trouble
    assert MOST_PAGES < 1000


def test_junk_is_a_sentence_each():
    chance = random.Random(20)
    _, pages = set_pages("annex", FORMS["one column"])
    whole = printed(pages)
    for _ in range(60):
        content = bytearray(whole)
        if chance.random() < 0.4:
            content = content[: chance.randrange(40, len(content))]
        for _ in range(chance.choice([0, 5, 60])):
            content[chance.randrange(9, len(content))] = chance.randrange(256)
        source = read_source("方案.pdf", bytes(content))
        assert source.pieces or source.trouble in (UNREAD["pdf"], SCANNED, NO_TEXT, GARBLED, PDF_LOCKED)


def test_a_newsletter_gives_no_problem():
    lines = ["本报讯（记者 方远）昨日，全市生态环境保护督察整改推进会召开。会议强调，要坚决扛起政治责任。"] * 30
    read = read_publication("云川日报.pdf", printed(typeset("推进会召开", lines, FORMS["newspaper"])), PROFILE)
    assert (read.kind, read.problems) == ("none", ())
