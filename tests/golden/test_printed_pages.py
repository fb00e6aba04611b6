"""Every document as it comes out of the printer, measured against GB/T 9704-2012; every workbook, that it is whole.

Lengths are points, from the lower left corner of the paper. Without LibreOffice it is skipped, unless
ZHENGGAI_RENDER=1 says that it must not be.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise, product

import pytest
from invented_period import (
    GROUPS,
    LAYOUTS,
    NUMBERS,
    WATER,
    annex,
    check_report,
    comparison,
    issued,
    letters,
    period,
    returned,
)
from openpyxl import load_workbook
from printed import MM, Char, Line, Page, pages_of, printed, raw_text, squeezed

from toolkit.app.outputs.pieces import ledger_workbook
from toolkit.model import Ledger, Measure, Printed

LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (28 + 156) * MM, (297 - 37) * MM, (297 - 37 - 225) * MM
TURNED = 35 * MM, (297 - 37) * MM, (210 - 28) * MM, 26 * MM
"""The type area of paper turned to its left: what was on top is now on the right."""
PITCH = 28.95
FIRST = TOP - 23.6
"""The baseline of the first of 22 lines."""
HANGING = "，。、；：！？）》”’"
SENTENCE = "完成河道清淤并对沿线排口逐一溯源整治，新建截污管网与既有管网贯通运行，夜间巡查未再发现污水入河。"
TASK = "对照国家和自治区有关标准制定整治方案，明确责任单位和完成时限，逐段排查、逐点整治、逐项销号，确保按期完成。"
FORMS = [choice for choice in product(LAYOUTS, NUMBERS, GROUPS)
         if choice[0] in ("逐项", "表格") or choice[2] == GROUPS[0]]
ANNEXES = ["-".join(form) for form in FORMS]
LETTERS = ("催报函", "提醒函", "督办函", "通报", "验收销号申请表", "公示")


def long_ledger() -> Ledger:
    """Problems whose paragraphs run over lines and pages, in Chinese characters alone."""
    ledger = period()
    paragraphs = tuple(Printed(f"（{at}）", SENTENCE * many) for at, many in zip("一二三", (2, 5, 3), strict=True))
    measures = (Measure("一", TASK * 3), Measure("二", TASK * 4))
    return replace(ledger, rows=tuple(
        replace(row, paragraphs=paragraphs, problem=replace(row.problem, measures=measures)) for row in ledger.rows))


def many_problems(count: int) -> Ledger:
    ledger = period()
    row = ledger.rows[2]
    return replace(ledger, rows=tuple(
        replace(row, problem=replace(row.problem, number=n)) for n in range(1, count + 1)))


def made() -> Iterator[tuple[str, bytes]]:
    ledger = long_ledger()
    for name, (layout, numbers, groups) in zip(ANNEXES, FORMS, strict=True):
        yield f"{name}.docx", annex(ledger, draft=False, annex_layout=layout, annex_numbers=numbers,
                                    annex_groups=groups, annex_details=groups == "按单位")
    yield "对照.docx", comparison(ledger)
    yield "一百二十三项.docx", annex(many_problems(123))
    yield from ((f"{kind}.docx", content) for kind, content in letters(period()))
    yield from workbooks().items()
    yield "太低.xlsx", too_low(workbooks()["下发.xlsx"])


def workbooks() -> Mapping[str, bytes]:
    ledger = long_ledger()
    return {"整改台账.xlsx": ledger_workbook(ledger), "校验报告.xlsx": check_report(ledger),
            "下发.xlsx": issued(ledger), "退回.xlsx": returned(ledger)}


def too_low(content: bytes) -> bytes:
    """The workbook with its tall rows far too low."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            made.writestr(name, re.sub(rb' ht="\d{2,3}[\d.]*"', b' ht="30"', source.read(name)))
    return target.getvalue()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    """Every piece as PDF, by name."""
    return printed(dict(made()), tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="session")
def read(papers):
    """The pages of a document, measured once."""
    return cache(lambda name: pages_of(papers[f"{name}.docx"]))


def area(page: Page) -> tuple[float, float, float, float]:
    return TURNED if page.width > page.height else (LEFT, RIGHT, TOP, BOTTOM)


def turned_number(page: Page) -> list[Char]:
    """What stands beyond the left edge of a turned page, in reading order: turned by a quarter, top to bottom."""
    if page.width < page.height:
        return []
    left, *_ = area(page)
    return sorted((char for line in page.lines for char in line.chars if char.right < left - 2), key=lambda c: -c.y)


def body(page: Page) -> list[Line]:
    """The lines within the type area's height, without the number beside it."""
    *_, top, bottom = area(page)
    beside = turned_number(page)
    lines = (Line(tuple(char for char in line.chars if char not in beside)) for line in page.lines)
    return [line for line in lines if line.chars and bottom - 2 < line.y < top]


