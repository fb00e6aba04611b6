"""What a heading looks like, and how it is told from a measure that counts on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from toolkit.official.items import Item
from toolkit.official.lines.layout import Token
from toolkit.regex import regex
from toolkit.text import Ordinal, chinese_numeral

NEVER_PROBLEMS = frozenset(("一是", "第一", "①"))

_GENERIC = regex(
    r"(?:(?:主要|重点|具体|总体|各项)?(?:整改|工作)?(?:任务|内容|事项)|(?:具体|反馈|整改)?问题(?:清单)?|"
    r"(?:整改)?(?:措施|任务|问题)清单|整改任务(?:和|及|与)?(?:整改)?措施|整改任务及分工|整改措施|"
    r"(?:具体|反馈|督察|巡视|巡察|审计|督导|移交|交办|意见|问题|事项|任务|的){0,6}整改(?:工作)?(?:进展|落实|完成|推进)?情况)[：:]?"
)
_COUNT = regex(r"[（(]\s*(?:共|计|合计)?\s*\d+\s*(?:项|个|条)[^（）()。]{0,6}[）)]$")
_STOP = regex(r"[。；！？;]")
_STOPPED = regex(r"[。；！？!?;）)]$")
_LISTED_ON = ("；", ";", "，", ",", "、")
_LONGEST_SENTENCE = 40
_LONGEST_UNTOLD = 30
# A heading names a field of work or what is wrong in it; a measure says what is to be done.
_NAMING = regex(
    r"(?:方面|领域|环节|问题|类|工作|情况|突出|不力|不实|不严|不足|不高|不清|不佳|不规范|不彻底|不落实|滞后|薄弱|缺失|缺位|粗放|偏差|差距|短板|隐患|风险|"
    r"[不未][^，。；]{0,4}(?:到位|有力|够|坚决|深入|彻底|完善|健全|及时))。?$"
)
_DOING = regex(
    r"(?:进一步|全面|全力|深入|持续|切实|认真|严格|积极|科学|统筹|坚决|依法|按照|根据|对|将|由|在|\d|加[强快大]|[建设成]立|[建修]设|开展|推[进动广行]|完[善成]|健全|强化|落实|"
    r"督促|组织|制[定订]|实施|编制|排查|整[治改]|清[理运]|封[堵闭]|关[停闭]|拆除|修[复订缮]|治理|规范|提[高升]|增[加设]|新[建增]|改[造建]|扩建|安装|配[备套]|"
    r"印发|出台|明确|压[实紧减]|查处|立案|监[测督管]|巡查|检查|宣传|培训|争取|筹措|引[进导]|协调|逐|确保|力争|委托|购置|铺设|栽植|恢复|优化|探索|做好|抓[好紧实])"
)


def counts_on(token: Token) -> bool:
    """四、五等小型…, 3、4号…: the number goes on counting, so it stands in a sentence."""
    ordinal = token.ordinal
    if ordinal is None or ordinal.style not in ("一、", "1.") or ordinal.number > 98:
        return False
    if ordinal.style == "1.":
        return ordinal.printed.endswith("、") and bool(re.match(rf"{ordinal.number + 1}\D", ordinal.rest))
    return ordinal.rest.startswith(chinese_numeral(ordinal.number + 1)) and not re.match(
        r"[一二三四五六七八九十]+(?:是|些|家|个|处|座|批)", ordinal.rest
    )


def joined(paragraph: Sequence[Token]) -> str:
    """A paragraph's lines as one text."""
    return "".join(token.text for token in paragraph)


def is_titled(text: str) -> bool:
    """Whether a paragraph is shaped like a heading: short, one clause or two, no full stop."""
    text = _COUNT.sub("", text)
    return len(text) <= 60 and not _STOP.search(text) and not text.endswith(("）", ")", "，", "："))


def is_sentence(text: str) -> bool:
    """二、大气治理不到位。: a heading may be printed with a full stop."""
    return len(text) <= _LONGEST_SENTENCE and text.endswith("。") and is_titled(text[:-1])


def is_generic(title: str) -> bool:
    """一、整改任务 and the like stand over everything, and name nothing."""
    return bool(_GENERIC.fullmatch(title))


def is_shaped(paragraph: Sequence[Token]) -> bool:
    """Whether a paragraph has a heading's number and shape."""
    ordinal, text = paragraph[0].ordinal, joined(paragraph)
    if ordinal is None or ordinal.style in NEVER_PROBLEMS:
        return False
    return is_titled(text) or (paragraph[0].closed and is_sentence(text))


def is_naming(text: str) -> bool:
    """Whether a text names what a group of problems is about, rather than something to do."""
    return bool(_NAMING.search(_COUNT.sub("", text)))


_FIELD_OF_WORK = regex(r"[一-鿿、，“”]{2,24}?(?:方面|领域|环节|类)(?:问题|的问题|存在的?问题)?(?:[（(](?:共)?\d+(?:项|个|条)[）)])?")


def is_plain_heading(paragraph: Sequence[Token]) -> bool:
    """水环境方面 on a line of its own: a heading without a number, as it names a field of work."""
    text = joined(paragraph)
    return paragraph[0].ordinal is None and bool(_FIELD_OF_WORK.fullmatch(text)) and not is_doing(text)


def is_doing(text: str) -> bool:
    """Whether a text begins as something to be done does (加强…, 对…, 排查…)."""
    return bool(_DOING.match(text))


def is_without_figures(text: str) -> bool:
    """A short text without any number: headings count nothing."""
    return len(text) <= _LONGEST_UNTOLD and not any(mark.isdecimal() for mark in text)


def goes_on(ordinal: Ordinal, text: str, items: Sequence[Item]) -> Literal["no", "perhaps", "yes"]:
    """Whether a numbered paragraph is the next of the ``items`` (measures, paragraphs) above it.

    Its number must be; then punctuation tells: after a semicolon a list goes on, after its full stop it
    is over, and a line without a stop is none of a list whose lines all have one. Else it is ``perhaps``.
    """
    before = [item for item in items if item.ordinal and item.ordinal.style == ordinal.style]
    if not before or before[-1].ordinal is None or before[-1].ordinal.number != ordinal.number - 1:
        return "no"
    if before[-1].text.endswith(_LISTED_ON):
        return "yes"
    if not _STOPPED.search(text):
        return "no" if all(_STOPPED.search(item.text) for item in before) else "perhaps"
    listed = [item.text.endswith(_LISTED_ON) for item in before[:-1]]
    return "no" if listed and all(listed) else "perhaps"
