"""``rules`` and ``explain``: the catalogue of rules."""

from __future__ import annotations

from toolkit.app.outcome import DONE, Outcome
from toolkit.checks import RULES
from toolkit.checks.catalogue import page
from toolkit.model import Unusable

_WEIGHTS = {"blocks": "阻断", "advises": "提醒"}


def rules() -> Outcome:
    """Every rule: code, name, weight."""
    document = {"rules": [
        {"code": r.code, "name": r.name, "weight": r.weight, "needs": list(r.needs)}
        for r in RULES.values()]}
    lines = tuple(f"{r.code}  {_WEIGHTS[r.weight]}  {r.name}" for r in RULES.values())
    return Outcome(DONE, document, (*lines, "用 zhenggai explain 代码 查看每条规则的说明。"))


def explain(code: str) -> Outcome:
    """One rule's page: what it says, why, what to do, examples."""
    rule = RULES.get(code.strip().upper())
    if rule is None:
        raise Unusable(f"没有代码为“{code}”的规则。用 zhenggai rules 查看全部规则。")
    document = {"code": rule.code, "name": rule.name, "weight": rule.weight, "why": rule.why,
                "remedy": rule.remedy, "page": page(rule.code)}
    return Outcome(DONE, document, tuple(page(rule.code).splitlines()))
