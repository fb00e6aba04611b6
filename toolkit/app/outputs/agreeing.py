"""After every run: the outputs read back from their bytes and held against list and remarks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from toolkit.agreement import (
    PROBLEM_HEADINGS,
    UNIT_HEADINGS,
    UNIT_SHEET,
    Difference,
    Outputs,
    Said,
    Statements,
    annex_said,
    board_said,
    circular_said,
    disagreements,
    ledger_said,
    list_said,
    problem_subject,
    remarks_said,
    reminders_said,
    statements_digest,
    unit_subject,
    unreadable,
)
from toolkit.app.outputs.letters import CIRCULAR, REMINDER
from toolkit.app.outputs.pieces import BOARD, Piece
from toolkit.app.session import ANNEX, LEDGER
from toolkit.model import LEDGER_SHEET, Diagnostic, Ledger, Place, Problem
from toolkit.reports.annex import INTERNAL
from toolkit.store.workspace import OFFICIAL_LIST
from toolkit.word import printed_body

_CIRCULAR, _REMINDERS = f"通知/{CIRCULAR}.docx", f"通知/{REMINDER}-"
_MOST = 20
"""How many differences between two documents are told; all of them are counted in the manifest."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was compared, and every difference found."""

    statements: tuple[Statements, ...]
    found: tuple[tuple[Difference, ...], ...]

    @property
    def differences(self) -> int:
        return sum(map(len, self.found))

    def diagnostics(self, folder: str) -> tuple[Diagnostic, ...]:
        """The differences as data for the rules, at the output that says otherwise."""
        return tuple(_diagnostic(each, folder) for pair in self.found for each in islice(pair, _MOST))

    def note(self) -> Mapping[str, object]:
        """For the manifest: each document with the number and digest of its compared statements."""
        return {
            "agrees": self.differences == 0,
            "differences": self.differences,
            "compared": [
                {"document": each.document, "statements": len(each), "sha256": statements_digest(each)}
                for each in self.statements],
        }


def agreement_of(
    pieces: Sequence[Piece], problems: Sequence[Problem], ledger: Ledger,
    worded: Collection[str] = (CIRCULAR, REMINDER),
) -> Agreement:
    """Read ledger, annex, board and letters back, and compare each with what it must agree with.

    Of letters only the kinds in ``worded``: what the office has reworded cannot be read back.
    """
    by_name = {piece.name: piece for piece in pieces}
    keys = by_name[ANNEX].keys
    broken: list[Difference] = []
    wordings = {problem_subject(p.number): p.public_text or p.text for p in problems}

    def read_back(document: str, reader: Callable[[], Statements]) -> Statements:
        if document in by_name:
            _ = by_name[document].content  # what making it raises is no fault of reading
        try:
            return reader()
        except Exception as fault:  # noqa: BLE001 - what cannot be read back, for whatever reason, is not signed
            broken.append(unreadable(document, str(fault)))
            return Statements(document)

    comparable = frozenset(worded) & frozenset(ledger.profile.letters)
    # The ledger is asked for last, before it letters and board: of a large period they may still be on their way.
    annex = read_back(ANNEX, lambda: _annex(by_name[ANNEX].content, keys, wordings))
    reminders = read_back(REMINDER, lambda: _reminders(pieces)) if REMINDER in comparable else None
    circular = read_back(_CIRCULAR, lambda: _circular(by_name[_CIRCULAR].content)) if CIRCULAR in comparable else None
    board = read_back(BOARD, lambda: _board(by_name[BOARD].content))
    book = read_back(LEDGER, lambda: _ledger(by_name[LEDGER].content))
    read = Outputs(list_said(OFFICIAL_LIST, problems), remarks_said("校验意见", ledger.remarks),
                   book, annex, board, circular, reminders)
    everything = ledger.profile.audience == INTERNAL
    found = disagreements(
        read,
        unpublished=() if everything else {problem_subject(p.number) for p in problems if not p.public},
        not_urged={unit_subject(u.unit) for u in ledger.units if u.state != "missing"},
        draft=ledger.draft, without_progress=not any(":" not in key for key in keys.values()))
    return Agreement(read.all(), (tuple(broken), *found))


def _ledger(content: bytes) -> Statements:
    from toolkit.ledgerbook import WrittenLedger

    book = WrittenLedger(content)
    return ledger_said(LEDGER, book.columns(LEDGER_SHEET, PROBLEM_HEADINGS),
                       book.columns(UNIT_SHEET, UNIT_HEADINGS), book.continued())


def _annex(content: bytes, keys: Mapping[str, str], wordings: Mapping[str, str]) -> Statements:
    body = printed_body(content)
    lines = [(text, keys.get(bookmark, "")) for text, bookmark in body.lines]
    return annex_said(ANNEX, lines, body.heads, wordings)


def _board(content: bytes) -> Statements:
    from toolkit.page.reading import read_page

    return board_said(BOARD, read_page(content))


def _circular(content: bytes) -> Statements:
    body = printed_body(content)
    return circular_said(_CIRCULAR, [text for text, _ in body.lines], body.tables)


def _reminders(pieces: Sequence[Piece]) -> Statements:
    return reminders_said(REMINDER, {
        piece.name: [text for text, _ in printed_body(piece.content).lines]
        for piece in pieces if piece.name.startswith(_REMINDERS)})


def _diagnostic(found: Difference, folder: str) -> Diagnostic:
    subject, aspect = found.point
    given, expected = _around(found.second_said, found.first_said)
    place = found.second_said.place if found.second_said else Place()
    other = f"{found.first}{_where(found.first_said)}"
    return Diagnostic(
        "outputs_differ", Place(f"{folder}/{place.file or found.second}", place.sheet, place.row, line=place.line),
        given=given, expected=f"{other}写的是“{expected}”", note=f"{subject}的{aspect}")


def _where(said: Said | None) -> str:
    place = said.place if said else Place()
    return f"“{place.sheet}”第{place.row}行" if place.sheet and place.row else ""


def _around(one: Said | None, other: Said | None) -> Iterator[str]:
    """Both values from shortly before where they part; （没有） for a document that is silent."""
    texts = [said.value if said else "（没有）" for said in (one, other)]
    same = next((at for at, pair in enumerate(zip(*texts, strict=False)) if pair[0] != pair[1]),
                min(map(len, texts)))
    start = max(0, same - 6)
    return (("…" if start else "") + text[start : start + 24] for text in texts)
