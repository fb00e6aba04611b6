"""The ledger's sheets: one row a problem, every word a unit wrote, long texts kept whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledgers import FILES, NORTH, WATER, cell, empty_ledger, sample_ledger

from toolkit.model import (
    CONTINUED_MARK,
    LEDGER_HEADINGS,
    OFFICE_FIELDS,
    SOURCE_WORDS,
    Column,
    Entry,
    Ledger,
    Mark,
    Measure,
    Place,
    Printed,
    StatusWord,
    Table,
    Written,
)
from toolkit.reports.ledger.book import PROBLEM_COLUMNS, ledger_tables

COLUMNS = (
    Column("status", "整改状态", "problems", "unit", "status", required=True, width=16),
    Column("progress", "整改进展情况", "problems", "unit", width=50),
    Column("done_on", "完成日期", "problems", "unit", "date"),
    Column("difficulties", "存在问题", "problems", "unit"),
    Column("filler", "填报人", "problems", "unit"),
    Column("phone", "联系电话", "problems", "unit", "phone"),
    Column("filler", "填报人", "head", "unit"),
    Column("phone", "联系电话", "head", "unit", "phone"),
)


def with_columns(ledger: Ledger, **settings: object) -> Ledger:
    profile = replace(ledger.profile, columns=COLUMNS, **settings)  # type: ignore[arg-type]
    return replace(ledger, profile=profile)


def sheet(ledger: Ledger, name: str) -> Table:
    return next(table for table in ledger_tables(ledger) if table.name == name)


def column(table: Table, heading: str) -> list[object]:
    at = [c.heading for c in table.columns].index(heading)
    return [row[at] for row in table.rows]


def marks(table: Table, heading: str) -> dict[int, Mark]:
    at = [c.heading for c in table.columns].index(heading)
    return {line: mark for (line, place), mark in table.marks.items() if place == at}


def texts(tables: tuple[Table, ...]) -> str:
    return "\n".join(str(value) for t in tables for row in t.rows for value in row)


def replaced(ledger: Ledger, at: int, **fields: object) -> Ledger:
    rows = list(ledger.rows)
    rows[at] = replace(rows[at], **fields)  # type: ignore[arg-type]
    return replace(ledger, rows=tuple(rows))


def test_sheets_stand_in_order_and_the_first_has_its_header_in_row_one() -> None:
    tables = ledger_tables(sample_ledger())
    assert [t.name for t in tables] == [
        "问题", "汇总", "按单位", "按方面", "按时限", "变化", "措施", "填报内容", "校验意见", "单位", "文件",
        "未采用内容", "说明"]
    assert tables[0].intro == ()
    assert [c.heading for c in tables[0].columns] == [c.heading for c in PROBLEM_COLUMNS]


def test_every_problem_has_its_row_in_the_lists_order() -> None:
    ledger = sample_ledger()
    problems = sheet(ledger, "问题")
    assert column(problems, "序号") == [1, 2, 3, 4, 5, 6, 7, 8]
    assert column(problems, "来源") == [SOURCE_WORDS[row.source] for row in ledger.rows]
    assert column(problems, "附件用语")[3] == "未报送"
    assert column(problems, "时限日期")[1] == date(2030, 12, 31)
    assert column(problems, "时限日期")[4] is None


def test_progress_is_what_the_annex_prints() -> None:
    progress = column(sheet(sample_ledger(), "问题"), "整改进展情况")
    assert progress[0] == "（一）封堵排污口3个。\n（二）建立巡查制度。"
    assert progress[2] == "检查工地57个次，发出整改通知21份。"


def test_headings_that_are_read_back_are_the_models() -> None:
    known = {c.field: c.heading for c in PROBLEM_COLUMNS}
    assert len(known) == len(PROBLEM_COLUMNS)
    assert {name: known[name] for name in LEDGER_HEADINGS} == dict(LEDGER_HEADINGS)
    assert tuple(c.field for c in PROBLEM_COLUMNS if c.editable) == OFFICE_FIELDS


def test_the_offices_columns_come_back_filled_and_last() -> None:
    problems = sheet(sample_ledger(), "问题")
    assert [c.heading for c in problems.columns[-8:]] == [
        "公开状态", "公开文字", "修改人", "修改理由", "验收日期", "实际验收单位", "验收依据", "销号日期"]
    assert problems.rows[5][-8:-4] == (
        "", "旅游设施已全部停止经营，拆除方案已经批准。", "整改办张工", "按会议要求统一表述")
    assert all(row[-8:] == ("",) * 8 for at, row in enumerate(problems.rows) if at != 5)


def test_status_words_are_offered_for_the_public_status() -> None:
    words = (StatusWord("正在推进", "正在推进实施", "in_progress"),
             StatusWord("推进中", "正在推进实施", "in_progress", offered=False))
    ledger = with_columns(sample_ledger(), statuses=words)
    found = {c.heading: c.choices for c in sheet(ledger, "问题").columns}
    assert found["公开状态"] == ("正在推进",)
    assert found["公开文字"] == ()


def test_tints_say_overdue_finished_and_awaited() -> None:
    problems = sheet(sample_ledger(), "问题")
    assert {line: m.tint for line, m in marks(problems, "是否逾期").items()} == {1: "red"}
    assert {line: m.tint for line, m in marks(problems, "整改状态").items()} == {0: "green", 1: "red"}
    assert marks(problems, "待报单位")[3].tint == "yellow"
    assert {line: m.tint for line, m in marks(problems, "来源").items()} == {
        3: "yellow", 4: "grey", 5: "blue", 7: "grey"}


def test_several_units_are_named_in_one_cell_and_a_single_one_is_not() -> None:
    difficulties = column(sheet(sample_ledger(), "问题"), "存在问题")
    assert difficulties[1] == "市生态环境局：老旧小区施工受限。"
    alone = replaced(sample_ledger(), 1, entries=sample_ledger().rows[1].entries[1:])
    assert column(sheet(alone, "问题"), "存在问题")[1] == "老旧小区施工受限。"


def test_completion_is_a_date_where_all_agree_and_text_as_written_else() -> None:
    ledger = sample_ledger()
    row = ledger.rows[0]
    place = row.entries[0].cells["done_on"].place

    def done(*written: Written) -> object:
        entries = tuple(
            replace(row.entries[0], unit=f"第{n}局", cells={"done_on": w}) for n, w in enumerate(written))
        return column(sheet(replaced(ledger, 0, entries=entries), "问题"), "完成日期")[0]

    march = Written("2031.3.10", "2031.3.10", place, day=date(2031, 3, 10))
    april = Written("2031.4.1", "2031.4.1", place, day=date(2031, 4, 1))
    vague = Written("三月中旬", "三月中旬", place)
    assert done(march, march) == date(2031, 3, 10)
    assert done(march, april) == "第0局：2031.3.10\n第1局：2031.4.1"
    assert done(vague) == "三月中旬"
    assert done() is None


def test_filled_in_rows_carry_their_place_and_digest() -> None:
    filled = sheet(with_columns(sample_ledger()), "填报内容")
    assert [c.heading for c in filled.columns] == [
        "序号", "单位", "角色", "整改状态", "整改进展情况", "完成日期", "存在问题", "填报人",
        "附加内容", "文件", "工作表", "行", "文件指纹"]
    first = dict(zip([c.heading for c in filled.columns], filled.rows[0], strict=True))
    assert first["整改进展情况"] == "（一）封堵排污口3个。\n（二）建立巡查制度。"
    assert (first["文件"], first["工作表"], first["行"]) == (FILES[WATER], "填报表", 9)
    assert (first["角色"], len(str(first["文件指纹"]))) == ("牵头", 12)
    assert first["填报人"] == "李工"


def test_phone_numbers_are_shown_only_where_the_office_says_so() -> None:
    hidden = ledger_tables(with_columns(sample_ledger()))
    shown = ledger_tables(with_columns(sample_ledger(), show_phones=True))
    assert "0470-555 0101" not in texts(hidden)
    assert "0470-555 0101" in texts(shown)
    assert "联系电话" in [c.heading for t in shown if t.name == "填报内容" for c in t.columns]


def test_own_columns_and_forgotten_fields_are_kept_as_additions() -> None:
    ledger = with_columns(sample_ledger())
    entry = ledger.rows[0].entries[0]
    more = replace(entry, extra={"投资额": cell(WATER, 9, 17, "320万元")},
                   cells={**entry.cells, "weather": cell(WATER, 9, 18, "晴")})
    filled = sheet(replaced(ledger, 0, entries=(more,)), "填报内容")
    assert column(filled, "附加内容")[0] == "weather：晴\n投资额：320万元"


def test_nothing_a_unit_wrote_is_lost() -> None:
    ledger = with_columns(sample_ledger())
    said = texts(ledger_tables(ledger))
    written = [w.text for row in ledger.rows for entry in row.entries for w in entry.cells.values()]
    written += [left.written.text for left in ledger.leftovers]
    written += [unit.reason.text for unit in ledger.units if unit.reason]
    assert len(written) > 15
    assert [text for text in written if text not in said] == []


def test_measures_have_a_line_for_each_unit_and_for_rows_that_met_none() -> None:
    def answer(unit: str, measure: int | None, done: str) -> Entry:
        place = Place(FILES[WATER], "措施", 3, 1)
        cells = {name: Written(text, text, place) for name, text in
                 (("ordinal", "九"), ("text", "另加一条"), ("done", done)) if text}
        return Entry(1, cells, place, unit=unit, measure=measure)

    entries = (answer(WATER, 1, "已完成"), answer(NORTH, 1, "推进中"), answer(WATER, None, "未开展"))
    problem = replace(sample_ledger().rows[0].problem, measures=(
        Measure("一", "排查。", "已完成整改"), Measure("二", "整治。", deadline=date(2031, 5, 31))))
    ledger = replaced(sample_ledger(), 0, problem=problem, measure_entries=entries)
    rows = [row for row in sheet(ledger, "措施").rows if row[0] == 1]
    assert [row[1:7] for row in rows] == [
        ("一", "排查。", "已完成整改", None, "", ""),
        ("二", "整治。", "", date(2031, 5, 31), WATER, "已完成"),
        ("二", "整治。", "", date(2031, 5, 31), NORTH, "推进中"),
        ("九", "另加一条", "", None, WATER, "未开展"),
    ]


@pytest.mark.parametrize("character", ["字", "𠮷"])
def test_a_text_longer_than_a_cell_stands_whole_in_its_own_sheet(character: str) -> None:
    whole = character * 40_000 + "完"
    ledger = replaced(sample_ledger(), 2, paragraphs=(Printed(None, whole),))
    shown = column(sheet(ledger, "问题"), "整改进展情况")[2]
    assert isinstance(shown, str)
    assert shown.endswith(CONTINUED_MARK)
    assert whole.startswith(shown.removesuffix(CONTINUED_MARK))
    assert len(shown.encode("utf-16-le")) <= 2 * 32_767
    pieces = sheet(ledger, "续文")
    assert {row[:4] for row in pieces.rows} == {("问题", 4, 3, "整改进展情况")}
    assert column(pieces, "段") == [1, 2, 3]
    assert "".join(str(text) for text in column(pieces, "文字")) == whole


def test_a_text_that_just_fits_stays_in_its_cell() -> None:
    ledger = replaced(sample_ledger(), 2, paragraphs=(Printed(None, "字" * 32_767),))
    assert "续文" not in [t.name for t in ledger_tables(ledger)]


def test_the_explanation_names_period_dates_and_what_may_be_filled() -> None:
    said = texts((sheet(sample_ledger(), "说明"),))
    for word in ("2031-03", "2031-03-31", "2031-02", "内部资料", "公开状态、公开文字、修改人、修改理由"):
        assert word in said
    assert "无" in column(sheet(replace(sample_ledger(), baseline=None), "说明"), "说明")


def test_an_empty_period_still_has_its_headings() -> None:
    tables = ledger_tables(empty_ledger())
    assert all(t.columns for t in tables)
    assert [t.name for t in tables if t.rows] == ["汇总", "说明"]
    assert not any(t.formulas or t.charts for t in tables)


def test_the_same_ledger_gives_the_same_sheets() -> None:
    assert ledger_tables(sample_ledger()) == ledger_tables(sample_ledger())
