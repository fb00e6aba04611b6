"""Which column of an office's table is which field: by its heading, by its words, by its examples."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Column, Problem, Profile
from toolkit.regex import regex
from toolkit.tables.levels import heading_key
from toolkit.template.statuses import known_words
from toolkit.text import matching_key, read_numeral

_FROM_THE_LIST = ("section", "category", "other_numbers", "supervising_units", "measures")
"""Fields of the official list an office's sheet may show beside those of ours."""
_PREFIX = regex(r"^(?:本期|本月|本季度?|本次|本年度?|截至目前|截至本期|截止目前|目前|当前|最新|各?填报单位)")
_IN_BRACKETS = regex(r"\([^()]*\)?$")
_LIKELY: tuple[tuple[str, str], ...] = (
    (r"(?:上期|上月|上季度?|上次|前期).*(?:进展|情况|状态)", "last_progress"),
    (r"下一?步|下阶段|后续(?:工作|措施|计划)", "next_steps"),
    (r"佐证|印证|证明材料|支撑材料|附件(?:名称|材料)", "evidence"),
    (r"(?:实际|整改)?(?:完成|办结|销号)(?:日期|时间)", "done_on"),
    (r"存在.*(?:问题|困难)|困难|难点|堵点|原因分析|未完成.*原因", "difficulties"),
    (r"(?:整改|完成|当前|目前|进展)?状态|是否.*完成(?:整改)?$|完成进度", "status"),
    (r"进展|推进情况|(?:完成|整改|落实|工作|办理)(?:的)?(?:情况|成效|效果)", "progress"),
    (r"牵头(?:单位|部门|责任)", "lead_units"),
    (r"(?:责任|承办|实施|落实|整改|配合)(?:单位|部门|主体)", "responsible_units"),
    (r"(?:验收|核查|销号)(?:单位|部门)", "acceptance_units"),
    (r"(?:督导|督办|监督)(?:单位|部门)", "supervising_units"),
    (r"(?:整改|完成|办结|计划)?.*(?:时限|期限)|计划完成", "deadline"),
    (r"(?:整改|工作)?目标", "goal"),
    (r"(?:整改|具体|工作|重点)措施|措施内容", "measures"),
    (r"^(?:问题|反馈|督察|整改)*(?:问题|意见|事项|任务)(?:内容|描述|摘要|清单|名称)?$", "text"),
    (r"^(?:序|编|顺)号$|问题(?:序|编)号", "number"),
)
"""What an unknown heading most likely means, the more telling first; always said to be checked."""
_COMPARED = ("text", "lead_units", "responsible_units", "acceptance_units", "deadline", "goal",
             "section", "category", "supervising_units")
_PERCENT = regex(r"\d+(?:\.\d+)?%?")
_ROOM = 15
"""Digits of width, or characters of an example, that make a column one for sentences."""


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column as it stands: heading levels, what stands below it, how it looks.

    ``choices`` are a drop-down's words, ``listed`` those in the heading's brackets. ``format`` is ``date``, ``percent``, ``number``, ``text`` or '' (General); ``starred``: marked as required.
    """

    number: int
    label: tuple[str, ...]
    examples: Mapping[int, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    format: str = ""
    width: float = 9.0
    starred: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A column and the field it is; None: a column of the office's own."""

    seen: SeenColumn
    column: Column | None
    how: str = ""
    sure: bool = True


