"""What a person still has to confirm in the list: from the remarks of an import, kept until cleared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.model import CellValue, ListCell, Place, Problem, Remark
from toolkit.text import matching_key
from toolkit.units import join_units

OPEN, SETTLED = "待确认", "已确认"
MEASURE_COLUMNS = frozenset({"措施序号", "整改措施", "完成标注", "措施时限"})
"""The columns of the sheet 措施; all others stand in 问题."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One cell of the list to confirm: what it held, what is doubtful about it, where that was printed.

    ``cell`` without a number is a whole column, without a heading the document as a whole.
    """

    cell: ListCell
    held: str
    says: str
    source: str
    settled: bool = False


def doubts_of(remarks: Iterable[Remark], problems: Sequence[Problem]) -> tuple[Doubt, ...]:
    """The doubts an import casts on this list, one a cell, in the order of the remarks."""
    listed = {problem.number: problem for problem in problems}
    found: dict[ListCell, Doubt] = {}
    for remark in remarks:
        if remark.waived or remark.trial or not (remark.about or remark.code.startswith("P")):
            continue
        for cell in remark.about or (ListCell(None, ""),):
            doubt = Doubt(cell, held_in(listed, cell), remark.message, source_of(remark.place))
            before = found.get(cell)
            found[cell] = _joined(before, doubt) if before else doubt
    return tuple(found.values())


def _joined(one: Doubt, other: Doubt) -> Doubt:
    says = one.says if other.says in one.says else f"{one.says}\n{other.says}"
    source = one.source if other.source in one.source else f"{one.source}；{other.source}"
    return replace(one, says=says, source=source)


def source_of(place: Place) -> str:
    """Where something was printed: 方案.docx 第33行, 台账.xlsx 整改清单!F7."""
    if place.cell:
        return f"{place.file or ''} {place.sheet or ''}!{place.cell}".strip()
    return f"{place.file or ''}{f' 第{place.line}行' if place.line else ''}".strip()


def together(old: Sequence[Doubt], new: Sequence[Doubt], problems: Sequence[Problem]) -> tuple[Doubt, ...]:
    """The doubts after one more import: new ones, and old ones about cells nobody has changed since.

    What was confirmed stays confirmed while the cell is the same. Doubts about the former document as
    a whole go with it.
    """
    listed = {problem.number: problem for problem in problems}
    changed = {doubt.cell for doubt in old if not _same(doubt.held, held_in(listed, doubt.cell))}
    kept = {
        doubt.cell: doubt for doubt in old
        if doubt.cell.number is not None and not changed & {doubt.cell, _cured_at(doubt.cell)}
    }
    for doubt in new:
        before = kept.get(doubt.cell)
        confirmed = before is not None and before.settled and before.says == doubt.says
        kept[doubt.cell] = replace(doubt, settled=confirmed)
    return tuple(sorted(kept.values(), key=_order))


def _cured_at(cell: ListCell) -> ListCell:
    """The cell that is filled in to cure a doubt: a wording nobody can date gets its day beside it."""
    return ListCell(cell.number, "时限日期") if cell.heading == "整改时限" else cell


def _order(doubt: Doubt) -> tuple[int, int]:
    cell = doubt.cell
    return cell.number or 0, -1 if cell.measure is None else cell.measure


_CUT = "……"


def _same(held: str, now: str) -> bool:
    """Whether a cell still holds what was doubted; the sheet 待确认 shows a long text cut."""
    if held.endswith(_CUT):
        return matching_key(now).startswith(matching_key(held.removesuffix(_CUT)))
    return matching_key(held) == matching_key(now)


def held_in(listed: Mapping[int, Problem], cell: ListCell) -> str:
    """What the cell shows, as text; '' for a blank cell and for what is no single cell."""
    problem = listed.get(cell.number) if cell.number is not None else None
    if problem is None:
        return ""
    if cell.measure is not None and cell.measure >= len(problem.measures):
        return ""
    value = _value(problem, cell)
    return "" if value is None else str(value)


def _value(problem: Problem, cell: ListCell) -> CellValue:
    if cell.measure is not None:
        measure = problem.measures[cell.measure]
        return measure.deadline if cell.heading == "措施时限" else measure.text
    values: dict[str, CellValue] = {
        "序号": problem.number, "问题": problem.text, "牵头单位": join_units(problem.lead_units),
        "责任单位": join_units(problem.responsible_units), "验收单位": join_units(problem.acceptance_units),
        "督导单位": join_units(problem.supervising_units), "整改时限": problem.deadline_text,
        "时限日期": problem.deadline, "整改目标": problem.goal,
    }  # fmt: skip
    return values.get(cell.heading)
