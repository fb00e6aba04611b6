"""Every remark, by unit: what is printed for the telephone."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.board import Board, BoardRemark
from toolkit.page.marks import head, signed, table_head, text

_WIDTH = 5


def remarks(board: Board) -> Iterator[str]:
    yield head("remarks", f"校验意见（{sum(len(group) for _, group in board.remarks)}条）")
    if not board.remarks:
        yield "<p>没有校验意见。</p>"
        return
    units = {unit.name: at for at, unit in enumerate(board.units)}
    yield (f'<div class="wide"><table class="remarks">'
           f'{table_head("级别", "代码", "问题", "意见", "出处")}')
    for at, (unit, group) in enumerate(board.remarks):
        of = f' data-of="{units[unit]}"' if unit in units else ""
        yield (f'<tbody id="g{at}"{of}><tr><th scope="rowgroup" colspan="{_WIDTH}">'
               f"{text(unit) or '不属于某个单位的意见'}（{len(group)}条）</th></tr>")
        yield from map(_line, group)
        yield "</tbody>"
    yield "</table></div>"


def _line(remark: BoardRemark) -> str:
    problem = f'<a href="#d{remark.problem}">{remark.problem}</a>' if remark.problem is not None else ""
    return (f'<tr><td class="{remark.tint}">{signed(remark.weight, remark.tint)}</td>'
            f"<td>{text(remark.code)}</td><td>{problem}</td><td>{text(remark.message)}</td>"
            f"<td>{text(remark.place)}</td></tr>")