@dataclass(slots=True)
class Names:
    """What columns may be called, for one table."""

    profile: Profile
    table: str
    known: dict[str, tuple[Column, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.known = {}
        columns = list(self.profile.on(self.table))
        if self.table == "problems":
            there = {column.field for column in columns}
            columns += [replace(c, sheet="problems", issued=False) for c in self.profile.on("list")
                        if c.field in _FROM_THE_LIST and c.field not in there]
        for column in columns:
            self.known[heading_key(column.heading)] = (column, 0)
        for column in columns:
            for rank, name in enumerate(column.names, 1):
                self.known.setdefault(heading_key(name), (column, rank))

    def find(self, label: tuple[str, ...], *, alone: bool = True) -> tuple[Column, int] | None:
        """The field a heading names, and how far down its list of names; None where nobody knows it."""
        for key in keys_of(label, alone=alone):
            plain = _IN_BRACKETS.sub("", key)
            for known in dict.fromkeys((key, plain, _PREFIX.sub("", plain))):
                if known in self.known:
                    return self.known[known]
        return None

    def field(self, name: str) -> Column | None:
        return next((column for column, _ in self.known.values() if column.field == name), None)


def keys_of(label: tuple[str, ...], *, alone: bool = True) -> tuple[str, ...]:
    """What a column may be known by: its heading with its group's, the group's for 名称, its own.

    ``alone`` is false for a heading that stands under two groups: by itself it says nothing.
    """
    own = heading_key(label[-1])
    if len(label) == 1:
        return (own,)
    group = (heading_key(label[-2]),) if own in ("名称", "单位", "单位名称") else ()
    return (heading_key("".join(label)), *group, *((own,) if alone else ()))


def heading_of(seen: SeenColumn, others: Sequence[SeenColumn]) -> str:
    """What a column is called: its own heading, with its group's where two have the same."""
    own = clean_heading(seen.label[-1])
    same = [o for o in others if heading_key(o.label[-1]) == heading_key(own)]
    return own if len(same) == 1 else clean_heading("".join(seen.label))


def clean_heading(text: str) -> str:
    """A heading on one line, without the marks of a required column."""
    return re.sub(r"\s+|[*＊]|[（(]必填[)）]", "", text).strip("：:")


def name_columns(
    seen: Sequence[SeenColumn], names: Names, problems: Sequence[Problem],
) -> list[Named]:
    """Every column with its field; each field once."""
    naming = _Naming(seen, names)
    naming.by_words()
    naming.by_headings()
    naming.by_examples({problem.number: problem for problem in problems})
    naming.by_likeness()
    naming.by_room()
    return [naming.found.get(s.number) or Named(s, None) for s in seen]


@dataclass(slots=True)
class _Naming:
    seen: Sequence[SeenColumn]
    names: Names
    found: dict[int, Named] = field(default_factory=dict)

    def _take(self, seen: SeenColumn, column: Column | None, how: str, *, sure: bool = True) -> bool:
        taken = {named.column.field for named in self.found.values() if named.column}
        if column is None or column.field in taken or seen.number in self.found:
            return False
        self.found[seen.number] = Named(seen, column, how, sure)
        return True

    def _alone(self, seen: SeenColumn) -> bool:
        """Whether no other column has the same heading of its own."""
        own = heading_key(seen.label[-1])
        return sum(heading_key(s.label[-1]) == own for s in self.seen) == 1

    def _open(self) -> list[SeenColumn]:
        return [s for s in self.seen if s.number not in self.found]

    def by_words(self) -> None:
        """A drop-down of status words makes 整改状态, whatever its heading says."""
        wanted = "status" if self.names.table == "problems" else "done"
        column = self.names.field(wanted)
        offering = [s for s in self.seen if self._offers_statuses(s)]
        offering.sort(key=lambda s: (self.names.find(s.label) or (None, 99))[0] != column)
        for seen in offering[:1]:
            self._take(seen, column, "下拉选项")

    def _offers_statuses(self, seen: SeenColumn) -> bool:
        words = seen.choices or seen.listed
        if {"是", "否"} & set(words) and not self.names.find(seen.label):
            return False  # 是 and 否 alone may answer anything
        return 2 * known_words(words, self.names.profile) >= len(words) > 1

    def by_headings(self) -> None:
        """Known headings; of several for one field the one that stands first among its names."""
        named = [(rank, s, column) for s in self.seen
                 if (hit := self.names.find(s.label, alone=self._alone(s))) for column, rank in (hit,)]
        for _, seen, column in sorted(named, key=lambda item: (item[0], item[1].number)):
            if column.kind == "status" and _counts(seen):
                continue  # 完成进度 in percent is a number, no status
            self._take(seen, column, "栏目名称")

    def by_examples(self, problems: Mapping[int, Problem]) -> None:
        """Example rows that say what the official list says of that problem."""
        number = next((n.seen for n in self.found.values() if n.column and n.column.field == "number"), None)
        if number is None:
            return
        rows = {row: problem for row, text in number.examples.items()
                if (problem := problems.get(read_numeral(text) or 0))}
        for seen in self._open():
            for name in _COMPARED:
                same = [row for row, problem in rows.items() if seen.examples.get(row)
                        and matching_key(seen.examples[row]) == matching_key(problem.shown(name))]
                if same and self._take(seen, self.names.field(name), "示例内容"):
                    break

    def by_likeness(self) -> None:
        """Headings nobody knows that speak plainly enough."""
        if self.names.table != "problems":
            return
        for pattern, name in _LIKELY:
            for seen in self._open():
                if name == "status" and _counts(seen):
                    continue
                keys = [_IN_BRACKETS.sub("", key) for key in keys_of(seen.label, alone=self._alone(seen))]
                if any(re.search(pattern, key) for key in keys):
                    self._take(seen, self.names.field(name), "栏目名称相近", sure=False)

    def by_room(self) -> None:
        """Without any column for progress: the roomiest one that units fill in with sentences."""
        if self.names.table != "problems":
            return
        wide = [s for s in self._open() if not s.choices and s.format in ("", "text") and (
            s.width >= _ROOM or any(len(text) >= _ROOM for text in s.examples.values()))]
        for seen in sorted(wide, key=lambda s: -s.width)[:1]:
            self._take(seen, self.names.field("progress"), "栏宽和内容", sure=False)


def _counts(seen: SeenColumn) -> bool:
    """Whether a column holds numbers or percentages."""
    said = list(seen.examples.values())
    return seen.format in ("percent", "number") or "%" in seen.label[-1] or "％" in seen.label[-1] or (
        bool(said) and all(_PERCENT.fullmatch(text) for text in said))
