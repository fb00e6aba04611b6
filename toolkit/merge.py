"""Book + remarks + the office's edits -> Ledger. Drops nothing silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.model import (
    FINISHED,
    STATUS_ORDER,
    Arrival,
    Book,
    Case,
    Edit,
    Entry,
    Ledger,
    LedgerRow,
    Printed,
    Problem,
    ProblemSource,
    Remark,
    StatusClass,
    StatusWord,
    UnitReturn,
)
from toolkit.paragraphs import as_written, unify
from toolkit.text import matching_key, wording_key

NOTHING_NEW = "本期无新进展"
NOT_RETURNED = "未报送"


def merge(book: Book, remarks: Sequence[Remark], edits: Mapping[int, Edit]) -> Ledger:
    """The merged truth of a period: one row for every problem of the list, whatever was returned."""
    if book.period is None:
        raise ValueError("a book without a period cannot be merged")
    silent = {u.unit: u for u in book.units if u.nothing_new}
    words = _wordings(book.profile.statuses)
    merging = _Merging(book, silent, words)
    return Ledger(
        profile=book.profile,
        period=book.period,
        rows=tuple(merging.row(case, edits.get(case.problem.number)) for case in book.cases),
        units=book.units,
        arrivals=_verdicts(book.arrivals, remarks),
        remarks=tuple(remarks),
        leftovers=book.leftovers,
        baseline=book.baseline,
    )


def _wordings(statuses: Sequence[StatusWord]) -> dict[str, StatusWord]:
    """Every wording by its key: as offered or known, and as the annex prints it."""
    words: dict[str, StatusWord] = {}
    for word in statuses:
        words.setdefault(matching_key(word.option), word)
    for word in statuses:
        words.setdefault(matching_key(word.printed), word)
    return words


def _verdicts(arrivals: Sequence[Arrival], remarks: Sequence[Remark]) -> tuple[Arrival, ...]:
    """Accepted files that a remark names become 'accepted with remarks'."""
    named = {remark.place.file for remark in remarks}
    return tuple(
        replace(a, verdict="accepted_with_remarks")
        if a.verdict == "accepted" and a.file in named else a
        for a in arrivals)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A status as it was said: wording, class, printed wording, long-term flag, and by whom."""

    text: str | None
    status: StatusClass | None
    printed: str
    long_term: bool = False
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class _Merging:
    book: Book
    silent: Mapping[str, UnitReturn]
    words: Mapping[str, StatusWord]

    def row(self, case: Case, edit: Edit | None) -> LedgerRow:
        source, standing, paragraphs = self._returned(case)
        if edit and edit.status:
            standing = self._stand(edit.status, None)
        if edit and edit.text:
            paragraphs = [
                Printed(line.ordinal, line.text, line=line.line, edit=edit)
                for line in as_written(edit.text)]
        if edit and (edit.status or edit.text):
            source = "edited"
        problem = case.problem
        return LedgerRow(
            problem=problem, status=standing.status, status_text=standing.text,
            printed_status=standing.printed,
            long_term=standing.long_term or problem.long_term,
            overdue=self._overdue(problem, standing.status),
            source=source, paragraphs=tuple(paragraphs), status_from=standing.entry,
            entries=case.entries, measure_entries=case.measure_entries, awaited=_awaited(case),
            baseline=case.baseline, edit=edit,
        )

    def _returned(self, case: Case) -> tuple[ProblemSource, _Standing, list[Printed]]:
        """What the returns (or, failing them, the last period) say of a problem."""
        leads = [e for e in case.entries if e.role == "lead" and (e.text("status") or e.text("progress"))]
        if not leads:
            return self._unanswered(case)
        standing = self._least_advanced(leads, case)
        telling = _each_once([e for e in case.entries if self._prints(e) and not _nothing_new(e)])
        paragraphs = _paragraphs(telling)
        source: ProblemSource = "returned"
        if any(map(_nothing_new, leads)) and not any(e.role == "lead" for e in telling):
            source = "carried" if case.baseline else "returned"
            paragraphs = [*(_carried(case, self.book) or _spoken(leads)), *paragraphs]
        if _awaited(case):
            paragraphs.append(self._awaiting(case))
        return source, standing, paragraphs

    def _unanswered(self, case: Case) -> tuple[ProblemSource, _Standing, list[Printed]]:
        known = self._last_known(case)
        if known is not None and known.status == "closed":
            return "carried", known, _carried(case, self.book)
        zero = next((self.silent[u] for u in case.lead_units if u in self.silent), None)
        if zero is not None and not _awaited(case):
            standing = known or self._stand(NOTHING_NEW, None)
            spoken = Printed(None, f"{NOTHING_NEW}。", zero.unit, written=zero.nothing_new)
            return "carried", standing, _carried(case, self.book) or [spoken]
        last = _carried(case, self.book)
        if self.book.profile.carry_missing and last and known:
            return "carried", known, [*last, self._awaiting(case)]
        standing = _Standing(None, None, NOT_RETURNED)
        return "none", standing, [self._awaiting(case)]

    def _prints(self, entry: Entry) -> bool:
        return bool(entry.text("progress")) and (
            entry.role == "lead" or self.book.profile.print_responsible)

    # ── status ───────────────────────────────────────────────────────────────────────────────
    def _stand(self, text: str, entry: Entry | None) -> _Standing:
        word = self.words.get(wording_key(text))
        if word is None:
            return _Standing(text, None, text, "长期坚持" in text, entry)
        return _Standing(text, word.status, word.printed, word.long_term, entry)

    def _least_advanced(self, leads: Sequence[Entry], case: Case) -> _Standing:
        said = [self._stand(e.text("status"), e) for e in leads if e.text("status")]
        if not said:
            return self._last_known(case) or _Standing(None, None, NOTHING_NEW)
        return min(said, key=lambda s: STATUS_ORDER.index(s.status) if s.status else -1)

    def _last_known(self, case: Case) -> _Standing | None:
        """The last ledger's status, else the list's own; 已销号 in the list counts for more than either."""
        listed = case.problem.status_text
        text = listed if case.problem.status == "closed" else (
            (case.baseline.status_text if case.baseline else None) or listed)
        return self._stand(text, None) if text else None

    def _overdue(self, problem: Problem, status: StatusClass | None) -> bool:
        period = self.book.period
        return bool(
            period and problem.deadline and problem.deadline < period.as_of
            and status not in FINISHED)

    def _awaiting(self, case: Case) -> Printed:
        units = "、".join(_called(case, unit) for unit in _awaited(case))
        if not units:
            return Printed(None, "（问题清单中没有牵头单位，无从收集进展。）", marked=True)
        return Printed(None, f"（尚待{units}报送本期进展。）", units, marked=True)


