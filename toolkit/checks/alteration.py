"""A 官方内容: the official cells of a returned sheet are still what was published."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.checks.language.difference import Degree, degree, difference
from toolkit.checks.once import once
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import effective, effective_measures, runs
from toolkit.dates import read_day
from toolkit.model import Book, Case, Column, Entry, Place, Problem
from toolkit.units import Directory, split_listed

_NOT_COMPARED = frozenset({"number", "last_progress", "ordinal"})
"""序号 has a rule of its own (C206); 上期进展 is last period's text; 措施序号 only finds the measure."""

_CLEARED = "被清空"
_REVISED = "是下发时的内容，清单此后有修订"
_OF_PROBLEM = frozenset(f.name for f in dataclasses.fields(Problem))


@dataclass(frozen=True, slots=True)
class _Official:
    """An official cell that differs from the list: how much, where, and what stands there."""

    degree: Degree
    entry: Entry
    place: Place
    heading: str
    given: str
    official: str
    note: str = ""
    of_units: bool = False


@rule("A401", "官方内容被改动", "{unit}的第{problem}项问题“{heading}”与公布内容不一致（{touches}有改动）：写成{given}，公布为{expected}",
      weight="blocks", needs=("C206",))
def official_text_altered(book: Book) -> Iterator[Spot]:
    """官方栏目里的文字、数字、日期、单位被改动了。

    Why: 问题、单位、时限、目标和措施以公布的为准，附件照官方清单印；表里改了，说明填报时依据的内容可能不对。
    Remedy: 请把这一格恢复成公布的内容。认为公布内容有误的，向整改办书面提出，由整改办更正问题清单。
    Bad: “未”改成“已”，410改成140。
        清单
        | 序号 | 问题 | 牵头单位 | 整改目标 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 封堵410眼自备井。 |

        填报表 市水务局
        | 序号 | 问题 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | !青河沿线有3处排污口已规范整治。 | !封堵140眼自备井。 | 正在推进 | 已封堵12眼。 |
    Bad: 责任单位少了一家，时限推后了三个月。
        清单
        | 序号 | 牵头单位 | 责任单位 | 整改时限 |
        | 1 | 市水务局 | 东岭区人民政府、石泉县人民政府 | 2031年6月底 |

        填报表 市水务局
        | 序号 | 责任单位 | 整改时限 | 整改状态* | 整改进展情况* |
        | 1 | !东岭区人民政府 | !2031年9月底 | 正在推进 | 已封堵12眼。 |
    Bad: 措施也是官方内容。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口3处。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 整改措施 | 完成情况* |
        | 1 | 一 | !基本封堵排污口3处。 | 推进中 |
    Good: 一字未动；自己填的格子里数字不同，是进展。
        清单
        | 序号 | 问题 | 牵头单位 | 整改目标 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 封堵410眼自备井。 |

        填报表 市水务局
        | 序号 | 问题 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | 青河沿线有3处排污口未规范整治。 | 封堵410眼自备井。 | 正在推进 | 已规范整治1处，封堵140眼。 |
    Good: 单位换了先后，日期换了写法，意思没变（由A402提示）。
        清单
        | 序号 | 牵头单位 | 责任单位 | 整改时限 |
        | 1 | 市水务局 | 东岭区人民政府、石泉县人民政府 | 2031年6月底 |

        填报表 市水务局
        | 序号 | 责任单位 | 整改时限 | 整改状态* | 整改进展情况* |
        | 1 | 石泉县人民政府、东岭区人民政府 | 2031-06-30 | 正在推进 | 已封堵12眼。 |
    """
    for found in _official_cells(book):
        if found.degree != "content":
            continue
        differs = difference(found.given, found.official)
        touches = "单位" if found.of_units else "、".join(differs.touches)
        yield Spot(found.place, found.entry.unit, found.entry.problem,
                   given=differs.given, expected=differs.official,
                   words={"heading": found.heading, "touches": touches,
                          "given": differs.given, "expected": differs.official})


@rule("A402", "官方内容有出入", "{unit}的第{numbers}项问题“{heading}”{note}，内容以公布的为准",
      needs=("C206",))
