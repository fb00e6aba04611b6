"""What differs from the annex that was published (更正说明): only the problems that changed, marked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.dates import chinese_day
from toolkit.model import Baseline, Block, Heading, Ledger, LedgerRow, Para
from toolkit.reports.annex.compared import compared_problems, gone_problems
from toolkit.reports.annex.entries import annex_title

TITLE = "更正说明"


def corrected_blocks(ledger: Ledger, published: Baseline) -> tuple[Block, ...]:
    """Each problem that reads otherwise than in 定稿, with its changes; () where none does."""
    rows = tuple(row for row in map(_without_notes, ledger.rows) if not _silent_still(row, published))
    beside = replace(ledger, baseline=published, rows=rows)
    gone = tuple(gone_problems(replace(ledger, baseline=published)))
    changed = [group for group in _groups(compared_problems(beside)) if any(p.revisions for p in group)]
    if not changed and not gone:
        return ()
    said = (f"《{annex_title(ledger.profile)}》（截至{chinese_day(ledger.period.as_of)}）定稿以后，以下内容有变化，"
            "删去的文字加删除线，新增的文字加下划线；没有列出的与定稿一致。")
    return (Heading(TITLE, 0), Para(said), *(p for group in changed for p in group), *gone)


def _without_notes(row: LedgerRow) -> LedgerRow:
    """A row without the sentences that say who is awaited: a ledger read back does not have them."""
    return replace(row, paragraphs=tuple(p for p in row.paragraphs if not p.marked))


def _silent_still(row: LedgerRow, published: Baseline) -> bool:
    """Whether nobody has answered a problem, neither now nor when the annex was published."""
    then = published.rows.get(row.problem.number)
    return row.source == "none" and then is not None and not then.paragraphs


def _groups(blocks: Sequence[Block]) -> Iterator[list[Para]]:
    """The paragraphs of each problem, those deleted from it among them."""
    group: list[Para] = []
    number = ""
    for block in blocks:
        if not isinstance(block, Para):
            continue
        own = block.key.split("#")[0].split(":")[0] if block.key else number
        if own != number:
            if number:
                yield group
            group, number = [], own
        if number:
            group.append(block)
    if number:
        yield group
