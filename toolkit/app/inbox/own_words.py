"""What stands in a return only because the office's own sheet has it: titles, notes, instructions, a logo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.app.session import Session
from toolkit.dates import chinese_day
from toolkit.issue.naming import period_title
from toolkit.model import Period, Return
from toolkit.read.notes import NotesAt
from toolkit.store.workspace import STANDARD_SHEET
from toolkit.tables import Refusal, read_workbook
from toolkit.text import matching_key


def without_own_words(session: Session, period: Period, returns: Sequence[Return]) -> tuple[Return, ...]:
    """Returns without what the office itself wrote around its table: it is nothing a unit reports."""
    ours = _own_words(session, period)
    if not ours:
        return tuple(returns)
    return tuple(
        replace(returned, extra={
            at: written for at, written in returned.extra.items()
            if matching_key(written.text) not in ours})
        for returned in returns)


def _own_words(session: Session, period: Period) -> frozenset[str]:
    content = session.workspace.read(STANDARD_SHEET)
    tables = read_workbook(STANDARD_SHEET, content) if content is not None else None
    if tables is None or isinstance(tables, Refusal):
        return frozenset()
    from toolkit.pattern.labels import for_period

    title, as_of = period_title(period.name), chinese_day(period.as_of)
    texts = [cell.text for sheet in tables.sheets for cell in sheet.cells]
    texts += [hung.text for sheet in tables.sheets for hung in NotesAt.of(STANDARD_SHEET, sheet).left()]
    return frozenset(matching_key(said) for text in texts for said in (text, for_period(text, title, as_of)))
