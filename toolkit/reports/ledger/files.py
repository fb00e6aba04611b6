"""文件, a sheet of the ledger: everything that came, whose it is, and the scans and evidence beside the sheets."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.model import Arrival, FileKind, Ledger, Table
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.wording import VERDICT_TINTS, VERDICTS, moment, received_how

_KINDS: Mapping[FileKind, str] = {
    "return": "填报表", "scan": "盖章件", "evidence": "佐证材料", "letter": "文字材料", "archive": "压缩包",
    "system": "系统文件",
}


def file_sheet(ledger: Ledger) -> Table:
    """文件: one line a file a person sent; evidence with the problems whose 佐证材料 names it."""
    named = _named_as_evidence(ledger)
    columns: tuple[ReportColumn[Arrival], ...] = (
        ReportColumn("unit", "单位", 22, lambda a: a.unit or ""),
        ReportColumn("kind", "种类", 10, lambda a: _KINDS[a.kind], "centre"),
        ReportColumn("file", "文件", 44, lambda a: a.file),
        ReportColumn("problems", "涉及问题", 12, lambda a: named.get(a.file, "")),
        ReportColumn("verdict", "结论", 15, lambda a: VERDICTS[a.verdict], "centre",
                     lambda a: VERDICT_TINTS[a.verdict]),
        ReportColumn("received_at", "收到时间", 18, lambda a: moment(a.received_at), "centre"),
        ReportColumn("how", "时间来源", 18, lambda a: received_how(a.how)),
        ReportColumn("reason", "说明", 44, lambda a: a.reason or ""),
        ReportColumn("sha256", "文件指纹", 14, lambda a: a.sha256[:12]),
    )
    met = [a for a in ledger.arrivals if a.kind != "system"]
    return tabulate("文件", columns, sorted(met, key=lambda a: (a.unit or "\uffff", a.file)),
                    freeze_columns=3)


def _named_as_evidence(ledger: Ledger) -> Mapping[str, str]:
    """Files beside the sheets -> the problems of the same unit whose 佐证材料 speaks of them by name."""
    found: dict[str, list[str]] = {}
    for arrival in ledger.arrivals:
        if arrival.kind not in ("scan", "evidence", "letter"):
            continue
        stem = arrival.file.rsplit("/", 1)[-1].rpartition(".")[0]
        for row in ledger.rows:
            said = (e.text("evidence") for e in row.entries if e.unit == arrival.unit)
            if len(stem) > 1 and any(stem in text for text in said):
                found.setdefault(arrival.file, []).append(str(row.problem.number))
    return {file: "、".join(numbers) for file, numbers in found.items()}
