"""``trace``: from a printed paragraph or a ledger cell back to the cell it came from.

The period is read again from its inbox, so the answer is what the files say now; where the ledger on
disk was made from other files, the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.app.judging import judge_period
from toolkit.app.origins.ledger_cells import ledger_cell_sources
from toolkit.app.origins.texts import Source, list_source, printed_source, status_source
from toolkit.app.outcome import DONE, Outcome
from toolkit.app.session import ANNEX, Session
from toolkit.model import (
    Ledger,
    LedgerRow,
    Printed,
    Unusable,
)
from toolkit.regex import regex
from toolkit.text import read_numeral

_PARAGRAPH = regex(r"^\s*([^#（(!]+?)\s*(?:#\s*(\d+)|[（(]\s*(.+?)\s*[)）])?\s*$")
_BOOKMARK = regex(r"^\s*_?ZG(\d+)\s*$", re.IGNORECASE)
_OFFICIAL = regex(r"^(\d+):([^#]+)(?:#(\d+))?$")
_CELL = regex(r"^(?:整改台账(?:\.xlsx)?!)?([^!]+)!\$?([A-Za-z]{1,3})\$?(\d+)$")


def trace(session: Session, name: str, where: str) -> Outcome:
    """Where a paragraph of the annex ("3（二）", "1#2", "3", "_ZG17") or a ledger cell came from."""
    session = session.as_published(name)
    ledger = judge_period(session, name).ledger()
    bookmark = _BOOKMARK.match(where.removeprefix("书签"))
    cell = _CELL.match(where.strip())
    if cell:
        text, sources = ledger_cell_sources(session, ledger, cell[1], cell[2].upper(), int(cell[3]))
    elif bookmark:
        text, sources = _bookmarked(session, ledger, int(bookmark[1]))
    else:
        text, sources = _annex_paragraph(session, ledger, where)
    first = sources[0].shape() if sources else Source().shape()
    document = {"period": name, "where": where, "text": text, **first,
                "sources": [source.shape() for source in sources]}
    return Outcome(DONE, document, tuple(_lines(where, text, sources)))


def _lines(where: str, text: str, sources: Iterable[Source]) -> list[str]:
    lines = [f"{where}：{text}"]
    for source in sources:
        place = " ".join(filter(None, (source.place.file, source.place.sheet, source.place.cell)))
        lines += [f"  {label}：{value}" for label, value in (
            ("单位", source.unit), ("出处", place), ("sha256", source.sha256),
            ("原文", source.written), ("读作", source.read if source.how else ""),
            ("说明", "；".join(filter(None, (source.how, source.note))))) if value]
        if source.edit:
            who = "，".join(filter(None, (source.edit.editor, source.edit.reason)))
            lines.append(f"  整改办修改：{source.edit.status} {source.edit.text}（{who or '未注明'}）")
    return lines


# ── the annex ────────────────────────────────────────────────────────────────────────────────────
def _bookmarked(session: Session, ledger: Ledger, number: int) -> tuple[str, list[Source]]:
    """Of the paragraph that bears this bookmark in the annex as it would be written now."""
    from toolkit.reports.annex import annex_blocks
    from toolkit.word import bookmark_keys, bookmark_name

    keys = bookmark_keys(annex_blocks(ledger))
    key = keys.get(bookmark_name(number))
    if key is None:
        raise Unusable(f"{ANNEX}没有书签 {bookmark_name(number)}（共{len(keys)}个）。"
                       "请在 Word 的“插入—书签”里勾选“隐藏书签”，查看那一段的书签名。")
    official = _OFFICIAL.match(key)
    if official is None:
        return _annex_paragraph(session, ledger, key)
    problem, heading, measure = official.groups()
    if measure is None:
        source = list_source(session, int(problem), _column(session, int(problem), heading))
    else:
        source = list_source(session, int(problem), heading, sheet="措施", measure=int(measure) - 1)
    return source.read, [source]


def _column(session: Session, number: int, heading: str) -> str:
    """The column of the list a printed official text stands in."""
    problem = next(p for p in session.problems if p.number == number)
    return "公开表述" if heading == "问题" and problem.public_text else heading


def _annex_paragraph(
    session: Session, ledger: Ledger, where: str,
) -> tuple[str, list[Source]]:
    asked = _PARAGRAPH.match(where)
    number = read_numeral(asked[1]) if asked else None
    row = next((r for r in ledger.rows if r.problem.number == number), None)
    if asked and number is not None and row is None:
        raise Unusable(f"问题清单里没有第{number}项（{_numbered(ledger)}）。请核对序号。")
    if asked is None or row is None:
        raise Unusable(
            f"“{where}”指不出位置。请写 3（二）、1#2、3（状态行），或 整改台账!问题!F7。")
    if asked[2] is None and asked[3] is None:
        return row.printed_status, [status_source(session, ledger, row)]
    printed = _chosen(row, asked[2], asked[3])
    if printed is None:
        there = "、".join(
            p.ordinal or f"第{at}段" for at, p in enumerate(row.paragraphs, 1)) or "没有段落"
        raise Unusable(f"{ANNEX}第{number}项没有“{where}”这一段（有：{there}）。")
    return f"{printed.ordinal or ''}{printed.text}", [printed_source(session, ledger, row, printed)]


def _numbered(ledger: Ledger) -> str:
    numbers = [row.problem.number for row in ledger.rows]
    gaps = max(numbers) - min(numbers) + 1 != len(numbers)
    return f"共{len(numbers)}项，序号{min(numbers)}至{max(numbers)}{'，中间有缺号' * gaps}"


def _chosen(row: LedgerRow, position: str | None, ordinal: str | None) -> Printed | None:
    if position is not None:
        at = int(position)
        return row.paragraphs[at - 1] if 1 <= at <= len(row.paragraphs) else None
    wanted = read_numeral(ordinal or "")
    return next((p for p in row.paragraphs
                 if p.ordinal and read_numeral(p.ordinal.strip("（）")) == wanted), None)
