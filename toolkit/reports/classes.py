"""In which class a problem stands, as the ledger's sheets and their counts call it."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.model import STATUS_ORDER, LedgerRow, StatusClass

CLASS_WORDS: Mapping[StatusClass, str] = {
    "not_started": "尚未启动", "behind": "未达序时", "in_progress": "正在推进",
    "on_schedule": "达到序时", "completed": "已完成", "accepted": "已验收", "closed": "已销号",
}
UNREPORTED = "未报送"
UNKNOWN = "状态不明"
CLASS_ORDER = (*(CLASS_WORDS[name] for name in STATUS_ORDER), UNKNOWN, UNREPORTED)
"""Every word ``class_word`` gives, least advanced first."""
DONE_WORDS = tuple(CLASS_WORDS[name] for name in ("completed", "accepted", "closed"))


def class_word(row: LedgerRow) -> str:
    """The class of a problem's status in this period; 未报送 where nobody answered."""
    return UNREPORTED if row.source == "none" else status_word(row.status)


def status_word(status: StatusClass | None) -> str:
    return CLASS_WORDS[status] if status else UNKNOWN
