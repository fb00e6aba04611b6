from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.dates import (
    chinese_day,
    chinese_moment,
    measure_deadline,
    period_end,
    read_day,
    read_deadline,
    read_moment,
)

HERE = timezone(timedelta(hours=8))
NOW = datetime(2025, 3, 1, 9, tzinfo=HERE)
END = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("text", "day", "precision", "long_term"),
    [
        ("2024年12月底", END, "month", False), ("2025年12月底前", date(2025, 12, 31), "month", False),
        ("2022年年底前", date(2022, 12, 31), "year", False), ("2023年9月30日前", date(2023, 9, 30), "day", False),
        ("2025年12月", date(2025, 12, 31), "month", False), ("2024年底前，并长期坚持", END, "year", True),
        ("2024年2月底", date(2024, 2, 29), "month", False), ("2024年第三季度", date(2024, 9, 30), "quarter", False),
        ("2024年上半年", date(2024, 6, 30), "half", False), ("二〇二四年十二月底", END, "month", False),
        ("２０２４年 12 月底", END, "month", False), ("2024年1月至2024年12月", END, "month", False),
        ("立行立改", None, "at_once", False), ("长期坚持", None, "open", True), ("立行立改，长期坚持", None, "at_once", True),
        ("2019年1221日", None, "unclear", False), ("2024年6月底、2024年12月底", None, "unclear", False),
        ("汛期前", None, "unclear", False), ("2025年汛期前", None, "unclear", False), ("2024年13月", None, "unclear", False),
        ("2024年2月30日", None, "unclear", False), ("2024年12月初", None, "unclear", False), ("10月底前", None, "unclear", False),
        ("", None, "none", False),
    ],
)  # fmt: skip
def test_deadline_wordings(text, day, precision, long_term):
    read = read_deadline(text)
    assert (read.text, read.day, read.precision, read.long_term) == (text, day, precision, long_term)


@pytest.mark.parametrize(
    ("text", "day"), [("10月底前", date(2025, 10, 31)), ("上半年", date(2025, 6, 30)), ("一季度", date(2025, 3, 31)), ("年底前", date(2025, 12, 31))]
)
def test_an_implied_year_is_said(text, day):
    read = read_deadline(text, 2025)
    assert (read.day, read.inferred) == (day, True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年12月底前印发《规划》。", END), ("300余户，2024年12月底前完成改造。", END), ("2024年6月底前启动，2024年12月底前完成。", END),
        ("落实《方案（2024—2025年）》。", None), ("落实《2024年12月底前任务清单》。", None), ("对2020年底前建成的加油站全部改造。", None),
        ("2023年以来整治。", None), ("12月底前完成。", None),
    ],
)  # fmt: skip
def test_a_measures_own_date(text, day):
    assert measure_deadline(text) == day


@pytest.mark.parametrize(
    "text", ["2024.12.31", "2024-12-31", "2024/12/31", "20241231", "2024年12月31日", "２０２４年１２月３１日", "2024年12月底",
             "2024年底", "2024-12-31 00:00:00", "2024年12月31日（星期二）", "2024年12月31号", "12月底前", "12月31日"],
)  # fmt: skip
def test_days_as_clerks_write_them(text):
    assert read_day(text, 2024) == END


@pytest.mark.parametrize("text", ["", "近期", "2024年12月", "2024.12", "24.12.31", "45657", "2024年13月1日", "-", "6月底和12月底", "12月31日"])
def test_an_uncertain_day_is_none(text):
    assert read_day(text) is None


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_printed_day_comes_back(day):
    assert read_day(chinese_day(day)) == read_day(day.isoformat()) == read_deadline(chinese_day(day)).day == day


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)).map(lambda m: m.replace(second=0, microsecond=0, tzinfo=HERE)))  # noqa: DTZ001
def test_a_printed_moment_comes_back(moment):
    assert read_moment(chinese_moment(moment), NOW) == moment
    assert read_moment(moment.replace(tzinfo=None).isoformat(), NOW) == moment
    assert read_moment(moment.isoformat(), NOW) == moment


@pytest.mark.parametrize("text", ["3月25日18时", "2025年3月25日 18时", "2025-03-25 18:00", "3月25日下午6点", "3月25日18:00前", "2025/3/25 18:00:00"])
def test_moments_as_people_type_them(text):
    assert read_moment(text, NOW) == datetime(2025, 3, 25, 18, tzinfo=HERE)


def test_a_day_alone_lasts_to_its_end():
    assert read_moment("2025-03-25", NOW) == datetime(2025, 3, 25, 23, 59, 59, tzinfo=HERE)


@pytest.mark.parametrize("text", ["", "明天", "2025-13-01", "3月25日25时", "18时", "3月"])
def test_an_unreadable_moment_is_none(text):
    assert read_moment(text, NOW) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [("2025-03", date(2025, 3, 31)), ("2025-Q1", date(2025, 3, 31)), ("2025年3月", date(2025, 3, 31)), ("2025-H1", date(2025, 6, 30)),
     ("2025", date(2025, 12, 31)), ("2025年第四季度", date(2025, 12, 31)), ("2025年上半年", date(2025, 6, 30)), ("春季", None), ("2025-13", None)],
)  # fmt: skip
def test_a_period_named_after_a_month_or_quarter_ends_on_its_last_day(name, day):
    assert period_end(name) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("到2025年底，利用率达到35%。", date(2025, 12, 31)), ("截至2024年12月底，已完成12处。", None),
        ("2025年内完成。", date(2025, 12, 31)), ("2025年6月底前完成，2025年12月底前验收。", date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_until_when_a_measure_runs(text, day):
    assert measure_deadline(text) == day


def test_within_the_year():
    assert (read_deadline("2025年年内").day, read_deadline("2025年内").day) == (date(2025, 12, 31), date(2025, 12, 31))
