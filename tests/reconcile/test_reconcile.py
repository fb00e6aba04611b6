"""Entries meet their problems: versions, partial corrections, contributions, and nothing lost."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import (
    Arrival,
    Baseline,
    BaselineRow,
    Book,
    Entry,
    Measure,
    Paragraph,
    Period,
    Place,
    Problem,
    Return,
    Unit,
    Written,
)
from toolkit.profile import default_profile
from toolkit.reconcile import reconcile

CHINA = timezone(timedelta(hours=8))
DUE = datetime(2031, 3, 25, 18, tzinfo=CHINA)
WATER, FOREST, COUNTY = "市水务局", "市林业和草原局", "东山县党委和政府"
PROBLEMS = (
    Problem(1, "北河排口旱天溢流。", lead_units=(WATER,), responsible_units=(COUNTY,),
            measures=(Measure("一", "溯源。"), Measure("二", "改造。"))),
    Problem(2, "南岭造林成活率低。", lead_units=(FOREST,)),
    Problem(3, "水库库区有违建。", lead_units=(WATER, FOREST)),
)
COLUMNS = {"number": 1, "text": 2, "status": 8, "progress": 9, "done_on": 10}
PROFILE = replace(default_profile(), units=(
    Unit(WATER, aliases=("水务局",)), Unit(FOREST), Unit(COUNTY)))


def written(file: str, row: int, name: str, text: str) -> Written:
    return Written(text, text, Place(file, "填报表", row, COLUMNS.get(name, 20)))


def row(file: str, at: int, number: int | None, /, **cells: str) -> Entry:
    said = {name: written(file, at, name, text) for name, text in cells.items()}
    return Entry(number, said, Place(file, "填报表", at, 1), columns=COLUMNS)


def returned(file: str, *rows: Entry, head: dict[str, Written] | None = None) -> Return:
    return Return(file, f"sha-{file}", head=head or {}, entries=rows)


def arrived(file: str, unit: str | None, hours: float = -10, version: int = 0) -> Arrival:
    return Arrival(file, f"sha-{file}", unit=unit, received_at=DUE + timedelta(hours=hours),
                   how="given", version=(version, 0))


def book(returns: list[Return], arrivals: list[Arrival], *, baseline: Baseline | None = None,
         to: str = "lead") -> Book:
    expected = (WATER, FOREST) if to == "lead" else (WATER, FOREST, COUNTY)
    period = Period("2031-03", DUE, DUE - timedelta(days=10), date(2031, 3, 31), None, expected,
                    "", to)  # type: ignore[arg-type]
    return reconcile(profile=PROFILE, period=period, problems=PROBLEMS, returns=returns,
                     arrivals=arrivals, baseline=baseline, now=DUE + timedelta(days=1))


def states(found: Book) -> dict[str, str]:
    return {unit.unit: unit.state for unit in found.units}


def kinds(found: Book) -> list[str]:
    return sorted(d.kind for d in found.diagnostics)


def test_silence_is_missing_and_awaited() -> None:
    found = book([], [])
    assert states(found) == {WATER: "missing", FOREST: "missing"}
    assert [case.awaited for case in found.cases] == [(WATER,), (FOREST,), (WATER, FOREST)]
    assert found.units[0].expected == (1, 3)


def test_an_answer_meets_its_problem() -> None:
    found = book([returned("a.xlsx", row("a.xlsx", 9, 1, status="正在推进", progress="已溯源。"))],
                 [arrived("a.xlsx", WATER)])
    (entry,) = found.cases[0].entries
    assert (entry.unit, entry.role, entry.sha256) == (WATER, "lead", "sha-a.xlsx")
    assert states(found)[WATER] == "returned"
    assert found.units[0].answered == (1,)
    assert found.cases[2].awaited == (WATER, FOREST)


def test_received_after_the_due_time_is_late() -> None:
    found = book([returned("a.xlsx", row("a.xlsx", 9, 1, status="正在推进"))],
                 [arrived("a.xlsx", WATER, hours=0.1)])
    assert states(found)[WATER] == "late"


def test_a_late_correction_does_not_make_an_early_return_late() -> None:
    files = [returned(f, row(f, 9, 1, status=s)) for f, s in (("a", "正在推进"), ("b", "已完成整改"))]
    found = book(files, [arrived("a", WATER, -3), arrived("b", WATER, 5)])
    assert states(found)[WATER] == "returned"
    assert found.cases[0].entries[0].text("status") == "已完成整改"


def test_a_partial_correction_replaces_only_the_rows_it_contains() -> None:
    full = returned("a", row("a", 9, 1, progress="旧一"), row("a", 10, 3, progress="旧三"))
    part = returned("b", row("b", 9, 3, progress="新三"), row("b", 10, 1, text="北河排口旱天溢流。"))
    found = book([full, part], [arrived("a", WATER, -5), arrived("b", WATER, -1)])
    assert [e.text("progress") for c in found.cases for e in c.entries] == ["旧一", "新三"]
    assert kinds(found) == ["superseded"]
    (diagnostic,) = found.diagnostics
    assert (diagnostic.place.file, diagnostic.expected, diagnostic.note) == (
        "a", "b", "收到时间较晚")
    assert [(left.written.text, left.why) for left in found.leftovers] == [("旧三", "已被“b”取代")]
    assert {a.file: a.verdict for a in found.arrivals} == {"a": "accepted", "b": "accepted"}


def test_a_wholly_replaced_version_is_ignored_with_its_reason() -> None:
    files = [returned(f, row(f, 9, 1, progress=f)) for f in ("a", "b")]
    found = book(files, [arrived("a", WATER, -5), arrived("b", WATER, -5, version=4)])
    old = next(a for a in found.arrivals if a.file == "a")
    assert (old.verdict, old.reason) == ("ignored", "已被“b”取代（文件名标明是较新的版本）")


def test_rows_off_the_list_or_of_others_are_left_and_told() -> None:
    found = book([returned(
        "a", row("a", 9, None, number="9", progress="清单外"), row("a", 10, 2, progress="别人的"))],
        [arrived("a", WATER)])
    assert kinds(found) == ["off_list", "other_unit"]
    assert {left.written.text for left in found.leftovers} == {"清单外", "别人的", "9"}
    assert not any(case.entries for case in found.cases)


def test_the_same_problem_twice_keeps_the_first_and_tells() -> None:
    found = book([returned("a", row("a", 9, 1, progress="甲"), row("a", 10, 1, progress="乙"),
                           row("a", 11, 1, progress="甲"))], [arrived("a", WATER)])
    assert kinds(found) == ["same_problem"]
    assert [e.text("progress") for e in found.cases[0].entries] == ["甲"]
    assert [left.written.text for left in found.leftovers] == ["乙"]


def test_an_unexpected_responsible_unit_contributes() -> None:
    found = book([returned("a", row("a", 9, 1, progress="本县已封堵。"))], [arrived("a", COUNTY)])
    assert kinds(found) == ["unexpected_unit"]
    assert [(e.unit, e.role) for e in found.cases[0].entries] == [(COUNTY, "responsible")]
    assert found.cases[0].awaited == (WATER,)


def test_a_zero_report_is_a_state_of_its_own() -> None:
    zero = replace(returned("a"), nothing_new=Written("是", "是", Place("a", "填报说明", 3, 2)))
    found = book([zero], [arrived("a", WATER)])
    assert states(found)[WATER] == "nothing_to_report"
    assert found.cases[0].awaited == ()
    assert found.cases[2].awaited == (FOREST,)


def test_a_blank_person_takes_the_heads() -> None:
    head = {"filler": written("a", 3, "filler", "李青"), "phone": written("a", 3, "phone", "5550101")}
    own = row("a", 10, 3, progress="乙", filler="王禾")
    found = book([returned("a", row("a", 9, 1, progress="甲"), own, head=head)],
                 [arrived("a", WATER)])
    first, second = (case.entries[0] for case in found.cases if case.entries)
    assert (first.text("filler"), first.cells["filler"].place.row) == ("李青", 3)
    assert (second.text("filler"), second.text("phone")) == ("王禾", "5550101")


def test_closed_problems_are_not_expected() -> None:
    closed = Baseline("2031-02", "x", {1: BaselineRow(1, "已销号", "closed", (Paragraph(None, "完。"),))})
    assert book([], [], baseline=closed).units[0].expected == (3,)


def test_a_rejected_files_cells_are_left_over() -> None:
    refused = replace(arrived("a", None), verdict="rejected", reason="认不出")
    found = book([returned("a", row("a", 9, 1, progress="甲"))], [refused])
    assert [(left.written.text, left.why) for left in found.leftovers] == [("甲", "认不出")]


@given(st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(shuffled: random.Random) -> None:
    returns = [
        returned("b/二.xlsx", row("b/二.xlsx", 9, 1, progress="乙"), row("b/二.xlsx", 10, 3, progress="丙")),
        returned("a/一.xlsx", row("a/一.xlsx", 9, 1, progress="甲")),
        returned("c.xlsx", row("c.xlsx", 9, 2, progress="丁")),
        returned("d.xlsx", row("d.xlsx", 9, 1, progress="县")),
    ]
    arrivals = [arrived("b/二.xlsx", WATER), arrived("a/一.xlsx", WATER), arrived("c.xlsx", FOREST),
                arrived("d.xlsx", COUNTY)]
    straight = book(list(returns), list(arrivals))
    shuffled.shuffle(returns)
    shuffled.shuffle(arrivals)
    again = book(returns, arrivals)
    assert again.cases == straight.cases
    assert again.leftovers == straight.leftovers
    assert again.arrivals == straight.arrivals
    assert again.units == straight.units


def test_collectives_bind_only_the_members_the_directory_knows() -> None:
    from toolkit.duties import Duties, directory_of

    problems = (Problem(1, "北河排口旱天溢流。", lead_units=(WATER,),
                        responsible_units=("各区县党委和政府", COUNTY)),)
    alone = Duties(problems, directory_of(default_profile(), problems))
    assert alone.expected_units("all") == (WATER, COUNTY)
    town = replace(PROFILE, units=(*PROFILE.units, Unit("西川区党委和政府", collectives=("各区县党委和政府",))))
    known = Duties(problems, directory_of(town, problems))
    assert known.expected_units("all") == (WATER, "西川区党委和政府", COUNTY)
    assert known.role(1, "西川区党委和政府") == "responsible"
    assert known.expected_units("lead") == (WATER,)


@pytest.mark.parametrize(("text", "day"), [
    ("3月10日", None), ("31.3.9", "2031-03-09"), ("30年12月1日", "2030-12-01"),
    ("2031.3.9上午", "2031-03-09"), ("2031年3月9日 15:30", "2031-03-09"),
    ("11月20日", None), ("3.9.25", None), ("19.3.9", None), ("2月30日", None), ("近日", None),
])
def test_half_a_year_is_completed_and_a_missing_one_is_not_guessed(text: str, day: str | None) -> None:
    from toolkit.dates import read_day

    given = row("甲.xlsx", 5, 1, status="已完成整改", progress="已溯源。")
    cell = written("甲.xlsx", 5, "done_on", text)._replace(day=read_day(text))
    given = replace(given, cells={**given.cells, "done_on": cell})
    found = book([returned("甲.xlsx", given)], [arrived("甲.xlsx", WATER)])
    (entry,) = next(case.entries for case in found.cases if case.problem.number == 1)
    read = entry.cells["done_on"]
    assert (read.text, str(read.day) if read.day else None) == (text, day)
    assert ("按日期读作" in read.how) == (cell.day is None and day is not None)


def test_a_row_without_a_number_is_pointed_at_by_its_words() -> None:
    stray = row("甲.xlsx", 9, None, text="群众反映夜间噪声扰民。", status="正在推进", progress="已约谈。")
    found = book([returned("甲.xlsx", stray)], [arrived("甲.xlsx", WATER)])
    (told,) = (d for d in found.diagnostics if d.kind == "off_list")
    assert (told.given, told.place) == ("群众反映夜间噪声扰民。", stray.cells["text"].place)


def test_last_periods_sheet_fills_no_gap_in_this_ones() -> None:
    mine = [n.number for n in PROBLEMS if WATER in n.lead_units][:2]
    former = [row("二月.xlsx", 5 + n, n, status="正在推进", progress=f"二月的第{n}项。") for n in mine]
    now = row("三月.xlsx", 5, mine[0], status="正在推进", progress="三月的进展。")
    arrivals = [replace(arrived("二月.xlsx", WATER, hours=-1), other_period="2031-02"), arrived("三月.xlsx", WATER)]
    found = book([returned("二月.xlsx", *former), returned("三月.xlsx", now)], arrivals)
    texts = {case.problem.number: [e.text("progress") for e in case.entries] for case in found.cases}
    assert len(mine) == 2
    assert (texts[mine[0]], texts[mine[1]]) == (["三月的进展。"], [])
    alone = book([returned("二月.xlsx", *former)], arrivals[:1])
    assert [e.text("progress") for c in alone.cases if c.problem.number == mine[1] for e in c.entries] == [
        f"二月的第{mine[1]}项。"]