def _awaited(case: Case) -> tuple[str, ...]:
    """The lead units whose progress is still wanted: not returned, or without a text that can be printed."""
    silent = {e.unit for e in case.entries if e.role == "lead" and not e.text("progress")}
    return tuple(unit for unit in case.lead_units if unit in case.awaited or unit in silent)


def _each_once(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that repeat another's words: a text units agreed on is printed once."""
    said: dict[str, Entry] = {}
    for entry in entries:
        said.setdefault(matching_key(entry.text("progress")), entry)
    return list(said.values())


def _called(case: Case, unit: str) -> str:
    """A unit in a sentence beside the published list: both names, where it has changed its own."""
    published = case.published(unit)
    return unit if unit == published else f"{unit}（原{published}）"


def _nothing_new(entry: Entry) -> bool:
    text = entry.text("progress")
    return len(text) <= 2 * len(NOTHING_NEW) and matching_key(text).rstrip(".。") == NOTHING_NEW


def _paragraphs(entries: Sequence[Entry]) -> list[Printed]:
    cells = [entry.cells["progress"] for entry in entries]
    printed = []
    for entry, cell, lines in zip(entries, cells, unify([c.text for c in cells]), strict=True):
        printed += [
            Printed(line.ordinal, line.text, entry.unit, entry.sha256, cell, line.line)
            for line in lines]
    return printed


def _carried(case: Case, book: Book) -> list[Printed]:
    if case.baseline is None or book.baseline is None:
        return []
    return [
        Printed(p.ordinal, p.text, sha256=book.baseline.sha256, carried_from=book.baseline.period)
        for p in case.baseline.paragraphs]


def _spoken(leads: Sequence[Entry]) -> list[Printed]:
    """Nothing new and no last period to carry: the sentence itself, once, from the cell it is in."""
    entry = next((e for e in leads if e.text("progress")), None)
    if entry is None:
        return []
    return [Printed(None, f"{NOTHING_NEW}。", entry.unit, entry.sha256, entry.cells["progress"])]
