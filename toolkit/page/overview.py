"""The top of the page: rings, numbers, how problems spread, what is overdue or soon due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.model.board import BAND_WORDS, Board, BoardProblem, BoardSpread
from toolkit.page.marks import BAND_SIGNS, bar, head, legend, ring, signed, table_head, text


def overview(board: Board) -> Iterator[str]:
    yield from _ways(board)
    yield f'<div class="rings">{"".join(ring(share) for share in board.shares)}</div>'
    tiles = "".join(
        f'<li class="{count.tint or "plain"}"><b>{signed(str(count.number), count.tint)}</b>'
        f"<span>{text(count.word)}</span></li>" for count in board.counts)
    yield f'<ul class="tiles">{tiles}</ul>'
    yield head("statuses", "整改状态")
    yield legend(_band_legend())
    whole = BoardSpread("全部问题", _summed(board.sections))
    sections = board.sections if len(board.sections) > 1 else ()
    yield from _spreads("方面", (whole, *sections))
    said = "；".join(f"{text(word)}{count}项" for word, count in board.statuses)
    yield f"<p>按状态用语：{said}。</p>" if said else "<p>还没有问题。</p>"
    if board.periods:
        yield head("periods", "各期变化")
        yield from _spreads("报送期", board.periods)


def _ways(board: Board) -> Iterator[str]:
    """Where to go, and what the script offers; without the script only the first is there."""
    parts = [("statuses", "整改状态"), ("late", "逾期未完成"), ("soon", "即将到期"), ("matrix", "对照表"),
             ("units", "单位"), ("problems", "问题"), ("remarks", "校验意见")]
    if board.periods:
        parts.insert(1, ("periods", "各期变化"))
    links = "".join(f'<a href="#{name}">{word}</a>' for name, word in parts)
    yield f'<nav aria-label="本页内容">{links}</nav>'
    yield '<form class="sift" id="sift" hidden>'
    yield _choice("unit", "单位", [unit.name for unit in board.units])
    yield _choice("status", "状态", [word for word, _ in board.statuses])
    yield _choice("section", "方面", [section.name for section in board.sections])
    yield '<label><input type="checkbox" id="by-late">只看逾期</label>'
    yield '<label><input type="checkbox" id="by-remark">只看有意见</label>'
    yield ('<label>查找<input type="search" id="by-word" placeholder="文字或序号" autocomplete="off">'
           "</label>")
    yield '<button type="reset">清除</button><button type="button" id="open-all">展开全文</button>'
    yield '<output id="shown" aria-live="polite"></output></form>'


def _choice(name: str, word: str, options: Iterable[str]) -> str:
    listed = "".join(f'<option value="{at}">{text(option)}</option>' for at, option in enumerate(options))
    return f'<label>{word}<select id="by-{name}"><option value="">全部</option>{listed}</select></label>'


def _band_legend() -> Iterator[tuple[str, str, str]]:
    for band, (sign, word) in enumerate(zip(BAND_SIGNS, BAND_WORDS, strict=True)):
        yield sign, f"k{band}", word


def _summed(spreads: Iterable[BoardSpread]) -> tuple[int, int, int, int]:
    one, two, three, four = 0, 0, 0, 0
    for spread in spreads:
        one, two, three, four = (have + more for have, more in
                                 zip((one, two, three, four), spread.counts, strict=True))
    return one, two, three, four


def _spreads(what: str, spreads: Iterable[BoardSpread]) -> Iterator[str]:
    headings = (what, "项数", *BAND_WORDS, "完成率", "分布")
    yield f'<div class="wide"><table class="spread">{table_head(*headings)}<tbody>'
    for name, counts in spreads:
        total = sum(counts)
        numbers = "".join(f"<td>{count}</td>" for count in counts)
        rate = f"{100 * counts[0] // total}%" if total else ""
        yield (f'<tr><th scope="row">{text(name)}</th><td>{total}</td>{numbers}<td>{rate}</td>'
               f"<td>{bar(counts)}</td></tr>")
    yield "</tbody></table></div>"


def deadlines(board: Board) -> Iterator[str]:
    """What is overdue, the longest first; what is due soon, the nearest first."""
    late = sorted((p for p in board.problems if p.late is not None), key=lambda p: -(p.late or 0))
    yield head("late", f"逾期未完成（{len(late)}项）")
    yield from _listed(board, late, "逾期") if late else ("<p>没有逾期未完成的问题。</p>",)
    soon = sorted((p for p in board.problems if p.left is not None), key=lambda p: p.left or 0)
    yield head("soon", f"{board.soon}{board.days}内到期（{len(soon)}项）")
    yield from _listed(board, soon, "还有") if soon else ("<p>没有即将到期而未完成的问题。</p>",)


def _listed(board: Board, problems: Iterable[BoardProblem], word: str) -> Iterator[str]:
    headings = ("序号", "问题", "牵头单位", "整改时限", "整改状态", word)
    yield f'<div class="wide"><table class="due">{table_head(*headings)}<tbody>'
    for problem in problems:
        status = f"{BAND_SIGNS[problem.band]}{text(board.statuses[problem.status][0])}"
        yield (f'<tr><td><a href="#d{problem.number}">{problem.number}</a></td><td>{text(problem.text)}</td>'
               f"<td>{text(problem.lead_units)}</td><td>{text(problem.deadline)}</td>"
               f"<td>{status}</td><td>{_days(board, problem)}</td></tr>")
    yield "</tbody></table></div>"


def _days(board: Board, problem: BoardProblem) -> str:
    if problem.late is not None:
        return f"{problem.late}天" if problem.late else "逾期"
    return f"{problem.left}{board.days}"
