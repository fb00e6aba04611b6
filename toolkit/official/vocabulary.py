"""The labels and status words of a campaign, as published documents use them.

Which heading is which field comes from the profile's columns; this module only knows how a label
stands on a line: ``label：value``, ``【label】value``, ``二、label``, or alone above its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from toolkit.model import Column, Profile, StatusClass
from toolkit.regex import regex
from toolkit.text import Ordinal, matching_key, split_ordinal

UNIT_FIELDS = ("lead_units", "responsible_units", "acceptance_units", "supervising_units")
PLAN_FIELDS = frozenset((*UNIT_FIELDS, "deadline", "goal", "measures"))
_LIST_FIELDS = PLAN_FIELDS | {"text", "section", "category", "other_numbers", "former_number"}
_PROGRESS_FIELDS = frozenset(("progress", "status", "status_text"))
_TOLD_FIELDS = frozenset(("difficulties", "next_steps", "done_on", "evidence"))

# Lines that look like labels of a list but belong to forms and notices around it.
_STRANGE = (
    "责任人", "责任领导", "包保领导", "包联领导", "追责单位", "联系人", "联系电话", "整改责任单位电话",
    "责任单位（盖章）", "公示时间", "公示期限", "公示期", "受理部门", "受理电话", "发布时间", "备注", "来源",
    "责任编辑", "验收意见", "拟销号时间", "整改责任人", "通讯地址", "电子邮箱", "邮编", "传真",
)  # fmt: skip


_KEPT_BESIDE = regex(r"备注|验收|销号|核查|结论|意见")


def is_kept_beside(name: str) -> bool:
    """Whether a heading of no concern to the list says something the office will want to keep (备注, 验收意见)."""
    return bool(_KEPT_BESIDE.search(matching_key(name)))


@dataclass(frozen=True, slots=True)
class Label:
    """A label a line begins with.

    ``field`` is a field of the list, ``progress`` for every status or progress label, ``told`` for
    what units tell beside it, ``other`` for labels of no concern; ``loose`` without colon or brackets.
    """

    field: str
    name: str
    value: str
    ordinal: Ordinal | None = None
    loose: bool = False

    @property
    def key(self) -> str:
        """By this a label is known again, whatever spaces justification put in."""
        return matching_key(self.name)


_COLON = regex(r"([^：:﹕︰∶。，；！？]{2,24}?)\s*[：:﹕︰∶]\s*(.*)$", re.DOTALL)
_BRACKETED = regex(r"[【\[〔]\s*([^】\]〕]{2,16})\s*[】\]〕]\s*[：:﹕︰∶]?\s*(.*)$", re.DOTALL)
_SPACED = regex(r"(\S{4,12})[ \t\u3000]+(\S.*)$", re.DOTALL)


# 包联县级领导：…, 整改专班联系电话：… and the like name people, whatever stands before.
_PERSONAL = regex(
    r"[一-鿿、及和（）()\s]{0,12}?(?:领导|责任人|负责人|负责同志|联系人|联络员|联系电话|电话|手机号?码?|邮箱|通讯地址|邮编|传真|签字|盖章)(?:[（(][^（()）]*[）)])?"
)
_TICKED = regex(r"[☑☒√✓✔■]\s*([^□☐☑☒√✓✔■\s]+)(?=.*[□☐]|$)", re.DOTALL)


_LONGEST_HEADING = 60
_BRACKETS = regex(r"\([^()]*\)?|[*□☑☒√✓✔■]")
_FINDING = (
    r"(?:审计|巡视|巡察|督导|督查|检查|排查|考核|调研|暗访|抽查|警示片|本次|群众|专家){0,2}(?:查出|发现|反馈|指出|披露|移交|交办|通报|曝光)的?(?=问题)"
)
"""审计查出问题, 巡视反馈问题, 检查发现的问题: who found a problem does not change what it is."""
_FOUND = regex(r"(?:审计|巡视|巡察|督导|督查|警示片){1,2}(?:查出|反馈|指出|披露|移交|交办|通报)的?问题")
_BEFORE = regex(
    r"^(?:市级?|县级?|区级?|旗县级?|自治区级?|省级?|国家级?|整改|具体|主要|总体|督察|反馈|计划|拟|目前|当前|最新|现阶段|"
    rf"{_FINDING}|"
    r"本(?:月|季度?|期|年)|截至(?:目前|[\d年月日.]+底?)|截止(?:目前|[\d年月日.]+底?))(?=.{2})"
)
_BEHIND = regex(r"(?<=.{2})(?:名称|内容|情况|说明|要求|描述|表述|及要求|及(?:责任单位|责任分工|分工|(?:完成|整改)?时限|目标)|明细|安排|及责任人|和责任人|、责任人|/责任人)$")

_JOINED = regex(r"[,;/]|(?<=.{3})[及和与](?=.{2})")


@lru_cache(maxsize=4096)
def _readings(key: str) -> tuple[str, ...]:
    """A heading's key as printed, then without what does not change its meaning; the nearest first."""
    found = dict.fromkeys([key, _BRACKETS.sub("", key).strip("*:,.")])
    for _ in range(2):
        for known in list(found):
            found |= dict.fromkeys((_BEFORE.sub("", known), _BEHIND.sub("", known)))
    # 完成情况、存在问题及下一步措施 is, first of all, 完成情况.
    first = _JOINED.split(next(iter(found)), maxsplit=1)[0]
    return (*found, *(_readings(first) if first and first not in found else ()))


