"""The annex beside the last period's: what came in and what went out, for the leader who must sign.

All changes accepted, it is this period's annex; all rejected, the last one's as far as its ledger
tells (who was awaited then is not in it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolkit.dates import chinese_day
from toolkit.model import BaselineRow, Block, Ledger, LedgerRow, Para, Problem, Profile, Revision
from toolkit.reports.annex.entries import (
    AS_OF,
    as_of_line,
    numbered,
    official_key,
    ordinal,
    problem_text,
    published_rows,
    status_line,
)
from toolkit.reports.annex.listed import listed_blocks
from toolkit.reports.annex.revising import all_of, partners, revisions


def compared_blocks(ledger: Ledger, last_day: date | None = None) -> tuple[Block, ...]:
    """The annex, problem by problem, with its changes marked; () where there is no last period.

    ``last_day`` is the day the last annex told of, None where nobody knows.
    """
    if ledger.baseline is None:
        return ()
    return (*compared_problems(ledger, last_day), *gone_problems(ledger))


def compared_problems(ledger: Ledger, last_day: date | None = None) -> Sequence[Block]:
    """The problems on the list beside the baseline's, which must be there."""
    comparing = {
        f"{row.problem.number}": _Compared(row, ledger) for row in published_rows(ledger)}
    blocks: list[Block] = []
    for block in listed_blocks(ledger):
        if not isinstance(block, Para):
            blocks.append(block)
        elif block.key is None:
            blocks.append(_dated(block, last_day))
        else:
            blocks += comparing[block.key.split("#")[0].split(":")[0]].of(block)
    return blocks


def _dated(block: Para, last_day: date | None) -> Para:
    if block.style != AS_OF or last_day is None:
        return block
    return _marked(block, as_of_line(chinese_day(last_day)))


def _marked(block: Para, before: str) -> Para:
    """The paragraph with what is new against its wording before; as it is where nothing is."""
    if block.text == before:
        return block
    return replace(block, revisions=revisions(before, block.text))


class _Compared:
    """One problem's paragraphs beside those of the last period."""

    def __init__(self, row: LedgerRow, ledger: Ledger) -> None:
        assert ledger.baseline is not None
        self.row, self.profile = row, ledger.profile
        self.last = ledger.baseline.rows.get(row.problem.number)
        old = self.last.paragraphs if self.last else ()
        self.old = [f"{ordinal(p.ordinal, self.profile)}{p.text}" for p in old]
        pairs = partners([p.text for p in old], [p.text for p in row.paragraphs])
        self.before, self.trailing = _by_place(pairs)

    def of(self, block: Para) -> Iterator[Para]:
        """The block marked up, with what was deleted before it, or after the last of its problem."""
        if self.last is None:
            yield replace(block, revisions=all_of(block.text, "inserted"))
            return
        key = block.key or ""
        if ":" in key:
            heading = key == official_key(self.row.problem, "问题")
            yield _marked(block, self._old_heading(self.last)) if heading else block
        elif "#" in key:
            yield from self._paragraph(block, int(key.split("#")[1]) - 1)
        else:
            yield self._status(block, self.last.status_text or "")
            if not self.row.paragraphs:
                yield from self._deleted(self.trailing)

    def _old_heading(self, last: BaselineRow) -> str:
        """Numbers of its own a problem keeps; the wording is compared where the same one is printed."""
        problem = self.row.problem
        text = problem_text(problem) if problem.public_text or not last.text else last.text
        return f"{numbered(problem, last.number, self.profile)}{text}"

    def _status(self, block: Para, before: str) -> Para:
        """A status is one wording: it changes as a whole."""
        if not before or before == self.row.printed_status:
            return block
        now = self.row.printed_status
        revised = (Revision(status_line("")), Revision(before, "deleted"), Revision(now, "inserted"))
        return replace(block, revisions=tuple(r for r in revised if r.text))

    def _paragraph(self, block: Para, at: int) -> Iterator[Para]:
        deleted, partner = self.before[at]
        yield from self._deleted(deleted)
        if partner is None:
            yield replace(block, revisions=all_of(block.text, "inserted"))
        else:
            yield _marked(block, self.old[partner])
        if at == len(self.row.paragraphs) - 1:
            yield from self._deleted(self.trailing)

    def _deleted(self, places: Sequence[int]) -> Iterator[Para]:
        for place in places:
            yield _deleted(self.old[place], "进展段落")


def _by_place(
    pairs: Sequence[tuple[int | None, int | None]],
) -> tuple[Mapping[int, tuple[tuple[int, ...], int | None]], tuple[int, ...]]:
    """New place -> (old places deleted before it, its partner); and those deleted after the last."""
    before: dict[int, tuple[tuple[int, ...], int | None]] = {}
    waiting: list[int] = []
    for old, new in pairs:
        if new is not None:
            before[new] = (tuple(waiting), old)
            waiting = []
        elif old is not None:
            waiting.append(old)
    return before, tuple(waiting)


def _deleted(text: str, style: str) -> Para:
    return Para("", style, revisions=all_of(text, "deleted"))


# ── problems no longer on the list ───────────────────────────────────────────────────────────────
def gone_problems(ledger: Ledger) -> Iterator[Para]:
    """What the last ledger has and the list has no more, at the end."""
    assert ledger.baseline is not None
    listed = {row.problem.number for row in ledger.rows}
    for number, last in sorted(ledger.baseline.rows.items()):
        if number not in listed and last.text:
            yield from _gone_problem(last, ledger.profile)


def _gone_problem(last: BaselineRow, profile: Profile) -> Iterator[Para]:
    problem = Problem(last.number, last.text)
    yield _deleted(f"{numbered(problem, last.number, profile)}{last.text}", "问题")
    if last.status_text:
        yield _deleted(status_line(last.status_text), "整改状态")
    for paragraph in last.paragraphs:
        yield _deleted(f"{ordinal(paragraph.ordinal, profile)}{paragraph.text}", "进展段落")
