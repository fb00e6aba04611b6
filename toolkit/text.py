"""Chinese text: matching keys, joining wrapped lines, numerals, ordinals, printable characters.

Nothing here knows what a problem or a unit is. NFKC serves keys and numerals only; stored text keeps
its characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from toolkit.regex import regex

OrdinalStyle = Literal["一、", "（一）", "1.", "（1）", "一是", "①", "第一", "第一项", "问题一"]

_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("“”„‟＂«»「」『』‘’‚‛′″'", '"'),
        **dict.fromkeys("—–―─━‐‑‒−～〜∼~", "-"),
        **dict.fromkeys("。．", "."),
        **dict.fromkeys("、", ","),
        **dict.fromkeys("〈《", "<"),
        **dict.fromkeys("〉》", ">"),
        **dict.fromkeys("〔【［〖[", "("),
        **dict.fromkeys("〕】］〗]", ")"),
        **dict.fromkeys("•・‧∙●⋅", "·"),
    }
)
_INVISIBLE = regex(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]+")
_UNPRINTABLE = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_DIGITS = {mark: value for value, mark in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "两": 2, "○": 0}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_HAN = "〇零一二三四五六七八九十百千两"
_SHORT = 60
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def matching_key(text: str) -> str:
    """The text reduced to what counts when two wordings are compared; never stored or shown."""
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def wording_key(text: str) -> str:
    """The matching key of a status or measure wording: without the stop somebody set behind it (已完成整改。)."""
    return matching_key(text).rstrip(".,;:、!")


@lru_cache(maxsize=20_000)
def _short_key(text: str) -> str:
    """Headings, status words and unit names come again with every sheet."""
    return _key(text)


def _key(text: str) -> str:
    unified = unicodedata.normalize("NFKC", text.translate(_UNIFIED)).translate(_UNIFIED)
    # Case folding and dropped spaces may leave marks to compose: normalised once more, a key is its own key.
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", unified).casefold()).translate(_UNIFIED)


def printable(text: str) -> str:
    """Controls (but for newline and tab), bidi overrides, lone surrogates become a visible □."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("□", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_printable(text: str) -> bool:
    """Whether a text comes through ``printable`` as it is."""
    return text.isprintable() or not _UNPRINTABLE.search(text)


