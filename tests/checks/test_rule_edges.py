"""Where rules must speak, or keep silent, beyond their own examples."""

from dataclasses import replace
from datetime import date

import pytest
from books import IN_TIME, sketch

from toolkit.checks import judge
from toolkit.checks.sample import sample_tables
from toolkit.model import (
    Announced,
    Book,
    Diagnostic,
    ListCell,
    Measure,
    Place,
    Problem,
    Publication,
    RuleChoice,
    Unit,
    Waiver,
)
from toolkit.profile import default_profile


def book_of(text: str) -> Book:
    return sketch(sample_tables(text)).book


def spoken(text: str, *codes: str):
    """Remarks of these codes as (code, unit, problem, cell)."""
    return [(r.code, r.unit, r.problem, r.place.cell) for r in judge(book_of(text))
            if not codes or r.code in codes]


# ── R ────────────────────────────────────────────────────────────────────────────────────────────
def test_before_the_due_time_a_missing_return_blocks_in_other_words():
    (remark,) = judge(book_of("""
        报送期
        | 截止时间 | 校验时间 |
        | 2031-03-25 18:00 | 2031-03-20 09:00 |

        应报单位
        | 单位 | 情形 |
        | 市水务局 | 没有发回 |
    """))
    assert (remark.code, remark.weight) == ("R101", "blocks")
    assert "还未到" in remark.message
    assert "逾期" not in remark.message


def test_on_the_day_itself_the_due_time_has_passed():
    (remark,) = judge(book_of("""
        报送期
        | 截止时间 | 校验时间 |
        | 2031-03-25 18:00 | 2031-03-25 23:59 |

        应报单位
        | 单位 | 情形 |
        | 市水务局 | 没有发回 |
    """))
    assert "当天已逾期" in remark.message


UNREADABLE = """
    收件箱
    | 文件 | 单位 | 情况 |
    | 市水务局.xlsx | 市水务局 | 无法读取：文件设了密码 |
"""


def test_a_missing_unit_is_told_once_that_its_file_cannot_be_used():
    book = book_of(UNREADABLE)
    (remark,) = judge(book)
    assert (remark.code, remark.weight, remark.unit) == ("R107", "blocks", "市水务局")
    assert "仍算未报送" in remark.message
    assert [u.state for u in book.units] == ["missing"]


def test_what_let_the_file_pass_leaves_the_unit_missing():
    book = book_of(UNREADABLE)
    for profile in (replace(book.profile, rules=(RuleChoice("R107", weight="advises"),)),
                    replace(book.profile, waivers=(Waiver("R107", approver="周主任", reason="另行报送"),))):
        assert [(r.code, r.weight) for r in judge(replace(book, profile=profile))] == [
            ("R101", "blocks"), ("R107", "advises")]


def test_a_waived_absence_stays_on_record_beside_the_unreadable_file():
    book = book_of(UNREADABLE)
    profile = replace(book.profile, waivers=(Waiver("R101", approver="周主任", reason="机构撤并"),))
    assert [(r.code, bool(r.waived)) for r in judge(replace(book, profile=profile))] == [
        ("R101", True), ("R107", False)]


def test_the_office_and_its_telephone_stand_in_the_reminder():
    book = book_of("""
        应报单位
        | 单位 | 情形 |
        | 市水务局 | 没有发回 |
    """)
    profile = replace(book.profile, office="市整改办", office_phone="0400-5550100")
    (remark,) = judge(replace(book, profile=profile))
    assert "市整改办（电话0400-5550100）" in remark.message


def test_one_problem_without_news_needs_its_reason():
    answer = """
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | | 本期无新进展 | {} |
    """
    assert spoken(answer.format("")) == [("R110", "市水务局", 1, "L5")]
    assert spoken(answer.format("无")) == [("R110", "市水务局", 1, "L5")]
    assert spoken(answer.format("等待招标。")) == []


