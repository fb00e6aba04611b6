"""Breaking a long title by sense (GB/T 9704-2012, 7.3.1): 词意完整, 梯形或菱形.

Widths are in wide characters: a Han character is 1, a half-width one 0.5.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations, pairwise

from toolkit.regex import regex

BROKEN_BY_SENSE = frozenset({"公文标题", "附件标题", "表单标题", "发文机关标志"})
"""The styles whose texts are."""

# Wholes a reader takes in at once, and the words within them; a break inside a whole costs
# something, one inside a word more, one inside anything unbreakable is out of the question.
_WHOLES = (
    "生态环境保护督察", "生态环境保护督察报告", "生态环境保护督察组", "督察反馈意见", "督察报告", "具体问题", "反馈问题", "整改进展情况", "整改落实情况",
    "整改方案", "整改台账", "整改情况", "贯彻落实", "报送情况", "领导小组办公室", "工作领导小组", "人民政府",
    "党委和政府", "发展和改革", "住房和城乡建设", "林业和草原", "人力资源和社会保障", "工业和信息化",
)
_WORDS = (
    "生态", "环境", "保护", "督察", "报告", "反馈", "意见", "问题", "整改", "进展", "情况", "落实", "贯彻", "方案",
    "台账", "清单", "措施", "报送", "通报", "通知", "关于", "中央", "自治区", "工作", "领导小组", "办公室", "委员会",
    "人民政府", "政府", "党委", "公示", "任务", "专项", "突出", "具体", "第一", "第二", "第三", "第四", "第五", "第二轮", "第三轮", "督察组",
    "季度", "年度", "上半年", "下半年", "反映", "审计", "巡视", "巡察", "催报", "开展", "进一步", "做好", "推进",
)
_TEAM = (
    r"(?:中央|自治区|[省市区县旗]级?)?委?第[一二三四五六七八九十0-9]+[轮批次]?"
    r"(?:中央|自治区|[省市区县旗]级?)?(?:生态环境保护)?(?:督察|巡视|巡察)组?"
)
"""Whose findings they are: 中央第三生态环境保护督察组, 第二轮省级生态环境保护督察, 市委第三巡察组."""
_UNBREAKABLE = regex(
    r"《[^》]*》|“[^”]*”|‘[^’]*’|〔[^〕]*〕|（[^）]*）|[0-9０-９A-Za-z.．%％—-]+[年月日轮届批期个项号]?"
)
_NEVER_FIRST = "、，。；：！？》”’）〕】…的和与及之等轮批期年月日号省市县区旗"
_NEVER_LAST = "《“‘（〔【第和与及"
_INSIDE_WHOLE, _INSIDE_WORD, _OUT = 5.0, 12.0, 1000.0


def width(text: str) -> float:
    """How many wide characters a text takes."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def break_title(text: str, widest: float) -> tuple[str, ...]:
    """A title in as few balanced lines as it needs (or one more), none wider than ``widest``.

    A title that fits, has lines of its own or cannot be broken in four lines stays as it is.
    """
    if width(text) <= widest or "\n" in text or widest < 1:
        return tuple(text.split("\n"))
    costs = _break_costs(text, widest)
    fewest = int(-(-width(text) // widest))
    found = [
        best for lines in range(fewest, min(fewest + 2, 5)) if (best := _best(text, costs, lines, widest))
    ]
    return min(found)[1] if found else (text,)


def _best(
    text: str, costs: list[float], lines: int, widest: float,
) -> tuple[float, tuple[str, ...]] | None:
    """The cheapest way to break into this many lines, and its cost; None where none fits."""
    places = [at for at in range(2, len(text) - 1) if costs[at] < _OUT]
    ways = []
    for cuts in combinations(_promising(places, costs, lines), lines - 1):
        parts = tuple(text[a:b] for a, b in pairwise((0, *cuts, len(text))))
        widths = [width(part) for part in parts]
        if max(widths) <= widest:
            ways.append((sum(costs[cut] for cut in cuts) + _shape_cost(widths, widest), parts))
    return min(ways, default=None)


def _promising(places: list[int], costs: list[float], lines: int) -> list[int]:
    """Not more places than can be tried at once: the cheapest, in their order."""
    most = 60 if lines < 4 else 28
    return sorted(sorted(places, key=lambda at: (costs[at], at))[:most])


def _shape_cost(widths: list[float], widest: float) -> float:
    """0 for a good 梯形 or 菱形; ragged, equal, hourglass and needlessly many lines cost."""
    ragged = 4.0 * (max(widths) - min(widths)) / widest
    steps = [b - a for a, b in pairwise(widths)]
    hourglass = any(a < 0 < b for a, b in pairwise(steps))
    brick = len(widths) > 2 and all(step == 0 for step in steps)
    return ragged + 6.0 * hourglass + 1.0 * brick + 1.5 * len(widths)


def _break_costs(text: str, widest: float) -> list[float]:
    """What a line break before each character costs by sense.

    A book title or quotation wider than a line has to be broken somewhere, like any other text.
    """
    costs = [3.0] * len(text)
    for wholes, cost in ((_WORDS, _INSIDE_WORD), (_WHOLES, _INSIDE_WHOLE)):
        for start, end in _found(text, wholes):
            for edge in (start, end):
                if edge < len(text):
                    costs[edge] = min(costs[edge], 1.0)
            for at in range(start + 1, end):
                costs[at] = cost if cost == _INSIDE_WORD else costs[at] + cost
    for start, end in _unbreakable(text, widest):
        costs[start + 1 : end] = [_OUT] * (end - start - 1)
    for at in range(1, len(text)):
        if text[at] in _NEVER_FIRST or text[at - 1] in _NEVER_LAST:
            costs[at] = max(costs[at], 2 * _INSIDE_WORD)
    return costs


def _found(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand, the longer of two overlapping ones."""
    pattern = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    if words is _WHOLES:
        pattern = f"{_TEAM}|{pattern}"
    return [match.span() for match in re.finditer(pattern, text)]


def _unbreakable(text: str, widest: float, base: int = 0) -> list[tuple[int, int]]:
    """Where book titles, quotations, brackets and numbers stand that fit on a line."""
    spans = []
    for match in _UNBREAKABLE.finditer(text):
        start, end = base + match.start(), base + match.end()
        if width(match[0]) <= widest:
            spans.append((start, end))
        elif end - start > 2:
            spans += _unbreakable(match[0][1:-1], widest, start + 1)
    return spans
