"""Papers of finished problems: 验收销号申请表 (completed, to be accepted) and 公示 (accepted, to be closed)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.dates import chinese_day, read_day
from toolkit.model import CellValue, Filling, Ledger, LedgerRow
from toolkit.reports.letters.shared import common_texts

_NONE = "　"


def to_accept(ledger: Ledger) -> tuple[LedgerRow, ...]:
    """Problems reported as completed that nobody has accepted."""
    return tuple(row for row in ledger.rows
                 if row.status == "completed" and not (row.edit and row.edit.accepted_on))


def to_announce(ledger: Ledger) -> tuple[LedgerRow, ...]:
    """Problems accepted and not closed, of those the public may read."""
    return tuple(row for row in ledger.rows if row.status == "accepted" and row.problem.public
                 and not (row.edit and row.edit.closed_on))


def application(ledger: Ledger, row: LedgerRow) -> Filling:
    """验收销号申请表 of one problem, as the ledger has it; what is not known is left to be filled in."""
    problem = row.problem
    official = {name: problem.shown(field) or _NONE for name, field in (
        ("问题", "text"), ("牵头单位", "lead_units"), ("责任单位", "responsible_units"),
        ("验收单位", "acceptance_units"), ("整改时限", "deadline"), ("整改目标", "goal"), ("整改措施", "measures"))}
    return Filling({
        **common_texts(ledger), **official, "序号": str(problem.number), "整改状态": row.printed_status,
        "完成日期": _done_on(row) or _NONE,
        "整改进展情况": "\n".join(f"{p.ordinal or ''}{p.text}" for p in row.paragraphs) or _NONE,
        "佐证材料": _said(row, "evidence") or _NONE,
    })


def _said(row: LedgerRow, name: str) -> str:
    """What the lead units wrote in one column, each wording once."""
    said = (entry.text(name) for entry in row.entries if entry.role != "responsible")
    return "\n".join(dict.fromkeys(text for text in said if text))


def _done_on(row: LedgerRow) -> str:
    """The day the lead units gave, as letters write days; as they wrote it where it is no day."""
    cells = (entry.cells.get("done_on") for entry in row.entries if entry.role != "responsible")
    said = (_day(cell.text, cell.day) for cell in cells if cell)
    told = "\n".join(dict.fromkeys(text for text in said if text))
    before = row.baseline.done_on if row.baseline else None
    return told or (chinese_day(before) if before else "")


def _day(text: str, read: date | None = None) -> str:
    """A day as letters write it (GB/T 9704-2012, 7.3.5.4: 月、日不编虚位); 12月底, or no day at all, as it is."""
    day = None if set(text) & set("底末") else read or read_day(text)
    return chinese_day(day) if day else text


def announcement(ledger: Ledger) -> Filling | None:
    """公示 of the problems to be closed; None where there are none."""
    rows = to_announce(ledger)
    if not rows:
        return None
    profile = ledger.profile
    days = f"{profile.publicity_days}{'个工作日' if profile.publicity_working else '天'}"
    return Filling(
        {**common_texts(ledger), "问题数": str(len(rows)), "公示期": days, "附件名称": "拟销号问题清单"},
        rows={"拟销号问题": tuple(_announced(rows))},
    )


def _announced(rows: tuple[LedgerRow, ...]) -> Iterator[dict[str, CellValue]]:
    for row in rows:
        problem = row.problem
        yield {
            "序号": problem.number, "问题": problem.public_text or problem.text,
            "牵头单位": problem.shown("lead_units"),
            "验收单位": (row.edit.accepted_by if row.edit else "") or problem.shown("acceptance_units"),
            "验收日期": _day(row.edit.accepted_on if row.edit else "") or _NONE,
            "整改进展情况": "\n".join(f"{p.ordinal or ''}{p.text}" for p in row.paragraphs),
        }