# ── C ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_row_that_was_deleted_is_missed_in_its_file():
    (remark,) = judge(book_of("""
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
        | 2 | 市水务局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """))
    assert (remark.code, remark.problem, remark.place) == ("C201", 2, Place("市水务局.xlsx"))


def test_a_zero_report_answers_every_problem():
    assert spoken("""
        零报告 市水务局
        | 本期无进展 | 理由 |
        | 是 | 冬季停工。 |
    """) == []


def test_one_remark_lists_all_measures_without_an_answer():
    (remark,) = judge(book_of("""
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |
        | 1 | 二 | 清淤5公里。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """))
    assert remark.code == "C205"
    assert "措施一、措施二" in remark.message


def test_a_problem_without_news_owes_no_measures():
    assert spoken("""
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 正在推进 | 本期无新进展 | 等待招标。 |
    """) == []


def test_a_text_of_no_problem_is_not_called_another_problems():
    remarks = judge(book_of("""
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | 1 | 居民楼下餐饮油烟扰民，夜间噪声大。 | 正在推进 | 已约谈商户。 |
    """))
    assert [r.code for r in remarks] == ["C206"]
    assert "不像这一项的" in remarks[0].message


# ── F ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_blank_head_is_said_once_at_its_cell_however_many_rows():
    text = """
        表头 市水务局
        | 填报人 | 联系电话 |
        | | 0400-5550123 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 2 | 正在推进 | 已立项。 |
    """
    assert spoken(text) == [("F301", "市水务局", None, "D2")]


def test_rows_that_all_name_their_filler_need_no_head():
    assert spoken("""
        表头 市水务局
        | 填报人 | 联系电话 |
        | | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 | 联系电话 |
        | 1 | 正在推进 | 已清淤2公里。 | 林晓 | 0400-5550123 |
    """) == []


def test_an_unknown_measure_word_is_said_at_its_cell():
    assert spoken("""
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 差不多 |
    """) == [("F303", "市水务局", 1, "D2")]


@pytest.mark.parametrize(("day", "speaks"), [
    ("2031.3.15", False), ("2031年3月底", False), ("20310315", False), ("/", False), ("无", False),
    ("", False), ("三月中旬左右", True), ("2031年3月", True),
])
def test_days_as_clerks_write_them(day, speaks):
    text = f"""
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 正在推进 | 已清淤2公里。 | {day} |
    """
    assert bool(spoken(text, "F304")) is speaks


def test_the_day_of_the_head_and_of_measures_is_read_too():
    text = """
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        表头 市水务局
        | 填报日期 |
        | 月底 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* | 完成日期 |
        | 1 | 一 | 已完成 | 上个月 |
    """
    cells = {cell for code, _, _, cell in spoken(text, "F304")}
    assert cells == {"J2", "E2"}


# ── A ────────────────────────────────────────────────────────────────────────────────────────────
ALTERED = """
    清单
    | 序号 | 牵头单位 | 责任单位 | 整改时限 | 整改目标 |
    | 1 | 市水务局 | 甲区、乙区 | {} | 建成泵站2座。 |

    填报表 市水务局
    | 序号 | {} | 整改状态* | 整改进展情况* |
    | 1 | {} | 正在推进 | 已立项。 |
"""


@pytest.mark.parametrize(("official", "heading", "written", "code"), [
    ("2031-06-30", "整改时限", "2031年6月30日", "A402"),
    ("2031年6月底", "整改时限", "2031年9月底", "A401"),
    ("2031年6月底，并长期坚持", "整改时限", "2031-06-30", "A401"),
    ("2031年6月底", "责任单位", "乙区、甲区", "A402"),
    ("2031年6月底", "责任单位", "甲区", "A401"),
    ("2031年6月底", "责任单位", "甲区、乙区、丙区", "A401"),
    ("2031年6月底", "整改目标", "", "A402"),
    ("2031年6月底", "整改目标", "建成泵站2座", "A402"),
    ("2031年6月底", "整改目标", "建成泵站12座。", "A401"),
    ("2031年6月底", "整改目标", "力争建成泵站2座。", "A401"),
    ("2031年6月底", "验收单位", "市生态环境局", "A401"),
    ("2031年6月底", "上期进展", "随便写的", None),
])
def test_altered_and_reset_official_cells(official, heading, written, code):
    said = spoken(ALTERED.format(official, heading, written))
    assert [each[0] for each in said] == ([code] if code else [])


