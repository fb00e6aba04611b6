"""Calendars, measures with dates, acceptance on record: beyond the rules' own examples."""

from dataclasses import replace
from datetime import date

import pytest
from books import sketch

from toolkit.checks import judge
from toolkit.checks.sample import sample_tables
from toolkit.dates import Calendar, said_of_years
from toolkit.model import Edit, Holiday, Waiver


def book_of(text: str, **profile: object):
    book = sketch(sample_tables(text)).book
    return replace(book, profile=replace(book.profile, **profile))


def said(book, *codes: str):
    return [(r.code, r.weight, r.problem, r.place.cell) for r in judge(book) if r.code in codes]


# ── the calendar ─────────────────────────────────────────────────────────────────────────────────
def test_days_off_and_make_up_days_are_known():
    calendar = Calendar()
    assert not calendar.works(date(2025, 10, 1))     # National Day, a Wednesday
    assert calendar.works(date(2025, 10, 11))        # a Saturday made up
    assert not calendar.works(date(2025, 10, 12))
    assert calendar.on_or_after(date(2025, 10, 1)) == date(2025, 10, 9)
    assert calendar.working_days(date(2025, 9, 30), date(2025, 10, 11)) == 3


def test_the_offices_own_days_override():
    calendar = Calendar([Holiday(date(2025, 10, 11), works=False), Holiday(date(2025, 10, 1), works=True)])
    assert not calendar.works(date(2025, 10, 11))
    assert calendar.works(date(2025, 10, 1))


def test_an_unknown_year_is_said_until_the_office_enters_it():
    assert "2033" in said_of_years(Calendar(), date(2033, 3, 1), date(2025, 1, 1))
    assert said_of_years(Calendar(), date(2025, 3, 1)) == ""
    own = Calendar([Holiday(date(2033, 2, 1), works=False)])
    assert said_of_years(own, date(2033, 3, 1)) == ""
    assert Calendar().works(date(2033, 3, 1))
    assert not Calendar().works(date(2033, 3, 5))


NEAR = """
    报送期
    | 统计截至 |
    | 2025-09-25 |

    清单
    | 序号 | 牵头单位 | 整改时限 |
    | 1 | 市水务局 | 2025-10-11 |

    填报表 市水务局
    | 序号 | 整改状态* | 整改进展情况* |
    | 1 | 正在推进 | 已清淤2公里。 |
"""


@pytest.mark.parametrize(("days", "working", "speaks"), [
    (15, False, False), (16, False, True), (7, True, True), (6, True, False)])
def test_near_is_counted_in_the_days_the_office_chose(days, working, speaks):
    book = book_of(NEAR, due_soon_days=days, due_soon_working=working)
    assert bool(said(book, "D602")) == speaks


def test_on_the_day_itself_nothing_is_left_to_count():
    (remark,) = [r for r in judge(book_of(NEAR.replace("2025-10-11", "2025-09-25"))) if r.code == "D602"]
    assert "统计截至日当天到期" in remark.message
    assert "0天" not in remark.message


def test_working_days_of_a_year_nobody_knows_are_said_to_be_a_guess():
    book = book_of(NEAR.replace("2025", "2033"), due_soon_days=20, due_soon_working=True)
    (remark,) = [r for r in judge(book) if r.code == "D602"]
    assert "个工作日" in remark.message
    assert "2033年的放假安排还不知道" in remark.message


# ── measures with a date ─────────────────────────────────────────────────────────────────────────
MEASURES = """
    报送期
    | 统计截至 |
    | 2031-03-31 |

    清单措施
    | 序号 | 措施序号 | 整改措施 | 措施时限 |
    | 1 | 一 | 封堵排污口。 | 2030-12-31 |

    填报表 市水务局
    | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
    | 1 | {status} | 已封堵2处。 | {day} |
"""


def test_a_measure_nobody_reported_is_overdue_at_the_problems_status():
    book = book_of(MEASURES.format(status="正在推进", day=""))
    assert said(book, "D603") == [("D603", "advises", 1, "I5")]
    (remark,) = [r for r in judge(book) if r.code == "D603"]
    assert "本期没有报完成情况" in remark.message


def test_measures_of_a_finished_problem_are_not_called_overdue():
    assert said(book_of(MEASURES.format(status="已完成整改", day="2031-01-10")), "D603") == []


LAST_DONE = MEASURES.format(status="正在推进", day="") + """
    上期
    | 序号 | 整改状态 | 已完成措施 |
    | 1 | 正在推进 | {before} |

    措施 市水务局
    | 序号 | 措施序号 | 完成情况* | 说明 |
    | 1 | 一 | {now} | 每月巡查一次。 |
"""


def test_a_note_beside_a_measure_done_last_period_does_not_open_it_again():
    assert said(book_of(LAST_DONE.format(before="一", now="")), "D603") == []
    assert len(said(book_of(LAST_DONE.format(before="一", now="推进中")), "D603")) == 1, "taken back"


def test_a_note_alone_on_an_overdue_measure_is_no_report_of_it():
    book = book_of(LAST_DONE.format(before="", now=""))
    assert said(book, "D603") == [("D603", "advises", 1, "I5")]
    (remark,) = [r for r in judge(book) if r.code == "D603"]
    assert "本期没有报完成情况" in remark.message


