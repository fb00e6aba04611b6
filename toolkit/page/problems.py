"""Every problem: a line to look at, and behind it its texts, its units and every remark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.model.board import Board, BoardProblem, BoardRemark
from toolkit.page.marks import BAND_SIGNS, head, signed, text, word

_HEADINGS = ("序号", "问题", "牵头单位", "整改时限", "整改状态", "意见")


def problems(board: Board) -> Iterator[str]:
    yield head("problems", "问题整改情况")
    yield '<p class="hint">点开一行，看本期进展、上期进展和这一项的全部意见。</p>'
    yield f'<div class="line top" aria-hidden="true">{"".join(f"<span>{h}</span>" for h in _HEADINGS)}</div>'
    yield '<div id="list">'
    names = [word(unit.name) for unit in board.units]
    statuses = [text(said) for said, _ in board.statuses]
    sections = [text(section.name) for section in board.sections]
    for problem in board.problems:
        yield _line(problem, statuses[problem.status])
        yield from _behind(board, problem, sections[problem.section], [names[at] for at in problem.units])
        yield "</div></details>"
    yield '</div>\n<p id="none" hidden>没有符合条件的问题，请放宽条件或点“清除”。</p>'


def _line(problem: BoardProblem, status: str) -> str:
    units = " ".join(map(str, problem.units))
    late = ' data-late="1"' if problem.late is not None else ""
    return (
        f'<details data-n="{problem.number}" data-unit="{units}" data-status="{problem.status}"'
        f' data-section="{problem.section}" data-remarks="{len(problem.remarks)}"{late}>'
        f'<summary class="line"><span class="n">{problem.number}</span>'
        f'<span class="q">{text(problem.text)}</span><span>{word(problem.lead_units)}</span>'
        f'<span>{word(problem.deadline)}{_due(problem)}</span>'
        f'<span><b class="k{problem.band}">{BAND_SIGNS[problem.band]}</b>{status}</span>'
        f"<span>{_weights(problem.remarks)}</span></summary>")


def _due(problem: BoardProblem) -> str:
    if problem.late is not None:
        return ' <em class="red">▲逾期</em>'
    return ' <em class="yellow">◆将到期</em>' if problem.left is not None else ""


def _weights(remarks: Sequence[BoardRemark]) -> str:
    """How many remarks of each weight; each in a sentence of its own behind the line."""
    counted = Counter((remark.weight, remark.tint) for remark in remarks)
    return " ".join(f'<em class="{tint}">{signed(weight, tint)}{count}</em>'
                    for (weight, tint), count in counted.items())


def _behind(
    board: Board, problem: BoardProblem, section: str, units: Sequence[str],
) -> Iterator[str]:
    kind = f"{section}　{word(problem.category)}" if problem.category else section
    yield f'<div class="behind" id="d{problem.number}"><p class="soft">方面：{kind}　来源：{word(problem.source)}</p>'
    yield (f'<p class="soft">牵头单位：{word(problem.lead_units) or "未写"}　'
           f'责任单位：{word(problem.responsible_units) or "未写"}　应报单位：{"、".join(units) or "无"}</p>')
    yield "<h3>本期进展</h3>"
    for source, said in problem.texts:
        yield f"<p>{text(said)}</p>" if not source else f"<p><b>{word(source)}</b>　{text(said)}</p>"
    if not problem.texts:
        yield "<p>没有文字。</p>"
    if problem.last_status or problem.last_texts:
        status = f"：{text(problem.last_status)}" if problem.last_status else ""
        yield f"<h3>上期进展（{text(board.last_period)}{status}）</h3>"
        yield "".join(f"<p>{text(said)}</p>" for said in problem.last_texts)
    if problem.remarks:
        yield "<h3>校验意见</h3><ul>"
        yield from map(_remark, problem.remarks)
        yield "</ul>"


def _remark(remark: BoardRemark) -> str:
    unit = f"{word(remark.unit)}：" if remark.unit else ""
    place = f'<span class="soft">（{word(remark.place)}）</span>' if remark.place else ""
    return (f'<li><em class="{remark.tint}">{signed(remark.weight, remark.tint)} {text(remark.code)}</em> '
            f"{unit}{text(remark.message)}{place}</li>")
