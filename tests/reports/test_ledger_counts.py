"""The ledger's counting sheets: every number is a formula, and the value beside it is what it gives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ledgers import ECOLOGY, NORTH, WATER, empty_ledger, sample_ledger

from toolkit.model import (
    RECKONED_SHEETS,
    Baseline,
    BaselineRow,
    Ledger,
    Paragraph,
    Remark,
    Table,
    column_letters,
)
from toolkit.reports.classes import CLASS_ORDER, CLASS_WORDS, class_word
from toolkit.reports.ledger.book import ledger_tables
from toolkit.reports.ledger.history import status_change


def sheets(ledger: Ledger) -> dict[str, Table]:
    return {table.name: table for table in ledger_tables(ledger)}


def published(ledger: Ledger) -> Ledger:
    """The same period after one that was published."""
    rows = {
        number: BaselineRow(number, "正在推进", "in_progress", (Paragraph(None, f"第{number}项上期文字。"),))
        for number in (1, 2, 5)}
    return replace(ledger, history=(Baseline("2031-01", "c" * 64, rows),))


def lines(table: Table) -> dict[object, dict[str, object]]:
    headings = [column.heading for column in table.columns]
    return {row[0]: dict(zip(headings, row, strict=True)) for row in table.rows}


def test_every_reckoned_sheet_is_there_once_a_period_was_published() -> None:
    names = list(sheets(published(sample_ledger())))
    assert names[:6] == ["问题", *RECKONED_SHEETS]
    assert "历程" in names
    assert "历期" not in sheets(sample_ledger())


def test_the_overview_counts_what_the_ledger_says() -> None:
    ledger = sample_ledger()
    found = lines(sheets(ledger)["汇总"])
    assert found["问题"]["数量"] == len(ledger.rows)
    assert sum(int(str(found[word]["数量"])) for word in CLASS_ORDER) == len(ledger.rows)
    assert found["逾期未完成"]["数量"] == sum(row.overdue for row in ledger.rows) > 0
    assert found["整改办修改"]["数量"] == 1
    assert found["应报单位"]["数量"] == len(ledger.units)
    assert found["未报送的单位"]["数量"] == 1
    assert found["阻断意见"]["数量"] == sum(
        r.weight == "blocks" and not r.waived and not r.trial for r in ledger.remarks) > 0


def test_a_problem_led_by_two_units_counts_for_each_and_once_in_the_total() -> None:
    found = lines(sheets(sample_ledger())["按单位"])
    led = [row for row in sample_ledger().rows if WATER in row.problem.lead_units]
    assert found[WATER]["问题数"] == len(led)
    assert found[ECOLOGY]["问题数"] == 2
    assert found["合计（每项只计一次）"]["问题数"] == len(sample_ledger().rows)
    assert found[WATER]["逾期"] == 1


def test_deadlines_are_grouped_by_month_and_those_without_a_date_stand_last() -> None:
    table = sheets(sample_ledger())["按时限"]
    assert [row[0] for row in table.rows] == ["2030年12月", "2031年6月", "没有时限日期", "合计"]
    assert table.rows[0][1:4] == (date(2030, 12, 1), date(2030, 12, 31), 1)
    assert table.rows[2][1:4] == (None, None, 1)


def test_many_months_become_years() -> None:
    rows = tuple(
        replace(row, problem=replace(row.problem, number=at, deadline=date(2031 + at // 12, 1 + at % 12, 1)))
        for at, row in enumerate(sample_ledger().rows * 4))
    table = sheets(replace(sample_ledger(), rows=rows))["按时限"]
    assert [row[0] for row in table.rows] == ["2031年", "2032年", "2033年", "合计"]


def test_a_section_without_a_name_has_a_line_of_its_own() -> None:
    first, *others = sample_ledger().rows
    rows = (replace(first, problem=replace(first.problem, section=None)), *others)
    found = lines(sheets(replace(sample_ledger(), rows=rows))["按方面"])
    assert found["（没有方面）"]["问题数"] == 1
    assert found["合计"]["问题数"] == 8


def test_every_number_of_a_counting_sheet_is_a_plain_formula() -> None:
    found = sheets(published(sample_ledger()))
    seen = 0
    for name in RECKONED_SHEETS:
        table = found[name]
        for line, row in enumerate(table.rows):
            for at, value in enumerate(row):
                assert isinstance(value, (int, float)) == ((line, at) in table.formulas), (name, line, at)
        for formula in table.formulas.values():
            assert set(re.findall(r"[A-Z]{2,}(?=\()", formula)) <= {
                "COUNT", "COUNTA", "COUNTIF", "SUM", "SUMPRODUCT", "ISNUMBER", "FIND", "IF"}
            assert "'" not in formula
            assert "[" not in formula
            seen += 1
    assert seen > 150


def test_ranges_reach_exactly_over_the_rows_of_their_sheet() -> None:
    found = sheets(sample_ledger())
    seen = set()
    for name in RECKONED_SHEETS[:-1]:
        for formula in found[name].formulas.values():
            for sheet, letters, first, _, last in re.findall(
                    r"(\w+)!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)", formula):
                table = found[sheet]
                assert (int(first), int(last)) == (2, len(table.rows) + 1)
                heading = next(c.heading for at, c in enumerate(table.columns, 1) if column_letters(at) == letters)
                seen.add((sheet, heading))
    assert {("问题", "状态类别"), ("问题", "牵头单位"), ("问题", "是否逾期"), ("单位", "状态")} <= seen


def test_charts_show_the_groups_and_not_the_total() -> None:
    found = sheets(published(sample_ledger()))
    for name in ("按单位", "按方面", "按时限"):
        (chart,) = found[name].charts
        assert (chart.first, chart.last) == (0, len(found[name].rows) - 2)
    assert [chart.kind for chart in found["历期"].charts] == ["columns", "lines"]


def test_nothing_to_count_gives_no_formula_and_no_chart() -> None:
    found = sheets(empty_ledger())
    assert [found[name].charts for name in ("汇总", "按单位", "按方面", "按时限")] == [()] * 4
    assert lines(found["汇总"])["问题"]["数量"] == 0


# ── against the periods before ───────────────────────────────────────────────────────────────────
def test_a_problems_course_has_a_row_a_period_the_present_last() -> None:
    table = sheets(published(sample_ledger()))["历程"]
    first = [row for row in table.rows if row[0] == 1]
    assert [row[2] for row in first] == ["2031年1月", "2031年3月"]
    assert first[0][5] == "第1项上期文字。"
    assert first[0][-1] == "c" * 12
    assert len([row for row in table.rows if row[0] == 3]) == 1


def test_the_trend_counts_each_period() -> None:
    found = lines(sheets(published(sample_ledger()))["历期"])
    assert (found["2031年1月"]["问题数"], found["2031年1月"]["正在推进"]) == (3, 3)
    assert found["2031年3月"]["问题数"] == 8


def changed(before: str, now: str, status: str = "in_progress") -> dict[str, object]:
    """What 变化 says of a problem that said this before, was in progress, and says that now."""
    row = sample_ledger().rows[1]
    baseline = BaselineRow(2, "正在推进", "in_progress", tuple(
        Paragraph(None, text) for text in before.split("\n")))
    printed = tuple(replace(row.paragraphs[0], text=text) for text in now.split("\n"))
    row = replace(row, baseline=baseline, paragraphs=printed, status=status)  # type: ignore[arg-type]
    ledger = replace(sample_ledger(), rows=(row,))
    return lines(sheets(ledger)["变化"])[2]


def test_changes_name_new_and_dropped_texts_and_figures_of_one_thing() -> None:
    said = changed("累计改造管网12.5公里。\n开展巡查。", "累计改造管网13.2公里。\n新建泵站2座。", "behind")
    assert said["新增文字"] == "累计改造管网13.2公里。\n新建泵站2座。"
    assert said["上期有、本期没有的文字"] == "累计改造管网12.5公里。\n开展巡查。"
    assert said["数字变化"] == "累计改造管网：12.5公里→13.2公里"
    assert said["状态变化"] == "后退"


def test_what_stays_as_it_was_is_no_change() -> None:
    said = changed("累计改造管网12.5公里。", "累计改造管网１２.5公里。", "completed")
    assert (said["新增文字"], said["上期有、本期没有的文字"], said["数字变化"]) == ("", "", "")
    assert said["状态变化"] == "前进"


def test_without_a_last_period_nothing_is_compared() -> None:
    assert sheets(replace(sample_ledger(), baseline=None))["变化"].rows == ()
    assert status_change(sample_ledger().rows[0]) == "上期没有"
    assert status_change(sample_ledger().rows[3]) in ("上期没有", "本期未报送")


# ── what it rests on ─────────────────────────────────────────────────────────────────────────────
def test_remarks_on_outputs_are_not_told_and_phones_are_hidden() -> None:
    remarks = (Remark("O901", "advises", "“附件”有人改过"),
               Remark("F305", "advises", "电话13812345678格式不对", NORTH, given="13812345678"))
    table = sheets(replace(sample_ledger(), remarks=remarks))["校验意见"]
    assert [row[1] for row in table.rows] == ["F305"]
    assert "13812345678" not in str(table.rows)


def test_an_edit_is_marked_with_who_and_why() -> None:
    table = sheets(sample_ledger())["问题"]
    at = [column.heading for column in table.columns].index("整改进展情况")
    mark = table.marks[5, at]
    assert mark.tint == "blue"
    assert "整改办张工" in mark.note
    assert "按会议要求统一表述" in mark.note
    assert (0, at) not in table.marks


def test_class_words_are_those_of_the_profile() -> None:
    import tomllib
    from importlib.resources import files

    profile = tomllib.loads(files("toolkit.defaults").joinpath("profile.toml").read_text(encoding="utf-8"))
    assert dict(CLASS_WORDS) == profile["classes"]
    assert {class_word(row) for row in sample_ledger().rows} <= set(CLASS_ORDER)
