"""What the letters of a period share: names, times and numbered sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from toolkit.dates import chinese_day, chinese_moment
from toolkit.model import Ledger, LedgerRow, Para, Profile
from toolkit.text import chinese_numeral

_SHORT = 60
_OFFICE = "整改工作领导小组办公室"
_DOCUMENTS = ("方案", "方案（公开版）", "清单", "台账")
_QUARTERS = {"1": "第一季度", "2": "第二季度", "3": "第三季度", "4": "第四季度"}
_HALVES = {"1": "上半年", "2": "下半年"}


def office_name(profile: Profile) -> str:
    """Who signs; where 设置 does not say, the usual name after the city's."""
    return profile.office or f"{profile.city}{_OFFICE}"


def campaign(profile: Profile) -> str:
    """What the letter is about: the campaign's title (quoted unless it reads on), or the work.

    A title that is a document's stands in 书名号 (GB/T 15834-2011, 4.14).
    """
    if profile.title.endswith("整改"):
        return profile.title
    if profile.title.endswith(_DOCUMENTS):
        return f"《{profile.title}》"
    return f"“{profile.title}”" if profile.title else "督察反馈问题整改"


def period_wording(name: str) -> str:
    """A period's name in prose: 2031-03 -> 2031年3月, 2031-Q1 -> 2031年第一季度; others as they are."""
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", name):
        return f"{found[1]}年{int(found[2])}月"
    if found := re.fullmatch(r"(\d{4})-?[Qq]([1-4])", name):
        return f"{found[1]}年{_QUARTERS[found[2]]}"
    if found := re.fullmatch(r"(\d{4})-?[Hh]([12])", name):
        return f"{found[1]}年{_HALVES[found[2]]}"
    return f"{name}年度" if re.fullmatch(r"\d{4}", name) else name


def due_wording(due: datetime) -> str:
    """``2031年3月25日18时``; a due time at a day's last second is that whole day's end."""
    end_of_day = (due.hour, due.minute) == (23, 59)
    return f"{chinese_moment(due).partition('日')[0]}日24时" if end_of_day else chinese_moment(due)


def common_texts(ledger: Ledger) -> dict[str, str]:
    """The placeholders every letter may use."""
    return {
        "整改办": office_name(ledger.profile),
        "联系电话": ledger.profile.office_phone or "　　　　　　　　",
        "专项": campaign(ledger.profile),
        "报送期": period_wording(ledger.period.name),
        "统计截至": chinese_day(ledger.period.as_of),
    }


def counted(paragraphs: Iterable[str]) -> tuple[Para, ...]:
    """Paragraphs of a part with （一）（二）…; a single one goes without."""
    texts = tuple(paragraphs)
    if len(texts) == 1:
        return (Para(texts[0]),)
    return tuple(Para(f"（{chinese_numeral(n)}）{text}") for n, text in enumerate(texts, 1))


def itemised(lines: Iterable[str]) -> tuple[Para, ...]:
    """Problems one by one with 1. 2. …; a single one goes without (GB/T 9704-2012, 7.3.3: 第三层用“1.”)."""
    texts = tuple(lines)
    numbers = [f"{n}." for n in range(1, len(texts) + 1)] if len(texts) > 1 else [""]
    return tuple(Para(f"{number}{text}", "所列问题") for number, text in zip(numbers, texts, strict=False))


def named(number: int, row: LedgerRow | None) -> str:
    """A problem in a list: its number, shortened text and deadline."""
    if row is None:
        return f"第{number}项问题。"
    deadline = row.problem.shown("deadline")
    text = f"第{number}项：{shortened(row.problem.text).rstrip('。；')}"
    return f"{text}（整改时限：{deadline}）。" if deadline else f"{text}。"


def shortened(text: str) -> str:
    """A problem's text in a list: its beginning, cut where a sentence ends, else a clause.

    Never within a figure or a word, if the text has any mark to go by.
    """
    text = text.replace("\n", "")
    if len(text) <= _SHORT:
        return text
    end = max(text.rfind(mark, 15, _SHORT) for mark in "。；")
    if end > 0:
        return text[: end + 1]
    end = max(text.rfind(mark, 15, _SHORT) for mark in "，：、")
    return f"{text[: end if end > 0 else _SHORT - 1]}……"
