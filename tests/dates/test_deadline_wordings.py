"""Deadline wordings as published, one a line: wording | last day or why not | precision | flags.

Flags: ``长`` goes on for good, ``推`` the year was not written in full. Why not: ``no_year`` no year to be
had, ``several`` more than one date, ``damaged`` no day of any calendar, ``vague`` anything else.
"""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.dates import read_deadline

WORDINGS = """
2024年12月底|2024-12-31|month|
2025年12月底前|2025-12-31|month|
2025年12月末|2025-12-31|month|
2025年12月末前完成|2025-12-31|month|
2022年年底前|2022-12-31|year|
2022年底|2022-12-31|year|
2022年底前|2022-12-31|year|
2022年年末|2022-12-31|year|
2022年末前|2022-12-31|year|
2022年底之前|2022-12-31|year|
2022年底以前|2022-12-31|year|
2025底前|2025-12-31|year|
2025年内|2025-12-31|year|
2025年年内完成|2025-12-31|year|
2025年|2025-12-31|year|
2025年度|2025-12-31|year|
2025年全年|2025-12-31|year|
2025年完成整改|2025-12-31|year|
2025年度内完成|2025-12-31|year|
2023年9月30日前|2023-09-30|day|
2023年9月30日|2023-09-30|day|
2023年9月30号前|2023-09-30|day|
2025年12月31日之前|2025-12-31|day|
2025年12月31日以前|2025-12-31|day|
2025年12月31日24时前|2025-12-31|day|
2025年12月31日18时30分前|2025-12-31|day|
2025年12月31日（星期三）前|2025-12-31|day|
2025年12月|2025-12-31|month|
2025年12月份|2025-12-31|month|
2025年12月份底|2025-12-31|month|
2025年9月|2025-09-30|month|
2024年2月底|2024-02-29|month|
2025年2月底前|2025-02-28|month|
2025.12|2025-12-31|month|
2025.12底|2025-12-31|month|
2025.12.31|2025-12-31|day|
2025.12.31前|2025-12-31|day|
2025-12-31|2025-12-31|day|
2025/12/31|2025-12-31|day|
2025-12|2025-12-31|month|
2025/6|2025-06-30|month|
20251231|2025-12-31|day|
２０２５年|2025-12-31|year|
２０２５年６月底前|2025-06-30|month|
2025 年 6 月 底 前|2025-06-30|month|
二〇二五年六月底|2025-06-30|month|
二○二五年十二月三十一日前|2025-12-31|day|
二零二五年底前|2025-12-31|year|
2025年六月底|2025-06-30|month|
2025年十一月底前|2025-11-30|month|
2025年上半年|2025-06-30|half|
2025年上半年底|2025-06-30|half|
2025年下半年|2025-12-31|half|
2025年下半年内|2025-12-31|half|
2024年三季度末|2024-09-30|quarter|
2024年第三季度|2024-09-30|quarter|
2024年第3季度末前|2024-09-30|quarter|
2024年一季度|2024-03-31|quarter|
2024年4季度|2024-12-31|quarter|
2024年前三季度|2024-09-30|quarter|
2024年Q3|2024-09-30|quarter|
2024年度第四季度|2024-12-31|quarter|
2025年6月上旬|2025-06-10|ten_days|
2025年6月中旬前|2025-06-20|ten_days|
2025年6月下旬|2025-06-30|ten_days|
2025年2月下旬前|2025-02-28|ten_days|
十四五末|2025-12-31|year|
“十四五”末|2025-12-31|year|
“十四五”期末前|2025-12-31|year|
“十四五”期间|2025-12-31|year|
“十五五”末|2030-12-31|year|
2024年底前，并长期坚持|2024-12-31|year|长
2024年底前完成整改，长期坚持|2024-12-31|year|长
2024年底前完成并持续推进|2024-12-31|year|长
2025年6月底前，需长期坚持|2025-06-30|month|长
2025年6月30日前整改到位并常态化推进|2025-06-30|day|长
2025年12月底（长期坚持）|2025-12-31|month|长
长期坚持，2025年底前取得明显成效|2025-12-31|year|长
立行立改，2025年6月底前完成|2025-06-30|month|
立行立改，2025年6月底前完成，并长期坚持|2025-06-30|month|长
截至2025年12月底|2025-12-31|month|
于2025年12月底前|2025-12-31|month|
最迟2025年6月底|2025-06-30|month|
不晚于2025年6月30日|2025-06-30|day|
2025年12月底前完成80%|2025-12-31|month|
2025年12月底前完成12处整治|2025-12-31|month|
2025年12月底前达到序时进度|2025-12-31|month|
2025年12月底前（已完成）|2025-12-31|month|
2024年1月至2024年12月|2024-12-31|month|
2024年1月—12月|2024-12-31|month|
2024年6月至12月底|2024-12-31|month|
2024年1月1日至12月31日|2024-12-31|day|
2024年12月1日—31日|2024-12-31|day|
2024年1月1日起至2024年12月31日止|2024-12-31|day|
2024—2025年|2025-12-31|year|
2023年至2025年|2025-12-31|year|
2023-2025年底|2025-12-31|year|
2024年一至三季度|2024-09-30|quarter|
2025年6月（上半年）|2025-06-30|half|
2025年6月30日前（2025年6月底前）|2025-06-30|month|
25年底|2025-12-31|year|推
25年12月底前|2025-12-31|month|推
25年上半年|2025-06-30|half|推
立行立改|-|at_once|
立行立改并长期坚持|-|at_once|长
立行立改，长期坚持|-|at_once|长
立行立改，持续推进|-|at_once|长
即知即改|-|at_once|
立即整改|-|at_once|
立整立改|-|at_once|
立查立改、长期坚持|-|at_once|长
边督边改|-|at_once|
长期坚持|-|open|长
长期|-|open|长
长期整改|-|open|长
持续推进|-|open|长
持续整改|-|open|长
需长期坚持|-|open|长
常态化推进|-|open|长
2025年起长期坚持|-|open|长
自2025年1月起持续推进|-|open|长
|-|none|
2019年1221日|damaged|unclear|
2024年13月|damaged|unclear|
2024年13月底前|damaged|unclear|
2024年2月30日|damaged|unclear|
2025年2月29日前|damaged|unclear|
2025年12月32日|damaged|unclear|
2025年12月31目|damaged|unclear|
20255年底|damaged|unclear|
2024年底前取得阶段性成效、2025年底前全面完成|several|unclear|
2024年6月底、2024年12月底|several|unclear|
2024年6月底前启动，12月底前完成|several|unclear|
2025年6月底前或2025年12月底前|several|unclear|
2024年底前完成，2025年底前巩固提升|several|unclear|
10月底前|no_year|unclear|
上半年|no_year|unclear|
一季度|no_year|unclear|
年底前|no_year|unclear|
12月31日前|no_year|unclear|
明年6月底|no_year|unclear|
今年年底|no_year|unclear|
汛期前|vague|unclear|
2025年汛期前|vague|unclear|
2025年春节前|vague|unclear|
2025年入冬前|vague|unclear|
2025年采暖季前|vague|unclear|
2025年冬季|vague|unclear|
2025年国庆节前|vague|unclear|
2025年前|vague|unclear|
2025年12月前|vague|unclear|
2025年初|damaged|unclear|
2025年年中|vague|unclear|
2024年12月初|damaged|unclear|
2025年6月15日前后|vague|unclear|
近期|vague|unclear|
尽快完成|vague|unclear|
明年|vague|unclear|
3个月内|vague|unclear|
方案印发后一个月内|vague|unclear|
自发文之日起30个工作日内|vague|unclear|
每年汛期前|vague|unclear|
每年12月底前|vague|unclear|
按序时进度推进|vague|unclear|
"""

