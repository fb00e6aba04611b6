"""The Chinese words several reports share for states, verdicts and moments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from toolkit.model import (
    WEIGHT_WORDS,
    Entry,
    Ledger,
    Mark,
    Profile,
    Received,
    Remark,
    Role,
    RuleChoice,
    UnitReturn,
    UnitState,
    Verdict,
)
from toolkit.regex import regex

UNIT_STATES: Mapping[UnitState, str] = {
    "returned": "已报送", "late": "迟报", "missing": "未报送", "nothing_to_report": "本期无进展",
}
STATE_TINTS: Mapping[UnitState, Mark] = {
    "returned": Mark("green"), "late": Mark("yellow"), "missing": Mark("red"),
    "nothing_to_report": Mark("blue"),
}
UNSURE = "收到时间待核"
"""What a unit is called that seems late by a time nobody registered."""
STATE_WORDS = (*UNIT_STATES.values(), UNSURE)


def unit_state(unit: UnitReturn) -> str:
    """A unit's state in words; only a time that was registered makes anyone late."""
    return UNSURE if unit.state == "late" and unit.how != "given" else UNIT_STATES[unit.state]


VERDICTS: Mapping[Verdict, str] = {
    "accepted": "已采用", "accepted_with_remarks": "已采用，有意见", "rejected": "未采用",
    "ignored": "不需处理",
}
VERDICT_TINTS: Mapping[Verdict, Mark] = {
    "accepted": Mark("green"), "accepted_with_remarks": Mark("yellow"), "rejected": Mark("red"),
    "ignored": Mark("grey"),
}
RECEIVED: Mapping[Received, str] = {
    "given": "登记", "file-time": "文件修改时间，待核", "first-sight": "首次发现，待核",
}
ROLES: Mapping[Role, str] = {"lead": "牵头", "responsible": "责任", "none": ""}
INTERNAL = "内部资料，请勿外传"
MISSING = "R101"
"""The rule that speaks of a unit that has not returned."""
UNUSABLE = frozenset({"R107", "R108"})
"""The rules that speak of a file of which nothing could be used."""
LATE = "R102"
"""The rule that speaks of a unit that returned late; it blocks only on a registered time."""


def counts_as_missing(ledger: Ledger, unit: UnitReturn) -> bool:
    """Whether a unit is to be called 未报送: nothing usable came, and the office let none of that pass.

    R101 is silent where a file of the unit could not be read: that is said instead, and counts as it would.
    """
    if unit.state != "missing":
        return False
    own = [r for r in ledger.remarks if r.unit == unit.unit]
    said = {r.code for r in own if r.weight == "blocks" and not r.trial and not r.waived}
    if MISSING in said or any(r.code == MISSING for r in own):
        return MISSING in said
    choice = next((c for c in ledger.profile.rules if c.code == MISSING), RuleChoice(MISSING))
    return bool(said & UNUSABLE) and choice.state == "on" and choice.weight != "advises"


# What a list is called by that no other piece of the campaign is.
_LIST_WORDS = ("（公开版）", "整改方案", "整改任务清单", "问题清单", "措施清单", "整改进展情况", "整改")


def campaign_title(profile: Profile) -> str:
    """The campaign's title without what only its list is called, as the beginning of other titles."""
    title = profile.title.strip()
    for word in _LIST_WORDS:
        title = title.removesuffix(word)
    return title


def moment(at: datetime | None) -> str:
    """A moment for a table: sorts as text, no seconds; '' where there is none."""
    return at.strftime("%Y-%m-%d %H:%M") if at else ""


def role_of(entry: Entry) -> str:
    """What a unit is for the problem, and whose sheet its words came on."""
    return ROLES[entry.role] + (f"（经牵头单位{entry.via}转报）" if entry.via else "")


def received_how(how: Received | None) -> str:
    return RECEIVED[how] if how else ""


def chosen(word: str, *, when: bool) -> str:
    """A yes/no cell: the word, or nothing."""
    return word if when else ""


def weight_word(remark: Remark) -> str:
    """What a remark means for the period: 已豁免 and 试行 never block."""
    if remark.waived:
        return "已豁免"
    if remark.trial:
        return "试行"
    return WEIGHT_WORDS[remark.weight]


def weight_tint(remark: Remark) -> Mark:
    tints: Mapping[str, Mark] = {
        "阻断": Mark("red"), "提醒": Mark("yellow"), "试行": Mark("blue"), "已豁免": Mark("grey"),
    }
    return tints[weight_word(remark)]


def unanswered(unit: UnitReturn) -> tuple[int, ...]:
    """Problems a unit was to report and did not, in the list's order.

    A unit that reports 本期无进展 has said its word on all of them.
    """
    if unit.state == "nothing_to_report":
        return ()
    answered = set(unit.answered)
    return tuple(number for number in unit.expected if number not in answered)


def numbers_phrase(numbers: tuple[int, ...], most: int = 12) -> str:
    """第3、5、9项; long ones are cut and counted."""
    if not numbers:
        return ""
    listed = "、".join(str(number) for number in numbers[:most])
    return f"第{listed}项" if len(numbers) <= most else f"第{listed}项等{len(numbers)}项"


_PHONE_NUMBER = regex(
    r"[01０１](?:(?<!\d.)|(?<=86.))"
    r"(?:(?<=[1１])[3-9３-９]\d[-－ ]?\d{4}[-－ ]?\d{4}|(?<=[0０])\d{2,3}[-—－ ]?\d{3,4}[-－ ]?\d{4})(?!\d)")
"""A mobile number, or one with its area code. It begins with a set of characters, which is quick to find."""


def seen_by(profile: Profile) -> Callable[[str], str]:
    """A text without telephone numbers: only the office's own is shown, all where 设置 says so."""
    if profile.show_phones:
        return lambda text: text
    office = profile.office_phone

    def masked(found: re.Match[str]) -> str:
        return found[0] if found[0] in office else "（略）"

    return lambda text: _PHONE_NUMBER.sub(masked, text)
