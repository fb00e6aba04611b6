"""From a cell of 校验意见, 文件, 变化 or 历程 back to the file or the ledger it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.app.origins.texts import (
    Source,
    baseline_source,
    list_source,
    printed_source,
    status_source,
)
from toolkit.app.session import LEDGER, PUBLISHED, Session
from toolkit.model import LEDGER_HEADINGS, Ledger, LedgerRow, Place
from toolkit.reports.letters.shared import period_wording
from toolkit.tables.headed import HeadedRow
from toolkit.text import read_numeral

_OFFICIAL = frozenset({"序号", "问题", "牵头单位"})


def record_sources(
    session: Session, ledger: Ledger, sheet: str, heading: str, line: HeadedRow,
) -> list[Source]:
    """Sources of a cell of these sheets; empty for every other sheet."""
    kinds: Mapping[str, Callable[[], list[Source]]] = {
        "校验意见": lambda: _remark(ledger, heading, line),
        "文件": lambda: _received(ledger, heading, line),
        "变化": lambda: _of_a_problem(session, ledger, sheet, heading, line),
        "历程": lambda: _of_a_problem(session, ledger, sheet, heading, line),
    }
    return kinds[sheet]() if sheet in kinds else []


def _digest(ledger: Ledger, file: str) -> str | None:
    return next((a.sha256 for a in ledger.arrivals if a.file == file), None)


def _remark(ledger: Ledger, heading: str, line: HeadedRow) -> list[Source]:
    file, code = line.text("文件"), line.text("代码")
    remark = next((r for r in ledger.remarks if (r.code, r.place.file or "", r.place.sheet or "",
                   r.place.cell or "", r.unit or "") == (
                       code, file, line.text("工作表"), line.text("单元格"), line.text("单位"))), None)
    place = remark.place if remark else Place(file or None)
    return [Source(line.text("单位") or None, place, _digest(ledger, file), line.raw("填报内容"),
                   line.raw(heading), note=f"规则{code}的意见，说明见 zhenggai explain {code}")]


def _received(ledger: Ledger, heading: str, line: HeadedRow) -> list[Source]:
    file = line.text("文件")
    return [Source(line.text("单位") or None, Place(file), _digest(ledger, file),
                   read=line.raw(heading), note="收到的文件")]


def _row(ledger: Ledger, line: HeadedRow) -> LedgerRow | None:
    number = read_numeral(line.text("序号"))
    return next((row for row in ledger.rows if row.problem.number == number), None)


def _now(session: Session, ledger: Ledger, row: LedgerRow, *, text: bool) -> list[Source]:
    if text:
        return [printed_source(session, ledger, row, printed) for printed in row.paragraphs]
    return [status_source(session, ledger, row)]


def _of_a_problem(session: Session, ledger: Ledger, sheet: str, heading: str, line: HeadedRow) -> list[Source]:
    """Sources of a cell in a row that speaks of one problem: what is official in it comes from the list."""
    row = _row(ledger, line)
    if row is None:
        return [Source(read=line.raw(heading), note="这一行的序号不在问题清单里")]
    if heading in _OFFICIAL:
        return [list_source(session, row.problem.number, heading)]
    if sheet == "变化":
        return _change(session, ledger, row, heading)
    return _step(session, ledger, row, heading, line)


def _change(session: Session, ledger: Ledger, row: LedgerRow, heading: str) -> list[Source]:
    said = (row.baseline.status_text or "") if row.baseline else ""
    before = "\n".join(p.text for p in row.baseline.paragraphs) if row.baseline else ""
    was = baseline_source(session, ledger, row, "printed_status", said)
    had = baseline_source(session, ledger, row, "progress", before)
    found = {
        LEDGER_HEADINGS["last_status"]: [was],
        "本期状态": _now(session, ledger, row, text=False),
        "状态变化": [was, *_now(session, ledger, row, text=False)],
        "新增文字": _now(session, ledger, row, text=True),
        "上期有、本期没有的文字": [had],
    }
    return found.get(heading, [had, *_now(session, ledger, row, text=True)])


def _step(session: Session, ledger: Ledger, row: LedgerRow, heading: str, line: HeadedRow) -> list[Source]:
    period, progress = line.text("报送期"), heading == LEDGER_HEADINGS["progress"]
    for baseline in ledger.history:
        before = baseline.rows.get(row.problem.number)
        if before is not None and period_wording(baseline.period) == period:
            file = before.place.file or f"outbox/{baseline.period}/{PUBLISHED}/{LEDGER}"
            place = Place(file, before.place.sheet, before.place.row,
                          before.place.column if progress else None)
            return [Source(place=place, sha256=baseline.sha256, read=line.raw(heading),
                           note=f"取自{period}定稿台账的这一行")]
    return _now(session, ledger, row, text=progress)
