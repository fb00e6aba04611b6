"""Quantities in Chinese text: 410眼, 62.629公里, 2000万元, 1.2亿, 百分之三十, 近三百户, 3至5家.

Never read as quantities: dates, document numbers, telephone and identity numbers, ordinals (第3项),
codes (PM2.5, DN300) and what stands inside a title 《…》. Values are exact decimals in the base unit
of their measure (公里 in 米, 万元 in 元), so that two spellings of one quantity are equal.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from toolkit.clauses import BLANK, blanked
from toolkit.regex import regex
from toolkit.text import read_numeral

PERCENT = "%"
MONEY = "元"
TIMES = frozenset({"天", "个月", "小时", "个工作日", "分钟", "周", "个季度"})
OCCASIONS = frozenset({"次", "人次", "家次", "台次", "车次", "场次", "批次", "场", "轮", "期", "名", "人", "份"})
"""Units of effort rather than of result: what a period did, not how far a goal is reached."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as it stands at ``start`` to ``end`` of a text.

    ``value`` counts in ``unit``; ``step`` is what one of the last printed digit is worth in it. A range
    has its lower end in ``low``. ``vague`` says 约, 近, 余, 以上 and the like, and every range.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    printed: str
    step: Decimal
    factor: Decimal
    vague: bool = False
    low: Decimal | None = None

    def say(self, value: Decimal) -> str:
        """Another value spelt as this quantity is: 万元 for 万元."""
        number = (value / self.factor).normalize()
        plain = f"{number:f}"
        return _NUMERAL.sub(plain, self.bare, count=1)

    @property
    def bare(self) -> str:
        """As printed, without 约 and 左右."""
        return _EDGES.sub("", self.printed)


# ── what is no quantity ──────────────────────────────────────────────────────────────────────────
_WIDTH = str.maketrans("０１２３４５６７８９．％，－～", "0123456789.%,-~")

_LENGTHS = {"公里": "1000", "千米": "1000", "km": "1000", "KM": "1000", "延米": "1", "米": "1", "厘米": "0.01",
            "毫米": "0.001"}
_AREAS = {"平方公里": "1000000", "平方千米": "1000000", "公顷": "10000", "平方米": "1", "平米": "1", "㎡": "1"}
_VOLUMES = {"立方米": "1", "方": "1", "m³": "1", "升": "0.001"}
_WEIGHTS = {"吨": "1000", "公斤": "1", "千克": "1", "克": "0.001"}
_POWERS = {"千瓦": "1000", "兆瓦": "1000000"}
_COUNTS = (
    "台（套）", "台(套)", "个百分点", "个工作日", "个小时", "个季度", "个月", "小时", "分钟", "人次", "家次", "台次",
    "车次", "场次", "批次", "毫克", "微克", "分贝", "千瓦时", "亩", "户", "家", "个", "眼", "座", "处", "项", "件",
    "台", "套", "辆", "艘", "条", "宗", "起", "份", "批", "名", "人", "次", "株", "棵", "头", "只", "口", "栋", "幢",
    "间", "所", "场", "轮", "期", "块", "张", "支", "根", "段", "片", "例", "组", "对", "盏", "樘", "孔", "道", "本",
    "册", "面", "天", "周", "册", "万", "亿",
)
_SAME = {"台（套）": "台", "台(套)": "台", "个小时": "小时", "个百分点": "百分点"}
_FACTORS: dict[str, tuple[str, Decimal]] = {
    **{unit: (base, Decimal(factor)) for base, table in (
        ("米", _LENGTHS), ("平方米", _AREAS), ("立方米", _VOLUMES), ("千克", _WEIGHTS), ("瓦", _POWERS))
       for unit, factor in table.items()},
    **{unit: (_SAME.get(unit, unit), Decimal(1)) for unit in _COUNTS},
    "元": (MONEY, Decimal(1)), "%": (PERCENT, Decimal(1)), "‰": (PERCENT, Decimal("0.1")),
}
_SCALES = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "十万": 5, "百万": 6, "千万": 7, "十亿": 9,
           "百亿": 10, "千亿": 11, "万亿": 12}

