"""What a command says to a person: short Chinese lines, the most pressing first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.dates import chinese_moment
from toolkit.model import WEIGHT_WORDS, Ledger, Remark
from toolkit.reports.wording import STATE_WORDS, unit_state
from toolkit.units import Directory

_MOST_ALIKE = 3
"""Remarks of one rule shown on the screen; all of them stand in 校验报告.xlsx."""


def near_names(directory: Directory, name: str) -> str:
    """Names that look like one nobody knows, in brackets; empty where there are none."""
    near = "、".join(directory.nearest(name))
    return f"（相近的名称：{near}）" if near else ""


def period_lines(ledger: Ledger, outputs: Sequence[str]) -> tuple[str, ...]:
    """How a period stands, its remarks, and what was written."""
    due = ledger.period.due_for(None)
    counts = Counter(map(unit_state, ledger.units))
    states = "，".join(f"{word}{counts[word]}个" for word in STATE_WORDS if counts[word])
    lines = [
        (f"报送期 {ledger.period.name}，截止{chinese_moment(due)}："
         f"应报单位{len(ledger.units)}个（{states}）。")]
    lines += _said(ledger)
    if outputs:
        lines.append("输出文件：")
        lines += [f"  {path}" for path in outputs]
    return (*lines, _verdict(ledger))


def remarks_and_files(ledger: Ledger) -> tuple[str, ...]:
    """What stands below the board of ``status``: remarks, files not used, and what it comes to."""
    return (*_said(ledger), _verdict(ledger))


def _said(ledger: Ledger) -> list[str]:
    refused = [a for a in ledger.arrivals if a.verdict == "rejected"]
    files = ["没有采用的文件：" + "；".join(f"{a.file}（{a.reason}）" for a in refused)] if refused else []
    return [*remark_lines(ledger.remarks), *files]


def _verdict(ledger: Ledger) -> str:
    blocks = sum(r.weight == "blocks" and not r.trial and not r.waived for r in ledger.remarks)
    return (
        f"有{blocks}条阻断意见，附件为草稿；请按“校验报告.xlsx”的“待办”处理后重新运行。" if blocks
        else "没有阻断意见。")


def remark_lines(remarks: Sequence[Remark]) -> list[str]:
    """Remarks, those that block first, a few of each rule with their place; the rest is counted."""
    by_rule: dict[tuple[bool, str], list[Remark]] = {}
    for remark in remarks:
        by_rule.setdefault((remark.weight != "blocks", remark.code), []).append(remark)
    lines: list[str] = []
    for _, alike in sorted(by_rule.items(), key=lambda item: item[0][0]):
        shown = alike if len(alike) <= _MOST_ALIKE + 1 else alike[:_MOST_ALIKE]
        lines += [f"{_weight(r)} {r.code} {r.message}{place_words(r)}" for r in shown]
        if len(alike) > len(shown):
            lines.append(f"       {alike[0].code} 另有{len(alike) - len(shown)}条同类意见")
    return lines


def place_words(remark: Remark) -> str:
    """（文件、工作表、单元格） of a remark; '' where it has none."""
    place = remark.place
    words = [place.file, place.sheet, place.cell] if place.cell else [place.file, place.spoken or place.sheet]
    said = " ".join(word for word in words if word)
    return f"（{said}）" if said else ""


def _weight(remark: Remark) -> str:
    if remark.waived:
        return "[已豁免]"
    if remark.trial:
        return "[试行]"
    return f"[{WEIGHT_WORDS[remark.weight]}]"
