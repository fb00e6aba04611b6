"""The page: one file, nothing loaded, only its own script runs, everything escaped, signs beside colours."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.board import (
    Board,
    BoardCount,
    BoardProblem,
    BoardRemark,
    BoardShare,
    BoardSpread,
    BoardText,
    BoardUnit,
)
from toolkit.page import write_page
from toolkit.page.marks import PAIR_SIGNS, bar
from toolkit.page.reading import read_page
from toolkit.text import printable


class Reader(HTMLParser):
    """Every tag with its attributes, and all text outside style and script."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.said.append(data)


def problem(number: int, text: str = "排口溢流", **more: object) -> BoardProblem:
    fields: dict[str, object] = {
        "section": 0, "category": "", "lead_units": "市水务局", "responsible_units": "", "deadline": "2031年6月底",
        "status": 0, "band": 1, "late": None, "left": None, "source": "已报送", "units": (0,),
        "texts": (BoardText("市水务局", "已封堵3处。"),), "last_status": "", "last_texts": (), "remarks": ()}
    return BoardProblem(number, text, **{**fields, **more})  # type: ignore[arg-type]


def unit(name: str = "市水务局", *numbers: int) -> BoardUnit:
    return BoardUnit(name, "已报送", "green", "2031-03-24 09:05", len(numbers), len(numbers), "",
                     BoardSpread(name, (0, len(numbers), 0, 0)), 0, 0, tuple((n, "answered") for n in numbers))


def small_board(*problems: BoardProblem, title: str = "看板", **more: object) -> Board:
    remarks = tuple(remark for p in problems for remark in p.remarks)
    board = Board(title, "内部资料，请勿外传", "没有阻断意见。", (BoardShare("问题完成", 1, 3),),
                  (BoardCount("问题", len(problems)),), (("正在推进实施", len(problems)),),
                  (BoardSpread("水环境", (0, len(problems), 0, 0)),), (), (unit("市水务局", *(p.number for p in problems)),),
                  problems, (("市水务局", remarks),) if remarks else (), "2031年2月", 30, "天")
    return board._replace(**more)


def test_markup_in_texts_is_text_everywhere() -> None:
    evil = '</script><script>alert("1")</script>&amp;<img src=x onerror=\'y\'></title><!--\x00\x1b\u202e'
    remark = BoardRemark("阻断", "red", evil, evil, 1, evil, evil)
    board = small_board(
        problem(1, evil, lead_units=evil, deadline=evil, category=evil, source=evil, last_status=evil,
                texts=(BoardText(evil, evil),), last_texts=(evil,), remarks=(remark,)),
        title=evil, secret=evil, standing=evil, statuses=((evil, 1),), sections=(BoardSpread(evil, (0, 1, 0, 0)),),
        units=(unit(evil, 1)._replace(left_out=evil, state=evil),), remarks=((evil, (remark,)),), last_period=evil)
    reader = Reader(write_page(board))
    assert [tag for tag, _ in reader.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in reader.tags}
    assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]
    assert "".join(reader.said).count(printable(evil)) >= 20


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1))
def test_any_text_arrives_as_it_is(said: str) -> None:
    page = write_page(small_board(problem(1, texts=(BoardText("", f"《{said}》"),))))
    assert printable(f"《{said}》") in "".join(Reader(page).said)


