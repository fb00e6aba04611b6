"""What every letter of the office has around its text: head, signature, contact, and its wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from toolkit.dates import chinese_moment
from toolkit.model import Block, Heading, Ledger, Para, Profile, Table
from toolkit.text import chinese_numeral

NUMBER_LINE = "〔　　　　〕　　号"
DATE_LINE = "　　　　年　　月　　日"
_OFFICE = "整改工作领导小组办公室"
_QUARTERS = {"1": "第一季度", "2": "第二季度", "3": "第三季度", "4": "第四季度"}
_HALVES = {"1": "上半年", "2": "下半年"}


def office_name(profile: Profile) -> str:
    """Who signs; where 设置 does not say, the usual name after the city's."""
    return profile.office or f"{profile.city}{_OFFICE}"


def campaign(profile: Profile) -> str:
    """What the letter is about: the campaign's title (quoted unless it reads on), or the work."""
    if profile.title.endswith("整改"):
        return profile.title
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


def letter(
    ledger: Ledger, title: str, addressee: str, body: Sequence[Block], annex: Table | None = None,
) -> tuple[Block, ...]:
    """The body between red name, number, title, addressee and signature; the day is left for the seal.

    An annex is announced below the body and stands on a page of its own.
    """
    office = office_name(ledger.profile)
    phone = ledger.profile.office_phone or "　　　　　　　　"
    return (
        Para(office, "发文机关标志"),
        Para(NUMBER_LINE, "发文字号"),
        Heading(title, 0),
        Para(f"{addressee}：", "主送"),
        *body,
        *((Para(f"附件：{annex.name}", "附件说明"),) if annex else ()),
        Para(office, "落款"),
        Para(DATE_LINE, "日期"),
        Para(f"（联系人：　　　　　联系电话：{phone}）", "附注"),
        *(_annexed(annex) if annex else ()),
    )


def _annexed(annex: Table) -> tuple[Block, ...]:
    return Para("附件", "附件标记"), Para(annex.name, "附件标题"), replace(annex, name="")


def parts(titled: Iterable[tuple[str, Sequence[Block]]]) -> tuple[Block, ...]:
    """Parts of a letter that have something to say, numbered 一、二、三、 in the order they come."""
    blocks: list[Block] = []
    number = 0
    for title, body in titled:
        if body:
            number += 1
            blocks += [Heading(f"{chinese_numeral(number)}、{title}", 1), *body]
    return tuple(blocks)


def counted(paragraphs: Iterable[str]) -> tuple[Para, ...]:
    """Paragraphs of a part with （一）（二）…; a single one goes without."""
    texts = tuple(paragraphs)
    if len(texts) == 1:
        return (Para(texts[0]),)
    return tuple(Para(f"（{chinese_numeral(n)}）{text}") for n, text in enumerate(texts, 1))
