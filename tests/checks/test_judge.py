"""What judging does with remarks: choices of the office, waivers, muting, order."""

import types
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from books import ZONE, sketch

from toolkit.checks import RULES, judge
from toolkit.checks.judge import covers, rules_of
from toolkit.checks.rule import Spot, rule
from toolkit.checks.sample import sample_tables
from toolkit.model import Arrival, Book, Diagnostic, Place, Profile, Remark, RuleChoice, Waiver

MISSING = """
    应报单位
    | 单位 | 情形 |
    | 市水务局 | 已发回填报表 |
    | 市农业农村局 | 没有发回 |
"""
UNFILLED = """
    填报表 市水务局
    | 序号 | 整改状态* | 整改进展情况* |
    | 1 | 正在推进 | 已清淤2公里。 |
    | 2 | | |
"""
CLEAN = """
    清单
    | 序号 | 牵头单位 | 验收单位 | 整改时限 |
    | 1 | 市水务局 | 市生态环境局 | 2031年12月底 |
    | 2 | 市水务局、市农业农村局 | 市生态环境局 | 长期坚持 |

    清单措施
    | 序号 | 措施序号 | 整改措施 | 完成标注 |
    | 1 | 一 | 封堵排污口。 | 已完成整改 |
    | 1 | 二 | 清淤5公里。 | |

    填报表 市水务局
    | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
    | 1 | 已完成整改 | 已清淤5公里。 | 2031年3月10日 |
    | 2 | 达到时序进度 | （一）已巡查。\\n（二）已整改。 | / |

    措施 市水务局
    | 序号 | 措施序号 | 完成情况* | 完成日期 |
    | 1 | 二 | 已完成 | 2031.3.10 |

    填报表 市农业农村局
    | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
    | 2 | 达到序时进度 | 本期无新进展 | 等待汛期结束。 |
"""


def book_of(text: str, **profile) -> Book:
    book = sketch(sample_tables(text)).book
    return replace(book, profile=replace(book.profile, **profile))


def codes(book: Book) -> list[str]:
    return [remark.code for remark in judge(book)]


def test_a_clean_round_is_silent():
    assert judge(book_of(CLEAN)) == ()


def test_a_book_without_period_and_publication_is_silent():
    assert judge(Book(Profile(), datetime(2031, 3, 1, tzinfo=ZONE))) == ()


def test_a_rule_switched_off_says_nothing():
    assert codes(book_of(MISSING)) == ["R101"]
    assert codes(book_of(MISSING, rules=(RuleChoice("R101", "off"),))) == []


def test_a_rule_on_trial_is_shown_and_never_blocks():
    (remark,) = judge(book_of(MISSING, rules=(RuleChoice("R101", "trial", "blocks"),)))
    assert (remark.trial, remark.weight) == (True, "advises")


def test_the_office_may_change_a_weight():
    (remark,) = judge(book_of(MISSING, rules=(RuleChoice("R101", weight="advises"),)))
    assert (remark.trial, remark.weight) == (False, "advises")


def test_an_uncertain_time_stays_advice_though_the_profile_repeats_the_default_weight():
    late = """
        收件箱
        | 文件 | 单位 | 收到时间 | 依据 |
        | 市水务局.xlsx | 市水务局 | 2031-03-26 09:30 | 首次见到 |
    """
    for choices in ((), (RuleChoice("R102", weight="blocks"),)):
        (remark,) = judge(book_of(late, rules=choices))
        assert (remark.code, remark.weight) == ("R102", "advises")
        assert "收到时间待核" in remark.message


# ── waivers ──────────────────────────────────────────────────────────────────────────────────────
def waiver(**more) -> Waiver:
    return Waiver(**{"code": "C201", "approver": "周主任", "reason": "已并入第1项", **more})


@pytest.mark.parametrize("scope", [
    {}, {"unit": "市水务局"}, {"problem": 2}, {"unit": "市水务局", "problem": 2},
    {"file": "市水务局.xlsx"}, {"expiry": date(2031, 3, 26)},
])
def test_a_waiver_lets_a_remark_pass_and_names_who_and_why(scope):
    (remark,) = judge(book_of(UNFILLED, waivers=(waiver(**scope),)))
    assert remark.weight == "advises"
    assert "周主任" in remark.waived
    assert "已并入第1项" in remark.waived


@pytest.mark.parametrize("scope", [
    {"code": "C202"}, {"unit": "市农业农村局"}, {"problem": 1}, {"file": "别的.xlsx"},
    {"expiry": date(2031, 3, 25)},
])
def test_a_waiver_of_something_else_or_expired_has_no_effect(scope):
    (remark,) = judge(book_of(UNFILLED, waivers=(waiver(**scope),)))
    assert (remark.weight, remark.waived) == ("blocks", None)


# ── muting ───────────────────────────────────────────────────────────────────────────────────────
def with_unreadable(book: Book, unit: str | None) -> Book:
    """The book, with a second file of a unit that could not be read."""
    bad = Arrival("补报.xlsx", "f" * 64, "rejected", unit)
    found = Diagnostic("unreadable", Place("补报.xlsx"), note="文件设了密码", unit=unit)
    return replace(book, arrivals=(*book.arrivals, bad), diagnostics=(*book.diagnostics, found))


def test_what_a_unit_left_out_is_not_asked_for_while_its_other_file_cannot_be_read():
    book = book_of(UNFILLED)
    assert codes(book) == ["C201"]
    assert codes(with_unreadable(book, "市水务局")) == ["R107"]


