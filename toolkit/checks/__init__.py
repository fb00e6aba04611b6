"""The rules (规则): Book -> Remarks, and the pages clerks read about them."""

from __future__ import annotations

from toolkit.checks.catalogue import manual, page
from toolkit.checks.judge import RULES, judge
from toolkit.checks.rule import FAMILIES, Rule, Spot

__all__ = ["FAMILIES", "RULES", "Rule", "Spot", "judge", "manual", "page"]
