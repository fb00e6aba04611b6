"""One period judged: inbox read, entries reconciled, rules run, the ledger merged. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.app.edited.generated import Note
from toolkit.app.edited.ledger import office_edits, with_acceptance
from toolkit.app.inbox.own_words import without_own_words
from toolkit.app.inbox.reading import read_inbox
from toolkit.app.office_sheet import unusable_pattern
from toolkit.app.session import Session, list_digest, need_problems
from toolkit.checks import judge
from toolkit.merge import merge
from toolkit.model import (
    Baseline,
    Book,
    Diagnostic,
    Edit,
    Issued,
    Ledger,
    Period,
    Profile,
    Receipt,
    Unusable,
)
from toolkit.official.listbook.book import read_list
from toolkit.reconcile import issued_beside, reconcile
from toolkit.store.workspace import issued_list


@dataclass(frozen=True, slots=True)
class Judged:
    """A period as it stands now, and the receipts that are new."""

    period: Period
    book: Book
    edits: Mapping[int, Edit]
    ledgers_said: Mapping[str, Note]
    new_receipts: tuple[Receipt, ...]
    history: tuple[Baseline, ...] = ()

    def ledger(self, more: Sequence[Diagnostic] = ()) -> Ledger:
        """The ledger, judged with these diagnostics besides those of the returns."""
        book = replace(self.book, diagnostics=(*self.book.diagnostics, *more))
        return replace(merge(book, judge(book), self.edits), history=self.history)


def judge_period(session: Session, name: str) -> Judged:
    """Read, reconcile and hold ready one period."""
    period = session.period(name)
    need_problems(session)
    issued = _issued(session, period)
    inbox = read_inbox(session.of(period), period, issued)
    history = session.history(period.due)
    baseline = history[-1] if history else session.unpublished(period.previous)
    book = reconcile(
        profile=_with_full_names(session.of(period)), period=period, problems=session.problems,
        returns=without_own_words(session, period, inbox.returns), arrivals=inbox.arrivals,
        baseline=baseline, now=session.now,
        diagnostics=(*inbox.diagnostics, *unusable_pattern(session)), duties=session.of(period).duties, issued=issued,
    )
    edits = office_edits(session.workspace, name, session.problems)
    counting = with_acceptance(edits.counting, book.baseline)
    return Judged(period, replace(book, edits=counting), counting, edits.said, inbox.new_receipts, history)


def _with_full_names(session: Session) -> Profile:
    """The profile with the units of its waivers by the names they act under: the office writes short ones too."""
    named = tuple(
        replace(waiver, unit=session.directory.resolve(waiver.unit) or waiver.unit) if waiver.unit else waiver
        for waiver in session.profile.waivers)
    return replace(session.profile, waivers=named) if named != session.profile.waivers else session.profile


def _issued(session: Session, period: Period) -> Issued:
    """What the sheets that went out said, where the list was revised since; nothing where it was not."""
    if list_digest(session.problems) == period.digest:
        return Issued()
    content = session.workspace.read(issued_list(period.digest))
    try:
        were = read_list(content, session.profile).problems if content else ()
    except Unusable:  # damaged: then the sheets are held to the list of today
        were = ()
    return issued_beside(session.problems, were) if were else Issued()
