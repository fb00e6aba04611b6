"""The annex problem by problem: in the list's order, or gathered under headings; numbers stay official."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit.model import STATUS_ORDER, Block, Ledger, LedgerRow, Para
from toolkit.reports.annex.entries import entry, head, published_rows
from toolkit.reports.annex.settings import BY_SECTION, BY_STATUS, BY_UNIT

Group = tuple[str, tuple[LedgerRow, ...]]
GROUP_STYLE = "分组标题"


def listed_blocks(ledger: Ledger) -> tuple[Block, ...]:
    blocks = list(head(ledger))
    for name, rows in groups(ledger):
        if name:
            blocks.append(Para(name, GROUP_STYLE))
        for row in rows:
            blocks += entry(row, ledger.profile)
    return tuple(blocks)


def groups(ledger: Ledger) -> list[Group]:
    """The rows under the headings the office asked for; one group without a name where it did not."""
    rows = published_rows(ledger)
    name_of = _NAMES.get(ledger.profile.annex_groups)
    if name_of is None:
        return [("", rows)]
    found: dict[str, list[LedgerRow]] = {}
    for row in rows:
        found.setdefault(name_of(row), []).append(row)
    names = sorted(found, key=lambda name: _advance(found[name])) \
        if ledger.profile.annex_groups == BY_STATUS else list(found)
    return [(name, tuple(found[name])) for name in names]


def group_names(ledger: Ledger) -> frozenset[str]:
    """The headings the problems stand under; reading an annex back, they are nobody's words."""
    return frozenset(name for name, _ in groups(ledger) if name)


def _advance(rows: Sequence[LedgerRow]) -> int:
    """The most advanced first; what has no class comes last."""
    known = [STATUS_ORDER.index(row.status) for row in rows if row.status is not None]
    return -max(known, default=-1)


_NAMES: Mapping[str, Callable[[LedgerRow], str]] = {
    BY_SECTION: lambda row: row.problem.section or row.problem.category or "其他问题",
    BY_UNIT: lambda row: row.problem.shown("lead_units") or "未列牵头单位的问题",
    BY_STATUS: lambda row: row.printed_status or "状态未明",
}
