"""``rules`` and ``explain``: the catalogue of rules."""

from __future__ import annotations

from toolkit.app.outcome import DONE, Outcome
from toolkit.checks import RULES
from toolkit.checks.catalogue import page
from toolkit.model import WEIGHT_WORDS


def rules() -> Outcome:
    """Every rule: code, name, weight."""
    document = {"rules": [
        {"code": r.code, "name": r.name, "weight": r.weight, "needs": list(r.needs)}
        for r in RULES.values()]}
    lines = tuple(f"{r.code}  {WEIGHT_WORDS[r.weight]}  {r.name}" for r in RULES.values())
    return Outcome(DONE, document, (*lines, "用 zhenggai explain 代码 查看每条规则的说明。"))


def explain(code: str) -> Outcome:
    """One rule's page: what it says, why, what to do, examples."""
    text = page(code)
    rule = RULES[code.strip().upper()]
    document = {"code": rule.code, "name": rule.name, "weight": rule.weight, "why": rule.why,
                "remedy": rule.remedy, "page": text}
    return Outcome(DONE, document, tuple(text.splitlines()))
