"""What the office decided about every rule, for reports and for ``rules``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from toolkit.checks import RULES
from toolkit.checks.judge import covers
from toolkit.checks.rule import Rule
from toolkit.dates import chinese_day
from toolkit.model import WEIGHT_WORDS, Ledger, Profile, RuleChoice, Waiver
from toolkit.reports.check_report.rule_sheet import RuleCard, Standing
from toolkit.text import matching_key

if TYPE_CHECKING:
    from toolkit.app.session import Session


def rule_cards(session: Session, ledger: Ledger) -> tuple[RuleCard, ...]:
    """One card a rule, in the manual's order, with its waivers in force and expired."""
    today = session.now.date()
    return tuple(
        card_of(rule, session.profile, has_last=ledger.baseline is not None,
                waivers=tuple(_waivers(rule, ledger, today)))
        for rule in RULES.values())


def card_of(
    rule: Rule, profile: Profile, *, has_last: bool = True, waivers: tuple[str, ...] = (),
) -> RuleCard:
    """A rule's card; ``has_last``: whether there is a last period to compare with."""
    choice = next((c for c in profile.rules if c.code == rule.code), RuleChoice(rule.code))
    usual = WEIGHT_WORDS[rule.weight]
    weight = WEIGHT_WORDS[choice.weight] if choice.weight else usual
    return RuleCard(rule.code, rule.name, rule.remedy, _standing(rule, choice, has_last), weight, usual, waivers)


def _standing(rule: Rule, choice: RuleChoice, has_last: bool) -> Standing:
    if choice.state == "off":
        return "停用"
    if "period" not in rule.stages:
        return "导入时用"
    if rule.against_last and not has_last:
        return "本期不适用"
    return "试行" if choice.state == "trial" else "启用"


def _waivers(rule: Rule, ledger: Ledger, today: date) -> Iterator[str]:
    """A line each: whether it is in force and was needed, what it covers, who, why, how long."""
    for waiver in ledger.profile.waivers:
        if matching_key(waiver.code) != matching_key(rule.code):
            continue
        used = sum(bool(r.waived) and covers(waiver, r) for r in ledger.remarks)
        if waiver.expiry is not None and today > waiver.expiry:
            state = "已过期"
        else:
            state = f"生效，用于{used}条" if used else "生效，本期没有用到"
        until = f"有效期至{chinese_day(waiver.expiry)}" if waiver.expiry else "没有写有效期"
        yield (f"【{state}】{_scope(waiver)}；批准人：{waiver.approver or '（未写）'}；"
               f"理由：{waiver.reason or '（未写）'}；{until}")


def _scope(waiver: Waiver) -> str:
    problem = f"第{waiver.problem}项" if waiver.problem is not None else ""
    named = [part for part in (waiver.unit, problem, waiver.file) if part]
    return "、".join(named) or "整条规则"