def outside(page: Page) -> list[Char]:
    """Characters in the body that stick out of the type area; a mark at a line's end may hang."""
    left, right, *_ = area(page)
    return [char for line in body(page) for char in line.chars
            if char.x < left - 0.7 or char.right > right + (17 if char.said in HANGING else 0.7)]


# ── every document ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", [*ANNEXES, "对照", "一百二十三项", *LETTERS])
def test_the_page_is_the_standards_and_nothing_leaves_the_type_area(read, name) -> None:
    for page in read(name):
        assert sorted((round(page.width / MM), round(page.height / MM))) == [210, 297]
        assert body(page), "an empty page"
        beside = turned_number(page)
        lines = (Line(tuple(char for char in line.chars if char not in beside)) for line in page.lines)
        heads = [line for line in lines if line.chars and line not in body(page)]
        letterhead = name in LETTERS and page is read(name)[0] and name != "验收销号申请表"
        left, right, *_ = area(page)
        assert not outside(page) or (letterhead and all(c.size == 28 for c in outside(page))), outside(page)[:5]
        assert all(line.left > left - 1 and line.right < right + 1 for line in heads)
        assert len(heads) <= 2, [line.said for line in heads]


@pytest.mark.parametrize("name", [*ANNEXES, "对照", "一百二十三项", *LETTERS])
def test_page_numbers_are_right_on_odd_and_left_on_even_pages(read, name) -> None:
    unnumbered = name in LETTERS and name != "验收销号申请表"
    for number, page in enumerate(read(name), 1):
        left, right, _, bottom = area(page)
        feet = [line for line in page.lines if line.y < bottom - 2]
        if number == 1 and unnumbered:
            assert feet == [], "a letter's first page has no number"
            continue
        if page.width > page.height:
            assert feet == [], "a turned page has its number at the side that is below when it is bound"
            check_turned_number(page, number)
            continue
        [foot] = feet
        assert (foot.said, round(foot.size)) == (f"—{number}—", 14)
        assert foot.chars[0].y + 0.35 * 14 == pytest.approx(bottom - 7 * MM, abs=1.5), "7 mm below the type area"
        edge = right - foot.right if number % 2 else foot.left - left
        assert edge == pytest.approx(14, abs=1.5), f"one character in on page {number}"


def check_turned_number(page: Page, number: int) -> None:
    """GB/T 9704-2012, 8: 页码位置与公文其他页码保持一致, as the page is read when it is bound upright."""
    left, _, top, bottom = area(page)
    chars = turned_number(page)
    assert ("".join(char.said for char in chars), {round(char.size) for char in chars}) == (f"—{number}—", {14})
    assert {round(char.x, 1) for char in chars} == {round(chars[0].x, 1)}, "one line, turned"
    assert chars[0].x + 0.35 * 14 == pytest.approx(left - 7 * MM, abs=1.5), "7 mm beyond the type area"
    edge = chars[-1].y - 14 - bottom if number % 2 else top - chars[0].y
    assert edge == pytest.approx(14, abs=1.5), f"one character in on page {number}"


@pytest.mark.parametrize("name", [*(n for n in ANNEXES if "表格" not in n), "对照", "一百二十三项"])
def test_full_pages_have_22_lines_of_28_characters(read, name) -> None:
    pages = read(name)
    assert max(len(body(page)) for page in pages) <= 22
    # A page ends early only to keep a problem with what answers it: never where a paragraph goes on.
    torn = [page for page, following in pairwise(pages) if body(following)[0].left < LEFT + 1]
    assert [round((FIRST - body(page)[-1].y) / PITCH) + 1 for page in torn] == [22] * len(torn)
    assert torn or name == "一百二十三项"
    for page in pages[1:]:
        lines = body(page)
        assert lines[0].y == pytest.approx(FIRST, abs=1.5)
        steps = [above.y - below.y for above, below in pairwise(lines)]
        assert all(step == pytest.approx(round(step / PITCH) * PITCH, abs=1.5) for step in steps), steps
    whole = [len(line.said) for page in pages for line in body(page)
             if line.said in SENTENCE * 6 + TASK * 6 and line.left < LEFT + 1 and line.right > RIGHT - 20]
    if name != "一百二十三项":
        assert len(whole) > 20
        assert Counter(whole).most_common(1)[0][0] == 28
        assert set(whole) <= {27, 28, 29}


