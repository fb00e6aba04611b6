"""What an entry claims and where a problem stands: shared by the families of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from toolkit.checks.once import once
from toolkit.model import (
    FINISHED,
    MEASURE_SYNONYMS,
    STATUS_ORDER,
    Book,
    Case,
    Column,
    Diagnostic,
    Entry,
    Place,
    Profile,
    StatusClass,
    StatusWord,
)
from toolkit.text import matching_key, wording_key

ACCEPTED: frozenset[StatusClass] = frozenset({"accepted", "closed"})
"""The classes that say somebody else has looked."""

NOTHING_NEW = "本期无新进展"
"""The answer for one problem that carries the last period's text forward."""

_STOPS = "。.；;，,、"
"""What may stand behind such a word: 无。"""
_NONE_WORDS = frozenset("-—－–/／无") | {"--", "——", "暂无", "没有", "不涉及", "n/a"}
"""What clerks are told to write, or write, for none."""


def is_none(text: str) -> bool:
    """Whether a cell says plainly that there is nothing to say: blank, `-`, 无."""
    plain = text.strip().rstrip(_STOPS)
    return not plain or plain.lower() in _NONE_WORDS


def says_nothing_new(entry: Entry) -> bool:
    """Whether a row answers 本期无新进展."""
    return is_nothing_new(entry.text("progress"))


def is_nothing_new(text: str) -> bool:
    """Whether a text is the answer 本期无新进展."""
    return len(text) < 3 * len(NOTHING_NEW) and matching_key(text).rstrip(".;!") == NOTHING_NEW


