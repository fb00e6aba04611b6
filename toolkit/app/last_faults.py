"""What was wrong with a unit's last return, in the words of the rules, for its next 填报说明."""

from __future__ import annotations

from toolkit.checks import RULES
from toolkit.model import Fault, FaultRecord
from toolkit.reports.wording import MISSING, numbers_phrase

_HEEDED = "RCFAL"
_LATE = "R102"
_NOT_THE_UNITS = frozenset({"R103", "R104", "R105", "R109"})
"""Repeats, versions and doubts about who sent a file: nothing a unit did wrong in its sheet."""
_MOST_FAULTS = 8


def last_faults(record: FaultRecord | None, unit: str) -> tuple[tuple[str, str], ...]:
    """What was wrong with a unit's last return, for 填报说明: (rule, sentence), what blocked first.

    Only what a unit can heed; being late is said only where the time is certain (it blocked).
    """
    said = record.units[unit].standing if record and unit in record.units else ()
    heeded = [f for f in said if f.code in RULES and f.code[0] in _HEEDED
              and f.code not in _NOT_THE_UNITS and (f.code != _LATE or f.blocks)]
    if any(f.code[0] == "R" and f.code != MISSING for f in heeded):
        heeded = [f for f in heeded if f.code != MISSING]  # late, or sent what could not be used
    ordered = sorted(heeded, key=lambda f: (not f.blocks, -f.count, f.code))
    shown = ordered if len(ordered) <= _MOST_FAULTS else ordered[:_MOST_FAULTS - 1]
    pairs = [(RULES[f.code].name, _fault_sentence(f)) for f in shown]
    if rest := ordered[len(shown):]:
        pairs.append((f"其余{len(rest)}类", "、".join(RULES[f.code].name for f in rest) + "。"))
    return tuple(pairs)


def _fault_sentence(fault: Fault) -> str:
    """How often and where, what the rule says, and (of what stands in cells) how to mend it."""
    rule = RULES[fault.code]
    cells = rule.code[0] != "R"
    often = f"{fault.count}处" if cells and fault.count > 1 else ""
    where = numbers_phrase(fault.problems)
    counted = f"{often}（{where}）" if often and where else often or where
    cure = f"{rule.remedy.partition('。')[0]}。" if cells else ""
    return f"{counted}{'：' if counted else ''}{rule.summary}{cure}"
