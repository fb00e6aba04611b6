"""Empty phrases: answers that take up a cell and say nothing (同上, 正在推进中)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from toolkit.checks.standing import is_none
from toolkit.regex import regex
from toolkit.text import matching_key, split_ordinal

_FRAME = regex(
    r"目前|当前|现阶段|本期|该项?(?:问题|工作|任务)|本项(?:问题|工作|任务)|此项(?:问题|工作|任务)|各项(?:工作|任务)|整改工作|相关工作|"
    r"我[局委办市县区旗镇乡]|我单位|本单位|积极|有序|稳步|扎实|认真|全力|大力|抓紧|加快|严格|持续|继续|不断|按照|按|已经?|正在?|之中|中$|当中$|"
    r"开展$|进行$|[的了地]")
_IDLE = regex(
    r"(?:我[局委办市县区旗镇乡]|我单位|本单位|[市县区旗]委|[市县区旗]政府|上级|各级|党组|目前|当前|现阶段|本期|下一?步|该项|本项|此项|这项|各项|"
    r"相关|有关|具体|整改|工作|任务|问题|措施|方案|部署|安排|要求|规定|计划|时限|时间|节点|时序|序时|进度|进展|统一|总体|稳步|"
    r"积极|有序|扎实|认真|全力|大力|抓紧|加快|严格|持续|继续|不断|逐步|努力|正常|顺利|如期|按期|按时|按照|根据|依照|按|"
    r"推进|推动|落实|实施|开展|进行|执行|办理|组织|抓好|做好|高度重视|贯彻|完成阶段性|已经|已|正在|正|将|在|并|和|及|与|对|的|了|地|均|都|中|"
    r"当中|之中|长期坚持|过程|情况|请见|参见|详情|内容|同上|佐证材料\d*|证明材料\d*|报告|详见|见|附件\d*|附表\d*|落实到位|待(?:补充|完善|填报?|定|核实|更新)|暂略|从略|略|无新增(?:内容|进展|情况)|没有变化|无更新|(?:没有|无)新的?(?:进展|内容|情况)|同\d{1,2}月份?|[一二三四五六]是|"
    r"(?:进一步)?(?:加强|强化|加大|提高|提升|压实|夯实|靠实)(?:领导|落实|组织领导|责任落实|工作责任|主体责任|责任|工作力度|整改力度|推进力度|政治站位|思想认识|认识|统筹协调|统筹)|"
    r"附件|附表|材料|另附|同|第[\d一二三四五六七八九十]+[项条号]|上[月期季]|上季度|上个月|前期|一致|相同|一样|"
    r"将按[^，。；]{0,6}完成|确保[^，。；]{0,6}完成|[、：:\s])+")
"""Words that only say that work is being done, in any order: nothing is named, nothing counted."""
_NUMERAL = r"(?:第?[0-9一二三四五六七八九十]{1,3}号?)"
_WHICH: tuple[tuple[re.Pattern[str], str], ...] = (
    (regex(rf"(附件|附表|附图|材料){_NUMERAL}(?:[至到~-]{_NUMERAL})?"), r"\1"),
    (regex(rf"^同(?:上|前|上面|前面|{_NUMERAL})(?:一|1)?(?:项|条|行|栏|格|款)?(?:问题|措施|内容)?$"), "同上"),
    (regex(rf"^[与和同](?:上|前|{_NUMERAL})(?:一|1)?(?:项|条|行)(?:问题)?(?:相同|一致|一样)$"), "同上"),
)
"""Which annex, which row: no more is said by it (详见附件2, 同第3项)."""
_POINTS = regex(r"附[件表图]|材料|^\s*[同与和]")
"""Where one of them may begin: looked for before a clause with figures is taken for something said."""
_MARKS = regex(r"[。；;，,、.!！\n\s]+")
_LONGEST = 80
_FIGURE = regex(r"[0-9]")


class EmptyPhrases:
    """The office's list, looked up by what is left of a phrase without its frame."""

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = [phrase for phrase in phrases if phrase.strip()]
        self._exact = {matching_key(phrase) for phrase in listed}
        self._cores = {core for phrase in listed if (core := _core(matching_key(phrase)))}
        self._figures = any(_FIGURE.search(words) for words in self._exact | self._cores)

    def says_nothing(self, text: str) -> bool:
        """Whether a cell consists of such phrases only. What merely contains one says something."""
        return _every_clause(text, self._empty)

    def only_frames(self, text: str) -> bool:
        """Whether a text says in words of its own no more than that work goes on as ordered."""
        return _every_clause(text, self._idle)

    def _idle(self, clause: str) -> bool:
        key = matching_key(clause)
        return key in self._exact or bool(_IDLE.fullmatch(key))

    def _empty(self, clause: str) -> bool:
        if not self._figures and _FIGURE.search(clause) and not _POINTS.search(clause):
            return False
        key = _wherever(matching_key(clause))
        return is_none(clause) or key in self._exact or _core(key) in self._cores


def _wherever(key: str) -> str:
    for pattern, plain in _WHICH:
        key = pattern.sub(plain, key)
    return key


def _every_clause(text: str, empty: Callable[[str], bool]) -> bool:
    """Whether a short text has clauses and all are empty; the first mostly decides."""
    if len(text) > _LONGEST:
        return False
    said = False
    for clause in _clauses(text):
        if not empty(clause):
            return False
        said = True
    return said


@lru_cache(256)
def _clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text, without the ordinals its lines begin with; looked at from several sides at once."""
    return tuple(_each_clause(text))


def _each_clause(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        ordinal = split_ordinal(line)
        yield from filter(None, _MARKS.split(ordinal.rest if ordinal else line))


def _core(key: str) -> str:
    """What is left of a phrase without the words that only frame it; its key where nothing is."""
    return _FRAME.sub("", key) or key
