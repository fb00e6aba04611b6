"""The office's own sheet (templates/填报表.xlsx), where there is one: as it is issued, and why it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.app.session import Session
from toolkit.model import Diagnostic, Place, Unusable
from toolkit.store.workspace import STANDARD_SHEET

if TYPE_CHECKING:
    from toolkit.pattern import Pattern


def office_pattern(session: Session) -> Pattern | None:
    """The office's own sheet, where there is one; Unusable where it cannot be issued as it stands."""
    content = session.workspace.read(STANDARD_SHEET)
    if content is None:
        return None
    from toolkit.pattern import read_pattern

    return read_pattern(content, session.profile)


def unusable_pattern(session: Session) -> tuple[Diagnostic, ...]:
    """Why the office's own sheet cannot be used as it stands; () where it can, or there is none."""
    try:
        office_pattern(session)
    except Unusable as why:
        return (Diagnostic("unusable_pattern", Place(STANDARD_SHEET), str(why)),)
    return ()
