"""The office's choices about the annex, by the words of the sheet 设置."""

from __future__ import annotations

from toolkit.model import Profile

PLAN, PLAN_AND_PROGRESS, TABLE = "方案", "方案和进展", "表格"
"""``Profile.annex_layout`` but for the default, 逐项."""
DIGITS = "数字（1.）"
"""``Profile.annex_numbers`` where problems are numbered 1. and their paragraphs （1）."""
BY_SECTION, BY_UNIT, BY_STATUS = "按方面", "按单位", "按状态"
"""``Profile.annex_groups`` but for the default, 不分组."""


def in_digits(profile: Profile) -> bool:
    return profile.annex_numbers == DIGITS


def lies_wide(profile: Profile) -> bool:
    """Whether the annex is printed on paper turned to the side."""
    return profile.annex_layout == TABLE