def test_nothing_is_loaded_and_only_the_page_itself_runs() -> None:
    page = write_page(small_board(problem(1)))
    reader = Reader(page)
    for tag, attributes in reader.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base"}
        assert not {"src", "srcset", "action", "style"} & set(attributes)
        assert attributes.get("href", "#").startswith("#")  # type: ignore[union-attr]
    text = page.decode()
    assert not re.search(r"https?:|url\(|@import|fetch\(|XMLHttp|eval\(|innerHTML", text)
    policy = next(str(a["content"]) for t, a in reader.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        source = re.search(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        assert source
        digest = base64.b64encode(hashlib.sha256(source[1].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_every_link_has_its_place_and_every_name_is_its_own() -> None:
    remark = BoardRemark("提醒", "yellow", "F302", "市水务局", 2, "可能是空话", "a.xlsx I9")
    board = small_board(problem(1, late=3), problem(2, left=5, remarks=(remark,)))
    tags = Reader(write_page(board._replace(units=(unit("市水务局", 1, 2)._replace(advises=1),)))).tags
    names = [a["id"] for _, a in tags if "id" in a]
    assert len(names) == len(set(names))
    aims = {str(a["href"])[1:] for t, a in tags if t == "a"}
    assert aims <= set(names)
    assert {"d1", "d2", "g0"} <= aims


def test_signs_tell_what_colours_tell() -> None:
    assert len({sign for sign, _ in PAIR_SIGNS.values()}) == len(PAIR_SIGNS)
    drawn = bar((5, 3, 2, 1))
    assert re.findall(r">([√●△×]\d+)<", drawn) == ["√5", "●3", "△2", "×1"]
    assert 'aria-label="已完成5，推进中3，滞后或未启动2，未报送或待核1"' in drawn
    assert "没有问题" in bar((0, 0, 0, 0))
    assert [float(w) for w in re.findall(r'rect class="b\d" x="[\d.]+%" width="([\d.]+)%"', bar((1, 0, 3, 0)))] == [25, 75]


def test_a_ring_closes_only_when_nothing_is_open() -> None:
    def drawn(part: int, whole: int) -> str:
        return write_page(small_board(shares=(BoardShare("问题完成", part, whole),))).decode()

    assert 'stroke-dasharray="99 100"' in drawn(399, 400)
    assert 'stroke-dasharray="100 100"' in drawn(400, 400)
    assert 'stroke-dasharray="0 100"' in drawn(0, 0)


def test_it_reads_without_its_script() -> None:
    """Texts, units and remarks stand in the page; what only the script can do is hidden until it runs."""
    page = write_page(small_board(problem(7, last_status="正在推进", last_texts=("已勘察。",)))).decode()
    assert '<form class="sift" id="sift" hidden>' in page
    for said in ("已封堵3处。", "上期进展（2031年2月：正在推进）", "已勘察。", "市水务局"):
        assert said in page.split("<script>")[0]


def test_more_problems_than_a_matrix_holds_stand_in_lines() -> None:
    many = [problem(n) for n in range(1, 41)]
    page = write_page(small_board(*many)).decode()
    assert page.count('<table class="matrix">') == 2
    units = tuple(unit(f"单位{n}", 1 + n % 40) for n in range(501))
    page = write_page(small_board(*many, units=units)).decode()
    assert '<table class="matrix">' not in page
    assert page.count("<li data-of=") == 501


def test_the_same_board_gives_the_same_bytes() -> None:
    assert write_page(small_board(problem(1))) == write_page(small_board(problem(1)))


def test_ten_thousand_problems_cost_no_more_than_their_number() -> None:
    def seconds(count: int) -> float:
        board = small_board(*(problem(n) for n in range(count)))
        start = process_time()
        write_page(board)
        return process_time() - start

    seconds(10)
    assert min(seconds(10_000) for _ in range(2)) < 40 * max(min(seconds(1_000) for _ in range(3)), 0.01)


def test_the_page_is_read_back_the_same_with_a_tree_and_without() -> None:
    evil = '</script>&amp;<img src=x onerror=\'y\'></title><!--\u202e "引号" 来源：别处'
    remark = BoardRemark("提醒", "yellow", "F302", "市水务局", 2, evil, "a.xlsx I9")
    board = small_board(
        problem(1, evil, late=3, lead_units=evil, deadline="2031年6月底", source="沿用上期"), problem(2, left=5, remarks=(remark,)),
        problem(3, "", deadline="", lead_units=""), statuses=(("正在推进 <实施>", 3),))
    page = write_page(board)
    quickly = read_page(page)
    other = page.replace(b'<details data-n="2"', b'<details open="" data-n="2"')
    assert other != page
    assert read_page(other) == quickly
    assert quickly["问题整改情况"][1:] == [
        ("1", printable(evil), printable(evil), "2031年6月底", "正在推进 <实施>", "逾期", "沿用上期"),
        ("2", "排口溢流", "市水务局", "2031年6月底", "正在推进 <实施>", "", "已报送"),
        ("3", "", "", "", "正在推进 <实施>", "", "已报送")]
