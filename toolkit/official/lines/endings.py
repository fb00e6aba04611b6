"""Where a list ends and other print begins: a foot line, a chapter, a news article, a signature.

After the last label nothing marks the end; what the other problems never do (a paragraph without a
number after numbered measures, a line without a full stop) tells it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.official.lines.layout import Token
from toolkit.regex import regex
from toolkit.text import split_decimal_ordinal

_FOOT = regex(
    r"^(?:附件|附\s*表|来源|稿源|责任编辑|编辑|责编|审核|校对|打印|关闭|上一篇|下一篇|上一条|下一条|分享|主办|承办单位|版权|"
    r"抄送|扫一扫|相关链接|相关阅读|浏览次数|（?此件|【?(?:打印|关闭)|\[(?:打印|关闭))(?:[：:】\]\d（(\s]|$|.{0,12}$)"
)
_NEWS = regex(
    r"(?:本报讯|本报记者|本报[一-鿿]{0,4}[讯电]|新华社|【?编者按|[一-鿿]{2,8}讯[（(]|[（(]?\s*(?:本报)?(?:首席)?记者[\s：:]|[（(]记者)"
)
_DAY_LINE = regex(r"^[（(]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[）)]?$")
_ENDED = regex(r"[。；！？!?;.：:）)”…]$")
_OWN_LINE = regex(r"[（(]")
_TITLE_LENGTH = 40


def is_foot(token: Token) -> bool:
    """责任编辑：…, 相关链接 and other lines around a text."""
    return bool(_FOOT.match(token.text))


def news_begins(tokens: Sequence[Token]) -> int | None:
    """Where an article begins: at 本报讯… and the headline above it; None where there is none."""
    for place, token in enumerate(tokens):
        if token.closed and not token.ordinal and _NEWS.match(token.text):
            return next((i for i in range(place, 0, -1) if not _is_headline(tokens[i - 1])), 0)
    return None


def _is_headline(token: Token) -> bool:
    bare = not token.ordinal and not token.label and not _ENDED.search(token.text)
    return bare and len(token.text) <= _TITLE_LENGTH


def strange_measure(tokens: Sequence[Token], value: str, others: Sequence[Sequence[Token]], longest: int) -> int | None:
    """Where the last measures stop being measures; ``others`` are the other problems' passages.

    Where no other problem has a paragraph without a number after its measures, the last has none; a
    paragraph far longer than the ``longest`` of them ends at its first sentence at a line's end.
    """
    if len(others) < 2 or any(_loose(passage) for passage in others):
        return None
    loose = next((i for i, token in enumerate(tokens) if (i or value) and _is_loose(token)), None)
    return _too_long(tokens[:loose], 2 * longest + 60) or loose


def _loose(passage: Sequence[Token]) -> bool:
    return any(_is_loose(token) for token in passage[1:])


def _is_loose(token: Token) -> bool:
    numbered = token.ordinal or split_decimal_ordinal(token.text)
    return token.fresh and not numbered and not _OWN_LINE.match(token.text)


def _too_long(tokens: Sequence[Token], bound: int) -> int | None:
    last = max((i for i, token in enumerate(tokens) if token.ordinal and token.closed), default=0)
    if sum(len(token.text) for token in tokens[last:]) <= bound:
        return None
    ends = (i for i in range(last + 1, len(tokens)) if tokens[i - 1].text.endswith(("。", "）")))
    return next(ends, None)


def strange_paragraph(tokens: Sequence[Token], others: Sequence[Sequence[Token]]) -> int | None:
    """Where the last answer stops being one: at a line without a full stop, if no other answer has one."""
    told = [token for passage in others for token in passage]
    if len(told) < 4 or not all(_ENDED.search(token.text) for token in told):
        return None
    return next((i for i, token in enumerate(tokens) if i and token.fresh and _is_headline(token)), None)


def without_signature(tokens: Sequence[Token], end: int) -> int:
    """A date line at the very end, and the office's name above it, belong to no measure."""
    if end and _DAY_LINE.match(tokens[end - 1].text):
        end -= 1
        named = end and not tokens[end - 1].ordinal and len(tokens[end - 1].text) <= 30
        if named and not re.search(r"[。；，：]", tokens[end - 1].text):
            end -= 1
    return end
