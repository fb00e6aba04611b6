"""L 前后逻辑: the status a unit chose against the words it wrote."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.stance import all_done, begun, lags, on_time, unfinished
from toolkit.checks.standing import Wordings, effective, says_nothing_new
from toolkit.model import FINISHED, Book, Case, Entry, StatusWord

_CELLS = ("progress", "difficulties", "next_steps")


@rule("L503", "状态与进展文字矛盾", "{unit}的第{problem}项问题填“{status}”，“{heading}”却写“{given}”，{doubt}，请核实后改成一致",
      weight="blocks", needs=("F303", "F302"))
def status_against_words(book: Book) -> Iterator[Spot]:
    r"""状态填已完成，文字却说还在做、还没做、以后做；或者状态填正在推进，文字却说已全部完成整改。

    Why: 状态和文字都要公开，自相矛盾时读者不知道该信哪一个。
    引号里的话、对别的事的描述（如“检查时正在施工的工地”）、否定的说法（如“未发现尚未整改的”）不算；完成之后的
    验收、销号、公示和长效管理本来就在后面，不算；部分完成不等于问题完成。
    Remedy: 核实实际情况：还没做完的，把整改状态改为实际状态；已经做完的，把文字改写到完成时的情况，删去预计和计划。
    Bad:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | !主体工程已完工，配套管网正在铺设，预计6月底前完成。 | 2031-03-10 |
        | 2 | 已完成整改，长期坚持 | !（一）已建成处理站。\n（二）仍有2家企业未完成整改。 | 2031-03-10 |
        | 3 | 正在推进 | !3处排污口已全部封堵，该问题已整改到位。 | |
        | 4 | 尚未启动 | !一期工程已于2月开工。 | |
    Good:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | 下一步措施 |
        | 1 | 已完成整改 | 管网已全部建成，正在申请验收。检查时正在施工的工地均已落实围挡。 | 2031-03-10 | 加强日常巡查。 |
        | 2 | 已完成整改，长期坚持 | 已全部完成治理。下一步，将持续加强监管，巩固整改成效。 | 2031-03-10 | - |
        | 3 | 正在推进 | 排查发现的4个问题已全部完成整改，其余河段正在清淤。 | | 加快清淤。 |
        | 4 | 正在推进 | 已完成前期工作，尚未开工。材料中“已完成整改”字样已更正。 | | - |
    """
    wordings = Wordings(book.profile)
    headings = {c.field: c.heading for c in book.profile.on("problems")}
    for case, entry in effective(book):
        word = wordings.status(entry.text("status"))
        if word is None or says_nothing_new(entry):
            continue
        for name, said, doubt in _contradictions(case, entry, word):
            yield Spot(entry.place_of(name), entry.unit, case.problem.number, given=said,
                       expected=entry.text("status"),
                       words={"status": entry.text("status"), "heading": headings.get(name, name), "doubt": doubt})


def _contradictions(case: Case, entry: Entry, word: StatusWord) -> Iterator[tuple[str, str, str]]:
    """Cell, clause and what it suggests, for every cell that speaks against the status."""
    if word.status in FINISHED:
        long_term = word.long_term or case.problem.long_term
        for name in _CELLS:
            text = entry.text(name)
            said = unfinished(text, word.status, long_term=long_term, planned=name == "next_steps") if text else None
            if said:
                yield name, said, "似乎还没有做完"
        return
    text = entry.text("progress")
    done = None if word.long_term or case.problem.long_term else all_done(text)
    if done:
        yield "progress", done, "似乎已经做完"
    elif word.status == "not_started" and (said := begun(text)):
        yield "progress", said, "似乎已经开工"
    elif word.status == "on_schedule" and (said := lags(text)):
        yield "progress", said, "似乎没有达到序时进度"
    elif word.status == "behind" and (said := on_time(text)):
        yield "progress", said, "似乎已经达到序时进度"
