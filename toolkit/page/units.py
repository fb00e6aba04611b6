"""Who has returned, what is left out, and how each unit's problems stand."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.board import Board, BoardUnit
from toolkit.page.marks import bar, head, signed, table_head, text


def units(board: Board) -> Iterator[str]:
    yield head("units", "单位报送情况")
    headings = ("单位", "状态", "收到时间", "应报", "已报", "没有填报", "问题进度", "阻断", "提醒")
    yield f'<div class="wide"><table class="units">{table_head(*headings)}<tbody>'
    remarked = {name: at for at, (name, _) in enumerate(board.remarks)}
    for at, unit in enumerate(board.units):
        yield _line(at, unit, remarked.get(unit.name))
    yield "</tbody></table></div>"


def _line(at: int, unit: BoardUnit, group: int | None) -> str:
    return (
        f'<tr data-of="{at}"><th scope="row">{text(unit.name)}</th>'
        f'<td class="{unit.tint}">{signed(unit.state, unit.tint)}</td><td>{unit.received}</td>'
        f"<td>{unit.expected}</td><td>{unit.answered}</td><td>{text(unit.left_out)}</td>"
        f"<td>{bar(unit.spread.counts)}</td>"
        f'<td class="{"red" if unit.blocks else ""}">{_count(unit.blocks, group)}</td>'
        f'<td class="{"yellow" if unit.advises else ""}">{_count(unit.advises, group)}</td></tr>')


def _count(count: int, group: int | None) -> str:
    """A number of remarks, and the way to them."""
    return f'<a href="#g{group}">{count}</a>' if count and group is not None else str(count)
