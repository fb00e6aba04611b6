"""Sentences about an office's sheet: what it lacks, and notes that name its columns as it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.model import Profile
from toolkit.template.values import LearnedColumn, LearnedHead, LearnedTable


def lacking(tables: Sequence[LearnedTable], head: Sequence[LearnedHead]) -> Iterator[str]:
    """What the sheet has no place for, and what is done about it."""
    there = {h.column.field for h in head}
    fields = {c.column.field for t in tables if t.table == "problems" for c in t.columns}
    if "unit" not in there:
        yield ("没有“填报单位”：下发时单位名称写在文件名、文件属性和“填报说明”的页眉里，照样认得出来。")
    person = {"filler": "填报人", "phone": "联系电话"}
    without = [name for key, name in person.items() if key not in there | fields]
    if without:
        yield (f"没有{'、'.join(without)}：不再要求填，有事要问单位时请查“单位”表的联系人。")
    if "number" not in fields:
        yield ("没有“序号”：收回来按问题原文认是哪一项，原文改动大的会认不出来，建议加上。")
    if "text" not in fields:
        yield ("没有问题原文：收回来只按序号认，单位挪错行看不出来，建议加上。")
    if not any(t.table == "measures" for t in tables):
        yield (
            "没有逐条填写措施完成情况的表：下发时不附“措施”表，也不催报、不校验措施；要报的，"
            "把 专项配置.xlsx“栏目”里“措施”各行的“下发”改为“是”，就会附上工具自己的“措施”表。")


def settled_notes(columns: Sequence[LearnedColumn], profile: Profile) -> list[LearnedColumn]:
    """Notes that name other columns name them as this sheet does; a clause about one it lacks goes."""
    called = {column.heading: next((c.column.heading for c in columns if c.column.field == column.field), "")
              for column in profile.on("problems")}
    return [replace(c, column=replace(c.column, note=_renamed(c.column.note, called))) for c in columns]


def _renamed(note: str, called: Mapping[str, str]) -> str:
    clauses = re.split(r"(?<=[。；，])", note)
    for old, new in called.items():
        clauses = [clause.replace(f"“{old}”", f"“{new}”") for clause in clauses if new or f"“{old}”" not in clause]
    said = "".join(clauses)
    return re.sub(r"[；，]$", "。", said)
