"""The demo's plan, read from its newspaper layout, is the plan that was written."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache

import pytest
from issued_sheets import plan_rows, sheet

from toolkit.demo import PLAN_NAME, answers, plan_text, settings, units
from toolkit.demo.city import plan_paragraphs
from toolkit.demo.inbox import fill
from toolkit.issue import standard_sheet
from toolkit.model import Period, Publication
from toolkit.official.reading import read_publication
from toolkit.profile import default_profile
from toolkit.units import Directory

LOCAL = timezone(timedelta(hours=8))


@cache
def publication() -> Publication:
    return read_publication(PLAN_NAME, plan_text().encode(), default_profile(), None)


def test_it_is_a_plan_without_a_fault():
    read = publication()
    assert read.kind == "plan"
    assert read.title == "云川市贯彻落实省第二生态环境保护督察组督察反馈意见整改方案"
    assert read.diagnostics == ()
    assert [p.number for p in read.problems] == list(range(1, 21))


def test_what_it_announces_agrees_with_what_is_there():
    read = publication()
    said = read.announced
    due = Counter(p.deadline for p in read.problems if p.deadline)
    assert said.problems == len(read.problems) == 20
    assert said.sections == len({p.section for p in read.problems}) == 4
    assert said.categories == len({p.category for p in read.problems}) == 8
    assert said.lead_units == len({u for p in read.problems for u in p.lead_units}) == 8
    assert said.acceptance_units == len({u for p in read.problems for u in p.acceptance_units}) == 5
    assert said.due == due == {
        date(2024, 12, 31): 5, date(2025, 6, 30): 8, date(2025, 12, 31): 6}
    assert [p.number for p in read.problems if p.long_term] == [20]


def test_texts_and_measures_are_those_written():
    written = plan_rows()
    everything = "".join(plan_paragraphs())
    for problem in publication().problems:
        text, steps = written[problem.number]
        assert problem.text.split("\n")[0].startswith(text)
        assert problem.goal
        assert f"整改目标：{problem.goal}" in everything
        assert [m.shown() for m in problem.measures] == steps
        assert all((m.done_note == "已完成整改") == s.endswith("（已完成整改）")
                   for m, s in zip(problem.measures, steps, strict=True))


def test_own_dates_of_measures():
    dates = {(p.number, m.ordinal): m.deadline
             for p in publication().problems for m in p.measures if m.deadline}
    assert dates == {
        (1, "一"): date(2024, 11, 30), (2, "一"): date(2025, 3, 31), (4, "二"): date(2024, 11, 30),
        (5, "一"): date(2024, 12, 31), (5, "二"): date(2025, 9, 30), (7, "二"): date(2025, 5, 31),
        (8, "一"): date(2024, 10, 31), (9, "二"): date(2025, 11, 30), (10, "一"): date(2025, 4, 30),
        (11, "一"): date(2024, 12, 31), (11, "二"): date(2025, 10, 31), (12, None): date(2024, 12, 31),
        (13, "一"): date(2025, 5, 31), (14, "一"): date(2024, 11, 30), (15, "三"): date(2024, 12, 31),
        (19, "一"): date(2024, 11, 30),
    }


@pytest.mark.parametrize(("number", "responsible"), [
    (1, ("市林业和草原局", "市生态环境局", "望湖区党委和政府", "松坪县党委和政府")),
    (9, ("国家税务总局云川市税务局", "东屏区党委和政府", "望湖区党委和政府", "经济开发区党工委和管委会")),
    (17, ("市财政局", "各县区党委和政府", "市供销合作社联合社")),
    (20, ("各县区党委和政府", "各相关部门", "经济开发区党工委和管委会")),
])
def test_units_share_what_their_group_shares(number, responsible):
    (problem,) = [p for p in publication().problems if p.number == number]
    assert problem.responsible_units == responsible


def test_the_collective_has_the_four_counties():
    members = Directory(units()).members("各县区党委和政府")
    assert members == ("东屏区党委和政府", "望湖区党委和政府", "松坪县党委和政府", "清渡县党委和政府")


def test_every_lead_unit_answers_exactly_what_it_leads():
    problems = publication().problems
    for unit, written in answers("2025-02").items():
        led = [p.number for p in problems if unit in p.lead_units]
        assert [row.problem for row in written.rows] == led


def issued_for_real() -> dict[str, bytes]:
    """The sheets as the toolkit itself issues them."""
    profile = replace(default_profile(), units=units(), **settings())
    leads = tuple(answers("2025-02"))
    period = Period(
        "2025-02", datetime(2025, 2, 25, 18, tzinfo=LOCAL), datetime(2025, 2, 14, tzinfo=LOCAL),
        date(2025, 2, 28), None, leads, "digest")
    sheets = {}
    for unit in units():
        led = [p for p in publication().problems if unit.name in p.lead_units]
        if led:
            sheets[unit.name] = standard_sheet(
                profile, period, unit, led, lead=frozenset(p.number for p in led), baseline=None)
    return sheets


def test_issued_sheets_can_be_filled_in_and_keep_all_else():
    issued = issued_for_real()
    files = fill(issued, "2025-02", 1)
    written = answers("2025-02")["市生态环境局"]
    before = sheet(issued["市生态环境局"], "填报表")
    after = sheet(files["市生态环境局/市生态环境局.xlsx"], "填报表")
    changed = [
        cell.value for row in after for cell in row
        if cell.value != before[cell.coordinate].value]
    expected = [
        value for answer in written.rows
        for value in (answer.status, answer.progress, answer.difficulties, answer.next_steps,
                      answer.evidence) if value]
    head = [written.head.filler, written.head.phone, written.head.reviewer]
    dates = [answer.done_on for answer in written.rows if answer.done_on]
    assert sorted(v for v in changed if isinstance(v, str)) == sorted([*expected, *head])
    assert sorted(v.date() for v in changed if not isinstance(v, str)) == sorted(
        [*dates, written.head.filled_on])