ROWS = [line.split("|") for line in WORDINGS.strip("\n").split("\n")]


def flags(read) -> str:
    return "长" * read.long_term + "推" * read.inferred


@pytest.mark.parametrize(("text", "told", "precision", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_a_wording_is_its_last_day_or_says_why_not(text, told, precision, wanted):
    read = read_deadline(text)
    assert (read.day.isoformat() if read.day else read.trouble or "-") == told
    assert (read.precision, flags(read), read.text) == (precision, wanted, text)


def test_the_table_is_long_enough_to_prove_something():
    assert len(ROWS) >= 120
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10月底前", date(2025, 10, 31)), ("上半年", date(2025, 6, 30)), ("三季度末", date(2025, 9, 30)), ("年底前", date(2025, 12, 31)),
        ("今年年底", date(2025, 12, 31)), ("今年12月底", date(2025, 12, 31)), ("明年6月底", date(2026, 6, 30)), ("明年底", date(2026, 12, 31)),
        ("6月至10月", date(2025, 10, 31)), ("6月30日前", date(2025, 6, 30)), ("5月中旬", date(2025, 5, 20)), ("本年度内", date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_a_year_from_the_context_is_marked(text, day):
    read = read_deadline(text, 2025)
    assert (read.day, read.inferred) == (day, True)


@pytest.mark.parametrize("text", ["2024年底前取得阶段性成效、2025年底前全面完成", "6月底前、12月底前", "每年12月底前", "汛期前", "2019年1221日"])
def test_a_year_from_the_context_settles_nothing_else(text):
    assert read_deadline(text, 2025).day is None


def test_the_dates_of_a_doubtful_wording_are_named():
    read = read_deadline("2024年底前取得阶段性成效、2025年底前全面完成")
    assert read.days == (date(2024, 12, 31), date(2025, 12, 31))