def test_a_missing_unit_is_told_once_and_not_measure_by_measure():
    book = book_of("""
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |

        清单措施
        | 序号 | 措施序号 | 整改措施 | 措施时限 |
        | 1 | 一 | 封堵排污口。 | 2030-12-31 |

        应报单位
        | 单位 | 情形 |
        | 市水务局 | 没有发回 |
    """)
    assert said(book, "D603") == []
    assert [c for c, *_ in said(book, "R101")] == ["R101"]


# ── days of completion ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("status", "day", "weights"), [
    ("已完成整改", "2031-04-01", ["blocks"]),
    ("已完成整改", "2031-03-31", []),
    ("已完成整改", "1931-03-31", ["blocks"]),
    ("正在推进", "2031-12-31", ["advises"]),
    ("正在推进", "2031-03-01", ["advises"]),
    ("正在推进", "无", []),
    ("快好了", "2031-03-01", []),
])
def test_a_day_of_completion_must_be_one_that_can_be(status, day, weights):
    book = book_of(f"""
        报送期
        | 统计截至 |
        | 2031-03-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | {status} | 已清淤5公里。 | {day} |
    """)
    assert [weight for _, weight, *_ in said(book, "L505")] == weights


def test_a_measures_day_of_completion_too():
    book = book_of("""
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵2处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* | 完成日期 |
        | 1 | 一 | 已完成 | 2031-05-01 |
    """)
    assert said(book, "L505") == [("L505", "blocks", 1, "E2")]


def test_finished_a_year_before_last_period_said_otherwise():
    book = book_of("""
        上期
        | 序号 | 整改状态 |
        | 1 | 正在推进 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2029-03-10 |
    """)
    assert [weight for _, weight, *_ in said(book, "L505")] == ["advises"]


# ── acceptance on record ─────────────────────────────────────────────────────────────────────────
CLOSED = """
    上期
    | 序号 | 整改状态 |
    | 1 | 已完成整改 |

    填报表 市水务局
    | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
    | 1 | 已销号 | 已清淤5公里。 | 2030-03-10 |
"""


def test_an_acceptance_the_office_wrote_in_the_ledger_lets_a_problem_be_closed():
    book = book_of(CLOSED)
    assert said(book, "X702") == [("X702", "blocks", 1, "I5")]
    for day, speaks in (("2031-03-01", False), ("-", True), ("", True)):
        edited = replace(book, edits={1: Edit(1, accepted_on=day)})
        assert bool(said(edited, "X702")) == speaks


@pytest.mark.parametrize(("heading", "paper", "weight"), [
    ("佐证材料", "市生态环境局验收意见、现场照片", "advises"),
    ("佐证材料", "竣工验收报告", "advises"),
    ("验收意见", "现场核查合格，同意销号", "advises"),
    ("佐证材料", "现场照片", "blocks"),
    ("佐证材料", "验收意见待补", "blocks"),
    ("佐证材料", "申请验收的报告", "blocks"),
    ("验收意见", "", "blocks"),
])
def test_papers_of_an_acceptance_are_for_the_office_to_enter(heading, paper, weight):
    book = book_of(CLOSED.replace("| 完成日期 |", f"| 完成日期 | {heading} |").replace(
        "2030-03-10 |", f"2030-03-10 | {paper} |"))
    assert said(book, "X702") == [("X702", weight, 1, "I5")]


def test_long_unaccepted_follows_from_last_periods_day():
    book = book_of("""
        报送期
        | 统计截至 |
        | 2031-03-31 |

        上期
        | 序号 | 整改状态 | 完成日期 |
        | 1 | 已完成整改 | 2030-01-10 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | | 本期无新进展 |
    """)
    assert [code for code, *_ in said(book, "X701")] == ["X701"]
    accepted = replace(book, edits={1: Edit(1, accepted_on="2030-12-01")})
    assert said(accepted, "X701") == []
    assert said(replace(book, profile=replace(book.profile, acceptance_days=500)), "X701") == []


# ── telephone numbers, unit names ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("phone", "speaks"), [
    ("13904715550", False), ("139-0471-5550", False), ("１３９０４７１５５５０", False),
    ("0471-5550101", False), ("(0471)5550101", False), ("5550101", False), ("0471-5550101转803", False),
    ("12345", False), ("13904715550/5550101", False), ("400-800-1234", False), ("+86 13904715550", False),
    ("1390471555", True), ("139047155500", True), ("李青13904715550", True), ("见办公室", True), ("1", True),
])
def test_telephone_numbers_as_people_write_them(phone, speaks):
    book = book_of(f"""
        表头 市水务局
        | 填报人* | 联系电话* |
        | 李青 | {phone} |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """)
    assert bool(said(book, "F305")) == speaks


# ── waivers ──────────────────────────────────────────────────────────────────────────────────────
def test_an_expired_waiver_says_so_and_the_remark_blocks_again():
    book = book_of(CLOSED)
    waiver = Waiver("X702", problem=1, approver="张主任", reason="补办", expiry=date(2031, 3, 1))
    expired = replace(book, profile=replace(book.profile, waivers=(waiver,)))
    (remark,) = [r for r in judge(expired) if r.code == "X702"]
    assert remark.weight == "blocks"
    assert remark.waived is None
    assert "原有的豁免已于2031年3月1日到期" in remark.message
    later = replace(waiver, expiry=date(2031, 12, 31))
    (remark,) = [r for r in judge(replace(expired, profile=replace(
        expired.profile, waivers=(waiver, later)))) if r.code == "X702"]
    assert remark.waived
