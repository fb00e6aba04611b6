"""校验意见, a sheet of the ledger: what the rules said of the period."""

from __future__ import annotations

from toolkit.model import Ledger, Remark, Table
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.wording import (
    MISSING,
    seen_by,
    weight_tint,
    weight_word,
)

_WEIGHTS = ("阻断", "提醒", "试行", "已豁免")
_OF_OUTPUTS = "O"
"""The family that speaks of outputs: a ledger that told of itself would never settle."""


def remark_sheet(ledger: Ledger) -> Table:
    """校验意见: what the rules said of the period, what blocks first, each with its place."""
    seen = seen_by(ledger.profile)
    columns: tuple[ReportColumn[Remark], ...] = (
        ReportColumn("weight", "级别", 8, weight_word, "centre", weight_tint),
        ReportColumn("code", "代码", 7, lambda r: r.code, "centre"),
        ReportColumn("number", "序号", 6, lambda r: r.problem, "number"),
        ReportColumn("unit", "单位", 17, lambda r: r.unit or ""),
        ReportColumn("message", "意见", 44, lambda r: seen(_said(r))),
        ReportColumn("given", "填报内容", 24, lambda r: seen(r.given or "")),
        ReportColumn("expected", "应为", 20, lambda r: seen(r.expected or "")),
        ReportColumn("file", "文件", 26, lambda r: r.place.file or ""),
        ReportColumn("sheet", "工作表", 9, lambda r: r.place.sheet or ""),
        ReportColumn("cell", "单元格", 8, lambda r: r.place.cell or "", "centre"),
        ReportColumn("waived", "豁免依据", 16, lambda r: r.waived or ""),
    )
    told = [remark for remark in ledger.remarks if not remark.code.startswith(_OF_OUTPUTS)]
    ranked = sorted(told, key=lambda r: (_WEIGHTS.index(weight_word(r)), r.code))
    return tabulate("校验意见", columns, ranked, freeze_columns=3)


def _said(remark: Remark) -> str:
    """The remark's sentence, but for the day it was said on: the ledger changes when the period does."""
    return f"{remark.unit}尚未报送本期整改进展。" if remark.code == MISSING else remark.message