def test_a_unit_by_its_short_name_is_the_same_unit():
    book = book_of(ALTERED.format("2031年6月底", "责任单位", "甲区政府、乙区"))
    assert [r.code for r in judge(book)] == ["A401"]
    profile = replace(book.profile, units=(Unit("甲区", aliases=("甲区政府",)),))
    assert [r.code for r in judge(replace(book, profile=profile))] == ["A402"]


@pytest.mark.parametrize(("written", "code"), [
    ("封堵排污口3处。（已完成整改）", None), ("封堵排污口3处。", "A402"),
    ("封堵排污口3处（已完成整改）", "A402"), ("封堵排污口5处。（已完成整改）", "A401"),
])
def test_measures_are_official_text_too(written, code):
    said = spoken(f"""
        清单措施
        | 序号 | 措施序号 | 整改措施 | 完成标注 |
        | 1 | 一 | 封堵排污口3处。 | 已完成整改 |
        | 1 | 二 | 清淤。 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵。 |

        措施 市水务局
        | 序号 | 措施序号 | 整改措施 | 完成情况* |
        | 1 | 一 | {written} | 已完成 |
        | 1 | 二 | 清淤。 | 推进中 |
    """)
    assert [each[0] for each in said] == ([code] if code else [])


# ── L ────────────────────────────────────────────────────────────────────────────────────────────
def test_accepted_and_closed_need_done_measures_too():
    for status in ("已验收", "已销号"):
        said = spoken(f"""
            清单措施
            | 序号 | 措施序号 | 整改措施 |
            | 1 | 一 | 封堵排污口。 |

            填报表 市水务局
            | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
            | 1 | {status} | 已封堵。 | 2031-03-01 |

            措施 市水务局
            | 序号 | 措施序号 | 完成情况* |
            | 1 | 一 | 未开展 |
        """)
        assert [s for s in said if s[0] == "L501"] == [("L501", "市水务局", 1, "I5")]


def test_lead_units_of_one_class_in_two_wordings_do_not_differ():
    assert spoken("""
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局、市农业农村局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤。 |

        填报表 市农业农村局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进实施 | 已整治。 |
    """) == []


def test_a_completed_problem_with_a_dash_for_a_day_lacks_its_day():
    assert spoken("""
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改，长期坚持 | 已清淤。 | - |
    """) == [("L504", "市水务局", 1, "K5")]


# ── D and X ──────────────────────────────────────────────────────────────────────────────────────
def test_an_overdue_problem_nobody_answered_is_said_of_its_lead_unit():
    said = spoken("""
        报送期
        | 统计截至 |
        | 2031-03-31 |

        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | 2031年2月底 |

        应报单位
        | 单位 | 情形 |
        | 市水务局 | 没有发回 |
    """, "D601")
    assert said == [("D601", "市水务局", 1, None)]


@pytest.mark.parametrize(("deadline", "code"), [
    ("2031-03-30", "D601"), ("2031-03-31", "D602"), ("2031-04-30", "D602"), ("2031-05-01", None),
])
def test_the_days_around_the_reporting_day(deadline, code):
    said = spoken(f"""
        清单
        | 序号 | 牵头单位 | 整改时限 |
        | 1 | 市水务局 | {deadline} |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤。 |
    """)
    assert [each[0] for each in said] == ([code] if code else [])


SELF_ACCEPTED = """
    清单
    | 序号 | 牵头单位 | 验收单位 |
    | 1 | 市水务局 | 市水务局 |

    上期
    | 序号 | 整改状态 |
    | 1 | {} |

    填报表 市水务局
    | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
    | 1 | {} | 已清淤。 | 2031-03-01 |
"""