_UNITS = "|".join(sorted(map(re.escape, _FACTORS), key=len, reverse=True))
_AFTER_UNIT = r"(?<!方)|(?<=方)(?![面案式便法向可位针])"
_BEFORE_UNIT = rf"(?=\s*(?:[十百千万亿余多]|{_UNITS}))"
_NO_QUANTITIES = regex("|".join((
    r"《[^》\n]*》",
    r"[〔\[(（【]\s*(?:19|20)\d{2}\s*[〕\])）】]\s*第?\s*\d+\s*号",
    r"第\s*(?:\d+|[〇零一二三四五六七八九十百]+)(?:\s*[-—~至到、和]\s*第?\s*(?:\d+|[一二三四五六七八九十]+))*\s*[^\s，。；、：\d]?",
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-\s—]?\d{7,8}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)",
    r"(?:19|20)\d{2}\s*[-—–~至]+\s*(?:19|20)?\d{2}\s*年(?:度)?",
    r"(?:19|20)\d{2}\s*(?:年度|年)(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)?",
    rf"(?<![\d.])(?:19|20)\d{{2}}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?(?!\d|{_BEFORE_UNIT})",
    r"(?<!\d)\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号]|份)?(?:\s*[-—~至到]\s*\d{1,2}\s*[月日号](?:\s*\d{1,2}\s*[日号])?)?",
    r"(?<!\d)\d{1,2}\s*[日号#](?!\d)",
    r"(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|(?<!\d)\d{1,2}时(?:\d{1,2}分)?",
    r"[A-Za-z]+[-—/+]?\d+(?:[.\-+/]\d+)*",
    r"\d+(?:\.\d+){2,}",
)))

# ── what is one ──────────────────────────────────────────────────────────────────────────────────
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = r"[二两三四五六七八九十百][〇零一二两三四五六七八九十百千]*|一[十百千][〇零一二两三四五六七八九十百千]*"
_HAN_UNITS = "个|家|户|处|座|眼|项|件|台|套|辆|公里|千米|平方米|立方米|公顷|亩|吨|名|人|宗|起|株|元|头|口|栋"
_ONE = r"(?<=其中)一|(?<=另)一|(?<=另外)一|(?<=剩余)一|(?<=余下)一|(?<=还有)一|(?<=尚有)一|(?<=仍有)一"
_NEARLY = r"(?<![签履违续节预])约为?|大约|(?<![附临最])近|将近|接近|超过|超|逾|达到|不足|不到|至少|最多|上"
_QUANTITY = regex(
    rf"(?P<nearly>{_NEARLY})?(?:"
    rf"百分之(?P<part>{_DIGITS}|[一二三四五六七八九十百]+)"
    rf"|(?:(?P<low>{_DIGITS})\s*(?:{_UNITS})?\s*[-—–~至到]+\s*)?(?P<digits>{_DIGITS})\s*(?P<more>余|多|几)?"
    r"(?P<scale>[十百千]?[万亿]|万亿|[百千](?=[^分]))?(?P<more_too>余|多)?\s*"
    rf"(?P<unit>{_UNITS})(?:{_AFTER_UNIT})(?P<per>\s*[/每]\s*(?:[A-Za-z]+|[\u4e00-\u9fff](?:(?!下降|上升|降|提高|增|减)[\u4e00-\u9fff]){{0,2}}))?"
    rf"|(?P<han>{_HAN}|{_ONE})(?P<han_more>余|多|几)?(?P<han_scale>[万亿])?(?P<han_unit>{_HAN_UNITS})(?!一)"
    r")(?P<after>左右|以上|以下|上下|以内|余|多)?")
