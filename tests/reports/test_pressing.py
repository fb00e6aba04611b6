"""提醒函, 督办函, 验收销号申请表 and 公示: made when due, citing what the ledger and the rules say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from ledgers import DUE, ECOLOGY, HOUSING, NORTH, RIVER_BEND, WATER, ZONE, sample_ledger

from toolkit.model import Edit, Fault, Para, Period, Remark, RuleChoice, Written
from toolkit.reports.letters.closing import announcement, application, to_accept
from toolkit.reports.letters.pressing import Past, deadline_reminder, pressed_problems, supervision
from toolkit.reports.wording import counts_as_missing
from toolkit.word.letters import letter_forms

AFTER = datetime(2031, 4, 2, 9, tzinfo=ZONE)
FEBRUARY = Period("2031-02", datetime(2031, 2, 25, 18, tzinfo=ZONE), datetime(2031, 2, 1, tzinfo=ZONE),
                  date(2031, 2, 28), None, (), "b" * 64)
JANUARY = replace(FEBRUARY, name="2031-01", due=datetime(2031, 1, 25, 18, tzinfo=ZONE), as_of=date(2031, 1, 31))


def standing(ledger, unit):
    return next(u for u in ledger.units if u.unit == unit)


def text(blocks) -> str:
    return "\n".join(b.text for b in blocks if isinstance(b, Para))


def past(period, *faults, **received) -> Past:
    by_unit = {}
    for fault in faults:
        by_unit[fault.unit] = (*by_unit.get(fault.unit, ()), fault)
    return Past(period, by_unit, received)


def missing(unit) -> Fault:
    return Fault(unit, "R101", 1, (), True)


def with_message(ledger, code, message, **changes):
    remarks = tuple(replace(r, message=message, **changes) if r.code == code else r for r in ledger.remarks)
    return replace(ledger, remarks=remarks)


# ── 提醒函 ───────────────────────────────────────────────────────────────────────────────────────
SAID = "第2项问题（市水务局、市生态环境局牵头）应于2031年2月28日完成，截至2031年3月31日已逾期31天，尚未完成。"


def test_every_lead_unit_is_reminded_in_the_rules_own_words():
    ledger = with_message(sample_ledger(), "D601", SAID)
    for unit in (WATER, ECOLOGY):
        filling = deadline_reminder(ledger, standing(ledger, unit))
        said = text(filling.blocks["已逾期的问题"])
        assert said.startswith("第2项：")
        assert said.endswith("。应于2031年2月28日完成，截至2031年3月31日已逾期31天，尚未完成。")
        assert filling.texts["事由"] == "整改任务逾期"
    assert deadline_reminder(ledger, standing(ledger, HOUSING)) is None


@pytest.mark.parametrize("changes", [{"trial": True}, {"waived": "已批准"}])
def test_what_does_not_count_reminds_nobody(changes):
    ledger = with_message(sample_ledger(), "D601", SAID, **changes)
    assert deadline_reminder(ledger, standing(ledger, WATER)) is None


def test_near_and_past_are_told_apart():
    ledger = with_message(sample_ledger(), "D601", SAID)
    near = Remark("D602", "advises", "第1项问题应于2031年4月15日完成，距统计截至日2031年3月31日还有15天，尚未完成。",
                  WATER, 1)
    filling = deadline_reminder(replace(ledger, remarks=(*ledger.remarks, near)), standing(ledger, WATER))
    assert filling.texts["事由"] == "整改任务逾期和即将到期"
    assert "还有15天" in text(filling.blocks["即将到期的问题"])
    assert filling.blocks["已逾期的措施"] == ()


# ── 督办函 ───────────────────────────────────────────────────────────────────────────────────────
def test_silence_in_periods_running_is_told_in_order():
    ledger = sample_ledger()
    before = (past(FEBRUARY, missing(RIVER_BEND)), past(JANUARY, missing(RIVER_BEND)))
    filling = supervision(ledger, standing(ledger, RIVER_BEND), before, AFTER)
    assert text(filling.blocks["报送情况"]).split("\n") == [
        "你单位连续3期未按要求报送：",
        "（一）2031年1月整改进展情况应于2031年1月25日18时前报送，未报送。",
        "（二）2031年2月整改进展情况应于2031年2月25日18时前报送，未报送。",
        "（三）2031年3月整改进展情况应于2031年3月25日18时前报送，未报送。"]
    assert filling.texts["事由"] == "连续未按要求报送整改进展情况"


def test_a_registered_time_is_cited():
    ledger = sample_ledger()
    late = Fault(HOUSING, "R102", 1, (), True)
    received = {HOUSING: datetime(2031, 2, 27, 10, 30)}  # noqa: DTZ001 - as the ledger prints it
    filling = supervision(ledger, standing(ledger, HOUSING), (past(FEBRUARY, late, **received),), AFTER)
    said = text(filling.blocks["报送情况"])
    assert "迟报，登记的收到时间为2031年2月27日10时30分" in said
    assert "迟报，登记的收到时间为2031年3月26日8时30分" in said


def test_nobody_is_pressed_without_cause():
    ledger = sample_ledger()
    river = standing(ledger, RIVER_BEND)
    one_well = (past(FEBRUARY), past(JANUARY, missing(RIVER_BEND)))
    assert supervision(ledger, river, one_well, AFTER) is None, "February was well"
    assert supervision(ledger, river, (), AFTER) is None, "no period was published before"
    both = (past(FEBRUARY, missing(RIVER_BEND)),)
    assert supervision(ledger, river, both, DUE) is None, "there is time yet"
    never = replace(ledger, profile=replace(ledger.profile, supervise_after=0))
    assert supervision(never, river, both, AFTER) is None
    unsure = (past(FEBRUARY, Fault(NORTH, "R102", 1)),)
    assert supervision(ledger, standing(ledger, NORTH), unsure, AFTER) is None, "no time was registered"


def test_a_problem_overdue_period_after_period_is_cited_by_its_date():
    ledger = with_message(sample_ledger(), "D601", SAID)
    overdue = past(FEBRUARY, Fault(WATER, "D601", 1, (2,)))

    def due(day):
        rows = tuple(replace(r, problem=replace(r.problem, deadline=day)) if r.problem.number == 2 else r
                     for r in ledger.rows)
        return replace(ledger, rows=rows)

    filling = supervision(due(date(2031, 2, 1)), standing(ledger, WATER), (overdue,), AFTER)
    assert "2031年2月（截至2031年2月28日）、2031年3月（截至2031年3月31日）连续2期" in text(filling.blocks["逾期情况"])
    pressed = pressed_problems(due(date(2031, 2, 1)), standing(ledger, WATER), (overdue,))
    assert pressed == {2}
    assert deadline_reminder(ledger, standing(ledger, WATER), pressed) is None, "one letter on one matter"
    assert supervision(due(date(2031, 3, 10)), standing(ledger, WATER), (overdue,), AFTER) is None


# ── finished problems ────────────────────────────────────────────────────────────────────────────
def with_row(ledger, number, **changes):
    return replace(ledger, rows=tuple(
        replace(r, **changes) if r.problem.number == number else r for r in ledger.rows))


def test_completed_problems_get_a_form_until_somebody_accepted_them():
    ledger = with_row(sample_ledger(), 3, status="completed", printed_status="已完成整改")
    rows = [row for row in to_accept(ledger) if row.problem.number == 3]
    filling = application(ledger, rows[0])
    assert filling.texts["序号"] == "3"
    assert filling.texts["整改进展情况"] == "检查工地57个次，发出整改通知21份。"
    accepted = with_row(ledger, 3, edit=Edit(3, accepted_on="2031-03-20"))
    assert 3 not in [row.problem.number for row in to_accept(accepted)]


@pytest.mark.parametrize(("written", "printed"), [
    ("2031-03-05", "2031年3月5日"), ("2031.3.5", "2031年3月5日"), ("2031年2月底", "2031年2月底"), ("三月上旬", "三月上旬"), ("", "　")])
def test_days_are_written_as_letters_write_them(written, printed):
    row = next(row for row in sample_ledger().rows if row.problem.number == 3)
    entry = replace(row.entries[0], cells={**row.entries[0].cells, "done_on": Written(
        written, written, row.entries[0].place, "as written")})
    assert application(sample_ledger(), replace(row, entries=(entry,), baseline=None)).texts["完成日期"] == printed


def test_accepted_problems_are_announced_but_secret_ones_not():
    ledger = with_row(sample_ledger(), 1, status="accepted", edit=Edit(
        1, accepted_on="2031-03-20", accepted_by=HOUSING))
    [row] = announcement(ledger).rows["拟销号问题"]
    assert (row["序号"], row["验收日期"], row["验收单位"]) == (1, "2031年3月20日", HOUSING)
    secret = replace(ledger.rows[0].problem, public=False)
    assert announcement(with_row(ledger, 1, problem=secret)) is None
    assert announcement(sample_ledger()) is None


def test_every_letter_fills_exactly_what_its_form_declares():
    ledger = with_row(with_message(sample_ledger(), "D601", SAID), 1, status="accepted")
    done = with_row(ledger, 3, status="completed")
    made = {
        "提醒函": deadline_reminder(ledger, standing(ledger, WATER)),
        "督办函": supervision(ledger, standing(ledger, RIVER_BEND), (past(FEBRUARY, missing(RIVER_BEND)),), AFTER),
        "验收销号申请表": application(done, to_accept(done)[0]),
        "公示": announcement(ledger),
    }
    for kind, filling in made.items():
        form = letter_forms()[kind]
        assert set(filling.texts) == set(form.texts), kind
        assert set(filling.blocks) == set(form.blocks), kind
        assert {n: set(rows[0]) for n, rows in filling.rows.items()} == {
            n: set(fields) for n, fields in form.rows.items()}, kind


def test_a_unit_whose_file_could_not_be_read_counts_as_missing() -> None:
    silent = sample_ledger()
    (unit,) = [u for u in silent.units if u.state == "missing"]
    unread = Remark("R107", "blocks", "无法读取。", unit.unit)
    said = replace(silent, remarks=(unread,))
    assert counts_as_missing(said, unit)
    assert not counts_as_missing(replace(silent, remarks=()), unit)
    assert not counts_as_missing(replace(said, remarks=(replace(unread, waived="主任同意"),)), unit)
    off = replace(said.profile, rules=(RuleChoice("R101", "off"),))
    assert not counts_as_missing(replace(said, profile=off), unit)
    excused = Remark("R101", "advises", "未报送。", unit.unit, waived="主任同意")
    assert not counts_as_missing(replace(said, remarks=(unread, excused)), unit)
