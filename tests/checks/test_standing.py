"""What entries claim, and where problems stand."""

import pytest
from books import sketch
from hypothesis import given
from hypothesis import strategies as st

from toolkit.checks.sample import sample_tables
from toolkit.checks.standing import Wordings, is_none, runs, says_nothing_new, standing
from toolkit.model import Entry, Place, Written
from toolkit.profile import default_profile

WORDINGS = Wordings(default_profile())


@pytest.mark.parametrize(("written", "status"), [
    ("已完成整改", "completed"), (" 已完成整改 ", "completed"), ("已完成整改,长期坚持", "completed"),
    ("达到时序进度", "on_schedule"), ("正在推进实施", "in_progress"), ("快好了", None), ("", None),
])
def test_a_status_wording_has_a_class_or_none(written, status):
    assert WORDINGS.status_class(written) == status


@pytest.mark.parametrize(("written", "option"), [
    ("已完成", "已完成"), ("已完成整改", "已完成"), ("全部完成", "已完成"), ("未开展", "未开展"),
    ("尚未启动", "未开展"), ("推进中", "推进中"), ("正在推进", "推进中"), ("长期坚持", "推进中"),
    ("未达序时进度", "推进中"), ("大概吧", None), ("", None),
])
def test_a_measure_wording_is_one_of_the_options_or_none(written, option):
    assert WORDINGS.measure(written) == option
    assert WORDINGS.done(written) == (option == "已完成")


@pytest.mark.parametrize("text", ["", " ", "-", "—", "——", "/", "无", "暂无", "N/A"])
def test_what_clerks_write_for_nothing_is_nothing(text):
    assert is_none(text)


@pytest.mark.parametrize("text", ["0", "无法确定", "2031-03-01", "未完成"])
def test_what_says_something_is_not_nothing(text):
    assert not is_none(text)


@pytest.mark.parametrize(("text", "expected"), [
    ("本期无新进展", True), ("本期无新进展。", True), (" 本期 无新进展", True),
    ("本期无新进展，但已立项。", False), ("已立项", False),
])
def test_nothing_new_is_said_by_that_answer_alone(text, expected):
    entry = Entry(1, {"progress": Written(text, text, Place())}, Place())
    assert says_nothing_new(entry) is expected


STANDINGS = """
    清单
    | 序号 | 牵头单位 |
    | 1 | 甲局、乙局 |
    | 2 | 甲局 |
    | 3 | 甲局 |
    | 4 | 乙局 |

    上期
    | 序号 | 整改状态 |
    | 2 | 达到序时进度 |
    | 3 | 已销号 |

    填报表 甲局
    | 序号 | 整改状态* | 整改进展情况* |
    | 1 | 已完成整改 | 已清淤。 |
    | 2 | | 本期无新进展 |

    填报表 乙局
    | 序号 | 整改状态* | 整改进展情况* |
    | 1 | 未达序时进度 | 尚在施工。 |
"""


def test_the_least_advanced_lead_counts_then_what_was_known_before():
    book = sketch(sample_tables(STANDINGS)).book
    stands = {case.problem.number: standing(case, WORDINGS) for case in book.cases}
    assert [stands[n].status for n in (1, 2, 3, 4)] == ["behind", "on_schedule", "closed", None]
    assert stands[1].entry.unit == "乙局"
    assert stands[3].entry is None


def test_runs_join_three_and_more():
    assert runs([3, 1, 2, 5, 7, 8]) == "1至3、5、7、8"
    assert runs([]) == ""


@given(st.sets(st.integers(1, 60)))
def test_runs_name_exactly_the_numbers(numbers):
    said = set()
    for piece in filter(None, runs(numbers).split("、")):
        first, _, last = piece.partition("至")
        said |= set(range(int(first), int(last or first) + 1))
    assert said == numbers