@pytest.mark.parametrize(("before", "now", "speaks"), [
    ("已完成整改", "已验收", True), ("已完成整改", "已完成整改", False), ("已验收", "已销号", False),
    ("正在推进", "已销号", True),
])
def test_self_acceptance_is_asked_about_where_it_is_newly_claimed(before, now, speaks):
    assert bool(spoken(SELF_ACCEPTED.format(before, now), "X703")) is speaks


# ── P ────────────────────────────────────────────────────────────────────────────────────────────
def imported(*numbers: int, announced: Announced = Announced(), found=(), **more):  # noqa: B008
    problems = tuple(
        Problem(n, f"第{n}项。", lead_units=("甲局",), deadline_text="2031年6月底",
                deadline=date(2031, 6, 30), measures=(Measure(None, "整治。"),),
                place=Place("方案.txt", line=10 * n), **more)
        for n in numbers)
    publication = Publication("plan", "方案", announced, problems, tuple(found))
    return judge(Book(default_profile(), IN_TIME, publication=publication))


def test_missing_numbers_up_to_the_announced_total_are_one_run():
    remarks = imported(1, 2, 3, announced=Announced(problems=7))
    assert [(r.code, r.given, r.expected) for r in remarks] == [
        ("P801", "3", "7"), ("P802", None, "4-7")]
    assert "第4至7项" in remarks[1].message


def test_a_list_that_begins_later_lacks_nothing_before():
    assert imported(26, 27, 28) == ()
    assert [r.expected for r in imported(26, 28)] == ["27"]


def test_a_number_used_twice_is_said_where_it_returns():
    remarks = imported(1, 2, 2)
    assert [(r.code, r.problem) for r in remarks] == [("P802", 2)]


def test_a_repeat_the_reader_noted_is_said_once():
    found = Diagnostic("repeat", Place("方案.txt", line=40), problem=2)
    (remark,) = imported(1, 2, found=(found,))
    assert (remark.code, remark.problem, remark.place.line) == ("P802", 2, 40)


def test_every_announced_figure_is_compared():
    announced = Announced(
        problems=2, sections=1, categories=1, lead_units=3, responsible_units=0,
        acceptance_units=1, due={date(2031, 6, 30): 1, date(2031, 12, 31): 0})
    remarks = imported(1, 2, announced=announced)
    assert {(r.given, r.expected) for r in remarks} == {("0", "1"), ("1", "3"), ("2", "1")}
    assert {r.code for r in remarks} == {"P801"}
    assert len(remarks) == 5


def test_a_truncated_document_explains_the_figures():
    found = Diagnostic("truncated", Place("方案.txt", line=99), note="正文到“（下转第7版）”为止")
    remarks = imported(1, announced=Announced(problems=2), found=(found,))
    assert [r.code for r in remarks] == ["P801", "P802", "P806"]
    assert "可能因为文件不完整" in remarks[0].message


def test_a_missing_field_is_said_of_each_problem():
    remarks = imported(1, 2, 3, acceptance_units=(), goal=None, found=(
        Diagnostic("missing_field", Place(), problem=1, expected="整改目标"),
        Diagnostic("missing_field", Place(), problem=3, expected="整改目标")))
    assert [(r.code, r.problem, r.expected) for r in remarks] == [
        ("P803", 1, "整改目标"), ("P803", 3, "整改目标")]
    assert "第3项" in remarks[1].message
    assert remarks[1].about == (ListCell(3, "整改目标"),)


def bare(*numbers: int, **more):
    problems = tuple(
        Problem(n, f"第{n}项。", place=Place("方案.txt", line=10 * n), **more) for n in numbers)
    publication = Publication("plan", "方案", problems=problems)
    return judge(Book(default_profile(), IN_TIME, publication=publication))


