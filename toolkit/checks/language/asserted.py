"""What a text itself asserts, clause by clause.

A clause counts only where it asserts: what stands in quotation marks, what is said of something (正在施工的
工地), what is denied (未发现尚未整改的), demanded (要求…前完成), resolved later in the sentence, or said there to be
another matter (与本问题无关) does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.checks.language.wordings import pattern
from toolkit.clauses import Piece, clauses, sentences, unquoted

_REPORTED = pattern(
    r"督察|巡视|巡察|审计|反馈|指出|通报|群众反映|投诉|原来|原有|此前|之前|以往|过去|曾|一度|当时|针对|对于|(?:^|[，、])对|"
    r"凡|如果|如有|若|一旦|严禁|防止|杜绝|避免|要求|规定|明确|督促|不得|责令|凡是|按照|根据|整改前")
_TO_THIS_DAY = ("仍未", "至今", "依然", "一直", "居高不下", "迟迟", "只能", "只好")
"""What is so still is so, whoever reported it first."""
_GROUNDS = pattern(r"(?:按照|根据|依据|结合)…*$")
"""On what grounds something is being done: it is being done."""
_DENIED = pattern(r"(?:未发现|没有|无|不存在|未出现|并非|不再|杜绝|未有)…{0,10}$")
_ATTRIBUTE = pattern(r"^…{0,14}?的(?!有|还有|为|是|仅|尚有|共)")
_NONE_OF_IT = pattern(r"^[^，,；;。\d]{0,8}(?:0(?![.\d])|零$|为零)")
"""未完成事项0项: none is left."""
_DISPOSED = pattern(r"^…{0,14}?(?:列入|纳入|计入|移送)")
_RESOLVED = pattern(
    r"(?:均已|都已|已全部|已全面|已经全部|全部(?:完成|建成|整改|办结|封堵|拆除|到位|解决)|提前完成|如期完成|全部…{0,8}(?:完毕|到位)|当场|"
    r"已(?:完成整改|整改到位|整改完成|解决|销号)|(?:现|目前|后|当[日月天场]|随即|立即|次[日月])即?已?(?:经)?〈做成〉|已于…{0,14}〈做成〉)")
_PARTIAL = pattern(r"其余|剩余|余下|但|另有|仍|尚")
_HAVING_DONE = pattern("^(?:目前|现)?(?:已经?|均已)?(?:完成|编制完成)(?!…*[但而])")
"""已完成未建处理厂园区的可行性评估: what is not there describes what has been done."""
_BEFORE_IT = pattern("(?:整改|治理|改造|整治)之?前[，,]$")
"""整改前，收集率仅为58%: so it was before."""
_ANOTHER_MATTER = pattern(r"(?:不属于|不在|不列入|并非)(?:本次|本项|该项|此次|督察)?…{0,8}(?:范围|问题|内容|任务)|与…{1,14}(?:无关|没有关系)")


@dataclass(frozen=True, slots=True)
class Said:
    """A clause as it stands in the text, and its sentence."""

    clause: Piece
    sentence: Piece

    @property
    def tail(self) -> str:
        """What follows the clause in its sentence."""
        return self.sentence.text[self.clause.end - self.sentence.start:]

    def asserts_any(self, patterns: Iterable[re.Pattern[str]]) -> bool:
        """Whether the clause asserts what one of the patterns finds in it."""
        clause = self.clause.text
        for looked_for in patterns:
            for found in looked_for.finditer(clause):
                if self.asserts(found):
                    return True
        return False

    def asserts(self, found: re.Match[str]) -> bool:
        """Whether a marker found in the clause asserts something of the work as it stands now."""
        before, after = self.clause.text[:found.start()], self.clause.text[found.end():]
        if found[0].endswith("的") and not after:
            return False
        if found[0].startswith("未") and _HAVING_DONE.search(before):
            return False
        if found[0].startswith(("正", "仍")):
            before = _GROUNDS.sub("", before)
        if found[0].startswith(_TO_THIS_DAY):
            before = ""
        if _REPORTED.search(before) or _DENIED.search(before):
            return False
        if _NONE_OF_IT.match(after) or _ATTRIBUTE.match(after) or (re.search("[将把]", before) and _DISPOSED.match(after)):
            return False
        if _ANOTHER_MATTER.search(self.tail) or _BEFORE_IT.search(self.sentence.text[:self.clause.start - self.sentence.start]):
            return False
        resolved = _RESOLVED.search(self.tail)
        return not resolved or bool(_PARTIAL.search(self.tail[:resolved.start()]))


def said_of(text: str) -> Iterator[Said]:
    """The clauses of a text with what stands in quotation marks blanked, in order."""
    plain = unquoted(text)
    for sentence in sentences(plain):
        for clause in clauses(sentence.text, sentence.start):
            yield Said(clause, sentence)


def as_written(text: str, piece: Piece) -> str:
    """A stretch of ``unquoted(text)`` as it stands in the text."""
    return text[piece.start:piece.end].strip()