class Vocabulary:
    """Labels by the headings and other names of the profile's columns, statuses by its wordings."""

    def __init__(self, profile: Profile) -> None:
        self._fields: dict[str, str] = {}
        self._numbers: set[str] = set()
        self._known: dict[str, str | None] = {}
        self._status_names: set[str] = set()
        for sheet in ("problems", "list"):
            for column in profile.on(sheet):
                self._learn(column)
        for column in profile.on("measures"):
            if column.field == "ordinal":
                self._name((column.heading, *column.names), "measure_ordinal")
        for column in profile.on("head"):
            self._name((column.heading, *column.names), "other")
        self._name(_STRANGE, "other")
        self._statuses: dict[str, tuple[StatusClass, bool]] = {}
        for word in profile.statuses:
            for wording in (word.option, word.printed):
                self._statuses.setdefault(matching_key(wording), (word.status, word.long_term))

    def _learn(self, column: Column) -> None:
        names = (column.heading, *column.names)
        if column.field == "number":
            self._numbers |= set(map(matching_key, names))
            return
        if column.field in ("status", "status_text"):
            self._status_names |= set(map(matching_key, names))
        self._name(names, _role(column.field))

    def _name(self, names: Iterable[str], field: str) -> None:
        for name in names:
            self._fields.setdefault(matching_key(name), field)

    def heading(self, heading: str) -> str | None:
        """The field a heading of a table stands for, ``number`` included; None where it is unknown.

        Notes in brackets, levels (市级) and words like 情况 or 主要 do not change what a heading says.
        """
        return self._heading(matching_key(heading)) if len(heading) <= _LONGEST_HEADING else None

    def _heading(self, key: str) -> str | None:
        if key not in self._known:
            self._known[key] = next(filter(None, map(self._field_of, _readings(key))), None)
        return self._known[key]

    def _field_of(self, key: str) -> str | None:
        return "number" if key in self._numbers else self._fields.get(key)

    def is_status(self, heading: str) -> bool:
        """Whether a heading of progress asks for the status alone."""
        return any(key in self._status_names for key in _readings(matching_key(heading)))

    def is_list_label(self, name: str) -> bool:
        """Whether these words are a label of a plan or of progress, whatever stands around them."""
        return self._fields.get(matching_key(name)) in PLAN_FIELDS | {"progress"}

    def labelled(self, name: str) -> str | None:
        """The field of a label of a list; None for any other words."""
        field = self._fields.get(matching_key(name))
        return field if field in _LIST_FIELDS | {"progress", "other"} else None

    def number(self, line: str) -> str | None:
        """What a line like 问题编号：第二十七项 gives as the number; None where it is no such line."""
        found = _COLON.match(line.strip())
        return found[2].strip() if found and matching_key(found[1]) in self._numbers else None

    def label(self, line: str, *, wrapped: bool) -> Label | None:
        """The label a line begins with, after an ordinal or without one."""
        text = line.strip()
        found = self._label(text, None, loose=not wrapped)
        ordinal = None if found else split_ordinal(text)
        return self._label(ordinal.rest, ordinal, loose=True) if ordinal else found

    def _label(self, text: str, ordinal: Ordinal | None, *, loose: bool) -> Label | None:
        for pattern in (_BRACKETED, _COLON):
            found = pattern.match(text)
            field = self._fields.get(matching_key(found[1])) if found else None
            field = field or ("other" if found and _PERSONAL.fullmatch(found[1]) else None)
            field = field or ("text" if found and _FOUND.fullmatch(found[1].strip()) else None)
            if found and field:
                return Label(field, found[1], found[2].strip(), ordinal)
        if not loose:
            return None
        spaced = _SPACED.match(text)
        name, value = (spaced[1], spaced[2]) if spaced and not ordinal else (text, "")
        for known, rest in ((text, ""), (name, value)):
            field = self._fields.get(matching_key(known))
            if field in _LIST_FIELDS | {"progress"}:
                return Label(field or "", known, rest.strip(), ordinal, loose=True)
        return None

    def status(self, wording: str) -> tuple[StatusClass | None, bool] | None:
        """The class and long-term flag of a status wording; None where it is not one.

        A leading year, a note in brackets and an added 长期坚持 do not change the class.
        """
        ticked = _TICKED.search(wording)
        key = matching_key(ticked[1] if ticked else wording).strip(".,;")
        bare = re.sub(r"\([^()]*\)$", "", key)
        shorter = re.sub(r"^(?:已于)?\d{4}年(?:\d{1,2}月)?(?:底)?(?:前)?(?:已)?", "", bare)
        for known in dict.fromkeys((key, bare, shorter, "已" + shorter)):
            if known in self._statuses:
                return self._statuses[known]
        if percent := re.fullmatch(r"(\d{1,3}(?:\.\d+)?)%", key):
            return ("in_progress" if float(percent[1]) else "not_started"), False
        lasting = re.fullmatch(r"(.*?)[,;]?(?:并|需|且|须)?(?:长期坚持|持续推进|持续坚持)", shorter)
        if lasting is None:
            return None
        plain = self._statuses.get(lasting[1])
        return (plain[0], True) if plain else None if lasting[1] else (None, True)


def first_clause(wording: str) -> str:
    """按序时进度推进，预计6月完成 -> 按序时进度推进; a wording of one clause gives itself."""
    return re.split(r"[，,；;（(]", wording.strip(), maxsplit=1)[0]


def _role(field: str) -> str:
    if field in _LIST_FIELDS:
        return field
    if field in _PROGRESS_FIELDS:
        return "progress"
    return "told" if field in _TOLD_FIELDS else "other"