@dataclass(slots=True)
class Wordings:
    """The status and measure wordings of a profile, looked up by matching key."""

    profile: Profile
    _statuses: dict[str, StatusWord] = field(init=False)
    _measures: dict[str, str] = field(init=False)
    _keys: dict[str, str] = field(default_factory=dict)
    _known: dict[str, StatusWord | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._statuses = {}
        for word in self.profile.statuses:
            self._statuses.setdefault(matching_key(word.option), word)
        options = self.profile.measure_options
        self._measures = {
            matching_key(word): option
            for option in options for word in (*MEASURE_SYNONYMS.get(option, ()), option)
        }

    def status(self, text: str) -> StatusWord | None:
        """The status word a cell says; None where it is blank or nobody knows it."""
        if text not in self._known:
            self._known[text] = self._statuses.get(self._key(text)) if text else None
        return self._known[text]

    def status_class(self, text: str) -> StatusClass | None:
        word = self.status(text)
        return word.status if word else None

    def measure(self, text: str) -> str | None:
        """The measure option a cell says: itself, a synonym, or a status wording of that meaning."""
        if not text:
            return None
        key = self._key(text)
        option = self._measures.get(key)
        word = None if option else self._statuses.get(key)
        return option or (self._of_class(word.status) if word else None)

    def done(self, text: str) -> bool:
        """Whether a measure's cell says it is done: the last of the options."""
        options = self.profile.measure_options
        return bool(options) and self.measure(text) == options[-1]

    def _key(self, text: str) -> str:
        """The matching key, made once for the few wordings a round uses."""
        if text not in self._keys:
            self._keys[text] = wording_key(text)
        return self._keys[text]

    def _of_class(self, status: StatusClass) -> str | None:
        options = self.profile.measure_options
        if not options:
            return None
        if status in FINISHED:
            return options[-1]
        return options[0] if status == "not_started" else options[len(options) // 2]


class Standing(NamedTuple):
    """Where a problem stands: its class, and the entry that decides it (None: as it stood before)."""

    status: StatusClass | None
    entry: Entry | None


def standing(case: Case, wordings: Wordings) -> Standing:
    """The least advanced claim of the lead units; without one, the last ledger's, then the list's."""
    claims = [
        Standing(status, entry) for entry in case.entries
        if entry.role == "lead"
        and (status := wordings.status_class(entry.text("status")) or carried(case, entry))
    ]
    if len(claims) < 2:
        return claims[0] if claims else Standing(before(case), None)
    return min(claims, key=lambda claim: STATUS_ORDER.index(claim.status or "not_started"))


def carried(case: Case, entry: Entry) -> StatusClass | None:
    """The class an answer 本期无新进展 without a status carries forward."""
    return None if entry.text("status") or not says_nothing_new(entry) else before(case)


def before(case: Case) -> StatusClass | None:
    """The class a problem had before this period; one the office closed in the list stays closed."""
    if case.problem.status == "closed":
        return "closed"
    last = case.baseline.status if case.baseline else None
    return last or case.problem.status


def acceptance_recorded(book: Book, case: Case) -> bool:
    """Whether the office has written in the ledger that the problem was accepted."""
    edit = book.edits.get(case.problem.number)
    return edit is not None and not is_none(edit.accepted_on)


def leads(case: Case) -> tuple[Entry, ...]:
    return tuple(entry for entry in case.entries if entry.role == "lead")


def done_before(case: Case) -> Mapping[int, date | None]:
    """The measures the last period has as done, by index, with the day: shown, not required again."""
    return case.baseline.done_measures if case.baseline else {}


def own_measures(case: Case, entry: Entry) -> tuple[Entry, ...]:
    """The measure rows the unit of an entry reported for its problem, done ones of the list aside."""
    official = case.problem.measures
    return tuple(
        row for row in case.measure_entries
        if row.unit == entry.unit and row.measure is not None
        and row.measure < len(official) and not official[row.measure].done_note
    )


def effective(book: Book) -> Iterator[tuple[Case, Entry]]:
    """Every row of 填报表 that counts, with its problem."""
    for case in book.cases:
        for entry in case.entries:
            yield case, entry


def effective_measures(book: Book) -> Iterator[tuple[Case, Entry]]:
    """Every row of 措施 that counts, with its problem."""
    for case in book.cases:
        for entry in case.measure_entries:
            yield case, entry


@once
def told(book: Book) -> Iterator[tuple[Case, Entry, Column, str]]:
    """Every text a unit wrote in a row of 填报表 that counts, with its column."""
    columns = book.profile.answers("problems", "text")
    for case, entry in effective(book):
        for column in columns:
            if text := entry.text(column.field):
                yield case, entry, column, text


def diagnosed(book: Book, *kinds: str) -> Iterator[Diagnostic]:
    """What the steps before found of these kinds; rows of a file that does not count are passed over."""
    ignored = {arrival.file for arrival in book.arrivals if arrival.verdict == "ignored"}
    for diagnostic in book.diagnostics:
        in_row = diagnostic.place.row is not None
        if diagnostic.kind in kinds and not (in_row and diagnostic.place.file in ignored):
            yield diagnostic


def sender(book: Book, diagnostic: Diagnostic) -> str | None:
    """The unit a diagnostic concerns: as it says, else the sender of its file."""
    if diagnostic.unit:
        return diagnostic.unit
    return next((a.unit for a in book.arrivals if a.file == diagnostic.place.file), None)


def file_name(file: str | None) -> str:
    """A file in a sentence: its name without the folders."""
    return (file or "").rsplit("/", 1)[-1]


def cell_name(place: Place) -> str:
    """A cell in a sentence: 文件“水务局.xlsx”填报表 F7."""
    return f"文件“{file_name(place.file)}”{place.sheet or ''} {place.cell or ''}".strip()


def measure_label(case: Case, index: int) -> str:
    """A measure in a sentence: its ordinal, or its place in the list."""
    return case.problem.measures[index].ordinal or str(index + 1)


def runs(numbers: Iterable[int]) -> str:
    """Numbers with runs joined: 1、3至5."""
    pieces: list[list[int]] = []
    for number in sorted(set(numbers)):
        if pieces and number == pieces[-1][-1] + 1:
            pieces[-1].append(number)
        else:
            pieces.append([number])
    return "、".join(_run(piece) for piece in pieces)


def _run(piece: Sequence[int]) -> str:
    if len(piece) < 3:
        return "、".join(map(str, piece))
    return f"{piece[0]}至{piece[-1]}"
