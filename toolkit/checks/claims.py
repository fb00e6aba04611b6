"""L 前后逻辑: the status a unit chose against the words it wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.checks.language.open_work import unfinished
from toolkit.checks.language.stance import all_done, begun, lags, on_time
from toolkit.checks.language.to_come import set_for_later
from toolkit.checks.rule import Spot, rule, shortened
from toolkit.checks.standing import Wordings, effective, says_nothing_new
from toolkit.model import FINISHED, Book, Case, Column, Entry, StatusWord, Written
from toolkit.regex import regex

_CONCLUDES = regex("结论|验收意见")
_ASIDE = regex("备注|说明|结论|意见")
_AHEAD = regex("下一?步|打算|计划")
_UNTOLD = frozenset({"evidence", "filler", "phone"})


@rule("L503", "状态与进展文字矛盾", "{unit}的第{problem}项问题填“{status}”，“{heading}”却写“{given}”{more}，{doubt}，请核实后改成一致",
      weight="blocks", needs=("F303", "F302"))
def status_against_words(book: Book) -> Iterator[Spot]:
    r"""状态填已完成，文字却说还在做、还没做、以后做；或者状态填正在推进，文字却说已全部完成整改。

    Why: 状态和文字都要公开，自相矛盾时读者不知道该信哪一个。
    引号里的话、对别的事的描述（如“检查时正在施工的工地”）、否定的说法（如“未发现尚未整改的”）不算；完成之后的
    验收、销号、公示和长效管理本来就在后面，不算；写的完成日子在统计截至日之后的，算还没有做完；部分完成不等于问题完成。
    只凭“未”“拟”“须”“后方能”等用法很广的字词认出来的，只提醒，不阻断：它们说的也可能不是没有做完的事。
    “存在问题”“下一步措施”和自己加的“备注”“整改结论”等栏也看；一项问题只提一条意见，几格都有的一并写明。
    Remedy: 核实实际情况：还没做完的，把整改状态改为实际状态；已经做完的，把文字改写到完成时的情况，删去预计和计划。
    Bad: 文字与状态相反
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | !主体工程已完工，配套管网正在铺设，预计6月底前完成。 | 2031-03-10 |
        | 2 | 已完成整改，长期坚持 | !（一）已建成处理站。\n（二）仍有2家企业未完成整改。 | 2031-03-10 |
        | 3 | 正在推进 | !3处排污口已全部封堵，该问题已整改到位。 | |
        | 4 | 尚未启动 | !一期工程已于2月开工。 | |
        | 5 | 已完成整改 | !一期治理已完成，二期治理工程于2032年8月实施。 | 2031-03-10 |
        | 6 | 正在推进 | !拆除违建12处，清运垃圾300吨，整改任务已全部完成。 | |
        | 7 | 尚未启动 | !设备进场安装，土建基础完成浇筑。 | |
        | 8 | 已完成整改 | !55口坑塘中，42口已清淤，13口承包合同纠纷待法院判决。 | 2031-03-10 |
    Bad: 进展写得像完成了，别的格子却说没有
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | 存在问题 | 下一步措施 |
        | 1 | 已完成整改 | 已清淤5公里。 | 2031-03-10 | !尚有2户未搬迁。 | 尽快完成剩余2户搬迁。 |
        | 2 | 已完成整改 | 已封堵排污口5处。 | 2031-03-10 | 无 | !加快推进截污管网建设。 |
    Good: 只是看上去矛盾
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | 下一步措施 |
        | 1 | 已完成整改 | 管网已全部建成，正在申请验收。检查时正在施工的工地均已落实围挡。 | 2031-03-10 | 加强日常巡查。 |
        | 2 | 已完成整改，长期坚持 | 已全部完成治理。下一步，将持续加强监管，巩固整改成效。 | 2031-03-10 | - |
        | 3 | 正在推进 | 排查发现的4个问题已全部完成整改，其余河段正在清淤。 | | 加快清淤。 |
        | 4 | 正在推进 | 已完成前期工作，尚未开工。材料中“已完成整改”字样已更正。 | | - |
        | 5 | 尚未启动 | 已完成地形图测绘，基坑支护方案正在论证。 | | 争取早日开工。 |
        | 6 | 已完成整改 | 因穿越铁路曾推迟至汛后，2030年11月全部完工。 | 2031-03-10 | 定期监测。 |
    """
    if book.period is None:
        return
    wordings, as_of = Wordings(book.profile), book.period.as_of
    columns = [c for c in book.profile.answers("problems", "text") if c.field not in _UNTOLD]
    for case, entry in effective(book):
        word = wordings.status(entry.text("status"))
        if word is None or says_nothing_new(entry):
            continue
        found = list(_contradictions(case, _told(entry, columns), word, as_of))
        if found:
            yield _spot(case, entry, found)


@dataclass(frozen=True, slots=True)
class _Told:
    """A cell in which a unit speaks of a problem."""

    heading: str
    written: Written
    main: bool

    @property
    def planned(self) -> bool:
        return bool(_AHEAD.search(self.heading))

    @property
    def concludes(self) -> bool:
        return self.main or bool(_CONCLUDES.search(self.heading))


@dataclass(frozen=True, slots=True)
class _Contradiction:
    """A cell that speaks against the status, its clause, and what that suggests."""

    told: _Told
    said: str
    doubt: str
    sure: bool = True


def _told(entry: Entry, columns: Sequence[Column]) -> list[_Told]:
    """The cells of a row that may speak against its status: the sheet's own, then the unit's."""
    own = [_Told(c.heading, entry.cells[c.field], c.field == "progress")
           for c in columns if entry.text(c.field)]
    own.sort(key=lambda told: not told.main)
    return own + [_Told(heading, written, main=False) for heading, written in entry.extra.items()
                  if written.text and _ASIDE.search(heading)]


def _contradictions(
    case: Case, cells: Sequence[_Told], word: StatusWord, as_of: date,
) -> Iterator[_Contradiction]:
    long_term = word.long_term or case.problem.long_term
    for told in cells:
        text = told.written.text
        if word.status in FINISHED:
            said = unfinished(text, word.status, long_term=long_term, planned=told.planned)
            sure = said and unfinished(text, word.status, long_term=long_term, planned=told.planned, surely=True)
            if not sure and not told.planned and (later := set_for_later(text, as_of)):
                said = sure = later
            if said:
                yield _Contradiction(told, sure or said, "似乎还没有做完", sure=bool(sure))
        elif told.concludes and (found := _ahead_of(text, word, long_term=long_term)):
            yield _Contradiction(told, *found)


def _ahead_of(text: str, word: StatusWord, *, long_term: bool) -> tuple[str, str] | None:
    """What a text says beyond, or short of, a status that is not finished, and what it suggests."""
    done = None if long_term else all_done(text)
    if done:
        return done, "似乎已经做完"
    if word.status == "not_started" and (said := begun(text)):
        return said, "似乎已经开工"
    if word.status == "on_schedule" and (said := lags(text)):
        return said, "似乎没有达到序时进度"
    if word.status == "behind" and (said := on_time(text)):
        return said, "似乎已经达到序时进度"
    return None


def _spot(case: Case, entry: Entry, found: Sequence[_Contradiction]) -> Spot:
    """One remark at the first cell, the others cited."""
    first, *others = sorted(found, key=lambda contradiction: not contradiction.sure)
    more = "".join(f"，“{o.told.heading}”（{o.told.written.place.cell}）写“{shortened(o.said)}”" for o in others)
    return Spot(first.told.written.place, entry.unit, case.problem.number, given=first.said,
                expected=entry.text("status"),
                words={"status": entry.text("status"), "heading": first.told.heading, "more": more,
                       "doubt": first.doubt},
                weight=None if first.sure else "advises")