@pytest.mark.parametrize("name", [*ANNEXES, "对照", "一百二十三项"])
def test_the_marker_stands_on_the_first_line_and_the_title_on_the_third(read, name) -> None:
    page = read(name)[0]
    left, right, top, _ = area(page)
    marker, title, *_ = body(page)
    assert (marker.said, round(marker.size)) == ("附件", 16)
    assert marker.left == pytest.approx(left, abs=1)
    assert marker.y == pytest.approx(top - 23.6, abs=1.5)
    assert round(title.size) == 22
    assert marker.y - title.y == pytest.approx(2 * PITCH, abs=1.5)
    assert (title.left + title.right) / 2 == pytest.approx((left + right) / 2, abs=3)


@pytest.mark.parametrize("name", [n for n in ANNEXES if "表格" in n])
def test_a_wide_table_lies_on_paper_turned_to_the_side_under_its_headings(read, name) -> None:
    pages = read(name)
    assert all(page.width > page.height for page in pages)
    assert len(pages) > 2
    assert all(page.said.count("序号问题牵头单位责任单位整改时限整改状态整改进展情况") >= 1 for page in pages)


def test_numbers_run_on_beyond_a_hundred_and_twenty(read) -> None:
    starts = [line.said.partition("、")[0] for page in read("一百二十三项") for line in body(page)
              if line.left > LEFT + 20]
    assert [s for s in starts if s in ("一", "十", "十一", "二十", "九十九", "一百", "一百零一", "一百一十", "一百二十",
                                       "一百二十一", "一百二十三")] == [
        "一", "十", "十一", "二十", "九十九", "一百", "一百零一", "一百一十", "一百二十", "一百二十一", "一百二十三"]


@pytest.mark.parametrize("name", ANNEXES)
def test_every_form_of_the_annex_says_all_of_it(read, name) -> None:
    said = "".join(line.said for page in read(name) for line in body(page))
    open_rows = [row for row in long_ledger().rows if row.problem.public]
    if "表格" in name:  # lines of neighbouring cells interleave
        assert said.count("夜间巡查") + said.count("入河") > 0
        assert sum(said.count(c) for c in "溯") == 10 * len(open_rows)
    elif name.startswith("方案-"):
        assert said.count("整改措施：") == len(open_rows)
    else:
        assert said.count(SENTENCE) == 10 * len(open_rows)


# ── letters ──────────────────────────────────────────────────────────────────────────────────────
HEADED = [kind for kind in LETTERS if kind != "验收销号申请表"]


def line_of(pages: tuple[Page, ...], begins: str, after: str = "") -> Line:
    lines = [line for page in pages for line in body(page)]
    start = next((at for at, line in enumerate(lines) if after and after in line.said), -1)
    return next(line for line in lines[start + 1:] if line.said.startswith(begins))


@pytest.mark.parametrize("kind", HEADED)
def test_a_letters_head_stands_where_the_standard_puts_it(read, kind) -> None:
    first = read(kind)[0]
    mark = [line for line in body(first) if round(line.size) == 28]
    number, *_ = [line for line in body(first) if line.said.startswith("〔")]
    title = [line for line in body(first) if round(line.size) == 22]
    middle = (LEFT + RIGHT) / 2
    assert "".join(line.said for line in mark) == "青岚市督察反馈问题整改工作领导小组办公室"
    assert all((line.left + line.right) / 2 == pytest.approx(middle, abs=3) for line in title)
    paper = first.width / 2
    assert all((line.left + line.right) / 2 == pytest.approx(paper, abs=3) for line in mark), "above its red line"
    # A letter's upper edge is about 0.86 of its size above where it stands.
    assert first.height - mark[0].y - 0.86 * 28 == pytest.approx(30 * MM, abs=4), "30 mm from the paper's upper edge"
    assert number.right == pytest.approx(RIGHT, abs=1.5), "the number stands at the right edge"
    assert number.y - title[0].y == pytest.approx(3 * PITCH, abs=3), "two lines are left above the title"
    below = next(line for line in body(first) if line.y < title[-1].y)
    assert title[-1].y - below.y == pytest.approx(2 * PITCH, abs=2), "and one below it"
    if kind != "公示":
        assert below.left == pytest.approx(LEFT, abs=1)
        assert below.said.endswith("：")


