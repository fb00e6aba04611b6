"""Units × problems: one sign a pair, each a link to the problem and its remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.model.board import Board, BoardProblem, PairState
from toolkit.page.marks import PAIR_SIGNS, head, legend, table_head, text

_COLUMNS = 30
"""Problems side by side at most: what A4 holds beside a unit's name. More make several tables alike."""
_LARGEST = 20_000
"""Fields of a matrix a browser draws and a person still reads; above, each unit's problems stand in a line."""


def matrix(board: Board) -> Iterator[str]:
    yield head("matrix", "单位与问题对照")
    yield legend((sign, state, word) for state, (sign, word) in PAIR_SIGNS.items())
    if len(board.units) * len(board.problems) <= _LARGEST:
        parts = -(-len(board.problems) // _COLUMNS) or 1
        columns = -(-len(board.problems) // parts)
        for part in range(parts):
            yield from _part(board, board.problems[part * columns:(part + 1) * columns])
    else:
        yield from _lines(board)


def _part(board: Board, problems: Sequence[BoardProblem]) -> Iterator[str]:
    """One table of some problems, with the units that answer for any of them."""
    numbers = [problem.number for problem in problems]
    headings = (f'<a href="#d{number}">{number}</a>' for number in numbers)
    yield f'<div class="wide"><table class="matrix">{table_head("单位", *headings)}<tbody>'
    for at, unit in enumerate(board.units):
        pairs = dict(unit.pairs)
        cells = "".join(
            f'<td class="{pairs[n]}">{_link(unit.name, n, pairs[n])}</td>' if n in pairs else "<td></td>"
            for n in numbers)
        if "class" in cells:
            yield f'<tr data-of="{at}"><th scope="row">{text(unit.name)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _link(unit: str, number: int, state: PairState, shown: str = "") -> str:
    sign, word = PAIR_SIGNS[state]
    return (f'<a href="#d{number}" title="{text(unit)} 第{number}项 {word}" '
            f'aria-label="第{number}项{word}">{sign}{shown}</a>')


def _lines(board: Board) -> Iterator[str]:
    yield '<ul class="strips">'
    for at, unit in enumerate(board.units):
        chips = "".join(
            f'<a class="{state}" href="#d{number}">{PAIR_SIGNS[state][0]}{number}</a> '
            for number, state in unit.pairs)
        yield f'<li data-of="{at}"><b>{text(unit.name)}</b> {chips}</li>'
    yield "</ul>"
