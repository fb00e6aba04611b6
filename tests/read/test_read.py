"""Plain tables -> Return: cells, headers, rows, heads and notes, without judging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Measure, Place, Problem, Return
from toolkit.profile import default_profile
from toolkit.read import cells as cells_room
from toolkit.read import read_return
from toolkit.read.cells import written
from toolkit.read.columns import Headings, heading_key, rows_of
from toolkit.read.rows import ProblemFinder, find_measure, ordinal_number
from toolkit.tables.grid import Cell, Sheet, Tables

PROBLEMS = (
    Problem(1, "青河沿线3处排污口未规范整治。", lead_units=("市水务局",),
            measures=(Measure("一", "封堵排污口。"), Measure("二", "建成管道。"))),
    Problem(2, "南岭造林地块成活率偏低，补植缓慢。", lead_units=("市水务局",)),
    Problem(3, "城东片区管网错接混接。", lead_units=("市水务局",)),
)
HEADINGS, FINDER = Headings(default_profile()), ProblemFinder(PROBLEMS)
HEADER = ("序号", "问题", "整改状态*", "整改进展情况*", "完成日期")


def header_of(rows):
    """The row that names most columns as a header; None where none is one."""
    found = [header for number, cells in rows.items() if (header := HEADINGS.row_as_header(number, cells))]
    return max(found, key=lambda header: len(header.fields), default=None)


def cells(rows: Sequence[Sequence[str | Cell | None]], first: int = 1) -> tuple[Cell, ...]:
    return tuple(
        value._replace(row=row, column=column) if isinstance(value, Cell) else Cell(row, column, "text", value)
        for row, values in enumerate(rows, first) for column, value in enumerate(values, 1) if value)


def read(*rows: Sequence[str | Cell | None], merges=(), sheets: Sequence[Sheet] = (), **properties: str) -> Return:
    sheet = Sheet("填报表", cells=cells(rows), merges=merges)
    return read_return("表.xlsx", "sha", Tables("xlsx", (sheet, *sheets), properties), HEADINGS, FINDER)


def answered(returned: Return) -> list[tuple[int | None, str]]:
    return [(entry.problem, entry.text("progress")) for entry in returned.entries]


def cell(kind: str, text: str, *, day: date | None = None, formula: str | None = None) -> Cell:
    return Cell(1, 1, kind, text, day, formula)  # type: ignore[arg-type]


# ── cells ────────────────────────────────────────────────────────────────────────────────────────
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\v\f\x85\u2028\u2029")))
def test_a_text_is_read_as_written_but_for_blanks_around_it(text: str) -> None:
    said = written(cell("text", text), "f", "s")
    assert said.raw in (text, said.text)
    assert said.text == text.strip(" \t\r\n\u3000\xa0\u200b\ufeff")
    assert bool(said.how) == (said.text != text)


@given(st.text(st.sampled_from("甲a1 \n\r\v\u3000\u200b=（)。"), max_size=6), st.sampled_from(["", "=DISPIMG(", "甲"]))
def test_the_quick_look_at_a_cell_reads_as_the_whole_one(text: str, start: str) -> None:
    whole = cell("text", start + text)
    place = Place("f", "s", 1, 1)
    assert written(whole, "f", "s") == cells_room._written(whole, whole.text.strip(cells_room._BLANKS), place, as_date=False)


def test_what_was_read_cannot_be_changed() -> None:
    said = written(cell("text", "甲"), "f", "s")
    with pytest.raises(AttributeError):
        said.text = "乙"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        said.place.row = 2  # type: ignore[misc]


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\v", "\f", "\u2028", "\x85"])
def test_every_line_break_is_one(mark: str) -> None:
    said = written(cell("text", f"甲{mark}乙"), "f", "s")
    assert (said.text, said.raw, said.how) == ("甲\n乙", f"甲{mark}乙", "统一了换行")


@pytest.mark.parametrize(("given_", "day"), [
    (cell("date", "2031-03-20", day=date(2031, 3, 20)), date(2031, 3, 20)),
    (cell("text", "2031.3.20"), date(2031, 3, 20)), (cell("text", "2031年3月底"), date(2031, 3, 31)),
    (cell("number", "47927"), date(2031, 3, 20)), (cell("number", "20310320"), date(2031, 3, 20)),
    (cell("text", "2031年3月20日", formula="TEXT(A1)"), date(2031, 3, 20)),
    (cell("text", "3月底"), None), (cell("number", "3"), None), (cell("number", "47927.5"), None),
    (cell("text", "47927"), None), (cell("error", "#N/A"), None)])
def test_a_cell_of_a_date_column_gives_its_day_or_none(given_: Cell, day: date | None) -> None:
    assert written(given_, "f", "s", as_date=True).day == day


def test_a_cell_without_a_value_keeps_what_it_holds() -> None:
    error = written(cell("error", "#REF!"), "f", "s")
    assert (error.text, error.raw, error.computed) == ("", "#REF!", "#REF!")
    blank = written(cell("text", "", formula="A1&B1"), "f", "s")
    assert (blank.text, blank.raw, blank.computed) == ("", "=A1&B1", "=A1&B1")
    result = written(cell("number", "3", formula="1+2"), "f", "s")
    assert (result.text, result.computed) == ("3", "=1+2")
    assert error.how
    assert blank.how
    assert result.how


# ── headers ──────────────────────────────────────────────────────────────────────────────────────
def test_headings_are_known_by_their_key() -> None:
    assert heading_key("整改 状态 *") == heading_key("整改状态（必填）：") == "整改状态"


def test_the_row_with_most_fields_is_the_header() -> None:
    rows = cells([("说明", "状态"), ("整改状态", "序号", "进展"), HEADER, ("1", "甲", "正在推进")])
    header = header_of(rows_of(Sheet("s", cells=rows)))
    assert header
    assert header.row == 3


NAMED = sorted({name for c in default_profile().columns for name in (c.heading, *c.names)})
WITHOUT_QUICK_LOOK = Headings(default_profile())
WITHOUT_QUICK_LOOK._stops = ()


@given(st.sampled_from(["", "截至3月底", "本月", "3、", "12"]), st.sampled_from([*NAMED, ""]),
       st.sampled_from(["", "。", "；", "！", "？", "*", "（必填）", "（盖章）", "（上期。）", "：", "。 ", "（见说明？）"]))
def test_a_sentence_is_no_heading_and_the_quick_look_loses_none(before: str, name: str, after: str) -> None:
    text = before + name + after
    for table in HEADINGS.tables:
        assert HEADINGS.meant(table, text) == WITHOUT_QUICK_LOOK.meant(table, text)


def test_an_office_may_end_its_headings_as_it_likes() -> None:
    profile = default_profile()
    asked = tuple(replace(c, heading="是否完成？") if c.field == "done" else c for c in profile.columns)
    meant = Headings(replace(profile, columns=asked)).meant("measures", "是否完成？")
    assert meant
    assert meant.field == "done"


def test_a_list_of_words_is_no_header() -> None:
    for row in (("序号", "问题"), ("整改状态",), ("单位", "联系电话", "填报人")):
        assert header_of(rows_of(Sheet("s", cells=cells([row])))) is None


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("number", ["2", "２", "（2）", "二", "问题2", "第2项", "2.", "②"])
def test_numbers_in_any_dress(number: str) -> None:
    assert answered(read(HEADER, (number, "", "正在推进", "乙"))) == [(2, "乙")]


def test_the_text_wins_over_the_number_and_the_difference_is_told() -> None:
    returned = read(HEADER, ("1", PROBLEMS[1].text, "正在推进", "乙"))
    assert answered(returned) == [(2, "乙")]
    (told,) = returned.diagnostics
    assert (told.kind, told.given, told.expected, told.place.cell) == ("number_text", "1", "2", "A2")


def test_an_altered_text_keeps_its_number() -> None:
    returned = read(HEADER, ("1", "青河沿线2处排污口未规范整治。", "正在推进", "甲"))
    assert answered(returned) == [(1, "甲")]
    assert returned.diagnostics == ()


def test_a_row_among_others_is_an_answer_and_one_below_may_be_a_note() -> None:
    returned = read(HEADER, ("1", "", "正在推进", "甲"), ("", "", "", "续写一行"), ("3", "", "正在推进", "丙"),
                    ("", "", "", "以上属实"), ("合计", "", "正在推进2项", "共2项"), ("", "审核人签字：", "张三"))
    assert answered(returned) == [(1, "甲"), (None, "续写一行"), (3, "丙")]
    assert {w.text for w in returned.extra.values()} == {"以上属实", "合计", "正在推进2项", "共2项"}
    assert returned.head["reviewer"].text == "张三"


def test_merged_official_cells_hold_for_every_row_they_cover() -> None:
    returned = read(HEADER, ("1", PROBLEMS[0].text, "正在推进", "甲"), ("", "", "", "又甲"),
                    merges=((2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3)))
    assert answered(returned) == [(1, "甲"), (1, "又甲")]
    second = returned.entries[1]
    assert second.text("status") == "正在推进"
    assert second.cells["status"].place.cell == "C2"
    assert second.place.row == 3


def test_measures_are_found_by_text_then_ordinal() -> None:
    measures = PROBLEMS[0].measures
    assert find_measure(measures, "", "建成管道。") == 1
    assert find_measure(measures, "二", "") == 1
    assert find_measure(measures, "2.", "改了字") == 1
    assert find_measure(measures, "九", "") is None
    assert [ordinal_number(t) for t in ("一是", "（二）", "③", "4.", "x")] == [1, 2, 3, 4, None]


# ── around the table ─────────────────────────────────────────────────────────────────────────────
HEADS = {
    "beside": ("填报单位", "市水务局"), "in one cell": ("填报单位：市水务局",), "starred": ("填报单位*：", "市水务局"),
    "a cell between": ("填报单位", None, "市水务局"), "another name": ("报送单位（盖章）", "市水务局")}


@pytest.mark.parametrize("form", HEADS)
def test_the_head_is_read_wherever_its_value_stands(form: str) -> None:
    assert read(HEADS[form], HEADER, ("1", "", "正在推进", "甲")).head["unit"].text == "市水务局"


def test_a_blank_head_field_has_a_place() -> None:
    returned = read(("填报人", None, "联系电话"), HEADER, ("1", "", "正在推进", "甲"))
    assert (returned.head["filler"].text, returned.head["filler"].place.cell) == ("", "B1")


@pytest.mark.parametrize(("heading", "said", "fields"), [
    ("整改状态及完成日期", "已完成整改（2025年3月5日）", {"status": "已完成整改", "done_on": "2025年3月5日"}),
    ("完成日期/整改状态*", "2025.3.5 已完成整改", {"status": "已完成整改", "done_on": "2025.3.5"}),
    ("整改状态和完成日期", "正在推进", {"status": "正在推进"}),
    ("填报人及联系电话", "王强：139 1234 5678", {"filler": "王强：139 1234 5678"}),
    ("填报人、联系电话", "王强 13912345678", {"filler": "王强", "phone": "13912345678"}),
    ("存在问题及下一步措施", "资金不足，5月到位。", {"difficulties": "资金不足，5月到位。"}),
])
def test_a_column_that_asks_for_two_things(heading: str, said: str, fields: dict[str, str]) -> None:
    returned = read(("序号", "整改进展情况", heading), ("1", "封堵2处。", said))
    (entry,) = returned.entries
    assert {name: entry.text(name) for name in fields} == fields
    if "done_on" in fields:
        assert entry.cells["done_on"].day == date(2025, 3, 5)
        assert entry.cells["done_on"].raw == said
        assert entry.place_of("done_on").column == 3


@pytest.mark.parametrize(("said", "status"), [
    ("☑已完成整改", "已完成整改"), ("□已验收 ☑已完成 □尚未启动", "已完成"), ("√ 正在推进", "正在推进"),
    ("已完成√", "已完成"), ("□已完成 □正在推进", "□已完成 □正在推进"), ("☑已完成 ☑已验收", "☑已完成 ☑已验收"),
])
def test_a_ticked_status_is_the_word_ticked(said: str, status: str) -> None:
    (entry,) = read(HEADER, ("1", "", said, "封堵2处。")).entries
    assert (entry.text("status"), entry.cells["status"].raw) == (status, said)
    assert bool(entry.cells["status"].how) == (said != status)


def test_hidden_rows_and_columns_count_and_say_so() -> None:
    rows = [HEADER, ("1", "", "正在推进", "封堵2处。"), ("2", "", "尚未启动", "补植方案在编。")]
    sheet = Sheet("填报表", cells=cells(rows), hidden_rows=frozenset({3}), hidden_columns=frozenset({4}))
    returned = read_return("表.xlsx", "sha", Tables("xlsx", (sheet,), {}), HEADINGS, FINDER)
    assert answered(returned) == [(1, "封堵2处。"), (2, "补植方案在编。")]
    first, second = (entry.cells for entry in returned.entries)
    assert (first["status"].how, first["progress"].how) == ("", "所在列被隐藏，照常读取")
    assert second["status"].how == "所在行被隐藏，照常读取"


def test_the_stamp_is_a_property_or_a_hidden_sheet() -> None:
    said = {"period": "2031-03", "unit": "市水务局", "digest": "d"}
    properties = {f"zhenggai-{key}": value for key, value in said.items()}
    hidden = Sheet("标记", "veryHidden", cells(tuple(said.items())))
    for returned in (read(HEADER, **properties), read(HEADER, sheets=[hidden])):
        assert returned.stamp
        assert (returned.stamp.unit, returned.stamp.period) == ("市水务局", "2031-03")
    assert read(HEADER).stamp is None


def test_a_hidden_copy_is_read_only_where_nothing_else_is() -> None:
    copy = Sheet("旧", "hidden", cells([HEADER, ("1", "", "尚未启动", "旧")]))
    assert answered(read(HEADER, ("1", "", "正在推进", "新"), sheets=[copy])) == [(1, "新")]
    assert answered(read(("目录",), sheets=[copy])) == [(1, "旧")]


def test_headers_that_are_gone_are_told() -> None:
    assert [d.kind for d in read(("总结",)).diagnostics] == ["no_header"]
    lost = Sheet("措施", cells=cells([("1", "一", "封堵排污口。", "推进中")]))
    returned = read(HEADER, ("1", "", "正在推进", "甲"), sheets=[lost])
    assert [(d.kind, d.place.sheet) for d in returned.diagnostics] == [("no_measures_header", "措施")]
    assert "推进中" in {w.text for w in returned.extra.values()}


def test_a_sheet_of_its_own_is_kept_a_long_one_in_part() -> None:
    own = Sheet("台账", cells=cells([(f"第{n}行",) for n in range(500)]))
    kept = read(HEADER, ("1", "", "正在推进", "甲"), sheets=[own]).extra
    assert len(kept) == 301
    assert "还有200格" in list(kept.values())[-1].text


def test_the_zero_report_counts_with_a_yes_only() -> None:
    def zero(answer: str) -> Return:
        return read(("目录",), sheets=[Sheet("填报说明", cells=cells([("本期无进展", answer), ("理由", "停工")]))])
    said = zero("是")
    assert said.nothing_new
    assert said.reason
    assert said.reason.text == "停工"
    assert said.diagnostics == ()
    assert zero("否").nothing_new is None