@pytest.mark.parametrize("kind", HEADED)
def test_name_and_day_stand_where_the_seal_goes(read, kind) -> None:
    """GB/T 9704-2012, 7.3.5.1: 成文日期右空四字, 署名 centred above it; this one is so long that it ends the line."""
    pages = read(kind)
    name = next(line for page in pages for line in body(page)
                if line.said == "青岚市督察反馈问题整改工作领导小组办公室" and round(line.size) == 16)
    day = line_of(pages, "年月日")
    note = line_of(pages, "（联系人：")
    assert RIGHT - name.right == pytest.approx(0, abs=2)
    # 2031年12月25日 in the place of the blanks: seven characters.
    assert day.right - 7 * 16 / 2 == pytest.approx((name.left + name.right) / 2, abs=5)
    assert name.y - day.y == pytest.approx(PITCH, abs=1)
    assert day.y - note.y == pytest.approx(PITCH, abs=1)
    assert note.left == pytest.approx(LEFT + 2 * 16, abs=2)
    page = next(page for page in pages if name in page.lines)
    above = [line for line in body(page) if line.y > name.y]
    assert above, "a signature never stands on a page without text"
    assert above[-1].y - name.y == pytest.approx(3 * PITCH, abs=2), "two lines are left above it: the seal's"
    assert not above[-1].said.startswith("特此") or len(above) > 1, "nor with the closing words alone"


def test_the_application_for_acceptance_is_one_page_with_room_to_sign(read) -> None:
    [page] = read("验收销号申请表")
    signing = [line for line in body(page) if line.said.startswith(("签字（盖章）", "核查人签字"))]
    assert "".join(line.said for line in signing).count("签字") == 4
    assert "问题序号" in body(page)[2].said, "no row of headings above the form"


@pytest.mark.parametrize("kind", ["通报", "公示"])
def test_a_letters_own_annex_begins_a_page(read, kind) -> None:
    pages = read(kind)
    told = line_of(pages, "附件：")
    assert told.left == pytest.approx(LEFT + 2 * 16, abs=2)
    marker, title, *_ = body(pages[-1])
    assert marker.said == "附件"
    assert (marker.left, marker.y) == (pytest.approx(LEFT, abs=1), pytest.approx(FIRST, abs=1.5))
    assert marker.y - title.y == pytest.approx(2 * PITCH, abs=1.5)


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────
def texts_of(content: bytes, *, printed_only: bool = True) -> Iterator[tuple[str, str]]:
    """Sheet and text of every cell that stands on paper."""
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        if sheet.sheet_state == "visible":
            area_said = sheet.print_area
            cells = sheet[area_said.rpartition("!")[2].replace("$", "")] if area_said and printed_only else sheet.iter_rows()
            yield from ((sheet.title, cell.value) for row in cells for cell in row
                        if isinstance(cell.value, str) and cell.value and not cell.value.startswith("="))


@pytest.mark.parametrize("name", ["整改台账.xlsx", "校验报告.xlsx", "下发.xlsx", "退回.xlsx"])
def test_every_text_of_a_workbook_is_printed_whole(papers, name) -> None:
    said = raw_text(papers[name])
    wanted = [(sheet, text) for sheet, text in texts_of(workbooks()[name])]
    assert len(wanted) > 60
    assert [(sheet, text[:60]) for sheet, text in wanted if squeezed(text) not in said] == []


def overprinted(page: Page) -> list[tuple[str, str]]:
    """Characters printed over one another: a row lower than its text runs into its neighbours."""
    chars = sorted((char for line in page.lines for char in line.chars), key=lambda char: -char.y)
    found = []
    for at, char in enumerate(chars):
        for other in chars[at + 1:]:
            if char.y - other.y > 0.6 * char.size:
                break
            across = min(char.right, other.right) - max(char.x, other.x)
            if across > 0.3 * char.size and (char.y - other.y > 0.5 or across > 0.6 * char.size):
                found.append((char.said, other.said))
    return found


@pytest.mark.parametrize("name", ["整改台账.xlsx", "校验报告.xlsx", "下发.xlsx", "退回.xlsx"])
def test_no_row_of_a_workbook_is_overfull(papers, name) -> None:
    pages = pages_of(papers[name])
    charts = ("整改台账.xlsx",)
    assert [found for page in pages if name not in charts or "项数" not in page.said
            for found in overprinted(page)] == []
    assert not [n for n, page in enumerate(pages, 1) if len(page.said) < 12], "an empty page"


def test_a_row_too_low_would_be_seen(papers) -> None:
    said = raw_text(papers["太低.xlsx"])
    clipped = [text for _, text in texts_of(workbooks()["下发.xlsx"]) if squeezed(text) not in said]
    assert clipped or any(overprinted(page) for page in pages_of(papers["太低.xlsx"]))


def test_the_ledgers_problems_are_one_page_wide(papers) -> None:
    """Every page of 问题 begins with 序号 and ends with 佐证材料; the office's own columns stay on the screen."""
    pages = [page for page in pages_of(papers["整改台账.xlsx"]) if "台账·问题" in page.said]
    assert pages
    for page in pages:
        assert page.width > page.height > 800, "A3, landscape"
        assert page.said.count("序号") == page.said.count("佐证材料") == 1
        assert "公开文字" not in page.said
    assert min(char.size for page in pages for line in page.lines for char in line.chars) > 5.4
    assert WATER in pages[0].said
