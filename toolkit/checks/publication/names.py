"""Units of a published document that nobody knows, or that are no names of one unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.checks.publication.found import UNIT_COLUMNS
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import runs
from toolkit.model import Book, ListCell, Problem, Profile
from toolkit.units import GLUED, Directory, is_collective, name_doubt


@rule("P804", "单位无法识别", "{problems}的{column}“{given}”{what}{near}")
def unknown_unit(book: Book) -> Iterator[Spot]:
    """公布文件里的单位不在单位名录里，或者不像一个单位的名称；相近的名称列出来供核对，不代为改动。

    Why: 单位认不准，就不知道表发给谁、谁来填；层级不同的单位（自治区工信厅、市工信局）不是同一家。
    Remedy: 确是名录里某个单位的，在专项配置“单位”表里给它加上这个别名；是新单位的，核对名称后留用（导入时会加进名录）；连在一起的，在问题清单里用顿号分开。
    Bad:
        单位名录
        | 单位全称 | 别名 |
        | 市水务局 | 水务局 |
        | 市工业和信息化局 | |

        公布清单
        | 序号 | 牵头单位 | 责任单位 |
        | !1 | 市水务局 | 市水利局、市工信局 |
        | !2 | 自治区工业和信息化厅 | |

        公布清单
        | 序号 | 牵头单位 | 责任单位 |
        | !3 | 市水务局 | 市水务局和市工业和信息化局 |
    Good:
        单位名录
        | 单位全称 | 别名 |
        | 市水务局 | 水务局 |
        | 市工业和信息化局 | |

        公布清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局 | 市工信局 |
        | 2 | 水务局 | 各区县党委和政府、各相关部门 |

        公布清单
        | 序号 | 牵头单位 |
        | 3 | 市工业和信息化局 |
    """
    if book.publication is None:
        return
    unknown = _unknown(book.profile, book.publication.problems)
    directory = Directory.of_list(book.profile.units, [name for name in _names(book) if name not in unknown])
    for name, met in unknown.items():
        near = "" if met.what == GLUED else "、".join(unit for unit in directory.nearest(name) if unit != name)
        yield Spot(
            met.first.place, problem=met.first.number if len(met.numbers) == 1 else None, given=name,
            expected=near or None, about=tuple(met.cells),
            words={"problems": f"第{runs(met.numbers)}项问题", "column": "、".join(met.columns),
                   "what": met.what, "near": f"；名称相近的有：{near}，请核对是不是其中之一" if near else ""})


@dataclass(slots=True)
class _Met:
    """A name nobody knows: why it is doubted, and where it stands."""

    what: str
    first: Problem
    numbers: set[int] = field(default_factory=set)
    columns: dict[str, None] = field(default_factory=dict)
    cells: dict[ListCell, None] = field(default_factory=dict)


def _unknown(profile: Profile, problems: tuple[Problem, ...]) -> Mapping[str, _Met]:
    """The doubtful names in order of appearance; without a directory only their shape can be doubted."""
    directory = _known(profile, problems)
    unknown: dict[str, _Met] = {}
    for problem in problems:
        for name, column in _named(problem):
            what = _doubt(name, directory)
            if what:
                met = unknown.setdefault(name, _Met(what, problem))
                met.numbers.add(problem.number)
                met.columns[column] = None
                met.cells[ListCell(problem.number, column)] = None
    return unknown


def _known(profile: Profile, problems: tuple[Problem, ...]) -> Directory | None:
    """The office's directory where it has been built: where it knows most units of this document.

    Before the first import it may hold a few rows only; then every unit would be unknown.
    """
    directory = Directory(profile.units)
    names = {name for problem in problems for name, _ in _named(problem)}
    plain = [name for name in names if not is_collective(name) and not name_doubt(name)]
    known = sum(directory.resolve(name) is not None for name in plain)
    return directory if known * 2 >= len(plain) and known else None


def _doubt(name: str, directory: Directory | None) -> str:
    if directory and (directory.resolve(name) or directory.members(name)):
        return ""
    odd = name_doubt(name)
    if odd or is_collective(name):
        return odd
    return "不在单位名录里" if directory else ""


def _named(problem: Problem) -> Iterator[tuple[str, str]]:
    for name, column in UNIT_COLUMNS.items():
        yield from ((unit, column) for unit in getattr(problem, name))


def _names(book: Book) -> list[str]:
    problems = book.publication.problems if book.publication else ()
    return [name for problem in problems for name, _ in _named(problem)]