def test_another_units_unreadable_file_mutes_nothing():
    assert codes(with_unreadable(book_of(UNFILLED), "市农业农村局")) == ["R107", "C201"]
    assert codes(with_unreadable(book_of(UNFILLED), None)) == ["R107", "C201"]


@pytest.mark.parametrize(("said", "covered"), [
    ("水务/来件.zip/表.xlsx", True), ("表.xlsx", True), ("水务\\来件.zip", True), ("水务/", True), ("来件", False),
    ("水务/来件.zip/表.xls", False)])
def test_a_waivers_file_may_be_a_path_a_name_a_folder_or_an_archive(said, covered):
    remark = Remark("R107", "blocks", "", place=Place("水务/来件.zip/表.xlsx"))
    assert covers(Waiver("R107", file=said, approver="周主任", reason="重复材料"), remark) is covered


@pytest.mark.parametrize("choice", [
    {"rules": (RuleChoice("R107", "trial"),)},
    {"rules": (RuleChoice("R107", weight="advises"),)},
    {"waivers": (Waiver("R107", approver="周主任", reason="重复材料"),)},
])
def test_what_was_let_pass_never_mutes_what_blocks(choice):
    assert codes(with_unreadable(book_of(UNFILLED, **choice), "市水务局")) == ["R107", "C201"]


def test_a_row_whose_number_and_text_differ_is_not_also_called_altered():
    mixed = """
        清单
        | 序号 | 问题 | 牵头单位 | 整改目标 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 封堵排污口。 |
        | 2 | 城东水厂应急备用水源至今没有建成。 | 市水务局 | 建成备用水源。 |

        填报表 市水务局
        | 序号 | 问题 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | 城东水厂应急备用水源至今没有建成。 | 封堵排污口。 | 正在推进 | 已选址。 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 封堵排污口。 | 正在推进 | 已封堵。 |
    """
    assert codes(book_of(mixed)) == ["C206"]


# ── order ────────────────────────────────────────────────────────────────────────────────────────
def test_remarks_come_in_the_order_of_families_and_never_twice():
    book = book_of(MISSING + UNFILLED.replace("市水务局", "市林业和草原局"))
    doubled = replace(book, units=(*reversed(book.units), *book.units))
    families = [code[0] for code in codes(doubled)]
    assert families == sorted(families, key="RCFALDXPO".index)
    assert len(set(judge(doubled))) == len(judge(doubled))
    assert set(judge(doubled)) == set(judge(book))


def test_the_order_of_what_came_in_does_not_matter():
    book = book_of(CLEAN.replace("2031年3月10日", "三月初").replace("已清淤5公里", ""))
    turned = replace(
        book, units=book.units[::-1], arrivals=book.arrivals[::-1], returns=book.returns[::-1],
        diagnostics=book.diagnostics[::-1])
    assert judge(book)
    assert judge(turned) == judge(book)


def test_only_the_clock_rules_look_at_the_clock():
    book = book_of(CLEAN.replace("2031年12月底", "2031年3月底").replace("已完成整改 | 已清淤", "正在推进 | 已清淤"))
    later = replace(book, now=book.now + timedelta(days=400))
    assert [r for r in judge(later) if r.code not in ("R101", "R102")] == list(judge(book))


# ── the catalogue of rules ───────────────────────────────────────────────────────────────────────
def made(code: str):
    @rule(code, "名称", "一句话")
    def found(_: Book) -> list[Spot]:
        """一句话。

        Why: 因为。
        Remedy: 改正。
        Bad:
            清单
            | 序号 |
            | !1 |
        Good:
            清单
            | 序号 |
            | 1 |
        """
        return []

    return found


def module_of(**members) -> types.ModuleType:
    module = types.ModuleType("family")
    vars(module).update(members)
    return module


def test_two_rules_with_one_code_are_refused():
    with pytest.raises(ValueError, match="R199"):
        rules_of([module_of(one=made("R199")), module_of(other=made("R199"))])


def test_rules_come_in_the_order_of_the_manual_whatever_the_modules():
    found = rules_of([module_of(a=made("P899"), b=made("C299")), module_of(c=made("R199"))])
    assert list(found) == ["R199", "C299", "P899"]


def test_needed_rules_exist():
    for each in RULES.values():
        assert set(each.needs) <= RULES.keys()
        assert each.code not in each.needs


@pytest.mark.parametrize("part", ["Why", "Remedy", "Bad", "Good"])
def test_a_page_with_a_part_missing_does_not_import(part):
    def find(_: Book) -> list[Spot]:
        return []

    page = "一句话。\n\nWhy: 因为。\nRemedy: 改正。\nBad:\n  清单\n  | 序号 |\n  | !1 |\nGood:\n  清单\n  | 序号 |\n  | 1 |\n"
    find.__doc__ = page.replace(f"{part}:", "Else:")
    with pytest.raises(ValueError, match=part):
        rule("R199", "名称", "一句话")(find)


def test_a_bad_example_must_mark_a_cell():
    def find(_: Book) -> list[Spot]:
        return []

    find.__doc__ = "一句话。\n\nWhy: 因为。\nRemedy: 改正。\nBad:\n  清单\n  | 序号 |\n  | 1 |\nGood:\n  清单\n  | 序号 |\n  | 1 |\n"
    with pytest.raises(ValueError, match="mark"):
        rule("R199", "名称", "一句话")(find)


def test_a_malformed_code_is_refused():
    with pytest.raises(ValueError, match="code"):
        rule("Z1", "名称", "一句话")
