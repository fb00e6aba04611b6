"""The page: one file, nothing loaded, everything escaped, signs beside colours."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Heading, Mark, Para, Table, TableColumn
from toolkit.page import write_page
from toolkit.text import printable

TEXT = TableColumn("问题", 40)
NUMBER = TableColumn("项数", 8, "number")


class Reader(HTMLParser):
    """Texts of table cells, and every tag with its attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside = False
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "td":
            self.inside = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


def table(*rows: tuple[object, ...], marks: dict[tuple[int, int], Mark] | None = None) -> Table:
    columns = tuple(TableColumn(f"栏{at}") for at in range(len(rows[0])))
    return Table("表", columns, rows, marks or {})  # type: ignore[arg-type]


@given(st.text(), st.text())
def test_any_text_arrives_as_it_is(first: str, second: str) -> None:
    reader = Reader(write_page([table((first, second), (second, first))], title="看板"))
    expected = [printable(text) for text in (first, second, second, first)]
    assert reader.cells == expected


def test_markup_in_texts_is_text_everywhere() -> None:
    evil = '<script>alert("1")</script>&amp;<img src=x onerror=y>'
    marks = {(0, 0): Mark("red", note=evil)}
    page = write_page([Heading(evil, 0), Para(evil), table((evil, 1), marks=marks)], title=evil)
    tags = {tag for tag, _ in Reader(page).tags}
    assert not tags & {"script", "img"}
    assert Reader(page).cells[0] == "▲" + evil


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = write_page([Heading("看板", 0), table(("甲", "乙"))], title="看板")
    for tag, attributes in Reader(page).tags:
        assert tag not in {"script", "link", "img", "iframe", "object"}
        assert not {"src", "href", "srcset"} & set(attributes)
    text = page.decode()
    assert not re.search(r"https?:|url\(|@import", text)
    assert "default-src 'none'" in text


def test_a_tint_has_a_sign_of_its_own() -> None:
    tints = ("red", "yellow", "green", "blue", "grey")
    marks = {(0, at): Mark(tint) for at, tint in enumerate(tints)}  # type: ignore[arg-type]
    cells = Reader(write_page([table(("同",) * 5, marks=marks)], title="")).cells
    assert len(set(cells)) == 5
    assert all(cell.endswith("同") for cell in cells)


def test_an_empty_cell_gets_no_sign() -> None:
    assert Reader(write_page([table(("", "x"), marks={(0, 0): Mark("red")})], title="")).cells[0] == ""


def test_values_are_shown_plainly() -> None:
    moment = datetime(2031, 3, 5, 9, 5, tzinfo=UTC)
    cells = Reader(write_page([table((None, date(2031, 3, 5), moment, 3, 2.5))], title="")).cells
    assert cells == ["", "2031-03-05", "2031-03-05 09:05", "3", "2.5"]


def test_a_row_of_numbers_is_tiles_and_a_list_of_counts_is_bars() -> None:
    tiles = Table("总", (NUMBER, NUMBER), ((3, 4),))
    bars = Table("状态", (TEXT, NUMBER), (("已完成", 4), ("推进", 1), ("无", 0)))
    page = write_page([tiles, bars], title="").decode()
    assert page.count("<li ") == 2
    assert "<table" not in page
    assert re.findall(r"width:(\d+)%\"></div>", page) == ["100", "25", "0"]
    assert "<b>4</b>" in page


def test_counts_of_nothing_divide_by_nothing() -> None:
    assert b"width:0%" in write_page([Table("状态", (TEXT, NUMBER), (("无", 0),))], title="")
    assert write_page([Table("状态", (TEXT, NUMBER), ())], title="")


def test_headings_and_lines_above_a_table_are_there() -> None:
    with_intro = Table("表", (TEXT, TEXT), (("甲", "乙"),), intro=("一行说明",))
    page = write_page([Heading("总题", 0), Heading("分题"), with_intro], title="页").decode()
    assert "<h1>总题</h1>" in page
    assert "<h2>分题</h2>" in page
    assert "一行说明" in page
    assert "<title>页</title>" in page


def test_the_same_blocks_give_the_same_bytes() -> None:
    blocks = [Heading("看板", 0), table(("甲", 1))]
    assert write_page(blocks, title="看板") == write_page(blocks, title="看板")


def test_ten_thousand_rows_cost_no_more_than_their_number() -> None:
    def seconds(count: int) -> float:
        rows = tuple((n, "问题文字", "单位", "时限", "状态", "", "来源") for n in range(count))
        start = perf_counter()
        write_page([table(*rows)], title="")
        return perf_counter() - start

    seconds(10)
    assert min(seconds(10_000) for _ in range(3)) < 40 * max(min(seconds(1_000) for _ in range(3)), 0.01)