def test_a_field_no_problem_has_is_one_remark_for_the_document():
    remarks = bare(*range(1, 41), responsible_units=("市水务局",), deadline_text="立行立改")
    assert [(r.code, r.problem, r.expected) for r in remarks] == [
        ("P803", None, "牵头单位"), ("P803", None, "整改措施")]
    assert "全部40项" in remarks[0].message
    assert remarks[0].about == (ListCell(None, "牵头单位"),)


def test_a_document_of_one_problem_is_told_its_number():
    assert [(r.problem, r.expected) for r in bare(1, lead_units=("市水务局",), deadline_text="立行立改")] == [
        (1, "整改措施")]


def test_a_document_without_a_list_gets_one_remark():
    found = Diagnostic("no_list", Place("通知.txt"), note="没有一项一项的问题")
    (remark,) = imported(announced=Announced(problems=40), found=(found,))
    assert remark.code == "P807"


def test_period_rules_are_silent_at_an_import():
    assert {r.code for r in imported(1, acceptance_units=("甲局",))} == {"X703"}


# ── F306 ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("row", "told"), [
    ("正在推进 | #REF! | | -", [("F306", "blocks", "J5")]),
    ("#REF! | 已清淤2公里。 | | -", [("F306", "blocks", "I5")]),
    ("已完成整改 | 已清淤2公里。 | #REF! | -", [("F306", "blocks", "K5")]),
    ("正在推进 | 已清淤2公里。 | #REF! | -", [("F306", "advises", "K5")]),
    ("正在推进 | 已清淤2公里。 | | #REF!", [("F306", "advises", "L5")]),
    ("#REF! | 本期无新进展 | | 冬季停工。", [("F306", "advises", "I5")]),
])
def test_an_error_value_counts_as_blank_and_is_told_once(row, told):
    book = book_of(f"""
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | 存在问题 |
        | 1 | {row} |
    """)
    assert [(r.code, r.weight, r.place.cell) for r in judge(book)] == told


def test_an_error_value_in_the_head_is_told_once():
    book = book_of("""
        表头 市水务局
        | 填报人* | 联系电话* |
        | #REF! | 0400-5550123 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """)
    assert [(r.code, r.weight) for r in judge(book)] == [("F306", "blocks")]


def test_a_row_with_another_units_text_is_told_once():
    said = spoken("""
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |
        | 2 | 建筑工地扬尘控制不到位，裸土没有覆盖。 | 市住房和城乡建设局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | 1 | 建筑工地扬尘控制不到位，裸土没有覆盖。 | 正在推进 | 已封堵1处。 |
    """)
    assert said == [("C206", "市水务局", 2, "A5")]


@pytest.mark.parametrize("written", ["达到序时进度。", "正在推进；", " 已完成整改,长期坚持。"])
def test_a_stop_behind_a_status_is_no_other_wording(written):
    assert spoken(f"""
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | {written} | 已清淤2公里。 | {"2031-03-01" if "完成" in written else ""} |
    """, "F303") == []


@pytest.mark.parametrize(("written", "city", "speaks"), [
    ("市水务局（盖章）", "", False), ("填报单位：市水务局", "", False), ("清源市水务局", "清源市", False),
    ("清源市水务局（公章）", "清源市", False), ("市水务局河湖科", "清源市", True),
])
def test_a_unit_named_with_its_city_or_a_seals_note_is_known(written, city, speaks):
    book = book_of(f"""
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 是2031-03下发给市水务局的表 |

        表头 市水务局
        | 填报单位 |
        | {written} |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """)
    named = replace(book, profile=replace(book.profile, city=city))
    assert bool([r for r in judge(named) if r.code == "F309"]) is speaks


def test_a_head_formula_without_a_result_is_told_and_not_called_blank():
    said = spoken("""
        表头 市水务局
        | 填报单位 | 填报人* |
        | 市水务局 | =通讯录!B2 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """)
    assert said == [("F306", "市水务局", None, "D2")]
