"""Names of the files that are issued, and of the period in titles."""

from __future__ import annotations

import re

from toolkit.regex import regex
from toolkit.text import printable

_FORBIDDEN = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_DEVICES = regex(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=$|\.)", re.IGNORECASE)
_LONGEST = 80
"""Characters of a name: three bytes each stay within the 255 a file name may have."""

_QUARTERS = "一二三四"
_LIST_WORDS = regex(r"(?:整改)?(?:方案|(?:任务|问题|措施)清单|进展情况)?(?:（公开版）)?$")
"""What the campaign's own list is called by, at the end of its title; a sheet of it is called otherwise."""


def campaign_title(title: str) -> str:
    """The campaign's name as the beginning of another title: 甲市贯彻落实督察反馈意见."""
    return _LIST_WORDS.sub("", title.strip()) or title


def file_name(unit: str) -> str:
    """A unit's name as a file name (without .xlsx) that Windows takes; forbidden characters full-width."""
    name = re.sub(r"\s+", " ", printable(unit)).translate(_FORBIDDEN).strip(" .")[:_LONGEST].strip(" .")
    if _DEVICES.match(name):
        name = f"_{name}"
    return name or "未命名单位"


def period_title(name: str) -> str:
    """A period as a title says it: 2025年3月, 2025年一季度, 2025年上半年; other names as they are."""
    found = re.fullmatch(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?", name)
    if not found:
        return name
    year, month, quarter, half = found.groups()
    if month:
        return f"{year}年{int(month)}月"
    if quarter:
        return f"{year}年{_QUARTERS[int(quarter) - 1]}季度"
    if half:
        return f"{year}年{'上' if half == '1' else '下'}半年"
    return f"{year}年"