_NUMERAL = regex(rf"{_DIGITS}|[一二两三四五六七八九十百千零〇]+")
_EDGES = regex(rf"^(?:{_NEARLY})|(?:左右|以上|以下|上下|以内)$")
_EXACT_EDGE = frozenset({None, "达到", "上", "以内"})


@lru_cache(maxsize=20_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in their order; a text that is asked for again costs nothing."""
    if not _MAY_HOLD.search(text):
        return ()
    plain = without_other_numbers(text)
    found = (_quantity(match, text) for match in _QUANTITY.finditer(plain))
    return tuple(quantity for quantity in found if quantity is not None)


_MAY_HOLD = regex(r"[0-9０-９二两三四五六七八九十百]|一[百千家户个处座眼项件台套辆]")


def without_other_numbers(text: str) -> str:
    """The text in plain digits, dates, ordinals, codes and the like blanked; of the same length."""
    return _NO_QUANTITIES.sub(lambda found: blanked(found[0]), text.translate(_WIDTH))


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    printed = text[match.start():match.end()]
    if match["part"]:
        number = _number(match["part"])
        return number and _made(match, printed, number, "%", "", "")
    digits = match["digits"] or match["han"]
    number = _number(digits)
    unit = match["unit"] or match["han_unit"]
    if number is None or unit is None:
        return None
    return _made(match, printed, number, unit, match["scale"] or match["han_scale"] or "", match["per"] or "")


def _made(
    match: re.Match[str], printed: str, number: tuple[Decimal, Decimal], unit: str, scale: str, per: str,
) -> Quantity:
    if unit in ("万", "亿"):
        scale, unit = scale + unit, ""
    base, worth = _FACTORS.get(unit, ("", Decimal(1)))
    factor = worth.scaleb(_SCALES.get(scale, 0))
    low = _number(match["low"]) if match["low"] else None
    vague = bool(
        match["nearly"] not in _EXACT_EDGE or match["more"] or match["more_too"] or match["han_more"]
        or match["after"] not in _EXACT_EDGE or low)
    value, step = number
    return Quantity(
        value * factor, base + re.sub(r"\s", "", per).replace("每", "/"), match.start(), match.end(), printed,
        step * factor, factor, vague, low[0] * factor if low else None)


def _number(text: str) -> tuple[Decimal, Decimal] | None:
    """A numeral's value, and what one of its last digit is worth."""
    plain = text.replace(",", "")
    if plain[0].isdigit():
        value = Decimal(plain)
        exponent = value.as_tuple().exponent
        return value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    han = read_numeral(plain)
    return (Decimal(han), Decimal(1)) if han is not None else None


def surroundings(text: str, quantity: Quantity, others: tuple[Quantity, ...]) -> str:
    """What a quantity counts: the words of its clause between the neighbouring quantities."""
    return "".join(_words_around(without_other_numbers(text), quantity, others))


def words_around(text: str, found: Sequence[Quantity]) -> list[tuple[str, str]]:
    """For each of a text's quantities, in their order, the words before it and behind it that it counts."""
    plain = without_other_numbers(text)
    return [_words_around(plain, quantity, found) for quantity in found]


def _words_around(plain: str, quantity: Quantity, others: Sequence[Quantity]) -> tuple[str, str]:
    start, end = quantity.start, quantity.end
    last = bisect_right(others, start, key=lambda other: other.end)
    following = bisect_left(others, end, key=lambda other: other.start)
    floor = others[last - 1].end if last else 0
    ceiling = others[following].start if following < len(others) else len(plain)
    before = _LAST_CLAUSE.search(plain, max(floor, start - 40), start)
    after = _FIRST_CLAUSE.match(plain, end, min(ceiling, end + 20))
    return (before[0].replace(BLANK, "") if before else ""), (after[0].replace(BLANK, "") if after else "")


_LAST_CLAUSE = regex(r"[^，,；;：:。！？!?、（）()\n]*$")
_FIRST_CLAUSE = regex(r"[^，,；;：:。！？!?、（）()\n]*")
