"""Closed sets of words that many steps share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

StatusClass = Literal[
    "not_started", "behind", "in_progress", "on_schedule", "completed", "accepted", "closed"
]
"""Classes of 整改状态, least advanced first (the order is used when lead units differ)."""

STATUS_ORDER: tuple[StatusClass, ...] = (
    "not_started", "behind", "in_progress", "on_schedule", "completed", "accepted", "closed",
)
FINISHED: frozenset[StatusClass] = frozenset({"completed", "accepted", "closed"})

Weight = Literal["blocks", "advises"]
Verdict = Literal["accepted", "accepted_with_remarks", "rejected", "ignored"]
UnitState = Literal["returned", "late", "missing", "nothing_to_report"]
ProblemSource = Literal["returned", "carried", "edited", "none"]
Received = Literal["given", "file-time", "first-sight"]
FileKind = Literal["return", "scan", "evidence", "letter", "archive", "system"]
"""What a file of the inbox is: a sheet (or meant as one), a stamped scan (盖章件), evidence (佐证材料), a
covering letter, an archive, or nothing a person sent."""
Role = Literal["lead", "responsible", "none"]
DocumentKind = Literal["plan", "progress", "none"]

MEASURE_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "未开展": ("未启动", "未开始", "未实施", "没有开展", "尚未开展"),
    "推进中": ("正在推进", "进行中", "正在进行", "正在实施", "正在开展", "持续推进", "长期坚持", "部分完成"),
    "已完成": ("完成", "已经完成", "全部完成", "已全部完成", "已落实", "已办结", "100%"),
}
"""What people write for the options of 完成情况 of a measure."""

WEIGHT_WORDS: Mapping[Weight, str] = {"blocks": "阻断", "advises": "提醒"}
"""What clerks read for a weight, on every screen and paper."""


LEDGER_SHEET = "问题"
LEDGER_MEASURES = "措施"
CONTINUED_SHEET = "续文"
RECKONED_SHEETS = ("汇总", "按单位", "按方面", "按时限", "历期")
"""Sheets of the ledger whose numbers are formulas over its other sheets."""
CONTINUED_MARK = "……（全文见“续文”表）"
"""Ends a cell whose text is longer than Excel holds; the whole text stands in 续文."""
CONTINUED_HEADINGS = ("工作表", "行", "序号", "栏目", "段", "文字")

LEDGER_HEADINGS: Mapping[str, str] = {
    "number": "序号",
    "printed_status": "附件用语",
    "progress": "整改进展情况",
    "source": "来源",
    "awaited": "待报单位",
    "last_status": "上期状态",
    "public_status": "公开状态",
    "public_text": "公开文字",
    "editor": "修改人",
    "edit_reason": "修改理由",
    "accepted_on": "验收日期",
    "accepted_by": "实际验收单位",
    "accepted_upon": "验收依据",
    "closed_on": "销号日期",
}
OFFICE_FIELDS = ("public_status", "public_text", "editor", "edit_reason",
                 "accepted_on", "accepted_by", "accepted_upon", "closed_on")
"""The columns of the ledger the office may fill; everything else in it is generated."""
EDIT_WORDS = ("status", "text", "editor", "reason",
              "accepted_on", "accepted_by", "accepted_upon", "closed_on")
"""The fields of an ``Edit``, in the order of the office's columns."""
ACCEPTANCE_WORDS = EDIT_WORDS[4:]
"""Those that outlive the period: what was accepted once stays so."""

SOURCE_WORDS: Mapping[ProblemSource, str] = {
    "returned": "已报送", "carried": "沿用上期", "edited": "整改办修改", "none": "未报送",
}
