"""``rules`` and ``explain``: the catalogue of rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.app.outcome import DONE, Outcome
from toolkit.checks import RULES
from toolkit.checks.catalogue import page
from toolkit.model import WEIGHT_WORDS, Profile

if TYPE_CHECKING:
    from toolkit.reports.check_report.rule_sheet import RuleCard


def rules(start: Path) -> Outcome:
    """Every rule: code, name, weight; in a workspace also what the office decided about it."""
    from toolkit.app.rule_cards import card_of

    profile = _profile(start)
    cards = {code: card_of(rule, profile) for code, rule in RULES.items()}
    document = {
        "rules": [{"code": r.code, "name": r.name, "weight": r.weight, "needs": list(r.needs)}
                  for r in RULES.values()],
        "in_force": {code: {"standing": card.standing, "weight": _WEIGHTS[card.weight]}
                     for code, card in cards.items()}}
    lines = tuple(_line(card) for card in cards.values())
    return Outcome(DONE, document, (*lines, "用 zhenggai explain 代码 查看每条规则的说明。"))


_WEIGHTS = {word: weight for weight, word in WEIGHT_WORDS.items()}


def _profile(start: Path) -> Profile:
    """The workspace's declaration at or above a folder; the package's own where there is none."""
    from toolkit.profile import default_profile, read_profile
    from toolkit.store.workspace import PROFILE, workspace_at

    workspace = workspace_at(start)
    content = workspace.read(PROFILE) if workspace else None
    return read_profile(content) if content else default_profile()


def _line(card: RuleCard) -> str:
    changed: list[str] = [card.standing] if card.standing in ("停用", "试行") else []
    changed += [f"原为{card.usual}"] if card.weight != card.usual else []
    return f"{card.code}  {card.weight}  {card.name}" + (f"（{'，'.join(changed)}）" if changed else "")


def explain(code: str) -> Outcome:
    """One rule's page: what it says, why, what to do, examples."""
    text = page(code)
    rule = RULES[code.strip().upper()]
    document = {"code": rule.code, "name": rule.name, "weight": rule.weight, "why": rule.why,
                "remedy": rule.remedy, "page": text}
    return Outcome(DONE, document, tuple(text.splitlines()))