def utf16_length(text: str) -> int:
    """The length as Excel counts it: UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


_LINES = " \u3000\t_＿\n\r"
_BLANK_DATE = regex(r"[\s_＿]*年[\s_＿]*月[\s_＿]*日?[\s_＿]*")
_COUNTED_IN = regex(
    r"[(（]?(?:万元|亿元|千元|元|个|项|处|件|人|户|公里|米|吨|平方米|亩|公顷|%|％)(?:[、/,，].*)?[)）]?")


def written_on(line: str) -> str:
    """What stands on a line to write on; '' where only the line is there, an empty 年 月 日 too."""
    said = line.strip(_LINES)
    return "" if _BLANK_DATE.fullmatch(said) else said


def is_counted_in(text: str) -> bool:
    """Whether a text behind 单位： says what is counted in (万元), not who reports."""
    return bool(_COUNTED_IN.fullmatch(text.strip()))


# ── wrapped lines ────────────────────────────────────────────────────────────────────────────────
_SPACES = regex(r"[ \t\u00a0\u2002-\u200b\u3000]+")
_LATIN_GAP = regex(r"(?<=[A-Za-z]{2})[ \t\u00a0]+(?=[A-Za-z]{2})")


def close_up(line: str) -> str:
    """One line of justified print without the spaces justification made.

    A space between two Latin words is the only one kept: Chinese print has no others.
    """
    kept = _LATIN_GAP.sub("\ue000", line.strip())
    return _SPACES.sub("", kept).replace("\ue000", " ")


_WIDE = frozenset("WFA")


def print_width(text: str) -> float:
    """The width of a line in Chinese characters; a half-width character counts half."""
    return sum(1.0 if unicodedata.east_asian_width(mark) in _WIDE else 0.5 for mark in text)


# ── numerals ─────────────────────────────────────────────────────────────────────────────────────
@lru_cache(maxsize=10_000)
def chinese_numeral(number: int) -> str:
    """1..9999 in Chinese: 一, 十二, 一百零三, 二千零二十."""
    if not 1 <= number <= 9999:
        raise ValueError(f"no Chinese ordinal for {number}")
    printed, pending_zero = "", False
    for scale, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if not digit:
            pending_zero = bool(printed)
            continue
        zero = "零" if pending_zero else ""
        one_of_ten = digit == 1 and scale == 10 and not printed
        printed += zero + ("" if one_of_ten else "〇一二三四五六七八九"[digit]) + mark
        pending_zero = False
    return printed


_NUMBER = regex(
    r"(?:第|no\.?|问题|序号)?[((<]?(?P<value>\d{1,15}(?:\.0+)?|[" + _HAN + r"]{1,15})[))>]?"
    r"(?:项|个|条|号|题)?(?:问题)?[.,::、]?"
)


def read_numeral(text: str) -> int | None:
    """The number a cell or an ordinal says: 3, ３, 3.0, 三, 一百零三, ①, （3）, 第3项, 问题3; else None."""
    return _short_numeral(text) if len(text) <= _SHORT else _numeral(text)


@lru_cache(maxsize=20_000)
def _short_numeral(text: str) -> int | None:
    """The numbers of problems, measures and lines come again with every sheet."""
    return _numeral(text)


def _numeral(text: str) -> int | None:
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold().strip("【】[]")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    value = found["value"]
    return int(float(value)) if value[0].isdigit() else _han_value(value)


_BETWEEN_NUMBERS = regex(r"[、,，;；/\s]+")


def numbers_in(cell: str) -> tuple[int, ...]:
    """The numbers a cell lists, as 原序号 does: `3`, `第3项、第7项`; what is no number is left out."""
    read = (read_numeral(piece) for piece in _BETWEEN_NUMBERS.split(cell) if piece)
    return tuple(dict.fromkeys(number for number in read if number is not None))


def _han_value(text: str) -> int | None:
    if not any(mark in _SCALES for mark in text):
        return int("".join(str(_DIGITS[mark]) for mark in text))
    total, digit, last_scale = 0, 0, 10_000
    for mark in text:
        if mark in _DIGITS:
            digit = _DIGITS[mark]
            continue
        scale = _SCALES[mark]
        if scale >= last_scale:
            return None
        total += (digit or 1) * scale
        digit, last_scale = 0, scale
    return total + digit


# ── ordinals at the beginning of a line ──────────────────────────────────────────────────────────
class Ordinal(NamedTuple):
    """A number a line begins with: its style, its value, as printed, and what follows."""

    style: OrdinalStyle
    number: int
    printed: str
    rest: str

    @property
    def bare(self) -> str:
        """As a list gives it: 一 for 一是 and 一、, 1 for 1., brackets and circles as printed."""
        return self.printed.rstrip("是、.．：:") if self.style in ("一是", "一、", "1.") else self.printed


_STYLES: tuple[tuple[OrdinalStyle, str, re.Pattern[str]], ...] = (
    ("问题一", "【[问事任", regex(rf"[【\[]?(?:问题|事项|任务)\s*(\d{{1,4}}|[{_HAN}]{{1,7}})\s*(?:[】\]][：:、]?|[：:、.．])")),
    ("第一项", "第国中自省市县区旗", regex(rf"(?:(?:国家|中央|自治区|省|市|县|区|旗)级?)?第\s*(\d{{1,4}}|[{_HAN}]{{1,7}})\s*项(?:问题)?[：:、.．]?")),
    ("第一", "第", regex(rf"第([{_HAN}]{{1,4}})[，、,：:]")),
    ("一是", "一二三四五六七八九十", regex(r"([一二三四五六七八九十]{1,3})是")),
    ("（一）", "（(", regex(rf"[（(]\s*([{_HAN}]{{1,7}})\s*[）)][、.．]?")),
    ("（1）", "（(", regex(r"[（(]\s*([0-9０-９]{1,4})\s*[）)][、.．]?")),
    ("一、", _HAN, regex(rf"([{_HAN}]{{1,7}})\s*[、.．]")),
    # 1.2025年6月底前 is no decimal: nothing is counted in 2025 of a year.
    ("1.", "0123456789０１２３４５６７８９", regex(r"([0-9０-９]{1,4})\s*(?:[.．](?!\s*[0-9０-９])|[.．]\s*(?=(?:19|20)[0-9]{2}年)|、)")),
    ("①", _CIRCLED, regex(rf"([{_CIRCLED}])[、.．]?")),
)


_BY_BEGINNING = {mark: [(style, pattern) for style, marks, pattern in _STYLES if mark in marks]
                 for _, beginnings, _ in _STYLES for mark in beginnings}
"""The styles by what an ordinal of each may begin with: most lines are none at the first glance."""


def split_ordinal(line: str) -> Ordinal | None:
    """The ordinal a line begins with, or None. A decimal (7.9公里) is none."""
    text = line.lstrip()
    for style, pattern in _BY_BEGINNING.get(text[:1], ()):
        found = pattern.match(text)
        if found is None:
            continue
        number = read_numeral(found[1])
        if number is not None:
            return Ordinal(style, number, found[0].strip(), text[found.end() :].lstrip())
    return None


_DECIMAL = regex(r"([0-9０-９]{1,3})[.．](?=[0-9０-９])")


def split_decimal_ordinal(line: str) -> Ordinal | None:
    """1.5家养殖场… taken for the number 1 and 5家养殖场…: only for where a 1 must come next."""
    text = line.lstrip()
    found = _DECIMAL.match(text)
    number = read_numeral(found[1]) if found else None
    return Ordinal("1.", number, found[0], text[found.end() :]) if found and number is not None else None