def official_text_reset(book: Book) -> Iterator[Spot]:
    """官方栏目里只是空格、标点、全半角、单位的顺序或简称不同，或者内容被清空。

    Why: 不影响意思，但官方栏目本不必动。
    Remedy: 不必退回；下期请使用新下发的填报表，不改动官方栏目。
    Bad: 多了空格，逗号变成半角，句号丢了。
        清单
        | 序号 | 牵头单位 | 整改目标 |
        | 1 | 市水务局 | 封堵410眼自备井，恢复河道。 |

        填报表 市水务局
        | 序号 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | !封堵 410 眼自备井,恢复河道 | 正在推进 | 已封堵12眼。 |
    Bad: 整列被清空，只在第一格说一次。
        清单
        | 序号 | 牵头单位 | 整改目标 |
        | 1 | 市水务局 | 封堵410眼自备井。 |
        | 2 | 市水务局 | 建成备用水源。 |

        填报表 市水务局
        | 序号 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | ! | 正在推进 | 已封堵12眼。 |
        | 2 | | 正在推进 | 已完成选址。 |
    Bad: 单位换了先后，数字变成全角。
        清单
        | 序号 | 牵头单位 | 责任单位 | 整改目标 |
        | 1 | 市水务局 | 东岭区人民政府、石泉县人民政府 | 封堵410眼自备井。 |

        填报表 市水务局
        | 序号 | 责任单位 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | !石泉县人民政府、东岭区人民政府 | !封堵４１０眼自备井。 | 正在推进 | 已封堵12眼。 |
    Good: 一字未动。
        清单
        | 序号 | 牵头单位 | 整改目标 |
        | 1 | 市水务局 | 封堵410眼自备井，恢复河道。 |

        填报表 市水务局
        | 序号 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | 封堵410眼自备井，恢复河道。 | 正在推进 | 已封堵12眼。 |
    Good: 自己填的格子里有空格、半角标点，不管；清单上本来就没有目标的，空着是对的。
        清单
        | 序号 | 牵头单位 | 整改目标 |
        | 1 | 市水务局 | |

        填报表 市水务局
        | 序号 | 整改目标 | 整改状态* | 整改进展情况* |
        | 1 | | 正在推进 | 已封堵 12 眼,其余正在施工 |
    """
    cleared: dict[tuple[str | None, str | None, str], list[_Official]] = {}
    for found in _official_cells(book):
        if found.note == _CLEARED:
            column = (found.place.file, found.place.sheet, found.heading)
            cleared.setdefault(column, []).append(found)
        elif found.degree == "layout":
            yield _reset(found, found.entry.problem, str(found.entry.problem))
    for cells in cleared.values():
        numbers = {cell.entry.problem for cell in cells if cell.entry.problem is not None}
        one = next(iter(numbers)) if len(numbers) == 1 else None
        yield _reset(cells[0], one, runs(numbers))


def _reset(found: _Official, problem: int | None, numbers: str) -> Spot:
    """A difference that is none in substance; a cleared column is told once, at its first cell."""
    several = problem is None
    return Spot(found.place, found.entry.unit, problem,
                given=None if several else found.given, expected=None if several else found.official,
                words={"heading": found.heading, "numbers": numbers,
                       "note": found.note or "与公布的版式不同"})


@once
def _official_cells(book: Book) -> Iterator[_Official]:
    """Every official cell of a row that counts and does not equal the list's."""
    directory = Directory(book.profile.units)
    columns = [c for c in book.profile.on("problems") if _compared(c)]
    for case, entry in effective(book):
        for column in columns:
            if column.field in entry.columns and entry.text(column.field) != case.problem.shown(column.field):
                found = _problem_cell(entry, column, case, directory)
                if found:
                    yield found
    yield from _measure_cells(book)


def _problem_cell(entry: Entry, column: Column, case: Case, directory: Directory) -> _Official | None:
    """What differs from the list; where that was revised since it was issued, from what went out."""
    found = _cell(entry, column, case.problem.shown(column.field))
    if found is None or found.note == _CLEARED:
        return found
    if case.issued and case.issued.shown(column.field) != found.official:
        was = _cell(entry, column, case.issued.shown(column.field))
        if was is None or _eased(was, column, case.issued, directory).degree == "layout":
            return dataclasses.replace(found, degree="layout", note=_REVISED)
    return _eased(found, column, case.problem, directory)


def _compared(column: Column) -> bool:
    return (column.filled_by == "office" and column.field in _OF_PROBLEM
            and column.field not in _NOT_COMPARED)


def _cell(entry: Entry, column: Column, official: str) -> _Official | None:
    given = entry.text(column.field)
    if given == official:
        return None
    place = entry.place_of(column.field)
    if not given.strip():
        cleared = _Official("layout", entry, place, column.heading, "", official, _CLEARED)
        return cleared if official.strip() else None
    different = degree(given, official)
    if different == "none":
        return None
    return _Official(different, entry, place, column.heading, given, official,
                     of_units=column.kind == "units")


def _eased(found: _Official, column: Column, problem: Problem, directory: Directory) -> _Official:
    """The same day or the same units written otherwise are no alteration."""
    if found.degree != "content":
        return found
    note = ""
    if column.field == "deadline" and not problem.long_term:
        day = found.entry.cells["deadline"].day or read_day(found.given)
        note = "日期写法不同" if day and day == problem.deadline else ""
    elif column.kind == "units" and _units(found.given, directory) == _units(found.official, directory):
        note = "单位的写法或顺序不同"
    return dataclasses.replace(found, degree="layout", note=note) if note else found


def _units(cell: str, directory: Directory) -> frozenset[str]:
    return frozenset(directory.resolve(name) or name for name in split_listed(cell))


def _measure_cells(book: Book) -> Iterator[_Official]:
    column = next((c for c in book.profile.on("measures") if c.field == "text"), None)
    if column is None:
        return
    for case, entry in effective_measures(book):
        if entry.measure is None or "text" not in entry.columns:
            continue
        measure = case.problem.measures[entry.measure]
        found = _cell(entry, column, measure.shown())
        if found and found.degree == "content" and degree(found.given, measure.text) != "content":
            found = dataclasses.replace(found, degree="layout", note="缺少公布的完成标注")
        if found and _was_issued(found.given, case):
            found = dataclasses.replace(found, degree="layout", note=_REVISED)
        if found:
            yield found


def _was_issued(given: str, case: Case) -> bool:
    """Whether a measure's text is one of those the issued sheet had, before the list was revised."""
    were = case.issued.measures if case.issued else ()
    return any(degree(given, text) != "content" for m in were for text in (m.shown(), m.text))
